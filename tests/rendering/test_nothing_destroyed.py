"""No output destroys an input, or a file that somebody else wrote."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import reportdiff
from reportdiff import Comparison, OutputError
from reportdiff.cli import main
from reportdiff.rendering.output_file import is_ours

PRIOR = "海棠市人民政府2022年度依法办事情况的报告\n一、主要工作\n全年受理行政复议申请132件。\n"
CURRENT = "海棠市人民政府2023年度依法办事情况的报告\n一、主要工作\n全年受理行政复议申请287件，同比上升117.42%。\n"

Run = Callable[..., tuple[int, str, str]]

WRITERS: dict[str, Callable[..., str]] = {
    "html": Comparison.to_html,
    "xlsx": Comparison.to_excel,
    "csv": Comparison.to_csv,
    "json": Comparison.to_json,
    "md": Comparison.to_markdown,
}


@pytest.fixture
def reports(tmp_path: Path) -> tuple[Path, Path]:
    """Last year's report and this year's."""
    paths = tmp_path / "prior.txt", tmp_path / "current.txt"
    for path, text in zip(paths, (PRIOR, CURRENT), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process; return exit code, standard output and standard error."""

    def run_main(*arguments: object) -> tuple[int, str, str]:
        code = main(list(map(str, arguments)))
        return code, *capfd.readouterr()

    return run_main


def spellings(path: Path) -> list[Path]:
    """Return ways to name one file: itself, another spelling, a symbolic and a hard link."""
    (path.parent / "folder").mkdir()
    soft, hard = path.parent / "soft.txt", path.parent / "hard.txt"
    soft.symlink_to(path)
    os.link(path, hard)
    return [path, path.parent / "folder" / ".." / path.name, soft, hard]


@pytest.mark.parametrize("ending", WRITERS)
def test_python_never_writes_over_an_input(ending: str, reports: tuple[Path, Path]) -> None:
    """Every format refuses both inputs, under any name, with overwrite=True too, and leaves them as they were."""
    diff = reportdiff.compare(*reports)
    for place in [*spellings(reports[0]), reports[1]]:
        for overwrite in (False, True):
            with pytest.raises(OutputError, match="is one of the inputs"):
                WRITERS[ending](diff, place, overwrite=overwrite)
    assert [path.read_text(encoding="utf-8") for path in reports] == [PRIOR, CURRENT]


