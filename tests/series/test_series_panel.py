"""Many years of one issuer in one table: rows over the years, gaps, breaks."""

from __future__ import annotations

from fractions import Fraction
from itertools import takewhile
from pathlib import Path

import pytest

from reportdiff import parse
from reportdiff.model import Report
from reportdiff.panel import Gap, Series, SeriesRow, series
from running import ROOT


def year_of(year: int, text: str) -> Report:
    """A report of one year."""
    return parse(text, source=f"{year}.txt", year=year)


def row_of(result: Series, name: str) -> SeriesRow:
    """The row of a name."""
    return next(row for row in result.rows if row.name == name)


def test_years_are_chained_in_order() -> None:
    """Reports in any order give one row a metric, under its latest name, with every year's value."""
    result = series(
        [
            year_of(2023, "全年收到行政复议申请287件。"),
            year_of(2021, "全年受理行政复议申请90件。"),
            year_of(2022, "全年受理行政复议申请132件。"),
        ]
    )
    assert result.years == (2021, 2022, 2023)
    (row,) = result.rows
    assert [row.value(year) for year in result.years] == [Fraction(90), Fraction(132), Fraction(287)]
    assert row.gaps == {}


def test_gaps_are_told_apart() -> None:
    """A metric not yet printed, left out for a year, and dropped for good are three kinds of gap."""
    result = series(
        [
            year_of(2020, "全年受理行政复议申请90件。"),
            year_of(2021, "全年受理行政复议申请132件。全年培训党员干部1205人。"),
            year_of(2022, "全年受理行政复议申请140件。"),
            year_of(2023, "全年培训党员干部1300人。"),
        ]
    )
    assert row_of(result, "培训党员干部").gaps == {2020: Gap.NOT_YET, 2022: Gap.NOT_PRINTED}
    assert row_of(result, "受理行政复议申请").gaps == {2023: Gap.DROPPED}


def test_a_changed_definition_is_no_dropped_metric() -> None:
    """The same name in a unit that does not convert ends one row and begins another, and both say why."""
    result = series([year_of(2022, "全市供水能力12万吨。"), year_of(2023, "全市供水能力15万户。")])
    assert [dict(row.gaps) for row in result.rows] == [
        {2022: Gap.DEFINITION_CHANGED},
        {2023: Gap.DEFINITION_CHANGED},
    ]


@pytest.mark.parametrize(
    ("words", "verdicts"),
    [
        ("比2018年增长50%", ["consistent"]),
        ("比2018年增长51%", ["inconsistent"]),
        ("2018年至2023年年均增长8.45%", ["consistent"]),
        ("2018年至2023年年均增长10%", ["inconsistent"]),
        ("五年来增长50%", ["consistent"]),
        ("比2018年增加500张", ["consistent"]),
    ],
)
def test_a_change_over_years_is_judged_by_both_ends(words: str, verdicts: list[str]) -> None:
    """Growth over several years is judged by the levels that the reports of its first and last year print."""
    levels = {2018: 1000, 2019: 1090, 2020: 1170, 2021: 1270, 2022: 1380}
    result = series(
        [
            *(year_of(year, f"全市医院床位{level}张。") for year, level in levels.items()),
            year_of(2023, f"全市医院床位达到1500张，{words}。"),
        ]
    )
    far = [item for item in result.chained if item.since == 2018]
    assert [item.check.verdict.value for item in far] == verdicts
    assert [item.year for item in result.breaks] == [2023] * verdicts.count("inconsistent")
    table = result.checks
    assert list(table.columns[:4]) == ["year", "since", "severity", "verdict"]
    assert len(table) == len(result.chained)


def test_a_sum_of_years_is_not_held_against_one_year() -> None:
    """What five years added up to may have grown against the five before: no error is said."""
    result = series(
        [
            year_of(2018, "全市新建学校20所。"),
            *(year_of(year, f"全市新建学校{20 + year - 2018}所。") for year in range(2019, 2023)),
            year_of(2023, "2019-2023年，全市新建学校26所，比2018年增长80%。"),
        ]
    )
    assert result.breaks == ()


