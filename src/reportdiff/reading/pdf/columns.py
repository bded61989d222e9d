"""Split a PDF page into its columns: one, or two with what is printed over both of them above."""

from __future__ import annotations

import re

from attrs import frozen

from reportdiff.reading.pdf.page_limits import Page

__all__ = ["PagePart", "split_columns", "year_in"]

_GUTTER = 6.0  # points on both sides of the middle
_MIN_WORDS = 12  # runs of letters of a page that tells whether it has columns
_MIN_PROSE = 8  # letters of a run on average, in a column of prose; cells of a table have less
_MAX_HEAD = 0.35  # of a page's height, within which lines over both columns may stand
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年")


@frozen
class PagePart:
    """A part of a page; `side` is 1 for a right column, else 0; `is_column` is false for a whole page or its head."""

    page: Page
    side: int = 0
    is_column: bool = False


def split_columns(page: Page, *, expected: bool) -> list[PagePart]:
    """Return the parts of a page in reading order: two columns if hardly a line crosses the gutter in its middle.

    `expected`: the pages before have two columns, so that this one has unless words cross its middle.
    """
    words = page.extract_words()
    middle = page.bbox[0] + page.width / 2
    crossing = [word for word in words if word["x0"] < middle + _GUTTER and word["x1"] > middle - _GUTTER]
    left = [len(word["text"]) for word in words if word["x1"] <= middle - _GUTTER]
    right = [len(word["text"]) for word in words if word["x0"] >= middle + _GUTTER]
    if expected:
        if not words or len(crossing) * 6 > len(words):
            return [PagePart(page)]
    elif (
        len(words) < _MIN_WORDS
        or len(crossing) * 10 > len(words)
        or min(len(left), len(right)) * 4 < len(words)
        or any(sum(column) < _MIN_PROSE * len(column) for column in (left, right))
    ):
        return [PagePart(page)]
    x0, top, x1, bottom = page.bbox
    head = [word["bottom"] for word in crossing if word["bottom"] < top + (bottom - top) * _MAX_HEAD]
    head_end = min(max(head, default=top) + 1, bottom)
    parts = [PagePart(page.crop((x0, top, x1, head_end)))] if head and head_end < bottom else []
    start = head_end if parts else top
    boxes = ((x0, start, middle, bottom), (middle, start, x1, bottom))
    return [*parts, *(PagePart(page.crop(box), side, is_column=True) for side, box in enumerate(boxes))]


def year_in(lines: list[str]) -> str | None:
    """Return the year that the first lines of a column name."""
    match = _YEAR.search(" ".join(lines[:3]))
    return match[1] if match else None
