"""Say how much was read and how much of it could be decided."""

from __future__ import annotations

from reportdiff.model import Coverage, Report, UndecidedReason

__all__ = ["coverage_of_report"]


def coverage_of_report(report: Report) -> Coverage:
    """Return the coverage of a report that nothing has checked: no claim decided, and why."""
    missing, unchecked = UndecidedReason.MISSING_OPERAND, UndecidedReason.NOT_CHECKED
    return Coverage.of(
        report, (missing if claim.current is None or claim.prior is None else unchecked for claim in report.claims)
    )
