"""The first minute: the demonstration, the two READMEs, and the language of help and errors."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from reportdiff.cli import main, program
from reportdiff.cli.language import chinese_help, message_language
from running import ROOT, Cli

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
READMES = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")]
CHINESE = re.compile("[\u4e00-\u9fff]")


def test_the_demonstration_installs_what_it_needs_alone() -> None:
    """Its environment holds no extra, and what it prints puts the outcome and the checked row first."""
    recipe = MAKEFILE[MAKEFILE.index("$(VENV)/.ready-demo:") :].split("\n\n")[0]
    assert "-e ." in recipe
    assert "[" not in recipe
    assert "\ndemo: $(VENV)/.ready-demo\n" in MAKEFILE
    assert "117" in MAKEFILE[MAKEFILE.index("\ndemo:") :]


@pytest.mark.skipif(shutil.which("make") is None or os.name == "nt", reason="make is not installed")
@pytest.mark.parametrize(
    ("locale", "outcome", "row", "last"),
    [
        ("zh_CN.UTF-8", "1处表述：1处相符。", "同比上升117.42% √ 相符", "接着试试："),
        ("C.UTF-8", "1 claim: 1 holds.", "同比上升117.42% √ consistent", "To go on, type:"),
    ],
)
def test_the_demonstration_speaks_the_language_of_the_locale(
    locale: str, outcome: str, row: str, last: str, tmp_path: Path
) -> None:
    """Outcome and checked row come on the first screen, the command to type next at the end."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt", "examples/data", "seeds"):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(ROOT / name)
    ready = tmp_path / ".venv" / ".ready-demo"
    ready.parent.mkdir()
    (ready.parent / "python").symlink_to(sys.executable)
    command = ready.parent / "reportdiff"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reportdiff "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    ready.touch()
    of_caller = ("LC_", "REPORTDIFF_", "MAKE", "MFLAGS")  # under `make test` an inner make would print its directory
    environment = {name: value for name, value in os.environ.items() if not name.startswith(of_caller)}
    done = subprocess.run(
        ["make", "demo", f"BIN={ready.parent}"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env=environment | {"LANG": locale, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert outcome in "\n".join(lines[:6])
    assert row in "\n".join(" ".join(line.split()) for line in lines[:24])
    assert last in lines[-2]
    assert "reportdiff compare LAST-YEAR.txt THIS-YEAR.txt" in lines[-1]


@pytest.mark.parametrize("readme", READMES, ids=["en", "zh"])
def test_a_readme_shows_a_caught_error_first(readme: str) -> None:
    """Before any heading stands a wrong change with what is wrong about it; activation comes with the installation."""
    first = readme[: readme.index("\n## ")]
    assert "×" in first
    assert "-12.50%" in first
    assert ". .venv/bin/activate" in readme
    assert "REPORTDIFF_LANG" in readme


def test_both_readmes_say_the_same() -> None:
    """They have as many headings, points, examples and commands."""
    for sign in (r"^## ", r"^- ", r"^```", r"^\$ ", r"^>>> ", r"\]\(docs/(?:zh/)?howto"):
        english, chinese = (len(re.findall(sign, readme, re.MULTILINE)) for readme in READMES)
        assert english == chinese, sign


def helps() -> list[str]:
    """Return every paragraph of help of the program, each on one line, without the examples."""
    commands = (program, *program.commands.values())
    texts = [command.help for command in commands]
    texts += [item.help for command in commands for item in command.params if isinstance(item, click.Option)]
    paragraphs = (" ".join(part.split()) for text in texts if text for part in text.split("\n\n"))
    return [part for part in dict.fromkeys(paragraphs) if part and not part.startswith("Example: ")]


@pytest.mark.parametrize("text", helps())
def test_all_of_the_help_is_there_in_chinese(text: str) -> None:
    """Each paragraph has its Chinese one."""
    assert CHINESE.search(chinese_help("program")[text])


@pytest.mark.parametrize("command", ["", *program.commands])
def test_help_speaks_the_chosen_language(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In Chinese no English sentence is left, and afterwards the help is English again."""
    arguments = [*filter(None, [command]), "--help"]
    monkeypatch.setenv("REPORTDIFF_LANG", "zh")
    assert main(arguments) == 0
    chinese = capsys.readouterr().out
    assert not re.search(r"[a-z]+ (?:the|of|a|is|and) [a-z]+", chinese)
    monkeypatch.setenv("REPORTDIFF_LANG", "en")
    assert main(arguments) == 0
    assert not CHINESE.search(capsys.readouterr().out.replace("287件", "").replace("132件", ""))


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["check", "nowhere.txt"], "没有这个文件", "there is no such file"),
        (["check", "."], "是一个文件夹", "is a folder"),
        (["compare", "a.txt"], "缺少参数", "Missing argument"),
        (["nonsense"], "没有这个命令", "No such command"),
        (["check", "https://example.org/a"], "不能读取网址", "nothing is fetched"),
    ],
)
def test_errors_speak_the_chosen_language(
    arguments: list[str], zh: str, en: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line in the language that the environment names."""
    for lang, says in (("zh", zh), ("en", en)):
        monkeypatch.setenv("REPORTDIFF_LANG", lang)
        assert main(arguments) == 2
        error = capsys.readouterr().err
        assert says in error
        assert len(error.splitlines()) == 1


def test_results_and_warnings_follow_the_environment(run_cli: Cli, tmp_path: Path) -> None:
    """REPORTDIFF_LANG sets the language of results; --lang wins over it."""
    path = tmp_path / "a.txt"
    path.write_text("This is no Chinese report. 2 of 3.", encoding="utf-8")
    done = run_cli("check", path, env={"REPORTDIFF_LANG": "en"})
    assert done.stdout.startswith("Report check")
    assert done.stderr.startswith("warning: ")
    done = run_cli("check", path, "--lang", "zh", env={"REPORTDIFF_LANG": "en"})
    assert done.stdout.startswith("年度报告核对")
    assert done.stderr.startswith("提醒：")


def test_the_locale_decides_where_nothing_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said comes first, then the environment, then the locale."""
    for name in ("REPORTDIFF_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert message_language(["check", "a.txt"]) == "en"
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert message_language(["check", "a.txt"]) == "zh"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert message_language([]) == "en"
    monkeypatch.setenv("REPORTDIFF_LANG", "zh")
    assert message_language([]) == "zh"
    assert message_language(["check", "a.txt", "--lang", "en"]) == "en"
    assert message_language(["check", "--lang=en"]) == "en"
