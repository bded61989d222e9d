"""Make tables over the years of a series: what was found in each report, how every metric changed; and its JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from reportdiff import checking
from reportdiff.arithmetic.decimal_text import plain_text
from reportdiff.messages.language import chosen_language
from reportdiff.model import Change, Check, Pair, Report, Severity
from reportdiff.rendering import frames
from reportdiff.rendering.codec.encode import check_data
from reportdiff.rendering.rows.change_rows import amount, blank_reason
from reportdiff.rendering.rows.check_rows import check_rows

if TYPE_CHECKING:
    from pandas import DataFrame

    from reportdiff.panel.breaks import YearCheck
    from reportdiff.panel.chains import SeriesRow
    from reportdiff.results import Comparison

__all__ = ["changes_frame", "checked_years", "coverage_frame", "findings_frame", "json_text"]


class Years(Protocol):
    """What the tables need of a series: `panel.Series` has it."""

    @property
    def years(self) -> tuple[int, ...]: ...
    @property
    def reports(self) -> Mapping[int, Report]: ...
    @property
    def rows(self) -> tuple[SeriesRow, ...]: ...
    @property
    def comparisons(self) -> tuple[Comparison, ...]: ...
    @property
    def breaks(self) -> tuple[YearCheck, ...]: ...
    def recurring(self, least: int = 2) -> tuple[SeriesRow, ...]: ...


def checked_years(series: Years) -> Iterator[tuple[int, int | None, tuple[Check, ...]]]:
    """Yield each year, the one before it in the series, and every check of the year's report."""
    yield series.years[0], None, series.comparisons[0].result.prior.checks
    for (since, year), comparison in zip(pairwise(series.years), series.comparisons, strict=True):
        yield year, since, comparison.result.checks


def coverage_frame(series: Years) -> DataFrame:
    """Return a row for each year: its source, figures, claims, how many were decided, and findings by severity."""
    coverages = [series.comparisons[0].result.prior.coverage, *(each.result.coverage for each in series.comparisons)]
    rows: list[tuple[int | str, ...]] = []
    for (year, _, checks), coverage in zip(checked_years(series), coverages, strict=True):
        severities = [check.severity for check in checks]
        counts = (coverage.figures, coverage.claims, coverage.decided, *map(severities.count, Severity))
        rows.append((year, series.reports[year].source, *counts))
    return frames.coverage_frame(rows)


def findings_frame(series: Years) -> DataFrame:
    """Return the findings of every year's report, with the year before where they rest on its report too."""
    rows = []
    for year, before, checks in checked_years(series):
        found = (check for check in checks if check.severity is not None)
        for row in check_rows(found, series.reports[year], series.reports.get(before or 0)):
            since = before if any(item.report == "prior" for item in row.check.evidence) else None
            rows.append((year, since, row))
    return frames.year_checks_frame(rows, lang=chosen_language(None))


def changes_frame(series: Years) -> DataFrame:
    """Return how each metric changed from one year that prints it to the next, as a comparison computes it."""
    lang = chosen_language(None)
    near = {
        (*years, change.prior, change.current): change
        for years, comparison in zip(pairwise(series.years), series.comparisons, strict=True)
        for change in comparison.result.changes
    }
    rows = []
    for row in series.rows:
        for (since, before), (year, after) in pairwise(row.metrics.items()):
            change = near.get((since, year, before.id, after.id)) or _change_over(series, row, since, year)
            levels = (before.figure.value, after.figure.value, amount(change), change.percent)
            told = (blank_reason(change, lang), year in row.doubtful_years)
            rows.append((year, since, row.name, row.unit, *levels, *told))
    return frames.year_changes_frame(rows)


def _change_over(series: Years, row: SeriesRow, since: int, year: int) -> Change:
    """Return the change of a metric over a year that leaves it out."""
    pair = Pair(prior=row.metrics[since].id, current=row.metrics[year].id, score=Fraction(1))
    (change,) = checking.compute_changes(series.reports[since], series.reports[year], (pair,))
    return change


def json_text(series: Years, least: int) -> str:
    """Return the series as JSON: each metric's figures by year as printed and exact, the gaps, and the breaks."""
    metrics = [
        {"metric": row.name, "unit": row.unit, "years": {str(year): _figure_data(row, year) for year in series.years}}
        for row in series.recurring(least)
    ]
    breaks = [{"year": each.year, "since": each.since, "check": check_data(each.check)} for each in series.breaks]
    sources = {str(year): report.source for year, report in series.reports.items()}
    whole = {"schema": "reportdiff-series/1", "sources": sources, "metrics": metrics, "breaks": breaks}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _figure_data(row: SeriesRow, year: int) -> Mapping[str, str | bool | None]:
    """Return a year's figure as printed and exact, and whether its pair is for review; of a gap its code."""
    if year not in row.metrics:
        return {"gap": row.gaps[year].value}
    value = row.value(year)
    exact = None if value is None else plain_text(value)
    return {"surface": row.metrics[year].figure.surface, "value": exact, "review": year in row.doubtful_years}
