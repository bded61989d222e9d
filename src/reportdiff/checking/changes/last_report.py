"""Stated changes against the figures of last year's own report."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import LAST_RESORTS, Outcome, agrees, evaluate
from reportdiff.arithmetic.intervals import intersects
from reportdiff.checking.changes.same_report import NOT_EQUAL, roughly, set_aside
from reportdiff.checking.changes.years_covered import covers_the_years, years_apart
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import PairIndex, is_rate, metric_text, relation_of
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.conventions import convention_for
from reportdiff.messages import phrase
from reportdiff.model import Check, Claim, Direction, Form, Metric, Pair, Phrase, Severity, Status, Verdict

__all__ = ["against_last_year", "one_name", "other_basis", "prior_restated"]

_SPECIFIC = 4  # characters of a name that tells what is measured
_FAR = 2  # an implied prior more than so many times off tells of another metric rather than of a wrong rate
_WEAK = frozenset(hypothesis.name for hypothesis in LAST_RESORTS)
_CHANGES = frozenset(
    {
        Form.PERCENT,
        Form.ABSOLUTE,
        Form.POINTS,
        Form.TIMES,
        Form.TIMES_MORE,
        Form.DOUBLING,
        Form.FLAT,
        Form.LEVEL_TO_LEVEL,
    }
)


def against_last_year(view: PairIndex) -> Iterator[Check]:
    """Yield a check for every change of a paired metric on last year whose prior the current report does not print."""
    for pair, before, after in view.matched:
        for claim in view.current.claims_of.get(after.id, ()):
            if _last_year(view, claim, before, after) and claim.prior is None:
                check = _judge(view, pair, claim, before, after)
                if check is not None:
                    yield check


def prior_restated(view: PairIndex) -> Iterator[Check]:
    """Yield a question for every prior that the current report prints otherwise than last year's report did."""
    for _, before, after in view.matched:
        for claim in view.current.claims_of.get(after.id, ()):
            printed = view.current.metric(claim.prior)
            if (
                printed is None
                or claim.form is Form.LEVEL_TO_LEVEL  # 由A增至B seldom names the year of A
                or not _last_year(view, claim, before, after)
                or printed.figure.unit != before.figure.unit
                or printed.status is not before.status
                or check_words("several years").search(view.current.sentence(claim))
                or intersects(printed.figure.interval, before.figure.interval)
            ):
                continue
            subject = evolve(
                view.current.subject(claim, printed, before),
                current=metric_text(printed),
                prior=metric_text(before),
                evidence=(*view.current.evidence(claim, printed), *view.prior.evidence(before)),
            )
            yield make_check(
                Outcome(Verdict.UNCHECKED, exact=None),
                subject,
                None,
                check="prior_restated",
                severity=Severity.QUESTION,
                hints=(phrase("findings.prior_restated", printed=metric_text(printed), reported=metric_text(before)),),
            )


def other_basis(view: PairIndex) -> Iterator[Check]:
    """Yield an unchecked result for every change of a paired metric on another basis, which the pair cannot judge."""
    for _, before, after in view.matched:
        for claim in view.current.claims_of.get(after.id, ()):
            if claim.form in _CHANGES and not _is_last_year(view, claim) and not covers_the_years(view, claim):
                subject = evolve(
                    view.current.subject(claim, after, before),
                    current="",
                    prior="",
                    evidence=(*view.current.evidence(claim), *view.prior.evidence(before)),
                )
                yield make_check(Outcome(Verdict.UNCHECKED, diagnoses=("other_basis",)), subject, None)


def _is_last_year(view: PairIndex, claim: Claim) -> bool:
    if claim.basis == "previous_year":
        return True
    year = view.prior.report.reviewed or view.prior.report.year
    return year is not None and claim.basis == f"year:{year}"


def _last_year(view: PairIndex, claim: Claim, before: Metric, after: Metric) -> bool:
    """Whether the claim compares this pair: both sides actual or both planned, and exactly a year between them."""
    if claim.form not in _CHANGES or not _is_last_year(view, claim):
        return False
    if claim.form is Form.POINTS and not (is_rate(before) and is_rate(after)):
        return False
    if claim.form is not Form.POINTS and before.figure.unit != after.figure.unit:
        return False
    if claim.form is Form.ABSOLUTE and (claim.figure is None or claim.figure.unit != after.figure.unit):
        return False
    if "其中" in view.current.text[after.span.end : claim.span.start]:  # then it speaks of a part
        return False
    return before.status is after.status and years_apart(view) in (None, 1)


