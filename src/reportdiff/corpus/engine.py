"""Work spread over any `concurrent.futures.Executor`: lazily, in order, with a bounded number of pieces under way.

Without an executor a pool of processes works. A piece that kills its process is found and reported, and the others go
on. Processes come from a fork server that has loaded the library once, or are started anew where there is none: nothing
is forked from a process that may run threads.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import define, field

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future, ProcessPoolExecutor

__all__ = ["WINDOW", "processors", "spread"]

J = TypeVar("J")
R = TypeVar("R")

WINDOW = 64
"""How many pieces are under way at once on an executor that was handed in."""

_PER_WORKER = 4  # pieces under way for each process of our own: enough that none waits for the next


def processors() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def spread(
    task: Callable[[J], R],
    jobs: Iterable[tuple[J, bool]],
    *,
    died: Callable[[J], R],
    executor: Executor | None = None,
    workers: int | None = None,
    window: int | None = None,
) -> Generator[tuple[J, R | None], None, None]:
    """Each job with what `task` made of it, in the order of `jobs`; a job marked False is handed on without work.

    `jobs` is read only as far as `window` (4 a process, or `WINDOW` on an `executor` handed in) goes. What `task`
    raises is raised here, and work that has not begun is then cancelled. A job that kills its process, alone in it,
    counts as `died(job)`, as does one that dask gave up. On an executor handed in, a broken pool is the caller's to
    mend, and its error is raised.
    """
    count = workers or processors()
    most = max(1, window if window is not None else WINDOW if executor is not None else _PER_WORKER * count)
    line: _Line[J, R] = _Line(task, died, executor, count)
    source = iter(jobs)
    try:
        while True:
            while len(line.waiting) < most and (following := next(source, None)) is not None:
                line.add(*following)
            if not line.waiting:
                return
            yield line.first()
    finally:
        line.close()


@define
class _Line(Generic[J, R]):
    """The pieces under way, oldest first, and the executor that they are on."""

    task: Callable[[J], R]
    died: Callable[[J], R]
    executor: Executor | None
    count: int
    waiting: deque[tuple[J, Future[R] | None]] = field(factory=deque)
    own: ProcessPoolExecutor | None = None

    def add(self, job: J, to_do: bool) -> None:
        from concurrent.futures import BrokenExecutor

        if not to_do:
            self.waiting.append((job, None))
            return
        try:
            self.waiting.append((job, self._pool().submit(self.task, job)))
        except BrokenExecutor:
            if self.executor is not None:
                raise
            self._mend()
            self.waiting.append((job, self._pool().submit(self.task, job)))

    def first(self) -> tuple[J, R | None]:
        from concurrent.futures import BrokenExecutor

        job, future = self.waiting[0]
        try:
            made = future.result() if future is not None else None
        except BrokenExecutor:
            if self.executor is not None:
                raise
            self._mend()
            return self.first()
        except Exception as error:
            if type(error).__name__ != "KilledWorker":  # dask: several workers died of this piece
                raise
            made = self.died(job)
        self.waiting.popleft()
        return job, made

    def close(self) -> None:
        for _, future in self.waiting:
            if future is not None:
                future.cancel()
        self._shut()

    def _pool(self) -> Executor:
        if self.executor is not None:
            return self.executor
        if self.own is None:
            self.own = _new_pool(self.count)
        return self.own

    def _shut(self) -> None:
        if self.own is not None:
            self.own.shutdown(wait=True, cancel_futures=True)
            self.own = None

    def _mend(self) -> None:
        """After a process died: what was under way is done again, each alone, so that the culprit is known."""
        self._shut()
        self.waiting = deque((job, future if _holds(future) else self._alone(job)) for job, future in self.waiting)

    def _alone(self, job: J) -> Future[R]:
        from concurrent.futures import BrokenExecutor, Future

        with _new_pool(1) as pool:
            tried = pool.submit(self.task, job)
            if not isinstance(tried.exception(), BrokenExecutor):
                return tried
        settled: Future[R] = Future()
        settled.set_result(self.died(job))
        return settled


def _holds(future: Future[R] | None) -> bool:
    """Whether a piece was finished before its pool broke (or needed no work)."""
    from concurrent.futures import BrokenExecutor

    if future is None:
        return True
    return future.done() and not future.cancelled() and not isinstance(future.exception(), BrokenExecutor)


def _new_pool(count: int) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["reportdiff.comparison"])
    else:
        context = multiprocessing.get_context("spawn")  # type: ignore[assignment]
    return ProcessPoolExecutor(count, mp_context=context, initializer=_begin)


def _begin() -> None:
    """What a process does first: leave Ctrl-C to the parent, and end when the parent has gone."""
    import multiprocessing
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        Thread(target=follow, daemon=True).start()
