"""Letters of a PDF page: sideways pages turned; watermarks, raised marks of notes and covered blanks left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from statistics import median
from typing import Any

from reportdiff.reading.pdf.page_limits import Page

Letter = dict[str, Any]

__all__ = ["turned_upright", "without_hidden_letters", "without_note_marks"]

_MAX_SLANT = 0.1  # of a letter's height; with more its line is neither level nor upright
_COVERS = 0.5  # points that a letter reaches beyond the middle of a blank that it covers
_SMALL = 0.75  # of the usual size in its line, that a raised mark has at most
_RAISED = 0.15  # of the usual size, that it stands above the line at least
_NOTE_MARK = re.compile(r"[①-⑳⑴-⒇*＊\[\]【】〔〕†‡]")
_MARKED_WORD = re.compile(r"[\u4e00-\u9fff”』」）)]")  # ends a word that a number behind it marks
_UNITS_WITH_POWER = "米里"  # 平方米 may be printed 米², 公里²


def turned_upright(page: Page) -> Page | None:
    """Return the page turned so that most of its letters stand upright; None if they do already."""
    left = right = 0
    for char in page.chars:
        a, b, *_ = char["matrix"]
        left += abs(a) < _MAX_SLANT * abs(b) and b > 0
        right += abs(a) < _MAX_SLANT * abs(b) and b < 0
    if 2 * max(left, right) <= len(page.chars):
        return None
    from pdfplumber.page import Page as NewPage

    rotation = (page.rotation + (90 if left > right else 270)) % 360
    page.page_obj.attrs = {**page.page_obj.attrs, "Rotate": rotation}
    page.page_obj.rotate = rotation
    return NewPage(page.pdf, page.page_obj, page.page_number, page.initial_doctop)


def without_hidden_letters(page: Page) -> Page:
    """Return the page without letters that run aslant, as those of a watermark do, and without covered blanks.

    A blank drawn under a figure ("5 ,480,136" for 5,480,136) parts nothing.
    """
    hidden = {_place(char) for char in page.chars if _is_slanted(char)} | set(map(_place, _covered_blanks(page.chars)))
    if not hidden:
        return page
    return page.filter(lambda thing: thing["object_type"] != "char" or _place(thing) not in hidden)


def _place(char: Letter) -> tuple[str, float, float, float]:
    return char["text"], char["x0"], char["x1"], char["top"]


def _covered_blanks(chars: Sequence[Letter]) -> list[Letter]:
    """Return the blanks whose middle lies in a letter of their line."""
    blanks = [char for char in chars if char["text"].isspace()]
    lines: dict[int, list[tuple[float, float]]] = {round(blank["bottom"]): [] for blank in blanks}
    for char in chars if blanks else ():
        if not char["text"].isspace():
            bottom = round(char["bottom"])
            for near in (bottom - 1, bottom, bottom + 1):  # a blank of another font stands a little higher or lower
                if near in lines:
                    lines[near].append((char["x0"], char["x1"]))
    for letters in lines.values():
        letters.sort()
    covered = []
    for blank in blanks:
        letters, middle = lines[round(blank["bottom"])], (blank["x0"] + blank["x1"]) / 2
        before = bisect_right(letters, (middle, middle)) - 1
        if before >= 0 and letters[before][1] > middle + _COVERS:
            covered.append(blank)
    return covered


def _is_slanted(char: Letter) -> bool:
    a, b, *_ = char["matrix"]
    return bool(min(abs(a), abs(b)) > _MAX_SLANT * max(abs(a), abs(b)))


def without_note_marks(letters: Sequence[Letter]) -> list[Letter]:
    """Return the letters of a line without raised marks of notes (①, [2], a small 3 behind a word).

    Powers of units stay.
    """
    size = median(float(char["size"]) for char in letters)
    small = [float(char["size"]) < _SMALL * size for char in letters]
    if not any(small):
        return list(letters)
    base = median(float(char["bottom"]) for char in letters)
    kept: list[Letter] = []
    mark_before = False
    for char, is_small in zip(letters, small, strict=True):
        is_raised = is_small and float(char["bottom"]) < base - _RAISED * size
        word = kept[-1]["text"] if kept else ""
        marks_word = _MARKED_WORD.fullmatch(word) is not None and word not in _UNITS_WITH_POWER
        is_mark = _NOTE_MARK.fullmatch(char["text"]) is not None or (
            char["text"].isdecimal() and (mark_before or marks_word)
        )
        mark_before = is_raised and is_mark
        if not mark_before:
            kept.append(char)
    return kept
