"""Heads of table columns: what one head says, what all heads over a column say, and which columns a change relates."""

from __future__ import annotations

import pytest

from reportdiff import check, parse
from reportdiff.lexicon.columns import Version, When, column_head, when_of
from reportdiff.model import Report


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("2023年末", When(year=2023, balance=True)),
        ("2023年初", When(year=2022, balance=True)),
        ("2023年12月31日", When(year=2023, balance=True)),
        ("年初", When(offset=-1, balance=True)),
        ("上年同期末", When(offset=-1, balance=True)),
        ("报告期末", When(balance=True)),
        ("去年同期", When(offset=-1)),
        ("2024年第三季度", When(year=2024, part="Q3")),
        ("2024年1-9月", When(year=2024, part="Q1-3")),
        ("上年前三季度", When(offset=-1, part="Q1-3")),
        ("年初预算", None),
        ("上年结转", None),
    ],
)
def test_times(words: str, when: When | None) -> None:
    """A time is told from the report's year or printed; 年初预算 and 上年结转 are none."""
    assert when_of(words) == when


@pytest.mark.parametrize(
    ("path", "unit", "role", "version", "subject"),
    [
        (("上年发行总额",), "亿元", "prior", "", ("发行总额",)),
        (("全市收入完成",), "万元", "", "outcome", ("全市收入",)),
        (("与上年比较", "上年执行数"), "万元", "prior", "outcome", ()),
        (("执行情况", "执行率"), "%", "completion", "", ()),
        (("财政收入增长",), "%", "percent", "", ("财政收入",)),
        (("工业增加值",), "亿元", "", "", ("工业增加值",)),
        (("当月增长",), "%", "percent", "", ()),
        (("一般公共预算",), "万元", "", "", ("一般公共预算",)),
        (("2026年预算数", "建议数"), "万元", "current", "budget", ()),
        (("2025年", "执行数"), "万元", "current", "outcome", ()),
        (("2022年", "调整前"), "元", "current", "unrestated", ()),
        (("2022年（重述后）",), "元", "current", "restated", ()),
        (("11月均价",), "元", "current", "", ("均价",)),
        (("调整后计划投资",), "万元", "", "adjusted", ("投资",)),
        (("实际完成产值",), "万元", "", "outcome", ("产值",)),
        (("计划生育支出",), "万元", "", "", ("计划生育支出",)),
        (("完成调整后计划",), "%", "completion", "", ()),
        (("期初余额", "账面价值"), "元", "opening", "", ("账面价值",)),
        (("本期增加金额", "计提"), "元", "inflow", "", ("本期增加金额", "计提")),
        (("本期减少金额", "处置或报废"), "元", "outflow", "", ("本期减少金额", "处置或报废")),
        (("比较", "增减率"), "%", "percent", "", ()),
        (("上年同期占总成本比例",), "%", "share", "", ("占总成本比例",)),
        (("比重增减",), "%", "points", "", ("比重",)),
        (("同比增减（±）",), "万元", "absolute", "", ()),
        (("全省排名",), "", "rank", "", ("全省排名",)),
        (("附注七",), "", "note", "", ("附注七",)),
    ],
)
def test_columns(path: tuple[str, ...], unit: str, role: str, version: str, subject: tuple[str, ...]) -> None:
    """The heads over a column give it a role, a version and a subject; the innermost that says something counts."""
    head = column_head(path, unit)
    assert (head.role.value, head.version.value, head.subject) == (role, version, subject)


@pytest.mark.parametrize(
    ("head", "base", "version"),
    [
        ("比2024年决算数增长", When(year=2024), Version.OUTCOME),
        ("为变动预算", None, Version.ADJUSTED),
        ("较年初预算增减", None, Version.INITIAL),
        ("比年初增长", When(offset=-1, balance=True), Version.NONE),
        ("完成全年目标的", None, Version.PLAN),
    ],
)
def test_bases(head: str, base: When | None, version: Version) -> None:
    """A change or a completion may name the time and the version of its base."""
    read = column_head((head,), "%")
    assert (read.base, read.base_version) == (base, version)


def read(heads: str, *rows: str, title: str = "安丰县2024年预算执行情况表", unit: str = "万元") -> Report:
    """Return a report of one table."""
    width = heads.count("|")
    lines = "\n".join(f"| {row} |" for row in rows)
    return parse(f"{title}\n单位：{unit}\n\n| {heads} |\n|{'---|' * (width + 1)}\n{lines}\n")


