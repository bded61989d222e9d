"""Claims that their current figure refutes or leaves without meaning, whatever the prior was."""

from __future__ import annotations

from collections.abc import Iterator

from reportdiff.arithmetic import Operand, Outcome, StatedValue, agrees, evaluate
from reportdiff.arithmetic.intervals import add, negate, subtract
from reportdiff.checking.findings import make_check
from reportdiff.checking.hints import clause_copied
from reportdiff.checking.operands import operand_of, stated_value_of
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.messages import phrase
from reportdiff.model import (
    PREVIOUS_YEAR,
    Check,
    Claim,
    Diagnosis,
    Direction,
    Interval,
    Kind,
    RelationKind,
    Severity,
    Verdict,
)

__all__ = ["increase_above_level", "nothing_of_a_plan", "points_of_a_count"]


_NEAR = 120  # characters


def increase_above_level(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every increase larger than the level that it led to: the prior would be negative."""
    for claim in index.report.claims:
        metric = index.metric(claim.current or claim.metric)
        if (
            claim.form is not RelationKind.ABSOLUTE
            or claim.direction is not Direction.UP
            or claim.figure is None
            or claim.prior is not None
            or metric is None
            or metric.kind is Kind.RATIO
            or metric.figure.unit != claim.figure.unit
            or metric.sentence != claim.sentence
            or metric.status is not claim.status
            or metric.span.end > claim.span.start
            or metric.figure.value < 0
            or check_words("may be negative").search(metric.name)
        ):
            continue
        level, change = operand_of(metric.figure), stated_value_of(claim.figure)
        before = subtract(level.interval, change.rounding_interval)
        if before.high is None or before.high >= 0 or _borne_out(index, claim, change, before):
            continue
        hints = (phrase("findings.increase_above_level"), *clause_copied(index, claim))
        context = index.context(claim, metric)  # a net figure may have been below 0: no more than a warning
        yield make_check(Outcome(Verdict.INCONSISTENT), context, change, severity=Severity.WARNING, hints=hints)


def _borne_out(index: ReportIndex, claim: Claim, change: StatedValue, before: Interval) -> bool:
    """Return whether a rate beside an increase is that over the size of the negative base which it implies.

    收入（扣除退库）40万元，增收140万元，增长140%: refunds were larger than receipts the year before.
    """
    size = Operand(interval=negate(before), value=None)
    now = Operand(interval=add(size.interval, change.rounding_interval), value=None)
    rates = (near for near in index.claims_between(claim.span.start - _NEAR, claim.span.end + _NEAR))
    for rate in rates:
        if rate.form is RelationKind.GROWTH and rate.metric == claim.metric and rate.direction is claim.direction:
            statement = index.statement(rate, now, size)
            if statement is not None and agrees(evaluate(statement).verdict):
                return True
    return False


def points_of_a_count(index: ReportIndex) -> Iterator[Check]:
    """Yield a question for every change in percentage points of a count or amount: 投诉92件，同比增长15个百分点."""
    for claim in index.report.claims:
        metric = index.metric(claim.current)
        if (
            claim.form is not RelationKind.POINTS
            or metric is None
            or metric.kind not in (Kind.COUNT, Kind.MONEY)
            or not metric.figure.unit
            or claim.basis != PREVIOUS_YEAR
            or index.text[metric.span.end : claim.span.start].strip("，,、 \n")
            or any(other.kind is Kind.RATIO for other in index.by_sentence.get(claim.sentence, ()))
        ):
            continue
        yield make_check(
            Outcome(Verdict.UNCHECKED, diagnoses=(Diagnosis.PERCENT_AS_POINTS,)),
            index.context(claim, metric),
            None,
            severity=Severity.QUESTION,
        )


def nothing_of_a_plan(index: ReportIndex) -> Iterator[Check]:
    """Yield a question for every 完成预算的0% of a figure of 0 whose plan is not printed: it may be 0/0."""
    for claim in index.report.claims:
        metric = index.metric(claim.current or claim.metric)
        if (
            claim.form is RelationKind.COMPLETION
            and claim.figure is not None
            and claim.prior is None
            and metric is not None
            and metric.figure.value == 0
            and claim.figure.value == 0
            and metric.figure.unit != "%"
        ):
            yield make_check(
                Outcome(Verdict.UNCHECKED, diagnoses=(Diagnosis.MISSING_OPERAND,)),
                index.context(claim, metric),
                None,
                severity=Severity.QUESTION,
                hints=(phrase("findings.zero_plan"),),
            )
