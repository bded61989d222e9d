"""Figures as printed: the number, the interval of values that it stands for, its unit."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from reportdiff.errors import ArgumentError
from reportdiff.model.document import Span
from reportdiff.model.record import Record

__all__ = ["RATE_UNITS", "Figure", "Interval"]

RATE_UNITS = frozenset({"%", "‰", "％"})
"""The units of a rate: the difference of two of them is in points."""


@frozen  # positional: it has one natural order, and the arithmetic makes very many
class Interval(Record):
    """A set of values between two bounds; `None` is unbounded, and an unbounded end is never closed.

    Raises:
        ValueError: The low bound is above the high one.
    """

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True

    def __attrs_post_init__(self) -> None:
        low, high = self.low, self.high
        if low is high or low is None or high is None:
            return
        if low.numerator * high.denominator > high.numerator * low.denominator:  # far faster than `low > high`
            raise ArgumentError("errors.reversed_interval", low=str(low), high=str(high))

    @property
    def single(self) -> Fraction | None:
        """The one value between bounds that are equal; `None` where there are more."""
        low, high = self.low, self.high
        return low if low is high or (low is not None and low == high) else None


@frozen(kw_only=True)
class Figure(Record):
    """A printed figure.

    `digits` are its printed digits in ASCII without separators ("1.92", "1200"); `value` is the printed value in base
    units, the low end of a range; `text` the same in the contract's notation, printed trailing zeros kept ("88.50").
    `last_place` is one unit in the last printed place, in base units, 0 where the figure is exact (287件). `interval`
    holds the values that the figure stands for. `has_point_value` is false where only a range is named (1200余, 3至5).
    `unit` is "" where none is printed or implied; `known_unit` tells whether the lexicon knows it.
    """

    surface: str
    span: Span
    digits: str
    value: Fraction
    text: str
    last_place: Fraction
    interval: Interval
    has_point_value: bool
    unit: str
    scale: int = 1
    qualifier: str | None = None
    known_unit: bool = True

    @property
    def significant_digits(self) -> int:
        """The number of printed digits from the first to the last that is not 0: few are equal by chance."""
        return len(self.digits.replace(".", "").strip("0"))

    @property
    def counted_digits(self) -> int:
        """The number of printed digits from the first that is not 0; zeros at the end are as good as others."""
        return len(self.digits.replace(".", "").lstrip("0"))

    @property
    def is_rate(self) -> bool:
        """Whether the figure is printed in %, or in ‰."""
        return self.unit in RATE_UNITS
