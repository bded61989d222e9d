"""Interval operations hold every pointwise result, nothing beyond, and the right open and closed ends."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from functools import reduce

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reportdiff.arithmetic.formulas import compute, inverse_prior
from reportdiff.arithmetic.intervals import (
    add,
    contains,
    divide,
    intersection,
    intersects,
    multiply,
    negate,
    rounded_to,
    scale,
    shift,
    subtract,
    total,
    within,
)
from reportdiff.model import Interval, RelationKind
from strategies import intervals, members, small_fractions

Combine = Callable[[Interval, Interval], Interval]
OPERATIONS: list[tuple[Combine, Callable[[Fraction, Fraction], Fraction]]] = [
    (add, operator.add),
    (subtract, operator.sub),
    (multiply, operator.mul),
    (divide, operator.truediv),
]


@pytest.mark.parametrize(("combine", "pointwise"), OPERATIONS, ids=lambda item: getattr(item, "__name__", ""))
@settings(max_examples=150)
@given(one=intervals(), other=intervals())
def test_every_pointwise_result_is_inside(
    combine: Combine, pointwise: Callable[[Fraction, Fraction], Fraction], one: Interval, other: Interval
) -> None:
    """No result of values of the operands falls outside."""
    assume(combine is not divide or not contains(other, 0))
    result = combine(one, other)
    for x in members(one):
        for y in members(other):
            assert contains(result, pointwise(x, y))


@pytest.mark.parametrize(("combine", "pointwise"), OPERATIONS, ids=lambda item: getattr(item, "__name__", ""))
@settings(max_examples=150)
@given(one=intervals(bounded=True), other=intervals(bounded=True))
def test_closed_ends_are_reached_and_open_ends_are_not(
    combine: Combine, pointwise: Callable[[Fraction, Fraction], Fraction], one: Interval, other: Interval
) -> None:
    """A closed end is reached by values of the operands; an open end is come near to but not reached."""
    assume(combine is not divide or not contains(other, 0))
    result = combine(one, other)
    values = [pointwise(x, y) for x in members(one) for y in members(other)]
    for bound, closed, extreme in (
        (result.low, result.low_closed, min(values)),
        (result.high, result.high_closed, max(values)),
    ):
        if bound is None:
            assert abs(extreme) > 10**6
        elif closed:
            assert extreme == bound
        else:
            assert extreme != bound
            assert abs(extreme - bound) < Fraction(1, 10**4)


@given(one=intervals(), factor=small_fractions)
def test_a_negative_factor_exchanges_ends_and_flags(one: Interval, factor: Fraction) -> None:
    """Scaling by a factor equals multiplying by a point; a negative factor exchanges the ends and their flags."""
    assert scale(one, factor) == multiply(one, Interval(factor, factor))
    assert scale(one, -1) == negate(one)
    assert shift(shift(one, factor), -factor) == one


@given(one=intervals(), other=intervals())
def test_intervals_meet_iff_they_have_a_common_part(one: Interval, other: Interval) -> None:
    """Two intervals meet iff they have a common part, which lies within both; meeting is symmetric."""
    common = intersection(one, other)
    assert intersects(one, other) == intersects(other, one) == (common is not None)
    if common is not None:
        assert within(common, one)
        assert within(common, other)
    assert within(one, other) == (common == one)


@settings(max_examples=150)
@given(one=intervals(), other=intervals())
def test_shortcuts_of_compute_equal_its_interval_operations(one: Interval, other: Interval) -> None:
    """The shortcuts of `compute` for known and for positive operands give what the interval operations give."""
    assume(not contains(other, 0))
    for relation in RelationKind:
        ratio = subtract(one, other) if relation.traits.difference else divide(one, other)
        expected = (
            ratio if relation.traits.difference else shift(scale(ratio, relation.traits.factor), relation.traits.offset)
        )
        assert compute(relation, one, other) == expected


@settings(max_examples=150)
@given(one=intervals(bounded=True), other=intervals(bounded=True), least=small_fractions)
def test_the_shortcut_for_a_prior_equals_its_interval_operations(
    one: Interval, other: Interval, least: Fraction
) -> None:
    """Where all is positive the prior is computed in one step, and equals what the interval operations give."""
    assume(least > 0)
    assert one.low is not None
    assert other.low is not None
    current = shift(one, least - one.low)
    for relation in (RelationKind.GROWTH, RelationKind.TIMES, RelationKind.SHARE):
        stated = shift(other, least - other.low + relation.traits.offset)
        expected = divide(scale(current, relation.traits.factor), shift(stated, -relation.traits.offset))
        assert inverse_prior(relation, current, stated) == expected


def test_division_by_zero_is_refused() -> None:
    """A divisor that holds 0 raises; one that only touches 0 gives an unbounded end."""
    one = Interval(Fraction(1), Fraction(2))
    with pytest.raises(ZeroDivisionError):
        divide(one, Interval(Fraction(-1), Fraction(1)))
    assert divide(one, Interval(Fraction(0), Fraction(4), False, True)) == Interval(Fraction(1, 4), None, True, False)
    assert divide(one, Interval(Fraction(-4), Fraction(0), True, False)) == Interval(None, Fraction(-1, 4), False, True)


@given(parts=st.lists(intervals(), max_size=6))
def test_a_total_is_one_sum_after_another(parts: list[Interval]) -> None:
    """Added up over a common denominator, parts have the same sum and the same ends."""
    assert total(parts) == reduce(add, parts, Interval(Fraction(0), Fraction(0)))


@given(value=small_fractions, unit=small_fractions.filter(lambda unit: unit >= 0))
def test_half_a_unit_lies_to_either_side(value: Fraction, unit: Fraction) -> None:
    """What is rounded to a value is at most half a unit away."""
    assert rounded_to(value, unit) == Interval(value - unit / 2, value + unit / 2)


@given(inner=intervals(), outer=intervals())
def test_within_means_that_nothing_is_outside(inner: Interval, outer: Interval) -> None:
    """An interval is within another one iff what they share is all of it."""
    assert within(inner, outer) == (intersection(inner, outer) == inner)
