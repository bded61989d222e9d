"""Many years of one issuer: a panel of metric × year, what broke between two years, and where figures are missing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import field, frozen

from reportdiff import alignment, rendering
from reportdiff.comparison import Comparison, Source, compare, read
from reportdiff.model import Check, Figure, Metric, Pair, Report, Status, Verdict
from reportdiff.rendering.tables import CheckRow, check_rows

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Drawing
    from pandas import DataFrame

__all__ = ["Break", "Gap", "Row", "Series", "series"]

_NOMINAL = ("constant_price", "comparable_basis")


class Gap(StrEnum):
    """Why a year has no figure: not yet or no longer printed, or left out between two years that print it."""

    NOT_YET = "not_yet"
    NOT_PRINTED = "not_printed"
    DROPPED = "dropped"


@frozen
class Break:
    """A place where a year's level does not follow from last year's: the check of the two reports that says so."""

    year: int
    metric: str
    check: Check


@frozen
class Row:
    """One metric over the years: its latest name, its unit, and the metric that each year's report prints.

    `guessed` names the years that were joined by a pair that a person should look at.
    """

    name: str
    unit: str
    metrics: Mapping[int, Metric]
    gaps: Mapping[int, Gap]
    guessed: frozenset[int] = frozenset()

    def value(self, year: int) -> Fraction | None:
        """The level printed for a year, in base units; None in a gap."""
        metric = self.metrics.get(year)
        return metric.figure.value if metric is not None else None


@frozen
class Series:
    """The years of one issuer: rows in the latest report's order, and the comparisons that they rest on."""

    years: tuple[int, ...]
    reports: Mapping[int, Report] = field(repr=False)
    rows: tuple[Row, ...] = field(repr=False)
    comparisons: tuple[Comparison, ...] = field(repr=False)
    breaks: tuple[Break, ...] = field(repr=False)

    def recurring(self, least: int = 2) -> tuple[Row, ...]:
        """The rows that at least so many years print."""
        return tuple(row for row in self.rows if len(row.metrics) >= least)

    @property
    def table(self) -> DataFrame:
        """Metric × year: name, unit, and one column a year with the exact values (None where nothing is printed)."""
        import pandas

        columns = ["metric", "unit", *map(str, self.years)]
        lines = [[row.name, row.unit, *(row.value(year) for year in self.years)] for row in self.rows]
        return pandas.DataFrame(lines, columns=pandas.Index(columns), dtype=object)

    def render(self, format: str = "table", *, lang: str = "zh", least: int = 2, width: int = 110) -> str:
        """The panel of what at least `least` years print, its gaps and breaks: table (terminal), md, csv or html.

        Raises `UnsupportedFormatError` for another format.
        """
        from reportdiff.rendering import year_page, years

        if format == "html":
            lines = [(name, figures, guessed, broken) for name, _, figures, guessed, broken in self._lines(least)]
            return year_page.render(self.years, lines, self._found(), title=self._title, lang=lang)
        cells = [
            (row.name, [_cell(row, year) for year in self.years], sorted(row.guessed)) for row in self.recurring(least)
        ]
        breaks = [(item.year, item.metric, item.check) for item in self.breaks]
        return years.render(self.years, cells, breaks, format=format, lang=lang, width=width)

    def to_html(self, path: str | os.PathLike[str] | None = None, *, lang: str = "zh", least: int = 2) -> str:
        """One offline page: the breaks with their sentences, a row and a sparkline a metric; its text, or the path."""
        text = self.render("html", lang=lang, least=least)
        return text if path is None else str(rendering.write_whole(path, text))

    def to_excel(self, path: str | os.PathLike[str], *, lang: str = "zh", least: int = 2) -> str:
        """A workbook with the sheets series (numbers in base units, as printed in notes) and breaks; returns its path.

        Raises `MissingExtraError` without the extra `xlsx`.
        """
        return str(rendering.write_whole(path, self.workbook(lang=lang, least=least)))

    def workbook(self, *, lang: str = "zh", least: int = 2) -> bytes:
        """What `to_excel` writes."""
        from reportdiff.rendering import year_book

        return year_book.render(self.years, self._lines(least), self._found(), title=self._title, lang=lang)

    def _repr_html_(self) -> str:
        from reportdiff.rendering import notebook

        cells = [(row.name, [_cell(row, year) for year in self.years]) for row in self.recurring()]
        told = [(item.year, item.check.message.zh) for item in self.breaks]
        return notebook.render_years(self._title, self.years, cells, told)

    @property
    def _title(self) -> str:
        latest = self.reports[self.years[-1]]
        return f"{latest.issuer or latest.title} {self.years[0]}–{self.years[-1]}".strip()

    def _lines(self, least: int) -> list[tuple[str, str, list[Figure | str], list[int], list[int]]]:
        """Each row's name, unit, figure or gap a year, doubtful years and broken years."""
        broken = {(item.year, item.metric) for item in self.breaks}
        return [
            (
                row.name,
                row.unit,
                [_cell(row, year) for year in self.years],
                sorted(row.guessed),
                [year for year, metric in row.metrics.items() if (year, metric.name) in broken],
            )
            for row in self.recurring(least)
        ]

    def _found(self) -> list[tuple[int, CheckRow]]:
        """Each break with the sentence that it rests on."""
        before = dict(zip(self.years[1:], self.years, strict=False))
        return [
            (item.year, check_rows([item.check], self.reports[item.year], self.reports[before[item.year]])[0])
            for item in self.breaks
        ]

    def plot(self, *, lang: str = "zh", limit: int = 12, least: int = 2, font: str | None = None) -> Drawing:
        """A matplotlib figure of small multiples: at most `limit` metrics that at least `least` years print.

        Metrics with a break come first, and the break is crossed in red; a joint that a person should look at is
        hollow and dashed; a year without a figure has no point. Raises `MissingExtraError` without the extra `plot` and
        `MissingFontError` where no installed font shows Chinese.
        """
        from reportdiff.rendering import plots

        rows = [(row.name, row.metrics, row.guessed) for row in self.recurring(least)]
        shown = plots.panels(rows, [(item.year, item.metric) for item in self.breaks], limit)
        return plots.plot_years(shown, self.years, heading=self._title, lang=lang, font=font)


