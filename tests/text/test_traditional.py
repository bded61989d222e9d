"""Traditional Chinese is read like simplified, with the offsets and surfaces of the text as it stands."""

from __future__ import annotations

import pytest

from reportdiff import compare, parse
from reportdiff.text.normalize import normalize_characters
from reportdiff.text.traditional import simplified

TEXT = """海岬藥業有限公司
2023 年報

截至二零二三年十二月三十一日止年度，收益為人民幣1,250.6百萬元，同比增加25.1%；研發開支為人民幣86.4百萬元，同比減少3.5%。
"""


@pytest.mark.parametrize(
    ("traditional", "expected"),
    [
        ("營業收入較上年增加25.1%，變動不大", "营业收入较上年增加25.1%，变动不大"),
        ("二零二三年溢利為一百六十八萬元", "二零二三年溢利为一百六十八万元"),
        ("佔總資產的比重", "占总资产的比重"),
    ],
)
def test_characters_are_replaced_one_for_one(traditional: str, expected: str) -> None:
    """Nothing but characters changes, so that every offset holds."""
    assert simplified(traditional) == expected
    assert len(simplified(traditional)) == len(traditional)


def test_a_simplified_text_stays_itself() -> None:
    """A text without traditional characters is not copied, and needs no table."""
    text = "全年受理案件287件，增长3.2%。"
    assert simplified(text) is text


def test_a_year_in_chinese_digits_is_folded() -> None:
    """二零二三年 and 二〇二三年 are 2023年; what is no year stays."""
    assert normalize_characters("二零二三年、二○二二年、二〇二一年度") == "2023年、2022年、2021年度"
    assert normalize_characters("二零年代") == "二零年代"


def test_a_report_in_traditional_characters_is_read_in_full() -> None:
    """Names are simplified for matching; surfaces, title and issuer are as printed, at their places."""
    report = parse(TEXT)
    assert (report.issuer, report.year) == ("海岬藥業有限公司", 2023)
    assert report.title == "海岬藥業有限公司2023年報"
    assert [(each.name, each.figure.surface, each.figure.text) for each in report.metrics] == [
        ("收益", "1,250.6百萬元", "1250600000"),
        ("研发开支", "86.4百萬元", "86400000"),
    ]
    assert [(each.surface, each.direction.value) for each in report.claims] == [
        ("同比增加25.1%", "up"),
        ("同比減少3.5%", "down"),
    ]
    assert all(each.span.of(TEXT) == each.surface for each in report.claims)
    assert all(each.span.of(TEXT) == each.figure.surface for each in report.metrics)


def test_traditional_and_simplified_years_are_compared() -> None:
    """One year in simplified and one in traditional characters pair by their names."""
    prior = parse("海岬药业有限公司2022年年报\n收益为人民币1,000.0百万元。")
    checks = compare(prior, parse(TEXT)).result.checks
    assert "consistent" in [str(each.verdict) for each in checks if each.check == "growth"]
