"""Ruled tables of a PDF page: merged cells filled, and tables that go on from the page before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from attrs import define, field, frozen

from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.statement_forms import items_of
from reportdiff.reading.pdf.page_limits import Page
from reportdiff.reading.pdf.unruled_parts import Box, LetteredCell, open_sides, unruled_rows
from reportdiff.reading.table_lines import barred_line, barred_lines, is_figure_or_blank, is_torn_amount
from reportdiff.reading.visible_text import visible_characters

__all__ = ["RuledTable", "ruled_tables"]

PlumberTable = Any

_AMOUNT = re.compile(r"(?:^|(?<=\s))-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{1,2})(?=\s|$)")
_LETTERS_AND_FIGURE = re.compile(r"[^0-9]*[\u4e00-\u9fff][、（(]?[0-9]{1,4}")
_RULE = 3.0  # points that a rule is wide at most
_NEAR = 4.0  # points within which two edges are one
_FRAME = 1.2  # times the area of a table, that a frame around it has at least


@frozen(kw_only=True)
class _Cells:
    """The cells of a table with their words, the height at which each of its rows is cut, and its right edge."""

    words: tuple[tuple[Box, str], ...]
    rows: tuple[float, ...]
    right: float

    def grid(self, columns: Sequence[float]) -> list[list[str]]:
        """Return the words by row and column; a label over several places is repeated there, a figure is not."""
        rights = [*columns[1:], self.right]
        middles = [(left + right) / 2 for left, right in zip(columns, rights, strict=True)]
        grid: list[list[str]] = []
        printed: set[Box] = set()
        for y in self.rows:
            line = []
            for x in middles:
                at = ((box, words) for box, words in self.words if box[0] < x < box[2] and box[1] < y < box[3])
                box, words = next(at, (None, ""))
                line.append("" if box in printed and is_figure_or_blank(words) else words)
                if box is not None:
                    printed.add(box)
            grid.append(line)
        return grid


@define(kw_only=True)
class RuledTable:
    """A ruled table on one page: its box, its columns' left edges, its rows as lines, and the count of its cells.

    One that `continues` the table of the page before has as `parts` those on the pages before; where a later page has
    finer columns, they all get them.
    """

    box: Box
    columns: tuple[float, ...]
    contents: _Cells
    lines: list[str] = field(factory=list)
    cells: int
    continues: bool = False
    parts: list[RuledTable] = field(factory=list)

    def print_as_text(self) -> None:
        """Print the one row of heads that ends a page as a line of text, where no table of the next page follows."""
        if len(self.contents.rows) == 1 and not self.continues and not self.parts:
            self.lines[:] = [" ".join(word for _, word in self.contents.words if word), ""]


def ruled_tables(page: Page, before: RuledTable | None, top: float) -> list[RuledTable]:
    """Return the tables of a page that hold data.

    The table that ended the page `before` goes on if one of the same columns stands right below the page's head, which
    is `top` points high, or below a line such as 续表.
    """
    tables: list[RuledTable] = []
    ruled = page.filter(_is_no_shading)
    torn = _torn_edges(ruled)
    edges = {"explicit_horizontal_lines": torn, "explicit_vertical_lines": open_sides(ruled, torn)}
    printed_tables = _without_frames(ruled.find_tables(edges))
    all_contents = list(map(_contents, printed_tables))
    if not printed_tables or any(map(_is_printed_over, all_contents)):
        printed_tables = _without_frames(page.find_tables())
        all_contents = list(map(_contents, printed_tables))
    for printed, contents in zip(printed_tables, all_contents, strict=True):
        columns = tuple(sorted({round(float(cell[0]), 1) for row in printed.rows for cell in row.cells if cell}))
        table = RuledTable(
            box=printed.bbox, columns=columns, contents=contents, cells=len(contents.rows) * len(columns)
        )
        if not tables and before is not None and _same_columns(before, table) and not _words_above(page, table, top):
            _continue_table(table, before)
        elif len(printed.rows) > 1 or (printed is printed_tables[-1] and _ends_page(page, table, top)):
            table.lines = _own_lines(contents.grid(columns))
        if table.lines:
            tables.append(table)
    if before is not None and not (tables and tables[0].continues):
        before.print_as_text()
    return tables


def _own_lines(grid: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows of a table that begins on a page; one row of heads may go on on the next page."""
    if len(grid) > 1 or not grid:
        return barred_lines(grid) or []
    filled = [words for words in grid[0] if words]
    if len(filled) < 2 or any(is_figure_or_blank(words) for words in filled):
        return []
    return [barred_line(grid[0]), "|" + " --- |" * len(grid[0])]


