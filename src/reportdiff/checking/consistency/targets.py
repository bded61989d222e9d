"""Last year's targets against this year's outcomes: reported, never judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from reportdiff.arithmetic import Outcome
from reportdiff.arithmetic.intervals import within
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.report_index import PairIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.messages import label, phrase
from reportdiff.model import (
    PREVIOUS_YEAR,
    Check,
    CheckName,
    Claim,
    Direction,
    Figure,
    Interval,
    Metric,
    RelationKind,
    Severity,
    Status,
    Verdict,
)

__all__ = ["reaches", "target_met"]

_OUTCOMES = {True: "met", False: "missed", None: "unclear"}

_Key = tuple[str, str | None, str]
"""Name, scope and unit."""


def target_met(index: PairIndex) -> Iterator[Check]:
    """Yield a note for every target of last year's report for which this year's report prints an outcome."""
    reached = _once(index.current.report.metrics, Status.ACTUAL)
    for key, plan in _once(index.prior.report.metrics, Status.TARGET).items():
        actual = reached.get(key)
        if actual is not None:
            context = index.current.metric_context(actual, check=CheckName.TARGET_MET)
            context = evolve(context, evidence=(*context.evidence, *index.prior.evidence(plan)))
            yield _check(context, metric_text(plan), reaches(plan.figure, actual.figure))
    changes = _claims_once(index.current.report.claims, Status.ACTUAL)
    for claim_key, aim in _claims_once(index.prior.report.claims, Status.TARGET).items():
        done = changes.get(claim_key)
        if done is not None and aim.figure is not None and done.figure is not None:
            context = evolve(
                index.current.context(done), evidence=(*index.current.evidence(done), *index.prior.evidence(aim))
            )
            ceiling = Direction.DOWN in (aim.direction, done.direction)
            ceiling = ceiling or check_words("ceiling").search(done.metric_name) is not None
            yield _check(context, "".join(aim.surface.split()), None if ceiling else reaches(aim.figure, done.figure))


def _check(context: FindingContext, plan: str, met: bool | None) -> Check:
    hint = phrase("findings.target", plan=plan, outcome=label("target", _OUTCOMES[met]))
    outcome = Outcome(Verdict.UNCHECKED)
    return make_check(outcome, context, None, check=CheckName.TARGET_MET, severity=Severity.NOTE, hints=(hint,))


def reaches(plan: Figure, actual: Figure) -> bool | None:
    """Return whether the outcome reaches the plan, taken as a lower bound; None where the digits leave it open."""
    wanted = Interval(plan.value, None, True, False)
    if plan.qualifier is not None and plan.interval.low is None:
        return None
    if plan.qualifier is not None and plan.interval.high is not None and not plan.has_point_value:
        return True if within(actual.interval, plan.interval) else None
    if within(actual.interval, wanted) or (actual.has_point_value and actual.value >= plan.value):
        return True
    return False if actual.interval.high is not None and actual.interval.high < plan.value else None


def _once(metrics: Sequence[Metric], status: Status) -> dict[_Key, Metric]:
    """Return the metrics of this status whose name, scope and unit are printed once only: others would be guesses.

    The outcome of several years is left out: it is not that of a plan for one of them.
    """
    found: dict[_Key, list[Metric]] = {}
    for metric in metrics:
        if metric.status is status and metric.table is None and len(metric.name) >= 2 and not metric.of_years:
            found.setdefault((metric.name, metric.scope, metric.figure.unit), []).append(metric)
    return {key: some[0] for key, some in found.items() if len(some) == 1}


def _claims_once(claims: Sequence[Claim], status: Status) -> dict[tuple[str, RelationKind], Claim]:
    """Return the changes of this status on last year whose metric and form are printed once only."""
    found: dict[tuple[str, RelationKind], list[Claim]] = {}
    for claim in claims:
        if (
            claim.status is status
            and claim.form in (RelationKind.GROWTH, RelationKind.POINTS)
            and claim.figure is not None
            and claim.basis == PREVIOUS_YEAR
        ):
            found.setdefault((claim.metric_name, claim.form), []).append(claim)
    return {key: some[0] for key, some in found.items() if len(some) == 1 and len(key[0]) >= 2}
