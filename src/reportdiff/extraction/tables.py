"""Table cells → metrics named by the labels of row and column."""

from __future__ import annotations

from fractions import Fraction

from reportdiff.arithmetic import last_place_of
from reportdiff.arithmetic.notation import plain_text
from reportdiff.extraction.quantities import UnreadNumber, scan
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.model import Cell, Figure, Interval, Kind, Metric, Outline, Period, Status, Table, TablePlace

__all__ = ["table_metrics"]


def table_metrics(text: str, folded: str, outline: Outline) -> list[Metric]:
    """Every cell of every table as a metric; ids are temporary."""
    return [
        metric
        for table in outline.tables
        for cell in table.cells
        if (metric := _metric(text, folded, table, cell, outline)) is not None
    ]


def _metric(text: str, folded: str, table: Table, cell: Cell, outline: Outline) -> Metric | None:
    figure = _figure(text, folded, table, cell)
    if figure is None:
        return None
    name = "/".join((*cell.row, *cell.column)) or table.caption
    kind = kind_of_unit(figure.unit)
    labels = "".join((*cell.row, *cell.column))
    planned = (
        "预算" in table.caption + labels
        and "决算" not in labels
        and "执行" not in labels
        and "决算" not in table.caption
    )
    status = Status.TARGET if planned else Status.ACTUAL
    year = outline.planned if status is Status.TARGET else outline.reviewed
    return Metric(
        id=f"x{table.id}.{cell.span.start}",
        name=name,
        figure=figure,
        kind=Kind.MEASURE if kind == "time" else Kind(kind) if kind else Kind.COUNT,
        status=status,
        period=None if year is None else Period(str(year), year),
        scope=None,
        section=None,
        sentence=cell.span,
        table=TablePlace(table.id, cell.row, cell.column),
    )


def _figure(text: str, folded: str, table: Table, cell: Cell) -> Figure | None:
    """The figure in a cell, with the table's unit where it prints none of its own."""
    body = folded[cell.span.start : cell.span.end].strip()
    for found in scan(text, folded, cell.span.start, cell.span.end):
        if isinstance(found, UnreadNumber):
            break
        if found.unit:
            return found
        break
    digits = body.replace(",", "").replace(" ", "")
    negative = digits.startswith("-")
    digits = digits.lstrip("-+")
    if not digits or not digits.replace(".", "", 1).isdigit():
        return None
    scale, unit = _scaled(table.unit)
    if any(
        "%" in label or "率" in label or "比重" in label or ("增减" in label and "额" not in label)
        for label in cell.column[-1:]
    ) and "%" in "".join(cell.column):
        scale, unit = 1, "%"
    value = Fraction(digits) * scale
    last = last_place_of(digits, scale) if "." in digits or scale > 1 else Fraction(0)
    if negative:
        value = -value
    return Figure(
        surface=text[cell.span.start : cell.span.end],
        span=cell.span,
        digits=digits,
        value=value,
        text=digits if scale == 1 and not negative else plain_text(value),
        last_place=last,
        interval=Interval(value - last / 2, value + last / 2),
        face=True,
        unit=unit,
        scale=scale,
    )


def _scaled(unit: str) -> tuple[int, str]:
    for head, scale in (("万亿", 10**12), ("百万", 10**6), ("千万", 10**7), ("亿", 10**8), ("万", 10**4), ("千", 1000)):
        if unit.startswith(head) and len(unit) > len(head) and unit not in ("千瓦", "千米", "千克", "千伏"):
            return scale, unit[len(head) :]
    return 1, unit
