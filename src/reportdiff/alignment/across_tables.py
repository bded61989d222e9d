"""Pair a figure in prose with the cell of a table that has its very name, where neither has another partner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from fractions import Fraction

from reportdiff.alignment.comparisons import unit_score
from reportdiff.alignment.names import normalize_name
from reportdiff.lexicon.columns import ColumnRole, column_head
from reportdiff.lexicon.reference_names import facets_fit
from reportdiff.lexicon.words import words_of
from reportdiff.model import Metric, Pair, Report, Status

__all__ = ["pairs_across_tables"]

_SCORE = Fraction(3, 4)  # a name alone: such a pair is always marked for review
_LEAST = 2  # characters of a name
_TIMES = (ColumnRole.OTHER, ColumnRole.CURRENT, ColumnRole.CLOSING)


def pairs_across_tables(prior: Report, current: Report, taken: Set[str], left_out: Set[str]) -> Iterator[Pair]:
    """Yield a pair for each two figures of one name that are the only ones of it, one of them in a table.

    其中资本化研发投入1,100万元 a year ago, | 资本化研发投入 | 1,300.00 | under 金额 now.

    Args:
        prior: Last year's report.
        current: This year's report.
        taken: Ids of metrics of `prior` that have a partner or take no part.
        left_out: Ids of metrics of `current` likewise.
    """
    sides = [_by_name(report, ids) for report, ids in ((prior, taken), (current, left_out))]
    for name, metrics in sides[1].items():
        before = sides[0].get(name, [])
        if len(metrics) == len(before) == 1 and _may_be_one(before[0], metrics[0]):
            reasons = {"name": Fraction(1)}
            yield Pair(prior=before[0].id, current=metrics[0].id, score=_SCORE, reasons=reasons, review=True)


def _may_be_one(one: Metric, other: Metric) -> bool:
    """Return whether two figures of one name stand the one in prose, the other in a table, in units of one measure."""
    across = (one.table is None) is not (other.table is None)
    units = unit_score(one.figure.unit, other.figure.unit) > 0 and one.is_rate == other.is_rate
    return across and units and facets_fit(one.facets, other.facets)


def _by_name(report: Report, left_out: Set[str]) -> Mapping[str, list[Metric]]:
    """Return the figures of the report's own year by what they are called, without those that are left out."""
    found: dict[str, list[Metric]] = defaultdict(list)
    for metric in report.metrics:
        if metric.status is Status.ACTUAL and metric.year in (report.own_year, None):
            name = normalize_name(_called(metric))
            if len(name) >= _LEAST:
                found[name].append(metric)
    return {name: metrics for name, metrics in found.items() if all(metric.id not in left_out for metric in metrics)}


def _called(metric: Metric) -> str:
    """Return a metric's name; that of a cell is its row's, where its column only says 金额 or the year."""
    place = metric.table
    if place is None:
        return metric.name
    head = column_head(place.column)
    plain = bool(place.row) and head.role in _TIMES and all(word in words_of("measure alone") for word in head.subject)
    return place.row[-1] if plain else ""
