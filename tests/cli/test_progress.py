"""Progress on standard error: on a terminal one line that is redrawn, in a log a line now and then."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from reportdiff.cli.progress import ProgressLine, tell_if_slow
from reportdiff.reading.page_progress import tell_page


def be_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let standard error be a terminal for the rest of the test."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)


class EarlyTimer:
    """A timer whose time is up when it starts."""

    def __init__(self, _seconds: float, function: Callable[..., None], arguments: list[str]) -> None:
        """Remember what to call."""
        self.function, self.arguments = function, arguments

    def start(self) -> None:
        """Call it."""
        self.function(*self.arguments)

    def cancel(self) -> None:
        """Do nothing: it is too late."""


def heard(times: list[float], capsys: pytest.CaptureFixture[str], *, quiet: bool = False) -> str:
    """Return what is printed of ten reports, two of them broken, of which two are done at each of these times."""
    clock = iter(times)
    line = ProgressLine(quiet, clock=lambda: next(clock))
    for number in range(len(times)):
        line("comparing", 2 * number, 2 * (len(times) - 1), min(number, 2))
    line.end()
    return capsys.readouterr().err


def test_a_log_gets_a_line_every_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    """Lines tell reports, rate, remaining time and broken ones; the last one tells how long it took."""
    assert heard([0, 4, 12, 16, 20], capsys).splitlines() == [
        "comparing 4/8 reports, 0.3/s, 0:00:12 left, 2 broken",
        "comparing 8/8 reports, 0.4/s, took 0:00:20, 2 broken",
    ]


def test_short_work_leaves_no_line_in_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    """Work of less than ten seconds says nothing."""
    assert heard([0, 1, 2], capsys) == ""


def test_a_terminal_gets_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The line is redrawn five times a second at most, and ends where the work ends."""
    be_terminal(monkeypatch)
    shown = heard([0, 0.1, 0.3, 0.4], capsys)
    assert shown.endswith("\n")
    assert [line.split(",")[0] for line in shown.strip().split("\r")] == [
        "comparing 0/6 reports",
        "comparing 4/6 reports",
        "comparing 6/6 reports",
    ]


def test_quiet_work_says_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With --quiet nothing is printed."""
    be_terminal(monkeypatch)
    assert heard([0, 20, 40], capsys, quiet=True) == ""


def test_slow_work_is_named_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What takes long is named once, not with --quiet."""
    be_terminal(monkeypatch)
    monkeypatch.setattr("threading.Timer", EarlyTimer)
    with tell_if_slow("reading a.txt", quiet=False):
        pass
    assert capsys.readouterr().err == "reading a.txt …\n"
    with tell_if_slow("reading a.txt", quiet=True):
        pass
    assert capsys.readouterr().err == ""


def test_slow_work_is_not_named_in_a_log(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where standard error is no terminal nothing is said."""
    monkeypatch.setattr("threading.Timer", EarlyTimer)
    with tell_if_slow("reading a.txt", quiet=False):
        pass
    assert capsys.readouterr().err == ""


def test_the_pages_of_a_long_pdf_are_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """After two seconds the line says which page is read, five times a second at most, and is cleared at the end."""
    be_terminal(monkeypatch)
    clock = iter([0.0, 1.0, 3.0, 3.1, 4.0])
    with tell_if_slow("reading", quiet=False, clock=lambda: next(clock)):
        for page in range(1, 5):
            tell_page("a.pdf", page, 9)
    assert [line.strip() for line in capsys.readouterr().err.split("\r") if line.strip()] == [
        "a.pdf: page 2/9",
        "a.pdf: page 4/9",
    ]
