"""The values that a printed figure stands for: all true values that an author could have printed so.

Source of the rules: docs/verdicts.md, "What a printed figure stands for". A number printed with decimals or with 万/亿
was rounded; a bare integer with a measure word was counted; 余, 近, 约, 以上 … each name a range of their own.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from reportdiff.arithmetic.intervals import negate, rounded_to
from reportdiff.model import Interval

__all__ = ["Qualifier", "has_point_value", "printed_interval", "step_of", "unit_in_last_place"]

_ZERO = Fraction(0)


class Qualifier(StrEnum):
    """The effects of a word beside a number; lexicon/qualifiers.toml lists the words."""

    OVER = "over"
    """余, 多: more than the printed number, by less than one step."""
    NEAR = "near"
    """近, 将近: less than the printed number, by less than one step."""
    ABOUT = "about"
    """约, 左右: half a step to either side; keeps its face value."""
    ABOVE = "above"
    """超, 突破: more than the printed number, without an upper bound."""
    AT_LEAST = "at_least"
    """以上, 不少于, 至少: the printed number or more."""
    UNDER = "under"
    """不足: between nothing and the printed number."""
    AT_MOST = "at_most"
    """以下, 不超过, 以内: from nothing up to the printed number."""


def has_point_value(qualifier: Qualifier | None) -> bool:
    """Return whether a single value may still be computed with: true for a plain figure and for 约, 左右.

    >>> has_point_value(None), has_point_value(Qualifier.ABOUT), has_point_value(Qualifier.OVER)
    (True, True, False)
    """
    return qualifier is None or qualifier is Qualifier.ABOUT


def unit_in_last_place(digits: str, scale: int = 1, *, rounded: bool = False) -> Fraction:
    """Return one unit in the last printed place of `digits` (ASCII, "." for the decimals) times `scale`; 0: exact.

    A bare integer is exact (287件). It was rounded where it has decimals, where it is scaled (3万: 10000), and where
    `rounded` says so (every %).

    >>> unit_in_last_place("117.42"), unit_in_last_place("3", 10000)
    (Fraction(1, 100), Fraction(10000, 1))
    >>> unit_in_last_place("287"), unit_in_last_place("15", rounded=True)
    (Fraction(0, 1), Fraction(1, 1))
    """
    _, dot, decimals = digits.partition(".")
    if not dot and scale == 1 and not rounded:
        return _ZERO
    return Fraction(scale, 10 ** len(decimals))


def step_of(digits: str, scale: int = 1) -> Fraction:
    """Return the place value of the last non-zero digit, the step of 余, 近 and 约.

    >>> step_of("1200"), step_of("4", 10000), step_of("184", 10000), step_of("3.80", 10000)
    (Fraction(100, 1), Fraction(10000, 1), Fraction(10000, 1), Fraction(1000, 1))
    """
    whole, _, decimals = digits.partition(".")
    kept = decimals.rstrip("0")
    if kept:
        return Fraction(scale, 10 ** len(kept))
    trailing = len(whole) - len(whole.rstrip("0"))
    if trailing == len(whole):  # the figure is zero: it has no such digit, so its own last place counts
        return Fraction(scale, 10 ** len(decimals))
    return Fraction(scale * 10**trailing)


def printed_interval(value: Fraction, *, last_place: Fraction, step: Fraction, qualifier: Qualifier | None) -> Interval:
    """Return the values that a printed figure stands for, in base units.

    `value` is the face value, `last_place` one unit in its last printed place (0: exact), `step` the place value of
    its last non-zero digit. A negative figure is the mirror image of the positive one.

    >>> printed_interval(Fraction(1200), last_place=Fraction(0), step=Fraction(100), qualifier=Qualifier.OVER)
    Interval(low=Fraction(1200, 1), high=Fraction(1300, 1), low_closed=False, high_closed=False)
    """
    if qualifier is None:
        if not last_place:
            return Interval(value, value)
        return rounded_to(value, last_place)
    if value < 0:
        return negate(printed_interval(-value, last_place=last_place, step=step, qualifier=qualifier))
    match qualifier:
        case Qualifier.OVER:
            return Interval(value, value + step, False, False)
        case Qualifier.NEAR:
            return Interval(value - step, value, False, False)
        case Qualifier.ABOUT:
            return Interval(value - step / 2, value + step / 2)
        case Qualifier.ABOVE:
            return Interval(value, None, False, False)
        case Qualifier.AT_LEAST:
            return Interval(value, None, True, False)
        case Qualifier.UNDER:
            return Interval(_ZERO, value, False, False)
        case Qualifier.AT_MOST:
            return Interval(_ZERO, value)
