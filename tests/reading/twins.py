"""One report in every format: from the lines of its text, rows between bars being tables, to the bytes of a file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from reportdiff import Report
from running import ILLUSTRATIVE, ROOT, SEED, SHARED

__all__ = [
    "FONT",
    "FROM_SHARED",
    "OWN",
    "WRITERS",
    "Block",
    "blocks_of",
    "broken_lines",
    "facts",
    "layout_table",
    "lines_of",
    "made_of_shared",
    "numbered",
    "page",
    "plain_paragraphs",
    "printed",
    "saved",
    "typed",
]

Rows = list[list[str]]
Block = str | Rows

OWN = (SEED, ILLUSTRATIVE, *sorted((ROOT / "tests" / "data" / "twins").glob("*.txt")))
"""Texts of our own."""

FROM_SHARED = (
    *("budget/putuo-commerce-budget-2025.txt", "budget/putuo-social-work-final-2024.txt", "xxgk/suqian-2024.txt"),
    *("gwr-cn/state-council-2010.txt", "gwr-hailar/hailar-district-2014.txt", "gwr-prov/beijing-2025.txt"),
    *("gwr-prov/jiangsu-2026.txt", "gwr-prov/neimenggu-2025.txt"),
)
"""Reports that stand beside the repository, of every kind that there is."""


def made_of_shared() -> Iterator[Path]:
    """Those of the shared reports that are there."""
    yield from (path for name in FROM_SHARED if (path := SHARED / "reports" / name).is_file())


def lines_of(path: Path) -> list[str]:
    """The lines of a report that say something."""
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def blocks_of(lines: Sequence[str]) -> list[Block]:
    """Paragraphs, and tables as rows of cells."""
    blocks: list[Block] = []
    for line in lines:
        if not line.startswith("|"):
            blocks.append(line)
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if all(re.fullmatch(":?-+:?", cell) for cell in cells):
            continue
        if blocks and isinstance(blocks[-1], list):
            blocks[-1].append(cells)
        else:
            blocks.append([cells])
    return blocks


def facts(report: Report) -> list[tuple[str, ...]]:
    """Names, values and units of metrics, and the claims' sizes, forms and metrics."""
    metrics: list[tuple[str, ...]] = [(item.name, item.figure.text, item.figure.unit) for item in report.metrics]
    return metrics + [(item.metric_name, item.form.value, "".join(item.surface.split())) for item in report.claims]


# ---------------------------------------------------------------------------------------------------- web pages

_NAVIGATION = "".join(f'<li><a href="/{place}.html">栏目{place}</a></li>' for place in range(40))
_RELATED = "".join(
    f'<li><a href="/n{place}.html">某市2021年度法治政府建设情况的报告（之{place}）共受理99件</a></li>'
    for place in range(12)
)


def _rows(rows: Rows) -> str:
    """A table; equal heads side by side become one cell over their columns."""
    parts = []
    for number, row in enumerate(rows):
        cells, place = [], 0
        while place < len(row):
            across = 1
            while number == 0 and row[place] and place + across < len(row) and row[place + across] == row[place]:
                across += 1
            tag = "th" if number == 0 else "td"
            cells.append(f'<{tag} colspan="{across}">{escape(row[place])}</{tag}>')
            place += across
        parts.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table border="1"><tbody>{"".join(parts)}</tbody></table>'


def plain_paragraphs(blocks: Sequence[Block]) -> str:
    """Paragraphs as p in one div."""
    return (
        "<div id='zoom'>"
        + "".join(f"<p>{escape(block)}</p>" if isinstance(block, str) else _rows(block) for block in blocks)
        + "</div>"
    )


def broken_lines(blocks: Sequence[Block]) -> str:
    """Paragraphs as runs between br, indented by full-width blanks, in nested spans."""
    return (
        "<div class='TRS_Editor'><span><span>"
        + "<br/>".join(f"　　{escape(block)}" if isinstance(block, str) else _rows(block) for block in blocks)
        + "</span></span></div>"
    )


def layout_table(blocks: Sequence[Block]) -> str:
    """Paragraphs as divs in the cell of a table that lays the page out."""
    cells = "".join(
        f"<div><font size='3'>&nbsp;&nbsp;{escape(block)}</font></div>" if isinstance(block, str) else _rows(block)
        for block in blocks
    )
    return f"<table><tr><td width='20'></td><td><table><tr><td>{cells}</td></tr></table></td></tr></table>"


def page(body: str, title: str, *, charset: str = "utf-8") -> bytes:
    """A government portal's page around `body`."""
    whole = f"""<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{escape(title)}_某市人民政府</title>
<meta name="PubDate" content="2024-02-29 10:11"><style>p {{ color: red }}</style>
<script>var n = "共受理77件";</script></head>
<body><div class="top"><ul>{_NAVIGATION}</ul></div><nav>当前位置：<a href="/">首页</a> &gt; <a href="/f">法治</a></nav>
<div class="main"><h1>{escape(title)}</h1><div>发布日期：2024-02-29　信息来源：市司法局　浏览次数：1024次</div>{body}
<p>【打印】【关闭】</p><p>分享到：</p></div>
<div class="related"><h3>相关链接</h3><ul>{_RELATED}</ul></div>
<footer><p>版权所有：某市人民政府办公室 浙ICP备12345678号</p></footer></body></html>"""
    return whole.encode(charset)


