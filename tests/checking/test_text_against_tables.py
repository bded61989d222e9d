"""Figures of the text against tables: what agrees is said, what a slip or a near figure contradicts is asked."""

from __future__ import annotations

import pytest

import reportdiff as rd

TABLE = """
{entity}利润表
单位：元

| 项目 | 2023年度 | 2022年度 |
|---|---|---|
| 营业收入 | 1,834,210,776.40 | 1,502,933,181.25 |
| 归属于母公司股东的净利润 | 146,903,412.08 | 121,870,330.61 |
"""

SAME = [
    "报告期内，公司实现营业收入18.34亿元。",
    "2023年度，公司实现营业收入183,421.08万元。",
    "公司实现归属于上市公司股东的净利润14,690.34万元。",
]
OTHER = [
    "报告期内，公司实现营业收入18.94亿元。",
    "2023年度，公司实现营业收入138,421.08万元。",
    "公司实现归属于上市公司股东的净利润14,960.34万元。",
]
NOTHING = ["涂料业务实现营业收入15.94亿元。", "2021年实现营业收入18.94亿元。", "公司计划2024年实现营业收入18.94亿元。"]


def agreement(text: str, entity: str = "合并") -> list[tuple[str, str | None]]:
    """Return verdict and severity of the checks of a text against the table behind it."""
    report = rd.read(
        f"海岬实业股份有限公司2023年年度报告\n\n{text}\n{TABLE.format(entity=entity)}".encode(), name="report.txt"
    )
    return [(check.verdict, check.severity) for check in rd.check(report).result.checks if check.check == "agreement"]


@pytest.mark.parametrize("text", SAME)
def test_what_agrees_is_said(text: str) -> None:
    """A rounded figure of the text holds the exact one of the table, by whatever label of the item."""
    assert agreement(text) == [("consistent", None)]


@pytest.mark.parametrize("text", OTHER)
def test_what_differs_is_asked(text: str) -> None:
    """A slip over another scale, and a near figure of the report's own, are questions."""
    assert agreement(text) == [("unchecked", "question")]


@pytest.mark.parametrize("text", NOTHING)
def test_other_subjects_years_and_plans_are_quiet(text: str) -> None:
    """A figure of a business line, of another year or of a plan is not the table's."""
    assert not agreement(text)


@pytest.mark.parametrize("text", [*SAME, *OTHER])
def test_the_parent_is_not_the_group(text: str) -> None:
    """The text speaks of the group: the parent's statement neither supports nor contradicts it."""
    assert not agreement(text, "母公司")


KEY_DATA = """海岬实业股份有限公司2023年年度报告

{text}

主要会计数据
单位：元

| 项目 | 2023年 | 2022年 |
|---|---|---|
| 营业收入 | 2,941,412,770.30 | 2,718,608,796.51 |
| 归属于上市公司股东的净利润 | 771,040,610.00 | 605,220,260.00 |

分行业情况
单位：元

| 项目 | 2023年金额 | 2022年金额 |
|---|---|---|
| 装备板块 | 1,623,118,400.20 | 1,468,611,900.40 |
"""


@pytest.mark.parametrize(
    ("text", "verdict", "errors"),
    [
        ("2023年，归属母公司净利润为77,104.06万元，比上年增长27.40%。", "consistent", 0),
        ("2023年，归属母公司净利润为77,104.06万元，比上年增长37.40%。", "inconsistent", 1),
        ("2023年，公司抢抓机遇，海外装备项目实现收入162,311.84万元，同比增长10.52%。", "consistent", 0),
        ("2023年，公司抢抓机遇，海外装备项目实现收入162,311.84万元，同比增长18.52%。", None, 0),
        ("2023年，全院营业收入29.41亿元，同比增长8.2%。", "consistent", 0),  # the speaker names no other revenue
        ("2023年，前五名客户销售额65,299.36万元，占年度销售总额22.20%。", "consistent", 0),
        ("2023年，前五名客户销售额65,299.36万元，占年度销售总额32.20%。", None, 0),
        ("2023年，现金分红23,362.53万元，占归属于上市公司股东的净利润的30.30%。", "consistent", 0),
    ],
)
def test_a_claim_of_the_text_finds_its_operand_in_a_table(text: str, verdict: str | None, errors: int) -> None:
    """The row of the very item may refute a claim; the row of another name, or of a whole, only supports it."""
    result = rd.check(rd.read(KEY_DATA.format(text=text).encode(), name="report.txt")).result
    claims = {claim.id for claim in result.report.claims if claim.table is None}
    checks = [check for check in result.checks if check.claim in claims]
    assert [check.verdict.value for check in checks if check.verdict != "unchecked"] == ([verdict] if verdict else [])
    assert sum(check.severity == "error" for check in result.checks) == errors


