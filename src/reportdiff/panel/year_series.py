"""`series`: chain the reports of one issuer into a table of metric by year, with its outputs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from reportdiff import rendering
from reportdiff.alignment import Corrections, KnownName, known_text, learned_names
from reportdiff.errors import ArgumentError, ArgumentTypeError, UnplacedReportError
from reportdiff.messages.language import chosen_language
from reportdiff.model import Figure, Report
from reportdiff.panel import series_json, year_tables
from reportdiff.panel.breaks import YearCheck, chained_checks, is_break
from reportdiff.panel.chains import ComparedYears, SeriesRow, rows_of
from reportdiff.panel.name_learning import proved, with_known
from reportdiff.pipeline import Rules, Source, compare, corrections_for, read
from reportdiff.rendering.rows.check_rows import CheckRow, check_rows
from reportdiff.rendering.wording import message_text
from reportdiff.results import Comparison
from reportdiff.text.arguments import require_items, require_type, whole_number

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Drawing
    from pandas import DataFrame

    from reportdiff.reading import Limits

__all__ = ["Series", "series", "series_of_comparisons"]


@frozen(kw_only=True)
class Series:
    """The years of one issuer: a row for each metric, those of the latest report first, in the order of its text.

    `comparisons` compares each year with the one before; `chained` are all checks that rest on two years' reports, of
    which `over_years` are those of reports further apart; `learned` are names of one metric, as a change
    that holds over both reports shows, used for the years after.
    """

    years: tuple[int, ...]
    reports: Mapping[int, Report] = field(repr=False)
    rows: tuple[SeriesRow, ...] = field(repr=False)
    comparisons: tuple[Comparison, ...] = field(repr=False)
    chained: tuple[YearCheck, ...] = field(repr=False)
    over_years: tuple[YearCheck, ...] = field(default=(), repr=False)
    learned: tuple[KnownName, ...] = field(default=(), repr=False)

    @property
    def breaks(self) -> tuple[YearCheck, ...]:
        """The checks that show a break: two reports contradict a change, or a prior is printed otherwise."""
        return tuple(item for item in self.chained if is_break(item))

    @property
    def files(self) -> tuple[str, ...]:
        """The files that the reports were read from, as far as they were read from files."""
        return tuple(file for report in self.reports.values() for file in rendering.files_of(report))

    @property
    def sources(self) -> Mapping[int, str]:
        """The name of the file or text of each year's report."""
        return {year: report.source for year, report in self.reports.items()}

    @property
    def coverage(self) -> DataFrame:
        """What was read and decided of each year's report; `rendering.frames` lists the columns, here and below."""
        return year_tables.coverage_frame(self)

    @property
    def findings(self) -> DataFrame:
        """The findings of each year's report, with `since` where they rest on an earlier year's report too."""
        return year_tables.findings_frame(self)

    @property
    def changes(self) -> DataFrame:
        """How each metric changed from one year that prints it to the next, in base units and in %."""
        return year_tables.changes_frame(self)

    def filtered(self, name: str = "", *, least: int = 1, broken: bool = False) -> Series:
        """Return the series with fewer metrics; its `breaks` and `checks` are theirs, `coverage` and `findings` remain.

        Args:
            name: What the name of a metric holds.
            least: How many years must print a metric.
            broken: Whether to keep only metrics with a break.

        >>> from reportdiff import parse
        >>> both = series(parse(f"收案{count}件，结案9件。", year=year) for year, count in ((2022, 20), (2023, 30)))
        >>> [len(both.filtered(name).rows) for name in ("", "收案", "x")]
        [2, 1, 0]
        """
        require_type(name, str, "name", "errors.wanted_name_part")
        kept = [row for row in self.recurring(least) if name in row.name]
        if broken:
            wrong = {(item.year, item.metric) for item in self.breaks}
            kept = [row for row in kept if not wrong.isdisjoint(_named(row))]
        names = {key for row in kept for key in _named(row)}
        chained = tuple(item for item in self.chained if (item.year, item.metric) in names)
        return evolve(self, rows=tuple(kept), chained=chained)

    def recurring(self, least: int = 2) -> tuple[SeriesRow, ...]:
        """Return the rows that at least `least` years print."""
        years = whole_number(least, "least", 0, 9999, "least=2")
        return tuple(row for row in self.rows if len(row.metrics) >= years)

    @property
    def table(self) -> DataFrame:
        """Metric by year: name, unit, and a column a year, NA where nothing is printed (`SeriesRow.value` is exact)."""
        import pandas

        from reportdiff.rendering.number_text import approximate

        columns: dict[str, object] = {
            "metric": pandas.array([row.name for row in self.rows], dtype="string"),
            "unit": pandas.array([row.unit or pandas.NA for row in self.rows], dtype="string"),
        }
        for year in self.years:
            values = [row.value(year) for row in self.rows]
            columns[str(year)] = pandas.array(
                [pandas.NA if value is None else approximate(value) for value in values], dtype="Float64"
            )
        return pandas.DataFrame(columns)

    @property
    def checks(self) -> DataFrame:
        """Every check of `chained`: year, since (the year of its base), then the columns of `Comparison.checks`."""
        from reportdiff.rendering.frames import year_checks_frame

        return year_checks_frame(
            [(item.year, item.since, self._check_row(item)) for item in self.chained], lang=chosen_language(None)
        )

    def render(self, format: str = "table", *, lang: str | None = None, least: int = 2, width: int = 110) -> str:
        """Return the table of metric by year with its gaps and breaks.

        Args:
            format: table (for a terminal), md, csv, json or html.
            lang: The language, "zh" or "en"; without it the one of `use_language`.
            least: How many years must print a metric.
            width: How many columns a table of a terminal has.

        Raises:
            UnsupportedFormatError: There is no such format.
        """
        from reportdiff.rendering.series import html, text

        lang, rows = chosen_language(lang), self._metric_rows(least)
        if format == "json":
            return series_json.json_text(self, least)
        heading = year_tables.heading_of(self, lang)
        if format == "html":
            metrics = [(name, figures, doubtful, broken) for name, _, figures, doubtful, broken in rows]
            return html.render(self.years, metrics, self._break_rows(), heading=heading, lang=lang)
        panel = [(name, figures, doubtful) for name, _, figures, doubtful, _ in rows]
        breaks = [(item.year, item.metric, item.check) for item in self.breaks]
        table = text.render(self.years, panel, breaks, heading=heading, format=format, lang=lang, width=width)
        return table.removeprefix("\ufeff")  # the byte order mark belongs to a file of CSV, as in Comparison.render

    def to_html(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        lang: str | None = None,
        least: int = 2,
        overwrite: bool = False,
    ) -> str:
        """Return one offline page with the breaks and the metrics; with `path` write it and return the path.

        Here and below, an existing file that reportdiff did not write is replaced only with `overwrite=True`.
        """
        return self._written(self.render("html", lang=lang, least=least), path, overwrite)

    def to_markdown(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        lang: str | None = None,
        least: int = 2,
        overwrite: bool = False,
    ) -> str:
        """Return the table and the breaks as Markdown; with `path` write them and return the path."""
        return self._written(self.render("md", lang=lang, least=least), path, overwrite)

    def to_csv(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        lang: str | None = None,
        least: int = 2,
        overwrite: bool = False,
    ) -> str:
        """Return the table as CSV; with `path` write it, with a byte order mark for Excel, and return the path."""
        mark = "" if path is None else "\ufeff"
        return self._written(mark + self.render("csv", lang=lang, least=least), path, overwrite)

    def to_json(self, path: str | os.PathLike[str] | None = None, *, least: int = 2, overwrite: bool = False) -> str:
        """Return the series as JSON (docs/json.md), for `from_json`; with `path` write it and return the path."""
        return self._written(self.render("json", least=least), path, overwrite)

    @classmethod
    def from_json(cls, text: str) -> Series:
        """Return the series that `to_json` wrote, with the metrics it holds; else raise `ResultFormatError`.

        >>> from reportdiff import parse
        >>> made = series(parse(f"全年受理申请{count}件。", year=year) for year, count in ((2022, 132), (2023, 287)))
        >>> Series.from_json(made.to_json(least=1)) == made
        True
        """
        return cls(**series_json.load(text)._asdict())

    def _written(self, text: str, path: str | os.PathLike[str] | None, overwrite: bool) -> str:
        return text if path is None else self._write(path, text, overwrite)

    def _write(self, path: str | os.PathLike[str], content: str | bytes, overwrite: bool) -> str:
        return str(rendering.write_output(path, content, inputs=self.files, overwrite=overwrite))

    def to_rules(self, path: str | os.PathLike[str]) -> str:
        """Add the names that were learned to a corrections file, a [[known]] row each, and return its path.

        Next year's comparison beside that file uses them; a row that is wrong may be taken out or become [[forbid]].

        Args:
            path: The file; one that exists keeps what it holds.

        Raises:
            LexiconError: The file exists and is no corrections file.
        """
        from reportdiff.alignment import load_corrections

        require_type(path, str | os.PathLike, "path", "errors.wanted_file")
        target = Path(path)
        existing = ""
        if os.path.exists(target):  # False, not an error, for a name that is too long
            load_corrections(target)
            existing = target.read_text(encoding="utf-8")
        text = known_text(self.learned, existing)
        return self._write(path, text, True) if text != existing else str(path)

    def to_excel(
        self, path: str | os.PathLike[str], *, lang: str | None = None, least: int = 2, overwrite: bool = False
    ) -> str:
        """Write a workbook with the sheets series (base units; as printed in notes) and breaks; return its path.

        Raises:
            MissingExtraError: The extra `xlsx` is not installed.
        """
        return self._write(path, self.workbook(lang=lang, least=least), overwrite)

    def workbook(self, *, lang: str | None = None, least: int = 2) -> bytes:
        """Return the workbook that `to_excel` writes."""
        from reportdiff.rendering.series import excel

        lang = chosen_language(lang)
        heading = year_tables.heading_of(self, lang)
        return excel.render(self.years, self._metric_rows(least), self._break_rows(), heading=heading, lang=lang)

    def _repr_html_(self) -> str:
        from reportdiff.rendering import notebook

        lang = chosen_language(None)
        rows = [(name, figures) for name, _, figures, *_ in self._metric_rows(2)]
        breaks = [(item.year, message_text(item.check, lang)) for item in self.breaks]
        return notebook.render_years(year_tables.heading_of(self, lang), self.years, rows, breaks, lang=lang)

    def _metric_rows(self, least: int) -> list[tuple[str, str, list[Figure | str], list[int], list[int]]]:
        """Return each metric's name, unit, figure or code of a gap a year, doubtful years and years with a break."""
        broken = {(item.year, item.metric) for item in self.breaks}
        return [
            (
                row.name,
                row.unit,
                [row.metrics[year].figure if year in row.metrics else row.gaps[year].value for year in self.years],
                sorted(row.doubtful_years),
                [year for year, metric in row.metrics.items() if (year, metric.name) in broken],
            )
            for row in self.recurring(least)
        ]

    def _break_rows(self) -> list[tuple[int, CheckRow]]:
        """Return each break's year and its check with the sentence that it rests on."""
        return [(item.year, self._check_row(item)) for item in self.breaks]

    def _check_row(self, item: YearCheck) -> CheckRow:
        return check_rows([item.check], self.reports[item.year], self.reports[item.since])[0]

    def plot(self, *, lang: str | None = None, limit: int = 12, least: int = 2, font: str | None = None) -> Drawing:
        """Return a matplotlib figure with a small chart a metric, those with a break first.

        A break is crossed in red, a doubtful pair hollow and dashed; a year without a figure has no point.

        Args:
            lang: The language, "zh" or "en"; without it the one of `use_language`.
            limit: How many metrics at most.
            least: How many years must print a metric.
            font: The installed font for Chinese labels; by default one is found.

        Raises:
            MissingExtraError: The extra `plot` is not installed.
            MissingFontError: No installed font shows Chinese.
        """
        from reportdiff.rendering import plots

        limit = whole_number(limit, "limit", 1, 10_000, "limit=12")
        rows = [(row.name, row.metrics, row.doubtful_years) for row in self.recurring(least)]
        panels = plots.panels(rows, [(item.year, item.metric) for item in self.breaks], limit)
        heading, _ = year_tables.heading_of(self, chosen_language(lang))
        return plots.plot_years(panels, self.years, heading=heading, lang=chosen_language(lang), font=font)


