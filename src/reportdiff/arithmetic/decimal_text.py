"""Numbers as the contract writes them: plain decimals, or numerator/denominator where a decimal would not end."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["decimal_text", "plain_text"]


def decimal_text(value: Fraction, places: int) -> str:
    """Return `value` rounded half up (away from 0) to `places` decimals, all of them written.

    >>> decimal_text(Fraction(15500, 132), 2), decimal_text(Fraction(-1, 8), 2), decimal_text(Fraction(-1, 800), 2)
    ('117.42', '-0.13', '0.00')
    """
    top, bottom = value.numerator, value.denominator
    units = (2 * abs(top) * 10**places + bottom) // (2 * bottom)
    digits = str(units).rjust(places + 1, "0")
    sign = "-" if top < 0 and units else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def plain_text(value: Fraction) -> str:
    """Return `value` exactly.

    >>> plain_text(Fraction(1, 8)), plain_text(Fraction(1, 3)), plain_text(Fraction(79))
    ('0.125', '1/3', '79')
    """
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return decimal_text(value, max(twos, fives)) if rest == 1 else f"{value.numerator}/{value.denominator}"
