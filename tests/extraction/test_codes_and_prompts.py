"""Numbers that measure nothing: codes of accounts, torn numbers, the prompts of a form."""

from __future__ import annotations

import pytest

from reportdiff import check, parse


def test_codes_of_accounts_are_no_figures() -> None:
    """（205类）（02款）（02项） are codes; what was spent and what is planned are the item's."""
    report = parse(
        "安丰县教育局2026年部门预算\n一、支出情况\n"
        "1、教育支出（205类）普通教育（02款）学前教育（01项）320.0万元。2025年执行数为400.0万元，"
        "2026年预算安排320.0万元，比2025年预算执行数减少20.00%。"
    )
    assert [item.name for item in report.metrics] == ["学前教育", "学前教育预算执行数", "学前教育"]
    assert [item.verdict.value for item in check(report).result.checks if item.check == "growth"] == ["consistent"]


@pytest.mark.parametrize(
    ("words", "surfaces", "unread"),
    [
        ("全年办结案件86 4件，回访12件。", ["12件"], ["86 4件"]),
        ("拨付资金3 1.50万元。", [], ["3 1.50万元"]),
        ("接待群众3 418人次。", ["3 418人次"], []),
    ],
)
def test_a_blank_inside_a_number(words: str, surfaces: list[str], unread: list[str]) -> None:
    """A number torn by a blank is not read, unless the blank sets groups of three apart."""
    report = parse(f"安丰县2024年工作报告\n{words}")
    assert [item.figure.surface for item in report.metrics] == surfaces
    assert [item.surface for item in report.unread] == unread


def test_prompts_of_forms_state_nothing() -> None:
    """The line above □适用 √不适用 is a prompt; what follows √适用 is a statement."""
    report = parse(
        "海岬新材料股份有限公司2023年年度报告\n一、审计\n利润较上一年度下降 30%以上（含 30%）的说明\n□适用 √不适用\n"
        "二、收入\n√适用 □不适用\n营业收入180.00万元，同比增长12.00%。"
    )
    assert [claim.surface for claim in report.claims] == ["同比增长12.00%"]


def test_a_bound_that_asks_for_reasons_states_nothing() -> None:
    """决算数增减10%以上的，须说明原因 is a rule of the form; the twin without the duty is a statement."""
    rule = "青禾县2023年部门决算\n（注：决算数较预算数增减10%以上的，须说明原因）\n公务接待费支出2.70万元。"
    assert parse(rule).claims == ()
    assert len(parse(rule.replace("的，须说明原因", "")).claims) == 1
