"""Columns that are products of two others, and ranks against the figures that they order."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reportdiff import check, read

FURNITURE = [
    ("书桌", "1,250", "36", "45,000"),
    ("档案柜", "860", "24", "20,640"),
    ("扫描仪", "2,350", "12", "28,200"),
    ("台式电脑", "5,480", "15", "82,200"),
    ("座椅", "320", "60", "19,200"),
]
CROPS = [
    ("小麦", "12500", "412.5", "5156"),
    ("玉米", "8600", "530.2", "4560"),
    ("水稻", "15300", "588.4", "9003"),
    ("大豆", "4200", "165.3", "694"),
    ("油菜", "3100", "148.8", "461"),
]


def findings(heads: Sequence[str], rows: Sequence[Sequence[str]], unit: str = "元") -> list[tuple[str, str]]:
    """Return the severity and the first evidence of each finding in a report with one table."""
    lines = ["| " + " | ".join(cells) + " |" for cells in (heads, ["---"] * len(heads), *rows)]
    text = f"石浦市2023年情况\n\n明细表\n单位：{unit}\n\n" + "\n".join(lines) + "\n"
    report = read(text.encode(), name="report.txt")
    made = [item for item in check(report).result.checks if item.severity is not None]
    return [(str(item.severity), item.evidence[0].span.of(text)) for item in made]


@pytest.mark.parametrize(
    ("heads", "rows", "unit", "severity"),
    [
        (("品目", "单价", "数量", "金额"), FURNITURE, "元", "error"),
        (("作物", "播种面积（亩）", "亩产（公斤）", "总产量（吨）"), CROPS, "元", "error"),
        (("品目", "甲", "乙", "丙"), FURNITURE, "元", "question"),
    ],
    ids=["price and number", "area and yield", "heads that say nothing"],
)
def test_products_are_proved_by_their_rows(
    heads: Sequence[str], rows: Sequence[Sequence[str]], unit: str, severity: str
) -> None:
    """What all rows but one multiply to is a product; the row that deviates is named, and quiet where it does not."""
    assert findings(heads, rows, unit) == []
    broken = [list(row) for row in rows]
    broken[2][3] = broken[2][3].replace("2", "7").replace("9003", "9093")
    assert findings(heads, broken, unit) == [(severity, broken[2][3])]


def test_two_rows_prove_no_product() -> None:
    """Two rows that multiply and a third that does not are no product."""
    rows = [*FURNITURE[:2], ("扫描仪", "2,350", "12", "31,705"), ("台式电脑", "5,480", "15", "90,113")]
    assert findings(("品目", "单价", "数量", "金额"), rows) == []


def test_prices_in_whole_yuan_hide_cents() -> None:
    """A product of a rounded price misses by less than the price hides, and is asked about at most."""
    rows = [("甲", "412", "1250", "515,313"), ("乙", "530", "860", "455,972"), ("丙", "588", "1530", "900,252")]
    rows += [("丁", "165", "420", "69,426"), ("戊", "149", "310", "46,128")]
    assert findings(("品目", "单价", "数量", "金额"), rows) == []


TOWNS = [
    ("石浦", "1852.3"),
    ("东澜", "1640.7"),
    ("岭北", "1533.2"),
    ("青川", "1420.9"),
    ("海岬", "1288.4"),
    ("云台", "988.6"),
]


def test_a_table_in_the_order_of_its_ranks_is_held_to_them() -> None:
    """A figure that breaks the order of the ranks ahead of its row is asked about."""
    heads = ("排名", "市", "地区生产总值（亿元）")
    rows = [(str(place), *town) for place, town in enumerate(TOWNS, start=1)]
    assert findings(heads, rows) == []
    rows[3] = ("4", "青川", "1733.9")
    assert findings(heads, rows) == [("question", "1733.9")]


def test_a_column_of_ranks_is_held_to_the_figures_beside_it() -> None:
    """A rank that two rows bear, and that only one of them fits, is asked about."""
    heads = ("市", "地区生产总值（亿元）", "位次")
    ranked = [(name, value, str(place)) for place, (name, value) in enumerate(TOWNS, start=1)]
    rows = [ranked[place] for place in (1, 0, 4, 3, 2, 5)]
    assert findings(heads, rows) == []
    rows[3] = ("青川", "1420.9", "2")
    assert findings(heads, rows) == [("question", "1420.9")]


def test_numbers_of_rows_are_no_ranks() -> None:
    """Rows that are only numbered stand in any order, and ranks of something else order no column."""
    numbered = [(str(place), *town) for place, town in enumerate([*TOWNS[3:], *TOWNS[:3]], start=1)]
    assert findings(("序号", "市", "地区生产总值（亿元）"), numbered) == []
    mixed = [("石浦", "1288.4", "1"), ("东澜", "1852.3", "2"), ("岭北", "988.6", "3"), ("青川", "1640.7", "4")]
    mixed += [("海岬", "1533.2", "5"), ("云台", "1420.9", "6")]
    assert findings(("市", "地区生产总值（亿元）", "空气质量位次"), mixed) == []
