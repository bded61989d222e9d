"""Blocks of a web page: runs of words between two block boundaries, rows of data tables among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field

from reportdiff.lexicon.patterns import pattern
from reportdiff.reading.html.elements import (
    BLOCK_TAGS,
    LINE_BREAK,
    Element,
    cell_text,
    is_hidden,
    is_link,
    squeeze,
    walk,
)
from reportdiff.reading.limits import Limits
from reportdiff.reading.table_lines import barred_lines, is_figure_or_blank, join_cell_lines

__all__ = ["PageBlock", "page_blocks"]

_MAX_LEVELS = 120  # of nesting that are kept for a block
_MAX_SPAN = 1_000  # columns or rows that one cell may take, as in browsers
_MIN_FILING_LABELS = 3


@define
class PageBlock:
    """A run of words between two block boundaries.

    `linked` counts the characters in links; `ancestors` are the numbers of the open elements, outermost first; `row`
    marks a row of a data table, `first` the first of its table, `filing` a row of the table that files the report.
    """

    parts: list[str] = field(factory=list)
    linked: int = 0
    ancestors: tuple[int, ...] = ()
    row: bool = False
    first: bool = False
    filing: bool = False

    @property
    def words(self) -> str:
        """The words of the block with single blanks."""
        return squeeze("".join(self.parts)).strip()


def page_blocks(root: Element, source: str, limits: Limits) -> list[PageBlock]:
    """Return the blocks of a page that hold words, in order; a row of a data table is one block with bars."""
    reader = _BlockReader(source, limits)
    for event, element in walk(root):
        if event == "start":
            reader.start(element)
        else:
            reader.end(element)
    reader.close()
    return [block for block in reader.blocks if block.words]


@define
class _BlockReader:
    source: str
    limits: Limits
    blocks: list[PageBlock] = field(factory=list)
    block: PageBlock = field(factory=PageBlock)
    ancestors: list[int] = field(factory=list)
    numbered: int = 0  # block elements so far
    depth: int = 0
    links: int = 0  # open links, hidden elements, <pre> elements
    hidden: int = 0
    preformatted: int = 0
    cells: int = 0
    table: Element | None = None  # the data table that is being passed over, since its rows are read

    def close(self) -> None:
        self.blocks.append(self.block)
        self.block = self._new_block()

    def _new_block(self, *parts: str) -> PageBlock:
        return PageBlock(list(parts), ancestors=tuple(self.ancestors[:_MAX_LEVELS]))

    def start(self, element: Element) -> None:
        """Open an element and read the text at its beginning."""
        tag = element.tag if isinstance(element.tag, str) else ""
        self.depth += 1
        if self.depth > self.limits.depth:
            self.limits.enforce("depth", self.depth, self.source, at_least=True)
        if tag in BLOCK_TAGS:
            self.blocks.append(self.block)
            self.numbered += 1
            self.ancestors.append(self.numbered)
            self.block = self._new_block()
        self.hidden += is_hidden(element)
        self.preformatted += tag == "pre"
        if tag == "table" and self.table is None and not self.hidden and element.find(".//table") is None:
            self._read_table(element)
        self.links += is_link(element)
        self._read_text(element.text)
        if tag == "br":
            self.close()

    def end(self, element: Element) -> None:
        """Close an element and read the text behind it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        self.depth -= 1
        self.links -= is_link(element)
        if self.table is element:
            self.table = None
        self.hidden -= is_hidden(element)
        self.preformatted -= tag == "pre"
        if tag in BLOCK_TAGS:
            self.blocks.append(self.block)
            self.ancestors.pop()
            self.block = self._new_block()
        self._read_text(element.tail)

    def _read_text(self, text: str | None) -> None:
        """Add a run of text to the block; in a <pre> element each of its lines is a block."""
        if not text or self.hidden or self.table is not None:
            return
        for number, line in enumerate(text.splitlines() if self.preformatted else (text,)):
            if number:
                self.close()
            self.block.parts.append(line)
            if self.links:
                self.block.linked += len(squeeze(line, ""))
        if self.preformatted and text.endswith("\n"):
            self.close()

    def _read_table(self, table: Element) -> None:
        """Add the rows of a table that holds data or files the report; one that lays out the page is read as text."""
        grid, self.cells = _grid(table.iter("tr"), self.cells, self.source, self.limits)
        filing = _files_report(grid)
        rows = [" ".join(row) for row in grid] if filing else barred_lines(grid)
        if rows is None:
            return
        self.table = table
        caption = table.find("caption")
        if caption is not None:
            self.blocks.append(self._new_block("".join(cell_text(caption))))
        for place, row in enumerate(rows):
            block = self._new_block(row)
            block.row, block.first, block.filing = not filing, not place, filing
            self.blocks.append(block)


def _grid(rows: Iterable[Element], cells: int, source: str, limits: Limits) -> tuple[list[list[str]], int]:
    """Return the words of a table's cells by row and column, and the number of cells of the page so far.

    A cell over several places is repeated there, unless it holds a figure. `cells` are those of the tables before.
    """
    grid: list[list[str]] = []
    spans: dict[int, tuple[int, str]] = {}  # column → rows left to fill, and the words to fill them with
    for row in rows:
        if is_hidden(row):
            continue
        line: list[str] = []
        row_cells = iter([cell for cell in row if cell.tag in ("td", "th") and not is_hidden(cell)])
        while True:
            limits.enforce("cells", cells + len(line), source, at_least=True)
            rows_left, words = spans.get(len(line), (0, ""))
            if rows_left:
                spans[len(line)] = (rows_left - 1, words)
                line.append(words)
                continue
            cell = next(row_cells, None)
            if cell is None:
                break
            words = squeeze(join_cell_lines("".join(cell_text(cell)).split(LINE_BREAK))).strip()
            columns, rows_down = _span(cell, "colspan"), _span(cell, "rowspan")
            repeated = "" if is_figure_or_blank(words) else words
            for place in range(columns):
                if rows_down > 1:
                    spans[len(line)] = (rows_down - 1, repeated)
                line.append(repeated if place else words)
        cells += len(line)
        grid.append(line)
    return grid, cells


def _span(cell: Element, name: str) -> int:
    """Return the columns or rows that a cell takes."""
    value = (cell.get(name) or "1").strip()
    if not value.isascii() or not value.isdigit():
        return 1
    return min(max(int(value[:6]), 1), _MAX_SPAN)


def _files_report(grid: Sequence[Sequence[str]]) -> bool:
    """Return whether a table files the report (索引号, 发文机关) and belongs to the portal."""
    label = pattern("portals", "filing label")
    labels = {cell for row in grid for cell in row if cell.endswith((":", "：")) or row is grid[0]}
    matches = [label.fullmatch(cell.replace(" ", "").rstrip(":：")) for cell in labels]
    return len(matches) - matches.count(None) >= _MIN_FILING_LABELS
