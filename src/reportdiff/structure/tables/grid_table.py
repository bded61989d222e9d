"""Make a `Table` of rows whose cells are set apart: every cell in its place, heads of several levels, blanks kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from attrs import define, field

from reportdiff.lexicon.columns import DATED_COLUMNS, RATIO_COLUMNS, ColumnRole, column_head, head_of
from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.unit_labels import is_unit, unit_in
from reportdiff.lexicon.words import words_of
from reportdiff.model import Cell, Span, Table
from reportdiff.structure.heading_markers import Line
from reportdiff.structure.tables.grid_rows import (
    GridCell,
    holds_figure,
    is_rule,
    is_year,
    numbers_columns,
    rows_of_cells,
    with_negatives,
    with_spread_heads,
)
from reportdiff.structure.tables.row_labels import RowLabelPath, is_account_code, row_labels
from reportdiff.structure.tables.row_tokens import unit_of_line
from reportdiff.structure.tables.spaced_rows import spaced_rows

__all__ = ["grid_table"]

_DASHES = re.compile(r"[-—–―－/／…]+")
_RATE = "率"  # ends the label of a ratio, which has no unit of its group

_Row = list[GridCell]
_NumberedRow = tuple[int, _Row]


def grid_table(text: str, lines: Sequence[Line], *, id: str, caption: str, unit: str) -> Table | None:
    """Return the table that these lines print, None if no cell holds a figure.

    The rows above the first rule (| --- |), or above the first figure, are heads; a blank in an outer head belongs to
    the head at its left. A column of words labels the rows of the columns at its right. A unit stands behind a head or
    a row's label in brackets, in a column of its own, or is `unit`.
    """
    heads, body = _split_heads(with_negatives(spaced_rows(text, lines) or rows_of_cells(text, lines)))
    cells: list[Cell] = []
    own_caption = ""
    for number, part in enumerate(_parts(body, heads)):
        part_heads, rows = _split_part_heads(part) if number else (heads, part)
        part_heads, title, own_unit = _split_title(part_heads)
        part_heads = with_spread_heads(part_heads)
        part_heads = [row for row in part_heads if len(part_heads) < 2 or not numbers_columns(_texts(row), single=True)]
        corner = part_heads[0][0].text if part_heads and part_heads[0] else ""
        own_unit = own_unit or (corner if is_unit(corner) else "")  # 千港元 over the labels
        own_caption, unit = own_caption or title, own_unit or unit
        printed_heads = set(map(_texts, part_heads))  # heads may be printed again on a new page
        single = len(rows) < 2
        rows = [
            row
            for row in rows
            if _texts(row[1]) not in printed_heads and not numbers_columns(_texts(row[1]), single=single)
        ]
        columns = _columns(part_heads, [row for _, row in rows])
        labels: dict[tuple[int, ...], _RowLabels] = {}
        for row_number, row in rows:
            cells.extend(_figure_cells(row_number, row, columns, labels))
    if not cells:
        return None
    span = Span(lines[0].start, lines[-1].end)
    return Table(id=id, span=span, caption=own_caption or caption, unit=unit, cells=tuple(cells))


def _texts(row: Sequence[GridCell]) -> tuple[str, ...]:
    return tuple(cell.text for cell in row)


def _split_heads(rows: Sequence[_Row]) -> tuple[list[_Row], list[_NumberedRow]]:
    """Return the heads, and the rows below them with their numbers, which count from 1 and leave out rules."""
    heads: list[_Row] = []
    body: list[_NumberedRow] = []
    ruled = False
    number = 0
    for row in rows:
        if is_rule(row):
            if not ruled and body:
                heads, body, ruled = [row for _, row in body], [], True
            continue
        number += 1
        body.append((number, row))
    while body and not holds_figure(body[0][1]) and any(holds_figure(row) for _, row in body[1:]):
        texts = [cell.text for cell in body[0][1] if cell.text]
        if heads and (len(texts) < 2 or any(_DASHES.fullmatch(text) for text in texts)):
            break
        heads.append(body.pop(0)[1])
    return heads, body


def _parts(body: list[_NumberedRow], heads: Sequence[_Row]) -> Iterator[list[_NumberedRow]]:
    """Yield the body cut where new heads stand: below a title line (第二十条第（五）项), or at heads of other years."""
    begin = 0
    printed_heads = set(map(_texts, heads))
    for place in range(1, len(body) - 1):
        row, following = body[place][1], body[place + 1][1]
        if holds_figure(row) or place <= begin or _texts(row) in printed_heads:
            continue
        filled = [cell.text for cell in row if cell.text]
        title = len(filled) > 1 and len(set(filled)) == 1
        heads_follow = place + 2 < len(body) and not holds_figure(following) and len(set(_texts(following)) - {""}) > 1
        dated = holds_figure(following) and sum(map(_is_dated_head, row[1:])) > 1
        if (title and heads_follow) or dated:
            yield body[begin:place]
            begin = place
            printed_heads.add(_texts(row))
    yield body[begin:]


def _is_dated_head(cell: GridCell) -> bool:
    """Return whether a cell is the head of a column of one year, or of a change."""
    words, unit = unit_in(cell.text)
    return bool(words) and head_of(words, unit).means in DATED_COLUMNS


def _split_part_heads(part: list[_NumberedRow]) -> tuple[list[_Row], list[_NumberedRow]]:
    """Return the heads with which a later part begins, and the rows below them."""
    first = next((place for place, (_, row) in enumerate(part) if holds_figure(row)), len(part))
    return [row for _, row in part[:first]], part[first:]


def _split_title(heads: Sequence[_Row]) -> tuple[list[_Row], str, str]:
    """Return the heads without rows of one text over all columns, and the title and unit that those rows print."""
    kept: list[_Row] = []
    title = unit = ""
    for row in heads:
        filled = [cell.text for cell in row if cell.text]
        if len(set(filled)) == 1 and len(row) > 1 and (len(row) > 2 or len(filled) == len(row)):
            own_unit = unit_of_line(filled[0])
            below_heads = len(kept) > 0  # 流动资产：, the first group of rows
            unit, title = own_unit or unit, title if own_unit or below_heads else filled[0]
        elif filled:
            kept.append(row)
    return kept, title, unit


_CODES = (3, 5, 7)  # digits of the codes of accounts


class _ColumnKind(Enum):
    """Use of a column's cells."""

    FIGURES = "figures"
    LABELS = "labels"
    UNITS = "units"
    SKIPPED = "skipped"  # running numbers, remarks


