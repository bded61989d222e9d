"""Changes of changes against the change that last year's report states: 增加62亿元，同比多增12亿元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from reportdiff.arithmetic import Operand, Statement, evaluate, signed_value
from reportdiff.checking.changes.last_report import one_name
from reportdiff.checking.changes.years_covered import is_last_year
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import operand_of, stated_value_of
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
    if index.years_apart not in (None, 1):
        return
    for claim in index.current.report.claims:
        form = _form_of_changes(claim)
        own = _change_before(index, claim, form) if form is not None and is_last_year(index, claim) else None
        if own is None:
            continue
        matched = index.by_current.get(own.metric)
        earlier = [other for other in _of_last_year(index, own, matched) if other.form is form]
        if len(earlier) == 1 and (check := _judge(index, claim, (own, earlier[0]), matched)) is not None:
            yield check


def _of_last_year(index: PairIndex, own: Claim, matched: MatchedPair | None) -> Iterator[Claim]:
    """Yield the changes that last year's report states of the same metric; by its name where no level is printed."""
    if matched is not None:
        of_metric = index.prior.claims_of.get(matched.before.id, ())
        claims = of_metric if matched.before.status is matched.after.status else ()
    else:
        claims = () if own.metric is not None else index.prior.report.claims
    for claim in claims:
        named = matched is not None or (claim.metric is None and claim.metric_name == own.metric_name)
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
    before = index.current.claims_between(begin, claim.span.start)
    last = before[-1] if before else None
    if last is None or last.form is not form or last.figure is None:
        return None
    size = claim.figure
    return last if form is RelationKind.GROWTH or (size is not None and last.figure.unit == size.unit) else None


def _judge(index: PairIndex, claim: Claim, changes: Sequence[Claim], matched: MatchedPair | None) -> Check | None:
    falls = _of_falls(claim)
    if claim.figure is None or (falls and any(change.direction is not Direction.DOWN for change in changes)):
        return None
    now, then = (_operand(change, -1 if falls else 1) for change in changes)
    size = stated_value_of(claim.figure, rounded=claim.form.traits.rounded)
    statement = Statement(
        relation=claim.form,
        stated=signed_value(claim.form, size, claim.direction),
        current=now,
        prior=then,
        digits=claim.figure.digits,
        scale=claim.figure.scale,
    )
    outcome = evaluate(statement)
    grounds = evolve(
        index.current.grounds(claim),
        bindings=(Binding.CLAUSE, Binding.REPORT),
        reservations=_reservations(claim, matched),
    )
    decision = decide(outcome, grounds)
    own, earlier = changes
    context = evolve(
        index.current.context(claim),
        metric_name=own.metric_name + claim.metric_name.removeprefix(own.metric_name),
        current=_text(own),
        prior=_text(earlier),
        evidence=(*index.current.evidence(claim, own), *index.prior.evidence(earlier)),
    )
    return make_check(decision.outcome, context, statement.stated, severity=decision.severity, hints=decision.hints())


def _of_falls(claim: Claim) -> bool:
    """Return whether a claim compares decreases: 多减, 降幅收窄."""
    if claim.form is RelationKind.POINTS:
        return change_words()[1].get(claim.metric_name) == Direction.DOWN
    return any(word in claim.surface and not word.endswith("增") for word in beyond_words())


def _operand(change: Claim, sign: int) -> Operand:
    """Return the size of a change with its direction; `sign` is -1 where decreases are compared by their sizes."""
    assert change.figure is not None
    operand = operand_of(change.figure)
    return operand.negated() if (change.direction is Direction.DOWN) is (sign > 0) else operand


def _text(change: Claim) -> str:
    return "".join(change.surface.split())


def _reservations(claim: Claim, matched: MatchedPair | None) -> Iterator[Reservation]:
    """Yield the readings under which a change of changes need not be wrong: rates of growth are revised later."""
    doubtful = matched is None or matched.pair.review or not one_name(matched.before, matched.after)
    if doubtful or claim.form is RelationKind.POINTS:
        yield Reservation.SAME_METRIC
