"""Average rates against the rate of all their years: 7.0 % a year over five years make 40.3 %."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from reportdiff.arithmetic import Operand, Outcome, agrees, evaluate
from reportdiff.arithmetic.intervals import negate, shift
from reportdiff.checking.findings import decided, make_check
from reportdiff.checking.policy import Reservation, ask
from reportdiff.checking.report_index import ReportIndex
from reportdiff.model import BasisKind, Check, CheckName, Claim, Direction, RelationKind

__all__ = ["average_growth"]

_NEAR = 80  # characters between an average rate and that of all years
_FIVE, _LONGEST = 5, 20  # years since the previous five, and at most
_ALL = Operand.of(100)


def average_growth(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every average rate beside which the rate since the first of its years is printed."""
    for claim in index.report.claims:
        if claim.form is RelationKind.GROWTH and claim.basis.kind is BasisKind.ANNUAL_AVERAGE and claim.prior is None:
            near = index.claims_between(claim.span.start - _NEAR, claim.span.end + _NEAR)
            total = next((other for other in near if _is_of_all_years(claim, other)), None)
            if total is not None and (years := _years(index, total)) is not None:
                yield from _checks(index, claim, total, years)


def _is_of_all_years(claim: Claim, other: Claim) -> bool:
    since = other.form is RelationKind.GROWTH and other.basis.kind in (BasisKind.YEAR, BasisKind.PREVIOUS_FIVE_YEARS)
    return since and other.metric_name == claim.metric_name and other.sentence == claim.sentence


def _years(index: ReportIndex, total: Claim) -> int | None:
    level, first = index.metric(total.current), total.basis.year
    last = index.report.own_year if level is None or level.year is None else level.year
    if first is None or last is None:
        return _FIVE if first is None else None
    return last - first if 1 < last - first <= _LONGEST else None


def _checks(index: ReportIndex, claim: Claim, total: Claim, years: int) -> Iterator[Check]:
    """Yield the check of an average rate over that of all years; one of fewer or more years is not asked about."""
    assert total.figure is not None
    size, value = total.figure.interval, total.figure.value
    fell = total.direction is Direction.DOWN
    grown = Operand(interval=shift(negate(size) if fell else size, 100), value=100 + (-value if fell else value))
    spans = (years, years - 1, years + 1)
    made = [index.statement(claim, grown, _ALL, relation=RelationKind.ANNUAL_AVERAGE, years=span) for span in spans]
    results = [(statement, evaluate(statement)) for statement in made if statement is not None]
    if len(results) < len(spans):
        return
    (statement, outcome), *others = results
    context = evolve(index.context(claim, index.metric(claim.current)), check=CheckName.IMPLIED_PRIOR)
    told = f"“{''.join(total.surface.split())}”"
    context = evolve(context, current=told, prior=f"{years}年", evidence=index.evidence(claim, total))
    if agrees(outcome.verdict):
        yield make_check(outcome, context, statement.stated)
        yield make_check(Outcome(outcome.verdict), index.context(total), None, check=CheckName.IMPLIED_PRIOR)
    elif not any(agrees(other.verdict) for _, other in others):
        yield decided(ask(outcome, Reservation.INFERRED_OPERANDS), context, statement.stated)
