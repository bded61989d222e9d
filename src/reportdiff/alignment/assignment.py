"""Choose the best one-to-one pairs among scored ones, with "no partner" as an explicit choice."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.signedinteger[Any]]
    Numbers = NDArray[numpy.int64]

__all__ = ["assign", "two_best"]

_FEW = 3  # rows and columns of a group whose ways to pair are all tried
_SCORE = 10**8  # what a score is worth, so that a square of two places in the text is worth less


@frozen(kw_only=True, eq=False)
class _Gains:
    """The pairs that gain by being together, in the order of their rows: few of all cells of a matrix."""

    rows: Numbers
    columns: Numbers
    worth: Numbers

    def of(self, kept: NDArray[numpy.bool_]) -> _Gains:
        return _Gains(rows=self.rows[kept], columns=self.columns[kept], worth=self.worth[kept])

    def besides(self, rows: Sequence[int], columns: Sequence[int]) -> _Gains:
        """Return the gains that are in none of these rows and columns."""
        import numpy

        return self.of(~numpy.isin(self.rows, rows) & ~numpy.isin(self.columns, columns))


def assign(
    scores: Matrix, threshold: int, places: tuple[Sequence[int], Sequence[int]] | None = None
) -> list[tuple[int, int]]:
    """Return the pairs `(row, column)` whose scores above `threshold` have the largest sum, each row and column once.

    To stay alone is worth exactly the threshold. Scores are whole numbers below 2**14, so that scipy's sums of floats
    are exact. Rows and columns that share no score above the threshold with one another, directly or through others, do
    not change each other's choice.

    Args:
        scores: A matrix of whole numbers.
        threshold: What staying alone is worth.
        places: The places of the rows and of the columns in their texts, from 0 to ten thousand. Where scores tie,
            text order then decides: squares make pairs in text order cost less than pairs that cross.
    """
    import numpy

    rows, columns = numpy.nonzero(scores > threshold)
    worth = (scores[rows, columns].astype(numpy.int64) - threshold) * _SCORE
    if places is not None:
        before, after = (numpy.array(side, dtype=numpy.int64) for side in places)
        worth -= (before[rows] - after[columns]) ** 2
    gains = _Gains(rows=rows, columns=columns, worth=worth).of(worth > 0)
    kept = numpy.unique(gains.rows), numpy.unique(gains.columns)
    chosen, gains = _undisputed(gains)
    if len(gains.worth):
        chosen += _best_together(gains, kept)
    return sorted(chosen)


def two_best(scores: Matrix) -> Matrix:
    """Return the best and the second best score of each row; 0 where there is no second."""
    import numpy

    missing = max(2 - scores.shape[1], 0)
    wide = numpy.pad(scores, ((0, 0), (0, missing))) if missing else scores
    return numpy.partition(wide, wide.shape[1] - 2, axis=1)[:, :-3:-1]


def _undisputed(gains: _Gains) -> tuple[list[tuple[int, int]], _Gains]:
    """Return pairs that gain more than the next best ones of their row and column together, and the gains besides.

    The best choice holds each of them, as its row and column could gain no more than those next best ones without it.
    In most reports few or none are left then, and scipy, which takes longer to import than two reports to compare, is
    not needed.
    """
    chosen: list[tuple[int, int]] = []
    while len(gains.worth):
        found = gains.worth > _next_best(gains.rows, gains.worth) + _next_best(gains.columns, gains.worth)
        if not found.any():
            break
        rows, columns = gains.rows[found].tolist(), gains.columns[found].tolist()
        chosen += zip(rows, columns, strict=True)
        gains = gains.besides(rows, columns)
    return chosen, gains


def _next_best(lines: Numbers, worth: Numbers) -> Numbers:
    """Return for each gain the best other one of its line, 0 where there is none."""
    import numpy

    order = numpy.lexsort((-worth, lines))
    lines, worth = lines[order], worth[order]
    starts = numpy.flatnonzero(numpy.diff(lines, prepend=-1))
    sizes = numpy.diff(starts, append=len(lines))
    second = numpy.where(sizes > 1, worth[numpy.minimum(starts + 1, len(lines) - 1)], 0)
    made = numpy.empty_like(worth)
    made[order] = numpy.repeat(worth[starts], sizes)
    made[order[starts]] = second
    return made


def _best_together(gains: _Gains, kept: tuple[Numbers, Numbers]) -> list[tuple[int, int]]:
    """Return the pairs with the largest sum of gains: in small groups by trying all ways, in others by scipy."""
    chosen: list[tuple[int, int]] = []
    pairs = zip(gains.rows.tolist(), gains.columns.tolist(), strict=True)
    worth = dict(zip(pairs, gains.worth.tolist(), strict=True))
    done: list[int] = []
    for rows, columns in _groups(worth):
        if max(len(rows), len(columns)) <= _FEW:
            ways = itertools.permutations([*columns, *[-1] * len(rows)], len(rows))
            best = max(ways, key=lambda way: sum(worth.get(pair, 0) for pair in zip(rows, way, strict=True)))
            chosen += [pair for pair in zip(rows, best, strict=True) if worth.get(pair)]
            done += rows
    gains = gains.besides(done, ())
    return chosen + _best_by_scipy(gains, kept) if len(gains.worth) else chosen


def _groups(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the rows and columns that share a gain with one another, directly or through others."""
    beside: dict[int, list[int]] = defaultdict(list)  # a column is its number inverted
    for row, column in pairs:
        beside[row].append(~column)
        beside[~column].append(row)
    while beside:
        reached = list(itertools.islice(beside, 1))
        for place in reached:
            reached += [other for other in beside.pop(place, ()) if other in beside]
        group = set(reached)
        yield sorted(at for at in group if at >= 0), sorted(~at for at in group if at < 0)


def _best_by_scipy(gains: _Gains, kept: tuple[Numbers, Numbers]) -> list[tuple[int, int]]:
    """Return the pairs with the largest sum of gains among the kept rows and columns; each row may stay alone."""
    import numpy
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    rows, columns = (numpy.searchsorted(*side) for side in zip(kept, (gains.rows, gains.columns), strict=True))
    height, width = map(len, kept)
    own = numpy.arange(height)
    worth = numpy.concatenate([gains.worth + 1, numpy.ones_like(own)]).astype(numpy.float64)
    places = [numpy.concatenate(pair).astype(numpy.int32) for pair in ((rows, own), (columns, width + own))]
    graph = csr_array((worth, (places[0], places[1])), shape=(height, width + height))
    chosen_rows, chosen = min_weight_full_bipartite_matching(graph, maximize=True)
    taken = chosen < width
    return list(zip(kept[0][chosen_rows[taken]].tolist(), kept[1][chosen[taken]].tolist(), strict=True))
