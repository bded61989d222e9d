"""A batch whose disk is full: one line says so, what is finished stays, and the same call gives every row once."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from corpus_helpers import Serial, bytes_of
from synthetic_reports import write_corpus

from reportdiff import OutputError, batch

REPORTS = 4


@pytest.mark.parametrize("written", [0, 1, 3, 5, 7, 9])
def test_a_disk_that_is_full_loses_nothing(written: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the room ends, it is an `OutputError`, no half file is left, and the next run is whole."""
    folder, out = tmp_path / "reports", tmp_path / "out"
    write_corpus(folder, REPORTS)
    whole, left = batch(folder, tmp_path / "whole", executor=Serial()), written

    def fsync(_: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fsync)
        with pytest.raises(OutputError, match=r"^[^\n]*make room[^\n]*$"):
            batch(folder, out, executor=Serial())
    assert [path for path in out.rglob("*") if path.suffix == ".part"] == []
    batch(folder, out, executor=Serial())
    assert bytes_of(out) == bytes_of(whole.out)


def test_a_limit_of_file_size_is_one_line(tmp_path: Path) -> None:
    """Where the system refuses to write more, the command ends with 2 and one line; without the limit it goes on."""
    resource = pytest.importorskip("resource", reason="no limits of the operating system here")
    write_corpus(tmp_path / "reports", REPORTS)
    batch(tmp_path / "reports", tmp_path / "whole", executor=Serial())
    command = [sys.executable, "-m", "reportdiff", "batch", "reports", "-o", "out", "--jobs", "1", "-q"]

    def run(limit: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY)),
        )

    refused = run(4_000)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert len(refused.stderr.splitlines()) == 1, refused.stderr
    done = run(resource.RLIM_INFINITY)
    assert done.returncode in (0, 1), done.stderr
    assert json.loads((tmp_path / "out/status.json").read_text(encoding="utf-8"))["stage"] == "complete"
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "whole")
