"""Moves of a rank against the rank of last year, which last year's report or the sentence itself prints."""

from __future__ import annotations

import pytest

from reportdiff import check, compare, parse

MOVES = (
    ("全县财政收入总量居全市第12位。", "全县财政收入总量居全市第8位，排名上升4位。", "consistent"),
    ("全县财政收入总量居全市第12位。", "全县财政收入总量居全市第8位，排名上升6位。", "inconsistent"),
    ("全县税收增幅位居全市第六位。", "全县税收增幅居全市第九位，较上年后退3个位次。", "consistent"),
    ("全县税收增幅位居全市第六位。", "全县税收增幅居全市第九位，较上年前移3个位次。", "inconsistent"),
    ("政务公开考核列全市第5，获表彰。", "政务公开考核列全市第2，同比前进3位。", "consistent"),
    ("全县财政收入总量居全市第12位。", "全县财政支出规模居全市第8位，上升6位。", None),  # of something else
    ("全县财政收入总量居全市第12位。", "全县财政收入总量居全市第8位，较上季度上升1位。", None),  # of another time
    ("全县财政收入总量居全市第12位。全县财政收入总量居全市第11位。", "全县财政收入总量居全市第8位，上升1位。", None),
)


@pytest.mark.parametrize(("before", "after", "expected"), MOVES)
def test_a_move_is_held_against_last_years_rank(before: str, after: str, expected: str | None) -> None:
    """The two ranks tell how far it moved, and which way; of other things and other times they tell nothing."""
    prior, current = parse(f"安丰县2022年工作报告\n{before}"), parse(f"安丰县2023年工作报告\n{after}")
    found = [made for made in compare(prior, current).result.checks if made.check == "absolute"]
    assert [made.verdict.value for made in found] == ([expected] if expected else [])
    assert [made.severity.value for made in found if made.severity] == (
        ["warning"] if expected == "inconsistent" else []
    )


@pytest.mark.parametrize(("step", "expected"), [("上升4位", "consistent"), ("上升5位", "inconsistent")])
def test_a_move_between_printed_ranks(step: str, expected: str) -> None:
    """A sentence may print both ranks and the move."""
    result = check(parse(f"安丰县2023年工作报告\n全县财政收入总量居全市第8位，比上年第12位{step}。")).result
    assert [made.verdict.value for made in result.checks] == [expected]


BEHIND = [  # last year's rank between the rank and the places it moved
    ("综合排名列全省第6位，上一年列第9位，前移{}位。", "3", "5"),
    ("营商环境评价位居全国第23位，上年为第28位，上升{}位。", "5", "6"),
    ("在78家单位中列第12名，去年列第8名，后退{}名。", "4", "2"),
    ("竞争力指数居第31位，2022年居第35位，提升{}个位次。", "4", "7"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), BEHIND)
def test_last_years_rank_in_between(text: str, right: str, wrong: str) -> None:
    """A clause of its own may print last year's rank; that of another year is none."""
    for size, severities in ((right, []), (wrong, ["warning"])):
        result = check(parse("安丰县2023年工作报告\n" + text.format(size))).result
        moves = [made for made in result.checks if made.check == "absolute"]
        assert len(moves) == 1
        assert [made.severity.value for made in moves if made.severity] == severities
    other = check(parse("安丰县2023年工作报告\n竞争力指数居第31位，2019年居第35位，提升7个位次。")).result
    assert not [made for made in other.checks if made.severity is not None]
