"""Read off each metric once what comparisons and vetoes ask of it: `MetricProfile`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache

from attrs import frozen

from reportdiff.alignment.names import Name, name_of, normalize_name
from reportdiff.lexicon.alignment import name_words
from reportdiff.lexicon.name_parts import scope_at_head
from reportdiff.lexicon.places import place_at_head
from reportdiff.lexicon.units import dimension_of
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.model import Figure, Kind, Metric, Report, Status

__all__ = ["WHOLE", "MetricProfile", "full_name", "metric_profiles"]

_BEFORE, _AFTER = 48, 10  # characters of the sentence around a figure that count as its context
_INVESTED, _SPENT = "投资", "完成投资"
_NEAR = 8  # characters before a figure
_HEAD_NOUN = 4  # characters; the noun that a name is about stands last
WHOLE = "全"
_CLAUSE_ENDS = "，,；;。"
_REACHES = "of one year", "since a start", "so far"
_RANK = "级"
_SHORT = 2  # a name of so few characters (投资, 产量) says too little by itself
_LEAST_PARTS = 3  # a classification has at least so many parts, the rest among them
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_YEARS = re.compile("[0-9]{4}-[0-9]{4}$")


@frozen(kw_only=True)
class MetricProfile:
    """One metric with what comparisons and vetoes read off it.

    Attributes:
        metric: The metric itself.
        name: Its name; for a table's figure the labels of its row and column.
        head_noun: The last characters of its name.
        context: The Chinese characters around its figure, "" in a table.
        row_label: The labels of its row in a table, its name where the cell has no label at all, "" in prose.
        column_label: The labels of its column likewise.
        is_short: Whether the name says too little by itself and is compared with its context.
        year_offset: The metric's year less the year that the report reviews (or plans, for a target).
        span: "years" for several years, "H1" for a part of a year, "" for a single year.
        magnitude: The binary logarithm of its value in quarters, None for a value that is not positive.
        classification: The names of all parts of the complete classification that it is a part of.
        capacity: The value of a figure that tells its project from others (400万吨).
        scope: What its name begins with of whom or where (`NameParts.scope`).
        area: The area or body that this says (全市, 东城区; 全 of 两级法院), or its clause (本院), if any.
        distinct_intake: Those of its `Name.intake_synonyms` beside which its sentence uses another word of the row
            for another thing (新收案件12件，受理案件15件).
        reach: What its clause counts: "of one year" (当年), "since a start" (自开办以来) or "so far" (累计), else "".
        outlay: Of an investment "whole" (the cost of works) or "spent" (in the year), None elsewhere.
    """

    metric: Metric
    name: Name
    head_noun: str
    context: str
    row_label: str
    column_label: str
    is_short: bool
    year_offset: int | None
    span: str
    magnitude: int | None
    classification: frozenset[str] = frozenset()
    capacity: Fraction | None = None
    scope: str = ""
    area: str | None = None
    distinct_intake: frozenset[tuple[str, str]] = frozenset()
    reach: str = ""
    outlay: str | None = None


def metric_profiles(
    report: Report, metrics: Sequence[Metric], read_as: Callable[[str], str] = str
) -> list[MetricProfile]:
    """Return the report's metrics, ready to be compared.

    Args:
        report: The report that the metrics stand in.
        metrics: Those of its metrics that are to be compared.
        read_as: Returns what a name is read as, besides what aliases.toml says.
    """
    text = report.document.text
    names = [name_of(read_as(full_name(metric))) for metric in metrics]
    classifications = _classifications(metrics, names)
    distinct_intake = _distinct_intake(metrics, names)
    made = []
    for index, (metric, name) in enumerate(zip(metrics, names, strict=True)):
        home = report.planned if metric.status is Status.TARGET else report.reviewed
        home = home if home is not None else report.year
        period, place = metric.period, metric.table
        clause = _clause(text, metric) if place is None else ""
        scope = scope_at_head(metric.name if place is None else "".join(place.row) or metric.name)
        made.append(
            MetricProfile(
                metric=metric,
                name=name,
                head_noun=name.text[-_HEAD_NOUN:],
                context=_context(text, metric),
                row_label=_label(place.row or (() if place.column else (metric.name,))) if place is not None else "",
                column_label=_label(place.column) if place is not None else "",
                is_short=len(name.text) <= _SHORT and metric.table is None,
                year_offset=period.year - home if period and period.year is not None and home is not None else None,
                span=_span(period.label) if period else "",
                magnitude=_quarter_octaves(_in_one_unit(metric.figure)),
                classification=classifications.get((metric.sentence.start, metric.figure.unit), frozenset()),
                capacity=_capacity(text, metric),
                scope=scope,
                area=_area(scope, metric, report.issuer or ""),
                distinct_intake=distinct_intake.get(index, frozenset()),
                outlay=_outlay(text, metric),
                reach=next((reach for reach in _REACHES if any(map(clause.count, name_words(reach)))), ""),
            )
        )
    return made


def _clause(text: str, metric: Metric) -> str:
    """Return a figure's clause up to the figure, with the start that opens it."""
    before = text[metric.sentence.start : metric.span.start]
    start = max(map(before.rfind, _CLAUSE_ENDS)) + 1
    if before[: start - 1].endswith(name_words(_REACHES[1])):  # 自开馆以来，采购图书
        start = max(before.rfind(sign, 0, start - 1) for sign in _CLAUSE_ENDS) + 1
    return before[start:]


