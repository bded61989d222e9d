"""Cells between the figures of a sum that print words, or figures of no known sign: the sum is asked about."""

from __future__ import annotations

import pytest

import reportdiff as rd
from reportdiff.model import Check, Severity

_HEADS = "项目 | 期初余额 | 本期增加 | 本期减少 | 期末余额"
_ROWS = ("维修基金 | 640.00 | 215.00 | 180.00 | 675.00", "安置费 | 92.00 | 318.00 | 307.00 | 103.00")
_WIDE = "项目 | 期初余额 | 本期增加 | 本期减少 | {head} | 期末余额"
_WIDE_ROWS = tuple(" |  | ".join(row.rsplit(" | ", 1)) for row in _ROWS)
_CASES = ["类别 | 旧存 | 新收 | 审结 | 移送 | 未结", "刑事 | 41 | 820 | 806 |  | 55", "民事 | 88 | 960 | 931 |  | 117"]


def findings(rows: list[str], *, down: bool = False) -> list[Check]:
    """Return what a table of these rows is told of; `down`: its rows are columns."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    if down:
        cells = [list(row) for row in zip(*cells, strict=True)]
    cells.insert(1, ["---"] * len(cells[0]))
    table = "\n".join(f"| {' | '.join(row)} |" for row in cells)
    checks = rd.check(rd.parse(f"海岬港务股份有限公司2023年年度报告\n\n专项应付款\n单位：元\n\n{table}")).result.checks
    return [check for check in checks if check.severity not in (None, Severity.NOTE)]


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize(
    ("last", "severity", "words"),
    [
        ("拆迁费 | 300.00 | 44.00 | 19.00 | 385.00", Severity.ERROR, "不符"),
        ("拆迁费 | 300.00 | 44.00 | 不适用 | 385.00", Severity.ERROR, "不符"),
        ("拆迁费 | 300.00 | 44.00 | 见说明（2） | 325.00", Severity.QUESTION, "见说明（2）"),
        ("拆迁费 | 300.00 | 44.00 | 1 9.O0 | 325.00", Severity.QUESTION, "未能读作数字"),
    ],
)
def test_words_in_the_place_of_a_figure(last: str, severity: Severity, words: str, *, down: bool) -> None:
    """A balance that fails beside a cell of words is asked about; beside a blank or a figure it is an error."""
    (check,) = findings([_HEADS, *_ROWS, last], down=down)
    assert check.severity is severity
    assert words in check.message.zh


@pytest.mark.parametrize(
    ("head", "last", "severity"),
    [
        ("划转下属企业", "拆迁费 | 300.00 | 44.00 | 19.00 | 8.00 | 385.00", Severity.QUESTION),
        ("划转下属企业", "拆迁费 | 300.00 | 44.00 | 19.00 | | 385.00", Severity.ERROR),
        ("其他变动", "拆迁费 | 300.00 | 44.00 | 19.00 | 8.00 | 317.00", Severity.QUESTION),
        ("其他变动", "拆迁费 | 300.00 | 44.00 | 19.00 | 8.00 | 371.00", Severity.ERROR),
    ],
)
def test_figures_of_no_known_sign(head: str, last: str, severity: Severity) -> None:
    """A figure whose head says neither added nor taken off leaves its balance open, a blank one does not."""
    (check,) = findings([_WIDE.format(head=head), *_WIDE_ROWS, last])
    assert check.severity is severity


def test_a_column_that_other_rows_prove() -> None:
    """What rows that hold prove of a column counts: there the one that fails is an error."""
    rows = [_WIDE.format(head="划转下属企业"), *_WIDE_ROWS]
    proved = "拆迁费 | 300.00 | 44.00 | 19.00 | 8.00 | 317.00"
    assert not findings([*rows, proved])
    (check,) = findings([*rows, proved, "绿化费 | 510.00 | 36.00 | 27.00 | 5.00 | 541.00"])
    assert check.severity is Severity.ERROR


def test_a_column_of_remarks() -> None:
    """Words in most rows of a column are remarks, which leave nothing open."""
    rows = [" | 正常使用 | ".join(row.rsplit(" | ", 1)) for row in (*_ROWS, "拆迁费 | 300.00 | 44.00 | 19.00 | 385.00")]
    (check,) = findings([_WIDE.format(head="确认依据"), *rows])
    assert check.severity is Severity.ERROR


@pytest.mark.parametrize(("cell", "severity"), [("", Severity.ERROR), ("12", Severity.QUESTION)])
def test_cases_that_left_a_court(cell: str, severity: Severity) -> None:
    """旧存 + 新收 − 审结 = 未结 is left open by cases that were handed over."""
    (check,) = findings([*_CASES, f"行政 | 17 | 310 | 298 | {cell} | 41"])
    assert check.severity is severity
