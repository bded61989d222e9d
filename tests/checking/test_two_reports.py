"""The findings about the later one of two reports."""

from __future__ import annotations

import pytest

from reportdiff import check, compare, parse

BEFORE = "某市2022年度工作情况的报告\n\n一、主要工作\n"
AFTER = "某市2023年度工作情况的报告\n\n一、主要工作\n"
PLAN = "\n二、2023年工作计划\n"

CASES = [
    # last year's text, this year's text, check, verdict, severity
    ("全年受理信访件132件。", "全年受理信访件287件，同比上升117.42%。", "growth", "consistent", None),
    ("全年受理信访件132件。", "全年受理信访件287件，同比上升107.42%。", "growth", "inconsistent", "error"),
    ("全年受理信访件132件。", "全年受理信访件287件，比上年131件增加156件。", "prior_restated", "unchecked", "question"),
    # a remark on last year without a change
    ("网上立案率达到45.2%。", "网上立案率达到61.8%，而上年为54.2%。", "prior_restated", "unchecked", "question"),
    ("举办干部考试共4283人次。", "举办干部考试共4283人次。", "carry_over", "unchecked", "question"),
    ("受理信访件132件，同比上升12.35%。", "受理信访件151件，同比上升12.35%。", "carry_over", "unchecked", "question"),
    ("网上立案率达到45.2%。", "网上立案率达到61.8%，提高16.6个百分点。", "points", "consistent", None),
    ("网上立案率达到45.2%。", "网上立案率达到61.8%，提高61.6个百分点。", "points", "inconsistent", "error"),
    # a difference of two rates with % for 个百分点
    ("网上立案率达到45.2%。", "网上立案率达到61.8%，同比提高16.6%。", "growth", "inconsistent", "warning"),
    ("净息差1.86%。", "净息差1.69%，同比收窄17个基点。", "points", "consistent", None),
    ("净息差1.86%。", "净息差1.69%，同比收窄27个基点。", "points", "inconsistent", "error"),
    # 个 alone against 个百分点, and a budget's title that the next sentence shortens
    (
        "一级资本充足率11.05%，资本充足率13.28%。",
        "一级资本充足率11.48%，资本充足率13.72%，分别提高0.43个和0.14个百分点。",
        "points",
        "consistent",
        None,
    ),
    # a change without a unit, in the level's own or in % without its sign
    ("每千人口床位7.2张。", "每千人口床位6.8张，下降0.4。", "growth", "unchecked", None),
    ("每千人口床位7.2张。", "每千人口床位6.8张，下降5.6。", "growth", "consistent", None),
    ("每千人口床位7.2张。", "每千人口床位6.8张，下降0.4%。", "growth", "inconsistent", "error"),
    # more were new than the total rose: some were closed
    ("经营主体总数达12064户。", "新增经营主体3016户，经营主体总数达14025户。", "stock_flow", "unchecked", "note"),
    ("经营主体总数达12064户。", "新增经营主体1038户，经营主体总数达14025户。", "stock_flow", "unchecked", "question"),
]


@pytest.mark.parametrize(("before", "after", "rule", "verdict", "severity"), CASES)
def test_findings_of_two_years(before: str, after: str, rule: str, verdict: str, severity: str | None) -> None:
    """A change is judged by last year's own figure; figures that were carried over or restated are questions."""
    result = compare(parse(BEFORE + before), parse(AFTER + after)).result
    found = [item for item in result.checks if item.check == rule]
    assert found, [(item.check, item.message.zh) for item in result.checks]
    assert (found[0].verdict.value, found[0].severity.value if found[0].severity else None) == (verdict, severity)


def test_a_target_is_reported_and_not_judged() -> None:
    """Last year's target stands beside this year's actual figure: reported as a note, never as a change."""
    result = compare(
        parse(BEFORE + "新建公园100座。" + PLAN + "新建公园120座。"), parse(AFTER + "新建公园127座。")
    ).result
    followed = [item for item in result.checks if item.check == "target_met"]
    assert [item.severity.value for item in followed if item.severity] == ["note"]
    assert "120座" in followed[0].message.zh


