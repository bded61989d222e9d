"""Lines of the body of a Word file: paragraphs with their numbers, tables, text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import define

from reportdiff.reading.docx.elements import (
    HOLDERS,
    W,
    children,
    is_deleted_row,
    mark_is_deleted,
    text_boxes,
    value,
    words_of,
)
from reportdiff.reading.docx.lists import ListCounter
from reportdiff.reading.limits import Limits
from reportdiff.reading.table_lines import barred_lines, is_figure_or_blank, join_cell_lines

if TYPE_CHECKING:
    Element = Any  # python-docx's elements are lxml's

__all__ = ["BodyReader"]

_BLANK = re.compile(r"[ \t\r\n\u00a0]+")
_MAX_SPAN = 1_000  # columns that one cell can span


@define
class BodyReader:
    """Reads the lines of a body; counts its table cells, and keeps the words of a paragraph whose end was deleted."""

    source: str
    limits: Limits
    lists: ListCounter
    cells: int = 0
    pending: str = ""

    def lines(self, parent: Element) -> Iterator[str]:
        """Yield the lines of a body, a table cell or a text box; "" ends a table."""
        for element in parent:
            if element.tag == f"{W}p":
                yield self._paragraph(element)
                for box in text_boxes(element):
                    yield from self.lines(box)
            elif element.tag == f"{W}tbl":
                yield from self._table(element)
            elif element.tag in HOLDERS:
                yield from self.lines(element)

    def _paragraph(self, paragraph: Element) -> str:
        """Return a paragraph with its number; "" if it is empty, or goes on in the next one as its end was deleted."""
        words = self.pending + words_of(paragraph)
        if mark_is_deleted(paragraph):
            self.pending = words
            return ""
        self.pending = ""
        number = self.lists.number_before(paragraph)
        return number + words if words else ""

    def _table(self, table: Element) -> Iterator[str]:
        """Yield the rows of a data table as lines with bars, the paragraphs of a table that lays text out."""
        counts = {kind: list(count) for kind, count in self.lists.counts.items()}
        rows = [row for row in children(table, "tr") if not is_deleted_row(row)]
        nested = any(cell.find(f".//{W}tbl") is not None for row in rows for cell in children(row, "tc"))
        lines = barred_lines(self._grid(rows)) if not nested else None
        if lines is not None:
            yield from (*lines, "")
            return
        self.lists.counts = counts
        for row in rows:
            for cell in children(row, "tc"):
                yield from self.lines(cell)

    def _grid(self, rows: list[Element]) -> list[list[str]]:
        """Return the words of the cells by row and column; a merged cell is repeated, unless it holds a figure."""
        grid: list[list[str]] = []
        for row in rows:
            line = [""] * _columns(row, "trPr/gridBefore", default=0)
            for cell in children(row, "tc"):
                words = self._cell(cell)
                if _continues(cell, "hMerge") and line:
                    words = _repeated(line[-1])
                if _continues(cell, "vMerge") and grid and len(line) < len(grid[-1]):
                    words = _repeated(grid[-1][len(line)])
                columns = max(_columns(cell, "tcPr/gridSpan", default=1), 1)
                self.cells += columns
                self.limits.enforce("cells", self.cells, self.source, at_least=True)
                line += [words, *[_repeated(words)] * (columns - 1)]
            grid.append(line)
        return grid

    def _cell(self, cell: Element) -> str:
        """Return the words of a cell, each paragraph behind its number."""
        paragraphs = [self.lists.number_before(each) + words_of(each) for each in children(cell, "p")]
        words = join_cell_lines(line for paragraph in paragraphs for line in paragraph.split("\n"))
        return _BLANK.sub(" ", words).strip()


def _columns(element: Element, path: str, *, default: int) -> int:
    """Return a number of columns that a row leaves out or a cell spans."""
    number = value(element, path)
    return min(int(number[:6]), _MAX_SPAN) if number and number.isdecimal() else default


def _continues(cell: Element, merge: str) -> bool:
    """Return whether a cell goes on with the merged cell at its left (hMerge) or above it (vMerge)."""
    return cell.find(f"{W}tcPr/{W}{merge}") is not None and value(cell, f"tcPr/{merge}") != "restart"


def _repeated(words: str) -> str:
    return "" if is_figure_or_blank(words) else words
