"""Table cells → metrics named by the labels of row and column, and claims under heads that state a change or a part."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from reportdiff.arithmetic import unit_in_last_place
from reportdiff.arithmetic.decimal_text import plain_text
from reportdiff.arithmetic.intervals import negate
from reportdiff.extraction.figures.scanner import UnreadNumber, scan
from reportdiff.lexicon.columns import Head, head_of, unit_in
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.model import (
    PREVIOUS_YEAR,
    Basis,
    BasisKind,
    Binding,
    Cell,
    Claim,
    Direction,
    Document,
    Figure,
    Interval,
    Kind,
    Metric,
    Outline,
    Period,
    RelationKind,
    Status,
    Table,
    TablePlace,
)
from reportdiff.text.cells import CellFigure, cell_figure
from reportdiff.text.scales import SCALES, split_scale

__all__ = ["read_tables"]

_FORMS: Mapping[str, RelationKind] = {
    "percent": RelationKind.GROWTH,
    "points": RelationKind.POINTS,
    "absolute": RelationKind.ABSOLUTE,
    "times_more": RelationKind.TIMES_MORE,
    "share": RelationKind.SHARE,
    "completion": RelationKind.COMPLETION,
}
_CHANGES = frozenset({"percent", "points", "absolute", "times_more"})
_BASES = {RelationKind.COMPLETION: Basis(BasisKind.BUDGET), RelationKind.SHARE: Basis(BasisKind.OTHER_TOTAL)}
_OF_LEVELS = frozenset({RelationKind.GROWTH, RelationKind.POINTS, RelationKind.TIMES_MORE})
_UNIT_OF = {"percent": "%", "share": "%", "completion": "%", "points": "个百分点"}
_MEANT = {"%": "percent", "‰": "percent", "个百分点": "points", "百分点": "points", "倍": "times_more"}
_YEARS = frozenset({"prior", "current", "opening", "closing"})
_TOTAL = re.compile(r"(?:本年|全年)?(?:[\u4e00-\u9fff]{0,4})(?:总计|合计|共计)(?:数|额)?")
_PLAN = re.compile(r"预算数?|年初预算数?|全年预算数?|调整预算数?|计划[数值]?|目标[数值]?|任务数?|(?:年度|全年)?指标值")
_DONE = re.compile(r"决算数?|执行数?|完成数?|实际完成值?|支出决算|预算执行数?|实际数?")
_FUND = re.compile(
    r"(?:一般公共|政府性基金|国有资本经营|社会保险基金|公共财政)预算|预算[内外]|预算单位"
)  # no plan, but whose money
_AIM = re.compile(r"(?:计划|目标|任务|预期)(?:[数值]|目标)?$|^指标值$")
_BUDGET = re.compile(r"^(?!.*(?:决算|执行)).*预算")
_FINAL = re.compile(r"决算|执行|完成")


@frozen
class _Read:
    """A cell that was read: its place, what the head above it says, and its figure."""

    cell: Cell
    head: Head
    figure: Figure
    own: CellFigure


def read_tables(document: Document, folded: str, outline: Outline) -> tuple[list[Metric], list[Claim]]:
    """Every cell of every table as a metric, or as the size of a claim where its head states a change.

    Columns of two years are two periods of one metric. A share or completion is both, as in running text. The ids are
    temporary; those of the claims' operands are ids of the metrics.
    """
    metrics: list[Metric] = []
    claims: list[Claim] = []
    for table in outline.tables:
        read = [made for cell in table.cells if (made := _read(document.text, folded, table, cell)) is not None]
        page = document.page_of(table.span.start)
        final = any(_FINAL.search(part) for item in read for part in item.cell.column)
        by_cell = {
            item.cell: _metric(table, item, outline, page, final=final)
            for item in read
            if item.head.means not in _CHANGES
        }
        metrics += by_cell.values()
        claims += _claims(table, read, by_cell, page)
    return metrics, claims


def _read(text: str, folded: str, table: Table, cell: Cell) -> _Read | None:
    own = cell_figure(cell.span.of(text))
    if own is None:
        return None
    last, unit = unit_in(cell.column[-1]) if cell.column else ("", "")
    said = "%" if own.unit == "倍" else own.unit  # 增长1.2倍 under a head of percentages
    head = head_of(last, said or cell.unit or unit) if last else Head("")
    if not head.means and own.change and head_of(last, "%").means == "percent":
        head = Head("absolute")  # 同比 | 增加3件
    means = head.means if head.means in _FORMS or head.means in _YEARS else ""
    unit = _UNIT_OF.get(means) or cell.unit or unit
    figure = _figure(text, own, folded, table, cell, unit)
    if figure is None:
        return None
    if means in _CHANGES:
        means = _MEANT.get(figure.unit, means)
    return _Read(cell, Head(means, head.year, head.rest), figure, own)


def _metric(table: Table, item: _Read, outline: Outline, page: int | None, *, final: bool) -> Metric:
    """The cell as a metric; in a `final` table, one of outcomes, a budget is that of the year that is over."""
    cell, figure = item.cell, item.figure
    kind = kind_of_unit(figure.unit)
    labels = _FUND.sub("", "".join((*cell.row, *cell.column)))
    said = table.caption + labels
    planned = "决算" not in said and "执行" not in labels
    planned = planned and ("预算" in said or _BUDGET.search(outline.title) is not None)
    aimed = cell.column and _AIM.search(unit_in(cell.column[-1])[0]) is not None
    status = Status.TARGET if planned or aimed else Status.ACTUAL
    return Metric(
        id=f"x{table.id}.{cell.span.start}",
        name="/".join(part for part in (*cell.row, *_name_of(cell, item.head)) if part) or table.caption,
        figure=figure,
        kind=Kind.MEASURE if kind == "time" else Kind(kind) if kind else Kind.COUNT,
        status=status,
        period=_period(cell, item.head, outline.planned if planned and not final else outline.reviewed),
        scope=None,
        section=None,
        sentence=cell.span,
        table=_place(table, cell, page),
    )


def _name_of(cell: Cell, head: Head) -> tuple[str, ...]:
    """The part of a name that the column gives: what says the year is left out, where the row says what is measured."""
    heads = [unit_in(part)[0] for part in cell.column]
    if not cell.row:
        return tuple(heads)
    outer = [part for part in heads[:-1] if head_of(part).means not in _YEARS]
    return (*outer, head.rest) if head.means in _YEARS else (*outer, *heads[-1:])


def _period(cell: Cell, head: Head, own: int | None) -> Period | None:
    """The year that the heads above a cell name, else the table's `own`, which the report reviews, or plans."""
    heads = [head, *(head_of(part) for part in reversed(cell.column[:-1]))]
    said = next((found for found in heads if found.means in _YEARS), None)
    if said is None:
        return None if own is None else Period(str(own), own)
    year = said.year
    if year is None:
        if own is None:
            return None
        year = own - 1 if said.means in ("prior", "opening") else own
    return Period(f"as_of:{year}-12-31" if said.means in ("opening", "closing") else str(year), year)


