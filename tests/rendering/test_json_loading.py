"""The JSON is whole and exact, and loads back without loss."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from sample_results import checked, compared, current_report, hostile

from reportdiff.arithmetic.decimal_text import plain_text
from reportdiff.errors import ResultFormatError
from reportdiff.model import CheckResult, Interval
from reportdiff.rendering import load_checked, load_compared
from reportdiff.rendering.codec.encode import SCHEMA, coverage_of_report, data, render


def test_a_comparison_loads_back_equal() -> None:
    """from_json(to_json(x)) == x for a comparison."""
    assert load_compared(render(compared())) == compared()


@pytest.mark.parametrize("make", [checked, hostile])
def test_a_checkup_loads_back_equal(make: Callable[[], CheckResult]) -> None:
    """from_json(to_json(x)) == x for one report's checks, whatever its text holds."""
    assert load_checked(render(make())) == make()


def test_an_extract_loads_as_a_checkup_without_checks() -> None:
    """What `extract` prints can be loaded, and holds no checks."""
    report = current_report()
    loaded = load_checked(render(report))
    assert (loaded.report, loaded.checks) == (report, ())
    assert "checks" not in data(report)


def test_writing_a_loaded_result_gives_the_same_bytes() -> None:
    """The JSON of a loaded result is the JSON that it was loaded from."""
    text = render(compared())
    assert render(load_compared(text)) == text


@given(st.fractions())
def test_the_notation_loses_nothing(value: Fraction) -> None:
    """Any exact bound survives the contract's notation, which is a plain decimal wherever one ends."""
    assert Fraction(plain_text(value)) == value
    assert "e" not in plain_text(value).lower()
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    assert ("/" in plain_text(value)) == (rest != 1)


@given(st.none() | st.fractions(), st.none() | st.fractions(), st.booleans(), st.booleans())
def test_every_interval_survives(low: Fraction | None, high: Fraction | None, left: bool, right: bool) -> None:
    """Bounds, unbounded ends and their closedness load back."""
    result = compared()
    change = evolve(result.changes[0], percent_interval=Interval(low, high, left, right))
    changed = evolve(result, changes=(change,))
    assert load_compared(render(changed)) == changed


def test_the_contracts_fields_are_there_with_their_types() -> None:
    """Values and bounds are strings, offsets, years and scores numbers; the contract's fields come first."""
    shown = json.loads(render(compared()))
    assert shown["schema"] == SCHEMA
    metric = shown["current"]["metrics"][0]
    assert list(metric)[:17] == [
        *("id", "name", "surface", "start", "end", "value", "interval", "unit", "qualifier", "kind", "status"),
        *("period", "scope", "section", "sentence", "table", "places"),
    ]
    assert metric["value"] == "287"
    assert metric["interval"] == {"low": "287", "high": "287", "low_closed": True, "high_closed": True}
    text = shown["current"]["report"]["text"]
    assert text[metric["start"] : metric["end"]] == metric["surface"] == "287件"
    assert shown["current"]["report"]["characters"] == len(text)
    claim = shown["current"]["claims"][0]
    assert (claim["size"], claim["value"], claim["unit"]) == ("117.42", "117.42", "%")
    assert text[claim["figure_start"] : claim["figure_end"]] == "117.42%"
    assert shown["changes"][0]["percent"] == "3875/33"
    assert shown["pairs"][0]["score"] == 0.97
    assert shown["pairs"][0]["reasons"]["name"] == 0.8571
    assert shown["sections"][1]["prior_heading"] == "监督"
    assert [check["id"] for check in shown["checks"]] == ["k1", "k2", "k3", "k4"]
    assert shown["checks"][0]["implied_prior"]["integers"] == ["132"]
    assert shown["checks"][2]["severity"] == "error"
    assert shown["prior"]["checks"] == []


def test_trailing_zeros_of_a_printed_figure_are_kept() -> None:
    """A figure printed 1.20万 keeps its printed digits; its value is in base units."""
    metric = json.loads(render(compared()))["prior"]["metrics"][3]
    assert (metric["figure"]["digits"], metric["value"], metric["figure"]["scale"]) == ("1.20", "12000", 10_000)


def test_an_unchecked_report_says_why_nothing_was_decided() -> None:
    """Coverage of a bare report counts every figure once and every claim as undecided."""
    coverage = coverage_of_report(current_report())
    assert (coverage.figures, coverage.claims, coverage.decided) == (7, 2, 0)
    assert coverage.undecided == {"operand not printed": 2}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda value: value.update(schema="reportdiff/9"), "schema"),
        (lambda value: value.pop("pairs"), "pairs: is missing"),
        (lambda value: value["pairs"][1].update(score_exact="1e999999999"), r"pairs\[1\].score_exact"),
        (lambda value: value["checks"][2].update(verdict="fine"), r"checks\[2\].verdict: 'fine' is unknown"),
        (lambda value: value["checks"][1].update(modes=["up"]), r"checks\[1\].modes: 'up' is unknown"),
        (lambda value: value["current"]["metrics"][0].update(sentence=[1]), r"current.metrics\[0\].sentence"),
        (lambda value: value["current"]["metrics"][0].update(start="4"), None),
        (lambda value: value["current"]["report"].update(year=True), "current.report.year: expected a whole number"),
        (lambda value: value["changes"][0].update(percent="1/0"), r"changes\[0\].percent: '1/0' is not a number"),
        (lambda value: value.update(warnings=[1]), "warnings: expected strings"),
        (lambda value: value.update(prior=[]), "prior: expected an object"),
    ],
)
def test_a_wrong_field_is_named(change: object, says: str | None) -> None:
    """An error names the path of the field that is wrong; a field that repeats another is not looked at."""
    value = json.loads(render(compared()))
    assert callable(change)
    change(value)
    if says is None:
        assert load_compared(json.dumps(value)) == compared()
    else:
        with pytest.raises(ResultFormatError, match=says):
            load_compared(json.dumps(value))


@pytest.mark.parametrize("text", ["", "[]", "nonsense", '{"schema": 1}', "[" * 100_000])
def test_what_is_no_result_is_refused(text: str) -> None:
    """Text that is no JSON, or JSON that is no result, raises ResultFormatError."""
    with pytest.raises(ResultFormatError):
        load_checked(text)


def test_one_kind_of_result_is_not_taken_for_the_other() -> None:
    """A comparison is no checkup and the reverse, and the error says what to use."""
    with pytest.raises(ResultFormatError, match=r"Comparison\.from_json"):
        load_checked(render(compared()))
    with pytest.raises(ResultFormatError, match=r"Checkup\.from_json"):
        load_compared(render(checked()))
