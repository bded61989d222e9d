"""Two reports: entities keep apart, comparatives are held against last year's report, N件M人 has two readings."""

from __future__ import annotations

import reportdiff as rd
from reportdiff.model import Check, Severity

STATEMENT = "{entity}资产负债表\n单位：元\n\n| 项目 | {year}年12月31日 | {before}年12月31日 |\n|---|---|---|\n{rows}\n"


def company(year: int, **statements: str) -> rd.Report:
    """Return a report with a balance sheet for each entity; rows are "label this-year last-year", joined by ;."""
    text = f"海岬实业股份有限公司{year}年年度报告\n\n"
    for entity, rows in statements.items():
        lines = "\n".join(f"| {' | '.join(row.split())} |" for row in rows.split(";"))
        text += STATEMENT.format(entity=entity, year=year, before=year - 1, rows=lines) + "\n"
    return rd.read(text.encode(), name=f"{year}.txt")


def test_the_group_and_the_parent_are_never_paired() -> None:
    """Each figure pairs within its entity, also where the other entity's is nearer."""
    prior = company(
        2023, 合并="存货 410.00 400.00;资产总计 1,700.00 1,650.00", 母公司="存货 120.00 110.00;资产总计 900.00 880.00"
    )
    current = company(
        2024, 合并="存货 125.00 410.00;资产总计 910.00 1,700.00", 母公司="存货 415.00 120.00;资产总计 1,710.00 900.00"
    )
    entities = {
        side: {metric.id: metric.facets.entity for metric in report.metrics}
        for side, report in enumerate((prior, current))
    }
    pairs = [pair for pair in rd.compare(prior, current).result.pairs if pair.prior and pair.current]
    assert len(pairs) == 8
    assert all(entities[0][str(pair.prior)] == entities[1][str(pair.current)] != None for pair in pairs)  # noqa: E711


def restated(prior: rd.Report, current: rd.Report) -> list[str]:
    """Return the metrics whose last year's figure is asked about."""
    checks = rd.compare(prior, current).result.checks
    return [str(check.metric) for check in checks if check.check == "prior_restated"]


def test_a_comparative_that_differs_is_asked_about() -> None:
    """One cell of last year's column differs from last year's report; the twin that agrees is quiet."""
    prior = company(2023, 合并="存货 410.00 400.00;固定资产 630.00 600.00;资产总计 1,700.00 1,650.00")
    same = company(2024, 合并="存货 425.00 410.00;固定资产 655.00 630.00;资产总计 1,810.00 1,700.00")
    other = company(2024, 合并="存货 425.00 410.00;固定资产 655.00 610.00;资产总计 1,810.00 1,700.00")
    assert restated(prior, same) == []
    assert len(restated(prior, other)) == 1


LONG = (
    "货币资金 {0} 90.00;应收账款 210.00 200.00;存货 410.00 400.00;流动资产合计 630.00 600.00;资产总计 1,700.00 1,650.00"
)
NEXT = "货币资金 120.00 {0};应收账款 230.00 210.00;存货 425.00 410.00;流动资产合计 655.00 630.00;资产总计 1,810 1,700"


def states(prior: rd.Report, current: rd.Report) -> dict[tuple[str | None, str], tuple[str, str]]:
    """Return what became of every line of last year's statements, with the difference."""
    return {
        (each.entity, each.label): (each.state.value, str(each.difference or ""))
        for each in rd.compare(prior, current).result.comparatives
    }


def test_every_line_of_a_statement_is_held_against_last_year() -> None:
    """Lines agree or are restated by an amount, of each entity; a line that is gone is not found."""
    prior = company(2023, 合并=LONG.format("95.00"), 母公司=LONG.format("45.00"))
    found = states(prior, company(2024, 合并=NEXT.format("95.00"), 母公司=NEXT.format("47.50")))
    assert found["合并", "货币资金"] == ("agrees", "")
    assert found["母公司", "货币资金"] == ("restated", "5/2")
    assert list(found.values()).count(("agrees", "")) == 9
    gone = NEXT.format("95.00").replace("存货 425.00 410.00;", "")
    assert states(prior, company(2024, 合并=gone))["合并", "存货"] == ("not_found", "")


def test_columns_before_and_after_a_restatement() -> None:
    """Where both are printed, the one before must agree, and the difference is announced."""
    prior = company(2023, 合并=LONG.format("95.00"))
    rows = "\n".join(
        f"| {label} | {own} | {after} | {before} |"
        for label, own, after, before in (
            ("货币资金", "120.00", "95.00", "95.00"),
            ("存货", "425.00", "402.00", "410.00"),
            ("流动资产合计", "655.00", "630.00", "630.00"),
            ("资产总计", "1,810.00", "1,692.00", "1,700.00"),
        )
    )
    text = (
        "海岬实业股份有限公司2024年年度报告\n\n合并资产负债表\n单位：元\n\n"
        "| 项目 | 2024年12月31日 | 2023年12月31日 | 2023年12月31日 |\n| | | 调整后 | 调整前 |\n|---|---|---|---|\n"
        + rows
    )
    current = rd.read(text.encode(), name="2024.txt")
    found = {each.label: each for each in rd.compare(prior, current).result.comparatives}
    assert (found["存货"].state.value, str(found["存货"].difference), found["存货"].announced) == (
        "restated",
        "-8",
        True,
    )
    assert found["货币资金"].state.value == "agrees"


