"""The gold of other genres: every surface stands at its offsets in the text that the reader produces."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import reportdiff
from reading_scores import TABLES, read_rows


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
