"""Headings whose numbers are decimals: 1, 1.1 and 1.1.1."""

from __future__ import annotations

import pytest

import reportdiff as rd

HEAD = "某某大学2023年质量报告\n"


@pytest.mark.parametrize(
    ("body", "sections"),
    [
        (
            "1 学校概况\n学校有专业62个。\n1.1 规模\n在校生8120人。\n1.1.1 招生\n招生2098人。\n"
            "1.2 教师\n教师710人。\n2 质量\n2.1 就业\n就业率91%。",
            ["1 学校概况", "1.1 规模", "1.1.1 招生", "1.2 教师", "2 质量", "2.1 就业"],
        ),
        ("一、概况\n1.1 规模\n在校生8120人。\n1.2 教师\n教师710人。", ["一 概况", "1.1 规模", "1.2 教师"]),
        ("一、收支\n收入\n1.2 亿元，支出\n0.8 亿元。\n二、其他\n3 会议费\n合计12万元。", ["一 收支", "二 其他"]),
        (
            "1.概况\n1.1 规模\n在校生8120人。\n2.教师\n2.1 结构\n教师710人。",
            ["1 概况", "1.1 规模", "2 教师", "2.1 结构"],
        ),
        ("一、概况\n2.1 规模\n在校生8120人。", ["一 概况"]),
        (
            "2.1 规模\n在校生8120人。\n2.2 教师\n教师710人。\n3.1 就业\n就业率91%。",
            ["2.1 规模", "2.2 教师", "3.1 就业"],
        ),
    ],
)
def test_decimal_numbers_go_on_with_the_outline(body: str, sections: list[str]) -> None:
    """A number in decimals heads a section where it is the next one of the outline."""
    report = rd.parse(HEAD + body)
    assert [f"{section.number} {section.heading}" for section in report.sections] == sections


def test_a_numbered_paragraph_holds_no_figure_at_its_head() -> None:
    """The number of a paragraph is no figure, and no part of a name."""
    report = rd.parse(HEAD + "一、提示\n1.1 本年度报告摘要来自全文。\n1.2 本公司董事14名。")
    assert [metric.figure.surface for metric in report.metrics] == ["14名"]
    assert not any("1.2" in metric.name for metric in report.metrics)
