"""Shares of a column against the whole that its rows agree on, where the table itself does not print it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from reportdiff.arithmetic import Operand, agrees
from reportdiff.checking.changes.same_report import evaluate_change
from reportdiff.checking.changes.two_priors import middle
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import operand_of, scaled_unit
from reportdiff.checking.report_index import ReportIndex
from reportdiff.checking.share_columns import ShareColumn
from reportdiff.messages import phrase
from reportdiff.model import Check, Claim, Metric, Severity, Verdict

__all__ = ["shares_of_one_whole"]


def shares_of_one_whole(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every share whose whole only the other rows of its column tell."""
    for column in index.agreed_columns:
        unit = next(part.figure.unit for claim in column.claims if (part := index.metric(claim.current)) is not None)
        whole = _printed(index, column, unit)
        for claim in column.claims:
            part = index.metric(claim.current)
            if part is not None and (claim.prior is None or column.total is not None):
                check = _check(index, column, claim, part, whole)
                if check is not None:
                    yield check


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
    hint = phrase("findings.rows_agree", count=str(column.held), whole=shown)
    if agrees(outcome.verdict):
        return make_check(outcome, index.context(claim, part, whole), statement.stated)
    others = [index.metric(other.current) for other in column.claims if other is not claim]
    context = evolve(index.context(claim, part, whole), evidence=index.evidence(claim, part, whole, *others))
    outcome = evolve(outcome, diagnoses=())
    return make_check(outcome, context, statement.stated, severity=Severity.ERROR, hints=(hint,))