def _as_page(layout: Callable[[Sequence[Block]], str]) -> Callable[[Sequence[Block]], bytes]:
    def write(blocks: Sequence[Block]) -> bytes:
        return page(layout(blocks[1:]), str(blocks[0]))

    return write


# ---------------------------------------------------------------------------------------------------- Word files

_LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
_MARKS = (
    re.compile(r"^[一二三四五六七八九十]+、"),
    re.compile(r"^（[一二三四五六七八九十]+）"),
    re.compile(r"^\d+\.(?!\d)"),
)


def saved(document: Any) -> bytes:
    """The bytes of a Word document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_rows(document: Any, rows: Rows) -> None:
    """A table; equal heads side by side are one merged cell."""
    wide = max(map(len, rows))
    table = document.add_table(rows=len(rows), cols=wide)
    for row, cells in zip(table.rows, rows, strict=True):
        for place, words in zip(row.cells, cells, strict=False):
            place.text = words
    place = 0
    while place < wide:
        last = place
        while rows[0][place] and last + 1 < wide and rows[0][last + 1] == rows[0][place]:
            last += 1
        if last > place:
            table.cell(0, place).merge(table.cell(0, last)).text = rows[0][place]
        place = last + 1


def typed(blocks: Sequence[Block]) -> bytes:
    """Each line as a paragraph, its number typed."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            _add_rows(document, block)
    return saved(document)


def numbered(blocks: Sequence[Block]) -> bytes:
    """Each line as a paragraph, its number left to Word, which starts each list at the number that the text prints."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for place, (style, pattern) in enumerate(_LEVELS)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    counts = [0, 0, 0]
    current = 77
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for block in blocks:
        if not isinstance(block, str):
            _add_rows(document, block)
            continue
        place = next((place for place, mark in enumerate(_MARKS) if mark.match(block)), None)
        value = _number(block) if place is not None else 0
        if place is None or not value:
            document.add_paragraph(block)
            continue
        if value != counts[place] + 1:  # the list is started anew, as a writer does by hand
            current += 1
            starts = "".join(
                f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
                for level, start in enumerate([max(count, 1) for count in counts[:place]] + [value])
            )
            numbering.append(
                parse_xml(f'<w:num {nsdecls("w")} w:numId="{current}"><w:abstractNumId w:val="77"/>{starts}</w:num>')
            )
        counts[place:] = [value] + [0] * (2 - place)
        paragraph = document.add_paragraph(_MARKS[place].sub("", block, count=1))
        listed = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{place}"/><w:numId w:val="{current}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(listed))
    return saved(document)


def _number(line: str) -> int:
    """The number that a line begins with; 0 where Word would print it in another way."""
    number = re.match(r"（?([一二三四五六七八九十]+|\d+)", line)
    if number is None:
        return 0
    if number[1].isdigit():
        return int(number[1]) if not number[1].startswith("0") else 0
    tens, ten, ones = number[1].rpartition("十")
    digits = "一二三四五六七八九"
    if not ten:
        return digits.index(ones) + 1 if len(ones) == 1 else 0
    if tens == "一" or len(tens) > 1 or len(ones) > 1:
        return 0
    return 10 * (digits.index(tens) + 1 if tens else 1) + (digits.index(ones) + 1 if ones else 0)


# ---------------------------------------------------------------------------------------------------- PDF files

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
BODY = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
HEAD = ParagraphStyle("head", parent=BODY, firstLineIndent=0)
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=9, leading=11, wordWrap="CJK")


def printed(blocks: Sequence[Block], **options: Any) -> bytes:
    """A PDF of A4 pages with a head line and page numbers, wrapped paragraphs and ruled tables."""
    out = io.BytesIO()

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(72, A4[1] - 36, "某市人民政府公报")
        canvas.drawCentredString(A4[0] / 2, 30, f"— {document.page} —")

    story: list[Any] = []
    for number, block in enumerate(blocks):
        if isinstance(block, str):
            story.append(Paragraph(escape(block), HEAD if number == 0 else BODY))
            continue
        wide = max(map(len, block))
        cells = [[Paragraph(escape(words), CELL) for words in row] + [""] * (wide - len(row)) for row in block]
        style: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
        place = 0
        while place < wide:
            last = place
            while block[0][place] and last + 1 < len(block[0]) and block[0][last + 1] == block[0][place]:
                last += 1
            if last > place:
                style.append(("SPAN", (place, 0), (last, 0)))
            place = last + 1
        story.append(Table(cells, style=style, colWidths=[450 / wide] * wide))
    SimpleDocTemplate(out, pagesize=A4, **options).build(story, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


WRITERS: Mapping[str, tuple[str, Callable[[Sequence[Block]], bytes], float]] = MappingProxyType(
    {
        "paragraphs": ("page.html", _as_page(plain_paragraphs), 0.99),
        "broken lines": ("page.html", _as_page(broken_lines), 0.99),
        "layout table": ("page.html", _as_page(layout_table), 0.99),
        "typed numbers": ("report.docx", typed, 0.99),
        "automatic numbers": ("report.docx", numbered, 0.99),
        "ruled tables": ("report.pdf", printed, 0.97),
    }
)
"""Way of writing → name of the file, its writer, and the part of the text's rows that must come out."""
