"""Run tasks on any `concurrent.futures.Executor`: lazily, in order, with a bounded number under way.

Without an executor a pool of processes is started. A task that crashes its process is found and reported, and the
others go on. Processes are forked from a fork server that has loaded the library and the word dictionary once, or are
started anew where there is none: a process that may run threads is never forked. An interruption ends them at once.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import define, field, frozen

from reportdiff.errors import ArgumentTypeError, WorkerDiedError
from reportdiff.messages import phrase
from reportdiff.model import Phrase
from reportdiff.text import words
from reportdiff.text.arguments import shortened, whole_number

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.connection import Connection
    from types import FrameType

__all__ = ["Workers", "map_ordered", "start_fork_server"]

J = TypeVar("J")
R = TypeVar("R")

_WINDOW = 64  # tasks under way on an executor that was handed in
_PER_WORKER = 4  # tasks under way for each process of our own: enough that none waits for the next


@frozen
class Workers:
    """Where tasks run: on an executor that was handed in, else in `count` processes, by default one a processor.

    At most `window` tasks are under way, by default 4 for each process, or 64 on an executor.
    """

    executor: Executor | None = None
    count: int | None = None
    window: int | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is no executor, and numbers below 1."""
        if self.executor is not None and not hasattr(self.executor, "submit"):
            wanted = phrase("errors.wanted_executor")
            raise ArgumentTypeError("errors.wrong_type", name="executor", value=shortened(self.executor), wanted=wanted)
        for name, number in (("workers", self.count), ("window", self.window)):
            if number is not None:
                whole_number(number, name, 1, 1_000_000, f"{name}=4")


def map_ordered(
    task: Callable[[J], R],
    jobs: Iterable[tuple[J, bool]],
    *,
    crashed: Callable[[J], R],
    describe: Callable[[J], str | Phrase],
    workers: Workers,
) -> Generator[tuple[J, R | None], None, None]:
    """Yield each job with the result of `task`, in the order of `jobs`.

    Args:
        task: What a worker calls; it and the jobs must be picklable.
        jobs: Each job, and whether it needs work; one that needs none is yielded with None. They are read only as far
            ahead as the window of `workers` goes.
        crashed: Returns the result for a job that crashed a process of its own, or that dask gave up.
        describe: Returns the words for a job in an error's text.
        workers: Where the tasks run.

    Raises:
        WorkerDiedError: A process of the executor that was handed in crashed; the text says what was under way.
        Exception: What `task` raises is raised where its result is due; tasks that have not begun are then cancelled.
    """
    count = workers.count or _processor_count()
    window = (
        workers.window
        if workers.window is not None
        else _WINDOW
        if workers.executor is not None
        else _PER_WORKER * count
    )
    queue: _TaskQueue[J, R] = _TaskQueue(
        task=task, crashed=crashed, describe=describe, executor=workers.executor, worker_count=count
    )
    source = iter(jobs)
    try:
        while True:
            while len(queue.pending) < max(1, window) and (following := next(source, None)) is not None:
                queue.add(*following)
            if not queue.pending:
                return
            yield queue.take_first()
    finally:
        queue.close()


def _processor_count() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


@define(kw_only=True)
class _TaskQueue(Generic[J, R]):
    """The tasks under way, oldest first, and the executor or the pool that they run on."""

    task: Callable[[J], R]
    crashed: Callable[[J], R]
    describe: Callable[[J], str | Phrase]
    executor: Executor | None
    worker_count: int
    pending: deque[tuple[J, Future[R] | None]] = field(factory=deque)
    pool: _ProcessPool | None = None

    def add(self, job: J, needs_work: bool) -> None:
        future = self._submit(job) if needs_work else None  # first: recovering from a crash replaces `pending`
        self.pending.append((job, future))

    def take_first(self) -> tuple[J, R | None]:
        job, future = self.pending[0]
        try:
            result = future.result() if future is not None else None
        except BrokenExecutor as error:
            self._recover(error)
            return self.take_first()
        except Exception as error:
            if not _is_given_up(error):
                raise
            result = self._retry_on_dask(job)
        self.pending.popleft()
        return job, result

    def close(self) -> None:
        unfinished = [future for _, future in self.pending if future is not None and not future.done()]
        if self.executor is not None:
            for future in unfinished:
                future.cancel()
        self._close_pool(at_once=bool(unfinished))

    def _submit(self, job: J) -> Future[R]:
        try:
            return self._runner().submit(self.task, job)
        except BrokenExecutor as error:
            self._recover(error)
            return self._runner().submit(self.task, job)

    def _runner(self) -> Executor | _ProcessPool:
        if self.executor is not None:
            return self.executor
        self.pool = self.pool or _ProcessPool.start(self.worker_count)
        return self.pool

    def _close_pool(self, *, at_once: bool = False) -> None:
        if self.pool is not None:
            self.pool.close(at_once=at_once)
            self.pool = None

    def _recover(self, error: Exception) -> None:
        """Run what was under way when a process crashed again, each task alone, so that the one to blame is known."""
        if self.executor is not None:
            raise WorkerDiedError("errors.executor_died", jobs=self._under_way()) from error
        self._close_pool()
        self.pending = deque(
            (job, future if _is_finished(future) else self._run_alone(job)) for job, future in self.pending
        )

    def _run_alone(self, job: J) -> Future[R]:
        pool = _ProcessPool.start(1)
        finished = False
        try:
            future = pool.submit(self.task, job)
            if not isinstance(future.exception(), BrokenExecutor):
                finished = True
                return future
        finally:
            pool.close(at_once=not finished)
        replacement: Future[R] = Future()
        replacement.set_result(self.crashed(job))
        return replacement

    def _retry_on_dask(self, job: J) -> R:
        """Run a task that dask gave up once more, alone: dask also gives up what shared a worker with the culprit."""
        wait([future for _, future in self.pending if future is not None])
        try:
            assert self.executor is not None
            return self.executor.submit(_call, self.task, job).result()
        except Exception as error:
            if not _is_given_up(error):
                raise
            return self.crashed(job)

    def _under_way(self) -> str | Phrase:
        lost = [self.describe(job) for job, future in self.pending if not _is_finished(future)]
        if len(lost) > 1:
            return phrase("errors.several_jobs", first=lost[0], last=lost[-1], count=len(lost))
        return lost[0] if lost else phrase("errors.no_job")


