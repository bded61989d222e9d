"""Results → pandas DataFrames. Codes are machine-readable (verdict "inconsistent"), numbers are floats for computing
with; the exact values stay in the result's JSON and model.

| frame | columns |
|---|---|
| changes | metric, unit, prior, current, absolute, percent, stated, verdict, section, quote |
| checks | verdict, check, metric, stated, recomputed, diagnosis, message, quote, where (index: the check's id) |
| year_checks | year, since, then the columns of checks |
| targets | metric, unit, planned, reached, met |
| sections | prior, current, relation, score |
| metrics | name, surface, value, low, high, unit, qualifier, kind, status, period, scope, section, start, end, quote |
| claims | metric, surface, form, direction, size, unit, basis, status, current, prior, start, end, quote |

prior, current, absolute, value, low, high are in base units (万元 → 元), percent in %; of a ratio, absolute is in
percentage points. An unbounded or missing number is NaN, a missing text is "".
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from reportdiff.model import CheckResult, ComparisonResult, Metric, Report
from reportdiff.rendering.number_text import approximate
from reportdiff.rendering.rows.change_rows import (
    ChangeRow,
    CheckRow,
    change_rows,
    check_rows,
    section_rows,
    stated_text,
)
from reportdiff.rendering.rows.report_lookup import Lookup

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = [
    "CHANGE_COLUMNS",
    "CHECK_COLUMNS",
    "METRIC_COLUMNS",
    "change_values",
    "change_values_of",
    "changes_frame",
    "check_values",
    "checks_frame",
    "claims_frame",
    "metric_values",
    "metrics_frame",
    "sections_frame",
    "targets_frame",
    "year_checks_frame",
]

_TEXT, _NUMBER, _WHOLE = "string", "float64", "int64"
CHANGE_COLUMNS = {
    "metric": _TEXT,
    "unit": _TEXT,
    "prior": _NUMBER,
    "current": _NUMBER,
    "absolute": _NUMBER,
    "percent": _NUMBER,
    "stated": _TEXT,
    "verdict": _TEXT,
    "section": _TEXT,
    "quote": _TEXT,
}
METRIC_COLUMNS = {
    "name": _TEXT,
    "surface": _TEXT,
    "value": _NUMBER,
    "low": _NUMBER,
    "high": _NUMBER,
    "unit": _TEXT,
    "qualifier": _TEXT,
    "kind": _TEXT,
    "status": _TEXT,
    "period": _TEXT,
    "scope": _TEXT,
    "section": _TEXT,
    "start": _WHOLE,
    "end": _WHOLE,
    "quote": _TEXT,
}
CHECK_COLUMNS = dict.fromkeys(
    ("verdict", "check", "metric", "stated", "recomputed", "diagnosis", "message", "quote", "where"), _TEXT
)


def changes_frame(result: ComparisonResult) -> DataFrame:
    """Every metric of both years, one row each; a dropped one has no `current`, an added one no `prior`."""
    return _frame(change_values(result), CHANGE_COLUMNS)


def change_values(result: ComparisonResult) -> list[tuple[object, ...]]:
    """The rows of `changes_frame` as plain values, in the order of `CHANGE_COLUMNS`."""
    return [change_values_of(row) for row in change_rows(result)]


def change_values_of(row: ChangeRow) -> tuple[object, ...]:
    """One row of `change_values`."""
    change = row.change
    absolute = None if change is None else change.points if change.points is not None else change.absolute
    return (
        row.name,
        row.unit,
        _value(row.prior),
        _value(row.current),
        _number(absolute),
        _number(change.percent if change is not None else None),
        stated_text(row),
        row.verdict.value if row.verdict is not None else "",
        row.section,
        row.quote,
    )


def targets_frame(rows: Sequence[tuple[Metric, Metric, bool | None]]) -> DataFrame:
    """Targets with what was reached: pairs of last year's plan and this year's figure, and whether it was met."""
    met = {True: "met", False: "missed", None: "unclear"}
    values = [
        (plan.name, reached.figure.unit, _value(plan), _value(reached), met[outcome]) for plan, reached, outcome in rows
    ]
    columns = {"metric": _TEXT, "unit": _TEXT, "planned": _NUMBER, "reached": _NUMBER, "met": _TEXT}
    return _frame(values, columns)


def checks_frame(result: CheckResult | ComparisonResult, *, lang: str = "zh") -> DataFrame:
    """Every check, worst first, messages in `lang`; the index holds the checks' ids."""
    current = result.current.report if isinstance(result, ComparisonResult) else result.report
    prior = result.prior.report if isinstance(result, ComparisonResult) else None
    rows = check_rows(result.checks, current, prior)
    frame = _frame([check_values(row, lang) for row in rows], CHECK_COLUMNS)
    frame.index = _text_index([row.check.id for row in rows])  # type: ignore[assignment]
    return frame


