"""What speaks for and against each candidate pair, as matrices of ten-thousandths: prior metrics × current metrics."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import frozen

from reportdiff.alignment.grams import ONE, common, cut, overlaps, shared
from reportdiff.alignment.names import Name, name_of
from reportdiff.lexicon.alignment import unit_aliases, vetoes
from reportdiff.lexicon.units import dimension_of, kind_of_unit
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.model import Kind, Metric, Report, Status

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.int32]
    Allowed = NDArray[numpy.bool_]
    _Said = frozenset[tuple[str, str]]

__all__ = [
    "Candidate",
    "additions",
    "allowed",
    "candidates_of",
    "magnitudes",
    "names",
    "periods",
    "sums",
    "units",
]

_BEFORE, _AFTER = 48, 10  # characters of the sentence around a figure that count as its context
_TAIL = 4  # the head noun stands last
_TELLING = 45  # a name of less weight says too little by itself
_NEAR = 20  # characters before the figure that then help it
_GROWN = 5  # quarter octaves: what there is, is at least 2.4 times what a year added
_ENDS = ONE * 7 // 10  # how alike the end of several years and a year lie
_PARTS = 3  # a classification has at least so many parts, the rest among them
_NO_SCHEME: frozenset[str] = frozenset()
_LINE = re.compile("业务|产品|板块")  # 减速器业务 and 减速器产品 are one line of trade
_NO_WORDS: frozenset[tuple[str, str]] = frozenset()
_CAPACITY = re.compile(r"吨$|千瓦$|标准箱$|立方米$")
_PLANT = re.compile(
    r"(?!的)[^，,。；;、：:（(\d]{2,12}?(?:项目|工程|煤矿|露天矿|机组|装置|生产线|基地|提质|处理厂|电厂|电站)"
)
_WORDS = re.compile("[\u4e00-\u9fff]+")
_NONE: Mapping[str, str] = MappingProxyType({})
_SPAN = re.compile("[0-9]{4}-[0-9]{4}$")


@frozen
class Candidate:
    """One metric with what the features read off it.

    `offset` is the metric's year less the year that the report reviews (or plans, for a target); `stretch` tells
    a period of several years or a part of a year from a single year. `scheme` holds the names of all parts of the
    classification that it is a part of, `capacity` the value of a figure that tells its project from others; `own`
    those words for what was taken in beside which its sentence uses another one for the same thing (新收案件12件，
    受理案件15件): there the two words of one row of aliases.toml mean two things.
    """

    metric: Metric
    name: Name
    context: str
    rich: str
    tail: str
    offset: int | None
    stretch: str
    magnitude: int | None
    scheme: frozenset[str] = frozenset()
    capacity: Fraction | None = None
    own: frozenset[tuple[str, str]] = frozenset()


def candidates_of(report: Report, metrics: Sequence[Metric], aliases: Mapping[str, str] = _NONE) -> list[Candidate]:
    """The report's metrics, ready to be compared; `aliases` are words read as others, besides those of aliases.toml."""
    made = []
    text = report.document.text
    known = [name_of(_read_as(_full_name(metric), aliases)) for metric in metrics]
    schemes = _schemes(metrics, known)
    own = _own_words(metrics, known)
    totals = cut([name.parts for name in known], [name.light for name in known]).totals().tolist()
    for index, (metric, name, total) in enumerate(zip(metrics, known, totals, strict=True)):
        home = report.planned if metric.status is Status.TARGET else report.reviewed
        home = home if home is not None else report.year
        period = metric.period
        tells = total >= _TELLING or metric.table is not None
        made.append(
            Candidate(
                metric=metric,
                name=name,
                rich="" if tells else _rich(name, text, metric),
                context=_context(text, metric),
                tail=name.text[-_TAIL:],
                offset=period.year - home if period and period.year is not None and home is not None else None,
                stretch=_stretch(period.label) if period else "",
                magnitude=_quarter_octaves(metric.figure.value),
                scheme=schemes.get((metric.sentence.start, metric.figure.unit), _NO_SCHEME),
                capacity=_capacity(text, metric),
                own=own.get(index, _NO_WORDS),
            )
        )
    return made


def _schemes(metrics: Sequence[Metric], names: Sequence[Name]) -> dict[tuple[int, str], frozenset[str]]:
    """For each list of parts that 其他 makes complete (by its sentence and unit) the names of its parts."""
    ends = {
        (metric.sentence.start, metric.figure.unit)
        for metric, name in zip(metrics, names, strict=True)
        if metric.table is None and name.text.startswith("其他")
    }
    made: dict[tuple[int, str], set[str]] = {key: set() for key in ends}
    for metric, name in zip(metrics, names, strict=True):
        key = metric.sentence.start, metric.figure.unit
        if key in ends and metric.table is None:
            made[key].add(_LINE.sub("", name.text))
    return {key: frozenset(parts) for key, parts in made.items() if len(parts) >= _PARTS}


def _own_words(metrics: Sequence[Metric], names: Sequence[Name]) -> dict[int, frozenset[tuple[str, str]]]:
    """By their places the metrics in whose sentence two words for what was taken in stand for two things."""
    groups: dict[tuple[int, str, str], list[tuple[int, str]]] = {}
    for index, (metric, name) in enumerate(zip(metrics, names, strict=True)):
        if metric.table is None:
            for row, word in name.said:
                groups.setdefault((metric.sentence.start, metric.figure.unit, row), []).append((index, word))
    made: dict[int, frozenset[tuple[str, str]]] = {}
    for (_, _, row), members in groups.items():
        if len({word for _, word in members}) < 2:
            continue
        for index, word in members:
            marks = set(names[index].text)
            rivals = (set(names[other].text) for other, its in members if its != word)
            if any(marks <= others or others <= marks for others in rivals):
                made[index] = made.get(index, _NO_WORDS) | {(row, word)}
    return made


