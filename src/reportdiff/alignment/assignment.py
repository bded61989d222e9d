"""The best one-to-one choice among scored pairs, with "no partner" as an explicit choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.int32] | NDArray[numpy.int64]

__all__ = ["assign"]


def assign(scores: Matrix, threshold: int) -> list[tuple[int, int]]:
    """The pairs `(row, column)` whose scores above `threshold` have the largest sum; each row and column at most once.

    To stay alone is worth exactly the threshold. Scores are whole numbers below 2**40, so that the sums are exact.
    Rows and columns that share no score above the threshold with one another are chosen apart, so that what stands
    elsewhere in the matrix cannot change a choice.
    """
    import numpy
    from scipy.optimize import linear_sum_assignment

    chosen: list[tuple[int, int]] = []
    for rows, columns in _groups(numpy.argwhere(scores > threshold).tolist(), scores.shape[0]):
        if len(rows) == len(columns) == 1:
            chosen.append((rows[0], columns[0]))
            continue
        gain = numpy.maximum(scores[numpy.ix_(rows, columns)] - threshold, 0)
        for at, to in zip(*linear_sum_assignment(gain, maximize=True), strict=True):
            if gain[at, to] > 0:
                chosen.append((rows[at], columns[to]))
    return sorted(chosen)


def _groups(pairs: list[list[int]], height: int) -> list[tuple[list[int], list[int]]]:
    """Rows and columns that the pairs join, directly or through others: each group's, sorted."""
    parent: dict[int, int] = {}  # a column counts from `height` on

    def root(node: int) -> int:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for row, column in pairs:
        one, other = root(row), root(column + height)
        if one != other:
            parent[max(one, other)] = min(one, other)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for node in sorted(parent):
        rows, columns = groups.setdefault(root(node), ([], []))
        if node < height:
            rows.append(node)
        else:
            columns.append(node - height)
    return list(groups.values())
