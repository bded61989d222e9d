"""Rows of tables whose cells bars, tabs or wide blanks set apart: which lines they are, and their cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.structure.heading_markers import Line
from reportdiff.text.cells import cell_figure, may_be_month
from reportdiff.text.scales import split_scale

__all__ = ["GridCell", "columns_under", "holds_figure", "is_grid_line", "is_rule", "is_year", "numbers_columns"]
__all__ += ["grid_cell", "places_by_gaps", "row_cells", "rows_of_cells", "split_at_gaps", "with_negatives"]
__all__ += ["with_spread_heads"]

_BARS = "|｜│┃║"
_BAR = re.compile(f"[{_BARS}]")
_GAP = re.compile(rf" *\t *|[ \u3000]*[{_BARS}][ \u3000]*|[ \u3000]{{2,}}")
_CORNERS = "+├┌└┝┠┣┏┗╔╠╚╟╞╓╒"
_DRAWN_RULE = re.compile(f"[{_CORNERS}]" + r"[-=+:─━═┄┅┈┉\s┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╪╫╤╧┯┷┿╂┠┨┰┸]{2,}")
_RULE_CELL = re.compile(r"[\s:]*-{2,}[\s:]*")
_BRACKETED = re.compile(r"[（(]\d{1,3}[）)]")
_CODED = re.compile(r"[1-9]\d{2}(?:\d{2}){0,2}\s*(?P<name>[\u4e00-\u9fff]{3,})")
_REST = re.compile(r"[,，]\d{3}(?!\d)")  # of a number whose first digits the cell before holds
_NUMBERED = re.compile(
    r"[（(]?(?P<own>\d{1,2}|[①-⑳]|[A-Z])[）)]?(?P<made>[=＝][\dA-Z①-⑳+＋\-－—−×÷*/()（）%％ ]{1,24})?"
)
_SERIES = (tuple(map(str, range(1, 100))), tuple(map(chr, range(0x2460, 0x2474))), tuple(map(chr, range(65, 91))))
_LEAST_BLANK, _LEAST_FULL = 2, 2  # characters that part cells of which one may be empty, and rows without such
_LEAST_JOINED = 3  # cells of a row of heads that stand over several columns each, with that of the labels
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")


class GridCell(NamedTuple):
    """The text of a cell without the blanks around it, its span in the document, and whether one figure fills it.

    A tuple, for a text has very many.
    """

    text: str
    start: int
    end: int
    is_figure: bool


def is_grid_line(text: str) -> bool:
    """Return whether a line is a row between bars, or a drawn line between such rows.

    >>> is_grid_line("| 许可 | 12 |"), is_grid_line("许可 12"), is_grid_line("├──┼──┤")
    (True, False, True)
    """
    if not text or (text[0] not in _BARS and text[0] not in _CORNERS):
        return False
    return (text[0] in _BARS and sum(map(text.count, _BARS)) >= 2) or _DRAWN_RULE.fullmatch(text) is not None


def split_at_gaps(text: str) -> list[str]:
    """Return what bars, tabs and wide blanks set apart in a line."""
    return _GAP.split(text)


def row_cells(text: str, line: Line) -> list[GridCell]:
    """Return the cells of a row; a drawn line gives one cell that is a rule."""
    if line.text[0] not in _BARS and is_grid_line(line.text):
        return [GridCell("---", line.start, line.end, False)]
    between, start = (_BAR, line.start + 1) if line.text[0] in _BARS else (_GAP, line.start)
    cells = []
    for gap in between.finditer(text, start, line.end):
        cells.append(grid_cell(text, start, gap.start()))
        start = gap.end()
    if start < line.end:  # else the last bar ends the row
        cells.append(grid_cell(text, start, line.end))
    return cells


def rows_of_cells(text: str, lines: Sequence[Line]) -> list[list[GridCell]]:
    """Return the cells of rows; a bar with which only few of them begin stands behind an empty first cell.

    项目 | 2023年 | 2022年, and below it | 金额 | 比例 | 金额 | 比例
    """
    rows = [row_cells(text, line) for line in lines]
    barred = [line.text[0] in _BARS for line in lines]
    if 2 * sum(barred) >= len(lines):
        return rows
    return [
        [grid_cell(text, row[0].start, row[0].start), *row] if bar else row
        for row, bar in zip(rows, barred, strict=True)
    ]


def columns_under(upper: Sequence[str], lower: Sequence[str]) -> int:
    """Return over how many heads of the next row each head of an upper row stands that is printed once; 0 if over none.

    >>> columns_under(["项目", "2023年", "2022年"], ["", "金额", "占比", "金额", "占比"])
    2
    """
    if len(upper) < _LEAST_JOINED or not all(upper) or lower[0]:
        return 0
    each, rest = divmod(len(lower) - 1, len(upper) - 1)
    return each if each > 1 and not rest else 0


def with_spread_heads(heads: list[list[GridCell]]) -> list[list[GridCell]]:
    """Return heads with blanks behind those of an upper row that stand over as many of the next row each.

    The row above has fewer cells then, since the cells that it joins are printed once: 项目, 2023年, 2022年.
    """
    spread = list(heads)
    for place, lower in enumerate(heads[1:]):
        upper = heads[place]
        each = columns_under([cell.text for cell in upper], [cell.text for cell in lower])
        if each and all(cell.text for cell in lower[1:]):
            blanks = [[cell, *[cell._replace(text="", end=cell.start)] * (each - 1)] for cell in upper[1:]]
            spread[place] = [upper[0], *chain.from_iterable(blanks)]
    return spread


def with_negatives(rows: Sequence[list[GridCell]]) -> list[list[GridCell]]:
    """Return rows, numbers in an accountant's brackets as figures beside others, or in a column of plain ones.

    So are amounts that look like months, in a column of more other ones: 310.5, 1920.3, 2105.8. The first digits of a
    number that is torn over two cells are no figure (6 | ,554,259.99), nor are years below a head that says so.
    """
    rows = _with_year_labels([_without_torn(row) for row in rows])
    plain = Counter(place for row in rows for place, cell in enumerate(row) if place and cell.is_figure)
    months = Counter(place for row in rows for place, cell in enumerate(row) if place and may_be_month(cell.text))
    amounts = {place for place, count in months.items() if plain[place] > count}
    return [_with_bracketed(_with_months(row, amounts) if amounts else row, plain) for row in rows]


def _with_year_labels(rows: list[list[GridCell]]) -> list[list[GridCell]]:
    """Return rows with the bare years of the first column as labels, where its head is 年份."""
    if any(row and pattern("table_words", "head of years").fullmatch(row[0].text) for row in rows[:2]):
        for row in rows:
            if row and is_year(row[0].text):
                row[0] = row[0]._replace(text=row[0].text.rstrip("年度") + "年", is_figure=False)
    return rows


def _without_torn(cells: list[GridCell]) -> list[GridCell]:
    rests = [*(_REST.match(cell.text) is not None for cell in cells[1:]), False]
    if not any(rests):
        return cells
    return [cell._replace(is_figure=False) if torn else cell for cell, torn in zip(cells, rests, strict=True)]


def _with_months(cells: list[GridCell], amounts: Container[int]) -> list[GridCell]:
    return [
        cell._replace(is_figure=True) if place in amounts and may_be_month(cell.text) else cell
        for place, cell in enumerate(cells)
    ]


def _with_bracketed(cells: list[GridCell], plain: Counter[int]) -> list[GridCell]:
    negative = [place > 0 and _BRACKETED.fullmatch(cell.text) is not None for place, cell in enumerate(cells)]
    beside = any(cell.is_figure for cell in cells[1:]) or sum(negative) > 1
    found = [each and (beside or plain[place] > 1) for place, each in enumerate(negative)]
    return [cell._replace(is_figure=True) if each else cell for cell, each in zip(cells, found, strict=True)]


def grid_cell(text: str, start: int, end: int) -> GridCell:
    """Return the cell whose words stand between two places of a text."""
    content = text[start:end]
    words = content.strip()
    if not words:
        return GridCell("", start, start, False)
    start += len(content) - len(content.lstrip())
    bare = words.strip("*")  # bold in Markdown
    return GridCell(bare, start, start + len(words), cell_figure(bare) is not None and not _is_coded_label(bare))


def _is_coded_label(words: str) -> bool:
    """Return whether a cell prints the code of an account and its name, without a blank between."""
    match = _CODED.fullmatch(words)
    return match is not None and kind_of_unit(split_scale(match["name"])[1]) is None


def is_rule(row: Sequence[GridCell]) -> bool:
    """Return whether a row is the rule under the heads (| --- |)."""
    return any(cell.text for cell in row) and all(not cell.text or _RULE_CELL.fullmatch(cell.text) for cell in row)


def is_year(text: str) -> bool:
    """Return whether a cell prints a year and nothing else."""
    return _YEAR.fullmatch(text) is not None


def holds_figure(row: Sequence[GridCell]) -> bool:
    """Return whether a row holds a figure that is no year."""
    return any(cell.is_figure and not is_year(cell.text) for cell in row)


def numbers_columns(texts: Sequence[str], *, single: bool) -> bool:
    """Return whether a row only numbers the columns (栏次 1 2 3); one without a label does so unless it is `single`.

    >>> numbers_columns(["栏次", "(1)", "(2)", "(3)=(1)-(2)"], single=True)
    True
    >>> numbers_columns(["", "A", "B", "C=A+B"], single=True), numbers_columns(["等级", "A", "B", "C"], single=True)
    (True, False)
    """
    texts = [text for text in texts if text]
    marks = [match for text in texts if (match := _NUMBERED.fullmatch(text)) is not None]
    series = next((each for each in _SERIES if marks and marks[0]["own"] == each[0]), ())
    if not marks or [match["own"] for match in marks] != list(series[: len(marks)]):
        return False
    labels = [text for text in texts if _NUMBERED.fullmatch(text) is None]
    if not all(pattern("table_words", "column numbers").fullmatch(label) for label in labels):
        return False
    formulas = any(match["made"] for match in marks)
    plain = series is _SERIES[0] and all(mark["own"] == mark[0] for mark in marks)
    return formulas or (bool(labels) and series is not _SERIES[-1]) or (plain and len(marks) > 2 and not single)


def places_by_gaps(gaps: Sequence[Sequence[int]], width: int) -> list[list[int] | None]:
    """Return the columns of the cells of each row, where all rows part theirs by as many blanks; else none.

    `gaps` are the blanks between the cells of each row, twice as many at an empty one. A row is None where nothing
    tells which of its cells is empty.

    >>> places_by_gaps([[2, 2, 2], [2, 2, 2], [2, 4], [2, 2]], 4)
    [[0, 1, 2, 3], [0, 1, 2, 3], [0, 1, 3], None]
    """
    full = [row for row in gaps if len(row) == width - 1]
    sizes = {gap for row in full for gap in row}
    size = min(sizes, default=0)
    if len(sizes) != 1 or size < _LEAST_BLANK or not _LEAST_FULL <= len(full) < len(gaps):
        return []
    places = [[0, *accumulate(gap // size for gap in row)] for row in gaps]
    if any(gap % size for row in gaps for gap in row) or any(row[-1] >= width for row in places):
        return []
    certain = [len(row) == width - 1 or set(row) != sizes for row in gaps]
    return [row if known else None for row, known in zip(places, certain, strict=True)]
