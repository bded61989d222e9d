"""Files that are made to break readers, by name: each takes all memory or never ends where a reader trusts it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from hostile_office_files import packages, sheet_parts, sheets, word_bodies, word_parts
from hostile_pdfs import drawings, filters, fonts, structures
from hostile_texts import charsets, pages, tables, texts

__all__ = ["hostile", "hostile_files"]


@cache
def hostile_files() -> Mapping[str, Callable[[], bytes]]:
    """Return what makes each file, by a name that begins with its format ("pdf: …")."""
    return {
        f"{kind}: {what}": make
        for kind, found in (
            ("pdf", (*fonts(), *structures(), *filters(), *drawings())),
            ("docx", (*word_bodies(), *packages("word/document.xml", word_parts()))),
            ("xlsx", (*sheets(), *packages("xl/workbook.xml", sheet_parts("<row/>")))),
            ("html", (*pages(), *charsets())),
            ("csv", tables()),
            ("txt", texts()),
        )
        for what, make in found
    }


def hostile(name: str) -> bytes:
    """Return the bytes of one of the files."""
    return hostile_files()[name]()
