"""Bases and wholes that a phrase announces: on top of a base, against others, restated, of every kind, in year rows."""

from __future__ import annotations

import pytest

import reportdiff as rd

HEAD = "石浦市2023年国民经济和社会发展统计公报\n"
YEARS = (
    "| 年份 | 供水量（万立方米） | 用户（户） |\n|---|---|---|\n| 2022年 | 8,000 | 50,000 |\n"
    "| 2023年 | 8,800 | 52,000 |\n\n"
)
ENGLISH = (
    "| 項目 Item | 2023年 千港元 HK$'000 | 2022年 千港元 HK$'000 |\n|---|---|---|\n"
    "| 收益 Revenue | 660,000 | 600,000 |\n| 毛利 Gross profit | 220,000 | 200,000 |\n\n"
)
RESTATED = (
    "| 项目 | 2023年 | 2022年（调整后） | 2022年（调整前） | 本年比上年增减（调整后） |\n|---|---|---|---|---|\n"
    "| 营业收入 | 2,200.00 | 2,000.00 | 1,950.00 | 10.00% |\n| 净利润 | 330.00 | 300.00 | 290.00 | 10.00% |\n"
    "| 总资产 | 9,450.00 | 9,000.00 | 8,900.00 | 5.00% |\n"
)

CASES = [  # text, the claim, what it is held against, a size with which it is wrong
    ("全市图书馆达到36个，在上年30个的基础上新建6个，增长20.0%。", "20.0%", "30个", "25.0%"),
    ("开放床位2,400张，较2020年2,000张的基数增加400张，增幅20.0%。", "20.0%", "2,000张", "25.0%"),
    ("与2020年审结的2,000件相比，2023年审结案件2,300件，上升15.0%。", "15.0%", "2,000件", "25.0%"),
    ("相比上年受理的1,250件，今年受理案件1,500件，增长20.0%。", "20.0%", "1,250件", "30.0%"),
    ("满意度95.6%，高出全省平均水平2.4个百分点，比2022届的94.1%上升1.5个百分点。", "上升1.5个", "94.1%", "上升2.5个"),
    ("在编教师412人，比核定编制430人少18人，比上年增加5人。", "少18人", "430人", "少16人"),
    ("开放床位1,480张，比核定的1,260张多220张，较上年末增加80张。", "多220张", "1,260张", "多240张"),
    ("用水总量3.31亿立方米，较控制指标3.55亿立方米低0.24亿立方米。", "0.24亿", "3.55亿立方米", "0.34亿"),
    ("森林覆盖率58.6%，比全省平均水平（52.1%）高出6.5个百分点。", "6.5个", "52.1%", "7.5个"),
    ("不良率1.20%，低于全行业平均水平（1.62%）0.42个百分点。", "0.42个", "1.62%", "0.82个"),
    ("接待游客512.0万人次，比上年（修订后为480.0万人次）增长6.7%。", "6.7%", "480.0万人次", "9.7%"),
    ("接待游客512.0万人次，较上年修订数480.0万人次增长6.7%。", "6.7%", "480.0万人次", "9.7%"),
    (YEARS + "全年供水量8,800万立方米，同比增长10.0%。", "10.0%", "8,000", "12.0%"),
    (ENGLISH + "本年度收益为660.0百萬港元，較去年上升10.0%。", "10.0%", "600,000", "15.0%"),
    (RESTATED, "5.00%", "9,000.00", "7.00%"),
    (
        "全年办理各类检察案件5,000件，其中民事800件。\n办案250件，占全部检察案件的5.0%。",
        "5.0%",
        "5,000件",
        "7.0%",
    ),
    ("石浦市外贸进出口总值500.0亿元。甲类进出口300.0亿元，占全市进出口总值的60.0%。", "60.0%", "500.0亿元", "65.0%"),
]

OF_YEARS = (
    "2021至2023年度，营业收入分别为24,150万元、32,640万元、39,600万元。"
    "2022年度营业收入较2021年度增加8,490万元，增幅为35.16%；\n2023年度营业收入较2022年度增加6,960万元，增幅为21.32%。"
)
CASES += [  # a sentence tells the year of its level
    (OF_YEARS, "35.16%", "24,150万元", "38.16%"),
    (OF_YEARS, "21.32%", "32,640万元", "24.32%"),
]