def test_a_repeated_change_that_the_levels_confirm_is_no_question() -> None:
    """The same percentage in two years is no question where this year's figures confirm it."""
    before, after = "产值100.0亿元，增长11.2%。", "产值111.2亿元，增长11.2%。"
    result = compare(parse(BEFORE + before), parse(AFTER + after)).result
    assert [item.verdict.value for item in result.checks if item.check == "growth"] == ["consistent"]
    assert not [item for item in result.checks if item.check == "carry_over"]


def test_a_rate_that_its_own_figures_make_was_not_copied() -> None:
    """A completion equal to last year's asks nothing where plan and outcome of its own year make it."""
    prior = parse("南渡市2022年预算执行报告\n2022年，公共预算收入120.21亿元，完成预算119.4亿元的100.7%。")
    for plan, asked in (("129.5亿元", 0), ("129.9亿元", 1)):
        text = f"南渡市2023年预算执行报告\n2023年，公共预算收入130.41亿元，完成预算{plan}的100.7%。"
        checks = compare(prior, parse(text)).result.checks
        assert sum(check.check == "carry_over" for check in checks) == asked


def test_a_name_printed_once_is_judged_beside_a_similar_one() -> None:
    """A rate with a near namesake beside it is judged where both reports print its name once."""
    before = "核心一级资本充足率11.92%，资本充足率12.46%。"
    after = "资本充足率12.71%，核心一级资本充足率12.05%，较年初提高0.25个百分点。"
    result = compare(parse(BEFORE + before), parse(AFTER + after)).result
    assert [item.verdict.value for item in result.checks if item.check == "points"] == ["inconsistent"]


@pytest.mark.parametrize(
    "text",
    [
        "财政收入37.9亿元，其中税收收入30.6亿元；财政支出75.2亿元。",
        "招聘专业技术人员86人，其中硕士21人；全区卫生技术人员5124人。",
        "全体居民人均可支配收入29864元，其中城镇居民39620元，农村居民19345元。",
        "上年结转2件，均已答复，其中予以公开14件、部分公开3件。",
        "查办案件1426件，其中一般程序986件，简易程序440件；移送公安机关18件。",
    ],
)
def test_parts_belong_to_their_own_whole(text: str) -> None:
    """其中 reaches no other whole, no opposite account and nothing behind a complete list; averages have no parts."""
    found = check(parse(AFTER + text)).result.checks
    assert not [item.message.zh for item in found if item.severity is not None]


def test_a_fund_called_budget_has_outcomes() -> None:
    """A figure of 政府性基金预算 in a final account is an outcome and no plan."""
    text = "某局2023年度部门决算\n一、政府性基金预算财政拨款支出情况说明\n政府性基金预算财政拨款收入44.2万元。\n"
    assert [metric.status.value for metric in parse(text).metrics] == ["actual"]


def test_a_plan_for_a_year_is_not_held_against_several() -> None:
    """What five years came to, or a growth over them, answers no plan for one year; a rise of prices meets none."""
    plan = parse(
        "青山省2025年政府工作报告\n二、2025年工作安排\n"
        "今年要完成营造林60万亩。地区生产总值增长5%左右，居民消费价格涨幅2%左右。\n"
    )
    done = parse(
        "青山省2026年政府工作报告\n一、“十四五”时期和2025年工作回顾\n过去五年极不寻常。\n"
        "生态持续向好。完成营造林319万亩，地区生产总值年均增长5.2%。\n"
        "刚刚过去的2025年很不平凡。地区生产总值增长5.4%，居民消费价格上涨0.1%。\n"
    )
    messages = [item.message.en for item in compare(plan, done).result.checks if item.check == "target_met"]
    assert [message.split(": ")[-1] for message in messages] == ["met.", "unclear whether met."]
    assert not any("营造林" in message or "5.2" in message for message in messages)


