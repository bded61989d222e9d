"""Paragraphs that look back on several years: their figures and changes are not those of the reported year."""

from __future__ import annotations

import pytest

from reportdiff import check, compare, parse
from reportdiff.extraction.words.periods import looks_back
from reportdiff.model import Report

REPORT = """2026年青山省政府工作报告
一、“十四五”时期和2025年工作回顾
过去的五年极不寻常。全省上下同心，奋力前行。
就业保持稳定。城镇新增就业累计310万人，城乡低保标准增长19.2%。
文旅持续升温。接待游客2.1亿人次；2025年接待游客5100万人次，增长6.3%。
刚刚过去的2025年很不平凡。城镇新增就业62.5万人，比上年增长1.3%。
二、2026年重点工作
今年要做好以下工作。城镇新增就业60万人以上。
"""
DASHED = """2026年青山省政府工作报告
一、2025年工作回顾
各位代表！2025年是“十四五”收官之年。五年来，我们砥砺前行。
——综合实力显著增强。新建高速公路1800公里，碳排放强度下降20.5%。
——民生福祉显著提升。改造老旧小区96万户。
一年来，政府自身建设不断加强。办理建议812件，增长2.5%。
"""


def periods(report: Report) -> dict[str, str]:
    """The period of each figure, by its surface."""
    return {metric.figure.surface: metric.period.label for metric in report.metrics if metric.period is not None}


def test_a_retrospective_paragraph_covers_five_years() -> None:
    """Its figures cover the five years until a paragraph begins with a single year or a sentence names one."""
    assert periods(parse(REPORT)) == {
        "310万人": "2021-2025",
        "2.1亿人次": "2021-2025",
        "5100万人次": "2025",
        "62.5万人": "2025",
        "60万人以上": "2026",
    }


def test_a_change_over_five_years_has_no_prior_in_last_year() -> None:
    """A growth that five years brought is set against nothing of the year before."""
    bases = {claim.surface: str(claim.basis) for claim in parse(REPORT).claims}
    assert bases == {
        "增长19.2%": "previous_five_years",
        "增长6.3%": "previous_year",
        "比上年增长1.3%": "previous_year",
    }
    before = parse("2025年青山省政府工作报告\n一、2024年工作回顾\n城乡低保标准达到每人每月900元。\n")
    after = parse(REPORT.replace("城乡低保标准增长19.2%", "城乡低保标准达到每人每月950元、增长19.2%"))
    assert not [found for found in compare(before, after).result.checks if found.verdict.value == "inconsistent"]


def test_years_named_inside_a_paragraph_cover_its_list() -> None:
    """Years named in the middle of a paragraph cover the list between dashes, and no more."""
    report = parse(DASHED)
    assert periods(report) == {"1800公里": "2021-2025", "96万户": "2021-2025", "812件": "2025"}
    assert [str(claim.basis) for claim in report.claims] == ["previous_five_years", "previous_year"]


def test_a_coming_plan_is_not_retrospective() -> None:
    """A heading that names the next plan begins no retrospective span."""
    report = parse("2026年青山省政府工作报告\n一、2025年工作回顾\n“十五五”时期大有可为。\n全年受理复议申请120件。\n")
    assert periods(report) == {"120件": "2025"}


def test_a_year_since_which_is_counted_begins_a_span() -> None:
    """What was done since 2021 is no figure of 2021."""
    report = parse("2025年青山省政府工作报告\n一、2024年工作回顾\n自2021年3月以来，累计破案5200起。2024年破案900起。\n")
    assert periods(report) == {"5200起": "2021-2024", "900起": "2024"}


@pytest.mark.parametrize(
    ("text", "until", "years"),
    [
        ("五年来，", 2023, (2019, 2023)),
        ("市总工会第九次代表大会以来，", 2022, (2018, 2022)),
        ("党的第九次全国代表大会以来，", 2022, None),
        ("第九次代表大会召开后，", 2022, None),
        ("过去的五年", 2025, (2021, 2025)),
        ("“十五”时期", 2005, (2001, 2005)),
        ("“十三五”时期", 2025, (2016, 2020)),
        ("“十四五”以来", 2023, (2021, 2023)),
        ("“十五五”时期", 2030, (2026, 2030)),
        ("“十五五”时期", 2025, None),
        ("全年", 2025, None),
    ],
)
def test_the_years_of_a_retrospective_span(text: str, until: int, years: tuple[int, int] | None) -> None:
    """Five years end with the one reported; a five-year plan has its own."""
    assert looks_back(text, until) == years


def test_a_basis_covers_the_whole_list() -> None:
    """年均分别增长 is said of every figure that follows."""
    report = parse("2026年青山省政府工作报告\n一、工作回顾\n制造业增加值、服务业增加值年均分别增长7%、6.8%。\n")
    assert [str(claim.basis) for claim in report.claims] == ["annual_average", "annual_average"]
    assert check(report).result.coverage.claims == 2
