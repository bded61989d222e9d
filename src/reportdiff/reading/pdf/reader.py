"""Read a PDF: wrapped lines made paragraphs again, running heads and page numbers dropped, tables kept as rows."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

from attrs import define, evolve, field

from reportdiff.errors import MissingExtraError, ReportdiffError, UnreadableFileError
from reportdiff.messages import notice, phrase
from reportdiff.model import Document
from reportdiff.reading.allowance import earn
from reportdiff.reading.limits import Limits
from reportdiff.reading.page_progress import tell_page
from reportdiff.reading.pdf.columns import year_in
from reportdiff.reading.pdf.drawn_objects import draw_within_limits
from reportdiff.reading.pdf.glyphs import turned_upright, without_hidden_letters
from reportdiff.reading.pdf.page_limits import Page, enforce_page_limit, enforce_stream_limit, is_too_dense
from reportdiff.reading.pdf.page_lines import EDGE, PageColumn, ends_with_table, page_columns, without_running_heads
from reportdiff.reading.pdf.paragraphs import join_paragraphs, text_and_pages
from reportdiff.reading.pdf.ruled_tables import RuledTable, ruled_tables
from reportdiff.reading.plain import document_from_text

__all__ = ["read_pdf"]

_UNKNOWN_LETTER = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")
_SECONDS_A_PAGE = 2
_MAX_UNKNOWN = 20  # such letters on a page, or an eighth of all


def read_pdf(content: bytes, source: str, limits: Limits) -> Document:
    """Return the text that a PDF prints, with a warning for each page of pictures.

    Raises:
        MissingExtraError: without the extra `pdf`.
        UnreadableFileError: for a file that is encrypted, damaged or scanned, or whose fonts do not say which letters
            they draw; it names the page.
        LimitError: for too many pages, or a page that draws too much.
    """
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError as error:
        what = phrase("errors.pdf_files")
        raise MissingExtraError("errors.needs_extra", what=what, library="pdfplumber", extra="[pdf]") from error
    enforce_stream_limit(content, source, limits)
    reader = _PageReader(source, limits)
    try:
        with _silent_libraries(), pdfplumber.open(io.BytesIO(content)) as opened:
            enforce_page_limit(opened, source, limits)
            for number, page in enumerate(opened.pages, start=1):
                tell_page(source, number, len(opened.pages))
                reader.read(page, number)
                earn(_SECONDS_A_PAGE)
    except (ReportdiffError, MemoryError):
        raise
    except Exception as error:  # pdfminer raises errors of many kinds for damaged files
        cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        if isinstance(cause, MemoryError):
            raise cause from error
        if isinstance(cause, PDFPasswordIncorrect):
            raise UnreadableFileError("errors.encrypted", file=source) from error
        raise UnreadableFileError("errors.damaged_pdf", file=source, reason=type(cause).__name__) from error
    columns, warnings = reader.result()
    lines = list(join_paragraphs(without_running_heads(columns)))
    if not any(line.text for line in lines):
        raise UnreadableFileError("errors.scanned", file=source)
    text, pages = text_and_pages(lines)
    if any(column.page_number > following.page_number for column, following in pairwise(columns)):
        pages = ()  # two texts side by side: no page begins at one place
    document = document_from_text(text, source, limits)
    return evolve(document, warnings=(*document.warnings, *warnings), pages=pages)


@contextmanager
def _silent_libraries() -> Iterator[None]:
    """Silence what pdfminer and pdfplumber log about fonts."""
    loggers = [logging.getLogger(name) for name in ("pdfminer", "pdfplumber")]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@define
class _PageReader:
    """Reads pages one after the other.

    `last_table` is the table that ended the page before; `years` are those of two texts that stand side by side.
    """

    source: str
    limits: Limits
    columns: list[PageColumn] = field(factory=list)
    warnings: list[str] = field(factory=list)
    last_table: RuledTable | None = None
    years: tuple[str, str] | None = None
    cells: int = 0

    def read(self, printed: Page, number: int) -> None:
        """Read the columns of a page."""
        page = printed
        draw_within_limits(page, self.source, self.limits)
        if page.chars and (upright := turned_upright(page)) is not None:
            page.close()
            page = upright
            draw_within_limits(page, self.source, self.limits)
        letters = "".join(char["text"] for char in page.chars)
        unknown = len(_UNKNOWN_LETTER.findall(letters))
        if unknown > _MAX_UNKNOWN and unknown * 8 > len(page.chars):
            raise UnreadableFileError("errors.unknown_letters", file=self.source, page=number)
        if letters.strip():
            self._read_words(without_hidden_letters(page), number)
        elif page.images or page.rects or page.curves:
            self.warnings.append(notice("warnings.picture_page", page=number))
        printed.close()
        page.close()

    def _read_words(self, page: Page, number: int) -> None:
        tables: list[RuledTable] = []
        if is_too_dense(page):
            self.warnings.append(notice("warnings.dense_page", page=number))
        else:
            tables = ruled_tables(page, self.last_table, max(page.height, page.width) * EDGE)
        self.cells += sum(table.cells for table in tables)
        self.limits.enforce("cells", self.cells, self.source)
        columns = page_columns(page, number, tables, expected=self.years is not None)
        self.years = self.years or _years_side_by_side(columns)
        self.columns += columns
        self.last_table = tables[-1] if tables and columns and ends_with_table(columns[-1]) else None
        if tables and self.last_table is None:
            tables[-1].print_as_text()

    def result(self) -> tuple[list[PageColumn], list[str]]:
        """Return the columns in reading order, and the warnings."""
        if self.last_table is not None:
            self.last_table.print_as_text()
        if self.years is None:
            return self.columns, self.warnings
        columns = sorted(self.columns, key=lambda column: column.part.side)
        side_by_side = notice("warnings.side_by_side", left=self.years[0], right=self.years[1])
        return columns, [side_by_side, *self.warnings]


def _years_side_by_side(columns: Sequence[PageColumn]) -> tuple[str, str] | None:
    """Return the years of two texts that a page sets side by side, if each column begins with its own."""
    sides = [column for column in columns if column.part.is_column]
    if len(sides) != 2:
        return None
    left, right = (year_in([line.text for line in column.lines if line.text]) for column in sides)
    return (left, right) if left and right and left != right else None
