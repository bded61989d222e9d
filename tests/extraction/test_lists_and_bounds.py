"""Names and claims of figures in lists, behind bounds, and of measures of what was just counted."""

from __future__ import annotations

import pytest
from reading_texts import names_in

import reportdiff as rd

NAMES: dict[str, list[tuple[str, str]]] = {
    # a bound tells apart what the figure behind it counts
    "购房面积90平方米以下1876笔，144平方米以上436笔。": [
        ("1876笔", "购房面积90平方米以下"),
        ("436笔", "购房面积144平方米以上"),
    ],
    "查处100万元以上案件12件，10万元以上20件。": [
        ("100万元以上", "查处案件"),
        ("12件", "查处100万元以上案件"),
        ("20件", "查处10万元以上案件"),
    ],
    "60周岁以上老年人口12.3万人，65周岁以上8.9万人。": [
        ("12.3万人", "60周岁以上老年人口"),
        ("8.9万人", "65周岁以上老年人口"),
    ],
    # three shares without a sign that add up to a hundred
    "三次产业结构调整为5.4:40.3:54.3，对经济增长的贡献率分别为6.1%、35.2%和58.7%。": [
        ("5.4", "第一产业比重"),
        ("40.3", "第二产业比重"),
        ("54.3", "第三产业比重"),
        ("6.1%", "第一产业对经济增长的贡献率"),
        ("35.2%", "第二产业对经济增长的贡献率"),
        ("58.7%", "第三产业对经济增长的贡献率"),
    ],
    "三次产业增加值结构为9.1、41.2、49.7。": [
        ("9.1", "第一产业增加值比重"),
        ("41.2", "第二产业增加值比重"),
        ("49.7", "第三产业增加值比重"),
    ],
    "一二三产业项目编号为3:14:159。": [],
    # a list in the clause before, and heads that all share
    "主要罪名是诈骗罪和盗窃罪，分别为132人和76人。": [("132人", "诈骗罪"), ("76人", "盗窃罪")],
    "生猪、肉牛、肉羊存栏分别为36万头、16万头和5万头。": [
        ("36万头", "生猪存栏"),
        ("16万头", "肉牛存栏"),
        ("5万头", "肉羊存栏"),
    ],
    "第一季度、第二季度进出口规模分别为71亿元和76亿元。": [
        ("71亿元", "第一季度进出口规模"),
        ("76亿元", "第二季度进出口规模"),
    ],
    "声环境质量昼间、夜间总达标率分别为95.0%、85.6%。": [
        ("95.0%", "声环境质量昼间总达标率"),
        ("85.6%", "夜间总达标率"),
    ],
    "垃圾处理率、污水处理率均达98%。": [("98%", "垃圾处理率"), ("98%", "污水处理率")],
    # a bound counts nothing, and the next one takes its noun
    "年产值超过2亿元的企业有46家，超过20亿元的有7家。": [
        ("超过2亿元", "年产值"),
        ("46家", "年产值超过2亿元的企业"),
        ("超过20亿元", "年产值"),
        ("7家", "年产值超过20亿元的企业"),
    ],
    "失业率2.2%，低于4.6%的控制目标。": [("2.2%", "失业率"), ("低于4.6%", "失业率控制目标")],
    # what holds so many kinds, what is left of what was counted, a measure of what was just counted
    "评审形式包括自评、互评、专家评审等3种形式。": [("3种", "评审形式")],
    "制定文件4件，清理废止文件2件，现行有效文件21件。": [
        ("4件", "制定文件"),
        ("2件", "清理废止文件"),
        ("21件", "现行有效文件"),
    ],
    "监测的46个断面水质优良比例为91.3%。": [("46个", "监测断面"), ("91.3%", "监测断面水质优良比例")],
    "医疗机构诊疗27万人次，其中：公立医院23万人次，民营医院4万人次。": [
        ("27万人次", "医疗机构诊疗"),
        ("23万人次", "公立医院诊疗"),
        ("4万人次", "民营医院诊疗"),
    ],
    "县检察院提起公诉193人、不起诉66人。": [("193人", "县检察院提起公诉"), ("66人", "不起诉")],
    "24个案例入选全国、全省典型案例。": [("24个", "入选全国、全省典型案例的案例")],
    # units that are one, and a quarter that is no figure
    "公路密度52.3公里/百平方公里，载客量88.6万客位，重污染395天次。": [
        ("52.3公里/百平方公里", "公路密度"),
        ("88.6万客位", "载客量"),
        ("395天次", "重污染"),
    ],
    "2023年3季度粮食收购量121万吨。": [("121万吨", "3季度粮食收购量")],
    "城关、河东和北岸三个片区分别实现产值86亿元、35亿元和18亿元。": [
        ("三个", "城关、河东和北岸片区"),
        ("86亿元", "城关产值"),
        ("35亿元", "河东产值"),
        ("18亿元", "北岸产值"),
    ],
    "甲、乙两个园区分别入驻企业121家和82家。": [("121家", "甲园区"), ("82家", "乙园区")],
    "（一）整体毛利增长31%至49亿元，股东应占溢利增加75%至19亿元。": [
        ("49亿元", "整体毛利"),
        ("19亿元", "股东应占溢利"),
    ],
    "借款合共12亿元，末期股息每股3.60港仙。": [("12亿元", "借款"), ("3.60港仙", "末期股息每股")],
    "总投资3个亿以上的项目12个。": [("3个亿以上", "项目投资"), ("12个", "总投资3个亿以上的项目")],
    "臭氧日最大8小时平均浓度158微克/立方米。": [("158微克/立方米", "臭氧日最大8小时平均浓度")],
    "其中国税收入1016万元。": [("1016万元", "国税收入")],
}


