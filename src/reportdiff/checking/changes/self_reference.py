"""A comparison of a year with itself (2024年…与2024年度相比)."""

from __future__ import annotations

from collections.abc import Iterator

from reportdiff.arithmetic import Outcome
from reportdiff.checking.findings import make_check
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.messages import phrase
from reportdiff.model import STATED_CHANGES, Basis, BasisKind, Check, CheckName, PeriodKind, Severity, Status, Verdict

__all__ = ["self_reference"]


def self_reference(index: ReportIndex) -> Iterator[Check]:
    """Yield a question for every change whose basis is the very year that its own figure covers."""
    for claim in index.report.claims:
        metric = index.metric(claim.current or claim.metric)
        if (
            metric is None
            or metric.period is None
            or claim.form not in STATED_CHANGES
            or claim.status is not metric.status
            or check_words("plan version").search(index.sentence(claim))
            or (claim.status is Status.TARGET and check_words("outcome").search(index.sentence(claim)))
            or (claim.status is Status.ACTUAL and check_words("plan").search(claim.surface))  # its own plan
            or metric.period.kind is not PeriodKind.YEAR
            or claim.basis != Basis(BasisKind.YEAR, metric.period.year)
            or index.sentence(claim).count(metric.period.label) < 2
        ):
            continue
        yield make_check(
            Outcome(Verdict.UNCHECKED),
            index.context(claim, metric),
            None,
            check=CheckName.SELF_REFERENCE,
            severity=Severity.QUESTION,
            hints=(phrase("findings.itself", year=metric.period.label),),
        )
