"""Shares of a column or a list against the whole that they agree on, where it is not printed beside them."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from reportdiff.arithmetic import Operand, agrees
from reportdiff.checking.changes.same_report import evaluate_change
from reportdiff.checking.changes.two_priors import middle
from reportdiff.checking.findings import asked, make_check
from reportdiff.checking.operands import operand_of, scaled_unit
from reportdiff.checking.policy import PRINTED
from reportdiff.checking.report_index import ReportIndex
from reportdiff.checking.share_columns import ShareColumn
from reportdiff.messages import phrase
from reportdiff.model import Check, Claim, Metric, Severity, Verdict
from reportdiff.text.words import cut

__all__ = ["shares_of_one_whole"]

_LEAST = 2  # shares that bear each other out
_SURE = 4  # shares of a list that agree, beside which one that does not is wrong


def shares_of_one_whole(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every share whose whole only the others of its column or list tell."""
    for column in index.agreed_columns:
        unit = next(part.figure.unit for claim in column.claims if (part := index.metric(claim.current)) is not None)
        whole = _printed(index, column, unit)
        held = {claim.prior for claim in column.claims if not _is_missed(index, claim)}
        for claim in column.claims:
            part = index.metric(claim.current)
            if part is None or claim.id in index.listed_apart or not (column.total or _is_missed(index, claim)):
                continue
            check = _check(index, column, claim, part, whole)
            proved = claim.prior in held or column.held < _LEAST
            if check is not None and (column.total or not (proved and agrees(check.verdict))):
                yield check  # else its own whole holds for others of the list


def _is_missed(index: ReportIndex, claim: Claim) -> bool:
    """Return whether a share of prose is far from holding over a whole that was guessed for it, and is not named."""
    part, whole = index.metric(claim.current), index.metric(claim.prior)
    if part is None or whole is None:
        return True
    if claim.table is not None or any(len(word) > 1 and word in whole.name for word in cut(claim.surface)):
        return False
    _, outcome = evaluate_change(index, claim, operand_of(part.figure), operand_of(whole.figure))
    return claim.prior_binding not in PRINTED and outcome.verdict is Verdict.INCONSISTENT


def _printed(index: ReportIndex, column: ShareColumn, unit: str) -> Metric | None:
    """Return the only long figure of the report that the shares of a column can be of."""
    low, high = column.whole.low, column.whole.high
    found = index.long_figures(unit, low, high) if low is not None and high is not None else ()
    return found[0] if len({metric.figure.value for metric in found}) == 1 else None


def _check(index: ReportIndex, column: ShareColumn, claim: Claim, part: Metric, whole: Metric | None) -> Check | None:
    low, high = column.whole.low, column.whole.high
    value = (low + high) / 2 if low is not None and high is not None else None
    before = operand_of(whole.figure) if whole is not None else Operand(interval=column.whole, value=value)
    statement, outcome = evaluate_change(index, claim, operand_of(part.figure), before)
    accused = outcome.verdict is Verdict.INCONSISTENT and (claim is column.total or claim.id in column.failing)
    if statement is None or not (accused or agrees(outcome.verdict)):
        return None  # a last digit is moved so that the shares make 100
    shown = middle(column.whole, part.figure.scale) + scaled_unit(part.figure)
    context, count = index.context(claim, part, whole), column.held - agrees(outcome.verdict)
    hint = phrase("findings.rows_agree", count=str(count), whole=shown)
    if agrees(outcome.verdict):
        told = claim.table is None and whole is None
        context = evolve(context, prior=shown) if told else context
        return make_check(outcome, context, statement.stated, hints=(hint,) if told else ())
    others = [index.metric(other.current) for other in column.claims if other is not claim]
    context = evolve(context, prior=context.prior or shown, evidence=index.evidence(claim, part, whole, *others))
    if claim.table is None:
        wrong = (outcome.verdict, Severity.WARNING) if column.held >= _SURE else ()  # else it is asked about
        return asked(make_check(outcome, context, statement.stated), hint, *wrong)
    outcome = evolve(outcome, diagnoses=())
    return make_check(outcome, context, statement.stated, severity=Severity.ERROR, hints=(hint,))
