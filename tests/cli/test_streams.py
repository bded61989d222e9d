"""Streams that are closed or full, and names that hold signs for the terminal: one line, and an honest exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from running import SEED, Cli

POSIX = pytest.mark.skipif(os.name == "nt", reason="the shell and its devices are those of POSIX")
COMMAND = f"{sys.executable} -m reportdiff"


def run_shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in a folder."""
    env = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(["sh", "-c", line], capture_output=True, encoding="utf-8", cwd=folder, env=env)


@POSIX
@pytest.mark.parametrize("arguments", [f"check {SEED}", f"check {SEED} --format json", "--help"])
def test_a_full_disk_behind_standard_output_is_one_line(arguments: str, tmp_path: Path) -> None:
    """What cannot be written to standard output is exit code 2 and one line that says so."""
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    done = run_shell(f"{COMMAND} {arguments} > /dev/full", tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "standard output: cannot be written to" in done.stderr


@POSIX
def test_closed_streams_change_no_outcome(tmp_path: Path) -> None:
    """Without standard streams files are written and exit codes stay; no message goes where results go."""
    done = run_shell(f"{COMMAND} check {SEED} -o page.html <&- >&- 2>&-", tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "page.html").read_bytes().startswith(b"<!")
    assert run_shell(f"{COMMAND} check {SEED} >&-", tmp_path).returncode == 0
    for closed in ("2>&-", "2>/dev/full"):
        done = run_shell(f"{COMMAND} check none.txt {closed}", tmp_path)
        assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("sign", ["\x1b[31m", "\u202e", "\x07", "\u200b"])
def test_signs_for_the_terminal_are_escaped_in_messages(sign: str, run_cli: Cli, tmp_path: Path) -> None:
    """A name that would colour, turn or ring the terminal is printed with its signs escaped."""
    done = run_cli("check", f"a{sign}b.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert sign not in done.stderr
    assert sign.encode("unicode_escape").decode() in done.stderr
