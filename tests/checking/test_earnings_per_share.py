"""Earnings per share of the key data: held against the shares that the report prints, or told as unchecked."""

from __future__ import annotations

import pytest

from reportdiff import check, parse

KEY_DATA = """海岬机电股份有限公司2023年年度报告
{above}
主要会计数据和财务指标
单位：元
| 项目 | 2023年 | 2022年 |
|---|---|---|
| 归属于上市公司股东的净利润 | 318,240,512.66 | 290,114,870.31 |
| 归属于上市公司股东的净资产 | 2,904,118,235.90 | 2,633,057,114.28 |
| 基本每股收益 | {earnings} | 0.47 |
"""
NOTES = """
每股收益的计算
| 项目 | 本期发生额 | 上期发生额 |
|---|---|---|
| 发行在外普通股的加权平均数（股） | 612,000,000 | 612,000,000 |
"""


@pytest.mark.parametrize(
    ("above", "below", "earnings", "verdict", "severity"),
    [
        ("公司总股本612,000,000股，本年未变。", "", "0.52", "consistent", None),
        ("公司总股本612,000,000股，本年未变。", "", "0.56", "unchecked", None),
        ("", NOTES, "0.52", "consistent", None),
        ("", NOTES, "0.25", "unchecked", "question"),
        ("", "", "0.52", "unchecked", None),
    ],
    ids=["all shares", "all shares at another time", "weighted", "weighted and wrong", "no shares"],
)
def test_earnings_are_of_the_shares_printed(
    above: str, below: str, earnings: str, verdict: str, severity: str | None
) -> None:
    """What the weighted average contradicts is asked about; all shares only support, and none leave it unchecked."""
    result = check(parse(KEY_DATA.format(above=above, earnings=earnings) + below)).result
    made = [item for item in result.checks if item.stated == earnings]
    assert [(item.verdict, item.severity) for item in made] == [(verdict, severity)]
    assert [item for item in result.checks if item.severity is not None] == [item for item in made if severity]
