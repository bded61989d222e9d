"""The same metric printed twice with different values: a question, and only where a slip is likely.

Names in running text are short and may mean different things, so two values are compared only if their names, units,
scopes and periods are equal and one is a slip away from the other: two digits exchanged, one digit different, or 万 or
亿 lost. A figure of the text and a table's row are matched by the row's label.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import Outcome, decimal_text
from reportdiff.arithmetic.diagnoses import MYRIADS
from reportdiff.arithmetic.digit_edits import digit_edits, transpositions
from reportdiff.arithmetic.intervals import intersects
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import stated_value_of
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.alignment import measure_of
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.reference_names import facets_fit, narrower_area, one_entity
from reportdiff.lexicon.statement_forms import item_label, items_of
from reportdiff.lexicon.words import word_at_head, words_of
from reportdiff.messages import phrase
from reportdiff.model import Check, CheckName, Metric, Phrase, RelationKind, Severity, Verdict

__all__ = ["agreement", "agrees_with", "differs_by_slip", "question_about"]

_NAME = 5  # characters of a name; one less where more digits agree or two are exchanged,
_LABEL = 4  # of a row's label, that tell what is measured
_DIGITS = 4  # fewer are a slip apart by chance,
_NEAR = Fraction(4, 5), Fraction(5, 4)  # of the table's figure: what is farther off is of something else
_CLAUSE = re.compile(r"[，,；;。：:\n]")
_LEAD = re.compile(r"\W*\d*\W*([^，。；：:\n]{4,30})[：:]")
_BRACKET = re.compile(r"(?<=[^\W\d_])[（(][^（）()]{2,20}[）)]$")
_OF_ONE_NAME = 3  # and fewer than these also under the very same name
_OF_TOLD = 2  # the same, where the name is longer
_MANY = 99  # digits: no figure has as many


def agreement(index: ReportIndex) -> Iterator[Check]:
    """Yield a question for every metric of running text that is printed twice, a slip apart."""
    named: dict[tuple[object, ...], list[Metric]] = defaultdict(list)
    of_unnamed = _shares_of_unnamed(index)
    for metric in index.report.metrics:
        if (
            metric.table is None
            and metric.id not in of_unnamed
            and metric.figure.has_point_value
            and _positive(metric)
            and max(len(metric.name), len((name := _name_and_scope(metric))[0])) >= _NAME - 1
        ):
            period = metric.period.label if metric.period is not None else ""
            named[(*name, measure_of(metric.figure.unit), metric.status, period)].append(metric)
    yield from _against_tables(index)
    for first, *others in named.values():
        for other in others:
            if _same_metric(index, first, other) and _slip(first, other, **_least_digits(first, other, len(others))):
                hint = phrase("findings.printed_otherwise", figure=metric_text(first))
                yield question_about(index, other, first, hint)


def _same_metric(index: ReportIndex, first: Metric, second: Metric) -> bool:
    """Return whether nothing around two figures of one name says that they are of two things."""
    leads = {_lead(index, metric) for metric in (first, second)} - {None}  # 第三期解锁情况：, 第四期…
    headings = {_bracket(index, metric) for metric in (first, second)} - {""}  # （含中药饮片）, （不含中药饮片）
    return first.sentence != second.sentence and first.facets == second.facets and max(len(leads), len(headings)) < 2


def _bracket(index: ReportIndex, metric: Metric) -> str:
    """Return what the heading of a figure's section has in brackets behind its words."""
    section = index.sections.get(metric.section or "")
    bracket = None if section is None else _BRACKET.search(section.heading)
    return bracket[0] if bracket is not None else ""


def _least_digits(first: Metric, second: Metric, others: int) -> dict[str, int]:
    """Return how many digits a slip must leave in place: of what is printed often only exchanged digits tell."""
    if others > 1:
        return {"digits": _MANY, "exchanged": _DIGITS}
    short = min(len(first.name), len(second.name)) < _NAME
    told = len(first.name) > _NAME and first.name == second.name
    return {"digits": _DIGITS if short else _OF_TOLD if told else _OF_ONE_NAME, "exchanged": _OF_ONE_NAME}


def _shares_of_unnamed(index: ReportIndex) -> frozenset[str | None]:
    """Return the shares of what their own paragraph counts, without naming it: 其中投诉类占0.33%."""
    bare = (claim for claim in index.report.claims if claim.form is RelationKind.SHARE and claim.figure is not None)
    return frozenset(claim.metric for claim in bare if claim.figure and claim.figure.span.start - claim.span.start < 2)


def _lead(index: ReportIndex, metric: Metric) -> str | None:
    """Return the words with which the paragraph of a figure says what it is about."""
    start = index.text.rfind("\n", 0, metric.span.start) + 1
    named = _LEAD.match(index.text, start, metric.span.start)
    return named[1] if named is not None else None


def _name_and_scope(metric: Metric) -> tuple[str, str | None]:
    """Return a name and what it is of, without the whole that speaks, or did it: 全院|手术, 全市|造林, 完成|造林."""
    name, scope = metric.name, narrower_area(metric.scope)
    if metric.scope is not None and (scope is None or scope in words_of("speaker")):
        name, scope = name.removeprefix(metric.scope), None
    for part in ("all cases taken in", "all cases finished"):  # 新收各类案件, 收案
        name = part if check_words(part).fullmatch(name) else name
    name = name.removeprefix(word_at_head("speaker", name))  # 学校|图书馆藏书
    return name.removeprefix("完成") or metric.name, scope


