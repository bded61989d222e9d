"""The command line: what it prints where, and with which exit code it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportdiff import __version__
from reportdiff.cli import FORMATS, main, program
from reportdiff.rendering import BINARY_RENDERERS
from running import Cli

PRIOR = "海棠市人民政府关于2022年度依法办事情况的报告\n一、主要工作\n全年受理行政复议申请132件。办理跨区通办200件。\n"
RIGHT = "海棠市人民政府关于2023年度依法办事情况的报告\n一、主要工作\n全年受理行政复议申请287件，同比上升117.42%。\n"
WRONG = RIGHT.replace("117.42%", "171.42%")


@pytest.fixture
def reports(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Last year's report, this year's, and this year's with a wrong change."""
    paths = tmp_path / "prior.txt", tmp_path / "right.txt", tmp_path / "wrong.txt"
    for path, text in zip(paths, (PRIOR, RIGHT, WRONG), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_exit_code_tells_whether_something_is_inconsistent(reports: tuple[Path, Path, Path], run_cli: Cli) -> None:
    """0 for a true change, 1 for a false one in either report; `extract` never ends with 1."""
    prior, right, wrong = reports
    assert run_cli("compare", prior, right).returncode == 0
    assert run_cli("compare", prior, wrong).returncode == 1
    assert run_cli("compare", wrong, prior).returncode == 1  # 287 at +171.42% admits no whole prior
    assert run_cli("check", wrong).returncode == 1
    assert run_cli("check", right).returncode == 0
    assert run_cli("extract", wrong).returncode == 0


def test_every_format_goes_to_standard_output(reports: tuple[Path, Path, Path], run_cli: Cli) -> None:
    """Each format shows the change; the JSON is one object with the schema's number."""
    prior, right, _ = reports
    for format_ in (name for name in FORMATS if name not in BINARY_RENDERERS):
        done = run_cli("compare", prior, right, "--format", format_)
        assert done.returncode == 0
        assert "117.42" in done.stdout
    shown = json.loads(run_cli("compare", prior, right, "--format", "json").stdout)
    assert (shown["schema"], shown["version"]) == ("reportdiff/1", __version__)


def test_nothing_but_the_result_goes_to_standard_output(reports: tuple[Path, Path, Path], run_cli: Cli) -> None:
    """A warning goes to standard error, and --quiet keeps it away; it stands in the result either way."""
    prior, _, _ = reports
    loud = run_cli("compare", prior, prior, "--format", "json")
    quiet = run_cli("compare", prior, prior, "--format", "json", "--quiet")
    assert (loud.returncode, loud.stdout) == (0, quiet.stdout)
    assert loud.stderr.startswith("提醒：两份报告都是2022年的")
    assert quiet.stderr == ""
    assert "both reports are of 2022" in json.loads(loud.stdout)["warnings"][0]


def test_the_output_file_holds_what_would_be_printed(
    reports: tuple[Path, Path, Path], run_cli: Cli, tmp_path: Path
) -> None:
    """`-o` writes the bytes that standard output would get; the format is the ending's, and a summary is on stderr."""
    prior, right, _ = reports
    for ending, format_ in (("md", "md"), ("csv", "csv"), ("json", "json"), ("html", "html"), ("txt", "table")):
        target = tmp_path / f"out.{ending}"
        done = run_cli("compare", prior, right, "-o", target)
        assert (done.returncode, done.stdout) == (0, "")
        assert "1处表述：1处相符。" in done.stderr
        printed = run_cli("compare", prior, right, "--format", format_)
        assert target.read_bytes().decode() == printed.stdout.replace("\r\n", "\n") or format_ == "csv"
    assert sorted(path.suffix for path in tmp_path.glob("out.*")) == [".csv", ".html", ".json", ".md", ".txt"]


def test_standard_input_is_a_report(reports: tuple[Path, Path, Path], run_cli: Cli) -> None:
    """`-` reads standard input, for either report but not for both."""
    prior, right, _ = reports
    done = run_cli("compare", prior, "-", "--format", "json", stdin=RIGHT)
    assert done.returncode == 0
    shown = json.loads(done.stdout)
    assert shown["current"]["report"]["source"] == "standard input"
    assert shown["changes"] == json.loads(run_cli("compare", prior, right, "--format", "json").stdout)["changes"]
    both = run_cli("compare", "-", "-", stdin=RIGHT)
    assert (both.returncode, both.stdout) == (2, "")
    assert len(both.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["compare", "one.txt"], "Missing argument 'CURRENT'"),
        (["compare", "a.txt", "b.txt", "--format", "yaml"], "'yaml' is not one of"),
        (["nonsense"], "No such command 'nonsense'"),
        (["extract", "a.txt", "-o", "out.xyz"], "out.xyz: the ending says no format"),
        (["extract", "nowhere.txt"], "nowhere.txt: there is no such file"),
        (["verify", "much", "--current", "287件", "--prior", "132件"], "much"),
        (["verify", "+5%", "--current", "287件", "--relation", "nonsense", "--prior", "132件"], "nonsense"),
        (["extract", "x.txt", "--year", "20"], "--year"),
    ],
)
def test_a_wrong_command_is_one_line_and_exit_code_two(
    arguments: list[str], says: str, run_cli: Cli, tmp_path: Path
) -> None:
    """A command that cannot be carried out is one line on standard error, without a traceback."""
    done = run_cli(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert says in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_verify_prints_verdict_and_exit_code(run_cli: Cli) -> None:
    """A true change ends with 0, a false one with 1, also where it begins with a minus."""
    true = run_cli("verify", "+117.42%", "--current", "287件", "--prior", "132件")
    assert (true.returncode, true.stdout.splitlines()[0]) == (0, "√ 相符")
    false = run_cli("verify", "-117.42%", "--current", "287件", "--prior", "132件", "--lang", "en")
    assert (false.returncode, false.stdout.splitlines()[0]) == (1, "× inconsistent")
    shown = json.loads(
        run_cli(
            "verify", "88.50%", "--current", "254", "--prior", "287", "--relation", "share", "--format", "json"
        ).stdout
    )
    assert (shown["verdict"], shown["recomputed"]) == ("consistent", "88.50")


def test_output_is_utf8_in_any_locale(reports: tuple[Path, Path, Path]) -> None:
    """A C locale changes no byte of the output, and errors with Chinese names stay readable."""
    prior, right, _ = reports
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON"))}
    command = [sys.executable, "-m", "reportdiff", "compare", str(prior), str(right), "--format", "md"]
    outputs = set()
    for more in ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"LC_ALL": "C.UTF-8"}):
        outputs.add(subprocess.run(command, capture_output=True, env={**plain, **more}, check=True).stdout)
    assert len(outputs) == 1
    assert "同比上升117.42%" in outputs.pop().decode("utf-8")
    failed = subprocess.run(
        [*command[:3], "extract", "没有这个文件.txt"],
        capture_output=True,
        env={**plain, "LC_ALL": "C.UTF-8"},
        check=False,
    )
    assert "没有这个文件.txt" in failed.stderr.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end differently there")
