"""A finding shows both sentences with their figures marked, says its cause once, and what should have been said."""

from __future__ import annotations

import openpyxl
import pytest

import reportdiff as rd
from reportdiff.rendering import RENDERERS
from reportdiff.rendering.rows.check_rows import findings

PRIOR = "云栖县2022年工作报告\n一、主要工作\n全年检查图书馆716处。走访企业90户。"
CURRENT = "云栖县2023年工作报告\n一、主要工作\n全年检查图书馆245处，同比下降192.2%。走访企业99户。"


@pytest.fixture(scope="module")
def diff() -> rd.Comparison:
    """Return a comparison with one wrong rate."""
    return rd.compare(rd.parse(PRIOR, source="2022.txt"), rd.parse(CURRENT, source="2023.txt"))


@pytest.mark.parametrize(
    ("output", "current", "prior"),
    [
        (
            "table",
            "本年 2023.txt 第3行  全年检查图书馆245处，同比下降192.2%。",
            "上年 2022.txt 第3行  全年检查图书馆716处。",
        ),
        ("md", "本年：全年检查图书馆**245处**，**同比下降192.2%**。", "上年：全年检查图书馆**716处**。"),
        (
            "html",
            "全年检查图书馆<mark>245处</mark>，<mark>同比下降192.2%</mark>。",
            "全年检查图书馆<mark>716处</mark>。",
        ),
    ],
)
def test_both_sentences_stand_with_their_figures_marked(
    output: str, current: str, prior: str, diff: rd.Comparison
) -> None:
    """The sentence of this year's report comes first, last year's after it, each with its place."""
    text = RENDERERS[output](diff.result)
    assert text.index(current) < text.index(prior)
    for place in ("2023.txt 第3行", "2022.txt 第3行"):
        assert place in text


def test_a_notebook_and_the_tables_have_both(diff: rd.Comparison, tmp_path: object) -> None:
    """The notebook marks the figures; the tables have a column for last year's sentence and one for its place."""
    shown = diff._repr_html_()  # a notebook calls it
    assert "全年检查图书馆<b>245处</b>，<b>同比下降192.2%</b>。" in shown
    assert "全年检查图书馆<b>716处</b>。" in shown
    row = diff.checks.iloc[0]
    assert (row["quote"], row["where"]) == ("全年检查图书馆245处，同比下降192.2%。", "2023.txt 第3行")
    assert (row["prior_quote"], row["prior_where"]) == ("全年检查图书馆716处。", "2022.txt 第3行")
    table = diff.to_csv(table="checks", lang="en")
    assert "prior quote" in table.splitlines()[0]
    assert "全年检查图书馆716处。" in table
    book = openpyxl.load_workbook(diff.to_excel(f"{tmp_path}/diff.xlsx"))
    cells = [cell for line in book["发现的问题"].iter_rows(values_only=True) for cell in line]
    assert {"上年原句", "全年检查图书馆716处。"} <= set(cells)


@pytest.mark.parametrize("output", ["table", "md", "html"])
@pytest.mark.parametrize(
    ("lang", "cause", "column"), [("zh", "误以本年数为分母", "可能原因"), ("en", "divided by", "Likely")]
)
def test_the_cause_is_said_once(output: str, lang: str, cause: str, column: str, diff: rd.Comparison) -> None:
    """The message says it, and no second line says it in other words."""
    text = RENDERERS[output](diff.result, lang=lang)
    assert text.count(cause) == 1
    assert column not in text


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "不符，应为“同比下降65.8%”"), ("en", "inconsistent, should read “同比下降65.8%”")]
)
def test_every_output_says_what_should_have_been_said(lang: str, said: str, diff: rd.Comparison) -> None:
    """It stands in the message, and so in every output."""
    for output in ("table", "md", "html", "json"):
        shown = RENDERERS[output](diff.result, **({} if output == "json" else {"lang": lang}))
        assert said in " ".join(shown.split())


def test_no_number_is_broken_between_two_lines(diff: rd.Comparison) -> None:
    """Whatever the width, 65.8% and 192.2% stay together."""
    for width in range(40, 100):
        text = RENDERERS["table"](diff.result, width=width)
        assert text.count("65.8%") == 3, width  # the value, the words, the steps
        assert text.count("192.2%") >= 2, width


def test_the_terminal_lists_what_could_not_be_read() -> None:
    """Each text with the reason and the place."""
    report = rd.parse("云栖县2023年工作报告\n全年帮扶几十万群众。受理申请287件。", source="a.txt")
    assert report.unread
    for result in (rd.check(report).result, rd.compare(rd.parse(PRIOR), report).result):
        text = RENDERERS["table"](result)
        assert "未能读懂的内容 (1)" in text
        assert "a.txt 第2行" in text[text.index("未能读懂的内容") :]


TABLE = """云栖县{year}年工作报告
一、主要数据
| 项目 | 本年 | 上年 | 增长 |
| --- | --- | --- | --- |
| 营业收入 | 1,287.5 | 1,132.4 | 13.7% |
| 筹资活动现金流量净额 | 244,481.9 | 366,475.9 | {rate} |
| 营业外支出 | 172.6 | 165.8 | 4.1% |
"""


@pytest.mark.parametrize("output", ["table", "md", "html"])
def test_the_quote_of_a_table_is_its_row(output: str) -> None:
    """A cell alone does not say what it is of: the whole row is quoted, its figures marked, and once."""
    report = rd.parse(TABLE.format(year=2023, rate="-45.3%"), source="2023.txt")
    (row,) = findings(rd.check(report).result)
    (quote,) = row.quotes
    assert quote.text == "筹资活动现金流量净额 | 244,481.9 | 366,475.9 | -45.3%"
    assert [text for text, marked in quote.pieces if marked] == ["244,481.9", "366,475.9", "-45.3%"]
    assert "筹资活动现金流量净额" in RENDERERS[output](rd.check(report).result)


@pytest.mark.parametrize("width", [64, 80, 100])
def test_no_cell_of_the_terminal_breaks_a_number(width: int) -> None:
    """What is stated in several words is broken between them, and never within 162.41."""
    prior = rd.parse("云栖县2022年工作报告\n一、主要工作\n全年旅游接待人数达到525.63万人次。", year=2022)
    stated = "全年旅游接待人数达到607.48万人次，同比增长15.57%。工业产值由2010年的162.41亿元增加到2023年的287.94亿元。"
    diff = rd.compare(prior, rd.parse(f"云栖县2023年工作报告\n一、主要工作\n{stated}", year=2023))
    text = diff.render("table", width=width)
    rows = text[text.index("文中所述") :]
    for number in ("15.57%", "162.41", "287.94"):
        assert number in rows if width >= 80 else number in text, number
