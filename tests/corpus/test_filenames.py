"""Issuer, kind and year of a report from its path."""

from __future__ import annotations

import pytest

from reportdiff.corpus.filenames import FilenameRow, parse_filename
from reportdiff.lexicon.rows import load_rows

ROWS = load_rows("filenames", FilenameRow)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.part} {row.words[0]}")
def test_examples_of_filename_rows_are_of_their_issuer_and_kind(row: FilenameRow) -> None:
    """Whatever else an example holds, its issuer is 甲市, its year is read, and a kind's example is of that kind."""
    for example in row.examples:
        parsed = parse_filename(f"{example}.txt")
        assert parsed.issuer == "甲市", example
        assert parsed.year in (2012, 2023)
        assert parsed.kind == row.words[0] or row.part != "kind"


@pytest.mark.parametrize(
    ("path", "year"),
    [
        ("2021/甲市-2023.txt", 2023),  # the file's name comes before the folder's
        ("2023/甲市.txt", 2023),
        ("甲市2021-2023.txt", None),
        ("甲市-20230229.txt", None),
        ("甲市2023年2月29日.txt", None),
        ("甲市-12023.txt", None),
    ],
)
def test_a_year_is_read_where_there_is_one(path: str, year: int | None) -> None:
    """Two years, a date or a longer number are no year."""
    assert parse_filename(path).year == year
