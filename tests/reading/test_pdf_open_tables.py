"""Tables of a PDF whose sides or rows have no rules: the outer columns and every row are read all the same."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from twins import FONT

from reportdiff import check, parse
from reportdiff.reading import read_document

COLUMNS = (60, 240, 310, 380, 450, 520)
"""The edges of the columns; the outer ones have no rule."""


def open_table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, last: Sequence[str] = (), step: int = 30) -> str:
    """The text of a table with rules above and below its heads, above its last row, and at its foot, and none outside.

    A cell of several lines stands around the middle of its row.
    """
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(FONT, 11)
    canvas.drawString(72, 800, "青禾市2023年预算执行情况的报告")
    canvas.drawString(72, 770, "表1 2023年国有资本经营收入完成情况表（单位：万元）")
    y = 740
    heights = [y, y - 30, y - 30 - step * len(rows)]
    every = [(y - 15, heads)] + [(y - 30 - step * (place + 0.5), row) for place, row in enumerate(rows)]
    if last:
        every.append((heights[-1] - 15, last))
        heights.append(heights[-1] - 30)
    for middle, cells in every:
        for left, right, cell in zip(COLUMNS, COLUMNS[1:], cells, strict=False):
            words = cell.split("\n")
            for place, line in enumerate(words):
                at = middle - 4 + 6 * (len(words) - 1) - 12 * place
                if line[:1].isdigit() or line[:1] == "-":
                    canvas.drawRightString(right - 5, at, line)
                else:
                    canvas.drawString(left + 5, at, line)
    for height in heights:
        canvas.line(COLUMNS[0], height, COLUMNS[-1], height)
    for x in COLUMNS[1:-1]:
        canvas.line(x, heights[0], x, heights[-1])
    canvas.save()
    return read_document(out.getvalue(), name="a.pdf").text


HEADS = ("科目名称", "年初预算", "实际完成", "完成(%)", "增长(%)")
ROWS = (
    ("一、利润收入", "4120", "5640", "136.9", "66.4"),
    ("二、股利、股息收入", "5580", "4010", "71.9", "-26.8"),
    ("三、产权转让收入", "", "470", "", "8.8"),
    ("四、其他国有资本经营\n预算收入", "", "120", "", "4"),
)
LAST = ("合计", "9700", "10240", "105.6", "15.5")


def test_rows_without_rules_and_open_sides() -> None:
    """Each height of figures is a row, with its label and the columns that no rule closes."""
    text = open_table(HEADS, ROWS, last=LAST)
    rows = [[cell.replace("\n", "") for cell in row] for row in (HEADS, *ROWS, LAST)]
    assert [line[2:-2].split(" | ") for line in text.splitlines() if line[:1] == "|" and "---" not in line] == rows
    checks = [each.verdict.value for each in check(parse(text)).result.checks if each.check == "completion"]
    assert checks == ["consistent"] * 3


def test_a_row_with_a_label_of_its_own() -> None:
    """A label without figures between two rows is a row of its own."""
    rows = (ROWS[0], ("其中：", "", "", "", ""), ROWS[1])
    text = open_table(HEADS, rows, last=LAST)
    assert [line.split(" | ")[0] for line in text.splitlines() if line[:1] == "|"][2:] == [
        "| 一、利润收入", "| 其中：", "| 二、股利、股息收入", "| 合计",
    ]  # fmt: skip


def test_amounts_that_a_narrow_column_breaks_stay_whole() -> None:
    """Pieces of an amount below each other are no rows: 65,051|.78, 1,234,56|7.89, -|245,224.97."""
    pieces = ("承诺投资\n项目小计", "65,051\n.78", "1,234,56\n7.89", "-\n245,224.97", "12.5")
    text = open_table(HEADS, (pieces,), last=LAST)
    assert "| 承诺投资项目小计 | 65,051.78 | 1,234,567.89 | -245,224.97 | 12.5 |" in text


def test_text_in_columns_is_no_row_of_a_table() -> None:
    """Running text between upright rules is read line by line, and not as the cells of one row."""
    told = tuple("\n".join(part * 3 for _ in range(5)) for part in ("办法", "监督", "规范", "研发", "指导"))
    assert "|" not in open_table(("发布时间", "发布单位", "政策名称", "主要内容", "影响"), (told,), step=90)
