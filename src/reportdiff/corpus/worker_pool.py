"""Work spread over any `concurrent.futures.Executor`: lazily, in order, with a bounded number of pieces under way.

Without an executor a pool of processes works. A piece that kills its process is found and reported, and the others go
on. Processes come from a fork server that has loaded the library once, or are started anew where there is none: nothing
is forked from a process that may run threads. An interruption ends them at once, whatever they are at.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import define, field, frozen

from reportdiff.errors import WorkerDiedError

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future, ProcessPoolExecutor
    from multiprocessing.connection import Connection
    from types import FrameType

__all__ = ["WINDOW", "processors", "spread", "warm_up"]

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
    called: Callable[[J], str],
    executor: Executor | None = None,
    workers: int | None = None,
    window: int | None = None,
) -> Generator[tuple[J, R | None], None, None]:
    """Each job with what `task` made of it, in the order of `jobs`; a job marked False is handed on without work.

    `jobs` is read only as far as `window` (4 a process, or `WINDOW` on an `executor` handed in) goes. What `task`
    raises is raised here, and work that has not begun is then cancelled. A job that kills its process, alone in it,
    counts as `died(job)`, as does one that dask gave up. An executor handed in that breaks is the caller's to mend:
    `WorkerDiedError` says what was under way, each job as it is `called`.
    """
    count = workers or processors()
    most = max(1, window if window is not None else WINDOW if executor is not None else _PER_WORKER * count)
    line: _Line[J, R] = _Line(task, died, called, executor, count)
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
    called: Callable[[J], str]
    executor: Executor | None
    count: int
    waiting: deque[tuple[J, Future[R] | None]] = field(factory=deque)
    own: _Pool | None = None

    def add(self, job: J, to_do: bool) -> None:
        from concurrent.futures import BrokenExecutor

        if not to_do:
            self.waiting.append((job, None))
            return
        try:
            future = self._submit(job)
        except BrokenExecutor as error:
            self._mend(error)
            future = self._submit(job)
        self.waiting.append((job, future))

    def first(self) -> tuple[J, R | None]:
        from concurrent.futures import BrokenExecutor

        job, future = self.waiting[0]
        try:
            made = future.result() if future is not None else None
        except BrokenExecutor as error:
            self._mend(error)
            return self.first()
        except Exception as error:
            if not _gave_up(error):
                raise
            made = self._again(job)
        self.waiting.popleft()
        return job, made

    def close(self) -> None:
        unfinished = [future for _, future in self.waiting if future is not None and not future.done()]
        if self.executor is not None:
            for future in unfinished:
                future.cancel()
        self._shut(at_once=bool(unfinished))

    def _submit(self, job: J) -> Future[R]:
        if self.executor is not None:
            return self.executor.submit(self.task, job)
        if self.own is None:
            self.own = _Pool.started(self.count)
        return self.own.submit(self.task, job)

    def _shut(self, *, at_once: bool = False) -> None:
        if self.own is not None:
            self.own.close(at_once=at_once)
            self.own = None

    def _mend(self, error: Exception) -> None:
        """After a process died: what was under way is done again, each alone, so that the culprit is known."""
        if self.executor is not None:
            raise WorkerDiedError(self._told()) from error
        self._shut()
        self.waiting = deque((job, future if _holds(future) else self._alone(job)) for job, future in self.waiting)

    def _alone(self, job: J) -> Future[R]:
        from concurrent.futures import BrokenExecutor, Future

        pool = _Pool.started(1)
        done = False
        try:
            tried = pool.submit(self.task, job)
            if not isinstance(tried.exception(), BrokenExecutor):
                done = True
                return tried
        finally:
            pool.close(at_once=not done)
        settled: Future[R] = Future()
        settled.set_result(self.died(job))
        return settled

    def _again(self, job: J) -> R:
        """A piece that dask gave up, tried once more with nothing beside it: what shared its worker is given up too."""
        from concurrent.futures import wait

        wait([future for _, future in self.waiting if future is not None])
        try:
            assert self.executor is not None
            return self.executor.submit(_once_more, self.task, job).result()
        except Exception as error:
            if not _gave_up(error):
                raise
            return self.died(job)

    def _told(self) -> str:
        """What a broken executor's error says."""
        lost = [self.called(job) for job, future in self.waiting if not _holds(future)]
        which = f"{lost[0]} to {lost[-1]}, {len(lost)} in all" if len(lost) > 1 else "".join(lost) or "nothing yet"
        return (
            f"a process of the executor died while this was under way: {which}; without an executor the one that did "
            "it is found and the others go on, and a new executor goes on from what is kept"
        )