def test_a_closed_pipe_is_no_error(reports: tuple[Path, Path, Path]) -> None:
    """`reportdiff … | head -1` ends with the result's own exit code and nothing on standard error."""
    prior, _, wrong = reports
    command = [sys.executable, "-m", "reportdiff", "compare", str(prior), str(wrong), "--format", "json", "-q"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.wait(timeout=60) == 1
        assert process.stderr.read() == b""


def test_an_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch, reports: tuple[Path, Path, Path]) -> None:
    """Ctrl-C ends the program with 130 and without a traceback."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reportdiff.pipeline.read", interrupt)
    assert main(["extract", str(reports[0])]) == 130


def test_a_bug_is_one_line(
    monkeypatch: pytest.MonkeyPatch, reports: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A bug is reported in one line with exit code 2, and with its traceback where that is asked for."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("reportdiff.pipeline.read", broken)
    assert main(["extract", str(reports[0])]) == 2
    assert "internal error (RuntimeError: a bug)" in capsys.readouterr().err
    monkeypatch.setenv("REPORTDIFF_DEBUG", "1")
    with pytest.raises(RuntimeError):
        main(["extract", str(reports[0])])


def test_fail_on_sets_the_exit_code(tmp_path: Path, run_cli: Cli) -> None:
    """An inconsistent figure fails unless told never to; a rounding difference fails only where that is asked for."""
    wrong, cut = tmp_path / "wrong.txt", tmp_path / "cut.txt"
    wrong.write_text(WRONG, encoding="utf-8")
    cut.write_text(RIGHT.replace("117.42%", "117.43%"), encoding="utf-8")  # 117.4242 rounded away from zero
    prior = tmp_path / "prior.txt"
    prior.write_text(PRIOR, encoding="utf-8")
    codes = {
        (path.stem, fail_on): run_cli("compare", prior, path, "--fail-on", fail_on).returncode
        for path in (wrong, cut)
        for fail_on in ("inconsistent", "rounding", "never")
    }
    assert codes == {
        ("wrong", "inconsistent"): 1,
        ("wrong", "rounding"): 1,
        ("wrong", "never"): 0,
        ("cut", "inconsistent"): 0,
        ("cut", "rounding"): 1,
        ("cut", "never"): 0,
    }


def test_a_workbook_goes_to_a_file(reports: tuple[Path, Path, Path], run_cli: Cli, tmp_path: Path) -> None:
    """`-o` with the ending .xlsx writes a workbook, which is a ZIP archive."""
    pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")
    done = run_cli("compare", reports[0], reports[1], "-o", tmp_path / "out.xlsx")
    assert done.returncode == 0
    assert (tmp_path / "out.xlsx").read_bytes().startswith(b"PK")


def test_version_and_help(run_cli: Cli) -> None:
    """--version names the version; every command's help has an example."""
    assert run_cli("--version").stdout == f"reportdiff, version {__version__}\n"
    for command in program.commands:
        shown = run_cli(command, "--help")
        assert shown.returncode == 0
        assert f"Example: reportdiff {command}" in shown.stdout


