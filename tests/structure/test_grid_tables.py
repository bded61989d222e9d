"""Tables whose cells bars set apart: labels, units, empty cells, heads of several levels, and odd rows."""

from __future__ import annotations

import pytest

from reportdiff.model import Cell, Document, Table
from reportdiff.structure import outline

PROSE = "全年受理行政复议申请287件，办结254件，各项任务按期完成，群众满意度稳步提高。"


def tables(text: str) -> tuple[Table, ...]:
    """The tables of a report with this text."""
    return outline(Document("memo", f"甲市2024年工作报告\n一、工作情况\n{PROSE}\n{text}\n二、工作安排\n{PROSE}")).tables


def cells(text: str) -> dict[str, Cell]:
    """The cells of the text's tables by what they print."""
    whole = f"甲市2024年工作报告\n一、工作情况\n{PROSE}\n{text}\n二、工作安排\n{PROSE}"
    return {cell.span.of(whole): cell for table in tables(text) for cell in table.cells}


def test_blank_cells_keep_figures_under_their_heads() -> None:
    """A figure stands under its own head, whatever is blank beside it."""
    by_text = cells(
        "| 项目 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|\n| 水利 | 12 | | 11 |\n| 农林 | | 13 | |\n"
        "| 其他 | 14 | 15 | 16 |"
    )
    assert {words: cell.column for words, cell in by_text.items()} == {
        "12": ("合计",),
        "11": ("项目支出",),
        "13": ("基本支出",),
        "14": ("合计",),
        "15": ("基本支出",),
        "16": ("项目支出",),
    }
    assert by_text["11"].at == (2, 4)


def test_heads_of_several_levels() -> None:
    """A head over several columns belongs to each; a blank beside it, as Markdown leaves one, means the same."""
    for top in ("| 项目 | 2024年 | 2024年 | 2023年 |", "| 项目 | 2024年 | | 2023年 |"):
        by_text = cells(f"{top}\n| | 预算数 | 决算数 | 决算数 |\n|---|---|---|---|\n| 水利 | 11 | 12 | 13 |")
        assert [by_text[words].column for words in ("11", "12", "13")] == [
            ("2024年", "预算数"),
            ("2024年", "决算数"),
            ("2023年", "决算数"),
        ]


@pytest.mark.parametrize(
    "rows",
    [
        ("项目 | 2024年 | 2023年", " | 数量 | 占比 | 数量 | 占比", "水利 | 311 | 61.2 | 312 | 62.4"),
        ("项目|2024年|2023年", "|数量|占比|数量|占比", "水利|311|61.2|312|62.4"),
        ("| 项目 | 2024年 | 2023年 |", "| | 数量 | 占比 | 数量 | 占比 |", "| 水利 | 311 | 61.2 | 312 | 62.4 |"),
    ],
)
def test_joined_heads_that_are_printed_once(rows: tuple[str, str, str]) -> None:
    """An upper head without blanks behind it stands over as many of the lower row each."""
    more = [rows[2].replace("水利", name).replace("311", "197").replace("312", "188") for name in ("农林", "其他")]
    by_text = cells("\n".join([*rows, *more]))
    assert [by_text[words].column for words in ("311", "61.2", "312", "62.4")] == [
        ("2024年", "数量"),
        ("2024年", "占比"),
        ("2023年", "数量"),
        ("2023年", "占比"),
    ]
    assert by_text["311"].row == ("水利",)


def test_labels_of_several_columns() -> None:
    """Columns of words at the left name the rows together; a blank outer one goes on from above."""
    by_text = cells(
        "| 一级指标 | 二级指标 | 目标值 |\n|---|---|---|\n| 产出 | 数量 | 11 |\n| | 质量 | 12 |\n| 效益 | 社会 | 13 |"
    )
    assert [by_text[words].row for words in ("11", "12", "13")] == [
        ("产出", "数量"),
        ("产出", "质量"),
        ("效益", "社会"),
    ]


def test_codes_and_running_numbers() -> None:
    """An account code is part of a row's label, a running number is not."""
    coded = cells("| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n| 20105 | 统计信息事务 | 257 |")
    assert coded["257"].row == ("20105 统计信息事务",)
    counted = cells("| 序号 | 名称 | 合计 |\n|---|---|---|\n| 1 | 甲局 | 11 |\n| 2 | 乙局 | 12 |")
    assert [counted[words].row for words in ("11", "12")] == [("甲局",), ("乙局",)]
    assert len(counted) == 2


def test_units_of_columns_rows_and_tables() -> None:
    """A unit stands behind a head or label, in a column of its own, or above the table; the nearest one counts."""
    by_text = cells(
        "主要情况如下（单位：件）：\n| 指标 | 单位 | 本年 | 占比(%) |\n|---|---|---|---|\n"
        "| 就业 | 万人 | 11 | 12 |\n| 收入（亿元） | | 13 | |"
    )
    assert [(by_text[words].unit, by_text[words].row) for words in ("11", "12", "13")] == [
        ("万人", ("就业",)),
        ("%", ("就业",)),
        ("亿元", ("收入",)),
    ]
    assert [table.unit for table in tables("单位：万元\n| 项目 | 金额 |\n|---|---|\n| 甲 | 11 |")] == ["万元"]
    assert [table.unit for table in tables("| 单位：万元 | 单位：万元 |\n| 项目 | 金额 |\n|---|---|\n| 甲 | 11 |")] == [
        "万元"
    ]