def _cell(row: Row, year: int) -> Figure | str:
    """The figure of a year, or the code of its gap."""
    metric = row.metrics.get(year)
    return metric.figure if metric is not None else row.gaps[year].value


def series(reports: Iterable[Report | Source]) -> Series:
    """Chain the reports of one issuer, in any order, into a panel of their actual figures.

    Takes reports or whatever `read` takes. A year is the one that a report reviews. Neighbouring years are compared as
    `compare` does; a metric that one report leaves out is looked for two years on. Raises `ValueError` for fewer than
    two reports, a report whose year is unknown, or two reports of one year; and what `read` raises.

    >>> from reportdiff import parse
    >>> made = series(parse(f"全年受理行政复议申请{count}件。", year=year) for year, count in ((2021, 90), (2022, 132)))
    >>> [(row.name, [str(row.value(year)) for year in made.years]) for row in made.rows]
    [('受理行政复议申请', ['90', '132'])]
    """
    by_year = _by_year([item if isinstance(item, Report) else read(item) for item in reports])
    years = tuple(sorted(by_year))
    comparisons = tuple(compare(by_year[one], by_year[other]) for one, other in pairwise(years))
    return Series(
        years=years,
        reports=by_year,
        rows=_rows(years, by_year, comparisons),
        comparisons=comparisons,
        breaks=tuple(_breaks(years, comparisons)),
    )


def _by_year(reports: Sequence[Report]) -> dict[int, Report]:
    if len(reports) < 2:
        raise ValueError("a series needs at least two reports")
    made: dict[int, Report] = {}
    for report in reports:
        year = report.reviewed if report.reviewed is not None else report.year
        if year is None:
            raise ValueError(f"{report.source}: its year is unknown; read it with year=…")
        if year in made:
            raise ValueError(f"{report.source}: a second report of {year} (the first is {made[year].source})")
        made[year] = report
    return made


