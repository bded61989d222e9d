"""Hypothesis strategies for figures and intervals; they live in one file so that every property test means the same."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from reportdiff.model import Interval, RoundingMode

small = st.fractions(min_value=-20, max_value=20, max_denominator=6)
modes = st.sampled_from(list(RoundingMode))
units = st.sampled_from([Fraction(1), Fraction(1, 10), Fraction(1, 100), Fraction(10000)])
counts = st.integers(min_value=1, max_value=10**6)


@st.composite
def intervals(draw: st.DrawFn, *, bounded: bool = False) -> Interval:
    """Any interval that is not empty: points, open and closed ends, half-lines."""
    one, other = draw(small), draw(small)
    low, high = min(one, other), max(one, other)
    if low == high:
        return Interval(low, high)
    if not bounded:
        kind = draw(st.integers(0, 9))
        if kind == 0:
            return Interval(None, high, False, draw(st.booleans()))
        if kind == 1:
            return Interval(low, None, draw(st.booleans()), False)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


def members(interval: Interval) -> list[Fraction]:
    """Values of an interval: its closed ends, values very near its open ends, a middle, and far ones of a half-line."""
    tiny, far = Fraction(1, 10**9), Fraction(10**9)
    low = interval.low if interval.low is not None else (interval.high or Fraction(0)) - far
    high = interval.high if interval.high is not None else (interval.low or Fraction(0)) + far
    if low == high:
        return [low]
    first = low if interval.low is not None and interval.low_closed else low + tiny
    last = high if interval.high is not None and interval.high_closed else high - tiny
    found = [first, last, (first + last) / 2]
    found.extend(value for value in (Fraction(0), tiny, -tiny) if first < value < last)
    return found
