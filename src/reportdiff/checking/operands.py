"""From printed figures to operands and statements of the arithmetic."""

from __future__ import annotations

from fractions import Fraction

from reportdiff.arithmetic import Operand, StatedValue, stated_range, stated_value
from reportdiff.model import Figure
from reportdiff.text.scales import SCALE_WORDS

__all__ = ["RATE_UNITS", "asserted_of", "operand_of", "scaled_unit"]

RATE_UNITS = frozenset({"%", "‰", "％"})
"""The units of a rate: the difference of two of them is in points."""

_ROUNDED = frozenset(
    {
        "growth",
        "points",
        "times",
        "times_more",
        "share",
        "completion",
        "rate",
        "annual_average",
        "narrowed_loss",
    }
)


def operand_of(figure: Figure) -> Operand:
    """A printed figure as an operand."""
    return Operand(
        figure.interval,
        figure.value if figure.has_point_value else None,
        figure.digits,
        figure.scale,
        not figure.last_place and figure.qualifier is None,
        figure.unit in RATE_UNITS,
    )


def scaled_unit(figure: Figure) -> str:
    """The unit behind a figure's printed digits, with its scale: 万元 of 56.95万元."""
    return SCALE_WORDS.get(figure.scale, "") + figure.unit


def asserted_of(figure: Figure, relation: str) -> StatedValue:
    """What an unsigned stated figure says in this relation.

    A rate is always rounded, also where its % is not printed with it ("12" in a column of percentages).
    """
    if figure.qualifier is not None or not figure.has_point_value:
        return stated_range(figure.interval)
    place = figure.last_place
    if not place and relation in _ROUNDED:
        place = Fraction(figure.scale)
    return stated_value(figure.value, place)