def _capacity(text: str, metric: Metric) -> Fraction | None:
    """The value of a figure that stands before a project or plant as its size: 400万吨褐煤提质项目."""
    if metric.table is None and _CAPACITY.match(metric.figure.unit) and _PLANT.match(text, metric.span.end):
        return metric.figure.value
    return None


def _rich(name: Name, text: str, metric: Metric) -> str:
    """A name that tells little (投资, 产量) with the words before the figure."""
    start = max(metric.sentence.start, metric.span.start - _NEAR)
    return "".join(_WORDS.findall(text, start, metric.span.start)) + "\n" + name.parts


def _read_as(name: str, aliases: Mapping[str, str]) -> str:
    for word in sorted(aliases, key=lambda word: (-len(word), word)):
        if word != aliases[word]:
            name = name.replace(word, aliases[word])
    return name


def _full_name(metric: Metric) -> str:
    return metric.name if metric.table is None else "".join((*metric.table.row, *metric.table.column)) or metric.name


def _context(text: str, metric: Metric) -> str:
    if metric.table is not None:
        return ""
    span, sentence = metric.span, metric.sentence
    before = _WORDS.findall(text, max(sentence.start, span.start - _BEFORE), span.start)
    after = _WORDS.findall(text, span.end, min(sentence.end, span.end + _AFTER))
    return "".join(before + after)


def _stretch(label: str) -> str:
    if label.startswith("as_of:"):
        return ""
    if _SPAN.fullmatch(label):
        return "years"
    return label[4:] if len(label) > 4 else ""


def _quarter_octaves(value: Fraction) -> int | None:
    """The binary logarithm of a positive value, in quarters, rounded down: exact, and the same on every machine."""
    if value.numerator <= 0:
        return None
    return (value.numerator**4).bit_length() - (value.denominator**4).bit_length()


def names(rows: Sequence[Candidate], columns: Sequence[Candidate]) -> tuple[Matrix, Matrix]:
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


def units(rows: Sequence[Candidate], columns: Sequence[Candidate]) -> Matrix:
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


def magnitudes(rows: Sequence[Candidate], columns: Sequence[Candidate]) -> Matrix:
    """For each pair how near the values are: all for equal ones, none from 64 times on, half where one is 0."""
    import numpy

    def values(items: Sequence[Candidate]) -> Matrix:
        return numpy.array([0 if item.magnitude is None else item.magnitude for item in items], dtype=numpy.int32)

    def known(items: Sequence[Candidate]) -> Allowed:
        return numpy.array([item.magnitude is not None for item in items], dtype=bool)

    distance = abs(numpy.subtract.outer(values(rows), values(columns)))
    near = numpy.maximum(0, ONE - distance * (ONE // 24))
    both = numpy.logical_and.outer(known(rows), known(columns))
    neither = numpy.logical_and.outer(~known(rows), ~known(columns))
    return numpy.where(both, near, numpy.where(neither, ONE, ONE // 2)).astype(numpy.int32)


def allowed(rows: Sequence[Candidate], columns: Sequence[Candidate]) -> Allowed:
    """Which pairs may be the same metric at all: status, kind, scope, period and the vetoes decide."""
    import numpy

    def key(item: Candidate) -> tuple[object, ...]:
        metric = item.metric
        kind = metric.kind if metric.kind in (Kind.RATIO, Kind.MONEY) else None
        return metric.status, kind, metric.table is None, metric.scope

    def agree(one: tuple[object, ...], other: tuple[object, ...]) -> int:
        return int(one[:3] == other[:3] and (one[3] is None or other[3] is None or one[3] == other[3]))

    made = _by_key(rows, columns, key, agree) > 0
    made &= common([item.name.numbers for item in rows], [item.name.numbers for item in columns])
    made &= common([item.name.bodies for item in rows], [item.name.bodies for item in columns])
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


def periods(rows: Sequence[Candidate], columns: Sequence[Candidate], near: Matrix) -> Matrix:
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


def sums(rows: Sequence[Candidate], columns: Sequence[Candidate], near: Matrix) -> Allowed:
    """Which pairs set a sum over several years (or a part of one) against a year: other periods, and values far apart.

    A level at the end of five years may stand beside the level of one; what was added up in five years may not.
    """
    same = _by_key(rows, columns, lambda item: item.stretch, lambda one, other: int(one == other)) > 0
    return ~same & (near < ONE - 2 * (ONE // 24))


def additions(rows: Sequence[Candidate], columns: Sequence[Candidate]) -> Allowed:
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


def _marked(items: Sequence[Candidate]) -> dict[int, dict[frozenset[str], list[int]]]:
    """For each row of vetoes.toml the words of it that names hold, and the places of the metrics that they name."""
    made: dict[int, dict[frozenset[str], list[int]]] = {}
    for place, item in enumerate(items):
        for index, words in item.name.marks.items():
            made.setdefault(index, {}).setdefault(words, []).append(place)
    return made


def _by_key(rows: Sequence[Candidate], columns: Sequence[Candidate], key, score) -> Matrix:  # type: ignore[no-untyped-def]
    """`score` of each pair's keys, computed once for each two different keys."""
    import numpy

    kinds: tuple[dict[object, int], dict[object, int]] = {}, {}
    mine, yours = (
        numpy.array([known.setdefault(key(item), len(known)) for item in side], dtype=numpy.int64)
        for known, side in zip(kinds, (rows, columns), strict=True)
    )
    table = numpy.array([[score(one, other) for other in kinds[1]] for one in kinds[0]], dtype=numpy.int32)
    return table[numpy.ix_(mine, yours)]
