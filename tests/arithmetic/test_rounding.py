"""The preimage of each rounding mode is its exact inverse."""

from __future__ import annotations

from fractions import Fraction

from forward_rounding import round_to
from hypothesis import given, settings

from reportdiff.arithmetic.intervals import contains, intersects
from reportdiff.arithmetic.rounding import ALL_MODES, HALF_MODES, modes_that_print, preimage, stated_value
from reportdiff.model import Interval, RoundingMode
from strategies import intervals, multiples, offsets, rounding_modes, units


@settings(max_examples=400)
@given(number=multiples, offset=offsets, unit=units, mode=rounding_modes)
def test_preimage_is_the_inverse_of_rounding(number: int, offset: Fraction, unit: Fraction, mode: RoundingMode) -> None:
    """A value lies in the preimage of s iff the mode rounds it to s."""
    printed = number * unit
    value = printed + offset * unit
    assert contains(preimage(printed, unit, mode), value) == (round_to(value, unit, mode) == printed)


@settings(max_examples=300)
@given(number=multiples, offset=offsets, unit=units)
def test_the_two_intervals_of_a_stated_value_are_unions_of_preimages(
    number: int, offset: Fraction, unit: Fraction
) -> None:
    """`rounding_interval` joins the preimages of the three half modes, `any_mode_interval` those of all modes."""
    printed = number * unit
    value, asserted = printed + offset * unit, stated_value(printed, unit)
    assert contains(asserted.rounding_interval, value) == (
        any(contains(preimage(printed, unit, mode), value) for mode in HALF_MODES)
        or abs(value - printed) == unit / 2  # a tie belongs to s by one of the two usual conventions
    )
    assert contains(asserted.any_mode_interval, value) == any(
        contains(preimage(printed, unit, mode), value) for mode in ALL_MODES
    )


@settings(max_examples=300)
@given(number=multiples, offset=offsets, unit=units)
def test_modes_of_a_value_are_those_whose_preimage_holds_it(number: int, offset: Fraction, unit: Fraction) -> None:
    """The fast path for one computed value names the same modes as the preimages."""
    printed = number * unit
    value = printed + offset * unit
    slow = [mode for mode in ALL_MODES if intersects(preimage(printed, unit, mode), Interval(value, value))]
    assert list(modes_that_print(stated_value(printed, unit), Interval(value, value))) == slow


@settings(max_examples=300)
@given(number=multiples, computed=intervals(), unit=units)
def test_modes_of_a_range_are_those_whose_preimage_meets_it(number: int, computed: Interval, unit: Fraction) -> None:
    """Three modes differ in ties alone, so that most ranges need no preimage of each."""
    printed = number * unit
    slow = [mode for mode in ALL_MODES if intersects(preimage(printed, unit, mode), computed)]
    assert list(modes_that_print(stated_value(printed, unit), computed)) == slow


def test_each_mode_rounds_a_tie_its_own_way() -> None:
    """0.125 prints as 0.13, 0.12, 0.12, 0.12 and 0.13 at two places."""
    tie, unit = Fraction(1, 8), Fraction(1, 100)
    assert [round_to(tie, unit, mode) * 100 for mode in ALL_MODES] == [13, 12, 12, 12, 13]
