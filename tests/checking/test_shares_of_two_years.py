"""Shares that bear the name of their part, their changes against last year's part and whole, and declared bases."""

from __future__ import annotations

import pytest

from reportdiff import check, compare, parse
from reportdiff.model import CheckResult, ComparisonResult

COURT = "某市中级人民法院{}年工作报告\n一、主要工作\n"
HOSPITAL = "某市人民医院{}年度工作报告\n一、运营情况\n"
BULLETIN = "某市{}年国民经济和社会发展统计公报\n一、综合\n"

INTAKE = "全年受理申请600件，其中自然人申请450件、法人申请150件。"
DRUGS = "全年医疗收入2000.0万元，其中药品收入500.0万元。"
STAFF = "全年总支出2000.0万元，按性质分为人员支出800.0万元、药品支出700.0万元、其他支出500.0万元。"
MEAT = "全年肉类总产量40.00万吨，其中猪肉产量30.00万吨。"

SHARE_OF_INTAKE = "全年受理申请800件，其中自然人申请640件、法人申请160件；自然人申请占比80.0%，比上年提高{}个百分点。"
SHARE_OF_INCOME = "全年医疗收入2500.0万元，其中药品收入550.0万元，占医疗收入的22.0%，同比下降{}个百分点。"
SHARE_OF_SPENDING = "全年总支出2500.0万元，其中人员支出1050.0万元，占总支出的42.0%，比上年提高{}个百分点。"
SHARE_OF_MEAT = "全年肉类总产量41.00万吨，其中猪肉产量29.00万吨，占肉类总产量的70.7%，比上年回落{}个百分点。"

CHANGES = [  # the report, last year, this year, the change of the share, its severity
    (COURT, INTAKE, SHARE_OF_INTAKE, "5.0", None),
    (COURT, INTAKE, SHARE_OF_INTAKE, "8.0", "error"),
    (HOSPITAL, DRUGS, SHARE_OF_INCOME, "3.0", None),
    (HOSPITAL, DRUGS, SHARE_OF_INCOME, "1.0", "error"),
    (HOSPITAL, STAFF, SHARE_OF_SPENDING, "2.0", None),
    (HOSPITAL, STAFF, SHARE_OF_SPENDING, "5.0", "error"),
    (BULLETIN, MEAT, SHARE_OF_MEAT, "4.3", None),
    (BULLETIN, MEAT, SHARE_OF_MEAT, "2.3", "error"),
]


def _raised(result: CheckResult | ComparisonResult, surface: str) -> set[str | None]:
    """Return the severities of what is said of the claims with these words, None for what holds."""
    report = result.current.report if isinstance(result, ComparisonResult) else result.report
    claims = {claim.id for claim in report.claims if surface in claim.surface}
    decided = [
        each for each in result.checks if each.claim in claims and (each.severity or each.verdict == "consistent")
    ]
    return {None if each.severity is None else each.severity.value for each in decided}


@pytest.mark.parametrize(("head", "before", "after", "size", "severity"), CHANGES)
def test_change_of_a_share_against_last_years_part_and_whole(
    head: str, before: str, after: str, size: str, severity: str | None
) -> None:
    """Last year's share is what last year's part and whole make, though last year's report does not print it."""
    texts = (head.format(2022) + before, head.format(2023) + after.format(size))
    result = compare(*(parse(text, year=year) for text, year in zip(texts, (2022, 2023), strict=True))).result
    assert _raised(result, f"{size}个百分点") == {severity}


NAMED = [  # a sentence with a share that bears its part's name, the share, what is raised of it
    ("全年受理申请697件，其中自然人申请614件，增长14.1%，法人申请83件；自然人申请占比{}。", "88.1%", {None}),
    ("全年受理申请697件，其中自然人申请614件，增长14.1%，法人申请83件；自然人申请占比{}。", "81.1%", {"error"}),
    ("全年手术2000台次，其中四级手术500台次，增长6.2%，四级手术占比{}。", "25.0%", {None}),
    ("全年手术2000台次，其中四级手术500台次，增长6.2%，四级手术占比{}。", "28.0%", {"error"}),
    ("进出口总额400.0亿元，其中出口280.0亿元、进口120.0亿元，出口占比为{}。", "70.0%", {None}),
    ("内销收入4123.0万元，外销收入1031.0万元，外销收入占比{}。", "20.0%", {None}),
    ("内销收入4123.0万元，外销收入1031.0万元，外销收入占比{}。", "26.0%", set()),
    ("全年提取59.18亿元。其中，消费类提取42.36亿元，非消费类提取16.82亿元，消费类提取占比{}。", "71.58%", {None}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "size", "severities"), NAMED)
