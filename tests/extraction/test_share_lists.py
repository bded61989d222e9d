"""A list of shares finds its whole among the figures before it where the list bears it out, and only there."""

from __future__ import annotations

import pytest

import reportdiff as rd

BUDGET = (
    "# 关于预算草案的报告\n全市收入安排643.1亿元。市本级共需筹集175亿元安排各类支出。\n——教育方面22.7亿元，占13%。\n"
    "——文化体育方面5亿元，占2.8%。\n——医疗卫生方面13.5亿元，占7.7%。\n——农业方面8.9亿元，占5.1%。\n"
)
COURT = (
    "2025年，全院收案1200件，结案1100件。其中：民事案件600件，占50%；刑事案件300件，占25%；行政案件180件，占15%；"
    "其他案件120件，占10%。"
)
STAFF = (
    "年末在岗职工2486人。按学历分，研究生312人，占12.55%；本科1430人，占57.52%；大专及以下744人，占29.93%。"
    "全年招聘职工96人。"
)
SHARED_WORDS = (
    "全年支出411.2亿元。主要支出项目：\n——教育支出51.4亿元，占总支出的（下同）12.5%，增长3%，主要是新建学校。\n"
    "——卫生支出28.8亿元，占比7%，下降2%。\n——住房支出16.4亿元，占比4%，增长1%。\n"
)


def priors(text: str) -> list[str | None]:
    """Return the surface of the whole that each share of a text is bound to."""
    report = rd.parse(text)
    surfaces = {metric.id: metric.figure.surface for metric in report.metrics}
    return [surfaces.get(claim.prior or "") for claim in report.claims if claim.form is rd.RelationKind.SHARE]


@pytest.mark.parametrize(
    ("text", "whole", "count"),
    [(BUDGET, "175亿元", 4), (COURT, "1200件", 4), (STAFF, "2486人", 3), (SHARED_WORDS, "411.2亿元", 3)],
)
def test_the_list_finds_its_whole(text: str, whole: str, count: int) -> None:
    """Every share of the list is bound to the one figure that all of them are of, and holds."""
    assert priors(text) == [whole] * count
    shares = [check for check in rd.check(rd.parse(text)).result.checks if check.check == "share"]
    assert [check.severity for check in shares] == [None] * count


def test_a_share_that_the_others_speak_against_is_an_error() -> None:
    """One wrong item of a list that the other items bear out is an error; its name holds the whole."""
    result = rd.check(rd.parse(BUDGET.replace("占5.1%", "占6.1%"))).result
    wrong = [check for check in result.checks if check.check == "share" and check.severity == "error"]
    assert [check.stated for check in wrong] == ["6.1"]


def test_no_whole_without_three_items_to_one_that_fails() -> None:
    """Where the items do not agree on a whole that is printed, nobody is accused."""
    text = COURT.replace("1200件", "2000件").replace("1100件", "1900件")
    assert [check.severity for check in rd.check(rd.parse(text)).result.checks if check.severity == "error"] == []


def test_a_share_of_nothing_is_left_out() -> None:
    """An item of 0 % says nothing about the whole and does not stop the others."""
    text = COURT.replace("其他案件120件，占10%", "仲裁案件0件，占0%；其他案件120件，占10%")
    assert [whole for whole in priors(text) if whole == "1200件"]
