"""A comparison of a year with itself: 2024年…与2024年度相比."""

from __future__ import annotations

from collections.abc import Iterator

from reportdiff.arithmetic import Outcome
from reportdiff.checking.findings import make_check
from reportdiff.checking.report_index import ReportIndex
from reportdiff.model import Check, RelationKind, Severity, Status, Verdict

__all__ = ["self_reference"]

_SHARES = frozenset({RelationKind.SHARE, RelationKind.COMPLETION, RelationKind.RATE, RelationKind.LEVEL_TO_LEVEL})


def self_reference(view: ReportIndex) -> Iterator[Check]:
    """Every change whose basis is the very year that its own figure covers."""
    for claim in view.report.claims:
        metric = view.metric(claim.current or claim.metric)
        if (
            metric is None
            or metric.period is None
            or claim.form in _SHARES
            or claim.status is not Status.ACTUAL
            or metric.status is not Status.ACTUAL
            or claim.basis != f"year:{metric.period.year}"
            or metric.period.label != str(metric.period.year)
            or view.sentence(claim).count(str(metric.period.year)) < 2
        ):
            continue
        year = metric.period.label
        yield make_check(
            Outcome(Verdict.UNCHECKED),
            view.subject(claim, metric),
            None,
            check="self_reference",
            severity=Severity.QUESTION,
            extra=(f"{year}年与{year}年自身相比，年份疑有误。", f"{year} is compared with itself: a wrong year?"),
        )
