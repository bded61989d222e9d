"""Helpers for tests of many reports: an executor without processes, a batch to compare with, tables as rows."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import cache
from pathlib import Path
from typing import Any

from synthetic_reports import write_corpus

from reportdiff import batch
from reportdiff.corpus.batch_rows import TABLES

__all__ = [
    "BROKEN_PAIRS",
    "PAIRS",
    "Serial",
    "assert_survives_upsets",
    "bytes_of",
    "finished",
    "reference_batch",
    "rows_of",
    "sorted_rows",
    "start_batch",
    "wait_until",
]

PAIRS = 260  # three parts
BROKEN_PAIRS = (3, 50, 101, 130, 259)


class Serial(Executor):
    """Does each piece of work at once, in this process: the slow and obvious executor."""

    def __init__(self) -> None:
        """No work yet."""
        self.submitted = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it."""
        self.submitted += 1
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:
            future.set_exception(error)
        return future


def rows_of(out: Path, table: str) -> list[dict[str, Any]]:
    """Every row of a table, in the order of the parts."""
    from pyarrow import parquet

    parts = sorted((out / f"{table}.parquet").glob("part-*.parquet"))
    return [row for part in parts for row in parquet.ParquetFile(part).read().to_pylist()]


def start_batch(*arguments: object, largest_file: int | None = None) -> subprocess.Popen[str]:
    """`reportdiff batch` in a process group of its own; the system lets it write no file of more bytes."""

    def limit() -> None:
        import resource

        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, resource.RLIM_INFINITY))

    return subprocess.Popen(
        [sys.executable, "-m", "reportdiff", "batch", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        start_new_session=True,
        preexec_fn=limit if largest_file is not None else None,
    )


def wait_until(true: Callable[[], bool], polls: int = 20_000) -> None:
    """Wait until something is true; fail where it is not after so many looks, a hundredth of a second apart."""
    for _ in range(polls):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("waited in vain")


@cache
def reference_batch(folder: Path) -> tuple[Path, Path]:
    """Return a folder of made reports below `folder`, and the output of a batch over them by one process in one go."""
    reports, out = folder / "made-reports", folder / "made-batch"
    write_corpus(reports, PAIRS, broken=BROKEN_PAIRS)
    batch(reports, out, executor=Serial())
    return reports, out


def bytes_of(out: Path) -> dict[str, bytes]:
    """Return every file of the tables, and the page."""
    paths = [out / "index.html", *(path for table in TABLES for path in (out / f"{table}.parquet").iterdir())]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def sorted_rows(out: Path, table: str) -> list[str]:
    """Return every row of a table as text, in an order that does not depend on the parts."""
    return sorted(json.dumps(row, ensure_ascii=False) for row in rows_of(out, table))


def finished(out: Path) -> list[Path]:
    """Return the files that say which parts are finished."""
    return sorted((out / "finished").glob("part-*.json"))


def assert_survives_upsets(reports: Path, serial: Path, folder: Path, *more: object) -> None:
    """A batch with these options, upset in every way one after the other, has the rows of `serial` in the end."""
    copied, out = shutil.copytree(reports, folder / "reports"), folder / "out"
    command = (copied, "-o", out, *more)
    running = start_batch(*command)
    wait_until(lambda: len(finished(out)) >= 1)
    os.killpg(running.pid, signal.SIGINT)
    os.kill(running.pid, signal.SIGINT)
    _, messages = running.communicate(timeout=300)
    assert running.returncode in (130, -signal.SIGINT), messages
    assert "Traceback" not in messages

    part = out / "changes.parquet" / "part-00000.parquet"  # damaged on the disk
    part.write_bytes(part.read_bytes()[:-9] + bytes(9))
    full = start_batch(*command, largest_file=4_000)
    _, messages = full.communicate(timeout=300)
    assert full.returncode == 2, messages
    assert len(messages.strip().splitlines()[-1:]) == 1
    assert "Traceback" not in messages

    changed = copied / "city00001-2023.txt"
    before = changed.read_bytes()
    changed.write_bytes(before + "\n新建公园3座。\n".encode())
    both = [start_batch(*command), start_batch(*command)]  # two runs into one folder
    ends = [(each.communicate(timeout=600)[1], each.returncode) for each in both]
    assert {code for _, code in ends} in ({1}, {1, 2}), ends
    assert all(code == 1 or len(messages.splitlines()) == 1 for messages, code in ends), ends
    assert [row["file"] for row in rows_of(out, "metrics") if row["metric"] == "新建公园"] == [changed.name]

    changed.write_bytes(before)
    start_batch(*command).communicate(timeout=600)
    for table in TABLES:
        assert sorted_rows(out, table) == sorted_rows(serial, table)