PEACEFUL = [  # near twins that contradict nothing
    "城镇化率68.2%，高于全省平均水平5.1个百分点，较2022年的67.0%提高1.2个百分点。",
    "人均收入25,250元，比上年增加250元，名义增长1.0%，扣除价格因素实际下降0.4%。",
    "进出口总值420.0亿元，比上年增加20.0亿元，增长5.0%；按美元计，下降0.4%。",
    "收入1,050.0亿元，比上年增加50.0亿元；按恒定汇率，收入下跌2.0%。",
    "前五名客户销售额1.80亿元，占年度销售总额的24.0%；其中关联方0.45亿元，占年度销售总额的6.0%。",
    "在上年建成农田25万亩的基础上，又新建5万亩，总量达到30万亩，增长20%。",
    "开放床位1,480张，比核定的1,260张多220张，增长3.3%。",
    "粮食产量58.32万吨，增长1.4%，较“十三五”末的53.12万吨增加5.20万吨。",
    "公共预算收入146.43亿元，同比增长4.0%，比2020年的111.29亿元增加35.14亿元。",
    "营业收入97.75亿元，其中利息净收入72.47亿元，其他非利息收入25.28亿元。非利息净收入占营业收入的25.86%。",
    "净利润16,400.50万元。经营活动现金净额22,140.68万元，同比增长26.40%，为净利润的1.35倍。",
    "零售总额81.50亿元，增长4.7%。其中：城镇（限额以上企业）16.40亿元；乡村（限额以上企业）5.70亿元。",
    "营业收入分别为483.31亿元和395.33亿元。销售费用3.04亿元，占营业收入的比重为0.63%。",
    "举办讲座118场，是上年的1.71倍；发放手册312份，增长58.4%。",
    "基金收入86.84亿元，完成预算的104.7%（年初预算82.94亿元），同比减少20.16亿元，下降18.8%。",
    "基金收入86.84亿元，完成预算的104.7%（2023年预算82.94亿元），同比减少20.16亿元，下降18.8%。",
    "专项债券20.0亿元，主要由交通项目8.0亿元、水利项目6.0亿元构成。",
]


def claim_at(text: str, surface: str) -> tuple[str | None, list[str | None]]:
    """Return what the claim with a surface is held against, and the severities of its checks."""
    result = rd.check(rd.parse(HEAD + text)).result
    claim = next(claim for claim in result.report.claims if surface in claim.surface)
    surfaces = {metric.id: metric.figure.surface for metric in result.report.metrics}
    checks = [check for check in result.checks if check.claim == claim.id and check.check != "implied_prior"]
    return surfaces.get(claim.prior or ""), [check.severity for check in checks]


@pytest.mark.parametrize(("text", "claim", "prior", "wrong"), CASES)
def test_the_phrase_names_the_operand(text: str, claim: str, prior: str, wrong: str) -> None:
    """The claim is held against the figure that its words announce, and accused where that makes another size."""
    found, severities = claim_at(text, claim)
    assert (found, set(severities)) == (prior, {None})
    found, severities = claim_at(text.replace(claim, wrong, 1), wrong)
    assert found == prior
    assert "error" in severities


@pytest.mark.parametrize("text", PEACEFUL)
def test_what_others_or_other_bases_tell_accuses_nobody(text: str) -> None:
    """A change against others, at constant prices, in another currency or of another whole contradicts nothing."""
    assert [check for check in rd.check(rd.parse(HEAD + text)).result.checks if check.severity is not None] == []


def test_a_whole_that_all_its_parts_make_up() -> None:
    """由 … 构成 lists all parts of a total: their sum holds, or is asked about."""
    text = HEAD + "收入总量88.5亿元，由当年收入60.2亿元、补助收入13.3亿元和上年结余15.0亿元构成。"
    for total, severities in (("88.5", [None]), ("98.5", ["question"])):
        checks = rd.check(rd.parse(text.replace("88.5", total))).result.checks
        assert [check.severity for check in checks if check.check == "total"] == severities


def test_a_reason_that_a_completion_speaks_against() -> None:
    """未完成预算 gives a reason for less than 100 %, 超出预算 for more."""
    for reason, size, asked in (
        ("未完成", "103.0%", 1),
        ("未完成", "96.0%", 0),
        ("超出", "96.0%", 1),
        ("超出", "103.0%", 0),
    ):
        text = f"{HEAD}教育支出完成年初预算的{size}。{reason}年初预算的主要原因是项目变动。"
        checks = rd.check(rd.parse(text)).result.checks
        assert sum(check.check == "direction" for check in checks) == asked


def test_this_year_behind_last_year_in_a_plan() -> None:
    """In a chapter of plans what stands behind 今年 is planned, though the clause before looks back."""
    text = "石浦市2025年政府工作报告\n二、2025年工作安排\n2024年已建成充电桩1,800个，今年再新建充电桩900个。"
    assert [metric.status for metric in rd.parse(text).metrics] == ["actual", "target"]
