"""The prior that a stated change implies: where no whole number fits, the claim is wrong by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportdiff.arithmetic import FORMULAS, Outcome, Statement, decimal_text, implied_prior, implied_verdict
from reportdiff.checking.findings import make_check, severity_of
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import ReportIndex, relation_of
from reportdiff.lexicon.conventions import convention_for
from reportdiff.model import Check, ImpliedPrior, Kind, RelationKind, Status, Verdict

__all__ = ["implied"]

_FORMS = frozenset({RelationKind.GROWTH, RelationKind.TIMES, RelationKind.TIMES_MORE})
_NEAR = 20
_BREAK = re.compile(r"[。；、！？;]|分别")
_MEANS = re.compile(r"平均|人均|户均|均|每|指数|得分|评分|比例|率$")


def implied(view: ReportIndex) -> Iterator[Check]:
    """Every change of a counted metric against last year whose prior is not printed."""
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
        if not current.exact or current.value is None or current.value <= 0 or _MEANS.search(claim.metric_name):
            continue
        listed = (
            bool(claim.siblings) and claim.sentence == metric.sentence
        )  # 受理5236件，办结4987件，分别上升8.1%和2.3%
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
    plain = "".join(between.split())
    return len(plain) <= _NEAR and plain.count("，") <= 1 and not _BREAK.search(plain)


def _check(view: ReportIndex, claim_id: str, metric_id: str, problem: Statement) -> Check:
    claim, metric = view.claims[claim_id], view.metrics[metric_id]
    formula = FORMULAS[problem.formula.key]
    admitted = implied_prior(formula, problem.current.interval, problem.asserted, whole=True)
    verdict = implied_verdict(formula, problem.current.interval, problem.asserted)
    diagnoses = ("digit_error",) if verdict is Verdict.INCONSISTENT else ()
    outcome = Outcome(verdict, implied=admitted, diagnoses=diagnoses)
    subject = view.subject(claim, metric)
    extra = _words(admitted, verdict)
    return make_check(
        outcome,
        subject,
        problem.asserted,
        check="implied_prior",
        severity=severity_of(verdict, diagnoses),
        extra=extra,
    )


def _words(admitted: ImpliedPrior, verdict: Verdict) -> tuple[str, str]:
    if verdict is not Verdict.UNCHECKED:
        return "没有任何整数能作为上年数。", "No whole number could have been the prior."
    low, high = admitted.interval.low, admitted.interval.high
    if admitted.integers is not None and len(admitted.integers) <= 3:
        listed = "、".join(map(str, admitted.integers))
        listed_en = ", ".join(map(str, admitted.integers))
        return f"上年数只能是{listed}。", f"The prior can only have been {listed_en}."
    if low is None or high is None:
        return "此项推算不能排除任何上年数。", "The test rules no prior out."
    around = decimal_text((low + high) / 2, 0)
    return f"上年数约为{around}，此项推算不具分辨力。", f"The prior was about {around}; the test has no power here."
