"""Sums in tables: by 合计 and by account codes, in groups of rows and columns, and figures that are no sums."""

from __future__ import annotations

import pytest

from reportdiff import check, parse
from reportdiff.model import Check, Severity

HEAD = "安丰县2024年工作报告\n一、主要情况\n全县各项工作有序推进，具体办理情况如下：\n"


def totals(table: str, name: str = "total") -> list[Check]:
    """The checks of one kind over a report with this table."""
    return [made for made in check(parse(HEAD + table)).result.checks if made.check == name]


def said(table: str, name: str = "total") -> list[tuple[str, str]]:
    """Name and verdict of each."""
    return [(made.message.zh.partition("：")[0], made.verdict.value) for made in totals(table, name)]


RESULTS = (
    "| 项目 | 项目 | 自然人 | 商业企业 | 总计 |\n|---|---|---|---|---|\n"
    "| 一、本年新收申请 | 一、本年新收申请 | 410 | 20 | 430 |\n"
    "| 二、上年结转申请 | 二、上年结转申请 | 30 | 0 | 30 |\n"
    "| 三、办理结果 | （一）予以公开 | 200 | 10 | 210 |\n"
    "| 三、办理结果 | （二）不予公开 | 150 | 5 | 155 |\n| 三、办理结果 | （三）其他处理 | 70 | 5 | 75 |\n"
    "| 三、办理结果 | （四）总计 | 420 | 20 | {total} |\n"
    "| 四、结转下年度继续办理 | 四、结转下年度继续办理 | 20 | 0 | 20 |"
)


def test_a_total_sums_its_own_group() -> None:
    """总计 under 办理结果 sums the results only; what was carried in and came in is what was done and is left."""
    right, wrong = RESULTS.format(total=440), RESULTS.format(total=442)
    assert {verdict for _, verdict in said(right)} == {"consistent"}
    assert [name for name, _ in said(right)[-3:]] == [
        f"办理结果/总计/{head}" for head in ("自然人", "商业企业", "总计")
    ]
    failed = [name for name, verdict in said(wrong) if verdict != "consistent"]
    assert failed == ["办理结果/总计/总计", "办理结果/总计/总计"]  # along its row, and down its column
    assert [verdict for _, verdict in said(right, "stock_flow")] == ["consistent"] * 3
    assert [verdict for _, verdict in said(wrong, "stock_flow")] == ["consistent", "consistent", "unchecked"]
    found = [made for name in ("total", "stock_flow") for made in totals(wrong, name) if made.severity is not None]
    assert [made.stated for made in found] == ["442"]  # one cell is one finding


def test_a_group_that_is_all_of_the_total_counts_once() -> None:
    """Where the only group of an income is printed with the items under it, these add up to both."""
    rows = "| 项目 | 预算数 | 决算数 |\n|---|---|---|\n| 一、税收 | 0 | {tax} |\n| 二、非税收入 | 187000 | 208067 |\n"
    rows += "| 收费 | 60000 | 70000 |\n| 罚没 | 127000 | 138067 |\n| 本年收入合计 | 187000 | {all} |\n"
    right = said("单位：万元\n\n" + rows.format(tax=0, all=208067))
    assert right
    assert {verdict for _, verdict in right} == {"consistent"}


CODES = (
    "单位：万元\n\n| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|\n"
    "| 合计 | 合计 | 2112.50 | 812.00 | 1300.50 |\n| 201 | 一般公共服务支出 | 12.00 | 12.00 | |\n"
    "| 20103 | 政府办公 | 12.00 | 12.00 | |\n| 213 | 农林水支出 | 2100.50 | 800.00 | 1300.50 |\n"
    "| 21303 | 水利 | 2100.50 | 800.00 | 1300.50 |\n| 2130301 | 行政运行 | 800.00 | 800.00 | |\n"
    "| 2130305 | 水利工程 | {works} | | 1300.50 |\n"
)


def test_accounts_add_up_by_their_codes() -> None:
    """An account is the sum of those under it, 合计 that of the outermost; one that is not is asked about."""
    right = said(CODES.format(works="1300.50"))
    assert {verdict for _, verdict in right} == {"consistent"}
    assert {"合计/基本支出", "213 农林水支出/项目支出", "21303 水利/本年支出合计"} <= {name for name, _ in right}
    asked = [made for made in totals(CODES.format(works="1303.50")) if made.verdict.value != "consistent"]
    assert [(made.message.zh.partition("：")[0], made.severity) for made in asked] == [
        ("21303 水利/本年支出合计", "question")
    ]


