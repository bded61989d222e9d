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
