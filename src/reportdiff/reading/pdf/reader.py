"""PDF files: wrapped lines made paragraphs again, page heads and numbers dropped, ruled tables kept as rows."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from reportdiff.errors import MissingExtraError, ReportdiffError, UnreadableFileError
from reportdiff.messages import notice
from reportdiff.model import Document
from reportdiff.reading.limits import Limits
from reportdiff.reading.pdf.aligned_tables import aligned_tables, spread
from reportdiff.reading.pdf.columns import Part, parts_of, year_of
from reportdiff.reading.pdf.glyphs import straight, turned, without_marks
from reportdiff.reading.pdf.page_limits import drawn_within, hold_pages, hold_streams, too_dense
from reportdiff.reading.pdf.ruled_tables import GOES_ON, Ruled, ruled_tables
from reportdiff.reading.plain import document_from_text
from reportdiff.reading.visible_text import clean

if TYPE_CHECKING:
    Page = Any  # pdfplumber ships no types

__all__ = ["read_pdf"]

_NUMBER = re.compile(
    r"[-—–\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*页)?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[-—–\s]*", re.I
)
_CODE = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")
_OPENS = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十]{1,3}[章节部条]|"
    r"[①-⑳]|附[件表：:]|注[：:]|单位[：:]|目\s*录)"
)
_WORD = re.compile(r"[\x21-\x7e]+|.")
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{2}")
_WHOLE = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d\.\d{2})$")
_CLOSES = re.compile(r"[。！？；：:…”』」）)]$")
_EDGE = 0.09  # of a page's height at its top and foot, where heads and numbers stand


@frozen
class _Line:
    """A line of words with its place on the page, and how wide its first word is; a row of a table has `row` set.

    `apart`: its words stand apart, so that it is no line of a paragraph.

    The words of a row of a ruled table are those of `table` at `place`, which a later page may still change.
    """

    said: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    first: float = 0.0
    row: bool = False
    apart: bool = False
    table: Ruled | None = field(default=None, eq=False, repr=False)
    place: int = 0

    @property
    def text(self) -> str:
        return self.said if self.table is None else self.table.lines[self.place]


@frozen
class _Sheet:
    """The lines of a page, or of one of its columns, in reading order, and the margins of their text."""

    lines: tuple[_Line, ...]
    number: int
    height: float
    left: float
    right: float
    side: int = 0
    split: bool = False


def read_pdf(content: bytes, source: str, limits: Limits) -> Document:
    """The text that a PDF prints, and a warning for each page of pictures.

    Raises `MissingExtraError` without the extra `pdf`; `UnreadableFileError`, with the page, for a file that is
    encrypted or damaged, is scanned, or whose fonts do not say which letters they draw; `LimitError` for one with too
    many pages, or a page that draws too much.
    """
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError as error:
        raise MissingExtraError("PDF files need pdfplumber; install it: pip install 'reportdiff[pdf]'") from error
    hold_streams(content, source, limits)
    loud = [logging.getLogger(name) for name in ("pdfminer", "pdfplumber")]
    levels = [logger.level for logger in loud]
    for logger in loud:
        logger.setLevel(logging.CRITICAL)  # what is odd about fonts is no user's business
    try:
        with pdfplumber.open(io.BytesIO(content)) as opened:
            hold_pages(opened, source, limits)
            sheets, warnings = _sheets(opened.pages, source, limits)
    except ReportdiffError:
        raise
    except Exception as error:  # pdfminer stumbles over a damaged file in ways that no list holds
        cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise UnreadableFileError(f"{source}: is encrypted; save a copy without a password") from error
        raise UnreadableFileError(
            f"{source}: is damaged ({type(cause).__name__}); open it in a PDF viewer and print it to a new PDF"
        ) from error
    finally:
        for logger, level in zip(loud, levels, strict=True):
            logger.setLevel(level)
    lines = list(_paragraphs(_without_furniture(sheets)))
    if not any(line.text for line in lines):
        raise UnreadableFileError(
            f"{source}: page 1 holds pictures and no text (a scan?); run text recognition (OCR) on it first"
        )
    text, begins = _text_of(lines)
    if any(one > other for one, other in pairwise(sheet.number for sheet in sheets)):
        begins = ()  # two texts side by side: no page begins at one place
    made = document_from_text(text, source, limits)
    return evolve(made, warnings=(*made.warnings, *warnings), pages=begins)


def _sheets(pages: Sequence[Page], source: str, limits: Limits) -> tuple[list[_Sheet], list[str]]:
    sheets: list[_Sheet] = []
    warnings: list[str] = []
    table: Ruled | None = None  # that ended the page before
    years: tuple[str, str] | None = None  # of two texts that stand side by side
    cells = 0
    for number, printed in enumerate(pages, start=1):
        page = printed
        drawn_within(page, source, limits)
        if page.chars and (upright := turned(page)) is not None:
            page.close()
            page = upright
            drawn_within(page, source, limits)
        letters = "".join(char["text"] for char in page.chars)
        unknown = len(_CODE.findall(letters))
        if unknown > 20 and unknown * 8 > len(page.chars):
            raise UnreadableFileError(
                f"{source}: page {number}: its fonts do not say which letters they draw; open it in a viewer, "
                "print it to a new PDF, or run text recognition (OCR)"
            )
        if not letters.strip():
            if page.images or page.rects or page.curves:
                warnings.append(notice("warnings.picture_page", page=number))
        else:
            page = straight(page)
            dense = too_dense(page)
            if dense:
                warnings.append(notice("warnings.dense_page", page=number))
            tables = [] if dense else ruled_tables(page, table, page.height * _EDGE)
            cells += sum(ruled.cells for ruled in tables)
            limits.hold("cells", cells, source)
            made = _parts(page, number, tables, expected=years is not None)
            years = years or _side_by_side(made)
            sheets += made
            table = tables[-1] if tables and made and _closes(made[-1]) else None
        printed.close()
        page.close()
    if years is not None:
        sheets.sort(key=lambda sheet: sheet.side)
        warnings.insert(0, notice("warnings.side_by_side", left=years[0], right=years[1]))
    return sheets, warnings


def _side_by_side(sheets: Sequence[_Sheet]) -> tuple[str, str] | None:
    """The years of two texts that a page sets side by side: each column begins with its own."""
    columns = [sheet for sheet in sheets if sheet.split]
    if len(columns) != 2:
        return None
    one, other = (year_of([line.text for line in sheet.lines if line.text]) for sheet in columns)
    return (one, other) if one and other and one != other else None


def _closes(sheet: _Sheet) -> bool:
    """Whether a page's last words, its foot left out, are a table's."""
    return next((line.row for line in reversed(sheet.lines) if line.row or not _at_edge(line, sheet)), False)


def _parts(page: Page, number: int, tables: Sequence[Ruled], *, expected: bool) -> list[_Sheet]:
    """The page in its parts: whole, or two columns; a table stands in the part that its middle lies in."""

    def free(thing: dict[str, Any]) -> bool:
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        return not any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in (ruled.box for ruled in tables))

    outside = page.filter(lambda thing: thing["object_type"] != "char" or free(thing)) if tables else page
    parts = parts_of(outside, expected=expected)
    middle = page.bbox[0] + page.width / 2
    made = []
    for place, part in enumerate(parts):
        own = [
            ruled
            for ruled in tables
            if len(parts) == 1
            or (part.split and part.side == ((ruled.box[0] + ruled.box[2]) / 2 > middle + 1))
            or (not part.split and place == 0 and ruled.box[3] <= part.page.bbox[3])
        ]
        made.append(_sheet(part, number, float(page.height), own))
    return made


def _sheet(part: Part, number: int, height: float, tables: Sequence[Ruled]) -> _Sheet:
    from pdfplumber.utils.text import extract_text

    lines: list[_Line] = []
    printed = part.page.extract_text_lines(return_chars=True, x_tolerance=2)
    aligned = {table.first: table for table in aligned_tables(printed)}
    taken = -1  # the last line of a table
    for place, found in enumerate(printed):
        if place in aligned:
            taken = aligned[place].last
            foot = printed[taken]["bottom"]
            lines += [
                _Line(row, found["x0"], found["x1"], found["top"], foot, 0.0, row=True)
                for row in ("", *aligned[place].lines)
            ]
        if place <= taken:
            continue
        size = median(char["size"] for char in found["chars"])
        word = _WORD.match(found["text"].lstrip())
        first = size * sum(0.55 if sign.isascii() else 1.0 for sign in word[0]) if word else size
        letters = without_marks(found["chars"])
        if len(letters) < len(found["chars"]):
            found["text"] = extract_text(letters, x_tolerance=0.7 * size)  # over the gap that a mark leaves
        text = clean(found["text"])
        lines.append(
            _Line(text, found["x0"], found["x1"], found["top"], found["bottom"], size, first, apart=spread(found))
        )
    for ruled in tables:
        box = ruled.box
        if ruled.goes_on:
            lines = [line for line in lines if line.top >= box[1] or not GOES_ON.fullmatch(line.text.strip())]
        at = next((place for place, line in enumerate(lines) if line.top >= box[1]), len(lines))
        rows = [
            _Line("", box[0], box[2], box[1], box[3], 0.0, row=True, table=ruled, place=place)
            for place in range(len(ruled.lines))
        ]
        if not ruled.goes_on:  # a table of its own, whatever stands before it
            rows.insert(0, _Line("", box[0], box[2], box[1], box[3], 0.0, row=True))
        lines[at:at] = rows
    words = [line for line in lines if not line.row]
    left = min((line.left for line in words), default=0.0)
    right = max((line.right for line in lines), default=float(part.page.width))
    return _Sheet(tuple(lines), number, height, left, right, part.side, part.split)


def _without_furniture(sheets: Sequence[_Sheet]) -> list[_Sheet]:
    """The pages without their numbers, and without heads and feet that several pages share."""
    shared: Counter[str] = Counter()
    for sheet in sheets:
        shared.update({_shape(line.text) for line in sheet.lines if _at_edge(line, sheet)})
    often = max(3, len({sheet.number for sheet in sheets}) // 2)
    made = []
    for sheet in sheets:
        lines = [
            line
            for line in sheet.lines
            if not (
                _at_edge(line, sheet) and (_NUMBER.fullmatch(line.text.strip()) or shared[_shape(line.text)] >= often)
            )
        ]
        made.append(evolve(sheet, lines=tuple(lines)))
    return made


def _at_edge(line: _Line, sheet: _Sheet) -> bool:
    edge = sheet.height * _EDGE
    return not line.row and (line.bottom <= edge or line.top >= sheet.height - edge)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", text))


@frozen
class _Made:
    """A line of the text, and where in it which pages begin."""

    text: str
    pages: tuple[tuple[int, int], ...]


def _paragraphs(sheets: Sequence[_Sheet]) -> Iterator[_Made]:
    """Lines joined where a paragraph runs on: the line is full, and the next neither indented nor numbered."""
    text = ""
    pages: list[tuple[int, int]] = []
    last: _Line | None = None
    right = 0.0
    for sheet in sheets:
        pages.append((len(text), sheet.number))
        for line in sheet.lines:
            words = line.text.strip()
            if not words and not line.row:
                continue
            indented = line.left > sheet.left + 1.4 * line.size
            opens = line.row or line.apart or indented or _OPENS.match(words) is not None
            if text and (opens or last is None or not _full(last, right, line)):
                yield _Made(text, tuple(page for page in pages if page[0] < len(text)))
                pages = [(0, number) for place, number in pages if place >= len(text)]
                text = ""
            if line.row:
                yield _Made(words, tuple(pages))
                pages, last = [], None
                continue
            text = f"{text}{_joint(text, words)}{words}"
            last, right = line, sheet.right
    if text:
        yield _Made(text, tuple(page for page in pages if page[0] < len(text)))


def _full(line: _Line, right: float, following: _Line) -> bool:
    """Whether a line broke off because what follows did not fit."""
    room = right - line.right
    if line.apart:
        return False
    if _CLOSES.search(line.text.strip()) and room > 1.2 * line.size:
        return False
    return room < max(2.6 * line.size, following.first + 0.5 * line.size)


def _joint(text: str, words: str) -> str:
    """What stands between two lines of a paragraph: a blank between words of letters and after a whole amount."""
    if not text:
        return ""
    one, other = text[-1], words[0]
    if one.isascii() and other.isascii() and not other.isdigit():
        return " "
    amounts = len(_AMOUNT.findall(text)) + len(_AMOUNT.findall(words)) > 2  # a row of figures, not a sentence
    if _WHOLE.search(text) and (other.isdigit() or amounts):
        return " "
    return " " if amounts and one.isdigit() != other.isdigit() and (one.isdigit() or other.isdigit()) else ""


def _text_of(lines: Sequence[_Made]) -> tuple[str, tuple[int, ...]]:
    """The text, and where in it each page begins; a page without words begins where the next one does."""
    begins: dict[int, int] = {}
    at = 0
    for line in lines:
        for place, number in line.pages:
            begins.setdefault(number, at + place)
        at += len(line.text) + 1
    pages: list[int] = []
    following = at
    for number in range(max(begins, default=0), 0, -1):
        following = begins.get(number, following)
        pages.append(following)
    return "\n".join(line.text for line in lines) + "\n", tuple(reversed(pages))
