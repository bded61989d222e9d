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


COSTS = """某公司2023年年度报告
行业 构成 2023年金额 占比(%) 2022年金额 占比(%) 同比增减(%) 说明
机床 材料 1,100.00 91.67 700.00 87.50 57.14 业务增长
机床 人工 90.00 7.50 80.00 10.00 {rate} 薪酬上涨
机床 制造费用 10.00 0.83 20.00 2.50 -50.00 -
合计 - 1,200.00 100.00 800.00 100.00 50.00 -
"""
HOLDINGS = """某公司2023年年度报告
项目名称 期初余额 期末余额 当期变动 影响金额
理财产品 605.00 381.00 -224.00 9.30
生物资产 234.00 1,858.00 1,624.00 333.00
上市股权 75.00 27.00 -48.00 9.00
基金投资 168.00 168.00 13.00
"""


@pytest.mark.parametrize(("rate", "count"), [("12.50", 0), ("15.20", 1)])
def test_heads_stand_over_figures_and_over_words(rate: str, count: int) -> None:
    """Rows with as many pieces as heads tell that two heads stand over words before the figures, and one behind."""
    assert len(raised(COSTS.format(rate=rate))) == count


def test_a_row_that_lacks_a_cell_states_nothing() -> None:
    """Of four columns a row fills three: whether 13 is the change or its effect is not told."""
    result = check(parse(HOLDINGS)).result
    assert {claim.metric_name for claim in result.report.claims} == {"理财产品", "生物资产", "上市股权"}
    assert raised(HOLDINGS) == []


SOLD = """某公司2023年年度报告
公司产销情况如下。
行业分类 项目 单位 2023 年 2022 年 同比增减
农机制造
销售量 万台 13.20 12.00 {rate}
生产量 万台 13.50 15.00 -10.00%
"""


@pytest.mark.parametrize(("rate", "count"), [("10.00%", 0), ("16.00%", 1)])
def test_years_apart_from_their_sign_head_their_own_columns(rate: str, count: int) -> None:
    """2023 年 is one head and 2022 年 another, and 单位 before them holds the unit of each row."""
    result = check(parse(SOLD.format(rate=rate))).result
    sold = [(item.name, item.figure.surface, item.figure.unit, item.year) for item in result.report.metrics]
    assert sold[:2] == [("销售量", "13.20", "台", 2023), ("销售量", "12.00", "台", 2022)]
    assert len(raised(SOLD.format(rate=rate))) == count


def test_rows_of_one_label_are_told_apart_by_the_line_above_them() -> None:
    """A line of one word names the rows under it where other groups have rows of the same labels, but no total."""
    text = (
        "某公司2023年年度报告\n各类产品的产销如下。\n项目 2023年 2022年 变动比例\n"
        "水泵\n销量 120.00 100.00 20.00%\n产量 130.00 104.00 25.00%\n"
        "阀门\n销量 60.00 50.00 20.00%\n产量 65.00 52.00 25.00%\n合计 375.00 306.00 22.55%"
    )
    names = list(dict.fromkeys(metric.name for metric in parse(text).metrics))
    assert names == ["水泵/销量", "水泵/产量", "阀门/销量", "阀门/产量", "合计"]
