"""The relations as formulas over two operands, and the sets of values that a statement allows.

Each relation is either a ratio, a·(c/p) + b, or a difference, c − p (`RelationKind.traits`). A statement that prints no
plain number of that scale (翻两番, 两年平均, 持平, 由A增至B) is put on it by `signed_value`. Source: docs/verdicts.md,
"Relations f".
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from reportdiff.arithmetic.intervals import (
    add,
    contains,
    divide,
    intersection,
    intersects,
    multiply,
    negate,
    point,
    power,
    scale,
    shift,
    subtract,
)
from reportdiff.arithmetic.rounding import StatedValue, stated_range, stated_value
from reportdiff.model import Diagnosis, Direction, Interval, RelationKind
from reportdiff.model.relations import RelationTraits

__all__ = ["Operand", "annual_set", "compute", "doubling_set", "growth_by_change", "inverse_current", "inverse_prior"]
__all__ += ["point_value", "signed_value", "undefined_reason"]


_UNSIZED = frozenset({RelationKind.FLAT, RelationKind.LEVEL_TO_LEVEL, RelationKind.DOUBLING})
_MULTIPLES = frozenset({RelationKind.TIMES, RelationKind.TIMES_MORE, RelationKind.DOUBLING})


@frozen(kw_only=True)
class Operand:
    """A figure as an operand: the values that it stands for, and its printed value (`None` where it names a range).

    `digits` are its printed digits and `scale` the factor that they were multiplied with; `exact` is true for a bare
    count and `rate` for a figure in %.
    """

    interval: Interval
    value: Fraction | None
    digits: str = ""
    scale: int = 1
    exact: bool = False
    rate: bool = False

    @classmethod
    def of(cls, value: int | Fraction) -> Operand:
        """Return an operand that is known exactly.

        >>> Operand.of(287).interval.low
        Fraction(287, 1)
        """
        exact = Fraction(value)
        whole = exact.denominator == 1
        digits = str(abs(exact.numerator)) if whole else ""
        return cls(interval=Interval(exact, exact), value=exact, digits=digits, exact=whole)

    def negated(self) -> Operand:
        """Return the operand with its sign changed (a figure that is taken off a sum)."""
        return evolve(self, interval=negate(self.interval), value=None if self.value is None else -self.value)

    def times(self, factor: int | Fraction) -> Operand:
        """Return the operand multiplied; it is then no whole number of things any more."""
        value = None if self.value is None else self.value * factor
        return evolve(self, interval=scale(self.interval, factor), value=value, exact=False)


def compute(relation: RelationKind, current: Interval, prior: Interval) -> Interval:
    """Return every value that the relation can take over the operands.

    Raises:
        ZeroDivisionError: The relation is not defined, because the base may be 0.

    >>> compute(RelationKind.GROWTH, Interval(Fraction(110), Fraction(120)), Interval(Fraction(100), Fraction(100)))
    Interval(low=Fraction(10, 1), high=Fraction(20, 1), low_closed=True, high_closed=True)
    """
    traits = relation.traits
    if traits.difference:
        return subtract(current, prior)
    top, bottom = current.single, prior.single
    if top is not None and bottom is not None:
        value = _ratio(traits, top, bottom)
        return Interval(value, value)
    top, bottom = current.low, prior.low
    if top is not None and bottom is not None and traits.factor > 0 and min(top.numerator, bottom.numerator) > 0:
        # the usual case, two positive ranges, without detours: the least over the largest, and the other way round
        most, largest = current.high, prior.high
        if most is not None and largest is not None:
            return Interval(
                _ratio(traits, top, largest),
                _ratio(traits, most, bottom),
                current.low_closed and prior.high_closed,
                current.high_closed and prior.low_closed,
            )
    ratio = divide(current, prior)
    if traits.factor != 1:
        ratio = scale(ratio, traits.factor)
    return shift(ratio, traits.offset) if traits.offset else ratio


def point_value(relation: RelationKind, current: Operand, prior: Operand) -> Fraction | None:
    """Return the relation at the printed values; `None` where an operand names a range only or the base is 0."""
    top, bottom = current.value, prior.value
    if top is None or bottom is None:
        return None
    if relation.traits.difference:
        return top - bottom
    return _ratio(relation.traits, top, bottom) if bottom else None


def _ratio(traits: RelationTraits, top: Fraction, bottom: Fraction) -> Fraction:
    """Return factor · top/bottom + offset, reduced once."""
    if not bottom:
        raise ZeroDivisionError("division by 0")
    numerator = top.numerator * bottom.denominator
    denominator = top.denominator * bottom.numerator
    return Fraction(traits.factor * numerator + traits.offset * denominator, denominator)


def growth_by_change(relation: RelationKind, current: Interval, change: Interval) -> Interval | None:
    """Return the growth c/p − 1 over every level c and change d that lead from p = c − d, tight, as 1/(c/d − 1).

    The level enters twice, so that two independent operands c and c − d would give a wider interval. None where the
    change or the base may be 0.

    >>> growth_by_change(RelationKind.GROWTH, *(Interval(Fraction(n), Fraction(n)) for n in (120, 20)))
    Interval(low=Fraction(20, 1), high=Fraction(20, 1), low_closed=True, high_closed=True)
    """
    if contains(change, 0) or intersects(current, change):
        return None
    rest = shift(divide(current, change), -1)
    return None if contains(rest, 0) else scale(divide(point(Fraction(1)), rest), relation.traits.factor)


def undefined_reason(
    relation: RelationKind, current: Operand, prior: Operand, *, decrease: bool = False
) -> Diagnosis | None:
    """Return the reason for which the relation is not defined over these operands; `None` where it is.

    >>> undefined_reason(RelationKind.GROWTH, Operand.of(5), Operand.of(0))
    'zero_base'
    """
    if relation.traits.difference:
        return None
    if decrease and relation in _MULTIPLES:
        return Diagnosis.MULTIPLE_OF_DECREASE
    base = prior.interval
    if contains(base, 0):
        return Diagnosis.ZERO_BASE
    if relation is RelationKind.NARROWED_LOSS:  # the base must be a loss, and so must what is left of it
        narrowed = base.high is not None and base.high <= 0 and (current.interval.high or 0) <= 0
        return None if narrowed else Diagnosis.NEGATIVE_BASE
    return Diagnosis.NEGATIVE_BASE if base.low is None or base.low.numerator < 0 else None


def signed_value(
    relation: RelationKind, stated: StatedValue | None, direction: Direction, *, factor: int | None = None
) -> StatedValue:
    """Return the stated figure with its sign, on the scale that the relation computes in.

    `stated` is the printed figure, unsigned; `factor` the 2ⁿ of 翻n番. 持平 says {0}; 由A增至B says that the
    difference has the direction's sign.
    """
    if stated is not None and relation not in _UNSIZED:
        return stated.negated() if direction is Direction.DOWN and relation.traits.signed else stated
    zero = Fraction(0)
    if relation is RelationKind.FLAT:
        return stated_value(zero, zero)
    if relation is RelationKind.LEVEL_TO_LEVEL:
        up = direction is not Direction.DOWN
        return stated_range(Interval(zero, None, False, False) if up else Interval(None, zero, False, False))
    if relation is RelationKind.DOUBLING:
        return stated_range(doubling_set(Fraction(factor if factor is not None else 2)))
    raise ValueError(f"{relation.key} needs a stated figure")


def roughly_flat(prior: Operand) -> StatedValue:
    """Return the difference that 基本持平 names: a twentieth of the prior at most, of rates also half a point.

    Up to a fifth of it is for a question.
    """
    level = abs(prior.value if prior.value is not None else prior.interval.high or Fraction(0))
    most = max(level, Fraction(10)) / 20 if prior.rate else level / 20
    return StatedValue(value=Fraction(0), unit=most * 4, rounding_interval=Interval(-most, most))


def doubling_set(factor: Fraction) -> Interval:
    """Return the ratios that 翻n番 names: [2ⁿ, 2ⁿ⁺¹), with 2ⁿ given."""
    return Interval(factor, factor * 2, True, False)


def annual_set(stated: Interval, years: int) -> Interval | None:
    """Return the ratios c/p that an average rate over `years` years names: (1 + s/100)ⁿ for every stated s > −100.

    >>> annual_set(Interval(Fraction(10), Fraction(20)), 2)
    Interval(low=Fraction(121, 100), high=Fraction(36, 25), low_closed=True, high_closed=True)
    """
    growth = shift(scale(stated, Fraction(1, 100)), 1)
    if growth.high is not None and growth.high <= 0:
        return None
    if growth.low is None or growth.low < 0:
        growth = Interval(Fraction(0), growth.high, False, growth.high_closed)
    return power(growth, years)


def inverse_prior(relation: RelationKind, current: Interval, stated: Interval) -> Interval | None:
    """Return the positive priors p with which some current value and some stated value satisfy the relation.

    For a difference every p counts, negative ones too; for the narrowed loss the priors are negative. `None`: no prior.
    """
    traits = relation.traits
    if traits.difference:
        return subtract(current, stated)
    low, high, least, most = stated.low, stated.high, current.low, current.high
    if (
        (least is not None and most is not None and low is not None and high is not None)
        and (traits.factor > 0 and least.numerator > 0)
        and low.numerator > traits.offset * low.denominator
    ):  # the usual case, positive and bounded, without detours: p = factor·c / (s − offset)
        return Interval(
            _prior(traits, least, high),
            _prior(traits, most, low),
            current.low_closed and stated.high_closed,
            current.high_closed and stated.low_closed,
        )
    ratio = _ratios(traits, stated)
    if relation is RelationKind.NARROWED_LOSS:
        flipped = _positive_quotient(negate(current), ratio)
        return None if flipped is None else negate(flipped)
    return _positive_quotient(current, ratio)


def _prior(traits: RelationTraits, current: Fraction, stated: Fraction) -> Fraction:
    """Return factor · current / (stated − offset), reduced once."""
    ratio = stated.numerator - traits.offset * stated.denominator
    return Fraction(traits.factor * current.numerator * stated.denominator, current.denominator * ratio)


def inverse_current(relation: RelationKind, prior: Interval, stated: Interval) -> Interval:
    """Return the current values c with which some prior and some stated value satisfy the relation."""
    if relation.traits.difference:
        return add(prior, stated)
    return multiply(prior, _ratios(relation.traits, stated))


def _ratios(traits: RelationTraits, stated: Interval) -> Interval:
    """Return the ratios c/p that a stated interval means: (s − offset) / factor."""
    shifted = shift(stated, -traits.offset) if traits.offset else stated
    return scale(shifted, Fraction(1, traits.factor)) if traits.factor != 1 else shifted


_ABOVE_ZERO = Interval(Fraction(0), None, False, False)


def _positive_quotient(top: Interval, ratio: Interval) -> Interval | None:
    """Return all p > 0 with c = p · r for some c of `top` and r of `ratio`; their hull, where both signs give some."""
    if top.low is not None and top.low > 0 and ratio.low is not None and ratio.low > 0:
        return divide(top, ratio)
    if contains(top, 0) and contains(ratio, 0):
        return _ABOVE_ZERO
    pieces = []
    for c, r in ((top, ratio), (negate(top), negate(ratio))):
        over, under = intersection(c, _ABOVE_ZERO), intersection(r, _ABOVE_ZERO)
        if over is not None and under is not None:
            pieces.append(divide(over, under))
    if len(pieces) == 2:
        return _hull(*pieces)
    return pieces[0] if pieces else None


def _hull(one: Interval, other: Interval) -> Interval:
    low = min((one, other), key=lambda piece: (piece.low is not None, piece.low or 0, not piece.low_closed))
    high = max((one, other), key=lambda piece: (piece.high is None, piece.high or 0, piece.high_closed))
    return Interval(low.low, high.high, low.low_closed, high.high_closed)
