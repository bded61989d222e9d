"""Results → the JSON of docs/json.md, whole and exact; `loading` reads it back without loss."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction

from reportdiff._version import __version__
from reportdiff.arithmetic.decimal_text import plain_text
from reportdiff.model import (
    Change,
    Check,
    CheckResult,
    Claim,
    ComparisonResult,
    Coverage,
    Document,
    Figure,
    Interval,
    Metric,
    Pair,
    Report,
    Section,
    SectionPair,
    Span,
    Table,
    TablePlace,
    UndecidedReason,
    Unread,
)

__all__ = ["SCHEMA", "check_data", "coverage_of_report", "data", "render"]

SCHEMA = "reportdiff/1"
Data = dict[str, object]


def render(result: Report | CheckResult | ComparisonResult, *, lang: str = "zh") -> str:
    """The result as JSON text, keys in the contract's order; `lang` has no say, both languages are in it."""
    return json.dumps(data(result), ensure_ascii=False, indent=1) + "\n"


def data(result: Report | CheckResult | ComparisonResult) -> Data:
    """The result as plain dictionaries, lists, strings and numbers in the contract's order."""
    if isinstance(result, ComparisonResult):
        return _compared(result)
    return _report(result)


def coverage_of_report(report: Report) -> Coverage:
    """What a report that nobody has checked yet covers: nothing decided, and why."""
    missing, unchecked = UndecidedReason.MISSING_OPERAND, UndecidedReason.NOT_CHECKED
    return Coverage.of(
        report, (missing if claim.current is None or claim.prior is None else unchecked for claim in report.claims)
    )


def _head(warnings: tuple[str, ...], settings: Mapping[str, object]) -> Data:
    return {
        "schema": SCHEMA,
        "version": __version__,
        "settings": dict(settings),
        "warnings": list(warnings),
    }


def _compared(result: ComparisonResult) -> Data:
    prior = {section.id: section for section in result.prior.report.sections}
    current = {section.id: section for section in result.current.report.sections}
    return {
        **_head(result.warnings, result.settings),
        "prior": _report(result.prior),
        "current": _report(result.current),
        "sections": [_section_pair(pair, prior, current) for pair in result.sections],
        "pairs": [_pair(pair) for pair in result.pairs],
        "changes": [_change(change) for change in result.changes],
        "checks": [check_data(check) for check in result.checks],
        "coverage": _coverage(result.coverage),
    }


def _report(result: Report | CheckResult) -> Data:
    report = result.report if isinstance(result, CheckResult) else result
    warnings = result.warnings
    settings = result.settings if isinstance(result, CheckResult) else {}
    coverage = result.coverage if isinstance(result, CheckResult) else coverage_of_report(report)
    shown: Data = {
        **_head(warnings, settings),
        "report": {
            "source": report.source,
            "title": report.title,
            "issuer": report.issuer,
            "year": report.year,
            "published": report.published,
            "characters": len(report.document.text),
            "reviewed": report.reviewed,
            "planned": report.planned,
            "warnings": list(report.warnings),
            "document": _document(report.document),
            "text": report.document.text,
        },
        "sections": [_section(section) for section in report.sections],
        "metrics": [_metric(metric) for metric in report.metrics],
        "claims": [_claim(claim) for claim in report.claims],
        "unread": [_unread(unread) for unread in report.unread],
    }
    if isinstance(result, CheckResult):
        shown["checks"] = [check_data(check) for check in result.checks]
    shown["coverage"] = _coverage(coverage)
    return shown


def _document(document: Document) -> Data:
    return {
        "title": document.title,
        "published": document.published,
        "warnings": list(document.warnings),
        "pages": list(document.pages),
        "tables": [_table(table) for table in document.tables],
    }


def _table(table: Table) -> Data:
    return {
        "id": table.id,
        "start": table.span.start,
        "end": table.span.end,
        "caption": table.caption,
        "unit": table.unit,
        "cells": [
            {
                "start": cell.span.start,
                "end": cell.span.end,
                "row": list(cell.row),
                "column": list(cell.column),
                "unit": cell.unit,
                "at": None if cell.at is None else list(cell.at),
            }
            for cell in table.cells
        ],
    }


def _section(section: Section) -> Data:
    return {
        "id": section.id,
        "parent": section.parent,
        "level": section.level,
        "number": section.number,
        "heading": section.heading,
        "role": section.role.value,
        "start": section.span.start,
        "end": section.span.end,
    }


def _metric(metric: Metric) -> Data:
    figure = metric.figure
    return {
        "id": metric.id,
        "name": metric.name,
        "surface": figure.surface,
        "start": figure.span.start,
        "end": figure.span.end,
        "value": figure.text,
        "interval": _interval(figure.interval),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "kind": metric.kind.value,
        "status": metric.status.value,
        "period": metric.period.label if metric.period is not None else None,
        "scope": metric.scope,
        "section": metric.section,
        "sentence": _span(metric.sentence),
        "table": _place(metric.table),
        "places": [_span(span) for span in metric.places],
        "period_year": metric.period.year if metric.period is not None else None,
        "figure": _figure(figure),
    }


