"""Tell on standard error how far the work has come, and end it on a second Ctrl-C."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from reportdiff.cli.language import say, spoken_language
from reportdiff.cli.output import print_message
from reportdiff.model import Parameter
from reportdiff.reading.page_progress import page_progress
from reportdiff.stages import STAGES, measured_stages

__all__ = ["ProgressLine", "exit_on_second_interrupt", "profiled", "tell_if_slow"]

_PATIENCE = 2.0  # seconds before a command says what it is doing
_REDRAW, _REPEAT = 0.2, 10.0  # seconds between two lines of progress, on a terminal and in a log


@contextmanager
def tell_if_slow(
    code: str, *, quiet: bool, clock: Callable[[], float] = monotonic, **parameters: Parameter
) -> Iterator[None]:
    """Print the message of `code` where the block takes more than two seconds and standard error is a terminal.

    Then follow the pages of a long PDF.
    """
    if quiet or not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    timer = Timer(_PATIENCE, print_message, [f"{say(code, **parameters)} …"])
    timer.daemon = True
    timer.start()
    pages = _PageLine(clock)
    try:
        with page_progress(pages):
            yield
    finally:
        timer.cancel()
        pages.end()


class _PageLine:
    """The page of a long PDF that is read, in one line that is redrawn."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self._began = self._printed_at = clock()
        self._width = 0

    def __call__(self, source: str, page: int, total: int) -> None:
        now = self.clock()
        if now - self._began >= _PATIENCE and now - self._printed_at >= _REDRAW:
            line = say("cli.page", source=source, page=page, total=total)
            print("\r" + line.ljust(self._width), end="", file=sys.stderr, flush=True)
            self._printed_at, self._width = now, len(line)

    def end(self) -> None:
        """Clear the line."""
        if self._width:
            print("\r" + " " * self._width + "\r", end="", file=sys.stderr, flush=True)


@contextmanager
def profiled(lang: str, clock: Callable[[], float] = monotonic) -> Iterator[None]:
    """Print at the end of the block how long it took, and how much of its work each stage was.

    The stages of several processes add up to more than the time that passed.
    """
    from reportdiff.messages import sentence
    from reportdiff.messages.labels import word

    began = clock()
    try:
        with measured_stages() as seconds:
            yield
    finally:
        passed = clock() - began
        taken = {name: seconds[name] for name in STAGES if name in seconds}
        taken["other"] = max(0.0, passed - sum(taken.values()))
        print_message(sentence("cli.profile", lang, seconds=f"{passed:.2f}"))
        for name, part in taken.items():
            percent = round(100 * part / (sum(taken.values()) or 1))
            print(f"{word('stage', name, lang)}\t{part:.2f} s\t{percent}%", file=sys.stderr)


class ProgressLine:
    """Progress of a batch with rate and remaining time: one line redrawn on a terminal, else a line every 10 seconds.

    `batch` calls it with the stage, the reports done, all reports, and the broken ones.
    """

    def __init__(self, quiet: bool, clock: Callable[[], float] = monotonic) -> None:
        self.quiet, self.clock = quiet, clock
        self._live = sys.stderr.isatty()
        self._stage = ""
        self._stage_began = (0.0, 0)  # time, reports done by then
        self._printed_at: float | None = None
        self._width = 0

    def __call__(self, stage: str, done: int, total: int, broken: int) -> None:
        """Print the line where it is time for it."""
        now = self.clock()
        if stage != self._stage:
            self.end()
            self._stage, self._stage_began, self._printed_at = stage, (now, done), None
        if self.quiet or not self._is_due(now, finished=done >= total):
            return
        from reportdiff.messages import label, sentence

        self._printed_at = now
        began, done_before = self._stage_began
        parts: dict[str, str] = {}
        if done > done_before and now > began:
            rate = (done - done_before) / (now - began)
            rest = {"left": (total - done) / rate} if done < total else {"took": now - began}
            parts = {"rate": f"{rate:.1f}"} | {name: _clock_text(seconds) for name, seconds in rest.items()}
        counts = {"done": done, "total": total, "broken": broken or ""}
        line = sentence("cli.progress", spoken_language(), stage=label("work", stage), **counts, **parts)
        if self._live:
            print("\r" + line.ljust(self._width), end="", file=sys.stderr, flush=True)
            self._width = len(line)
        else:
            print_message(line)

    def _is_due(self, now: float, *, finished: bool) -> bool:
        """Return whether a line is due: a short stage prints none into a log, and a last line ends what was printed."""
        if self._live:
            return finished or self._printed_at is None or now - self._printed_at >= _REDRAW
        if self._printed_at is None:
            return now - self._stage_began[0] >= _REPEAT
        return finished or now - self._printed_at >= _REPEAT

    def end(self) -> None:
        """Move on from the line that is redrawn."""
        if self._width:
            print(file=sys.stderr)
            self._width = 0


def _clock_text(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


@contextmanager
def exit_on_second_interrupt() -> Iterator[None]:
    """End the process on a second Ctrl-C inside the block: every file is written whole, so nothing is lost by it."""
    import signal

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:  # called by another program, or told to ignore Ctrl-C
        yield
        return
    interrupts = 0

    def handle(*_: object) -> None:
        nonlocal interrupts
        interrupts += 1
        if interrupts > 1:
            os._exit(130)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
