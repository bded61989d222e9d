"""`MetricProfile`: a metric with everything that the features compare, read off it once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from attrs import frozen

from reportdiff.alignment.names import Name, name_of
from reportdiff.alignment.scorers import cut
from reportdiff.model import Metric, Report, Status

__all__ = ["MetricProfile", "metric_profiles"]

_BEFORE, _AFTER = 48, 10  # characters of the sentence around a figure that count as its context
_TAIL = 4  # the head noun stands last
_TELLING = 45  # a name of less weight says too little by itself
_NEAR = 20  # characters before the figure that then help it
_PARTS = 3  # a classification has at least so many parts, the rest among them
_NO_SCHEME: frozenset[str] = frozenset()
_NO_WORDS: frozenset[tuple[str, str]] = frozenset()
_CAPACITY = re.compile(r"吨$|千瓦$|标准箱$|立方米$")
_LINE = re.compile("业务|产品|板块")  # 减速器业务 and 减速器产品 are one line of trade
_PLANT = re.compile(
    r"(?!的)[^，,。；;、：:（(\d]{2,12}?(?:项目|工程|矿|机组|装置|生产线|基地|处理厂|电厂|电站|"
    r"提质|洗选|选矿|冶炼|炼化|焦化|气化|液化|热电联产)"
)
_WORDS = re.compile("[\u4e00-\u9fff]+")
_NONE: Mapping[str, str] = MappingProxyType({})
_SPAN = re.compile("[0-9]{4}-[0-9]{4}$")


@frozen
class MetricProfile:
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


def metric_profiles(
    report: Report, metrics: Sequence[Metric], aliases: Mapping[str, str] = _NONE
) -> list[MetricProfile]:
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
            MetricProfile(
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