def test_rates_and_averages_add_up_to_nothing() -> None:
    """合计 of rates or averages is no sum; cases carried in, new, done and left are compared row by row."""
    table = (
        "| 类别 | 旧存 | 新收 | 结案 | 未结 | 结案率 | 人均结案（件） |\n|---|---|---|---|---|---|---|\n"
        "| 刑事 | 12 | 345 | 340 | 17 | 95.24% | 34 |\n| 民商事 | 210 | 5432 | 5400 | 242 | 95.71% | 180 |\n"
        "| 行政 | 8 | 96 | 99 | 6 | 95.19% | 33 |\n| 合计 | 230 | 5873 | 5839 | 265 | 95.67% | 136 |"
    )
    assert [name for name, _ in said(table)] == [f"合计/{head}" for head in ("旧存", "新收", "结案", "未结")]
    assert [verdict for _, verdict in said(table, "stock_flow")] == [
        "consistent",
        "consistent",
        "inconsistent",
        "inconsistent",
    ]


def test_a_group_of_columns_counts_by_its_own_total() -> None:
    """合计 sums the groups beside it: 小计 where a group has one, else all of its columns."""
    table = (
        "单位：万元\n\n| 部门 | 合计 | 公务用车费 | 公务用车费 | 公务用车费 | 公务接待费 |\n"
        "| 部门 | 合计 | 小计 | 购置费 | 运行费 | 公务接待费 |\n|---|---|---|---|---|---|\n"
        "| 甲局 | 12.50 | 8.00 | 3.00 | 5.00 | 4.50 |\n| 乙局 | 9.10 | 7.60 | 1.60 | 6.00 | 1.50 |\n"
        "| 丙局 | 6.40 | 6.00 | 2.00 | 4.00 | 0.40 |"
    )
    assert {verdict for _, verdict in said(table)} == {"consistent"}
    assert len(said(table)) == 6


def test_a_short_row_set_with_blanks_is_no_error() -> None:
    """In a table set with blanks the cells of a short row may belong to other heads: its sums are not judged."""
    table = (
        "单位：万元\n科目编码  科目名称  合计  基本支出  项目支出\n201 一般公共服务支出 112.50 62.50 50.00\n"
        "20101 人大事务 62.50 62.50\n20102 政协事务 50.00 50.00\n203 国防支出 80.25 30.25 50.00\n"
        "20301 现役部队 80.25 30.25 50.00\n"
        "204 公共安全支出 70.50 20.25 50.25\n20401 武装警察部队 70.50 20.25 50.25"
    )
    assert all(verdict == "consistent" for _, verdict in said(table))


BLOCKS = (
    "| 项目 | 名称 | 期末数（元） | 期初数（元） |\n|---|---|---|---|\n"
    "| 应收账款 | 甲公司 | 5210.40 | 3105.20 |\n| 应收账款 | 乙公司 | 1730.15 | 820.30 |\n"
    "| 合计 |  | {total} | 3925.50 |\n"
    "| 合同资产 | 甲公司 | 2905.60 | 1510.75 |\n"
    "| 合同资产 | 丙公司 | 604.25 | 3390.05 |\n| 合计 |  | 3509.85 | 4900.80 |"
)


def test_each_block_of_a_table_has_its_total() -> None:
    """Where 合计 stands under each block, a block whose figures do not add up is found beside those that do."""
    assert {verdict for _, verdict in said(BLOCKS.format(total="6940.55"))} == {"consistent"}
    assert [verdict for _, verdict in said(BLOCKS.format(total="6940.05"))].count("inconsistent") == 1


NEGATIVE = (
    "| 项目 | 本期（元） | 上期（元） | 变动比例 |\n|---|---|---|---|\n"
    "| 营业收入 | 240,500.00 | 200,000.00 | 20.25% |\n"
    "| 营业成本 | 110,000.00 | 100,000.00 | 10.00% |\n| 筹资活动现金流量净额 | 244,480.00 | -366,470.00 | {rate} |"
)


def test_a_growth_on_a_negative_base_may_be_misprinted() -> None:
    """What misses a convention by its last digits is a misprint; what follows none is asked about."""
    found = {
        rate: totals(NEGATIVE.format(rate=rate), "growth")[-1].severity
        for rate in ("166.71%", "-166.71%", "166.77%", "66.71%")
    }
    assert list(found.values()) == [None, None, Severity.WARNING, Severity.QUESTION]


SIGNED = "单位：万元\n\n| 项目 | 2023年 |\n|---|---|\n| 地方级收入 | 4,000 |\n| 加：上级补助收入 | 2,500 |\n"


def test_what_is_taken_off_is_not_added() -> None:
    """加： and 减： tell what the line behind adds up, whatever it is called; where 减： was ignored, it is asked."""
    rows = SIGNED + "| 减：上解支出 | {off} |\n| 可用财力 | {all} |\n"
    assert [verdict for _, verdict in said(rows.format(off="600", all="5,900"))] == ["consistent"]
    assert [verdict for _, verdict in said(rows.format(off="-600", all="5,900"))] == ["consistent"]
    assert [made.severity for made in totals(rows.format(off="600", all="7,100"))] == [Severity.QUESTION]
    assert said(rows.format(off="600", all="8,000")) == []  # of something else, perhaps


