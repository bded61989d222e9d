"""PDF files: wrapped lines are paragraphs again, heads and page numbers go, ruled tables keep their rows."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from reportdiff import Report, read
from reportdiff.errors import UnreadableFileError
from reportdiff.reading import read_document

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
BODY = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
HEAD = ParagraphStyle("head", parent=BODY, firstLineIndent=0)


def printed(lines: Iterable[str], table: list[list[str]] | None = None, **options: Any) -> bytes:
    """A PDF of A4 pages with a head line and page numbers, wrapped paragraphs and perhaps a ruled table at its end."""
    out = io.BytesIO()

    def furniture(canvas: Canvas, page: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(72, A4[1] - 36, "某市人民政府公报")
        canvas.drawCentredString(A4[0] / 2, 30, f"— {page.page} —")

    story: list[Any] = [Paragraph(line, HEAD if number == 0 else BODY) for number, line in enumerate(lines)]
    if table is not None:
        ruled = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), FONT, 10)]
        story.append(Table(table, style=ruled))
    SimpleDocTemplate(out, pagesize=A4, **options).build(story, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def facts(report: Report) -> list[tuple[str, ...]]:
    """Names, values and units of metrics, and the claims' sizes, forms and metrics."""
    made: list[tuple[str, ...]] = [(item.name, item.figure.text, item.figure.unit) for item in report.metrics]
    return made + [(item.metric_name, item.form.value, item.surface) for item in report.claims]


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
    report = read(printed(["某市2023年度工作报告", "一、总体情况如下表（单位：件）。"], table), name="a.pdf")
    cells = {item.figure.text: item.name for item in report.metrics if item.table is not None}
    assert set(cells) == {"1320", "1573", "96", "84"}
    assert "行政许可" in cells["1573"]


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
