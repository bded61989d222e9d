"""The claims of tables: two years of one metric, changes, shares and completions, checked within the table."""

from __future__ import annotations

import pytest

from reportdiff import check, parse
from reportdiff.lexicon.columns import ColumnRow, head_of
from reportdiff.lexicon.rows import load_rows
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


@pytest.mark.parametrize("row", load_rows("columns", ColumnRow), ids=lambda row: f"{row.means}-{row.examples[0]}")
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


@pytest.mark.parametrize(
    ("table", "levels"),
    [
        (
            "指标\t当月\t当月增幅\t累计\t累计增幅\n客运量\t12.0\t20.0%\t130.0\t4.0%\n货运量\t8.4\t5.0%\t92.0\t2.2%",
            "12.0 130.0",
        ),
        (
            "指标\t当月\t累计\t当月增幅\t累计增幅\n客运量\t12.0\t130.0\t20.0%\t4.0%\n货运量\t8.4\t92.0\t5.0%\t2.2%",
            "12.0 130.0",
        ),
        (
            "指标\t产量\t同比增长\t销量\t同比增长\t库存量\n钢材\t12.0\t2.0%\t20.0\t1.3%\t4.0\n水泥\t8.4\t1.0%\t5.0\t9.2%\t2.2",
            "12.0 20.0",
        ),
        ("指标\t预算数\t完成数\t增幅\n钢材\t12.0\t10.0\t20.0%\n水泥\t8.4\t8.0\t5.0%", ""),
    ],
)
def test_each_growth_is_of_the_level_beside_it(table: str, levels: str) -> None:
    """Where each level of a table has a growth beside it, that is of it; one growth beside two levels is of neither."""
    row = [current for _, _, current, _ in said(report(table)) if current is not None]
    assert " ".join(row[:2]) == levels


def test_changes_are_checked_within_their_table() -> None:
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


def test_a_rate_of_execution_is_of_the_plan_that_its_rows_bear_out() -> None:
    """执行率 beside the first budget and that of the whole year: the rows say that it is of the latter."""
    read = report(
        "| 项目 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |\n|---|---|---|---|---|\n"
        "| 养护 | 500 | 600 | 570 | 95.0% |\n| 检测 | 400 | 500 | 450 | 90.0% |\n| 照明 | 200 | 240 | 180 | 85.0% |"
    )
    assert said(read)[0] == ("养护/全年执行数", "completion", "570", "600")
    assert [verdict for _, verdict in verdicts(read, "completion")] == ["consistent", "consistent", "inconsistent"]


def test_rates_and_points() -> None:
    """The difference of two rates is in points, whatever its head says; what fits neither way is asked about."""
    read = report(
        "| 指标 | 单位 | 2023年 | 2024年 | 增减（个百分点） |\n|---|---|---|---|---|\n"
        "| 出庭率 | % | 94.3 | 96.4 | 2.1 |"
    )
    assert said(read) == [("出庭率", "points", "96.4", "94.3")]
    assert verdicts(read, "points") == [("2.1", "consistent")]
    read = report(
        "| 指标 | 单位 | 2023年 | 2024年 | 增减% |\n|---|---|---|---|---|\n| 出庭率 | % | 94.3 | 96.4 | 2.1 |"
    )
    assert said(read) == [("出庭率", "points", "96.4", "94.3")]
    read = report(
        "| 指标 | 单位 | 2023年 | 2024年 | 增减% |\n|---|---|---|---|---|\n| 出庭率 | % | 94.3 | 96.4 | 3.1 |"
    )
    assert verdicts(read, "growth") == [("3.1", "unchecked")]


def test_balances_are_of_the_ends_of_years() -> None:
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


def test_text_and_table_are_linked_or_contradict_each_other() -> None:
    """A claim of the text finds its base in the table; a figure a slip away from the table's is asked about."""
    table = "| 事项 | 2023年 | 2024年 |\n|---|---|---|\n| 行政许可 | 20000 | 21640 |\n| 行政处罚 | 2143 | 1875 |"
    read = report(table, after="全县作出行政许可21640件，同比增长8.2%；作出行政处罚1857件。")
    assert ("行政许可", "percent") in {(name[-4:], form) for name, form, _, _ in said(read)}
    assert said(read)[0][2:] == ("21640件", "20000")
    assert verdicts(read, "growth") == [("同比增长8.2%", "consistent")]
    agreed = [item for item in check(read).result.checks if item.check == "agreement"]
    assert [item.severity for item in agreed] == ["question"]
    assert "1875" in agreed[0].message.zh


def levels(read: Report) -> list[tuple[str, str, str]]:
    """Name, period and value of each metric."""
    return [(item.name, item.period.label if item.period else "", item.figure.text) for item in read.metrics]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *(("1 234.50", "1234.50"), ("1\u00a0234.50", "1234.50"), ("１，２３４．５０", "1234.50"), ("-3", "-3")),
        *(("(1,234.50)", "-1234.5"), ("（12.30）", "-12.3"), ("↓5", "-5"), ("－5", "-5"), ("5.2‰", "0.52")),
    ],
)
def test_numbers_in_cells_are_read_however_they_are_set(cell: str, value: str) -> None:
    """Separators of every kind, full-width digits and an accountant's brackets are read in cells between bars."""
    read = parse(f"安丰县2024年工作报告\n一、主要情况\n| 事项 | 数 |\n|---|---|\n| 甲 | {cell} |\n| 乙 | 7 |")
    assert [item.figure.text for item in read.metrics] == [value, "7"]


