"""How reportdiff is used from Python: names, types, languages, and what a wrong call says."""

from __future__ import annotations

import inspect
import io
import pickle
import re
import subprocess
import sys
import typing
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

import reportdiff as rd
from reportdiff.messages.language import chosen_language

PRIOR = "海棠市2022年报告\n全年受理行政复议申请132件。受理投诉申请140件。"
CURRENT = "海棠市2023年报告\n全年受理行政复议申请287件，同比上升117.42%。"
EMPTY, BINARY = b"", bytes(range(256)) * 8
CHINESE = re.compile("[\u4e00-\u9fff]")
QUOTED = re.compile(r"“[^”]*”|'[^']*'|series\(.*|read\(.*|可用的有.*")
ENGLISH = re.compile(r"(?<![\w/.'-])[a-z]{2,} [a-z]{2,}(?![\w/])")


@pytest.fixture
def diff() -> rd.Comparison:
    """Return a comparison of two short reports."""
    return rd.compare(rd.parse(PRIOR, year=2022), rd.parse(CURRENT, year=2023))


@pytest.fixture
def english() -> Iterator[None]:
    """Use English for a test."""
    rd.use_language("en")
    yield
    rd.use_language(None)


def model_names(annotation: object) -> Iterator[str]:
    """Yield the names of the classes of reportdiff that an annotation holds."""
    for part in typing.get_args(annotation):
        yield from model_names(part)
    if inspect.isclass(annotation) and annotation.__module__.startswith("reportdiff"):
        yield annotation.__name__


def test_every_class_that_a_result_holds_is_exported() -> None:
    """The fields of every public class are made of public classes."""
    missing = set()
    for name in rd.__all__:
        public = getattr(rd, name)
        if inspect.isclass(public):
            hints = (
                typing.get_type_hints(public.__init__, vars(sys.modules[public.__module__]))
                if public.__module__.startswith("reportdiff.model")
                else {}
            )
            missing |= {held for hint in hints.values() for held in model_names(hint)} - set(rd.__all__)
    assert missing == set()


