"""The best one-to-one choice among scored pairs, with "no partner" as an explicit choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.int64]

__all__ = ["assign"]


def assign(scores: Matrix, threshold: int) -> list[tuple[int, int]]:
    """The pairs `(row, column)` whose scores above `threshold` have the largest sum; each row and column at most once.

    To stay alone is worth exactly the threshold. Scores are whole numbers below 2**40, so that the sums are exact.
    Rows and columns that share no score above the threshold with one another are chosen apart, so that what stands
    elsewhere in the matrix cannot change a choice.
    """
    import numpy
    from scipy.optimize import linear_sum_assignment
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    height, width = scores.shape
    above = numpy.argwhere(scores > threshold)
    if not above.size:
        return []
    graph = coo_array(
        (numpy.ones(len(above), dtype=numpy.int8), (above[:, 0], above[:, 1] + height)),
        shape=(height + width, height + width),
    )
    _, component = connected_components(graph, directed=False)
    groups: dict[int, tuple[set[int], set[int]]] = {}
    for row, column in above.tolist():
        group = groups.setdefault(int(component[row]), (set(), set()))
        group[0].add(row)
        group[1].add(column)
    chosen: list[tuple[int, int]] = []
    for mine, yours in groups.values():
        rows, columns = sorted(mine), sorted(yours)
        gain = numpy.maximum(scores[numpy.ix_(rows, columns)] - threshold, 0)
        for at, to in zip(*linear_sum_assignment(gain, maximize=True), strict=True):
            if gain[at, to] > 0:
                chosen.append((rows[at], columns[to]))
    return sorted(chosen)
