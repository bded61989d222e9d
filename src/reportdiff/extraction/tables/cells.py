"""Table cells → metrics named by the labels of row and column, and claims under heads that state a change or a part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from attrs import evolve, frozen

from reportdiff.arithmetic import unit_in_last_place
from reportdiff.arithmetic.decimal_text import plain_text
from reportdiff.extraction.figures.build import negated
from reportdiff.extraction.figures.scanner import UnreadNumber, scan
from reportdiff.extraction.tables.column_relations import RelatedColumns, relate
from reportdiff.extraction.tables.grid import Grid, Key, ReadCell, holds, parts_of
from reportdiff.extraction.tables.neighbouring_columns import has_flows, measures_of, times_of, with_units_beside
from reportdiff.extraction.words.facets import facets_of_headings
from reportdiff.lexicon.columns import FLOW_COLUMNS, PLANS, ColumnHead, ColumnRole, When, column_head, head_of, when_of
from reportdiff.lexicon.facets import entity_of_head
from reportdiff.lexicon.patterns import pattern, phrase
from reportdiff.lexicon.unit_labels import is_unit, unit_in
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.model import (
    PREVIOUS_YEAR,
    RATIOS,
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

_FORMS: Mapping[ColumnRole, RelationKind] = {
    ColumnRole.PERCENT: RelationKind.GROWTH,
    ColumnRole.AVERAGE: RelationKind.GROWTH,
    ColumnRole.POINTS: RelationKind.POINTS,
    ColumnRole.ABSOLUTE: RelationKind.ABSOLUTE,
    ColumnRole.INCREASE: RelationKind.ABSOLUTE,  # where nothing is taken off again
    ColumnRole.TIMES_MORE: RelationKind.TIMES_MORE,
    ColumnRole.SHARE: RelationKind.SHARE,
    ColumnRole.COMPLETION: RelationKind.COMPLETION,
}
_CHANGES = frozenset({RelationKind.GROWTH, RelationKind.POINTS, RelationKind.ABSOLUTE, RelationKind.TIMES_MORE})
_UNIT_OF: Mapping[RelationKind | None, str] = {
    **dict.fromkeys((RelationKind.GROWTH, RelationKind.SHARE, RelationKind.COMPLETION), "%"),
    RelationKind.POINTS: "个百分点",
}
_MEANT = {
    **dict.fromkeys(("%", "‰"), RelationKind.GROWTH),
    **dict.fromkeys(("个百分点", "百分点"), RelationKind.POINTS),
    "倍": RelationKind.TIMES_MORE,
}
_TIMES = frozenset({ColumnRole.PRIOR, ColumnRole.CURRENT, ColumnRole.OPENING, ColumnRole.CLOSING})
_FINAL = re.compile(r"决算|执行|完成")
_OUTCOMES = ("决算", "执行")


def read_tables(document: Document, folded: str, outline: Outline) -> tuple[list[Metric], list[Claim]]:
    """Every cell of every table as a metric, or as the size of a claim where its head states a change.

    Columns of two years are two periods of one metric. A share or completion is both, as in running text. The ids are
    temporary; those of the claims' operands are ids of the metrics.
    """
    metrics: list[Metric] = []
    claims: list[Claim] = []
    for table in (with_units_beside(each, document.text) for each in outline.tables):
        transposed = _is_transposed(document.text, table)
        paths = {cell.row if transposed else cell.column for cell in table.cells}
        final = any(_FINAL.search(part) for path in paths for part in path)
        flows = has_flows(table)
        context = _TableContext(table, outline, document, final, flows, transposed, measures_of(table), times_of(table))
        read = [found for cell in table.cells if (found := _read(document.text, folded, context, cell)) is not None]
        claims += (made := list(_claims(context, read)))
        sizes = {claim.span for claim in made if claim.form in _CHANGES}  # changes that nothing explains: figures
        own = [item.metric for item in read if item.metric is not None and item.metric.span not in sizes]
        metrics += [_of_entity(table, metric) for metric in own]
    return metrics, claims


def _of_entity(table: Table, metric: Metric) -> Metric:
    """Return a cell with the entity that its column, or the table's caption, says it is of: 合并, 母公司."""
    heads = map(entity_of_head, reversed(metric.table.column if metric.table is not None else ()))
    entity = next(filter(None, heads), None) or facets_of_headings((table.caption,)).entity
    return metric if entity is None else evolve(metric, facets=evolve(metric.facets, entity=entity))


def _is_budget(title: str) -> bool:
    """Return whether a title is that of a budget and not of what became of one."""
    return "预算" in title and not any(word in title for word in _OUTCOMES)


