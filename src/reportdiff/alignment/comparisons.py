"""What speaks for and against each candidate pair, as matrices of ten-thousandths: prior metrics × current metrics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from reportdiff.alignment.metric_profile import MetricProfile
from reportdiff.alignment.scorers import ONE, common, cut, overlaps, shared
from reportdiff.lexicon.alignment import unit_aliases, vetoes
from reportdiff.lexicon.units import dimension_of, kind_of_unit
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.model import Kind

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.int32]
    Allowed = NDArray[numpy.bool_]
    _Said = frozenset[tuple[str, str]]

__all__ = [
    "additions",
    "magnitudes",
    "names",
    "not_vetoed",
    "periods",
    "sums",
    "units",
]

_GROWN = 5  # quarter octaves: what there is, is at least 2.4 times what a year added
_ENDS = ONE * 7 // 10  # how alike the end of several years and a year lie


def names(rows: Sequence[MetricProfile], columns: Sequence[MetricProfile]) -> tuple[Matrix, Matrix]:
    """For each pair how alike the names are, and the nouns that stand last in them.

    Of two names that both tell little (投资, 产量), the words before the figures decide as well.
    """
    import numpy

    both, smaller = shared(
        *(cut([item.name.parts for item in side], [item.name.light for item in side]) for side in (rows, columns))
    )
    alike = (3 * both + smaller) // 4
    nouns = overlaps(*(cut([item.tail for item in side]) for side in (rows, columns)))
    left = [index for index, item in enumerate(rows) if item.rich]
    right = [index for index, item in enumerate(columns) if item.rich]
    if left and right:
        cross = numpy.ix_(left, right)
        words = overlaps(cut([rows[at].rich for at in left]), cut([columns[at].rich for at in right]))
        alike[cross] = (alike[cross] + words) // 2
        nouns[cross] = numpy.minimum(nouns[cross], words)
    return alike, nouns


def units(rows: Sequence[MetricProfile], columns: Sequence[MetricProfile]) -> Matrix:
    """For each pair how well the units agree: all for one that converts, 0 where they cannot be compared."""
    return _by_key(rows, columns, lambda item: item.metric.figure.unit, unit_score)


@lru_cache(maxsize=1 << 12)
def unit_score(one: str, other: str) -> int:
    """How well two units agree, in ten-thousandths.

    >>> unit_score("亩", "公顷"), unit_score("件", "项"), unit_score("元", "美元")
    (10000, 8500, 0)
    """
    if one == other:
        return ONE
    mine, yours = dimension_of(one), dimension_of(other)
    if mine is not None and yours is not None and mine[0] == yours[0]:
        return ONE
    if not one or not other:  # a bare number counts something
        return ONE * 6 // 10 if kind_of_unit(one or other) in (None, "count") else 0
    return unit_aliases().get((one, other), (0, ""))[0] * ONE // 100


def magnitudes(rows: Sequence[MetricProfile], columns: Sequence[MetricProfile]) -> Matrix:
    """For each pair how near the values are: all for equal ones, none from 64 times on, half where one is 0."""
    import numpy

    def values(items: Sequence[MetricProfile]) -> Matrix:
        return numpy.array([0 if item.magnitude is None else item.magnitude for item in items], dtype=numpy.int32)

    def known(items: Sequence[MetricProfile]) -> Allowed:
        return numpy.array([item.magnitude is not None for item in items], dtype=bool)

    distance = abs(numpy.subtract.outer(values(rows), values(columns)))
    near = numpy.maximum(0, ONE - distance * (ONE // 24))
    both = numpy.logical_and.outer(known(rows), known(columns))
    neither = numpy.logical_and.outer(~known(rows), ~known(columns))
    return numpy.where(both, near, numpy.where(neither, ONE, ONE // 2)).astype(numpy.int32)


def not_vetoed(rows: Sequence[MetricProfile], columns: Sequence[MetricProfile]) -> Allowed:
    """Which pairs may be the same metric at all: status, kind, scope, period and the vetoes decide."""
    import numpy

    def key(item: MetricProfile) -> tuple[object, ...]:
        metric = item.metric
        kind = metric.kind if metric.kind in (Kind.RATIO, Kind.MONEY) else None
        return metric.status, kind, metric.table is None, metric.scope

    def agree(one: tuple[object, ...], other: tuple[object, ...]) -> int:
        return int(one[:3] == other[:3] and (one[3] is None or other[3] is None or one[3] == other[3]))

    made = _by_key(rows, columns, key, agree) > 0
    made &= common([item.name.numbers for item in rows], [item.name.numbers for item in columns])
    made &= common([item.name.bodies for item in rows], [item.name.bodies for item in columns])
    made &= _by_key(rows, columns, _listed, _one_of_several) > 0
    made &= _by_key(rows, columns, lambda item: item.scheme, _one_scheme) > 0
    if any(item.own for item in (*rows, *columns)):
        made &= _by_key(rows, columns, lambda item: (item.own, item.name.said), _same_words) > 0
    made &= _by_key(rows, columns, lambda item: item.capacity, lambda a, b: int(a is None or b is None or a == b)) > 0
    marked = _marked(rows), _marked(columns)
    for index in marked[0].keys() | marked[1].keys():
        mine, yours = (side.get(index, {}) for side in marked)
        if vetoes()[index].alone:
            with_words = numpy.zeros(len(rows), dtype=bool), numpy.zeros(len(columns), dtype=bool)
            for held, side in zip(with_words, (mine, yours), strict=True):
                held[list(chain.from_iterable(side.values()))] = True
            made &= ~numpy.logical_xor.outer(*with_words)
        for words, left in mine.items():
            for others, right in yours.items():
                if words.isdisjoint(others):
                    made[numpy.ix_(left, right)] = False
    return made


def _listed(item: MetricProfile) -> int:
    """How many signs part the things that a name lists; what 等方面 leaves open is not counted."""
    return 0 if "方面" in item.metric.name else item.metric.name.count("、")


def _one_of_several(one: int, other: int) -> int:
    """Whether neither name lists three things or more (交通、能源、水利投资) where the other one lists none."""
    return int(min(one, other) > 0 or max(one, other) < 2)


def _one_scheme(one: frozenset[str], other: frozenset[str]) -> int:
    """Whether two complete lists of parts classify alike: where most parts differ, 其他 holds other things."""
    return int(not one or not other or 2 * len(one & other) >= len(one | other))


def _same_words(one: tuple[_Said, _Said], other: tuple[_Said, _Said]) -> int:
    """Whether neither name has a word of its own for which the other uses another word of its row."""
    for (own, _), (_, said) in ((one, other), (other, one)):
        for row, word in own:
            theirs = {its for read_as, its in said if read_as == row}
            if theirs and word not in theirs:
                return 0
    return 1


def periods(rows: Sequence[MetricProfile], columns: Sequence[MetricProfile], near: Matrix) -> Matrix:
    """For each pair whether the periods lie alike: all for the same place from the report's own year, 0 otherwise.

    A level reached in five years lies much like the level of their last year, where the values are `near`.
    """
    import numpy

    def agree(one: tuple[int | None, str], other: tuple[int | None, str]) -> int:
        if one[0] is not None and other[0] is not None and one[0] != other[0]:
            return 0
        if one[1] == other[1]:
            return ONE
        return _ENDS if {one[1], other[1]} == {"years", ""} else 0

    made = _by_key(rows, columns, lambda item: (item.offset, item.stretch), agree)
    return numpy.where((made == _ENDS) & (near < ONE - 2 * (ONE // 24)), 0, made).astype(numpy.int32)


def sums(rows: Sequence[MetricProfile], columns: Sequence[MetricProfile], near: Matrix) -> Allowed:
    """Which pairs set a sum over several years (or a part of one) against a year: other periods, and values far apart.

    A level at the end of five years may stand beside the level of one; what was added up in five years may not.
    """
    same = _by_key(rows, columns, lambda item: item.stretch, lambda one, other: int(one == other)) > 0
    return ~same & (near < ONE - 2 * (ONE // 24))


def additions(rows: Sequence[MetricProfile], columns: Sequence[MetricProfile]) -> Allowed:
    """Which pairs set what a year added (新增绿色工厂) against what there is, several times as much."""
    import numpy

    added_words = _addition()
    news = [
        numpy.array([added_words.search(item.metric.name) is not None for item in side], dtype=bool)
        for side in (rows, columns)
    ]
    values = [
        numpy.array([0 if item.magnitude is None else item.magnitude for item in side], dtype=numpy.int32)
        for side in (rows, columns)
    ]
    grown = numpy.subtract.outer(-values[0], -values[1])
    added = numpy.logical_and.outer(news[0], ~news[1]) & (grown >= _GROWN)
    made: Allowed = added | (numpy.logical_and.outer(~news[0], news[1]) & (grown <= -_GROWN))
    return made


@cache
def _addition() -> re.Pattern[str]:
    return re.compile(alternation(words_of("addition")))


def _marked(items: Sequence[MetricProfile]) -> dict[int, dict[frozenset[str], list[int]]]:
    """For each row of vetoes.toml the words of it that names hold, and the places of the metrics that they name."""
    made: dict[int, dict[frozenset[str], list[int]]] = {}
    for place, item in enumerate(items):
        for index, words in item.name.marks.items():
            made.setdefault(index, {}).setdefault(words, []).append(place)
    return made


def _by_key(rows: Sequence[MetricProfile], columns: Sequence[MetricProfile], key, score) -> Matrix:  # type: ignore[no-untyped-def]
    """`score` of each pair's keys, computed once for each two different keys."""
    import numpy

    kinds: tuple[dict[object, int], dict[object, int]] = {}, {}
    mine, yours = (
        numpy.array([known.setdefault(key(item), len(known)) for item in side], dtype=numpy.int64)
        for known, side in zip(kinds, (rows, columns), strict=True)
    )
    table = numpy.array([[score(one, other) for other in kinds[1]] for one in kinds[0]], dtype=numpy.int32)
    return table[numpy.ix_(mine, yours)]
