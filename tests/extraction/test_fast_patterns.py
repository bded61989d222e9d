"""The fast patterns find what plain ones find that are written as a reader would say it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportdiff.arithmetic import Qualifier
from reportdiff.extraction.figures.patterns import CHINESE, grammar, qualifier_before
from reportdiff.extraction.words.periods import past_years, several_years
from reportdiff.extraction.words.stated_relations import relation_before
from reportdiff.lexicon.lures import LureRow, lure_patterns, lures_at_digits, lures_at_words
from reportdiff.lexicon.patterns import PatternRow, pattern, phrase
from reportdiff.lexicon.qualifiers import qualifier_words
from reportdiff.lexicon.rows import load_rows
from reportdiff.lexicon.units import unit_names
from reportdiff.lexicon.vocabulary import vocabulary
from reportdiff.model import Direction, RelationKind
from reportdiff.text.normalize import normalize_characters

EXAMPLES = "".join(example for row in load_rows("lures", LureRow) for example in row.examples)
SIGNS = sorted(set(EXAMPLES + "".join(lure_patterns()) + "十余几%件家增长持平番（项）\n") - set("\\()[]{}?*+|^$"))
TEXTS = st.lists(
    st.one_of(st.sampled_from(SIGNS), st.sampled_from(["2023年", "12345", "第3", "一批", "3.5", "五年", "三个", "万"])),
    max_size=20,
).map("".join)
LURE = re.compile("|".join(f"(?:{pattern})" for pattern in lure_patterns()))


@given(st.one_of(TEXTS, st.just(EXAMPLES)))
@settings(max_examples=500)
def test_non_quantities_are_found_where_they_begin(text: str) -> None:
    """The patterns of one first character match what all rows, tried in the order of the file, match there."""
    for at, sign in enumerate(text):
        if sign in "0123456789第" + CHINESE + "数几上":
            fast = (lures_at_digits() if sign.isascii() else lures_at_words()).match(text, at)
            plain = LURE.match(text, at)
            assert (fast and fast.span()) == (plain and plain.span()), text[at:]


@given(TEXTS)
@settings(max_examples=500)
def test_figures_begin_at_digits_and_at_numerals_with_a_unit(text: str) -> None:
    """A figure may begin at a digit, at 第, at 数十, or at numerals before a character that a figure goes on with."""
    units = {normalize_characters(name)[0] for name in unit_names()}
    follows = re.escape("".join(units | set(qualifier_words()[1]) | set("%‰几点成分至到—-~ \t\n")))
    plain = re.compile(rf"[0-9第]|[数几上](?=[十百千万亿])|[{CHINESE}]+(?=[{follows}])")
    assert [found.start() for found in grammar().trigger.finditer(text)] == [
        found.start() for found in plain.finditer(text)
    ]


@given(TEXTS)
@settings(max_examples=500)
def test_reading_begins_at_the_first_figure_or_claim(text: str) -> None:
    """`worth_reading` stops at the first figure or claim without a figure, whichever comes first."""
    begins = [grammar().trigger.search(text), re.search("持平|番|（项）", text)]
    ahead = grammar().worth_reading.search(text)
    first = min((found.start() for found in begins if found is not None), default=None)
    assert (ahead and ahead.start()) == first


@given(st.text(alphabet="不少于超过近约达到附节多至大约 3", max_size=8))
def test_the_longest_qualifier_before_a_figure_is_found(text: str) -> None:
    """The longest qualifier that ends before the figure is found; only a character before it can make it none."""
    senses = grammar().before_sense
    longest = next((text[-length:] for length in (4, 3, 2, 1) if length <= len(text) and text[-length:] in senses), "")
    begin, sense = qualifier_before(text, len(text))
    if sense is None:
        assert begin == len(text)
        assert not longest or len(longest) < len(text)
    else:
        assert (text[begin:], sense) == (longest, senses[longest])


@pytest.mark.parametrize(
    ("words", "sense"),
    [("面积近", Qualifier.NEAR), ("附近", None), ("新增约", Qualifier.ABOUT), ("节约", None), ("赶超", None)],
)
def test_a_character_before_may_make_a_qualifier_part_of_a_word(words: str, sense: Qualifier | None) -> None:
    """附近, 节约 and 赶超 are words; 近 and 约 behind other words are qualifiers."""
    assert qualifier_before(words, len(words))[1] is sense


_FIVE_YEARS = re.compile(
    r"(?:过去的?|这|近)?五年(?:来|间|里)|(?:过去的?|这)五年(?=[，,、中的末])|“(?:[七八九]|十[一二三四五六七]?)五”(?:时期|期间|以来)|"
    r"本届政府|过去的?五年|五年前|五年内|(?:^|[，。；\n])五年(?=[一-龥])(?!规划|计划|前|级|制|以上|以下|期)"
)


FRAGMENTS = [*"这近来间内末，", "五年", "过去", "过去的", "规划", "“十四五”", "时期", "本届政府", "2023"]


@given(st.lists(st.sampled_from(FRAGMENTS)).map("".join))
@settings(max_examples=500)
def test_five_years_are_found_by_the_words_around_them(text: str) -> None:
    """The words before and behind 五年 find the years that a plain pattern finds, which reads from the left."""

    def places(matches: Iterable[re.Match[str]]) -> list[int]:
        return [found.start() + max(found[0].find("五年"), 0) for found in matches]

    assert places(several_years(text)) == places(_FIVE_YEARS.finditer(text))


@pytest.mark.parametrize("text", ["五年来，", "“十四五”时期，", "本届政府", "这是极不寻常的五年"])
def test_what_every_wording_for_several_years_holds(text: str) -> None:
    """No wording is left out by the signs that are looked for before."""
    assert past_years(text, 2026) is not None


@given(st.lists(st.sampled_from([e for row in load_rows("unread_numerals", PatternRow) for e in row.examples])))
def test_numbers_in_words_begin_with_a_known_sign(examples: list[str]) -> None:
    """Where a number in words is found, one of the signs stands that numbers are looked for at."""
    for found in pattern("unread_numerals", "told").finditer("；".join(examples)):
        assert pattern("unread_numerals", "begins").match(found[0])


def test_every_rate_formula_is_a_defined_rate() -> None:
    """The sign of a definition is found in each example of a formula."""
    examples = [
        example for row in load_rows("phrases", PatternRow) if row.part == "rate formula" for example in row.examples
    ]
    assert examples
    assert all(phrase("rate is defined").search(example) for example in examples)


@given(
    st.lists(
        st.sampled_from(["新增", "新", "增", "受理", "办", "结", "办结", "项目", "完成", "投入", "使用"]), max_size=8
    )
)
def test_the_longest_entry_at_the_head_is_found(words: list[str]) -> None:
    """At the head the longest run of whole words counts that is an entry."""
    entries = vocabulary("action").entries
    runs = [count for count in range(1, min(len(words), 6) + 1) if "".join(words[:count]) in entries]
    assert vocabulary("action").at_head(tuple(words)) == max(runs, default=0)


@pytest.mark.parametrize("link", ["了", "为", "达到", "达", "约为", "约", "近", "超过", "分别为", "了约", "（上升）"])
def test_links_between_a_change_and_its_figure(link: str) -> None:
    """A change is read through the words that link its verb to the figure."""
    found = relation_before(f"全年受理申请同比增长{link}", "%")
    assert found is not None
    assert (found.form, found.direction, found.word) == (RelationKind.GROWTH, Direction.UP, "增长")
