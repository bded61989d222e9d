"""Cells that print words between the figures of a sum: 详见附注 in the place of a part leaves the sum open."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby, pairwise

from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.patterns import pattern
from reportdiff.model import Check, CheckName, Severity, Span

__all__ = ["in_torn_rows", "unread_cell"]

_BARS = re.compile(r"[|｜│┃║\t]")
_LONGEST = 24  # characters of a cell that stands for a figure; a longer one is a remark

_Row = Sequence[Span]


def unread_cell(check: Check, index: ReportIndex) -> str | None:
    """Return the words of a cell between the figures of a sum of one row or column; None where there are none.

    A column or row that mostly prints words is one of remarks or of labels, and leaves nothing open.
    """
    spans = sorted(item.span for item in check.evidence)
    metric = index.metric(check.metric)
    if len(spans) < 2 or metric is None or metric.table is None or metric.table.at is None:
        return None
    rows = _rows(index, spans[0].start, spans[-1].end)
    if all(len(row) == 1 for row in rows):
        return None  # no bars tell its cells
    first, last = _column(rows[0], spans[0]), _column(rows[-1], spans[-1])
    if len(rows) == 1:
        table = index.by_table[metric.table.id]
        lines = _rows(index, table[0].span.start, table[-1].span.end)
        cells = [
            cell
            for place, cell in enumerate(rows[0])
            if first < place < last and not _mostly_words(index, [row[place] for row in lines if place < len(row)])
        ]
    elif first == last:
        cells = [row[first] for row in rows[1:-1] if first < len(row) and not _mostly_words(index, row[1:])]
    else:
        return None
    return next((cell.of(index.text).strip() for cell in cells if _is_unread(index, cell)), None)


def _rows(index: ReportIndex, start: int, end: int) -> Sequence[_Row]:
    """Return the cells of the lines from one place of the text to another, blank ones too."""
    text, found = index.text, []
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    for line in text[begin : len(text) if stop < 0 else stop].split("\n"):
        bars = [begin - 1, *(begin + bar.start() for bar in _BARS.finditer(line)), begin + len(line)]
        found.append([Span(left + 1, right) for left, right in pairwise(bars)])
        begin += len(line) + 1
    return found


def _column(row: _Row, figure: Span) -> int:
    return next((place for place, cell in enumerate(row) if figure.start < cell.end), len(row))


def _mostly_words(index: ReportIndex, cells: _Row) -> bool:
    return 2 * sum(_is_unread(index, cell) for cell in cells) > len(cells)


def _is_unread(index: ReportIndex, cell: Span) -> bool:
    """Return whether a cell prints something in which no figure was read, and that does not say that there is none."""
    words = cell.of(index.text).strip()
    if not words or len(words) > _LONGEST or pattern("table_words", "no value").fullmatch(words):
        return False
    place = bisect_left(index.figure_starts, cell.start)
    return place == len(index.figure_starts) or index.figure_starts[place] >= cell.end


def in_torn_rows(check: Check, index: ReportIndex) -> bool:
    """Return whether a sum goes down the columns of a table without bars whose rows differ in their figures, or may.

    Which cell of such a row is blank is not told, and so not in which columns its figures stand.
    """
    metric = index.metric(check.metric)
    if metric is None or metric.table is None or metric.table.at is not None:
        return False
    asks = check.check is CheckName.TIE_OUT and check.severity is Severity.QUESTION
    if check.check is not CheckName.STOCK_FLOW and not asks:
        return False
    cells = [cell for cell in index.by_table[metric.table.id] if cell.table is not None]
    rows = {len(list(row)) for _, row in groupby(cells, key=lambda cell: cell.table and cell.table.row)}
    return len(rows) > 1
