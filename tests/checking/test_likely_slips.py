"""Misses that writers make, and those that say that another figure is meant."""

from __future__ import annotations

import pytest

from reportdiff import check, parse
from reportdiff.checking.findings import hints_at
from reportdiff.checking.likely_slips import is_slip
from reportdiff.model import Severity, Verdict

LEVELS = "青禾县2023年工作报告\n全年受理申请287件，上年132件，增长{}。"
TABLE = "青禾县2023年工作报告\n\n| 项目 | 2023年 | 2022年 | 增减（%） |\n|---|---|---|---|\n{}"
HOLDS = [(120, 100, "20.00"), (150, 120, "25.00"), (90, 100, "-10.00"), (330, 300, "10.00"), (480, 400, "20.00")]
ODD = [(240, 200, "57.10"), (510, 500, "31.40")]


@pytest.mark.parametrize(
    ("stated", "slip"),
    [
        ("171.42%", True),  # two digits exchanged
        ("54.01%", True),  # divided by this year's figure
        ("217.42%", True),  # the ratio
        ("11.742%", True),  # the point is shifted
        ("157.42%", True),  # one digit
        ("120.10%", True),  # within a tenth
        ("98.31%", False),
        ("12.63%", False),
        ("5%", False),
    ],
)
def test_a_slip_has_to_do_with_the_right_figure(stated: str, slip: bool) -> None:
    """117.42 % may be mistyped or miscomputed; what is far from it and has no cause is of other figures."""
    result = check(parse(LEVELS.format(stated))).result
    failing = [item for item in result.checks if item.verdict is Verdict.INCONSISTENT and item.recomputed]
    assert failing
    claim = next(claim for claim in result.report.claims if claim.id == failing[0].claim)
    assert is_slip(failing[0], claim) is slip


def severities(rows: list[tuple[int, int, str]]) -> list[Severity | None]:
    """Return the severities of the changes of a table, in the order of its rows."""
    lines = "".join(f"| 第{n}类 | {now} | {before} | {rate} |\n" for n, (now, before, rate) in enumerate(rows, 1))
    return [item.severity for item in check(parse(TABLE.format(lines))).result.checks if item.claim is not None]


def test_one_odd_row_of_a_table_is_wrong_and_several_are_misread() -> None:
    """One row that misses by what is no slip is misprinted; two among a few that hold are asked about."""
    assert severities([*HOLDS, ODD[0]])[-1] is Severity.ERROR
    assert severities([*HOLDS, *ODD])[-2:] == [Severity.QUESTION] * 2
    slips = [(240, 200, "30.00"), (510, 500, "2.50")]  # a digit each
    assert severities([*HOLDS, *slips])[-2:] == [Severity.ERROR] * 2


def test_a_column_that_proves_itself_accuses_by_whatever() -> None:
    """Where a dozen rows hold, two odd ones are misprinted."""
    assert severities([*HOLDS, *HOLDS, *HOLDS, *ODD])[-2:] == [Severity.ERROR] * 2


def test_the_hint_of_a_message_is_found_by_its_code() -> None:
    """The hint that one digit of the level makes the claim hold stands in the message."""
    result = check(parse("青禾县2023年工作报告\n全年受理申请2870件，上年1320件，增长193.2%。")).result
    failing = next(item for item in result.checks if item.verdict is Verdict.INCONSISTENT)
    assert hints_at(failing, "findings.one_digit_off") is not None
    assert hints_at(failing, "findings.earlier_draft") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "全国前20家企业营业收入同比增长3.7%。",
        "入选的60家公司两季度以来股价平均上涨9.36%。",
        "四个园区共18个特色产业增加值增长2.7%。",
    ],
)
def test_a_change_behind_its_own_subject_implies_no_base(sentence: str) -> None:
    """The number of firms is not what grew."""
    checks = check(parse(f"青禾县2023年工作报告\n{sentence}")).result.checks
    assert all(item.severity is None for item in checks)


def test_two_changes_over_the_same_figures_are_not_both_theirs() -> None:
    """One holds over what is printed beside it, so the other is of another figure."""
    text = "甲公司2024年年度报告\n营业收入分别为109.5亿元和99.4亿元，分别比上年增长10.2%和52.7%。"
    assert all(item.severity is not Severity.ERROR for item in check(parse(text)).result.checks)
