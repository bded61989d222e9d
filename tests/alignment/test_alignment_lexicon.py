"""The rows that say which names may be the same: every example of aliases, vetoes, unit aliases and name words."""

from __future__ import annotations

import pytest

from reportdiff.alignment.comparisons import unit_score
from reportdiff.alignment.names import name_of, normalize_name
from reportdiff.alignment.vetoes import not_vetoed_names
from reportdiff.errors import LexiconError
from reportdiff.lexicon.alignment import AliasRow, UnitAliasRow, VetoRow, name_words, vetoes
from reportdiff.lexicon.rows import load_rows
from reportdiff.lexicon.words import WordRow
from reportdiff.text.scorers import SCALE, letter_scores

ALIASES = load_rows("aliases", AliasRow)
UNITS = load_rows("unit_aliases", UnitAliasRow)
NAME_WORDS = load_rows("name_words", WordRow)


def vetoed(one: str, other: str) -> bool:
    """Return whether two names are kept apart."""
    return not not_vetoed_names([name_of(one)], [name_of(other)])[0, 0]


@pytest.mark.parametrize("row", ALIASES, ids=lambda row: row.words[0])
def test_aliases_are_read_as_one(row: AliasRow) -> None:
    """The two names of an example hold different words and are read as one."""
    for example in row.examples:
        one, other = example.split("=")
        assert one != other
        assert letter_scores([normalize_name(one)], [normalize_name(other)])[0, 0] >= SCALE * 9 // 10


def test_no_alias_is_in_two_rows() -> None:
    """A word belongs to one row, so that the order of rows means nothing."""
    words = [word for row in ALIASES for word in row.words]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("row", vetoes(), ids=lambda row: "-".join(row.words[:3]))
def test_vetoes_keep_apart(row: VetoRow) -> None:
    """The two names of an example are kept apart, in both directions, and neither from itself."""
    for example in row.examples:
        one, other = example.split("≠")
        assert vetoed(one, other)
        assert vetoed(other, one)
        assert not vetoed(one, one)


@pytest.mark.parametrize("row", UNITS, ids=lambda row: row.units[0])
def test_unit_aliases_may_stand_for_one_another(row: UnitAliasRow) -> None:
    """Any two units of a row compare, less than a unit with itself, and both ways alike."""
    for one in row.units:
        for other in row.units:
            score = unit_score(one, other)
            assert 0 < score <= SCALE
            assert score == unit_score(other, one)
    for example in row.examples:
        one, other = (surface.lstrip("0123456789") for surface in example.split("="))
        assert {one, other} <= set(row.units)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("元", "美元", 0),
        ("件", "元", 0),
        ("件", "%", 0),
        ("亩", "公顷", SCALE),
        ("公里", "亩", 0),
        ("亩", "栋", 0),
        ("", "件", 6000),
    ],
)
def test_units_that_do_and_do_not_compare(one: str, other: str, expected: int) -> None:
    """Units of one dimension convert; two currencies, or a count and a length, never match."""
    assert unit_score(one, other) == expected


@pytest.mark.parametrize("row", NAME_WORDS, ids=lambda row: row.part)
def test_name_words_stand_in_their_examples(row: WordRow) -> None:
    """Every example holds a word of its row, and the words are had by the row's part."""
    assert row.words == name_words(row.part)
    assert all(any(word in example for word in row.words) for example in row.examples)


def test_an_unknown_part_is_refused() -> None:
    """Words are asked for by a part that a row has, or not at all: no word would match everything."""
    with pytest.raises(LexiconError, match=r"name_words\.toml: no row has part 'offices'"):
        name_words("offices")


def test_years_editions_and_quotes_do_not_count_in_a_name() -> None:
    """Names are compared without years, editions, quotes and particles."""
    assert normalize_name("第七届“某某”博览会2023年的成交额") == normalize_name("第八届某某博览会成交额")


@pytest.mark.parametrize(
    ("one", "other"), [("10亿元以上项目", "5亿元以上项目"), ("甲县财政局收费", "甲县民政局收费"), ("网格", "微网格")]
)
def test_another_number_or_office_is_a_veto(one: str, other: str) -> None:
    """Names that differ in a threshold, an office or a longer word of a row are kept apart."""
    assert vetoed(one, other)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("全县公安机关破获刑事案件", "城关派出所破获刑事案件", True),
        ("全市法院受理案件", "东城法庭受理案件", True),
        ("全行贷款余额", "城东支行贷款余额", False),  # told by the area of the facets
        ("县医院门诊量", "中医院门诊量", True),
        ("全县公安机关破获刑事案件", "公安机关破获刑事案件", False),
        ("全市法院受理案件", "全市法院系统受理案件", False),
        ("市一院门诊量", "市第一医院门诊量", False),
        ("市局办理案件", "市公安局办理案件", False),
        ("我支行贷款余额", "城东支行贷款余额", False),
    ],
)
def test_one_body_is_not_another_nor_all_of_an_area(one: str, other: str, apart: bool) -> None:
    """A figure of a single body is kept apart from that of another, and from that of all of an area."""
    assert vetoed(one, other) is apart


def test_a_code_is_one_number() -> None:
    """The code of a budget line keeps it apart from lines of other codes, with or without a leading zero."""
    assert vetoed("201 38 02 一般行政管理事务", "201 34 02 一般行政管理事务")
    assert not vetoed("301 02 津贴补贴", "301 2 津贴补贴")
