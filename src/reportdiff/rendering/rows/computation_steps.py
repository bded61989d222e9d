"""Write the steps by which a recomputed figure follows from the printed ones: "(84 - 96) ÷ 96 = -12.50%"."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from reportdiff.model import (
    Check,
    Metric,
    RelationKind,
)
from reportdiff.rendering.number_text import short_text
from reportdiff.rendering.rows.report_lookup import Lookup

__all__ = ["steps_text"]

_CHANGE, _SHARE = "({current} - {prior}) ÷ {prior}", "{current} ÷ {prior}"
_STEPS = {  # the relation → its steps, the number that they are multiplied with, and what stands behind the result
    RelationKind.GROWTH: (_CHANGE, 100, "%"),
    RelationKind.TIMES_MORE: (_CHANGE, 1, ""),
    RelationKind.TIMES: (_SHARE, 1, ""),
    RelationKind.SHARE: (_SHARE, 100, "%"),
    RelationKind.COMPLETION: (_SHARE, 100, "%"),
    RelationKind.POINTS: ("{current} - {prior}", 1, ""),
    RelationKind.ABSOLUTE: ("{current} - {prior}", 1, ""),
}


def steps_text(check: Check, lookups: Mapping[str, Lookup]) -> str:
    """Return the steps of a check on one claim, "" where two printed figures do not give its recomputed value.

    Args:
        check: The check.
        lookups: The reports by "current" and "prior".
    """
    claim = lookups["current"].claims.get(check.claim) if check.claim is not None else None
    if claim is None or claim.form not in _STEPS or check.recomputed is None or check.recomputed_exact is None:
        return ""
    steps, times, unit = _STEPS[claim.form]
    current = lookups["current"].metric(claim.current or claim.metric)
    others = [lookups["current"].metric(claim.prior), *_evidence(check, lookups)]
    for prior in others:
        if current is not None and prior is not None and prior is not current:
            scale = current.figure.scale if current.figure.scale == prior.figure.scale else 1
            values = current.figure.value / scale, prior.figure.value / scale
            if _result(claim.form, *values) in (check.recomputed_exact / times, check.recomputed_exact / times / scale):
                numbers = {"current": short_text(values[0]), "prior": short_text(values[1])}
                return f"{steps.format(**numbers)} = {check.recomputed}{unit}"
    return ""


def _result(relation: RelationKind, current: Fraction, prior: Fraction) -> Fraction | None:
    if relation in (RelationKind.POINTS, RelationKind.ABSOLUTE):
        return current - prior
    if not prior:
        return None
    ratio = current / prior
    return ratio - 1 if relation in (RelationKind.GROWTH, RelationKind.TIMES_MORE) else ratio


def _evidence(check: Check, lookups: Mapping[str, Lookup]) -> list[Metric | None]:
    """Return the metrics whose figures the check names as evidence, last year's first."""
    items = sorted(check.evidence, key=lambda item: item.report != "prior")
    return [lookups[item.report].by_span.get(item.span) for item in items if item.report in lookups]