@frozen
class _TableContext:
    """A table, and what is known of all its cells.

    `final`: it is one of outcomes, so that a budget is that of the year that is over. `flows`: it runs from balance to
    balance, so that 增加 is what was added. `transposed`: its rows are the changes and shares. `measures`: what bare
    heads of last year's columns are of. `times`: those of columns that print none, by place.
    """

    table: Table
    outline: Outline
    document: Document
    final: bool
    flows: bool
    transposed: bool
    measures: dict[tuple[str, ...], str]
    times: dict[int, When]


def _is_transposed(text: str, table: Table) -> bool:
    """Return whether the rows of a table are changes or shares of the rows above them, and its columns are not."""
    if any(column_head(path, unit).role in _FORMS for path in {cell.column for cell in table.cells} for unit in "%件"):
        return False
    return any(_form_of_row(text, cell) is not None for cell in table.cells)


def _form_of_row(text: str, cell: Cell) -> RelationKind | None:
    """Return what the label of a row makes of its percentages, or of its changes in units."""
    own = cell_figure(cell.span.of(text)) if cell.row else None
    if own is None:
        return None
    role = column_head(cell.row[-1:], own.unit or cell.unit).role
    return _FORMS.get(role) if role is not ColumnRole.INCREASE else None


def _read(text: str, folded: str, context: _TableContext, cell: Cell) -> ReadCell | None:
    if (own := cell_figure(cell.span.of(text), known=True)) is None:
        return None
    unit = unit_in(cell.column[-1])[1] if cell.column else ""
    said = "%" if own.unit == "倍" else own.unit  # 增长1.2倍 under a head of percentages
    path = cell.row[-1:] if context.transposed else cell.column
    head = column_head(path, said or (unit if unit in _MEANT else cell.unit or unit))  # 销量（吨） | 增减（%）
    if head.own is None and cell.at and cell.at[1] in context.times and not context.transposed:
        head = evolve(head, own=context.times[cell.at[1]])
    untold = head.role not in _FORMS and head.role not in FLOW_COLUMNS
    if untold and own.change and column_head(path, "%").role is ColumnRole.PERCENT:
        head = evolve(column_head(path, "%"), role=ColumnRole.ABSOLUTE)  # 同比 | 增加3件
    form = None if head.role is ColumnRole.INCREASE and context.flows else _FORMS.get(head.role)
    unit = _UNIT_OF.get(form, cell.unit or unit)
    figure = _figure(text, own, folded, context.table, cell, unit, head.role)
    if figure is None:
        return None
    if form in _CHANGES and form is not RelationKind.POINTS:
        form = _MEANT.get(figure.unit, RelationKind.ABSOLUTE if own.unit else form)
    role = column_head(path[-1:], "%").role if head.role in _TIMES else head.role  # 期末余额/计提比例
    if role is ColumnRole.OTHER and figure.is_rate and not context.transposed:
        form = RelationKind.RATE  # of two columns of its row, if they prove it
    metric = None if form in _CHANGES and not context.transposed else _metric(context, cell, figure)
    return ReadCell(cell=cell, head=head, figure=figure, own=own, form=form, metric=metric)


def _metric(context: _TableContext, cell: Cell, figure: Figure) -> Metric:
    table, outline = context.table, context.outline
    kind = kind_of_unit(figure.unit)
    labels = phrase("fund of a table").sub("", "".join((*cell.row, *cell.column)))
    said = table.caption + labels
    planned = "决算" not in said and "执行" not in labels
    planned = planned and ("预算" in said or _is_budget(outline.title))
    over = cell.row[-1:] if context.transposed else cell.column
    planned = planned or column_head(over, "%" if figure.is_rate else "").version in PLANS  # 预算数 in final accounts
    aimed = cell.column and phrase("aim of a column").search(unit_in(cell.column[-1])[0]) is not None
    status = Status.TARGET if planned or aimed else Status.ACTUAL
    timed = column_head(cell.column).own is not None  # 期末余额 of what lapses in 2027: the row is no time of it
    row = cell.row if cell.row and (timed or when_of(unit_in(cell.row[-1])[0]) is None) else cell.row[:-1]
    dated = None if timed else _dated_row(context, cell)
    row = row if dated is None else (*row[:-1], *dated.subject)
    names = *row, *_name_of(cell, context.measures.get(cell.column, ""))
    return Metric(
        id=f"x{table.id}.{cell.span.start}",
        name="/".join(filter(None, names)) or table.caption,
        figure=figure,
        kind=Kind.MEASURE if kind == "time" else Kind(kind) if kind else Kind.COUNT,
        status=status,
        period=_period(context, cell, outline.planned if planned and not context.final else outline.reviewed),
        scope=None,
        section=None,
        sentence=cell.span,
        table=_place(context, cell),
    )


