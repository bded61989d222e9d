"""The prior that a stated change implies; where no whole number fits, the claim is wrong by itself."""

from __future__ import annotations

from collections.abc import Iterator

from reportdiff.arithmetic import FORMULAS, Outcome, Statement, decimal_text, implied_prior, implied_verdict
from reportdiff.checking.findings import make_check, severity_of
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import ReportIndex, relation_of
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.conventions import convention_for
from reportdiff.messages import phrase
from reportdiff.model import Check, Form, ImpliedPrior, Kind, Phrase, Status, Verdict

__all__ = ["implied"]

_FORMS = frozenset({Form.PERCENT, Form.TIMES, Form.TIMES_MORE})
_NEAR = 20  # characters between a figure and its claim
_FEW = 3  # priors that a message lists


def implied(view: ReportIndex) -> Iterator[Check]:
    """Yield a check for every change of a counted metric against last year whose prior is not printed."""
    for claim in view.report.claims:
        metric = view.metric(claim.current or claim.metric)
        if (
            claim.form not in _FORMS
            or claim.basis != "previous_year"
            or claim.figure is None
            or claim.prior is not None
            or claim.status is not Status.ACTUAL
            or metric is None
            or metric.kind is not Kind.COUNT
            or metric.status is not Status.ACTUAL
        ):
            continue
        current = operand_of(metric.figure)
        if not current.exact or current.value is None or current.value <= 0:
            continue
        if check_words("no whole number").search(claim.metric_name):
            continue
        # 受理5236件，办结4987件，分别上升8.1%和2.3%
        listed = bool(claim.siblings) and claim.sentence == metric.sentence
        if not listed and not _adjacent(view.text[metric.span.end : claim.figure_span.start]):
            continue
        relation = relation_of(claim)
        problem = view.problem(claim, current, current)
        if problem is None or convention_for(
            relation, metric=claim.metric_name, sentence=view.sentence(claim), notes=view.notes
        ):
            continue
        made = _check(view, claim.id, metric.id, problem)
        if made.verdict is Verdict.UNCHECKED or not listed:  # which of a list's figures is meant stays a guess
            yield made


def _adjacent(between: str) -> bool:
    """Whether the claim follows its figure at once: whole numbers rule nothing out for a metric that is a guess."""
    printed = "".join(between.split())
    return len(printed) <= _NEAR and printed.count("，") <= 1 and not check_words("another operand").search(printed)


def _check(view: ReportIndex, claim_id: str, metric_id: str, problem: Statement) -> Check:
    claim, metric = view.claims[claim_id], view.metrics[metric_id]
    formula = FORMULAS[problem.formula.key]
    admitted = implied_prior(formula, problem.current.interval, problem.asserted, whole=True)
    verdict = implied_verdict(formula, problem.current.interval, problem.asserted)
    diagnoses = ("digit_error",) if verdict is Verdict.INCONSISTENT else ()
    outcome = Outcome(verdict, implied=admitted, diagnoses=diagnoses)
    return make_check(
        outcome,
        view.subject(claim, metric),
        problem.asserted,
        check="implied_prior",
        severity=severity_of(verdict, diagnoses),
        hints=(_admitted(admitted, verdict),),
    )


def _admitted(prior: ImpliedPrior, verdict: Verdict) -> Phrase:
    """Return the sentence that says which priors are possible."""
    low, high = prior.interval.low, prior.interval.high
    if verdict is not Verdict.UNCHECKED:
        return phrase("findings.no_prior_possible")
    if prior.integers is not None and len(prior.integers) <= _FEW:
        return phrase("findings.few_priors_possible", priors=prior.integers)
    if low is None or high is None:
        return phrase("findings.any_prior_possible")
    return phrase("findings.many_priors_possible", prior=decimal_text((low + high) / 2, 0))
