"""The content of a PDF page is split as pdfminer splits it, and drawn into the same letters and lines."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSEOF, PSKeyword

from reportdiff.reading.limits import Limits
from reportdiff.reading.pdf.content_stream import Operator, UnusualContentError, content_items
from reportdiff.reading.pdf.drawn_objects import draw_within_limits

STREAMS = (
    b"q 1 0 0 1 72.5 -.75 cm BT /F1 12 Tf (A\\(b\\)\\101\\n) Tj [(x) -250.5 <0A0b7>] TJ T* (q) ' ET Q",
    b"/P <</MCID 0/Lang (zh)>> BDC % a comment\n0 g 1 1 1 rg EMC\n+5 Tc 3. Tw W* n",
    b"/Name-1.x cs [1 [2 3] /A] 0 d (a\\\nb) Tj true false 10 20 30 re f*",
    b"  ",
)


def parsed(stream: bytes) -> list[Any]:
    """Return the items of a stream as pdfminer reads them."""
    parser = PDFContentParser([PDFStream({}, stream)])
    items: list[Any] = []
    try:
        while True:
            item = parser.nextobject()[1]
            items.append(Operator(item.name) if isinstance(item, PSKeyword) else item)
    except PSEOF:
        return items


@pytest.mark.parametrize("stream", STREAMS)
def test_items_are_those_of_pdfminer(stream: bytes) -> None:
    """Numbers, names, strings, arrays, dictionaries and operators come out alike."""
    assert content_items(stream + b"\n") == parsed(stream + b"\n")


@pytest.mark.parametrize("stream", [b"BI /W 1 ID \x00 EI", b"(a(b)c) Tj", b"[1 2", b"/A#20B gs", b"1 ]", b"--5 Tc"])
def test_what_is_unusual_is_left_to_pdfminer(stream: bytes) -> None:
    """Pictures within the stream, nested brackets and damage are no business of the fast reader."""
    with pytest.raises(UnusualContentError):
        content_items(stream)


@pytest.mark.parametrize("name", ["originals/putuo-wanli-budget-2024.pdf", "company/dian-zy-2023.pdf"])
def test_a_page_is_drawn_as_pdfplumber_draws_it(shared: Path, name: str) -> None:
    """Letters and rules of real pages have the same places, sizes and texts."""
    content = (shared / "reports" / name).read_bytes()
    with pdfplumber.open(io.BytesIO(content)) as slow, pdfplumber.open(io.BytesIO(content)) as fast:
        for expected, page in list(zip(slow.pages, fast.pages, strict=True))[1:4]:
            draw_within_limits(page, name, Limits())
            assert {kind: len(things) for kind, things in page.objects.items()} == {
                kind: len(things) for kind, things in expected.objects.items()
            }
            for kind, things in page.objects.items():
                for thing, other in zip(things, expected.objects[kind], strict=True):
                    assert {key: other[key] for key in thing} == thing


@pytest.mark.parametrize("origin", [b"0 0", b"5 7"])
def test_boxes_are_drawn_as_pdfplumber_draws_them(origin: bytes) -> None:
    """Boxes, also clipped, turned, mirrored or flat, curves and lines have the places that pdfplumber gives."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    content = io.BytesIO()
    drawn = canvas.Canvas(content, pagesize=(400, 300))
    drawn.rect(20, 30, 100, 40, stroke=1, fill=0)
    drawn.rect(20, 30, 100, 0, stroke=1, fill=1)
    drawn.rect(200, 90, -60, -20, stroke=0, fill=1)
    drawn.line(10, 10, 380, 10)
    drawn.circle(300, 200, 30)
    for turn in (0, 30, 90):
        drawn.saveState()
        clip = drawn.beginPath()
        clip.rect(5, 5, 350, 250)
        drawn.clipPath(clip, stroke=0)
        drawn.rotate(turn)
        drawn.scale(0.5, 2)
        drawn.rect(60, 70, 80, 10)
        drawn.restoreState()
    drawn.save()
    moved = content.getvalue().replace(b"/MediaBox [ 0 0 ", b"/MediaBox [ " + origin + b" ")
    with pdfplumber.open(io.BytesIO(moved)) as slow, pdfplumber.open(io.BytesIO(moved)) as fast:
        expected, page = slow.pages[0], fast.pages[0]
        draw_within_limits(page, "boxes.pdf", Limits())
        assert abs(page.mediabox[0]) == int(origin.split()[0])
        assert {kind: len(things) for kind, things in page.objects.items()} == {
            kind: len(things) for kind, things in expected.objects.items()
        }
        for kind, things in page.objects.items():
            for thing, other in zip(things, expected.objects[kind], strict=True):
                assert {key: other[key] for key in thing} == thing
