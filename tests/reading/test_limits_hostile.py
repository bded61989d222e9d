"""Hostile and broken inputs: limits are named and can be raised, nothing is expanded, loaded or drawn without end."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import fields
from hostile_files import hostile
from made_files import CATALOGUE, PAGES, WORDS, drawing, html, page_of, paragraph, raw_pdf, stream, word_file
from reportlab.pdfgen.canvas import Canvas

from reportdiff import LimitError, Limits, Report, parse, read
from reportdiff.errors import ReportdiffError, UnreadableFileError
from reportdiff.reading import read_document
from running import ROOT, Cli

OVER: dict[str, tuple[Callable[[], bytes], str, Limits]] = {
    "bytes": (lambda: WORDS.encode() * 50, "a.txt", Limits(bytes=1_000)),
    "characters": (lambda: WORDS.encode() * 50, "a.txt", Limits(characters=1_000)),
    "elements": (lambda: html("<b></b>" * 100), "a.html", Limits(elements=100)),
    "elements of Word": (lambda: word_file(paragraph(WORDS) * 300), "a.docx", Limits(elements=800)),
    "depth": (lambda: html("<div>" * 60 + WORDS), "a.html", Limits(depth=50)),
    "cells": (
        lambda: html("<table>" + "<tr><td>许可</td><td>1</td></tr>" * 30 + "</table>"),
        "a.html",
        Limits(cells=50),
    ),
    "cells of spans": (
        lambda: html("<table>" + "<tr><td colspan='999999' rowspan='999999'>甲</td><td>1</td></tr>" * 400 + "</table>"),
        "a.html",
        Limits(),
    ),
    "cells of Word": (
        lambda: word_file(
            "<w:tbl>"
            + f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>{paragraph("甲")}</w:tc></w:tr>' * 400
            + "</w:tbl>"
        ),
        "a.docx",
        Limits(),
    ),
    "unpacked": (lambda: word_file(paragraph(" " * 100_000)), "a.docx", Limits(unpacked=90_000)),
    "unpacked in a PDF": (
        lambda: raw_pdf(CATALOGUE, PAGES, page_of(b"4 0 R"), stream(b" " * 5_000_000)),
        "a.pdf",
        Limits(unpacked=1_000_000),
    ),
    "unpacked twice": (
        lambda: raw_pdf(CATALOGUE, PAGES, page_of(b"4 0 R"), stream(zlib.compress(b" " * 50_000_000, 9))),
        "a.pdf",
        Limits(unpacked=1_000_000),
    ),
    "seconds": (lambda: hostile("pdf: bfrange of 10^9 codes"), "a.pdf", Limits(seconds=2)),
    "memory": (lambda: hostile("pdf: bfrange of 10^9 codes"), "a.pdf", Limits(memory=50_000_000)),
    "pages": (lambda: drawing(lambda canvas: canvas.drawString(9, 9, "a"), 30), "a.pdf", Limits(pages=20)),
    "drawn": (lambda: drawing(lambda canvas: canvas.drawString(9, 9, "a" * 500)), "a.pdf", Limits(drawn=400)),
}


@pytest.mark.parametrize(("make", "name", "limits"), OVER.values(), ids=OVER.keys())
def test_each_limit_is_named_and_can_be_raised(
    make: Callable[[], bytes], name: str, limits: Limits, request: pytest.FixtureRequest
) -> None:
    """Over a limit the error is one line that names file, limit and both ways to raise it."""
    limit = request.node.callspec.id.split()[0]
    with pytest.raises(LimitError) as caught:
        read_document(make(), name=name, limits=limits)
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert f"Limits({limit}=…)" in message
    assert f"--limit {limit}=…" in message
    assert "\n" not in message
    assert isinstance(caught.value, UnreadableFileError)


def test_every_limit_is_tried() -> None:
    """No limit is left without a test, or without a word in its docstring and in the docs."""
    names = {each.name for each in fields(Limits)}
    assert {key.split()[0] for key in OVER} == names
    page = (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")
    for name in names:
        assert f"`{name}`" in str(Limits.__doc__)
        assert f"`{name}`" in page


def test_a_raised_limit_lets_the_input_through() -> None:
    """The same input is read with a limit that is high enough."""
    content = drawing(lambda canvas: canvas.drawString(72, 700, "Permits 287"), 12)
    with pytest.raises(LimitError, match="more than 10 pages"):
        read(content, name="a.pdf", limits=Limits(pages=10))
    assert "287" in read(content, name="a.pdf", limits=Limits(pages=12)).document.text
    with pytest.raises(LimitError, match="characters"):
        parse(WORDS * 10, limits=Limits(characters=100))
    with pytest.raises(LimitError, match="bytes"):
        read_document(io.BytesIO(WORDS.encode() * 10), name="a.txt", limits=Limits(bytes=100))


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """A file over the limit is told by its size alone."""
    path = tmp_path / "a.txt"
    with path.open("wb") as sparse:
        sparse.truncate(200_000_000)
    with pytest.raises(LimitError, match="200,000,000 bytes"):
        read(path)


@pytest.mark.parametrize("values", [{"pages": 0}, {"pages": -1}, {"pages": 1.5}, {"pages": True}, {"pages": "9"}])
def test_limits_are_whole_numbers(values: dict[str, Any]) -> None:
    """A limit that is no whole number above 0 is refused."""
    with pytest.raises(ValueError, match="whole number"):
        Limits(**values)


def test_limits_on_the_command_line(run_cli: Cli, tmp_path: Path) -> None:
    """--limit holds for the files that a command reads; one that is unknown, or no number, says what may be written."""
    path = tmp_path / "a.txt"
    path.write_text(WORDS * 10, encoding="utf-8")
    done = run_cli("--limit", "characters=100", "extract", path)
    assert done.returncode == 2
    assert "over the limit characters=100" in done.stderr
    assert run_cli("--limit", "characters=1_000", "extract", path, "--format", "json").returncode == 0
    for wrong in ("size=3", "pages", "pages=many", "pages=0"):
        done = run_cli("--limit", wrong, "extract", path)
        assert done.returncode == 2
        assert "limit" in done.stderr


def test_entities_and_files_outside_are_not_taken_in(tmp_path: Path) -> None:
    """Entities of a Word file are not expanded, and neither a file nor an address that it names is opened."""
    secret = tmp_path / "secret.txt"
    secret.write_text("绝密99件", encoding="utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "哈哈"}">' for n in range(9))
    for head, body in (
        (f"<!DOCTYPE d [{laughs}]>", paragraph(WORDS) + paragraph("&l8;")),
        (f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>', paragraph(WORDS) + paragraph("&x;")),
        ('<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">', paragraph(WORDS)),
    ):
        try:
            text = read_document(word_file(body, head=head), name="a.docx").text
        except ReportdiffError:
            continue
        assert "99件" not in text
        assert "287件" in text
        assert len(text) < 1_000
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>{WORDS}&x;</p></body></html>'
    assert "99件" not in read_document(page.encode(), name="a.html").text


def test_deep_and_cyclic_word_files_are_read() -> None:
    """Boxes in boxes are read once each, tables in tables to the bottom, styles that refer to each other once."""
    box = paragraph(WORDS)
    for _ in range(40):
        box = f"<w:p><w:r><w:pict><w:txbxContent>{box}</w:txbxContent></w:pict></w:r></w:p>"
    assert read_document(word_file(box), name="a.docx").text.count("287件") == 1
    table = paragraph(WORDS)
    for _ in range(40):
        table = f"<w:tbl><w:tr><w:tc>{table}</w:tc></w:tr></w:tbl>"
    assert read_document(word_file(table), name="a.docx").text.count("287件") == 1
    for _ in range(60):
        table = f"<w:tbl><w:tr><w:tc>{table}</w:tc></w:tr></w:tbl>"
    with pytest.raises(UnreadableFileError, match="deeper than Word"):
        read_document(word_file(table), name="a.docx")
    styled = '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr><w:r><w:t>共受理287件。</w:t></w:r></w:p>'
    assert "287件" in read_document(word_file(styled), name="a.docx").text


def test_nested_forms_of_a_pdf_stop_at_the_limit() -> None:
    """Ten forms that each draw the next ten times stop at the limit instead of drawing ten thousand million letters."""
    forms = []
    for number in range(10):
        named = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F %d 0 R >> >>"
        forms.append(stream(b"/F Do " * 10, named % (number + 6)))
    resources = b"<< /XObject << /F 5 0 R >> >>"
    content = raw_pdf(CATALOGUE, PAGES, page_of(b"4 0 R", resources), stream(b"/F Do"), *forms, stream(b"BT ET"))
    with pytest.raises(ReportdiffError):
        read_document(content, name="a.pdf", limits=Limits(drawn=2_000))


def test_a_cyclic_page_tree_is_an_error() -> None:
    """A page tree that holds itself is an error, not a walk without end."""
    around = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"
    with pytest.raises(ReportdiffError):
        read_document(raw_pdf(CATALOGUE, around, page_of(b"4 0 R"), stream(b"BT ET")), name="a.pdf")


def test_a_dense_drawing_leaves_the_words_readable() -> None:
    """A page with thousands of lines (a map, a chart) is read without looking for tables among them, and says so."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 780, "Permits 287")
        for number in range(6_000):
            canvas.line(number % 500, number // 20, number % 500 + 3, number // 20 + 3)
            canvas.rect(number % 500, number // 20, 3, 3)

    document = read_document(drawing(draw), name="a.pdf")
    assert "287" in document.text
    assert any("page 1" in warning and "table" in warning for warning in document.warnings)


@pytest.mark.parametrize("form", ["txt", "html", "docx"])
def test_characters_are_read_as_what_they_show(form: str) -> None:
    """Radicals, compatibility ideographs, zero-width and direction marks change no metric, in no format."""
    plain = "某市⼀般公共预算⽀出287万元，⽐上年增⻓12.3%，户数⻅底。共办理⾏政复议132件。"
    marked = (
        "某市⼀般公共预算⽀出2\u200b87万元\u200f，⽐上年增⻓1\u20602.3%，"
        "⼾数⻅底。\u202b共办理\u00ad⾏政复\u2066议132件\u2069。"
    )
    shown = "某市一般公共预算支出287万元，比上年增长12.3%，户数见底。共办理行政复议132件。"

    def report_of(text: str) -> Report:
        if form == "docx":
            return read(word_file(paragraph("某市2023年工作报告") + paragraph(text)), name="a.docx")
        if form == "html":
            return read(f"<html><body><p>某市2023年工作报告</p><p>{text}</p></body></html>".encode(), name="a.html")
        return read(f"某市2023年工作报告\n{text}\n".encode(), name="a.txt")

    def facts(report: Report) -> list[tuple[str, ...]]:
        metrics = [(item.name, item.figure.text, item.figure.unit) for item in report.metrics]
        return metrics + [(item.metric_name, item.form.value) for item in report.claims]

    assert len(facts(report_of(shown))) >= 3
    assert facts(report_of(marked)) == facts(report_of(plain)) == facts(report_of(shown))


def test_offsets_count_the_text_as_it_stands() -> None:
    """In a plain text with unseen marks every surface is still a slice of the text itself."""
    text = (
        "某市2023年工作报告\n⼀、⼯作情况\n"
        "全年受理\u200b申请2\u200b87件，⽐上年增\u200f⻓117\u2060.42%。\n办结254件。\n"
    )
    report = parse(text)
    assert report.document.text == text
    figures = [item.figure for item in report.metrics]
    figures += [claim.figure for claim in report.claims if claim.figure is not None]
    surfaces = [figure.surface for figure in figures]
    assert [figure.span.of(text) for figure in figures] == surfaces
    assert surfaces == ["2\u200b87件", "254件", "117\u2060.42%"]
    assert [claim.span.of(text) for claim in report.claims] == [claim.surface for claim in report.claims]
    assert [section.heading for section in report.sections] == ["工作情况"]


def test_characters_of_private_fonts_are_a_warning() -> None:
    """What a private font draws cannot be known: the figures around it are read, and the report says so."""
    report = parse("某市2023年工作报告\n全年受理\ue123\ue124申请287件。\n")
    assert [metric.figure.surface for metric in report.metrics] == ["287件"]
    assert any("2 letters of a private font (line 2)" in warning for warning in report.warnings)
    listed = parse("某市2023年工作报告\n\uf06c全年受理申请287件。\n")
    assert listed.warnings == ()
    assert listed.metrics[0].figure.surface == "287件"


def test_nul_bytes_at_the_end_are_left_out() -> None:
    """NULs that fill up a file's end are left out in every encoding; among the words they mean a binary file."""
    for codec in ("utf-8", "gb18030", "utf-16-le"):
        content = (WORDS * 3 + "\n").encode(codec)
        assert read_document(content + b"\x00" * 512, name="a.txt").text.rstrip("\x00") == WORDS * 3 + "\n"
    with pytest.raises(UnreadableFileError, match="binary"):
        read_document(WORDS.encode() + b"\x00" * 20 + WORDS.encode(), name="a.txt")
