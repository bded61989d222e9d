"""Rows that the rows below them make, level by level: 全市 of 市本级 and 区县, 区县 of the districts under it.

No label says what belongs to which: the columns of the table prove it. A row that adds up those right below it in one
column does so in the others; one that does not is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate

from attrs import frozen

from reportdiff.checking.findings import decided
from reportdiff.checking.operands import evaluate_sum, operand_of, stated_value_of
from reportdiff.checking.policy import Grounds, Reservation, decide
from reportdiff.checking.report_index import ReportIndex
from reportdiff.checking.totals.in_tables import table_totals
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.statement_forms import items_of
from reportdiff.model import Binding, Check, CheckName, Metric

__all__ = ["nested_rows"]

_LEAST, _MOST = 5, 60  # rows of a table with two levels, and rows above which none are looked for
_WIDEST = 40  # parts of a row
_ITEMS = 2  # items of forms that make a table a statement, whose sums have checks of their own
_PROOFS = 2  # cells that must add up, and how many times as many as do not
_DIGITS = 6  # of the sums that hold, all together, where every row of the table has its place

_Row = Mapping[int, Metric]


@frozen(kw_only=True)
class _Sum:
    """A row with the rows that make it, and in which columns they do."""

    row: _Row
    parts: tuple[_Row, ...]
    held: frozenset[int]
    failed: frozenset[int]


def nested_rows(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every cell of a row that is the sum of the rows below it, in a table that is nested so."""
    tables = [found for metrics in index.by_table.values() if (found := _nested(metrics))]
    checked = {check.metric for check in table_totals(index)} if tables else set()
    for found in tables:
        for each in found:
            for column in sorted(each.held | each.failed):
                if each.row[column].id not in checked:
                    yield _check(index, each, column)


def _nested(metrics: Sequence[Metric]) -> list[_Sum]:
    """Return the sums of a table, none where they do not give every row its place under one row."""
    rows: dict[int, dict[int, Metric]] = {}
    for metric in metrics:
        place = metric.table
        if place is None or place.at is None or not place.row:
            return []
        label, head = place.row[-1], "".join(place.column[-1:])
        if not metric.is_rate and not check_words("no sum").search(label + "\n" + head):
            rows.setdefault(place.at[0], {})[place.at[1]] = metric
    ordered = [rows[number] for number in sorted(rows)]
    if not _LEAST <= len(ordered) <= _MOST:
        return []
    labels = {"".join(next(iter(row.values())).table.row[-1:]) for row in ordered}  # type: ignore[union-attr]
    if len(labels) < len(ordered) or sum(bool(dict(items_of(label))) for label in labels) >= _ITEMS:
        return []
    found = list[_Sum]()
    below = list[_Row]()  # rows that no other row found so far is made of, the nearest first
    for row in reversed(ordered):
        made = _made_of(row, below)
        if made is not None:
            found.append(made)
            below = below[len(made.parts) :]
        below.insert(0, row)
    held = sum(len(each.held) for each in found)
    digits = sum(each.row[column].figure.counted_digits for each in found for column in each.held)
    complete = len(below) == 1 and len(found) > 1
    return found if complete and digits >= _DIGITS and held >= _PROOFS * max(1, _causes(found)) else []


def _made_of(row: _Row, below: Sequence[_Row]) -> _Sum | None:
    """Return a row as the sum of the next rows with which it adds up in most columns; None where it does in none."""
    best: _Sum | None = None
    sums = {column: list(accumulate(_value(part, column) for part in below[:_WIDEST])) for column in row}
    for count in range(2, min(len(below), _WIDEST) + 1):
        parts = tuple(below[:count])
        held, failed = set[int](), set[int]()
        for column, metric in row.items():
            cells = [part[column] for part in parts if column in part]
            if metric.figure.value and sum(bool(cell.figure.value) for cell in cells) > 1:
                room = (count + 1) * metric.figure.last_place / 2
                alike = all(cell.figure.unit == metric.figure.unit for cell in cells)
                fits = alike and abs(sums[column][count - 1] - metric.figure.value) <= room
                (held if fits else failed).add(column)
        if held and len(held) >= len(failed) and (best is None or len(held) > len(best.held)):
            best = _Sum(row=row, parts=parts, held=frozenset(held), failed=frozenset(failed))
    return best


def _value(row: _Row, column: int) -> Fraction:
    return row[column].figure.value if column in row else Fraction(0)


def _causes(found: Sequence[_Sum]) -> int:
    """Return how many figures may make sums fail: a row that is wrong fails as a sum and as a part."""
    failing = [(each, column) for each in found for column in each.failed]
    rows = [(id(each.row), column) for each, column in failing]
    inside = sum(any((id(part), column) in rows for part in each.parts) for each, column in failing)
    return len(failing) - inside


def _check(index: ReportIndex, each: _Sum, column: int) -> Check:
    total, parts = each.row[column], [part[column] for part in each.parts if column in part]
    outcome = evaluate_sum(total.figure, map(operand_of, (part.figure for part in parts)))
    decision = decide(outcome, Grounds(bindings=(Binding.ROW,), reservations=(Reservation.SUM_FAILS_HERE,)))
    context = index.sum_context(total, parts, check=CheckName.TOTAL)
    stated = stated_value_of(total.figure)
    return decided(decision, context, stated)
