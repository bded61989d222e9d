"""How much was found and how much could be decided, with the reasons for the rest."""

from __future__ import annotations

from collections.abc import Sequence

from reportdiff.model import REASONS, Check, Claim, Coverage, Report, Status, UndecidedReason, Verdict
from reportdiff.model.report_index import checks_by_claim

__all__ = ["coverage_of"]


def coverage_of(report: Report, checks: Sequence[Check]) -> Coverage:
    """Count the report's figures and claims, those that some check decided, and the others by reason."""
    by_claim = checks_by_claim(checks)
    judged = ((claim, by_claim.get(claim.id, ())) for claim in report.claims)
    return Coverage.of(
        report,
        (_reason(claim, own) for claim, own in judged if all(check.verdict is Verdict.UNCHECKED for check in own)),
    )


def _reason(claim: Claim, checks: Sequence[Check]) -> UndecidedReason:
    for check in checks:
        for diagnosis in check.diagnoses:
            if diagnosis in REASONS:
                return REASONS[diagnosis]
    return UndecidedReason.PLANNED if claim.status is Status.TARGET else UndecidedReason.MISSING_OPERAND
