"""Budget tables with the codes of accounts, heads of several levels, and shares of a whole that is named anywhere."""

from __future__ import annotations

import pytest

from reportdiff import check, parse
from reportdiff.model import Verdict

_RULE = "\n" + "|---" * 7 + "|\n"
_APART = "| 科目编码 | | | 科目名称 | 合计 | 基本支出 | 项目支出 |" + _RULE + "| 类 | 款 | 项 | | | | |"
_CODED = (
    ("212", "", "", "城乡社区支出", "740.00", "510.00", "230.00"),
    ("212", "01", "", "城乡社区管理事务", "740.00", "510.00", "230.00"),
    ("212", "01", "01", "行政运行", "510.00", "510.00", ""),
    ("212", "01", "04", "城管执法", "230.00", "", "230.00"),
)


@pytest.mark.parametrize(
    ("heads", "join"),
    [
        (_APART, None),
        ("| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|", " | "),
        ("| 功能分类科目 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|", ""),
    ],
)
def test_codes_apart_and_glued(heads: str, join: str | None) -> None:
    """Codes in three columns under 类, 款 and 项, in one, and before the name: each account is the sum of its own."""
    rows = [row if join is None else ("".join(row[:3]) + join + row[3], *row[4:]) for row in _CODED]
    text = f"单位：万元\n{heads}\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows)
    for right, table in ((True, text), (False, text.replace("510.00 |  |", "501.00 |  |"))):
        checks = check(parse(table)).result.checks
        assert any(each.severity is not None for each in checks) is not right
        assert len(checks) > 4


@pytest.mark.parametrize("head", ["合同编号", "立项编号", "文书号", "设备型号", "科目代码", "站码", "专利号"])
def test_numbers_that_name_a_row(head: str) -> None:
    """A column of contract, project or document numbers holds no figure."""
    rows = "| 2023011 | 桥梁检测 | 48.6 |\n| 2023022 | 路灯养护 | 120.4 |"
    metrics = parse(f"单位：万元\n| {head} | 名称 | 金额 |\n|---|---|---|\n{rows}").metrics
    assert [metric.figure.surface for metric in metrics] == ["48.6", "120.4"]


def test_heads_of_three_levels() -> None:
    """A blank below a head that spans belongs to it, also where the head between is blank there too."""
    heads = "| 单位 | 2023年 | | | | 2022年 |\n| | 收入 | | 支出 | | 收入 |\n| | 拨款 | 其他 | 基本 | 项目 | 拨款 |"
    metrics = parse(f"{heads}\n| 水文站 | 12 | 5 | 9 | 8 | 11 |").metrics
    columns = [metric.table.column for metric in metrics if metric.table is not None]
    assert columns[1] == ("2023年", "收入", "其他")
    assert columns[3] == ("2023年", "支出", "项目")


def test_numbers_of_columns_in_plain_text() -> None:
    """栏次 1 2 3 numbers columns and holds no figure, also where blanks alone set cells apart."""
    rows = "行政运行 510.00 400.00 110.00\n城管执法 230.00 30.00 200.00"
    metrics = parse(f"单位：万元\n项目 合计 基本支出 项目支出\n栏次 1 2 3\n{rows}").metrics
    assert [metric.figure.surface for metric in metrics] == [word for word in rows.split() if word[0].isdecimal()]


@pytest.mark.parametrize(("share", "verdict"), [("0.7591", Verdict.CONSISTENT), ("0.7951", Verdict.UNCHECKED)])
def test_a_whole_that_is_named_anywhere(share: str, verdict: Verdict) -> None:
    """A precise share holds over a whole of its name that is printed later; what fits none is asked about."""
    before = "公司拟以总股本811,204,337股为基数派发现金红利。"
    after = "截至方案披露日，公司总股本817,304,337股。"
    claim = f"报告期内公司累计回购股份6,204,100股，占公司总股本的{share}%。"
    checks = check(parse(f"一、分配\n{before}\n二、回购\n{claim}\n三、股本\n{after}")).result.checks
    assert [each.verdict for each in checks] == [verdict]