def verdicts(report: Report) -> list[tuple[str, str, str]]:
    """Return what the checks say of each printed size, in text order."""
    claims = {claim.id: claim for claim in report.claims}
    found = [
        (claims[item.claim].span.start, claims[item.claim].surface, item.verdict.value, str(item.severity or ""))
        for item in check(report).result.checks
        if item.claim is not None and item.check != "implied_prior"
    ]
    return [entry[1:] for entry in sorted(found)]


def test_the_plan_that_the_rows_bear_out() -> None:
    """占预算 beside two plans is of the one that the rows bear out; a row that deviates is found."""
    heads = "项目 | 年初预算数 | 调整预算数 | 执行数 | 占预算%"
    rows = ("教育 | 500 | 520 | 494 | 95.0", "卫生 | 300 | 400 | 380 | 95.0", "水利 | 80 | 90 | 81 | 90.0")
    assert {item[1:] for item in verdicts(read(heads, *rows))} == {("consistent", "")}
    wrong = verdicts(read(heads, *rows, "林业 | 60 | 50 | 45 | 75.0"))
    assert wrong[-1] == ("75.0", "inconsistent", "error")
    named = "项目 | 年初预算数 | 调整预算数 | 执行数 | 占年初预算%"
    assert verdicts(read(named, "教育 | 500 | 520 | 494 | 98.8"))[0][1] == "consistent"


def test_three_years_and_next_years_plan() -> None:
    """A change is between the years that its head names, or the last two before it."""
    heads = "项目 | 2022年 | 2023年 | 2024年 | 2024年比2022年增长% | 比上年增长%"
    found = verdicts(read(heads, "教育 | 400 | 500 | 550 | 37.5 | 10.0", "卫生 | 200 | 210 | 252 | 26.0 | 20.0"))
    assert {item[1] for item in found} == {"consistent"}
    heads = "科目 | 2024年执行数 | 2025年预算数 | 2025年预算比2024年执行数增减额 | 增减%"
    found = verdicts(read(heads, "教育 | 500 | 550 | 50 | 10.0", "卫生 | 200 | 190 | -10 | -5.0"))
    assert [item[1] for item in found if item[0] in ("50", "-10")] == ["consistent"] * 2


def test_months_and_the_months_before() -> None:
    """环比 is against the month before, 同比 against the same month of last year."""
    heads = "项目 | 本月数 | 上月数 | 上年同月 | 环比% | 同比%"
    found = verdicts(read(heads, "税收 | 5500 | 5000 | 4400 | 10.0 | 25.0", "非税 | 900 | 1000 | 1200 | -10.0 | -35.0"))
    assert [item[:2] for item in found] == [
        ("10.0", "consistent"),
        ("25.0", "consistent"),
        ("-10.0", "consistent"),
        ("-35.0", "inconsistent"),
    ]


def test_ratios_to_the_plan_of_another_year() -> None:
    """2026年预算为2025年预算的% relates two plans, 完成率（B/A） the columns A and B."""
    heads = "科目 | 2025年预算 | 2025年执行 | 2026年预算 | 2026年预算为2025年预算的% | 2026年预算为2025年执行的%"
    found = verdicts(read(heads, "教育 | 500 | 480 | 528 | 105.6 | 110.0", "卫生 | 200 | 210 | 231 | 115.5 | 120.0"))
    assert [item[1] for item in found] == ["consistent", "consistent", "consistent", "inconsistent"]
    found = verdicts(read("科目 | 预算数（A） | 执行数（B） | 完成率（B/A）", "教育 | 500 | 475 | 95.0%"))
    assert [item[1] for item in found] == ["consistent"]


