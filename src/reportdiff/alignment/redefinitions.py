"""Find metrics that two years print under one name and yet measure otherwise: another unit, another scope."""

from __future__ import annotations

from collections.abc import Iterable

from reportdiff.alignment.comparisons import unit_score
from reportdiff.alignment.names import normalize_name
from reportdiff.model import Kind, Metric, Pair, Report

__all__ = ["definition_changed"]


def definition_changed(prior: Report, current: Report, pairs: Iterable[Pair]) -> tuple[tuple[str, str], ...]:
    """Return the metrics without partner whose name stands in both years, but in another unit or of another scope.

    Each pair has the id of the prior and of the current metric; they come in the current report's order, and each
    metric stands in one of them at most.

    >>> from reportdiff import compare, parse
    >>> before, after = parse("全市供水能力12万吨。", year=2022), parse("全市供水能力15万户。", year=2023)
    >>> definition_changed(before, after, compare(before, after).result.pairs)
    (('m1', 'm1'),)
    """
    items = tuple(pairs)
    dropped = {pair.prior for pair in items if pair.current is None}
    added = {pair.current for pair in items if pair.prior is None}
    prior_metrics: dict[tuple[object, ...], list[Metric]] = {}
    for metric in prior.metrics:
        if metric.id in dropped and metric.table is None:
            prior_metrics.setdefault(_key(metric), []).append(metric)
    made = []
    for metric in current.metrics:
        if metric.id not in added or metric.table is not None:
            continue
        namesakes = prior_metrics.get(_key(metric), [])
        found = next((item for item in namesakes if _measures_otherwise(item, metric)), None)
        if found is not None:
            namesakes.remove(found)
            made.append((found.id, metric.id))
    return tuple(made)


def _key(metric: Metric) -> tuple[object, ...]:
    """Return the name without its scope; a plan stays a plan."""
    name = metric.name.removeprefix(metric.scope or "") or metric.name
    return normalize_name(name), metric.status


def _measures_otherwise(prior: Metric, current: Metric) -> bool:
    if (prior.kind is Kind.RATIO) != (current.kind is Kind.RATIO):
        return True
    other_scope = prior.scope != current.scope and prior.scope is not None and current.scope is not None
    return other_scope or unit_score(prior.figure.unit, current.figure.unit) == 0
