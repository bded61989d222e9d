"""Helpers for tests of many reports: an executor without processes, a batch to compare with, tables as rows."""

from __future__ import annotations

import json
import os
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


def start_batch(*arguments: object) -> subprocess.Popen[str]:
    """`reportdiff batch` in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "reportdiff", "batch", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        start_new_session=True,
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
