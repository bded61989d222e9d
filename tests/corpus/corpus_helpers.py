"""What the tests of many reports share: an executor without processes, tables as rows, a command in the background."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

__all__ = ["Serial", "rows_of", "start_batch", "wait_until"]


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


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something to come true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)
