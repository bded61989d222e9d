"""An interrupted batch: killed, stopped with Ctrl-C or orphaned, and taken up again by the same call."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from corpus_helpers import (
    PAIRS,
    Serial,
    assert_survives_upsets,
    bytes_of,
    finished,
    reference_batch,
    rows_of,
    sorted_rows,
    start_batch,
    wait_until,
)
from synthetic_reports import synthetic_pair, write_corpus

from reportdiff import batch
from reportdiff.corpus.batch_rows import TABLES
from reportdiff.corpus.parquet_parts import Parts
from reportdiff.corpus.result_store import FolderLock
from running import Cli


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of some hundred pairs, a few of them broken."""
    return reference_batch(tmp_path_factory.getbasetemp())[0]


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of one process, in one go."""
    return reference_batch(tmp_path_factory.getbasetemp())[1]


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are killed the POSIX way")
def test_a_killed_run_is_resumed(reports: Path, serial: Path, tmp_path: Path) -> None:
    """Killed after its first part, the same command resumes: nothing is done twice, every row is there once."""
    out = tmp_path / "out"
    running = start_batch(reports, "-o", out, "--jobs", 2)
    wait_until(lambda: len(finished(out)) >= 1)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    assert running.returncode == -signal.SIGKILL
    before = {path: path.stat().st_mtime_ns for path in (out / "metrics.parquet").iterdir() if path.name[0] != "."}
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["complete"] is False
    assert not (out / "index.html").exists()
    resumed = start_batch(reports, "-o", out, "--jobs", 2)
    resumed.communicate()
    assert resumed.returncode == 1
    first = out / "metrics.parquet" / "part-00000.parquet"
    assert first.stat().st_mtime_ns == before[first]
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["complete"] is True
    assert bytes_of(out) == bytes_of(serial)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent the POSIX way")
def test_ctrl_c_says_how_to_resume(reports: Path, serial: Path, tmp_path: Path) -> None:
    """Ctrl-C ends with 130 and one line; what was done is kept, and the same command gives every row once."""
    out = tmp_path / "out"
    running = start_batch(reports, "-o", out, "--jobs", 2)
    wait_until(lambda: len(finished(out)) >= 1)
    os.killpg(running.pid, signal.SIGINT)
    _, messages = running.communicate()
    assert running.returncode == 130
    assert "Traceback" not in messages
    assert messages.splitlines()[-1].startswith("interrupted; what is done is kept")
    resumed = start_batch(reports, "-o", out, "--jobs", 2)
    printed, _ = resumed.communicate()
    assert resumed.returncode == 1
    assert printed.splitlines()[0] == f"{PAIRS} 个发文单位，{2 * PAIRS} 份报告，255 对相邻年份；未能读取 5 份"
    for table in TABLES:
        assert sorted_rows(out, table) == sorted_rows(serial, table)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent the POSIX way")
def test_ctrl_c_twice_leaves_no_half_state(reports: Path, serial: Path, tmp_path: Path) -> None:
    """A second Ctrl-C in its last moments ends it with 130, and the resumed run has every row once."""
    out = tmp_path / "out"
    running = start_batch(reports, "-o", out, "--jobs", 2)
    wait_until(lambda: len(finished(out)) >= 1)
    os.killpg(running.pid, signal.SIGINT)
    os.kill(running.pid, signal.SIGINT)
    _, messages = running.communicate(timeout=60)
    assert running.returncode in (130, -signal.SIGINT)
    assert "Traceback" not in messages
    start_batch(reports, "-o", out, "--jobs", 2).communicate()
    for table in TABLES:
        assert sorted_rows(out, table) == sorted_rows(serial, table)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent the POSIX way")
@pytest.mark.parametrize("victim", ["leader", "worker"])
def test_a_single_process_that_is_killed_loses_nothing(
    victim: str, reports: Path, serial: Path, tmp_path: Path
) -> None:
    """SIGTERM to the parent leaves what the next run takes up; a killed worker is replaced within the run."""
    out = tmp_path / "out"
    running = start_batch(reports, "-o", out, "--jobs", 2)
    wait_until(lambda: len(finished(out)) >= 1)
    status = json.loads((out / "status.json").read_text(encoding="utf-8"))
    assert status["stage"] == "comparing"
    assert 0 <= status["done"] <= status["total"] == 2 * PAIRS
    if victim == "leader":
        running.terminate()
        running.communicate()
        assert running.returncode == -signal.SIGTERM
        running = start_batch(reports, "-o", out, "--jobs", 2)
    else:
        os.kill(_worker_of(running.pid), signal.SIGKILL)
    running.communicate()
    assert running.returncode == 1
    assert bytes_of(out) == bytes_of(serial)
    assert json.loads((out / "status.json").read_text(encoding="utf-8"))["stage"] == "complete"


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent the POSIX way")
def test_upsets_one_after_the_other_lose_nothing(reports: Path, serial: Path, tmp_path: Path) -> None:
    """Ctrl-C twice, a damaged part, a full disk, a changed input, two runs into one folder: every row is there once."""
    assert_survives_upsets(reports, serial, tmp_path, "--jobs", 2)


def test_two_runs_into_one_folder_are_refused(tmp_path: Path, run_cli: Cli) -> None:
    """While a run works on a folder another one is refused in one line, and leaves the folder as it is."""
    write_corpus(tmp_path / "reports", 2)
    out = batch(tmp_path / "reports", tmp_path / "out", executor=Serial()).out
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    lock = FolderLock.take(out)
    done = run_cli("batch", tmp_path / "reports", "-o", out, "--jobs", 1)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "another run is working on it" in done.stderr
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    lock.free()
    assert run_cli("batch", tmp_path / "reports", "-o", out, "--jobs", 1).returncode == 0


def test_processes_that_are_started_anew_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no fork server is (Windows, macOS), spawned processes write what one process writes."""
    write_corpus(tmp_path / "reports", 3)
    one = batch(tmp_path / "reports", tmp_path / "one", executor=Serial())
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    two = batch(tmp_path / "reports", tmp_path / "two", workers=2)
    assert bytes_of(one.out) == bytes_of(two.out)


