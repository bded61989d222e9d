"""Columns that add up without a word that says so: 地区生产总值 | 第一产业 | 第二产业 | 第三产业, 收入 | 支出 | 结余.

A column is taken for the sum of the columns beside it, or for what one of them leaves of another, where so many rows
bear it out that no chance does. A row that does not is asked about, and never accused: no head says what it means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from reportdiff.arithmetic import Outcome, agrees
from reportdiff.checking.findings import decided
from reportdiff.checking.operands import evaluate_sum, signed_operand, stated_value_of
from reportdiff.checking.policy import Grounds, Reservation, decide
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words, is_total_label
from reportdiff.lexicon.columns import ColumnRole, column_head
from reportdiff.model import Binding, Check, CheckName, Kind, Metric

__all__ = ["column_sums"]

_ROWS = 3  # of a table, below which its columns prove nothing
_COLUMNS = 10  # of amounts, above which no sums without a word are looked for
_DIGITS = 12  # of the sums that rows bear out, all together, below which they may come out right by chance
_LONG = 16  # the same where only twice as many rows hold as fail
_MOST, _TWICE = 3, 2  # times as many rows as fail must hold
_BALANCES = frozenset({ColumnRole.OPENING, ColumnRole.CLOSING})  # roll_forward.py has those
_NO_AMOUNTS = frozenset({ColumnRole.RANK, ColumnRole.SCORE})

_Row = Mapping[int, Metric]
_Terms = tuple[tuple[int, int], ...]
"""The places of the parts of a sum, and their signs."""


def column_sums(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every cell of a column that its rows prove to be made of those beside it."""
    for metrics in index.by_table.values():
        rows, places = _rows(metrics)
        if len(rows) < _ROWS or not 3 <= len(places) <= _COLUMNS:
            continue
        explained: list[frozenset[int]] = []
        for total, terms in _candidates(places):
            columns = frozenset((total, *(place for place, _ in terms)))
            if not any(columns <= each for each in explained) and (outcomes := _borne_out(rows, total, terms)):
                explained.append(columns)
                yield from (_check(index, row, total, terms, outcome) for row, outcome in outcomes)


def _rows(metrics: Sequence[Metric]) -> tuple[list[_Row], list[int]]:
    """Return the rows of amounts of a table, and the places of the columns that may be sums or parts of them.

    A table from balance to balance, and one with a column of totals, have none.
    """
    rows: dict[object, dict[int, Metric]] = defaultdict(dict)
    places: dict[int, bool] = {}
    for metric in metrics:
        place = metric.table
        if place is None or place.at is None or not place.column or metric.kind is Kind.RATIO or metric.is_rate:
            continue
        column, last = place.at[1], place.column[-1]
        if column not in places:
            role = column_head(place.column, metric.figure.unit).role
            if role in _BALANCES or is_total_label(last):
                return [], []
            places[column] = role not in _NO_AMOUNTS and not check_words("no sum").search(last)
        rows[place.at[0]][column] = metric
    return [*rows.values()], sorted(place for place, free in places.items() if free)


def _candidates(places: Sequence[int]) -> Iterator[tuple[int, _Terms]]:
    """Yield a column with those that may make it: a run of them before or behind it, or two of which it is the rest."""
    for at, total in enumerate(places):
        for end in range(at + 3, len(places) + 1):
            yield total, tuple((place, 1) for place in places[at + 1 : end])
        for first in range(at - 1):
            yield total, tuple((place, 1) for place in places[first:at])
    for one, other, rest in combinations(places, 3):
        yield rest, ((one, 1), (other, -1))
        yield other, ((one, 1), (rest, 1))  # 更正前 | 更正后 | 更正数


def _borne_out(rows: Sequence[_Row], total: int, terms: _Terms) -> list[tuple[_Row, Outcome]]:
    """Return the rows that print a sum with all its parts, and their outcomes, if enough of them hold."""
    needed = (total, *(place for place, _ in terms))
    whole: list[_Row] = []
    failed = 0
    for row in rows:
        figures = [row[place].figure for place in needed if place in row and row[place].figure.value]
        if len(figures) < len(needed):
            continue
        whole.append(row)
        gap = figures[0].value - sum(each.value * sign for each, (_, sign) in zip(figures[1:], terms, strict=True))
        failed += abs(gap) > sum(figure.last_place for figure in figures)
        if len({figure.unit for figure in figures}) > 1 or (failed > 1 and failed * (_MOST + 1) > len(whole)):
            return []
    outcomes = [
        (row, evaluate_sum(row[total].figure, (signed_operand(row[at].figure, sign) for at, sign in terms)))
        for row in whole
    ]
    held = {row[total].figure.text for row, outcome in outcomes if agrees(outcome.verdict)}
    digits = sum(len(text.replace(".", "").lstrip("-0")) for text in held)
    proved = len(held) > 1 and digits >= (_DIGITS if len(held) >= _MOST * failed else _LONG)
    return outcomes if proved and len(held) >= _TWICE * failed else []


def _check(index: ReportIndex, row: _Row, total: int, terms: _Terms, outcome: Outcome) -> Check:
    decision = decide(outcome, Grounds(bindings=(Binding.ROW,), reservations=(Reservation.SUM_FAILS_HERE,)))
    parts, signs = [row[place] for place, _ in terms], [sign for _, sign in terms]
    context = index.sum_context(row[total], parts, check=CheckName.TOTAL, signs=signs)
    stated = stated_value_of(row[total].figure)
    return decided(decision, context, stated)
