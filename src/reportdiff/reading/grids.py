"""Tables that a format marks as such → lines of text with bars, which `structure` reads as a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["is_figure", "lines_of_grid"]

_FIGURE = re.compile(r"[\d,.%％\-—/ ]*")
_LONGEST = 200  # characters of a cell; more is running text that a table lays out


def is_figure(words: str) -> bool:
    """Whether a cell is empty or holds nothing but a figure: then a merged cell stands once, else everywhere.

    >>> is_figure("1,573"), is_figure("行政许可")
    (True, False)
    """
    return _FIGURE.fullmatch(words) is not None


def lines_of_grid(grid: Sequence[Sequence[str]]) -> list[str] | None:
    """The rows of a table as lines; None for a grid that lays text out or holds no figure.

    >>> lines_of_grid([["", "2023年"], ["行政许可", "1573"]])
    ['|  | 2023年 |', '| --- | --- |', '| 行政许可 | 1573 |']
    """
    cells = [cell for row in grid for cell in row]
    wide = max(map(len, grid), default=0)
    if len(grid) < 2 or wide < 2 or max(map(len, cells), default=0) > _LONGEST:
        return None
    if not any(any(sign.isdigit() for sign in cell) for cell in cells):
        return None
    rows = ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in grid if any(row)]
    return [rows[0], "|" + " --- |" * wide, *rows[1:]]
