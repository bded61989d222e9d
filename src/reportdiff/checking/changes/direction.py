"""Direction words of one metric that contradict each other (增加…万元，下降…%)."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from reportdiff.arithmetic import Outcome
from reportdiff.checking.changes.percent_vs_absolute import opposite, partner_of
from reportdiff.checking.findings import make_check
from reportdiff.checking.report_index import ReportIndex
from reportdiff.messages import phrase
from reportdiff.model import Check, CheckName, Claim, Diagnosis, RelationKind, Verdict

__all__ = ["direction"]


def direction(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every percent claim whose direction is not that of the absolute change beside it."""
    for claim in index.report.claims:
        if claim.form is not RelationKind.GROWTH or not claim.metric_name:
            continue
        change = partner_of(index, claim)
        if change is None or not opposite(claim.direction, change.direction) or change.sentence != claim.sentence:
            continue
        if claim.metric is None and not _beside(index, claim, change):
            continue
        yield make_check(
            Outcome(Verdict.INCONSISTENT, diagnoses=(Diagnosis.SIGN_FLIPPED,)),
            evolve(index.context(claim), evidence=index.evidence(claim, change)),
            None,
            check=CheckName.DIRECTION,
            hints=(phrase("findings.opposite_direction", change="".join(change.surface.split())),),
        )


def _beside(index: ReportIndex, claim: Claim, change: Claim) -> bool:
    """Return whether two changes of what no figure tells stand side by side: 收入增长4.7%，减少25万元."""
    first, last = sorted((claim, change), key=lambda side: side.span.start)
    return index.text[first.span.end : last.span.start].strip() in ("，", ",", "、")
