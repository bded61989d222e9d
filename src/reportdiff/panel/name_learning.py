"""Decide which names of one metric a year bears out, for the comparisons of the years after it."""

from __future__ import annotations

from attrs import evolve

from reportdiff.alignment import Corrections, KnownName
from reportdiff.arithmetic import agrees
from reportdiff.results import Comparison

__all__ = ["proved", "with_known"]


def proved(comparison: Comparison) -> frozenset[str | None]:
    """Return this year's metrics of prose whose stated change holds over the figure of last year's report."""
    in_tables = {metric.id for metric in comparison.current.metrics if metric.table is not None}
    return frozenset(
        check.metric
        for check in comparison.result.checks
        if agrees(check.verdict)
        and check.metric not in in_tables
        and any(item.report == "prior" for item in check.evidence)
    )


def with_known(corrections: Corrections | None, learned: tuple[KnownName, ...]) -> Corrections | None:
    """Return a year's corrections with the names that earlier years bear out, but for those that a person forbade."""
    if not learned:
        return corrections
    corrections = corrections if corrections is not None else Corrections()
    apart = {frozenset((rule.prior, rule.current)) for rule in corrections.forbid}
    return evolve(
        corrections, known=(*corrections.known, *(row for row in learned if frozenset(row.names) not in apart))
    )
