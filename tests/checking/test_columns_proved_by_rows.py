"""Relations of columns that no head says and the rows prove: rates, yearly growths, sums, chains of totals."""

from __future__ import annotations

import pytest
from attrs import frozen

from reportdiff import check, parse
from reportdiff.model import Check, Verdict

TITLE = "石浦市2023年工作报告\n一、主要情况\n"


@frozen
class Proved:
    """A table whose relations hold, with one cell that is misprinted, and how it is reported."""

    heads: str
    rows: tuple[str, ...]
    cell: str
    misprint: str
    severity: str


PROVED = [
    Proved(
        "法庭 | 受理（件） | 审结（件） | 结案率（%）",
        (
            "城关 | 412 | 381 | 92.48",
            "河东 | 655 | 621 | 94.81",
            "青山 | 508 | 447 | 87.99",
            "合计 | 1575 | 1449 | 92.00",
        ),
        "94.81",
        "84.81",
        "error",
    ),
    Proved(
        "类别 | 承办件数 | 办结件数 | 办结率",
        ("人大建议 | 132 | 129 | 97.7%", "政协提案 | 210 | 205 | 97.6%", "合计 | 342 | 334 | 97.7%"),
        "205",
        "250",
        "error",
    ),
    Proved(
        "项目 | 采购金额（万元） | 其中：中小企业（万元） | 占比",
        ("货物 | 210.00 | 168.00 | 80.0%", "工程 | 830.00 | 415.00 | 50.0%", "服务 | 154.00 | 92.40 | 60.0%"),
        "60.0%",
        "66.0%",
        "error",
    ),
    Proved(
        "区域 | 2018年 | 2020年 | 2023年 | 2018-2023年均复合增长率",
        (
            "亚洲 | 310.50 | 402.11 | 520.34 | 10.9%",
            "欧洲 | 150.20 | 160.05 | 171.90 | 2.7%",
            "北美 | 61.00 | 70.20 | 88.42 | 7.7%",
        ),
        "2.7%",
        "6.7%",
        "warning",
    ),
    Proved(
        "股东 | 持股数量（股） | 持股比例",
        (
            "甲集团 | 96,000,000 | 30.00%",
            "乙投资 | 41,600,000 | 13.00%",
            "张某 | 20,480,000 | 6.40%",
            "李某 | 8,000,000 | 2.50%",
            "结算公司 | 6,240,000 | 1.95%",
        ),
        "13.00%",
        "31.00%",
        "error",
    ),
    Proved(
        "县区 | 生产总值 | 第一产业 | 第二产业 | 第三产业",
        (
            "东城 | 302.15 | 12.40 | 101.60 | 188.15",
            "西江 | 411.02 | 8.11 | 222.30 | 180.61",
            "河口 | 118.87 | 40.05 | 31.90 | 46.92",
            "青山 | 97.40 | 35.16 | 20.04 | 42.20",
        ),
        "31.90",
        "39.10",
        "question",
    ),
    Proved(
        "险种 | 本年收入 | 本年支出 | 收支结余",
        (
            "养老 | 81,240 | 70,115 | 11,125",
            "医疗 | 40,087 | 38,902 | 1,185",
            "失业 | 6,410 | 5,004 | 1,406",
            "工伤 | 5,233 | 4,120 | 1,113",
        ),
        "1,406",
        "1,046",
        "question",
    ),
    Proved(
        "项目 | 2023年决算数 | 2024年预算数",
        (
            "一般性转移支付小计 | 61,200 | 65,100",
            "均衡性 | 40,100 | 42,000",
            "教育 | 21,100 | 23,100",
            "专项转移支付小计 | 9,900 | 8,300",
            "科技 | 4,400 | 3,100",
            "环保 | 5,500 | 5,200",
            "转移支付合计 | 71,100 | 73,400",
        ),
        "73,400",
        "74,300",
        "question",
    ),
    Proved(
        "项目 | 2023年金额 | 2022年金额",
        (
            "政府补助 | 5,120.40 | 4,411.20",
            "投资收益 | 811.05 | 1,020.30",
            "减：所得税影响额 | 889.72 | 814.73",
            "少数股东权益影响额（税后） | 51.03 | 40.02",
            "合计 | 4,990.70 | 4,576.75",
        ),
        "4,990.70",
        "4,909.70",
        "question",
    ),
    Proved(
        "报表项目 | 更正前金额（元） | 更正后金额（元） | 更正金额（元）",
        (
            "存货 | 20,118,334.10 | 18,902,210.06 | -1,216,124.04",
            "盈余公积 | 4,402,771.35 | 4,190,013.22 | -212,758.13",
            "应交税费 | 911,204.66 | 608,173.65 | -303,031.01",
        ),
        "4,190,013.22",
        "4,109,013.22",
        "question",
    ),
    Proved(
        "月份 | 当月用水量（吨） | 累计用水量（吨）",
        (
            "1月 | 5,210 | 5,210",
            "2月 | 4,380 | 9,590",
            "3月 | 4,917 | 14,507",
            "4月 | 5,066 | 19,573",
            "5月 | 5,804 | 25,377",
            "6月 | 5,233 | 30,610",
            "7月 | 5,090 | 35,700",
        ),
        "14,507",
        "14,570",
        "error",
    ),
    Proved(
        "旬次 | 本旬收购（吨） | 至今收购（吨）",
        (
            "上旬 | 702 | 702",
            "中旬 | 911 | 1,613",
            "下旬 | 1,260 | 2,873",
            "次月上旬 | 815 | 3,688",
            "次月中旬 | 377 | 4,065",
        ),
        "815",
        "851",
        "question",
    ),
    Proved(
        "地区 | 计划（户） | 完成（户）",
        (
            "全市 | 1,640 | 1,588",
            "市直 | 52 | 50",
            "县区 | 1,588 | 1,538",
            "临江区 | 610 | 602",
            "白塔区 | 388 | 371",
            "云台县 | 590 | 565",
        ),
        "1,538",
        "1,583",
        "question",
    ),
    Proved(
        "项目 | 当月征收 | 上年当月 | 征收增长（%）",
        (
            "甲税 | 5,120 | 4,830 | 6.0",
            "乙税 | 3,077 | 3,190 | -3.5",
            "丙税 | 941 | 872 | 7.9",
            "丁税 | 606 | 571 | 6.1",
        ),
        "7.9",
        "9.7",
        "error",
    ),
    Proved(
        "成本项目 | 本期金额（万元） | 占总成本比例（%）",
        ("原料 | 30,114.20 | 66.93", "人工 | 8,820.45 | 19.60", "能耗 | 6,060.70 | 13.47"),
        "19.60",
        "16.90",
        "error",
    ),
    Proved(
        "项目 | 2023年上半年 | 占全年预算（%） | 全年预算",
        ("税收 | 38.41 | 50.5 | 76.0", "非税 | 21.06 | 53.7 | 39.2", "基金 | 12.90 | 43.0 | 30.0"),
        "53.7",
        "57.3",
        "error",
    ),
    Proved(  # each block of rows with its own whole
        "科目 | 2022年 | 2023年 | 比重（%）",
        (
            "拨款收入 | 72,750 | 76,430 | 55.6",
            "事业收入 | 43,915 | 48,862 | 35.5",
            "其他收入 | 14,863 | 12,245 | 8.9",
            "收入合计 | 131,528 | 137,537 | -",
            "人员支出 | 81,347 | 84,826 | 60.7",
            "公用支出 | 48,914 | 54,973 | 39.3",
            "支出合计 | 130,261 | 139,799 | -",
        ),
        "35.5",
        "53.5",
        "error",
    ),
    Proved(
        "地区 | 户籍人口 | 粮食产量（吨） | 电商交易额（万元）",
        (
            "全市 | 1,204,511 | 231,400 | 88,102",
            "东城 | 402,117 | 11,200 | 51,300",
            "西江 | 391,260 | 90,150 | 20,702",
            "青山 | 411,134 | 130,050 | 16,100",
        ),
        "231,400",
        "234,100",
        "question",
    ),
]


