"""Join the lines of PDF pages into paragraphs, and find where in the text each page begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from reportdiff.lexicon.patterns import pattern
from reportdiff.reading.pdf.page_lines import PageColumn, PageLine

__all__ = ["TextLine", "join_paragraphs", "text_and_pages"]

_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{2}")
_WHOLE_AMOUNT = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d\.\d{2})$")
_CLOSING = re.compile(r"[。！？；：:…”』」）)]$")
# Measures in heights of a letter.
_INDENT = 1.4
_ROOM = 2.6  # that a line may leave free at its right although the next word would fit
_ROOM_AFTER_MARK = 1.2
_LARGER = 1.2  # times the type of what follows, in which a heading is set


@frozen
class TextLine:
    """A line of the text, with the offset in it and the number of each page that begins there."""

    text: str
    pages: tuple[tuple[int, int], ...]


def join_paragraphs(columns: Sequence[PageColumn]) -> Iterator[TextLine]:
    """Yield the lines of the text; a printed line goes on if it is full, and the next neither indented nor numbered."""
    opening = pattern("line_marks", "opening")
    text = ""
    pages: list[tuple[int, int]] = []
    last: PageLine | None = None
    right = 0.0
    for column in columns:
        pages.append((len(text), column.page_number))
        for line in column.lines:
            words = line.text.strip()
            if not words and not line.row:
                continue
            indented = line.left > column.left + _INDENT * line.size
            opens = line.row or line.apart or indented or opening.match(words) is not None
            if text and (opens or last is None or not _is_full(last, right, line)):
                yield TextLine(text, tuple(page for page in pages if page[0] < len(text)))
                pages = [(0, number) for offset, number in pages if offset >= len(text)]
                text = ""
            if line.row:
                yield TextLine(words, tuple(pages))
                pages, last = [], None
                continue
            text = f"{text}{_joint(text, words)}{words}"
            last, right = line, column.right
    if text:
        yield TextLine(text, tuple(page for page in pages if page[0] < len(text)))


def _is_full(line: PageLine, right: float, following: PageLine) -> bool:
    """Return whether a line ends where it does because the next word did not fit."""
    room = right - line.right
    if line.size >= _LARGER * following.size > 0:  # a title that fills its line
        return False
    if line.apart or (_CLOSING.search(line.text.strip()) and room > _ROOM_AFTER_MARK * line.size):
        return False
    return room < max(_ROOM * line.size, following.first + 0.5 * line.size)


def _joint(text: str, words: str) -> str:
    """Return what stands between two lines of a paragraph: a blank between Latin words and behind a whole amount."""
    if not text:
        return ""
    last, first = text[-1], words[0]
    if last.isascii() and first.isascii() and not first.isdigit():
        return " "
    in_row = len(_AMOUNT.findall(text)) + len(_AMOUNT.findall(words)) > 2  # a row of figures, not a sentence
    if _WHOLE_AMOUNT.search(text) and (first.isdigit() or in_row):
        return " "
    return " " if in_row and last.isdigit() != first.isdigit() else ""


def text_and_pages(lines: Sequence[TextLine]) -> tuple[str, tuple[int, ...]]:
    """Return the text, and where each page begins in it; a page without words begins where the next one does."""
    begins: dict[int, int] = {}
    offset = 0
    for line in lines:
        for place, number in line.pages:
            begins.setdefault(number, offset + place)
        offset += len(line.text) + 1
    pages: list[int] = []
    following = offset
    for number in range(max(begins, default=0), 0, -1):
        following = begins.get(number, following)
        pages.append(following)
    return "\n".join(line.text for line in lines) + "\n", tuple(reversed(pages))
