"""Statement forms: every row means what it says, statements that tie are consistent, and planted breaks are found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest
from attrs import frozen

import reportdiff as rd
from reportdiff.lexicon.rows import load_rows
from reportdiff.lexicon.statement_forms import Form, FormRow, Identity, form_names, forms, items_of
from reportdiff.model import Check, Verdict

FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?%?")
HEADS = {"equity_changes": "股本 | 资本公积 | 盈余公积"}
ROWS = [(name, row) for name in form_names() for row in load_rows(f"forms/{name}", FormRow)]


@frozen
class Example:
    """An identity with the figures of one of its examples: those of the terms that are printed, and the left one's."""

    form: Form
    identity: Identity
    figures: dict[str, str]


def examples() -> Iterator[Example]:
    """Yield the examples of every identity; the figures are those of the required terms and of the first others."""
    for form in forms():
        for row in load_rows(f"forms/{form.name}", FormRow):
            for text in row.examples if row.identity else ():
                identity = Identity.of(row.identity[0])
                left, _, right = text.partition("=")
                right = right.replace("1 -", "") if identity.ratio else re.sub(r"\s([+-])\s", " ", f" {right}")
                figures = FIGURE.findall(right)
                required = sum(not term.optional for term in identity.terms)
                more = len(figures) - required
                chosen = []
                for term in identity.terms:
                    if not term.optional or more > 0:
                        chosen.append(term.item)
                        more -= term.optional
                assert len(chosen) == len(figures), text
                yield Example(form, identity, {identity.left: left.strip(), **dict(zip(chosen, figures, strict=True))})


def amount(figure: str) -> Decimal:
    """Return the value of a printed figure."""
    return Decimal(figure.replace(",", "").rstrip("%"))


def value_of(identity: Identity, figures: dict[str, str]) -> Decimal:
    """Return what the right side of an identity comes to."""
    terms = [(term, amount(figures[term.item])) for term in identity.terms if term.item in figures]
    if not identity.ratio:
        return sum((value * term.sign for term, value in terms), Decimal(0))
    share = (100 if figures[identity.left].endswith("%") else 1) * terms[0][1] / terms[1][1]
    return 100 - share if identity.ratio == "rest" else share


def statement(example: Example, *, broken: bool) -> str:
    """Return a report whose table prints an example for three years, the left item once wrong."""
    columns = [dict(example.figures), {}, {}]
    for item, figure in example.figures.items():
        for column, factor in ((1, 3), (2, 7)):
            rate = example.identity.ratio and item == example.identity.left
            columns[column][item] = figure if rate else f"{amount(figure) * factor:,}"
    if broken:
        left = columns[0][example.identity.left]
        wrong = amount(left) + (Decimal("7.31") if "." in left else 13)
        columns[0][example.identity.left] = f"{wrong:,}" + ("%" if left.endswith("%") else "")
    order = [item for item in example.figures if item != example.identity.left] + [example.identity.left]
    heads = HEADS.get(example.form.name, "2023年 | 2022年 | 2021年")
    rows = [f"| 项目 | {heads} |", "|---|---|---|---|"]
    rows += [f"| {item} | {' | '.join(column[item] for column in columns)} |" for item in order]
    return "海岬实业股份有限公司2023年年度报告\n\n报表\n单位：元\n\n" + "\n".join(rows) + "\n"


def tie_outs(text: str) -> Sequence[Check]:
    """Return the checks of sums and identities in a report."""
    result = rd.check(rd.read(text.encode(), name="report.txt")).result
    return [check for check in result.checks if check.check in ("tie_out", "total", "stock_flow")]


@pytest.mark.parametrize(
    ("name", "row"), ROWS, ids=lambda value: value if isinstance(value, str) else value.examples[0]
)
def test_every_row_has_examples(name: str, row: FormRow) -> None:
    """A row is an item whose examples are read as it, or an identity; both show at least one example."""
    assert row.examples
    assert bool(row.item) is not bool(row.identity)
    for example in row.examples if row.item else ():
        assert row.item in [item for place, item in items_of(example) if forms()[place].name == name], example


