"""Odd inputs to `verify`: other spellings, other units, missing figures, and texts that cannot be read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportdiff import verify
from reportdiff.errors import AmbiguousFigureError, UnknownRelationError, UnreadableFigureError

VERDICTS = [
    ("＋１１７．４２％", "２８７件", "１３２件", "consistent"),
    ("同比上升117.42%", 287, 132, "consistent"),
    ("+117.42%", Decimal("287"), Decimal(132), "consistent"),
    ("+10%", 0.33, 0.3, "consistent"),
    ("+5%", "1.92亿元", "18286万元", "consistent"),
    ("+5%", "1200余条", 1150, "within_precision"),
    ("+3%", "10件", "10万件", "inconsistent"),
    ("减亏10%", -90, -100, "consistent"),
    ("亏损收窄10%", "-90万元", "-100万元", "consistent"),
    ("下降10%", 110, 100, "inconsistent"),
    ("+10%", 110, 0, "undefined"),
    ("+10%", -90, -100, "undefined"),
    ("+10%", None, 100, "unchecked"),
    ("+3%", "10元", "10美元", "unchecked"),
    ("持平", 100, 100, "consistent"),
    ("翻一番", 264, 132, "consistent"),
    ("增长10%", "1.1公里", "1000米", "consistent"),
    ("增长10%", "110吨", "100000公斤", "consistent"),
    ("增长10%", "11公顷", "150亩", "consistent"),
    ("增长11%", "11公顷", "150亩", "inconsistent"),
    ("增加100米", "1.10公里", "1000米", "consistent"),
    ("增加0.1公里", "1.10公里", "1000米", "consistent"),
    ("增加0.5公里", "1.10公里", "1000米", "inconsistent"),
    ("增加155人", "287件", "132件", "unchecked"),
    ("增长10%", "１，１００件", "１，０００件", "consistent"),
    ("增长10%", "￥1,100", "￥1,000", "consistent"),
    ("—5.2%", 474, 500, "consistent"),
    ("↓5.2%", 474, 500, "consistent"),
    ("↑10%", "1，100", "1，000", "consistent"),
    ("增加1.2万元", "5.2万元", "4.0万元", "consistent"),
    ("增长一成", 110, 100, "consistent"),
    ("增长10%", "3~5万", "2万", "inconsistent"),
    ("增长10%", "110—120", 100, "within_precision"),
    ("-100%", 0, 12, "consistent"),
    ("+0%", 0, 0, "undefined"),
    ("+" + "9" * 20 + "%", 10**33, 1, "inconsistent"),
]


@pytest.mark.parametrize(("stated", "current", "prior", "verdict"), VERDICTS)
def test_verdict(
    stated: str, current: str | int | float | Decimal | None, prior: str | int | float | Decimal, verdict: str
) -> None:
    """Each way to write a claim and its operands gets the verdict that an auditor would give."""
    assert verify(stated, current=current, prior=prior).verdict.value == verdict


def test_an_average_needs_its_years() -> None:
    """年均增长 is the average rate over the years that are named, and asks for them."""
    assert verify("年均增长10%", current=1331, prior=1000, years=3).verdict.value == "consistent"
    with pytest.raises(AmbiguousFigureError, match="years="):
        verify("年均增长10%", current=1331, prior=1000)


def test_units_that_do_not_convert_are_named() -> None:
    """Two currencies are never compared, and the message says so in both languages."""
    check = verify("+3%", current="10元", prior="10美元")
    assert "元、美元" in check.message.zh
    assert "元 and 美元" in check.message.en


def test_the_message_speaks_in_the_printed_scale_and_its_own_language() -> None:
    """A sum of 万元 is recomputed in 万元, and English says percentage points."""
    assert "算得1.3万元" in verify("增加1.2万元", current="5.3万元", prior="4.0万元").message.zh
    assert "gives 1.3 percentage points" in verify("1.3个百分点", current="97.8%", prior="96.5%").message.en
    assert "a prior of 260 or 261 or 262" in verify("增长10%", current="287件", prior="132件").message.en


def test_years_are_at_least_one() -> None:
    """An average over no year is no average."""
    with pytest.raises(AmbiguousFigureError, match="at least one year"):
        verify("年均增长10%", current=121, prior=100, years=0)


@pytest.mark.parametrize("stated", ["", "abc", "增长", "117.42%%", "翻几番", "同期无", "+3%，+5%"])
def test_a_text_without_a_relation_is_refused(stated: str) -> None:
    """A text without a relation is an error that shows how to write one."""
    with pytest.raises(UnreadableFigureError, match="write for example"):
        verify(stated, current=287, prior=132)


def test_an_ambiguous_percentage_is_refused() -> None:
    """A bare percentage may be a share or a growth: the caller must say."""
    with pytest.raises(AmbiguousFigureError, match="relation"):
        verify("88.50%", current=254, prior=287)
    with pytest.raises(AmbiguousFigureError, match="relation"):
        verify("超过10%", current=112, prior=100)
    with pytest.raises(UnknownRelationError, match="growth"):
        verify("88.50%", current=254, prior=287, relation="portion")