def _claims(table: Table, read: Sequence[_Read], by_cell: Mapping[Cell, Metric], page: int | None) -> Iterator[Claim]:
    rows: dict[object, list[_Read]] = defaultdict(list)
    for item in read:
        rows[(item.cell.row, item.cell.at[0] if item.cell.at else None)].append(item)
    totals = _totals(read, by_cell)
    for items in rows.values():
        levels = [by_cell[item.cell] for item in items if item.head.means not in _FORMS]
        for item in items:
            form = _FORMS.get(item.head.means)
            if form is None:
                continue
            current, prior = _operands(item, form, levels, totals)
            own = by_cell.get(item.cell)
            level = current or (levels[-1] if len(levels) == 1 else None)
            yield Claim(
                id="",
                metric=level.id if level is not None else own.id if own is not None else None,
                metric_name=level.name if level is not None else "/".join(item.cell.row) or table.caption,
                surface=item.figure.surface,
                span=item.figure.span,
                form=form,
                direction=_direction(form, item.figure, down=item.own.negative),
                figure=_unsigned(item.figure) if item.head.means in _CHANGES else item.figure,
                basis=_BASES.get(form, PREVIOUS_YEAR),
                status=level.status if level is not None else Status.ACTUAL,
                current=current.id if current is not None else None,
                prior=prior.id if prior is not None else None,
                current_binding=Binding.ROW if current is not None else None,
                prior_binding=Binding.ROW if prior is not None else None,
                sentence=item.cell.span,
                table=_place(table, item.cell, page),
            )


def _place(table: Table, cell: Cell, page: int | None) -> TablePlace:
    return TablePlace(id=table.id, row=cell.row, column=cell.column, at=cell.at, page=page)


def _direction(form: RelationKind, figure: Figure, *, down: bool) -> Direction:
    if form in (RelationKind.SHARE, RelationKind.COMPLETION):
        return Direction.NONE
    if down:
        return Direction.DOWN
    return Direction.UP if figure.value else Direction.FLAT


def _unsigned(figure: Figure) -> Figure:
    if figure.value >= 0:
        return figure
    return evolve(figure, value=-figure.value, interval=negate(figure.interval), text=figure.text.lstrip("-"))


_Totals = dict[tuple[str, ...], Metric]


def _totals(read: Sequence[_Read], by_cell: Mapping[Cell, Metric]) -> _Totals:
    """The cell of the one row called 合计 under each head."""
    found: dict[tuple[str, ...], list[Metric]] = defaultdict(list)
    for item in read:
        if item.cell.row and _TOTAL.fullmatch(item.cell.row[-1]) and item.head.means not in _FORMS:
            found[item.cell.column].append(by_cell[item.cell])
    return {column: metrics[0] for column, metrics in found.items() if len(metrics) == 1}


