"""The rounding modes and their exact inverses: which true values an author would have printed as s.

`s` is the printed figure and `unit` one unit in its last printed place; 0 means that the figure was not rounded at all.
Source: docs/verdicts.md; the modes are those of IEEE 754 and GB/T 8170 (half_even).
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from reportdiff.arithmetic.intervals import intersects, negate, rounded_to, scale
from reportdiff.model import Interval, RoundingMode

__all__ = ["ALL_MODES", "HALF_MODES", "StatedValue", "modes_that_print", "preimage", "stated_range"]
__all__ += ["stated_value"]

HALF_MODES = (RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.HALF_DOWN)
"""The modes that round to the nearest printed value; they differ in ties alone."""

_DIRECTED = (RoundingMode.TRUNCATE, RoundingMode.AWAY)
ALL_MODES = (*HALF_MODES, *_DIRECTED)
"""Every mode that a check looks for, most usual first."""


@frozen(kw_only=True)
class StatedValue:
    """A stated size: `rounding_interval` holds the values that round to it.

    `value` is the printed number with its sign, `None` where only a range is stated (30%以上); `unit` is one unit in
    its last printed place, 0 where it is exact; `limit` is the bound that a range leaves out by a hair (近九成 of 90%).
    """

    value: Fraction | None
    unit: Fraction
    rounding_interval: Interval
    limit: Fraction | None = None

    @property
    def any_mode_interval(self) -> Interval:
        """The values that some rounding mode turns into the stated figure."""
        if self.limit is not None:
            inside = self.rounding_interval
            return evolve(
                inside,
                low_closed=inside.low_closed or inside.low == self.limit,
                high_closed=inside.high_closed or inside.high == self.limit,
            )
        if self.value is None or not self.unit:
            return self.rounding_interval
        return Interval(self.value - self.unit, self.value + self.unit, False, False)

    def negated(self) -> StatedValue:
        """Return the same with the sign changed."""
        value = None if self.value is None else -self.value
        limit = None if self.limit is None else -self.limit
        return StatedValue(value=value, unit=self.unit, rounding_interval=negate(self.rounding_interval), limit=limit)

    def times(self, factor: int) -> StatedValue:
        """Return the same in a unit that is so many times smaller (5公里 in 米: 1000)."""
        value = None if self.value is None else self.value * factor
        limit = None if self.limit is None else self.limit * factor
        interval = scale(self.rounding_interval, factor)
        return StatedValue(value=value, unit=self.unit * factor, rounding_interval=interval, limit=limit)


def stated_value(value: Fraction, unit: Fraction) -> StatedValue:
    """Return the stated value of a plainly printed figure.

    >>> stated_value(Fraction(12), Fraction(1)).rounding_interval
    Interval(low=Fraction(23, 2), high=Fraction(25, 2), low_closed=True, high_closed=True)
    """
    if not unit:
        return StatedValue(value=value, unit=unit, rounding_interval=Interval(value, value))
    return StatedValue(value=value, unit=unit, rounding_interval=rounded_to(value, unit))


def stated_range(interval: Interval, limit: Fraction | None = None) -> StatedValue:
    """Return the stated value of a figure that names a range only (30%以上); 近10% has its number as its limit."""
    return StatedValue(value=None, unit=Fraction(0), rounding_interval=interval, limit=limit)


def preimage(value: Fraction, unit: Fraction, mode: RoundingMode) -> Interval:
    """Return all values that `mode` rounds to `value`, exactly; the mirror image for a negative figure.

    >>> preimage(Fraction(2), Fraction(1), RoundingMode.HALF_UP)
    Interval(low=Fraction(3, 2), high=Fraction(5, 2), low_closed=True, high_closed=False)
    """
    if not unit:
        return Interval(value, value)
    if value < 0:
        return negate(preimage(-value, unit, mode))
    if mode is RoundingMode.TRUNCATE:
        return Interval(value if value else -unit, value + unit, bool(value), False)
    if mode is RoundingMode.AWAY:
        return Interval(value - unit, value, False, True) if value else Interval(value, value)
    low, high = value - unit / 2, value + unit / 2
    if mode is RoundingMode.HALF_EVEN:
        even = (value / unit) % 2 == 0
        return Interval(low, high, even, even)
    if mode is RoundingMode.HALF_DOWN:
        return Interval(low, high, not value, True)
    return Interval(low, high, bool(value), False)


def modes_that_print(stated: StatedValue, computed: Interval) -> tuple[RoundingMode, ...]:
    """Return the modes by which some computed value is printed as stated; none for an exact figure or a range."""
    value, unit = stated.value, stated.unit
    if value is None or not unit:
        return ()
    if (exact := computed.single) is not None and computed.low_closed:
        return _modes_of_value(value, unit, exact)
    if value < 0:
        value, computed = -value, negate(computed)
    nearest = rounded_to(value, unit)
    if intersects(Interval(nearest.low, nearest.high, False, False), computed):
        halves: tuple[RoundingMode, ...] = HALF_MODES  # they differ at its ends alone
    elif intersects(nearest, computed):
        halves = tuple(mode for mode in HALF_MODES if intersects(preimage(value, unit, mode), computed))
    else:
        halves = ()
    return (*halves, *(mode for mode in _DIRECTED if intersects(preimage(value, unit, mode), computed)))


def _modes_of_value(value: Fraction, unit: Fraction, exact: Fraction) -> tuple[RoundingMode, ...]:
    """Return the modes for one computed value, fast: its distance from the printed one in twice the unit decides."""
    top = exact.numerator * value.denominator - value.numerator * exact.denominator
    if not top:
        return ALL_MODES
    top *= 2 * unit.denominator
    bottom = exact.denominator * value.denominator * unit.numerator
    if value < 0 or (not value and top < 0):
        top = -top  # top > 0: the value lies beyond the printed one, away from 0
    modes: list[RoundingMode] = []
    if -bottom < top < bottom:
        modes += HALF_MODES
    elif top == bottom or top == -bottom:
        beyond = top > 0
        if value and not beyond:
            modes.append(RoundingMode.HALF_UP)
        if (value / unit) % 2 == 0:
            modes.append(RoundingMode.HALF_EVEN)
        if beyond:
            modes.append(RoundingMode.HALF_DOWN)
    if 0 < top < 2 * bottom:
        modes.append(RoundingMode.TRUNCATE)
    elif -2 * bottom < top < 0:
        modes.append(RoundingMode.AWAY)
    return tuple(modes)
