"""Ranks of a table against the figures that they order: a row whose figure contradicts its rank.

The ranks are a column (位次) or number the rows (排名 in front). Which figures they order, and whether the largest or
the smallest comes first, the other rows tell; the row that breaks the order is asked about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import evolve

from reportdiff.arithmetic import Outcome
from reportdiff.checking.findings import make_check
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import is_total_label
from reportdiff.lexicon.columns import ColumnRole, column_head, head_of
from reportdiff.messages import phrase
from reportdiff.model import Check, CheckName, Claim, Direction, Metric, Severity, Verdict

__all__ = ["rank_order"]

_CHECK = CheckName.DIRECTION
_BESIDE = 5  # rows, below which ranks beside the figures that they order prove nothing
_ANYWHERE = 7  # the same where several columns stand in question
_CELL = re.compile(r"[ \t|]*(?P<text>[^\t|\n]*?)[ ]*(?:[\t|\n]|[ ]{2})")

_Cell = Metric | Claim
_Column = Mapping[int, _Cell]
"""The figures of a column by their row."""


def rank_order(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for each column of ranks of which the other columns tell what it orders."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in index.report.claims:
        if claim.table is not None and claim.figure is not None:
            claims[claim.table.id].append(claim)
    for table, metrics in index.by_table.items():
        columns = _columns([*metrics, *claims.get(table, ())])
        for place, ranks in _ranks(index, columns):
            others = {at: column for at, column in columns.items() if at != place and not _is_rank(column)}
            yield from _judged(index, place, ranks, others)


def _columns(cells: Sequence[_Cell]) -> dict[int, dict[int, _Cell]]:
    """Return the columns of a table, without its rows of totals."""
    found: dict[int, dict[int, _Cell]] = defaultdict(dict)
    for cell in cells:
        place = cell.table
        if place is not None and place.at is not None and not (place.row and is_total_label(place.row[-1])):
            found[place.at[1]].setdefault(place.at[0], cell)
    return found


def _is_rank(column: _Column) -> bool:
    place = next(iter(column.values())).table
    return place is not None and column_head(place.column).role is ColumnRole.RANK


def _ranks(index: ReportIndex, columns: Mapping[int, _Column]) -> Iterator[tuple[int, Mapping[int, int]]]:
    """Yield the place and the ranks by row of each column of ranks, among them one that numbers the rows."""
    for place, column in columns.items():
        if _is_rank(column):
            values = {row: _value(cell) for row, cell in column.items()}
            yield place, {row: int(value) for row, value in values.items() if value.denominator == 1}
    if columns and min(columns) > 1:
        yield 1, _numbers_ahead(index, columns)


def _numbers_ahead(index: ReportIndex, columns: Mapping[int, _Column]) -> Mapping[int, int]:
    """Return the ranks that stand ahead of the labels of rows, by row; none where the head says no rank."""
    starts = {row: cell.span.start for column in columns.values() for row, cell in column.items()}
    lines = {row: index.text.rfind("\n", 0, start) + 1 for row, start in starts.items()}
    top = min(lines.values())
    heads = index.text[max(0, index.text.rfind("\n\n", 0, top)) : top].splitlines()
    if not any(head_of(first[1]).means is ColumnRole.RANK for head in heads if (first := _CELL.match(f"{head}\n"))):
        return {}
    firsts = {row: _CELL.match(index.text, start) for row, start in lines.items()}
    return {row: int(first["text"]) for row, first in firsts.items() if first is not None and first["text"].isdecimal()}


def _value(cell: _Cell) -> Fraction:
    assert cell.figure is not None
    down = isinstance(cell, Claim) and cell.direction is Direction.DOWN
    return -cell.figure.value if down else cell.figure.value


def _judged(
    index: ReportIndex, place: int, ranks: Mapping[int, int], columns: Mapping[int, _Column]
) -> Iterator[Check]:
    """Yield the check of the column that ranks order, wholly or but for one row; nothing where several may be meant."""
    found: list[tuple[_Column, int]] = []
    for at in sorted(columns, key=lambda at: (at > place, abs(at - place))):
        column = {row: columns[at][row] for row in sorted(ranks, key=ranks.__getitem__) if row in columns[at]}
        if len(column) < _BESIDE or len({_value(cell) for cell in column.values()}) < _BESIDE:
            continue
        if _in_order([*map(_value, column.values())]):
            yield _check(index, column, ranks, None)
            return
        beside = at == place - 1 or len(columns) == 1
        if len(column) >= (_BESIDE if beside else _ANYWHERE) and (row := _out_of_order(column)) is not None:
            found.append((column, row))
    kept = [ranks[row] for row in found[0][0] if row != found[0][1]] if len(found) == 1 else []
    if kept and len(set(kept)) == len(kept):
        yield _check(index, found[0][0], ranks, found[0][1])


def _in_order(values: Sequence[Fraction]) -> bool:
    """Return whether values only fall, or only rise."""
    return any(all(sign * (after - before) >= 0 for before, after in pairwise(values)) for sign in (1, -1))


def _out_of_order(column: _Column) -> int | None:
    """Return the row without which a column is in order: of two neighbours the one that is further off."""
    rests = ((out, [_value(cell) for row, cell in column.items() if row != out]) for out in column)
    return next((out for out, rest in rests if _in_order(rest)), None)


def _check(index: ReportIndex, column: _Column, ranks: Mapping[int, int], row: int | None) -> Check:
    """Return the check of a column that ranks order, or of the row that breaks the order."""
    cell = column[next(iter(column)) if row is None else row]
    made = index.metric_context(cell, check=_CHECK) if isinstance(cell, Metric) else index.context(cell)
    context = evolve(made, check=_CHECK, relation=None)
    if row is None:
        return make_check(Outcome(Verdict.CONSISTENT), context, None)
    hint = phrase("findings.out_of_rank", rank=str(ranks[row]), count=len(column) - 1)
    return make_check(Outcome(Verdict.UNCHECKED), context, None, severity=Severity.QUESTION, hints=(hint,))