def _operands(
    item: _Read, form: RelationKind, levels: Sequence[Metric], totals: _Totals
) -> tuple[Metric | None, Metric | None]:
    """The two figures of a claim's row (for a share: of its column) that its head speaks of, if there is no doubt."""
    near = [metric for metric in levels if _grouped(metric, item.cell)] or list(levels)
    if item.head.rest and form in _OF_LEVELS:  # 营业收入比上年增减
        near = [metric for metric in near if metric.table is not None and item.head.rest in metric.table.column]
        if len(near) == 1:
            return near[0], None
    if form is RelationKind.SHARE:
        before = [metric for metric in near if metric.span.start < item.cell.span.start]
        part = before[-1] if before else None
        whole = totals.get(part.table.column) if part is not None and part.table is not None else None
        return (part, whole) if whole is not None and part is not None and whole.id != part.id else (part, None)
    if form is RelationKind.COMPLETION:
        plans = [metric for metric in near if _PLAN.fullmatch(_last(metric))]
        done = [metric for metric in near if _DONE.fullmatch(_last(metric))]
        if len(plans) == 1:  # the outcome of the year that the plan was for
            done = [metric for metric in done if _year(metric) == _year(plans[0])]
        if len(plans) == 1 and len(done) == 1 and plans[0].figure.unit == done[0].figure.unit:
            return done[0], plans[0]
        return (done[0] if len(done) == 1 else None), None
    pairs = []
    for current in near:
        for prior in near:
            if (
                current.period is not None
                and prior.period is not None
                and current.period.year is not None
                and prior.period.year == current.period.year - 1
                and current.figure.unit == prior.figure.unit
                and (current.name == prior.name or len(near) == 2)
                and (current.kind is Kind.RATIO) == (form is RelationKind.POINTS)
            ):
                pairs.append((current, prior))
    if len(pairs) > 1:  # three years, or a plan and an outcome for each: the nearest at the left
        before_it = [pair for pair in pairs if max(one.span.start for one in pair) < item.cell.span.start]
        latest = max((pair[0].period.year or 0 for pair in before_it if pair[0].period is not None), default=0)
        pairs = [pair for pair in before_it if pair[0].period is not None and pair[0].period.year == latest]
    if len(pairs) == 1:
        return pairs[0]
    return None, None


def _year(metric: Metric) -> int | None:
    return metric.period.year if metric.period is not None else None


def _last(metric: Metric) -> str:
    """What a level's head says it is, without the year: 2024年度决算数 → 决算数."""
    if metric.table is None or not metric.table.column:
        return ""
    for part in reversed(metric.table.column):
        head = head_of(unit_in(part)[0])
        words = head.rest if head.means in _YEARS else unit_in(part)[0]
        if words:
            return words
    return ""


def _grouped(metric: Metric, cell: Cell) -> bool:
    """Whether a level stands under the same outer heads as a cell, years left out."""
    if metric.table is None or not cell.column[:-1]:
        return True
    outer = [part for part in cell.column[:-1] if head_of(part).means not in _YEARS]
    return [part for part in metric.table.column[:-1] if head_of(part).means not in _YEARS] == outer


def _figure(text: str, own: CellFigure, folded: str, table: Table, cell: Cell, unit: str) -> Figure | None:
    """The figure in a cell, with the unit of its head, row or table where it prints none of its own."""
    if own.unit and " " not in cell.span.of(text):
        for found in scan(text, folded, cell.span.start, cell.span.end):
            if isinstance(found, UnreadNumber):
                break
            if found.unit:
                return _negated(text, found, cell) if own.negative and found.value > 0 else found
            break
    if own.unit in ("%", "‰"):
        unit = own.unit
    digits = own.digits
    word, unit = split_scale(unit or table.unit)
    scale = SCALES.get(word, 1)
    if not unit and any("率" in label or "比重" in label for label in cell.column[-1:]) and "%" in "".join(cell.column):
        scale, unit = 1, "%"
    value = Fraction(digits) * scale
    last = unit_in_last_place(digits, scale) if "." in digits or scale > 1 else Fraction(0)
    if own.negative:
        value = -value
    return Figure(
        surface=text[cell.span.start : cell.span.end],
        span=cell.span,
        digits=digits,
        value=value,
        text=digits if scale == 1 and not own.negative else plain_text(value),
        last_place=last,
        interval=Interval(value - last / 2, value + last / 2),
        has_point_value=True,
        unit=unit,
        scale=scale,
    )


def _negated(text: str, figure: Figure, cell: Cell) -> Figure:
    """A figure whose sign stands before it in its cell."""
    value, interval = -figure.value, negate(figure.interval)
    return evolve(
        figure, surface=cell.span.of(text), span=cell.span, value=value, text=plain_text(value), interval=interval
    )
