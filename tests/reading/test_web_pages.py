"""Saved web pages: the same metrics and claims as the clean text, without the portal around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from twins import Block, broken_lines, facts, layout_table, page, plain_paragraphs

from reportdiff import read
from reportdiff.errors import UnreadableFileError
from reportdiff.model import Period
from reportdiff.reading import read_document

LAYOUTS: list[Callable[[Sequence[Block]], str]] = [plain_paragraphs, broken_lines, layout_table]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_reads_like_its_text(
    layout: Callable[[Sequence[Block]], str], seed_path: Path, illustrative_path: Path
) -> None:
    """The seed and the illustration give every metric and claim of their text in three layouts."""
    for path in (seed_path, illustrative_path):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        title, body = lines[0], lines[1:]
        report = read(page(layout(body), title), name="page.html")
        expected = read(path)
        assert facts(report) == facts(expected)
        assert report.year == expected.year
        assert report.published == "2024-02-29"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030", "gbk"])
def test_charsets(charset: str) -> None:
    """A page is read in the charset that it declares."""
    body = plain_paragraphs(["一、主要工作", "全年共受理行政复议申请287件，同比上升117.42%，办结254件。" * 3])
    report = read(page(body, "某市2023年度工作报告", charset=charset), name="page.htm")
    assert ("受理行政复议申请", "287", "件") in facts(report)


def test_portal_words_are_left_out() -> None:
    """Navigation, share bars, related links, footers and scripts give no line and no figure; short paragraphs stay."""
    body = plain_paragraphs(
        ["一、概述", "全年共受理申请287件，较上年有所增加，工作平稳有序推进，成效明显。", "特此报告。"]
    )
    document = read_document(page(body, "某市2023年度工作报告"), name="page.html")
    assert document.text.splitlines() == [
        "某市2023年度工作报告",
        "一、概述",
        "全年共受理申请287件，较上年有所增加，工作平稳有序推进，成效明显。",
        "特此报告。",
    ]
    assert document.title == "某市2023年度工作报告"


def test_data_tables_keep_rows_and_heads() -> None:
    """A data table becomes rows whose cells are named by row and column; merged labels hold for all their rows."""
    table = """<table border="1"><tr><th rowspan="2">指标</th><th colspan="2">数量（件）</th></tr>
<tr><th>2022年</th><th>2023年</th></tr><tr><td>行政许可</td><td>1,320</td><td>1,573</td></tr>
<tr><td>行政处罚</td><td>96</td><td>84</td></tr></table>"""
    body = (
        plain_paragraphs(["一、总体情况", "全年行政处罚84件，其他工作有序推进，各项任务全面完成，成效明显。"]) + table
    )
    report = read(page(body, "某市2023年度工作报告"), name="page.html")
    cells = {item.figure.text: item for item in report.metrics if item.table is not None}
    assert set(cells) == {"1320", "1573", "96", "84"}
    assert "行政许可" in cells["1573"].name
    assert [cells[text].period for text in ("1320", "1573")] == [Period("2022", 2022), Period("2023", 2023)]
    assert cells["1320"].name == cells["1573"].name


def test_a_page_without_its_ending_is_told_by_its_beginning(tmp_path: Path) -> None:
    """A page saved as .txt, or handed in as bytes without a name, is read as a page."""
    content = page(
        plain_paragraphs(["一、概述", "全年共受理申请287件，较上年有所增加，工作平稳有序。"]), "某市2023年度工作报告"
    )
    path = tmp_path / "report.txt"
    path.write_bytes(content)
    assert facts(read(path)) == facts(read(content)) == [("受理申请", "287", "件")]


@pytest.mark.parametrize(
    "content",
    [
        b"<html></html>",
        b"<!DOCTYPE html><html><body><script>1</script></body></html>",
        b"<html><body>" + b"<div>" * 50 + b"</body></html>",
    ],
)
def test_pages_without_words_are_refused(content: bytes) -> None:
    """A page that holds no text is an error that says so."""
    with pytest.raises(UnreadableFileError, match=r"page\.html"):
        read_document(content, name="page.html")


def test_hostile_pages_are_read_in_bounds() -> None:
    """Deep nesting, absurd spans, entities and stray bytes neither hang nor run anything."""
    words = "<p>全年共受理申请287件，较上年有所增加，工作平稳有序推进。</p>"
    for content in (
        "<html><body>" + "<div>" * 200 + words + "</body></html>",
        f"<html><body>{words}<table><tr><td colspan='99999999' rowspan='99999'>1</td><td>2</td></tr>"
        "<tr><td>3</td></tr></table></body></html>",
        f'<!DOCTYPE html [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]><html><body>{words}&b;</body></html>',
        f"<html><body>{words}\x00<script>alert('共受理99件')</script></body></html>",
    ):
        text = read_document(content.encode(), name="page.html").text
        assert "99件" not in text
        assert "287件" in text
    with suppress(UnreadableFileError):  # nested too deep: refused, if it is not read
        assert "287件" in read_document(("<html><body>" + "<div>" * 50_000 + words).encode(), name="page.html").text


def text_of(body: str, *, charset: str = "utf-8", head: str = "") -> str:
    """The text that is read of a page with this body."""
    whole = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read_document(whole.encode(charset), name="page.html").text


SENTENCE = "全年共受理申请287件，较上年有所增加，各项工作平稳有序推进，成效明显。"


def test_hidden_elements_are_not_read() -> None:
    """What a browser does not show, however its style is written, gives no line and no cell."""
    hidden = (
        "<p style='color:red; display : none'>隐去99件</p><p hidden>隐去98件</p><textarea>隐去97件</textarea>"
        "<p style='VISIBILITY:hidden'>隐去96件</p><video>隐去95件</video>"
    )
    table = (
        "<table><tr style='display:none'><td>99</td><td>98</td></tr><tr><td>事项</td><td>件数</td></tr>"
        "<tr><td><script>var a = 97;</script>许可<span style='display:none'>96</span></td><td>1,573</td></tr></table>"
    )
    assert text_of(f"<p>{SENTENCE}</p>{hidden}{table}").splitlines() == [
        *(SENTENCE, "| 事项 | 件数 |", "| --- | --- |", "| 许可 | 1,573 |")
    ]


def test_anchors_without_a_target_are_no_navigation() -> None:
    """A heading inside a bookmark stays, lines set as they stand stay lines, notes' marks go."""
    body = (
        f"<p><a name='_Toc1'>一、工作情况</a></p><p>{SENTENCE}</p><pre>\n二、存在问题\n人手不足。\n</pre>"
        "<p>办结率88.5%<a href='#_ftn1'>[1]</a>。</p><p><a href='#_ftnref1'>[1]</a>按当年受理数计算<sup>[2]</sup>。</p>"
        "<p>面积3万米<sup>2</sup>。</p>"
    )
    assert text_of(body).splitlines() == [
        *("一、工作情况", SENTENCE, "二、存在问题", "人手不足。", "办结率88.5%。", "按当年受理数计算。", "面积3万米2。")
    ]


