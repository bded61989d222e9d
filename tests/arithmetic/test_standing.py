"""The interval that a printed figure stands for."""

from __future__ import annotations

from fractions import Fraction

import pytest

from reportdiff.arithmetic import Qualifier, printed_interval, step_of, unit_in_last_place
from reportdiff.model import Interval


@pytest.mark.parametrize(
    ("digits", "scale", "qualifier", "low", "high", "low_closed", "high_closed"),
    [
        ("287", 1, None, "287", "287", True, True),
        ("3", 10000, None, "25000", "35000", True, True),
        ("3.00", 10000, None, "29950", "30050", True, True),
        ("88.50", 1, None, "88.495", "88.505", True, True),
        ("1200", 1, Qualifier.OVER, "1200", "1300", False, False),
        ("3.8", 10000, Qualifier.OVER, "38000", "39000", False, False),
        ("184", 10000, Qualifier.OVER, "1840000", "1850000", False, False),
        ("300", 1, Qualifier.NEAR, "200", "300", False, False),
        ("1.2", 10000, Qualifier.ABOUT, "11500", "12500", True, True),
        ("60", 1, Qualifier.AT_LEAST, "60", None, True, False),
        ("500", 10000, Qualifier.ABOVE, "5000000", None, False, False),
        ("10", 1, Qualifier.UNDER, "0", "10", False, False),
        ("4", 1, Qualifier.AT_MOST, "0", "4", True, True),
    ],
)
def test_every_row_of_the_table_in_the_docs(
    digits: str,
    scale: int,
    qualifier: Qualifier | None,
    low: str,
    high: str | None,
    low_closed: bool,
    high_closed: bool,
) -> None:
    """Each row of the table “What a printed figure stands for” comes out."""
    interval = printed_interval(
        Fraction(digits) * scale,
        last_place=unit_in_last_place(digits, scale),
        step=step_of(digits, scale),
        qualifier=qualifier,
    )
    top = None if high is None else Fraction(high)
    assert interval == Interval(Fraction(low), top, low_closed, high_closed)


@pytest.mark.parametrize("qualifier", list(Qualifier))
def test_a_negative_figure_has_the_mirrored_interval(qualifier: Qualifier) -> None:
    """What −20 stands for is what 20 stands for with every sign changed, flags included."""
    plus = printed_interval(Fraction(20), last_place=Fraction(0), step=Fraction(10), qualifier=qualifier)
    minus = printed_interval(Fraction(-20), last_place=Fraction(0), step=Fraction(10), qualifier=qualifier)
    assert (minus.low, minus.low_closed) == (None if plus.high is None else -plus.high, plus.high_closed)
    assert (minus.high, minus.high_closed) == (None if plus.low is None else -plus.low, plus.low_closed)