def test_changes_in_words_and_arrows() -> None:
    """A cell may say itself which way it goes, and in which unit: then that counts, whatever the head says."""
    read = report(
        "| 事项 | 本年 | 上年 | 同比 |\n|---|---|---|---|\n| 批捕 | 120 | 100 | ↑20.00% |\n"
        "| 起诉 | 450 | 500 | 下降10.00% |\n| 抗诉 | 3 | 2 | 增加1件 |\n"
        "| 出庭率（%） | 96.4 | 94.3 | 提高2.1个百分点 |\n"
        "| 走访 | 22 | 10 | 1.2倍 |"
    )
    assert [item.form.value for item in read.claims] == ["percent", "percent", "absolute", "points", "times_more"]
    assert [item.direction.value for item in read.claims] == ["up", "down", "up", "up", "up"]
    assert {item.verdict.value for item in check(read).result.checks} == {"consistent"}


def test_heads_amid_a_table_apply_to_the_rows_below() -> None:
    """Flows of a year and balances at its end share a table, each under heads of their own."""
    read = report(
        "| 主要数据 | 2024年 | 2023年 | 本期比上年同期增减（%） |\n|---|---|---|---|\n"
        "| 营业收入（万元） | 1,100.00 | 1,000.00 | 10.00 |\n"
        "| | 2024年末 | 2023年末 | 本期末比上年同期末增减（%） |\n| 总资产（万元） | 4,500.00 | 5,000.00 | -10.00 |"
    )
    assert [label for _, label, _ in levels(read)] == ["2024", "2023", "as_of:2024-12-31", "as_of:2023-12-31"]
    assert verdicts(read, "growth") == [("10.00", "consistent"), ("-10.00", "consistent")]


def test_column_numbers_and_fund_names_are_no_figures_and_no_plans() -> None:
    """栏次 only numbers the columns; an outcome of 一般公共预算 is no plan; the sides' titles name nothing."""
    read = parse(
        "安丰县水务局2023年度部门决算\n一、决算表\n收入支出决算总表\n公开01表\n部门：安丰县水务局 金额单位：万元\n\n"
        "| 收入 | 收入 | 收入 | 支出 | 支出 | 支出 |\n| 项目 | 行次 | 金额 | 项目 | 行次 | 金额 |\n"
        "| 栏次 | | 1 | 栏次 | | 2 |\n"
        "| 一、一般公共预算财政拨款收入 | 1 | 1,845.66 | 一、农林水支出 | 32 | 1,900.00 |\n"
        "| 二、其他收入 | 2 | 54.34 | 二、住房保障支出 | 33 | |\n"
        "| 本年收入合计 | 27 | 1,900.00 | 本年支出合计 | 58 | 1,900.00 |"
    )
    assert [(item.name, item.figure.text, item.status.value) for item in read.metrics] == [
        ("一般公共预算财政拨款收入/金额", "18456600", "actual"),
        ("农林水支出/金额", "19000000", "actual"),
        ("其他收入/金额", "543400", "actual"),
        ("本年收入合计/金额", "19000000", "actual"),
        ("本年支出合计/金额", "19000000", "actual"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "事项    上年数    本年数    增减额   增减%\n行政许可    20000    21640    1640    8.2\n"
        "行政处罚    2143    1875    -268    -12.5",
        "事项\t上年数\t本年数\t增减额\t增减%\n行政许可\t20000\t21640\t1640\t8.2\n行政处罚\t2143\t1875\t-268\t-12.5",
        "│事项    │上年数│本年数│增减额│增减%│\n├────┼───┼───┼───┼───┤\n"
        "│行政许可│20000 │21640 │1640  │8.2  │\n"
        "│行政处罚│2143  │1875  │-268  │-12.5│\n└────┴───┴───┴───┴───┘",
        "+------+--------+--------+--------+-------+\n| 事项 | 上年数 | 本年数 | 增减额 | 增减% |\n"
        "+------+--------+--------+--------+-------+\n"
        "| 行政许可 | 20000 | 21640 | 1640 | 8.2 |\n+------+--------+--------+--------+-------+\n"
        "| 行政处罚 | 2143 | 1875 | -268 | -12.5 |\n+------+--------+--------+--------+-------+",
    ],
    ids=["blanks", "tabs", "drawn", "ascii"],
)
def test_tables_of_plain_text_keep_signs(table: str) -> None:
    """A table set with blanks or tabs, or drawn with lines, is read like one between bars: a minus stays."""
    read = report(table)
    assert [item.direction.value for item in read.claims] == ["up", "up", "down", "down"]
    assert {item.verdict.value for item in check(read).result.checks} == {"consistent"}


