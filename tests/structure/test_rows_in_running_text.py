"""Tables that lost their grid: heads and rows with single blanks between the cells."""

from __future__ import annotations

import pytest

from reportdiff import check, parse
from reportdiff.model import Severity

SALES = """某公司2023年年度报告
项 目 2023年销量 增长率(%) 2022年销量 增长率(%) 2021年销量
面粉（吨） 2,500.00 25.00 2,000.00 {rate} 1,600.00
饮料（箱） 900.00 -10.00 1,000.00 100.00 500.00
糖果（箱） 330.00 10.00 300.00 - -
合 计 3,730.00 13.03 3,300.00 57.14 2,100.00
"""
MARGINS = """某公司2023年年度报告
单位：万元
项 目 2023年 1-6月 毛利 占比 2022年度毛利 占比
甲业务 60.00 {share}% 80.00 80.00%
乙业务 30.00 30.00% 15.00 15.00%
丙业务 10.00 10.00% 5.00 5.00%
合 计 100.00 100.00% 100.00 100.00%
"""
BOOKED_OUT = """某公司2023年年度报告
项目 2023年收入(元) 增长率 比重 2022年收入(元) 比重
甲产品 900.00 12.50 90.00 800.00 88.89
乙产品 150.00 0.00 15.00 150.00 16.67
内部抵销 50.00 0.00 - 50.00 -
合计 1,000.00 11.11 100 900.00 100
"""


def raised(text: str) -> list[tuple[str, Severity]]:
    """Return the metrics' names and the severities of what is raised."""
    result = check(parse(text)).result
    names = {claim.id: claim.metric_name for claim in result.report.claims}
    loud = (Severity.ERROR, Severity.WARNING, Severity.QUESTION)
    return [(names.get(item.claim or "", ""), item.severity) for item in result.checks if item.severity in loud]


@pytest.mark.parametrize(("rate", "count"), [("25.00", 0), ("52.00", 1)])
def test_two_columns_of_one_head_keep_their_places(rate: str, count: int) -> None:
    """A dash holds the place of a blank cell, so that each growth is between the years beside it."""
    result = check(parse(SALES.format(rate=rate))).result
    assert len(result.report.claims) == 7
    assert len(raised(SALES.format(rate=rate))) == count


def test_a_unit_of_the_column_comes_before_that_of_the_row() -> None:
    """吨 is what the row counts, and no unit of its growth."""
    claims = check(parse(SALES.format(rate="25.00"))).result.report.claims
    assert {claim.figure.unit for claim in claims if claim.figure is not None} == {"%"}


@pytest.mark.parametrize(("share", "count"), [("60.00", 0), ("66.00", 1)])
def test_a_time_belongs_to_the_head_behind_it(share: str, count: int) -> None:
    """2023年 1-6月 毛利 is one head, as the number of figures in the rows tells."""
    assert len(raised(MARGINS.format(share=share))) == count


def test_what_is_taken_off_may_have_no_share() -> None:
    """The shares of the items come to more than 100 where 内部抵销 prints none."""
    assert raised(BOOKED_OUT) == []
