"""Tables in plain text: which lines are rows, what their cells are called, and that no prose is swallowed."""

from __future__ import annotations

import sys

import pytest

from reportdiff import parse
from reportdiff.model import Document, Table
from reportdiff.structure import outline
from reportdiff.structure.tables.row_tokens import is_table_row, is_unit_line, row_segments

PROSE = "全年受理行政复议申请287件，办结254件，各项任务按期完成，群众满意度稳步提高。"


def tables(text: str) -> tuple[tuple[Table, ...], str]:
    """The tables of a report with this text, and the whole text."""
    whole = f"甲市2024年工作报告\n一、工作情况\n{PROSE}\n{text}\n二、工作安排\n{PROSE}"
    return outline(Document("memo", whole)).tables, whole


def cells(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Every cell of the text's tables: figure, row, column."""
    result, whole = tables(text)
    return [(cell.span.of(whole), cell.row, cell.column) for table in result for cell in table.cells]


@pytest.mark.parametrize(
    "line",
    [
        "行政许可 157",
        "（二）部分公开 462 9 0 0 0 0 471",
        "208 社会保障支出 754.75 754.75 0.00",
        "收入总计 48,300,517 支出总计 48,300,517",
        "206 科学技术支出 100,000 100,000 0 0206 07 科普活动 100,000 100,000 0",
        "| 受理 | 287 | 132 |",
        "本年支出合计 9759.38使用非财政拨款结余",
        "数量指标 建筑面积 ≥13459.00(平方米)",
    ],
)
def test_rows(line: str) -> None:
    """Rows with labels, codes, glued cells and bars are recognised."""
    assert is_table_row(line)


@pytest.mark.parametrize(
    "line",
    [
        "全年受理 287 件",
        PROSE,
        "2024 年 3 月 1 日",
        "第三次会议 2024年",
        "一、工作回顾",
        "增长 5 个百分点，其中 3 件",
        "287",
        "来源 某日报",
    ],
)
def test_prose_is_no_row(line: str) -> None:
    """Sentences, dates, headings, figures set apart by blanks in prose, and a lone number are no rows."""
    assert not is_table_row(line)


def test_labels_of_rows_and_columns() -> None:
    """A cell is named by its row's label and the head that it stands under, counted from the right."""
    assert cells("信息内容 本年制发件数 现行有效件数\n规章 2 12\n规范性文件 50 420") == [
        ("2", ("规章",), ("本年制发件数",)),
        ("12", ("规章",), ("现行有效件数",)),
        ("50", ("规范性文件",), ("本年制发件数",)),
        ("420", ("规范性文件",), ("现行有效件数",)),
    ]


def test_even_blanks_tell_which_cell_is_empty() -> None:
    """Where all cells are parted by two blanks, four of them hold an empty cell."""
    head = "项目  2021年毛利  占比  毛利率  2020年毛利  占比  毛利率"
    rows = [
        "设备  329.10  82.28%  34.86%  52.80  70.40%  38.77%",
        "维修  89.40  22.35%  24.82%  37.20  49.60%  22.84%",
        "其他  -18.50  -4.63%    -15.00  -20.00%  ",
    ]
    found = cells("\n".join([head, *rows]))
    assert [(figure, column) for figure, row, column in found if row == ("其他",)] == [
        ("-18.50", ("2021年毛利",)),
        ("-4.63%", ("占比",)),
        ("-15.00", ("2020年毛利",)),
        ("-20.00%", ("占比",)),
    ]


def test_a_short_row_without_a_wider_blank_has_no_places() -> None:
    """Which cell such a row lacks is unknown; a row with a wider blank and full ones are certain."""
    rows = ["设备  329.10  82.28%  52.80", "维修  89.40  22.35%  37.20", "其他  18.50    15.00", "租赁  11.50  13.00"]
    (table,), _ = tables("\n".join(["项目  2021年毛利  占比  2020年毛利", *rows]))
    assert [cell.at and cell.at[1] for cell in table.cells] == [1, 2, 3, 1, 2, 3, 1, 3, None, None]


def test_two_sides() -> None:
    """In a two-sided table each side has its own labels and heads, also where one side is empty."""
    text = (
        "单位：元\n项目 预算数 项目 预算数\n一、拨款收入 1,500,000 一、公共服务支出 900,000\n"
        "二、事业收入 二、教育支出 600,000"
    )
    assert cells(text) == [
        ("1,500,000", ("拨款收入",), ("预算数",)),
        ("900,000", ("公共服务支出",), ("预算数",)),
        ("600,000", ("教育支出",), ("预算数",)),
    ]


def test_rows_without_line_breaks_are_separated() -> None:
    """Rows that lost their line breaks are told apart by their account codes."""
    text = (
        "单位：万元\n科目名称 合计 基本支出\n208 保障支出 754.75 754.75\n"
        "212 城乡支出 3832.36 3832.3621201 管理事务 1092.80 1092.80"
    )
    assert [(figure, row) for figure, row, _ in cells(text)][2:] == [
        ("3832.36", ("212 城乡支出",)),
        ("3832.36", ("212 城乡支出",)),
        ("1092.80", ("21201 管理事务",)),
        ("1092.80", ("21201 管理事务",)),
    ]


def test_rows_under_rows() -> None:
    """A row stands under the labels of the numbered rows above it."""
    text = (
        "申请人 自然人 总计\n一、本年新收 34 35\n三、办理结果（一）予以公开 14 15\n"
        "（三）不予公开 1.国家秘密 2 2\n（三）不予公开 2.其他 1 1\n（七）总计 17 18"
    )
    assert [row for _, row, column in cells(text) if column == ("总计",)] == [
        ("本年新收",),
        ("办理结果", "予以公开"),
        ("办理结果", "不予公开", "国家秘密"),
        ("办理结果", "不予公开", "其他"),
        ("办理结果", "总计"),
    ]


def test_unit_and_caption() -> None:
    """The 单位 line gives the table's unit, a column's own unit stays with the column, the caption is the heading."""
    result, _ = tables("收入决算总表\n编制部门：某局 单位：万元\n项目 决算数\n拨款 12.50\n合计 12.50")
    assert [(table.unit, table.caption) for table in result] == [("万元", "收入决算总表")]
    result, whole = tables("信息内容 本年收费金额（单位：万元）\n行政收费 72.5\n罚没收入 3.5")
    assert [table.unit for table in result] == [""]
    assert not is_unit_line("信息内容 本年收费金额（单位：万元）")
    assert result[0].cells[0].span.of(whole) == "72.5"


def test_markdown_tables() -> None:
    """A Markdown table is read like any other, its rule line left out."""
    assert cells("| 指标 | 2023年 | 2024年 |\n| --- | --- | --- |\n| 受理 | 132 | 287 |") == [
        ("132", ("受理",), ("2023年",)),
        ("287", ("受理",), ("2024年",)),
    ]


def test_prose_around_tables_is_kept() -> None:
    """Sentences before, after and glued to a table are sentences still; the heading after a table is a heading."""
    text = "项目 决算数\n拨款 12.50\n合计 12.50注：本表反映收支情况。\n二、说明事项\n" + PROSE
    _, whole = tables(text)
    result = outline(Document("memo", whole))
    sentences = [sentence.span.of(whole) for sentence in result.sentences if not sentence.heading]
    assert sentences == [PROSE, "注：本表反映收支情况。", PROSE, PROSE]
    assert "说明事项" in [section.heading for section in result.sections]


def test_a_wrapped_figure_is_prose() -> None:
    """A lone line that looks like a row because a wrapped sentence ends in a figure stays part of the sentence."""
    text = (
        "甲市2024年工作报告\n一、工作情况\n"
        "全年共办理各类案件，其中受理行政复议申请和其他各类申请共计\n案件 287\n件，办结254件。"
    )
    result = outline(Document("memo", text))
    assert result.tables == ()


def test_segments_keep_offsets() -> None:
    """Labels and figures of a row are spans of the text itself."""
    row = "301 工资 88,282 88,282 0301 01 基本工资 5,873 5,873 0"
    text = "前文" + row
    segments = row_segments(row, 2)
    assert [[label.of(text) for label in segment.labels] for segment in segments] == [
        ["301", "工资"],
        ["301", "01", "基本工资"],
    ]
    assert [[figure.of(text) for figure in segment.figures] for segment in segments] == [
        ["88,282", "88,282", "0"],
        ["5,873", "5,873", "0"],
    ]


@pytest.mark.parametrize(
    "piece", ["1", "1,111", "1.11", "一、", "（", "甲 1 ", "——", "一是，", "甲 1\n", "一、甲\n", "|1"]
)
def test_work_grows_with_the_length_of_the_text(piece: str) -> None:
    """A pathological text of twice the length takes at most about twice as many calls, whatever it repeats."""

    def calls(size: int) -> int:
        text = "甲市2024年工作报告\n" + piece * (size // len(piece))
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(counted)
        try:
            outline(Document("memo", text))
        finally:
            sys.setprofile(None)
        return count

    calls(100)  # whatever is loaded and cached at first use
    assert calls(8_000) <= 2.2 * calls(4_000)


def test_rows_set_apart_by_tabs_or_wide_blanks() -> None:
    """Where heads and rows have as many cells, each figure stands under its head; nothing between tabs is a cell."""
    rows = (
        ("指标", "单位", "2022年", "2023年"),
        ("生产总值", "亿元", "512.36", "548.22"),
        ("人口", "万人", "45.12", "45.30"),
    )
    for gap in ("\t", "    ", "\u3000\u3000"):
        text = "甲市2024年工作报告\n一、工作情况\n主要指标如下表\n" + "\n".join(gap.join(row) for row in rows)
        (table,) = outline(Document("memo", text)).tables
        cells_read = [(cell.span.of(text), cell.row, cell.column, cell.unit, cell.at) for cell in table.cells]
        assert cells_read[:2] == [
            ("512.36", ("生产总值",), ("2022年",), "亿元", (2, 3)),
            ("548.22", ("生产总值",), ("2023年",), "亿元", (2, 4)),
        ]
        assert len(cells_read) == 4
    blank = "甲市2024年工作报告\n一、工作情况\n项目\t上年\t本年\n许可\t\t12\n处罚\t96\t84"
    assert [cell.column for cell in outline(Document("memo", blank)).tables[0].cells] == [
        ("本年",),
        ("上年",),
        ("本年",),
    ]


def test_a_table_between_paragraphs_of_broken_lines_stays_one() -> None:
    """Rows set apart are never taken for lines that an editor broke."""
    prose = "全年各项工作有序推进并取得了比较好的成效群众满意度稳步提高各项任"
    text = "甲市2024年工作报告\n一、工作情况\n" + f"{prose}\n" * 9 + "指标  单位  2022年  2023年  增长（%）\n"
    text += "地区生产总值  亿元  512.36  548.22  6.1\n年末常住人口  万人  45.12  45.30  0.4\n"
    read = parse(text)
    assert [item.name for item in read.metrics if item.table is not None] == ["地区生产总值"] * 2 + ["年末常住人口"] * 2
