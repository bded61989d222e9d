"""What tables state: two years of one metric, changes, shares and completions, checked by themselves."""

from __future__ import annotations

import pytest

from reportdiff import check, parse
from reportdiff.lexicon.columns import ColumnRow, column_rows, head_of
from reportdiff.model import Claim, Metric, Report

HEAD = "安丰县2024年工作报告\n一、主要情况\n全县各项工作有序推进，具体办理情况如下（单位：件）：\n"


def report(table: str, *, after: str = "") -> Report:
    """A report of 2024 with this table."""
    return parse(f"{HEAD}{table}\n\n{after}")


def said(read: Report) -> list[tuple[str, str, str | None, str | None]]:
    """The claims: name, form, and what their operands print."""
    by_id: dict[str | None, Metric] = {metric.id: metric for metric in read.metrics}

    def printed(id: str | None) -> str | None:
        return by_id[id].figure.surface if id is not None else None

    return [(item.metric_name, item.form.value, printed(item.current), printed(item.prior)) for item in read.claims]


def verdicts(read: Report, name: str) -> list[tuple[str, str]]:
    """What the checks of one kind say of each metric."""
    return [
        (read_claim(read, item.claim).surface, item.verdict.value)
        for item in check(read).result.checks
        if item.check == name and item.claim is not None
    ]


def read_claim(read: Report, id: str | None) -> Claim:
    """A claim by id."""
    return next(claim for claim in read.claims if claim.id == id)


@pytest.mark.parametrize("row", column_rows(), ids=lambda row: f"{row.means}-{row.examples[0]}")
def test_rows_cover_their_examples(row: ColumnRow) -> None:
    """Each head of columns.toml is read as its row says, in the unit that it names."""
    for example in row.examples:
        words, _, unit = example.partition(" ")
        assert head_of(words, unit).means == row.means, example


def test_two_years_are_periods_of_one_metric() -> None:
    """Columns of last year and this year give one name in two periods, and no name holds a year."""
    for heads in (("上年数", "本年数"), ("2023年", "2024年"), ("2023年度", "2024年度"), ("上年同期", "本期")):
        read = report(f"| 事项 | {heads[0]} | {heads[1]} |\n|---|---|---|\n| 行政许可 | 20000 | 21640 |")
        found = [(item.name, item.period.label if item.period else "", item.figure.unit) for item in read.metrics]
        assert found == [("行政许可", "2023", "件"), ("行政许可", "2024", "件")]


def test_a_table_is_checked_by_itself() -> None:
    """Changes in a table are claims over its own columns: the right ones hold, the wrong ones are found."""
    read = report(
        "| 事项 | 上年数 | 本年数 | 增减额 | 增减% |\n|---|---|---|---|---|\n"
        "| 行政许可 | 20000 | 21640 | 1640 | 8.2 |\n| 行政处罚 | 2143 | 1875 | -268 | -12.5 |\n"
        "| 行政检查 | 6400 | 8000 | 1500 | 26.0 |"
    )
    assert said(read) == [
        ("行政许可", "absolute", "21640", "20000"),
        ("行政许可", "percent", "21640", "20000"),
        ("行政处罚", "absolute", "1875", "2143"),
        ("行政处罚", "percent", "1875", "2143"),
        ("行政检查", "absolute", "8000", "6400"),
        ("行政检查", "percent", "8000", "6400"),
    ]
    assert verdicts(read, "absolute") == [("1640", "consistent"), ("-268", "consistent"), ("1500", "inconsistent")]
    assert ("26.0", "inconsistent") in verdicts(read, "growth")
    assert ("8.2", "consistent") in verdicts(read, "growth")