def test_scores_do_not_take_the_unit_of_their_row() -> None:
    """A score beside a target is no length, and a target of a table of targets is held against what was reached."""
    read = parse(
        "安丰县2024年工作报告\n一、主要情况\n| 指标 | 指标值 | 实际完成值 | 完成率 | 得分 |\n"
        "|---|---|---|---|---|\n| 修复河道（公里） | 20 | 22 | 110% | 10 |\n"
        "| 达标率 | 90% | 95% | 105.56% | 10 |"
    )
    assert [item.figure.unit for item in read.metrics if item.name.endswith("得分")] == ["", ""]
    assert verdicts(read, "completion") == [("110%", "consistent"), ("105.56%", "consistent")]


def test_a_change_of_a_figure_that_its_head_names() -> None:
    """营业成本比上年增减 is a change of the row's 营业成本; what it was before is not printed."""
    read = report(
        "| 行业 | 营业收入（万元） | 营业成本（万元） | 毛利率（%） | 营业成本比上年增减（%） | 毛利率比上年增减 |\n"
        "|---|---|---|---|---|---|\n| 农机 | 1,200.50 | 960.40 | 20.00 | 8.10 | 减少1.60个百分点 |"
    )
    assert said(read) == [("农机/营业成本", "percent", "960.40", None), ("农机/毛利率", "points", "20.00", None)]


def test_plans_and_goals_of_years() -> None:
    """A column of a year's plan or goal is no outcome, and of the year that it names."""
    read = report(
        "| 指标 | 2023年实绩 | 2024年计划 | 2024年实绩 | 同比 | 2025年目标 |\n|---|---|---|---|---|---|\n"
        "| 走访（件） | 5000 | 5100 | 5120 | 2.4% | 5200 |\n| 调解（件） | 300 | 300 | 300 | 0 | 310 |"
    )
    found = [(item.figure.text, item.period.label if item.period else "", item.status.value) for item in read.metrics]
    assert found[:4] == [
        *(("5000", "2023", "actual"), ("5100", "2024", "target")),
        *(("5120", "2024", "actual"), ("5200", "2025", "target")),
    ]
    assert [(form, current, prior) for _, form, current, prior in said(read)] == [
        *(("percent", "5120", "5000"), ("percent", "300", "300"))
    ]


@pytest.mark.parametrize(
    ("table", "claims"),
    [
        (  # one row, so that nothing but the places of the columns tells the two changes apart
            "项目 2024年度采购单价 变动率 2023年度采购单价 变动率 2022年度采购单价\n棉纱 110.0 10.0% 100.0 25.0% 80.0",
            [("10.0%", "110.0", "100.0"), ("25.0%", "100.0", "80.0")],
        ),
        (
            "项目 2024年度 2023年度 变动率 2023年度 2022年度 变动率\n棉纱 110.0 100.0 10.0% 100.0 80.0 25.0%",
            [("10.0%", "110.0", "100.0"), ("25.0%", "100.0", "80.0")],
        ),
        (  # shares that print no time are of the year before them, and 同比增减 is their difference
            "行业 项目 2024年金额 占成本比重 2023年金额 占成本比重 同比增减\n"
            "制药 成本 1,500.00 50.00% 1,200.00 48.00% 2.00%\n"
            "零售 成本 1,200.00 40.00% 1,050.00 42.00% -2.00%\n"
            "其他 成本 300.00 10.00% 250.00 10.00% 0.00%",
            [("2.00%", "50.00%", "48.00%"), ("-2.00%", "40.00%", "42.00%"), ("0.00%", "10.00%", "10.00%")],
        ),
    ],
)
def test_columns_without_a_time_are_of_the_one_before(table: str, claims: list[tuple[str, str, str]]) -> None:
    """Changes and shares whose columns print one head and no time take that of the dated column before each."""
    read = parse(f"{HEAD}{table}")
    by_id = {metric.id: metric.figure.surface for metric in read.metrics}
    changes = [claim for claim in read.claims if claim.prior is not None]
    assert [(claim.surface, by_id[claim.current or ""], by_id[claim.prior or ""]) for claim in changes] == claims
    assert {item.verdict.value for item in check(read).result.checks} == {"consistent"}


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("2023-12-31金额", "as_of:2023-12-31"),
        ("2023.6.30", "as_of:2023-06-30"),
        ("截至2023年9月30日", "as_of:2023-09-30"),
        ("2023/06/30余额", "as_of:2023-06-30"),
        ("2023-01-01", "as_of:2022-12-31"),
    ],
)
def test_a_date_over_a_column_is_a_balance_and_no_name(head: str, label: str) -> None:
    """However a date is written, its figures are balances of that day, and their name is the row's alone."""
    read = parse(
        f"某公司2023年年度报告\n单位：万元\n| 项目 | {head} | 2021-12-31 |\n|---|---|---|\n| 存货 | 12.5 | 10.0 |"
    )
    assert next((item.name, item.period and item.period.label) for item in read.metrics) == ("存货", label)
