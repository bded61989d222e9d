"""Wordings of a change other than 同比增长X%: tenths, signs, arrows, words without a size, plans, spans of years."""

from __future__ import annotations

import pytest
from reading_texts import claims_in

from reportdiff import check, compare, parse

YEARLY = [  # last year's figure, this year's, the wording, and the verdict that was computed by hand
    ("120件", "60件", "比上年减少一半", "consistent"),
    ("120件", "95件", "同比下降了一半", "inconsistent"),
    ("200件", "140件", "同比下降3成", "consistent"),  # 140/200 = 70 %
    ("200件", "140件", "同比下降7成", "inconsistent"),
    ("80件", "122件", "比上年增加五成", "consistent"),  # +52.5 %
    ("200件", "130件", "同比下降3.5成", "consistent"),
    ("200件", "150件", "同比下降3.5成", "inconsistent"),
    ("80件", "92件", "同比+15.0%", "consistent"),
    ("80件", "92件", "同比↑25.0%", "inconsistent"),
    ("80件", "68件", "同比↓15.0%", "consistent"),
    ("80件", "68件", "同比-15.0%", "consistent"),
    ("80件", "68件", "同比+15.0%", "inconsistent"),
    ("80件", "130件", "同比激增62.5%", "consistent"),
    ("80件", "30件", "同比锐减62.5%", "consistent"),
    ("56件", "56件", "同比持平", "consistent"),
    ("56件", "66件", "同比持平", "inconsistent"),
    ("60件", "125件", "同比翻番", "consistent"),
    ("60件", "100件", "同比翻番", "inconsistent"),
    ("60件", "100件", "同比翻番", "inconsistent"),
    ("60件", "130件", "实现翻倍增长", "consistent"),
    ("60件", "110件", "实现翻倍增长", "inconsistent"),
    ("60件", "75件", "同比多办15件", "consistent"),
    ("60件", "75件", "同比多办25件", "inconsistent"),
    ("60件", "130件", "较上年实现倍增", "consistent"),
    ("120件", "60件", "同比减半", "consistent"),
    ("120件", "90件", "同比减半", "inconsistent"),
    ("400件", "190件", "较上年腰斩", "consistent"),
    ("200件", "120件", "下降到上年的六成", "consistent"),
    ("200件", "160件", "下降到上年的六成", "inconsistent"),
    ("200件", "170件", "为去年的八成五", "consistent"),
    ("400件", "341件", "相当于去年同期的85.3%", "consistent"),  # 85.25 %
    ("400件", "341件", "为去年的58.3%", "inconsistent"),
    ("40件", "95件", "增长1倍多", "consistent"),
    ("100件", "115件", "实现两位数增长", "consistent"),
    ("100件", "104件", "实现两位数增长", "inconsistent"),
    ("32件", "30件", "同比少收2件", "consistent"),
]

ONE_REPORT = [  # sentences of a report on 2023, and the verdict of their last claim
    ("税收收入预算50.0亿元，实际完成51.6亿元，超额完成3.2%。", "consistent"),
    ("税收收入预算50.0亿元，实际完成51.6亿元，超额完成13.2%。", "inconsistent"),
    ("2023年用电量146.9亿千瓦时，2018年为100.0亿千瓦时，五年累计增长46.9%。", "consistent"),
    ("2023年客运量146.9万人次，2018年为100.0万人次，五年累计增长56.9%。", "inconsistent"),
    ("2023年净利润300.00万元，2022年亏损200.00万元，实现扭亏为盈。", "consistent"),
    ("2023年净利润300.00万元，2022年净利润200.00万元，实现扭亏为盈。", "inconsistent"),
    ("2023年净利润-300.00万元，2022年净利润200.00万元，由盈转亏。", "consistent"),
    ("优良天数比例由第一季度的81.2%提升到第四季度的93.6%。", "consistent"),
    ("优良天数比例由第一季度的93.6%提升到第四季度的81.2%。", "inconsistent"),
    ("平均办理天数由改革前的31天压缩至改革后的12天。", "consistent"),
    ("平均办理天数由改革前的12天压缩至改革后的31天。", "inconsistent"),
    ("每百元营业收入成本由84.2元降为83.9元。", "consistent"),
    ("净利润亏损3,000万元，上年同期亏损2,000万元，亏损同比扩大50.0%。", "consistent"),
    ("净利润亏损3,000万元，上年同期亏损2,000万元，亏损同比扩大33.3%。", "inconsistent"),
    ("归母净利润-1,500万元，上年同期-2,000万元，亏损收窄25%。", "consistent"),
    ("归母净利润-1,500万元，上年同期-2,000万元，减亏500万元。", "consistent"),
    ("归母净利润200万元，上年同期-2,000万元，减亏2,200万元。", "consistent"),
    ("归母净利润-1,500万元，上年同期-2,000万元，亏损减少35%。", "inconsistent"),
    ("归母净利润-2,500万元，上年同期-2,000万元，亏损同比扩大25%。", "consistent"),
    ("归母净利润-2,500万元，上年同期-2,000万元，增亏800万元。", "inconsistent"),
    ("净亏损1,500万元，上年同期净亏损2,000万元，净亏损减少25.0%。", "consistent"),
    ("商品零售额660.0亿元，增速高于全国2.8个百分点，比上年增加60.0亿元，增长10.0%。", "consistent"),
    ("工业投资90.0亿元，增速快于全省3.1个百分点，较上年增加12.0亿元，增长12.5%。", "inconsistent"),
    ("溢利为港币660.0百万元，较2022年的港币600.0百万元增长16.0%。", "inconsistent"),
]

NO_CHANGE = [  # the same words where they state no change
    "政策落实后，企业税负减少一半，一半以上企业受益。",
    "优良天数比例87.5%，超额完成75%的要求。",
    "景区门票减半，惠及游客3万人次。",
    "实施企业倍增计划，新增企业20家。",
    "帮助12家企业扭亏为盈。",
    "三成员单位参加会商。",
]


@pytest.mark.parametrize(("before", "after", "wording", "verdict"), YEARLY)
def test_a_wording_is_judged_against_last_year(before: str, after: str, wording: str, verdict: str) -> None:
    """The claim is about the level before it, and is held against last year's."""
    prior, current = (
        parse(f"白鹭县司法局{year}年法治政府建设情况报告\n全年收到投诉{figure}{words}。")
        for year, figure, words in ((2022, before, ""), (2023, after, f"，{wording}"))
    )
    assert [each.metric is not None for each in current.claims] == [True]
    assert [str(each.verdict) for each in compare(prior, current).result.checks if each.check != "implied_prior"] == [
        verdict
    ]


@pytest.mark.parametrize(("sentence", "verdict"), ONE_REPORT)
def test_a_wording_is_judged_within_its_sentence(sentence: str, verdict: str) -> None:
    """The claim finds both operands in its sentence."""
    report = parse(f"石浦市2023年预算执行情况的报告\n{sentence}")
    last = report.claims[-1]
    checks = [each for each in check(report).result.checks if each.claim == last.id]
    assert verdict in [str(each.verdict) for each in checks]


@pytest.mark.parametrize("sentence", NO_CHANGE)
def test_words_of_change_that_state_none(sentence: str) -> None:
    """A plan, a name or a policy is no claim."""
    assert claims_in(sentence) == []