def test_two_sides() -> None:
    """A second column of items names what stands at its right."""
    by_text = cells("| 收入 | 金额 | 支出 | 金额 |\n|---|---|---|---|\n| 拨款 | 11 | 教育 | 12 |\n| 事业 | 13 | | |")
    assert [by_text[words].row for words in ("11", "12", "13")] == [("拨款",), ("教育",), ("事业",)]


def test_parts_stand_under_their_whole() -> None:
    """其中 and numbered labels make a path; remarks name nothing."""
    by_text = cells(
        "| 项目 | 金额 | 备注 |\n|---|---|---|\n| 税收 | 100 | 含结转 |\n| 其中：增值税 | 60 | |\n| 非税 | 40 | |"
    )
    assert [by_text[words].row for words in ("100", "60", "40")] == [("税收",), ("税收", "增值税"), ("非税",)]
    by_text = cells("| 事项 | 件数 |\n|---|---|\n| 一、收到 | 11 |\n| （一）自然人 | 12 |\n| 二、办理 | 13 |")
    assert [by_text[words].row for words in ("11", "12", "13")] == [("收到",), ("收到", "自然人"), ("办理",)]


def test_tables_without_rules_and_with_repeated_heads() -> None:
    """Without a rule the heads end where the figures begin; heads printed again on a new page are no row."""
    by_text = cells("| 指标 | 2023年 |\n| 许可 | 11 |\n| 指标 | 2023年 |\n| 处罚 | 12 |")
    assert [(by_text[words].row, by_text[words].column) for words in ("11", "12")] == [
        (("许可",), ("2023年",)),
        (("处罚",), ("2023年",)),
    ]
    assert cells("| 许可 | 11 |\n| 处罚 | 12 |")["12"].row == ("处罚",)


def test_heads_in_the_middle_of_a_table() -> None:
    """A line of its own with new heads under it begins anew, as in the form of the disclosure reports."""
    by_text = cells(
        "| 第（一）项 | 第（一）项 | 第（一）项 |\n| 信息内容 | 制发件数 | 有效件数 |\n| 规章 | 11 | 12 |\n"
        "| 第（五）项 | 第（五）项 | 第（五）项 |\n| 信息内容 | 处理决定数量 | 处理决定数量 |\n| 行政许可 | 13 | |\n"
        "| 第（八）项 | 第（八）项 | 第（八）项 |\n| 信息内容 | 收费金额（单位：万元） | 收费金额（单位：万元） |\n"
        "| 收费 | 14 | |"
    )
    assert [(by_text[words].row, by_text[words].column, by_text[words].unit) for words in ("11", "12", "13", "14")] == [
        (("规章",), ("制发件数",), ""),
        (("规章",), ("有效件数",), ""),
        (("行政许可",), ("处理决定数量",), ""),
        (("收费",), ("收费金额",), "万元"),
    ]


def test_a_blank_line_ends_a_table() -> None:
    """Two tables under each other are two, and what stands around them is read as ever."""
    result = tables(
        "| 甲 | 数 |\n|---|---|\n| 许可 | 11 |\n\n| 乙 | 数 |\n|---|---|\n| 处罚 | 12 |\n"
        "办结254件，其中当年受理的200件，比上年有所增加。"
    )
    assert [len(table.cells) for table in result] == [1, 1]


@pytest.mark.parametrize(
    "text",
    [
        "||\n||",
        "|---|",
        "|---|---|\n|---|---|",
        "| |\n| |",
        "|" * 400,
        "| 甲 |",
        "| 1 | 2 |",
        "|1|\n|-|\n|" + "2|" * 300,
    ],
)
def test_empty_and_uneven_rows_are_read(text: str) -> None:
    """Rows of nothing, rules alone and rows of unequal width are tables without cells, or with those that they have."""
    for table in tables(text):
        assert table.cells


def test_unit_of_a_group_of_rows() -> None:
    """A row of a label alone gives its unit to the rows below it, but to no ratio, until another such row."""
    by_text = cells(
        "| 指标 | 2024年 | 2023年 |\n|---|---|---|\n| 每股收益 | 0.75 | 0.80 |\n| 经营业绩（万元） | | |\n"
        "| 营业收入 | 6080 | 4807 |\n| 净利润率 | 9.15 | 7.62 |\n| 人员 | | |\n| 员工 | 310 | 290 |"
    )
    assert [by_text[words].unit for words in ("0.75", "6080", "4807", "9.15", "310")] == ["", "万元", "万元", "", ""]


def test_codes_of_accounts_under_the_head_of_labels() -> None:
    """Codes below 功能科目 label their rows, as the names beside them do."""
    by_text = cells(
        "| 功能科目 | | 预算数 |\n|---|---|---|\n| 205 | 教育支出 | 900.00 |\n| 20502 | 普通教育 | 860.00 |"
    )
    assert [(words, cell.row) for words, cell in by_text.items()] == [
        ("900.00", ("205 教育支出",)),
        ("860.00", ("20502 普通教育",)),
    ]
