"""The pool gives results in order, reads jobs no further ahead than its window, and survives crashed processes."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from collections.abc import Generator, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from reportdiff import WorkerDiedError
from reportdiff.corpus.worker_pool import spread


def double(number: int) -> int:
    """Twice the number, after a while that differs."""
    time.sleep(random.Random(number).random() / 200)
    return 2 * number


def fatal(number: int) -> int:
    """The number; 3 and 11 kill the process that they are in."""
    if number in (3, 11):
        os._exit(7)
    return number


def wrong(number: int) -> int:
    """Fails at 5."""
    if number == 5:
        raise ValueError("five")
    return number


def told(number: int) -> int:
    """What stands for a job whose process died."""
    return -number


def test_results_come_in_order() -> None:
    """However long each takes, results come in the order of the jobs; what needs no work keeps its place."""
    with ThreadPoolExecutor(4) as pool:
        made = list(spread(double, ((n, n % 3 != 0) for n in range(40)), died=told, called=str, executor=pool))
    assert made == [(n, 2 * n if n % 3 else None) for n in range(40)]


@pytest.mark.parametrize("window", [1, 3, 20])
def test_jobs_are_read_only_as_far_as_the_window(window: int) -> None:
    """At no time are more jobs read than were handed out and fit into the window."""
    read = 0

    def jobs() -> Iterator[tuple[int, bool]]:
        nonlocal read
        for number in range(60):
            read += 1
            yield number, True

    with ThreadPoolExecutor(2) as pool:
        for count, _ in enumerate(spread(double, jobs(), died=told, called=str, executor=pool, window=window)):
            assert read <= count + window


def test_a_job_that_crashes_its_process_fails_alone() -> None:
    """Two jobs of twenty that crash their process fail; the others are done."""
    made = list(spread(fatal, ((n, True) for n in range(20)), died=told, called=str, workers=2))
    assert made == [(n, -n if n in (3, 11) else n) for n in range(20)]


def test_an_error_is_raised_in_place_of_its_result() -> None:
    """Results before an error are handed out; then it is raised, and the pool is closed."""
    working = spread(wrong, ((n, True) for n in range(20)), died=told, called=str, workers=2)
    assert [next(working) for _ in range(5)] == [(n, n) for n in range(5)]
    with pytest.raises(ValueError, match="five"):
        next(working)
    assert list(working) == []


def test_a_broken_executor_names_the_work_under_way() -> None:
    """A broken executor of the caller's is an error that names the work under way."""
    with ProcessPoolExecutor(2) as pool:
        working = spread(fatal, ((n, True) for n in range(20)), died=told, called=lambda n: f"job {n}", executor=pool)
        with pytest.raises(WorkerDiedError, match=r"under way: .*job \d+.* in all; without an executor"):
            list(working)


def slow(job: tuple[int, Path]) -> int:
    """Return the number; from 4 on only after ten minutes, and leave a file that says so."""
    number, folder = job
    if number >= 4:
        time.sleep(600)
        (folder / f"{number}").touch()
    return number


def started(folder: Path) -> Generator[tuple[tuple[int, Path], int | None], None, None]:
    """Start twenty jobs on two processes and take the first four; the next two are under way for ten minutes."""
    jobs = (((number, folder), True) for number in range(20))
    working = spread(slow, jobs, died=lambda job: -job[0], called=str, workers=2)
    assert [next(working)[1] for _ in range(4)] == [0, 1, 2, 3]
    return working


def test_leaving_early_ends_what_is_under_way(tmp_path: Path) -> None:
    """Processes in the middle of long work are ended, not waited for: none comes to its end."""
    started(tmp_path).close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent the POSIX way")
def test_ctrl_c_ends_what_is_under_way(tmp_path: Path) -> None:
    """An interruption while a long result is awaited comes through, and no process comes to the end of its work."""
    working = started(tmp_path)
    timer = threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGINT])
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        next(working)
    assert list(tmp_path.iterdir()) == []
