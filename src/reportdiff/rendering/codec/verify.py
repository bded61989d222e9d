"""Verify that a loaded result is whole: its spans lie within the texts, and its ids are those of something."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from reprlib import repr as shortened
from typing import Any

from reportdiff.errors import ResultFormatError
from reportdiff.messages import phrase
from reportdiff.model import Check, CheckResult, ComparisonResult, Parameter, Report, Span
from reportdiff.rendering.codec.converter import is_number

__all__ = ["verify_checked", "verify_compared", "verify_year_check", "wrong_value"]

Known = Mapping[str, Collection[str]]


def wrong_value(place: str, code: str, **parameters: Parameter) -> ResultFormatError:
    """Return the error that a value of a result is wrong, given its path and the code of what is wrong with it."""
    return ResultFormatError("errors.at_place", place=place, problem=phrase(code, **parameters))


def verify_compared(result: ComparisonResult, path: str = "") -> None:
    """Raise `ResultFormatError` where a span or an id of a comparison, or of one of its reports, leads nowhere."""
    verify_checked(result.prior, f"{path}prior.")
    verify_checked(result.current, f"{path}current.")
    prior, current = result.prior.report, result.current.report
    metrics = {"prior": _ids(prior.metrics), "current": _ids(current.metrics)}
    _verify_ids(result.sections, {"prior": _ids(prior.sections), "current": _ids(current.sections)}, f"{path}sections")
    rivals = {f"rival_{side}": ids for side, ids in metrics.items()}
    _verify_ids(result.pairs, metrics | rivals, f"{path}pairs")
    _verify_ids(result.changes, metrics, f"{path}changes")
    _verify_ids(result.comparatives, metrics, f"{path}comparatives")
    _verify_checks(result.checks, {"prior": prior, "current": current}, f"{path}checks")


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
            raise wrong_value(f"{path}[{number}].stated", "errors.value_no_number", value=shortened(check.stated))
        for evidence in check.evidence:
            place = f"{path}[{number}].evidence"
            if evidence.report not in reports:
                known = tuple(reports)
                raise wrong_value(place, "errors.value_none_of", value=shortened(evidence.report), known=known)
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
            ends = {"start": span.start, "end": span.end, "length": length}
            raise wrong_value(path, "errors.span_outside", **ends)


def _verify_ids(items: Iterable[Any], known: Known, path: str) -> None:
    """Verify that each attribute named by `known` holds None or one of the ids given there."""
    for number, item in enumerate(items):
        for attribute, ids in known.items():
            value = getattr(item, attribute)
            if value is not None and value not in ids:
                raise wrong_value(f"{path}[{number}].{attribute}", "errors.no_such_id", id=shortened(value))


def _ids(items: Iterable[Any]) -> frozenset[str]:
    return frozenset(item.id for item in items)