@pytest.mark.parametrize(
    "example", list(examples()), ids=lambda example: f"{example.form.name}:{example.identity.text}"
)
def test_examples_fulfil_their_identity(example: Example) -> None:
    """The figures of an example make the identity true."""
    assert value_of(example.identity, example.figures) == amount(example.figures[example.identity.left])


MADE = [
    example for example in examples() if len(example.figures) > 2 or not any(t.optional for t in example.identity.terms)
]


@pytest.mark.parametrize("example", MADE, ids=lambda example: f"{example.form.name}:{example.identity.text}")
def test_statements_that_tie_are_consistent(example: Example) -> None:
    """A statement that fulfils an identity has nothing to ask about, and says that it was checked."""
    checks = tie_outs(statement(example, broken=False))
    assert checks
    assert all(check.verdict in (Verdict.CONSISTENT, Verdict.WITHIN_PRECISION) for check in checks)


@pytest.mark.parametrize("example", MADE, ids=lambda example: f"{example.form.name}:{example.identity.text}")
def test_planted_breaks_are_found(example: Example) -> None:
    """A wrong figure on the left of an identity is found, and the other years stay consistent."""
    findings = [check for check in tie_outs(statement(example, broken=True)) if check.severity is not None]
    assert len(findings) == 1
    assert example.figures[example.identity.left] not in (findings[0].stated, "")


def test_one_cell_that_breaks_row_and_column_is_one_finding() -> None:
    """The corner of a statement of changes in equity is in a row and a column; two tables may stand side by side."""
    rows = "| 上年期末余额 | 50.0 | 90.0 | 140.0 | 4.0 | 144.0 |\n| 本期增减变动金额 | 1.0 | 2.0 | 3.0 | 1.0 | 4.0 |\n"
    corner = "| 四、本期期末余额 | 51.0 | 92.0 | 143.0 | 5.0 | 184.0 |\n"
    head = "| 项目 | 股本 | 资本公积 | 小计 | 少数股东权益 | 所有者权益合计 |\n|---|---|---|---|---|---|\n"
    text = f"海岬实业股份有限公司2023年年度报告\n\n合并所有者权益变动表\n单位：元\n\n{head}{rows}{corner}"
    findings = [check for check in tie_outs(text) if check.severity is not None]
    assert [check.stated for check in findings] == ["184.0"]
    sides = (
        "| 收入项目 | 决算数 | 支出项目 | 决算数 |\n|---|---|---|---|\n| 本年收入合计 | 32.4 | 本年支出合计 | 10.5 |\n"
    )
    sides += "| 年初结转和结余 | 30.1 | 年末结转和结余 | 52.0 |\n| 收入总计 | 62.5 | 支出总计 | 26.5 |\n"
    text = f"石浦市民政局2024年度部门决算\n\n收入支出决算总表\n单位：万元\n\n{sides}"
    findings = [check for check in tie_outs(text) if check.severity is not None]
    assert len(findings) == 1
    assert "收入总计=支出总计" in findings[0].message.zh


def test_a_column_that_is_blank_in_the_first_rows_keeps_its_place() -> None:
    """Treasury stock that was bought this year stands before the sum that it is taken off from."""
    heads = "股本 | 资本公积 | 减：库存股 | 盈余公积 | 未分配利润 | 小计 | 少数股东权益 | 所有者权益合计"
    rows = (
        "上年期末余额 | 500.00 | 900.00 | | 80.00 | 320.00 | 1,800.00 | 40.00 | 1,840.00",
        "本期期初余额 | 500.00 | 900.00 | | 80.00 | 320.00 | 1,800.00 | 40.00 | 1,840.00",
        "本期增减变动金额 | 20.00 | 60.00 | 55.00 | 12.00 | 108.00 | 145.00 | 5.00 | 150.00",
        "本期期末余额 | 520.00 | 960.00 | 55.00 | 92.00 | 428.00 | 1,945.00 | 45.00 | 1,990.00",
    )
    table = f"| 项目 | {heads} |\n|{'---|' * 9}\n" + "\n".join(f"| {row} |" for row in rows)
    text = f"海岬实业股份有限公司2023年年度报告\n\n合并所有者权益变动表\n单位：元\n\n{table}\n"
    assert not [check for check in tie_outs(text) if check.severity is not None]
    wrong = [check for check in tie_outs(text.replace("1,945.00", "1,954.00")) if check.severity is not None]
    assert wrong


