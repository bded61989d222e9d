"""Regions of lines that are tables in plain text: rows with figures, and the fragments of heads and labels around."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from reportdiff.structure.heading_markers import Line, closes_sentence
from reportdiff.structure.tables.grid_rows import is_grid_line
from reportdiff.structure.tables.row_tokens import is_table_fragment, is_table_row, is_unit_line
from reportdiff.structure.tables.spaced_rows import spaced_table_numbers

__all__ = ["TableRegions", "closes_or_introduces", "table_regions"]

_MAX_GAP = 15  # lines between two rows of one table
_LONG_LINE = 20  # characters; a longer line may be the beginning of a wrapped sentence
_LINE_WIDTH = 30  # characters; a line that is longer and ends nowhere goes on in the next one
_CLAUSE_MARK = re.compile("[，。；]")


@frozen(kw_only=True)
class TableRegions:
    """For each line of a text, its part in a table.

    `rows`: the line is a row of words and figures, or names the unit of a table. `grid`: not 0 for a row whose cells
    bars or wide blanks set apart, equal for the rows of one table. `next_row`: the row that the line leads to over
    fragments alone, or None.
    """

    lines: Sequence[Line]
    rows: Sequence[bool]
    grid: Sequence[int]
    next_row: Sequence[int | None]

    def begins_table(self, index: int) -> bool:
        """Return whether a fragment is a table's head: its columns stand apart, or a line with the unit follows."""
        line, row = self.lines[index], self.next_row[index]
        columns = len(line.text.split())
        if row == index + 1 and columns >= 3:
            return True
        above = self.lines[index - 1].text if index else ""
        if row is None or (above and not closes_or_introduces(above) and len(line.text) > _LINE_WIDTH):
            return False
        if columns >= 2 or is_unit_line(self.lines[row].text):
            return True
        return any(len(self.lines[between].text.split()) >= 2 for between in range(index + 1, row + 1))


def table_regions(text: str, lines: Sequence[Line]) -> TableRegions:
    """Return which lines are rows of tables, and which lead to one."""
    spaced = spaced_table_numbers(text, lines)
    grid = [number or -is_grid_line(line.text) for number, line in zip(spaced, lines, strict=True)]
    rows = [
        not cells and (is_table_row(line.text) or is_unit_line(line.text))
        for cells, line in zip(grid, lines, strict=True)
    ]
    rows = [row and not _continues_sentence(lines, index, rows) for index, row in enumerate(rows)]
    return TableRegions(lines=lines, rows=rows, grid=grid, next_row=_next_rows(lines, rows, grid))


def closes_or_introduces(text: str) -> bool:
    """Return whether a line ends a sentence or introduces what follows it (：)."""
    return closes_sentence(text) or text[-1] in "：:"


def _continues_sentence(lines: Sequence[Line], index: int, rows: Sequence[bool]) -> bool:
    """Return whether a single row-like line goes on with a wrapped sentence: 共计⏎案件 287⏎件."""
    above = lines[index - 1].text if index else ""
    single = index + 1 >= len(lines) or not rows[index + 1]
    long = len(above) > _LONG_LINE and _CLAUSE_MARK.search(above) is not None
    return single and long and not closes_or_introduces(above)


def _next_rows(lines: Sequence[Line], rows: Sequence[bool], grid: Sequence[int]) -> list[int | None]:
    """Return for each line the next row, if only fragments and at most `_MAX_GAP` lines stand between."""
    next_rows: list[int | None] = [None] * len(lines)
    following: int | None = None
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].text
        if rows[index]:
            following = index
        elif text and (grid[index] or not is_table_fragment(text)):
            following = None
        if following is not None and following - index <= _MAX_GAP:
            next_rows[index] = following
    return next_rows