def series(reports: Iterable[Report | Source], *, rules: Rules | None = None, limits: Limits | None = None) -> Series:
    """Chain the reports of one issuer into a table of their actual figures.

    Neighbouring years are compared as `compare` does; a metric that one report leaves out is looked for in the next.

    Args:
        reports: Reports, or what `read` takes (what that raises is raised), in any order. A report's year is the one
            that it reviews.
        rules: Corrections as for `compare`; without them those next to a report's file count.
        limits: How large the inputs may be, as for `read`.

    Raises:
        ArgumentError: There are fewer than two reports.
        UnplacedReportError: A report has no known year, or two are of one year.

    >>> from reportdiff import parse
    >>> result = series(parse(f"全年受理申请{count}件。", year=year) for year, count in ((2021, 90), (2022, 132)))
    >>> [(row.name, [str(row.value(year)) for year in result.years]) for row in result.rows]
    [('受理申请', ['90', '132'])]
    """
    if isinstance(reports, str | bytes | os.PathLike | Report):
        raise ArgumentTypeError("errors.one_report", example="series(['2022.txt', '2023.txt'])")
    sources = require_items(reports, "reports", "errors.wanted_reports")
    in_order = [item if isinstance(item, Report) else read(item, limits=limits) for item in sources]
    by_year = _by_year(in_order)
    corrections = {
        _year_of(report): corrections_for(rules, item) for report, item in zip(in_order, sources, strict=True)
    }
    comparisons: list[Comparison] = []
    learned: tuple[KnownName, ...] = ()
    for since, year in pairwise(sorted(by_year)):
        corrections[year] = with_known(corrections[year], learned)
        comparison = compare(by_year[since], by_year[year], rules=corrections[year])
        comparisons.append(comparison)
        known = {frozenset(row.names) for row in learned}
        found = learned_names(comparison.prior, comparison.current, comparison.result.pairs, proved(comparison))
        learned += tuple(row for row in found if frozenset(row.names) not in known)
    return evolve(series_of_comparisons(comparisons, corrections.get), learned=learned)