def _judge(view: PairIndex, pair: Pair, claim: Claim, before: Metric, after: Metric) -> Check | None:
    problem = view.current.problem(claim, operand_of(after.figure), operand_of(before.figure))
    if problem is None:
        return None
    problem = evolve(problem, last_stated=_stated_last_year(view, claim, before))
    outcome = evaluate(problem, decrease=claim.direction is Direction.DOWN)
    severity: Severity | None = None
    hints: tuple[Phrase, ...] = ()
    if not agrees(outcome.verdict) and outcome.verdict is not Verdict.UNDEFINED:
        sentence = view.current.sentence(claim)
        notes = view.current.notes
        relation = relation_of(claim)
        convention = convention_for(relation, metric=claim.metric_name, sentence=sentence, notes=notes)
        if convention is not None:
            outcome = set_aside(outcome, convention.diagnosis)
        elif claim.form is Form.FLAT and roughly(claim.surface):
            outcome, severity, hints = set_aside(outcome), Severity.QUESTION, (NOT_EQUAL,)
        elif claim.form is Form.LEVEL_TO_LEVEL and before.figure.value == after.figure.value:
            outcome, severity = set_aside(outcome), Severity.QUESTION
            hints = (phrase("findings.equals_last_year"),)
        elif after.status is Status.TARGET and not check_words("plan").search(claim.surface):
            outcome = set_aside(outcome, "other_basis")  # a plan is set against last year's outcome, not its plan
        elif check_words("several years").search(sentence):
            outcome = set_aside(outcome, "other_basis")
        elif (
            (pair.review and not _sole_name(view, before, after))
            or (is_rate(after) and not one_name(before, after))
            or (set(outcome.diagnoses) <= _WEAK and _far(outcome, before))
        ):
            outcome = evolve(outcome, verdict=Verdict.UNCHECKED)  # whether the two are one metric is itself a guess
            severity = Severity.QUESTION
            hints = (phrase("findings.same_metric"),)
        elif outcome.verdict is Verdict.INCONSISTENT and not one_name(before, after):
            severity = Severity.WARNING  # the two are one metric in all likelihood, yet the reader should know
            hints = (phrase("findings.other_name_last_year", metric=before.name),)
    subject = evolve(
        view.current.subject(claim, after, before),
        evidence=(*view.current.evidence(claim, after), *view.prior.evidence(before)),
    )
    return make_check(outcome, subject, problem.asserted, severity=severity, hints=hints)


def one_name(before: Metric, after: Metric) -> bool:
    """Whether both years call the metric the same, but for whose it is, filling words and signs."""
    earlier, later = _bare_name(before), _bare_name(after)
    if min(len(earlier), len(later)) < _SPECIFIC:
        return earlier == later
    return earlier.endswith(later) or later.endswith(earlier)


def _bare_name(metric: Metric) -> str:
    return check_words("filling of a name").sub("", metric.name)


def _sole_name(view: PairIndex, before: Metric, after: Metric) -> bool:
    """Whether both reports print one figure alone under the name of the two: a near runner-up casts no doubt then."""
    name = _bare_name(after)
    if len(name) < _SPECIFIC or _bare_name(before) != name:
        return False
    return all(
        sum(1 for metric in side.report.metrics if metric.status is own.status and _bare_name(metric) == name) == 1
        for side, own in ((view.prior, before), (view.current, after))
    )


def _far(outcome: Outcome, before: Metric) -> bool:
    """Whether the stated change implies a prior of another order than the paired one."""
    if outcome.implied is None:
        return False
    low, high, own = outcome.implied.interval.low, outcome.implied.interval.high, before.figure.value
    return (high is not None and high * _FAR < own) or (low is not None and low > own * _FAR)


def _stated_last_year(view: PairIndex, claim: Claim, before: Metric) -> Fraction | None:
    for other in view.prior.claims_of.get(before.id, ()):
        if other.form is claim.form and other.figure is not None and other.figure.has_point_value:
            return other.figure.value
    return None
