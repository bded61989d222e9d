"""Inputs that cannot be used: one line on stderr that says what to do, exit 2, and nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import Cli

BAD = {
    "missing": None,
    "empty": b"",
    "blank": " \n\n　\n".encode(),
    "binary": bytes(range(256)) * 8,
    "unknown encoding": "全年受理申请287件".encode() * 20 + b"\xff\xfd\xfe\xff" * 8,
}


@pytest.fixture(params=[*BAD, "folder"])
def bad_path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a path from which no report can be read."""
    path = tmp_path / "report.txt"
    content = BAD.get(request.param)
    if request.param == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    return path


@pytest.mark.parametrize("command", ["extract", "compare"])
def test_bad_input_is_one_clear_line(
    command: str, bad_path: Path, seed_path: Path, run_cli: Cli, tmp_path: Path
) -> None:
    """The line names the file; the exit code is 2; neither stdout nor the output file gets anything."""
    target = tmp_path / "result.json"
    reports = [bad_path, seed_path] if command == "compare" else [bad_path]
    done = run_cli(command, *reports, "--format", "json", "-o", target)
    assert done.returncode == 2
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert bad_path.name in lines[0]
    assert not target.exists()
    assert [path.name for path in tmp_path.iterdir() if path != bad_path] == []


def test_bad_current_report_is_named(seed_path: Path, run_cli: Cli, tmp_path: Path) -> None:
    """Where the second of two reports is the bad one, the line names that one."""
    done = run_cli("compare", seed_path, tmp_path / "nowhere.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere.txt" in done.stderr
    assert seed_path.name not in done.stderr


def test_output_into_a_missing_folder_is_refused(seed_path: Path, run_cli: Cli, tmp_path: Path) -> None:
    """A result that cannot be written is one clear line and exit 2 too."""
    target = tmp_path / "no" / "such" / "result.json"
    done = run_cli("extract", seed_path, "--format", "json", "-o", target)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "no").exists()


def test_a_failed_run_leaves_the_old_result(seed_path: Path, run_cli: Cli, tmp_path: Path) -> None:
    """An output file of an earlier run stays whole where the new run fails."""
    target = tmp_path / "result.json"
    target.write_text("old", encoding="utf-8")
    assert run_cli("extract", tmp_path / "nowhere.txt", "--format", "json", "-o", target).returncode == 2
    assert target.read_text(encoding="utf-8") == "old"
