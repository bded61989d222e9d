"""How reportdiff is used from Python: names, types, languages, and what a wrong call says."""

from __future__ import annotations

import inspect
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


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: rd.read(b"x", year="2023"), TypeError, "year=2023"),  # type: ignore[arg-type]
        (lambda: rd.parse("x", year="2023"), TypeError, "year=2023"),  # type: ignore[arg-type]
        (lambda: rd.parse(b"x"), TypeError, "read"),  # type: ignore[arg-type]
        (lambda: rd.series("2022.txt"), TypeError, "series(["),
        (lambda: rd.read("全年受理申请287件。同比上升5%。"), rd.UnreadableFileError, "parse"),
        (lambda: rd.read(CURRENT), rd.UnreadableFileError, "parse"),
        (lambda: rd.read("https://example.org/2023.html"), rd.UnreadableFileError, "address"),
        (lambda: rd.read(2023), TypeError, "path"),  # type: ignore[arg-type]
        (lambda: rd.use_language("fr"), ValueError, "known are zh and en"),
    ],
)
def test_a_wrong_call_says_what_to_do(call: typing.Callable[[], object], error: type[Exception], says: str) -> None:
    """The error names what to give instead."""
    with pytest.raises(error) as caught:
        call()
    assert says in str(caught.value)


@pytest.mark.parametrize("method", ["to_html", "to_markdown", "to_csv", "explain", "plot"])
def test_an_unknown_language_is_refused(method: str, diff: rd.Comparison) -> None:
    """Every output names the languages that there are."""
    arguments = ["申请"] if method == "explain" else []
    with pytest.raises(ValueError, match="known are zh and en"):
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
