"""The process that reads files for another one (`reading/bounded.py`), within limits of processor time and memory."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from math import ceil
from typing import IO, cast

from attrs import define

from reportdiff.reading import allowance
from reportdiff.reading.bounded import OUT_OF_MEMORY, OUT_OF_TIME, receive, send
from reportdiff.reading.documents import read_here
from reportdiff.reading.limits import Limits
from reportdiff.reading.page_progress import page_progress

__all__ = ["main"]

_MAX_KEPT = 500_000_000  # bytes of memory above which the process does not stay for the next file
_INTERVAL = 0.2  # seconds between two looks of the watchdog


def main() -> None:
    """Read one file after the other, until nobody can ask any more."""
    with suppress(ValueError, OSError):  # Ctrl-C is for the process that asked
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):  # what a library prints is no answer
        os.dup2(nowhere, standard)
    while (job := receive(asked.read)) is not None:
        with page_progress(_PageTeller(answers)):
            answer = _answer(*cast("tuple[bytes, str, Limits, str]", job))
        send(answers.write, answer)
        answers.flush()
        if not answer[2]:
            return


class _PageTeller:
    """Tells the process that asked which page is read, five times a second at most."""

    def __init__(self, answers: IO[bytes]) -> None:
        self._answers, self._told = answers, time.monotonic()

    def __call__(self, source: str, page: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told >= _INTERVAL:
            self._told = now
            send(self._answers.write, ("page", (source, page, total), True))
            self._answers.flush()


def _answer(content: bytes, name: str, limits: Limits, enforcement: str) -> tuple[str, object, bool]:
    """Return the kind of the answer, the document or the error, and whether the process stays."""
    keeper: _System | _Watchdog = _System() if enforcement == "system" else _Watchdog()
    keeper.begin(limits)
    allowance.when_earned = keeper.allow
    try:
        document = read_here(content, name, limits)
    except MemoryError:
        return "memory", None, False
    except Exception as error:
        error.__traceback__ = error.__context__ = error.__cause__ = None
        return "error", error, True
    finally:
        keeper.end()
    return "document", document, _memory_used() < _MAX_KEPT


class _System:
    """Limits that the operating system enforces: above them it ends the process, or grants it no more memory."""

    def begin(self, limits: Limits) -> None:
        """Set the limits for the next file."""
        import resource

        self.seconds = ceil(time.process_time()) + limits.seconds
        _set_limit(resource.RLIMIT_CPU, self.seconds)
        if size := _address_space():
            _set_limit(resource.RLIMIT_AS, size + limits.memory)
        else:  # not Linux: what is used is looked at instead
            self.watchdog = _Watchdog(memory_alone=True)
            self.watchdog.begin(limits)

    def allow(self, seconds: int) -> None:
        """Raise the limit of time."""
        import resource

        self.seconds += seconds
        _set_limit(resource.RLIMIT_CPU, self.seconds)

    def end(self) -> None:
        """Take the limits back: what follows is the answer."""
        import resource

        for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS):
            _set_limit(kind, resource.RLIM_INFINITY)
        if watchdog := getattr(self, "watchdog", None):
            watchdog.end()


def _set_limit(kind: int, value: int) -> None:
    import resource

    most = resource.getrlimit(kind)[1]
    if most != resource.RLIM_INFINITY and (value == resource.RLIM_INFINITY or value > most):
        value = most
    with suppress(ValueError, OSError):  # a platform that knows the name and not the limit
        resource.setrlimit(kind, (value, most))


@define
class _Watchdog:
    """Limits that a thread of the process enforces, where the operating system does not."""

    memory_alone: bool = False
    until: float = 0.0
    memory: int = 0
    ended: bool = False

    def begin(self, limits: Limits) -> None:
        """Set the limits for the next file, and watch."""
        self.until, self.memory = time.process_time() + limits.seconds, _memory_used() + limits.memory
        threading.Thread(target=self._watch, daemon=True).start()

    def allow(self, seconds: int) -> None:
        """Raise the limit of time."""
        self.until += seconds

    def end(self) -> None:
        """Watch no longer."""
        self.ended = True

    def _watch(self) -> None:
        while not self.ended:
            if time.process_time() > self.until and not self.memory_alone:
                os._exit(OUT_OF_TIME)
            if _memory_used() > self.memory:
                os._exit(OUT_OF_MEMORY)
            time.sleep(_INTERVAL)


def _address_space() -> int:
    """Return the bytes of addresses that the process has taken, 0 where that is not told."""
    return _statm(0)


def _memory_used() -> int:
    """Return the bytes of memory that the process uses, or used at most; 0 where that is not told."""
    if used := _statm(1):
        return used
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS, the one that comes here


def _statm(field: int) -> int:
    try:
        with open("/proc/self/statm", "rb") as opened:
            return int(opened.read().split()[field]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0
