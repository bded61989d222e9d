"""Open Excel workbooks with XlsxWriter, and set up their sheets."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from datetime import datetime
from typing import Any
from unicodedata import east_asian_width

from reportdiff.errors import MissingExtraError
from reportdiff.messages import phrase
from reportdiff.rendering.rows.report_lookup import flat

__all__ = ["LINE_HEIGHT", "begins_formula", "cell_text", "landscape", "line_count", "workbook_bytes"]

LINE_HEIGHT = 15  # points; Excel fits the height of wrapped rows itself, other programs need to be told
_LONGEST = 32_000  # characters that a cell may hold; Excel's own limit is 32,767
_CREATED = datetime(2000, 1, 1)  # the same input gives the same bytes


def workbook_bytes(title: str, write: Callable[[Any], None]) -> bytes:
    """Return the bytes of a workbook that `write` fills; no text in it is taken for a formula, number or address.

    Raises:
        MissingExtraError: The extra `xlsx` is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        what = phrase("errors.workbooks")
        raise MissingExtraError("errors.needs_extra", what=what, library="XlsxWriter", extra="[xlsx]") from error
    out = io.BytesIO()
    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    book.set_properties({"title": title, "author": "reportdiff", "created": _CREATED})
    write(book)
    book.close()
    return out.getvalue()


def landscape(sheet: Any, rows: int, columns: int) -> None:
    """Set up a sheet to be printed on A4 in landscape, one page wide, with its head on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, rows, columns - 1)


def cell_text(text: str) -> str:
    """Return a text as a cell holds it: on one line, and not too long."""
    return flat(text)[:_LONGEST]


def begins_formula(text: str) -> bool:
    """Return whether a program would take a text for a formula, were it not quoted."""
    return text.startswith(("=", "+", "-", "@"))


def line_count(text: str, width: int) -> int:
    """Return how many lines a wrapped text takes in a column of `width` characters; a Chinese one counts for two."""
    columns = sum(2 if east_asian_width(character) in "WFA" else 1 for character in flat(text))
    return math.ceil(columns * 1.05 / width) or 1
