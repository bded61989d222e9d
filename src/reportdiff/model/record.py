"""The base classes of the model: `Record` of its frozen types, `Code` of the enums that results carry."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any

from attrs import fields

__all__ = ["Code", "Record"]


class Record:
    """A frozen type that is pickled as its values alone: half the time, two thirds of the bytes of attrs' own way."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Callable[..., object], tuple[Any, ...]]:
        kind: Any = type(self)
        return _restore, (kind, *_getter(kind)(self))


def _restore(kind: Any, *values: object) -> object:
    """Make a record of its values, without the keywords that its constructor may ask for."""
    record: object = kind.__new__(kind)
    for set_value, value in zip(_setters(kind), values, strict=True):
        set_value(record, value)
    return record


@cache
def _getter(kind: type) -> Callable[[object], tuple[Any, ...]]:
    """Return the function that reads the values of a type with two fields or more, in the order of its fields."""
    return attrgetter(*(field.name for field in fields(kind)))


@cache
def _setters(kind: type) -> tuple[Callable[[object, object], None], ...]:
    """Return the functions that fill the slots of a type, in the order of its fields."""
    return tuple(getattr(kind, field.name).__set__ for field in fields(kind))


class Code(StrEnum):
    """An enum whose members print, in a tuple too, as the strings that they are."""

    def __repr__(self) -> str:
        return repr(self.value)
