"""Tables in plain text whose cells tabs or wide blanks set apart: a blank cell is blank, never its neighbour."""

import pytest

from reportdiff import check, parse
from reportdiff.model import Document, Verdict
from reportdiff.structure import outline

TITLE = "甲县水务局2023年度部门决算\n\n支出决算表\n\n单位：万元\n\n"
CODES = """科目编码\t\t\t科目名称\t支出合计\t基本支出\t项目支出
类\t款\t项\t\t\t\t
\t\t\t合计\t980.00\t300.00\t680.00
213\t\t\t农林水支出\t980.00\t300.00\t680.00
213\t03\t01\t行政运行\t300.00\t300.00\t
213\t03\t06\t工程维护\t680.00\t\t680.00"""
ALIGNED = """科目          支出合计    基本支出    项目支出
行政运行        300.00      300.00
防汛：
工程维护        680.00                  680.00
合计            980.00      300.00      680.00"""
OUTER = """                    2023年                2022年
项目            收入      支出        收入      支出
本级          610.00    400.00      580.00    390.00
东片站                   90.00       75.00"""
ROLL = """项目            期初余额    本期增加    本期减少    期末余额
短期薪酬          310.20    1,220.00    1,190.20      340.00
离职后福利         20.00      180.50                  200.50
辞退福利                       35.00       35.00
其他福利           12.00                    2.00       10.00"""
TRIMMED = "\n".join(line.rstrip() for line in CODES.splitlines())


def columns(table: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the labels of each figure's column by the last word of its row's label and its surface."""
    text = TITLE + table
    cells = [cell for table in outline(Document("memo", text)).tables for cell in table.cells]
    return {(cell.row[-1].split()[-1], cell.span.of(text)): cell.column for cell in cells}


@pytest.mark.parametrize("table", [CODES, TRIMMED])
def test_blanks_between_tabs_are_cells(table: str) -> None:
    """Blank cells at both ends of a row count; an editor may have cut those at its end."""
    text = TITLE + table
    (read,) = outline(Document("memo", text)).tables
    assert [(cell.span.of(text), cell.row, cell.column) for cell in read.cells][-2:] == [
        ("680.00", ("213 03 06 工程维护",), ("支出合计",)),
        ("680.00", ("213 03 06 工程维护",), ("项目支出",)),
    ]
    assert len(read.cells) == 10


@pytest.mark.parametrize("gap", [" ", "\u3000"])
def test_words_stand_under_the_head_whose_columns_they_share(gap: str) -> None:
    """Full-width characters take two columns; the name of a group may stand between rows."""
    table = ALIGNED.replace("  ", gap) if gap != " " else ALIGNED
    found = columns(table)
    assert found["行政运行", "300.00"] == ("基本支出",)
    assert found["工程维护", "680.00"] == ("项目支出",)
    assert found["合计", "980.00"] == ("支出合计",)


def test_an_outer_head_stands_over_the_middle_of_its_columns() -> None:
    """A year over two columns belongs to both; one that is over the middle of none tells nothing."""
    found = columns(OUTER)
    assert found["东片站", "90.00"] == ("2023年", "支出")
    assert found["东片站", "75.00"] == ("2022年", "收入")
    assert ("2023年", "支出") not in columns(OUTER.replace("2023年      ", "      2023年")).values()


def test_rows_that_tell_no_columns_are_left() -> None:
    """Blanks cut at the beginning of rows, and figures under no head, make no table of cells."""
    cut = "\n".join(line.strip() for line in CODES.splitlines())
    assert ("合计", "680.00") in columns(cut)
    assert "类" not in str(columns(cut.replace("213", "类")).values())


def test_a_wrong_cell_beside_a_blank_is_found() -> None:
    """A blank counts as nothing in what the rows bear out."""
    good = [each.verdict for each in check(parse(TITLE + ROLL)).result.checks]
    bad = [each.verdict for each in check(parse(TITLE + ROLL.replace("200.50", "260.50"))).result.checks]
    assert set(good) == {Verdict.CONSISTENT}
    assert len(good) > len(bad) - bad.count(Verdict.CONSISTENT) > 0


def test_rows_with_every_cell_need_no_place() -> None:
    """Heads that stand left of their figures, and a row of numbers between, leave each figure its column."""
    rows = (
        "科室     上年结余   本年收入   本年支出   年末结余",
        "           ①            ②            ③            ④=①+②-③",
        "信息科           705        3,120        3,011          814",
        "后勤科           330        1,244        1,190          384",
        "药剂科         1,118        9,310        9,377        1,051",
    )
    assert columns("\n".join(rows))["后勤科", "1,190"] == ("本年支出",)
    good = check(parse(TITLE + "\n".join(rows))).result.checks
    assert [each.verdict for each in good] == [Verdict.CONSISTENT] * 3


def test_figures_beside_their_heads_keep_the_places_of_full_rows() -> None:
    """Where figures stand so far from their heads that they share another's, rows with every cell tell the columns."""
    rows = (
        "项目                   2023年预算   2024年预算   增减额   增幅（%）",
        "合计                          210.40          198.10       -12.30          -5.85",
        "出国费用                       15.00                       -15.00        -100.00",
        "接待费用                       45.40           38.10        -7.30         -16.08",
        "用车费用                      150.00          160.00        10.00           6.67",
    )
    found = columns("\n".join(rows))
    assert found["出国费用", "-15.00"] == ("增减额",)
    assert found["出国费用", "-100.00"] == ("增幅",)
    assert not [each for each in check(parse(TITLE + "\n".join(rows))).result.checks if each.severity is not None]


@pytest.mark.parametrize("bar", ["|", "||", "¦", "｜", "  |  "])
@pytest.mark.parametrize("at", range(6))
def test_a_line_that_holds_only_a_bar_is_no_row(bar: str, at: int) -> None:
    """A bar alone among rows that blanks part is read over, wherever it stands."""
    rows = ["排名  件数  增长率", "食品  120  20.0%", "合同  110  10.0%", "售后  90  -10.0%", "合计  320  6.7%"]
    rows.insert(at, bar)
    assert outline(Document("memo", TITLE + "\n".join(rows))).sections
