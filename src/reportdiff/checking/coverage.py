"""How much was found and how much could be decided, with the reasons for the rest."""

from __future__ import annotations

from collections.abc import Sequence

from reportdiff.model import Check, Claim, Coverage, Report, Status, Verdict

__all__ = ["coverage_of"]

_REASONS = {
    "missing_operand": "operand not printed",
    "constant_price": "growth at constant prices",
    "comparable_basis": "growth on a comparable basis",
    "other_basis": "another basis than last year's figure",
}


def coverage_of(report: Report, checks: Sequence[Check]) -> Coverage:
    """Count the report's figures and claims, those that some check decided, and the others by reason."""
    by_claim: dict[str, list[Check]] = {}
    for check in checks:
        if check.claim is not None:
            by_claim.setdefault(check.claim, []).append(check)
    decided, undecided = 0, dict[str, int]()
    for claim in report.claims:
        own = by_claim.get(claim.id, [])
        if any(check.verdict is not Verdict.UNCHECKED for check in own):
            decided += 1
            continue
        reason = _reason(claim, own)
        undecided[reason] = undecided.get(reason, 0) + 1
    spans = {metric.span for metric in report.metrics}
    spans.update(claim.figure.span for claim in report.claims if claim.figure is not None)
    return Coverage(len(spans), len(report.claims), decided, dict(sorted(undecided.items())))


def _reason(claim: Claim, checks: Sequence[Check]) -> str:
    for check in checks:
        for diagnosis in check.diagnoses:
            if diagnosis in _REASONS:
                return _REASONS[diagnosis]
    return "planned, not yet reached" if claim.status is Status.TARGET else "operand not printed"
