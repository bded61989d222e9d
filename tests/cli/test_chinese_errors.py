"""Whatever a command says in Chinese mode is Chinese: what click and the program refuse, and what it is doing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportdiff.cli import main
from reportdiff.cli.language import chinese_help, spoken
from reportdiff.cli.progress import ProgressLine

CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH = re.compile(r"(?<![\w/.'-])(?!pip |install |years)[a-z]{2,} [a-z]{2,}(?![\w/])")

CALLS = """
compare
compare a
verify
verify +5%
series
chek
compare a b --nope
compare a b --lng zh
compare a b c
compare a b c d
compare a b --lang fr
extract a --year x
extract a --year 5
extract a --format pdf
compare a b -o
batch x
batch x -o y --jobs 0
compare - -
review a -
compare a b --force=1
completion ksh
completion
batch x -o y --jobs 1 --dask tcp://x
--limit foo extract a
--limit bytes=x extract a
--cutter foo extract a
verify abc --current 5
verify +5% --current abc
verify 年均增长5% --current 5 --prior 3
verify 5% --current 5 --prior 3 --relation foo
verify +5% --current 5件 --prior 3件 --years 0
batch nowhere -o out
batch empty -o out
batch empty -o p.txt
compare p.txt c.txt -o nowhere/x.html
compare p.txt c.txt -o x.foo
compare p.txt c.txt -o empty --format html
compare p.txt c.txt --rounding foo
compare p.txt c.txt --rules nowhere.toml
compare p.txt c.txt --rules bad.toml
compare p.txt c.txt --rules worse.toml
series p.txt
series p.txt p.txt
series p.txt n.txt
batch reports -o used
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two reports and files that cannot be used, as the current one."""
    monkeypatch.chdir(tmp_path)
    files = {
        "p.txt": "海棠市2022年报告\n全年受理申请132件。",
        "c.txt": "海棠市2023年报告\n全年受理申请287件，同比上升117.42%。",
        "n.txt": "全年受理申请287件。",
        "bad.toml": "[[confirm]]\nprior = 3\n",
        "worse.toml": "[[nonsense]]\nprior = 3\n",
        "used/mine.txt": "notes",
        "reports/海棠市-2022.txt": "全年受理申请132件。",
        "empty/.keep": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("call", CALLS.strip().splitlines())
def test_a_wrong_call_is_refused_in_chinese(
    call: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line, in which no English words stand beside each other; in English mode no Chinese but examples."""
    monkeypatch.setenv("REPORTDIFF_LANG", "zh")
    assert main(call.split()) == 2
    error = capsys.readouterr().err
    said = error.split("；请看")[0].removeprefix("reportdiff: ")
    assert len(error.splitlines()) == 1
    assert CHINESE.search(said), error
    assert not ENGLISH.search(said), error


def test_click_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A Chinese call changes nothing for other programs that use click in the same process, nor for an English one."""
    import click

    def words() -> dict[str, object]:
        return {name: vars(module).get("_") for name, module in vars(click).items() if hasattr(module, "__file__")}

    before = words()
    monkeypatch.setenv("REPORTDIFF_LANG", "zh")
    assert main(["compare"]) == 2
    assert "缺少参数" in capsys.readouterr().err
    assert before == {
        name: vars(module).get("_") for name, module in vars(click).items() if hasattr(module, "__file__")
    }
    monkeypatch.setenv("REPORTDIFF_LANG", "en")
    assert main(["compare"]) == 2
    assert "Missing argument" in capsys.readouterr().err


def test_progress_speaks_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    """A batch tells in Chinese how far it is."""
    clock = iter([0.0, 12.0])
    with spoken("zh"):
        line = ProgressLine(False, clock=lambda: next(clock))
        line("comparing", 0, 8, 0)
        line("comparing", 4, 8, 1)
    assert capsys.readouterr().err == "比对 4/8 份报告，每秒 0.3 份，还需 0:00:12，1 份未能读取\n"


def test_every_row_names_the_same_places() -> None:
    """A Chinese text has no place that its English one lacks."""
    for english, chinese in chinese_help("click").items():
        places = [set(re.findall(r"\{(\w+)\}", text)) for text in (english, chinese)]
        assert places[1] <= places[0], english


@pytest.mark.parametrize("width", [60, 80])
def test_chinese_help_fits_the_terminal(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No line of help is wider than the terminal, a Chinese character counted as two columns, and no word is broken."""
    from rich.cells import cell_len

    monkeypatch.setenv("REPORTDIFF_LANG", "zh")
    monkeypatch.setenv("COLUMNS", str(width))
    for call in (["--help"], ["compare", "--help"], ["batch", "-h"]):
        assert main(call) == 0
        output = capsys.readouterr().out
        assert all(cell_len(line) <= width for line in output.splitlines()), output
        assert "选项：" in output
