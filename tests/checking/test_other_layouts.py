"""Layouts of tables whose columns, parts and signs the table itself must prove."""

from __future__ import annotations

import pytest
from reports_of_tables import HEAD, bars, held, raised

from reportdiff import parse, read

INDUSTRIES = bars(
    "指标 2023年 2022年",
    "地区生产总值 4236.6 4010.0",
    "第一产业 310.5 300.0",
    "第二产业 {} 1710.0",
    "#工业 1510.6 1400.0",
    "第三产业 2105.8 2000.0",
    "粮食产量 88.2 87.0",
)
SEGMENTS = bars(
    "项目 甲分部 乙分部 分部间抵销 合计",
    "收入 5395.9 6968.5 111.0 12253.4",
    "成本 3093.1 6761.6 671.8 9182.9",
    "资产 1348.8 4764.2 830.9 {}",
    "负债 2467.5 8394.2 142.0 10719.7",
)
AGES = "| 账龄 | 期末余额 | 期末余额 | 期末余额 |\n" + bars(
    "账龄 账面余额 坏账准备 计提比例(%)",
    "1年以内 553610.00 27680.50 5.00",
    "1至2年 565190.00 56519.00 {}",
    "2至3年 319880.00 95964.00 30.00",
    "3年以上 351980.00 351980.00 100.00",
)
HOLDERS = bars(
    "股东 持股比例 持股数量",
    "甲公司 34.06% 30012345",
    "乙某 {} 8812345",
    "丙基金 5.01% 4412346",
    "丁某 2.50% 2203086",
    "戊某 1.70% 1500120",
)
OFFICES = bars("单位 去年 今年 增减%", "一中 400 440 10.0", "二中 500 450 {}", "三中 250 260 4.0")
PROFIT = """综合损益表
附注 2023年 2022年
千港元 千港元
Revenue 收入 4 812,344 790,021
Cost of sales 销售成本 (610,230) (600,118)
Gross profit 毛利 {} 189,903
Other income 其他收入 5 12,033 10,020
Administrative expenses 行政开支 (80,210) (77,005)
Profit before tax 除税前溢利 7 133,937 122,918"""
WIDE_HEADS = """单位：万元

科目 预算数 调整预算数 决算数 结余 决算为调整预算%
教育支出 4,865.06 3,680.36 3,234.92 445.44 87.9
科学技术支出 5,645.88 8,998.89 8,784.50 214.39 97.6
文化旅游支出 2,250.83 8,918.61 7,908.35 1,010.26 {}
卫生健康支出 3,042.89 4,555.15 4,311.08 244.07 94.6"""
CAPITAL = bars(
    "项目 2023年末 2022年末",
    "一级资本净额 21350.3 20180.1",
    "资本净额 26471.0 25110.3",
    "风险加权资产合计 201880.5 189990.4",
    "一级资本充足率（%） 10.58 10.62",
    "资本充足率（%） {} 13.22",
)
ASSETS = bars(
    "项目 2023年 2022年 2021年",
    "资产总值 9,210 8,850 8,400",
    "负债总值 (3,100) (2,950) (2,900)",
    "资产净值 {} 5,900 5,500",
)


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        (INDUSTRIES, "1820.3", "1920.3"),
        (SEGMENTS, "5282.1", "5982.1"),
        (AGES, "10.00", "20.00"),
        (HOLDERS, "10.00%", "12.20%"),
        (OFFICES, "-10.0", "-15.0"),
        (PROFIT, "202,114", "211,114"),
        (WIDE_HEADS, "88.7", "84.7"),
        (CAPITAL, "13.11", "14.01"),
        (ASSETS, "6,110", "6,610"),
    ],
)
def test_a_table_proves_itself_in_other_layouts(table: str, right: str, wrong: str) -> None:
    """A right one is silent and some of it holds; of a wrong one the misprinted cell is raised."""
    assert raised(table.format(right)) == []
    assert held(table.format(right)) >= 1
    assert any(wrong in str(made.message.zh) for made in raised(table.format(wrong)))


def test_an_amount_may_look_like_a_month() -> None:
    """1920.3 among other amounts is one; a column of months has none."""
    figures = {metric.figure.surface for metric in parse(HEAD + INDUSTRIES.format("1920.3")).metrics}
    assert "1920.3" in figures
    months = bars("项目 开工 投资", "甲桥 2021.3 500", "乙桥 2022.11 800", "丙桥 2023.5 900")
    assert "2021.3" not in {metric.figure.surface for metric in parse(HEAD + months).metrics}


def test_rows_between_blanks_are_no_broken_paragraph() -> None:
    """A file of equally long rows is not read as lines that an editor broke."""
    report = read(("安丰县2024年决算\n\n支出表\n\n" + WIDE_HEADS.format("88.7")).encode(), name="a.txt")
    rows = {metric.table.row for metric in report.metrics if metric.table is not None}
    assert rows == {("教育支出",), ("科学技术支出",), ("文化旅游支出",), ("卫生健康支出",)}


def test_a_share_whose_unit_was_not_read_is_no_amount() -> None:
    """In two columns between tabs the unit behind a label is not read: nothing is asked."""
    table = "单位：万元\n\n项目\t金额\n政府采购支出总额\t1820.60\n授予中小企业合同金额\t1500.20\n"
    assert raised(table + "授予中小企业合同金额占政府采购支出总额的比重（%）\t82.40") == []


def test_a_number_torn_over_two_cells_is_no_figure() -> None:
    """The first digits of a torn number add up to nothing: 6 | ,600,000.0 0 under 1 | ,200,000.0 0."""
    rows = "| 甲项目 | 3,000,000.00 | 1 | ,200,000.0 0 |\n| 乙项目 | 2,000,000.00 | 1 | ,100,000.0 0 |\n"
    total = "| 小计 | 5,000,000.00 | 6 | ,600,000.0 0 |\n"
    report = parse(HEAD + "| 项目 | 期初余额 | 本期结转 | 本期返还 |\n| --- | --- | --- | --- |\n" + rows + total)
    assert {metric.figure.surface for metric in report.metrics} == {"3,000,000.00", "2,000,000.00", "5,000,000.00"}
