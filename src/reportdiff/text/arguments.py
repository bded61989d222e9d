"""Refuse arguments of another type or value, with one line that names the argument and says what to give."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from reprlib import Repr
from types import UnionType
from typing import Any

from reportdiff.errors import ArgumentError, ArgumentTypeError
from reportdiff.model.phrases import Phrase

__all__ = ["require_items", "require_iterable", "require_type", "shortened", "whole_number"]

_REPR = Repr()
_REPR.maxstring = _REPR.maxother = 80


def shortened(value: object) -> str:
    """Return how Python writes a value, a long one with its middle left out; of any object, whatever it does.

    >>> shortened("287件"), len(shortened("9" * 5000)), shortened(10**9000)
    ("'287件'", 80, 'a value that cannot be shown')
    """
    try:
        return " ".join(_REPR.repr(value).split())
    except Exception:  # an int of more digits than Python writes
        return "a value that cannot be shown"


def require_type(value: object, kinds: type | UnionType, name: str | Phrase, wanted: str) -> None:
    """Raise `ArgumentTypeError` where an argument is of none of the `kinds`; `wanted` is the code of what to give.

    >>> require_type(3, str | None, "name", "errors.wanted_text")
    Traceback (most recent call last):
        ...
    reportdiff.errors.ArgumentTypeError: name=3: give a text
    """
    if not isinstance(value, kinds):
        raise ArgumentTypeError("errors.wrong_type", name=name, value=shortened(value), wanted=Phrase(wanted, {}))


def require_iterable(value: object, name: str, wanted: str) -> Iterator[Any]:
    """Return an iterator over an argument, of which nothing is read yet; raise for a text or what holds no items."""
    try:
        if not isinstance(value, str | bytes):
            return iter(value)  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError):  # a closed file is a ValueError
        pass
    raise ArgumentTypeError("errors.wrong_type", name=name, value=shortened(value), wanted=Phrase(wanted, {}))


def require_items(value: object, name: str, wanted: str) -> list[Any]:
    """Return the items of an iterable argument; raise `ArgumentTypeError` for a text or what holds no items.

    >>> require_items(("18", "61"), "parts", "errors.wanted_figures")
    ['18', '61']
    """
    return list(require_iterable(value, name, wanted))


def whole_number(value: object, name: str, least: int, most: int, example: str) -> int:
    """Return an argument as an int, NumPy's integers too; raise where it is none or not from `least` to `most`.

    >>> whole_number(2023, "year", 1, 9999, "year=2023")
    2023
    """
    try:
        number = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        number = None
    if number is None or isinstance(value, bool):
        raise ArgumentTypeError("errors.no_whole_number", name=name, value=shortened(value), example=example)
    if not least <= number <= most:
        raise ArgumentError(
            "errors.out_of_range", name=name, value=shortened(value), least=least, most=most, example=example
        )
    return number
