"""From printed figures to the operands and stated values of the arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import Operand, Outcome, StatedValue, evaluate_total, stated_range, stated_value
from reportdiff.arithmetic.intervals import intersects, total, total_of_values
from reportdiff.arithmetic.printed_precision import Qualifier
from reportdiff.lexicon.qualifiers import qualifier_words
from reportdiff.lexicon.units import dimension_of
from reportdiff.model import Figure, Interval
from reportdiff.text.scales import SCALE_WORDS

_HIDES_CENTS = 10_000  # yuan
_HALF = Fraction(1, 2)

__all__ = ["evaluate_sum", "in_unit", "one_amount", "operand_of", "scaled_unit", "signed_operand", "stated_value_of"]
__all__ += ["summed"]


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


def in_unit(figure: Figure, unit: str) -> Figure:
    """Return a figure in another unit of its dimension (45万亩 in 公顷), the figure itself where none converts."""
    own, asked = dimension_of(figure.unit), dimension_of(unit)
    if own is None or asked is None or own[0] != asked[0] or own[1] == asked[1]:
        return figure
    factor, (low, high) = own[1] / asked[1], (figure.interval.low, figure.interval.high)
    return evolve(
        figure,
        value=figure.value * factor,
        last_place=figure.last_place * factor,
        interval=evolve(
            figure.interval, low=None if low is None else low * factor, high=None if high is None else high * factor
        ),
        unit=unit,
    )


def signed_operand(figure: Figure, sign: int) -> Operand:
    """Return a printed figure as an operand, its sign changed where `sign` is negative."""
    return operand_of(figure) if sign > 0 else operand_of(figure).negated()


def summed(operands: Iterable[Operand]) -> Operand:
    """Return the sum of operands, of which a difference is one with signs; one alone stays as it is."""
    parts = list(operands)
    values = [part.value for part in parts if part.value is not None]
    point = total_of_values(values) if len(values) == len(parts) else None
    return parts[0] if len(parts) == 1 else Operand(interval=total([part.interval for part in parts]), value=point)


def scaled_unit(figure: Figure) -> str:
    """Return the unit behind a figure's printed digits, with its scale: 万元 of 56.95万元."""
    return SCALE_WORDS.get(figure.scale, "") + figure.unit


def stated_value_of(figure: Figure, *, rounded: bool = False) -> StatedValue:
    """Return an unsigned stated figure as a value.

    `rounded` says that its relation is always rounded: a rate is, also where its % is not printed with it ("12" in a
    column of percentages).
    """
    if figure.qualifier is not None or not figure.has_point_value:
        low, high = figure.interval.low, figure.interval.high
        limits = {Qualifier.NEAR: high, Qualifier.UNDER: high, Qualifier.ABOVE: low}
        sense = qualifier_words()[0].get(figure.qualifier or "")
        return stated_range(figure.interval, limits.get(Qualifier(sense)) if sense else None)
    place = figure.last_place
    if not place and rounded:
        return stated_value(figure.value, Fraction(figure.scale))
    if place and figure.interval.single is not None:  # 三分之二
        return stated_value(figure.value, place)
    return StatedValue(value=figure.value, unit=place, rounding_interval=figure.interval)


def evaluate_sum(total: Figure, parts: Iterable[Operand], *, diagnosed: bool = True) -> Outcome:
    """Judge a printed total against the sum of its parts.

    Large sums of money in whole yuan hide their cents: each was rounded, and the last yuan may be off. A 0 in a coarser
    unit than the total's last place hides nothing: 0万元 among 1140.27万元 and 3003.64万元.
    """
    stated = stated_value_of(total)
    operands = tuple(_exact_zero(operand, total) if operand.value == 0 else operand for operand in parts)
    if total.unit == "元" and stated.value is not None and not stated.unit and abs(stated.value) >= _HIDES_CENTS:
        stated = stated_value(stated.value, Fraction(1))
        operands = tuple(_rounded(operand) for operand in operands)
    return evaluate_total(stated, operands, digits=total.digits, printed_scale=total.scale, diagnosed=diagnosed)


def _exact_zero(operand: Operand, total: Figure) -> Operand:
    """Return a printed 0 as exactly nothing, where its total is printed with more decimals."""
    low, high = operand.interval.low, operand.interval.high
    coarse = low is not None and high is not None and 0 < total.last_place < high - low
    return evolve(operand, interval=Interval(Fraction(0), Fraction(0))) if coarse else operand


def _rounded(operand: Operand) -> Operand:
    """Return a whole number of yuan as what was rounded to it."""
    if not operand.exact or operand.value is None:
        return operand
    return evolve(operand, interval=Interval(operand.value - _HALF, operand.value + _HALF))


def one_amount(one: Figure, other: Figure) -> bool:
    """Return whether two figures may be one amount: 27,262,352 may leave out the cents of 27,262,352.52."""
    if intersects(one.interval, other.interval):
        return True
    whole = 0 in (one.last_place, other.last_place) and one.last_place != other.last_place
    return whole and one.unit == other.unit == "元" and abs(one.value - other.value) < 1
