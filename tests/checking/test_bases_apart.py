"""Changes on different bases and parts of one whole: none is held against the other; the wrong twins still are."""

from __future__ import annotations

import pytest

import reportdiff as rd

HEAD = "某市2023年运行情况的报告\n"
HOLD = [
    "3月末，小微贷款余额545.0亿元，比年初增加25.0亿元，同比增长31.7%。",
    "9月末，存款余额820亿元，比年初增加60亿元，比上年同期增长3.2%。",
    "公务支出62.07万元，比上年决算数增加38.97万元，增长168.7%；比2019年决算数减少24.87万元，下降28.6%。",
    "因公出国费预算为0万元，支出决算为0万元，完成预算的0%。",
    "基层法院收案2720件，占全省法院收案总数的84.7%；中级法院收案439件，占13.7%。",
    "总人口性别比为104.8，比2010年人口普查的105.3下降0.5。",
    "不良贷款余额4.3亿元，其中商业银行不良贷款3.1亿元，不良贷款率0.96%。",
    "受理申请1803件，结案894件，结案率49.58%。与上年同比，受案增加167件，上升10.21%，结案率下降2.1个百分点。",
    "外债余额24475亿美元，较2023年9月末增长646亿美元，增幅2.7%。",
    "提出建议1034件。其中经济类317件，占30.7%；社会类140件，占13.5%；文教类139件，占13.4%；其他438件，占42.4%。"
    "对755件建议作了反馈，其中满意690件，占91.4%。",
    "旅游收入1322.8亿元，恢复到2019年同期的88.5%，人均花费1194元，比2019年增长3.5%。",
    "大型银行资产96亿元，占比40%，资产总额增长5.8%；中小银行资产46亿元，资产总额增长4.5%。",
]
FAIL = [
    ("收到建议37527件。有14834件是代表在调研基础上提出的，占建议总数的39.5%；其他22693件，占建议总数的61.5%。", "61.5"),
    ("受理投诉600件，解决480件，投诉解决率85.0%。", "85.0"),
    (
        "承办提案92件，已解决22件，占承办提案总数的23.91%；正在解决68件，占承办提案总数的73.91%；"
        "留作参考2件，占承办提案总数的2.71%。",
        "2.71",
    ),
    ("3月末，小微贷款余额545.0亿元，同比增加25.0亿元，增长31.7%。", "31.7"),
    ("公务支出62.07万元，比上年决算数增加38.97万元，增长186.7%；比2019年决算数减少24.87万元，下降28.6%。", "186.7"),
    ("因公出国费预算为10.0万元，支出决算为8.0万元，完成预算的90.0%。", "90.0"),
    ("受理信访97件134人，上年同期为197件375人，件数和人数分别下降50.76%、46.27%。", "-46.27"),
    ("常住人口137.3万人，与第六次全国人口普查的134万人相比，增加3.3万人，增长3.5%。", "3.5"),
]


@pytest.mark.parametrize("sentence", HOLD)
def test_other_bases_accuse_nobody(sentence: str) -> None:
    """No claim that holds on its own basis is called wrong, and nothing is asked."""
    checks = rd.check(rd.parse(HEAD + sentence)).result.checks
    assert [check.message.en for check in checks if check.severity] == []


@pytest.mark.parametrize(("sentence", "stated"), FAIL)
def test_the_wrong_twins_are_found(sentence: str, stated: str) -> None:
    """The same sentences with one wrong figure are errors."""
    checks = rd.check(rd.parse(HEAD + sentence)).result.checks
    assert {check.stated for check in checks if check.severity == "error"} == {stated}
