"""A PDF before and while it is read: what it unpacks to, how many pages it has, how much a page draws."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

from reportdiff.reading.limits import Limits

if TYPE_CHECKING:
    Page = Any  # pdfplumber ships no types

__all__ = ["drawn_within", "hold_pages", "hold_streams", "too_dense"]

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_IMAGE = re.compile(rb"/Subtype\s*/Image|/DCTDecode|/JPXDecode")
_HEAD = 400  # bytes before a stream, in which its dictionary stands
_CROSSINGS = 8_000  # of different rows and columns of lines: no printed table has as many
_EDGES = 40_000
_PIECE = 1 << 20
_CHAIN = 4  # streams compressed within compressed streams


def hold_streams(content: bytes, source: str, limits: Limits) -> None:
    """Raise `LimitError` where a compressed stream (no picture: those are not unpacked) unpacks to too much."""
    for found in _STREAM.finditer(content):
        head = content[max(0, found.start() - _HEAD) : found.start()]
        if not _IMAGE.search(head, head.rfind(b" obj") + 1):
            size = _unpacked(memoryview(content)[found.end() :], limits.unpacked, _CHAIN)
            limits.enforce("unpacked", size, source, at_least=True)


def _unpacked(packed: memoryview, most: int, chain: int) -> int:
    """How many bytes a stream unpacks to, at any stage where it is compressed again, counted up to above `most`."""
    if not packed or packed[0] & 15 != 8:  # no stream of zlib's
        return 0
    unpacking = zlib.decompressobj()
    size = position = 0
    again = bytearray()
    try:
        while position < len(packed) and not unpacking.eof:
            piece = bytes(packed[position : position + _PIECE])
            position += _PIECE
            while piece and size <= most:
                made = unpacking.decompress(piece, _PIECE)
                piece = unpacking.unconsumed_tail
                if made and (again or not size) and (again or made[0] & 15 == 8):
                    again += made
                size += len(made)
            if size > most:
                return size
    except zlib.error:  # damaged, or no compressed stream at all
        pass
    return max(size, _unpacked(memoryview(again), most, chain - 1) if again and chain else 0)


def hold_pages(opened: Any, source: str, limits: Limits) -> None:
    """Raise `LimitError` where the file has too many pages, before any of them is made."""
    from pdfminer.pdfpage import PDFPage

    count = 0
    for count, _ in enumerate(PDFPage.create_pages(opened.doc), start=1):
        limits.enforce("pages", count, source, at_least=True)


def drawn_within(page: Page, source: str, limits: Limits) -> None:
    """Draw the page, its forms within forms included, and stop with `LimitError` where it draws too much."""
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    class Counting(PDFPageAggregatorWithMarkedContent):  # type: ignore[misc,unused-ignore]
        drawn = 0

        def count(self) -> None:
            self.drawn += 1
            limits.enforce("drawn", self.drawn, source, where=f"page {page.page_number}: ", at_least=True)

        def render_char(self, *given: Any, **named: Any) -> float:
            self.count()
            moved: float = super().render_char(*given, **named)
            return moved

        def paint_path(self, *given: Any, **named: Any) -> None:
            self.count()
            super().paint_path(*given, **named)

        def begin_figure(self, *given: Any, **named: Any) -> None:
            self.count()
            super().begin_figure(*given, **named)

    device = Counting(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()  # what pdfplumber would make itself, without counting


def too_dense(page: Page) -> bool:
    """Whether a page draws so many lines (a map, a chart) that no table can be looked for among them."""
    edges = page.edges
    if len(edges) > _EDGES:
        return True
    across = {round(edge["top"]) for edge in edges if edge["orientation"] == "h"}
    down = {round(edge["x0"]) for edge in edges if edge["orientation"] == "v"}
    return len(across) * len(down) > _CROSSINGS
