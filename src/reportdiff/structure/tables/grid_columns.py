"""Columns of a table with set-apart cells: their heads and units, their kinds, and the columns that label them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from attrs import define

from reportdiff.lexicon.columns import ColumnRole, head_of, unit_in
from reportdiff.structure.tables.grid_rows import GridCell, is_year

__all__ = ["ColumnKind", "GridColumn", "grid_columns"]


class ColumnKind(Enum):
    """What the cells of a column are for."""

    FIGURES = "figures"
    LABELS = "labels"
    UNITS = "units"
    SKIPPED = "skipped"  # running numbers, remarks


@define
class GridColumn:
    """A column: the labels above it, outermost first, its unit, its kind, and the columns that label its rows."""

    head: tuple[str, ...]
    unit: str
    kind: ColumnKind = ColumnKind.FIGURES
    labels: tuple[int, ...] = ()

    @property
    def role(self) -> ColumnRole:
        """The role that the innermost head gives the column."""
        return head_of(self.head[-1], self.unit).means if self.head else ColumnRole.OTHER


def grid_columns(heads: Sequence[Sequence[GridCell]], body: Sequence[Sequence[GridCell]]) -> list[GridColumn]:
    """Return the columns of the rows `body` under the rows `heads`."""
    width = max(map(len, (*heads, *body)), default=0)
    columns = []
    for place in range(width):
        cells = [row[place] for row in body if place < len(row) and row[place].text]
        column = GridColumn(*_head_and_unit(heads, place))
        figures = [cell for cell in cells if cell.is_figure]
        percentages = [cell for cell in figures if cell.text[-1] in "%％"]
        if not column.unit and percentages and 2 * len(percentages) >= len(figures):
            column.unit = "%"  # some cells may leave the sign out
        column.kind = _kind(column, cells, len(figures), first=not place)
        columns.append(column)
    if columns and columns[0].kind is ColumnKind.FIGURES and _is_running_number([row[0].text for row in body if row]):
        columns[0].kind = ColumnKind.SKIPPED
    _assign_labels(columns)
    _drop_common_heads(columns)
    return columns


def _head_and_unit(heads: Sequence[Sequence[GridCell]], place: int) -> tuple[tuple[str, ...], str]:
    """Return the labels above a column without their units, outermost first, and the innermost unit.

    A blank in an outer row belongs to the head at its left, if a head stands under the blank.
    """
    labels: list[str] = []
    unit = ""
    for level, row in enumerate(heads):
        words = row[place].text if place < len(row) else ""
        if not words and place and level + 1 < len(heads):
            below = heads[level + 1]
            if place < len(below) and below[place].text:
                left = range(min(place, len(row)) - 1, 0, -1)
                words = next((row[index].text for index in left if row[index].text), "")
        label, own_unit = unit_in(words)
        unit = own_unit or unit
        if label and (not labels or labels[-1] != label):
            labels.append(label)
    return tuple(labels), unit


def _kind(column: GridColumn, cells: Sequence[GridCell], figures: int, *, first: bool) -> ColumnKind:
    role = column.role
    if role is ColumnRole.INDEX:
        return ColumnKind.SKIPPED
    if role is ColumnRole.UNIT and figures * 2 <= len(cells):
        return ColumnKind.UNITS
    labelling = ColumnRole.CODE if cells else ColumnRole.LABEL
    years = first and bool(cells) and all(is_year(cell.text) for cell in cells)
    return ColumnKind.LABELS if figures * 2 < len(cells) or role is labelling or years else ColumnKind.FIGURES


def _is_running_number(texts: Sequence[str]) -> bool:
    """Return whether a column only numbers its rows: 1 2 3."""
    numbers = [text for text in texts if text]
    return len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _assign_labels(columns: Sequence[GridColumn]) -> None:
    """Set which columns label the rows of each column: the first ones, or those that begin another side."""
    labels: tuple[int, ...] = ()
    first_head = ""
    kind_before: ColumnKind | None = None
    for place, column in enumerate(columns):
        head = column.head[-1] if column.head else ""
        if column.kind is ColumnKind.LABELS:
            if kind_before is ColumnKind.LABELS and place - 1 in labels:
                labels = (*labels, place)
            elif not labels or head == first_head or head_of(head).means is ColumnRole.LABEL:
                labels = (place,)
                first_head = first_head or head
            else:
                column.kind = ColumnKind.SKIPPED
        elif column.kind is ColumnKind.FIGURES:
            column.labels = labels
        kind_before = column.kind


def _drop_common_heads(columns: Sequence[GridColumn]) -> None:
    """Remove the outermost head where it stands over all columns of a side, or over its labels too.

    Such a head is a title and tells no column from another; a year or a change stays.
    """
    sides: dict[tuple[int, ...], list[GridColumn]] = {}
    for column in columns:
        if column.kind is ColumnKind.FIGURES:
            sides.setdefault(column.labels, []).append(column)
    for labels, side in sides.items():
        while all(len(column.head) > 1 for column in side):
            common = side[0].head[0]
            if any(column.head[0] != common for column in side) or head_of(common).means.dated:
                break
            label_columns = [columns[place] for place in labels]
            if len(side) < 2 and not any(common in column.head for column in label_columns):
                break
            for column in (*side, *(column for column in label_columns if column.head[:1] == (common,))):
                if len(column.head) > 1:
                    column.head = column.head[1:]
