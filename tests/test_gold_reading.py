"""The gold of other genres: every surface stands at its offsets, and no score of the program falls."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

import reportdiff
from reading_scores import GOLD, TABLES, read_rows, score

FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))
COUNTED_WRONG = {"lures_read", "lures_paired"}


@cache
def _text_of(reports: Path, file: str) -> str:
    return reportdiff.read(next(reports.rglob(file))).document.text


@pytest.mark.parametrize("half", ["a", "b"])
def test_surfaces_stand_at_their_offsets(half: str, shared: Path) -> None:
    """A row of figures or claims, its operands and both sides of a pair are found where the row says."""
    reports = shared / "reports"
    for table in TABLES[:2]:
        for row in read_rows(half, table):
            text = _text_of(reports, row["file"])
            assert text[int(row["start"]) : int(row["end"])] == row["surface"]
            for side in ("current", "prior"):
                if row.get(side):
                    assert text.startswith(row[side], int(row[f"{side}_start"]))
    for row in read_rows(half, "pairs"):
        for side in ("prior", "current"):
            assert _text_of(reports, row[f"{side}_file"]).startswith(row[f"{side}_surface"], int(row[f"{side}_start"]))


@pytest.mark.parametrize("half", ["a", "b"])
def test_rows_lie_in_a_passage(half: str) -> None:
    """Every figure and claim lies in a passage of its table, so that false ones can be counted."""
    extents = [(p["file"], p["table"], int(p["start"]), int(p["end"])) for p in read_rows(half, "passages")]
    for table in TABLES[:2]:
        for row in read_rows(half, table):
            assert any(
                (row["file"], table) == (file, kind) and start <= int(row["start"]) and int(row["end"]) <= end
                for file, kind, start, end in extents
            )


@pytest.mark.parametrize("half", ["a", "b"])
@pytest.mark.usefixtures("shared")
def test_no_score_falls(half: str) -> None:
    """Each score is at least that of floors.json, and no more lures are taken; raise the floors with the program."""
    scores = score(half)
    fallen = {
        f"{table} {name}": (scores[table].get(name, 0.0), floor)
        for table, floors in FLOORS[half].items()
        for name, floor in floors.items()
        if (scores[table].get(name, 0.0) > floor if name in COUNTED_WRONG else scores[table].get(name, 0.0) < floor)
    }
    assert not fallen
