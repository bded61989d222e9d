"""Say how much was read and how much of it could be decided."""

from __future__ import annotations

from collections import Counter

from reportdiff.model import Coverage, Report

__all__ = ["coverage_of_report"]


def coverage_of_report(report: Report) -> Coverage:
    """Return the coverage of a report that nothing has checked: no claim decided, and why."""
    reasons = Counter(
        "operand not printed" if claim.current is None or claim.prior is None else "not checked"
        for claim in report.claims
    )
    figures = {metric.span for metric in report.metrics}
    figures |= {claim.figure.span for claim in report.claims if claim.figure is not None}
    return Coverage(len(figures), len(report.claims), 0, dict(sorted(reasons.items())))
