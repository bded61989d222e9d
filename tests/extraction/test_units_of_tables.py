"""Units of tables: above them, beside their columns, and of cells that print one of their own."""

from __future__ import annotations

import pytest

from reportdiff import check, parse
from reportdiff.model import Report


def verdicts(read: Report, name: str) -> list[tuple[str, str]]:
    """Return what the checks of one kind say of each claim."""
    claims = {claim.id: claim.surface for claim in read.claims}
    checks = check(read).result.checks
    return [(claims[item.claim], item.verdict.value) for item in checks if item.check == name and item.claim]


def test_levels_have_the_unit_of_their_differences() -> None:
    """Where only the column of differences prints a unit, the levels beside it are of that unit."""
    read = parse(
        "某局2024年工作报告\n方式 | 2023年 | 2024年 | 增减（件）\n维持 | 614 | 712 | 98\n"
        "驳回 | 83 | 94 | 11\n撤销 | 98 | 146 | 78"
    )
    assert [metric.figure.unit for metric in read.metrics] == ["件"] * 6
    assert verdicts(read, "absolute") == [("98", "consistent"), ("11", "consistent"), ("78", "inconsistent")]


def test_differences_of_rates_are_points() -> None:
    """In a row of rates a difference is in points, whatever the head of its column says."""
    read = parse(
        "某县2024年统计公报\n指标 | 2024年末（亿元） | 2023年末（亿元） | 比年初增加（亿元）\n"
        "存款 | 386.5 | 352.7 | 33.8\n贷款 | 271.9 | 243.2 | 28.7\n存贷比（%） | 70.4 | 69.0 | 1.4"
    )
    assert [claim.form.value for claim in read.claims] == ["absolute", "absolute", "points"]
    assert verdicts(read, "points") == [("1.4", "consistent")]


def test_a_change_with_a_unit_of_its_own_is_no_rate() -> None:
    """A cell that prints a unit among rates of growth is a difference in that unit."""
    read = parse(
        "某公司2024年年度报告\n| 项目 | 2024年 | 2023年 | 变动 |\n|---|---|---|---|\n"
        "| 收入（万元） | 1,950 | 1,560 | +25.0% |\n| 每股股息（人民币 分） | 1.5 | 1.0 | +0.5 分 |"
    )
    assert [claim.form.value for claim in read.claims] == ["percent", "absolute"]
    assert {item.verdict.value for item in check(read).result.checks} == {"consistent"}


def test_a_rate_beside_the_unit_above_a_table() -> None:
    """Where 单位：件、% stands above, levels have the first unit and a bare 同比 is a rate, which no total adds up."""
    read = parse(
        "某市2024年工作报告\n主要指标如下（单位：件、%）：\n层级 | 受理 | 同比\n市中院 | 9486 | 6.4\n"
        "基层法院 | 118643 | 8.6\n合计 | 128129 | 8.4"
    )
    assert [metric.figure.unit for metric in read.metrics] == ["件"] * 3
    assert [(claim.surface, claim.form.value) for claim in read.claims] == [
        ("6.4", "percent"),
        ("8.6", "percent"),
        ("8.4", "percent"),
    ]
    assert [item.verdict.value for item in check(read).result.checks if item.check == "total"] == ["consistent"]


@pytest.mark.parametrize(
    "line", ["（除特别注明外，金额单位为人民币百万元）", "（人民币百万元）", "单位：百万元、%", "（單位：百万元）"]
)
def test_units_above_a_table(line: str) -> None:
    """However a line above a table says its unit, the figures below have it."""
    read = parse(f"某公司2024年年度报告\n{line}\n| 项目 | 2024年 | 2023年 |\n|---|---|---|\n| 收入 | 120 | 100 |")
    assert [(metric.figure.unit, metric.figure.scale) for metric in read.metrics] == [("元", 1_000_000)] * 2
