"""Ruled tables of a PDF page: merged cells filled, and which tables go on from the page before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from reportdiff.reading.cleaning import clean
from reportdiff.reading.grids import is_figure, lines_of_grid

if TYPE_CHECKING:
    Page = Any  # pdfplumber ships no types
    Found = Any

__all__ = ["Ruled", "ruled_tables"]

_CLOSE = 4.0  # points within which two edges are one


@frozen
class Ruled:
    """A ruled table: where it stands on its page, its columns' left edges, its rows as lines, whether it goes on."""

    box: tuple[float, float, float, float]
    columns: tuple[float, ...]
    lines: tuple[str, ...]
    cells: int
    goes_on: bool = False


def ruled_tables(page: Page, before: Ruled | None, top: float) -> list[Ruled]:
    """The tables of a page that hold data; `before` is the one that ended the page before, where one did.

    That one goes on if nothing but the page's head, `top` points high, stands above a table of the same columns.
    """
    made: list[Ruled] = []
    every = page.find_tables()
    for found in every:
        if any(_inside(other.bbox, found.bbox) for other in every if other is not found):
            continue  # a frame around tables
        edges = tuple(sorted({round(float(cell[0]), 1) for row in found.rows for cell in row.cells if cell}))
        goes_on = not made and before is not None and _same(before, edges, found.bbox) and not _above(page, found, top)
        if len(found.rows) < 2 and not goes_on:
            continue
        if goes_on and before is not None:
            edges = before.columns
            lines = _further(_grid(found, edges), before)
        else:
            lines = lines_of_grid(_grid(found, edges)) or []
        if lines:
            made.append(Ruled(found.bbox, edges, tuple(lines), len(found.rows) * len(edges), goes_on))
    return made


def _further(grid: Sequence[Sequence[str]], before: Ruled) -> list[str]:
    """The rows of a table that goes on, without the head where it is printed again."""
    lines = _plain(grid)
    head = [line for line in before.lines if not line.startswith("| ---")]
    while lines and head and lines[0] == head[0]:
        lines, head = lines[1:], head[1:]
    return lines


_Box = tuple[float, float, float, float]


def _inside(one: _Box, other: _Box) -> bool:
    """Whether the middle of a box lies in a larger one."""
    x, y = (one[0] + one[2]) / 2, (one[1] + one[3]) / 2
    larger = (one[2] - one[0]) * (one[3] - one[1]) * 1.2 < (other[2] - other[0]) * (other[3] - other[1])
    return larger and other[0] < x < other[2] and other[1] < y < other[3]


def _above(page: Page, found: Found, top: float) -> bool:
    foot = found.bbox[1] + 1
    return any(top < char["bottom"] <= foot and char["text"].strip() for char in page.chars)


def _same(before: Ruled, edges: Sequence[float], box: _Box) -> bool:
    """Whether columns are those of the table before: all of them, or some with others merged into them."""
    if len(before.columns) < 2 or not edges or abs(before.box[2] - box[2]) > _CLOSE:
        return False
    if abs(before.columns[0] - edges[0]) > _CLOSE:
        return False
    return all(any(abs(edge - other) <= _CLOSE for other in before.columns) for edge in edges)


def _plain(grid: Sequence[Sequence[str]]) -> list[str]:
    return ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in grid if any(row)]


def _grid(found: Found, edges: Sequence[float]) -> list[list[str]]:
    """The cells' words by row and column; a label over several places is repeated there, a figure is not."""
    words = found.extract()
    given: list[tuple[_Box, str]] = []
    for row, said in zip(found.rows, words, strict=True):
        given += [
            (cell, clean("".join((text or "").split("\n")).strip()))
            for cell, text in zip(row.cells, said, strict=True)
            if cell is not None
        ]
    rights = [*edges[1:], found.bbox[2]]
    across = [(left + right) / 2 for left, right in zip(edges, rights, strict=True)]
    made: list[list[str]] = []
    shown: set[_Box] = set()
    for row in found.rows:
        flat = min((cell for cell in row.cells if cell is not None), key=lambda cell: cell[3] - cell[1], default=None)
        if flat is None:
            continue
        y = (flat[1] + flat[3]) / 2
        line = []
        for x in across:
            box, over = next(
                ((box, said) for box, said in given if box[0] < x < box[2] and box[1] < y < box[3]), (None, "")
            )
            line.append("" if box in shown and is_figure(over) else over)
            if box is not None:
                shown.add(box)
        made.append(line)
    return made
