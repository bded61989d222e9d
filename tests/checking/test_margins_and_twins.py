"""Changes of margins beside those of revenue and cost, and one change that a report states twice."""

from __future__ import annotations

import pytest

from reportdiff import check, parse
from reportdiff.model import CheckName, CheckResult, Severity, Verdict

PRODUCTS = """青禾药业股份有限公司2023年年度报告

主营业务分产品情况
单位：元

| 分产品 | 营业收入 | 营业成本 | 毛利率（%） | 营业收入增减（%） | 营业成本增减（%） | 毛利率比上年增减（%） |
| --- | --- | --- | --- | --- | --- | --- |
| 制剂 | 352,000,000.00 | 140,800,000.00 | 60.00 | {grown} | 4.20 | {margin} |
| 原料药 | 214,500,000.00 | 150,150,000.00 | 30.00 | -6.40 | {spent} | 减少2.60个百分点 |
| 器械 | 98,760,000.00 | 54,318,000.00 | 45.00 | 25.30 | 18.80 | 增加3.01个百分点 |
"""
DEBTORS = """青禾药业股份有限公司2023年年度报告

按欠款方归集的期末余额前五名的应收账款
单位：元

| 单位名称 | 期末余额 | 占应收账款期末余额合计数的比例（%） |
| --- | --- | --- |
| 第一名 | 12,340,500.20 | 24.20 |
| 第二名 | 5,101,300.10 | 10.00 |
| 合计 | 17,441,800.30 | 34.20 |

本期按欠款方归集的期末余额前五名应收账款汇总金额17,441,800.30元，占{whole}的比例为{share}。
"""
FLOWS = """青禾药业股份有限公司2023年年度报告

主要会计数据
单位：元

| 主要会计数据 | 2023年 | 2022年 | 本期比上年同期增减（%） |
| --- | --- | --- | --- |
| 营业收入 | 665,263,400.00 | 600,000,000.00 | 10.88 |
| 净利润 | 81,234,500.00 | 75,000,000.00 | 8.31 |

主营业务分地区情况
单位：元

| 地区 | 营业收入 | 营业收入比上年增减（%） |
| --- | --- | --- |
| 境内 | 665,263,400.00 | {change} |
"""


def findings(text: str) -> tuple[CheckResult, list[tuple[str, Severity]]]:
    """Return the result of a report, and what its findings are about with their severity."""
    loud = (Severity.ERROR, Severity.WARNING, Severity.QUESTION)
    result = check(parse(text)).result
    content = result.report.document.text
    found = [(content[one.evidence[0].span.start : one.evidence[0].span.end], one) for one in result.checks]
    return result, [(surface.strip(), one.severity) for surface, one in found if one.severity in loud]


@pytest.mark.parametrize(
    ("grown", "spent", "margin", "found"),
    [
        ("12.50", "-2.80", "增加3.18个百分点", []),
        ("12.50", "-2.80", "增加3.19个百分点", []),  # the difference of two rounded margins
        ("12.50", "-2.80", "增加3.81个百分点", [("3.81个百分点", Severity.ERROR)]),
        ("12.50", "-2.80", "减少3.18个百分点", [("减少3.18个百分点", Severity.ERROR)]),
        ("15.20", "-2.80", "增加3.18个百分点", [("3.18个百分点", Severity.ERROR)]),
        ("12.50", "-8.20", "增加3.18个百分点", [("减少2.60个百分点", Severity.ERROR)]),
    ],
)
def test_changes_of_a_margin(grown: str, spent: str, margin: str, found: list[tuple[str, Severity]]) -> None:
    """The row whose three changes cannot all be right is named, whichever of them is wrong."""
    result, raised = findings(PRODUCTS.format(grown=grown, spent=spent, margin=margin))
    assert raised == found
    points = [one for one in result.checks if one.check is CheckName.POINTS]
    assert [one.verdict for one in points].count(Verdict.CONSISTENT) == 3 - len(found)


@pytest.mark.parametrize(
    ("whole", "share", "found"),
    [
        ("应收账款期末余额合计数", "34.20%", []),
        ("应收账款期末余额合计数", "43.20%", [("的比例为43.20%", Severity.WARNING)]),
        ("期末流动资产", "4.32%", []),  # of another whole
    ],
)
def test_a_share_of_the_text_and_of_a_table(whole: str, share: str, found: list[tuple[str, Severity]]) -> None:
    """The text and the table state one share of one long figure, unless they name other wholes."""
    _, raised = findings(DEBTORS.format(whole=whole, share=share))
    assert [(surface[-len(share) :], severity) for surface, severity in raised] == [
        (surface[-len(share) :], severity) for surface, severity in found
    ]


@pytest.mark.parametrize(("change", "found"), [("10.88", []), ("10.90", []), ("18.08", [("18.08", Severity.WARNING)])])
def test_a_change_of_two_tables(change: str, found: list[tuple[str, Severity]]) -> None:
    """A table without last year's figures is held against one that states the change of the same figure."""
    assert findings(FLOWS.format(change=change))[1] == found
