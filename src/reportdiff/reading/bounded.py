"""Read a file in a process of its own, which the operating system holds to limits of processor time and memory.

The process stays and reads the next file, so that a batch starts one for each of its own. It is another Python that
runs `reading/worker.py`; nothing of this process is copied into it.
"""

from __future__ import annotations

import atexit
import json
import os
import pickle
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from attrs import define

from reportdiff.errors import UnreadableFileError
from reportdiff.messages import reason_of
from reportdiff.model import Document
from reportdiff.reading.limits import Limits
from reportdiff.reading.page_progress import tell_page

if TYPE_CHECKING:
    import subprocess

__all__ = ["OUT_OF_MEMORY", "OUT_OF_TIME", "close_workers", "enforced_by", "read_in_worker", "receive", "send"]

OUT_OF_TIME, OUT_OF_MEMORY = 78, 79  # exit codes of a worker that its own watchdog ended
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from reportdiff.reading import worker; worker.main()"
_HEAD = struct.Struct(">Q")  # bytes of the message that follows
_MAX_IDLE = 4  # workers that are kept


def enforced_by() -> str:
    """Return what ends a worker that exceeds a limit: the operating "system", or a "watchdog" where it cannot."""
    try:
        import resource  # noqa: F401
    except ImportError:
        return "watchdog"
    return "system"


def read_in_worker(content: bytes, name: str, limits: Limits, *, enforcement: str | None = None) -> Document:
    """Return the document of a file, read by a worker process.

    Args:
        content: the bytes of the file.
        name: its name, whose suffix tells its format.
        limits: the limits, `seconds` and `memory` among them.
        enforcement: "system" or "watchdog", by default what `enforced_by` returns.

    Raises:
        LimitError: if reading takes too much processor time or memory, or exceeds another limit.
        UnreadableFileError: if no process can be started, or it crashes, and what the reader itself raises.
    """
    try:
        worker = _take_worker()
    except OSError as error:  # no process more for this user, or a program that Python is embedded in
        raise UnreadableFileError("errors.no_process", file=name, reason=reason_of(error)) from error
    try:
        answer = worker.ask((content, name, limits, enforcement or enforced_by()))
    except BaseException:  # an interruption too: its answer would be taken for that of the next file
        worker.close(at_once=True)
        raise
    if answer is None:
        raise worker.reason_of_death(name, limits)
    kind, value, stays = answer
    if stays:
        _give_back(worker)
    else:
        worker.close()
    if kind == "memory":
        limits.enforce("memory", limits.memory + 1, name)
    if isinstance(value, BaseException):
        raise value
    assert isinstance(value, Document)
    return value


def send(stream: Callable[[bytes], object], message: object) -> None:
    """Write a message with its length before it; `stream` is the method that writes."""
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream(_HEAD.pack(len(content)))
    stream(content)


def receive(read: Callable[[int], bytes]) -> object | None:
    """Return the next message, None where the other side has closed; `read` returns so many bytes."""
    head = read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    size = _HEAD.unpack(head)[0]
    content = read(size)
    return pickle.loads(content) if len(content) == size else None


@define
class _Worker:
    process: subprocess.Popen[bytes]
    owner: int  # the process that started it: a fork of that one must not use it

    @classmethod
    def start(cls) -> _Worker:
        import subprocess

        path = json.dumps([os.path.abspath(each) for each in sys.path])
        process = subprocess.Popen(
            [sys.executable, "-c", _START, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return cls(process, os.getpid())

    def ask(self, job: object) -> tuple[str, object, bool] | None:
        """Return the answer to a job: its kind, its value, and whether the worker stays; None where it died."""
        ask, answer = self.process.stdin, self.process.stdout
        assert ask is not None
        assert answer is not None
        try:
            send(ask.write, job)
            ask.flush()
        except BrokenPipeError:
            return None
        while (message := receive(answer.read)) is not None:
            kind, value, _ = result = cast("tuple[str, object, bool]", message)
            if kind != "page":
                return result
            tell_page(*cast("tuple[str, int, int]", value))
        return None

    def reason_of_death(self, name: str, limits: Limits) -> UnreadableFileError:
        """Return the error for a worker that died: of a limit, or of a crash."""
        import signal

        code = self.process.wait()
        self.close()
        for limit, codes in (
            ("seconds", (OUT_OF_TIME, -getattr(signal, "SIGXCPU", 0))),
            ("memory", (OUT_OF_MEMORY, -getattr(signal, "SIGKILL", 0))),
        ):
            if code in codes and code:
                try:
                    limits.enforce(limit, getattr(limits, limit) + 1, name)
                except UnreadableFileError as error:
                    return error
        return UnreadableFileError("errors.crashed", file=name, exit=str(code))

    def close(self, *, at_once: bool = False) -> None:
        """End the worker: it ends by itself when nothing can be asked any more."""
        if at_once:
            self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was not yet written is lost with the worker
                    stream.close()
        if self.owner == os.getpid():
            self.process.wait()


_IDLE: list[_Worker] = []
_LOCK = threading.Lock()


def _take_worker() -> _Worker:
    with _LOCK:
        while _IDLE:
            worker = _IDLE.pop()
            if worker.owner == os.getpid() and worker.process.poll() is None:
                return worker
            worker.close()
    return _Worker.start()


def _give_back(worker: _Worker) -> None:
    with _LOCK:
        if len(_IDLE) < _MAX_IDLE:
            _IDLE.append(worker)
            return
    worker.close()


def close_workers() -> None:
    """End the workers that wait for a file."""
    with _LOCK:
        while _IDLE:
            _IDLE.pop().close()


atexit.register(close_workers)
