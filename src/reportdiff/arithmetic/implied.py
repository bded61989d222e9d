"""The prior that a current figure and a stated change imply: one report alone is enough.

287件 at +117.42% admits 132 and no other whole number. Where no whole number fits, the claim is wrong by itself; where
several fit, the test has little power and says so. Source: docs/verdicts.md, "Implied prior".
"""

from __future__ import annotations

from reportdiff.arithmetic.formulas import inverse_prior
from reportdiff.arithmetic.intervals import EMPTY, beyond
from reportdiff.arithmetic.rounding import StatedValue
from reportdiff.model import ImpliedPrior, Interval, RelationKind, Verdict

__all__ = ["LIMIT", "implied_prior", "implied_verdict", "integers_in", "whole_numbers"]

LIMIT = 20
"""How many admissible whole numbers are listed at most."""


def implied_prior(relation: RelationKind, current: Interval, stated: Interval, *, whole: bool) -> ImpliedPrior:
    """Return the priors that lead to a stated change; `whole` says that the prior counts something.

    >>> from fractions import Fraction
    >>> from reportdiff.arithmetic.formulas import Operand
    >>> from reportdiff.arithmetic.rounding import stated_value
    >>> stated = stated_value(Fraction("117.42"), Fraction("0.01")).rounding_interval
    >>> implied_prior(RelationKind.GROWTH, Operand.of(287).interval, stated, whole=True).integers
    (132,)
    """
    interval = inverse_prior(relation, current, stated)
    if interval is None:
        return ImpliedPrior(EMPTY, () if whole else None, True)
    integers = integers_in(interval) if whole else None
    low, high = interval.low, interval.high
    # the width reaches 1 where p > √(100·c/u): from there on some whole number always fits
    sharp = whole and low is not None and high is not None and beyond(high, low) < low.denominator * high.denominator
    return ImpliedPrior(interval, integers, sharp)


def implied_verdict(relation: RelationKind, current: Interval, stated: StatedValue) -> Verdict:
    """Return the verdict of the implied prior by itself, where the prior counts something.

    `unchecked` where some whole number fits, since a possible prior supports nothing.
    """
    rounded = inverse_prior(relation, current, stated.rounding_interval)
    if rounded is not None and _holds_integer(rounded):
        return Verdict.UNCHECKED
    by_any_mode = inverse_prior(relation, current, stated.any_mode_interval)
    if by_any_mode is not None and _holds_integer(by_any_mode):
        return Verdict.ROUNDING_DIFFERENCE
    return Verdict.INCONSISTENT


def integers_in(interval: Interval, limit: int = LIMIT) -> tuple[int, ...] | None:
    """Return the whole numbers inside, in order; `None` where there are more than `limit`.

    >>> from fractions import Fraction
    >>> integers_in(Interval(Fraction(1), Fraction(4), False, True))
    (2, 3, 4)
    """
    bounds = whole_numbers(interval)
    if bounds is None:
        return None
    first, last = bounds
    return None if last - first >= limit else tuple(range(first, last + 1))


def whole_numbers(interval: Interval) -> tuple[int, int] | None:
    """Return the least and the greatest whole number inside (crossed: there is none); `None` if unbounded."""
    low, high = interval.low, interval.high
    if low is None or high is None:
        return None
    first, last = -(-low.numerator // low.denominator), high.numerator // high.denominator
    if low.denominator == 1 and not interval.low_closed:
        first += 1
    if high.denominator == 1 and not interval.high_closed:
        last -= 1
    return first, last


def _holds_integer(interval: Interval) -> bool:
    bounds = whole_numbers(interval)
    return bounds is None or bounds[0] <= bounds[1]
