"""Make tables over the years of a series: what was found in each report, how every metric changed; and its JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

from reportdiff.messages.language import chosen_language
from reportdiff.model import Check, Report, Severity
from reportdiff.rendering.number_text import approximate
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
    def rows(self) -> tuple[SeriesRow, ...]: ...
    @property
    def comparisons(self) -> tuple[Comparison, ...]: ...
    @property
    def sources(self) -> Mapping[int, str]: ...
    @property
    def breaks(self) -> tuple[YearCheck, ...]: ...
    def recurring(self, least: int = 2) -> tuple[SeriesRow, ...]: ...


_SEVERITIES = tuple(severity.value for severity in Severity)


def checked_years(series: Years) -> Iterator[tuple[int, Report, Report | None, tuple[Check, ...]]]:
    """Yield each year with its report, that of the year before, and every check of its statements."""
    first = series.comparisons[0].result.prior
    yield series.years[0], first.report, None, first.checks
    for year, comparison in zip(series.years[1:], series.comparisons, strict=True):
        yield year, comparison.current, comparison.prior, comparison.result.checks


def coverage_frame(series: Years) -> DataFrame:
    """Return a row for each year: its source, figures, claims, how many were decided, and findings by severity."""
    coverages = [series.comparisons[0].result.prior.coverage, *(each.result.coverage for each in series.comparisons)]
    rows = []
    for (year, report, _, checks), coverage in zip(checked_years(series), coverages, strict=True):
        severities = [check.severity for check in checks]
        counts = (coverage.figures, coverage.claims, coverage.decided, *map(severities.count, Severity))
        rows.append((year, report.source, *counts))
    return _frame(rows, ("year", "source", "figures", "claims", "decided", *_SEVERITIES), {"source": "string"})


def findings_frame(series: Years) -> DataFrame:
    """Return the findings of every year's report, as `Comparison.checks` shows them, with the year before them."""
    from reportdiff.rendering.frames import CHECK_COLUMNS, check_values

    lang = chosen_language(None)
    lines = [
        (year, *check_values(row, lang))
        for year, report, prior, checks in checked_years(series)
        for row in check_rows((check for check in checks if check.severity is not None), report, prior)
    ]
    numbers = {name: "Float64" for name, kind in CHECK_COLUMNS.items() if kind == "float64"}
    return _frame(lines, ("year", *CHECK_COLUMNS), dict.fromkeys(CHECK_COLUMNS, "string") | numbers)


def changes_frame(series: Years) -> DataFrame:
    """Return how each metric changed from one year that prints it to the next: levels, change and change in %."""
    rows = []
    for row in series.rows:
        years = [year for year in series.years if row.value(year) is not None]
        for since, year in pairwise(years):
            before, after = Fraction(row.value(since) or 0), Fraction(row.value(year) or 0)
            percent = approximate((after - before) * 100 / before) if before > 0 and row.unit != "%" else None
            levels = (approximate(before), approximate(after), approximate(after - before))
            rows.append((row.name, row.unit, since, year, *levels, percent))
    kinds = {"metric": "string", "unit": "string"} | dict.fromkeys(
        ("prior", "current", "absolute", "percent"), "Float64"
    )
    return _frame(rows, ("metric", "unit", "since", "year", "prior", "current", "absolute", "percent"), kinds)


def json_text(series: Years, least: int) -> str:
    """Return the series as JSON: each metric's figures by year as printed and exact, the gaps, and the breaks."""
    from reportdiff.arithmetic.decimal_text import plain_text
    from reportdiff.rendering.codec.encode import check_data

    def figure(row: Any, year: int) -> Mapping[str, str | None]:
        if year not in row.metrics:
            return {"gap": row.gaps[year].value}
        value = row.value(year)
        return {"surface": row.metrics[year].figure.surface, "value": None if value is None else plain_text(value)}

    metrics = [
        {"metric": row.name, "unit": row.unit, "years": {str(year): figure(row, year) for year in series.years}}
        for row in series.recurring(least)
    ]
    breaks = [{"year": each.year, "since": each.since, "check": check_data(each.check)} for each in series.breaks]
    sources = {str(year): source for year, source in series.sources.items()}
    whole = {"schema": "reportdiff-series/1", "sources": sources, "metrics": metrics, "breaks": breaks}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _frame(rows: Iterable[tuple[object, ...]], columns: tuple[str, ...], kinds: Mapping[str, str]) -> DataFrame:
    import pandas  # late: costs a second

    frame = pandas.DataFrame(list(rows), columns=list(columns)).replace("", pandas.NA)
    return frame.astype({name: kinds.get(name, "Int64") for name in columns})
