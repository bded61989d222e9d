"""Every example of the rows that align names: aliases, vetoes, unit aliases."""

from __future__ import annotations

import pytest

from reportdiff.alignment.comparisons import unit_score
from reportdiff.alignment.names import name_of, normalize_name, similarity, vetoed
from reportdiff.alignment.scorers import ONE
from reportdiff.lexicon.alignment import AliasRow, UnitAliasRow, VetoRow, WeightRow, character_weights, vetoes
from reportdiff.lexicon.rows import load_rows

ALIASES = load_rows("aliases", AliasRow)
UNITS = load_rows("unit_aliases", UnitAliasRow)
WEIGHTS = load_rows("weights", WeightRow)


@pytest.mark.parametrize("row", ALIASES, ids=lambda row: row.words[0])
def test_aliases_are_read_as_one(row: AliasRow) -> None:
    """The two names of an example hold different words and are read as one."""
    for example in row.examples:
        one, other = example.split("=")
        assert one != other
        assert similarity(name_of(one), name_of(other)) >= ONE * 9 // 10


def test_no_alias_is_in_two_rows() -> None:
    """A word belongs to one row, so that the order of rows means nothing."""
    words = [word for row in ALIASES for word in row.words]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("row", vetoes(), ids=lambda row: "-".join(row.words[:3]))
def test_vetoes_keep_apart(row: VetoRow) -> None:
    """The two names of an example are kept apart, in both directions, and neither from itself."""
    for example in row.examples:
        one, other = map(name_of, example.split("≠"))
        assert vetoed(one, other)
        assert vetoed(other, one)
        assert not vetoed(one, one)


@pytest.mark.parametrize("row", UNITS, ids=lambda row: row.units[0])
def test_unit_aliases_may_stand_for_one_another(row: UnitAliasRow) -> None:
    """Any two units of a row compare, less than a unit with itself, and both ways alike."""
    for one in row.units:
        for other in row.units:
            score = unit_score(one, other)
            assert 0 < score <= ONE
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
        ("亩", "公顷", ONE),
        ("公里", "亩", 0),
        ("亩", "栋", 0),
        ("", "件", 6000),
    ],
)
def test_units_that_do_and_do_not_compare(one: str, other: str, expected: int) -> None:
    """Units of one dimension convert; two currencies, or a count and a length, never match."""
    assert unit_score(one, other) == expected


def test_weights() -> None:
    """Every example has its row's weight, and no character stands in two rows."""
    for row in WEIGHTS:
        assert all(character_weights()[mark] == row.weight for example in row.examples for mark in example)
    marks = "".join(row.characters for row in WEIGHTS)
    assert len(marks) == len(set(marks))


def test_years_editions_and_quotes_do_not_count_in_a_name() -> None:
    """Names are compared without years, editions, quotes and particles."""
    assert normalize_name("第七届“某某”博览会2023年的成交额") == normalize_name("第八届某某博览会成交额")


@pytest.mark.parametrize(
    ("one", "other"), [("10亿元以上项目", "5亿元以上项目"), ("甲县财政局收费", "甲县民政局收费"), ("网格", "微网格")]
)
def test_another_number_or_office_is_a_veto(one: str, other: str) -> None:
    """Names that differ in a threshold, an office or a longer word of a row are kept apart."""
    assert vetoed(name_of(one), name_of(other))
