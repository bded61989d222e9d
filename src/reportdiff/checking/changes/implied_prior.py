"""The prior that a stated change implies; where no whole number fits, the claim is wrong by itself."""

from __future__ import annotations

from collections.abc import Iterator

from reportdiff.arithmetic import Outcome, Statement, decimal_text, implied_prior, implied_verdict
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import operand_of
from reportdiff.checking.policy import declared_convention
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.words import words_of
from reportdiff.messages import phrase
from reportdiff.model import (
    PREVIOUS_YEAR,
    Binding,
    Check,
    CheckName,
    Claim,
    Diagnosis,
    ImpliedPrior,
    Kind,
    Metric,
    Phrase,
    RelationKind,
    Status,
    Verdict,
)

__all__ = ["implied"]

_FORMS = frozenset({RelationKind.GROWTH, RelationKind.TIMES, RelationKind.TIMES_MORE})
_LISTED, _SEVERAL = "，其中", 2  # what a list of parts begins with, and so many make one
_NEAR = 20  # characters between a figure and its claim
_FEW = 3  # priors that a message lists


def implied(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every change of a counted metric against last year whose prior is not printed.

    A prior that was guessed is as good as none where no whole number fits.
    """
    for claim in index.report.claims:
        metric = index.metric(claim.current or claim.metric)
        if metric is None or not _is_counted_change(claim, metric):
            continue
        # 受理5236件，办结4987件，分别上升8.1%和2.3%
        listed = bool(claim.siblings) and claim.sentence == metric.sentence
        if not listed and not _adjacent(*_between(index, claim, metric)):
            continue
        current = operand_of(metric.figure)
        statement = index.statement(claim, current, current)
        if statement is None or declared_convention(index.grounds(claim)) is not None:
            continue
        check = _check(index, claim, metric, statement)
        decided = check.verdict is not Verdict.UNCHECKED
        if _fits_before_bracket(index, claim, statement) if decided else claim.prior is not None:
            continue
        if check.verdict is Verdict.UNCHECKED or not listed:  # which of a list's figures is meant stays a guess
            yield check


def _is_counted_change(claim: Claim, metric: Metric) -> bool:
    """Return whether a claim states a change against last year, without a printed prior, of things that are counted."""
    return (
        claim.form in _FORMS
        and claim.basis == PREVIOUS_YEAR
        and claim.figure is not None
        and (claim.prior is None or claim.prior_binding is Binding.INFERRED)
        and claim.status is Status.ACTUAL
        and metric.kind is Kind.COUNT
        and metric.status is Status.ACTUAL
        and operand_of(metric.figure).exact
        and metric.figure.has_point_value
        and metric.figure.value > 0
        and check_words("no whole number").search(claim.metric_name) is None
    )


def _between(index: ReportIndex, claim: Claim, metric: Metric) -> tuple[str, bool]:
    """Return the text between a claim and its figure, and whether the figure stands behind the claim."""
    behind = metric.span.start >= claim.span.end
    start, end = (claim.span.end, metric.span.start) if behind else (metric.span.end, claim.figure_span.start)
    return index.text[start:end], behind


def _adjacent(between: str, behind: bool) -> bool:
    """Return whether the claim stands at its figure, so that it surely speaks about it.

    A verb between a claim and the figure behind it begins another clause: 新收案件上升20.0%审结700件.
    """
    printed = "".join(between.split())
    if behind and printed in words_of("action"):
        return False
    return len(printed) <= _NEAR and printed.count("，") <= 1 and not check_words("another operand").search(printed)


def _fits_before_bracket(index: ReportIndex, claim: Claim, statement: Statement) -> bool:
    """Return whether a change may be of the counted figure before the brackets, or the list, that it stands in.

    办结300件（包括调解8件，同比增长40.2%）: the change need not be of the 8. Nor need it be of the last of a list:
    复议27件，其中维持18件、纠正3件、其他6件，同比下降20.6%.
    """
    opened = index.text.rfind("（", claim.sentence.start, claim.figure_span.start)
    if opened < 0 or "）" in index.text[opened : claim.figure_span.start]:
        opened = index.text.rfind(_LISTED, claim.sentence.start, claim.figure_span.start)
    metrics = index.by_sentence.get(claim.sentence, ())
    front = next((metric for metric in metrics[::-1] if metric.span.end == opened and metric.kind is Kind.COUNT), None)
    behind = [metric for metric in metrics if opened < metric.span.start < claim.span.start]
    if front is None or front.id == claim.current or (len(behind) < _SEVERAL and index.text[opened] != "（"):
        return False
    verdict = implied_verdict(statement.relation, operand_of(front.figure).interval, statement.stated)
    return verdict is not Verdict.INCONSISTENT


def _check(index: ReportIndex, claim: Claim, metric: Metric, statement: Statement) -> Check:
    relation, current, stated = statement.relation, statement.current.interval, statement.stated
    admitted = implied_prior(relation, current, stated.rounding_interval, whole=True)
    verdict = implied_verdict(relation, current, stated)
    diagnoses = (Diagnosis.DIGIT_ERROR,) if verdict is Verdict.INCONSISTENT else ()
    return make_check(
        Outcome(verdict, implied=admitted, diagnoses=diagnoses),
        index.context(claim, metric),
        stated,
        check=CheckName.IMPLIED_PRIOR,
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
