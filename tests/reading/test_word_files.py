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
from twins import facts, numbered, printed, saved, typed

from reportdiff import read
from reportdiff.errors import UnreadableFileError, UnsupportedFormatError
from reportdiff.lexicon.rows import load_rows
from reportdiff.model import Period
from reportdiff.reading import read_document
from reportdiff.reading.docx.list_numbering import ListLevel, ListStyle, printed_number


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


@pytest.mark.parametrize("row", load_rows("list_styles", ListStyle), ids=lambda row: row.styles[0])
def test_examples_of_list_styles(row: ListStyle) -> None:
    """Each example of list_styles.toml, a count and what is printed for it, holds."""
    for example in row.examples:
        count, printed = example.split()
        assert row.printed(int(count)) == printed


@pytest.mark.parametrize(
    ("style", "count", "printed"),
    [
        ("chineseCounting", 21, "二十一、"),
        ("decimal", 7, "7、"),
        ("lowerLetter", 28, "bb、"),
        ("upperRoman", 14, "XIV、"),
        ("decimalEnclosedCircleChinese", 3, "③、"),
        ("decimalZero", 4, "04、"),
        ("ideographTraditional", 3, "丙、"),
        ("ideographZodiac", 2, "丑、"),
        ("chineseLegalSimplified", 12, "壹拾贰、"),
        ("ideographDigital", 10, "一〇、"),
        ("decimalEnclosedParen", 2, "⑵、"),
        ("bullet", 1, ""),
        ("none", 1, ""),
    ],
)
def test_numbers_are_printed_as_word_prints_them(style: str, count: int, printed: str) -> None:
    """Each way of counting."""
    assert printed_number([ListLevel(style=style, pattern="%1、")], [count]) == printed


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    """An old .doc, a damaged file, another archive, an empty document and a bomb say what to do."""
    with pytest.raises(UnsupportedFormatError, match=r"save it as \.docx"):
        read_document(b"x", name="a.doc")
    with pytest.raises(UnreadableFileError, match=r"old Word file"):
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


def listed(levels: str, lines: list[tuple[str, int]]) -> list[str]:
    """The lines of a file whose paragraphs stand at these levels of one list."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="70">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="70"><w:abstractNumId w:val="70"/></w:num>'))
    for words, level in lines:
        mark = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="70"/></w:numPr>'
        document.add_paragraph(words)._p.get_or_add_pPr().append(parse_xml(mark))
    return read_document(saved(document), name="a.docx").text.splitlines()


def level(place: int, style: str, pattern: str, more: str = "") -> str:
    """One level of a list."""
    return f'<w:lvl w:ilvl="{place}"><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{pattern}"/></w:lvl>'


def test_a_level_may_count_on() -> None:
    """A level starts anew after each above it, unless it says that it counts on."""
    for more, last in (("", "1"), ('<w:lvlRestart w:val="0"/>', "3")):
        levels = level(0, "chineseCounting", "第%1章 ") + level(1, "decimal", "%1.%2 ", "<w:isLgl/>" + more)
        assert listed(levels, [("总则", 0), ("甲", 1), ("乙", 1), ("分则", 0), ("丙", 1)]) == [
            *("第一章 总则", "1.1 甲", "1.2 乙", "第二章 分则", f"2.{last} 丙")
        ]


def test_a_level_may_name_the_style_that_it_numbers() -> None:
    """Headings that are numbered through their styles get the number of the level that names the style."""
    document = docx.Document()
    levels = level(0, "chineseCounting", "%1、", '<w:pStyle w:val="Heading1"/>')
    levels += level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="Heading2"/>')
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="70">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="70"><w:abstractNumId w:val="70"/></w:num>'))
    for name in ("Heading 1", "Heading 2"):
        mark = f'<w:numPr {nsdecls("w")}><w:numId w:val="70"/></w:numPr>'
        document.styles[name].element.get_or_add_pPr().append(parse_xml(mark))
    for words, depth in (("概况", 1), ("成效", 2), ("举措", 2), ("问题", 1), ("不足", 2)):
        document.add_heading(words, depth)
    assert read_document(saved(document), name="a.docx").text.splitlines() == [
        *("一、概况", "（一）成效", "（二）举措", "二、问题", "（一）不足")
    ]


def test_what_was_deleted_is_not_counted() -> None:
    """A deleted paragraph takes no number, one whose end was deleted goes on in the next, a deleted row is gone."""
    document = docx.Document()
    gone = document.add_paragraph("")
    gone._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>旧文</w:delText></w:r></w:del>')
    )
    half = document.add_paragraph("全年受理申请287件，")
    for paragraph in (gone, half):
        mark = f'<w:rPr {nsdecls("w")}><w:del w:id="2" w:author="a"/></w:rPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(mark))
    document.add_paragraph("办结254件。")
    table = document.add_table(rows=3, cols=2)
    for row, words in zip(table.rows, (("事项", "件数"), ("许可", "12"), ("处罚", "84")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {nsdecls("w")} w:id="3" w:author="a"/>'))
    assert read_document(saved(document), name="a.docx").text.splitlines() == [
        *("全年受理申请287件，办结254件。", "| 事项 | 件数 |", "| --- | --- |", "| 处罚 | 84 |")
    ]


def test_rows_in_content_controls_and_lines_of_cells() -> None:
    """Rows that a content control holds are rows; hidden words go; a label over two lines is one word."""
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for row, words in zip(table.rows, (("事项", "件数"), ("行政\n许可", "12\n件")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    hidden = "<w:r {0}><w:rPr><w:vanish/></w:rPr><w:t>99</w:t></w:r>"
    table.cell(0, 0).paragraphs[0]._p.append(parse_xml(hidden.format(nsdecls("w"))))
    row = table.rows[1]._tr
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    row.addprevious(control)
    control[0].append(row)
    assert read_document(saved(document), name="a.docx").text.splitlines() == [
        *("| 事项 | 件数 |", "| --- | --- |", "| 行政许可 | 12件 |")
    ]


def test_files_with_another_ending_are_told_by_their_beginning() -> None:
    """A Word file called .doc, a PDF called .docx and a page called .doc are read as what they are."""
    document = docx.Document()
    document.add_paragraph("全年受理申请287件。")
    assert "287件" in read_document(saved(document), name="a.doc").text
    assert "287件" in read_document(printed(["全年受理申请287件。"]), name="a.docx").text
    assert "287件" in read_document("<html><p>全年受理申请287件。</p></html>".encode(), name="a.doc").text
    secret = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(UnreadableFileError, match="password"):
        read_document(secret, name="a.docx")
