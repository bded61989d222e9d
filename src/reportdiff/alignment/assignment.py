"""Choose the best one-to-one pairs among scored ones, with "no partner" as an explicit choice."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.signedinteger[Any]]
    Gain = NDArray[numpy.int64]

__all__ = ["TIEBREAK_FACTOR", "assign", "break_ties_by_position", "two_best"]

_FEW = 3  # rows and columns of a group whose ways to pair are all tried

TIEBREAK_FACTOR = 10**8
"""How many times a score is what `break_ties_by_position` makes of it."""


def assign(scores: Matrix, threshold: int) -> list[tuple[int, int]]:
    """Return the pairs `(row, column)` whose scores above `threshold` have the largest sum, each row and column once.

    To stay alone is worth exactly the threshold. Scores are whole numbers below 2**40, so that scipy's sums of floats
    are exact. Rows and columns that share no score above the threshold with one another, directly or through others, do
    not change each other's choice.
    """
    import numpy

    above = scores > threshold
    rows, columns = numpy.flatnonzero(above.any(axis=1)), numpy.flatnonzero(above.any(axis=0))
    gain = numpy.maximum(scores[numpy.ix_(rows, columns)].astype(numpy.int64) - threshold, 0)
    chosen = _undisputed(gain)
    if gain.any():
        chosen += _best_together(gain)
    return sorted((int(rows[row]), int(columns[column])) for row, column in chosen)


def break_ties_by_position(scores: Matrix, prior_places: Sequence[int], current_places: Sequence[int]) -> Gain:
    """Return `scores`, each times `TIEBREAK_FACTOR` less at most the least difference between two of them.

    Where scores tie, text order then decides: squares make pairs in text order cost less than pairs that cross.

    Args:
        scores: A matrix of whole numbers.
        prior_places: The places of the rows in their text, from 0 to ten thousand.
        current_places: The places of the columns in theirs.
    """
    import numpy

    places = [numpy.array(side, dtype=numpy.int64) for side in (prior_places, current_places)]
    made: Gain = scores.astype(numpy.int64) * TIEBREAK_FACTOR - numpy.subtract.outer(*places) ** 2
    return made


def two_best(scores: Matrix) -> Matrix:
    """Return the best and the second best score of each row; 0 where there is no second."""
    import numpy

    missing = max(2 - scores.shape[1], 0)
    wide = numpy.pad(scores, ((0, 0), (0, missing)))
    return numpy.partition(wide, wide.shape[1] - 2, axis=1)[:, :-3:-1]


def _undisputed(gain: Gain) -> list[tuple[int, int]]:
    """Return pairs that gain more than the next best ones of their row and column together, and clear both from `gain`.

    The best choice holds each of them, as its row and column could gain no more than those next best ones without it.
    In most reports few or none are left then, and scipy, which takes longer to import than two reports to compare, is
    not needed.
    """
    import numpy

    chosen: list[tuple[int, int]] = []
    while gain.any():
        by_row, by_column = two_best(gain), two_best(gain.T).T
        next_in_row = numpy.where(gain == by_row[:, :1], by_row[:, 1:], by_row[:, :1])
        next_in_column = numpy.where(gain == by_column[:1], by_column[1:], by_column[:1])
        rows, columns = numpy.nonzero(gain > next_in_row + next_in_column)
        if not len(rows):
            break
        chosen += zip(rows.tolist(), columns.tolist(), strict=True)
        gain[rows, :], gain[:, columns] = 0, 0
    return chosen


def _best_together(gain: Gain) -> list[tuple[int, int]]:
    """Return the pairs with the largest sum of gains: in small groups by trying all ways, in others by scipy."""
    chosen: list[tuple[int, int]] = []
    for rows, columns in _groups(gain):
        if max(len(rows), len(columns)) <= _FEW:
            worth = {(row, column): int(gain[row, column]) for row in rows for column in columns}
            ways = itertools.permutations([*columns, *[-1] * len(rows)], len(rows))
            best = max(ways, key=lambda way: sum(worth.get(pair, 0) for pair in zip(rows, way, strict=True)))
            chosen += [pair for pair in zip(rows, best, strict=True) if worth.get(pair)]
            gain[rows] = 0
    return chosen + _best_by_scipy(gain) if gain.any() else chosen


def _groups(gain: Gain) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the rows and columns that share a gain with one another, directly or through others."""
    beside: dict[int, list[int]] = defaultdict(list)  # a column is its number inverted
    for row, column in zip(*(places.tolist() for places in gain.nonzero()), strict=True):
        beside[row].append(~column)
        beside[~column].append(row)
    while beside:
        reached = list(itertools.islice(beside, 1))
        for place in reached:
            reached += [other for other in beside.pop(place, ()) if other in beside]
        group = set(reached)
        yield sorted(at for at in group if at >= 0), sorted(~at for at in group if at < 0)


def _best_by_scipy(gain: Gain) -> list[tuple[int, int]]:
    """Return the pairs with the largest sum of gains; each row may also have a column of its own."""
    import numpy
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    rows, columns = numpy.nonzero(gain)
    height, width = gain.shape
    own = numpy.arange(height)
    worth = numpy.concatenate([gain[rows, columns] + 1, numpy.ones_like(own)]).astype(numpy.float64)
    places = [numpy.concatenate(pair).astype(numpy.int32) for pair in ((rows, own), (columns, width + own))]
    graph = csr_array((worth, (places[0], places[1])), shape=(height, width + height))
    chosen_rows, chosen = min_weight_full_bipartite_matching(graph, maximize=True)
    taken = chosen < width
    return list(zip(chosen_rows[taken].tolist(), chosen[taken].tolist(), strict=True))
