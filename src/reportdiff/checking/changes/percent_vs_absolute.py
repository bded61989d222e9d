"""A percentage against the absolute change of the same metric: base = current ∓ change.

增加1062.85万元，增长12.08%: with the current figure printed, the two imply the same base or contradict each other. The
check belongs to the percent claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import FORMULAS, Operand, Outcome, StatedValue, agrees, evaluate, judge, signed_value
from reportdiff.arithmetic.diagnoses import diagnose, rounding_causes
from reportdiff.arithmetic.intervals import contains, divide, intersects, negate, point, scale, shift, subtract
from reportdiff.arithmetic.rounding import modes_that_print
from reportdiff.checking.changes.same_report import set_aside
from reportdiff.checking.findings import make_check
from reportdiff.checking.hints import ZERO_AS_100
from reportdiff.checking.operands import asserted_of, operand_of
from reportdiff.checking.report_index import ReportIndex, metric_text, opposite
from reportdiff.lexicon.conventions import convention_for
from reportdiff.model import Check, Claim, Direction, Form, Interval, Metric, Verdict

__all__ = ["against_absolute", "partner_of"]

_NEAR = 120  # characters


def against_absolute(view: ReportIndex) -> Iterator[Check]:
    """Yield a check for every percent claim that stands beside an absolute change of its metric."""
    absolutes = [claim for claim in view.report.claims if claim.form is Form.ABSOLUTE and claim.figure is not None]
    for claim in view.report.claims:
        if claim.form is not Form.PERCENT or claim.figure is None:
            continue
        change = partner_of(claim, absolutes)
        current = view.metric(claim.metric) or view.metric(claim.current)
        if change is None or current is None or opposite(claim.direction, change.direction):
            continue
        if change.figure is None or change.figure.unit != current.figure.unit:
            continue
        yield _check(view, claim, change, current)


def partner_of(claim: Claim, absolutes: list[Claim]) -> Claim | None:
    """Return the nearest absolute change beside a percent claim, of the same metric, basis and status."""
    beside = [
        other
        for other in absolutes
        if (other.metric == claim.metric if claim.metric is not None else other.metric_name == claim.metric_name)
        and other.status == claim.status
        and other.basis == claim.basis
        and abs(other.span.start - claim.span.start) <= _NEAR
    ]
    return min(beside, key=lambda other: abs(other.span.start - claim.span.start), default=None)


def _check(view: ReportIndex, claim: Claim, change: Claim, current: Metric) -> Check:
    assert claim.figure is not None
    assert change.figure is not None
    formula = FORMULAS["growth"]
    asserted = signed_value(formula, asserted_of(claim.figure, "growth"), claim.direction)
    level, moved = operand_of(current.figure), operand_of(change.figure)
    if change.direction is Direction.DOWN:
        value = None if moved.value is None else -moved.value
        moved = evolve(moved, interval=negate(moved.interval), value=value)
    base = Operand(
        subtract(level.interval, moved.interval),
        None if level.value is None or moved.value is None else level.value - moved.value,
        scale=level.scale,
    )
    outcome = _outcome(view, claim, asserted, level, moved, base)
    if not agrees(outcome.verdict) and outcome.verdict is not Verdict.UNDEFINED:
        convention = convention_for("growth", metric=claim.metric_name, sentence=view.sentence(claim), notes=view.notes)
        if convention is not None:
            outcome = set_aside(outcome, convention.diagnosis)
    subject = evolve(
        view.subject(claim, current),
        prior=f"“{''.join(change.surface.split())}”",
        current=metric_text(current),
        evidence=view.evidence(claim, change, current),
    )
    hints = (ZERO_AS_100,) if outcome.diagnoses == ("zero_base",) and claim.figure.value == 100 else ()
    return make_check(outcome, subject, asserted, check="growth", hints=hints)


def _outcome(
    view: ReportIndex, claim: Claim, asserted: StatedValue, level: Operand, moved: Operand, base: Operand
) -> Outcome:
    if base.value == 0 or (base.value is None and contains(base.interval, 0)):
        return Outcome(Verdict.UNDEFINED, diagnoses=("zero_base",))
    problem = view.problem(claim, level, base)
    assert problem is not None
    outcome = evaluate(problem)
    if outcome.verdict is Verdict.UNDEFINED:
        return outcome
    computed = _growth_from_change(level.interval, moved.interval)
    if computed is None:
        return outcome
    # the change enters twice, so the tight interval is that of change/(current − change), not of two free operands
    verdict = judge(asserted.rounding_interval, asserted.any_mode_interval, computed, outcome.exact)
    if verdict is not outcome.verdict:
        diagnoses = diagnose(problem) if verdict is Verdict.INCONSISTENT else ()
        if verdict is Verdict.ROUNDING_DIFFERENCE:
            diagnoses = rounding_causes(asserted, computed, verdict)
        return Outcome(
            verdict, computed, outcome.exact, modes_that_print(asserted, computed), outcome.implied, diagnoses
        )
    return evolve(outcome, computed=computed, modes=modes_that_print(asserted, computed))


def _growth_from_change(level: Interval, moved: Interval) -> Interval | None:
    """Return 100·d/(c − d) over independent c and d, tight, as 100/(c/d − 1); None where the change may be 0."""
    if contains(moved, 0) or intersects(level, moved):
        return None
    rest = shift(divide(level, moved), -1)
    return None if contains(rest, 0) else scale(divide(point(Fraction(1)), rest), 100)
