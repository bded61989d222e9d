"""What columns take from those beside them: a measure, a time, a unit, and whether they run from balance to balance."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

from attrs import evolve

from reportdiff.lexicon.columns import CHANGE_COLUMNS, TIME_COLUMNS, ColumnRole, When, column_head, head_of
from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.unit_labels import unit_in
from reportdiff.model import Cell, Table

__all__ = ["has_flows", "measures_of", "times_of", "with_units_beside"]

_REPEATED = 2  # columns under one head
_RATES = frozenset({ColumnRole.PERCENT, ColumnRole.POINTS})
_ABOVE = 60  # characters above a table in which its units stand
_DIFFERENCES = frozenset({ColumnRole.ABSOLUTE, ColumnRole.INCREASE})
_RATIOS = frozenset({"", "%", "个百分点", "百分点", "倍"})
_Place = tuple[tuple[str, ...], int | None]
"""The heads of a column, and its number where the table has one."""


def measures_of(table: Table) -> dict[tuple[str, ...], str]:
    """Return what a bare column of last year is of by the column before it: 产量（吨） | 上年（吨）, by heads."""
    units = {cell.column: cell.unit for cell in reversed(table.cells) if cell.column}
    heads = [(path, unit_in(path[-1])[0], units[path]) for path in dict.fromkeys(c.column for c in table.cells) if path]
    if any(head_of(words).means is ColumnRole.CURRENT for _, words, _ in heads):
        return {}
    found = {}
    for (before, measure, unit), (path, words, own) in pairwise(heads):
        last, beside = head_of(words), unit and unit == own and before[:-1] == path[:-1]
        if beside and last.means is ColumnRole.PRIOR and not last.rest and head_of(measure).means is ColumnRole.OTHER:
            found[path] = measure
    return found


def times_of(table: Table) -> dict[int, When]:
    """Return the times of shares and changes whose columns print one head and no time, by the dated column before each.

    2023年金额 | 占比 | 2022年金额 | 占比 and 2023年 | 增减 | 2022年 | 增减 | 2021年
    """
    heads = {cell.at[1]: cell.column for cell in table.cells if cell.at is not None and cell.column}
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in sorted(heads):
        places[heads[place]].append(place)
    dated = {place: own for place, path in heads.items() if (own := column_head(path).own) is not None}
    found: dict[int, When] = {}
    for path, at in places.items():
        if len(at) < _REPEATED or column_head(path, "%").role not in {ColumnRole.SHARE, *CHANGE_COLUMNS}:
            continue
        before = [
            {dated[near] for near in range(start + 1, end) if near in dated} for start, end in pairwise([-1, *at])
        ]
        times = [time for each in before if len(each) == 1 for time in each]
        if len(times) == len(at) == len(set(times)):
            found.update(zip(at, times, strict=True))
    return found


def _place(cell: Cell) -> _Place:
    """Return a cell's column: two may have one head but for its unit, 增减（万元） and 增减（%）."""
    return cell.column, cell.at[1] if cell.at is not None else None


def with_units_beside(table: Table, text: str) -> Table:
    """Return a table whose cells have the units that stand beside them, or above them in the `text`.

    Levels take the unit that only their differences print: 2023年 | 2024年 | 增减（件）. In a row of rates a difference
    is in points, whatever its column says: 存贷比（%） 70.4 under 比年初增加（亿元）. Where 单位：件、% stands above, a
    bare 同比 is a rate.
    """
    units: dict[_Place, Counter[str]] = defaultdict(Counter)
    for cell in table.cells:
        if cell.column:
            units[_place(cell)].update([cell.unit])
    printed = {place: count.most_common(1)[0][0] for place, count in units.items()}
    roles = {place: column_head(place[0], unit).role for place, unit in printed.items()}
    lent = {unit for place, unit in printed.items() if roles[place] is ColumnRole.ABSOLUTE and unit not in _RATIOS}
    unit = lent.pop() if len(lent) == 1 and not table.unit else ""
    first = table.cells[0].span.start if table.cells else 0
    rates = pattern("table_words", "unit and rate").search(text, max(0, table.span.start - _ABOVE), first) is not None
    cells = []
    for cell in table.cells:
        role = roles.get(_place(cell))
        if unit and role in TIME_COLUMNS and not cell.unit:
            cell = evolve(cell, unit=unit)
        elif cell.unit == "%" and role in _DIFFERENCES and printed[_place(cell)] not in _RATIOS:
            cell = evolve(cell, unit="个百分点")
        elif rates and role is ColumnRole.OTHER and not cell.unit and column_head(cell.column, "%").role in _RATES:
            cell = evolve(cell, unit="%")
        cells.append(cell)
    return evolve(table, cells=tuple(cells))


def has_flows(table: Table) -> bool:
    """Return whether a table says what was taken off a balance, or what was added to it before its end is printed."""
    places: dict[tuple[str, ...], int] = {}
    for number, cell in enumerate(table.cells):
        places.setdefault(cell.column, cell.at[1] if cell.at is not None else number)
    roles = [column_head(path).role for path in sorted(places, key=places.__getitem__)]
    added = roles.index(ColumnRole.INCREASE) if ColumnRole.INCREASE in roles else len(roles)
    return ColumnRole.OUTFLOW in roles or ColumnRole.CLOSING in roles[added:]
