"""Build the row of a metric as the tables of one report show it."""

from __future__ import annotations

from reportdiff.messages.labels import word
from reportdiff.model import Metric, Period, Report
from reportdiff.rendering.number_text import figure_text
from reportdiff.rendering.rows.report_lookup import Lookup

__all__ = ["COLUMNS", "metric_cells", "period_label", "period_text"]

COLUMNS = ("metric", "value", "status", "period", "section")


def metric_cells(report: Report, lang: str, heading_limit: int | None = None) -> list[tuple[str, ...]]:
    """Return the texts of `COLUMNS` for each metric in text order, headings cut to `heading_limit`."""
    lookup = Lookup(report)
    return [
        (
            metric.name,
            figure_text(metric.figure),
            word("status", metric.status, lang),
            period_text(metric.period, lang),
            lookup.path(metric.section, heading_limit),
        )
        for metric in report.metrics
    ]


def period_text(period: Period | None, lang: str) -> str:
    """Return a period in words, "" where none is known: 2023, 截至2023-12-31."""
    if period is None:
        return ""
    day = period.label.removeprefix("as_of:")
    return word("phrase", "as_of", lang).format(day=day) if day != period.label else day


def period_label(metric: Metric) -> str:
    """Return the label of a metric's period, "" where none is known."""
    return metric.period.label if metric.period is not None else ""
