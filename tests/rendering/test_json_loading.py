"""The JSON is whole and exact, and loads back without loss."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from sample_results import checked, compared, current_report, hostile

import reportdiff
from reportdiff.arithmetic.decimal_text import plain_text
from reportdiff.errors import ResultFormatError
from reportdiff.model import CheckResult, Interval
from reportdiff.rendering import load_checked, load_compared
from reportdiff.rendering.codec.encode import data, render
from reportdiff.rendering.codec.layouts import SCHEMA
from reportdiff.rendering.coverage import coverage_of_report

WRITTEN_BEFORE = Path(__file__).parent / "contract"  # by the first version of the schema, of the seed and the example


ADDED = {  # keys gained since
    *("facets", "current_binding", "prior_binding", "cell", "gaps", "confidence", "comparatives"),
    *("rival_prior", "rival_current", "accepted"),
}


def without_added(text: str) -> str:
    """Return a JSON result without the keys that an earlier version of the code did not write."""

    def kept_keys(found: dict[str, object]) -> dict[str, object]:
        added = ADDED | ({"page"} if set(found) == {"report", "start", "end", "page"} else set())
        return {key: value for key, value in found.items() if key not in added}

    kept = json.loads(text, object_hook=kept_keys)
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def nested(depth: int) -> object:
    """Return lists within lists."""
    value: object = 0
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("name", ["seed.extract", "seed.check", "example.compare"])
def test_results_written_before_keep_their_bytes(name: str) -> None:
    """A result that an earlier version of the code wrote is loaded and written again byte by byte."""
    text = gzip.decompress((WRITTEN_BEFORE / f"{name}.json.gz").read_bytes()).decode()
    if name.endswith("compare"):
        assert without_added(render(load_compared(text))) == text
    else:
        checked = load_checked(text)
        assert without_added(render(checked if name.endswith("check") else checked.report)) == text


@pytest.mark.parametrize("name", ["gwr-hailar/hailar-district-2012", "budget/putuo-wanli-budget-2023"])
def test_results_of_open_reports_keep_their_bytes(shared: Path, name: str) -> None:
    """What is loaded from the JSON of two open reports and of their comparison gives the same JSON."""
    first = shared / "reports" / f"{name}.txt"
    prior, current = map(reportdiff.read, (first, first.with_stem(f"{first.stem[:-4]}{int(first.stem[-4:]) + 1}")))
    compared, checked = reportdiff.compare(prior, current), reportdiff.check(current)
    assert reportdiff.Comparison.from_json(compared.to_json()) == compared
    assert load_checked(checked.to_json()) == checked.result
    assert render(load_compared(compared.to_json())) == compared.to_json()
    assert render(load_checked(render(current)).report) == render(current)


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
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
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
        (lambda value: value["checks"][0].update(stated="=1+1"), r"checks\[0\].stated: '=1\+1' is not a number"),
        (lambda value: value["checks"][1].update(modes=["up"]), r"checks\[1\].modes\[0\]: 'up' is unknown"),
        (lambda value: value["current"]["metrics"][0].update(sentence=[1]), r"current.metrics\[0\].sentence"),
        (lambda value: value["current"]["metrics"][0].update(start="4"), None),
        (lambda value: value["current"]["report"].update(year=True), "current.report.year: expected a whole number"),
        (lambda value: value["changes"][0].update(percent="1/0"), r"changes\[0\].percent: '1/0' is not a number"),
        (lambda value: value.update(warnings=[1]), r"warnings\[0\]: expected a string"),
        (lambda value: value.update(prior=[]), "prior: expected an object"),
        (lambda value: value["current"].pop("report"), r"current\.report\.source: is missing"),
        (lambda value: value["current"]["report"].pop("text"), r"current\.report\.text: is missing"),
        (lambda value: value["current"]["metrics"][0]["figure"].pop("face"), r"metrics\[0\]\.figure\.face: is missing"),
        (lambda value: value["current"]["metrics"][0].update(period=7), r"metrics\[0\]\.period: expected a string"),
        (lambda value: value["current"]["metrics"][0].update(section="s9"), r"metrics\[0\]\.section: there is no 's9'"),
        (lambda value: value["current"]["claims"][1].update(prior="m9"), r"claims\[1\]\.prior: there is no 'm9'"),
        (lambda value: value["current"]["claims"][1].update(start=9**9), r"claims\[1\]: .* lies outside the text"),
        (lambda value: value["pairs"][0].update(current="m9"), r"pairs\[0\]\.current: there is no 'm9'"),
        (lambda value: value["checks"][1]["evidence"][1].update(end=9**9), r"checks\[1\]\.evidence: .* lies outside"),
        (lambda value: value["checks"][1]["evidence"][1].update(report="next"), "'next' is none of prior, current"),
        (lambda value: value["coverage"].update(undecided=[]), r"coverage\.undecided: cannot be read"),
        (lambda value: value["settings"].update(rules=nested(17)), "settings: is nested too deep"),
        (lambda value: value["checks"][0].update(id=nested(300)), r"checks\[0\]\.id: expected a string"),
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


@pytest.mark.parametrize(
    "text", ["", "[]", "nonsense", "null", '{"schema": 1}', "[" * 100_000, '{"a": NaN}', '{"a": ' + "9" * 5000 + "}"]
)
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


def places(value: object) -> Iterator[tuple[Any, Any]]:
    """Yield every list and object within JSON data with each of its keys."""
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from places(value[key])  # type: ignore[index]


WRONG_VALUES = st.one_of(
    st.none() | st.booleans() | st.integers(-2, 3) | st.floats() | st.text(max_size=3),
    st.sampled_from(
        [10**30, -(10**4000), "1/0", "1e9", "9" * 5000, "\ud800", "prior", "error", "m1", "2023", nested(90)]
    ),
    st.recursive(
        st.integers() | st.text(max_size=2), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    ),
)


@given(st.data())
def test_a_changed_result_loads_or_is_refused(data: st.DataObject) -> None:
    """A result in which something is replaced, left out or doubled loads, or ResultFormatError says why not."""
    value = json.loads(render(compared()))
    for _ in range(data.draw(st.integers(1, 3))):
        where = list(places(value))
        holder, key = where[data.draw(st.integers(0, len(where) - 1))]
        change = data.draw(st.sampled_from(["replace", "leave out", "double"]))
        if change == "leave out":
            del holder[key]
        elif change == "double" and isinstance(holder, list):
            holder.insert(key, deepcopy(holder[key]))
        else:
            holder[key] = data.draw(WRONG_VALUES)
    try:
        loaded = load_compared(json.dumps(value))
    except ResultFormatError:
        return
    assert load_compared(render(loaded)) == loaded


@given(st.integers(0, 9999), st.text(max_size=4))
def test_a_damaged_text_loads_or_is_refused(place: int, put: str) -> None:
    """A text that is cut short or has other characters somewhere loads, or ResultFormatError says why not."""
    text = render(checked())
    place %= len(text)
    for damaged in (text[:place], text[:place] + put + text[place + len(put) :]):
        try:
            load_checked(damaged)
        except ResultFormatError:
            continue