def test_a_whole_that_another_table_prints() -> None:
    """研发投入 is a share of the revenue in the key data; a year that differs is asked where the other one holds."""
    heads = "| 项目 | 2023年 | 2022年 |\n|---|---|---|\n"
    data = f"主要会计数据\n单位：元\n\n{heads}| 营业收入 | 1,500,200,300.00 | 1,200,100,500.00 |\n"
    rows = "| 研发投入金额（元） | 90,012,018.00 | 60,005,025.00 |\n| 研发投入占营业收入比例 | {} | 5.00% |\n"
    spent = f"研发投入情况\n\n{heads}{rows}"
    title = "海岬实业股份有限公司2023年年度报告"
    found = [tie_outs(f"{title}\n\n{data}\n{spent.format(share)}\n") for share in ("6.00%", "6.80%")]
    assert [check.verdict.value for check in found[0]] == ["consistent"] * 2
    assert [str(check.stated) for check in found[1] if check.severity == "question"] == ["6.80"]


SIDES = (
    ("流动资产：", "", "", "流动负债：", "", ""),
    ("货币资金", "820.40", "700.10", "短期借款", "300.00", "350.00"),
    ("应收账款", "410.25", "390.35", "应付账款", "280.65", "240.45"),
    ("流动资产合计", "1,230.65", "1,090.45", "负债合计", "580.65", "590.45"),
    ("固定资产", "900.00", "950.00", "股东权益：", "", ""),
    ("在建工程", "150.00", "60.00", "股本", "1,000.00", "1,000.00"),
    ("非流动资产合计", "1,050.00", "1,010.00", "未分配利润", "700.00", "510.00"),
    ("", "", "", "股东权益合计", "1,700.00", "1,510.00"),
    ("资产总计", "2,280.65", "2,100.45", "负债和股东权益总计", "2,280.65", "2,100.45"),
)


def test_assets_and_liabilities_side_by_side() -> None:
    """A column of words whose figures repeat the heads before it labels another side, whose groups add up apart."""
    heads = "| 资产 | 期末余额 | 年初余额 | 负债和股东权益 | 期末余额 | 年初余额 |\n|---|---|---|---|---|---|\n"
    body = "".join(f"| {' | '.join(row)} |\n" for row in SIDES)
    text = f"海岬实业股份有限公司2023年年度报告\n\n资产负债表\n单位：万元\n\n{heads}{body}"
    names = {metric.figure.surface: metric.name for metric in rd.parse(text).metrics}
    assert (names["300.00"], names["700.00"]) == ("短期借款", "未分配利润")
    assert {check.verdict.value for check in tie_outs(text)} == {"consistent"}
    for right, wrong in (("410.25", "410.52"), ("700.00", "770.00"), ("950.00", "590.00")):
        found = [check.severity for check in tie_outs(text.replace(f"| {right} |", f"| {wrong} |")) if check.severity]
        assert found == ["error"]


def test_lines_beside_prove_an_identity_with_items_left_out() -> None:
    """Where the same items add up in the other column, and no other figure is there, the one that fails is wrong."""
    rows = "| 营业收入 | 960.00 | 880.00 |\n| 减：营业成本 | 700.00 | 640.00 |\n| 销售费用 | 32.00 | 30.00 |\n"
    rows += "| 营业利润 | 228.00 | {} |\n| 加：营业外收入 | 8.00 | 6.00 |\n| 利润总额 | 236.00 | {} |\n"
    text = (
        f"海岬实业股份有限公司2023年年度报告\n\n利润表\n单位：万元\n\n| 项目 | 2023年 | 2022年 |\n|---|---|---|\n{rows}"
    )
    assert not [check for check in tie_outs(text.format("210.00", "216.00")) if check.severity is not None]
    found = [check for check in tie_outs(text.format("201.00", "207.00")) if check.severity is not None]
    assert [(check.stated, check.severity) for check in found] == [("201.00", "error")]
