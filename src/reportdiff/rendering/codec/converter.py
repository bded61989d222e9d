"""Convert results to JSON data and back with cattrs, as `layouts` describes the JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from fractions import Fraction
from functools import cache
from operator import attrgetter
from reprlib import repr as shortened
from typing import TYPE_CHECKING, Any, get_args, get_origin

from attrs import fields, fields_dict, resolve_types

from reportdiff._version import __version__
from reportdiff.arithmetic.decimal_text import plain_text
from reportdiff.errors import ReportdiffError
from reportdiff.messages import phrase, reason_of
from reportdiff.model import CheckResult, ComparisonResult, Span
from reportdiff.rendering.codec.layouts import FORMS, INEXACT, LAYOUTS, SCHEMA, Key

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["WrongValueError", "converter", "expect", "is_number"]

Data = dict[str, Any]
Reader = Callable[[Any, Any], Any]  # of JSON data and the type that it should become

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+|/0*[1-9][0-9]*)?")  # Fraction alone would also take "1e999999999"
_MAX_DIGITS = 1_000  # characters of a number; Python prints no more than 4,300 digits, and numbers are multiplied
_DEEPEST = 16  # levels of lists and objects within a setting; those that reportdiff writes have two
_PLAIN = {str, int, bool, type(None)}
_EXPECTED = {
    str: "errors.json_string",
    int: "errors.json_integer",
    bool: "errors.json_boolean",
    list: "errors.json_list",
    dict: "errors.json_object",
}
_MISSING = object()


class WrongValueError(ReportdiffError, ValueError):
    """A JSON value is not what its key promises; `path` is composed while the error rises and put before the text."""

    path = ""


@cache
def converter() -> Converter:
    """Return the converter between results and JSON data: dictionaries, lists, strings and numbers."""
    from cattrs import Converter  # late: costs as much as all that is imported before

    codec = Converter(detailed_validation=False)
    codec.register_unstructure_hook(StrEnum, attrgetter("value"))
    codec.register_unstructure_hook(Fraction, plain_text)
    codec.register_unstructure_hook(Span, lambda span: [span.start, span.end])
    codec.register_unstructure_hook(tuple, lambda values: [codec.unstructure(value) for value in values])
    codec.register_unstructure_hook_func(_has_text_form, str)
    codec.register_unstructure_hook_factory(LAYOUTS.__contains__, lambda kind: _object_writer(kind, codec.unstructure))
    for plain in (str, int, bool):
        codec.register_structure_hook(plain, expect)
    codec.register_structure_hook(StrEnum, _read_member)
    codec.register_structure_hook(Fraction, _read_number)
    codec.register_structure_hook(Span, lambda ends, _: Span(*codec.structure(expect(ends, list), tuple[int, int])))
    codec.register_structure_hook_func(lambda kind: kind is object, _read_setting)
    codec.register_structure_hook_func(_has_text_form, lambda text, kind: kind.parse(expect(text, str)))
    codec.register_structure_hook_factory(_is_list, lambda kind: _list_reader(get_args(kind)[0], codec))
    codec.register_structure_hook_factory(
        LAYOUTS.__contains__, lambda kind: _object_reader(kind, _sources(kind), codec)
    )
    return codec


def _object_writer(kind: Any, write: Callable[[object], object]) -> Callable[[object], Data]:
    """Return the function that makes a JSON object, its keys in order, of an object."""
    resolve_types(kind)
    optional = {field.name for field in fields(kind) if type(None) in get_args(field.type)}
    keys = []
    for key in LAYOUTS[kind]:
        *outer, name = key.name.split(".")
        keys.append((outer, name, _getter(key, optional)))
    head = {"schema": SCHEMA, "version": __version__} if kind in (CheckResult, ComparisonResult) else {}

    def write_object(value: object) -> Data:
        data: Data = dict(head)
        for outer, name, get in keys:
            place = data
            for part in outer:
                place = place.setdefault(part, {})
            held = get(value)
            place[name] = held if held.__class__ in _PLAIN else write(held)  # most are plain: no need to ask cattrs
        return data

    return write_object


def _getter(key: Key, optional: Collection[str]) -> Callable[[object], object]:
    """Return the function that takes a key's value from an object: None where an optional attribute is None."""
    get, (first, *parts) = attrgetter(key.path), key.path.split(".")
    if key.form is not None:
        return lambda value: FORMS[key.form](get(value))
    if parts and first in optional:
        return lambda value: None if getattr(value, first) is None else get(value)
    return get


