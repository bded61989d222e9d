"""From printed figures to the operands and stated values of the arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from reportdiff.arithmetic import Operand, Outcome, StatedValue, evaluate_total, stated_range, stated_value
from reportdiff.model import Figure
from reportdiff.text.scales import SCALE_WORDS

__all__ = ["evaluate_sum", "operand_of", "scaled_unit", "stated_value_of"]


def operand_of(figure: Figure) -> Operand:
    """Return a printed figure as an operand."""
    return Operand(
        interval=figure.interval,
        value=figure.value if figure.has_point_value else None,
        digits=figure.digits,
        scale=figure.scale,
        exact=not figure.last_place and figure.qualifier is None,
        rate=figure.is_rate,
    )


def scaled_unit(figure: Figure) -> str:
    """Return the unit behind a figure's printed digits, with its scale: 万元 of 56.95万元."""
    return SCALE_WORDS.get(figure.scale, "") + figure.unit


def stated_value_of(figure: Figure, *, rounded: bool = False) -> StatedValue:
    """Return an unsigned stated figure as a value.

    `rounded` says that its relation is always rounded: a rate is, also where its % is not printed with it ("12" in a
    column of percentages).
    """
    if figure.qualifier is not None or not figure.has_point_value:
        return stated_range(figure.interval)
    place = figure.last_place
    if not place and rounded:
        place = Fraction(figure.scale)
    return stated_value(figure.value, place)


def evaluate_sum(total: Figure, parts: Iterable[Operand], *, diagnosed: bool = True) -> Outcome:
    """Judge a printed total against the sum of its parts."""
    return evaluate_total(
        stated_value_of(total), tuple(parts), digits=total.digits, printed_scale=total.scale, diagnosed=diagnosed
    )