@pytest.mark.parametrize(
    ("name", "first", "second", "asked"),
    [
        ("接待读者", "86.4万人次", "84.6万人次", True),  # two digits exchanged
        ("门急诊量", "1264千人次", "1284千人次", True),
        ("接待读者", "86.4万人次", "88.4万人次", False),  # a short name, and few digits
        ("少儿馆接待读者", "86.4万人次", "88.4万人次", True),
    ],
)
def test_figures_printed_twice_under_short_names(name: str, first: str, second: str, asked: bool) -> None:
    """The shorter the name, the more digits must agree, unless two of them are exchanged."""
    text = f"安丰县图书馆2023年年报\n一、概况\n全年{name}{first}。\n二、服务\n全年{name}{second}。"
    assert ("agreement" in [item.check for item in rd.check(rd.parse(text)).result.checks]) is asked


TWO = """海岬实业股份有限公司2023年年度报告

主要会计数据
单位：元

| 项目 | 2023年 | 2022年 |
|---|---|---|
| 营业收入 | {revenue} | 1,502,933,181.25 |
| 归属于上市公司股东的净利润 | 146,903,412.08 | 121,870,330.61 |
| 经营活动产生的现金流量净额 | 210,338,406.11 | 180,556,902.45 |
| 总资产 | 3,410,227,905.40 | 3,105,118,650.77 |

合并利润表
单位：元

| 项目 | 2023年度 | 2022年度 |
|---|---|---|
| 一、营业收入 | 1,834,210,776.40 | 1,502,933,181.25 |
| 利润总额 | 190,112,650.33 | 158,340,220.18 |
| 净利润 | 161,597,201.55 | 133,110,400.02 |
| 归属于母公司所有者的净利润 | 146,903,412.08 | 121,870,330.61 |

母公司利润表
单位：元

| 项目 | 2023年度 | 2022年度 |
|---|---|---|
| 一、营业收入 | 1,843,210,776.40 | 1,402,933,181.25 |
| 利润总额 | 90,112,650.33 | 58,340,220.18 |
| 净利润 | 61,597,201.55 | 33,110,400.02 |
"""


def two_statements(revenue: str) -> list[tuple[str, str | None]]:
    """Return the verdict and severity of each check of an item that two statements print."""
    result = rd.check(rd.read(TWO.format(revenue=revenue).encode(), name="report.txt")).result
    return [(check.verdict.value, check.severity) for check in result.checks if check.check == "agreement"]


def test_an_item_of_two_statements() -> None:
    """The key data and the income statement of the group agree, or are a slip apart; the parent is another entity."""
    assert two_statements("1,834,210,776.40") == [("consistent", None)] * 4
    assert ("unchecked", "question") in two_statements("1,834,120,776.40")
    assert two_statements("1,621,903,114.90") == [("consistent", None)] * 3


@pytest.mark.parametrize(("shares", "asked"), [("0.66", 0), ("0.60", 1), ("0.96", 1)])
def test_earnings_per_share_of_two_statements(shares: str, asked: int) -> None:
    """Any other earnings per share than in the income statement are asked about; 元/股 and 元 are one unit."""
    rows = f"| 基本每股收益（元/股） | {shares} | 0.54 |\n| 总资产 |"
    text = TWO.format(revenue="1,834,210,776.40").replace("| 总资产 |", rows)
    text = text.replace("\n\n母公司", "\n| （一）基本每股收益（元） | 0.66 | 0.54 |\n\n母公司", 1)
    checks = rd.check(rd.read(text.encode(), name="report.txt")).result.checks
    assert sum(check.severity == "question" for check in checks if check.check == "agreement") == asked


MARGINS = """海岬机电股份有限公司2023年年度报告
成本构成
单位：元
| 行业 | 项目 | 2023年金额 | 占营业成本比重 | 2022年金额 | 占营业成本比重 |
|---|---|---|---|---|---|
| 机床行业 | 直接材料 | 63,488,888.47 | 40.10% | 34,518,955.09 | 31.20% |
| 机床行业 | 直接人工 | 51,200,300.11 | 32.34% | 45,318,200.30 | 40.96% |
| 铸造行业 | 直接材料 | 43,630,120.50 | 27.56% | 30,801,400.22 | 27.84% |

说明

{sentence}
"""


