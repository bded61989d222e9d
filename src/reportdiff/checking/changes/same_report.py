"""Claims whose operands are printed in the same report: each relation over its two figures.

The first judgement that every report invites: 增长, 百分点, 增加, 倍, 翻番, 由A增至B, 持平, 占, 完成, 率.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import evolve

from reportdiff.arithmetic import Operand, Outcome, StatedValue, Statement, agrees, evaluate
from reportdiff.arithmetic.intervals import negate
from reportdiff.checking.changes.years_covered import spans_of_years
from reportdiff.checking.findings import make_check
from reportdiff.checking.hints import hint
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import ReportIndex, is_rate, relation_of
from reportdiff.lexicon.conventions import convention_for
from reportdiff.model import Check, Claim, Direction, Interval, Metric, RelationKind, Severity, Verdict

__all__ = ["NOT_EQUAL", "evaluate_change", "judge_claim", "roughly", "set_aside", "stated"]

NOT_EQUAL = ("“基本持平”，但两数不同。", "“About the same”, though the two figures differ.")
"""What is said of a 基本持平 over two different figures: a question, not an error."""

_ROUGHLY = re.compile(r"基本|大致|大体|总体")
_PLAN = re.compile(r"年初预算|全年预算|调整后预算|调整预算")


def stated(view: ReportIndex) -> Iterator[Check]:
    """Every claim that has both its operands in this report."""
    for claim in view.report.claims:
        current, prior = view.metric(claim.current), view.metric(claim.prior)
        if current is not None and prior is not None and current is not prior:
            check = judge_claim(view, claim, current, prior)
            if check is not None:
                yield check


_OWN_DEFINITION = (
    "该率可能另有口径（如含上年结转），请核对。",
    "The rate may be defined otherwise (with what last year left, say); please check.",
)


def judge_claim(view: ReportIndex, claim: Claim, current: Metric, prior: Metric) -> Check | None:
    """The claim over two metrics of one report; `None` where the two cannot be its operands."""
    if not _comparable(claim, current, prior):
        return None
    named = _named_plan(view, claim, prior)
    problem, outcome = _evaluate(view, claim, current, named or prior)
    if problem is None:
        return None
    severity: Severity | None = None
    extra, witnesses = ("", ""), tuple[Metric, ...]()
    if named is not None and not agrees(outcome.verdict) and agrees(_evaluate(view, claim, current, prior)[1].verdict):
        plan, fits = _PLAN.search(claim.surface), "".join(prior.figure.surface.split())
        word = plan[0] if plan else ""
        extra = (f"所称“{word}”不符，以{fits}计算则相符。", f"The named base ({word}) does not fit; {fits} does.")
        witnesses = (prior,)
    elif outcome.verdict is Verdict.UNDEFINED or not agrees(outcome.verdict):
        convention = convention_for(
            problem.formula.key, metric=claim.metric_name, sentence=view.sentence(claim), notes=view.notes
        )
        if outcome.verdict is not Verdict.UNDEFINED and convention is not None:
            outcome = set_aside(outcome, convention.diagnosis)
        elif claim.form is RelationKind.FLAT and roughly(claim.surface):
            outcome, severity, extra = set_aside(outcome), Severity.QUESTION, NOT_EQUAL
        elif claim.form is RelationKind.RATE and outcome.verdict is not Verdict.UNDEFINED:
            outcome, severity, extra = set_aside(outcome), Severity.QUESTION, _OWN_DEFINITION
        elif outcome.verdict is not Verdict.UNDEFINED and _guessed(claim, current):
            outcome, severity = evolve(outcome, verdict=Verdict.UNCHECKED), Severity.QUESTION
            extra = (
                "所用操作数由上文推定，请先确认。",
                "Its operands were inferred from the text before; please confirm.",
            )
        else:
            extra, witnesses = hint(view, claim, problem, outcome, current, prior)
    subject = view.subject(claim, current, named or prior)
    if witnesses:
        subject = evolve(subject, evidence=(*subject.evidence, *view.evidence(*witnesses)))
    return make_check(outcome, subject, problem.asserted, severity=severity, extra=extra)


def roughly(surface: str) -> bool:
    """Whether a 持平 is said with a reservation.

    >>> roughly("与上年基本持平"), roughly("与上年持平")
    (True, False)
    """
    return _ROUGHLY.search(surface) is not None


def set_aside(outcome: Outcome, *diagnoses: str) -> Outcome:
    """The outcome of a failed check whose text gives a reason why the ratio may differ."""
    return Outcome(Verdict.UNCHECKED, outcome.computed, outcome.exact, outcome.modes, outcome.implied, diagnoses)


def _evaluate(view: ReportIndex, claim: Claim, current: Metric, prior: Metric) -> tuple[Statement | None, Outcome]:
    now, before = operand_of(current.figure), operand_of(prior.figure)
    return evaluate_change(view, claim, now, before)


def evaluate_change(
    view: ReportIndex, claim: Claim, now: Operand, before: Operand, *, years: int | None = None
) -> tuple[Statement | None, Outcome]:
    """The claim over two operands; `years`: how many an average covers, where its sentence need not say it."""
    relation = relation_of(claim)
    if relation == "growth" and claim.direction is Direction.DOWN and "收窄" in claim.surface:
        one, other = now.interval.high, before.interval.high
        relation = "narrowed_loss" if one is not None and other is not None and max(one, other) < 0 else relation
    if relation in ("growth", "absolute") and claim.basis == "annual_average":
        words = view.sentence(claim)[: claim.span.end - claim.sentence.start]
        return _annual(view, claim, now, before, [years] if years is not None else spans_of_years(words))
    problem = view.problem(claim, now, before, relation=relation)
    if problem is None:
        return None, Outcome(Verdict.UNCHECKED)
    if relation == "narrowed_loss":  # the verb of a narrowed loss points down, its size is meant as it stands
        problem = evolve(problem, asserted=_unsigned(problem.asserted))
    return problem, evaluate(problem, decrease=claim.direction is Direction.DOWN)


def _annual(
    view: ReportIndex, claim: Claim, now: Operand, before: Operand, spans: Iterable[int]
) -> tuple[Statement | None, Outcome]:
    """An average change over as many years as its sentence says; a number of years that is a guess accuses nobody."""
    results = []
    for years in spans:
        if claim.form is RelationKind.ABSOLUTE:  # 平均每年增加3亿元: the years share the difference out
            problem = view.problem(claim, _a_year(now, years), _a_year(before, years), relation="absolute")
        else:
            problem = view.problem(claim, now, before, relation="annual_average")
        if problem is None:
            break
        if claim.form is not RelationKind.ABSOLUTE:
            problem = evolve(problem, years=years)
        outcome = evaluate(problem)
        if agrees(outcome.verdict) or outcome.verdict is Verdict.UNDEFINED:
            return problem, outcome
        results.append((problem, outcome))
    return results[0] if len(results) == 1 else (None, Outcome(Verdict.UNCHECKED))


def _a_year(operand: Operand, years: int) -> Operand:
    """An operand's part of one year of several."""
    low, high = operand.interval.low, operand.interval.high
    part = Interval(
        None if low is None else low / years,
        None if high is None else high / years,
        operand.interval.low_closed,
        operand.interval.high_closed,
    )
    return evolve(operand, interval=part, value=None if operand.value is None else operand.value / years, exact=False)


