"""The relations that a report states, as formulas over two operands, and the sets of values that a statement allows.

Each relation is either a ratio, a·(c/p) + b, or a difference, c − p. A statement that is no plain number of that scale
(翻两番, 两年平均, 持平, 由A增至B) is carried into it: see `signed_value`. Source: docs/verdicts.md, "Relations f".
"""

from __future__ import annotations

from fractions import Fraction

from attrs import field, frozen

from reportdiff.arithmetic.intervals import (
    add,
    contains,
    divide,
    intersection,
    multiply,
    negate,
    power,
    scale,
    shift,
    subtract,
)
from reportdiff.arithmetic.rounding import StatedValue, stated_range, stated_value
from reportdiff.model import Direction, Interval

__all__ = [
    "FORMULAS",
    "Formula",
    "Operand",
    "annual_set",
    "compute",
    "doubling_set",
    "inverse_current",
    "inverse_prior",
    "point_value",
    "signed_value",
    "undefined_reason",
]


@frozen
class Formula:
    """A relation: `100·c/p − 100` for growth, `c − p` for a difference, and whether its results are per cent."""

    key: str
    factor: int = 1
    offset: int = 0
    difference: bool = False
    percent: bool = False
    signed: bool = True


FORMULAS = {
    formula.key: formula
    for formula in (
        Formula("growth", 100, -100, percent=True),
        Formula("points", difference=True),
        Formula("absolute", difference=True),
        Formula("times"),
        Formula("times_more", 1, -1),
        Formula("doubling"),
        Formula("share", 100, percent=True, signed=False),
        Formula("completion", 100, percent=True, signed=False),
        Formula("rate", 100, percent=True, signed=False),
        Formula("annual_average", percent=True),
        Formula("narrowed_loss", -100, 100, percent=True),
        Formula("flat", difference=True),
        Formula("level_to_level", difference=True),
    )
}
"""Every relation that `verify` knows by name (totals have parts instead of a prior: `verify_total`)."""


@frozen
class Operand:
    """A figure as an operand: what it stands for, and its face value (`None` where it names a range only).

    `digits` are its printed digits and `scale` what they were multiplied with; `exact` is true for a bare count and
    `rate` for a figure in %.
    """

    interval: Interval
    value: Fraction | None
    digits: str = ""
    scale: int = 1
    exact: bool = False
    rate: bool = False
    label: str = field(default="", eq=False)

    @classmethod
    def of(cls, value: int | Fraction) -> Operand:
        """An operand that is known exactly.

        >>> Operand.of(287).interval.low
        Fraction(287, 1)
        """
        exact = Fraction(value)
        whole = exact.denominator == 1
        return cls(Interval(exact, exact), exact, str(abs(exact.numerator)) if whole else "", 1, whole)


def compute(formula: Formula, current: Interval, prior: Interval) -> Interval:
    """Every value that the relation can take over the operands; raises `ZeroDivisionError` where it is not defined.

    >>> compute(FORMULAS["growth"], Interval(Fraction(110), Fraction(120)), Interval(Fraction(100), Fraction(100)))
    Interval(low=Fraction(10, 1), high=Fraction(20, 1), low_closed=True, high_closed=True)
    """
    if formula.difference:
        return subtract(current, prior)
    top, bottom = current.low, prior.low
    if top is not None and bottom is not None and top == current.high and bottom == prior.high:
        value = _ratio(formula, top, bottom)
        return Interval(value, value)
    if top is not None and bottom is not None and formula.factor > 0 and min(top.numerator, bottom.numerator) > 0:
        # the usual case, two positive ranges, without detours: the least over the largest, and the other way round
        most, largest = current.high, prior.high
        if most is not None and largest is not None:
            return Interval(
                _ratio(formula, top, largest),
                _ratio(formula, most, bottom),
                current.low_closed and prior.high_closed,
                current.high_closed and prior.low_closed,
            )
    ratio = divide(current, prior)
    if formula.factor != 1:
        ratio = scale(ratio, formula.factor)
    return shift(ratio, formula.offset) if formula.offset else ratio


def point_value(formula: Formula, current: Operand, prior: Operand) -> Fraction | None:
    """The relation at the printed face values; `None` where an operand has none or the base is 0."""
    top, bottom = current.value, prior.value
    if top is None or bottom is None:
        return None
    if formula.difference:
        return top - bottom
    return _ratio(formula, top, bottom) if bottom else None


def _ratio(formula: Formula, top: Fraction, bottom: Fraction) -> Fraction:
    """factor · top/bottom + offset, reduced once."""
    if not bottom:
        raise ZeroDivisionError("division by 0")
    over = top.numerator * bottom.denominator
    under = top.denominator * bottom.numerator
    return Fraction(formula.factor * over + formula.offset * under, under)


