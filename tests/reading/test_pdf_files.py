"""PDF files: wrapped lines are paragraphs again, heads and page numbers go, ruled tables keep their rows."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from twins import FONT, facts, printed

from reportdiff import read
from reportdiff.errors import UnreadableFileError
from reportdiff.reading import read_document


def test_a_pdf_reads_like_its_text(seed_path: Path, illustrative_path: Path) -> None:
    """Of the seed and the illustration at least 97 of 100 metrics and claims come out as from their text."""
    for path in (seed_path, illustrative_path):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        expected, got = facts(read(path)), facts(read(printed(lines), name="report.pdf"))
        missing = [fact for fact in expected if fact not in got]
        assert len(missing) <= 0.03 * len(expected), missing
        assert len(got) <= 1.03 * len(expected)


def test_heads_and_page_numbers_go() -> None:
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


def test_two_years_side_by_side_are_told() -> None:
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
