"""Read a Word file: its printed text, with tracked changes taken as accepted."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define, evolve

from reportdiff.errors import MissingExtraError, ReportdiffError, UnreadableFileError
from reportdiff.messages import phrase
from reportdiff.model import Document
from reportdiff.reading.docx.elements import (
    HOLDERS,
    Element,
    W,
    children,
    is_deleted_row,
    mark_is_deleted,
    text_boxes,
    value,
    words_of,
)
from reportdiff.reading.docx.lists import ListCounter, list_counter
from reportdiff.reading.limits import Limits
from reportdiff.reading.office_package import check_package
from reportdiff.reading.plain import document_from_text
from reportdiff.reading.table_lines import barred_lines, join_cell_lines, repeated_words
from reportdiff.reading.visible_text import visible_characters

__all__ = ["read_docx"]

_TOO_DEEP = re.compile("depth", re.I)
_BLANK = re.compile(r"[ \t\r\n\u00a0]+")
_MAX_SPAN = 1_000  # columns that one cell can span


def read_docx(content: bytes, source: str, limits: Limits) -> Document:
    """Return the text that a .docx file prints.

    Entities are not expanded, and nothing outside the file is loaded.

    Raises:
        MissingExtraError: without the extra `docx`.
        UnreadableFileError: for a file that is no Word file, is encrypted, is damaged or holds no words.
        LimitError: for one that unpacks to too much.
    """
    try:
        import docx
    except ImportError as error:
        what = phrase("errors.word_files")
        raise MissingExtraError("errors.needs_extra", what=what, library="python-docx", extra="[docx]") from error
    check_package(content, source, limits, "word/document.xml")
    try:
        opened = docx.Document(io.BytesIO(content))
        title = (opened.core_properties.title or "").strip()
        lines = _without_gaps(_lines(opened, source, limits))
    except (ReportdiffError, MemoryError):
        raise
    except Exception as error:  # python-docx and lxml raise errors of many kinds for damaged files
        if isinstance(error, SyntaxError) and _TOO_DEEP.search(str(error)):
            raise UnreadableFileError("errors.too_deep", file=source) from error
        program = phrase("errors.in_word")
        reason = type(error).__name__
        raise UnreadableFileError("errors.damaged", file=source, reason=reason, program=program) from error
    if not lines:
        raise UnreadableFileError("errors.no_words", file=source)
    document = document_from_text(visible_characters("\n".join(lines)) + "\n", source, limits)
    return evolve(document, title=visible_characters(title) if title and title in lines else None)


def _lines(opened: Any, source: str, limits: Limits) -> Iterator[str]:
    """Yield the lines of the body, and then the notes."""
    parts = [(str(part.partname), part) for part in opened.part.package.iter_parts()]
    numbering = [_root(part) for name, part in parts if name.endswith("/numbering.xml")]
    reader = _BodyReader(source, limits, list_counter(opened.styles.element, numbering))
    yield from reader.lines(opened.element.body)
    for name, part in parts:
        if name.endswith(("/footnotes.xml", "/endnotes.xml")):
            notes = (words_of(note) for note in _root(part) if note.get(f"{W}type") is None)
            yield from (f"注：{words}" for words in notes if words)


def _root(part: Any) -> Element:
    if hasattr(part, "element"):
        return part.element
    from docx.oxml.parser import parse_xml

    return parse_xml(part.blob)


def _without_gaps(lines: Iterable[str]) -> list[str]:
    """Return the lines that hold words, and a blank one between two tables."""
    kept: list[str] = []
    table_ended = False
    for line in lines:
        if line.strip():
            if table_ended and line.startswith("|"):
                kept.append("")
            kept.append(line)
        table_ended = not line and bool(kept) and kept[-1].startswith("|")
    return kept


@define
class _BodyReader:
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
                    words = repeated_words(line[-1])
                if _continues(cell, "vMerge") and grid and len(line) < len(grid[-1]):
                    words = repeated_words(grid[-1][len(line)])
                columns = max(_columns(cell, "tcPr/gridSpan", default=1), 1)
                self.cells += columns
                self.limits.enforce("cells", self.cells, self.source, at_least=True)
                line += [words, *[repeated_words(words)] * (columns - 1)]
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
