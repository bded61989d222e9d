"""The matrices over whole reports against the slow reference for one pair of texts."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportdiff.alignment import scorers as module
from reportdiff.alignment.names import name_of, similarity
from reportdiff.alignment.scorers import HEAVIEST, ONE, common, cut, cut_spans, overlaps, shared
from reportdiff.lexicon.alignment import character_weights
from reportdiff.model import Span

WORDS = st.text(alphabet="受理办结行政复议申请案件新增等、，某市12年第届𠮷", max_size=12)
PARTED = st.text(alphabet="受理行政复议案件\n12𠮷", max_size=9)
LIGHT = st.lists(st.tuples(PARTED, st.integers(0, 5)), min_size=1, max_size=5)
SETS = st.lists(st.frozensets(st.sampled_from(["10", "20", "甲镇", "乙局"]), max_size=3), max_size=5)


@given(st.lists(WORDS, min_size=1, max_size=5), st.lists(WORDS, min_size=1, max_size=5))
def test_matrices_say_what_the_reference_says(rows: list[str], columns: list[str]) -> None:
    """Every cell equals the similarity of its two names wherever no name lists examples."""
    mine, yours = [name_of(name) for name in rows], [name_of(name) for name in columns]
    made = overlaps(cut([name.parts for name in mine]), cut([name.parts for name in yours]))
    for at, one in enumerate(mine):
        for to, other in enumerate(yours):
            if not one.light and not other.light:
                assert made[at, to] == similarity(one, other)


def weight_of(gram: str) -> int:
    """What the characters of a gram weigh together."""
    return sum(character_weights().get(mark, HEAVIEST) for mark in gram)


def weights_of(text: str, light: int) -> dict[str, int]:
    """Each gram of a text with its weight, a third where it only begins among the first `light` characters."""
    made: dict[str, int] = {}
    for at in range(len(text)):
        for gram in {text[at : at + 1], text[at : at + 2]}:
            if "\n" not in gram:
                weight = weight_of(gram)
                made[gram] = max(made.get(gram, 0), max(weight // 3, 1) if at < light else weight)
    return made


def in_common(one: dict[str, int], other: dict[str, int]) -> tuple[int, int]:
    """What two texts share, over both and over the smaller of them."""
    both = min(sum(side[gram] for gram in one.keys() & other.keys()) for side in (one, other))
    sizes = sum(one.values()), sum(other.values())
    return 2 * ONE * both // max(sum(sizes), 1), ONE * both // max(min(sizes), 1)


@pytest.mark.parametrize("cells", [1, 1 << 22])
@given(rows=LIGHT, columns=LIGHT)
def test_what_is_shared_is_counted_gram_by_gram(
    cells: int, rows: list[tuple[str, int]], columns: list[tuple[str, int]]
) -> None:
    """Every cell of both measures equals a plain count, whatever weighs a third and however the product is parted."""
    sides = [([text for text, _ in side], [min(light, len(text)) for text, light in side]) for side in (rows, columns)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_CELLS", cells)
        over_both, over_smaller = shared(*(cut(*side) for side in sides))
    slow = [[weights_of(text, light) for text, light in zip(*side, strict=True)] for side in sides]
    for at, one in enumerate(slow[0]):
        for to, other in enumerate(slow[1]):
            assert (over_both[at, to], over_smaller[at, to]) == in_common(one, other)


@given(PARTED, st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=4))
def test_spans_are_cut_into_pairs_of_chinese_characters(text: str, ends: list[tuple[int, int]]) -> None:
    """Spans that overlap or are empty each hold their own pairs, and nothing but Chinese characters counts."""
    spans = [Span(min(pair), min(max(pair), len(text))) for pair in ends if min(pair) <= len(text)]
    if not spans:
        return
    expected = []
    for span in spans:
        part = span.of(text)
        pairs = {part[at : at + 2] for at in range(len(part) - 1)}
        expected.append(sum(weight_of(pair) for pair in pairs if all("\u4e00" <= mark <= "\u9fff" for mark in pair)))
    assert cut_spans(text, spans).totals().tolist() == expected


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_a_text_shares_all_with_itself(texts: list[str]) -> None:
    """Whatever else stands in the batch, a text that holds anything is wholly like itself, in both measures."""
    grams = cut(texts)
    both, smaller = shared(grams, grams)
    for at, text in enumerate(texts):
        expected = ONE if text else 0
        assert (both[at, at], smaller[at, at]) == (expected, expected)


def test_no_gram_spans_two_parts() -> None:
    """A line break inside a text ends a part: 甲乙 on both sides of it is no pair, and light parts count a third."""
    apart, joined = cut(["甲\n乙"]), cut(["甲乙"])
    assert apart.totals()[0] == 20
    assert joined.totals()[0] == 40
    assert cut(["甲\n乙"], [1]).totals()[0] == 13


@given(SETS, SETS)
def test_sets_meet_or_are_empty(rows: list[frozenset[str]], columns: list[frozenset[str]]) -> None:
    """Two sets go together where one is empty or they have something in common."""
    made = common(rows, columns)
    for at, one in enumerate(rows):
        for to, other in enumerate(columns):
            assert made[at, to] == (not one or not other or bool(one & other))


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