def _dated_row(context: _TableContext, cell: Cell) -> ColumnHead | None:
    """Return what a row's label says that names a time, where the rows are compared: 2023年营业收入."""
    head = column_head(cell.row[-1:]) if context.transposed and cell.row else None
    timed = head is not None and head.own is not None and (head.subject or (head.own.year and head.role in _TIMES))
    return head if timed else None


def _name_of(cell: Cell, measure: str) -> tuple[str, ...]:
    """The part of a name that the column gives: what says the year is left out, where the row says what is measured."""
    heads = [unit_in(part)[0] for part in cell.column]
    if not cell.row:
        return tuple(heads)
    names = []
    for place, part in enumerate(heads, start=1):
        head = head_of(part)
        outer_version = head.version and place < len(heads)
        names.append(part if head.means not in _TIMES else "" if outer_version else head.rest)
    return (*names, measure)


def _period(context: _TableContext, cell: Cell, own: int | None) -> Period | None:
    """The time that the heads above a cell name, else its row, else the table's `own` year."""
    across, down = column_head(cell.column).own, when_of(unit_in(cell.row[-1])[0]) if cell.row else None
    across = across or (context.times.get(cell.at[1]) if cell.at else None)
    told = across.within(down) if across is not None and down is not None else across or down
    dated = _dated_row(context, cell) if told is None else None
    when = told or (dated.own if dated is not None else None) or When()
    year = when.in_year(own)
    if year is None:
        return None
    as_of = when.balance and not when.part
    return Period(f"as_of:{year}-{when.day or '12-31'}" if as_of else f"{year}{when.printed_part}", year)


def _claims(context: _TableContext, read: Sequence[ReadCell]) -> Iterator[Claim]:
    for part in parts_of(read) if any(item.form is not None for item in read) else ():
        grid = Grid(part, transposed=context.transposed)
        related: dict[object, RelatedColumns | None] = {}
        short = _short_rows(context.table, part[0], part[-1])
        for item in part:
            if item.form is None or item.cell.row in short or (short and item.form is RelationKind.SHARE):
                continue
            row, column = grid.place(item.cell)
            key = column, item.form
            if key not in related:
                related[key] = relate(grid, column, item.form)
            found = related[key]
            if found is not None and (item.form, found.form) == (RelationKind.RATE, RelationKind.SHARE):
                item = evolve(item, form=RelationKind.SHARE)
            resolved = found is not None and (bool(grid.totals) if item.form is RelationKind.SHARE else found.prior)
            if not resolved and (context.transposed or item.form is RelationKind.RATE):
                continue
            yield _claim(context, item, _operands(grid, found, item, row))


def _short_rows(table: Table, first: ReadCell, last: ReadCell) -> frozenset[tuple[str, ...]]:
    """Return the labels of rows without bars that have fewer cells than others: which one is blank is unknown."""
    inside = (c for c in table.cells if c.at is None and first.cell.span.start <= c.span.start <= last.cell.span.start)
    sizes = [(row, len(list(cells))) for row, cells in groupby(inside, key=lambda cell: cell.row)]
    widest = max((size for _, size in sizes), default=0)
    return frozenset(row for row, size in sizes if size < widest)


@frozen
class _Stated:
    """The relation that a cell states in its row, its operands and their binding."""

    form: RelationKind
    current: Metric | None = None
    prior: Metric | None = None
    binding: Binding = Binding.ROW


def _operands(grid: Grid, found: RelatedColumns | None, item: ReadCell, row: Key) -> _Stated:
    """Return the relation that a cell states in its row, its operands and their binding: a blank one is none."""
    form = item.form or RelationKind.GROWTH
    if found is None:
        return _Stated(form)
    cells, column = grid.rows[row], grid.place(item.cell)[1]
    current = cells.get(found.current)
    if form is RelationKind.SHARE and found.prior is None:
        whole_row = grid.whole_row(found.current, column) or grid.whole_of_block(found.current, column, row)
        before = grid.rows[whole_row].get(found.current) if whole_row is not None and whole_row != row else None
    elif found.lagged:
        before = grid.rows[grid.row_before[row]].get(found.current) if row in grid.row_before else None
    else:
        before = cells.get(found.prior) if found.prior is not None else None
    if current is None or current.metric is None:
        return _Stated(form)
    if before is None or before.metric is None or before.figure.unit != current.figure.unit:
        return _Stated(form, current.metric)
    if form is RelationKind.GROWTH or (form is RelationKind.ABSOLUTE and not item.own.unit):  # but 变动 | +0.5分
        form = found.form
        if found.other is not None and not holds(form, item.figure, current.figure, before.figure):
            return _operands(grid, found.other, item, row)
    rates = current.figure.is_rate
    if form is RelationKind.GROWTH and rates:  # 占比 4.17% | 4.09% | 0.08%
        for kind in (RelationKind.POINTS, RelationKind.GROWTH):
            if holds(kind, item.figure, current.figure, before.figure):
                return _Stated(kind, current.metric, before.metric)
        return _Stated(form, current.metric, before.metric, Binding.INFERRED)
    if (form is RelationKind.POINTS) > rates:
        return _Stated(form)
    return _Stated(form, current.metric, before.metric)


