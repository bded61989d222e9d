"""Last year's plan against this year's outcome: reported, never judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from reportdiff.arithmetic import Outcome
from reportdiff.arithmetic.intervals import within
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.report_index import PairIndex, metric_text
from reportdiff.model import Check, Claim, Direction, Figure, Interval, Metric, RelationKind, Severity, Status, Verdict

__all__ = ["reaches", "target_met"]

_KEPT_LOW = re.compile(
    "价格|物价|失业|能耗|排放|死亡|事故|赤字|负债|债务"
)  # a plan for it is a ceiling as often as not
_Key = tuple[str, str | None, str]


def target_met(view: PairIndex) -> Iterator[Check]:
    """Every target of last year's report that this year's report prints as reached, by name, scope and unit."""
    reached = _once(view.current.report.metrics, Status.ACTUAL)
    for key, plan in _once(view.prior.report.metrics, Status.TARGET).items():
        actual = reached.get(key)
        if actual is not None:
            subject = FindingContext(
                "absolute",
                actual.name,
                metric_text(actual),
                metric=actual.id,
                evidence=(*view.current.evidence(actual), *view.prior.evidence(plan)),
            )
            yield _check(subject, metric_text(plan), reaches(plan.figure, actual.figure))
    changes = _claims_once(view.current.report.claims, Status.ACTUAL)
    for claim_key, aim in _claims_once(view.prior.report.claims, Status.TARGET).items():
        done = changes.get(claim_key)
        if done is not None and aim.figure is not None and done.figure is not None:
            subject = evolve(
                view.current.subject(done), evidence=(*view.current.evidence(done), *view.prior.evidence(aim))
            )
            falls = Direction.DOWN in (aim.direction, done.direction) or _KEPT_LOW.search(done.metric_name)
            met = None if falls else reaches(aim.figure, done.figure)
            yield _check(subject, "".join(aim.surface.split()), met)


def _check(subject: FindingContext, plan: str, met: bool | None) -> Check:
    zh = {True: "已达到", False: "未达到", None: "是否达到不明"}[met]
    en = {True: "met", False: "missed", None: "unclear whether met"}[met]
    return make_check(
        Outcome(Verdict.UNCHECKED),
        subject,
        None,
        check="target_met",
        severity=Severity.NOTE,
        extra=(f"上年报告的目标为“{plan}”，{zh}。", f"Last year's target was “{plan}”: {en}."),
    )


def reaches(plan: Figure, actual: Figure) -> bool | None:
    """Whether the outcome reaches the plan, taken as a lower bound; `None` where the digits leave it open."""
    wanted = Interval(plan.value, None, True, False)
    if plan.qualifier is not None and plan.interval.low is None:
        return None
    if plan.qualifier is not None and plan.interval.high is not None and not plan.has_point_value:
        return True if within(actual.interval, plan.interval) else None
    if within(actual.interval, wanted) or (actual.has_point_value and actual.value >= plan.value):
        return True
    return False if actual.interval.high is not None and actual.interval.high < plan.value else None


def _once(metrics: Sequence[Metric], status: Status) -> dict[_Key, Metric]:
    """The metrics of this status whose name, scope and unit are printed once only: others would be guesses.

    What several years came to answers to no plan for one of them.
    """
    found: dict[_Key, list[Metric]] = {}
    for metric in metrics:
        if metric.status is status and metric.table is None and len(metric.name) >= 2 and not _of_years(metric):
            found.setdefault((metric.name, metric.scope, metric.figure.unit), []).append(metric)
    return {key: some[0] for key, some in found.items() if len(some) == 1}


def _of_years(metric: Metric) -> bool:
    label = metric.period.label if metric.period is not None else ""
    return "-" in label and not label.startswith("as_of:")


def _claims_once(claims: Sequence[Claim], status: Status) -> dict[tuple[str, RelationKind], Claim]:
    found: dict[tuple[str, RelationKind], list[Claim]] = {}
    for claim in claims:
        if (
            claim.status is status
            and claim.form in (RelationKind.GROWTH, RelationKind.POINTS)
            and claim.figure is not None
            and claim.basis == "previous_year"
        ):
            found.setdefault((claim.metric_name, claim.form), []).append(claim)
    return {key: some[0] for key, some in found.items() if len(some) == 1 and len(key[0]) >= 2}
