"""Read results from the JSON of docs/json.md, and verify that they are whole; an error names what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from reprlib import repr as shortened
from typing import Any, NoReturn, TypeVar

from reportdiff.errors import ResultFormatError
from reportdiff.model import Check, CheckResult, ComparisonResult, Report, Span
from reportdiff.rendering.codec.converter import WrongValueError, converter, expect, is_number
from reportdiff.rendering.codec.layouts import SCHEMA
from reportdiff.text.arguments import require_type

__all__ = ["SERIES", "load_checked", "load_compared", "parse_json", "read_compared", "read_value", "verify_checked"]
__all__ += ["verify_compared", "verify_year_check"]

_MAX_CHARACTERS = 500_000_000
_SURROGATE = re.compile(r"[\ud800-\udfff]|\\u[dD][89abABc-fC-F]")

SERIES = "reportdiff-series/1"
"""The schema of a series, which `panel.series_json` reads."""

R = TypeVar("R", CheckResult, ComparisonResult)
Known = Mapping[str, Collection[str]]


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


def verify_compared(result: ComparisonResult) -> None:
    """Raise `ResultFormatError` where a span or an id of a comparison, or of one of its reports, leads nowhere."""
    verify_checked(result.prior, "prior.")
    verify_checked(result.current, "current.")
    prior, current = result.prior.report, result.current.report
    metrics = {"prior": _ids(prior.metrics), "current": _ids(current.metrics)}
    _verify_ids(result.sections, {"prior": _ids(prior.sections), "current": _ids(current.sections)}, "sections")
    rivals = {f"rival_{side}": ids for side, ids in metrics.items()}
    _verify_ids(result.pairs, metrics | rivals, "pairs")
    _verify_ids(result.changes, metrics, "changes")
    _verify_ids(result.comparatives, metrics, "comparatives")
    _verify_checks(result.checks, {"prior": prior, "current": current}, "checks")


def verify_checked(result: CheckResult, path: str = "") -> None:
    """Raise `ResultFormatError` where a span or an id of a report or of its checks leads nowhere."""
    report = result.report
    for name, spans in _spans(report):
        for number, own in enumerate(spans):
            _verify_spans(own, report, f"{path}{name}[{number}]")
    sections, metrics = _ids(report.sections), _ids(report.metrics)
    operands = dict.fromkeys(("metric", "current", "prior"), metrics)
    _verify_ids(report.sections, {"parent": sections}, f"{path}sections")
    _verify_ids(report.metrics, {"section": sections}, f"{path}metrics")
    _verify_ids(report.claims, {"section": sections, **operands}, f"{path}claims")
    _verify_checks(result.checks, {"current": report}, f"{path}checks")


def verify_year_check(check: Check, prior: Report, current: Report, path: str) -> None:
    """Raise `ResultFormatError` where a check of a series leads nowhere in the reports of its two years."""
    _verify_checks((check,), {"prior": prior, "current": current}, path)


def _verify_checks(checks: Iterable[Check], reports: Mapping[str, Report], path: str) -> None:
    """Verify what checks of the current report rest on; their evidence may stand in any of `reports`."""
    current = reports["current"]
    _verify_ids(checks, {"claim": _ids(current.claims), "metric": _ids(current.metrics)}, path)
    for number, check in enumerate(checks):
        if check.stated is not None and not is_number(check.stated):
            raise ResultFormatError(f"{path}[{number}].stated: {shortened(check.stated)} is not a number")
        for evidence in check.evidence:
            place = f"{path}[{number}].evidence"
            if evidence.report not in reports:
                raise ResultFormatError(f"{place}: {shortened(evidence.report)} is none of {', '.join(reports)}")
            _verify_spans((evidence.span,), reports[evidence.report], place)


def _spans(report: Report) -> Iterator[tuple[str, Iterable[tuple[Span, ...]]]]:
    """Yield the name of each list of a report with the spans of each of its items."""
    yield "sections", ((section.span,) for section in report.sections)
    yield "metrics", ((metric.span, metric.sentence, *metric.places) for metric in report.metrics)
    yield "claims", ((claim.span, claim.figure_span, claim.sentence) for claim in report.claims)
    yield "unread", ((unread.span,) for unread in report.unread)
    tables = report.document.tables
    yield "report.document.tables", ((table.span, *(cell.span for cell in table.cells)) for table in tables)


def _verify_spans(spans: Iterable[Span], report: Report, path: str) -> None:
    length = len(report.document.text)
    for span in spans:
        if not 0 <= span.start <= span.end <= length:
            raise ResultFormatError(f"{path}: {span.start} to {span.end} lies outside the text of {length} characters")


def _verify_ids(items: Iterable[Any], known: Known, path: str) -> None:
    """Verify that each attribute named by `known` holds None or one of the ids given there."""
    for number, item in enumerate(items):
        for attribute, ids in known.items():
            value = getattr(item, attribute)
            if value is not None and value not in ids:
                raise ResultFormatError(f"{path}[{number}].{attribute}: there is no {shortened(value)}")


def _ids(items: Iterable[Any]) -> frozenset[str]:
    return frozenset(item.id for item in items)
