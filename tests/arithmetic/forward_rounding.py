"""Round values as an author does: the slow, obvious way that the preimages of the library are held against."""

from __future__ import annotations

from fractions import Fraction

from reportdiff.model import RoundingMode

__all__ = ["round_to"]


def round_to(value: Fraction, unit: Fraction, mode: RoundingMode = RoundingMode.HALF_UP) -> Fraction:
    """Return `value` rounded to a multiple of `unit` by `mode`; unchanged where `unit` is 0.

    >>> round_to(Fraction(1, 8), Fraction(1, 100)), round_to(Fraction(1, 8), Fraction(1, 100), RoundingMode.HALF_DOWN)
    (Fraction(13, 100), Fraction(3, 25))
    """
    if not unit:
        return value
    ratio = abs(value) / unit
    whole, rest = divmod(ratio.numerator, ratio.denominator)
    if rest:
        twice = 2 * rest - ratio.denominator
        if (
            mode is RoundingMode.AWAY
            or (mode is RoundingMode.HALF_UP and twice >= 0)
            or (mode is RoundingMode.HALF_DOWN and twice > 0)
            or (mode is RoundingMode.HALF_EVEN and (twice > 0 or (twice == 0 and whole % 2)))
        ):
            whole += 1
    return whole * unit if value >= 0 else -whole * unit
