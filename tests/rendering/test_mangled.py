"""Results and corrections that somebody changed: refused by one error, or written as text in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mangle_run import main, wrongs
from sample_results import checked, compared

from reportdiff import Checkup, Comparison
from reportdiff.alignment import load_corrections, parse_corrections
from reportdiff.errors import LexiconError, ResultFormatError
from reportdiff.rendering import RENDERERS
from reportdiff.rendering.codec import encode


def test_changed_results_are_refused_or_written_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    """A hundred of the results that mangle_run.py changes; it takes 10,000 by hand."""
    assert main(["--results", "100"]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("value", ["\ud800", "\udfff甲", "甲\udc00\ud800"])
def test_half_characters_are_refused(value: str) -> None:
    """A lone surrogate can be written nowhere: it is refused, raw and as an escape; a whole pair is a character."""
    data = json.loads(encode.render(checked()))
    data["report"]["title"] = value
    for ascii_only in (True, False):
        with pytest.raises(ResultFormatError):
            Checkup.from_json(json.dumps(data, ensure_ascii=ascii_only))
    data["report"]["title"] = "\U0001f600"
    assert Checkup.from_json(json.dumps(data)).report.title == "\U0001f600"


@pytest.mark.parametrize("number", ["9" * 1_001, "1/" + "3" * 1_000, "0." + "1" * 5_000])
def test_numbers_are_no_longer_than_any_printed_one(number: str) -> None:
    """A number of more than 1,000 characters is refused, as what is made of it could not be printed."""
    data = json.loads(encode.render(compared()))
    data["changes"][0]["absolute"] = number
    with pytest.raises(ResultFormatError, match="absolute"):
        Comparison.from_json(json.dumps(data))


def test_the_longest_numbers_are_written() -> None:
    """Numbers of the greatest length are written in every format."""
    data = json.loads(encode.render(compared()))
    for figure in (metric["figure"] for side in ("prior", "current") for metric in data[side]["metrics"]):
        figure["exact"] = "9" * 1_000
    data["changes"][0]["absolute"] = "1/" + "7" * 900
    assert list(wrongs(Comparison.from_json(json.dumps(data)), [*RENDERERS, "xlsx", "frames"])) == []


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5_000,
        "a = " + "9" * 5_000,
        "[[confirm]]\nprior = " + "[" * 200_000,
        "a." * 50_000 + "b = 1",
        "a." * 900 + "b = 1",
        "[" + "a." * 900 + "b]",
        "[[alias]]\nwords = [1, 2]",
        "confirm = 1",
        "[[forbid]]\nprior = '甲'\ncurrent = '乙'\nissuer = 7",
        "\x00",
        "x" * 2_000_001,
    ],
    ids=[
        "lists",
        "a number",
        "lists in a rule",
        "dots",
        "fewer dots",
        "dots of a table",
        "words",
        "a rule",
        "an issuer",
        "NUL",
        "length",
    ],
)
def test_hostile_corrections_are_one_error(text: str, tmp_path: Path) -> None:
    """Corrections that are too deep, too long or of another form raise `LexiconError`, from a file too."""
    (tmp_path / "reportdiff.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError):
        parse_corrections(text)
    with pytest.raises(LexiconError):
        load_corrections(tmp_path / "reportdiff.toml")