def test_a_comparative_is_no_change_and_no_figure_carried_over() -> None:
    """Figures of one period are no pair of a table; what did not move in a statement is no question."""
    prior = company(2023, 合并=LONG.format("95.00"))
    current = company(2024, 合并=NEXT.format("95.00").replace("655.00", "630.00"))
    diff = rd.compare(prior, current)
    before, after = ({metric.id: metric.period for metric in report.metrics} for report in (prior, current))
    for change in diff.result.changes:
        assert before[change.prior] != after[change.current]
    assert not [check for check in diff.result.checks if check.check == "carry_over"]
    assert "as_of:2023-12-31→as_of:2024-12-31" in set(diff.changes["years"])
    assert diff.comparatives["state"].tolist() == ["agrees"] * 5
    assert rd.Comparison.from_json(diff.to_json()) == diff


def cases(change: str) -> list[Check]:
    """Return the findings about a change behind a number of cases and one of persons."""
    prior = rd.read("白鹭县人民法院2022年工作报告\n审结盗窃犯罪案件80件120人。".encode(), name="2022.txt")
    text = f"白鹭县人民法院2023年工作报告\n审结盗窃犯罪案件92件150人，同比上升{change}。"
    result = rd.compare(prior, rd.read(text.encode(), name="2023.txt")).result
    return [check for check in result.checks if check.severity is not None]


def test_a_change_behind_cases_and_persons_is_of_the_cases() -> None:
    """It may be of the persons too, which is asked; what fits neither is an error."""
    assert not cases("15.0%")
    assert [check.severity for check in cases("25.0%")] == [Severity.QUESTION]
    assert Severity.ERROR in [check.severity for check in cases("35.0%")]


MARGINS = "| 分产品 | 营业收入 | 营业成本 | 毛利率 | 毛利率比上年同期增减 |\n|---|---|---|---|---|\n{rows}\n"


def margins(year: int, *rows: str) -> rd.Report:
    """Return a report with a table of margins."""
    table = MARGINS.format(rows="\n".join(f"| {row} |" for row in rows))
    return rd.read(f"海岬实业股份有限公司{year}年年度报告\n单位：元\n\n{table}".encode(), name=f"{year}.txt")


def test_a_column_that_prints_points_with_a_percent_sign_holds_with_a_note() -> None:
    """Forms print the difference of two margins as -1.83%: only a row that is no difference either is wrong."""
    prior = margins(2022, "电机 | 1,000.00 | 600.00 | 40.00% | 1.00%", "风机 | 800.00 | 560.00 | 30.00% | 0.50%")
    rows = "电机 | 1,100.00 | 682.00 | 38.00% | -2.00%", "风机 | 900.00 | 612.00 | 32.00% | 2.00%"
    checks = [item for item in rd.compare(prior, margins(2023, *rows)).result.checks if item.check == "growth"]
    assert [(item.verdict.value, item.severity) for item in checks] == [("consistent", Severity.NOTE)] * 2
    checks = list(rd.compare(prior, margins(2023, rows[0], rows[1].replace(" 2.00%", " 7.00%"))).result.checks)
    assert any(item.severity in (Severity.ERROR, Severity.WARNING, Severity.QUESTION) for item in checks)


def test_every_output_tells_of_the_comparatives() -> None:
    """Page, Markdown, terminal and workbook have the counts, and the lines that deviate."""
    prior = company(2023, 合并=LONG.format("95.00"))
    diff = rd.compare(prior, company(2024, 合并=NEXT.format("97.50")))
    for text in (
        diff.render("html"),
        diff.render("md"),
        diff.render("table"),
        diff.render("csv", table="comparatives"),
    ):
        assert "资产负债表" in text
        assert "不同，未见说明" in text
    assert "一致4项，不同1项" in diff.render("md")


def test_what_is_no_restatement() -> None:
    """A figure without its cents is the same amount, and a row of another item is no comparative."""
    prior = company(2023, 合并=LONG.format("95.00").replace("410.00 400.00", "410 400"))
    assert restated(prior, company(2024, 合并=NEXT.format("95.00").replace("425.00 410.00", "425.00 410.37"))) == []
    notes = "| 项目 | {year}年末 | {before}年末 |\n|---|---|---|\n{rows}\n"
    title = "海岬实业股份有限公司{year}年年度报告\n\n资产变动\n单位：元\n\n" + notes
    rows = "| 其他非流动金融资产 | 485,922.53 | 300,100.10 |\n| 存货 | 52,300.2 | 41,200.3 |\n| 商誉 | 9,100 | 9,100 |"
    after = "| 其他非流动资产 | 58,861.24 | 1,525,056.61 |\n| 存货 | 61,500.7 | 52,300.2 |\n| 商誉 | 8,200 | 9,100 |"
    reports = [
        rd.read(title.format(year=year, before=year - 1, rows=cells).encode(), name=f"{year}.txt")
        for year, cells in ((2023, rows), (2024, after))
    ]
    assert restated(*reports) == []


def test_what_lapses_in_a_year_is_no_figure_of_that_year() -> None:
    """Rows of years under a column of a balance are names: losses that may be used until 2027."""
    rows = "| 2025年 | 120.50 | 118.20 |\n| 2026年 | 310.70 | 305.10 |\n| 2027年 | 90.30 | 92.40 |"
    table = f"| 年份 | 期末余额 | 期初余额 |\n|---|---|---|\n{rows}\n"
    report = rd.read(f"海岬实业股份有限公司2023年年度报告\n\n可抵扣亏损\n单位：元\n\n{table}".encode(), name="2023.txt")
    assert {metric.name for metric in report.metrics} == {"2025年", "2026年", "2027年"}
    assert {metric.year for metric in report.metrics} == {2023, 2022}