def test_lines_with_one_part_prove_that_the_parts_are_all() -> None:
    """Accounts of one kind of spending alone show that nothing else is in their total, so that another one can fail."""
    rows = "单位：万元\n\n| 科目 | 本年支出合计 | 基本支出 | 项目支出 |\n|---|---|---|---|\n"
    rows += "| 2080201 行政运行 | 420.5 | 420.5 | |\n"
    rows += "| 2080299 其他支出 | {all} | 60.0 | 250.0 |\n| 2081002 老年福利 | 180.0 | | 180.0 |\n"
    assert [verdict for _, verdict in said(rows.format(all="310.0"), "total")] == ["consistent"]
    assert [made.severity for made in totals(rows.format(all="330.0"), "tie_out")] == [Severity.QUESTION]


def table_findings(head: str, *rows: str) -> list[tuple[str, str]]:
    """Return the check and the stated figure of each finding in a table of a company."""
    lines = [f"| {head} |", f"|{'---|' * (head.count('|') + 1)}", *(f"| {row} |" for row in rows)]
    text = "海岬实业股份有限公司2023年年度报告\n\n情况表\n单位：股\n\n" + "\n".join(lines) + "\n"
    checks = check(parse(text)).result.checks
    return [(item.check.value, str(item.stated)) for item in checks if item.severity in ("error", "question")]


def test_balances_before_and_after_a_change() -> None:
    """变动前 and 变动后 are balances; 小计 counts what stands before it in its group."""
    head = "股份 | 变动前 | 本次变动增减 | 本次变动增减 | 本次变动增减 | 变动后"
    heads = "股份 | 变动前 | 送股 | 其他 | 小计 | 变动后"
    rows = (
        "限售股 | 39,600,000 | 120,000 | 77,964 | 197,964 | 39,797,964",
        "流通股 | 68,566,667 | 300,000 | 255,272 | 555,272 | 69,121,939",
        "股份总数 | 108,166,667 | 420,000 | 333,236 | 753,236 | 108,919,903",
    )
    assert not table_findings(head, heads, *rows)
    broken = rows[1].replace("69,121,939", "69,212,939")
    assert ("stock_flow", "69212939") in table_findings(head, heads, rows[0], broken, rows[2])


def test_what_follows_a_total_splits_it_again() -> None:
    """合计, 其中：境外 and 境内 below the total are no parts of its sum."""
    rows = ("研发 | 5,823,051 | 4,768,782", "折旧 | 880,280 | 500,901", "合计 | 6,703,331 | 5,269,683")
    again = ("其中：费用化 | 6,003,331 | 5,000,683", "资本化 | 700,000 | 269,000")
    assert not table_findings("项目 | 本年数 | 上年数", *rows, *again)
    wrong = rows[2].replace("6,703,331", "6,730,331")
    assert table_findings("项目 | 本年数 | 上年数", *rows[:2], wrong, *again)


def test_shares_of_two_columns_together() -> None:
    """占比 is of the column that the rows bear out, and a 合计 of rounded shares hides digits of each."""
    head = "客户 | 应收账款 | 合同资产 | 合计 | 占应收账款和合同资产合计的比例"
    rows = (
        "甲 | 100,000 | 51,000 | 151,000 | 15.10%",
        "乙 | 70,000 | 30,050 | 100,050 | 10.01%",
        "丙 | 20,000 | 60,060 | 80,060 | 8.01%",
        "合计 | 190,000 | 141,110 | 331,110 | 33.12%",
    )
    assert not table_findings(head, *rows)


@pytest.mark.parametrize(
    "heads", ["发行（新增） | 偿还（减少）", "新增（发行） | 减少（偿还）", "增加（举借） | 减少（归还）"]
)
def test_flows_that_are_named_twice(heads: str) -> None:
    """A head that names its flow in two words of one sign is that flow."""
    table = (
        f"债券情况\n单位：万元\n\n| 项目 | 期初余额 | {heads} | 期末余额 |\n|---|---|---|---|---|\n"
        "| 中期票据 | 100.00 | 50.00 | 30.00 | 130.00 |\n| 公司债 | 200.00 | 80.00 | 60.00 | 220.00 |\n"
        "| 短期融资券 | 300.00 | 90.00 | 70.00 | 320.00 |\n"
    )
    verdicts = [verdict for _, verdict in said(table, "stock_flow")]
    assert sorted(verdicts) == ["consistent", "consistent", "inconsistent"]


