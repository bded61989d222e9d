"""Write the cells of a table as lines of text with bars, which `structure` reads as a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["barred_line", "barred_lines", "is_figure_or_blank", "is_torn_amount", "join_cell_lines"]
__all__ += ["repeated_words"]

_FIGURE = re.compile(r"[\d,.%％\-—/ ]*")
_TORN = re.compile(r"[-－]?\d{1,3},[\d,]*[ ,][\d,. ]*[%％]?")  # 500,776, 838.93
_GROUPED = re.compile(r"[-－]?\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?[%％]?")
_WHOLE_AMOUNT = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d\d%?|-?\d{1,3}(?:,\d{3})+")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MAX_CELL = 200  # characters of a cell; longer ones are running text that a table lays out or remarks on
_MIN_FIGURES = 4  # of a table of data with such remarks, and three of ten cells


def is_figure_or_blank(words: str) -> bool:
    """Return whether a cell holds one figure or nothing; where merged, it is printed once and not in every place.

    >>> is_figure_or_blank("1,573"), is_figure_or_blank("行政许可")
    (True, False)
    """
    return _FIGURE.fullmatch(words) is not None


def is_torn_amount(cell: str, piece: str) -> bool:
    """Return whether two pieces make an amount, and the first one is none.

    >>> is_torn_amount("12,345,678.9", "7"), is_torn_amount("4126", "5574")
    (True, False)
    """
    return _WHOLE_AMOUNT.fullmatch(cell + piece) is not None and _WHOLE_AMOUNT.fullmatch(cell) is None


def repeated_words(words: str) -> str:
    """Return what a merged cell shows in its further places: its words, or nothing where it holds a figure.

    >>> repeated_words("行政许可"), repeated_words("1,573")
    ('行政许可', '')
    """
    return "" if is_figure_or_blank(words) else words


def join_cell_lines(lines: Iterable[str]) -> str:
    """Join the lines of a cell; a blank keeps two Latin words, or two figures, apart.

    >>> join_cell_lines(["行政", "许可"]), join_cell_lines(["12", "件"]), join_cell_lines(["12.50", "13.60"])
    ('行政许可', '12件', '12.50 13.60')
    """
    joined = ""
    for line in lines:
        words = line.strip()
        ends = joined[-1:] + words[:1]
        joined += f" {words}" if len(ends) == 2 and ends.isascii() and ends.isalnum() else words
    return joined


def barred_line(cells: Sequence[str]) -> str:
    """Return the cells of a row between bars.

    >>> barred_line(["许可|处罚", "12"])
    '| 许可/处罚 | 12 |'
    """
    return "| " + " | ".join(_mended(cell.replace("|", "/").replace("｜", "/")) for cell in cells) + " |"


def _mended(cell: str) -> str:
    """Return a cell without the blanks at which its one amount broke.

    >>> _mended("40,995,2 74.74"), _mended("1,234 5,678"), _mended("12 3,456")
    ('40,995,274.74', '1,234 5,678', '12 3,456')
    """
    whole = cell.replace(" ", "") if " " in cell and _TORN.fullmatch(cell) else cell
    return whole if _GROUPED.fullmatch(whole) else cell


def barred_lines(grid: Sequence[Sequence[str]]) -> list[str] | None:
    """Return the rows of a table as lines, with a rule under a first row of heads.

    None for a grid without figures, and for one that lays out a page: running text and hardly a figure.

    >>> barred_lines([["", "2023年"], ["行政许可", "1573"]])
    ['|  | 2023年 |', '| --- | --- |', '| 行政许可 | 1573 |']
    """
    cells = [cell for row in grid for cell in row if cell]
    width = max(map(len, grid), default=0)
    with_digits = [cell for cell in cells if _DIGIT.search(cell)]
    if len(grid) < 2 or width < 2 or not with_digits:
        return None
    figures = sum(map(is_figure_or_blank, with_digits))
    if max(map(len, cells)) > _MAX_CELL and figures < max(_MIN_FIGURES, len(cells) * 3 // 10):
        return None
    rows = [[*row, *[""] * (width - len(row))] for row in grid if any(row)]
    lines = list(map(barred_line, rows))
    if any(is_figure_or_blank(cell) and _DIGIT.search(cell) and not _YEAR.fullmatch(cell) for cell in rows[0]):
        return lines
    return [lines[0], "|" + " --- |" * width, *lines[1:]]
