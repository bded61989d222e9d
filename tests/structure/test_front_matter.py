"""Front matter: titles, issuers, years and dates of many kinds of reports."""

from __future__ import annotations

import pytest

from reportdiff.model import Document, Outline
from reportdiff.structure import outline

BODY = "\n一、工作回顾\n全年受理申请287件，办结254件，各项工作都有新的进展。\n"


def made(head: str, *, year: int | None = None) -> Outline:
    """The outline of a report that begins with `head`."""
    return outline(Document("memo", head + BODY), year=year)


@pytest.mark.parametrize(
    ("head", "title", "issuer", "year", "reviewed", "planned"),
    [
        (
            "甲市人民政府关于2023年度法治政府建设情况的报告\n发布日期:2024-02-29 11:31",
            "甲市人民政府关于2023年度法治政府建设情况的报告",
            "甲市人民政府",
            2023,
            2023,
            2024,
        ),
        (
            "政 府 工 作 报 告\n——2014年2月19日在甲区第十四届人民代表大会第三次会议上\n甲区人民政府区长　　张三",
            "政府工作报告",
            "甲区人民政府",
            2014,
            2013,
            2014,
        ),
        (
            "2026年乙省政府工作报告\n——2026年1月27日在乙省人民代表大会第五次会议上\n来源：某日报\n"
            "时间：2026-02-01\n省长 李四",
            "2026年乙省政府工作报告",
            "乙省人民政府",
            2026,
            2025,
            2026,
        ),
        (
            "丙市高级人民法院工作报告\n——2024年1月23日在丙市人民代表大会第二次会议上\n院长 王五",
            "丙市高级人民法院工作报告",
            "丙市高级人民法院",
            2024,
            2023,
            2024,
        ),
        ("丁市2024年政府信息公开工作年度报告", "丁市2024年政府信息公开工作年度报告", "丁市", 2024, 2024, 2025),
        (
            "戊市己区2024年区级部门预算\n预算主管部门：戊市己区人民政府某街道办事处",
            "戊市己区2024年区级部门预算",
            "戊市己区人民政府某街道办事处",
            2024,
            2023,
            2024,
        ),
        (
            "庚区规划和自然\n资源局\n2024年度部门决算",
            "庚区规划和自然资源局2024年度部门决算",
            "庚区规划和自然资源局",
            2024,
            2024,
            2025,
        ),
    ],
)
def test_front_matter(head: str, title: str, issuer: str, year: int, reviewed: int, planned: int) -> None:
    """Title, issuer and the years that actual figures and targets cover are found in every kind of head."""
    got = made(head)
    assert (got.title, got.issuer, got.year, got.reviewed, got.planned) == (title, issuer, year, reviewed, planned)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("发布日期:2024-02-29 11:31 信息来源:某局", "2024-02-29"),
        ("发布时间：2024年3月1日", "2024-03-01"),
        ("成文日期：2024/3/1", "2024-03-01"),
        ("日期：2024-13-41", None),
    ],
)
def test_publication_date(line: str, date: str | None) -> None:
    """The date of publication is read in the ways that portals print it; what is no date is none."""
    assert made(f"某市关于2023年度工作情况的报告\n{line}").published == date


def test_the_given_year_overrules_the_text() -> None:
    """A year that the user names counts more than the one in the title."""
    assert made("甲市2023年度工作情况报告", year=2022).year == 2022


def test_a_text_without_head() -> None:
    """A bare sentence has no issuer, and it is still read."""
    got = outline(Document("memo", "全年受理行政复议申请287件，同比上升117.42%。"))
    assert got.issuer is None
    assert [sentence.span.start for sentence in got.sentences] == [0]


def test_a_title_alone() -> None:
    """A text that is only a title has no sentence to extract from, and does not fail."""
    assert outline(Document("memo", "甲市2023年工作报告")).title == "甲市2023年工作报告"
