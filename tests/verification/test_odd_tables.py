"""Odd cells in tables for `verify_table`: a bad row gets its reason, never a crash."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy
import pandas
import pytest

from reportdiff import verify_table
from reportdiff.errors import MissingColumnError

ROWS: list[tuple[Any, Any, Any, str | None, str]] = [
    # current, prior, stated, verdict, a part of the error
    ("287件", "132件", "117.42", "consistent", ""),
    ("1，100", "1,000", "+10%", "consistent", ""),
    (numpy.int64(287), numpy.float64(132), "117.42%", "consistent", ""),
    (Decimal("1.50"), 1, numpy.float64(50), "consistent", ""),
    (110.0, 100.0, 10.0, "consistent", ""),
    ("1.1公里", "1000米", "10%", "consistent", ""),
    (1e30, 1e29, "900%", "consistent", ""),
    (None, 100, "10%", "unchecked", ""),
    (float("nan"), 100, "10", "unchecked", ""),
    (pandas.NA, pandas.NaT, "50", "unchecked", ""),
    ("—", 100, "10%", "unchecked", ""),
    (100, "/", "10%", "unchecked", ""),
    (0, 0, "0%", "undefined", ""),
    (287, 132, None, None, "no stated figure"),
    (287, 132, "n/a", None, "no stated figure"),
    ("很多", 132, "5%", None, "很多"),
    ([1], 132, "5%", None, "[1]"),
    (numpy.array([1, 2]), 132, "5%", None, "array"),
    (True, 132, "5%", None, "True"),
    (float("inf"), 132, "5%", None, "inf"),
]


@pytest.mark.parametrize("frame", [False, True], ids=["dicts", "frame"])
def test_every_cell_gets_its_row(frame: bool) -> None:
    """Rows come back in order, each with its verdict or with the reason why it has none."""
    rows = [{"now": row[0], "before": row[1], "change": row[2]} for row in ROWS]
    table = pandas.DataFrame(rows, dtype=object) if frame else rows
    found = verify_table(table, current="now", prior="before", stated="change", lang="en")
    lines = found.to_dict("records") if frame else found
    if frame:  # nothing is NA there, as in every table of a result
        assert {str(found[name].dtype) for name in ("verdict", "severity", "recomputed", "message", "error")} == {
            "string"
        }
        lines = [{key: None if value is pandas.NA else value for key, value in line.items()} for line in lines]
    assert [line["verdict"] for line in lines] == [row[3] for row in ROWS]
    for line, row in zip(lines, ROWS, strict=True):
        assert row[4] in (line["error"] or "")
        assert (line["verdict"] is None) == (line["error"] is not None)


def test_the_reason_of_a_row_is_in_the_language_of_the_table() -> None:
    """What is wrong with a row is told as its message would be, in Chinese where nothing else is said."""
    rows = [{"now": "很多", "before": 132, "change": "5%"}, {"now": 1, "before": 2, "change": None}]
    for lang, words in ((None, ("不是数字", "没有所述的变化")), ("en", ("is not a figure", "no stated figure"))):
        found = verify_table(rows, current="now", prior="before", stated="change", lang=lang)
        assert all(word in row["error"] for word, row in zip(words, found, strict=True))


@pytest.mark.parametrize("table", ["abc", b"abc", {"now": [1], "before": [2]}])
def test_a_text_or_a_dict_of_columns_is_no_table(table: Any) -> None:
    """A text or a dict of columns is no list of rows, and the error says what is."""
    with pytest.raises(MissingColumnError, match="list of dicts"):
        verify_table(table, current="now", prior="before", stated="change")


def test_a_column_that_stands_twice_is_refused() -> None:
    """Two columns of one name cannot be told apart."""
    table = pandas.DataFrame([[287, 132, "117.42%"]], columns=["now", "now", "change"])
    with pytest.raises(MissingColumnError, match="more than one column 'now'"):
        verify_table(table, current="now", prior="now", stated="change")


def test_an_empty_table_comes_back_empty() -> None:
    """No rows, no results, the columns all the same."""
    assert verify_table([], current="now", prior="before", stated="change") == []
    empty = pandas.DataFrame(columns=["now", "before", "change"])
    assert "verdict" in verify_table(empty, current="now", prior="before", stated="change").columns
