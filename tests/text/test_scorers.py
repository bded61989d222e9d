"""The scores of names, labels, contexts and bodies, against slow references for one pair of texts."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportdiff.alignment.names import name_of
from reportdiff.alignment.overlap import bigram_overlap
from reportdiff.alignment.vetoes import not_vetoed_names
from reportdiff.lexicon.alignment import vetoes
from reportdiff.model import Span
from reportdiff.text.scorers import (
    SCALE,
    context_scores,
    label_scores,
    letter_scores,
    name_scores,
    sorted_letters,
    word_parts,
    word_score,
)
from reportdiff.text.words import cut, weight_of

TEXTS = st.lists(st.text(alphabet="受理办结行政复议申请案件新增某市12𠮷", max_size=12), min_size=1, max_size=5)
NAMES = st.lists(
    st.sampled_from(
        [
            "受理行政复议申请", "行政复议申请受理数", "办结行政复议案件", "人民调解案件", "新增就业", "城镇新增就业",
            "一审行政案件", "不批准逮捕", "10亿元以上项目", "甲县财政局收费", "网格", "微网格", "人均收入", "",
        ]
    ),
    min_size=1,
    max_size=5,
)  # fmt: skip
MATRICES = [label_scores, letter_scores, context_scores]


def common_subsequence(one: str, other: str) -> int:
    """Return the length of the longest common subsequence, row by row."""
    above = [0] * (len(other) + 1)
    for letter in one:
        row = [0]
        for place, its in enumerate(other):
            row.append(above[place] + 1 if letter == its else max(above[place + 1], row[place]))
        above = row
    return above[-1]


def letters_in_common(one: str, other: str) -> int:
    """Return how many letters two texts share, each as often as it stands in both."""
    return (Counter(one) & Counter(other)).total()


def over_both(shared: int, one: int, other: int) -> int:
    """Return twice what is shared over both sizes, in ten-thousandths."""
    return 2 * SCALE * shared // max(one + other, 1)


def over_shorter(shared: int, one: int, other: int) -> int:
    """Return what is shared over the smaller size, in ten-thousandths."""
    return SCALE * shared // max(min(one, other), 1)


@given(TEXTS, TEXTS)
def test_labels_are_compared_in_their_order(prior: list[str], current: list[str]) -> None:
    """A label score is twice the longest common subsequence over both lengths."""
    made = label_scores(prior, current)
    for row, one in enumerate(prior):
        for column, other in enumerate(current):
            assert made[row, column] == over_both(common_subsequence(one, other), len(one), len(other))


@given(TEXTS, TEXTS)
def test_letters_are_compared_in_any_order(prior: list[str], current: list[str]) -> None:
    """Letter scores count the letters in common, and context scores also over the shorter text."""
    letters, contexts = letter_scores(prior, current), context_scores(prior, current)
    for row, one in enumerate(prior):
        for column, other in enumerate(current):
            shared = letters_in_common(one, other)
            both, shorter = (part(shared, len(one), len(other)) for part in (over_both, over_shorter))
            assert letters[row, column] == both
            assert contexts[row, column] == (both + shorter) // 2


def slow_word_score(one: str, other: str) -> int:
    """Return how many words two names share, counted word by word."""
    words = [{part for word in cut(name) for part in word_parts(word)} for name in (one, other)]
    shared = sum(weight_of(word) for word in words[0] & words[1])
    totals = [sum(weight_of(word) for word in side) for side in words]
    return (3 * over_both(shared, *totals) + over_shorter(shared, *totals)) // 4


@given(NAMES, NAMES, st.randoms())
def test_names_are_compared_by_letters_and_words(prior: list[str], current: list[str], dice: Random) -> None:
    """A name score is half letters and half words in open cells whose letters leave it open, else letters alone."""
    choices = numpy.array([[dice.random() < 0.7 for _ in current] for _ in prior])
    made = name_scores(prior, current, choices)
    for row, one in enumerate(prior):
        for column, other in enumerate(current):
            shared = letters_in_common(one, other)
            both, shorter = (part(shared, len(one), len(other)) for part in (over_both, over_shorter))
            expected = (3 * both + shorter) // 4
            if choices[row, column] and SCALE * 3 // 10 <= expected < SCALE:
                expected = (expected + slow_word_score(one, other)) // 2
            assert made[row, column] == expected


@pytest.mark.parametrize("scorer", MATRICES, ids=lambda scorer: str(scorer.__name__))
@given(prior=TEXTS, current=TEXTS)
def test_scores_are_symmetric_whole_and_in_range(scorer, prior: list[str], current: list[str]) -> None:  # type: ignore[no-untyped-def]
    """The other direction gives the transposed matrix, of whole numbers in [0, SCALE]; a text is wholly like itself."""
    made = scorer(prior, current)
    assert made.dtype == numpy.int16
    assert (made == scorer(current, prior).T).all()
    assert ((made >= 0) & (made <= SCALE)).all()
    assert [scorer([text], [text])[0, 0] for text in prior] == [SCALE if text else 0 for text in prior]


@given(NAMES, NAMES)
def test_name_scores_are_symmetric(prior: list[str], current: list[str]) -> None:
    """Swapping the reports transposes the name scores, and words score alike both ways."""
    everywhere = numpy.ones((len(prior), len(current)), dtype=bool)
    assert (name_scores(prior, current, everywhere) == name_scores(current, prior, everywhere.T).T).all()
    assert all(word_score(one, other) == word_score(other, one) for one in prior for other in current)


@given(st.text(max_size=20))
def test_the_order_of_letters_is_left_out(text: str) -> None:
    """Sorted letters are the same letters, and the same for every order of them."""
    assert Counter(sorted_letters(text)) == Counter(text)
    assert sorted_letters(text) == sorted_letters(text[::-1])


def bigrams_of(text: str) -> set[str]:
    """Return the pairs of neighbouring Chinese characters in a text."""
    pairs = {text[place : place + 2] for place in range(len(text) - 1)}
    return {pair for pair in pairs if all("\u4e00" <= letter <= "\u9fff" for letter in pair)}


SPANNED = st.tuples(
    st.text(alphabet="受理行政复议案件\n1𠮷", min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=4),
)


@given(SPANNED, SPANNED)
def test_bodies_share_pairs_of_characters(
    prior: tuple[str, list[tuple[int, int]]], current: tuple[str, list[tuple[int, int]]]
) -> None:
    """Spans that overlap or are empty each hold their own pairs, and shares are as plain sets give them."""
    sides = [
        (text, [Span(min(*ends, len(text)), min(max(ends), len(text))) for ends in spans])
        for text, spans in (prior, current)
    ]
    made = bigram_overlap(sides[0], sides[1])
    dice, containment = made.dice(), made.containment()
    for row, span in enumerate(sides[0][1]):
        for column, other in enumerate(sides[1][1]):
            one, two = bigrams_of(span.of(sides[0][0])), bigrams_of(other.of(sides[1][0]))
            assert made.shared[row, column] == len(one & two)
            assert dice[row, column] == over_both(len(one & two), len(one), len(two))
            assert containment[row, column] == over_shorter(len(one & two), len(one), len(two))


def slow_veto(one: str, other: str) -> bool:
    """Return whether two names are kept apart, row by row of vetoes.toml."""
    prior, current = name_of(one), name_of(other)
    for mine, its in ((prior.numbers, current.numbers), (prior.offices, current.offices)):
        if mine and its and mine.isdisjoint(its):
            return True
    for place, row in enumerate(vetoes()):
        words = prior.veto_words.get(place, frozenset()), current.veto_words.get(place, frozenset())
        if all(words) and words[0].isdisjoint(words[1]):
            return True
        if row.alone and bool(words[0]) != bool(words[1]):
            return True
    return False


@given(NAMES, NAMES)
def test_vetoes_of_all_names_at_once(prior: list[str], current: list[str]) -> None:
    """Every cell says what the rows of vetoes.toml say of its two names."""
    made = not_vetoed_names([name_of(name) for name in prior], [name_of(name) for name in current])
    for row, one in enumerate(prior):
        for column, other in enumerate(current):
            assert made[row, column] != slow_veto(one, other)


@pytest.mark.parametrize("module", ["rapidfuzz", "jieba"])
def test_no_comparison_without_the_libraries(module: str, tmp_path: Path) -> None:
    """Where rapidfuzz or jieba cannot be imported, comparing two reports fails: nothing of ours stands in for them."""
    (tmp_path / f"{module}.py").write_text(f"raise ImportError('{module} is hidden')\n", encoding="utf-8")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from reportdiff import compare, parse\n"
        "compare(parse('全年收到复议申请132件。', year=2022), parse('全年受理行政复议申请287件。', year=2023))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert f"{module} is hidden" in done.stderr


_LARGE = """
import random
from reportdiff import parse
from reportdiff.alignment import align_metrics
random.seed(1)
verbs, areas, kinds, things = "受理 办结 审查 调解 新增 建成 完成 培训", "东城 西城 南湖 北关 滨海 临港", \
    "行政 民事 农村 城镇 重点 公共 法律 小微", "案件 项目 企业 学校 道路 小区 机构 活动"
names = [v + a + k + t for v in verbs.split() for a in areas.split() for k in kinds.split() for t in things.split()]
random.shuffle(names)
def report(year):
    return parse("\\n".join(f"全年{name}{random.randint(10, 9000)}件。" for name in names[:3000]), year=year)
before, after = report(2022), report(2023)
names = {m.id: m.name for m in before.metrics}, {m.id: m.name for m in after.metrics}
pairs = [p for p in align_metrics(before, after, ()) if p.prior and p.current]
print(len(pairs), sum(names[0][p.prior] == names[1][p.current] for p in pairs))
"""


def test_three_thousand_by_three_thousand() -> None:
    """3,000 metrics against 3,000 stay below 1 GB, and nearly all find the one of their name."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    done = subprocess.run([sys.executable, "-c", _LARGE], capture_output=True, text=True, check=True)
    pairs, right = map(int, done.stdout.split())
    assert pairs == 3000
    assert right >= 2900
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak == before or peak < 1_000_000  # kilobytes; an earlier child may have needed more
