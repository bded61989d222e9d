"""Word files: the same metrics and claims as the clean text, with typed and with automatic numbers."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from twins import facts, numbered, saved, typed

from reportdiff import read
from reportdiff.errors import UnreadableFileError, UnsupportedFormatError
from reportdiff.model import Period
from reportdiff.reading import read_document
from reportdiff.reading.numbering import Level, printed_number


@pytest.mark.parametrize("write", [typed, numbered])
def test_a_word_file_reads_like_its_text(write: Any, seed_path: Path, illustrative_path: Path) -> None:
    """The seed and the illustration give every metric, claim and section of their text."""
    for path in (seed_path, illustrative_path):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        report, expected = read(write(lines), name="report.docx"), read(path)
        assert facts(report) == facts(expected)
        assert [(one.number, one.heading) for one in report.sections] == [
            (one.number, one.heading) for one in expected.sections
        ]


def test_tables_with_merged_cells() -> None:
    """A table's rows keep their heads; a label merged over two rows holds for both."""
    document = docx.Document()
    document.add_paragraph("某市2023年度工作报告")
    document.add_paragraph("一、总体情况")
    table = document.add_table(rows=4, cols=3)
    for row, words in enumerate(
        (("指标", "件数", "件数"), ("指标", "2022年", "2023年"), ("许可", "1320", "1573"), ("处罚", "96", "84"))
    ):
        for column, text in enumerate(words):
            table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(1, 0)).text = "指标"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "件数"
    report = read(saved(document), name="report.docx")
    cells = {item.figure.text: item for item in report.metrics if item.table is not None}
    assert set(cells) == {"1320", "1573", "96", "84"}
    assert "许可" in cells["1573"].name
    assert [cells[text].period for text in ("1320", "1573")] == [Period("2022", 2022), Period("2023", 2023)]
    assert cells["1320"].name == cells["1573"].name


def test_changes_are_taken_as_accepted_and_boxes_and_notes_read() -> None:
    """Deleted words go, inserted ones stay, the words of a text box stand once."""
    document = docx.Document()
    paragraph = document.add_paragraph("全年受理申请")
    for change, text in (("del", "<w:delText>99件</w:delText>"), ("ins", "<w:t>287件，同比上升117.42%。</w:t>")):
        xml = f'<w:{change} {nsdecls("w")} w:id="1" w:author="a"><w:r>{text}</w:r></w:{change}>'
        paragraph._p.append(parse_xml(xml))
    box = "<w:r {0}><w:pict><w:txbxContent><w:p><w:r><w:t>办结254件。</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    document.add_paragraph("附：")._p.append(parse_xml(box.format(nsdecls("w"))))
    text = read_document(saved(document), name="a.docx").text
    assert text.splitlines() == ["全年受理申请287件，同比上升117.42%。", "附：", "办结254件。"]


@pytest.mark.parametrize(
    ("style", "count", "printed"),
    [
        ("chineseCounting", 21, "二十一、"),
        ("decimal", 7, "7、"),
        ("lowerLetter", 28, "bb、"),
        ("upperRoman", 14, "XIV、"),
        ("decimalEnclosedCircleChinese", 3, "③、"),
        ("decimalZero", 4, "04、"),
        ("bullet", 1, ""),
        ("none", 1, ""),
    ],
)
def test_numbers_are_printed_as_word_prints_them(style: str, count: int, printed: str) -> None:
    """Each way of counting."""
    assert printed_number([Level(style, "%1、")], [count]) == printed


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    """An old .doc, a damaged file, another archive, an empty document and a bomb say what to do."""
    with pytest.raises(UnsupportedFormatError, match=r"save it as \.docx"):
        read_document(b"x", name="a.doc")
    with pytest.raises(UnreadableFileError, match=r"old \.doc or an encrypted"):
        read_document(b"\xd0\xcf\x11\xe0" + b"\x00" * 600, name="a.docx")
    with pytest.raises(UnreadableFileError, match="no Word file"):
        read_document(b"PK\x03\x04broken", name="a.docx")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", "受理287件")
    with pytest.raises(UnreadableFileError, match="no Word file"):
        read_document(out.getvalue(), name="a.docx")
    with pytest.raises(UnreadableFileError, match="holds no text"):
        read_document(saved(docx.Document()), name="a.docx")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 310_000_000)
    with pytest.raises(UnreadableFileError, match="over the limit unpacked"):
        read_document(bomb.getvalue(), name="a.docx")
    damaged = io.BytesIO()
    with zipfile.ZipFile(damaged, "w") as packed:
        packed.writestr("word/document.xml", "<w:document")
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_document(damaged.getvalue(), name="a.docx")
