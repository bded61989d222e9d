"""The seed document: its figures, the numerals in it that are no figures, and its one claim."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from running import Cli

DATA = Path(__file__).resolve().parent / "data"


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table under tests/data."""
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


FIGURES = table("seed-quantities.tsv")
LURES = table("seed-lures.tsv")


@pytest.fixture(scope="module")
def result(run_cli: Cli, seed_path: Path) -> Any:
    """Return the checked seed as the command line prints it."""
    done = run_cli("check", seed_path, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def figures_of(result: Any) -> dict[tuple[int, int], tuple[Fraction, str]]:
    """Return value and unit of every figure found, by its span."""
    found = {(m["start"], m["end"]): (Fraction(m["value"]), m["unit"]) for m in result["metrics"]}
    for claim in result["claims"]:
        if claim["value"] is not None:
            found.setdefault((claim["figure_start"], claim["figure_end"]), (Fraction(claim["value"]), claim["unit"]))
    return found


def metric_at(result: Any, surface: str) -> Any:
    """Return the one metric that is printed as `surface`."""
    (metric,) = [metric for metric in result["metrics"] if metric["surface"] == surface]
    return metric


def test_the_gold_tables_fit_the_seed(seed_path: Path) -> None:
    """The rows that the seed is measured by name stretches of its text: 62 figures and 53 lures."""
    text = seed_path.read_bytes().decode()
    assert (len(FIGURES), len(LURES)) == (62, 53)
    assert all(text[int(row["start"]) : int(row["end"])] == row["surface"] for row in FIGURES + LURES)


def test_figures_are_found(result: Any) -> None:
    """At least 60 of the 62 figures are found with exact span, value and unit."""
    found = figures_of(result)
    missed = [
        f"{row['start']} {row['surface']}: {found.get((int(row['start']), int(row['end'])))}"
        for row in FIGURES
        if found.get((int(row["start"]), int(row["end"]))) != (Fraction(row["value"]), row["unit"])
    ]
    assert len(missed) <= 2, "\n".join(missed)


def test_numerals_that_are_no_figures_are_not_read(result: Any) -> None:
    """No numeral of a date, a number of a document or the like is read as a figure."""
    taken = [
        f"{row['start']} {row['surface']} ({row['why']})"
        for row in LURES
        for start, end in figures_of(result)
        if start < int(row["end"]) and int(row["start"]) < end
    ]
    assert taken == []


def test_surfaces_are_the_text(result: Any, seed_path: Path) -> None:
    """Every offset counts characters of the file as it stands."""
    text = seed_path.read_bytes().decode()
    for item in [*result["metrics"], *result["claims"], *result["unread"]]:
        assert text[item["start"] : item["end"]] == item["surface"]


def test_the_claim_is_bound(result: Any) -> None:
    """同比上升117.42% is the only claim, and it speaks of 受理行政复议申请 287件."""
    (claim,) = result["claims"]
    assert (claim["form"], claim["direction"], claim["size"]) == ("percent", "up", "117.42")
    assert claim["basis"] == "previous_year"
    assert claim["current"] == claim["metric"] == metric_at(result, "287件")["id"]
    assert claim["metric_name"] == metric_at(result, "287件")["name"] == "受理行政复议申请"


def test_the_claim_admits_one_prior(result: Any) -> None:
    """Last year's figure can only have been 132."""
    (claim,) = result["claims"]
    implied = [check["implied_prior"] for check in result["checks"] if check["claim"] == claim["id"]]
    assert {tuple(item["integers"]) for item in implied if item} == {("132",)}
    assert all(item["discriminating"] for item in implied if item)


def test_an_elided_subject_is_inherited(result: Any) -> None:
    """办结254件 gets the name of the reconsideration cases before it, though the clause does not name them."""
    name = metric_at(result, "254件")["name"]
    assert "行政复议" in name
    assert "办结" in name


def test_nothing_is_wrong_with_the_seed(result: Any) -> None:
    """No check of the seed alone raises a false alarm."""
    assert [
        c["message"]["en"] for c in result["checks"] if c["verdict"] in ("inconsistent", "rounding_difference")
    ] == []


def test_coverage_counts_what_was_found(result: Any) -> None:
    """The coverage says how many figures and claims there are and why the claim is undecided."""
    coverage = result["coverage"]
    assert coverage["claims"] == 1
    assert coverage["figures"] == len(figures_of(result))
    assert coverage["decided"] + sum(coverage["undecided"].values()) == coverage["claims"]
