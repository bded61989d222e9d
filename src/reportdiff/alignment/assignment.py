"""The best one-to-one choice among scored pairs, with "no partner" as an explicit choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.int32] | NDArray[numpy.int64]

__all__ = ["TIEBREAK_FACTOR", "assign", "break_ties_by_position"]

TIEBREAK_FACTOR = 10**8
"""How many times a score is what `break_ties_by_position` makes of it."""

_FEW = 4_000  # cells times the shorter side
_NOBODY = -1


def assign(scores: Matrix, threshold: int) -> list[tuple[int, int]]:
    """The pairs `(row, column)` whose scores above `threshold` have the largest sum; each row and column at most once.

    To stay alone is worth exactly the threshold. Scores are whole numbers below 2**40, so that the sums are exact.
    Rows and columns that share no score above the threshold with one another are chosen apart, so that what stands
    elsewhere in the matrix cannot change a choice.
    """
    import numpy

    chosen: list[tuple[int, int]] = []
    for rows, columns in _groups(numpy.argwhere(scores > threshold).tolist(), scores.shape[0]):
        if len(rows) == len(columns) == 1:
            chosen.append((rows[0], columns[0]))
            continue
        gain = numpy.maximum(scores[numpy.ix_(rows, columns)] - threshold, 0)
        for at, to in _few(gain.tolist()) if gain.size * min(gain.shape) <= _FEW else _many(gain):
            if gain[at, to] > 0:
                chosen.append((rows[at], columns[to]))
    return sorted(chosen)


def break_ties_by_position(scores: Matrix, mine: Sequence[int], yours: Sequence[int]) -> Matrix:
    """`scores`, each `TIEBREAK_FACTOR` as much, less something: at most the least difference between two of them.

    Where scores tie, text order then decides: squares make pairs in text order cost less than pairs that cross. `mine`
    and `yours` are the places of rows and columns in their texts, from 0 to ten thousand.
    """
    import numpy

    places = [numpy.array(side, dtype=numpy.int64) for side in (mine, yours)]
    made: Matrix = scores.astype(numpy.int64) * TIEBREAK_FACTOR - numpy.subtract.outer(*places) ** 2
    return made


def _many(gain: Matrix) -> list[tuple[int, int]]:
    """The best choice in a large table, by scipy, the mere import of which takes longer than comparing two reports."""
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(gain, maximize=True)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def _few(gain: list[list[int]]) -> list[tuple[int, int]]:
    """The best choice in a small table: row after row takes a column by the shortest way of moving those before it."""
    height, width = len(gain), len(gain[0])
    if height > width:
        return [(row, column) for column, row in _few([list(column) for column in zip(*gain, strict=True)])]
    worth, price = [0] * height, [0] * width
    holder: list[int] = [_NOBODY] * width
    held: list[int] = [_NOBODY] * height
    for newcomer in range(height):
        row, length, left, passed = newcomer, 0, set(range(width)), list[int]()
        reached: dict[int, tuple[int, int]] = {}  # of each column how far it is, and from which row
        while row != _NOBODY:
            for to in left:
                way = length - gain[row][to] - worth[row] - price[to], row
                reached[to] = min(reached.get(to, way), way)
            column = min(left, key=lambda to: (reached[to][0], to))
            left.remove(column)
            passed.append(column)
            length, row = reached[column][0], holder[column]
        worth[newcomer] += length
        for to in passed[:-1]:
            worth[holder[to]] += length - reached[to][0]
            price[to] -= length - reached[to][0]
        while column != _NOBODY:
            row = reached[column][1]
            holder[column], held[row], column = row, column, held[row]
    return list(enumerate(held))


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
