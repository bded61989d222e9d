"""What bases, wholes and plans are called, and figures that a blank parts from their words."""

from __future__ import annotations

import pytest

from reportdiff import parse
from reportdiff.model import Report

HEAD = "关于澄浦市2025年预算执行情况和2026年预算草案的报告\n"


def operands(report: Report, words: str) -> tuple[str | None, str | None]:
    """Return the printed operands of the claim with these words."""
    figures = {metric.id: "".join(metric.figure.surface.split()) for metric in report.metrics}
    claim = next(claim for claim in report.claims if words in "".join(claim.surface.split()))
    return figures.get(claim.current or ""), figures.get(claim.prior or "")


@pytest.mark.parametrize(
    ("text", "words", "current", "prior"),
    [
        ("“十四五”期间，公共预算收入完成312亿元，较“十三五”期间增加36亿元。", "增加36亿元", "312亿元", None),
        ("“十四五”时期，固定资产投资905亿元，较“十三五”时期增长16%。", "增长16%", "905亿元", None),
        ("2026年公共预算支出安排 180.5 亿元，比 2025 年预算下降 3.7%。", "下降3.7%", "180.5亿元", None),
        (
            "公共预算支出318.6亿元，增长5.1%。农林水方面的支出39.5亿元，占财政支出的比重达到12.4%。",
            "占财政支出",
            "39.5亿元",
            "318.6亿元",
        ),
        ("公共预算支出318.6亿元。教育支出55.8亿元，占总支出的17.5%。", "占总支出", "55.8亿元", "318.6亿元"),
        ("公共预算收入88.6亿元。税收收入63.8亿元，占财政收入的72.0%。", "占财政收入", "63.8亿元", "88.6亿元"),
        (
            "年初支出预算为256.4亿元，支出预算调整为341.2亿元，实际完成336.8亿元，为调整预算的98.7%。",
            "为调整预算",
            "336.8亿元",
            "341.2亿元",
        ),
        (
            "公共预算收入调整为 64 亿元；支出变动预算数为 83.5 亿元。公共预算收入完成 57.34 亿元，为预算的 89.6%。",
            "为预算",
            "57.34亿元",
            "64亿元",
        ),
    ],
)
def test_operands_are_found(text: str, words: str, current: str, prior: str | None) -> None:
    """A period or budget that is compared with names nothing, and a whole may be called otherwise."""
    text = text.replace("公共预算", "一般公共预算")
    assert operands(parse(HEAD + text), words) == (current, prior)


def test_a_plan_is_measured_against_its_own_area() -> None:
    """市级实现…收入 is of 市本级, also where the verb stands before the account; the plan of 全市 has another base."""
    report = parse(
        f"{HEAD}一、2025年预算执行情况\n全市实现政府性基金预算收入512.36亿元。市级实现政府性基金预算收入96.74亿元。\n"
        "二、2026年预算草案\n全市政府性基金预算收入538.61亿元，增长5.12%。"
    )
    assert operands(report, "增长5.12%") == ("538.61亿元", "512.36亿元")


@pytest.mark.parametrize(
    ("text", "surface", "qualifier"),
    [
        ("接待游客超过 120万人次。", "超过 120万人次", "超过"),
        ("完成投资约 3.5亿元。", "约 3.5亿元", "约"),
        ("办结事项近 200件。", "近 200件", "近"),
        ("附近 3家企业受益。", "3家", None),
        ("公共预算支出 1934.6 亿元。", "1934.6 亿元", None),
        ("工资为 2010.5 元。", "2010.5 元", None),
    ],
)
def test_a_blank_parts_no_figure(text: str, surface: str, qualifier: str | None) -> None:
    """A qualifier stands before a number that a PDF's blank parts from it, and an amount is no month of a year."""
    figures = [metric.figure for metric in parse(HEAD + text).metrics]
    assert [(figure.surface, figure.qualifier) for figure in figures] == [(surface, qualifier)]


def test_a_part_that_ends_as_its_whole_needs_no_more() -> None:
    """乡村人口 of 常住人口 is no 乡村人口常住人口."""
    text = "年末常住人口341.0万人，较上年减少1.4万人。其中，城镇人口262.5万人；乡村人口78.5万人。"
    assert [metric.name for metric in parse(HEAD + text).metrics][1:] == ["城镇人口", "乡村人口"]