def _unsigned(asserted: StatedValue) -> StatedValue:
    if asserted.value is None or asserted.value >= 0:
        return asserted
    return evolve(asserted, value=-asserted.value, rounding_interval=negate(asserted.rounding_interval))


def _named_plan(view: ReportIndex, claim: Claim, prior: Metric) -> Metric | None:
    """The plan that a completion names by its words (年初预算 …), where the sentence prints another one under them."""
    wanted = _PLAN.search("".join(claim.surface.split())) if claim.form is RelationKind.COMPLETION else None
    if wanted is None:
        return None
    for metric in view.by_sentence.get(claim.sentence, ()):
        if metric.span.start < claim.span.start and metric.id != claim.prior:
            label = "".join(view.text[max(0, metric.span.start - 10) : metric.span.start].split())
            if label.endswith((wanted[0], f"{wanted[0]}为", f"{wanted[0]}数为", f"{wanted[0]}数")):
                ours = "".join(view.text[max(0, prior.span.start - 10) : prior.span.start].split())
                return None if wanted[0] in ours else metric
    return None


def _guessed(claim: Claim, current: Metric) -> bool:
    """Whether the claim has a subject of its own, stands elsewhere than its operand, and only context joins the two."""
    if current.sentence == claim.sentence or claim.metric == current.id:
        return False
    return current.name not in claim.metric_name and claim.metric_name not in current.name


def _comparable(claim: Claim, current: Metric, prior: Metric) -> bool:
    """Whether the operands can be put into the claim's formula: one unit, and rates for points."""
    if claim.form is RelationKind.POINTS:
        return is_rate(current) and is_rate(prior)
    one, other = current.figure.unit, prior.figure.unit
    if claim.form is RelationKind.ABSOLUTE and claim.figure is not None and claim.figure.unit not in ("", one):
        return False
    return one == other or not one or not other
