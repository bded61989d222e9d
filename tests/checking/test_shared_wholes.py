"""Columns of shares whose rows agree on one whole, printed or not: the row that implies another is a misprint."""

from __future__ import annotations

import pytest

from reportdiff import check, parse
from reportdiff.model import Check, CheckName, CheckResult, Severity, Verdict

HOLDERS = """
报告期末前十名股东持股情况

| 股东名称 | 期末持股数量 | 比例(%) | 股东性质 |
| --- | --- | --- | --- |
| 青禾控股有限公司 | 81,250,000 | 25.00 | 境内非国有法人 |
| 陈一鸣 | 40,235,000 | 12.38 | 境内自然人 |
| 林若溪 | 16,087,500 | {share} | 境内自然人 |
| 北岸投资合伙企业 | 9,912,500 | 3.05 | 其他 |
| 香港中央结算有限公司 | 5,200,000 | 1.60 | 境外法人 |
"""
CUSTOMERS = """
公司前5大客户资料

| 序号 | 客户名称 | 销售额（元） | 占年度销售总额比例 |
| --- | --- | --- | --- |
| 1 | 甲公司 | 41,200,000.00 | 8.24% |
| 2 | 乙公司 | 33,500,000.00 | {share} |
| 3 | 丙公司 | 20,150,000.00 | 4.03% |
| 4 | 丁公司 | 15,000,000.00 | 3.00% |
| 5 | 戊公司 | 12,050,000.00 | 2.41% |
| 合计 | -- | 121,900,000.00 | {total} |
"""
DEBTORS = """
应收账款按账龄披露

| 账龄 | 账面余额 | 比例 |
| --- | --- | --- |
| 1年以内 | 45,300,000.00 | 90.60% |
| 1至2年 | 3,200,000.00 | 6.40% |
| 2年以上 | 1,500,000.00 | 3.00% |
| 合计 | 50,000,000.00 | {total} |
"""
COSTS = """
营业成本构成

| 行业 | 项目 | 金额 | 占比 |
| --- | --- | --- | --- |
| 制药 | 材料 | 60,000,000.00 | 60.00% |
| 制药 | 人工 | 25,000,000.00 | 25.00% |
"""
TWO_WHOLES = f"""{COSTS}| 制药 | 费用 | 15,000,000.00 | 15.00% |
| 染料 | 材料 | 30,000,000.00 | 75.00% |
| 染料 | 人工 | 6,000,000.00 | 15.00% |
| 染料 | 费用 | 4,000,000.00 | 10.00% |
"""
OWN_GROUP = f"""{COSTS}| 制药 | 能源 | 4,000,000.00 | 4.00% |
| 制药 | 费用 | 11,000,000.00 | 11.00% |
| 商业 | 采购 | 75,000,000.00 | 100.00% |
"""


def checked(text: str) -> CheckResult:
    """Return the checks of a company's report with one table."""
    return check(parse("青禾药业股份有限公司2023年年度报告\n" + text)).result


def findings(text: str) -> list[tuple[str, Severity]]:
    """Return what a report's findings are about, and their severity."""
    loud = (Severity.ERROR, Severity.WARNING, Severity.QUESTION)
    result = checked(text)
    return [
        (
            "".join(result.report.document.text[one.evidence[0].span.start : one.evidence[0].span.end].split()),
            one.severity,
        )
        for one in result.checks
        if one.severity in loud
    ]


def shares(result: CheckResult) -> list[Check]:
    """Return the checks of shares that hold."""
    return [one for one in result.checks if one.check is CheckName.SHARE and one.verdict is Verdict.CONSISTENT]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HOLDERS.format(share="4.95"), []),
        (HOLDERS.format(share="4.96"), []),  # a last digit that was moved
        (HOLDERS.format(share="4.59"), ["4.59"]),
        (HOLDERS.format(share="9.45"), ["9.45"]),
        (CUSTOMERS.format(share="6.70%", total="24.38%"), []),
        (CUSTOMERS.format(share="6.70%", total="24.37%"), []),  # 合计 adds up rounded shares
        (CUSTOMERS.format(share="7.60%", total="24.38%"), ["7.60%"]),
        (CUSTOMERS.format(share="6.70%", total="42.38%"), ["42.38%"]),
        (CUSTOMERS.format(share="6.70%", total="24.83%"), ["24.83%"]),
        (CUSTOMERS.format(share="6.70%", total="--"), []),
        (CUSTOMERS.format(share="7.60%", total="--"), ["7.60%"]),
        (DEBTORS.format(total="100.00%"), []),
        (DEBTORS.format(total="100.60%"), ["100.60%"]),
        (DEBTORS.format(total="10.00%"), ["10.00%"]),
        (DEBTORS.format(total="100.00%").replace("| 45,300,000.00 |", "| 45,900,000.00 |"), None),
        (TWO_WHOLES, []),
        (TWO_WHOLES.replace("25.00%", "52.00%"), []),  # each industry is a whole of its own
    ],
)
def test_a_row_that_implies_another_whole_is_named(text: str, found: list[str] | None) -> None:
    """The share that deviates is the one error; what is rounded and what proves nothing is silent.

    None: something is raised, and not the 100 % of the whole.
    """
    if found is None:
        assert findings(text)
        assert "100.00%" not in dict(findings(text))
        return
    assert findings(text) == [(surface, Severity.ERROR) for surface in found]


def test_a_whole_of_another_table_is_named() -> None:
    """A share of the shares outstanding is computed with the figure that the report prints for them."""
    capital = "\n股本\n\n| 项目 | 期末余额 |\n| --- | --- |\n| 股份总数 | 325,000,000 |\n"
    result = checked(HOLDERS.format(share="4.59") + capital)
    (wrong,) = (one for one in result.checks if one.severity is Severity.ERROR)
    assert "325,000,000" in wrong.message.zh
    assert wrong.recomputed == "4.95"
    assert len(shares(result)) == 4


def test_shares_that_agree_are_decided() -> None:
    """Every share of a column that agrees on its whole counts as checked."""
    assert len(shares(checked(HOLDERS.format(share="4.95")))) == 5


def test_a_row_that_is_all_of_its_own_group() -> None:
    """A row of 100 % is no part of what the other rows are shares of, which are held against one another."""
    checks = checked(OWN_GROUP).checks
    assert not [item.message for item in checks if item.severity is not None]
    assert sum(item.verdict is Verdict.CONSISTENT for item in checks if item.check is CheckName.SHARE) == 4