def test_json_needs_no_heavy_module(reports: tuple[Path, Path, Path]) -> None:
    """`compare --format json` imports neither pandas nor rich nor jinja2: only what the format needs."""
    prior, right, _ = reports
    code = (
        "import sys; from reportdiff.cli import main; "
        f"main(['compare', {str(prior)!r}, {str(right)!r}, '--format', 'json']); "
        "print([name for name in ('pandas', 'rich', 'jinja2', 'matplotlib') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", ["--help", "verify"])
def test_help_and_verify_cut_no_words(command: str) -> None:
    """`--help` and `verify` load neither jieba nor a word dictionary."""
    arguments = [command, *(["+117.42%", "--current", "287件", "--prior", "132件"] if command == "verify" else [])]
    code = (
        "import sys\n"
        "from reportdiff.cli import main\n"
        f"main({arguments!r})\n"
        "words = sys.modules.get('reportdiff.text.words')\n"
        "dictionaries = words.dictionary.cache_info().currsize if words else 0\n"
        "print('jieba' in sys.modules, 'rjieba' in sys.modules, dictionaries, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout
    assert done.stderr.splitlines()[-1] == "False False 0"


def test_the_cutter_is_recorded(reports: tuple[Path, Path, Path], run_cli: Cli) -> None:
    """The cutter stands in the settings of the result; an unknown one is refused."""
    plain = json.loads(run_cli("check", reports[1], "--format", "json").stdout)
    full = json.loads(run_cli("--cutter", "full", "check", reports[1], "--format", "json").stdout)
    assert plain["settings"]["cutter"] == "plain"
    assert full["settings"] == {**plain["settings"], "cutter": "full"}
    assert run_cli("--cutter", "turbo", "check", reports[1]).returncode == 2