def undefined_reason(formula: Formula, current: Operand, prior: Operand, *, decrease: bool = False) -> str | None:
    """Why the relation is not defined for these operands, in the words of the diagnoses; `None` where it is.

    >>> undefined_reason(FORMULAS["growth"], Operand.of(5), Operand.of(0))
    'zero_base'
    """
    if formula.difference:
        return None
    if decrease and formula.key in ("times", "times_more", "doubling"):
        return "multiple_of_decrease"
    base = prior.interval
    if formula.key == "narrowed_loss":
        # a loss that narrowed: the base must be a loss, and so must what is left of it
        if contains(base, 0):
            return "zero_base"
        return None if _negative(base) and (current.interval.high or 0) <= 0 else "negative_base"
    if contains(base, 0):
        return "zero_base"
    return "negative_base" if base.low is None or base.low.numerator < 0 else None


def _negative(interval: Interval) -> bool:
    return interval.high is not None and interval.high <= 0


def signed_value(
    formula: Formula, asserted: StatedValue | None, direction: Direction, *, factor: int | None = None
) -> StatedValue:
    """The stated figure with its sign, on the scale that the formula computes in.

    `asserted` is the printed figure, unsigned; `factor` the 2ⁿ of 翻n番. 持平 says {0}; 由A增至B says that the
    difference has the direction's sign.
    """
    zero = Fraction(0)
    if formula.key == "flat":
        return stated_value(zero, zero)
    if formula.key == "level_to_level":
        up = direction is not Direction.DOWN
        return stated_range(Interval(zero, None, False, False) if up else Interval(None, zero, False, False))
    if formula.key == "doubling":
        value = Fraction(factor if factor is not None else 2)
        return StatedValue(None, zero, doubling_set(value))
    if asserted is None:
        raise ValueError(f"{formula.key} needs a stated figure")
    if direction is Direction.DOWN and formula.signed:
        return StatedValue(
            None if asserted.value is None else -asserted.value, asserted.unit, negate(asserted.rounding_interval)
        )
    return asserted


def doubling_set(factor: Fraction) -> Interval:
    """The ratios that 翻n番 names: [2ⁿ, 2ⁿ⁺¹), with 2ⁿ given."""
    return Interval(factor, factor * 2, True, False)


def annual_set(stated: Interval, years: int) -> Interval | None:
    """The ratios c/p that an average rate over `years` years names: (1 + s/100)ⁿ for every stated s > −100.

    >>> annual_set(Interval(Fraction(10), Fraction(20)), 2)
    Interval(low=Fraction(121, 100), high=Fraction(36, 25), low_closed=True, high_closed=True)
    """
    growth = shift(scale(stated, Fraction(1, 100)), 1)
    if growth.high is not None and growth.high <= 0:
        return None
    if growth.low is None or growth.low < 0:
        growth = Interval(Fraction(0), growth.high, False, growth.high_closed)
    return power(growth, years)


def inverse_prior(formula: Formula, current: Interval, stated: Interval) -> Interval | None:
    """The positive priors p for which some current value and some stated value satisfy the relation; `None`: none does.

    For a difference every p counts, negative ones too. For the narrowed loss the priors are negative.
    """
    if formula.difference:
        return subtract(current, stated)
    low, high, least, most = stated.low, stated.high, current.low, current.high
    if (
        (least is not None and most is not None and low is not None and high is not None)
        and (formula.factor > 0 and least.numerator > 0)
        and low.numerator > formula.offset * low.denominator
    ):  # the usual case, positive and bounded, without detours: p = factor·c / (s − offset)
        return Interval(
            _prior(formula, least, high),
            _prior(formula, most, low),
            current.low_closed and stated.high_closed,
            current.high_closed and stated.low_closed,
        )
    ratio = _ratio_of(formula, stated)
    if formula.key == "narrowed_loss":
        flipped = _positive_quotient(scale(current, -1), ratio)
        return None if flipped is None else scale(flipped, -1)
    return _positive_quotient(current, ratio)


def _prior(formula: Formula, current: Fraction, stated: Fraction) -> Fraction:
    """factor · current / (stated − offset), reduced once."""
    ratio = stated.numerator - formula.offset * stated.denominator
    return Fraction(formula.factor * current.numerator * stated.denominator, current.denominator * ratio)


def inverse_current(formula: Formula, prior: Interval, stated: Interval) -> Interval:
    """The current values c for which some prior and some stated value satisfy the relation."""
    if formula.difference:
        return add(prior, stated)
    return multiply(prior, _ratio_of(formula, stated))


def _ratio_of(formula: Formula, stated: Interval) -> Interval:
    """The ratios c/p that a stated interval means: (s − offset) / factor."""
    shifted = shift(stated, -formula.offset) if formula.offset else stated
    return scale(shifted, Fraction(1, formula.factor)) if formula.factor != 1 else shifted


_ABOVE_ZERO = Interval(Fraction(0), None, False, False)


def _positive_quotient(top: Interval, ratio: Interval) -> Interval | None:
    """All p > 0 with c = p · r for some c of `top` and r of `ratio`; the hull, where both signs give some."""
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