def test_what_a_head_means_elsewhere_in_the_report() -> None:
    """A column that holds differences of shares, under heads that mean growth in another table, is misprinted."""
    table = (
        "| 项目 | 2024年 | 2024年 | 2023年 | 2023年 | 同比增减 |\n|---|---|---|---|---|---|\n"
        "| 项目 | 金额 | 占{of}比重 | 金额 | 占{of}比重 | 同比增减 |\n{rows}\n"
    )
    amounts = (
        "甲 | 660 | 55.00% | 600 | 60.00%",
        "乙 | 324 | 27.00% | 300 | 30.00%",
        "丙 | 216 | 18.00% | 100 | 10.00%",
    )
    growth, points = (
        "\n".join(f"| {row} | {size} |" for row, size in zip(amounts, sizes, strict=True))
        for sizes in (("10.00%", "8.00%", "116.00%"), ("-5.00%", "-3.00%", "8.00%"))
    )
    first = table.format(of="收入", rows=growth)
    second = table.format(of="成本", rows=points)
    title = "海岬股份有限公司2024年年度报告\n单位：元\n\n"
    found = check(parse(f"{title}{first}\n二、成本\n\n{second}")).result.checks
    misprinted = [item for item in found if item.verdict == "inconsistent"]
    assert [item.severity for item in misprinted] == ["warning"] * 3
    alone = check(parse(f"{title}{second}")).result.checks
    assert not [item for item in alone if item.verdict == "inconsistent"]


def test_growth_of_amounts_beside_shares() -> None:
    """同比增减 beside amounts and shares is the growth of the amounts, or the change of the shares: the rows tell."""
    heads = "产品 | 2024年金额 | 2024年占比 | 2023年金额 | 2023年占比 | 同比增减"
    growth = read(heads, "甲 | 660 | 55.00% | 600 | 60.00% | 10.00%", "乙 | 540 | 45.00% | 400 | 40.00% | 35.00%")
    assert [claim.form.value for claim in growth.claims if claim.surface in ("10.00%", "35.00%")] == ["percent"] * 2
    points = read(heads, "甲 | 660 | 55.00% | 600 | 60.00% | -5.00%", "乙 | 540 | 45.00% | 400 | 40.00% | 5.00%")
    assert [claim.form.value for claim in points.claims if claim.surface in ("-5.00%", "5.00%")] == ["points"] * 2
    assert {item[1] for item in verdicts(points)} <= {"consistent", "within_precision"}


def test_changes_without_a_unit_are_what_the_rows_bear_out() -> None:
    """A column 增减 under 单位：万元 holds amounts, or percentages: the rows tell."""
    heads = "科目 | 2023年 | 2024年 | 增减"
    amounts = read(heads, "教育 | 500 | 550 | 50", "卫生 | 200 | 190 | -10")
    assert {claim.form.value for claim in amounts.claims} == {"absolute"}
    rates = read(heads, "教育 | 500 | 550 | 10.0", "卫生 | 200 | 190 | -5.0", "水利 | 400 | 480 | 25.0")
    assert {claim.form.value for claim in rates.claims} == {"percent"}
    assert [item[1] for item in verdicts(rates)] == ["consistent", "consistent", "inconsistent"]


def test_a_blank_cell_is_blank() -> None:
    """A change whose operand is blank is left undecided; the column at its side is never taken for it."""
    heads = "科目 | 2024年预算数 | 2024年执行数 | 2023年决算数 | 增减额 | 增减%"
    report = read(heads, "防汛 | 40 | | 90 | -90 | -100.0", "教育 | 500 | 550 | 500 | 50 | 10.0")
    assert [claim.prior is None for claim in report.claims] == [True, True, False, False]
    assert {item[1] for item in verdicts(report)} == {"consistent"}


def test_rows_that_are_years_or_shares() -> None:
    """A table may stand on its side: years as rows, or a row of shares or changes under a row of amounts."""
    years = read("年份 | 受理（件） | 增长%", "2022年 | 400 | 25.0", "2023年 | 500 | 25.0", "2024年 | 550 | 15.0")
    assert [(item.name, item.period.label if item.period else "") for item in years.metrics] == [
        ("受理", "2022"),
        ("受理", "2023"),
        ("受理", "2024"),
    ]
    assert [item[:2] for item in verdicts(years)] == [("25.0", "consistent"), ("15.0", "inconsistent")]
    named = read(
        "年份 | 受理（件） | 比上年增长（%）", "2022年 | 400 | 25.0", "2023年 | 500 | 25.0", "2024年 | 550 | 15.0"
    )
    assert verdicts(named) == verdicts(years)
    older = read("年份 | 受理（件） | 比2021年增长（%）", "2022年 | 400 | 25.0", "2023年 | 500 | 56.3")
    assert not verdicts(older)
    rows = ("受理（件） | 400 | 500 | 550", "比上年增长（%） | 25.0 | 25.0 | 10.0", "办结（件） | 300 | 360 | 450")
    across = read("项目 | 2022年 | 2023年 | 2024年", *rows, "比上年增长（%） | 4.0 | 20.0 | 15.0")
    right = [("25.0", "consistent"), ("10.0", "consistent"), ("20.0", "consistent")]
    assert [item[:2] for item in verdicts(across)] == [*right, ("15.0", "inconsistent")]
    shares = read("类别 | 治安 | 交通 | 合计", "件数 | 30件 | 90件 | 120件", "占比 | 25.0% | 70.0% | 100.0%")
    assert [item[:2] for item in verdicts(shares)] == [("25.0%", "consistent"), ("70.0%", "inconsistent")]


