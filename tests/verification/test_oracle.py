"""`verify` against an oracle of its own: plain fractions, the definitions of docs/verdicts.md, and nothing of ours."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import floor

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportdiff import verify
from reportdiff.model import RelationKind, RoundingMode
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


@settings(max_examples=150)
@given(st.integers(1, 5), counts, counts, st.sampled_from(["", "件", "万元"]))
def test_doublings(times: int, current: int, prior: int, unit: str) -> None:
    """翻n番 is a multiple from 2ⁿ to below 2ⁿ⁺¹, over every value that the operands stand for."""
    half = Fraction(unit == "万元", 2)
    low, high = (current - half) / (prior + half), (current + half) / (prior - half)
    check = verify(f"翻{'一二三四五'[times - 1]}番", current=f"{current}{unit}", prior=f"{prior}{unit}")
    inside = 2**times <= Fraction(current, prior) < 2 ** (times + 1) or (2**times <= low and high < 2 ** (times + 1))
    meets = high >= 2**times and low < 2 ** (times + 1)
    assert check.verdict == ("consistent" if inside else "within_precision" if meets else "inconsistent")
    assert check.recomputed_exact == Fraction(current, prior)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [("翻两番多", 16, 32), ("翻了一番多", 8, 16), ("近翻一番", 6, 8), ("翻两番以上", 16, None)],
)
def test_doublings_that_words_leave_open(words: str, low: int, high: int | None) -> None:
    """翻两番多 is more than four times a prior of 4, whether its relation is named or not."""
    for relation in (None, "doubling"):
        for current in (low + 1, (high or 40) - 1):
            assert verify(words, current=f"{current}件", prior="4件", relation=relation).verdict == "consistent"
        if high is not None:
            assert verify(words, current=f"{high + 9}件", prior="4件", relation=relation).verdict == "inconsistent"


@settings(max_examples=150)
@given(counts, counts, st.booleans())
def test_levels_without_a_size(current: int, prior: int, wide: bool) -> None:
    """持平 is a difference of 0, 增至 one above, 降至 one below, over every value that the operands stand for."""
    unit, half = ("万元", Fraction(1, 2)) if wide else ("件", Fraction(0))
    low, high = current - prior - 2 * half, current - prior + 2 * half
    held = partial(verify, current=f"{current}{unit}", prior=f"{prior}{unit}")
    flat = "consistent" if current == prior else "within_precision" if low <= 0 <= high else "inconsistent"
    assert held("持平").verdict == flat
    for words, holds, meets in (("增至", current > prior, high > 0), ("降至", current < prior, low < 0)):
        check = held(f"{words}{current}{unit}", relation="level_to_level")
        assert check.verdict == ("consistent" if holds else "within_precision" if meets else "inconsistent")


@settings(max_examples=150)
@given(counts, counts, st.integers(2, 6), st.integers(0, 1), st.integers(-2, 2))
def test_averages_over_years(current: int, prior: int, years: int, places: int, off: int) -> None:
    """An average rate s over n years holds where (1 + s)ⁿ, over the digits that s hides, meets the ratio."""
    unit, ratio = Fraction(1, 10**places), Fraction(current, prior)
    stated = Fraction(round(100 * (float(ratio) ** (1 / years) - 1) * 10**places) + off) * unit
    if not 0 < stated < 1000:
        return

    def over(*sides: Fraction) -> list[Fraction]:
        return [(1 + (stated + side * unit) / 100) ** years for side in sides]

    near, far = over(Fraction(-1, 2), Fraction(1, 2)), over(Fraction(-1), Fraction(1))
    expected = "consistent" if near[0] <= ratio <= near[1] else "rounding_difference"
    expected = expected if far[0] < ratio < far[1] else "inconsistent"
    text = f"+{in_digits(stated, places)}%"
    check = verify(text, current=f"{current}件", prior=f"{prior}件", relation="annual_average", years=years)
    assert check.verdict == expected


@settings(max_examples=150)
@given(counts, counts, st.integers(0, 2), st.integers(-3, 3))
def test_losses_that_narrow(current: int, prior: int, places: int, off: int) -> None:
    """A loss narrows by 1 − c/p of its size; one that grows or turns to a gain does not."""
    value, unit = 100 - Fraction(100 * current, prior), Fraction(1, 10**places)
    stated = (floor(value / unit) + off) * unit
    if stated <= 0:
        return
    held = partial(verify, f"{in_digits(stated, places)}%", prior=f"-{prior}件", relation="narrowed_loss")
    check = held(current=f"-{current}件")
    assert check.verdict == oracle(value, value, value, stated, unit)
    assert check.recomputed_exact == value
    assert held(current=f"{current}件").verdict == "undefined"


def test_every_relation_has_an_oracle() -> None:
    """Each relation is tried above."""
    others = {"absolute", "points", "doubling", "flat", "level_to_level", "annual_average", "narrowed_loss"}
    assert {relation.key for relation in RelationKind} == others | set(RATIOS)


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