def checks_of(case: Proved, *, broken: bool) -> list[Check]:
    """Return the checks of a report with the table, once with its misprint."""
    width = case.heads.count("|") + 1
    table = "\n".join((f"| {case.heads} |", "|" + "---|" * width, *(f"| {row} |" for row in case.rows)))
    table = table.replace(f"| {case.cell} |", f"| {case.misprint} |", 1) if broken else table
    return list(check(parse(f"{TITLE}{table}\n")).result.checks)


@pytest.mark.parametrize("case", PROVED, ids=lambda case: case.heads.partition(" ")[0])
def test_what_the_rows_prove_is_checked(case: Proved) -> None:
    """A table that holds is quiet and counted; its misprint is one finding at the cell or over it."""
    right = checks_of(case, broken=False)
    assert not [item for item in right if item.severity is not None]
    assert any(item.verdict is Verdict.CONSISTENT for item in right)
    found = [item for item in checks_of(case, broken=True) if item.severity is not None]
    assert [item.severity for item in found] == [case.severity]


def test_columns_that_nothing_proves_stay_figures() -> None:
    """Rates of other things, and amounts that only look like sums in one row, raise nothing."""
    rates = Proved(
        "法庭 | 受理（件） | 审结（件） | 满意率（%）",
        ("城关 | 412 | 381 | 99.10", "河东 | 655 | 621 | 98.70", "青山 | 508 | 447 | 99.40"),
        "",
        "",
        "",
    )
    sums = Proved(
        "县区 | 总量 | 甲 | 乙",
        ("东城 | 300 | 100 | 200", "西江 | 411 | 80 | 222", "河口 | 118 | 40 | 31", "青山 | 97 | 35 | 20"),
        "",
        "",
        "",
    )
    for case in (rates, sums):
        assert not [item for item in checks_of(case, broken=False) if item.severity is not None]


def test_basis_points_are_percentage_points() -> None:
    """-31BPs and 上升113个基点 are hundredths of a percentage point."""
    case = Proved(
        "项目 | 2023年 | 2022年 | 变动",
        (
            "净息差 | 1.69% | 2.00% | -31BPs",
            "净利差 | 1.58% | 1.86% | -28BP",
            "成本收入比 | 28.15% | 27.02% | 上升113个基点",
        ),
        "-28BP",
        "-38BP",
        "error",
    )
    assert [item.verdict.value for item in checks_of(case, broken=False)] == ["consistent"] * 3
    assert [item.severity for item in checks_of(case, broken=True) if item.severity] == ["error"]


def test_what_is_added_to_nothing_proves_no_running_total() -> None:
    """小计 beside the only figure of its row repeats it, and adds up nothing from row to row."""
    added = ("0", "51,210", "0", "40,333", "0", "61,004", "61,004")
    rows = tuple(f"{name} | {number} | {number}" for name, number in zip("甲乙丙丁戊己庚", added, strict=True))
    case = Proved("股东 | 其他（股） | 变动（股）", rows, "40,333", "40,333", "question")
    assert not [made for made in checks_of(case, broken=False) if made.severity is not None]
