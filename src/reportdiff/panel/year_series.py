"""The series that users hold: the panel, its tables, pages, workbook and charts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import field, frozen

from reportdiff import rendering
from reportdiff.alignment import Corrections
from reportdiff.model import Figure, Report
from reportdiff.panel.breaks import YearCheck, chained_checks, is_break
from reportdiff.panel.chains import Row, rows_of
from reportdiff.pipeline import Rules, Source, compare, corrections_for, read
from reportdiff.rendering.rows.check_rows import CheckRow, check_rows
from reportdiff.results import Comparison

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Drawing
    from pandas import DataFrame

    from reportdiff.reading import Limits

_NOTHING: Mapping[int, Corrections | None] = MappingProxyType({})

__all__ = ["Series", "joined", "series"]


@frozen
class Series:
    """The years of one issuer: rows in the latest report's order, the comparisons that they rest on, and every check
    that stands on the reports of two years.
    """

    years: tuple[int, ...]
    reports: Mapping[int, Report] = field(repr=False)
    rows: tuple[Row, ...] = field(repr=False)
    comparisons: tuple[Comparison, ...] = field(repr=False)
    chained: tuple[YearCheck, ...] = field(repr=False)

    @property
    def breaks(self) -> tuple[YearCheck, ...]:
        """Where a level does not follow: a change that two reports contradict, or a prior printed otherwise."""
        return tuple(item for item in self.chained if is_break(item))

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

    @property
    def checks(self) -> DataFrame:
        """Every check that stands on two years' reports: year, since (the year that its base is printed for), then the
        columns of `Comparison.checks`.
        """
        from reportdiff.rendering.frames import year_checks_frame

        return year_checks_frame([(item.year, item.since, row) for item, row in self._shown(self.chained)])

    def render(self, format: str = "table", *, lang: str = "zh", least: int = 2, width: int = 110) -> str:
        """The panel of what at least `least` years print, its gaps and breaks: table (terminal), md, csv or html.

        Raises `UnsupportedFormatError` for another format.
        """
        from reportdiff.rendering.series import html, text

        if format == "html":
            lines = [(name, figures, guessed, broken) for name, _, figures, guessed, broken in self._lines(least)]
            return html.render(self.years, lines, self._found(), title=self._title, lang=lang)
        cells = [
            (row.name, [_cell(row, year) for year in self.years], sorted(row.guessed)) for row in self.recurring(least)
        ]
        breaks = [(item.year, item.metric, item.check) for item in self.breaks]
        return text.render(self.years, cells, breaks, format=format, lang=lang, width=width)

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
        from reportdiff.rendering.series import excel

        return excel.render(self.years, self._lines(least), self._found(), title=self._title, lang=lang)

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
        return [(item.year, row) for item, row in self._shown(self.breaks)]

    def _shown(self, items: Iterable[YearCheck]) -> list[tuple[YearCheck, CheckRow]]:
        return [
            (item, check_rows([item.check], self.reports[item.year], self.reports[item.since])[0]) for item in items
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


def series(reports: Iterable[Report | Source], *, rules: Rules | None = None, limits: Limits | None = None) -> Series:
    """Chain the reports of one issuer, in any order, into a panel of their actual figures.

    Takes reports or whatever `read` takes. A year is the one that a report reviews. Neighbouring years are compared as
    `compare` does; a metric that one report leaves out is looked for two years on. `rules` are corrections of the
    alignment as for `compare`; without them those next to a report's file count. `limits` are as for `read`. Raises
    `ValueError` for fewer than two reports, a report whose year is unknown, or two reports of one year; and what `read`
    raises.

    >>> from reportdiff import parse
    >>> made = series(parse(f"全年受理行政复议申请{count}件。", year=year) for year, count in ((2021, 90), (2022, 132)))
    >>> [(row.name, [str(row.value(year)) for year in made.years]) for row in made.rows]
    [('受理行政复议申请', ['90', '132'])]
    """
    given = list(reports)
    read_in = [item if isinstance(item, Report) else read(item, limits=limits) for item in given]
    decided = {id(report): corrections_for(rules, item) for report, item in zip(read_in, given, strict=True)}
    by_year = _by_year(read_in)
    return joined(
        [
            compare(by_year[one], by_year[other], rules=decided[id(by_year[other])])
            for one, other in pairwise(sorted(by_year))
        ],
        {year: decided[id(report)] for year, report in by_year.items()},
    )


def joined(comparisons: Sequence[Comparison], decided: Mapping[int, Corrections | None] = _NOTHING) -> Series:
    """The series that comparisons of neighbouring years make, in the order of the years; at least one.

    `decided` holds the corrections that count for a year's report, for metrics that are looked for two years back.
    """
    by_year = _by_year([comparisons[0].prior, *(comparison.current for comparison in comparisons)])
    years = tuple(by_year)
    rows = rows_of(years, by_year, comparisons, decided)
    return Series(
        years=years,
        reports=by_year,
        rows=rows,
        comparisons=tuple(comparisons),
        chained=chained_checks(years, by_year, rows, comparisons),
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