@pytest.mark.parametrize("sentence", NAMES)
def test_each_figure_of_a_list_has_its_own_name(sentence: str) -> None:
    """Each figure has the name that a reader would put in a table row."""
    assert names_in(sentence) == NAMES[sentence]


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("公路密度52.3公里/百平方公里，增加1.7公里/百平方公里。", [("增加1.7公里/百平方公里", "52.3公里/百平方公里")]),
        ("药占比降至25.4%，人员支出占比提升至42.3%。", [("降至25.4%", "25.4%"), ("提升至42.3%", "42.3%")]),
        ("失业率2.2%，低于4.6%的控制目标。", []),
        ("支出30万元，比预算数减少3万元。", [("比预算数减少3万元", "30万元")]),
        (
            "零售：利润增加2倍至1.3亿元；批发：营业额149亿元，利润增长69%至30.6亿元。",
            [("增加2倍", "1.3亿元"), ("增长69%", "30.6亿元")],
        ),
        ("毛利为436百万元，较上年391百万元增长11.5%；毛利率为20.4%。", [("增长11.5%", "436百万元")]),
        ("投资增长8%，增速比规模以上工业快4.8个百分点。", [("增长8%", None), ("比规模以上工业快4.8个百分点", None)]),
        ("本外币各项存款余额826亿元；按可比口径计算，本外币存款余额同比增长7.9%。", [("同比增长7.9%", "826亿元")]),
    ],
)
def test_a_claim_has_its_own_level(sentence: str, claims: list[tuple[str, str | None]]) -> None:
    """A change, a level after a change and a bound are told apart, and each change has its level."""
    report = rd.parse(sentence)
    surfaces = {metric.id: metric.figure.surface for metric in report.metrics}
    assert [(claim.surface, surfaces.get(claim.current or "")) for claim in report.claims] == claims


@pytest.mark.parametrize(
    ("sentence", "bases"),
    [
        (
            "投资增长8%，高于GDP增速1.2个百分点，比上年高2.3个百分点。",
            ["previous_year", "other_total", "previous_year"],
        ),
        ("进度较序时进度快3.2个百分点。", ["target"]),
        ("增速分别比规模以上工业快4.8和3.3个百分点。", ["other_total", "other_total"]),
        ("支出30万元，比年初预算数减少3万元。", ["budget"]),
    ],
)
def test_a_distance_is_from_what_it_names(sentence: str, bases: list[str]) -> None:
    """A rate that is so far from another rate is measured against that one, not against last year's."""
    assert [str(claim.basis) for claim in rd.parse(sentence).claims] == bases


@pytest.mark.parametrize("part", ["其中市本级受理178件", "市级受理178件"])
def test_a_part_of_an_area_ends_with_its_sentence(part: str) -> None:
    """What is said of a part of an area does not hold for the sentences behind it."""
    report = rd.parse(f"新河市2022年工作报告\n一、行政复议\n全市收到申请486件，{part}。审结402件。")
    assert [metric.facets.area for metric in report.metrics] == ["全市", "市本级", "全市"]


def test_a_part_that_leads_a_paragraph_holds_to_its_end() -> None:
    """Behind 其中 at the head of a paragraph every sentence is of that part, and the next paragraph is not."""
    report = rd.parse(
        "新河市2022年预算执行情况的报告\n一、社会保险基金\n全市基金收入486万元。\n"
        "其中：市本级养老保险基金收入178万元。支出152万元。\n失业保险基金收入23万元。"
    )
    assert [metric.facets.area for metric in report.metrics] == ["全市", "市本级", "市本级", "全市"]


def test_verbs_that_or_joins_hand_no_object_on() -> None:
    """Decisions in a row are each of the same cases, however many verbs name one."""
    assert names_in("审结402件，其中维持186件，撤销或者确认违法38件，终止104件。")[2:] == [
        ("38件", "撤销或者确认违法"),
        ("104件", "终止"),
    ]
