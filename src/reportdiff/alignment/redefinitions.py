"""Metrics that two years print under one name and yet measure otherwise: another unit, another scope."""

from __future__ import annotations

from collections.abc import Iterable

from reportdiff.alignment.comparisons import unit_score
from reportdiff.alignment.names import normalize_name
from reportdiff.model import Kind, Metric, Pair, Report

__all__ = ["definition_changed"]


def definition_changed(prior: Report, current: Report, pairs: Iterable[Pair]) -> tuple[tuple[str, str], ...]:
    """Of the metrics without partner those whose name stands in both years, but in another unit or of another scope.

    Ids of the prior and of the current report, in the current report's order; each metric at most once.

    >>> from reportdiff import compare, parse
    >>> before, after = parse("全市供水能力12万吨。", year=2022), parse("全市供水能力15万户。", year=2023)
    >>> definition_changed(before, after, compare(before, after).result.pairs)
    (('m1', 'm1'),)
    """
    items = tuple(pairs)
    dropped, added = (
        {pair.prior for pair in items if pair.current is None},
        {pair.current for pair in items if pair.prior is None},
    )
    before: dict[tuple[object, ...], list[Metric]] = {}
    for metric in prior.metrics:
        if metric.id in dropped and metric.table is None:
            before.setdefault(_key(metric), []).append(metric)
    made = []
    for metric in current.metrics:
        if metric.id not in added or metric.table is not None:
            continue
        found = next((item for item in before.get(_key(metric), ()) if _otherwise(item, metric)), None)
        if found is not None:
            before[_key(metric)].remove(found)
            made.append((found.id, metric.id))
    return tuple(made)


def _key(metric: Metric) -> tuple[object, ...]:
    """The name without its scope; a plan stays a plan."""
    name = metric.name.removeprefix(metric.scope or "") or metric.name
    return normalize_name(name), metric.status


def _otherwise(one: Metric, other: Metric) -> bool:
    if (one.kind is Kind.RATIO) != (other.kind is Kind.RATIO):
        return True
    scopes = one.scope != other.scope and one.scope is not None and other.scope is not None
    return scopes or unit_score(one.figure.unit, other.figure.unit) == 0
