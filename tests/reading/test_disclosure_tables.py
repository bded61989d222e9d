"""The tables of a disclosure report with their merged cells, as page, Word file and PDF: the same figures, checked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from twins import BODY, CELL, HEAD, saved

from reportdiff import Report, check, read

TITLE = "青禾区水务局2023年政府信息公开工作年度报告"
Cell = tuple[str, int, int]  # words, rows, columns
Rows = list[list[Cell]]


def cells(*words: str, down: int = 1, across: int = 1) -> list[Cell]:
    """Cells over as many rows and columns each."""
    return [(word, down, across) for word in words]


def published() -> Rows:
    """What was published, by the items of article 20."""
    rows = [
        cells("第二十条第（一）项", across=4),
        cells("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        cells("规章", "0", "0", "0"),
        cells("行政规范性文件", "3", "1", "16"),
    ]
    for item, head, lines in (
        ("第二十条第（五）项", "本年处理决定数量", (("行政许可", "1,415"),)),
        ("第二十条第（六）项", "本年处理决定数量", (("行政处罚", "206"), ("行政强制", "12"))),
        ("第二十条第（八）项", "本年收费金额（单位：万元）", (("行政事业性收费", "37.62"),)),
    ):
        rows += [cells(item, across=4), [*cells("信息内容"), *cells(head, across=3)]]
        rows += [[*cells(label), *cells(figure, across=3)] for label, figure in lines]
    return rows


RESULTS: Sequence[tuple[str, Sequence[str]]] = (
    ("（三）不予公开", ("1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.保护第三方合法权益")),
    ("（四）无法提供", ("1.本机关不掌握相关政府信息", "2.补正后申请内容仍不明确")),
)


def applications() -> Rows:
    """Applications and what became of them; each inner row counts one more than the one before."""
    asked = [*cells("（各列应当相等：新收与结转之和，即办理与留待之和）", down=3, across=3)]
    rows = [
        [*asked, *cells("申请人情况", across=4)],
        [*cells("自然人", down=2), *cells("法人或其他组织", across=2), *cells("总计", down=2)],
        cells("商业企业", "其他"),
        [*cells("一、本年新收政府信息公开申请数量", across=3), *cells("30", "3", "1", "34")],
        [*cells("二、上年结转政府信息公开申请数量", across=3), *cells("1", "1", "0", "2")],
        [*cells("三、本年度办理结果", down=8), *cells("（一）予以公开", across=2), *cells("10", "1", "0", "11")],
        [*cells("（二）部分公开", across=2), *cells("5", "0", "0", "5")],
    ]
    number = 0
    for outer, inner in RESULTS:
        for place, label in enumerate(inner):
            number += 1
            head = cells(outer, down=len(inner)) if not place else []
            rows.append([*head, *cells(label, str(number), "0", "0", str(number))])
    rows.append([*cells("（五）总计", across=2), *cells("30", "1", "0", "31")])
    return [*rows, [*cells("四、结转下年度继续办理", across=3), *cells("1", "3", "1", "5")]]


def suits() -> Rows:
    """Reviews and suits: one row of figures under heads of three levels."""
    ends = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    return [
        [*cells("行政复议", across=5), *cells("行政诉讼", across=10)],
        [*cells(*ends, down=2), *cells("未经复议直接起诉", "复议后起诉", across=5)],
        cells(*ends, *ends),
        cells("4", "1", "2", "0", "7", "1", "3", "0", "1", "5", "2", "0", "1", "0", "{total}"),
    ]


def blocks(total: str) -> list[str | Rows]:
    """The report; `total` is what the last 总计 prints, where 3 is right."""
    last = [[(words.format(total=total), down, across) for words, down, across in row] for row in suits()]
    return [
        *(TITLE, "一、总体情况", "2023年，我局收到政府信息公开申请34件，上年结转2件，办结31件。"),
        *("二、主动公开政府信息情况", published(), "三、收到和处理政府信息公开申请情况", applications()),
        *("四、政府信息公开行政复议、行政诉讼情况", last, "五、存在的主要问题及改进情况", "公开内容不够丰富。"),
    ]


def placed(rows: Rows) -> list[tuple[int, int, Cell]]:
    """Row and column of each cell, where those over several places push others aside."""
    taken: set[tuple[int, int]] = set()
    placed_cells = []
    for at, row in enumerate(rows):
        place = 0
        for cell in row:
            while (at, place) in taken:
                place += 1
            placed_cells.append((at, place, cell))
            taken |= {(at + down, place + across) for down in range(cell[1]) for across in range(cell[2])}
    return placed_cells


def as_page(total: str) -> bytes:
    """A saved web page."""
    parts = []
    for block in blocks(total):
        if isinstance(block, str):
            parts.append(f"<p>{block}</p>")
            continue
        rows = ("".join(f"<td rowspan={d} colspan={a}><p>{w}</p></td>" for w, d, a in row) for row in block)
        parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    return f"<html><head><title>{TITLE}</title></head><body>{''.join(parts)}</body></html>".encode()


def as_word(total: str) -> bytes:
    """A Word file."""
    document = docx.Document()
    for block in blocks(total):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=len(block), cols=max(at + cell[2] for _, at, cell in placed(block)))
        for row, column, (words, down, across) in placed(block):
            table.cell(row, column).merge(table.cell(row + down - 1, column + across - 1)).text = words
    return saved(document)


def as_pdf(total: str, *, above: int = 0) -> bytes:
    """A PDF with ruled tables, so many lines further down."""
    out = io.BytesIO()
    story: list[Any] = []
    for number, block in enumerate(blocks(total)):
        if isinstance(block, str):
            story.append(Paragraph(block, BODY if number else HEAD))
            story += [Paragraph("各项工作平稳有序推进。", BODY)] * (above if number == 2 else 0)
            continue
        wide = max(at + cell[2] for _, at, cell in placed(block))
        grid: list[list[Any]] = [[""] * wide for _ in block]
        style: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
        for row, column, (words, down, across) in placed(block):
            grid[row][column] = Paragraph(words, CELL)
            style.append(("SPAN", (column, row), (column + across - 1, row + down - 1)))
        story.append(Table(grid, style=style, colWidths=[450 / wide] * wide))
    SimpleDocTemplate(out, pagesize=A4).build(story)
    return out.getvalue()


def figures(report: Report) -> list[tuple[str, str, str]]:
    """Name, value and unit of every figure in a table."""
    return [(one.name, one.figure.text, one.figure.unit) for one in report.metrics if one.table is not None]


def test_names_of_the_template() -> None:
    """Each figure is named by its row's path and its column's, without what stands over all of them."""
    found = {name: (text, unit) for name, text, unit in figures(read(as_page("3"), name="a.html"))}
    assert len(found) == 10 + 11 * 4 + 15
    for name, expected in {
        "行政规范性文件/现行有效件数": ("16", ""),
        "行政许可/本年处理决定数量": ("1415", ""),
        "行政事业性收费/本年收费金额": ("376200", "元"),
        "本年新收政府信息公开申请数量/法人或其他组织/商业企业": ("3", ""),
        "本年度办理结果/予以公开/自然人": ("10", ""),
        "本年度办理结果/不予公开/保护第三方合法权益/总计": ("3", ""),
        "本年度办理结果/无法提供/本机关不掌握相关政府信息/自然人": ("4", ""),
        "本年度办理结果/总计/总计": ("31", ""),
        "行政复议/总计": ("7", ""),
        "行政诉讼/未经复议直接起诉/结果纠正": ("3", ""),
    }.items():
        assert found[name] == expected, name


@pytest.mark.parametrize("above", [0, 5, 9, 13, 17, 21])
def test_formats_agree_wherever_a_page_ends(above: int) -> None:
    """Word file and PDF give what the page gives, at whatever row of whichever table a page of the PDF ends."""
    expected = figures(read(as_page("3"), name="a.html"))
    assert figures(read(as_word("3"), name="a.docx")) == expected
    assert figures(read(as_pdf("3", above=above), name="a.pdf")) == expected


def test_sums_of_the_disclosure_tables_are_checked() -> None:
    """Totals of rows, of the results and of the groups of suits hold; one that does not is found."""
    right = [
        one for one in check(read(as_page("3"), name="a.html")).result.checks if one.check in ("total", "stock_flow")
    ]
    assert {one.verdict.value for one in right} == {"consistent"}
    names = [one.message.zh.partition("：")[0] for one in right]
    for name in ("本年度办理结果/总计/自然人", "行政复议/总计", "行政诉讼/复议后起诉/总计", "结转下年度继续办理/总计"):
        assert name in names
    wrong = check(read(as_page("4"), name="a.html")).result.checks
    found = [one.message.zh.partition("：")[0] for one in wrong if one.severity is not None]
    assert found == ["行政诉讼/复议后起诉/总计"]