@pytest.mark.parametrize(("closing", "severity"), [("3,820", None), ("3,802", Severity.QUESTION)])
def test_rows_tell_what_rolls_a_balance_forward(closing: str, severity: Severity | None) -> None:
    """Where no head says the sign of a column between two balances, the rows do; one that fails is asked about."""
    table = (
        "藏品变动表\n单位：件\n\n| 类别 | 期初数 | 征集入藏 | 调出注销 | 期末数 |\n|---|---|---|---|---|\n"
        f"| 书画 | 5,200 | 46 | 6 | 5,240 |\n| 陶瓷 | 3,800 | 25 | 5 | {closing} |\n| 铜器 | 960 | 14 | 10 | 964 |\n"
    )
    assert [made.severity for made in totals(table, "stock_flow")] == [None, severity, None]


def test_other_movements_belong_to_what_a_balance_gained() -> None:
    """其他变动 is a flow with a sign of its own, and no change that the row states."""
    head = "资产 | 期初数 | 本期购买金额 | 本期出售金额 | 其他变动 | 期末数"
    rows = (
        "基金 | 1,681,731 | 623,517 |  | 1,848 | 2,307,096",
        "理财产品 | 3,813,252 |  | 122,189 | 4,073 | 3,695,136",
        "股票 | 271,454 |  | 142,777 | -28,677 | 100,000",
        "合计 | 5,766,437 | 623,517 | 264,966 | -22,756 | 6,102,232",
    )
    assert not table_findings(head, *rows)
    broken = rows[3].replace("6,102,232", "6,120,232")
    assert ("stock_flow", "6120232") in table_findings(head, *rows[:3], broken)


@pytest.mark.parametrize(("total", "verdict"), [("83", "consistent"), ("38", "unchecked")])
def test_a_total_behind_the_name_of_its_rows(total: str, verdict: str) -> None:
    """收入合计 is the sum of the rows above that are each some 收入; one in brackets among plain figures is below 0."""
    rows = "| 利息收入 | 264 | 250 |\n| 投资收入 | （181） | 30 |\n| 其他收入 | （0） | 20 |\n"
    table = f"单位：万元\n\n| 项目 | 2024年 | 2023年 |\n|---|---|---|\n{rows}| 收入合计 | {total} | 300 |\n"
    assert said(table) == [("收入合计", verdict), ("收入合计", "consistent")]


@pytest.mark.parametrize(("total", "verdict"), [("1,200", "consistent"), ("1,300", "unchecked")])
def test_a_value_below_what_is_taken_off_several_rows(total: str, verdict: str) -> None:
    """账面价值 is all rows above it, less the one behind 减, where the other column bears it out."""
    rows = "| 原料 | 800 | 700 |\n| 商品 | 450 | 420 |\n| 减：跌价准备 | 50 | 40 |\n"
    table = f"单位：万元\n\n| 项目 | 期末余额 | 期初余额 |\n|---|---|---|\n{rows}| 账面价值 | {total} | 1,080 |\n"
    assert [made for _, made in said(table)] == [verdict, "consistent"]


@pytest.mark.parametrize(
    ("total", "asked"),
    [
        ("57.25", False),
        ("57.35", True),  # one digit
        ("75.25", True),  # two digits exchanged
        ("61.48", False),  # anything else may be a sum of more rows
    ],
)
def test_a_total_alone_in_its_table_is_asked_about_for_one_digit(total: str, asked: bool) -> None:
    """A 合计 that no other line proves accuses nobody; where one digit explains why it fails, it is a question."""
    table = "单位：亿元\n| 收入项目 | 金额 |\n|---|---|\n| 商品 | 18.26 |\n| 服务 | 7.41 |\n| 租金 | 31.58 |\n"
    made = totals(f"{table}| 合计 | {total} |")
    assert [check.severity for check in made if check.severity is not None] == [Severity.QUESTION] * asked


def test_a_total_above_parts_of_parts_is_not_asked_about() -> None:
    """Parts of equal size may be a part and its own part, so that a digit explains nothing."""
    table = "单位：万元\n| 项目 | 金额 |\n|---|---|\n| 甲类 | 2,000 |\n| 甲类收入 | 2,000 |\n| 乙类 | 47 |\n"
    assert not [made for made in totals(f"{table}| 合计 | 2,047 |") if made.severity is not None]


def test_the_parts_of_a_year_make_the_whole_of_it() -> None:
    """上半年 and 下半年 add up to 全年 behind them; the row that does not is asked about."""
    rows = "| 收入 | 230 | 290 | 520 |\n| 成本 | (90) | (100) | (190) |\n| 费用 | (15) | (17) | {total} |"
    head = "| | 上半年 | 下半年 | 全年 |\n|---|---|---|---|\n"
    assert [verdict for _, verdict in said(head + rows.format(total="(32)"))] == ["consistent"] * 3
    wrong = totals(head + rows.format(total="(23)"))
    assert [made.severity for made in wrong] == [None, None, Severity.QUESTION]
