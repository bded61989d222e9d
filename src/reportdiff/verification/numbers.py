"""What people hand over as a figure (text, int, Decimal, Fraction or float), and how each is read."""

from __future__ import annotations

import operator
import re
from decimal import Decimal
from fractions import Fraction

from reportdiff.arithmetic import Operand, asserted_value
from reportdiff.checking.figures import operand_of
from reportdiff.errors import UnreadableFigureError
from reportdiff.extraction import Stated, read_figure, read_stated
from reportdiff.lexicon.changes import move_words
from reportdiff.lexicon.units import dimension_of
from reportdiff.model import Direction, Figure, Form, Span

__all__ = [
    "Number",
    "figure_of_number",
    "operand_of_number",
    "operand_of_text",
    "stated_of_number",
    "stated_of_text",
    "text_of",
    "unlike_units",
]

Number = str | int | float | Decimal | Fraction
"""What a figure may be given as."""

# Plain texts are read without the extractor's grammar, which costs more than all the arithmetic; a test holds the two
# equal. The words are measure words that neither scale a number nor make it a rate.
_PLAIN_STATED = re.compile(r"([+-])([1-9]\d{0,14}(?:\.\d{1,9})?|0\.\d{1,9})%", re.ASCII)
_PLAIN_COUNT = re.compile(r"(0|[1-9]\d{0,14})(?:件|个|人|次|人次|项|起|户|家|份|名|期|条|宗|元)?", re.ASCII)


def stated_of_text(text: str) -> Stated:
    """The relation that a text states."""
    plain = _PLAIN_STATED.fullmatch(text)
    if plain is None or not plain[2].strip("0."):
        return read_stated(text)
    digits = plain[2]
    places = 10 ** len(digits.partition(".")[2])
    value, place = Fraction(int(digits.replace(".", "")), places), Fraction(1, places)
    figure = Figure(
        text, Span(0, len(text)), digits, value, digits, place, asserted_value(value, place).near, True, "%"
    )
    return Stated(Form.PERCENT, Direction.UP if plain[1] == "+" else Direction.DOWN, figure)


def operand_of_text(text: str) -> Operand:
    """A printed figure as an operand."""
    plain = _PLAIN_COUNT.fullmatch(text)
    return operand_of(read_figure(text)) if plain is None else Operand.of(int(plain[1]))


def stated_of_number(stated: Number, relation: str | None) -> Stated:
    """The relation that a text or number states; for level_to_level only its direction is read."""
    text = text_of(stated)
    if relation == "level_to_level":
        moves = {direction for verb, direction in move_words().items() if verb in text}
        return Stated(Form.LEVEL_TO_LEVEL, Direction.DOWN if moves == {"down"} else Direction.UP)
    return stated_of_text(text)


def figure_of_number(value: Number) -> Figure:
    """A text or number as a printed figure."""
    return read_figure(text_of(value))


def unlike_units(one: Number | None, other: Number | None) -> tuple[str, str] | None:
    """The units of two printed figures that measure different things (元 and 美元), or None.

    >>> unlike_units("10元", "10美元"), unlike_units("3万件", "287件")
    (('元', '美元'), None)
    """
    if not isinstance(one, str) or not isinstance(other, str) or one[-1:] == other[-1:] != "元":
        return None
    units = read_figure(one).unit, read_figure(other).unit
    dimensions = [found[0] for unit in units if (found := dimension_of(unit)) is not None]
    return units if len(set(dimensions)) == 2 else None


def operand_of_number(value: Number) -> Operand:
    """A text or number as an operand; an int or Fraction is exact."""
    if isinstance(value, str):
        return operand_of_text(value)
    if isinstance(value, Fraction):
        return Operand.of(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Operand.of(value)
    return operand_of_text(text_of(value))


def text_of(value: Number) -> str:
    """The text that a number would be printed as."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        raise UnreadableFigureError(f"{value!r} is no figure")
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise UnreadableFigureError(f"{value!r} is no figure")
        return format(value, "f")
    if isinstance(value, Fraction):
        if value.denominator != 1:
            raise UnreadableFigureError(f"{value!r} has no printed form; give the printed text")
        return str(value.numerator)
    if isinstance(value, float):
        if value.is_integer():
            return str(int(value))
        if value != value or value in (float("inf"), float("-inf")):
            raise UnreadableFigureError(f"{value!r} is no figure")
        return format(Decimal(float.__repr__(value)), "f")
    try:
        return str(operator.index(value))  # NumPy's integers
    except TypeError:
        raise UnreadableFigureError(f"{value!r} is no figure; give text, int, Decimal or Fraction") from None
