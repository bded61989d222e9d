"""Read results from the JSON of docs/json.md; an error names the value that is wrong."""

from __future__ import annotations

import json
import re
from reprlib import repr as shortened
from typing import Any, NoReturn, TypeVar

from reportdiff.errors import ResultFormatError
from reportdiff.model import CheckResult, ComparisonResult
from reportdiff.rendering.codec.converter import WrongValueError, converter
from reportdiff.rendering.codec.layouts import SCHEMA
from reportdiff.rendering.codec.verify import verify_checked, verify_compared
from reportdiff.text.arguments import require_type

__all__ = ["load_checked", "load_compared"]

_MAX_CHARACTERS = 500_000_000
_SURROGATE = re.compile(r"[\ud800-\udfff]|\\u[dD][89abABc-fC-F]")

R = TypeVar("R", CheckResult, ComparisonResult)


def load_checked(text: str) -> CheckResult:
    """Read a result of `check`, or of `extract` as one without checks, from its JSON.

    Raises:
        ResultFormatError: `text` is no such result; the error names the value that is wrong.
    """
    data = _parse(text)
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
    data = _parse(text)
    if "prior" not in data:
        raise ResultFormatError("this is the result for one report; load it with Checkup.from_json")
    result = _read(data, ComparisonResult)
    verify_compared(result)
    return result


def _parse(text: str) -> dict[str, Any]:
    require_type(text, str, "text", "the JSON of a result")
    if len(text) > _MAX_CHARACTERS:
        raise ResultFormatError(f"not a result: {len(text):,} characters are more than any has")
    try:
        data = json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse_constant)
        if (
            _SURROGATE.search(text) is not None
        ):  # a pair of escapes is one character; a half of it can nowhere be written
            json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise ResultFormatError(f"not JSON: {error}") from error
    if not isinstance(data, dict):
        raise ResultFormatError("the result: expected an object")
    if "schema" not in data:
        raise ResultFormatError("schema: is missing")
    if data["schema"] != SCHEMA:
        raise ResultFormatError(f"schema: {shortened(data['schema'])} cannot be loaded; this version reads {SCHEMA!r}")
    return data


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _read(data: object, kind: type[R]) -> R:
    try:
        return converter().structure(data, kind)
    except (AttributeError, TypeError, ValueError) as error:  # what a class of the model itself refuses has no path
        path = error.path.removeprefix(".") if isinstance(error, WrongValueError) else "the result"
        raise ResultFormatError(f"{path}: {error}") from error