def _sources(kind: type) -> Data:
    """Return for each attribute of a type the key that holds it, or the same for the attributes of its parts."""
    exact = [key for key in LAYOUTS[kind] if key.form not in INEXACT and key.path.split(".")[0] in fields_dict(kind)]
    sources: Data = {}
    for key in exact:
        if not any(key.path.startswith(f"{other.path}.") for other in exact):
            place = sources
            *outer, name = key.path.split(".")
            for part in outer:
                place = place.setdefault(part, {})
            place[name] = key
    return sources


def _object_reader(kind: Any, sources: Data, codec: Converter) -> Reader:
    """Return the function that makes an object from the keys of a JSON object that hold its attributes."""
    resolve_types(kind)
    parts: list[tuple[str, Key | None, Any, Reader]] = []
    for name, source in sources.items():
        wanted: Any = fields_dict(kind)[name].type
        if isinstance(source, Key):
            parts.append((name, source, wanted, _READERS.get(source.form) or codec.get_structure_hook(wanted)))
        else:
            parts.append((name, None, wanted, _part_reader(wanted, source, codec)))

    def read_object(data: object, _: object) -> object:
        expect(data, dict)
        found = {}
        for name, key, wanted, read in parts:
            try:
                held = data if key is None else _fetch(key, data)
                if held is not _MISSING:
                    found[name] = read(held, wanted)
            except (AttributeError, TypeError, ValueError) as error:
                raise _located(error, f".{key.name}" if key is not None else "") from None
        return kind(**found)

    return read_object


def _part_reader(kind: Any, sources: Data, codec: Converter) -> Reader:
    """Return the reader of an attribute whose parts have keys of their own; null in the first is None."""
    kinds = get_args(kind)
    read = _object_reader(kinds[0] if kinds else kind, sources, codec)
    if not kinds:
        return read
    first = next(iter(sources.values()))
    return lambda data, _: None if _fetch(first, data) is None else read(data, kind)


def _list_reader(kind: Any, codec: Converter) -> Reader:
    read = codec.get_structure_hook(kind)

    def read_list(values: object, _: object) -> tuple[object, ...]:
        found = []
        for index, value in enumerate(expect(values, list)):
            try:
                found.append(read(value, kind))
            except (AttributeError, TypeError, ValueError) as error:
                raise _located(error, f"[{index}]") from None
        return tuple(found)

    return read_list


def _located(error: Exception, step: str) -> WrongValueError:
    """Return the error with a step put before its path."""
    located = (
        error
        if isinstance(error, WrongValueError)
        else WrongValueError("errors.value_unreadable", reason=reason_of(error))
    )
    located.path = step + located.path
    return located


def _fetch(key: Key, data: Any) -> object:
    for name in key.name.split("."):
        if name not in expect(data, dict):
            if key.optional:
                return _MISSING
            raise WrongValueError("errors.value_missing")
        data = data[name]
    return data


def expect(value: Any, kind: type) -> Any:
    """Return `value` if it is of that JSON type; true and false are no numbers."""
    if type(value) is not kind:
        raise WrongValueError("errors.value_of_kind", wanted=phrase(_EXPECTED[kind]), value=shortened(value))
    return value


def _read_member(value: object, kind: type[StrEnum]) -> StrEnum:
    text = expect(value, str)
    if text not in [*kind]:
        raise WrongValueError("errors.value_unknown", value=shortened(text), known=tuple(map(str, kind)))
    return kind(text)


def is_number(text: str) -> bool:
    """Return whether a text is a number as results print it.

    >>> is_number("117.42"), is_number("1e999999999")
    (True, False)
    """
    return len(text) <= _MAX_DIGITS and _NUMBER.fullmatch(text) is not None


def _read_number(value: object, _: object = None) -> Fraction:
    text = expect(value, str)
    if not is_number(text):
        raise WrongValueError("errors.value_no_number", value=shortened(text))
    return Fraction(text)


def _read_whole_numbers(value: object, _: object) -> tuple[int, ...] | None:
    return None if value is None else tuple(int(_read_number(number)) for number in expect(value, list))


_READERS: Mapping[str | None, Reader] = {"texts": _read_whole_numbers}  # of the forms that can be read back


def _read_setting(value: object, _: object, depth: int = 0) -> object:
    """Return JSON data as settings hold it: a list is a tuple there."""
    if depth > _DEEPEST:
        raise WrongValueError("errors.value_too_deep")
    if isinstance(value, list):
        return tuple(_read_setting(item, _, depth + 1) for item in value)
    if isinstance(value, dict):
        return {key: _read_setting(item, _, depth + 1) for key, item in value.items()}
    return value


def _has_text_form(kind: Any) -> bool:
    """Return whether values of a type are written by `str` and read by the `parse` of their class."""
    return hasattr(kind, "parse") and kind.__str__ is not object.__str__


def _is_list(kind: object) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[-1] is Ellipsis
