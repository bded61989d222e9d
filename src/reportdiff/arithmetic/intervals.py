"""Exact interval arithmetic: every result holds all pointwise results, no others, and the right open and closed ends.

The operands of an operation are independent of each other, and no interval is empty. Infinity is written `None`; an
unbounded end is never closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

from reportdiff.model import Interval

__all__ = ["EMPTY", "add", "beyond", "contains", "divide", "intersection", "intersects", "multiply", "negate", "point"]
__all__ += ["power", "rounded_to", "scale", "shift", "subtract", "total", "total_of_values", "within"]

EMPTY = Interval(Fraction(0), Fraction(0), False, False)
"""No value at all: a result alone, never an operand."""

_ZERO = Fraction(0)
# An end of an interval: (bound, closed, sign), where sign is 0 for a finite bound and ±1 for ±∞.
_End = tuple[Fraction, bool, int]


def point(value: Fraction | int) -> Interval:
    """Return the interval that holds one value.

    >>> point(3)
    Interval(low=Fraction(3, 1), high=Fraction(3, 1), low_closed=True, high_closed=True)
    """
    value = Fraction(value)
    return Interval(value, value)


def contains(interval: Interval, value: Fraction | int) -> bool:
    """Return whether the value lies in the interval.

    >>> contains(Interval(Fraction(1), Fraction(2), False, True), 1)
    False
    """
    if interval.low is not None:
        above = beyond(value, interval.low)
        if above < 0 or (not above and not interval.low_closed):
            return False
    if interval.high is None:
        return True
    below = beyond(interval.high, value)
    return below > 0 or (not below and interval.high_closed)


def beyond(one: Fraction | int, other: Fraction | int) -> int:
    """Return a number above, at or below 0 as `one` is to `other`; far faster than a comparison of Fractions."""
    top, bottom = one.as_integer_ratio()
    other_top, other_bottom = other.as_integer_ratio()
    return top * other_bottom - other_top * bottom


def within(inner: Interval, outer: Interval) -> bool:
    """Return whether every value of `inner` lies in `outer`."""
    if outer.low is not None:
        above = -1 if inner.low is None else beyond(inner.low, outer.low)
        if above < 0 or (not above and inner.low_closed and not outer.low_closed):
            return False
    if outer.high is None:
        return True
    below = -1 if inner.high is None else beyond(outer.high, inner.high)
    return below > 0 or (not below and (outer.high_closed or not inner.high_closed))


def intersects(one: Interval, other: Interval) -> bool:
    """Return whether the two share at least one value.

    >>> intersects(point(1), Interval(Fraction(1), None, False, False))
    False
    """
    return _reaches(one, other) and _reaches(other, one)


def _reaches(left: Interval, right: Interval) -> bool:
    """Return whether `left` does not end before `right` begins."""
    if left.high is None or right.low is None:
        return True
    over = beyond(left.high, right.low)
    return over > 0 or (not over and left.high_closed and right.low_closed)


def intersection(one: Interval, other: Interval) -> Interval | None:
    """Return the values that the two share; `None` where there is none."""
    if not intersects(one, other):
        return None
    low, low_closed = one.low, one.low_closed
    if other.low is not None:
        if low is None or other.low > low:
            low, low_closed = other.low, other.low_closed
        elif other.low == low:
            low_closed = low_closed and other.low_closed
    high, high_closed = one.high, one.high_closed
    if other.high is not None:
        if high is None or other.high < high:
            high, high_closed = other.high, other.high_closed
        elif other.high == high:
            high_closed = high_closed and other.high_closed
    return Interval(low, high, low_closed, high_closed)


def negate(interval: Interval) -> Interval:
    """Return −x for every x; the ends change places and take their flags with them."""
    low, high = interval.low, interval.high
    return Interval(
        None if high is None else -high, None if low is None else -low, interval.high_closed, interval.low_closed
    )


def shift(interval: Interval, by: Fraction | int) -> Interval:
    """Return x + by for every x."""
    low, high = interval.low, interval.high
    if (value := interval.single) is not None:
        return point(value + by)
    return Interval(
        None if low is None else low + by,
        None if high is None else high + by,
        interval.low_closed,
        interval.high_closed,
    )


def scale(interval: Interval, by: Fraction | int) -> Interval:
    """Return x · by for every x; a negative factor exchanges the ends and their flags.

    >>> scale(Interval(Fraction(1), Fraction(2), False, True), -1)
    Interval(low=Fraction(-2, 1), high=Fraction(-1, 1), low_closed=True, high_closed=False)
    """
    if by == 0:
        return point(0)
    low, high = interval.low, interval.high
    if (value := interval.single) is not None:
        return point(value * by)
    low_out = None if low is None else low * by
    high_out = None if high is None else high * by
    if by < 0:
        return Interval(high_out, low_out, interval.high_closed, interval.low_closed)
    return Interval(low_out, high_out, interval.low_closed, interval.high_closed)


def add(one: Interval, other: Interval) -> Interval:
    """Return x + y for every x and y."""
    low = None if one.low is None or other.low is None else one.low + other.low
    high = None if one.high is None or other.high is None else one.high + other.high
    return Interval(
        low,
        high,
        low is not None and one.low_closed and other.low_closed,
        high is not None and one.high_closed and other.high_closed,
    )


def total(parts: Sequence[Interval]) -> Interval:
    """Return the sums of one value of each part; nothing adds up to 0.

    >>> total([point(1), Interval(Fraction(1, 2), Fraction(1), True, False)])
    Interval(low=Fraction(3, 2), high=Fraction(2, 1), low_closed=True, high_closed=False)
    """
    lows, highs = [part.low for part in parts], [part.high for part in parts]
    low, high = (
        None if None in ends else total_of_values(end for end in ends if end is not None) for ends in (lows, highs)
    )
    return Interval(
        low,
        high,
        low is not None and all(part.low_closed for part in parts),
        high is not None and all(part.high_closed for part in parts),
    )


def total_of_values(values: Iterable[Fraction]) -> Fraction:
    """Return the sum of values, over one common denominator: far faster than one sum of two Fractions after another."""
    values = list(values)
    common = lcm(*(value.denominator for value in values))
    return Fraction(sum(value.numerator * (common // value.denominator) for value in values), common)


def rounded_to(value: Fraction, unit: Fraction) -> Interval:
    """Return what lies at most half a unit from a value.

    >>> rounded_to(Fraction(12), Fraction(1))
    Interval(low=Fraction(23, 2), high=Fraction(25, 2), low_closed=True, high_closed=True)
    """
    middle, half = 2 * value.numerator * unit.denominator, unit.numerator * value.denominator
    under = 2 * value.denominator * unit.denominator
    return Interval(Fraction(middle - half, under), Fraction(middle + half, under))


def subtract(one: Interval, other: Interval) -> Interval:
    """Return x − y for every x and y.

    >>> subtract(Interval(Fraction(5), Fraction(6)), Interval(Fraction(1), Fraction(2), False, True))
    Interval(low=Fraction(3, 1), high=Fraction(5, 1), low_closed=True, high_closed=False)
    """
    low = None if one.low is None or other.high is None else one.low - other.high
    high = None if one.high is None or other.low is None else one.high - other.low
    return Interval(
        low,
        high,
        low is not None and one.low_closed and other.high_closed,
        high is not None and one.high_closed and other.low_closed,
    )


def multiply(one: Interval, other: Interval) -> Interval:
    """Return x · y for every x and y.

    The extremes lie at corners. A corner counts as reached if both ends are, or if one end is a reached 0: then the
    other factor no longer matters.
    """
    if (factor := other.single) is not None:
        return scale(one, factor)
    if (factor := one.single) is not None:
        return scale(other, factor)
    corners = [_corner(a, b) for a in _ends(one) for b in _ends(other)]
    low = min(corners, key=lambda end: (end[2], end[0], not end[1]))
    high = max(corners, key=lambda end: (end[2], end[0], end[1]))
    return Interval(
        None if low[2] else low[0], None if high[2] else high[0], low[1] and not low[2], high[1] and not high[2]
    )


def _ends(interval: Interval) -> tuple[_End, _End]:
    low, high = interval.low, interval.high
    return (
        (_ZERO, False, -1) if low is None else (low, interval.low_closed, 0),
        (_ZERO, False, 1) if high is None else (high, interval.high_closed, 0),
    )


def _corner(a: _End, b: _End) -> _End:
    zero_a, zero_b = not a[2] and not a[0], not b[2] and not b[0]
    if zero_a or zero_b:
        return _ZERO, (zero_a and a[1]) or (zero_b and b[1]), 0
    if a[2] or b[2]:
        sign = (a[2] or (1 if a[0] > 0 else -1)) * (b[2] or (1 if b[0] > 0 else -1))
        return _ZERO, False, sign
    return a[0] * b[0], a[1] and b[1], 0


def divide(one: Interval, other: Interval) -> Interval:
    """Return x / y for every x and y; raises `ZeroDivisionError` where `other` holds 0.

    >>> divide(Interval(Fraction(1), Fraction(2)), Interval(Fraction(0), Fraction(4), False, True))
    Interval(low=Fraction(1, 4), high=None, low_closed=True, high_closed=False)
    """
    low, high = other.low, other.high
    if contains(other, 0):
        raise ZeroDivisionError("division by an interval that holds 0")
    if (divisor := other.single) is not None:
        return scale(one, 1 / divisor)
    # 0 is outside, so both ends have one sign; an open end at 0 becomes unbounded, and an unbounded end an open 0
    if low is not None and low >= 0:
        inverse = Interval(
            _ZERO if high is None else 1 / high,
            None if not low else 1 / low,
            high is not None and other.high_closed,
            bool(low) and other.low_closed,
        )
    else:
        inverse = Interval(
            None if not high else 1 / high,
            _ZERO if low is None else 1 / low,
            bool(high) and other.high_closed,
            low is not None and other.low_closed,
        )
    return multiply(one, inverse)


def power(interval: Interval, exponent: int) -> Interval:
    """Return x ** exponent for every x of an interval without negative values; `exponent` ≥ 1."""
    low, high = interval.low, interval.high
    if low is None or low < 0:
        raise ValueError("power needs an interval without negative values")
    return Interval(low**exponent, None if high is None else high**exponent, interval.low_closed, interval.high_closed)