def test_groups_of_columns_are_kept_apart() -> None:
    """Under heads of two levels a change belongs to the columns of its own group."""
    read = report(
        "| 事项 | 受理 | 受理 | 受理 | 办结 | 办结 | 办结 |\n"
        "| 事项 | 2023年 | 2024年 | 增减% | 2023年 | 2024年 | 增减% |\n"
        "|---|---|---|---|---|---|---|\n| 许可 | 100 | 110 | 10.0 | 200 | 180 | -10.0 |"
    )
    assert said(read) == [("许可/受理", "percent", "110", "100"), ("许可/办结", "percent", "180", "200")]
    assert {verdict for _, verdict in verdicts(read, "growth")} == {"consistent"}


def test_shares_and_completions() -> None:
    """A share is of the row called 合计, a completion of the budget in its own row."""
    read = report(
        "| 项目 | 预算数 | 决算数 | 完成预算% | 占比% |\n|---|---|---|---|---|\n"
        "| 水利 | 100 | 90 | 90.0 | 30.0 |\n| 农林 | 200 | 210 | 105.0 | 70.0 |\n| 合计 | 300 | 300 | 100.0 | 100.0 |"
    )
    completions = [item for item in said(read) if item[1] == "completion"]
    assert completions == [
        ("水利/决算数", "completion", "90", "100"),
        ("农林/决算数", "completion", "210", "200"),
        ("合计/决算数", "completion", "300", "300"),
    ]
    assert said(read)[1] == ("水利/决算数", "share", "90", "300")
    assert {verdict for _, verdict in verdicts(read, "completion")} == {"consistent"}


def test_rates_and_points() -> None:
    """The difference of two rates is in points; a percentage of change over rates is left undecided."""
    read = report(
        "| 指标 | 单位 | 2023年 | 2024年 | 增减（个百分点） |\n|---|---|---|---|---|\n"
        "| 出庭率 | % | 94.3 | 96.4 | 2.1 |"
    )
    assert said(read) == [("出庭率", "points", "96.4", "94.3")]
    assert verdicts(read, "points") == [("2.1", "consistent")]
    read = report(
        "| 指标 | 单位 | 2023年 | 2024年 | 增减% |\n|---|---|---|---|---|\n| 出庭率 | % | 94.3 | 96.4 | 2.1 |"
    )
    assert [item[2:] for item in said(read)] == [(None, None)]


def test_balances_are_of_a_day() -> None:
    """年初数 and 年末数 are balances at the ends of two years."""
    read = report("| 项目 | 年初数 | 年末数 |\n|---|---|---|\n| 存量案件 | 120 | 96 |")
    assert [item.period.label for item in read.metrics if item.period] == ["as_of:2023-12-31", "as_of:2024-12-31"]


def test_totals_of_tables() -> None:
    """A 合计 that one column proves and another contradicts is a question; one that holds is said to."""
    read = report(
        "| 事项 | 2023年 | 2024年 |\n|---|---|---|\n| 许可 | 1200 | 1300 |\n| 处罚 | 345 | 400 |\n"
        "| 合计 | 1545 | 1690 |"
    )
    totals = [(item.verdict.value, item.severity) for item in check(read).result.checks if item.check == "total"]
    assert totals == [("consistent", None), ("unchecked", "question")]


def test_text_and_table_are_one_or_contradict_each_other() -> None:
    """A claim of the text finds its base in the table; a figure a slip away from the table's is asked about."""
    table = "| 事项 | 2023年 | 2024年 |\n|---|---|---|\n| 行政许可 | 20000 | 21640 |\n| 行政处罚 | 2143 | 1875 |"
    read = report(table, after="全县作出行政许可21640件，同比增长8.2%；作出行政处罚1857件。")
    assert ("行政许可", "percent") in {(name[-4:], form) for name, form, _, _ in said(read)}
    assert said(read)[0][2:] == ("21640件", "20000")
    assert verdicts(read, "growth") == [("同比增长8.2%", "consistent")]
    agreed = [item for item in check(read).result.checks if item.check == "agreement"]
    assert [item.severity for item in agreed] == ["question"]
    assert "1875" in agreed[0].message.zh
