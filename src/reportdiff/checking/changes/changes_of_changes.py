"""Changes of changes against the change that last year's report states: 增加62亿元，同比多增12亿元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from reportdiff.arithmetic import evaluate
from reportdiff.checking.changes.last_report import one_name
from reportdiff.checking.changes.years_covered import is_last_year
from reportdiff.checking.findings import decided
from reportdiff.checking.operands import operand_of
from reportdiff.checking.policy import Reservation, decide
from reportdiff.checking.report_index import MatchedPair, PairIndex
from reportdiff.lexicon.changes import beyond_words, change_words
from reportdiff.model import PREVIOUS_YEAR, Binding, Check, Claim, Direction, RelationKind

__all__ = ["changes_of_changes"]

_LOOKED_BACK = 80  # characters between a change and what is said of it


def changes_of_changes(index: PairIndex) -> Iterator[Check]:
    """Yield a check for every change of a change whose two changes both reports print.

    多增 and 少减 compare differences, 降幅收窄 compares rates of growth.
    """
    for claim in index.current.report.claims if index.years_apart in (None, 1) else ():
        form = _form_of_changes(claim)
        own = _change_before(index, claim, form) if form is not None and is_last_year(index, claim) else None
        if own is not None and claim.figure is not None:
            matched = index.by_current.get(own.metric)
            earlier = [other for other in _of_last_year(index, own, matched) if other.form is form]
            falls = _of_falls(claim)
            if len(earlier) == 1 and not (falls and Direction.UP in (own.direction, earlier[0].direction)):
                yield _judge(index, claim, (own, earlier[0]), matched, falls)


def _of_last_year(index: PairIndex, own: Claim, matched: MatchedPair | None) -> Iterator[Claim]:
    """Yield the changes that last year's report states of the same metric; by its name where no level is printed."""
    claims: Sequence[Claim] = index.prior.report.claims if own.metric is None else ()
    if matched is not None and matched.before.status is matched.after.status:
        claims = index.prior.claims_of.get(matched.before.id, ())
    for claim in claims:
        named = own.metric is not None or (claim.metric is None and claim.metric_name == own.metric_name)
        if named and claim.figure is not None and claim.basis == PREVIOUS_YEAR:
            yield claim


def _form_of_changes(claim: Claim) -> RelationKind | None:
    """Return which changes a claim compares, None for a claim on levels."""
    if claim.figure is None or claim.table is not None or claim.siblings:
        return None
    if claim.form is RelationKind.ABSOLUTE and any(word in claim.surface for word in beyond_words()):
        return RelationKind.ABSOLUTE
    of_rates = claim.form is RelationKind.POINTS and claim.metric_name in change_words()[1]
    return RelationKind.GROWTH if of_rates else None


def _change_before(index: PairIndex, claim: Claim, form: RelationKind | None) -> Claim | None:
    """Return the change that a claim speaks of: the last one before it in its sentence."""
    begin = max(claim.sentence.start, claim.span.start - _LOOKED_BACK)
    last = next(reversed(index.current.claims_between(begin, claim.span.start)), None)
    if last is None or last.form is not form or last.figure is None or claim.figure is None:
        return None
    return last if form is RelationKind.GROWTH or last.figure.unit == claim.figure.unit else None


def _of_falls(claim: Claim) -> bool:
    """Return whether a claim compares decreases by their sizes: 多减, 降幅收窄."""
    if claim.form is RelationKind.POINTS:
        return change_words()[1].get(claim.metric_name) == Direction.DOWN
    return any(word in claim.surface and not word.endswith("增") for word in beyond_words())


def _judge(
    index: PairIndex, claim: Claim, changes: tuple[Claim, Claim], matched: MatchedPair | None, falls: bool
) -> Check:
    operands = [operand_of(change.figure) for change in changes if change.figure is not None]
    down = [change.direction is Direction.DOWN for change in changes]
    now, then = (each.negated() if fell and not falls else each for each, fell in zip(operands, down, strict=True))
    statement = index.current.statement(claim, now, then)
    assert statement is not None
    doubtful = matched is None or matched.pair.review or not one_name(matched.before, matched.after)
    revised = claim.form is RelationKind.POINTS  # rates of growth are revised later
    grounds = evolve(
        index.current.grounds(claim),
        bindings=(Binding.CLAUSE, Binding.REPORT),
        reservations=(Reservation.SAME_METRIC,) if doubtful or revised else (),
    )
    decision = decide(evaluate(statement), grounds)
    own, earlier = changes
    context = evolve(
        index.current.context(claim),
        metric_name=own.metric_name + claim.metric_name.removeprefix(own.metric_name),
        current="".join(own.surface.split()),
        prior="".join(earlier.surface.split()),
        evidence=(*index.current.evidence(claim, own), *index.prior.evidence(earlier)),
    )
    return decided(decision, context, statement.stated)