def _torn_edges(page: Page) -> list[float]:
    """Return the heights at which upright rules begin or end without a line across: there a page break cut a row."""
    edges = [edge for edge in page.edges if max(edge["width"], edge["height"]) > _RULE]
    across = [edge["top"] for edge in edges if edge["orientation"] == "h"]
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    if not across or not upright:
        return []
    top, bottom = min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)
    torn = []
    if all(abs(edge - top) > _NEAR for edge in across) and sum(edge["top"] < top + _NEAR for edge in upright) > 2:
        torn.append(top)
    if (
        all(abs(edge - bottom) > _NEAR for edge in across)
        and sum(edge["bottom"] > bottom - _NEAR for edge in upright) > 2
    ):
        torn.append(bottom)
    return torn


def _without_frames(tables: Sequence[PlumberTable]) -> list[PlumberTable]:
    """Return the tables without frames around others."""
    return [table for table in tables if not any(_holds(table.bbox, other.bbox) for other in tables if other != table)]


def _is_printed_over(contents: _Cells) -> bool:
    """Return whether a heading is printed over a row of figures: 四、政府88 | 信息公开18 | 情况28."""
    rows = Counter(round(box[1]) for box, words in contents.words if _LETTERS_AND_FIGURE.fullmatch(words))
    return max(rows.values(), default=0) > 2


def _is_no_shading(thing: dict[str, Any]) -> bool:
    """Return whether a thing on a page is no ground behind words: a filled box without a border, no thin line."""
    if thing["object_type"] != "rect" or thing.get("stroke") or not thing.get("fill"):
        return True
    return min(float(thing["width"]), float(thing["height"])) <= _RULE


def _continue_table(table: RuledTable, before: RuledTable) -> None:
    """Make `table` the next part of the table on the page before, with the columns of both.

    A row that the page break cut is joined: its pieces belong to the last row of the page before.
    """
    table.continues, table.parts = True, [*before.parts, before]
    table.columns = _united(before.columns, table.columns)
    if table.columns != before.columns:
        for place, part in enumerate(table.parts):
            part.columns = table.columns
            grid = part.contents.grid(table.columns)
            part.lines[:] = _continued_lines(grid, table.parts[0]) if place else _own_lines(grid) or part.lines
    table.lines = _continued_lines(table.contents.grid(table.columns), table.parts[0])
    last = next((place for place in range(len(before.lines) - 1, -1, -1) if not _is_rule(before.lines[place])), None)
    joined = _joined_row(before.lines[last], table.lines[0]) if last is not None and table.lines else None
    if joined is not None and last is not None:
        before.lines[last] = joined
        table.lines = table.lines[1:]


def _is_rule(line: str) -> bool:
    return line.startswith("| ---")


def _joined_row(above: str, below: str) -> str | None:
    """Return a row with the pieces that a page break tore off; None if the row below is one of its own.

    >>> _joined_row("| 货币资金 | 12,345,678.9 |", "|  | 7 |"), _joined_row("| 甲 | 1.20 |", "| 乙 | 3.40 |")
    ('| 货币资金 | 12,345,678.97 |', None)
    >>> _joined_row("| 净资产收益率 | 18.40% |", "|  | 第一季度 |") is None
    True
    """
    cells, pieces = ([cell.strip() for cell in line[2:-2].split(" | ")] for line in (above, below))
    if len(cells) != len(pieces) or not any(pieces):
        return None
    both = [(cell, piece) for cell, piece in zip(cells, pieces, strict=True) if piece]
    if any(not cell for cell, _ in both) or (pieces[0] and not items_of(cells[0] + pieces[0])):
        return None
    if pieces[0] and items_of(cells[0]):
        return None
    if any(
        (is_figure_or_blank(cell) or is_figure_or_blank(cell + piece)) and not is_torn_amount(cell, piece)
        for cell, piece in both
    ):
        return None
    return barred_line([cell + piece for cell, piece in zip(cells, pieces, strict=True)])


def _united(columns: Sequence[float], others: Sequence[float]) -> tuple[float, ...]:
    """Return the left edges of both, where edges that are near each other are one."""
    return tuple(sorted([*columns, *(edge for edge in others if all(abs(edge - each) > _NEAR for each in columns))]))


