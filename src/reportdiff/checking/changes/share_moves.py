"""Changes of shares in points, against the changes of part and whole that the same report states.

税收收入72.0亿元，增长6.0%，占收入的60.0%，提高1.2个百分点; 收入120.0亿元，增长4.0%: last year's share is this year's
times what the part was over what the whole was. Where the rates leave it little room, it tells the change in points.
Levels need not be printed: the rates do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import Operand, agrees, evaluate
from reportdiff.arithmetic.formulas import inverse_prior
from reportdiff.arithmetic.intervals import contains, divide, multiply, point
from reportdiff.checking.changes.percent_vs_absolute import of_other_time
from reportdiff.checking.changes.two_priors import implied_interval
from reportdiff.checking.findings import decided, make_check
from reportdiff.checking.operands import operand_of
from reportdiff.checking.other_readings import holds_over
from reportdiff.checking.policy import Reservation, ask, declared_convention
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.reference_names import name_key
from reportdiff.model import PREVIOUS_YEAR, RATIOS, Binding, Check, CheckName, Claim, Interval, Metric, RelationKind

__all__ = ["share_moves"]

_Change = tuple[Claim, Interval, Fraction | None]  # with last year's figure over this year's, and its printed value
_NEAR = 400  # characters around a share in which its part or whole changes
_ROOM = 4  # last places of a change in points that the rates may leave last year's share


def share_moves(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every change of a share in points whose part and whole have changes of their own."""
    shares = {share.metric: share for share in index.report.claims if share.form in RATIOS}
    rates = _rates(index)
    for claim in index.report.claims:
        share, ratio = shares.get(claim.current), index.metric(claim.current)
        open_claim = claim.form is RelationKind.POINTS and claim.prior is None and claim.figure is not None
        if not open_claim or claim.basis != PREVIOUS_YEAR or share is None or ratio is None or share.prior is None:
            continue
        part = _change(index, claim, share.current, share.metric_name.partition("占")[0], rates)
        whole = _change(index, claim, share.prior, "", rates)
        if part is not None and whole is not None and not of_other_time(part[0], whole[0]):
            check = _judge(index, claim, ratio, share, (part, whole))
            if check is not None:
                yield check


def _rates(index: ReportIndex) -> Mapping[str, Sequence[Claim]]:
    """Return the rates of levels that are not printed, by what their names tell."""
    rates: dict[str, list[Claim]] = defaultdict(list)
    for claim in index.report.claims:
        if claim.form is RelationKind.GROWTH and claim.current is None and claim.basis == PREVIOUS_YEAR:
            rates[name_key(claim.metric_name)].append(claim)
    return rates


def _change(
    index: ReportIndex, claim: Claim, id: str | None, name: str, rates: Mapping[str, Sequence[Claim]]
) -> _Change | None:
    """Return the change of a part or whole, and last year's figure over this year's as it implies it."""
    level = index.metric(id)
    if level is not None and not contains(level.figure.interval, 0):
        for change in index.claims_at(level.id):
            before = implied_interval(index, change, level)
            if before is not None and change.form is RelationKind.GROWTH:
                return _growth(index, change)
            if before is not None and change.form is RelationKind.ABSOLUTE:
                return change, divide(before, level.figure.interval), None
    key = name_key(name if level is None else level.name)
    near = [rate for rate in rates.get(key, ()) if abs(rate.span.start - claim.span.start) < _NEAR]
    return _growth(index, near[0]) if len(near) == 1 and near[0].status is claim.status else None


def _growth(index: ReportIndex, change: Claim) -> _Change | None:
    if declared_convention(index.grounds(change)) is not None:
        return None
    one = Operand.of(1)
    statement = index.statement(change, one, one)
    if statement is None:
        return None
    before, stated = inverse_prior(change.form, point(1), statement.stated.any_mode_interval), statement.stated.value
    if before is None or stated is None or stated <= -100:
        return None
    return change, before, 100 / (100 + stated)


def _judge(
    index: ReportIndex, claim: Claim, ratio: Metric, share: Claim, changes: tuple[_Change, _Change]
) -> Check | None:
    (part, before, part_value), (whole, whole_before, whole_value) = changes
    if contains(whole_before, 0):
        return None
    earlier = multiply(ratio.figure.interval, divide(before, whole_before))
    value = ratio.figure.value * part_value / whole_value if part_value and whole_value else None
    if earlier.low is None or earlier.high is None or claim.figure is None or declared_convention(index.grounds(claim)):
        return None
    if earlier.high - earlier.low > max(claim.figure.value / 2, _ROOM * claim.figure.last_place):
        return None
    statement = index.statement(claim, operand_of(ratio.figure), Operand(interval=earlier, value=value, rate=True))
    if statement is None:
        return None
    outcome = evaluate(statement, diagnosed=False)
    context = evolve(
        index.context(claim, ratio),
        prior=f"“{''.join(part.surface.split())}”、“{''.join(whole.surface.split())}”",
        evidence=index.evidence(claim, ratio, part, whole, share),
    )
    if agrees(outcome.verdict):
        return make_check(outcome, context, statement.stated, check=CheckName.IMPLIED_PRIOR)
    if Binding.INFERRED in (share.current_binding, share.prior_binding) or not _holds(index, share):
        return None
    return decided(ask(outcome, Reservation.SHARE_MOVES), context, statement.stated, check=CheckName.IMPLIED_PRIOR)


def _holds(index: ReportIndex, share: Claim) -> bool:
    """Return whether a share holds over its printed figures: 结案率 may be of the cases carried over, too."""
    part, whole = index.metric(share.current), index.metric(share.prior)
    if part is None or whole is None:
        return True
    return holds_over(share, operand_of(part.figure), operand_of(whole.figure), index)
