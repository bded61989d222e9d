"""Small reports of several kinds: what their figures are held against, and what is said of them."""

from __future__ import annotations

import pytest

import reportdiff as rd

CUSTOMERS = (
    "某某股份有限公司2024年年度报告\n前五名供应商\n\n"
    "| 序号 | 供应商 | 采购额（万元） | 占年度采购总额比例 |\n|---|---|---|---|\n| 1 | 甲公司 | 1,200 | 12.0% |\n"
    "| 2 | 乙公司 | 900 | 9.0% |\n| 3 | 丙公司 | 700 | 7.0% |\n| 合计 | — | 2,800 | 28.0% |\n"
)
HONG_KONG = (
    "某某控股有限公司2024年年報\n\n|  | 二零二四年 | 二零二三年 | 變動 |\n|---|---|---|---|\n"
    "| 營業額（港幣千元） | 460,000 | 400,000 | 15.0% |\n| 毛利（港幣千元） | 96,000 | 80,000 | 20.0% |\n"
)
ANNOUNCEMENT = (
    "某某控股有限公司\n截至二零二四年十二月三十一日止年度之全年業績公告\n"
    "收益減少20.0%至約人民幣240,000,000元（二零二三年：人民幣300,000,000元）。\n"
)
RESEARCH = (
    "某某大学2024年年报\n学校全年科研经费到账3.3亿元，同比增长10%。\n单位：万元\n\n"
    "| 项目 | 2024年 | 2023年 |\n|---|---|---|\n| 科研经费到账 | 33,000 | 30,000 |\n"
)
HOTLINE = "某市2024年热线年度报告\n全年受理诉求80万件，其中咨询类诉求44万件，"
GRADUATES = "某校2024届毕业生就业质量报告\n学校2024届毕业生共4000人。其中男生2200人，女生1800人。签订就业协议2400人，"
UNIT_ROW = (
    "某某控股有限公司2024年年報\n\n|  | 2024 | 2023 | 變動 |\n|---|---|---|---|\n|  | 千港元 | 千港元 | % |\n"
    "| 收益 | 126,000 | 120,000 | 5.0 |\n| 毛利 | 46,000 | 45,000 | 2.2 |\n"
)
INTERIM = (
    "某某控股有限公司\n截至二零二四年六月三十日止六個月之中期業績公告\n"
    "營業額下跌10.0%至港幣1.80億元（二零二三年同期：港幣2.00億元）。\n"
)
TEACHERS = "某某大学2024年教学质量报告\n全校专任教师2000人，具有博士学位的教师1300人，所占比例为65.0%。"
SHARED_VERB = (
    "某市税务局2024年报告\n全市组织税费收入318.0亿元；市本级组织税费收入99.0亿元，比2023年的90.0亿元增长10.0%。"
)
DISCLOSURE = "某局2024年政府信息公开年度报告\n新收申请46件，上年结转4件，办理完毕47件，结转下年度3件。"
LOSS = "某某股份有限公司2024年年度报告\n归母净利润亏损1.20亿元，上年同期亏损2.00亿元，"


def findings(text: str) -> list[tuple[str, str]]:
    """Return the check and the verdict of each check of a text."""
    return [(check.check.value, check.verdict.value) for check in rd.check(rd.parse(text)).result.checks]


@pytest.mark.parametrize(
    ("text", "printed", "wrong", "check"),
    [
        (CUSTOMERS, "| 900 | 9.0% |", "| 900 | 6.0% |", "share"),
        (HONG_KONG, "| 20.0% |", "| 10.0% |", "growth"),
        (ANNOUNCEMENT, "減少20.0%", "減少25.0%", "growth"),
        (RESEARCH, "增长10%", "增长20%", "growth"),
        (HOTLINE + "在全部诉求中所占比例为55%。", "55%", "65%", "share"),
        (HOTLINE + "占据全部诉求的55%。", "55%", "65%", "share"),
        (GRADUATES + "占毕业生总人数的60.0%。", "60.0%", "66.0%", "share"),
        (UNIT_ROW, "| 2.2 |", "| 12.2 |", "growth"),
        (INTERIM, "下跌10.0%", "下跌15.0%", "growth"),
        (SHARED_VERB, "增长10.0%", "增长6.0%", "growth"),
        (DISCLOSURE, "结转下年度3件", "结转下年度9件", "stock_flow"),
        (LOSS + "亏损额同比收窄40.0%。", "40.0%", "60.0%", "growth"),
    ],
)
def test_a_relation_holds_and_its_twin_is_an_error(text: str, printed: str, wrong: str, check: str) -> None:
    """The printed relation is consistent, nothing else is raised, and the twin with another size is refuted."""
    made = findings(text)
    assert (check, "consistent") in made
    assert {verdict for _, verdict in made} == {"consistent"}
    assert printed in text
    assert any(verdict == "inconsistent" for _, verdict in findings(text.replace(printed, wrong)))


def test_a_share_without_its_whole_supports_alone() -> None:
    """所占比例 is a share of the figure before that can hold the part; it accuses nobody."""
    assert findings(TEACHERS) == [("share", "consistent")]
    assert {verdict for _, verdict in findings(TEACHERS.replace("65.0%", "75.0%"))} == {"unchecked"}


def test_the_year_of_a_comparison_ends_with_it() -> None:
    """恢复至2019年的112% says nothing of when the figures behind it are."""
    report = rd.parse("某局2024年工作总结\n旅游收入56亿元，恢复至2019年的112%；接待游客330万人次。")
    assert {metric.period.label for metric in report.metrics if metric.period} == {"2024"}


def test_parts_that_are_all_there_are() -> None:
    """Visitors from abroad and from the country are all visitors: their sum is held against the whole."""
    text = "某市2024年统计公报\n全年接待游客{}万人次。其中，入境游客12.4万人次，国内游客2342.2万人次。"
    assert findings(text.format("2354.7")) == [("total", "within_precision")]
    assert len(findings(text.format("2534.7"))) == 1


@pytest.mark.parametrize(
    ("prior", "current", "paired"),
    [
        ("全省快递业务量12.00亿件。", "临河市快递业务量3.60亿件。", False),
        ("临河市快递业务量3.20亿件。", "临河市快递业务量3.60亿件。", True),
        ("全省快递业务量12.00亿件。", "全省快递业务量13.20亿件。", True),
    ],
)
def test_a_city_is_not_the_province(prior: str, current: str, paired: bool) -> None:
    """A figure of a part of the issuer's area has no partner in the figure of the whole area."""
    reports = [rd.parse(f"淮宁省{year}年统计公报\n{text}") for year, text in ((2023, prior), (2024, current))]
    pairs = rd.compare(*reports).result.pairs
    assert [pair.prior is not None for pair in pairs if pair.current is not None] == [paired]


@pytest.mark.parametrize("text", ["等待期分别为12个月、24个月。", "整改期分别自通知之日起3天、5天、7天。"])
def test_a_list_of_times_is_no_list_of_levels(text: str) -> None:
    """A list whose figures are all dates or times has no level that could be given a year."""
    assert findings(f"某某股份有限公司2023年年度报告\n{text}") == []