@define
class _Column:
    """A column: the labels above it, outermost first, its unit, its kind, and the columns that label its rows."""

    head: tuple[str, ...]
    unit: str
    kind: _ColumnKind = _ColumnKind.FIGURES
    labels: tuple[int, ...] = ()

    @property
    def role(self) -> ColumnRole:
        """The role that the heads give the column."""
        return column_head(self.head, self.unit).role


def _columns(heads: Sequence[Sequence[GridCell]], body: Sequence[Sequence[GridCell]]) -> list[_Column]:
    """Return the columns of the rows `body` under the rows `heads`."""
    width = max(map(len, (*heads, *body)), default=0)
    columns, by_rows = [], _rows_have_units(body)
    for place in range(width):
        cells = [row[place] for row in body if place < len(row) and row[place].text]
        column = _Column(*_head_and_unit(heads, place))
        figures = [cell for cell in cells if cell.is_figure]
        percentages = [cell for cell in figures if cell.text[-1] in "%％"]
        amounts = any("," in cell.text for cell in figures if cell not in percentages)  # 销售额 2,400 above 利润率 12%
        if not column.unit and percentages and not (by_rows or amounts) and 2 * len(percentages) >= len(figures):
            column.unit = "%"  # some cells may leave the sign out
        column.kind = _kind(column, cells, len(figures), first=not place)
        columns.append(column)
    if columns and columns[0].kind is _ColumnKind.FIGURES and _is_running_number([row[0].text for row in body if row]):
        columns[0].kind = _ColumnKind.SKIPPED
    _assign_labels(columns)
    _drop_common_heads(columns)
    return columns


def _rows_have_units(body: Sequence[Sequence[GridCell]]) -> bool:
    """Return whether rows of percentages stand under rows of amounts, so that no column is in %: 数量, 占比."""
    figures = [[cell.text[-1] in "%％" for cell in row if cell.is_figure] for row in body]
    wide = [row for row in figures if len(row) > 1]
    return any(map(all, wide)) and not all(map(all, wide)) and all(all(row) or not any(row) for row in figures)


