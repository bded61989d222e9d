"""Lines of a PDF page with their places, its tables set among them, and the running heads and page numbers dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Any

from attrs import evolve, field, frozen

from reportdiff.lexicon.patterns import pattern
from reportdiff.reading.pdf.aligned_tables import aligned_tables, words_stand_apart
from reportdiff.reading.pdf.columns import PagePart, split_columns
from reportdiff.reading.pdf.glyphs import without_note_marks
from reportdiff.reading.pdf.page_limits import Page
from reportdiff.reading.pdf.ruled_tables import RuledTable
from reportdiff.reading.visible_text import visible_characters

__all__ = ["EDGE", "PageColumn", "PageLine", "ends_with_table", "page_columns", "without_running_heads"]

EDGE = 0.09
"""Part of a page's longer side at its top and at its foot, where running heads and page numbers stand."""

_PAGE_NUMBER = re.compile(
    r"[-—–\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*页)?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[-—–\s]*", re.I
)
_LAST_OF_PAGE = re.compile(r"[-—–]+\s*\d{1,4}\s*[-—–]+")  # as GB/T 9704 sets the page number of official documents
_OFTEN, _STEADY = 2, 10  # of so many pages one has a running head, also one that stands at one height
_LEAST_STEADY = 8  # pages of a head at one height
_FIRST_WORD = re.compile(r"[\x21-\x7e]+|.")
_LATIN_WIDTH = 0.55  # of a letter's height
_WORD_GAP = 2  # points between two words of a line


@frozen(kw_only=True)
class PageLine:
    """A line with its place on the page, and the width of its first word.

    A line whose words stand `apart` belongs to no paragraph. A row of a ruled table prints line `place` of `table`,
    which a later page may still change.
    """

    words: str
    left: float
    right: float
    top: float
    bottom: float
    size: float = 0.0
    first: float = 0.0
    row: bool = False
    apart: bool = False
    table: RuledTable | None = field(default=None, eq=False, repr=False)
    place: int = 0

    @property
    def text(self) -> str:
        """The words of the line, or of its row as the table has them now."""
        return self.words if self.table is None else self.table.lines[self.place]


@frozen(kw_only=True)
class PageColumn:
    """The lines of a page, or of one of its columns, in reading order, and the margins of their text."""

    lines: tuple[PageLine, ...]
    page_number: int
    page_height: float
    edge: float
    left: float
    right: float
    part: PagePart

    def at_edge(self, line: PageLine) -> bool:
        """Return whether a line stands where running heads do, or is the page number that ends its page."""
        if line is self.lines[-1] and _LAST_OF_PAGE.fullmatch(line.text.strip()) is not None:
            return True
        return not line.row and (line.bottom <= self.edge or line.top >= self.page_height - self.edge)


def page_columns(page: Page, number: int, tables: Sequence[RuledTable], *, expected: bool) -> list[PageColumn]:
    """Return the columns of a page; a ruled table stands in the column that its middle lies in.

    `expected`: the pages before have two columns.
    """

    def outside_tables(thing: dict[str, Any]) -> bool:
        if thing["object_type"] != "char":
            return True
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        return not any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in (each.box for each in tables))

    parts = split_columns(page.filter(outside_tables) if tables else page, expected=expected)
    middle = page.bbox[0] + page.width / 2
    columns = []
    for place, part in enumerate(parts):
        own_tables = [
            table
            for table in tables
            if len(parts) == 1
            or (part.is_column and part.side == ((table.box[0] + table.box[2]) / 2 > middle + 1))
            or (not part.is_column and place == 0 and table.box[3] <= part.page.bbox[3])
        ]
        columns.append(_column(part, number, page, own_tables))
    return columns


def _column(part: PagePart, number: int, page: Page, tables: Sequence[RuledTable]) -> PageColumn:
    lines = _text_lines(part.page)
    for table in tables:
        lines = _with_table(lines, table)
    left = min((line.left for line in lines if not line.row), default=0.0)
    right = max((line.right for line in lines), default=float(part.page.width))
    part = evolve(part, page=None)  # its letters would stay in memory up to the last page
    return PageColumn(
        lines=tuple(lines),
        page_number=number,
        page_height=float(page.height),
        edge=EDGE * float(max(page.height, page.width)),  # a page on its side has its head as far from its top
        left=left,
        right=right,
        part=part,
    )


