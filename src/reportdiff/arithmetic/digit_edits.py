"""Slips of the keyboard: printed digits with one digit replaced or two neighbours exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from reportdiff.arithmetic.formulas import Operand
from reportdiff.arithmetic.intervals import negate, shift
from reportdiff.arithmetic.statements import Statement
from reportdiff.model import Interval

__all__ = ["as_printed", "digit_edits", "matches_edit", "transpositions"]


def transpositions(digits: str) -> Iterator[str]:
    """Yield the printed digits with two different neighbours exchanged, the decimal point staying where it is.

    >>> list(transpositions("2.87"))
    ['8.27', '2.78']
    """
    places = [index for index, character in enumerate(digits) if character != "."]
    for left, right in pairwise(places):
        if digits[left] != digits[right]:
            yield digits[:left] + digits[right] + digits[left + 1 : right] + digits[left] + digits[right + 1 :]


def digit_edits(digits: str) -> Iterator[str]:
    """Yield the printed digits with one digit replaced; a leading digit of several never becomes 0."""
    whole = len(digits.partition(".")[0])
    for index, character in enumerate(digits):
        if character != ".":
            for other in "0123456789":
                if other != character and not (other == "0" and index == 0 and whole > 1):
                    yield digits[:index] + other + digits[index + 1 :]


def matches_edit(statement: Statement, edits: Iterator[str]) -> bool:
    """Return whether some edit of the stated digits reproduces the computed value.

    Compared in whole last places: the candidates are those whose rounding interval meets the computed one.
    """
    stated = statement.stated
    if stated.value is None or not statement.digits:
        return False
    computed, negative = statement.computed(), stated.value < 0
    place = Fraction(statement.scale, 10 ** len(statement.digits.partition(".")[2]))
    half = stated.unit / 2
    if statement.averaged:
        sign = -1 if negative else 1
        values = (sign * int(edit.replace(".", "")) * place for edit in edits)
        return any(statement.meets(computed, Interval(value - half, value + half)) for value in values)
    if negative:
        computed = negate(computed)
    low, high = computed.low, computed.high
    if low is None or high is None:
        return False
    bottom, top = (low - half) / place, (high + half) / place
    first, last = ceil(bottom), floor(top)
    if first == bottom and not computed.low_closed:
        first += 1
    if last == top and not computed.high_closed:
        last -= 1
    return first <= last and any(first <= int(edit.replace(".", "")) <= last for edit in edits)


def as_printed(operand: Operand, digits: str) -> Interval:
    """Return the values that the operand would stand for if these digits had been printed."""
    assert operand.value is not None
    places = 10 ** len(digits.partition(".")[2])
    value = Fraction(int(digits.replace(".", "")) * operand.scale, places)
    return shift(operand.interval, (-value if operand.value < 0 else value) - operand.value)