def _head_and_unit(heads: Sequence[Sequence[GridCell]], place: int) -> tuple[tuple[str, ...], str]:
    """Return the labels above a column without their units, outermost first, and the innermost unit.

    A blank in an outer row belongs to the head at its left, if a head stands under the blank.
    """
    labels: list[str] = []
    unit = ""
    for level, row in enumerate(heads):
        words = row[place].text if place < len(row) else ""
        if not words and place and any(place < len(below) and below[place].text for below in heads[level + 1 :]):
            left = range(min(place, len(row)) - 1, 0, -1)
            words = next((row[index].text for index in left if row[index].text), "")
        coded = not labels and head_of(words).means is ColumnRole.CODE  # 款 and 项 below a blank are no units
        label, own_unit = ("", words) if level and is_unit(words) and not coded else unit_in(words)  # a row of units
        unit = own_unit or unit
        if label and (not labels or labels[-1] != label):
            labels.append(label)
    return tuple(labels), unit


def _kind(column: _Column, cells: Sequence[GridCell], figures: int, *, first: bool) -> _ColumnKind:
    role = column.role
    if role in (ColumnRole.INDEX, ColumnRole.NOTE) or (role is ColumnRole.RANK and first):
        return _ColumnKind.SKIPPED
    if role is ColumnRole.UNIT and figures * 2 <= len(cells) and not first:  # 单位 over the labels: the offices
        return _ColumnKind.UNITS
    labelling = ColumnRole.CODE if cells else ColumnRole.LABEL
    named = first and bool(cells) and all(is_year(cell.text) for cell in cells)
    if first and role is ColumnRole.LABEL and figures:  # 功能科目: 205, 20502
        named = all(cell.text.isdigit() and len(cell.text) in _CODES for cell in cells if cell.is_figure)
    filled = sum(bool(_label_in(cell.text)) for cell in cells) if figures else len(cells)  # 不适用 is no label
    return _ColumnKind.LABELS if figures * 2 < filled or role is labelling or named else _ColumnKind.FIGURES


def _is_running_number(texts: Sequence[str]) -> bool:
    """Return whether a column only numbers its rows: 1 2 3."""
    numbers = [text for text in texts if text]
    return len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _assign_labels(columns: Sequence[_Column]) -> None:
    """Set which columns label the rows of each column: the first ones, or those that begin another side."""
    labels: tuple[int, ...] = ()
    first_head = ""
    kind_before: _ColumnKind | None = None
    for place, column in enumerate(columns):
        head = column.head[-1] if column.head else ""
        if column.kind is _ColumnKind.LABELS:
            if kind_before is _ColumnKind.LABELS and place - 1 in labels:
                labels = (*labels, place)
            elif (
                not labels or head == first_head or head_of(head).means is ColumnRole.LABEL or _repeats(columns, place)
            ):
                labels = (place,)
                first_head = first_head or head
            else:
                column.kind = _ColumnKind.SKIPPED
        elif column.kind is _ColumnKind.FIGURES:
            column.labels = labels
        kind_before = column.kind


def _repeats(columns: Sequence[_Column], place: int) -> bool:
    """Return whether the figures behind a column have the heads of those before it: 资产 | 期末 | 负债 | 期末."""
    sides: tuple[list[tuple[str, ...]], ...] = [], []
    for side, part in zip(sides, (reversed(columns[:place]), columns[place + 1 :]), strict=True):
        for column in part:
            if column.kind is _ColumnKind.LABELS:
                break
            if column.kind is _ColumnKind.FIGURES:
                side.append(column.head)
    return bool(sides[1]) and sides[1] == sides[0][::-1]


def _drop_common_heads(columns: Sequence[_Column]) -> None:
    """Remove the outermost head where it stands over all columns of a side, or over its labels too.

    Such a head is a title and tells no column from another; a year or a change stays.
    """
    sides: dict[tuple[int, ...], list[_Column]] = {}
    for column in columns:
        if column.kind is _ColumnKind.FIGURES:
            sides.setdefault(column.labels, []).append(column)
    for labels, side in sides.items():
        while all(len(column.head) > 1 for column in side):
            common = side[0].head[0]
            if any(column.head[0] != common for column in side) or head_of(common).means in DATED_COLUMNS:
                break
            label_columns = [columns[place] for place in labels]
            if len(side) < 2 and not any(common in column.head for column in label_columns):
                break
            for column in (*side, *(column for column in label_columns if column.head[:1] == (common,))):
                if len(column.head) > 1:
                    column.head = column.head[1:]


