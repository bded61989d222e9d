"""Rows of tables that tabs or wide blanks set apart: which lines they are, and each cell in its column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise, repeat, takewhile
from typing import NamedTuple

from reportdiff.structure.heading_markers import Line
from reportdiff.structure.tables.grid_rows import (
    GridCell,
    columns_under,
    grid_cell,
    holds_figure,
    is_grid_line,
    numbers_columns,
    places_by_gaps,
    split_at_gaps,
)
from reportdiff.structure.tables.row_tokens import is_table_fragment, is_table_row, is_unit_line
from reportdiff.text.cells import cell_figure

__all__ = ["spaced_rows", "spaced_table_numbers"]

_GAPS = (*"|｜│┃║", "\t", "  ", "\u3000\u3000", " \u3000", "\u3000 ")  # every gap holds one; `in` is faster than regex
_BLANKS = re.compile(r"[ \t\u3000\xa0]*")
_PIECE = re.compile(r"[^\s|]+(?:[ \xa0\u3000][^\s|]+)*")
_MIN_SPACED = 3  # cells of a row, and rows, of a table that only blanks set apart
_MIN_FULL = 2  # rows that say where the columns are
_MAX_GROUP = 20  # characters of the name of a group of rows
_MAX_SHIFT = 3  # columns of the screen between the middle of a head and of the columns that it stands over
_WIDE = "WFA"  # kinds of characters that take two columns of the screen

_Row = list[GridCell]


class _Piece(NamedTuple):
    """Words of a row that single blanks may part, and the columns [left, right) of the screen that they take."""

    cell: GridCell
    left: int
    right: int

    def over(self, columns: Sequence[tuple[int, int]]) -> list[int]:
        """Return the numbers of the columns that the words share."""
        return [place for place, (left, right) in enumerate(columns) if self.left < right and left < self.right]


def spaced_table_numbers(text: str, lines: Sequence[Line]) -> list[int]:
    """Return for each line the number of the table that it is a row of, if tabs or wide blanks set its cells apart.

    Other lines get 0. Such a table has a row of heads and then rows, at least three of each, so that every cell stands
    under its head: each has its place, or all rows have as many. No row right above or below belongs to it.
    """
    numbers = [0] * len(lines)
    sizes = [len(split_at_gaps(line.text)) if any(map(line.text.__contains__, _GAPS)) else 0 for line in lines]
    tabbed = [_has_tab(text, line) for line in lines] if "\t" in text else [False] * len(lines)
    number = 0
    for placing in (True, False):
        first = 0
        while first < len(lines):
            if numbers[first]:
                first += 1
                continue
            end = _run_end(lines, sizes, tabbed, first) if placing else _equal_end(numbers, sizes, first)
            while placing and end - first >= _MIN_SPACED and is_unit_line(lines[first].text):
                first += 1
            if end - first >= _MIN_SPACED:
                neighbours = [lines[index].text for index in (first - 1, end) if 0 <= index < len(lines)]
                rows = lines[first:end]
                found = (
                    spaced_rows(text, rows) is not None
                    if placing
                    else sizes[first] >= _MIN_SPACED and _has_heads_and_figures(rows)
                )
                if found and not any(map(is_table_row, neighbours)):
                    number += 1
                    first -= not placing and _joins_heads(lines, first)
                    numbers[first:end] = [number] * (end - first)
            first = max(end, first + 1)
    return numbers


def _run_end(lines: Sequence[Line], sizes: Sequence[int], tabbed: Sequence[bool], first: int) -> int:
    """Return the end of the rows with tabs, or with wide blanks, and the groups' names among them, from `first` on."""
    if not tabbed[first] and (sizes[first] < 2 or is_grid_line(lines[first].text)):
        return first
    end = last = first + 1
    while end < len(lines) and lines[end].text:
        is_row = tabbed[end] if tabbed[first] else sizes[end] > 1 and not tabbed[end]
        words = lines[end].text
        if is_unit_line(words) or is_grid_line(words):  # of the next table
            break
        if not is_row and (len(words) > _MAX_GROUP or not is_table_fragment(words.rstrip("：:")) or end > last):
            break
        end, last = end + 1, end + 1 if is_row else last
    return last


def _equal_end(numbers: Sequence[int], sizes: Sequence[int], first: int) -> int:
    end = first + 1
    while end < len(sizes) and not numbers[end] and sizes[end] == sizes[first]:
        end += 1
    return end