def year_checks_frame(rows: Sequence[tuple[int, int, CheckRow]], *, lang: str = "zh") -> DataFrame:
    """Checks over several reports: the year of the statement, the year of its base, then as `checks_frame`."""
    values = [(year, since, *check_values(row, lang)) for year, since, row in rows]
    return _frame(values, {"year": _WHOLE, "since": _WHOLE, **CHECK_COLUMNS})


def check_values(row: CheckRow, lang: str) -> tuple[str, ...]:
    """The row of a check as plain values, in the order of `CHECK_COLUMNS`."""
    return (
        row.check.verdict.value,
        row.check.check,
        row.metric,
        row.stated,
        row.recomputed,
        ", ".join(row.check.diagnoses),
        row.check.message.zh if lang == "zh" else row.check.message.en,
        row.quote,
        row.where,
    )


def sections_frame(result: ComparisonResult) -> DataFrame:
    """Which section became which; "" where a section has no counterpart."""
    rows = [(row.prior, row.current, row.relation, row.score) for row in section_rows(result)]
    return _frame(rows, {"prior": _TEXT, "current": _TEXT, "relation": _TEXT, "score": _NUMBER})


def metrics_frame(report: Report) -> DataFrame:
    """Every metric in text order, one row each; the index holds their ids."""
    frame = _frame(metric_values(report), METRIC_COLUMNS)
    frame.index = _text_index([metric.id for metric in report.metrics])  # type: ignore[assignment]
    return frame


def metric_values(report: Report) -> list[tuple[object, ...]]:
    """The rows of `metrics_frame` as plain values, in the order of `METRIC_COLUMNS`."""
    lookup = Lookup(report)
    return [
        (
            metric.name,
            metric.figure.surface,
            _value(metric),
            _number(metric.figure.interval.low),
            _number(metric.figure.interval.high),
            metric.figure.unit,
            metric.figure.qualifier or "",
            metric.kind.value,
            metric.status.value,
            metric.period.label if metric.period is not None else "",
            metric.scope or "",
            lookup.path(metric.section),
            metric.span.start,
            metric.span.end,
            lookup.quote(metric.span),
        )
        for metric in report.metrics
    ]


def claims_frame(report: Report) -> DataFrame:
    """Every claim in text order, one row each; `current` and `prior` are the ids of its operands."""
    lookup = Lookup(report)
    rows = [
        (
            claim.metric_name,
            claim.surface,
            claim.form.value,
            claim.direction.value,
            _number(claim.figure.value if claim.figure is not None else None),
            claim.figure.unit if claim.figure is not None else "",
            str(claim.basis),
            claim.status.value,
            claim.current or "",
            claim.prior or "",
            claim.span.start,
            claim.span.end,
            lookup.quote(claim.span),
        )
        for claim in report.claims
    ]
    columns = {
        "metric": _TEXT,
        "surface": _TEXT,
        "form": _TEXT,
        "direction": _TEXT,
        "size": _NUMBER,
        "unit": _TEXT,
        "basis": _TEXT,
        "status": _TEXT,
        "current": _TEXT,
        "prior": _TEXT,
        "start": _WHOLE,
        "end": _WHOLE,
        "quote": _TEXT,
    }
    frame = _frame(rows, columns)
    frame.index = _text_index([claim.id for claim in report.claims])  # type: ignore[assignment]
    return frame


def _frame(rows: Sequence[tuple[object, ...]], columns: dict[str, str]) -> DataFrame:
    import pandas as pd  # late: costs a second

    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def _text_index(ids: list[str]) -> object:
    import pandas as pd

    return pd.Index(ids, dtype="string", name="id")


def _value(metric: Metric | None) -> float | None:
    return None if metric is None else approximate(metric.figure.value)


def _number(value: Fraction | None) -> float | None:
    return None if value is None else approximate(value)