def test_orphaned_processes_end(reports: Path, tmp_path: Path) -> None:
    """When only the parent is killed, its processes end by themselves and the folder is free again."""
    if not Path("/proc").is_dir():
        pytest.skip("processes are looked up in /proc")
    running = start_batch(reports, "-o", tmp_path / "out", "--jobs", 2)
    wait_until(lambda: len(finished(tmp_path / "out")) >= 1)
    group = running.pid
    running.kill()
    running.communicate()
    wait_until(lambda: _members(group) == [], 2000)
    assert Parts.take_up(tmp_path / "out", set()).done == set()


def _members(group: int) -> list[int]:
    """The processes of a group that still run."""
    members = []
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                state, _, its_group = (path / "stat").read_text().rpartition(")")[2].split()[:3]
            except OSError:
                continue
            if int(its_group) == group and state != "Z":
                members.append(int(path.name))
    return members


def _worker_of(leader: int) -> int:
    """The newest worker that the parent process started itself: no reader of a worker, and no helper of Python's."""
    started = []
    for member in _members(leader):
        folder = Path("/proc") / str(member)
        parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        if parent == leader and b"tracker" not in (folder / "cmdline").read_bytes():
            started.append(member)
    return max(started)


def test_changed_new_and_removed_reports_are_updated(tmp_path: Path) -> None:
    """After a changed, a new and a removed report the tables equal those of a fresh run."""
    folder, out = tmp_path / "reports", tmp_path / "out"
    write_corpus(folder, 6)
    batch(folder, out, executor=Serial())
    (folder / "city00001-2023.txt").write_text(synthetic_pair(9).current, encoding="utf-8")
    (folder / "city00003-2022.txt").unlink()
    (folder / "newtown-2023.txt").write_text(synthetic_pair(8).current, encoding="utf-8")
    batch(folder, out, executor=Serial())
    batch(folder, tmp_path / "fresh", executor=Serial())
    for table in TABLES:
        assert sorted_rows(out, table) == sorted_rows(tmp_path / "fresh", table)


def test_unfinished_parts_are_removed(tmp_path: Path) -> None:
    """Parts that were not finished, and files half written, do not count and are removed."""
    folder, out = tmp_path / "reports", tmp_path / "out"
    write_corpus(folder, 3)
    batch(folder, out, executor=Serial())
    whole = bytes_of(out)
    shutil.copy(out / "changes.parquet" / "part-00000.parquet", out / "changes.parquet" / "part-00001.parquet")
    (out / "checks.parquet" / ".part-00001.parquet.x.part").write_bytes(b"half")
    again = Serial()
    batch(folder, out, executor=again)
    assert again.submitted == 0
    assert bytes_of(out) == whole
    (out / "checks.parquet" / "part-00000.parquet").unlink()  # lost: its part is made again
    batch(folder, out, executor=again)
    assert again.submitted == 1  # the three travel together
    assert bytes_of(out) == whole


def test_a_file_that_needs_an_extra_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that installing something mends does not stay in the tables."""
    folder, out = tmp_path / "reports", tmp_path / "out"
    write_corpus(folder, 1)
    (folder / "page-2023.html").write_text(
        f"<html><body><p>{synthetic_pair(2).current}</p></body></html>", encoding="utf-8"
    )
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "lxml", None)
        patched.setitem(sys.modules, "lxml.html", None)
        batch(folder, out, executor=Serial())
        assert [row["error"] for row in rows_of(out, "errors")] == ["MissingExtraError"]
    assert batch(folder, out, executor=Serial()).counts["broken"] == 0


def test_issuers_and_years_found_in_texts_are_kept(tmp_path: Path) -> None:
    """Interrupted while it looks for issuers and years, a batch keeps those that it found."""
    folder, out = tmp_path / "reports", tmp_path / "out"
    write_corpus(folder, 3)
    for number, path in enumerate(sorted(folder.iterdir())):
        path.rename(folder / f"scan-{number}.txt")

    def interrupt(stage: str, done: int, total: int, broken: int) -> None:
        """Ctrl-C after the fourth."""
        assert (stage, total, broken) == ("placing", 6, 0)
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch(folder, out, executor=Serial(), progress=interrupt)
    again = Serial()
    assert batch(folder, out, executor=again).counts["pairs"] == 3
    assert again.submitted == 2 + 1  # two texts to ask, and the work


@pytest.mark.parametrize(
    "damage", [b"", b"{}", b"[1]", b'{"keys": 3, "again": false, "counts": {"a": "b"}}', b"\xff", None]
)
def test_damaged_parts_are_made_again(damage: bytes | None, tmp_path: Path) -> None:
    """A part, or the file that says it is finished, that a disk damaged does not count: the tables are whole again."""
    folder, out = tmp_path / "reports", tmp_path / "out"
    write_corpus(folder, 3)
    batch(folder, out, executor=Serial())
    whole = bytes_of(out)
    if damage is None:
        part = out / "changes.parquet" / "part-00000.parquet"
        part.write_bytes(part.read_bytes()[:-9] + b"\x00" * 9)
    else:
        (out / "finished" / "part-00000.json").write_bytes(damage)
    batch(folder, out, executor=Serial())
    assert bytes_of(out) == whole
