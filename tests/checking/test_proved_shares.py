"""Shares, ratios and differences whose two figures the arithmetic and a few words prove."""

from __future__ import annotations

import pytest

from reportdiff import check, parse

HEAD = "临河县2025年工作情况报告\n\n一、主要工作\n"

SHARES = [  # the text, the right size, a size that slipped or None where nothing can be asked
    ("全年收到来件2573件，其中县本级968件、乡（镇）1605件，乡（镇）来件量占全县的62.4%。", "62.4%", None),
    ("补助资金1148.36万元，包括一般补助936.24万元、专项补助212.12万元，后者占18.5%。", "18.5%", None),
    ("全年受理申领470份，其中个人申领412份；单位申领58份。个人申领约占全部申领的九成，具体为87.7%。", "87.7%", None),
    ("全馆总支出640万元。\n\n二、采购\n购书费用158.7万元，占馆总支出的24.8%。", "24.8%", "28.4%"),
    ("立项437个，其中民用项目41个、行政项目396个，行政类占90.6%。", "90.6%", "96.6%"),
    ("处置事件6842起，办结事件6735起。办结与处置之比为98.4%。", "98.4%", None),
]

BEHIND = [  # the part stands behind its share
    ("全县用水总量8642万立方米，农业用水占其中的61.3%，为5298万立方米。", "61.3%", "66.3%"),
    ("会费收入482.6万元，女职工缴纳的占38.4%，计185.3万元。", "38.4%", "33.4%"),
    ("发放贷款86.42亿元，小微企业占47.5%，金额为41.05亿元。", "47.5%", "41.5%"),
]

RATIOS = [  # the text, the right ratio, a ratio that slipped
    ("全校教师1286人，在校学生21348人，生师比为16.6:1。", "16.6:1", "18.6:1"),
    ("城镇居民人均消费31260元、农村居民人均消费19840元，城乡居民消费之比为1.58。", "1.58", "1.85"),
    ("开放床位1240张，护士816人，床护比1:0.66。", "1:0.66", "1:0.86"),
    ("专任教师612人，辅导员54人，学生10812人，辅导员与学生之比为1:200。", "1:200", "1:300"),
    ("男性人口21.36万人，女性人口20.48万人，性别比为104.3。", "104.3", None),
]

RESTS = [  # the text, the right difference, one that slipped
    ("门票收入预算1280万元，实际完成1164万元，短收116万元。", "116万元", "161万元"),
    ("应收保费8642万元，实收8391万元，少收251万元。", "251万元", "215万元"),
    ("当年收入6.84亿元、支出6.31亿元，当年结余0.53亿元。", "0.53亿元", "0.35亿元"),
    ("计划招生2400人，实际录取2318人，缺额82人。", "82人", "28人"),
    ("迁入2764人、迁出3412人，进出相抵，人口净减少648人。", "648人", "748人"),
]

SUMS = [  # the text, the right sum, one that slipped
    ("年初结转在办项目36个，年内新立项214个，在办项目总数250个。", "250个", "350个"),
    ("新收信件8642件，加上上年未办结的358件，全年应办信件9000件。", "9000件", "9600件"),
    ("当年新增申报1738件，连同往年存量1124件，全年受理2862件。", "2862件", "2162件"),
    ("线上报名3264人、现场报名418人，共有3682人报名。", "3682人", "3882人"),
]

AVERAGES = [  # the text, the right average, one that slipped
    ("年末户籍人口46.85万人，流动人口12.31万人。执业医师1164人，按户籍人口计每千人拥有医师2.48人。", "2.48人", None),
    ("全院诊疗186.4万人次，受理投诉38件，每万诊疗人次投诉0.20件。", "0.20件", "0.50件"),
]

QUIET = [
    "新收信件8642件，加上协办的358件，其中重点督办件90件。",
    "年初在册职工1286人，当年招录42人，退休38人，年末总数1290人。",
    "讲座吸引听众3264人、培训学员418人等，五类活动共有3882人参加。",
    "发放贷款86.42亿元，小微企业占47.5%，为三年来最高，涉农贷款12.4亿元。",
    "教师1286人，学生21348人，队伍中高级职称占比达到41.2%，报到比为1:0.93。",
    "当年收入6.84亿元、支出6.31亿元，年末滚存结余1.93亿元。",
    "工伤保险当年结余0.30亿元，年末累计结余2.90亿元；失业保险上年结余2.40亿元。",
    "收入86.42亿元，完成调整预算的100.7%，上级补助超收3.20亿元。",
    "专项债券限额6亿元，余额6亿元，剩余限额60亿元。",
    "教职工3200人，其中女教师480人，男教师占85.0%。",
    "普通高中61所，招生2.70万人，毕业0.84万人，初中毕业升学率69.4%。",
]


def _said(text: str, surface: str) -> tuple[set[str], set[str]]:
    """Return the verdicts and the severities of the checks that rest on a surface of the text."""
    start = (HEAD + text).rindex(surface)
    made = [
        one
        for one in check(parse(HEAD + text)).result.checks
        if any(at.span.start < start + len(surface) and at.span.end > start for at in one.evidence)
    ]
    return {one.verdict.value for one in made} - {"unchecked"}, {one.severity.value for one in made if one.severity}


@pytest.mark.parametrize(("text", "right", "wrong"), [*SHARES, *BEHIND, *RATIOS, *RESTS, *SUMS, *AVERAGES])
def test_two_figures_prove_a_third(text: str, right: str, wrong: str | None) -> None:
    """What holds is decided without a finding; what one digit or two exchanged ones explain is asked about."""
    verdicts, severities = _said(text, right)
    assert verdicts <= {"consistent", "within_precision"}
    assert verdicts
    assert not severities
    if wrong is not None:
        assert _said(text.replace(right, wrong), wrong)[1] in ({"question"}, {"warning"})


@pytest.mark.parametrize("text", QUIET)
def test_what_two_figures_do_not_make_asks_nothing(text: str) -> None:
    """Other ratios, and what is left of other years, say nothing against the figures beside them."""
    assert not [one.message.zh for one in check(parse(HEAD + text)).result.checks if one.severity is not None]
