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
        ("2026年公共预算支出安排 180.5 亿元，比 2025 年预算下降 4.4%。", "下降4.4%", "180.5亿元", None),
        (
            "公共预算支出424.5亿元，增长6.2%。农林水方面的支出46.2亿元，占财政支出的比重达到10.9%。",
            "占财政支出",
            "46.2亿元",
            "424.5亿元",
        ),
        ("公共预算支出424.5亿元。教育支出60.1亿元，占总支出的14.2%。", "占总支出", "60.1亿元", "424.5亿元"),
        ("公共预算收入90.4亿元。税收收入63.3亿元，占财政收入的70.0%。", "占财政收入", "63.3亿元", "90.4亿元"),
        (
            "年初支出预算为321.8亿元，支出预算调整为430.5亿元，实际完成424.5亿元，为调整预算的98.6%。",
            "为调整预算",
            "424.5亿元",
            "430.5亿元",
        ),
        (
            "公共预算收入调整为 57 亿元；支出变动预算数为 90.9 亿元。公共预算收入完成 48.86 亿元，为预算的 85.7%。",
            "为预算",
            "48.86亿元",
            "57亿元",
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
        f"{HEAD}一、2025年预算执行情况\n全市实现政府性基金预算收入425.83亿元。市级实现政府性基金预算收入88.61亿元。\n"
        "二、2026年预算草案\n全市政府性基金预算收入444.88亿元，增长4.47%。"
    )
    assert operands(report, "增长4.47%") == ("444.88亿元", "425.83亿元")


@pytest.mark.parametrize(
    ("text", "surface", "qualifier"),
    [
        ("接待游客超过 120万人次。", "超过 120万人次", "超过"),
        ("完成投资约 3.5亿元。", "约 3.5亿元", "约"),
        ("办结事项近 200件。", "近 200件", "近"),
        ("附近 3家企业受益。", "3家", None),
        ("公共预算支出 1916.5 亿元。", "1916.5 亿元", None),
        ("工资为 2010.5 元。", "2010.5 元", None),
    ],
)
def test_a_blank_parts_no_figure(text: str, surface: str, qualifier: str | None) -> None:
    """A qualifier stands before a number that a PDF's blank parts from it, and an amount is no month of a year."""
    figures = [metric.figure for metric in parse(HEAD + text).metrics]
    assert [(figure.surface, figure.qualifier) for figure in figures] == [(surface, qualifier)]


def test_a_part_that_ends_as_its_whole_needs_no_more() -> None:
    """乡村人口 of 常住人口 is no 乡村人口常住人口."""
    text = "年末常住人口382.0万人，较上年减少1.7万人。其中，城镇人口284.5万人；乡村人口97.5万人。"
    assert [metric.name for metric in parse(HEAD + text).metrics][1:] == ["城镇人口", "乡村人口"]
