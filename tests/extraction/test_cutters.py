"""The cutter of words is a named setting that results record, and extraction does not work without jieba."""

from __future__ import annotations

import subprocess
import sys

import pytest

import reportdiff as rd
from reportdiff.errors import MissingExtraError, UnknownCutterError
from reportdiff.text.words import Cutter, current_cutter, using_cutter

SENTENCE = "全年受理行政复议申请287件，同比上升117.42%。"


@pytest.mark.parametrize("cutter", list(Cutter))
def test_results_record_their_cutter(cutter: Cutter) -> None:
    """Checks and comparisons say by which tokenizer their words were cut, and the setting ends with the call."""
    if cutter is Cutter.FAST:
        pytest.importorskip("rjieba")
    prior, current = rd.parse("全年受理行政复议申请132件。", year=2022, cutter=cutter), rd.parse(SENTENCE, year=2023)
    assert rd.check(current, cutter=cutter.value).result.settings["cutter"] == cutter.value
    assert rd.compare(prior, current, cutter=cutter).result.settings["cutter"] == cutter.value
    assert current_cutter() is Cutter.PLAIN


def test_the_cutter_in_use_is_kept() -> None:
    """A call without a cutter takes the one of the block that it stands in."""
    with using_cutter("full"):
        assert rd.check(rd.parse(SENTENCE, year=2023)).result.settings["cutter"] == "full"


def test_an_unknown_cutter_is_refused_with_the_known_ones() -> None:
    """A misspelt cutter is refused before anything is read, and the message lists those that exist."""
    with pytest.raises(UnknownCutterError, match="known are plain, full, fast"):
        rd.parse(SENTENCE, cutter="quick")


def test_fast_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without rjieba the fast cutter names the extra to install."""
    from reportdiff.text import words

    monkeypatch.setitem(sys.modules, "rjieba", None)
    words.forget_tokenizers()
    with pytest.raises(MissingExtraError, match=r"reportdiff\[fast\]"):
        rd.parse(SENTENCE, cutter="fast")


@pytest.mark.parametrize("call", ["parse(current.decode())", "check(current)", "compare(prior, current)"])
def test_jieba_is_at_work(call: str) -> None:
    """With jieba hidden, neither extraction nor comparison gives a result."""
    code = (
        "import sys\nsys.modules['jieba'] = None\nimport reportdiff as rd\n"
        f"prior = '全年受理行政复议申请132件。'.encode()\ncurrent = '{SENTENCE}'.encode()\nrd.{call}\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "jieba" in done.stderr.splitlines()[-1]