def test_the_filing_table_of_a_portal_is_left_out() -> None:
    """索引号, 发文机关 and their like are left out; the date of publication is taken from among them."""
    rows = (
        ("索 引 号：", "0152/2024-12", "发文机关：", "某区司法局"),
        ("成文日期：", "2024年2月28日", "发布日期：", "2024年2月29日"),
    )
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    content = f"<html><body><table>{table}</table><div><p>{SENTENCE}</p></div></body></html>".encode()
    document = read_document(content, name="page.html")
    assert document.text == SENTENCE + "\n"
    assert document.published == "2024-02-29"


def test_damaged_bytes_and_pages_that_are_mostly_marks() -> None:
    """A byte that was lost costs one letter and a warning; a page of marks is judged by the words between them."""
    broken = f"<html><body><p>{SENTENCE * 5}</p></body></html>".encode().replace("明显".encode(), b"\xe6\x98 ", 1)
    document = read_document(broken, name="page.html")
    assert SENTENCE in document.text
    assert any("damaged (line 1" in warning for warning in document.warnings)
    marks = "<span lang=EN-US style='font-size:16.0pt;line-height:150%'><o:p></o:p></span>" * 40
    assert SENTENCE in text_of(f"<p>{marks}{SENTENCE}</p>", charset="gbk")


@pytest.mark.parametrize(
    "words",
    [
        "全年门户网站访问量120万次。",
        "大力推进政务公开。",
        "主办单位共3家，成效明显。",
        "打印机采购12台。",
        "下一年工作打算",
    ],
)
def test_sentences_of_a_report_are_no_portal_words(words: str) -> None:
    """Short sentences that begin like a portal's line stay."""
    assert words in text_of(f"<p>{SENTENCE}</p><p>{words}</p>")


def test_the_caption_of_a_table_stands_before_it() -> None:
    """A caption is a line, and the unit that it names is the table's."""
    table = (
        "<table><caption>表3 执法情况（单位：件）</caption><tr><th>事项</th><th>2022年</th></tr>"
        "<tr><th>许可</th><td>12</td></tr></table>"
    )
    report = read(f"<html><body><p>{SENTENCE}</p>{table}</body></html>".encode(), name="page.html")
    assert [(one.name, one.figure.unit) for one in report.metrics if one.table is not None] == [("许可", "件")]


def test_the_name_of_a_site_is_no_title() -> None:
    """A head line or a page title that only names the site gives way to one that names a report."""
    body = f"<h1>青禾区人民政府门户网站</h1><h2>青禾区水务局2023年度工作报告</h2><p>{SENTENCE}</p>"
    for head in ("青禾区人民政府", "1", "青禾区水务局2023年度工作报告_青禾区人民政府"):
        report = read(f"<html><head><title>{head}</title></head><body>{body}</body></html>".encode(), name="page.html")
        assert report.title == "青禾区水务局2023年度工作报告"
