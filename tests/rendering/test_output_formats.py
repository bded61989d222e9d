"""The promises of each format beyond its golden file: widths, guards, types, whole files."""

from __future__ import annotations

import csv
import io
import os
import re
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from sample_results import checked, compared, current_report, hostile

from reportdiff import parse
from reportdiff.errors import OutputError
from reportdiff.model import Span
from reportdiff.rendering import frames, notebook, terminal, write_whole
from reportdiff.rendering.csv import TABLES, guarded, render
from reportdiff.rendering.markdown import escaped
from reportdiff.rendering.rows.report_lookup import Lookup


@pytest.mark.parametrize("width", [40, 60, 80, 110, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_terminal_lines_fit_the_width(width: int, lang: str) -> None:
    """No line is wider than the terminal, a Chinese character counted as two, and no figure is cut off."""
    text = terminal.render(compared(), lang=lang, width=width)
    assert max(map(cell_len, text.splitlines())) <= width
    for result in (hostile(), checked()):
        assert max(map(cell_len, terminal.render(result, lang=lang, width=width).splitlines())) <= width
    if width >= 60:
        assert "+117.42%" in text
        assert "4283人次" in text


def test_terminal_columns_align_chinese() -> None:
    """The units of one column end in the same terminal column."""
    lines = terminal.render(compared(), width=110).splitlines()
    rows = [line for line in lines if "287件" in line or "256件" in line]
    ends = {
        cell_len(line[: line.index("件", line.index("件") + 1) + 1]) for line in rows if "→" not in line and "+" in line
    }
    assert len(ends) == 1


def test_a_report_cannot_control_the_terminal() -> None:
    """Escape sequences of a report are not passed on; colour comes from the renderer alone."""
    assert "\x1b" not in terminal.render(hostile())
    assert "\x1b[31m**" not in terminal.render(hostile(), color=True)
    assert "\x1b[" in terminal.render(compared(), color=True)


def test_colour_changes_no_text() -> None:
    """Without its escape sequences the coloured output is the plain one, so no verdict is told by colour alone."""
    coloured = terminal.render(compared(), color=True)
    plain = "\n".join(line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()) + "\n"
    assert plain == terminal.render(compared())


@given(st.text(max_size=20))
def test_no_cell_is_a_formula(text: str) -> None:
    """A guarded cell begins with no formula character, unless it is a plain number."""
    cell = guarded(text)
    assert cell.endswith(text)
    begins = cell.lstrip()[:1] in {"=", "+", "-", "@", "＝", "＋", "－", "＠"}
    assert not begins or cell.rstrip("%").lstrip("+-").replace(".", "", 1).isdigit()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_table_is_regular_csv(table: str, lang: str) -> None:
    """Each table begins with a byte order mark, has CRLF line ends and rows as long as its head."""
    text = render(compared(), lang=lang, table=table)
    assert text.startswith("\ufeff")
    assert text.count("\n") == text.count("\r\n")
    rows = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert len(rows) > (table not in ("prior_checks", "comparatives"))  # the sample has none
    assert {len(row) for row in rows} == {len(rows[0])}


def test_a_table_that_is_not_there_is_refused() -> None:
    """One report has no change table, and an unknown name is no table."""
    with pytest.raises(ValueError, match="changes"):
        render(checked(), table="changes")
    with pytest.raises(ValueError, match="nonsense"):
        render(compared(), table="nonsense")


@given(st.text(max_size=30))
def test_markdown_cells_keep_their_row(text: str) -> None:
    """Escaped text has no line break, no bare pipe and no tag."""
    shown = escaped(text)
    assert "\n" not in shown
    assert "<" not in shown
    assert all(shown[place - 1] == "\\" for place, character in enumerate(shown) if character == "|")


def test_the_change_frame_has_its_columns_and_types() -> None:
    """The documented columns, nullable types, NA where a side is missing."""
    frame = frames.changes_frame(compared())
    assert list(frame.columns) == [
        *("metric", "prior_metric", "state", "prior_surface", "current_surface", "unit", "prior_unit"),
        *("prior", "current", "absolute", "percent", "reason", "stated", "verdict", "confidence", "review"),
        *("section", "years", "quote"),
    ]
    assert {str(frame[name].dtype) for name in ("prior", "current", "absolute", "percent")} == {"Float64"}
    assert (str(frame["review"].dtype), str(frame["metric"].dtype)) == ("boolean", "string")
    first, last = frame.iloc[0], frame.iloc[-1]
    assert (first["prior"], first["current"], first["absolute"]) == (132.0, 287.0, 155.0)
    assert round(first["percent"], 2) == 117.42
    assert first["verdict"] == "consistent"
    assert last["metric"] == "接听热线"
    assert frame["current"].isna().tolist() == [False] * 5 + [True]


def test_the_other_frames_have_their_columns() -> None:
    """Checks, sections, metrics and claims have the documented columns and one row an item."""
    checks = frames.checks_frame(compared(), lang="en")
    assert list(checks.columns) == [
        *("severity", "verdict", "check", "metric", "stated", "recomputed", "stated_value", "recomputed_value"),
        *("steps", "diagnosis", "message", "quote", "where", "prior_quote", "prior_where"),
    ]
    assert list(checks.index) == ["k3", "k4", "k2", "k1"]
    assert checks.loc["k3", "message"] == "200 → 256 is +28%; the text says 82%."
    assert (checks.loc["k3", "severity"], checks.loc["k3", "recomputed"]) == ("error", "+28%")
    assert (checks.loc["k3", "stated_value"], checks.loc["k3", "recomputed_value"]) == (82.0, 28.0)
    sections = frames.sections_frame(compared())
    assert sections["relation"].tolist() == ["same", "moved", "dropped"]
    metrics = frames.metrics_frame(current_report())
    assert metrics.loc["m4", "high"] == 1300.0
    claims = frames.claims_frame(current_report())
    assert claims.loc["c2", "size"] == 82.0


def test_an_empty_table_keeps_its_columns() -> None:
    """A result without checks still gives a frame with columns and types."""
    frame = frames.claims_frame(hostile().report)
    assert (len(frame), str(frame["size"].dtype), str(frame["start"].dtype)) == (0, "Float64", "Int64")


def test_the_notebook_view_escapes_and_is_limited() -> None:
    """No tag of a report survives, and the change table stands in it."""
    assert "<script" not in notebook.render(hostile())
    assert "+117.42%" in notebook.render(compared())


def test_lines_count_from_one() -> None:
    """The first character stands in line 1, the first after a line break in line 2."""
    lookup = Lookup(current_report())
    text = lookup.text
    assert (lookup.line(0), lookup.line(text.index("\n")), lookup.line(text.index("\n") + 1)) == (1, 1, 2)
    assert lookup.line(len(text) - 1) == text.count("\n")


def test_a_long_sentence_is_cut_around_its_figure() -> None:
    """The quote of a figure in a very long sentence holds the figure and is about as long as asked."""
    text = "前" * 500 + "287件" + "后" * 500
    lookup = Lookup(parse(text))
    for start in (0, 500, 700):
        quote = lookup.quote(Span(start, start + 4), 60)
        assert text[start : start + 4] in quote
        assert len(quote) <= 62


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    """Text arrives byte for byte, nothing else is left in the folder, and an old file's mode is kept."""
    path = tmp_path / "表.csv"
    write_whole(path, "\ufeffa\r\n")
    assert path.read_bytes() == b"\xef\xbb\xbfa\r\n"
    path.chmod(0o640)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["表.csv"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk fails, the old content stands, no temporary file is left, and the error names the file."""
    path = tmp_path / "old.txt"
    path.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OutputError, match=r"old\.txt: cannot write: no space left"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A folder, and a folder that is not there, are refused in one line."""
    with pytest.raises(OutputError, match="is a folder"):
        write_whole(tmp_path, "x")
    with pytest.raises(OutputError, match="no such file or directory"):
        write_whole(tmp_path / "missing" / "x.md", "x")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Writing through a link replaces its target."""
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    write_whole(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
