"""One finding for one cause: the claims about one quantity, judged together.

Its level c, the absolute change d, the rate g and last year's level p are tied by p = c − d and g = d/p. Where they
contradict each other and all four are printed, the single figure without which the other three agree is the wrong one;
the claims that only fail because of it are not accused as well. Several checks of one claim are one finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto
from fractions import Fraction

from attrs import evolve, frozen

from reportdiff.arithmetic import WEAK_DIAGNOSES, Operand, Statement, agrees, evaluate, fails, plain_text
from reportdiff.arithmetic.intervals import add, subtract
from reportdiff.checking.findings import same_cause, with_hint
from reportdiff.checking.operands import operand_of, scaled_unit
from reportdiff.checking.report_index import MatchedPair, ReportIndex, metric_text
from reportdiff.messages import phrase
from reportdiff.model import (
    PREVIOUS_YEAR,
    Check,
    CheckName,
    Claim,
    Direction,
    Metric,
    Phrase,
    RelationKind,
    Verdict,
)

__all__ = ["one_finding_each"]

_FORMS = frozenset({RelationKind.GROWTH, RelationKind.TIMES_MORE, RelationKind.ABSOLUTE})


class _Part(Enum):
    LEVEL = auto()
    CHANGE = auto()
    RATE = auto()
    PRIOR = auto()


@frozen(kw_only=True)
class _Quantity:
    """The four printed figures of a quantity; the change with its sign."""

    level: Metric
    change: Claim
    rate: Claim
    prior: Metric

    @property
    def moved(self) -> Operand:
        assert self.change.figure is not None
        size = operand_of(self.change.figure)
        return size.negated() if self.change.direction is Direction.DOWN else size


def one_finding_each(
    checks: Iterable[Check], index: ReportIndex, pairs: Mapping[str | None, MatchedPair]
) -> tuple[Check, ...]:
    """Return the checks with one accusation a cause; the others of the same cause stay, unchecked and silent.

    Args:
        checks: The checks of one report, or of a comparison.
        index: The current report.
        pairs: The pairs by the id of the current metric; none for one report.
    """
    made = list(checks)
    groups: dict[object, list[int]] = defaultdict(list)
    for place, check in enumerate(made):
        claim = index.claims.get(check.claim or "")
        if claim is not None and claim.table is None and claim.form in _FORMS and _accuses(check):
            groups[(claim.metric or claim.id, claim.basis, claim.status)].append(place)
    for places in groups.values():
        if len(places) > 1:
            kept, hints = _kept([made[place] for place in places], index, pairs)
            for place in places:
                check = made[place]
                made[place] = with_hint(check, *hints) if check.id in kept else same_cause(check)
    return tuple(made)


def _accuses(check: Check) -> bool:
    return fails(check.verdict) and check.severity is not None


def _kept(
    checks: Sequence[Check], index: ReportIndex, pairs: Mapping[str | None, MatchedPair]
) -> tuple[frozenset[str], tuple[Phrase, ...]]:
    """Return the ids of the accusations that stay, and what is said of the figure that causes all of them."""
    by_claim: dict[str | None, list[Check]] = defaultdict(list)
    for check in checks:
        by_claim[check.claim].append(check)
    best = {claim: min(found, key=_rank) for claim, found in by_claim.items()}
    quantity = _quantity(checks, index, pairs)
    suspect = None if quantity is None else _suspect(quantity, index)
    if quantity is None or suspect is None:
        return frozenset(check.id for check in best.values()), ()
    blamed = best.get(quantity.change.id if suspect is _Part.CHANGE else quantity.rate.id) or min(checks, key=_rank)
    hint = _hint(quantity, suspect)
    return frozenset({blamed.id}), (() if hint is None else (hint,))


def _rank(check: Check) -> tuple[bool, bool, bool, bool]:
    """Order the checks of one claim: what says most about it first."""
    return (
        check.verdict is not Verdict.INCONSISTENT,
        check.check is CheckName.IMPLIED_PRIOR,
        check.check is CheckName.DIRECTION,
        WEAK_DIAGNOSES.issuperset(check.diagnoses),
    )


def _quantity(checks: Sequence[Check], index: ReportIndex, pairs: Mapping[str | None, MatchedPair]) -> _Quantity | None:
    """Return the four figures that the failing checks are about, where each is printed."""
    claim = index.claims[checks[0].claim or ""]
    level = index.metric(claim.current or claim.metric)
    if level is None:
        return None
    beside = [
        other
        for other in index.claims_of.get(level.id, ())
        if other.sentence == claim.sentence and other.basis == claim.basis and other.figure is not None
    ]
    changes = [other for other in beside if other.form is RelationKind.ABSOLUTE]
    rates = [other for other in beside if other.form in (RelationKind.GROWTH, RelationKind.TIMES_MORE)]
    prior = next((index.metric(other.prior) for other in beside if other.prior is not None), None)
    if prior is None and claim.basis == PREVIOUS_YEAR and level.id in pairs:
        prior = pairs[level.id].before
    if len(changes) != 1 or len(rates) != 1 or prior is None:
        return None
    units = {level.figure.unit, prior.figure.unit, changes[0].figure.unit if changes[0].figure else ""}
    return _Quantity(level=level, change=changes[0], rate=rates[0], prior=prior) if len(units) == 1 else None


def _suspect(quantity: _Quantity, index: ReportIndex) -> _Part | None:
    """Return the one figure without which the other three agree."""
    level, moved, prior = operand_of(quantity.level.figure), quantity.moved, operand_of(quantity.prior.figure)
    known = level.value is not None and moved.value is not None and prior.value is not None
    if not known:
        return None
    rate, change = quantity.rate, quantity.change
    derived = Operand(
        interval=add(prior.interval, moved.interval), value=Fraction(prior.value or 0) + (moved.value or 0)
    )
    base = Operand(
        interval=subtract(level.interval, moved.interval), value=Fraction(level.value or 0) - (moved.value or 0)
    )
    without = {
        _Part.RATE: index.statement(change, level, prior),
        _Part.CHANGE: index.statement(rate, level, prior),
        _Part.LEVEL: index.statement(rate, derived, prior),
        _Part.PRIOR: _with_change(index.statement(rate, level, base), moved),
    }
    agreeing = [part for part, statement in without.items() if statement is not None and _holds(statement)]
    return agreeing[0] if len(agreeing) == 1 else None


def _with_change(statement: Statement | None, moved: Operand) -> Statement | None:
    return None if statement is None else evolve(statement, change=moved)


def _holds(statement: Statement) -> bool:
    try:
        return agrees(evaluate(statement, diagnosed=False).verdict)
    except ZeroDivisionError:
        return False


def _hint(quantity: _Quantity, suspect: _Part) -> Phrase | None:
    """Return the sentence that names the single figure and what it would have to be; the rate's is computed anyway."""
    level, moved, prior = operand_of(quantity.level.figure).value, quantity.moved.value, quantity.prior.figure.value
    if suspect is _Part.RATE or level is None or moved is None:
        return None
    figure, value, shown = {
        _Part.LEVEL: (quantity.level.figure, prior + moved, metric_text(quantity.level)),
        _Part.CHANGE: (quantity.change.figure, abs(level - prior), "".join(quantity.change.surface.split())),
        _Part.PRIOR: (quantity.prior.figure, level - moved, metric_text(quantity.prior)),
    }[suspect]
    if figure is None:
        return None
    return phrase("findings.single_figure", figure=shown, value=plain_text(value / figure.scale) + scaled_unit(figure))
