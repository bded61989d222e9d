"""Rows of other names whose own comparatives speak against a pair have no partners."""

from __future__ import annotations

import pytest

import reportdiff as rd

HEAD = "\n单位：万元\n\n| 项目 | 期末 | 期初 |\n|---|---|---|\n"


@pytest.mark.parametrize(
    ("label", "opening", "paired"), [("融出资金", "700", False), ("拆出资金", "700", True), ("融出资金", "520", True)]
)
def test_a_row_that_prints_another_figure_for_last_year(label: str, opening: str, paired: bool) -> None:
    """A row keeps its partner where the name is the same, or where it prints last year's figure of the partner."""
    prior = rd.parse(f"某某股份有限公司2023年年度报告{HEAD}| 拆出资金 | 520 | 400 |\n| 存货 | 90 | 80 |\n")
    current = rd.parse(f"某某股份有限公司2024年年度报告{HEAD}| {label} | 910 | {opening} |\n| 存货 | 95 | 90 |\n")
    surfaces = {metric.id: metric.figure.surface for metric in current.metrics}
    pairs = rd.compare(prior, current).result.pairs
    assert any(pair.prior is not None and surfaces.get(pair.current or "") == "910" for pair in pairs) is paired


@pytest.mark.parametrize(
    ("one", "other", "paired"),
    [
        ("一号产线产量", "三号产线产量", False),
        ("1#机组发电量", "2#机组发电量", False),
        ("第一车间产值", "第二车间产值", False),
        ("甲车间产值", "乙车间产值", False),
        ("A座出租率", "B座出租率", False),
        ("1号线客运量", "一号线客运量", True),
        ("第二车间产值", "第二车间产值", True),
        ("甲醇产量", "甲醇产量", True),
        ("三号产线产量", "产线产量", True),
    ],
)
def test_numbered_sisters(one: str, other: str, paired: bool) -> None:
    """Sisters that only their numbers or letters tell apart never pair; one number is written in two ways."""
    reports = [
        rd.parse(f"{name}{amount}。", year=year)
        for name, amount, year in ((one, "500万元", 2022), (other, "520万元", 2023))
    ]
    assert any(pair.prior and pair.current for pair in rd.compare(*reports).result.pairs) is paired
