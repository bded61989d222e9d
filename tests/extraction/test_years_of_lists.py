"""Lists that print one thing for several years: their periods, and the shares and changes stated of them."""

from __future__ import annotations

import pytest

from reportdiff import check, parse

PERIODS = [
    (
        "2020年、2021年及2022年1-6月，公司毛利分别为310万元、365万元和190万元。",
        ["2020", "2021", "2022H1"],
    ),
    ("2020年末、2021年末和2022年9月末，存款余额分别为31亿元、36亿元和38亿元。", ["2020", "2021", "as_of:2022-09-30"]),
    (
        "截至2020年12月31日、2021年12月31日和2022年6月30日，存货分别为31万元、36万元和38万元。",
        ["2020", "2021", "as_of:2022-06-30"],
    ),
    ("2021年、2022年，门诊量分别为20万人次、24万人次。住院量分别为1万人次、2万人次。", ["2021", "2022"] * 2),
    ("2021年前三季度，公司营业收入41亿元，净利润3亿元。", ["2021Q1-3", "2021Q1-3"]),
    ("2021 年 一 季度实现保费收入41亿元，赔付支出13亿元。", ["2021Q1", "2021Q1"]),
    ("截至2021年9月30日止九个月，集团收入41亿元。", ["2021Q1-3"]),
    ("截至2021年12月31日止年度，集团收入41亿元。", ["2021"]),
    ("2021年6月末，贷款余额41亿元。", ["as_of:2021-06-30"]),
]

VERDICTS = [  # the verdicts of all claims that are decided, computed by hand
    (
        "2020年、2021年和2022年，营业收入分别为200万元、240万元和300万元。"
        "研发费用分别为12万元、15万元和18万元，占营业收入的比例分别为6.00%、6.25%和6.00%。",
        ["consistent"] * 3,
    ),
    (
        "2020年、2021年和2022年，营业收入分别为200万元、240万元和300万元。"
        "研发费用分别为12万元、15万元和18万元，占营业收入的比例分别为6.00%、6.52%和6.00%。",
        ["consistent", "inconsistent", "consistent"],
    ),
    (
        "2020年至2022年，全院门诊分别为20万人次、24万人次、30万人次，其中急诊2万人次、3万人次、3.6万人次，"
        "占比分别为10%、12.5%、12%。",
        ["consistent"] * 3,
    ),
    (
        "2020年、2021年及2022年上半年，公司营业收入分别为200万元、240万元和150万元，同比增长10.0%、20.0%、5.0%。",
        ["consistent"],
    ),
    (
        "2020年末、2021年末和2022年末，在建工程分别为120万元、360万元和90万元。\n"
        "2021年末，在建工程较2020年末增加240万元，增幅200.00%。",
        ["consistent"] * 2,
    ),
    (
        "2019年至2021年，公司营业收入分别为200万元、240万元和300万元，2020年度和2021年度营业收入增长率分别为20%和25%。",
        ["consistent"] * 2,
    ),
    (
        "2019年、2020年、2021年和2022年1-3月，公司收入分别为100.0万元、120.0万元、150.0万元和40.0万元。"
        "2020年、2021年公司收入分别同比增长20.0%和25.0%。",
        ["consistent"] * 2,
    ),
    (
        "报告期各期末，公司存货分别为120万元、150万元和180万元，2021年末较2020年末增加30万元，增幅25.00%；"
        "2022年末较2021年末增加30万元，增幅25.00%。",
        ["consistent", "consistent", "consistent", "inconsistent"],
    ),
    ("报告期各期末，公司存货分别为120万元、150万元和180万元，2021年末较2020年末增加30万元，增幅25.00%。", []),
    (
        "报告期各期末，公司负债总额分别为640.0万元、1330.0万元、1530.0万元。\n"
        "报告期各期末，公司应交税费分别为147.2万元、266.0万元、76.5万元，占各期末负债总额的比重分别为23.00%、20.00%、5.50%。",
        ["consistent", "consistent"],  # the third is asked about
    ),
    (
        "报告期内，公司综合毛利率分别为30.1%、28.4%和27.0%，其中2021年较2020年下降1.7个百分点，"
        "2022年较2021年下降1.4个百分点。",
        ["consistent"] * 2,
    ),
    (
        "2021年，公司营业收入4.00亿元。2022年上半年，公司营业收入3.00亿元，占2021年度的75.0%。",
        ["consistent"],
    ),
    ("2022年会议费预算54.00万元，2021年预算为45.00万元，同比增长20.0%。", ["consistent"]),
    ("2022年会议费预算54.00万元，2021年预算为45.00万元，同比增长16.7%。", ["inconsistent"]),
    ("2021年6月末，贷款余额120亿元，较上年同期增长20%。2020年末，贷款余额110亿元。", []),
    ("2021年6月末，贷款余额121亿元，较上年末增长10%。2020年末，贷款余额110亿元。", ["consistent"]),
    ("2021年6月末，贷款余额121亿元，较上年末增长20%。2020年末，贷款余额110亿元。", ["inconsistent"]),
    (
        "2021年，公司净利润281.34万元，同比下降28.7%（上年同期为394.66万元）。\n净利润691.12万元，同比增长93.55%。",
        ["consistent"],  # two sizes are printed for one year: the base is of the first
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), PERIODS)
def test_each_figure_has_the_period_that_its_list_or_its_sentence_names(sentence: str, expected: list[str]) -> None:
    """The last of a list may be a part of its year, and later figures of a sentence are of the same part."""
    levels = [metric for metric in parse(sentence).metrics if metric.kind.value != "ratio"]
    assert [metric.period.label for metric in levels if metric.period is not None] == expected