@define
class _RowLabels:
    """What the rows above leave to those below: numbered labels, outer labels, and the whole that 其中 takes apart.

    A row of a label alone leaves its unit too: 经营业绩（万元）.
    """

    path: RowLabelPath = field(factory=RowLabelPath)
    above: list[str] = field(factory=list)
    whole: tuple[str, ...] = ()
    group_unit: str = ""

    def read(self, texts: Sequence[str]) -> tuple[tuple[str, ...], str]:
        """Return the labels of the next row, outermost first, and the unit that the innermost ends with."""
        first = next((place for place, text in enumerate(texts) if text), len(texts))
        continues = any(texts) and not pattern("table_words", "total").fullmatch(texts[first])
        outer = min(first, len(self.above)) if continues else 0  # blanks that stand for the label above
        filled = [*self.above[:outer], *texts[outer:]]
        if any(texts):
            self.above = filled
        labels = [
            text
            for place, text in enumerate(filled)
            if text and (not place or text != filled[place - 1] or text.isdigit())
        ]
        unit = ""
        if labels:
            labels[-1], unit = unit_in(labels[-1])
            among = pattern("table_words", "among").match(labels[-1])
            if among is not None and self.whole:
                part = labels[-1][among.end() :]
                return ((*self.whole, part) if part else self.whole), unit
        if any(is_account_code((label,)) for label in labels):
            self.whole = (" ".join(labels),)
        else:
            self.whole = row_labels(tuple(label for label in labels if label), "", self.path)
        return self.whole, unit


def _label_in(words: str) -> str:
    """Return the label that a cell prints, "" for a dash or another sign that there is none."""
    return "" if pattern("table_words", "no value").fullmatch(words) else words


def _total_of(row: Sequence[GridCell], columns: Sequence[_Column]) -> str:
    """Return the 合计 that stands in the place of a row's running number, "" where there is none."""
    total = pattern("table_words", "total")
    numbers = (cell for cell, column in zip(row, columns, strict=False) if column.kind is _ColumnKind.SKIPPED)
    return next((cell.text for cell in numbers if total.fullmatch(cell.text)), "")


def _figure_cells(
    number: int, row: Sequence[GridCell], columns: Sequence[_Column], labels: dict[tuple[int, ...], _RowLabels]
) -> Iterator[Cell]:
    """Yield the figures of a row with their labels and units; the innermost unit counts, a ratio keeps its own."""
    row_unit = next(
        (cell.text for cell, column in zip(row, columns, strict=False) if column.kind is _ColumnKind.UNITS), ""
    )
    labelled = [place for column in columns if column.kind is _ColumnKind.FIGURES for place in column.labels]
    head_unit = columns[labelled[0]].unit if labelled else ""  # of all rows
    row_names: dict[tuple[int, ...], tuple[tuple[str, ...], str]] = {}
    for places in dict.fromkeys(column.labels for column in columns if column.kind is _ColumnKind.FIGURES):
        texts = [_label_in(row[place].text) if place < len(row) else "" for place in places]
        if texts and not any(texts):  # | 合计 | — | 10,000 | under 序号 and 名称
            texts[0] = _total_of(row, columns)
        above = labels.setdefault(places, _RowLabels())
        row_names[places] = above.read(texts)
        if any(texts) and not holds_figure(row):
            above.group_unit = row_names[places][1]
    for place, (cell, column) in enumerate(zip(row, columns, strict=False), start=1):
        if column.kind is not _ColumnKind.FIGURES or not cell.is_figure:
            continue
        names, label_unit = row_names[column.labels]
        own_unit = column.role in (ColumnRole.SCORE, ColumnRole.RANK) or (column.unit and column.role in RATIO_COLUMNS)
        of_ratio = bool(names) and names[-1].endswith((_RATE, *words_of("ratio noun")))
        group_unit = "" if of_ratio else labels[column.labels].group_unit
        unit = column.unit if own_unit else row_unit or label_unit or column.unit or group_unit or head_unit
        yield Cell(span=Span(cell.start, cell.end), row=names, column=column.head, unit=unit, at=(number, place))
