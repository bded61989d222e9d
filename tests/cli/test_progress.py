"""Progress on standard error: on a terminal one line that is redrawn, in a log a line now and then."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportdiff.cli.progress import ProgressLine, tell_if_slow
from reportdiff.reading.page_progress import tell_page
from running import Cli


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
    with tell_if_slow("cli.reading", file="a.txt", quiet=False):
        pass
    assert capsys.readouterr().err == "reading a.txt …\n"
    with tell_if_slow("cli.reading", file="a.txt", quiet=True):
        pass
    assert capsys.readouterr().err == ""


def test_slow_work_is_not_named_in_a_log(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where standard error is no terminal nothing is said."""
    monkeypatch.setattr("threading.Timer", EarlyTimer)
    with tell_if_slow("cli.reading", file="a.txt", quiet=False):
        pass
    assert capsys.readouterr().err == ""


def test_the_pages_of_a_long_pdf_are_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """After two seconds the line says which page is read, five times a second at most, and is cleared at the end."""
    be_terminal(monkeypatch)
    clock = iter([0.0, 1.0, 3.0, 3.1, 4.0])
    with tell_if_slow("cli.reading", file="a.txt", quiet=False, clock=lambda: next(clock)):
        for page in range(1, 5):
            tell_page("a.pdf", page, 9)
    assert [line.strip() for line in capsys.readouterr().err.split("\r") if line.strip()] == [
        "a.pdf: page 2/9",
        "a.pdf: page 4/9",
    ]


def test_the_profile_says_where_the_time_went(run_cli: Cli, tmp_path: Path) -> None:
    """With --profile standard error ends with the stages of the work and their seconds; results are as without it."""
    for year, count in ((2022, 132), (2023, 287)):
        (tmp_path / f"慈溪市-{year}.txt").write_text(f"全年受理行政复议申请{count}件。\n", encoding="utf-8")
    names = [f"慈溪市-{year}.txt" for year in (2022, 2023)]
    plain = run_cli("compare", *names, "--quiet", cwd=tmp_path)
    done = run_cli("--profile", "compare", *names, "--quiet", "--lang", "en", cwd=tmp_path)
    assert (plain.returncode, plain.stderr, done.returncode) == (0, "", 0)
    head, *lines = done.stderr.splitlines()
    assert head.startswith("took ")
    stages = ["reading", "structure", "extraction", "alignment", "checking", "writing", "other"]
    assert [line.split("\t")[0] for line in lines] == stages
    batch = run_cli("--profile", "batch", ".", "-o", "out", "--jobs", 1, "-q", "--lang", "zh", cwd=tmp_path)
    assert batch.returncode == 0
    assert [line.split("\t")[0] for line in batch.stderr.splitlines()[1:]][:3] == ["读入", "结构", "提取"]


def test_nothing_is_logged_until_somebody_asks(run_cli: Cli, tmp_path: Path) -> None:
    """The loggers below reportdiff stay silent by default, and tell what is read where a program turns them on."""
    (tmp_path / "a.txt").write_text("全年受理行政复议申请287件。\n", encoding="utf-8")
    code = "import reportdiff; reportdiff.check('a.txt'); assert not reportdiff.check('a.txt').result.report.year"
    for begin, told in (("", False), ("import logging; logging.basicConfig(level=logging.INFO); ", True)):
        done = subprocess.run(
            [sys.executable, "-c", begin + code], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8"
        )
        assert (done.returncode, done.stdout, "INFO:reportdiff." in done.stderr) == (0, "", told)
        assert told or done.stderr == ""
