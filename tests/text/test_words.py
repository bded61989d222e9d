"""The word cutter: its words, its dictionary, and what it leaves alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportdiff.errors import LexiconError, UnknownCutterError
from reportdiff.text import words
from reportdiff.text.jieba_routes import prefixes_of, route_tokenizer
from reportdiff.text.words import Cutter, cut, dictionary, tag_of, using_cutter, weight_of, word_across, words_in

ROWS = tomllib.loads(
    resources.files("reportdiff.text").joinpath("dictionary").joinpath("added.toml").read_text(encoding="utf-8")
)["row"]
EXAMPLES = [example for row in ROWS for example in row["examples"]]
TEXTS = st.text(
    st.sampled_from("全年共受理行政复议申请办结件同比增长达到有效期内高新技术企业287.4%，、（）“”A "), max_size=40
)


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("cutter", list(Cutter))
def test_examples_of_added_words_are_cut_as_written(cutter: Cutter, example: str) -> None:
    """Each example of added.toml is cut at its blanks, by every cutter."""
    with using_cutter(cutter):
        assert cut(example.replace(" ", "")) == tuple(example.split())


@given(TEXTS)
def test_words_join_to_the_text(text: str) -> None:
    """Cutting loses and adds no character, and offsets point at their words."""
    found = words_in(text)
    assert "".join(word.text for word in found) == text
    assert all(text[word.start : word.end] == word.text for word in found)


def test_rare_words_weigh_more() -> None:
    """A word that the dictionary lacks weighs more than any that it has."""
    assert weight_of("的") < weight_of("发展") < weight_of("行政复议") < weight_of("某某某某")


def test_parts_of_speech_come_from_the_dictionary() -> None:
    """Added words have the part of speech of their row."""
    assert (tag_of("办结"), tag_of("母公司"), tag_of("某某某某")) == ("v", "n", "")


def test_an_unknown_cutter_is_refused() -> None:
    """A cutter by a name that is none raises."""
    with pytest.raises(UnknownCutterError, match="turbo"), using_cutter("turbo"):
        cut("受理")


def test_jieba_of_others_stays_as_it_is(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Cutting writes no cache file, logs nothing and adds no word to jieba's own tokenizer."""
    temp = tmp_path_factory.mktemp("temp")
    code = (
        "import logging, os, sys\n"
        "from reportdiff.text import words\n"
        "words.cut('受理行政复议申请')\n"
        "import jieba\n"
        "print(os.listdir(os.environ['TMPDIR']), jieba.dt.initialized, 'pkg_resources' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"TMPDIR": str(temp), **_env()}
    )
    assert (done.stdout.strip(), done.stderr) == ("[] False False", "")


def _env() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "TMPDIR"}


def test_broken_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dictionary file without rows raises an error that names it."""
    monkeypatch.setattr("tomllib.loads", lambda _: {})
    words.dictionary.cache_clear()
    try:
        with pytest.raises(LexiconError, match=r"added\.toml"):
            words.dictionary()
    finally:
        words.dictionary.cache_clear()


def test_jieba_is_loaded_where_warnings_are_errors_and_nothing_is_compiled_yet(tmp_path: Path) -> None:
    """Python warns of escapes in jieba's source when it compiles it; a user's `-W error` must not meet that."""
    script = (
        "import warnings\n"
        "from reportdiff.text import words\n"
        "print(words.cut('受理行政复议申请'), warnings.filters[0][0])"
    )
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert (done.returncode, done.stdout.split()[-1]) == (0, "error"), done.stderr


RUNS = st.text(
    st.sampled_from("全年共受理行政复议申请办结案件同比增长达到有效期内高新技术企业项目个人口工作上下大小的和"),
    max_size=24,
)


@cache
def own_jieba() -> Any:
    """Return jieba's own tokenizer with our dictionary."""
    tokenizer = jieba.Tokenizer()
    frequencies, total, _ = dictionary()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = prefixes_of(frequencies), total, True
    return tokenizer


@given(RUNS)
def test_words_are_those_of_jieba_on_the_same_dictionary(run: str) -> None:
    """Our tokenizer takes the same way as jieba's own, which lists every word and takes its logarithms each time."""
    assert cut(run) == tuple(own_jieba().cut(run, HMM=False))


def test_equal_ways_end_in_the_longest_word() -> None:
    """Where two ways are as likely, jieba takes the longer first word; so do we."""
    prefixes = prefixes_of({"甲": 10, "乙": 10, "甲乙": 1, "丙": 100})
    found = route_tokenizer(prefixes, 100)
    plain = jieba.Tokenizer()
    plain.FREQ, plain.total, plain.initialized = prefixes, 100, True
    for run in ("甲乙", "甲乙丙", "丁甲乙丁", "丙甲丙乙", ""):
        assert list(found.cut(run, HMM=False)) == list(plain.cut(run, HMM=False))
    assert list(found.cut("甲乙", HMM=False)) == ["甲乙"]


@given(RUNS, st.integers(0, 23), st.integers(1, 4))
@pytest.mark.parametrize("cutter", list(Cutter))
def test_a_word_across_a_place_is_that_of_the_cut(cutter: Cutter, run: str, start: int, length: int) -> None:
    """Whether the dictionary has a word there at all is asked first; that changes no answer."""
    stop = start + length
    with using_cutter(cutter):
        ends = {word.end: word for word in words_in(run[start : stop + 6])}
        across = [word.text for word in ends.values() if word.start < length < word.end]
        assert word_across(run, start, stop) == "".join(across)
