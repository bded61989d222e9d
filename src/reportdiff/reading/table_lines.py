"""Tables that a format marks as such → lines of text with bars, which `structure` reads as a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["is_figure", "joined", "lines_of_grid"]

_FIGURE = re.compile(r"[\d,.%％\-—/ ]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 200  # characters of a cell; more is running text, which a table lays out or remarks on
_FEW = 4  # figures: a table of data with remarks has as many


def is_figure(words: str) -> bool:
    """Whether a cell is empty or holds nothing but a figure: then a merged cell stands once, else everywhere.

    >>> is_figure("1,573"), is_figure("行政许可")
    (True, False)
    """
    return _FIGURE.fullmatch(words) is not None


def joined(lines: Iterable[str]) -> str:
    """The lines of a cell as one: set apart only where two words of letters or two figures would become one.

    >>> joined(["行政", "许可"]), joined(["12", "件"]), joined(["12.50", "13.60"])
    ('行政许可', '12件', '12.50 13.60')
    """
    made = ""
    for line in lines:
        bare = line.strip()
        apart = made and bare and made[-1].isascii() and bare[0].isascii() and made[-1].isalnum() and bare[0].isalnum()
        made += f" {bare}" if apart else bare
    return made


def lines_of_grid(grid: Sequence[Sequence[str]]) -> list[str] | None:
    """The rows of a table as lines, a rule under a first row that is a head; None for a grid without figures.

    A grid that holds running text, and hardly a figure, lays out a page: None too.

    >>> lines_of_grid([["", "2023年"], ["行政许可", "1573"]])
    ['|  | 2023年 |', '| --- | --- |', '| 行政许可 | 1573 |']
    """
    cells = [cell for row in grid for cell in row if cell]
    wide = max(map(len, grid), default=0)
    if len(grid) < 2 or wide < 2:
        return None
    figures = sum(1 for cell in cells if is_figure(cell) and any(sign.isdigit() for sign in cell))
    if not any(any(sign.isdigit() for sign in cell) for cell in cells):
        return None
    if max(map(len, cells)) > _LONGEST and figures < max(_FEW, len(cells) * 3 // 10):
        return None
    full = [[*row, *[""] * (wide - len(row))] for row in grid if any(row)]
    rows = ["| " + " | ".join(cell.replace("|", "/").replace("｜", "/") for cell in row) + " |" for row in full]
    if any(is_figure(cell) and not _YEAR.fullmatch(cell) for cell in full[0] if any(sign.isdigit() for sign in cell)):
        return rows
    return [rows[0], "|" + " --- |" * wide, *rows[1:]]
