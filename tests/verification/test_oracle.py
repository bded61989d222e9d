"""`verify` against an oracle of its own: plain fractions, the definitions of docs/verdicts.md, and nothing of ours."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportdiff import verify
from reportdiff.model import RoundingMode
from strategies import counts

RATIOS = {  # relation → factor and offset of current / prior, the unit that is printed
    "growth": (100, -100, "%"),
    "share": (100, 0, "%"),
    "completion": (100, 0, "%"),
    "rate": (100, 0, "%"),
    "times": (1, 0, "倍"),
    "times_more": (1, -1, "倍"),
}


def oracle(low: Fraction, high: Fraction, value: Fraction, stated: Fraction, unit: Fraction) -> str:
    """The verdict on a stated value by the definitions: the range from `low` to `high` against half a unit and one."""
    if abs(value - stated) <= unit / 2 or (stated - unit / 2 <= low and high <= stated + unit / 2):
        return "consistent"
    if low <= stated + unit / 2 and high >= stated - unit / 2:
        return "within_precision"
    return "rounding_difference" if low < stated + unit and high > stated - unit else "inconsistent"


def modes(value: Fraction, stated: Fraction, unit: Fraction) -> set[str]:
    """The rounding modes that print a value as stated, each by its definition on the size without its sign."""
    size, sign = abs(value) / unit, -1 if value < 0 else 1
    down, rest = floor(size), size - floor(size)
    up = down + (1 if rest else 0)
    half = Fraction(1, 2)
    nearest = down if rest < half else down + 1
    printed = {
        "truncate": down,
        "away": up,
        "half_up": nearest,
        "half_down": down if rest == half else nearest,
        "half_even": down + down % 2 if rest == half else nearest,
    }
    return {mode for mode, whole in printed.items() if sign * whole * unit == stated}


def in_digits(value: Fraction, places: int) -> str:
    """A decimal with so many places, as reports print it."""
    whole = int(value * 10**places)
    digits = f"{abs(whole):0{places + 1}d}"
    return ("-" if whole < 0 else "") + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


@settings(max_examples=400)
@given(st.sampled_from(sorted(RATIOS)), counts, counts, st.integers(0, 3), st.integers(-3, 3))
@example("growth", 287, 132, 2, 0)
@example("growth", 1, 8, 1, 0)
@example("growth", 1, 8, 1, 1)
def test_exact_operands(relation: str, current: int, prior: int, places: int, off: int) -> None:
    """Over counts the verdict and the modes are those of the oracle, for the nearest printed value and those around."""
    factor, offset, printed_unit = RATIOS[relation]
    value = Fraction(factor * current, prior) + offset
    unit = Fraction(1, 10**places)
    stated = (floor(value / unit) + off) * unit
    if stated <= 0 and relation != "growth":
        return  # no report prints a share or a multiple below 0, and none of 0 in these words
    size = in_digits(stated, places)
    text = f"{'' if size[0] == '-' or relation != 'growth' else '+'}{size}{printed_unit}"
    check = verify(text, current=f"{current}件", prior=f"{prior}件", relation=relation)
    assert check.verdict == oracle(value, value, value, stated, unit)
    assert check.recomputed_exact == value
    if stated and (value < 0) == (stated < 0):
        assert {mode.value for mode in check.modes} == modes(value, stated, unit)


@settings(max_examples=300)
@given(st.sampled_from(["growth", "share", "times"]), counts, counts, st.integers(0, 2), st.integers(-4, 4))
def test_operands_that_hide_digits(relation: str, current: int, prior: int, places: int, off: int) -> None:
    """Over figures in 万元 the verdict is the oracle's on the range that the hidden digits leave open."""
    factor, offset, printed_unit = RATIOS[relation]
    tops, bottoms = ([Fraction(2 * number + side, 2) for side in (-1, 1)] for number in (current, prior))
    low, high = (Fraction(factor) * top / bottom + offset for top, bottom in zip(tops, bottoms[::-1], strict=True))
    value, unit = Fraction(factor * current, prior) + offset, Fraction(1, 10**places)
    stated = (floor(value / unit) + off) * unit
    if stated <= 0:
        return
    text = f"{'+' if relation == 'growth' else ''}{in_digits(stated, places)}{printed_unit}"
    check = verify(text, current=f"{current}万元", prior=f"{prior}万元", relation=relation)
    assert check.verdict == oracle(low, high, value, stated, unit)


@settings(max_examples=200)
@given(st.integers(0, 9999), st.integers(0, 9999), st.integers(-3, 3))
def test_points_and_differences(current: int, prior: int, off: int) -> None:
    """Percentage points are the difference of two rates within their last places, a difference of counts is exact."""
    stated = current - prior + off
    if stated:
        check = verify(f"{stated:+d}件", current=f"{current}件", prior=f"{prior}件", relation="absolute")
        assert check.verdict == ("consistent" if not off else "inconsistent")
        rates = [Fraction(number, 10) for number in (current, prior)]
        text = f"{in_digits(Fraction(stated, 10), 1)}个百分点"
        check = verify(
            text, current=f"{in_digits(rates[0], 1)}%", prior=f"{in_digits(rates[1], 1)}%", relation="points"
        )
        value, wide, unit = rates[0] - rates[1], Fraction(1, 10), Fraction(1, 10)
        assert check.verdict == oracle(value - wide, value + wide, value, Fraction(stated, 10), unit)


@pytest.mark.parametrize("mode", list(RoundingMode))
@given(current=counts, prior=counts, places=st.integers(0, 2))
def test_each_mode_is_found(mode: RoundingMode, current: int, prior: int, places: int) -> None:
    """A rate rounded by a mode, as the oracle rounds, is printed by that mode and never inconsistent."""
    value, unit = Fraction(100 * current, prior), Fraction(1, 10**places)
    for whole in (floor(value / unit), floor(value / unit) + 1):
        if whole and mode.value in modes(value, whole * unit, unit):
            text = f"{in_digits(whole * unit, places)}%"
            check = verify(text, current=f"{current}件", prior=f"{prior}件", relation="share")
            assert mode in check.modes
            assert check.verdict in ("consistent", "rounding_difference")
