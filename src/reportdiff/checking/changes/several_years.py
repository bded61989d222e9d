"""Changes over several years against the report of the year that they start from."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from reportdiff.arithmetic import agrees
from reportdiff.checking.changes.last_report import one_name
from reportdiff.checking.changes.same_report import evaluate_change, set_aside
from reportdiff.checking.changes.years_covered import covers_the_years, years_apart
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import PairIndex, is_rate, relation_of
from reportdiff.lexicon.conventions import convention_for
from reportdiff.messages import phrase
from reportdiff.model import Check, Claim, Form, Metric, Pair, Phrase, Severity, Status, Verdict

__all__ = ["over_several_years"]

_FORMS = frozenset({Form.PERCENT, Form.ABSOLUTE, Form.POINTS, Form.TIMES, Form.TIMES_MORE, Form.DOUBLING})


def over_several_years(view: PairIndex) -> Iterator[Check]:
    """Yield a check for every change over just the years between the two reports (五年增长, 年均增长, 比2019年增长).

    It is judged against the levels of both reports; a claim whose base the current report prints itself is left to the
    checks of that report.
    """
    for pair, before, after in view.matched:
        for claim in view.current.claims_of.get(after.id, ()):
            if claim.prior is None and _comparable(claim, before, after) and covers_the_years(view, claim):
                check = _judge(view, pair, claim, before, after)
                if check is not None:
                    yield check


def _comparable(claim: Claim, before: Metric, after: Metric) -> bool:
    """Whether the two outcomes can be the claim's operands: one unit, and rates for points."""
    if claim.form not in _FORMS or before.status is not Status.ACTUAL or after.status is not Status.ACTUAL:
        return False
    if claim.form is Form.POINTS:
        return is_rate(before) and is_rate(after)
    if claim.form is Form.ABSOLUTE and (claim.figure is None or claim.figure.unit != after.figure.unit):
        return False
    return before.figure.unit == after.figure.unit


def _judge(view: PairIndex, pair: Pair, claim: Claim, before: Metric, after: Metric) -> Check | None:
    years = years_apart(view) if claim.basis == "annual_average" else None
    problem, outcome = evaluate_change(
        view.current, claim, operand_of(after.figure), operand_of(before.figure), years=years
    )
    if problem is None:
        return None
    severity: Severity | None = None
    hints: tuple[Phrase, ...] = ()
    if not agrees(outcome.verdict) and outcome.verdict is not Verdict.UNDEFINED:
        sentence = view.current.sentence(claim)
        convention = convention_for(
            relation_of(claim), metric=claim.metric_name, sentence=sentence, notes=view.current.notes
        )
        if convention is not None:
            outcome = set_aside(outcome, convention.diagnosis)
        elif _sum_of_years(after) or _sum_of_years(before):
            outcome = set_aside(outcome, "other_basis")  # what five years added up to, against the five before
        elif pair.review or not one_name(before, after):
            outcome, severity = evolve(outcome, verdict=Verdict.UNCHECKED), Severity.QUESTION
            hints = (phrase("findings.same_metric"),)
    subject = evolve(
        view.current.subject(claim, after, before),
        evidence=(*view.current.evidence(claim, after), *view.prior.evidence(before)),
    )
    return make_check(outcome, subject, problem.asserted, severity=severity, hints=hints)


def _sum_of_years(metric: Metric) -> bool:
    """Whether the figure covers several years (2021-2025)."""
    label = metric.period.label if metric.period is not None else ""
    return "-" in label and not label.startswith("as_of:")