def _joins_heads(lines: Sequence[Line], first: int) -> bool:
    """Return whether the line before a table has heads that each stand over as many of those of its first row.

    项目 | 2023年 | 2022年 before | 金额 | 比例 | 金额 | 比例
    """
    heads, below = (_inner_cells(lines[index].text) for index in (max(0, first - 1), first))
    return first > 0 and columns_under(heads, below) > 0 and not any(map(cell_figure, heads))


def _inner_cells(words: str) -> list[str]:
    """Return the cells of a line without the bars around a row that both begins and ends with one."""
    bordered = is_grid_line(words) and words[-1] == words[0]
    return split_at_gaps(words[1:-1].strip(" \u3000") if bordered else words)


def _has_heads_and_figures(lines: Sequence[Line]) -> bool:
    """Return whether the first row holds no figure, and at least two of three rows below hold one."""
    heads, *body = [any(cell_figure(cell) is not None for cell in split_at_gaps(line.text)) for line in lines]
    return not heads and 3 * sum(body) >= 2 * len(body)


def spaced_rows(text: str, lines: Sequence[Line]) -> list[_Row] | None:
    """Return the rows of a table without bars, blank cells kept, None where the lines do not tell every cell's column.

    The first row holds no figure, half of the others do, and each figure stands under a head.
    """
    if len(lines) < _MIN_SPACED or is_grid_line(lines[0].text):
        return None
    if any(_has_tab(text, line) for line in lines):
        return rows if (rows := _tabbed(text, lines)) is not None and _is_table(rows) else None
    pieces = [_pieces(text, line) for line in lines]
    count = len(_heads([[piece.cell for piece in row] for row in pieces]))
    if not 0 < count < len(pieces) or not all(pieces):  # a line of bars alone has no cell
        return None
    if count == 1 and (parted := places_by_gaps([_gaps(row) for row in pieces[1:]], len(pieces[0]))):
        known = [places for places in parted if places is not None]
        if len(known) < len(parted):
            return None
        heads = [piece.cell for piece in pieces[0]]
        rows = [heads, *map(_cells, lines[1:], pieces[1:], known, repeat(len(heads)))]
        return rows if _is_table(rows) else None
    for placed in (_aligned, _under_full_rows):
        rows = placed(lines, pieces, count)
        if rows is not None and _is_table(rows):
            return rows
    return None


def _gaps(row: Sequence[_Piece]) -> list[int]:
    return [other.left - one.right for one, other in pairwise(row)]


def _is_table(rows: Sequence[_Row]) -> bool:
    heads = _heads(rows)
    headed = {place for row in heads for place, cell in enumerate(row) if cell.text}
    under = {place for row in rows[len(heads) :] for place, cell in enumerate(row) if cell.is_figure}
    filled = 2 * sum(map(holds_figure, rows)) >= len(rows) - 1
    return len(rows[0]) >= _MIN_SPACED and bool(heads) and filled and under <= headed


def _has_tab(text: str, line: Line) -> bool:
    return bool(line.text) and "\t" in text[line.start - line.indent : _end(text, line)]


def _end(text: str, line: Line) -> int:
    """Return where a line ends with the blanks behind its words."""
    blanks = _BLANKS.match(text, line.end)
    return blanks.end() if blanks else line.end


def _heads(rows: Sequence[_Row]) -> list[_Row]:
    return list(takewhile(lambda row: not holds_figure(row), rows))


def _tabbed(text: str, lines: Sequence[Line]) -> list[_Row] | None:
    """Return the cells between tabs, as many as in the first row; an editor may have cut blank ones at a row's end."""
    rows = []
    for line in lines:
        start, row = line.start - line.indent, []
        for part in text[start : _end(text, line)].split("\t"):
            row.append(grid_cell(text, start, start + len(part)))
            start += len(part) + 1
        rows.append(row)
    width = len(rows[0])
    if max(map(len, rows)) > width:
        return None
    body = rows[len(_heads(rows)) :]
    words = [sum(bool(row[at].text) - 2 * row[at].is_figure for row in body if len(row) > at) for at in range(width)]
    for row in rows:
        if len(row) < width and any(cell.is_figure and words[at] > 0 for at, cell in enumerate(row)):
            return None  # blanks at its beginning were cut too
        row.extend([GridCell("", row[-1].end, row[-1].end, False)] * (width - len(row)))
    return rows