def _claim(context: _TableContext, item: ReadCell, stated: _Stated) -> Claim:
    form, current, prior, binding = stated.form, stated.current, stated.prior, stated.binding
    level, figure = current or item.metric, item.size(form)
    own = current if form in _CHANGES else level  # the cell of a change is no metric itself
    return Claim(
        id="",
        metric=own.id if own is not None else None,
        metric_name=level.name if level is not None else "/".join(item.cell.row) or context.table.caption,
        surface=item.figure.surface,
        span=item.figure.span,
        form=form,
        direction=_direction(form, figure, down=item.own.negative),
        figure=negated(figure) if form in _CHANGES and figure.value < 0 else figure,
        basis=_basis(item, form),
        status=level.status if level is not None else Status.ACTUAL,
        current=current.id if current is not None else None,
        prior=prior.id if prior is not None else None,
        current_binding=binding if current is not None else None,
        prior_binding=binding if prior is not None else None,
        sentence=item.cell.span,
        table=_place(context, item.cell),
    )


def _basis(item: ReadCell, form: RelationKind) -> Basis:
    """Return what a claim of a table is measured against."""
    if form in (RelationKind.SHARE, RelationKind.RATE):
        return Basis(BasisKind.OTHER_TOTAL)
    if item.head.role is ColumnRole.AVERAGE:
        return Basis(BasisKind.ANNUAL_AVERAGE)
    if form is RelationKind.COMPLETION or item.head.base_version in PLANS:
        return Basis(BasisKind.BUDGET)
    return Basis(BasisKind.UNKNOWN) if item.head.monthly else PREVIOUS_YEAR


def _place(context: _TableContext, cell: Cell) -> TablePlace:
    return TablePlace(
        id=context.table.id,
        row=cell.row,
        column=cell.column,
        at=cell.at,
        page=context.document.page_of(cell.span.start),
        cell=context.document.cell_of(cell.span.start),
    )


def _direction(form: RelationKind, figure: Figure, *, down: bool) -> Direction:
    if form in RATIOS:
        return Direction.NONE
    if down:
        return Direction.DOWN
    return Direction.UP if figure.value else Direction.FLAT


def _figure(
    text: str, own: CellFigure, folded: str, table: Table, cell: Cell, unit: str, role: ColumnRole
) -> Figure | None:
    """The figure in a cell, with the unit of its head, row or table where it prints none of its own."""
    if own.unit and " " not in cell.span.of(text):
        for found in scan(text, folded, cell.span.start, cell.span.end):
            if isinstance(found, UnreadNumber):
                break
            if found.unit:
                if own.negative and found.value > 0:  # its sign stands before it in its cell
                    return evolve(negated(found), surface=cell.span.of(text), span=cell.span)
                return found
            break
    unit = own.unit if is_unit(own.unit) else unit
    if not unit or (
        pattern("table_words", "account level").fullmatch(unit) and kind_of_unit(split_scale(table.unit)[1]) == "money"
    ):
        unit = "" if role in (ColumnRole.RANK, ColumnRole.SCORE) else table.unit
        if any(map(pattern("table_words", "each").search, (*cell.row[-1:], *cell.column[-1:]))):
            unit = split_scale(unit)[1]  # 基本每股收益 in a table in 万元
    word, unit = (unit, "") if unit in SCALES else split_scale(unit)
    scale = SCALES.get(word, 1)
    if not unit and any("率" in label or "比重" in label for label in cell.column[-1:]) and "%" in "".join(cell.column):
        scale, unit = 1, "%"
    value = Fraction(own.digits) * scale
    last = unit_in_last_place(own.digits, scale) if "." in own.digits or scale > 1 else Fraction(0)
    if own.negative:
        value = -value
    return Figure(
        surface=text[cell.span.start : cell.span.end],
        span=cell.span,
        digits=own.digits,
        value=value,
        text=own.digits if scale == 1 and not own.negative else plain_text(value),
        last_place=last,
        interval=Interval(value - last / 2, value + last / 2),
        has_point_value=True,
        unit=unit,
        scale=scale,
    )
