"""What a wrong statement should have said: from the printed operands, rounded as the statement is printed."""

from __future__ import annotations

import pytest

import reportdiff as rd


@pytest.mark.parametrize(
    ("stated", "current", "prior", "said"),
    [
        ("同比下降192.2%", "245处", "716处", "应为“同比下降65.8%”"),
        ("增长0.9倍", "287件", "132件", "应为“增长1.2倍”"),
        ("减少10件", "84件", "96件", "应为“减少12件”"),
        ("是上年的1.5倍", "287件", "132件", "应为“是上年的2.2倍”"),
        ("增长117.43%", "287件", "132件", "应为“增长117.42%”"),
        # the direction is another
        ("同比增长12.5%", "84件", "96件", "应为“下降12.5%”"),
        ("+14.29%", "84件", "96件", "应为“下降12.50%”"),
        # printed in other characters
        ("下降三成", "50件", "100件", "应为“下降50%”"),
        ("增长百分之五", "287件", "132件", "应为“上升117%”"),
        # operands that leave the last digit open
        ("增长20.0%", "58.6万", "48.6万", "应约为“增长20.6%”"),
    ],
)
def test_the_message_says_what_should_have_been_said(stated: str, current: str, prior: str, said: str) -> None:
    """The words stay, the size is exchanged; of another direction it is said in a word."""
    check = rd.verify(stated, current=current, prior=prior)
    assert said in check.message.zh
    assert said.partition("“")[2] in check.message.en
    assert "should read" in check.message.en


def test_a_share_has_no_direction() -> None:
    """A share is corrected as it is printed."""
    check = rd.verify("占比88.60%", current="254件", prior="287件", relation="share")
    assert "应为“占比88.50%”" in check.message.zh


@pytest.mark.parametrize(
    ("stated", "current", "prior"),
    [
        ("增长117.42%", "287件", "132件"),  # holds
        ("增长3%", "18%", "15%"),  # the unit is wrong, not the size
        ("增长超过20%", "100件", "96件"),  # a bound
        ("持平", "80件", "96件"),
        ("增加12万元", "58.6万元", "48.6万元"),  # digits of an operand are exchanged
        ("由96件增至84件", "84件", "96件"),
    ],
)
def test_nothing_is_corrected_that_is_not_the_stated_size(stated: str, current: str, prior: str) -> None:
    """What holds, bounds, and what is wrong elsewhere have no correction."""
    check = rd.verify(stated, current=current, prior=prior)
    assert "应为“" not in check.message.zh
    assert "应约为" not in check.message.zh
