"""Figures as callers give them: text, int, Decimal, Fraction or float."""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm

from attrs import evolve

from reportdiff.arithmetic import Operand
from reportdiff.arithmetic.intervals import rounded_to
from reportdiff.checking.operands import operand_of
from reportdiff.errors import UnreadableFigureError
from reportdiff.extraction import SingleClaim, read_figure, read_single_claim
from reportdiff.lexicon.changes import move_words
from reportdiff.lexicon.claim_wordings import is_rank, usual_wording
from reportdiff.lexicon.units import dimension_of
from reportdiff.lexicon.words import words_of
from reportdiff.model import Direction, Figure, RelationKind, Span
from reportdiff.text.arguments import shortened
from reportdiff.text.normalize import normalize_characters

__all__ = [
    "Number",
    "common_factors",
    "figure_of_number",
    "in_common_unit",
    "mirrored",
    "operand_of_number",
    "operand_of_text",
]
__all__ += ["stated_of_number", "stated_of_text", "text_of", "unit_of", "unlike_units", "usual_notation"]

Number = str | int | float | Decimal | Fraction
"""The types that a figure may be given as."""

_MAX_DIGITS, _MAX_BITS = 400, 4_000  # far beyond any figure; a float has no more

# Plain texts are read without the extractor's grammar, which costs more than all the arithmetic; a test holds the two
# equal. The words are measure words that neither scale a number nor make it a rate.
_PLAIN_STATED = re.compile(r"([+-])([1-9]\d{0,14}(?:\.\d{1,9})?|0\.\d{1,9})%", re.ASCII)
_PLAIN_COUNT = re.compile(r"(0|[1-9]\d{0,14})(件|个|人|次|人次|项|起|户|家|份|名|期|条|宗|元)?", re.ASCII)
_PLACES = tuple(Fraction(1, 10**places) for places in range(10))  # as many as `_PLAIN_STATED` reads
_THOUSANDS = re.compile(r"(?<=\d)[，,](?=\d{3}(?!\d))")
_YUAN = re.compile(r"^([-+]?)[¥￥]\s*(.+?)元?$")
_ORDINAL = "第"
_LEADING = re.compile(r"^\s*(?:([–—―﹣‐‑⁻])|↑|↓)\s*(?=[\d.])")


def stated_of_text(text: str) -> SingleClaim:
    """Return the relation that a text states."""
    plain = _PLAIN_STATED.fullmatch(text)
    if plain is None or not plain[2].strip("0."):
        return read_single_claim(usual_notation(text))
    digits = plain[2]
    place = _PLACES[len(digits.partition(".")[2])]
    value = Fraction(int(digits.replace(".", "")), place.denominator)
    figure = Figure(
        surface=text,
        span=Span(0, len(text)),
        digits=digits,
        value=value,
        text=digits,
        last_place=place,
        interval=rounded_to(value, place),
        has_point_value=True,
        unit="%",
    )
    return SingleClaim(RelationKind.GROWTH, Direction.UP if plain[1] == "+" else Direction.DOWN, figure)


def operand_of_text(text: str) -> Operand:
    """Return a printed figure as an operand."""
    plain = _PLAIN_COUNT.fullmatch(text)
    return operand_of(read_figure(usual_notation(text))) if plain is None else Operand.of(int(plain[1]))


def usual_notation(text: str) -> str:
    """Return a text with signs, thousands and yuan written the usual way.

    >>> usual_notation("—5.2%"), usual_notation("↑10%"), usual_notation("１，１００件"), usual_notation("￥1,100")
    ('-5.2%', '+10%', '1100件', '1100元')
    """
    normalized = normalize_characters(text).strip() if not text.isascii() else text.strip()
    signed = _LEADING.sub(
        lambda found: "-" if found[1] or "↓" in found[0] else "+",
        usual_wording(normalized) if normalized.startswith(_ORDINAL) else normalized,
    )
    return _YUAN.sub(r"\1\2元", _THOUSANDS.sub("", signed))


def stated_of_number(stated: Number, relation: RelationKind | None) -> SingleClaim:
    """Return the relation that a text or number states; for level_to_level only its direction is read."""
    text = text_of(stated)
    if relation is RelationKind.LEVEL_TO_LEVEL:
        moves = {direction for verb, direction in move_words().items() if verb in text}
        return SingleClaim(RelationKind.LEVEL_TO_LEVEL, Direction.DOWN if moves == {"down"} else Direction.UP)
    return stated_of_text(text)


