"""The quick patterns find what the plain ones find, which say it as a reader would."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from reportdiff.extraction.figures.patterns import CHINESE, grammar, inside_word, qualifier_before
from reportdiff.extraction.words.periods import FIVE_YEARS
from reportdiff.lexicon.lures import LureRow, lure_patterns, lures_at_digits, lures_at_words
from reportdiff.lexicon.rows import load_rows

EXAMPLES = "".join(example for row in load_rows("lures", LureRow) for example in row.examples)
SIGNS = sorted(set(EXAMPLES + "".join(lure_patterns()) + "十余几%件家增长持平番（项）\n") - set("\\()[]{}?*+|^$"))
TEXTS = st.lists(
    st.one_of(st.sampled_from(SIGNS), st.sampled_from(["2023年", "12345", "第3", "一批", "3.5", "五年", "三个", "万"])),
    max_size=20,
).map("".join)
LURE = re.compile("|".join(f"(?:{pattern})" for pattern in lure_patterns()))


@given(st.one_of(TEXTS, st.just(EXAMPLES)))
@settings(max_examples=500)
def test_lures(text: str) -> None:
    """The lures that can begin with a sign, their heads shared, match what all of them, in file order, match there."""
    for at, sign in enumerate(text):
        if sign in "0123456789第" + CHINESE + "数几上":
            quick = (lures_at_digits() if sign.isascii() else lures_at_words()).match(text, at)
            slow = LURE.match(text, at)
            assert (quick and quick.span()) == (slow and slow.span()), text[at:]


@given(TEXTS)
@settings(max_examples=500)
def test_where_figures_begin(text: str) -> None:
    """A figure may begin at a digit, at 第, at 数十, or at numerals before a sign that a figure goes on with."""
    follows = grammar().trigger.pattern.rpartition("(?=[")[2].partition("]")[0]
    slow = re.compile(rf"[0-9第]|[数几上](?=[十百千万亿])|[{CHINESE}]+(?=[{follows}])")
    assert [found.start() for found in grammar().trigger.finditer(text)] == [
        found.start() for found in slow.finditer(text)
    ]


@given(TEXTS)
@settings(max_examples=500)
def test_what_is_worth_reading(text: str) -> None:
    """The one look ahead stops at the first figure or claim without a figure, whichever comes first."""
    begins = [grammar().trigger.search(text), re.search("持平|番|（项）", text)]
    ahead = grammar().worth_reading.search(text)
    first = min((found.start() for found in begins if found is not None), default=None)
    assert (ahead and ahead.start()) == first


@given(st.text(alphabet="不少于超过近约达到附节多至大约 3", max_size=8))
def test_qualifiers(text: str) -> None:
    """A qualifier is looked for only behind a sign that one ends in, and none is missed."""
    senses = grammar().before_sense
    word = next((text[-length:] for length in (4, 3, 2, 1) if length <= len(text) and text[-length:] in senses), "")
    part = inside_word(text, len(text) - len(word))  # 附近, 节约
    found = (len(text) - len(word), senses[word]) if word and not part else (len(text), None)
    assert qualifier_before(text, len(text)) == found


_FIVE_YEARS = re.compile(
    r"(?:过去的?|这|近)?五年(?:来|间|里)|(?:过去的?|这)五年(?=[，,、中的末])|“(?:[七八九]|十[一二三四五六七]?)五”(?:时期|期间|以来)|"
    r"本届政府|过去的?五年|五年前|五年内|(?:^|[，。；\n])五年(?=[一-龥])(?!规划|计划|前|级|制|以上|以下|期)"
)


_SAID = [*"这近来间内末，", "五年", "过去", "过去的", "规划", "“十四五”", "时期", "本届政府", "2023"]


@given(st.lists(st.sampled_from(_SAID)).map("".join))
@settings(max_examples=500)
def test_five_years(text: str) -> None:
    """The pattern that begins with 五 finds the same five years as one that reads as one speaks."""

    def places(pattern: re.Pattern[str]) -> list[int]:
        return [found.start() + max(found[0].find("五年"), 0) for found in pattern.finditer(text)]

    assert places(FIVE_YEARS) == places(_FIVE_YEARS)
