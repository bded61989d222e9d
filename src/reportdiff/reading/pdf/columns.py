"""The columns of a PDF page: one, or two with what is printed over both of them above."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    Page = Any  # pdfplumber ships no types

__all__ = ["Part", "parts_of", "year_of"]

_GUTTER = 6.0  # points on both sides of the middle
_WORDS = 12  # fewer runs of letters tell nothing about columns
_PROSE = 8  # letters that a run has on average where a column holds prose, and no cells of a table
_HEAD = 0.35  # of a page's height, within which lines over both columns may stand
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年")


@frozen
class Part:
    """A part of a page in reading order; `side` is 1 for a right column, else 0; `split` tells a column from a page."""

    page: Page
    side: int = 0
    split: bool = False


def parts_of(page: Page, *, expected: bool) -> list[Part]:
    """The page as one part, or its two columns where a gutter runs down its middle that hardly a line crosses.

    `expected`: the pages before have two columns, so that this one has unless words cross its middle.
    """
    words = page.extract_words()
    middle = page.bbox[0] + page.width / 2
    near = [word for word in words if word["x0"] < middle + _GUTTER and word["x1"] > middle - _GUTTER]
    left = [len(word["text"]) for word in words if word["x1"] <= middle - _GUTTER]
    right = [len(word["text"]) for word in words if word["x0"] >= middle + _GUTTER]
    if expected:
        if not words or len(near) * 6 > len(words):
            return [Part(page)]
    elif (
        len(words) < _WORDS
        or len(near) * 10 > len(words)
        or min(len(left), len(right)) * 4 < len(words)
        or any(sum(side) < _PROSE * len(side) for side in (left, right))
    ):
        return [Part(page)]
    x0, top, x1, bottom = page.bbox
    above = [word["bottom"] for word in near if word["bottom"] < top + (bottom - top) * _HEAD]
    cut = min(max(above, default=top) + 1, bottom)
    made = [Part(page.crop((x0, top, x1, cut)))] if above and cut < bottom else []
    start = cut if made else top
    columns = ((x0, start, middle, bottom), (middle, start, x1, bottom))
    return [*made, *(Part(page.crop(box), side, True) for side, box in enumerate(columns))]


def year_of(lines: list[str]) -> str | None:
    """The year that the first lines of a column name."""
    found = _YEAR.search(" ".join(lines[:3]))
    return found[1] if found else None