def _named(row: SeriesRow) -> set[tuple[int, str]]:
    """Return each year of a row with the name that its report gives the metric."""
    return {(year, metric.name) for year, metric in row.metrics.items()}


def series_of_comparisons(
    comparisons: Sequence[Comparison], corrections_of: Callable[[int], Corrections | None]
) -> Series:
    """Return the series of at least one comparison of neighbouring years, given in the order of the years.

    `corrections_of` returns those of a year's report, for metrics that the report between two years leaves out.
    """
    by_year = _by_year([comparisons[0].prior, *(comparison.current for comparison in comparisons)])
    compared = ComparedYears(by_year, comparisons, corrections_of)
    rows = rows_of(compared)
    chained, near = chained_checks(compared, rows), set(pairwise(compared.years))
    return Series(
        years=compared.years,
        reports=by_year,
        rows=rows,
        comparisons=tuple(comparisons),
        chained=chained,
        over_years=tuple(item for item in chained if (item.since, item.year) not in near),
    )


def _by_year(reports: Sequence[Report]) -> dict[int, Report]:
    if len(reports) < 2:
        raise ArgumentError("errors.too_few_reports")
    by_year: dict[int, Report] = {}
    for report in reports:
        year = _year_of(report)
        if year in by_year:
            first = by_year[year].source
            raise UnplacedReportError("errors.second_of_year", file=report.source, year=year, first=first)
        by_year[year] = report
    return by_year


def _year_of(report: Report) -> int:
    year = report.reviewed if report.reviewed is not None else report.year
    if year is None:
        raise UnplacedReportError("errors.year_unknown", file=report.source)
    return year
