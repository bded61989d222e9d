"""A whole broken down twice, balances whose flows no head explains, and figures of two numbered paragraphs."""

from __future__ import annotations

import pytest

from reportdiff import check, parse
from reportdiff.model import CheckName, Severity

FUNDS = """青禾集团有限公司2023年年度报告
单位：万元

| 项目 | 年初数 | 本年提取 | 本年上缴 | 本年划转 | 年末数 |
| --- | --- | --- | --- | --- | --- |
| 安全生产费 | 1,210.50 | 820.30 | 610.20 | 100.10 | {closing} |
| 养老保险 | 310.20 | 2,105.60 | 2,080.40 | 0.00 | 335.40 |
| 失业保险 | 21.30 | 130.20 | 128.10 | 1.20 | {other} |
"""
REVENUE = """青禾药业股份有限公司2023年年度报告
营业收入的分解
单位：元

| 合同分类 | 制剂 | 服务 | 合计 |
| --- | --- | --- | --- |
| 研发业务 | 218,402.62 | 79,948.32 | 298,350.94 |
| 生产业务 | 20,802.21 | 9,581.08 | 30,383.29 |
| 在某一时点确认 | 57,796.95 | 8,669.09 | 66,466.04 |
| 在某一时段确认 | 181,407.88 | 80,860.31 | 262,268.19 |
| 合计 | 239,204.83 | 89,529.40 | {total} |
"""
UNLOCKED = """青禾药业股份有限公司2023年年度报告
1、{first}：本期可申请解锁的限制性股票数量为1,654.65万股。
2、{second}：本期可申请解锁的限制性股票数量为1,645.65万股。
"""


def loud(text: str) -> list[tuple[CheckName, Severity]]:
    """Return the findings of a report by check and severity."""
    raised = (Severity.ERROR, Severity.WARNING, Severity.QUESTION)
    return [(one.check, one.severity) for one in check(parse(text)).result.checks if one.severity in raised]


@pytest.mark.parametrize(
    ("closing", "other", "found"),
    [
        ("1,320.50", "22.20", []),
        ("1,230.50", "22.20", [(CheckName.STOCK_FLOW, Severity.ERROR)]),
        ("1,230.50", "22.02", []),  # one line proves no sign
    ],
)
def test_signs_of_flows_are_read_from_the_rows(closing: str, other: str, found: list[object]) -> None:
    """上缴 and 划转 are taken off where the lines say so; a line that does not is an error."""
    assert loud(FUNDS.format(closing=closing, other=other)) == found


@pytest.mark.parametrize(("total", "raised"), [("328,734.23", False), ("382,734.23", True)])
def test_a_whole_broken_down_twice(total: str, raised: bool) -> None:
    """By business and once more by time: the first breakdown makes the whole, and nothing is asked."""
    assert bool(loud(REVENUE.format(total=total))) is raised


@pytest.mark.parametrize(
    ("second", "raised"), [("限制性股票第四期解锁情况", False), ("限制性股票第三期解锁情况", True)]
)
def test_paragraphs_about_two_things(second: str, raised: bool) -> None:
    """One name in paragraphs that begin with other words is of two things."""
    assert bool(loud(UNLOCKED.format(first="限制性股票第三期解锁情况", second=second))) is raised