def test_corrections_hold_for_a_series(tmp_path: Path) -> None:
    """Corrections next to the reports, or handed in, decide about each pair of years, and over a gap too."""
    texts = {
        2021: "全年培训党员干部1205人。",
        2022: "全年受理申请140件。",
        2023: "全年培训党员干部1300人。全年受理申请150件。",
    }
    paths = []
    for year, text in texts.items():
        path = tmp_path / f"甲市{year}年度报告.txt"
        path.write_text(f"甲市{year}年度报告\n{text}", encoding="utf-8")
        paths.append(path)
    assert row_of(series(paths), "培训党员干部").gaps == {2022: Gap.NOT_PRINTED}
    rules = tmp_path / "rules.toml"
    rules.write_text('[[forbid]]\nprior = "培训党员干部"\ncurrent = "培训党员干部"\n', encoding="utf-8")
    kept_apart = {2021: Gap.NOT_YET, 2022: Gap.NOT_YET}
    assert row_of(series(paths, rules=rules), "培训党员干部").gaps == kept_apart
    rules.rename(tmp_path / "reportdiff.toml")
    assert row_of(series(paths), "培训党员干部").gaps == kept_apart


def test_breaks_are_named() -> None:
    """A stated change that last year's own level contradicts is a break; one that fits is none."""
    wrong = series(
        [year_of(2022, "全年受理行政复议申请132件。"), year_of(2023, "全年受理行政复议申请287件，同比上升54.01%。")]
    )
    assert [(item.year, item.metric) for item in wrong.breaks] == [(2023, "受理行政复议申请")]
    right = series(
        [year_of(2022, "全年受理行政复议申请132件。"), year_of(2023, "全年受理行政复议申请287件，同比上升117.42%。")]
    )
    assert right.breaks == ()


def test_the_table_is_exact() -> None:
    """The table has a column a year and keeps exact values."""
    result = series([year_of(2022, "全年受理行政复议申请132件。"), year_of(2023, "全年受理行政复议申请287件。")])
    assert list(result.table.columns) == ["metric", "unit", "2022", "2023"]
    assert result.table.iloc[0].tolist() == ["受理行政复议申请", "件", Fraction(132), Fraction(287)]


@pytest.mark.parametrize(
    ("years", "says"), [([2022], "at least two"), ([2022, 2022], "a second report"), ([2022, None], "year is unknown")]
)
def test_reports_that_make_no_series_are_refused(years: list[int | None], says: str) -> None:
    """One report, two of one year, or one without year are refused in one clear line."""
    reports = [parse("全年受理行政复议申请132件。", source="甲.txt", year=year) for year in years]
    with pytest.raises(ValueError, match=says):
        series(reports)


def test_a_district_over_five_years(shared: Path) -> None:
    """The levels that a district prints every year stand in one row each, as its reports print them."""
    result = series(sorted((shared / "reports" / "gwr-hailar").glob("*.txt")))
    assert result.years == (2011, 2012, 2013, 2014, 2015)
    product = next(row for row in result.recurring(5) if row.name == "地区生产总值")
    assert [product.value(year) for year in (2012, 2013, 2014)] == [
        Fraction(23_520_000_000),
        Fraction(25_370_000_000),
        Fraction(27_440_000_000),
    ]


def rows_of_page(heading: str) -> list[list[str]]:
    """The rows of the first table of the page on years that has this head."""
    lines = (ROOT / "docs" / "years-and-corrections.md").read_text(encoding="utf-8").splitlines()
    start = lines.index(heading) + 2
    rows = (line.strip("| ").split(" | ") for line in lines[start:])
    return list(takewhile(lambda row: len(row) > 1, rows))


def test_the_page_shows_what_the_series_gives(shared: Path) -> None:
    """Panel and breaks of a district, checked by hand against its reports, stand in the docs as they come out."""
    result = series(sorted((shared / "reports" / "gwr-hailar").glob("*.txt")))
    panel = [[row.metrics[year].figure.surface for year in result.years] for row in result.recurring(5)]
    for name, *levels in rows_of_page("| metric | 2011 | 2012 | 2013 | 2014 | 2015 |"):
        assert levels in panel, name
    stated = [
        [str(item.year), item.metric, f"+{item.check.stated}%", f"{signed(item.check.recomputed)}%"]
        for item in result.breaks
    ]
    assert stated == rows_of_page("| year | metric | stated | from the two levels |")


def signed(number: str | None) -> str:
    """A recomputed growth as the page prints it."""
    return f"−{number[1:]}" if number and number.startswith("-") else f"+{number}"