@pytest.mark.parametrize(
    "heads", ["期初余额 | 本期增加 | 本期减少 | 期末余额", "年初数 | 加：本年增加 | 减：本年减少 | 年末数"]
)
def test_balances_roll_forward(heads: str) -> None:
    """Opening + added − taken off = closing, where the rows bear it out; one that does not is found."""
    rows = ("房屋 | 500 | 60 | 20 | 540", "设备 | 300 | 50 | | 350", "车辆 | 90 | 10 | 40 | 60")
    found = [item for item in check(read(f"项目 | {heads}", *rows)).result.checks if item.check == "stock_flow"]
    assert [item.verdict.value for item in found] == ["consistent"] * 3
    wrong = check(read(f"项目 | {heads}", *rows, "其他 | 40 | 10 | 20 | 50")).result.checks
    assert [item.severity for item in wrong if item.check == "stock_flow"][-1] == "error"
    assert not [item for item in wrong if item.check == "absolute"]


def test_balances_of_rows_count_no_part_twice() -> None:
    """Rows from 期初余额 to 期末余额 roll forward; 计提 under 本期增加金额 is a part of it."""
    rows = (
        "一、账面原值 | | ",
        "1.期初余额 | 500 | 80",
        "2.本期增加金额 | 60 | 20",
        "（1）购置 | 40 | 20",
        "（2）转入 | 20 | ",
    )
    rest = ("3.本期减少金额 | 10 | 5", "（1）处置 | 10 | 5", "4.期末余额 | 550 | 95")
    found = check(read("项目 | 房屋 | 设备", *rows, *rest, unit="元")).result.checks
    assert [item.verdict.value for item in found if item.check == "stock_flow"] == ["consistent"] * 2


def test_negatives_in_brackets_and_numbers_of_notes() -> None:
    """(42) beside other amounts is −42; the numbers of notes are no amounts."""
    report = read("项目 | 附注 | 2024年 | 2023年", "减值损失 | 42 | (42) | 1,900", "投资收益 | 七、3 | 57 | (96)")
    assert [item.figure.text for item in report.metrics] == ["-420000", "19000000", "570000", "-960000"]
    plain = parse(
        "海岬股份有限公司2024年年度报告\n单位：元\n项目 零售 批发 合计\n支出 (6,000) (285) (6,285)\n收入 700 90 790\n"
    )
    assert [item.figure.text for item in plain.metrics] == ["-6000", "-285", "-6285", "700", "90", "790"]


def test_ranks_in_front_number_the_rows() -> None:
    """排名 in the first column only numbers the rows; a 合计 in its place is the label of its row."""
    report = read("排名 | 客户 | 收入 | 占比%", "1 | 甲 | 600 | 60.0", "2 | 乙 | 400 | 30.0", "合计 | | 1000 | 100.0")
    assert [item.name.partition("/")[0] for item in report.metrics][::2] == ["甲", "乙", "合计"]
    assert [item[1] for item in verdicts(report)] == ["consistent", "inconsistent"]


def test_shares_of_a_whole_that_the_total_implies() -> None:
    """A 合计 that is itself 20 % of something implies what the rows are shares of."""
    heads = "序号 | 客户 | 销售额 | 占全年销售额比例"
    rows = ("1 | 甲 | 600 | 12.00%", "2 | 乙 | 250 | 5.00%", "3 | 丙 | 150 | 4.00%", "合计 | | 1000 | 20.00%")
    assert [item[1] for item in verdicts(read(heads, *rows))] == ["consistent", "consistent", "inconsistent"]


