"""Sides and rows that a ruled table leaves without rules: its outer edges, and rows told apart by height alone."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from attrs import frozen

from reportdiff.reading.pdf.page_limits import Page
from reportdiff.reading.table_lines import is_figure_or_blank, is_torn_amount

__all__ = ["Box", "LetteredCell", "open_sides", "unruled_rows"]

Box = tuple[float, float, float, float]
"""Left, top, right and bottom of a cell, in points from the page's upper left corner."""
LetteredCell = tuple[Box, list[dict[str, Any]]]
"""A cell with the letters in it."""

_NEAR = 4.0  # points within which two edges are one
_LEAST_RULE = 20.0  # points, of a rule across; an upright rule that is drawn as a box has ends too
_SNAP = 3.0  # points within which pdfplumber joins rules
_SAME_LINE = 3.0  # points within which the middles of letters are of one line
_WHOLE = re.compile(r"[-−－]?\d{1,3}(?:,\d{3})*(?:\.\d+)?[%％]?|[-−－]?\d+(?:\.\d+)?[%％]?|[-—]{2,}")
_ROOM = 1.5  # heights of a letter that a line leaves free at the most, its cell's margins included
_LONGEST, _MOST_DIGITS = 18, 12  # characters of a figure, and of one without a mark
_LINE = 1.6  # heights of a letter, within which it belongs to one
_HEAD = 3.0  # heights of a letter that a row of heads takes at most
_FIGURES = 5  # one of so many letters of a row below is a digit
_REACH = 0.75  # of the distance between two rows, within which a line of a label belongs to one


@frozen
class _Line:
    """A line of letters in a cell, the height of its middle, and its words."""

    height: float
    letters: list[dict[str, Any]]
    words: str

    def fills(self, width: float) -> bool:
        """Return whether the line leaves no room for a letter in a cell of a width."""
        left, right = min(letter["x0"] for letter in self.letters), max(letter["x1"] for letter in self.letters)
        return bool(width < right - left + _ROOM * self.letters[0]["size"])


def open_sides(page: Page, torn: Sequence[float]) -> list[dict[str, Any]]:
    """Return an upright edge for each side that a table leaves open, as pdfplumber takes them.

    Where rules of one length follow each other with upright rules between them, they end at the table's sides; so does
    the part of a table between its last rule and the height at which a page break has `torn` it.
    """
    from pdfplumber.table import merge_edges

    edges = merge_edges([edge for edge in page.edges if edge["orientation"]], _SNAP, _SNAP, _SNAP, _SNAP)
    rules = [edge for edge in edges if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > _LEAST_RULE]
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    if not upright or not rules:
        return []
    for height in torn:
        rules.append({**min(rules, key=lambda rule: abs(rule["top"] - height)), "top": height})
    rules.sort(key=lambda rule: rule["top"])
    sides: list[dict[str, Any]] = []
    for place, rule in enumerate(rules):
        below = next((other for other in rules[place + 1 :] if _same_ends(rule, other)), None)
        if below is None:
            continue
        top, bottom = rule["top"], below["top"]
        across = [edge for edge in upright if edge["top"] <= top + _NEAR and edge["bottom"] >= bottom - _NEAR]
        parted = any(rule["x0"] + _NEAR < edge["x0"] < rule["x1"] - _NEAR for edge in across)
        if not parted or not _may_be_rows([letter for letter in page.chars if top < letter["top"] < bottom]):
            continue
        for x in (rule["x0"], rule["x1"]):
            if all(abs(edge["x0"] - x) > _NEAR for edge in across):
                box = {"x0": x, "x1": x, "top": top, "bottom": bottom, "height": bottom - top}
                sides.append({"object_type": "explicit_edge", "orientation": "v", **box})
    return sides


def _may_be_rows(letters: Sequence[dict[str, Any]]) -> bool:
    """Return whether the letters between two rules are a row of heads or hold figures, and are no text in columns."""
    if not letters:
        return True
    height = max(letter["bottom"] for letter in letters) - min(letter["top"] for letter in letters)
    digits = sum(letter["text"].isdigit() for letter in letters)
    size = median(float(letter["size"]) for letter in letters)
    return _FIGURES * digits >= len(letters) or float(height) <= _HEAD * size


