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