def _aligned(lines: Sequence[Line], pieces: Sequence[Sequence[_Piece]], count: int) -> list[_Row] | None:
    """Return the cells that two blanks or more set apart, each in the column of the screen that its words share."""
    main = max(range(count), key=lambda index: (len(pieces[index]), index))
    if (rows := _whole_rows(pieces, main, count)) is not None:
        return rows
    columns = _columns([*pieces[main], *(piece for row in pieces[count:] for piece in row)])
    figures = {
        place for row in pieces[count:] for piece in row if piece.cell.is_figure for place in piece.over(columns)
    }
    under = sorted(figures.intersection(place for piece in pieces[main] for place in piece.over(columns)))
    rows = []
    for index, (line, row) in enumerate(zip(lines, pieces, strict=True)):
        places = _outer_places(row, columns, under) if index < main else _places(row, columns)
        if places is None:
            return None
        rows.append(_cells(line, row, places, len(columns)))
    return rows


def _cells(line: Line, row: Sequence[_Piece], places: Sequence[int], width: int) -> _Row:
    cells = [GridCell("", line.start, line.start, False)] * width
    for place, piece in zip(places, row, strict=True):
        cells[place] = piece.cell
    return cells


def _under_full_rows(lines: Sequence[Line], pieces: Sequence[Sequence[_Piece]], count: int) -> list[_Row] | None:
    """Return the cells of rows whose figures stand beside their heads: those of full rows say where the columns are.

    None unless the full rows, two or more, keep their columns apart, and each piece of the others is in one of them.
    """
    width = len(pieces[0])
    full = [row for row in pieces[count:] if len(row) == width]
    columns = [
        (min(each.left for each in column), max(each.right for each in column)) for column in zip(*full, strict=True)
    ]
    if count > 1 or len(full) < _MIN_FULL or any(left[1] > right[0] for left, right in pairwise(columns)):
        return None
    rows = [_cells(lines[0], pieces[0], range(width), width)]
    for line, row in zip(lines[1:], pieces[1:], strict=True):
        places = _places(row, columns)
        if places is None:
            return None
        rows.append(_cells(line, row, places, width))
    return rows


def _whole_rows(pieces: Sequence[Sequence[_Piece]], main: int, count: int) -> list[_Row] | None:
    """Return the cells of rows that all have as many as the heads, wherever they stand; None where one has not.

    A row that numbers the columns, without a label, may follow the heads.
    """
    width = len(pieces[main])
    if main or any(len(row) != width for row in pieces[count:]):
        return None
    rows = []
    for row in pieces:
        cells = [piece.cell for piece in row]
        if len(row) == width - 1 and numbers_columns([cell.text for cell in cells], single=True):
            cells = [GridCell("", cells[0].start, cells[0].start, False), *cells]
        if len(cells) != width:
            return None
        rows.append(cells)
    return rows


def _places(row: Sequence[_Piece], columns: Sequence[tuple[int, int]]) -> list[int] | None:
    """Return the column of each piece, None where two share one or a piece has none or several."""
    places = [place for piece in row for place in piece.over(columns)]
    return places if len(set(places)) == len(places) == len(row) and all(piece.over(columns) for piece in row) else None


def _outer_places(row: Sequence[_Piece], columns: Sequence[tuple[int, int]], under: Sequence[int]) -> list[int] | None:
    """Return the first column of each outer head: its own, or of as many of `under` as the others have below them.

    None unless each stands over the middle of its columns.
    """
    wide = [piece for piece in row if set(under).intersection(piece.over(columns)) or not piece.over(columns)]
    size, rest = divmod(len(under), max(len(wide), 1))
    own = _places([piece for piece in row if piece not in wide], columns)
    if rest or not size or own is None:
        return None
    for group, piece in zip((under[at : at + size] for at in range(0, len(under), size)), wide, strict=False):
        left, right = columns[group[0]][0], columns[group[-1]][1]
        if abs(piece.left + piece.right - left - right) > 2 * _MAX_SHIFT:
            return None
    firsts, alone = iter(under[::size]), iter(own)
    return [next(firsts) if piece in wide else next(alone) for piece in row]


def _pieces(text: str, line: Line) -> list[_Piece]:
    """Return the pieces of a row from left to right."""
    pieces = []
    at, width = line.start - line.indent, 0
    for match in _PIECE.finditer(text, at, line.end):
        left = width + _width(text[at : match.start()])
        width = left + _width(match[0])
        at = match.end()
        pieces.append(_Piece(grid_cell(text, match.start(), at), left, width))
    return pieces


def _width(text: str) -> int:
    return len(text) + sum(unicodedata.east_asian_width(letter) in _WIDE for letter in text)


def _columns(pieces: Sequence[_Piece]) -> list[tuple[int, int]]:
    """Return the columns of the screen that pieces take, one for pieces that overlap."""
    columns: list[tuple[int, int]] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if columns and piece.left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], piece.right))
        else:
            columns.append((piece.left, piece.right))
    return columns