def test_other_spellings_of_an_input_are_refused(
    reports: tuple[Path, Path], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Relative and absolute, from another folder, through a linked folder, with dots and doubled slashes."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path)
    diff = reportdiff.compare("prior.txt", str(reports[1]))
    ways = [
        "prior.txt",
        "./elsewhere/../prior.txt",
        f"{tmp_path}//./prior.txt",
        "linked/prior.txt",
        "linked/linked/prior.txt",
    ]
    for way in ways:
        with pytest.raises(OutputError, match="is one of the inputs"):
            diff.to_json(way, overwrite=True)
        code, out, error = run(
            "compare", "prior.txt", reports[1], "--force", "--format", "json", "-o", way, "--lang", "en"
        )
        assert (code, out, "is one of the inputs" in error) == (2, "", True)
    monkeypatch.chdir(tmp_path / "elsewhere")  # the report was named from the other folder
    with pytest.raises(OutputError, match="is one of the inputs"):
        diff.to_json("../prior.txt", overwrite=True)
    assert reports[0].read_text(encoding="utf-8") == PRIOR


@pytest.mark.parametrize(
    ("given", "written"),
    [("Bericht.txt", "BERICHT.TXT"), ("r\u00e9sum\u00e9.txt", "re\u0301sume\u0301.txt"), ("报告.txt", "报告.TXT")],
)
def test_a_file_system_that_folds_names_is_asked(
    given: str, written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where case or the form of accents makes no difference the system says so; where it does, both files stay."""
    (tmp_path / given).write_text(CURRENT, encoding="utf-8")
    checkup = reportdiff.check(tmp_path / given)
    assert checkup.to_json(tmp_path / written) == str(tmp_path / written)  # another file here
    assert (tmp_path / given).read_text(encoding="utf-8") == CURRENT

    def folded(path: object) -> str:
        return unicodedata.normalize("NFC", str(path)).casefold()

    monkeypatch.setattr(os.path, "samefile", lambda one, other: folded(one) == folded(other))
    with pytest.raises(OutputError, match="is one of the inputs"):
        checkup.to_json(tmp_path / written, overwrite=True)


def test_an_open_file_is_an_input_too(reports: tuple[Path, Path]) -> None:
    """A report read from an open file is known by the file's name."""
    with reports[1].open("rb") as file:
        checkup = reportdiff.check(reportdiff.read(file))
    with pytest.raises(OutputError, match="is one of the inputs"):
        checkup.to_json(reports[1], overwrite=True)


@pytest.mark.parametrize("ending", WRITERS)
def test_python_replaces_only_what_reportdiff_wrote(ending: str, reports: tuple[Path, Path], tmp_path: Path) -> None:
    """An own file is written anew, another's asks for overwrite=True."""
    diff, place = reportdiff.compare(*reports), tmp_path / f"out.{ending}"
    WRITERS[ending](diff, place)
    assert is_ours(place)
    WRITERS[ending](diff, place, lang="en") if ending != "json" else WRITERS[ending](diff, place)
    WRITERS[ending](diff, place)
    written = place.read_bytes()
    place.write_text("my notes", encoding="utf-8")
    with pytest.raises(OutputError, match="overwrite=True"):
        WRITERS[ending](diff, place)
    assert place.read_text(encoding="utf-8") == "my notes"
    assert WRITERS[ending](diff, place, overwrite=True) == str(place)
    assert place.read_bytes() == written


def test_an_edited_workbook_or_markdown_is_no_longer_ours(reports: tuple[Path, Path], tmp_path: Path) -> None:
    """What an auditor added is not lost with the next run."""
    diff = reportdiff.compare(*reports)
    book, text = tmp_path / "out.xlsx", tmp_path / "out.md"
    diff.to_excel(book)
    opened = openpyxl.load_workbook(book)
    opened.worksheets[1]["K2"] = "seen"
    opened.save(book)
    diff.to_markdown(text)
    text.write_text(text.read_text(encoding="utf-8").replace("117.42", "117.42 (seen)"), encoding="utf-8")
    for place, write in ((book, diff.to_excel), (text, diff.to_markdown)):
        with pytest.raises(OutputError, match="edited"):
            write(place)


@pytest.mark.parametrize("ending", ["txt", "md", "csv", "html", "json", "xlsx", "png", "svg"])
def test_a_series_guards_its_files(ending: str, reports: tuple[Path, Path], run: Run, tmp_path: Path) -> None:
    """Each format of the command is known again, and an input is refused."""
    place = tmp_path / f"out.{ending}"
    for _ in range(2):
        code, output, error = run("series", *reports, "-o", place)
        assert (code, output, error.splitlines()[-1]) == (0, "", f"→ {place}")
    code, _, error = run("series", *reports, "-o", reports[0], "--force")
    assert (code, len(error.splitlines())) == (2, 1)
    assert reports[0].read_text(encoding="utf-8") == PRIOR


@pytest.mark.parametrize("command", ["compare", "check", "extract", "series", "review"])
def test_a_command_refuses_an_input(command: str, reports: tuple[Path, Path], run: Run) -> None:
    """One clear line, exit code 2, and the input as it was, whatever it is called and with --force too."""
    inputs = reports if command in ("compare", "series", "review") else reports[1:]
    for place in spellings(reports[1]):
        option = ["--rules", place] if command == "review" else ["-o", place, "--force"]
        code, output, error = run(command, *inputs, *option)
        assert (code, output, len(error.splitlines())) == (2, "", 1)
        assert place.name in error
    assert [path.read_text(encoding="utf-8") for path in reports] == [PRIOR, CURRENT]


def test_a_command_asks_for_force(reports: tuple[Path, Path], run: Run, tmp_path: Path) -> None:
    """A file that reportdiff did not write stays; with --force it is replaced; an empty one is free."""
    place = tmp_path / "out.csv"
    place.write_text("my,own\n1,2\n", encoding="utf-8")
    code, _, error = run("compare", *reports, "-o", place)
    assert (code, len(error.splitlines())) == (2, 1)
    assert "--force" in error
    assert place.read_text(encoding="utf-8") == "my,own\n1,2\n"
    assert run("compare", *reports, "-o", place, "--force")[0] == 0
    assert run("compare", *reports, "-o", place)[0] == 0
    place.write_text("", encoding="utf-8")
    assert run("compare", *reports, "-o", place)[0] == 0
