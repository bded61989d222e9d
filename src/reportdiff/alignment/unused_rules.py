"""Find the rules of a corrections file that match nothing in two reports, so that a slip in a name is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportdiff.alignment.corrections import Corrections, PairRule
from reportdiff.model import Pair, Report

__all__ = ["unused_rules"]


def unused_rules(
    corrections: Corrections, prior: Report, current: Report, pairs: Iterable[Pair]
) -> tuple[tuple[str, str], ...]:
    """Return the rules for this issuer that match nothing, each as its kind and its names.

    A confirmed pair also counts where its names join other pairs, as those of last year's file do in the years after.

    Args:
        corrections: The rules.
        prior: Last year's report.
        current: This year's report.
        pairs: The pairs of their metrics.
    """
    rules = corrections.of(current.issuer)
    printed = [{metric.id: metric.name for metric in report.metrics} for report in (prior, current)]
    joined = {
        frozenset((printed[0][pair.prior], printed[1][pair.current])) for pair in pairs if pair.prior and pair.current
    }
    return tuple(_unused(rules, [set(names.values()) for names in printed], joined))


def _unused(rules: Corrections, printed: list[set[str]], joined: set[frozenset[str]]) -> Iterator[tuple[str, str]]:
    every = printed[0] | printed[1]
    for rule in rules.confirm:
        if not any(names <= {rule.prior, rule.current} for names in joined):
            yield "confirm", _arrow(rule)
    for rule in rules.forbid:
        if rule.prior not in printed[0] or rule.current not in printed[1]:
            yield "forbid", _arrow(rule)
    for row in rules.known:
        if every.isdisjoint(row.names):
            yield "known", " = ".join(row.names)
    for alias in rules.alias:
        if not any(word in name for word in alias.words for name in every):
            yield "alias", " = ".join(alias.words)


def _arrow(rule: PairRule) -> str:
    return f"{rule.prior} → {rule.current}"
