"""Number, scale, unit and qualifier → the figure, with the interval that it stands for."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from attrs import evolve, frozen

from reportdiff.arithmetic import Qualifier, has_point_value, printed_interval, step_of, unit_in_last_place
from reportdiff.arithmetic.decimal_text import plain_text
from reportdiff.arithmetic.intervals import negate
from reportdiff.arithmetic.intervals import scale as scale_interval
from reportdiff.model import Figure, Interval, Span

__all__ = [
    "Printed",
    "UnreadNumber",
    "as_multiple",
    "built",
    "fraction",
    "halved",
    "hedged",
    "negated",
    "of_digits",
    "plain_digits",
]
__all__ += ["ranged", "ratio", "vague"]

_HEDGED, _NAMED = 10, 10  # parts of a fraction: by which 近 may fall short of it, and to which it is rounded
_APART = re.compile(r"[,，\s]")
_ZERO = Fraction(0)
_BY_DIGITS = {"个位数": 1, "一位数": 1, "两位数": 2, "二位数": 2, "三位数": 3}
_BASIS_POINTS = ("个基点", "基点", "BP", "bp")
_PER_MILLE_POINTS = ("个千分点", "千分点")
_RATIOS = ("%", "‰", "个百分点", "百分点", "倍", *_BASIS_POINTS, *_PER_MILLE_POINTS)


@frozen
class UnreadNumber:
    """A number that stands in the text like a figure and could not be read as one."""

    span: Span
    reason: str


class Printed(NamedTuple):
    """How a figure stands in the text: its words, where they are, its unit (folded and as printed) and qualifier."""

    surface: str
    span: Span
    unit: str
    unit_text: str
    known_unit: bool = True
    sense: Qualifier | None = None
    word: str | None = None

    @property
    def shown_unit(self) -> str:
        """The unit as results print it: folded for signs, as printed for words."""
        if self.unit in ("%", "‰"):
            return "%"
        if self.unit in (*_BASIS_POINTS, *_PER_MILLE_POINTS):
            return "个百分点"
        if self.unit == "元人民币":
            return "元"
        return (self.unit_text or self.unit).replace("／", "/")

    @property
    def per(self) -> int:
        """What divides the number: ratios are in hundredths, ‰ counts thousandths, a basis point ten-thousandths."""
        if self.unit in _BASIS_POINTS:
            return 100
        return 10 if self.unit in ("‰", *_PER_MILLE_POINTS) else 1


def plain_digits(number: str) -> str:
    """`number` without commas and spaces between its digits.

    >>> plain_digits("12,345.6"), plain_digits("4 283")
    ('12345.6', '4283')
    """
    return number if number.isdigit() else _APART.sub("", number)


def built(printed: Printed, number: str, scale: int = 1, *, extra: int = 0) -> Figure:
    """A figure with one value: `number` (digits, perhaps a point) times `scale`, and `extra` for 3万4千."""
    rounded = printed.unit in _RATIOS
    value, text, last, interval, has_point = _measured(number, scale, extra, printed.per, rounded, printed.sense)
    return _figure(printed, number, value, text, last, interval, has_point_value=has_point, scale=scale)


@lru_cache(maxsize=4096)
def _measured(
    number: str, scale: int, extra: int, per: int, rounded: bool, sense: Qualifier | None
) -> tuple[Fraction, str, Fraction, Interval, bool]:
    """Return value, text, last place and interval of a number, and whether one value can stand for it.

    Remembered, since the same numbers come again and again.
    """
    whole, _, decimals = number.partition(".")
    mantissa, tens = int(whole + decimals), 10 ** len(decimals)
    value = Fraction(mantissa * scale + extra * tens * per, tens * per)
    if not (rounded or decimals or extra or sense or scale != 1):
        # a bare integer with a measure word, by far the most: exact
        return value, number.lstrip("0") or "0", _ZERO, Interval(value, value), True
    last = unit_in_last_place(number, scale, rounded=rounded)
    step = step_of(number, scale) if sense is not None or extra else _ZERO
    if per != 1:
        last, step = last / per, step / per
    if extra:  # 3万4千: the last named place is that of the 4
        last = step = step_of(str(extra))
    text = number if scale == per == 1 and not extra else plain_text(value)
    return (
        value,
        text,
        last,
        printed_interval(value, last_place=last, step=step, qualifier=sense),
        has_point_value(sense),
    )


def ranged(printed: Printed, low: str, low_scale: int, high: str, high_scale: int) -> Figure:
    """A range: 3至5个, 100万元至200万元."""
    value, top = (
        Fraction(plain_digits(number)) * scale / printed.per for number, scale in ((low, low_scale), (high, high_scale))
    )
    return _figure(
        printed, low, value, plain_text(value), _ZERO, Interval(value, top), has_point_value=False, scale=low_scale
    )


def vague(printed: Printed, low: int, interval: Interval) -> Figure:
    """A number that names a range and no value: 数十, 十几, 三五个."""
    return _figure(printed, str(low), Fraction(low), str(low), _ZERO, interval, has_point_value=False)


def ratio(printed: Printed, digits: str, value: Fraction, last: Fraction, step: Fraction) -> Figure:
    """A ratio written in words, in %: 三分之一, 近三成."""
    interval = printed_interval(value, last_place=last, step=step, qualifier=printed.sense)
    return _figure(
        printed, digits, value, plain_text(value), last, interval, has_point_value=has_point_value(printed.sense)
    )


def fraction(printed: Printed, digits: str, value: Fraction) -> Figure:
    """Return a simple fraction in %, which is coarse: 2/3 also stands for 65.4 %, and 近2/3 for 60 % and more."""
    return evolve(ratio(printed, digits, value, _ZERO, value / _HEDGED), last_place=value / _NAMED)


def as_multiple(figure: Figure) -> Figure:
    """Return a figure in % as a multiple: 上年的六成 is 0.6 times as much, 去年的85.3% .853 times."""
    value = figure.value / 100
    text = plain_text(value)
    return evolve(
        figure,
        digits=text,
        value=value,
        text=text,
        last_place=figure.last_place / 100,
        interval=scale_interval(figure.interval, Fraction(1, 100)),
        unit="倍",
    )


def of_digits(surface: str, span: Span) -> Figure | None:
    """Return the range of percentages that 两位数增长 names; None for words that name no number of digits."""
    digits = next((count for word, count in _BY_DIGITS.items() if word in surface), None)
    if digits is None:
        return None
    low, high = 10 ** (digits - 1) if digits > 1 else 0, 10**digits
    return vague(Printed(surface, span, "%", "%"), low, Interval(Fraction(low), Fraction(high), digits > 1, False))


def halved(surface: str, span: Span) -> Figure:
    """Return the size that 减半 and 腰斩 print no figure for: about 50 %, as 五成."""
    return ratio(Printed(surface, span, "%", "%"), "50", Fraction(50), Fraction(10), Fraction(10))


def hedged(figure: Figure, sense: Qualifier) -> Figure:
    """Return a figure with the qualifier before its base: 不足上年的三成 is less than three tenths.

    接近上年的1.5倍 may be just that: what is near is not said of the digits.
    """
    if figure.qualifier is not None:
        return figure
    place = figure.last_place or Fraction(1)
    interval = printed_interval(figure.value, last_place=place, step=place, qualifier=sense)
    interval = evolve(interval, high_closed=True) if sense is Qualifier.NEAR else interval
    return evolve(figure, interval=interval, qualifier=sense.value, has_point_value=has_point_value(sense))


def negated(figure: Figure) -> Figure:
    """Return the figure with its sign changed: 5.2 ↔ -5.2."""
    text = figure.text.removeprefix("-") if figure.value < 0 else "-" + figure.text
    return evolve(figure, value=-figure.value, text=text, interval=negate(figure.interval))


def _figure(
    printed: Printed,
    digits: str,
    value: Fraction,
    text: str,
    last: Fraction,
    interval: Interval,
    *,
    has_point_value: bool = True,
    scale: int = 1,
) -> Figure:
    return Figure(
        surface=printed.surface,
        span=printed.span,
        digits=digits,
        value=value,
        text=text,
        last_place=last,
        interval=interval,
        has_point_value=has_point_value,
        unit=printed.shown_unit,
        scale=scale,
        qualifier=printed.word,
        known_unit=printed.known_unit,
    )
