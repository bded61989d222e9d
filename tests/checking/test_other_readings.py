"""Readings that make a statement hold: what they explain accuses nobody, and the twin that none explains is found."""

from __future__ import annotations

import pytest

from reportdiff import check, parse

HEAD = "石浦市2023年度工作情况的报告\n\n一、主要工作\n"
TRAVEL = """一、2024年差旅费预算安排情况
2024年差旅费预算19.4万元，其中：市内交通7.5万元，住宿11.9万元。
二、2023年差旅费决算情况
2023年差旅费支出20.0万元，其中：市内交通6.0万元，住宿14.0万元。
"""
RATES = """| 指标 | 2023年 | 2022年 | 增减额 | 增长比 |
|---|---|---|---|---|
| 门诊收入（万元） | 600.00 | 500.00 | 100.00 | {} |
"""

READINGS = [  # text, what holds, what does not, how that is told
    # a mean for each of several is not what a rate is of
    ("全年受理案件500件，办结440件，法官人均办结88件，结案率{}。", "88.0%", "58.0%", "error"),
    ("报名考生1200人，录取300人，校均录取20人，录取率{}。", "25.0%", "35.0%", "error"),
    ("全年抢救危重病人400人次，抢救成功380人次，科室平均抢救成功19人次，抢救成功率{}。", "95.0%", "85.0%", "error"),
    # a rate of what was done and what was not, whatever was taken in
    ("全年抽检样品260批次。其中合格190批次，不合格10批次，不合格率{}。", "5.0%", None, ""),
    ("本季度受理审查逮捕271人。其中批准逮捕244人，不批准逮捕101人，不捕率{}。", "29.3%", None, ""),
    ("全年新收案件565件，办结554件，存案69件，结案率{}。", "88.9%", None, ""),
    ("受理逮捕案件251人。经审查，批准逮捕196人，不批准逮捕40人，不捕率{}。", "16.95%", "16.25%", "question"),
    ("抽检样品251件。其中合格196件，不合格40件，不合格率{}。", "16.95%", "16.25%", "error"),
    # a stock in brackets is among what was taken in, or comes on top of it
    ("受理各类案件600件（旧存40件），结案540件，结案率{}。", "90.0%", "50.0%", "error"),
    ("收到申请95件（上年结转5件），办结90件，办结率{}。", "90.0%", "80.0%", "error"),
    ("收到申请95件（上年结转5件），办结90件，办结率{}。", "94.7%", "97.4%", "error"),
    # a share named after the part before it, and one of two figures side by side
    ("一般公共预算收入8736万元，其中税收收入8039万元，税收占比{}。", "92.02%", "95.02%", "error"),
    ("财政支出100亿元，其中民生支出80亿元，增长5%，民生占比{}。", "80.0%", "75.0%", "error"),
    ("医疗收入500万元，其中药品收入150万元，药品占比{}。", "30.0%", "35.0%", "error"),
    ("门诊收入300万元，住院收入200万元，其中药品收入60万元，占{}。", "12.0%", "19.0%", "error"),
    ("设计收入45万元，施工收入75万元，其中外包收入30万元，占{}。", "25.0%", "29.0%", "error"),
    ("男生260人，女生240人，其中寄宿生125人，占{}。", "25.0%", "35.0%", "error"),
    # a rate over new cases alone may count those carried over too, which makes it lower and never higher
    ("全年新收案件1512件，结案1238件，结案率{}。", "68.17%", "91.23%", "error"),
    ("新受理申请100件，办结80件，办结率{}。", "72%", "88%", "error"),
    ("新收来信1563封，办结894封，办结率{}。", "49.58%", "67.20%", "error"),
    # changes of a list, over a list in a later sentence
    (
        "2023年市院受理案件1598件，审结1413件，比2022年分别上升42.6%和{}。据了解，2022年中院受理案件1121件，审结988件。",
        "43%",
        "48%",
        "question",
    ),
    # a share that names no whole follows the one before it
    (
        "全年各庭共收案3211件。其中南河法庭2720件，占法庭收案总数的84.7%；北山法庭439件，占{}；速裁庭52件，占1.6%。",
        "13.7%",
        "13.9%",
        "error",
    ),
    # a verb stands for what it counted
    ("受理案件1803件，结案894件，受案增加167件，上升10.21%，结案增加34件，上升{}。", "3.95%", "9.35%", "error"),
    ("查处案件120件，移送30件，移送增加6件，增长{}。", "25%", "35%", "error"),
    ("新建学校60所，改扩建学校40所，新建增加12所，增长{}。", "25%", "45%", "error"),
    # a part that is printed nowhere is none of the figures before
    ("新登记合作社347户，个体工商户3436户。民营企业继续唱主角，占比超过{}。", "九成", "六成", None),
    # a change in brackets may be of the figure before them
    ("受理行政案件11件（含非诉审查案件4件，同比下降{}）。", "8.33%", "8.47%", "error"),
    ("新登记企业315户（其中外资企业8户，同比增长{}）。", "42.53%", "42.69%", "error"),
    ("评定困难学生20人（包括孤儿3人，同比增长{}）。", "66.67%", "68.2%", "error"),
    # how a budget changes, behind the outcome of the year before
    (f"{TRAVEL}2024年差旅费预算比上年减少，其中市内交通较上年增加1.5万元，增长{{}}。", "25%", "35%", "error"),
    (f"{TRAVEL}2024年度差旅费预算较2023年度减少，其中住宿减少2.1万元，下降{{}}。", "15%", "25%", "error"),
    # the head of a column
    (RATES, "20.00%", "25.00%", "error"),
    # a difference of percentages, printed as a number without a sign
    (RATES.format("20.00%") + "| 药占比 | 26.07% | 28.28% | {} | |\n", "-0.02", "-0.04", "error"),
    (RATES.format("20.00%") + "| 药占比 | 26.07% | 28.28% | {} | |\n", "-2.21", "-2.91", "error"),
]


@pytest.mark.parametrize(("text", "holds", "fails", "told"), READINGS)
def test_a_reading_that_holds_accuses_nobody(text: str, holds: str, fails: str | None, told: str | None) -> None:
    """The statement holds under one reading; with a size that fits none it is told of."""
    for size, expected in ((holds, set()), (fails, {told})):
        if size is not None:
            result = check(parse((HEAD if TRAVEL not in text else "") + text.format(size))).result
            found = {item.severity.value for item in result.checks if item.severity is not None}
            assert found == expected - {None}, size
