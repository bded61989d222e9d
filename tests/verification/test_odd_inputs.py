"""What people hand to `verify`: odd spellings, other units, missing figures, and what cannot be read."""

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


@pytest.mark.parametrize("stated", ["", "abc", "增长", "117.42%%", "由132件增加到287件"])
def test_what_states_nothing_is_refused(stated: str) -> None:
    """A text without a relation is an error that shows how to write one."""
    with pytest.raises(UnreadableFigureError, match="write for example"):
        verify(stated, current=287, prior=132)


def test_what_can_be_read_twice_is_refused() -> None:
    """A bare percentage may be a share or a growth: the caller must say."""
    with pytest.raises(AmbiguousFigureError, match="relation"):
        verify("88.50%", current=254, prior=287)
    with pytest.raises(UnknownRelationError, match="growth"):
        verify("88.50%", current=254, prior=287, relation="portion")
