"""Return table rows as exact numbers, codes and texts, which frames, CSV and the batch tables write in their own ways.

A missing number is None, a missing text or code "". Numbers are in base units (万元 → 元), `percent` in %; of a ratio,
`absolute` is in percentage points.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from reportdiff.model import Report
from reportdiff.rendering.number_text import figure_text
from reportdiff.rendering.rows.change_rows import ChangeRow, stated_text
from reportdiff.rendering.rows.metric_rows import period_label
from reportdiff.rendering.rows.report_lookup import Lookup

__all__ = ["CHANGES", "CLAIMS", "METRICS", "Value", "change_values", "claim_values", "metric_values"]

Value = str | StrEnum | Fraction | float | int | bool | None

CHANGES = (
    *("metric", "prior_metric", "state", "prior_surface", "current_surface", "unit", "prior_unit"),
    *("prior", "current", "absolute", "percent", "reason", "stated", "verdict", "confidence", "review"),
    *("section", "years", "quote"),
)
METRICS = (
    *("name", "surface", "value", "low", "high", "unit", "qualifier", "kind", "status", "period", "scope", "section"),
    *("start", "end", "quote"),
)
CLAIMS = (
    *("metric", "surface", "form", "direction", "size", "unit", "basis", "status", "current", "prior"),
    *("start", "end", "quote"),
)


def change_values(row: ChangeRow, lang: str) -> tuple[Value, ...]:
    """Return the values of `CHANGES` for one metric of a comparison; the reason is a sentence in `lang`."""
    sides = [metric.figure if metric is not None else None for metric in (row.prior, row.current)]
    levels = (figure.value if figure is not None else None for figure in sides)
    prior_unit = sides[0].unit if sides[0] is not None and sides[1] is not None else ""
    return (
        *(row.metric.name, row.prior_name, row.state, *map(figure_text, sides), row.metric.figure.unit),
        *(prior_unit if prior_unit != row.metric.figure.unit else "", *levels, row.amount, row.percent),
        *(row.blank_reason(lang), stated_text(row), row.verdict or "", row.confidence, row.for_review),
        *(row.section, row.years, row.quote),
    )


def metric_values(report: Report) -> list[tuple[Value, ...]]:
    """Return the values of `METRICS` for every metric, in text order."""
    lookup = Lookup(report)
    return [
        (
            *(metric.name, metric.figure.surface, metric.figure.value),
            *(metric.figure.interval.low, metric.figure.interval.high),
            *(metric.figure.unit, metric.figure.qualifier or ""),
            *(metric.kind, metric.status, period_label(metric), metric.scope or "", lookup.path(metric.section)),
            *(metric.span.start, metric.span.end, lookup.quote(metric.span)),
        )
        for metric in report.metrics
    ]


def claim_values(report: Report) -> list[tuple[Value, ...]]:
    """Return the values of `CLAIMS` for every claim, in text order; `current` and `prior` are ids of metrics."""
    lookup = Lookup(report)
    return [
        (
            *(claim.metric_name, claim.surface, claim.form, claim.direction),
            *((claim.figure.value, claim.figure.unit) if claim.figure is not None else (None, "")),
            *(str(claim.basis), claim.status, claim.current or "", claim.prior or ""),
            *(claim.span.start, claim.span.end, lookup.quote(claim.span)),
        )
        for claim in report.claims
    ]