def figure_of_number(value: Number) -> Figure:
    """Return a text or number as a printed figure."""
    return read_figure(usual_notation(text_of(value)))


def unit_of(value: Number | None) -> str:
    """Return the unit that a figure is printed with; "" where it has none.

    >>> unit_of("1.92亿元"), unit_of(287)
    ('元', '')
    """
    if not isinstance(value, str):
        return ""
    plain = _PLAIN_COUNT.fullmatch(value)
    return plain[2] or "" if plain is not None else read_figure(usual_notation(value)).unit


def unlike_units(units: Sequence[str]) -> tuple[str, str] | None:
    """Return the first two units that measure different things (元 and 美元), or None.

    >>> unlike_units(["元", "", "美元"]), unlike_units(["吨", "公斤"])
    (('元', '美元'), None)
    """
    known = [(unit, found[0]) for unit in units if (found := dimension_of(unit)) is not None]
    for unit, dimension in known[1:]:
        if dimension != known[0][1]:
            return known[0][0], unit
    return None


def common_factors(units: Sequence[str]) -> tuple[int, ...]:
    """Return whole factors that bring figures in these units to one unit; all 1 where nothing converts.

    >>> common_factors(["公里", "米"]), common_factors(["公顷", "亩"]), common_factors(["件", "个"])
    ((1000, 1), (15, 1), (1, 1))
    """
    if len(set(units)) == 1:
        return (1,) * len(units)
    found = [dimension_of(unit) for unit in units]
    known = [pair for pair in found if pair is not None]
    if len(known) != len(found) or len({dimension for dimension, _ in known}) != 1:
        return (1,) * len(units)
    factors = [factor for _, factor in known]
    whole = [int(factor * lcm(*(other.denominator for other in factors))) for factor in factors]
    return tuple(factor // gcd(*whole) for factor in whole)


def in_common_unit(operand: Operand, by: int) -> Operand:
    """Convert an operand by a whole factor."""
    return evolve(operand.times(by), scale=operand.scale * by)


def operand_of_number(value: Number) -> Operand:
    """Return a text or number as an operand; an int or Fraction is exact."""
    if isinstance(value, str):
        return operand_of_text(value)
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        exact = Fraction(int(value.numerator), int(value.denominator))  # one made of NumPy's integers overflows
        if max(exact.numerator.bit_length(), exact.denominator.bit_length()) > _MAX_BITS:
            raise UnreadableFigureError("errors.too_large", value=shortened(value))
        return Operand.of(exact)
    return operand_of_text(text_of(value))


def mirrored(
    claim: SingleClaim, relation: RelationKind, operands: Sequence[Operand], printed: Sequence[Number | None]
) -> bool:
    """Return whether operands rise as their numbers fall: places of a ranking, and decreases printed with their sign.

    排名上升2位 is from the fifth place to the third, 降幅收窄2.1个百分点 from -5.3% to -3.2%.
    """
    if claim.fall and relation in (RelationKind.POINTS, RelationKind.ABSOLUTE):
        return all(each.interval.high is not None and each.interval.high <= 0 for each in operands)
    if relation not in (RelationKind.ABSOLUTE, RelationKind.LEVEL_TO_LEVEL):
        return False
    of_places = claim.figure is None or claim.figure.unit in words_of("rank")
    return of_places and (claim.ranked or any(isinstance(each, str) and is_rank(each) for each in printed))


def text_of(value: Number) -> str:
    """Return the text that a number would be printed as."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        raise UnreadableFigureError("errors.no_number", value=shortened(value))
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value.adjusted()) > _MAX_DIGITS:
            raise UnreadableFigureError("errors.no_number", value=shortened(value))
        return format(value, "f")
    if isinstance(value, Fraction):
        if value.denominator != 1:
            raise UnreadableFigureError("errors.no_printed_form", value=shortened(value))
        return str(value.numerator)
    if isinstance(value, float):
        if value.is_integer():
            return str(int(value))
        if value != value or value in (float("inf"), float("-inf")):
            raise UnreadableFigureError("errors.no_number", value=shortened(value))
        return format(Decimal(float.__repr__(value)), "f")
    try:
        return str(operator.index(value))  # NumPy's integers
    except (TypeError, ValueError):  # no number, or one of more digits than Python writes
        raise UnreadableFigureError("errors.no_number", value=shortened(value)) from None
