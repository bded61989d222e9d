"""Each defect that a person saw, from the README on, is held by a test: the rows of data/seen.tsv."""

from __future__ import annotations

import csv

import pytest

from running import ROOT

TESTS = ROOT / "tests"
SEEN = (TESTS / "data" / "seen.tsv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(SEEN.splitlines(), delimiter="\t"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["seen"][:50])
def test_what_people_see_is_held_by_a_test(row: dict[str, str]) -> None:
    """The test that the row names is there."""
    assert f"\ndef {row['test']}(" in (TESTS / row["file"]).read_text(encoding="utf-8"), row["seen"]