def test_a_share_that_names_its_column() -> None:
    """收案占比 is the share of 2023年收案, not of the column beside it, where the rows bear it out."""
    heads = "类型 | 2023年收案（件） | 2023年结案（件） | 收案占比（%）"
    rows = ("甲 | 600 | 580 | 40.00", "乙 | 450 | 455 | 30.00", "丙 | 300 | 290 | 20.00", "丁 | 150 | 149 | 10.00")
    right = verdicts(read(heads, *rows, "合计 | 1500 | 1474 | 100.00"))
    wrong = verdicts(read(heads, rows[0].replace("40.00", "46.00"), *rows[1:], "合计 | 1500 | 1474 | 100.00"))
    assert {item[1] for item in right} == {"consistent"}
    assert [item[:2] for item in wrong if item[1] != "consistent"] == [("46.00", "inconsistent")]


def test_rows_of_shares_under_rows_of_numbers() -> None:
    """Percentages in a row of their own make no column one of percentages."""
    table = (
        "| 事项 | 处罚 | 公开 | 征收 | 其他 | 总计 |\n|---|---|---|---|---|---|\n| 数量 | 120 | 60 | 15 | 105 | 300 |\n"
    )
    report = parse(f"安丰县2023年行政复议报告\n\n{table}| 占比 | 40.00% | 20.00% | 8.00% | 35.00% | 100% |\n")
    assert [item[:2] for item in verdicts(report)] == [
        ("40.00%", "consistent"),
        ("20.00%", "consistent"),
        ("8.00%", "inconsistent"),
        ("35.00%", "consistent"),
    ]


def test_a_table_of_no_known_year() -> None:
    """本年 and 上年 are a year apart, whichever they are."""
    for heads in (
        "项目 | 本年 | 上年 | 增减%",
        "项目 | 期末余额 | 期初余额 | 变动（%）",
        "项目 | 本期数 | 上年同期数 | 变动比例（%）",
    ):
        rows = "| 甲 | 560 | 500 | 12.00 |\n| 乙 | 132 | 120 | 10.00 |\n| 丙 | 95 | 90 | 15.56 |\n"
        result = check(parse(f"费用情况\n单位：万元\n\n| {heads} |\n|---|---|---|---|\n{rows}")).result
        assert result.report.year is None
        assert [item.verdict for item in result.checks] == ["consistent", "consistent", "inconsistent"]


def test_a_change_against_the_restated_year() -> None:
    """本年比上年增减 | 调整后 is against 上年 | 调整后."""
    heads = "项目 | 2023年 | 2022年 | 2022年 | 本年比上年增减 | 2021年"
    below = "项目 | 2023年 | 调整前 | 调整后 | 调整后 | 调整后"
    rows = ("收入 | 660.00 | 590.00 | 600.00 | 10.00% | 550.00", "利润 | 54.00 | 52.00 | 50.00 | 8.00% | 41.00")
    lines = "\n".join(f"| {row} |" for row in (heads, "---|---|---|---|---|---", below, *rows))
    found = check(parse(f"海岬股份有限公司2023年年度报告\n单位：元\n\n{lines}\n")).result.checks
    assert [item.verdict for item in found if item.check == "growth"] == ["consistent"] * 2


def test_a_quarter_and_the_year_to_date() -> None:
    """年初至报告期末 is no figure of the year before, and has a column of changes of its own."""
    heads = "项目 | 本报告期 | 本报告期比上年同期增减 | 年初至报告期末 | 年初至报告期末比上年同期增减"
    rows = (
        "收入 | 660.00 | 10.00% | 1,900.00 | 12.00%",
        "利润 | 54.00 | 8.00% | 150.00 | 9.00%",
        "费用 | 9.00 | 1.00% | 30.00 | 2.00%",
    )
    lines = "\n".join(f"| {row} |" for row in (heads, "---|---|---|---|---", *rows))
    result = check(parse(f"海岬股份有限公司2023年第三季度报告\n单位：元\n\n{lines}\n")).result
    assert not [item for item in result.checks if item.severity is not None]
    heads = "项目 | 本报告期 | 上年同期 | 增减 | 年初至报告期末 | 上年初至上年报告期末 | 年初至报告期末比上年同期增减"
    halves = (
        "收入 | 660.00 | 600.00 | 10.00% | 1,904.00 | 1,700.00 | 12.00%",
        "利润 | 54.00 | 50.00 | 8.00% | 218.00 | 200.00 | 9.00%",
    )
    lines = "\n".join(f"| {row} |" for row in (heads, "---|---|---|---|---|---|---", *halves))
    result = check(parse(f"海岬股份有限公司2023年第三季度报告\n单位：元\n\n{lines}\n")).result
    assert [item.verdict for item in result.checks if item.check == "growth"] == ["consistent"] * 4