def test_share_that_bears_the_name_of_its_part(sentence: str, size: str, severities: set[str | None]) -> None:
    """It is of what 其中 lists the part under; a whole that is printed nowhere refutes nothing."""
    result = check(parse(COURT.format(2023) + sentence.format(size), year=2023)).result
    assert _raised(result, size) == severities


NOTE = "\n注：\n[1]地区生产总值、工业增加值绝对数按现价计算，增长速度按不变价格计算。\n"
EVERY = "\n注：\n[1]本公报各项增速按可比口径计算。\n"
LEVELS = "全年地区生产总值100.00亿元。机器人产量1173套。玉米产量69.00万吨。年末床位20000张。"
NOTED = [  # this year's sentence, the note, the claim, its severity
    ("机器人产量2846套，增长2.4倍。", NOTE, "2.4倍", "error"),
    ("玉米产量72.84万吨，增长15.6%。", NOTE, "15.6%", "error"),
    ("年末床位26000张，比上年末增加600张。", NOTE, "600张", "error"),
    ("玉米产量72.84万吨，增长15.6%。", EVERY, "15.6%", "note"),
    ("全年地区生产总值106.00亿元，增长5.0%。", NOTE, "5.0%", "note"),
]


@pytest.mark.parametrize(("sentence", "note", "size", "severity"), NOTED)
def test_note_that_names_its_figures_is_about_no_others(sentence: str, note: str, size: str, severity: str) -> None:
    """The note on 生产总值 at constant prices excuses no change of what is counted in sets, tons or beds."""
    texts = (BULLETIN.format(2022) + LEVELS, BULLETIN.format(2023) + "全年地区生产总值106.00亿元。" + sentence + note)
    result = compare(*(parse(text, year=year) for text, year in zip(texts, (2022, 2023), strict=True))).result
    assert _raised(result, size) == {severity}


def test_one_question_shows_every_claim_that_a_revision_may_explain() -> None:
    """Where last year's figures were preliminary, the one question about them has the places of all that miss."""
    before = (
        BULLETIN.format(2022) + "本公报数据为初步统计数。全年客运量1000万人次。全年货运量2000万吨。年末床位20000张。"
    )
    after = BULLETIN.format(2023) + "全年客运量1100万人次，增长10.9%。全年货运量2200万吨，增长11.1%。"
    result = compare(parse(before, year=2022), parse(after, year=2023)).result
    text = result.current.report.document.text
    asked = [each for each in result.checks if each.severity is not None]
    shown = {place.span.of(text) for place in asked[0].evidence if place.report == "current"}
    assert len(asked) == 1
    assert {"增长10.9%", "增长11.1%"} <= shown


BUDGET = "某市{}年预算执行情况和{}年预算草案的报告\n一、{}年预算执行情况\n"
PLANNED = "全市一般公共预算收入拟安排136.5亿元；政府性基金收入拟安排90.0亿元。"
DRAFT = f"全市一般公共预算收入132.2亿元。\n二、2023年预算草案\n{PLANNED}"
DONE = [  # this year's sentence, the completion, its severity
    ("全市一般公共预算收入完成137.7亿元，为预算的{}。", "100.9%", None),
    ("全市一般公共预算收入完成137.7亿元，为预算的{}。", "103.9%", "question"),
    ("政府性基金收入完成68.4亿元，完成预算的{}。", "76.0%", None),
    ("全市一般公共预算收入完成137.7亿元，为调整预算的{}。", "103.9%", "nothing"),
    ("全市一般公共预算收入完成137.7亿元，为预算的{}。", "97.2%", "nothing"),
]


@pytest.mark.parametrize(("sentence", "size", "severity"), DONE)
def test_completion_of_a_plan_that_last_years_report_prints(sentence: str, size: str, severity: str | None) -> None:
    """It holds over last year's plan, or a slip is asked about: the plan may have been adjusted since."""
    texts = (BUDGET.format(2022, 2023, 2022) + DRAFT, BUDGET.format(2023, 2024, 2023) + sentence.format(size))
    result = compare(*(parse(text, year=year) for text, year in zip(texts, (2022, 2023), strict=True))).result
    assert _raised(result, size) == (set() if severity == "nothing" else {severity})


def test_change_of_a_level_that_is_called_by_its_end() -> None:
    """逾期额 is of 公积金贷款逾期额 just before; what is told so loosely is asked about at most."""
    text = "年末公积金贷款逾期额412.6万元，逾期率0.2‰。全年未核销呆坏账。逾期额同比增加{}万元，增幅29.6%。"
    before = HOSPITAL.format(2022) + "年末公积金贷款逾期额318.4万元。"
    for size, severity in (("94.2", None), ("64.2", "question")):
        report = parse(HOSPITAL.format(2023) + text.format(size), year=2023)
        assert _raised(compare(parse(before, year=2022), report).result, f"{size}万元") == {severity}
