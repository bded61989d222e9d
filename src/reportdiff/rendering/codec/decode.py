"""Read results from the JSON of docs/json.md; an error names the value that is wrong."""

from __future__ import annotations

import json
import re
from reprlib import repr as shortened
from typing import Any, NoReturn, TypeVar

from reportdiff.errors import ResultFormatError
from reportdiff.model import CheckResult, ComparisonResult
from reportdiff.rendering.codec.converter import WrongValueError, converter, expect
from reportdiff.rendering.codec.layouts import SCHEMA
from reportdiff.rendering.codec.verify import verify_checked, verify_compared
from reportdiff.text.arguments import require_type

__all__ = ["SERIES", "load_checked", "load_compared", "parse_json", "read_compared", "read_value"]

_MAX_CHARACTERS = 500_000_000
_SURROGATE = re.compile(r"[\ud800-\udfff]|\\u[dD][89abABc-fC-F]")

SERIES = "reportdiff-series/1"
"""The schema of a series, which `panel.series_json` reads."""

R = TypeVar("R", CheckResult, ComparisonResult)


def load_checked(text: str) -> CheckResult:
    """Read a result of `check`, or of `extract` as one without checks, from its JSON.

    Raises:
        ResultFormatError: `text` is no such result; the error names the value that is wrong.
    """
    data = parse_json(text)
    if "prior" in data:
        raise ResultFormatError("this is a comparison; load it with Comparison.from_json")
    result = _read({"checks": [], **data}, CheckResult)
    verify_checked(result)
    return result


def load_compared(text: str) -> ComparisonResult:
    """Read a result of `compare` from its JSON.

    Raises:
        ResultFormatError: `text` is no such result; the error names the value that is wrong.
    """
    data = parse_json(text)
    if "prior" not in data:
        raise ResultFormatError("this is the result for one report; load it with Checkup.from_json")
    return read_compared(data)


def read_compared(data: object, path: str = "") -> ComparisonResult:
    """Return the comparison that a JSON object holds, which stands at `path` of a larger one."""
    try:
        result = _read(data, ComparisonResult)
        verify_compared(result)
    except ResultFormatError as error:
        raise ResultFormatError(f"{path}.{error.args[0]}" if path else error.args[0]) from error
    return result


def read_value(value: object, kind: Any, path: str) -> Any:
    """Return a JSON value as `kind`, a type of the model or of JSON; an error names its path."""
    try:
        return expect(value, kind) if kind in (dict, list) else converter().structure(value, kind)
    except (AttributeError, TypeError, ValueError) as error:
        inner = error.path if isinstance(error, WrongValueError) else ""
        raise ResultFormatError(f"{path}{inner}: {error}") from error


def parse_json(text: str, schema: str = SCHEMA) -> dict[str, Any]:
    """Return the JSON object of a result of that schema; raise `ResultFormatError` for another text."""
    require_type(text, str, "text", "the JSON of a result")
    if len(text) > _MAX_CHARACTERS:
        raise ResultFormatError(f"not a result: {len(text):,} characters are more than any has")
    try:
        data = json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse_constant)
        if (
            _SURROGATE.search(text) is not None
        ):  # a pair of escapes is one character; a half of it can nowhere be written
            json.dumps(data, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise ResultFormatError(f"not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise ResultFormatError(f"not JSON: {error}") from error
    if not isinstance(data, dict):
        raise ResultFormatError("the result: expected an object")
    if "schema" not in data:
        raise ResultFormatError("schema: is missing")
    if data["schema"] != schema:
        if data["schema"] == SERIES:
            raise ResultFormatError("this is a series; load it with Series.from_json")
        if data["schema"] == SCHEMA:
            kinds = (
                "this is a comparison; load it with Comparison.from_json"
                if "prior" in data
                else "this is the result for one report; load it with Checkup.from_json"
            )
            raise ResultFormatError(kinds)
        raise ResultFormatError(f"schema: {shortened(data['schema'])} cannot be loaded; this version reads {schema!r}")
    return data


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _read(data: object, kind: type[R]) -> R:
    try:
        return converter().structure(data, kind)
    except (AttributeError, TypeError, ValueError) as error:  # what a class of the model itself refuses has no path
        path = error.path.removeprefix(".") if isinstance(error, WrongValueError) else "the result"
        raise ResultFormatError(f"{path}: {error}") from error