def test_months_beside_each_other_and_a_year_apart() -> None:
    """环比 is against 11月均价, 同比 against 上年12月均价, whichever the heads call first."""
    rows = ("稻谷 | 6.00 | 5.00 | 4.80 | 20.0 | 25.0", "玉米 | 3.30 | 3.00 | 3.00 | 10.0 | 10.0")
    table = read("品种 | 12月均价 | 11月均价 | 上年12月均价 | 环比涨跌% | 同比涨跌%", *rows)
    assert [item[1] for item in verdicts(table)] == ["consistent"] * 4


def test_a_plan_that_was_changed_and_is_no_budget() -> None:
    """完成调整后计划% is of 调整后计划投资; 80.0 is of the first plan."""
    rows = ("甲 | 5200 | 4800 | 4560 | 95.0", "乙 | 3000 | 3200 | 3200 | 100.0", "丙 | 900 | 1000 | 720 | 80.0")
    table = read("项目 | 年初计划投资 | 调整后计划投资 | 完成投资 | 完成调整后计划%", *rows)
    assert [item[1] for item in verdicts(table)] == ["consistent", "consistent", "inconsistent"]


@pytest.mark.parametrize("head", ["县（市）", "乡镇（街道）", "村（社区）", "县（市、区）"])
def test_other_places_are_no_units(head: str) -> None:
    """A kind of places with another in brackets is no unit of the rows under it; a measure word is one."""
    rows = "| --- | --- | --- |\n| 石浦 | 812 | 97 |\n| 鹤浦 | 455 | 61 |"
    table = f"表九 全市转移支付预算表 单位：万元\n| {head} | 合计 | 返还 |\n{rows}"
    assert [metric.figure.unit for metric in parse(table).metrics] == ["元"] * 4
    assert [metric.figure.unit for metric in parse(table.replace(head, "行政村（个）")).metrics] == ["个"] * 4


def test_a_year_and_a_month_of_two_axes_are_one_period() -> None:
    """2022年 beside 3月 is March of 2022, whichever of them is the row; its growth is checked across the rows."""
    rows = ("2022年 | 4,910 | 4,502 | 5,130", "2023年 | 5,088 | 4,617 | 5,402", "同比增长（%） | 3.6 | 2.6 | 5.3")
    report = parse("石浦市2023年工作报告\n" + "\n".join(("年份 | 1月 | 2月 | 3月", *rows)))
    months = [
        metric.period.label for metric in report.metrics if metric.period is not None and metric.table is not None
    ]
    assert months[:4] == ["2022M1", "2022M2", "2022M3", "2023M1"]
    assert [made.verdict for made in check(report).result.checks] == ["consistent"] * 3


def test_points_under_a_head_that_ends_with_their_unit() -> None:
    """比重升降（百分点） under another head is a column of changes of the shares, and no row of units."""
    heads = (
        "区县 | 2023年 | 2023年 | 2022年 | 2022年 | 增减情况 | 增减情况",
        "区县 | 金额 | 比重(%) | 金额 | 比重(%) | 增长(%) | 比重升降(百分点)",
    )
    rows = (
        "甲 | 60 | 60.0 | 45 | 50.0 | 33.3 | 10.0",
        "乙 | 30 | 30.0 | 36 | 40.0 | -16.7 | -10.0",
        "丙 | 10 | 10.0 | 9 | 10.0 | 11.1 | 0.0",
    )
    lines = "\n".join(f"| {line} |" for line in (heads[0], "--- | --- | --- | --- | --- | --- | ---", heads[1], *rows))
    made = check(parse(f"石浦市2023年财政收入\n单位：万元\n{lines}\n")).result.checks
    assert [item.verdict for item in made if item.check == "points"] == ["consistent"] * 3
