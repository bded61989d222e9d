"""Changes over several years against the report of the year that they start from."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from reportdiff.checking.changes.last_report import one_name
from reportdiff.checking.changes.same_report import evaluate_change
from reportdiff.checking.changes.years_covered import covers_the_years
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import operand_of
from reportdiff.checking.policy import Reservation, decide
from reportdiff.checking.report_index import MatchedPair, PairIndex
from reportdiff.model import STATED_CHANGES, BasisKind, Binding, Check, Claim, RelationKind, Status

__all__ = ["over_several_years"]


def over_several_years(index: PairIndex) -> Iterator[Check]:
    """Yield a check for every change over just the years between the two reports (五年增长, 年均增长, 比2019年增长).

    It is judged against the levels of both reports; a claim whose base the current report prints itself is left to the
    checks of that report.
    """
    for matched in index.matched:
        for claim in index.current.claims_of.get(matched.after.id, ()):
            if claim.prior is None and _comparable(claim, matched) and covers_the_years(index, claim):
                check = _judge(index, claim, matched)
                if check is not None:
                    yield check


def _comparable(claim: Claim, matched: MatchedPair) -> bool:
    """Return whether the two outcomes can be the claim's operands: one unit, and rates for points."""
    _, before, after = matched
    if claim.form not in STATED_CHANGES or claim.form is RelationKind.FLAT:
        return False
    if before.status is not Status.ACTUAL or after.status is not Status.ACTUAL:
        return False
    if claim.form is RelationKind.POINTS:
        return before.is_rate and after.is_rate
    if claim.form is RelationKind.ABSOLUTE and (claim.figure is None or claim.figure.unit != after.figure.unit):
        return False
    return before.figure.unit == after.figure.unit


def _judge(index: PairIndex, claim: Claim, matched: MatchedPair) -> Check | None:
    _, before, after = matched
    years = index.years_apart if claim.basis.kind is BasisKind.ANNUAL_AVERAGE else None
    statement, outcome = evaluate_change(
        index.current, claim, operand_of(after.figure), operand_of(before.figure), years=years
    )
    if statement is None:
        return None
    grounds = evolve(
        index.current.grounds(claim), bindings=(Binding.NAME, Binding.REPORT), reservations=_reservations(matched)
    )
    decision = decide(outcome, grounds)
    context = evolve(
        index.current.context(claim, after, before),
        evidence=(*index.current.evidence(claim, after), *index.prior.evidence(before)),
    )
    hints = decision.hints()
    return make_check(decision.outcome, context, statement.stated, severity=decision.severity, hints=hints)


def _reservations(matched: MatchedPair) -> Iterator[Reservation]:
    """Yield the readings under which a change over years need not be wrong though the paired figures refute it."""
    pair, before, after = matched
    if after.of_years or before.of_years:
        yield Reservation.OTHER_BASIS  # what five years came to, against the five before
    if pair.review or not one_name(before, after):
        yield Reservation.SAME_METRIC
