"""The real errors and the totals of the open gold: which are found, and what must not be reported."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from reportdiff import check
from reportdiff.model import Check, Severity, Verdict

SHARED = Path(__file__).parents[3] / "shared"
GOLD = SHARED / "gold" / "budget"
WORTH_A_LOOK = frozenset({Severity.ERROR, Severity.WARNING, Severity.QUESTION})
TOTALS_OF_262 = 180
FOUND_OF_33 = 24

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the shared gold tables are not here")


def rows(name: str) -> list[dict[str, str]]:
    """One gold table."""
    with (GOLD / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def checks_of(file: str) -> tuple[Check, ...]:
    """The checks of one report alone."""
    return check(next((SHARED / "reports").rglob(file))).result.checks


def findings(row: dict[str, str]) -> list[Check]:
    """The findings worth a look whose evidence overlaps the row."""
    start, end = int(row["start"]), int(row["end"])
    return [
        made
        for made in checks_of(row["file"])
        if made.severity in WORTH_A_LOOK
        and any(place.span.start < end and start < place.span.end for place in made.evidence)
    ]


def test_real_errors_are_found() -> None:
    """At least 24 of the 33 wrong figures, each with a cause in words, and every piece of a template left in."""
    errors = rows("errors.tsv")
    numeric = [row for row in errors if row["kind"].startswith(("claim:", "total:"))]
    found = [row for row in numeric if findings(row)]
    assert len(numeric) == 33
    assert len(found) >= FOUND_OF_33, [row["explanation"] for row in numeric if row not in found]
    assert all(findings(row) for row in errors if row["kind"].endswith("template_left"))
    for row in found:
        assert any(made.diagnoses or made.check == "template" or "疑" in made.message.zh for made in findings(row)), (
            row["explanation"]
        )


def test_only_totals_that_fail_are_reported() -> None:
    """Each relation that fails beyond rounding has a finding at its total or at one of its parts; none that holds."""
    totals = rows("totals.tsv")
    failing = [row for row in totals if row["holds"] == "no" and "within rounding" not in row["note"]]
    assert len(failing) == 3
    fits = {(row["file"], row["total_start"]) for row in totals if row["holds"] == "yes"}
    fits -= {(row["file"], row["total_start"]) for row in failing}
    for row in failing:
        start = int(row["total_start"])
        assert any(
            made.check == "total"
            and made.severity in WORTH_A_LOOK
            and any(place.span.start <= start < place.span.end for place in made.evidence)
            for made in checks_of(row["file"])
        ), row["note"]
    for file, place in fits:
        for made in checks_of(file):
            wrong = made.verdict is Verdict.INCONSISTENT or made.severity in WORTH_A_LOOK
            if made.check == "total" and wrong and made.evidence:
                assert made.evidence[0].span.start != int(place), made.message.zh


def test_most_totals_of_the_gold_get_the_right_verdict() -> None:
    """Of the 262 relations that a reader found, at least 180 have a check with the reader's verdict."""
    judged = 0
    for row in rows("totals.tsv"):
        at = int(row["total_start"])
        judged += any(
            made.check in ("total", "stock_flow", "agreement")
            and made.evidence[0].span.start <= at < made.evidence[0].span.end
            and (made.verdict is Verdict.CONSISTENT) == (row["holds"] == "yes")
            for made in checks_of(row["file"])
            if made.evidence
        )
    assert judged >= TOTALS_OF_262
