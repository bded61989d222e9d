"""PDF files: wrapped lines are paragraphs again, heads and page numbers go, ruled tables keep their rows."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table
from twins import FONT, HEAD, facts, printed

from reportdiff import read
from reportdiff.errors import UnreadableFileError
from reportdiff.reading import read_document


def test_a_pdf_reads_like_its_text(seed_path: Path, illustrative_path: Path) -> None:
    """Of the seed and the illustration at least 97 of 100 metrics and claims come out as from their text."""
    for path in (seed_path, illustrative_path):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        expected, of_pdf = facts(read(path)), facts(read(printed(lines), name="report.pdf"))
        missing = [fact for fact in expected if fact not in of_pdf]
        assert len(missing) <= 0.03 * len(expected), missing
        assert len(of_pdf) <= 1.03 * len(expected)


def test_page_heads_and_page_numbers_are_left_out() -> None:
    """What every page repeats, and its number, are no words of the report."""
    paragraph = "全年受理申请287件，办结254件，各项工作有序推进。" * 4
    text = read_document(printed(["某市2023年度工作报告", *[paragraph] * 40]), name="a.pdf").text
    assert "公报" not in text
    assert "—" not in text
    assert text.count("\n") == 41


def test_ruled_tables_keep_their_rows() -> None:
    """The rows of a ruled table are metrics named by their label."""
    table = [["指标", "2022年", "2023年"], ["行政许可", "1320", "1573"], ["行政处罚", "96", "84"]]
    report = read(printed(["某市2023年度工作报告", "一、总体情况如下表（单位：件）。", table]), name="a.pdf")
    cells = {item.figure.text: item.name for item in report.metrics if item.table is not None}
    assert set(cells) == {"1320", "1573", "96", "84"}
    assert "行政许可" in cells["1573"]


def test_tables_go_on_over_pages() -> None:
    """A table that a page breaks is one table, its head counted once, and each figure knows its page."""
    rows = [[f"第{number}镇办事处", str(100 + number), str(300 + number)] for number in range(1, 91)]
    report = read(
        printed(["某市2023年度工作报告", "各镇情况如下。", [["镇街", "2022年", "2023年"], *rows]]), name="a.pdf"
    )
    cells = [item for item in report.metrics if item.table is not None]
    assert len(cells) == 180
    assert {item.table.id for item in cells if item.table} == {"t1"}
    assert [item.period.year for item in cells[-2:] if item.period] == [2022, 2023]
    assert len(report.document.pages) > 1
    assert report.document.page_of(cells[0].span.start) == 1
    assert report.document.page_of(cells[-1].span.start) == len(report.document.pages)


def ruled(*pages: tuple[float, list[list[str]]], shaded: bool = False, open_top: bool = False) -> bytes:
    """Return pages with a ruled table each, from a height on; the first row of later pages may lack its upper rule."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number, (top, rows) in enumerate(pages):
        canvas.setFont(FONT, 10)
        for place, row in enumerate(rows):
            y = top - 20 * place
            if shaded:  # a ground behind every cell, narrower than the cell
                canvas.setFillGray(0.8)
                for column in range(len(row)):
                    canvas.rect(66 + 150 * column, y - 14, 138, 14, stroke=0, fill=1)
                canvas.setFillGray(0)
            for column, words in enumerate(row):
                canvas.drawString(70 + 150 * column, y - 12, words)
        bottom = top - 20 * len(rows)
        for line in range(1 if open_top and number else 0, len(rows) + 1):
            canvas.line(60, top - 20 * line, 60 + 150 * len(rows[0]), top - 20 * line)
        for column in range(len(rows[0]) + 1):
            canvas.line(60 + 150 * column, top, 60 + 150 * column, bottom)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


HEADS = ["项目", "2023年", "2022年"]
BALANCES = [["货币资金", "1,250.00", "1,100.00"], ["应收账款", "310.50", "290.25"], ["存货", "88.00", "91.00"]]


def test_shading_behind_cells_is_no_rule() -> None:
    """A ground behind the words of a cell makes no further columns."""
    text = read_document(ruled((700, [HEADS, *BALANCES]), shaded=True), name="a.pdf").text
    assert "| 项目 | 2023年 | 2022年 |" in text
    assert "| 存货 | 88.00 | 91.00 |" in text


def test_rows_and_heads_torn_over_pages_are_joined() -> None:
    """Heads may end a page; a row that a page break cut has no upper rule; a figure cut in two is one again."""
    text = read_document(ruled((100, [HEADS]), (780, BALANCES), open_top=True), name="a.pdf").text
    assert [line for line in text.splitlines() if line.startswith("|")][::2][:2] == [
        "| 项目 | 2023年 | 2022年 |",
        "| 货币资金 | 1,250.00 | 1,100.00 |",
    ]
    torn = [["", "7", ""], *BALANCES[1:]]
    cut = [HEADS, BALANCES[2], ["货币资金", "12,345,678.9", "1,100.00"]]
    text = read_document(ruled((120, cut), (780, torn)), name="a.pdf").text
    assert "| 货币资金 | 12,345,678.97 | 1,100.00 |" in text


