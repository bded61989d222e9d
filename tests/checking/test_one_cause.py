"""The claims about one quantity are judged together: one cause is one finding."""

from __future__ import annotations

import pytest

from reportdiff import check, compare, parse

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
