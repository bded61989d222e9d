"""Differences, averages, structures and counted sums in prose, and bare 多 and 少 behind last year's figure."""

from __future__ import annotations

import pytest

from reportdiff import check, parse

HEAD = "某市2023年国民经济和社会发展统计公报\n一、运行情况\n"
TRADE = "全年货物出口总额180.55亿元，进口总额70.25亿元。贸易{}亿元。"
FUND = "社会保险基金收入120.60亿元，增长8.1%；社会保险基金支出101.20亿元。当年收支结余{}亿元。"
AID = "全年救助困难群众640人，发放救助金86.40万元，人均{}元。"
CARS = "公务用车运行费31.40万元，保有量12辆，平均每辆{}万元。"
GUIDES = "发布政策文件127件，配发解读342篇，平均每件配发解读{}篇，上年为2.4篇。"
VALUE_ADDED = "第一产业增加值170.00亿元；第二产业增加值836.00亿元；第三产业增加值994.00亿元。三次产业结构为{}。"
BONDS = "全年发行新增债券31.5亿元，增长34.0%；发行再融资债券16.8亿元，二者合计{}亿元。"
FEES = "全年支付利息3426.4万元，其中归集手续费112.6万元，委托贷款手续费87.3万元，两项手续费合计{}万元。"
LETTERS = "全年办理来信287件，上年为231件，{}件。"
REPAIRS = "信用修复2650人次，上年为2120人次，{}人次。"
SAVED = "为企业挽回损失1730万元，较上年的1310万元{}万元。"

CASES = [  # a sentence, what it states, the severity of what is said
    (TRADE, "顺差110.30", None),
    (TRADE, "顺差140.30", "warning"),
    (TRADE, "顺差25.71", "silent"),
    (FUND, "19.40", None),
    (FUND, "13.40", "warning"),
    (AID, "1350", None),
    (AID, "1850", "question"),
    (CARS, "2.62", None),
    (CARS, "2.92", "question"),
    (GUIDES, "2.7", None),
    (VALUE_ADDED, "8.5:41.8:49.7", None),
    (VALUE_ADDED, "8.5:44.8:49.7", "warning"),
    (BONDS, "48.3", None),
    (BONDS, "41.3", "question"),
    (FEES, "199.9", None),
    (LETTERS, "多56", None),
    (LETTERS, "多86", "error"),
    (LETTERS, "少56", "error"),
    (REPAIRS, "多530", None),
    (REPAIRS, "多580", "error"),
    (SAVED, "多挽回420", None),
    (SAVED, "多挽回490", "error"),
]


@pytest.mark.parametrize(("sentence", "stated", "severity"), CASES)
def test_figures_made_of_others(sentence: str, stated: str, severity: str | None) -> None:
    """They hold, or the finding shows them; a difference that no slip of a digit explains may be another's."""
    report = parse(HEAD + sentence.format(stated), year=2023)
    start = report.document.text.index(stated)
    checks = [
        each
        for each in check(report).result.checks
        if any(place.span.start < start + len(stated) and place.span.end > start for place in each.evidence)
        and (each.severity or each.verdict == "consistent")
    ]
    said = {None if each.severity is None else each.severity.value for each in checks}
    assert (said - {None} if severity else said) == (set() if severity == "silent" else {severity})


def test_head_may_call_a_column_by_its_end() -> None:
    """收入比上年增减 is of 营业收入 where no other column ends so."""
    table = (
        "| 产品 | 营业收入 | 营业成本 | 毛利率 | 收入比上年增减% | 成本比上年增减% |\n|---|---|---|---|---|---|\n"
        "| 阀门 | 1500.00 | 1200.00 | 20.00 | 10.00 | 8.00 |\n| 水泵 | 800.00 | 600.00 | 25.00 | -4.00 | -2.00 |\n"
    )
    report = parse(f"某某股份有限公司2023年年度报告\n单位：万元\n\n{table}", year=2023)
    metrics = {metric.id: metric.figure.digits for metric in report.metrics}
    found = {claim.surface.strip(): metrics.get(claim.current or "") for claim in report.claims}
    assert found == {"10.00": "1500.00", "8.00": "1200.00", "-4.00": "800.00", "-2.00": "600.00"}


def test_a_misprinted_share_of_a_structure_is_one_finding() -> None:
    """It fails over the three levels, and so do the shares over 100: that is one cause."""
    result = check(parse(HEAD + VALUE_ADDED.format("8.5:44.8:49.7"), year=2023)).result
    said = [(each.check.value, each.verdict.value) for each in result.checks if each.severity is not None]
    assert said == [("share", "inconsistent")]
    alone = check(parse(HEAD + "三次产业结构为8.5:44.8:49.7。", year=2023)).result
    assert [each.check.value for each in alone.checks if each.severity is not None] == ["total"]
