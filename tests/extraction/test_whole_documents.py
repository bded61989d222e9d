"""What stands around a figure in whole reports: a neighbour changes neither account, area, year, base nor name."""

from __future__ import annotations

import pytest

from reportdiff import check, parse
from reportdiff.model import Claim, Metric, Status

TITLE = "某市2022年财政决算的报告\n\n一、市本级收支决算情况\n"


def _metric(text: str, surface: str) -> Metric:
    report = check(parse(text)).result.report
    return next(item for item in report.metrics if item.figure.surface == surface)


def _claim(text: str, size: str) -> Claim:
    report = check(parse(text)).result.report
    return next(item for item in report.claims if item.surface.endswith(size))


@pytest.mark.parametrize(
    ("text", "surface", "account"),
    [
        ("一般公共预算收入26亿元，从政府性基金预算调入3.1亿元，上年结转4.4亿元。", "4.4亿元", "一般公共预算"),
        ("一般公共预算收入26亿元，从国有资本经营预算划转0.6亿元，债务收入2亿元。", "0.6亿元", "一般公共预算"),
        ("一般公共预算收入26亿元。政府性基金收入9亿元，上年结转1.5亿元。", "1.5亿元", "政府性基金预算"),
    ],
)
def test_a_source_of_money_is_no_account(text: str, surface: str, account: str) -> None:
    """Money that comes from a fund keeps its own account."""
    assert _metric(TITLE + text, surface).facets.account == account


@pytest.mark.parametrize(
    ("text", "surface", "area"),
    [
        ("全市新建卫生室97个，在全省率先实现全覆盖。建成文化广场71个。", "71个", "全市"),
        ("全市办结案件820件，居全国前列。调解纠纷310件。", "310件", "全市"),
        ("全市收案820件。全省收案9600件。", "9600件", "全省"),
    ],
)
def test_a_rank_in_an_area_is_no_area(text: str, surface: str, area: str) -> None:
    """居全国前列 says nothing of where the next figure is from."""
    assert _metric("某市2022年工作报告\n\n一、主要工作\n" + text, surface).facets.area == area


@pytest.mark.parametrize(
    ("text", "surface", "year"),
    [
        (
            "本级支出18亿元，占全年支出的9.7%，比2021年（11.3%）、2020年（10.8%）分别下降；地方支出190亿元。",
            "190亿元",
            2022,
        ),
        ("办结率98.1%，比2021年（96.2%）、2020年（95.0%）均有提高，办结82件。", "95.0%", 2020),
        ("增长8.6%，比2020、2021年分别回落4.3个和1.6个百分点，税收收入74亿元。", "74亿元", 2022),
    ],
)
def test_years_compared_with_in_a_list(text: str, surface: str, year: int) -> None:
    """Years behind 比 end with the comparison; a bracket behind one is of that year."""
    period = _metric(TITLE + text, surface).period
    assert period is not None
    assert period.year == year


@pytest.mark.parametrize("surface", ["7.3亿元", "88.2亿元"])
def test_a_stabilisation_fund_is_no_plan(surface: str) -> None:
    """预算 in the name of a fund or a total is no plan."""
    text = TITLE + "一般公共预算收入73.5亿元，动用预算稳定调节基金7.3亿元，上年结转7.4亿元，预算总收入88.2亿元。"
    assert _metric(text, surface).status is Status.ACTUAL


def test_a_term_in_brackets_ends_a_plan() -> None:
    """完成调整预算（以下简称“预算”）的 states a completion."""
    text = TITLE + "一般公共预算收入14.15亿元，完成调整预算（以下简称“预算”）的100.3%。"
    assert _claim(text, "100.3%").form == "completion"
    assert _metric(text, "100.3%").status is Status.ACTUAL


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("增值税（50%部分）3.06亿元，增长20.5%。", "3.06亿元", "增值税"),
        ("企业所得税（40%地方留成）1.10亿元，下降3.8%。", "1.10亿元", "企业所得税"),
        ("罚没收入2216万元，政府住房基金收入937万元。", "937万元", "政府住房基金收入"),
        ("个人所得税5310万元，完成年度预算96.4%契税1460万元，完成年度预算103.2%。", "1460万元", "契税"),
    ],
)
def test_names_beside_other_figures(text: str, surface: str, name: str) -> None:
    """A name keeps out of brackets, verbs and rates of its neighbours."""
    metric = _metric(TITLE + text, surface)
    assert (metric.name, metric.status) == (name, Status.ACTUAL)


def test_a_missing_mark_accuses_nobody() -> None:
    """Two items that no mark parts are not outcome and plan."""
    text = "个人所得税5310万元，完成年度预算96.4%契税1460万元，完成年度预算103.2%。"
    assert not [item for item in check(parse(TITLE + text)).result.checks if item.severity == "error"]


def test_a_share_of_the_year_is_of_its_own_metric() -> None:
    """占全年支出的 is of the same metric, for the year."""
    text = TITLE + "本级支出187.6亿元，各县支出安排的支出1069.5亿元。12月份，本级支出18.1亿元，占全年支出的9.6%。"
    assert not [item for item in check(parse(text)).result.checks if item.severity in ("error", "warning")]
    wrong = text.replace("9.6%", "19.6%")
    assert [item for item in check(parse(wrong)).result.checks if item.severity in ("error", "warning", "question")]


def test_changes_told_apart_in_order() -> None:
    """Three changes belong to three figures, a rate among them."""
    text = "某法院2021年工作报告\n\n受理案件8297件，审结8246件，结案率99.38%，较上一个五年分别上升44.1%、67.2%、14.8%。"
    report = check(parse(text)).result.report
    told = [item.metric_name for item in report.claims if item.form == "percent" or item.form == "growth"]
    assert told == ["受理案件", "审结案件", "结案率"]


@pytest.mark.parametrize("base", ["一季度", "前三季度", "5月份"])
def test_a_part_of_the_year_is_no_year_before(base: str) -> None:
    """比一季度 names a base that is not last year, and no metric."""
    text = f"某市2022年上半年经济运行情况\n\n地区生产总值1228亿元，增速1.5%，比{base}提高0.3个百分点。"
    claim = _claim(text, "0.3个百分点")
    assert (claim.basis.kind, base in claim.metric_name) == ("unknown", False)


def test_what_is_set_against_a_change_has_its_own() -> None:
    """与1-11月利润增长13.2%存在差距 names another metric, and not the base of the one before."""
    text = TITLE + "工业企业所得税7422万元，增长1.0%，与1-11月累计工业利润增长13.2%存在差距。"
    assert _claim(text, "13.2%").metric is None


@pytest.mark.parametrize(
    "text",
    [
        "非税收入120亿元，增加12亿元，增长11.1%。其中，中央非税收入增加5亿元；地方非税收入增加7亿元，增长9.8%。",
        "全市专利申请120件，增加12件，其中，区级专利申请减少5件，本级专利申请增加17件，增长9.8%。",
        "收入合计120万元，增加12万元，增长11.1%。其中，本年收入合计增加7万元，增长9.8%。",
    ],
)
def test_a_part_is_not_of_the_level_that_is_divided(text: str) -> None:
    """A change behind 其中 is of its own part, whose level nobody printed."""
    assert _claim("某市2022年工作报告\n\n一、主要工作\n" + text, "增长9.8%").current is None
