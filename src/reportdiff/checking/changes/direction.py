"""Direction words of one metric that contradict each other: 增加…万元，下降…%."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from reportdiff.arithmetic import Outcome
from reportdiff.checking.changes.percent_vs_absolute import partner_of
from reportdiff.checking.findings import make_check
from reportdiff.checking.report_index import ReportIndex, opposite
from reportdiff.model import Check, RelationKind, Verdict

__all__ = ["direction"]


def direction(view: ReportIndex) -> Iterator[Check]:
    """Every percent claim whose direction is not that of the absolute change beside it."""
    absolutes = [
        claim for claim in view.report.claims if claim.form is RelationKind.ABSOLUTE and claim.figure is not None
    ]
    for claim in view.report.claims:
        if claim.form is not RelationKind.GROWTH or claim.metric is None:
            continue
        change = partner_of(claim, absolutes)
        if change is None or not opposite(claim.direction, change.direction) or change.sentence != claim.sentence:
            continue
        subject = evolve(view.subject(claim), evidence=view.evidence(claim, change))
        said = "".join(change.surface.split())
        yield make_check(
            Outcome(Verdict.INCONSISTENT, diagnoses=("sign_flipped",)),
            subject,
            None,
            check="direction",
            extra=(
                f"同一指标又称“{said}”，增减方向相反。",
                f"The same metric is also said to “{said}”: the other way.",
            ),
        )