@pytest.mark.skipif(find_spec("mypy") is None, reason="mypy is not installed")
def test_a_name_that_is_not_there_fails_under_mypy(tmp_path: Path) -> None:
    """`from reportdiff import nope` is an error for a type checker, and a public name is none."""
    script = tmp_path / "use.py"
    script.write_text("from reportdiff import Comparison, nope\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file=", "--follow-imports=silent", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert 'has no attribute "nope"' in done.stdout
    assert "Comparison" not in done.stdout


WRONG_CALLS: list[tuple[typing.Callable[[], object], type[Exception], str]] = [
    (lambda: rd.read(b"x", year="2023"), TypeError, "year=2023"),  # type: ignore[arg-type]
    (lambda: rd.parse("x", year="2023"), TypeError, "year=2023"),  # type: ignore[arg-type]
    (lambda: rd.parse(b"x"), TypeError, "read"),  # type: ignore[arg-type]
    (lambda: rd.series("2022.txt"), TypeError, "series(["),
    (lambda: rd.read("全年受理申请287件。同比上升5%。"), rd.UnreadableFileError, "parse"),
    (lambda: rd.read(CURRENT), rd.UnreadableFileError, "parse"),
    (lambda: rd.read("https://example.org/2023.html"), rd.UnreadableFileError, "address"),
    (lambda: rd.read(2023), TypeError, "path"),  # type: ignore[arg-type]
    (lambda: rd.use_language("fr"), ValueError, "known are zh, en"),
    (lambda: rd.read("nowhere.txt"), rd.UnreadableFileError, "no such file"),
    (lambda: rd.read("."), rd.UnreadableFileError, "is a folder"),
    (lambda: rd.read(io.BytesIO(EMPTY)), rd.UnreadableFileError, "is empty"),
    (lambda: rd.read(io.BytesIO(BINARY)), rd.UnreadableFileError, "binary"),
    (lambda: rd.verify("+5%", current="很多", prior="3件"), rd.UnreadableFigureError, "is not a figure"),
    (lambda: rd.verify("5%", current=5, prior=3), rd.AmbiguousFigureError, "more than one way"),
    (lambda: rd.verify("+5%", current=5, prior=3, relation="foo"), rd.UnknownRelationError, "known are growth"),
    (lambda: rd.verify_table([{"a": 1}], current="a", prior="b", stated="c"), rd.MissingColumnError, "no column"),
    (lambda: rd.verify_table([{"a": 1}], current=[], prior="b", stated="c"), TypeError, "name of a column"),  # type: ignore[arg-type]
    (lambda: rd.Comparison.from_json("{"), rd.ResultFormatError, "not JSON"),
    (lambda: rd.Checkup.from_json('{"schema": "reportdiff/1"}'), rd.ResultFormatError, "is missing"),
    (lambda: rd.check(rd.parse("x"), rounding=["up"]), rd.UnknownRoundingError, "known are"),
    (lambda: rd.compare(rd.parse("x"), rd.parse("y"), rules="nowhere.toml"), rd.LexiconError, "there is no such file"),
    (lambda: rd.series([rd.parse("x", year=2023)]), rd.ArgumentError, "at least two reports"),
    (lambda: rd.series([rd.parse("x"), rd.parse("y")]), rd.UnplacedReportError, "year is unknown"),
    (lambda: rd.Limits(bytes=0), rd.ArgumentError, "no whole number above 0"),
    (lambda: rd.parse("x", source=None), TypeError, "give a text"),  # type: ignore[arg-type]
    (lambda: rd.verify_table([], current="a", prior="b", stated="c", relation=[]), TypeError, "growth or share"),  # type: ignore[arg-type]
    (lambda: rd.compare(rd.parse("x"), rd.parse("y")).plot(limit=0), rd.ArgumentError, "from 1 to"),
    (lambda: list(rd.compare_many([], resume=3)), TypeError, "path of a folder"),  # type: ignore[arg-type]
    (lambda: list(rd.compare_many([], executor=3)), TypeError, "an executor"),  # type: ignore[arg-type]
    (lambda: rd.batch("reports", "out", progress=3), TypeError, "a function"),  # type: ignore[arg-type]
    (lambda: list(rd.compare_many([1])), TypeError, "pairs of a prior and a current report"),  # type: ignore[list-item]
]


@pytest.mark.parametrize(("call", "error", "says"), WRONG_CALLS)
def test_a_wrong_call_says_what_to_do(call: typing.Callable[[], object], error: type[Exception], says: str) -> None:
    """The error names what to give instead."""
    with pytest.raises(error) as caught:
        call()
    assert says in str(caught.value)


@pytest.mark.parametrize(("call", "error", "says"), WRONG_CALLS)
@pytest.mark.parametrize("way", ["switch", "environment"])
def test_an_error_speaks_the_language_that_was_chosen(
    call: typing.Callable[[], object], error: type[Exception], says: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With Chinese chosen str(error) is Chinese, `args[0]` stays English, and it survives pickling."""
    if way == "environment":
        monkeypatch.setenv("REPORTDIFF_LANG", "zh")
    else:
        rd.use_language("zh")
    try:
        with pytest.raises(error) as caught:
            call()
        for raised in (caught.value, pickle.loads(pickle.dumps(caught.value))):
            assert CHINESE.search(QUOTED.sub("", str(raised))), str(raised)
            assert not ENGLISH.search(QUOTED.sub("", str(raised))), str(raised)
            assert says in raised.args[0]
    finally:
        rd.use_language(None)


def test_the_warnings_of_a_result_speak_the_language_that_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those of a result that was loaded; the data itself, as JSON holds it, stays English."""
    same = rd.compare(rd.parse(CURRENT, year=2023), rd.parse(PRIOR, year=2023))
    loaded = rd.Comparison.from_json(same.to_json())
    assert loaded.warnings == same.warnings
    assert "both reports are of 2023" in same.warnings[0]
    monkeypatch.setenv("REPORTDIFF_LANG", "zh")
    assert loaded.warnings == same.warnings
    assert "两份报告都是2023年的" in same.warnings[0]
    assert "both reports are of 2023" in loaded.result.warnings[0]


@pytest.mark.parametrize("method", ["to_html", "to_markdown", "to_csv", "explain", "plot"])
def test_an_unknown_language_is_refused(method: str, diff: rd.Comparison) -> None:
    """Every output names the languages that there are."""
    arguments = ["申请"] if method == "explain" else []
    with pytest.raises(ValueError, match="known are zh, en"):
        getattr(diff, method)(*arguments, lang="fr")


def test_a_comparison_is_no_report(diff: rd.Comparison) -> None:
    """A result given for a report names its parts."""
    with pytest.raises(TypeError, match="prior"):
        rd.check(diff)  # type: ignore[arg-type]


@pytest.mark.usefixtures("english")
def test_one_switch_sets_the_language_of_every_output(diff: rd.Comparison) -> None:
    """Representations, texts, frames and explanations follow it; a named language wins."""
    assert "1 claim: 1 holds." in repr(diff)
    assert "1 claim: 1 holds." in diff._repr_html_()  # a notebook calls it
    assert diff.to_markdown().startswith("# Report comparison")
    assert diff.to_markdown(lang="zh").startswith("# 年度报告比对")
    assert "consistent" in diff.checks["message"].iloc[0]
    assert "confidence" in diff.explain("申请")


def test_the_environment_sets_the_language(monkeypatch: pytest.MonkeyPatch, diff: rd.Comparison) -> None:
    """REPORTDIFF_LANG counts where nothing else is said; a wrong one is told."""
    monkeypatch.setenv("REPORTDIFF_LANG", "en")
    assert chosen_language(None) == "en"
    assert diff.to_markdown().startswith("# Report comparison")
    monkeypatch.setenv("REPORTDIFF_LANG", "fr")
    with pytest.raises(ValueError, match="REPORTDIFF_LANG=fr"):
        diff.to_markdown()


def test_the_runner_up_is_named(diff: rd.Comparison) -> None:
    """Who was not chosen stands with its name and figure, and survives JSON."""
    for comparison in (diff, rd.Comparison.from_json(diff.to_json())):
        explained = comparison.explain("行政复议", lang="en")
        assert "next best match" in explained
        assert "受理投诉申请 140件" in explained
