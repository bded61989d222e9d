"""Stated changes against last year's own report: the heart of a comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import LAST_RESORTS, Outcome, agrees, evaluate
from reportdiff.arithmetic.intervals import intersects
from reportdiff.checking.changes.same_report import NOT_EQUAL, roughly, set_aside
from reportdiff.checking.changes.years_covered import covers_the_years
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import PairIndex, is_rate, metric_text, relation_of
from reportdiff.lexicon.conventions import convention_for
from reportdiff.model import Check, Claim, Direction, Metric, Pair, RelationKind, Severity, Status, Verdict

__all__ = ["against_last_year", "one_name", "other_basis", "prior_restated"]

_BUDGET = re.compile(r"预算|计划|目标")
_YEARS = re.compile(
    r"年均|[两二三四五六七八九十]年(?:来|间|前)|十[一二三四]五|过去五年|本届|(?:19|20)\d\d年?(?:的|以来)"
)
_FILLING = re.compile(
    r"[\s“”\"《》（）、的]|^(?:全[市省县区国州旗社]|本|我[市省县区院])|(?:总额|总数|总量|数量|金额|余额|支出|数|额|量)$"
)
_TELLS = 4  # a name of so many characters says what is measured
_FAR = 2  # an implied prior more than so many times off speaks for another metric rather than a wrong rate
_SAME = (
    "与上年报告所列数相同，并无增减。",
    "It equals the figure of last year's report: nothing changed.",
)
_WEAK = frozenset(hypothesis.name for hypothesis in LAST_RESORTS)
_CHANGES = frozenset(
    {
        RelationKind.GROWTH,
        RelationKind.ABSOLUTE,
        RelationKind.POINTS,
        RelationKind.TIMES,
        RelationKind.TIMES_MORE,
        RelationKind.DOUBLING,
        RelationKind.FLAT,
        RelationKind.LEVEL_TO_LEVEL,
    }
)


def against_last_year(view: PairIndex) -> Iterator[Check]:
    """Every change against last year of a paired metric whose prior the current report does not print itself."""
    for pair, before, after in view.matched:
        for claim in view.current.claims_of.get(after.id, ()):
            if _last_year(view, claim, before, after) and claim.prior is None:
                check = _judge(view, pair, claim, before, after)
                if check is not None:
                    yield check


def prior_restated(view: PairIndex) -> Iterator[Check]:
    """Every prior that the current report prints otherwise than last year's report did: a question, not an error."""
    for _, before, after in view.matched:
        for claim in view.current.claims_of.get(after.id, ()):
            printed = view.current.metric(claim.prior)
            if (
                printed is None
                or claim.form is RelationKind.LEVEL_TO_LEVEL  # 由A增至B seldom names the year of A
                or not _last_year(view, claim, before, after)
                or printed.figure.unit != before.figure.unit
                or printed.status is not before.status
                or _YEARS.search(view.current.sentence(claim))
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
                extra=(
                    f"本报告所列上年数{metric_text(printed)}与上年报告的{metric_text(before)}不同，是否已调整？",
                    f"This report prints {metric_text(printed)} as last year's figure, "
                    f"last year's report {metric_text(before)}.",
                ),
            )


def other_basis(view: PairIndex) -> Iterator[Check]:
    """Every change of a paired metric against another basis: the pair cannot judge it."""
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
    if claim.form is RelationKind.POINTS and not (is_rate(before) and is_rate(after)):
        return False
    if claim.form is not RelationKind.POINTS and before.figure.unit != after.figure.unit:
        return False
    if claim.form is RelationKind.ABSOLUTE and (claim.figure is None or claim.figure.unit != after.figure.unit):
        return False
    if "其中" in view.current.text[after.span.end : claim.span.start]:  # then it speaks of a part
        return False
    if before.status is not after.status:
        return False
    one = view.prior.report.reviewed or view.prior.report.year
    other = view.current.report.reviewed or view.current.report.year
    return one is None or other is None or other - one == 1


def _judge(view: PairIndex, pair: Pair, claim: Claim, before: Metric, after: Metric) -> Check | None:
    problem = view.current.problem(claim, operand_of(after.figure), operand_of(before.figure))
    if problem is None:
        return None
    problem = evolve(problem, last_stated=_stated_last_year(view, claim, before))
    outcome = evaluate(problem, decrease=claim.direction is Direction.DOWN)
    severity, extra = None, ("", "")
    if not agrees(outcome.verdict) and outcome.verdict is not Verdict.UNDEFINED:
        sentence = view.current.sentence(claim)
        notes = view.current.notes
        relation = relation_of(claim)
        convention = convention_for(relation, metric=claim.metric_name, sentence=sentence, notes=notes)
        if convention is not None:
            outcome = set_aside(outcome, convention.diagnosis)
        elif claim.form is RelationKind.FLAT and roughly(claim.surface):
            outcome, severity, extra = set_aside(outcome), Severity.QUESTION, NOT_EQUAL
        elif claim.form is RelationKind.LEVEL_TO_LEVEL and before.figure.value == after.figure.value:
            outcome, severity, extra = set_aside(outcome), Severity.QUESTION, _SAME
        elif after.status is Status.TARGET and not _BUDGET.search(claim.surface):
            outcome = set_aside(
                outcome, "other_basis"
            )  # a plan is set against last year's outcome, not last year's plan
        elif _YEARS.search(sentence):
            outcome = set_aside(outcome, "other_basis")
        elif (
            (pair.review and not _sole_name(view, before, after))
            or (is_rate(after) and not one_name(before, after))
            or (set(outcome.diagnoses) <= _WEAK and _far(outcome, before))
        ):
            outcome = evolve(outcome, verdict=Verdict.UNCHECKED)  # whether the two are one metric is itself a guess
            severity = Severity.QUESTION
            extra = ("两年指标是否同一，请先确认。", "Please confirm first that the two are the same metric.")
        elif outcome.verdict is Verdict.INCONSISTENT and not one_name(before, after):
            severity = Severity.WARNING  # the two are one metric in all likelihood, yet the reader should know
            extra = (f"上年报告称“{before.name}”。", f"Last year's report calls it “{before.name}”.")
    subject = evolve(
        view.current.subject(claim, after, before),
        evidence=(*view.current.evidence(claim, after), *view.prior.evidence(before)),
    )
    return make_check(outcome, subject, problem.asserted, severity=severity, extra=extra)


def one_name(before: Metric, after: Metric) -> bool:
    """Whether both years call the metric the same, but for who it is of, filling words and signs."""
    one, other = (_FILLING.sub("", metric.name) for metric in (before, after))
    return one == other or (min(len(one), len(other)) >= 4 and (one.endswith(other) or other.endswith(one)))


def _sole_name(view: PairIndex, before: Metric, after: Metric) -> bool:
    """Whether both reports print one figure alone under the name of the two: a near runner-up casts no doubt then."""
    called = _FILLING.sub("", after.name)
    return len(called) >= _TELLS and all(
        [
            _FILLING.sub("", metric.name) == called for metric in side.report.metrics if metric.status is own.status
        ].count(True)
        == 1
        and _FILLING.sub("", own.name) == called
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
