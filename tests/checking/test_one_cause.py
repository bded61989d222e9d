"""The claims about one quantity are judged together: one cause is one finding."""

from __future__ import annotations

import pytest

from reportdiff import check, compare, parse
from reportdiff.model import Severity

BEFORE, AFTER = "青禾县2022年工作报告\n全年受理申请{}件。", "青禾县2023年工作报告\n全年受理申请{}。"

# last year's figure, this year's sentence, the claim that is accused, what the message says of the single wrong figure
CAUSES = [
    ("132", "287件，同比上升171.42%", "171.42%", ""),
    ("132", "287件，增加145件，上升117.42%", "145件", "若“增加145件”为155件"),
    ("132", "287件，增加155件，上升127.42%", "127.42%", ""),
    ("132", "297件，增加155件，上升117.42%", "117.42%", "若“297件”为287件"),
]


@pytest.mark.parametrize(("prior", "current", "accused", "hint"), CAUSES)
def test_one_wrong_figure_is_one_finding(prior: str, current: str, accused: str, hint: str) -> None:
    """The single figure that reconciles all the others is named, and the others are not accused."""
    result = compare(parse(BEFORE.format(prior)), parse(AFTER.format(current))).result
    claims = {claim.id: claim.surface for claim in result.current.report.claims}
    found = [item for item in result.checks if item.severity is not None]
    assert [item.severity.value for item in found if item.severity] == ["error"]
    assert claims[found[0].claim or ""].endswith(accused)
    assert hint in found[0].message.zh


def test_a_change_stated_in_two_ways_is_one_finding_where_one_is_accused() -> None:
    """The absolute change beside it tells which of the two is wrong."""
    text = (
        "青禾县2023年工作报告\n（一）收入763,763万元，比上年增加254,379万元，增长{}%。\n"
        "（二）本级收入763,763万元，比上年增加254,379万元，增长49.9%。"
    )
    found = [item for item in check(parse(text.format("29.9"))).result.checks if item.severity is not None]
    assert [(item.check.value, item.severity and item.severity.value) for item in found] == [("growth", "error")]
    assert not [item for item in check(parse(text.format("49.9"))).result.checks if item.severity is not None]


def test_last_year_printed_otherwise_is_one_question() -> None:
    """Level, change and rate that agree with one another leave the base as the figure in doubt."""
    result = compare(parse(BEFORE.format(142)), parse(AFTER.format("287件，增加155件，上升117.42%"))).result
    assert [item.severity.value for item in result.checks if item.severity] == ["question"]


def test_a_base_in_the_same_report_counts_like_last_years() -> None:
    """A level, a change, a rate and a base of one sentence are one quantity too."""
    checks = check(parse(AFTER.format("287件，上年132件，增加145件，上升117.42%"))).result.checks
    found = [item for item in checks if item.severity is not None]
    assert len(found) == 1
    assert "若“增加145件”为155件" in found[0].message.zh


TIED = [  # the sentence, the claims that are accused, what is said
    ("审结案件687件。审结民事案件297件，占审结案件的41.8%，上年为132件，上升117.42%", ["41.8%"], "若“297件”为287件"),
    ("审结案件687件。审结民事案件287件，占审结案件的44.8%，上年为132件，上升117.42%", ["44.8%"], ""),
    ("审结案件687件。审结民事案件287件，占审结案件的44.8%，上年为132件，上升127.42%", ["44.8%", "127.42%"], ""),
    # two that were cut off
    (
        "审结案件687件。审结民事案件287件，占审结案件的41.7%。审结刑事案件120件，占审结案件的17.4%",
        ["41.7%", "17.4%"],
        "",
    ),
    # last year's figure is not printed: what two claims imply of it
    ("罚没收入完成5.2亿元，增加3.1亿元，增加6240万元，增长13.6%", ["3.1亿元"], "“增加6240万元”约为4.58亿元"),
    ("罚没收入完成5.2亿元，增加6240万元，增加3.1亿元，增长13.6%", ["3.1亿元"], ""),
    ("受理申请287件，比上年增加155件，是上年的2.5倍", ["2.5倍"], "“比上年增加155件”约为132件"),
    ("受理申请287件，比上年增加155件，是上年的2.17倍", [], ""),
    ("人均可支配收入45230元，增加2300元，为农村居民的1.8倍", [], ""),
    ("年末贷款余额120.5亿元，比年初增加5亿元，比上年同期增加8亿元", [], ""),
    ("收入完成12.63亿元，为预算的105.0%，增加0.6亿元，比上年增加1.2亿元，增长10.5%", [], ""),
    ("收入完成12.63亿元，增长5.0%，剔除一次性因素，同口径增长8.1%", [], ""),
]


@pytest.mark.parametrize(("text", "accused", "hint"), TIED)
def test_claims_of_one_quantity_are_tied(text: str, accused: list[str], hint: str) -> None:
    """Shares, changes, rates and multiples of one level imply values of each figure: one cause, one finding."""
    result = check(parse(f"青禾县2023年工作报告\n全年{text}。")).result
    claims = {claim.id: claim for claim in result.report.claims}
    found = [item for item in result.checks if item.severity in (Severity.ERROR, Severity.WARNING)]
    figures = [claims[item.claim or ""].figure for item in found]
    assert [figure.surface for figure in figures if figure is not None] == accused
    assert hint in "".join(item.message.zh for item in found)


def test_one_figure_with_two_growths_is_a_question() -> None:
    """The same level of the same year that grew by two rates in two sentences is asked about once."""
    text = "青禾县2023年工作报告\n全年税收收入12.63亿元，增长5.0%。\n税收收入12.63亿元，增长5.8%，税收收入结构优化。"
    found = [item for item in check(parse(text)).result.checks if item.severity is not None]
    assert [item.severity for item in found] == [Severity.QUESTION]
    assert "“增长5.0%”约为12.03亿元" in found[0].message.zh


CAUSE = [
    # the change itself is an operand: what a level less it could be, taken as independent, admits no cause
    ("18亿元，较上年增加22500万元，增长10.2%", ()),
    ("4.00亿元，增加1.40亿元，增长35.0%", ("wrong_base",)),
    ("4亿元，增加1.4万元，增长53.8%", ("unit_mismatch",)),
]


@pytest.mark.parametrize(("figures", "causes"), CAUSE)
def test_causes_over_a_printed_change(figures: str, causes: tuple[str, ...]) -> None:
    """A level and a change that are printed belong together, so that a cause must hold over both."""
    checks = check(parse(f"石浦市2024年预算执行情况的报告\n市本级科技支出{figures}。")).result.checks
    found = [item for item in checks if item.verdict.value == "inconsistent"]
    assert len(found) == 1
    strong = [cause.value for cause in found[0].diagnoses if cause.value not in ("digit_error", "revised_base")]
    assert tuple(strong[:1]) == causes
