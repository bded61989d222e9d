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


@pytest.mark.parametrize(
    ("one", "other", "paired"),
    [("家具制造", "汽车制造", False), ("理学院", "法学院", False), ("科学技术支出", "科技支出", True)],
)
def test_things_of_a_list(one: str, other: str, paired: bool) -> None:
    """A row of a list that has another thing in its place has no partner; one that was shortened has."""
    head = "\n\n| 项目 | 金额（万元） |\n|---|---|\n| 卫生健康 | {} |\n| {} | {} |\n"
    reports = [
        rd.parse(f"青禾县{year}年部门决算" + head.format(cell, name, amount))
        for year, name, amount, cell in ((2022, one, "520", "90"), (2023, other, "540", "95"))
    ]
    found = {pair.current for pair in rd.compare(*reports).result.pairs if pair.prior and pair.current}
    surfaces = {metric.id: metric.figure.surface for metric in reports[1].metrics}
    assert ("540" in {surfaces[key] for key in found if key}) is paired


@pytest.mark.parametrize(("column", "paired"), [("金额", True), ("人数", True), ("其中：进口", False)])
def test_a_figure_in_prose_and_a_cell_of_its_name(column: str, paired: bool) -> None:
    """The only cell of a name goes with the only figure of that name in prose, to be looked at by a person."""
    prior = rd.parse("青禾县2022年部门决算\n本年支出900万元，其中基本支出520万元。")
    table = f"\n单位：万元\n\n| 项目 | {column} |\n|---|---|\n| 基本支出 | 540 |\n| 项目支出 | 310 |\n"
    pairs = rd.compare(prior, rd.parse("青禾县2023年部门决算" + table)).result.pairs
    both = [pair for pair in pairs if pair.prior and pair.current]
    assert [pair.review for pair in both] == [True] * paired
