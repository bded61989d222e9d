"""One misprinted cell of a table is one finding, whatever it breaks; each cell under a mistaken head is one."""

from __future__ import annotations

import pytest

from reportdiff import check, parse
from reportdiff.model import Check

TITLE = "石浦市2023年工作报告\n一、主要情况\n"
STOCK = (
    "案件收结存情况\n单位：件\n\n| 类别 | 旧存 | 新收 | 审结 | 未结 |\n|---|---|---|---|---|\n"
    "| 刑事 | 41 | 920 | 905 | 56 |\n| 民事 | 213 | 3432 | 3123 | {left} |\n"
    "| 行政 | 30 | 410 | 377 | 63 |\n| 合计 | 284 | 4762 | 4405 | 641 |\n"
)
CHANGES = (
    "收案情况\n\n| 类型 | 2022年（件） | 2023年（件） | 增减数（件） | 增长率 |\n|---|---|---|---|---|\n"
    "| 婚姻家庭 | 512 | 640 | 128 | 25.00% |\n| 民间借贷 | 2674 | {now} | {change} | {rate} |\n"
    "| 劳动争议 | 300 | 345 | 45 | 15.00% |\n| 物业服务 | 880 | 792 | -88 | -10.00% |\n"
)
SHARES = (
    "单位：元\n\n| 项目 | 2023年金额 | 2023年占比 | 2022年金额 | 2022年占比 | 同比增减 |\n|---|---|---|---|---|---|\n"
    "| 材料 | 6,000.00 | 60.00% | 5,600.00 | 56.00% | {} |\n| 人工 | 2,500.00 | 25.00% | 2,400.00 | 24.00% | {} |\n"
    "| 折旧 | 1,500.00 | 15.00% | 2,000.00 | 20.00% | {} |\n"
)


def findings(table: str) -> list[Check]:
    """Return what a report with this table is told of."""
    return [item for item in check(parse(TITLE + table)).result.checks if item.severity is not None]


@pytest.mark.parametrize(
    ("table", "hint"),
    [
        (STOCK.format(left=592), "若“592（件）”为522件"),  # its row, and the total of its column
        (CHANGES.format(now=534, change=-2141, rate="-80.07%"), "若“534（件）”为533件"),
        (CHANGES.format(now=533, change=-2141, rate="-60.07%"), ""),  # against the levels, and against the change
        (CHANGES.format(now=533, change=-2101, rate="-80.07%"), ""),
    ],
)
def test_one_cell_is_one_finding(table: str, hint: str) -> None:
    """The checks that one value of a cell makes hold are one finding, which names the value where it is alone."""
    found = findings(table)
    assert [item.severity for item in found] == ["error"]
    assert hint in found[0].message.zh


def test_what_holds_is_quiet() -> None:
    """The same tables without a misprint."""
    assert not findings(STOCK.format(left=522))
    assert not findings(CHANGES.format(now=533, change=-2141, rate="-80.07%"))


def test_two_cells_are_two_findings() -> None:
    """Misprints of two rows stay two, also where they share a total."""
    table = STOCK.format(left=592).replace("| 56 |", "| 65 |")
    assert len({item.metric for item in findings(table)}) >= 2


def test_each_cell_under_a_mistaken_head_is_a_finding() -> None:
    """Differences of shares under a head that means growth elsewhere are found in every row."""
    growth, points = SHARES.format("7.14%", "4.17%", "-25.00%"), SHARES.format("4.00%", "1.00%", "-5.00%")
    found = findings(f"（一）收入构成\n{growth}\n（二）成本构成\n{points}")
    assert len(found) == 3
    assert {item.diagnoses[0].value for item in found} == {"points_as_percent"}