@pytest.mark.parametrize(("claim", "verdict"), [("增长15.0%", "consistent"), ("增长5.0%", "inconsistent")])
def test_a_heading_gives_its_area_to_figures_under_it(claim: str, verdict: str) -> None:
    """市级 as a heading is the city's own level, in both years."""
    before = "安丰市2023年预算执行情况的报告\n（一）市级\n市级卫生健康支出8.00亿元。"
    after = "安丰市2024年预算执行情况的报告\n（一）市级\n市级一般公共预算支出90.0亿元，其中卫生健康支出9.20亿元，"
    checks = compare(parse(before), parse(f"{after}{claim}。")).result.checks
    assert verdict in {item.verdict.value for item in checks if item.check == "growth"}


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("较上年预算数下降10.0%", "consistent"),
        ("较上年执行数下降10.0%", "inconsistent"),
        ("较上年执行数增长12.5%", "consistent"),
    ],
)
def test_what_a_budget_came_to_is_named_by_its_verb(words: str, verdict: str) -> None:
    """支出执行16.0亿元 is the outcome of 支出, as 支出完成16.0亿元 is."""
    text = (
        "关于安丰县2023年预算执行情况和2024年预算草案的报告\n一、2023年预算执行情况\n"
        "全县教育支出执行16.0亿元，为预算20.0亿元的80.0%。\n二、2024年预算草案\n全县教育支出安排18.0亿元，"
    )
    assert [
        item.verdict.value for item in check(parse(f"{text}{words}。")).result.checks if item.check == "growth"
    ] == [verdict]


@pytest.mark.parametrize(("rate", "verdict"), [("20.0%", "consistent"), ("30.0%", "inconsistent")])
def test_a_year_named_behind_five_years(rate: str, verdict: str) -> None:
    """What a sentence says of five years ends where its next part names one year."""
    prior = parse("安丰县人民检察院2022年工作报告\n2022年，办理公益诉讼案件300件。")
    words = "过去五年，办理公益诉讼案件1500件，是前五年的2.5倍；2023年办理公益诉讼案件360件"
    current = parse(f"安丰县人民检察院2023年工作报告\n{words}，同比增长{rate}。")
    checks = [item for item in compare(prior, current).result.checks if item.check == "growth"]
    assert [item.verdict for item in checks] == [verdict]


# last year's report says that its figures were preliminary, or the present one shows it twice
PRELIMINARY = [
    (
        "教育支出2165亿元。农林水支出1190亿元。决算后上述数字将会有一些变化。",
        "教育支出2188亿元，增长0.5%。农林水支出1323亿元，增长9.7%。",
    ),
    (
        "税收8.20亿元，社保基金6.00亿元，教育支出2165亿元，农林水支出1190亿元。",
        "税收9.00亿元，增加0.72亿元，增长8.7%。社保基金6.60亿元，增加0.54亿元，增长8.9%。"
        "教育支出2188亿元，增长0.5%。农林水支出1323亿元，增长9.7%。",
    ),
    (
        "年末户籍人口58.20万人，常住人口61.30万人。注：本公报数据为初步统计数。",
        "年末户籍人口58.60万人，增长0.5%。常住人口61.80万人，增长0.5%。",
    ),
]


@pytest.mark.parametrize(("before", "after"), PRELIMINARY)
def test_a_preliminary_prior_accuses_nobody(before: str, after: str) -> None:
    """A claim that misses a figure which changed later is asked about."""
    result = compare(parse(BEFORE + before), parse(AFTER + after)).result
    assert not [item for item in result.checks if item.severity in ("error", "warning")]
    assert [item for item in result.checks if item.severity == "question"]


def test_a_preliminary_prior_does_not_excuse_a_wrong_rate() -> None:
    """A rate that no revision explains stays an error."""
    before = "教育支出2165亿元。决算后上述数字将会有一些变化。"
    result = compare(parse(BEFORE + before), parse(AFTER + "教育支出2288亿元，增长15.7%。")).result
    assert [item.severity for item in result.checks if item.check == "growth"] == ["error"]


