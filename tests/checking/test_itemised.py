"""Lists of numbered amounts: the total before them, and amounts that an item prints twice."""

from __future__ import annotations

from fractions import Fraction

import pytest

from reportdiff import check, parse
from reportdiff.model import Check, CheckName

NAMES = ["道路养护经费", "公园管理经费", "图书购置经费", "校舍修缮经费", "卫生防疫经费", "社区服务经费", "河道清淤经费"]
HEADS = ["120.50", "88.20", "45.31", "230.00", "66.66", "15.08", "310.25"]
TOTAL = "876.00"


def plan(heads: list[str], texts: list[str], total: str = TOTAL) -> tuple[Check, ...]:
    """The findings and totals of a plan with these figures at the heads of its items and in their texts."""
    items = "\n".join(
        f"{number}.“{name}”{head}万元，主要用于日常工作。2024年预算安排{text}万元。"
        for number, (name, head, text) in enumerate(zip(NAMES, heads, texts, strict=True), start=1)
    )
    text = f"某街道2024年度预算说明\n\n一、支出预算\n2024年支出预算{total}万元。\n支出预算主要内容如下：\n{items}\n"
    return check(parse(text, year=2024)).result.checks


def replaced(figures: list[str], place: int, by: str) -> list[str]:
    """The figures with one of them replaced."""
    return [*figures[:place], by, *figures[place + 1 :]]


def test_the_example_adds_up() -> None:
    """The heads of the example add up to its total."""
    assert sum(map(Fraction, HEADS)) == Fraction(TOTAL)


def test_a_list_that_adds_up_is_consistent() -> None:
    """A total that its items make is confirmed, and nothing is asked."""
    checks = plan(HEADS, HEADS)
    assert [made.verdict.value for made in checks if made.check == "total"] == ["consistent"]
    assert not [made.message.zh for made in checks if made.severity is not None]


@pytest.mark.parametrize("side", ["head", "text"])
def test_an_item_that_contradicts_itself_is_asked_about(side: str) -> None:
    """Where one item prints two amounts, both it and the sum that misses the total are asked about."""
    wrong = replaced(HEADS, 2, "54.13")
    checks = plan(wrong, HEADS) if side == "head" else plan(HEADS, wrong)
    asked = {made.check: made for made in checks if made.severity is not None}
    assert set(asked) >= {CheckName.AGREEMENT, CheckName.TOTAL}
    assert all(made.verdict.value == "unchecked" for made in asked.values())
    assert "8.82万元" in asked[CheckName.TOTAL].message.zh
    assert "8.82万元" in asked[CheckName.TOTAL].message.en


def test_a_total_that_no_items_add_up_to_is_not_judged() -> None:
    """Which figure is the total of a list is a guess unless its items add up to it."""
    assert not [made for made in plan(HEADS, HEADS, "990.00") if made.check == "total"]


def test_an_item_contradicts_itself_only_where_the_others_repeat_their_amounts() -> None:
    """Where the texts of the items have other amounts than their heads, no item contradicts itself."""
    own = [f"{float(head) / 2:.2f}" for head in HEADS]
    assert not [made for made in plan(HEADS, own) if made.check == "agreement"]
