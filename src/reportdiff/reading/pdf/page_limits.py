"""Limits on a PDF: what its streams unpack to, how many pages it has, and how much each page draws."""

from __future__ import annotations

import re
import zlib
from typing import Any

from reportdiff.reading.limits import Limits

__all__ = ["Page", "enforce_page_limit", "enforce_stream_limit", "is_too_dense"]

Page = Any
"""A page of pdfplumber, which ships no types."""

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_IMAGE = re.compile(rb"/Subtype\s*/Image|/DCTDecode|/JPXDecode")
_DICTIONARY = 400  # bytes before a stream, in which its dictionary stands
_MAX_CROSSINGS = 8_000  # of different rows and columns of lines, more than any printed table has
_MAX_EDGES = 40_000
_PIECE = 1 << 20  # bytes that are unpacked at a time
_MAX_NESTED = 4  # streams compressed within compressed streams


def enforce_stream_limit(content: bytes, source: str, limits: Limits) -> None:
    """Raise `LimitError` if a compressed stream unpacks to too much; pictures are never unpacked."""
    for stream in _STREAM.finditer(content):
        head = content[max(0, stream.start() - _DICTIONARY) : stream.start()]
        if not _IMAGE.search(head, head.rfind(b" obj") + 1):
            size = _unpacked_size(memoryview(content)[stream.end() :], limits.unpacked, _MAX_NESTED)
            limits.enforce("unpacked", size, source, at_least=True)


def _unpacked_size(packed: memoryview, limit: int, nested: int) -> int:
    """Return the bytes that a stream unpacks to, counted up to above `limit`.

    Where the result is compressed again, the size of the largest stage counts.
    """
    if not packed or packed[0] & 15 != 8:  # not compressed by zlib
        return 0
    decompressor = zlib.decompressobj()
    size = position = 0
    inner = bytearray()
    try:
        while position < len(packed) and not decompressor.eof:
            piece = bytes(packed[position : position + _PIECE])
            position += _PIECE
            while piece and size <= limit:
                unpacked = decompressor.decompress(piece, _PIECE)
                piece = decompressor.unconsumed_tail
                if unpacked and (inner or not size) and (inner or unpacked[0] & 15 == 8):
                    inner += unpacked
                size += len(unpacked)
            if size > limit:
                return size
    except zlib.error:  # damaged, or no compressed stream at all
        pass
    return max(size, _unpacked_size(memoryview(inner), limit, nested - 1) if inner and nested else 0)


def enforce_page_limit(opened: Any, source: str, limits: Limits) -> None:
    """Raise `LimitError` if the file has too many pages, before any of them is made."""
    from pdfminer.pdfpage import PDFPage

    for count, _ in enumerate(PDFPage.create_pages(opened.doc), start=1):
        limits.enforce("pages", count, source, at_least=True)


def is_too_dense(page: Page) -> bool:
    """Return whether a page draws so many lines (a map, a chart) that no table can be looked for among them."""
    edges = page.edges
    if len(edges) > _MAX_EDGES:
        return True
    rows = {round(edge["top"]) for edge in edges if edge["orientation"] == "h"}
    columns = {round(edge["x0"]) for edge in edges if edge["orientation"] == "v"}
    return len(rows) * len(columns) > _MAX_CROSSINGS
