"""What a comparison of two years says of the later one."""

from __future__ import annotations

import pytest

from reportdiff import compare, parse

BEFORE = "某市2022年度工作情况的报告\n\n一、主要工作\n"
AFTER = "某市2023年度工作情况的报告\n\n一、主要工作\n"
PLAN = "\n二、2023年工作计划\n"

CASES = [
    # last year's text, this year's text, check, verdict, severity
    ("全年受理信访件132件。", "全年受理信访件287件，同比上升117.42%。", "growth", "consistent", None),
    ("全年受理信访件132件。", "全年受理信访件287件，同比上升107.42%。", "growth", "inconsistent", "error"),
    ("全年受理信访件132件。", "全年受理信访件287件，比上年131件增加156件。", "prior_restated", "unchecked", "question"),
    ("举办干部考试共4283人次。", "举办干部考试共4283人次。", "carry_over", "unchecked", "question"),
    ("受理信访件132件，同比上升12.35%。", "受理信访件151件，同比上升12.35%。", "carry_over", "unchecked", "question"),
    ("网上立案率达到45.2%。", "网上立案率达到61.8%，提高16.6个百分点。", "points", "consistent", None),
    ("网上立案率达到45.2%。", "网上立案率达到61.8%，提高61.6个百分点。", "points", "inconsistent", "error"),
]


@pytest.mark.parametrize(("before", "after", "rule", "verdict", "severity"), CASES)
def test_pair(before: str, after: str, rule: str, verdict: str, severity: str | None) -> None:
    """A change against last year's own figure is judged; figures that were taken over or restated are asked about."""
    result = compare(parse(BEFORE + before), parse(AFTER + after)).result
    found = [item for item in result.checks if item.check == rule]
    assert found, [(item.check, item.message.zh) for item in result.checks]
    assert (found[0].verdict.value, found[0].severity.value if found[0].severity else None) == (verdict, severity)


def test_a_target_is_followed_up_and_not_judged() -> None:
    """Last year's target stands beside this year's actual figure: reported as a note, never as a change."""
    result = compare(
        parse(BEFORE + "新建公园100座。" + PLAN + "新建公园120座。"), parse(AFTER + "新建公园127座。")
    ).result
    followed = [item for item in result.checks if item.check == "target_met"]
    assert [item.severity.value for item in followed if item.severity] == ["note"]
    assert "120座" in followed[0].message.zh