def _text_lines(page: Page) -> list[PageLine]:
    """Return the lines outside ruled tables; tables that blanks alone set out are rows with bars."""
    printed = page.extract_text_lines(return_chars=True, x_tolerance=_WORD_GAP)
    tables = {table.first: table for table in aligned_tables(printed)}
    lines: list[PageLine] = []
    table_end = -1
    for place, line in enumerate(printed):
        if place in tables:
            table_end = tables[place].last
            row = _blank_row(line["x0"], line["x1"], line["top"], printed[table_end]["bottom"])
            lines += [row, *(evolve(row, words=words) for words in tables[place].lines)]
        elif place > table_end:
            lines.append(_text_line(line))
    return lines


def _blank_row(left: float, right: float, top: float, bottom: float) -> PageLine:
    """Return the blank line that sets a table of its own apart from what stands above it."""
    return PageLine(words="", left=left, right=right, top=top, bottom=bottom, row=True)


def _text_line(line: dict[str, Any]) -> PageLine:
    from pdfplumber.utils.text import extract_text

    size = median(char["size"] for char in line["chars"])
    word = _FIRST_WORD.match(line["text"].lstrip())
    text = line["text"]
    letters = without_note_marks(line["chars"])
    if len(letters) < len(line["chars"]):
        text = extract_text(letters, x_tolerance=0.7 * size)  # wider than the gap that a mark leaves
    return PageLine(
        words=visible_characters(text),
        left=line["x0"],
        right=line["x1"],
        top=line["top"],
        bottom=line["bottom"],
        size=size,
        first=size * sum(_LATIN_WIDTH if char.isascii() else 1.0 for char in word[0]) if word else size,
        apart=words_stand_apart(line),
    )


def _with_table(lines: list[PageLine], table: RuledTable) -> list[PageLine]:
    """Return the lines with the rows of a ruled table at its place, behind a blank line if it is a table of its own."""
    left, top, right, bottom = table.box
    continued = pattern("table_words", "continued")
    if table.continues:
        lines = [line for line in lines if line.top >= top or not continued.fullmatch(line.text.strip())]
    row = _blank_row(left, right, top, bottom)
    rows = [evolve(row, table=table, place=place) for place in range(len(table.lines))]
    place = next((place for place, line in enumerate(lines) if line.top >= top), len(lines))
    return [*lines[:place], *([] if table.continues else [row]), *rows, *lines[place:]]


def ends_with_table(column: PageColumn) -> bool:
    """Return whether the last words of a column, its foot left out, are a table's."""
    return next((line.row for line in reversed(column.lines) if line.row or not column.at_edge(line)), False)


def without_running_heads(columns: Sequence[PageColumn]) -> list[PageColumn]:
    """Return the columns without page numbers, and without heads and feet that many pages share.

    A number between dashes that ends a page is its page number, at any height. At least half of the pages share a head,
    or, at one height, a tenth: a part of a report may have a head of its own.
    """
    shared: Counter[str] = Counter()
    steady: Counter[tuple[str, int]] = Counter()
    for column in columns:
        lines = [line for line in column.lines if column.at_edge(line)]
        shared.update({_shape(line.text) for line in lines})
        steady.update({(_shape(line.text), round(line.top)) for line in lines})
    pages = len({column.page_number for column in columns})
    often, at_one_height = max(3, pages // _OFTEN), max(_LEAST_STEADY, pages // _STEADY)

    def is_furniture(column: PageColumn, line: PageLine) -> bool:
        if not column.at_edge(line):
            return False
        if _PAGE_NUMBER.fullmatch(line.text.strip()) is not None:
            return True
        shape = _shape(line.text)
        return shared[shape] >= often or steady[shape, round(line.top)] >= at_one_height

    return [
        evolve(column, lines=tuple(line for line in column.lines if not is_furniture(column, line)))
        for column in columns
    ]


def _shape(text: str) -> str:
    """Return the text without white space and with # for each number, so that page numbers make no difference."""
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", text))
