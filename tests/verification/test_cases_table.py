"""Every worked case of tests/data/checks.tsv, through `verify`."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from reportdiff.model import Check
from reportdiff.verification import verify, verify_total

TABLE = Path(__file__).parents[1] / "data" / "checks.tsv"
with TABLE.open(encoding="utf-8", newline="") as handle:
    CASES = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))

RELATIONS = {
    "diff": "absolute",
    "fan": "doubling",
    "avg2": "annual_average",
    "narrow": "narrowed_loss",
    "bound": "growth",
    "times_less": "times_more",
}


def stated_text(case: dict[str, str]) -> str:
    """The stated column as a report would print it."""
    stated = case["stated"]
    if stated.endswith("pp"):
        return stated.removeprefix("+").replace("pp", "个百分点")
    if case["relation"] == "bound":
        return "30%以上"
    if case["relation"] == "fan":
        return f"翻{stated}"
    if case["relation"] == "times_less":
        return "减少1倍"
    if stated.endswith("倍"):
        return f"是上年的{stated[1:]}" if stated.startswith("=") else f"增长{stated[1:]}"
    return stated


def run_case(case: dict[str, str]) -> Check:
    """One row of the table, as cases/README.md maps it to the API."""
    if case["relation"] == "sum":
        return verify_total(case["stated"], parts=case["prior"].split("+"))
    context: dict[str, Any] = {}
    said = case["context"]
    if found := re.search(r"previous_stated=(\S+)", said):
        context["prior_stated"] = found[1]
    if found := re.search(r"siblings=\[\('(\d+)', '(\d+)'\)\]", said):
        context["siblings"] = [(found[1], found[2])]
    if found := re.search(r"totals=\['(\d+)'\]", said):
        context["totals"] = [found[1]]
    if found := re.search(r"marker=(\S+)", said):
        context["sentence"] = found[1]
    if found := re.search(r"metric=(\S+)", said):
        context["metric"] = found[1]
    if case["relation"] == "avg2":
        context["years"] = 2
    prior = None if "denominator_named=False" in said else case["prior"]
    relation = RELATIONS.get(case["relation"], case["relation"])
    return verify(stated_text(case), current=case["current"], prior=prior, relation=relation, **context)


def test_the_table_has_sixty_cases() -> None:
    """The table holds the sixty cases that the project was started with."""
    assert [case["id"] for case in CASES] == [str(number) for number in range(1, 61)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}-{case['relation']}-{case['stated']}")
def test_a_case_has_its_verdict_and_first_diagnosis(case: dict[str, str]) -> None:
    """The row's verdict and first diagnosis come out."""
    check = run_case(case)
    assert check.verdict.value == case["expected_verdict"], check
    assert (check.diagnoses[0] if check.diagnoses else "") == case["expected_diagnosis"], check


MODES = {"trunc": "truncate"}


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["modes_that_agree"]], ids=lambda case: f"{case['id']}-{case['stated']}"
)
def test_a_case_has_its_rounding_modes(case: dict[str, str]) -> None:
    """The rounding modes that reproduce the stated figure are those of the row."""
    wanted = [MODES.get(mode, mode) for mode in case["modes_that_agree"].split("|")]
    assert sorted(mode.value for mode in run_case(case).modes) == sorted(wanted)