def test_the_rate_of_a_base_is_last_years_own() -> None:
    """A rate in brackets behind 上年基数 is not of this year."""
    before, after = "教育支出2116亿元，增长28.3%。", "教育支出2180亿元，增长3.0%，主要是上年基数较高（增长28.3%）。"
    result = compare(parse(BEFORE + before), parse(AFTER + after)).result
    assert not [item for item in result.checks if item.severity in ("error", "warning")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("医疗卫生支出8209万元。", "医疗卫生与计划生育支出10086万元，增长9.8%。"),
        ("文化旅游投诉820件。", "文化旅游和体育投诉1006件，下降3.5%。"),
        ("货物运输量6120万吨。", "货物和邮件运输量7400万吨，增长2.4%。"),
    ],
)
def test_a_name_that_takes_in_more_accuses_nobody(before: str, after: str) -> None:
    """A metric to which another was joined is not last year's."""
    result = compare(parse(BEFORE + before), parse(AFTER + after)).result
    assert not [item for item in result.checks if item.severity in ("error", "warning")]


PARTS = [
    # last year's report, this year's report, whether the change may be held against last year's figure
    ("2023年1至9月，受理申请450件。", "2024年1至6月，受理申请320件，同比增加20件。", False),
    ("2023年上半年，受理申请310件。", "2024年1-6月，受理申请320件，同比增加20件。", True),
    ("2023年1—8月，受理申请310件。", "2024年1—8月份，受理申请320件，同比增加20件。", True),
    (
        "某市2023年1—6月预算执行情况\n一般公共预算收入80亿元。",
        "某市2024年1—8月预算执行情况\n一般公共预算收入120亿元，同比增加10亿元。",
        False,
    ),
    ("某市2023年8月统计月报\n受理申请80件。", "某市2024年8月统计月报\n受理申请120件，同比增加10件。", True),
    ("某市2023年5月统计月报\n受理申请80件。", "某市2024年8月统计月报\n受理申请120件，同比增加10件。", False),
    ("2023年，受理申请310件。", "2024年上半年，受理申请320件，同比增加20件。", False),
]


@pytest.mark.parametrize(("before", "after", "may_fail"), PARTS)
def test_parts_of_two_years_are_held_against_the_same_part(before: str, after: str, may_fail: bool) -> None:
    """A wrong change accuses over the same months of last year, and never over other months or the whole year."""
    result = compare(parse(before), parse(after)).result
    assert any(item.severity == "error" for item in result.checks) == may_fail


def test_a_change_of_a_level_without_a_unit() -> None:
    """The ratio of two incomes and its change have no unit; the change holds over the ratio of last year's report."""
    before = parse("青禾市2022年统计公报\n城乡居民收入比为 2.53。", year=2022)
    for change, verdict in (("0.02", "consistent"), ("0.12", "inconsistent")):
        text = f"青禾市2023年统计公报\n城乡居民收入比为 2.51，比上年缩小 {change}。详见附表 1、2、3。"
        after = parse(text, year=2023)
        result = compare(before, after).result
        assert [each.verdict.value for each in result.checks if each.check == "absolute"] == [verdict]
        assert not after.unread


def test_words_that_count_the_own_figure() -> None:
    """案件数 is of the cases, though the change holds over the persons beside them; without it, either may be meant."""
    before = parse("青禾县公安局2022年工作总结\n侦破毒品案件64起72人。", year=2022)
    for subject, severity in (("案件数", "error"), ("", "question")):
        after = parse(f"青禾县公安局2023年工作总结\n侦破毒品案件48起63人，{subject}同比下降12.5%。", year=2023)
        checks = compare(before, after).result.checks
        assert [each.severity and each.severity.value for each in checks if each.check == "growth"] == [severity]