def test_pages_of_running_text() -> None:
    """A figure in a paragraph that runs on over a page's end stands on the page that prints it."""
    lines = [f"全年受理{number}件申请，" * 8 + "各项工作有序推进。" for number in range(101, 161)]
    report = read(printed(["某市2023年度工作报告", *lines]), name="a.pdf")
    pages = [report.document.page_of(item.span.start) for item in report.metrics]
    assert len(report.document.pages) == max(page for page in pages if page) > 3
    assert pages == sorted(pages, key=lambda page: page or 0)


def columns_of(left: list[str], right: list[str], title: str) -> bytes:
    """A page of two columns of lines under a title over both."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(842, 595))
    canvas.setFont(FONT, 14)
    canvas.drawCentredString(421, 540, title)
    canvas.setFont(FONT, 10)
    for x, lines in ((50, left), (440, right)):
        for place, line in enumerate(lines):
            canvas.drawString(x, 500 - 16 * place, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_columns_are_read_one_after_the_other() -> None:
    """Lines of two columns are joined within their column, the title over both stands first."""
    words = "全年受理行政复议申请共计若干批次工作平稳有序推进"  # 24 signs fill a line
    left = ["一、工作情况", *[words] * 12, "各项任务完成，全年办结254件。"]
    right = ["二、工作安排", *[words] * 12, "各项任务继续，全年受理287件。"]
    report = read(columns_of(left, right, "某市2023年度工作报告与其后一年的安排情况说明"), name="a.pdf")
    lines = report.document.text.splitlines()
    assert lines[0] == "某市2023年度工作报告与其后一年的安排情况说明"
    assert lines[1] == "一、工作情况"
    assert lines[2] == words * 12 + "各项任务完成，全年办结254件。"
    assert lines[3] == "二、工作安排"
    assert report.warnings == ()


def test_two_years_side_by_side_are_a_warning() -> None:
    """Where each column begins with a year of its own, the two are read one after the other, with a warning."""
    words = "全年受理行政复议申请共计若干批次工作平稳有序推进"
    left, right = (
        [f"{year}年报告", *[words] * 12, f"全年办结{count}件。"] for year, count in ((2022, 254), (2023, 287))
    )
    report = read(columns_of(left, right, "某市行政复议工作年度报告两年对照情况说明表"), name="a.pdf")
    assert "side by side (2022, 2023)" in report.warnings[0]
    assert [item.figure.text for item in report.metrics if item.figure.unit == "件"] == ["254", "287"]


def test_files_that_cannot_be_read_say_why() -> None:
    """An encrypted, a damaged and a scanned file each get a clear error."""
    with pytest.raises(UnreadableFileError, match="encrypted"):
        read_document(printed(["某市2023年度工作报告"], encrypt="secret"), name="a.pdf")
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_document(b"%PDF-1.4 nothing", name="a.pdf")
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.rect(50, 50, 300, 500, fill=1)
    canvas.save()
    with pytest.raises(UnreadableFileError, match="OCR"):
        read_document(out.getvalue(), name="a.pdf")


def drawn(*lines: tuple[float, list[tuple[float, str]]], size: float = 10, end: str = "r") -> bytes:
    """A page of lines: a height, and words at their places; those behind the first end there, or have their middle."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(FONT, size)
    for y, words in lines:
        for place, (x, text) in enumerate(words):
            draw = (
                canvas.drawString if not place else canvas.drawRightString if end == "r" else canvas.drawCentredString
            )
            draw(x, y, text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


TOP: list[tuple[float, list[tuple[float, str]]]] = [
    (780, [(72, "青禾区水务局2023年度部门决算")]),
    (750, [(92, "一、收支情况如下表，单位：万元。")]),
]


def rows_at(places: tuple[float, ...], *rows: tuple[str, ...]) -> list[tuple[float, list[tuple[float, str]]]]:
    """Rows of words under each other."""
    return [
        (720 - 16 * number, [(x, words) for x, words in zip(places, row, strict=True) if words])
        for number, row in enumerate(rows)
    ]


def test_tables_without_rules_are_read_by_their_columns() -> None:
    """Figures that stand above each other are a column: a blank stays one, a label over two lines is one."""
    rows = rows_at(
        (72, 300, 400, 500),
        ("项目", "2022年", "2023年", "增减%"),
        ("一般公共预算拨款收入", "1,800.50", "1,845.66", "2.51"),
        ("政府性基金预算财政拨", "", "", ""),
        ("款收入", "", "12.30", ""),
        ("其他收入", "54.34", "-3.20", "-105.89"),
    )
    document = read_document(drawn(*TOP, *rows, (600, [(92, "二、其他情况")])), name="a.pdf")
    assert document.text.splitlines()[2:] == [
        "",
        "| 项目 | 2022年 | 2023年 | 增减% |",
        "| --- | --- | --- | --- |",
        "| 一般公共预算拨款收入 | 1,800.50 | 1,845.66 | 2.51 |",
        "| 政府性基金预算财政拨款收入 |  | 12.30 |  |",
        "| 其他收入 | 54.34 | -3.20 | -105.89 |",
        "二、其他情况",
    ]


def test_heads_over_several_columns_without_rules() -> None:
    """A head set over the middle of two columns is that of both."""
    rows = rows_at((72, 240, 410), ("指标", "2022年", "2023年"))
    rows += [(704, [(0, ""), (200, "数量（件）"), (280, "占比（%）"), (370, "数量（件）"), (450, "占比（%）")])]
    rows += [
        (688 - 16 * number, [(72, label), *zip((210, 290, 380, 460), figures, strict=True)])
        for number, (label, *figures) in enumerate(
            (("许可", "1,320", "93.2", "1,573", "94.9"), ("处罚", "96", "6.8", "84", "5.1"))
        )
    ]
    report = read(drawn(*TOP, *rows, end="m"), name="a.pdf")
    metrics = [(one.name, one.period.label, one.figure.text) for one in report.metrics if one.period]
    assert metrics[:4] == [
        *(("许可/数量", "2022", "1320"), ("许可/占比", "2022", "93.2")),
        *(("许可/数量", "2023", "1573"), ("许可/占比", "2023", "94.9")),
    ]


def test_contents_and_forms_are_no_tables() -> None:
    """Page numbers behind the entries of a table of contents are no figures, and what a form sets apart no sentence."""
    lines = [
        (780 - 20 * number, words)
        for number, words in enumerate(
            (
                *(
                    [(72.0, "青禾区水务局2023年度部门决算")],
                    [(280.0, "目  录")],
                    [(72.0, "一、部门概况"), (520.0, "1")],
                ),
                *(
                    [(72.0, "二、决算表"), (520.0, "5")],
                    [(72.0, "三、情况说明"), (520.0, "12")],
                    [(72.0, "一、部门概况")],
                ),
                *([(72.0, "单位负责人：王某"), (520.0, "电话：5822100")], [(72.0, "编制日期：2024年8月")]),
            )
        )
    ]
    report = read(drawn(*lines), name="a.pdf")
    assert report.metrics == ()
    assert report.document.text.splitlines()[-2:] == ["单位负责人：王某 电话：5822100", "编制日期：2024年8月"]


def test_a_table_that_says_that_it_goes_on() -> None:
    """续表 and a 单位 line above the second part of a table, and its heads printed again, are none of its rows."""
    rows = [
        ["科目编码", "科目名称", "金额"],
        *([f"21303{number:02d}", f"水利第{number}类", "12.50"] for number in range(20)),
    ]
    out = io.BytesIO()
    story: list[Any] = [Paragraph("青禾区水务局2023年度部门决算", HEAD)]
    for part, title in ((rows[:11], "支出决算表"), ([rows[0], *rows[11:]], "支出决算表（续）")):
        story += [Paragraph(title, HEAD), Paragraph("单位：万元", HEAD)]
        story += [Table(part, style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), FONT)])]
        story += [PageBreak()]
    SimpleDocTemplate(out, pagesize=A4).build(story)
    report = read(out.getvalue(), name="a.pdf")
    assert "续" not in report.document.text
    assert len({one.table.id for one in report.metrics if one.table is not None}) == 1
    assert [one.name for one in report.metrics] == [f"21303{number:02d} 水利第{number}类/金额" for number in range(20)]