def _rows(years: Sequence[int], reports: Mapping[int, Report], comparisons: Sequence[Comparison]) -> tuple[Row, ...]:
    """Chains of metrics: each year's figure follows the one that it was paired with."""
    chains: list[dict[int, str]] = []
    guessed: list[set[int]] = []
    at: dict[tuple[int, str], int] = {}  # (year, metric) → chain

    def join(year: int, metric: str, chain: int | None, doubtful: bool) -> None:
        if chain is None:
            chain = len(chains)
            chains.append({})
            guessed.append(set())
        chains[chain][year] = metric
        at[year, metric] = chain
        if doubtful:
            guessed[chain].add(year)

    actual = {year: {m.id: m for m in report.metrics if m.status is Status.ACTUAL} for year, report in reports.items()}
    alone = {pair.prior for pair in comparisons[0].result.pairs}
    for key in actual[years[0]]:
        if key in alone:
            join(years[0], key, None, False)
    for number, comparison in enumerate(comparisons, start=1):
        year = years[number]
        bridged = _bridges(years, number, reports, comparisons, actual) if number > 1 else {}
        for pair in comparison.result.pairs:
            if pair.current is None or pair.current not in actual[year]:
                continue
            if pair.prior is not None:
                join(year, pair.current, at.get((years[number - 1], pair.prior)), pair.review)
            elif (bridge := bridged.get(pair.current)) is not None:
                join(year, pair.current, at.get((years[number - 2], str(bridge.prior))), True)
            else:
                join(year, pair.current, None, False)
    made = []
    for chain, doubtful in zip(chains, guessed, strict=True):
        metrics = {year: actual[year][key] for year, key in sorted(chain.items())}
        latest = metrics[max(metrics)]
        made.append(Row(latest.name, latest.figure.unit, metrics, _gaps(years, metrics), frozenset(doubtful)))
    return tuple(sorted(made, key=lambda row: (-max(row.metrics), row.metrics[max(row.metrics)].span.start)))


def _bridges(
    years: Sequence[int],
    number: int,
    reports: Mapping[int, Report],
    comparisons: Sequence[Comparison],
    actual: Mapping[int, Mapping[str, Metric]],
) -> dict[str, Pair]:
    """Figures new this year that the report before last printed: pairs over a gap of one year, sure ones alone."""
    before, this = reports[years[number - 2]], reports[years[number]]
    dropped = {pair.prior for pair in comparisons[number - 2].result.pairs if pair.current is None}
    added = {pair.current for pair in comparisons[number - 1].result.pairs if pair.prior is None}
    sections = alignment.align_sections(before, this)
    return {
        str(pair.current): pair
        for pair in alignment.align_metrics(before, this, sections)
        if not pair.review
        and pair.prior in dropped
        and pair.current in added
        and str(pair.prior) in actual[years[number - 2]]
    }


def _gaps(years: Sequence[int], metrics: Mapping[int, Metric]) -> dict[int, Gap]:
    first, last = min(metrics), max(metrics)
    return {
        year: Gap.NOT_YET if year < first else Gap.DROPPED if year > last else Gap.NOT_PRINTED
        for year in years
        if year not in metrics
    }


def _breaks(years: Sequence[int], comparisons: Sequence[Comparison]) -> Iterable[Break]:
    """The stated changes that contradict last year's own report, and the priors that were printed otherwise."""
    for year, comparison in zip(years[1:], comparisons, strict=True):
        names = {metric.id: metric.name for metric in comparison.current.metrics}
        for check in comparison.result.checks:
            across = any(evidence.report == "prior" for evidence in check.evidence)
            wrong = check.verdict is Verdict.INCONSISTENT and not set(_NOMINAL) & set(check.diagnoses)
            if across and check.metric is not None and (wrong or check.check == "prior_restated"):
                yield Break(year, names.get(check.metric, ""), check)
