"""Claims whose operands are printed in the same report: 增长, 百分点, 增加, 倍, 翻番, 由A增至B, 持平, 占, 完成, 率."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from reportdiff.arithmetic import Operand, Outcome, StatedValue, Statement, agrees, evaluate
from reportdiff.arithmetic.intervals import negate
from reportdiff.checking.changes.years_covered import spans_of_years
from reportdiff.checking.findings import make_check
from reportdiff.checking.hints import find_hints
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import ReportIndex, is_rate, relation_of
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.conventions import convention_for
from reportdiff.messages import phrase
from reportdiff.model import Check, Claim, Direction, Form, Interval, Metric, Phrase, Severity, Verdict

__all__ = ["NOT_EQUAL", "evaluate_change", "judge_claim", "roughly", "set_aside", "stated"]

NOT_EQUAL = phrase("findings.about_the_same")
"""The hint to a 基本持平 over two different figures, which is a question and no error."""

_LABEL = 10  # characters before a figure that may name it


def stated(view: ReportIndex) -> Iterator[Check]:
    """Yield a check for every claim that has both its operands in this report."""
    for claim in view.report.claims:
        current, prior = view.metric(claim.current), view.metric(claim.prior)
        if current is not None and prior is not None and current is not prior:
            check = judge_claim(view, claim, current, prior)
            if check is not None:
                yield check


def judge_claim(view: ReportIndex, claim: Claim, current: Metric, prior: Metric) -> Check | None:
    """Return the check of a claim over two metrics of its report; None where they cannot be its operands."""
    if not _comparable(claim, current, prior):
        return None
    named = _named_plan(view, claim, prior)
    problem, outcome = _evaluate(view, claim, current, named or prior)
    if problem is None:
        return None
    severity: Severity | None = None
    hints, witnesses = tuple[Phrase, ...](), tuple[Metric, ...]()
    if named is not None and not agrees(outcome.verdict) and agrees(_evaluate(view, claim, current, prior)[1].verdict):
        plan, figure = _plan_version(claim), "".join(prior.figure.surface.split())
        hints, witnesses = (phrase("findings.other_plan_fits", plan=plan, figure=figure),), (prior,)
    elif outcome.verdict is Verdict.UNDEFINED or not agrees(outcome.verdict):
        convention = convention_for(
            problem.formula.key, metric=claim.metric_name, sentence=view.sentence(claim), notes=view.notes
        )
        if outcome.verdict is not Verdict.UNDEFINED and convention is not None:
            outcome = set_aside(outcome, convention.diagnosis)
        elif claim.form is Form.FLAT and roughly(claim.surface):
            outcome, severity, hints = set_aside(outcome), Severity.QUESTION, (NOT_EQUAL,)
        elif claim.form is Form.RATE and outcome.verdict is not Verdict.UNDEFINED:
            outcome, severity = set_aside(outcome), Severity.QUESTION
            hints = (phrase("findings.own_definition"),)
        elif outcome.verdict is not Verdict.UNDEFINED and _guessed(claim, current):
            outcome, severity = evolve(outcome, verdict=Verdict.UNCHECKED), Severity.QUESTION
            hints = (phrase("findings.inferred_operands"),)
        else:
            hints, witnesses = find_hints(view, claim, problem, outcome, current, prior)
    subject = view.subject(claim, current, named or prior)
    if witnesses:
        subject = evolve(subject, evidence=(*subject.evidence, *view.evidence(*witnesses)))
    return make_check(outcome, subject, problem.asserted, severity=severity, hints=hints)


def roughly(surface: str) -> bool:
    """Whether a 持平 is printed with a reservation.

    >>> roughly("与上年基本持平"), roughly("与上年持平")
    (True, False)
    """
    return check_words("roughly").search(surface) is not None


def set_aside(outcome: Outcome, *diagnoses: str) -> Outcome:
    """Return the outcome of a failed check whose text gives a reason why the ratio may differ: unchecked."""
    return Outcome(Verdict.UNCHECKED, outcome.computed, outcome.exact, outcome.modes, outcome.implied, diagnoses)


def _evaluate(view: ReportIndex, claim: Claim, current: Metric, prior: Metric) -> tuple[Statement | None, Outcome]:
    now, before = operand_of(current.figure), operand_of(prior.figure)
    return evaluate_change(view, claim, now, before)


def evaluate_change(
    view: ReportIndex, claim: Claim, now: Operand, before: Operand, *, years: int | None = None
) -> tuple[Statement | None, Outcome]:
    """Return the claim over two operands as a statement, and its outcome.

    `years` is the number of years that an average covers, where its sentence need not print it.
    """
    relation = relation_of(claim)
    if relation == "growth" and claim.direction is Direction.DOWN and "收窄" in claim.surface:
        highest = now.interval.high, before.interval.high
        relation = "narrowed_loss" if all(high is not None and high < 0 for high in highest) else relation
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
    """Judge an average change over as many years as its sentence prints; where they are unclear, it stays unchecked."""
    results = []
    for years in spans:
        if claim.form is Form.ABSOLUTE:  # 平均每年增加3亿元: the years share the difference out
            problem = view.problem(claim, _a_year(now, years), _a_year(before, years), relation="absolute")
        else:
            problem = view.problem(claim, now, before, relation="annual_average")
        if problem is None:
            break
        if claim.form is not Form.ABSOLUTE:
            problem = evolve(problem, years=years)
        outcome = evaluate(problem)
        if agrees(outcome.verdict) or outcome.verdict is Verdict.UNDEFINED:
            return problem, outcome
        results.append((problem, outcome))
    return results[0] if len(results) == 1 else (None, Outcome(Verdict.UNCHECKED))


def _a_year(operand: Operand, years: int) -> Operand:
    """Return the share of one year in an operand that covers several."""
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
    """Return the plan that a completion names (年初预算 …), where it is not `prior` but stands in the sentence."""
    plan = _plan_version(claim) if claim.form is Form.COMPLETION else ""
    if not plan or plan in _label(view, prior):
        return None
    for metric in view.by_sentence.get(claim.sentence, ()):
        before_claim = metric.span.start < claim.span.start and metric.id != claim.prior
        if before_claim and _label(view, metric).endswith((plan, f"{plan}为", f"{plan}数为", f"{plan}数")):
            return metric
    return None


def _plan_version(claim: Claim) -> str:
    """Return the words of a claim that name a version of the plan; "" where there are none."""
    found = check_words("plan version").search("".join(claim.surface.split()))
    return found[0] if found is not None else ""


def _label(view: ReportIndex, metric: Metric) -> str:
    return "".join(view.text[max(0, metric.span.start - _LABEL) : metric.span.start].split())


def _guessed(claim: Claim, current: Metric) -> bool:
    """Whether the claim has a subject of its own, stands elsewhere than its operand, and only context joins the two."""
    if current.sentence == claim.sentence or claim.metric == current.id:
        return False
    return current.name not in claim.metric_name and claim.metric_name not in current.name


def _comparable(claim: Claim, current: Metric, prior: Metric) -> bool:
    """Whether the operands can be put into the claim's formula: one unit, and rates for points."""
    if claim.form is Form.POINTS:
        return is_rate(current) and is_rate(prior)
    one, other = current.figure.unit, prior.figure.unit
    if claim.form is Form.ABSOLUTE and claim.figure is not None and claim.figure.unit not in ("", one):
        return False
    return one == other or not one or not other