def _holds(future: Future[R] | None) -> bool:
    """Whether a piece was finished before its pool broke (or needed no work)."""
    from concurrent.futures import BrokenExecutor

    if future is None:
        return True
    return future.done() and not future.cancelled() and not isinstance(future.exception(), BrokenExecutor)


def _once_more(task: Callable[[J], R], job: J) -> R:
    """The task by another name: of the same call dask would hand out the failure that it knows."""
    return task(job)


def _gave_up(error: Exception) -> bool:
    """Whether dask says that too many workers died of a piece."""
    return type(error).__name__ == "KilledWorker"


@frozen
class _Pool:
    """Processes of our own; they live as long as the other end of `lifeline` is open."""

    pool: ProcessPoolExecutor
    lifeline: Connection

    @classmethod
    def started(cls, count: int) -> _Pool:
        """A pool of `count` processes."""
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        context = multiprocessing.get_context("forkserver" if warm_up() else "spawn")
        theirs, ours = context.Pipe(duplex=False)
        return cls(ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(theirs,)), ours)

    def submit(self, task: Callable[[J], R], job: J) -> Future[R]:
        """One more piece of work; the first starts the processes, which must not be interrupted half-way."""
        with _uninterrupted():
            return self.pool.submit(_LIFE.work, task, job)

    def close(self, *, at_once: bool) -> None:
        """Wait for the processes to end; `at_once` in the middle of what they do."""
        with _uninterrupted():
            if at_once:
                self.lifeline.close()
            # It cancels what has not begun; done by hand, a process's end would stumble over what is cancelled.
            self.pool.shutdown(wait=True, cancel_futures=True)
            self.lifeline.close()


@define
class _Life:
    """A process's own state. It ends at work and never while it sends a result: the parent would wait for the rest."""

    lock: threading.Lock = field(factory=threading.Lock)
    working: bool = False
    over: bool = False

    def work(self, task: Callable[[J], R], job: J) -> R:
        """Do a piece of work, unless nobody wants it any more."""
        self._now(working=True)
        try:
            return task(job)
        finally:
            self._now(working=False)

    def _now(self, *, working: bool) -> None:
        with self.lock:
            self.working = working
            if self.over and working:
                os._exit(1)

    def follow(self, parent: int, lifeline: Connection) -> None:
        """Wait until the parent, or its interest, has gone."""
        from multiprocessing.connection import wait

        gone = parent in wait([parent, lifeline])
        with self.lock:
            self.over = True
            if self.working or gone:
                os._exit(1)

    def __reduce__(self) -> str:
        return "_LIFE"  # it stays at home: what travels is its name


_LIFE = _Life()


def _begin(lifeline: Connection) -> None:
    """What a process does first: leave Ctrl-C to the parent, and end when the parent, or its interest, has gone."""
    import multiprocessing
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_LIFE.follow, args=(parent.sentinel, lifeline), daemon=True).start()


def warm_up() -> bool:
    """Start the server that processes are forked from, in the background; False where there is none.

    It loads the library meanwhile, and is deaf to a Ctrl-C that is meant for the parent.
    """
    import multiprocessing
    import signal

    if "forkserver" not in multiprocessing.get_all_start_methods():
        return False
    from multiprocessing import forkserver, resource_tracker

    forkserver.set_forkserver_preload(["reportdiff.pipeline"])
    resource_tracker.ensure_running()  # apart, as it lets signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return True


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until what is done here is done; in other threads than the main one it never comes."""
    import signal

    previous = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(previous):
        yield
        return
    held: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda number, frame: held.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)
        if held:
            previous(*held[0])
