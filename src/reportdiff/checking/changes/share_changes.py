"""Changes of shares and rates in points, against the share that last year's report prints part and whole of.

Where last year's report prints both, it tells last year's share, whether it prints the share or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve, frozen

from reportdiff.arithmetic import Operand, agrees, evaluate
from reportdiff.arithmetic.intervals import rounded_to
from reportdiff.checking.changes.last_report import one_name
from reportdiff.checking.changes.years_covered import is_last_year
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import in_unit, operand_of
from reportdiff.checking.policy import Reservation, decide
from reportdiff.checking.report_index import MatchedPair, PairIndex, metric_text
from reportdiff.lexicon.reference_names import facets_fit
from reportdiff.model import Binding, Check, Claim, Interval, Metric, RelationKind

__all__ = ["share_changes"]

_RATIOS = (RelationKind.SHARE, RelationKind.RATE)


@frozen
class _Earlier:
    """Last year's share as its part and its whole make it, and the pairs that these are of."""

    share: Operand
    pairs: tuple[MatchedPair, MatchedPair]


def share_changes(index: PairIndex) -> Iterator[Check]:
    """Yield a check for every change of a share in points whose part and whole last year's report prints."""
    stated = {claim.metric: claim for claim in index.current.report.claims if claim.form in _RATIOS}
    for claim in index.current.report.claims if index.years_apart in (None, 1) else ():
        if claim.form is not RelationKind.POINTS or claim.prior is not None or claim.table is not None:
            continue
        ratio, share = index.current.metric(claim.current), stated.get(claim.current)
        if ratio is None or share is None or claim.figure is None or not is_last_year(index, claim):
            continue
        own = index.by_current.get(ratio.id)
        earlier = _earlier(index, share, ratio) if own is None or not own.before.is_rate else None
        check = _judge(index, claim, ratio, earlier) if earlier is not None else None
        if check is not None:
            yield check


def _earlier(index: PairIndex, share: Claim, ratio: Metric) -> _Earlier | None:
    """Return last year's share, if this year's holds over its part and its whole and both are paired.

    It is what is printed for it, whether it is taken as it is or rounded as this year's.
    """
    part, whole = index.by_current.get(share.current), index.by_current.get(share.prior)
    if part is None or whole is None or part is whole or not ratio.figure.last_place:
        return None
    now = index.current.statement(share, operand_of(part.after.figure), operand_of(whole.after.figure))
    befores = (operand_of(in_unit(pair.before.figure, pair.after.figure.unit)) for pair in (part, whole))
    then = index.current.statement(share, *befores)
    if now is None or then is None or not agrees(evaluate(now, diagnosed=False).verdict):
        return None
    made = evaluate(then, diagnosed=False)
    if made.exact is None or made.computed is None or made.computed.low is None or made.computed.high is None:
        return None
    place = ratio.figure.last_place
    ends = [(end / place + Fraction(1, 2)) // 1 * place for end in (made.computed.low, made.computed.high)]
    low, high = rounded_to(ends[0], place).low, rounded_to(ends[1], place).high
    interval = Interval(min(made.computed.low, low or ends[0]), max(made.computed.high, high or ends[1]))
    return _Earlier(Operand(interval=interval, value=made.exact, rate=True), (part, whole))


def _judge(index: PairIndex, claim: Claim, ratio: Metric, earlier: _Earlier) -> Check | None:
    statement = index.current.statement(claim, operand_of(ratio.figure), earlier.share)
    if statement is None:
        return None
    outcome = evaluate(statement)
    if not agrees(outcome.verdict) and not all(map(_surely_one, earlier.pairs)):
        return None
    part, whole = earlier.pairs
    same = all(one_name(pair.before, pair.after) for pair in earlier.pairs)
    grounds = evolve(
        index.current.grounds(claim),
        bindings=(Binding.CLAUSE, Binding.REPORT),
        reservations=() if same else (Reservation.SAME_METRIC,),
    )
    decision = decide(outcome, grounds)
    context = evolve(
        index.current.context(claim, ratio),
        prior=f"{metric_text(part.before)}÷{metric_text(whole.before)}",
        evidence=(*index.current.evidence(claim, ratio), *index.prior.evidence(part.before, whole.before)),
    )
    return make_check(decision.outcome, context, statement.stated, severity=decision.severity, hints=decision.hints())


def _surely_one(pair: MatchedPair) -> bool:
    """Return whether two reports' figures are of one thing beyond doubt: area, account, plan or outcome."""
    before, after = pair.before, pair.after
    return not pair.pair.review and before.status is after.status and facets_fit(before.facets, after.facets)
