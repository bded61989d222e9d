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
    for found in page.find_tables():
        edges = tuple(sorted({round(float(cell[0]), 1) for row in found.rows for cell in row.cells if cell}))
        goes_on = not made and before is not None and _same(before.columns, edges) and not _above(page, found, top)
        if len(found.rows) < 2 and not goes_on:
            continue
        grid = _grid(found)
        lines = lines_of_grid(grid)
        if goes_on and before is not None:
            bare = [line for line in lines or _plain(grid) if not line.startswith("| ---")]
            head = [line for line in before.lines if not line.startswith("| ---")][: len(bare)]
            while bare and head and bare[0] == head[0]:  # the head again
                bare, head = bare[1:], head[1:]
            lines = bare
        if lines:
            cells = sum(map(len, grid))
            made.append(Ruled(found.bbox, edges, tuple(lines), cells, goes_on))
    return made


def _above(page: Page, found: Found, top: float) -> bool:
    return any(
        char["bottom"] > top and char["bottom"] <= found.bbox[1] + 1 and char["text"].strip() for char in page.chars
    )


def _same(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) > 1 and all(abs(a - b) <= _CLOSE for a, b in zip(one, other, strict=True))


def _plain(grid: Sequence[Sequence[str]]) -> list[str]:
    return ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in grid if any(row)]


def _grid(found: Found) -> list[list[str]]:
    """The cells' words; a label over several places is repeated there, a figure is not."""
    words = [[clean("".join((cell or "").split("\n")).strip()) for cell in row] for row in found.extract()]
    rows = [row.cells for row in found.rows]
    if all(cell is not None for row in rows for cell in row):
        return words
    given = [(cell, words[i][j]) for i, row in enumerate(rows) for j, cell in enumerate(row) if cell is not None]
    across: dict[int, tuple[float, float]] = {}
    for row in rows:
        for j, cell in enumerate(row):
            if cell is not None and (j not in across or cell[2] - cell[0] < across[j][1] - across[j][0]):
                across[j] = (cell[0], cell[2])
    for i, row in enumerate(rows):
        flat = min((cell for cell in row if cell is not None), key=lambda cell: cell[3] - cell[1], default=None)
        if flat is None:
            continue
        y = (flat[1] + flat[3]) / 2
        for j, cell in enumerate(row):
            if cell is None and j in across:
                x = (across[j][0] + across[j][1]) / 2
                over = next((said for box, said in given if box[0] < x < box[2] and box[1] < y < box[3]), "")
                words[i][j] = "" if is_figure(over) else over
    return words
