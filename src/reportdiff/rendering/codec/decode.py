"""Read results from the JSON of docs/json.md; an error names the value that is wrong."""

from __future__ import annotations

import json
import re
from reprlib import repr as shortened
from typing import Any, NoReturn

from reportdiff.errors import ResultFormatError
from reportdiff.messages import phrase, reason_of
from reportdiff.model import CheckResult, ComparisonResult
from reportdiff.rendering.codec.converter import WrongValueError, converter, expect
from reportdiff.rendering.codec.layouts import SCHEMA
from reportdiff.rendering.codec.verify import verify_checked, verify_compared, wrong_value
from reportdiff.text.arguments import require_type

__all__ = ["SERIES", "load_checked", "load_compared", "parse_json", "read_compared", "read_value"]

_MAX_CHARACTERS = 500_000_000
_SURROGATE = re.compile(r"[\ud800-\udfff]|\\u[dD][89abABc-fC-F]")

SERIES = "reportdiff-series/1"
"""The schema of a series, which `panel.series_json` reads."""


def load_checked(text: str) -> CheckResult:
    """Read a result of `check`, or of `extract` as one without checks, from its JSON.

    Raises:
        ResultFormatError: `text` is no such result; the error names the value that is wrong.
    """
    data = parse_json(text)
    if "prior" in data:
        raise ResultFormatError("errors.is_comparison")
    result: CheckResult = read_value({"checks": [], **data}, CheckResult, "")
    verify_checked(result)
    return result


def load_compared(text: str) -> ComparisonResult:
    """Read a result of `compare` from its JSON.

    Raises:
        ResultFormatError: `text` is no such result; the error names the value that is wrong.
    """
    data = parse_json(text)
    if "prior" not in data:
        raise ResultFormatError("errors.is_checkup")
    return read_compared(data)


def read_compared(data: object, path: str = "") -> ComparisonResult:
    """Return the comparison that a JSON object holds, which stands at `path` of a larger one."""
    result: ComparisonResult = read_value(data, ComparisonResult, path)
    verify_compared(result, f"{path}." if path else "")
    return result


def read_value(value: object, kind: Any, path: str) -> Any:
    """Return a JSON value as `kind`, a type of the model or of JSON; an error names its path, "" of a whole result."""
    try:
        return expect(value, kind) if kind in (dict, list) else converter().structure(value, kind)
    except (AttributeError, TypeError, ValueError) as error:  # what a class of the model itself refuses has no path
        place = f"{path}{error.path if isinstance(error, WrongValueError) else ''}".removeprefix(".")
        problem = reason_of(error)
        raise ResultFormatError(
            "errors.at_place", place=place or phrase("errors.whole_result"), problem=problem
        ) from error


def parse_json(text: str, schema: str = SCHEMA) -> dict[str, Any]:
    """Return the JSON object of a result of that schema; raise `ResultFormatError` for another text."""
    require_type(text, str, "text", "errors.wanted_json")
    if len(text) > _MAX_CHARACTERS:
        raise ResultFormatError("errors.json_too_long", count=f"{len(text):,}")
    try:
        data = json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse_constant)
        if (
            _SURROGATE.search(text) is not None
        ):  # a pair of escapes is one character; a half of it can nowhere be written
            json.dumps(data, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise ResultFormatError(
            "errors.json_syntax", line=error.lineno, column=error.colno, detail=error.msg
        ) from error
    except (ValueError, RecursionError) as error:
        raise ResultFormatError("errors.no_json", reason=reason_of(error)) from error
    if not isinstance(data, dict):
        wanted = phrase("errors.json_object")
        problem = phrase("errors.value_of_kind", wanted=wanted, value=shortened(data))
        raise ResultFormatError("errors.at_place", place=phrase("errors.whole_result"), problem=problem)
    if "schema" not in data:
        raise wrong_value("schema", "errors.value_missing")
    if data["schema"] != schema:
        if data["schema"] == SERIES:
            raise ResultFormatError("errors.is_series")
        if data["schema"] == SCHEMA:
            raise ResultFormatError("errors.is_comparison" if "prior" in data else "errors.is_checkup")
        raise wrong_value("schema", "errors.other_schema", schema=shortened(data["schema"]), known=repr(schema))
    return data


def _refuse_constant(name: str) -> NoReturn:
    raise ResultFormatError("errors.json_constant", value=name)
