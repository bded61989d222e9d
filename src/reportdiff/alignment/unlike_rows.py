"""Rows of two tables that are called otherwise, and whose own comparatives say that they are no partners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from reportdiff.alignment.names import normalize_name
from reportdiff.arithmetic.intervals import intersects
from reportdiff.model import Metric, Pair, Report, TablePlace

__all__ = ["without_unlike_rows"]


def without_unlike_rows(pairs: Iterable[Pair], prior: Report, current: Report) -> Iterator[Pair]:
    """Yield the pairs but those of rows whose names differ and where the later one prints another figure for last year.

    A row of 520 a year ago is not one that prints 910 for now and 700 for a year ago under another name.
    """
    before, after = ({metric.id: metric for metric in report.metrics} for report in (prior, current))
    rows: dict[object, list[Metric]] = defaultdict(list)
    for metric in current.metrics:
        if metric.table is not None:
            rows[_row(metric.table)].append(metric)
    kept, unlike = [], set()
    for pair in pairs:
        one, other = before[str(pair.prior)], after[str(pair.current)]
        key = None
        if one.table is not None and other.table is not None and "confirmed" not in pair.reasons:
            key = _row(one.table), _row(other.table)
            printed = [metric for metric in rows[key[1]] if metric is not other and _same_time(one, metric)]
            agree = any(intersects(one.figure.interval, metric.figure.interval) for metric in printed)
            if printed and not agree and _label(one.table) != _label(other.table):
                unlike.add(key)
        kept.append((key, pair))
    yield from (pair for key, pair in kept if key not in unlike)


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