def _continued_lines(grid: Sequence[Sequence[str]], first: RuledTable) -> list[str]:
    """Return the rows of a table that goes on, without the heads of its first part if they are printed again."""
    lines = [barred_line(row) for row in grid if any(row)]
    heads = [line for line in first.lines if not line.startswith("| ---")]
    while len(lines) > 1 and heads and lines[0] == heads[0]:
        lines, heads = lines[1:], heads[1:]
    return lines


def _holds(frame: Box, box: Box) -> bool:
    """Return whether a frame is larger than a box and holds its middle."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    larger = (box[2] - box[0]) * (box[3] - box[1]) * _FRAME < (frame[2] - frame[0]) * (frame[3] - frame[1])
    return larger and frame[0] < x < frame[2] and frame[1] < y < frame[3]


def _words_above(page: Page, table: RuledTable, top: float) -> bool:
    """Return whether words stand above a table that do not say that it goes on: below the page's head, or a heading."""
    foot = table.box[1] + 1
    if not any(char["bottom"] <= foot and char["text"].strip() for char in page.chars):
        return False
    lines = page.filter(lambda thing: thing.get("bottom", 0) <= foot).extract_text_lines(return_chars=False)
    continued, opening = pattern("table_words", "continued"), pattern("line_marks", "opening")
    words = [(line["bottom"] <= top, visible_characters(line["text"]).strip()) for line in lines]
    return any(
        continued.fullmatch(line) is None and (not in_head or ((place or line[:1] != "第") and opening.match(line)))
        for place, (in_head, line) in enumerate(words)
    )


def _ends_page(page: Page, table: RuledTable, edge: float) -> bool:
    """Return whether a table is as wide as a text, and no words stand between it and the foot of its page."""
    left, _, right, bottom = table.box
    if 2 * (right - left) < page.width:
        return False
    foot = page.height - edge
    return not any(bottom < char["top"] < foot and char["text"].strip() for char in page.chars)


def _same_columns(before: RuledTable, table: RuledTable) -> bool:
    """Return whether two tables have the same edges, where one of the two may have merged some of its columns."""
    columns, others = before.columns, table.columns
    if len(columns) < 2 or not others or abs(before.box[2] - table.box[2]) > _NEAR:
        return False
    return abs(columns[0] - others[0]) <= _NEAR and (_includes(columns, others) or _includes(others, columns))


def _includes(edges: Sequence[float], others: Sequence[float]) -> bool:
    return all(any(abs(edge - other) <= _NEAR for edge in edges) for other in others)


def _contents(table: PlumberTable) -> _Cells:
    from pdfplumber.utils.text import extract_text

    words: list[tuple[Box, str]] = []
    rows: list[float] = []
    for cells in _lettered_rows(table):
        words += [(box, visible_characters(_joined_lines(extract_text(inside)))) for box, inside in cells]
        flattest = min((box for box, _ in cells), key=lambda box: box[3] - box[1])
        rows.append((flattest[1] + flattest[3]) / 2)
    return _Cells(words=tuple(words), rows=tuple(rows), right=table.bbox[2])


def _lettered_rows(table: PlumberTable) -> Iterator[list[LetteredCell]]:
    """Yield the cells of each row of a table with their letters; only letters of its height are tried."""
    letters = sorted(
        ((char["top"] + char["bottom"]) / 2, place, (char["x0"] + char["x1"]) / 2, char)
        for place, char in enumerate(table.page.chars)
    )
    heights = [letter[0] for letter in letters]
    for row in table.rows:
        _, top, _, bottom = row.bbox
        line = sorted(letters[bisect_left(heights, top) : bisect_left(heights, bottom)], key=itemgetter(1))
        cells = []
        for box in filter(None, row.cells):
            left, top, right, bottom = box
            cells.append((box, [char for y, _, x, char in line if left <= x < right and top <= y < bottom]))
        if cells:
            yield from unruled_rows(cells)


def _joined_lines(text: str) -> str:
    """Return a cell's words without line ends: a figure may be broken anywhere, but two whole amounts are two."""
    joined = ""
    for line in text.split("\n"):
        two_amounts = _AMOUNT.search(joined) is not None and _AMOUNT.match(line) is not None
        joined += f" {line}" if two_amounts else line
    return joined.strip()