def question_about(index: ReportIndex, metric: Metric, other: Metric, hint: Phrase) -> Check:
    """Return the question about a figure that another one should be equal to."""
    context = index.metric_context(metric, other, check=CheckName.AGREEMENT)
    return make_check(Outcome(Verdict.UNCHECKED), context, None, severity=Severity.QUESTION, hints=(hint,))


def _against_tables(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every figure of running text that a table prints too, in a row that names it.

    What agrees is said. What differs is asked where a slip explains it, and of an item of a statement form that the
    text names as the report's own (公司实现营业收入11.27亿元) also where it is near.
    """
    rows: dict[tuple[object, ...], list[Metric]] = defaultdict(list)
    named: dict[tuple[object, ...], list[Metric]] = defaultdict(list)
    for metric in index.report.metrics:
        if metric.table is not None and metric.table.row and len(metric.table.row[-1]) >= _LABEL:
            rows[_kind(metric)].append(metric)
            named[(_line_item(metric.table.row[-1]), *_kind(metric))].append(metric)
    if not rows:
        return
    for metric in index.report.metrics:
        if metric.table is not None or metric.places or not metric.figure.has_point_value or not _positive(metric):
            continue
        same = [cell for cell in named.get((_line_item(metric.name), *_kind(metric)), ()) if _of_one(metric, cell)]
        agreeing = [cell for cell in same if intersects(metric.figure.interval, cell.figure.interval)]
        if agreeing:
            yield agrees_with(index, metric, agreeing[0])
            continue
        cells = [cell for cell in rows.get(_kind(metric), ()) if cell.table and cell.table.row[-1] in metric.name]
        cells = [cell for cell in cells if one_entity(metric.facets.entity, cell.facets.entity)]
        cells = same if len({cell.figure.value for cell in same}) == 1 else cells
        if not cells or len({cell.figure.value for cell in cells}) > 1 or not _positive(cells[0]) or cells[0].places:
            continue
        digits = _OF_ONE_NAME if cells[0] in same and len(metric.name) >= _NAME else _DIGITS
        if _slip(metric, cells[0], digits=digits, exchanged=digits) or (
            cells[0] in same and _stated_otherwise(index, metric, cells[0])
        ):
            hint = phrase("findings.table_otherwise", figure=metric_text(cells[0]))
            yield question_about(index, metric, cells[0], hint)


def _line_item(name: str) -> object:
    """Return what a name says of a line of a statement: the item of its form, by whatever label, else its words."""
    return min(items_of(name), default=None) or item_label(name)


def _of_one(metric: Metric, cell: Metric) -> bool:
    """Return whether a cell may print a figure of the text: of one time, area, account and entity."""
    times = metric.period, cell.period
    if None in times or metric.kind is not cell.kind or not one_entity(metric.facets.entity, cell.facets.entity):
        return False
    return facets_fit(metric.facets, evolve(cell.facets, area=cell.facets.area or metric.facets.area))


def agrees_with(index: ReportIndex, metric: Metric, cell: Metric) -> Check:
    """Return the check of a figure that holds within what both prints."""
    outcome = Outcome(Verdict.CONSISTENT, computed=cell.figure.interval, exact=cell.figure.value)
    context = evolve(
        index.metric_context(metric, cell, check=CheckName.AGREEMENT),
        current=metric_text(cell),
        prior=metric_text(metric),
    )
    return make_check(outcome, context, stated_value_of(metric.figure))


def _stated_otherwise(index: ReportIndex, metric: Metric, cell: Metric) -> bool:
    """Return whether the text states an item of a statement of the report's own, near the cell's figure."""
    assert cell.table is not None
    ratio = metric.figure.value / cell.figure.value
    if not items_of(cell.table.row[-1]) or not _NEAR[0] <= ratio <= _NEAR[1] or metric.figure.significant_digits < 3:
        return False
    clause = _CLAUSE.split(index.text[metric.sentence.start : metric.span.start])[-1]
    return check_words("own subject").fullmatch(clause.replace(cell.table.row[-1], "", 1)) is not None


def _positive(metric: Metric) -> bool:
    return metric.figure.value.numerator > 0  # faster than comparing the value, of thousands of figures


def _kind(metric: Metric) -> tuple[object, ...]:
    """Return what two mentions of one figure share besides the name."""
    return metric.figure.unit, metric.status, metric.year


def differs_by_slip(first: Metric, second: Metric) -> bool:
    """Return whether two digits exchanged, or one digit different, make one value the other."""
    return first.figure.value / second.figure.value not in MYRIADS and _slip(first, second)


def _slip(first: Metric, second: Metric, *, digits: int = _DIGITS, exchanged: int = _DIGITS) -> bool:
    """Return whether one value becomes the other by a slip: a scale lost, two digits exchanged, one digit different.

    `digits` and `exchanged` are the digits that a value must have for one that differs, and for two exchanged ones.
    """
    a, b = first.figure, second.figure
    if a.value == b.value or intersects(a.interval, b.interval):
        return False
    if a.value / b.value in MYRIADS:
        return True
    if a.scale < b.scale:  # 85920人, 8.52万人: compared in the places of the shorter one
        a, b = b, a
    size = len(a.digits.replace(".", "").lstrip("0"))
    if size < min(digits, exchanged):
        return False
    other = decimal_text(abs(b.value) / a.scale, len(a.digits.partition(".")[2])) if a.scale != b.scale else b.digits
    return other in {
        *(transpositions(a.digits) if size >= exchanged else ()),
        *(digit_edits(a.digits) if size >= digits else ()),
    }
