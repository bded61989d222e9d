"""Ruled tables of a PDF page: merged cells filled, and which tables go on from the page before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from reportdiff.reading.table_lines import barred_lines, is_figure_or_blank
from reportdiff.reading.visible_text import visible_characters

if TYPE_CHECKING:
    Page = Any  # pdfplumber ships no types
    Found = Any

__all__ = ["GOES_ON", "Ruled", "ruled_tables"]

_WHOLE = re.compile(r"(?:^|(?<=\s))-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{1,2})(?=\s|$)")
_CLOSE = 4.0  # points within which two edges are one
GOES_ON = re.compile(
    r"[（(]?(?:接上[页表]|续上?表?\s*\d{0,2}|.{0,30}[（(]续表?[）)])[）)]?|(?:金额|计量)?单位[:：].{1,10}"
)
"""What a line above a table says where the table goes on from the page before."""

_Box = tuple[float, float, float, float]


@frozen
class _Cells:
    """The cells of a table with their words, the height at which each of its rows is cut, and its right edge."""

    given: tuple[tuple[_Box, str], ...]
    rows: tuple[float, ...]
    right: float


@define
class Ruled:
    """A ruled table: where it stands on its page, its columns' left edges, its rows as lines, whether it goes on.

    `parts` are those of the same table on the pages before. Where a later page has finer columns, they all get them.
    """

    box: _Box
    columns: tuple[float, ...]
    lines: list[str]
    cells: int
    goes_on: bool
    words: _Cells
    parts: list[Ruled] = field(factory=list)


def ruled_tables(page: Page, before: Ruled | None, top: float) -> list[Ruled]:
    """The tables of a page that hold data; `before` is the one that ended the page before, where one did.

    That one goes on if nothing but the page's head, `top` points high, and a line such as 续表 stand above a table of
    the same columns.
    """
    made: list[Ruled] = []
    every = page.find_tables()
    for found in every:
        if any(_inside(other.bbox, found.bbox) for other in every if other is not found):
            continue  # a frame around tables
        edges = tuple(sorted({round(float(cell[0]), 1) for row in found.rows for cell in row.cells if cell}))
        words = _cells(found)
        size = len(found.rows) * len(edges)
        if not made and before is not None and _same(before, edges, found.bbox) and not _above(page, found, top):
            columns = _united(before.columns, edges)
            part = Ruled(found.bbox, columns, [], size, True, words, [*before.parts, before])
            if columns != before.columns:
                _widen(part.parts, columns)
            part.lines[:] = _further(_grid(words, columns), part.parts[0])
        elif len(found.rows) < 2:
            continue
        else:
            part = Ruled(found.bbox, edges, barred_lines(_grid(words, edges)) or [], size, False, words)
        if part.lines:
            made.append(part)
    return made


def _united(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    """The left edges of both, where those that are close are one."""
    return tuple(sorted([*one, *(edge for edge in other if all(abs(edge - known) > _CLOSE for known in one))]))


def _widen(parts: Sequence[Ruled], columns: tuple[float, ...]) -> None:
    """Set the parts of a table, which merged some of its columns, in all of them."""
    for number, part in enumerate(parts):
        part.columns = columns
        grid = _grid(part.words, columns)
        part.lines[:] = _further(grid, parts[0]) if number else barred_lines(grid) or part.lines


def _further(grid: Sequence[Sequence[str]], first: Ruled) -> list[str]:
    """The rows of a table that goes on, without the head where it is printed again."""
    lines = _plain(grid)
    head = [line for line in first.lines if not line.startswith("| ---")]
    while len(lines) > 1 and head and lines[0] == head[0]:
        lines, head = lines[1:], head[1:]
    return lines


def _inside(one: _Box, other: _Box) -> bool:
    """Whether the middle of a box lies in a larger one."""
    x, y = (one[0] + one[2]) / 2, (one[1] + one[3]) / 2
    larger = (one[2] - one[0]) * (one[3] - one[1]) * 1.2 < (other[2] - other[0]) * (other[3] - other[1])
    return larger and other[0] < x < other[2] and other[1] < y < other[3]


def _above(page: Page, found: Found, top: float) -> bool:
    """Whether words stand between a page's head and a table that do not say that the table goes on."""
    foot = found.bbox[1] + 1
    if not any(top < char["bottom"] <= foot and char["text"].strip() for char in page.chars):
        return False
    lines = page.filter(lambda thing: top < thing.get("bottom", 0) <= foot).extract_text_lines(return_chars=False)
    return any(GOES_ON.fullmatch(visible_characters(line["text"]).strip()) is None for line in lines)


def _same(before: Ruled, edges: Sequence[float], box: _Box) -> bool:
    """Whether columns are those of the table before, where one of the two may have merged some of them."""
    if len(before.columns) < 2 or not edges or abs(before.box[2] - box[2]) > _CLOSE:
        return False
    if abs(before.columns[0] - edges[0]) > _CLOSE:
        return False
    return _holds(before.columns, edges) or _holds(edges, before.columns)


def _holds(more: Sequence[float], less: Sequence[float]) -> bool:
    return all(any(abs(edge - other) <= _CLOSE for other in more) for edge in less)


def _plain(grid: Sequence[Sequence[str]]) -> list[str]:
    return ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in grid if any(row)]


def _cells(found: Found) -> _Cells:
    given: list[tuple[_Box, str]] = []
    rows: list[float] = []
    for row, said in zip(found.rows, found.extract(), strict=True):
        boxes = [(cell, text) for cell, text in zip(row.cells, said, strict=True) if cell is not None]
        given += [(cell, visible_characters(_unwrapped(text or ""))) for cell, text in boxes]
        if boxes:
            flat = min((cell for cell, _ in boxes), key=lambda cell: cell[3] - cell[1])
            rows.append((flat[1] + flat[3]) / 2)
    return _Cells(tuple(given), tuple(rows), found.bbox[2])


def _unwrapped(text: str) -> str:
    """A cell's words without line ends: a figure may be broken anywhere, but two whole amounts are two."""
    made = ""
    for line in text.split("\n"):
        apart = _WHOLE.search(made) is not None and _WHOLE.match(line) is not None
        made += f" {line}" if apart else line
    return made.strip()


def _grid(cells: _Cells, edges: Sequence[float]) -> list[list[str]]:
    """The cells' words by row and column; a label over several places is repeated there, a figure is not."""
    rights = [*edges[1:], cells.right]
    across = [(left + right) / 2 for left, right in zip(edges, rights, strict=True)]
    made: list[list[str]] = []
    shown: set[_Box] = set()
    for y in cells.rows:
        line = []
        for x in across:
            box, over = next(
                ((box, said) for box, said in cells.given if box[0] < x < box[2] and box[1] < y < box[3]), (None, "")
            )
            line.append("" if box in shown and is_figure_or_blank(over) else over)
            if box is not None:
                shown.add(box)
        made.append(line)
    return made
