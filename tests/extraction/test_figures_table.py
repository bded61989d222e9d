"""Every worked case of tests/data/figures.tsv, through the scanner and through a whole report."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from reading_texts import read_text

from reportdiff.extraction.figures.scanner import scan
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.model import Figure

TABLE = Path(__file__).parents[1] / "data" / "figures.tsv"
with TABLE.open(encoding="utf-8", newline="") as handle:
    CASES = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
for _case in CASES:
    _case["text"] = _case["text"].replace("\\n", "\n")
    _case["surface"] = _case["surface"].replace("\\n", "\n")
UNITS = {"pp": "个百分点"}
FIGURES = [case for case in CASES if case["kind"] not in ("none", "stated_change")]
CHANGES = [case for case in CASES if case["kind"] == "stated_change"]
NONE = [case for case in CASES if case["kind"] == "none"]


def figures_of(text: str) -> list[Figure]:
    """The figures that the scanner finds."""
    return [found for found in scan(text) if isinstance(found, Figure)]


@pytest.mark.parametrize("case", FIGURES, ids=lambda case: case["text"])
def test_figure(case: dict[str, str]) -> None:
    """A figure is found whole, in its unit, and stands for the interval of the table."""
    found = {figure.surface: figure for figure in figures_of(case["text"])}
    assert case["surface"] in found
    figure = found[case["surface"]]
    assert figure.unit.replace("（", "(").replace("）", ")") == case["unit"]
    low, high = figure.interval.low, figure.interval.high
    if case["surface"] == "三分之一":
        assert (low, high) == (Fraction(100, 3), Fraction(100, 3))
    elif figure.has_point_value and figure.qualifier is None:
        assert figure.value == Fraction(case["low"])
    else:
        assert low is not None
        assert low == Fraction(case["low"])
        assert high == (None if case["high"] == "inf" else Fraction(case["high"]))
    assert case["kind"] in (kind_of_unit(figure.unit), "count")


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: case["text"])
def test_stated_change(case: dict[str, str]) -> None:
    """A stated change is a claim with the table's size and direction."""
    report = read_text(f"全年收到来信287件，{case['text']}。")
    claim = report.claims[-1]
    assert claim.direction.value == case["direction"]
    if claim.figure is None:
        assert claim.form.value == "doubling"
        assert case["surface"] in claim.surface
    else:
        assert claim.figure.surface == case["surface"]
        assert abs(claim.figure.value) == abs(Fraction(case["low"]))


@pytest.mark.parametrize("case", NONE, ids=lambda case: case["text"])
def test_no_figure(case: dict[str, str]) -> None:
    """What only holds a numeral yields nothing."""
    assert figures_of(case["text"]) == []