def _claim(claim: Claim) -> Data:
    figure = claim.figure
    return {
        "id": claim.id,
        "metric": claim.metric,
        "metric_name": claim.metric_name,
        "surface": claim.surface,
        "start": claim.span.start,
        "end": claim.span.end,
        "figure_start": claim.figure_span.start,
        "figure_end": claim.figure_span.end,
        "form": claim.form.value,
        "direction": claim.direction.value,
        "size": figure.digits if figure is not None else None,
        "value": figure.text if figure is not None else None,
        "unit": figure.unit if figure is not None else None,
        "basis": str(claim.basis),
        "status": claim.status.value,
        "current": claim.current,
        "prior": claim.prior,
        "table": _place(claim.table),
        "sentence": _span(claim.sentence),
        "section": claim.section,
        "siblings": list(claim.siblings),
        "figure": _figure(figure) if figure is not None else None,
    }


def _figure(figure: Figure) -> Data:
    """All of a printed figure: what the contract's own fields leave out is needed to load it again."""
    return {
        "surface": figure.surface,
        "start": figure.span.start,
        "end": figure.span.end,
        "digits": figure.digits,
        "exact": plain_text(figure.value),
        "text": figure.text,
        "last_place": plain_text(figure.last_place),
        "interval": _interval(figure.interval),
        "face": figure.has_point_value,
        "unit": figure.unit,
        "scale": figure.scale,
        "qualifier": figure.qualifier,
        "known_unit": figure.known_unit,
    }


def _unread(unread: Unread) -> Data:
    return {"start": unread.span.start, "end": unread.span.end, "surface": unread.surface, "reason": unread.reason}


def _coverage(coverage: Coverage) -> Data:
    return {
        "figures": coverage.figures,
        "claims": coverage.claims,
        "decided": coverage.decided,
        "undecided": dict(coverage.undecided),
    }


def check_data(check: Check) -> Data:
    """One check as the contract shows it."""
    implied = check.implied_prior
    return {
        "id": check.id,
        "check": check.check,
        "claim": check.claim,
        "metric": check.metric,
        "verdict": check.verdict.value,
        "severity": check.severity.value if check.severity is not None else None,
        "stated": check.stated,
        "stated_interval": _optional_interval(check.stated_interval),
        "recomputed": check.recomputed,
        "computed_interval": _optional_interval(check.computed_interval),
        "implied_prior": None
        if implied is None
        else {
            "interval": _interval(implied.interval),
            "integers": None if implied.integers is None else [str(integer) for integer in implied.integers],
            "discriminating": implied.discriminating,
        },
        "modes": [mode.value for mode in check.modes],
        "diagnoses": list(check.diagnoses),
        "message": {"zh": check.message.zh, "en": check.message.en},
        "evidence": [
            {"report": evidence.report, "start": evidence.span.start, "end": evidence.span.end}
            for evidence in check.evidence
        ],
        "recomputed_exact": _optional(check.recomputed_exact),
    }


def _section_pair(pair: SectionPair, prior: Mapping[str, Section], current: Mapping[str, Section]) -> Data:
    before = prior.get(pair.prior) if pair.prior is not None else None
    after = current.get(pair.current) if pair.current is not None else None
    return {
        "prior": pair.prior,
        "current": pair.current,
        "prior_heading": before.heading if before is not None else None,
        "current_heading": after.heading if after is not None else None,
        "score": _score(pair.score),
        "relation": pair.relation.value,
        "score_exact": plain_text(pair.score),
    }


def _pair(pair: Pair) -> Data:
    return {
        "prior": pair.prior,
        "current": pair.current,
        "score": _score(pair.score),
        "reasons": {name: _score(value) for name, value in pair.reasons.items()},
        "review": pair.review,
        "score_exact": plain_text(pair.score),
        "reasons_exact": {name: plain_text(value) for name, value in pair.reasons.items()},
    }


def _change(change: Change) -> Data:
    return {
        "prior": change.prior,
        "current": change.current,
        "name": change.name,
        "absolute": _optional(change.absolute),
        "percent": _optional(change.percent),
        "percent_interval": _optional_interval(change.percent_interval),
        "points": _optional(change.points),
        "comparable": change.comparable,
        "note": change.note,
    }


def _interval(interval: Interval) -> Data:
    return {
        "low": _optional(interval.low),
        "high": _optional(interval.high),
        "low_closed": interval.low_closed,
        "high_closed": interval.high_closed,
    }


def _optional_interval(interval: Interval | None) -> Data | None:
    return None if interval is None else _interval(interval)


def _optional(value: Fraction | None) -> str | None:
    return None if value is None else plain_text(value)


def _score(value: Fraction) -> float:
    return round(float(value), 4)


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _place(place: TablePlace | None) -> Data | None:
    if place is None:
        return None
    return {
        "id": place.id,
        "row": list(place.row),
        "column": list(place.column),
        "at": None if place.at is None else list(place.at),
        "page": place.page,
    }
