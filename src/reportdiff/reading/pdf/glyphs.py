"""The letters of a PDF page: one that prints sideways is turned, watermarks and raised marks of notes are left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Page = Any  # pdfplumber ships no types

__all__ = ["straight", "turned", "without_marks"]

_SLANT = 0.1  # of a letter's height that makes its line neither level nor upright
_SMALL = 0.75  # of the usual size in its line, that a raised mark has
_RAISED = re.compile(r"[①-⑳⑴-⒇*＊\[\]【】〔〕†‡]")
_POWER = re.compile(r"[\u4e00-\u9fff”』」）)](?<![米里])")


def turned(page: Page) -> Page | None:
    """The page turned so that most of its letters stand upright; None where they do."""
    left = right = 0
    for char in page.chars:
        a, b, *_ = char["matrix"]
        left += abs(a) < _SLANT * abs(b) and b > 0
        right += abs(a) < _SLANT * abs(b) and b < 0
    if 2 * max(left, right) <= len(page.chars):
        return None
    from pdfplumber.page import Page as NewPage

    rotation = (page.rotation + (90 if left > right else 270)) % 360
    page.page_obj.attrs = {**page.page_obj.attrs, "Rotate": rotation}
    page.page_obj.rotate = rotation
    return NewPage(page.pdf, page.page_obj, page.page_number, page.initial_doctop)


def straight(page: Page) -> Page:
    """The page without letters that run aslant, as those of a watermark do."""
    if not any(_aslant(char) for char in page.chars):
        return page
    return page.filter(lambda thing: thing["object_type"] != "char" or not _aslant(thing))


def _aslant(char: dict[str, Any]) -> bool:
    a, b, *_ = char["matrix"]
    return bool(min(abs(a), abs(b)) > _SLANT * max(abs(a), abs(b)))


def without_marks(letters: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The letters of a line without raised marks of notes (①, [2], a small 3 behind a word); powers of units stay."""
    size = median(float(char["size"]) for char in letters)
    small = [float(char["size"]) < _SMALL * size for char in letters]
    if not any(small):
        return list(letters)
    floor = median(float(char["bottom"]) for char in letters)
    kept: list[dict[str, Any]] = []
    dropped = False  # the mark before was left out
    for char, is_small in zip(letters, small, strict=True):
        raised = is_small and float(char["bottom"]) < floor - 0.15 * size
        word = kept[-1]["text"] if kept else ""
        note = _RAISED.fullmatch(char["text"]) is not None or (
            char["text"].isdecimal() and (dropped or _POWER.fullmatch(word) is not None)
        )
        dropped = raised and note
        if not dropped:
            kept.append(char)
    return kept
