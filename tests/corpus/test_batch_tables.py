"""The tables, the page and the view of a batch: what they hold is what `compare` finds, however the work is done."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from corpus_helpers import BROKEN_PAIRS, PAIRS, bytes_of, reference_batch, rows_of
from synthetic_reports import synthetic_pair

from reportdiff import batch, compare, corpus_view
from reportdiff.corpus.batch_rows import COLUMNS
from running import ROOT


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of some hundred pairs, a few of them broken."""
    return reference_batch(tmp_path_factory.getbasetemp())[0]


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of one process, in one go."""
    return reference_batch(tmp_path_factory.getbasetemp())[1]


def test_the_tables_hold_every_report_once(serial: Path, reports: Path) -> None:
    """Each pair's changes, each report's metrics and each broken file are there, as `compare` has them."""
    changes, metrics = rows_of(serial, "changes"), rows_of(serial, "metrics")
    whole = [number for number in range(PAIRS) if number not in BROKEN_PAIRS]
    assert sorted({row["issuer"] for row in changes}) == [f"city{number:05d}" for number in whole]
    assert Counter(row["year"] for row in metrics).keys() == {2022, 2023}
    errors = [row for row in rows_of(serial, "errors") if row["level"] == "error"]
    assert [row["issuer"] for row in errors] == [f"city{number:05d}" for number in BROKEN_PAIRS]
    assert all(row["file"] in row["message"] and row["error"].endswith("Error") for row in errors)
    diff = compare(reports / "city00007-2022.txt", reports / "city00007-2023.txt")
    of_city = [row for row in changes if row["issuer"] == "city00007"]
    assert [(row["metric"], row["since"], row["stated"]) for row in of_city] == [
        (name, 2022, stated)
        for name, stated in zip(diff.changes["metric"], diff.changes["stated"].fillna(""), strict=True)
    ]
    checks = [row for row in rows_of(serial, "checks") if row["issuer"] == "city00007" and row["year"] == 2023]
    assert Counter(row["verdict"] for row in checks) == Counter(diff.checks["verdict"])


def test_every_part_has_the_columns_that_the_docs_name(serial: Path) -> None:
    """Names, order and types of the columns are the same in every part, and those of the documentation."""
    from pyarrow import parquet

    page = (ROOT / "docs" / "howto-thousands.md").read_text(encoding="utf-8")
    for table, columns in COLUMNS.items():
        (line,) = [line for line in page.splitlines() if line.startswith(f"| `{table}.parquet` |")]
        documented = re.sub(r" \([^)]*\)", "", line.strip("| ").split(" | ")[2])
        assert documented.split(", ") == list(columns)
        schemas = [parquet.read_schema(path) for path in (serial / f"{table}.parquet").iterdir()]
        kinds = {"string": "string", "float64": "double", "int32": "int32", "int64": "int64", "bool_": "bool"}
        for schema in schemas:
            assert [(each.name, str(each.type)) for each in schema] == [(k, kinds[v]) for k, v in columns.items()]


def test_the_tables_hold_exact_values(serial: Path) -> None:
    """The printed figures and the exact change stand beside the floats, and ids lead to the metrics."""
    metrics = {(row["issuer"], row["year"], row["id"]): row for row in rows_of(serial, "metrics")}
    paired = [row for row in rows_of(serial, "changes") if row["prior_id"] and row["current_id"]]
    assert len(paired) > 1000
    for row in paired:
        before = metrics[row["issuer"], row["since"], row["prior_id"]]
        after = metrics[row["issuer"], row["year"], row["current_id"]]
        assert row["prior_surface"].startswith(before["surface"])
        assert row["current_surface"].startswith(after["surface"])
        if row["percent_exact"]:
            growth = Fraction(after["value"]) / Fraction(before["value"]) * 100 - 100
            assert Fraction(row["percent_exact"]) == growth
            assert row["percent"] == pytest.approx(float(growth))


def test_exactly_the_wrong_changes_are_inconsistent_in_the_tables(serial: Path) -> None:
    """Exactly the changes that were made wrong are inconsistent."""
    accused = {(row["issuer"], row["metric"]) for row in rows_of(serial, "checks") if row["verdict"] == "inconsistent"}
    guilty = [
        (f"city{number:05d}", item.name)
        for number in range(PAIRS)
        if number not in BROKEN_PAIRS
        for item in synthetic_pair(number).items
        if item.wrong
    ]
    assert len(guilty) == len(accused) > 50
    assert all(any(issuer == where and name in metric for where, metric in accused) for issuer, name in guilty)


def test_two_processes_write_the_same_bytes_as_one(reports: Path, serial: Path, tmp_path: Path) -> None:
    """Two processes write what one does, byte for byte."""
    batch(reports, tmp_path / "out", workers=2)
    assert bytes_of(tmp_path / "out") == bytes_of(serial)


def test_corpus_view_shows_one_metric_over_issuers_and_years(serial: Path) -> None:
    """Levels by issuer and year, and the stated changes that are farthest from the recomputed ones first."""
    view = corpus_view(serial, "受理行政复议申请")
    pair = synthetic_pair(0)
    (item,) = [item for item in pair.items if item.name == "受理行政复议申请"]
    assert [str(year) for year in view.levels.columns] == ["2022", "2023"]
    assert view.levels.loc[("city00000", "件"), 2022] == item.prior
    gaps = view.outliers["gap"].abs()
    assert len(gaps) > 3
    assert list(gaps) == sorted(gaps, reverse=True)
    assert gaps.min() > 6
    wider = corpus_view(serial, "行政复议", contains=True)
    assert len(wider.levels) >= len(view.levels)
    assert "outliers" in repr(view)


def test_the_page_names_every_issuer_and_error(serial: Path) -> None:
    """One offline page: all issuers, the findings, the broken files; nothing from elsewhere."""
    page = (serial / "index.html").read_text(encoding="utf-8")
    assert "city00011" in page
    assert "city00003-2023" in page
    assert page.count("<script") == 1
    assert "http://" not in page
