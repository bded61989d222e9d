"""Rows of two tables that are called otherwise, and that their comparatives or names tell from one another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from reportdiff.alignment.names import normalize_name
from reportdiff.arithmetic.intervals import intersects
from reportdiff.lexicon.alignment import name_words
from reportdiff.lexicon.words import alternation
from reportdiff.model import Metric, Pair, Report, TablePlace
from reportdiff.text.scorers import most_alike

__all__ = ["without_unlike_rows"]

_ALIKE = 7_500  # of 10,000: rows so alike may be one that was renamed
_CODE = re.compile(r"\d")


def without_unlike_rows(pairs: Iterable[Pair], prior: Report, current: Report) -> Iterator[Pair]:
    """Yield the pairs but those of rows that two tables print of two things.

    Their names differ, and the later one prints another figure for last year: a row of 520 a year ago is not one that
    prints 910 for now and 700 for a year ago. Or the tables list things, of which some are in both under one name, and
    these two have little of their names in common: 家具制造业, 汽车制造业.
    """
    before, after = ({metric.id: metric for metric in report.metrics} for report in (prior, current))
    rows: dict[object, list[Metric]] = defaultdict(list)
    for metric in current.metrics:
        if metric.table is not None:
            rows[_row(metric.table)].append(metric)
    pairs, kept = list(pairs), list[tuple[object, Pair]]()
    unlike, apart, same = set[object](), set[object](), set[object]()
    listed = _tables_with_common_rows(pairs, before, after)
    for pair in pairs:
        one, other = before[str(pair.prior)], after[str(pair.current)]
        key = None
        if one.table is not None and other.table is not None and "confirmed" not in pair.reasons:
            key = _row(one.table), _row(other.table)
            printed = [metric for metric in rows[key[1]] if metric is not other and _same_time(one, metric)]
            agree = any(intersects(one.figure.interval, metric.figure.interval) for metric in printed)
            if agree:
                same.add(key)
            elif _label(one.table) != _label(other.table):
                if printed:
                    unlike.add(key)
                elif (one.table.id, other.table.id) in listed and _name_two_things(one.table, other.table):
                    apart.add(key)
        kept.append((key, pair))
    unlike |= apart - same
    yield from (pair for key, pair in kept if key not in unlike)


def _tables_with_common_rows(
    pairs: Iterable[Pair], before: Mapping[str, Metric], after: Mapping[str, Metric]
) -> set[tuple[str, str]]:
    """Return the tables of which a row of one is paired with a row of the other under the very same name."""
    places = ((before[str(pair.prior)].table, after[str(pair.current)].table) for pair in pairs)
    return {(one.id, other.id) for one, other in places if one and other and one.row and _label(one) == _label(other)}


def _name_two_things(one: TablePlace, other: TablePlace) -> bool:
    """Return whether the labels of two rows have little in common, and neither is the other one in short."""
    labels = [_generic().sub("", _label(place)) for place in (one, other)]
    short, long = sorted(labels, key=len)
    signs = iter(long)
    if not short or _CODE.match(short) or all(sign in signs for sign in short):
        return False
    return not most_alike(short, [long], least=_ALIKE, limit=1)


@cache
def _generic() -> re.Pattern[str]:
    """Return the pattern of what many rows of a table end with: 农林水|支出, 农林水|事务."""
    return re.compile(alternation(name_words("end of many rows")) + "+$")


def _row(place: TablePlace) -> object:
    return place.id, place.row, place.at[0] if place.at is not None else None


def _label(place: TablePlace) -> str:
    return normalize_name("".join(place.row))


def _same_time(one: Metric, other: Metric) -> bool:
    """Return whether two figures are of one period, unit and status."""
    return (
        one.period is not None
        and one.period == other.period
        and one.figure.unit == other.figure.unit
        and one.status is other.status
    )
