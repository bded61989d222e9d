"""Columns that two others of their rows explain: 办结率 = 办结数 / 受理数, 2019-2023年均增长, 上年当月 | 增长.

No head says which columns a rate is of, what a yearly growth counts from, or between which figures a change lies. The
pair of columns that reproduces it in so many rows that no chance does is taken; a column that no pair explains stays a
column of figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from reportdiff.extraction.tables.grid import Column, Grid, Key, ReadCell, holds
from reportdiff.lexicon.columns import CHANGE_COLUMNS, ColumnRole
from reportdiff.model import RelationKind

__all__ = ["averaged_columns", "changed_columns", "rated_columns"]

_DIGITS = 5  # of the percentages that a pair reproduces, all rows together, below which it may do so by chance
_OF_CHANGES = 6  # the same of changes
_MOST = 12  # columns of amounts beside a rate, above which none is looked for
_NO_AMOUNTS = CHANGE_COLUMNS | {ColumnRole.RANK, ColumnRole.SCORE, ColumnRole.SHARE, ColumnRole.COMPLETION}


def rated_columns(grid: Grid, own: Column) -> tuple[Key, Key] | None:
    """Return the columns that a column of percentages is the ratio of, nearest first; None where no rows prove it."""
    return _explaining(grid, own, RelationKind.SHARE)


def changed_columns(grid: Grid, own: Column, form: RelationKind) -> tuple[Key, Key] | None:
    """Return the columns between which a column of changes lies, where no heads tell them and its rows prove them."""
    return None if own.head.monthly else _explaining(grid, own, form, least=_OF_CHANGES)


def _explaining(grid: Grid, own: Column, form: RelationKind, *, least: int = _DIGITS) -> tuple[Key, Key] | None:
    amounts = [
        column
        for column in grid.columns.values()
        if column is not own
        and not column.is_rate
        and column.metric is not None
        and column.head.role not in _NO_AMOUNTS
    ]
    if len(amounts) > _MOST or len(own.cells) < 2:
        return None
    amounts.sort(key=lambda column: (column.position > own.position, abs(column.position - own.position)))
    for part, whole in permutations(amounts, 2):
        if _proved(list(_outcomes(own, part, whole, form)), least):
            return part.key, whole.key
    return None


def _outcomes(own: Column, part: Column, whole: Column, form: RelationKind) -> Iterator[tuple[bool, int]]:
    """Yield for each row that says something whether it bears a relation out, and the digits of what it states."""
    for row, item in own.cells.items():
        done, due = part.cells.get(row), whole.cells.get(row)
        if done is None or due is None or not due.stated or done.stated == due.stated or not done.stated:
            continue
        outcome = holds(form, item.figure, done.figure, due.figure)
        if outcome is not None:
            yield outcome, item.figure.counted_digits


def _proved(outcomes: Sequence[tuple[bool, int]], least: int) -> bool:
    held = [digits for outcome, digits in outcomes if outcome]
    return len(held) >= 2 * (len(outcomes) - len(held)) and len(held) > 1 and sum(held) >= least


def averaged_columns(grid: Grid, own: Column) -> tuple[Key, Key] | None:
    """Return the columns of the last and the first year of a yearly growth; None where the rows bear out none."""
    subjects = [column.head.subject for column in grid.columns.values() if column.metric is not None and column.year]
    levels = [
        column
        for column in grid.columns.values()
        if column.metric is not None and column.year and not column.part and subjects.count(column.head.subject) > 1
    ]
    named = [when.year for when in (own.head.own, own.head.base) if when is not None]
    years = named if len(named) > 1 else [column.year for column in levels]
    ends = max(years, key=lambda year: year or 0, default=None), min(years, key=lambda year: year or 0, default=None)
    last, first = ([column for column in levels if column.year == year] for year in ends)
    if len(last) != 1 or len(first) != 1 or (span := (last[0].year or 0) - (first[0].year or 0)) < 2:
        return None
    rows = [(item, last[0].cells.get(row), first[0].cells.get(row)) for row, item in own.cells.items()]
    outcomes = [_grows(item, now, before, span) for item, now, before in rows if now and before and before.stated > 0]
    return (last[0].key, first[0].key) if sum(outcomes) >= 2 * max(1, outcomes.count(False)) else None


def _grows(item: ReadCell, now: ReadCell, before: ReadCell, years: int) -> bool:
    """Return whether a yearly growth leads from one figure to another within its last place."""
    place = item.figure.last_place or 1
    low, high = (before.stated * (1 + (item.stated + each) / 100) ** years for each in (-place, place))
    return low <= now.stated <= high