def _classifications(metrics: Sequence[Metric], names: Sequence[Name]) -> dict[tuple[int, str], frozenset[str]]:
    """Return the names of the parts of each list that 其他 makes complete, by its sentence and unit."""
    remainder, line_of_trade = name_words("remainder"), re.compile(alternation(name_words("line of trade")))
    in_prose = [
        ((metric.sentence.start, metric.figure.unit), name.text)
        for metric, name in zip(metrics, names, strict=True)
        if metric.table is None
    ]
    parts: dict[tuple[int, str], set[str]] = {place: set() for place, name in in_prose if name.startswith(remainder)}
    for place, name in in_prose:
        if place in parts:
            parts[place].add(line_of_trade.sub("", name))
    return {place: frozenset(those) for place, those in parts.items() if len(those) >= _LEAST_PARTS}


def _distinct_intake(metrics: Sequence[Metric], names: Sequence[Name]) -> dict[int, frozenset[tuple[str, str]]]:
    """Return by their places the metrics in whose sentence two words for what was taken in mean two things."""
    groups: dict[tuple[int, str, str], list[tuple[int, str]]] = {}
    for index, (metric, name) in enumerate(zip(metrics, names, strict=True)):
        if metric.table is None:
            for first_word, word in name.intake_synonyms:
                groups.setdefault((metric.sentence.start, metric.figure.unit, first_word), []).append((index, word))
    made: dict[int, frozenset[tuple[str, str]]] = {}
    for (_, _, first_word), members in groups.items():
        if len({word for _, word in members}) < 2:
            continue
        for index, word in members:
            letters = set(names[index].text)
            rivals = (set(names[place].text) for place, its in members if its != word)
            if any(letters <= others or others <= letters for others in rivals):
                made[index] = made.get(index, frozenset()) | {(first_word, word)}
    return made


def _area(scope: str, metric: Metric, issuer: str) -> str | None:
    """Return of which area or body a metric is, as its name or its clause says, None where they name none.

    An area that only stands around a figure may have been misread. 城镇 and 规模以上 are none: rows of vetoes.toml keep
    them from their opposites.
    """
    own = words_of("own body")
    if scope in own:
        return own[-1]
    if scope in words_of("several bodies"):
        return WHOLE
    if scope in words_of("urban area") or (not scope and metric.facets.area in words_of("urban area")):
        return words_of("urban area")[-1]
    if scope.startswith(WHOLE):
        return scope[:2]  # 全市法院
    place = place_at_head(scope)
    if place and scope[len(place) :] in ("", *words_of("several bodies")):
        return f"{WHOLE}{place.removesuffix('道')[-1]}" if issuer.startswith(place) else place
    if metric.scope in own:
        return own[-1]
    if scope.endswith(_RANK) and (metric.facets.area or "").endswith(_RANK):
        return metric.facets.area
    return scope if scope.endswith((_RANK, *name_words("body"))) else None


def _capacity(text: str, metric: Metric) -> Fraction | None:
    """Return the value of a figure that stands before a project or plant as its size: 400万吨褐煤提质项目."""
    if metric.table is None and metric.figure.unit in name_words("capacity unit"):
        return metric.figure.value if _plant().match(text, metric.span.end) else None
    return None


def _outlay(text: str, metric: Metric) -> str | None:
    """Return of which sort an investment is: what works cost in all (投资3亿元的工程) or what was spent in a year."""
    if metric.kind is not Kind.MONEY or metric.table is not None or _INVESTED not in metric.name:
        return None
    if text.startswith("的", metric.span.end):
        return "whole"
    return "spent" if _SPENT in text[metric.span.start - _NEAR : metric.span.start] + metric.name else None


@cache
def _plant() -> re.Pattern[str]:
    """Return the pattern of a plant right behind its size, within one clause."""
    clause_end = r"，,。；;、：:（(\d"
    return re.compile(f"[^的{clause_end}][^{clause_end}]{{1,11}}?{alternation(name_words('plant'))}")


def full_name(metric: Metric) -> str:
    """Return a metric's name; in a table the labels of its row and column."""
    return metric.name if metric.table is None else "".join((*metric.table.row, *metric.table.column)) or metric.name


def _label(labels: Sequence[str]) -> str:
    """Return the labels of a row or a column, normalised, as one text."""
    return "".join(map(normalize_name, labels))


def _context(text: str, metric: Metric) -> str:
    """Return the Chinese characters around a figure in prose."""
    if metric.table is not None:
        return ""
    span, sentence = metric.span, metric.sentence
    before = _CHINESE.findall(text, max(sentence.start, span.start - _BEFORE), span.start)
    after = _CHINESE.findall(text, span.end, min(sentence.end, span.end + _AFTER))
    return "".join(before + after)


def _span(label: str) -> str:
    if label.startswith("as_of:"):
        return ""
    if _YEARS.fullmatch(label):
        return "years"
    return label[4:] if len(label) > 4 else ""


def _in_one_unit(figure: Figure) -> Fraction:
    """Return a value in the first unit of its dimension: 2.4吨 and 2400公斤 are as large."""
    dimension = dimension_of(figure.unit)
    return figure.value if dimension is None else figure.value * dimension[1]


def _quarter_octaves(value: Fraction) -> int | None:
    """Return the binary logarithm of a positive value in quarters, rounded down: exact, the same on every machine."""
    if value.numerator <= 0:
        return None
    return (value.numerator**4).bit_length() - (value.denominator**4).bit_length()