@pytest.mark.parametrize(("sentence", "expected"), VERDICTS)
def test_shares_and_changes_of_a_list_are_held_against_their_own_year(sentence: str, expected: list[str]) -> None:
    """Part, whole, level and base are those of one place of the lists, and of one length of time."""
    decided = [each for each in check(parse(sentence)).result.checks if each.claim and each.verdict != "unchecked"]
    assert list({each.claim: each.verdict.value for each in decided}.values()) == expected


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("2021年，38家银行净利润同比增长1.59%。", "银行净利润"),
        ("2021年，12个县区财政收入同比增长5%。", "县区财政收入"),
        ("2021年，立案38件涉案金额同比增长5%。", "涉案金额"),
        ("2021年，40个监测点平均浓度下降12.5%。", "监测点平均浓度"),
    ],
)
def test_a_change_of_a_measure_is_not_of_the_number_of_things_that_have_it(sentence: str, name: str) -> None:
    """38家银行净利润: the change is of 净利润, of which no level is printed."""
    (claim,) = parse(sentence).claims
    assert (claim.metric_name, claim.current) == (name, None)


def test_a_list_of_changes_with_a_subject_of_its_own_is_of_that_subject() -> None:
    """The second list is as long as the first one, and of another thing."""
    claims = parse(
        "2019年、2020年、2021年营业收入同比增长5.1%、6.2%、7.3%；同期净利润同比增长8.4%、9.5%、1.6%。"
    ).claims
    assert [claim.metric_name for claim in claims[3:]] == ["净利润"] * 3


def test_a_part_or_what_is_pointed_at_is_no_whole_by_its_name() -> None:
    """其他流动资产 is a part of 流动资产, and 该项业务 is that of another clause."""
    (part,) = parse("2021年末，公司其他流动资产2500万元。公司其他应收款548万元，占流动资产的0.77%。").claims
    (pointing,) = parse("2021年，对该项业务五名客户的销售收入756万元。维修收入469万元，占该项业务收入的41.1%。").claims
    assert (part.prior, pointing.prior) == (None, None)


@pytest.mark.parametrize(
    "sentence",
    [
        "2021年、2020年，销售收入大幅减少，减少额分别为9.1万元和18.9万元，减幅为61.8%和56.3%。",  # of the income
        "公司中标量2020年比2019年增长62.2%，2021年中标量为103.4万吨。",  # the level of 2020 is not printed
    ],
)
def test_a_change_whose_level_is_not_printed_has_none(sentence: str) -> None:
    """Neither the size of a decrease nor the level of a later year is what changed."""
    assert {claim.current for claim in parse(sentence).claims} == {None}


def test_a_change_of_the_number_is_of_the_figure() -> None:
    """数量 is the number itself."""
    (claim,) = parse("2021年，招收15名研究生数量同比增长25%。").claims
    assert claim.current == "m1"
