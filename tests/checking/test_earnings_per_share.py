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
SHARES = """
股份变动情况
单位：股
| 项目 | 本次变动前 | 比例 | 本次变动后 | 比例 |
|---|---|---|---|---|
| 一、有限售条件股份 | 112,000,000 | 18.30 | 112,000,000 | 18.30 |
| 二、无限售条件股份 | 500,000,000 | 81.70 | 500,000,000 | 81.70 |
| 三、股份总数 | 612,000,000 | 100.00 | 612,000,000 | 100.00 |
"""
CAPITAL = """
资产负债表
单位：元
| 项目 | 2023年12月31日 | 2022年12月31日 |
|---|---|---|
| 股本 | 612,000,000.00 | 612,000,000.00 |
| 资本公积 | 812,000,000.00 | 812,000,000.00 |
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
        ("公司总股本612,000,000股，本年未变。", "", "0.56", "unchecked", "note"),
        ("公司总股本61,200万股，本年未变。", "", "0.95", "unchecked", "question"),
        ("", SHARES, "0.52", "consistent", None),
        ("", SHARES, "0.95", "unchecked", "question"),
        ("", CAPITAL, "0.52", "consistent", None),
        ("", CAPITAL, "0.95", "unchecked", "note"),
        ("", NOTES, "0.52", "consistent", None),
        ("", NOTES, "0.25", "unchecked", "question"),
        ("", "", "0.52", "unchecked", None),
    ],
    ids=[
        *("all shares", "all shares at another time", "far from all shares", "shares in a table", "far from those"),
        *("share capital", "far from share capital", "weighted", "weighted and wrong", "no shares"),
    ],
)
def test_earnings_are_of_the_shares_printed(
    above: str, below: str, earnings: str, verdict: str, severity: str | None
) -> None:
    """What the weighted average contradicts is asked about, or is far from all shares; what is near them is noted."""
    result = check(parse(KEY_DATA.format(above=above, earnings=earnings) + below)).result
    made = [item for item in result.checks if item.stated == earnings]
    assert [(item.verdict, item.severity) for item in made] == [(verdict, severity)]
    assert [item for item in result.checks if item.severity is not None] == [item for item in made if severity]


IN_A_SENTENCE = """海岬机电股份有限公司2023年年度报告
经营情况
2023年，公司实现归属于上市公司股东的净利润31,824.05万元，每股收益{earnings}元，年末总股本61,200万股。
"""


@pytest.mark.parametrize(("earnings", "severity"), [("0.52", None), ("0.92", "question")])
def test_earnings_of_a_sentence_are_of_its_shares(earnings: str, severity: str | None) -> None:
    """Where no key data print the earnings per share, those of a sentence with the profit are checked."""
    result = check(parse(IN_A_SENTENCE.format(earnings=earnings))).result
    assert [item.severity for item in result.checks if item.stated == earnings] == [severity]


RETURNS = """海岬机电股份有限公司2023年年度报告
主要会计数据和财务指标
单位：元
| 项目 | 2023年 | 2022年 |
|---|---|---|
| 归属于上市公司股东的净利润 | 318,240,512.66 | 290,114,870.31 |
| 归属于上市公司股东的扣除非经常性损益的净利润 | {recurring} | 270,114,870.31 |
| 基本每股收益（元/股） | 0.52 | 0.47 |
| 扣除非经常性损益后的基本每股收益（元/股） | {earnings} | 0.44 |
| 加权平均净资产收益率（%） | {rate} | 11.30 |
| 扣除非经常性损益后的加权平均净资产收益率（%） | {recurring_rate} | 10.52 |
| 项目 | 2023年末 | 2022年末 |
| 归属于上市公司股东的净资产 | 2,904,118,235.90 | 2,633,057,114.28 |
"""
RIGHT = {"recurring": "301,240,512.66", "earnings": "0.49", "rate": "11.49", "recurring_rate": "10.88"}


def _findings_with(**printed: str) -> list[tuple[str | None, str | None]]:
    result = check(parse(RETURNS.format(**{**RIGHT, **printed}))).result
    return [(item.stated, item.severity) for item in result.checks if item.severity is not None]


def test_returns_on_equity_lie_between_the_ends_of_the_year() -> None:
    """A return on equity is of net assets between those of the year's ends, with and without non-recurring items."""
    assert _findings_with() == []
    assert _findings_with(rate="14.19") == [("14.19", "question")]


@pytest.mark.parametrize(
    ("item", "printed", "stated"),
    [("earnings", "0.94", "0.94"), ("recurring_rate", "18.08", "18.08"), ("rate", "11.94", "10.88")],
)
def test_without_non_recurring_items_the_divisor_is_the_same(item: str, printed: str, stated: str) -> None:
    """Profits with and without non-recurring items are divided by one number of shares, and one of net assets."""
    assert _findings_with(**{item: printed}) == [(stated, "question")]