def _is_finished(future: Future[R] | None) -> bool:
    """Return whether a task finished before its pool broke, or needed no work."""
    if future is None:
        return True
    return future.done() and not future.cancelled() and not isinstance(future.exception(), BrokenExecutor)


def _call(task: Callable[[J], R], job: J) -> R:
    """Return `task(job)`, as another call: for the same call dask would return the failure that it remembers."""
    return task(job)


def _is_given_up(error: Exception) -> bool:
    """Return whether dask gave a task up as too many workers died of it."""
    return type(error).__name__ == "KilledWorker"


@frozen
class _ProcessPool:
    """Processes of our own; they end when the parent closes its end of `lifeline`."""

    pool: ProcessPoolExecutor
    lifeline: Connection

    @classmethod
    def start(cls, count: int) -> _ProcessPool:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        context = multiprocessing.get_context("forkserver" if start_fork_server() else "spawn")
        receiver, sender = context.Pipe(duplex=False)
        pool = ProcessPoolExecutor(count, mp_context=context, initializer=_start_worker, initargs=(receiver,))
        return cls(pool, sender)

    def submit(self, task: Callable[[J], R], job: J) -> Future[R]:
        with _interrupts_held_back():  # the first call starts the processes, which must not stop half-way
            return self.pool.submit(_run_in_worker, task, job)

    def close(self, *, at_once: bool) -> None:
        """Wait for the processes to end; `at_once` in the middle of their tasks."""
        with _interrupts_held_back():
            if at_once:
                self.lifeline.close()
            # Tasks that have not begun are cancelled here: a process that ends fails on a future cancelled by hand.
            self.pool.shutdown(wait=True, cancel_futures=True)
            self.lifeline.close()


@define
class _WorkerState:
    """The state of a worker process: told to end, it ends in the middle of a task, but never while it sends a result.

    The parent would wait for the rest of a result that is half sent.
    """

    lock: threading.Lock = field(factory=threading.Lock)
    working: bool = False
    must_end: bool = False

    def run(self, task: Callable[[J], R], job: J) -> R:
        """Return `task(job)`; end the process instead where nobody waits for it any more."""
        self._set_working(True)
        try:
            return task(job)
        finally:
            self._set_working(False)

    def _set_working(self, working: bool) -> None:
        with self.lock:
            self.working = working
            if self.must_end and working:
                os._exit(1)

    def follow(self, parent: int, lifeline: Connection) -> None:
        """Wait until the parent has died or closed the lifeline, then end the process."""
        from multiprocessing import connection

        parent_died = parent in connection.wait([parent, lifeline])
        with self.lock:
            self.must_end = True
            if self.working or parent_died:
                os._exit(1)


_WORKER = _WorkerState()


def _run_in_worker(task: Callable[[J], R], job: J) -> R:
    return _WORKER.run(task, job)


def _start_worker(lifeline: Connection) -> None:
    """Prepare a worker process: leave Ctrl-C to the parent, follow the parent, load the word dictionary."""
    import multiprocessing

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_WORKER.follow, args=(parent.sentinel, lifeline), daemon=True).start()
    words.load()  # already there in a process that the fork server forked


def start_fork_server() -> bool:
    """Start the server that workers are forked from, and return whether the platform has one.

    The server loads the library in the background, and ignores a Ctrl-C that is meant for the parent.
    """
    import multiprocessing

    if "forkserver" not in multiprocessing.get_all_start_methods():
        return False
    from multiprocessing import forkserver, resource_tracker

    forkserver.set_forkserver_preload(["reportdiff.corpus.preload"])
    resource_tracker.ensure_running()  # by itself, as it unblocks signals again
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
    return True


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Let Ctrl-C wait until the block ends; in threads other than the main one it never arrives."""
    previous = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(previous):
        yield
        return
    received: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda number, frame: received.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)
        if received:
            previous(*received[0])
