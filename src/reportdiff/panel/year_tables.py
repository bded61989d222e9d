"""Make tables over the years of a series: what was found in each report, how every metric changed."""

# ruff: noqa: D102  the methods of `Years` are documented where `Series` has them

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from reportdiff import checking
from reportdiff.messages import sentence
from reportdiff.messages.labels import word
from reportdiff.messages.language import chosen_language
from reportdiff.model import Change, Check, Coverage, Diagnosis, Pair, Report, Severity
from reportdiff.rendering import frames
from reportdiff.rendering.rows.change_rows import amount, blank_reason
from reportdiff.rendering.rows.check_rows import check_rows

if TYPE_CHECKING:
    from pandas import DataFrame

    from reportdiff.alignment import KnownName
    from reportdiff.panel.breaks import YearCheck
    from reportdiff.panel.chains import SeriesRow
    from reportdiff.results import Comparison

__all__ = ["Years", "changes_frame", "checked_years", "coverage_frame", "findings_frame", "found_in_years"]
__all__ += ["heading_of"]


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
    @property
    def chained(self) -> tuple[YearCheck, ...]: ...
    @property
    def over_years(self) -> tuple[YearCheck, ...]: ...
    @property
    def learned(self) -> tuple[KnownName, ...]: ...
    def recurring(self, least: int = 2) -> tuple[SeriesRow, ...]: ...


def checked_years(series: Years) -> Iterator[tuple[int, int | None, Check]]:
    """Yield every check of every year's report, with the year and that of the earlier report which it rests on, if any.

    A claim that an earlier report than last year's decides counts once: what last year's report could not say of it
    gives way, and so does what the earlier report says where a finding about the claim stands already.
    """
    judged = {(item.year, item.check.claim) for item in series.over_years}
    years: list[tuple[int, int | None, tuple[Check, ...]]] = [
        (series.years[0], None, series.comparisons[0].result.prior.checks)
    ]
    years += [
        (year, since, comparison.result.checks)
        for (since, year), comparison in zip(pairwise(series.years), series.comparisons, strict=True)
    ]
    for year, before, checks in years:
        found = set()
        for check in checks:
            if Diagnosis.OTHER_BASIS in check.diagnoses and (year, check.claim) in judged:
                continue
            if check.severity is not None:
                found.add(check.claim)
            yield year, before if any(item.report == "prior" for item in check.evidence) else None, check
        for item in series.over_years:
            if item.year == year and (item.check.severity is None or item.check.claim not in found):
                yield year, item.since, item.check


def found_in_years(series: Years) -> Iterator[tuple[int, int | None, Check]]:
    """Yield the findings among `checked_years`."""
    return (item for item in checked_years(series) if item[2].severity is not None)


def coverage_frame(series: Years) -> DataFrame:
    """Return a row for each year: its source, figures, claims, how many were decided, and findings by severity."""
    severities = Counter((year, check.severity) for year, _, check in found_in_years(series))
    rows: list[tuple[int | str, ...]] = [
        (
            *(year, series.reports[year].source, coverage.figures, coverage.claims, coverage.decided),
            *(severities[year, severity] for severity in Severity),
        )
        for year, coverage in zip(series.years, _coverages(series), strict=True)
    ]
    return frames.coverage_frame(rows)


def heading_of(series: Years, lang: str) -> tuple[str, str]:
    """Return the issuer with its years, and in one sentence how much was decided and what was found."""
    latest = series.reports[series.years[-1]]
    coverages = _coverages(series)
    severities = Counter(check.severity for _, _, check in found_in_years(series))
    outcome = sentence(
        "renderings.years",
        lang,
        reports=len(series.years),
        claims=sum(coverage.claims for coverage in coverages),
        decided=sum(coverage.decided for coverage in coverages),
        findings=tuple(f"{word('severity', name, lang)} {severities[name]}" for name in Severity if severities[name]),
        breaks=len(series.breaks),
    )
    return f"{latest.issuer or latest.title} {series.years[0]}–{series.years[-1]}".strip(), outcome


def _coverages(series: Years) -> list[Coverage]:
    return [series.comparisons[0].result.prior.coverage, *(each.result.coverage for each in series.comparisons)]


def findings_frame(series: Years) -> DataFrame:
    """Return the findings of every year's report, with the year before where they rest on its report too."""
    rows = [
        (year, since, check_rows([check], series.reports[year], series.reports.get(since or 0))[0])
        for year, since, check in found_in_years(series)
    ]
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
    (change,) = checking.compute_changes(checking.PairIndex(series.reports[since], series.reports[year], (pair,)))
    return change
