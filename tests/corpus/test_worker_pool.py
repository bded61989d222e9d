"""The worker pool yields results in order, reads no further ahead than its window, and survives crashed processes."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from reportdiff import WorkerDiedError
from reportdiff.corpus.worker_pool import Workers, map_ordered
from reportdiff.text.words import dictionary


def double(number: int) -> int:
    """Return twice the number, after a while that differs."""
    time.sleep(random.Random(number).random() / 200)
    return 2 * number


def fatal(number: int) -> int:
    """Return the number; 3 and 11 kill the process that they are in."""
    if number in (3, 11):
        os._exit(7)
    return number


def wrong(number: int) -> int:
    """Return the number; fail at 5."""
    if number == 5:
        raise ValueError("five")
    return number


def negative(number: int) -> int:
    """Return the result for a job that crashed its process."""
    return -number


def run(
    task: Callable[[int], int], jobs: Iterable[tuple[int, bool]], workers: Workers
) -> Generator[tuple[int, int | None], None, None]:
    """Yield the results for numbers; the negative number is that of a job that crashed its process."""
    return map_ordered(task, jobs, crashed=negative, describe=lambda n: f"job {n}", workers=workers)


def test_results_come_in_order() -> None:
    """However long each takes, results come in the order of the jobs; what needs no work keeps its place."""
    with ThreadPoolExecutor(4) as pool:
        results = list(
            map_ordered(
                double, ((n, n % 3 != 0) for n in range(40)), crashed=negative, describe=str, workers=Workers(pool)
            )
        )
    assert results == [(n, 2 * n if n % 3 else None) for n in range(40)]


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
        for count, _ in enumerate(run(double, jobs(), Workers(pool, window=window))):
            assert read <= count + window


def test_a_job_that_crashes_its_process_fails_alone() -> None:
    """Two jobs of twenty that crash their process fail; the others are done."""
    results = list(run(fatal, ((n, True) for n in range(20)), Workers(count=2)))
    assert results == [(n, -n if n in (3, 11) else n) for n in range(20)]


def test_an_error_is_raised_in_place_of_its_result() -> None:
    """Results before an error are handed out; then it is raised, and the pool is closed."""
    working = map_ordered(
        wrong, ((n, True) for n in range(20)), crashed=negative, describe=str, workers=Workers(count=2)
    )
    assert [next(working) for _ in range(5)] == [(n, n) for n in range(5)]
    with pytest.raises(ValueError, match="five"):
        next(working)
    assert list(working) == []


def test_a_broken_executor_names_the_work_under_way() -> None:
    """A broken executor of the caller's is an error that names the work under way."""
    with ProcessPoolExecutor(2) as pool:
        working = map_ordered(
            fatal,
            ((n, True) for n in range(20)),
            crashed=negative,
            describe=lambda n: f"job {n}",
            workers=Workers(pool),
        )
        with pytest.raises(WorkerDiedError, match=r"under way: .*job \d+.* in all; without an executor"):
            list(working)


def slow(job: tuple[int, Path]) -> int:
    """Return the number; from 4 on take some seconds and leave a file when done."""
    number, folder = job
    if number >= 4:
        time.sleep(5)
        (folder / str(number)).touch()
    return number


def start_slow(folder: Path) -> Generator[tuple[tuple[int, Path], int | None], None, None]:
    """Start slow jobs and take the results of the four that are not."""
    working = map_ordered(
        slow,
        (((number, folder), True) for number in range(20)),
        crashed=lambda job: negative(job[0]),
        describe=str,
        workers=Workers(count=2),
    )
    assert [next(working)[1] for _ in range(4)] == [0, 1, 2, 3]
    return working


def test_leaving_early_ends_what_is_under_way(tmp_path: Path) -> None:
    """Processes in the middle of long tasks are ended, not waited for."""
    start_slow(tmp_path).close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent the POSIX way")
def test_ctrl_c_ends_what_is_under_way(tmp_path: Path) -> None:
    """An interruption while a long task is awaited comes through, and no process is waited for."""
    working = start_slow(tmp_path)
    timer = threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGINT])
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        next(working)
    assert list(tmp_path.iterdir()) == []


def loaded_dictionaries(number: int) -> int:
    """Return how many word dictionaries this process has loaded."""
    return dictionary.cache_info().currsize


def test_workers_begin_with_the_dictionary_loaded() -> None:
    """No task waits for the word dictionary: the fork server, or the process before its first task, has loaded it."""
    results = run(loaded_dictionaries, ((n, True) for n in range(4)), Workers(count=2))
    assert [loaded for _, loaded in results] == [1] * 4