@pytest.mark.parametrize(
    ("sentence", "verdicts"),
    [
        ("机床行业：公司直接材料较去年同期增长83.92%，主要系产量增加所致。", ["consistent"]),
        ("机床行业直接人工较去年同期增长12.98%，系人员增加。", ["consistent"]),
        ("本报告期直接材料同比增长57.13%，系产量增加所致。", []),
        ("市场上直接人工预计同比增长12.98%。", []),
    ],
)
def test_a_change_without_a_level_is_of_the_row_of_its_name(sentence: str, verdicts: list[str]) -> None:
    """A change that prints no level is held against the row of its name with which it holds, and accuses nobody."""
    result = rd.check(rd.read(MARGINS.format(sentence=sentence).encode(), name="report.txt")).result
    claims = {claim.id for claim in result.report.claims if claim.table is None and claim.form.value == "percent"}
    assert claims
    assert [check.verdict.value for check in result.checks if check.claim in claims] == verdicts


@pytest.mark.parametrize("bracket", ["（上年同期：人民币 15,016.53 万元）", "（上年\n同期：15,016.53万元）"])
def test_a_base_in_brackets_may_begin_on_the_line_before(bracket: str) -> None:
    """A line may end within 上年同期, the words that announce a base."""
    stated = f"本报告期机床业务贡献净利润12,328.57万元，同比下降17.90%{bracket}，机床下滑。"
    text = f"海岬机电股份有限公司2023年年度报告\n经营情况\n{stated}\n"
    result = rd.check(rd.read(text.encode(), name="report.txt")).result
    assert [check.verdict.value for check in result.checks if check.stated == "-17.90"] == ["consistent"]


OWN_ROWS = {
    "company": (
        "海岬实业股份有限公司2023年年度报告\n一、经营情况\n{}\n二、主要指标\n单位：元\n\n"
        "| 项目 | 2023年 | 2022年 |\n|---|---|---|\n"
        "| 营业收入 | 2,146,302,118.40 | 1,901,775,320.06 |\n| 研发费用 | 96,410,200.15 | 81,330,477.92 |\n"
    ),
    "budget": (
        "望潮县2023年财政决算情况的报告\n一、收入情况\n{}\n附表 收入决算表\n单位：万元\n\n"
        "| 项目 | 2022年决算数 | 2023年决算数 |\n|---|---|---|\n"
        "| 增值税 | 150,240 | 166,915 |\n| 契税 | 38,460 | 33,120 |\n"
    ),
    "court": (
        "望潮市2023年审判工作报告\n一、工作回顾\n{}\n二、数据表\n\n"
        "| 指标 | 单位 | 2023年 | 2022年 |\n|---|---|---|---|\n"
        "| 新收案件 | 件 | 15,320 | 13,904 |\n| 结案 | 件 | 15,011 | 13,466 |\n"
    ),
}


@pytest.mark.parametrize(
    ("genre", "sentence", "severity"),
    [
        ("company", "报告期内，公司营业收入同比增长12.86%。", None),
        ("company", "报告期内，公司营业收入同比增长18.26%。", "error"),
        ("company", "营业收入和研发费用分别同比增长12.86%和15.84%。", "error"),
        ("company", "报告期内，研发费用同比下降18.54%。", "error"),
        ("company", "报告期内，营业收入同比增长15.02%。", "question"),  # no slip: of another subject, perhaps
        ("company", "涂料板块营业收入同比增长21.40%、研发费用同比增长17.54%。", None),  # goes on with its subject
        ("company", "子公司海岬材料营业收入同比增长12.36%。", None),
        ("budget", "主要税种中，增值税增长11.10%，契税下降13.88%。", None),
        ("budget", "主要税种中，增值税增长11.10%，契税下降18.38%。", "error"),
        ("budget", "县本级增值税增长11.40%。", None),
        ("court", "全市新收案件同比上升10.78%。", "error"),
        ("court", "全省新收案件同比上升10.78%。", None),
        ("court", "一审新收案件同比上升10.78%。", None),
    ],
)
def test_a_wrong_change_of_the_one_row_of_its_name(genre: str, sentence: str, severity: str | None) -> None:
    """A slip is an error where the sentence speaks of the reporter's own figure; of another subject nothing is said."""
    checks = rd.check(rd.parse(OWN_ROWS[genre].format(sentence))).result.checks
    assert [check.severity for check in checks if check.severity is not None] == ([severity] if severity else [])