def _same_ends(rule: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(abs(rule[end] - other[end]) <= _NEAR for end in ("x0", "x1"))


def unruled_rows(cells: Sequence[LetteredCell]) -> list[list[LetteredCell]]:
    """Return the rows that a ruled row holds, told by the heights of its figures; the row itself where it holds one.

    Its figures must stand at two or more heights: in two columns, or in one and its label. A line of a label belongs to
    the row that it is nearest to. Figures that narrow columns break stay as they are.
    """
    lines = [_lines(letters) for _, letters in cells]
    filled = [place for place, each in enumerate(lines) if each]
    figures = [place for place in filled if all(is_figure_or_blank(line.words) for line in lines[place])]
    if any(_WHOLE.fullmatch(line.words) is None for place in figures for line in lines[place]):
        return [list(cells)]
    several = [place for place in figures if len(lines[place]) > 1]
    labels = [place for place in filled if place not in figures]
    if not several or any(_is_torn(lines[place], cells[place][0][2] - cells[place][0][0]) for place in several):
        return [list(cells)]
    heights = _levels([line.height for place in figures for line in lines[place]])
    named = {_nearest(heights, line.height) for place in labels for line in lines[place]}
    if len(heights) < 2 or not (len(several) > 1 or len(named) == len(heights)):
        return [list(cells)]
    apart = min(below - above for above, below in pairwise(heights))
    reach = min(_REACH * apart, _LINE * float(lines[several[0]][0].letters[0]["size"]))
    alone = [line.height for place in labels for line in lines[place] if _off(heights, line.height) > reach]
    heights = sorted([*heights, *alone])
    edges = [(above + below) / 2 for above, below in pairwise(heights)]
    rows: list[list[LetteredCell]] = [[] for _ in heights]
    for (box, _), each in zip(cells, lines, strict=True):
        for place, (top, bottom) in enumerate(zip((box[1], *edges), (*edges, box[3]), strict=True)):
            letters = [letter for line in each if bisect(edges, line.height) == place for letter in line.letters]
            rows[place].append(((box[0], top, box[2], bottom), letters))
    return rows


def _lines(letters: Sequence[dict[str, Any]]) -> list[_Line]:
    """Return the lines that the letters of a cell stand in, from the top."""
    from pdfplumber.utils.text import extract_text

    found: list[_Line] = []
    placed = sorted(((letter["top"] + letter["bottom"]) / 2, place) for place, letter in enumerate(letters))
    start = 0
    for end in range(1, len(placed) + 1):
        if end == len(placed) or placed[end][0] - placed[end - 1][0] > _SAME_LINE:
            own = [letters[place] for place in sorted(place for _, place in placed[start:end])]
            if words := extract_text(own).strip():
                found.append(_Line(placed[(start + end) // 2][0], own, words))
            start = end
    return found


def _levels(heights: Sequence[float]) -> list[float]:
    """Return heights, those within one line as one."""
    levels: list[float] = []
    for height in sorted(heights):
        if not levels or height - levels[-1] > _SAME_LINE:
            levels.append(height)
    return levels


def _nearest(heights: Sequence[float], height: float) -> int:
    return min(range(len(heights)), key=lambda place: abs(heights[place] - height))


def _off(heights: Sequence[float], height: float) -> float:
    return abs(heights[_nearest(heights, height)] - height)


def _is_torn(lines: Sequence[_Line], width: float) -> bool:
    """Return whether the lines of a cell are one figure, broken for want of room: 65,051 above .78, 91.9 above 5."""
    one = "".join(line.words for line in lines)
    if any(is_torn_amount(above.words, below.words) and "," in above.words for above, below in pairwise(lines)):
        return True
    longest = _MOST_DIGITS if one.isdigit() else _LONGEST
    return len(one) <= longest and _WHOLE.fullmatch(one) is not None and all(line.fills(width) for line in lines[:-1])