def test_a_page_that_prints_sideways_is_turned() -> None:
    """A table set sideways on an upright page is read like any other, whichever way it was turned."""
    for angle, shift in ((90, (0, -300)), (-90, (-700, 100))):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=A4)
        canvas.setFont(FONT, 12)
        canvas.drawString(72, 780, "青禾区水务局2023年度部门决算")
        canvas.showPage()
        canvas.rotate(angle)
        canvas.setFont(FONT, 12)
        for number, row in enumerate((("事项", "2022年", "2023年"), ("许可", "1,320", "1,573"), ("处罚", "96", "84"))):
            for x, words in zip((50, 250, 400), row, strict=True):
                canvas.drawString(x + shift[0], shift[1] - 18 * number + 200, words)
        canvas.save()
        report = read(out.getvalue(), name="a.pdf")
        assert [item.figure.text for item in report.metrics] == ["1320", "1573", "96", "84"]


def test_heads_of_the_parts_of_a_report_are_left_out() -> None:
    """A head that the pages of one part share at one height goes, also on pages on their side; an odd line stays."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number in range(30):
        width, height = A4[::-1] if number in (14, 15) else A4
        canvas.setPageSize((width, height))
        canvas.setFont(FONT, 10)
        part = "财务报表附注" if 10 <= number < 20 else "另附说明一则" if number in (3, 25) else ""
        if part:
            canvas.drawString(72, height - 40, part)
        for line in range(8):
            canvas.drawString(72, height - 120 - 20 * line, f"第{number}部分第{line}段记录了某项工作的办理情况与结果。")
        canvas.showPage()
    canvas.save()
    text = read_document(out.getvalue(), name="a.pdf").text
    assert "财务报表附注" not in text
    assert text.count("另附说明一则") == 2
    assert text.count("记录了某项工作") == 240
