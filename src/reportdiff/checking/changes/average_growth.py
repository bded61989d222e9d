"""Average rates against the rate of all their years: 7.0 % a year over five years make 40.3 %."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from reportdiff.arithmetic import Operand, Outcome, agrees, evaluate
from reportdiff.arithmetic.intervals import negate, shift
from reportdiff.checking.findings import held_or_asked, make_check
from reportdiff.checking.report_index import ReportIndex
from reportdiff.model import BasisKind, Check, CheckName, Claim, Direction, RelationKind

__all__ = ["average_growth"]

_NEAR = 80  # characters between an average rate and that of all years
_LONGEST = 20  # years


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
    level = index.metric(total.current)
    last = index.report.own_year if level is None or level.year is None else level.year
    years = 5 if total.basis.year is None else 0 if last is None else last - total.basis.year
    return years if 1 < years <= _LONGEST else None


def _checks(index: ReportIndex, claim: Claim, total: Claim, years: int) -> Iterator[Check]:
    """Yield the check of an average rate over that of all years; one of fewer or more years is not asked about."""
    assert total.figure is not None
    size, value = total.figure.interval, total.figure.value
    fell = total.direction is Direction.DOWN
    grown = Operand(interval=shift(negate(size) if fell else size, 100), value=100 + (-value if fell else value))
    outcomes = list[Outcome]()
    for span in (years, years - 1, years + 1):
        statement = index.statement(claim, grown, Operand.of(100), relation=RelationKind.ANNUAL_AVERAGE, years=span)
        outcomes += [] if statement is None else [evaluate(statement)]
    if (
        not outcomes
        or statement is None
        or (not agrees(outcomes[0].verdict) and any(agrees(each.verdict) for each in outcomes))
    ):
        return
    context = evolve(index.context(claim, index.metric(claim.current)), check=CheckName.IMPLIED_PRIOR)
    told = f"“{''.join(total.surface.split())}”"
    context = evolve(context, current=told, prior=f"{years}年", evidence=index.evidence(claim, total))
    check = held_or_asked(outcomes[0], context, statement.stated)
    if check is not None:
        yield check
    if agrees(outcomes[0].verdict):
        yield make_check(Outcome(outcomes[0].verdict), index.context(total), None, check=CheckName.IMPLIED_PRIOR)
