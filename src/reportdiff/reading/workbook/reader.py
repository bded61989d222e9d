"""Read an Excel workbook: every visible sheet as a heading, lines of text and tables, with figures as printed.

No macro runs and no formula is computed: the results that the workbook holds are read. What is hidden, or outside the
columns that print, is left out, with a warning.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import define, evolve, field

from reportdiff.errors import MissingExtraError, ReportdiffError, UnreadableFileError
from reportdiff.messages import notice, phrase
from reportdiff.model import Document
from reportdiff.reading.limits import Limits
from reportdiff.reading.office_package import check_package
from reportdiff.reading.plain import document_from_text
from reportdiff.reading.sheet_lines import SheetRow, SheetText
from reportdiff.reading.table_lines import join_cell_lines, repeated_words
from reportdiff.reading.visible_text import visible_characters
from reportdiff.reading.workbook.layout import SheetLayout, sheet_layouts
from reportdiff.reading.workbook.number_format import printed_value

__all__ = ["read_workbook"]

_BLANK = re.compile(r"[ \t\r\u00a0\u3000]+")
_MAX_ROWS = 1_048_576  # of a sheet
_NAMED = 6  # sheets that a warning names


def read_workbook(content: bytes, source: str, limits: Limits) -> Document:
    """Return the text and tables of an .xlsx file, with the places of its cells.

    Raises:
        MissingExtraError: without the extra `xlsx`.
        UnreadableFileError: for a file that is no workbook, is encrypted, damaged or empty, or an old .xls inside.
        LimitError: for one that unpacks to too much or has too many cells.
    """
    try:
        import openpyxl
    except ImportError as error:
        what = phrase("errors.workbooks")
        raise MissingExtraError("errors.needs_extra", what=what, library="openpyxl", extra="[xlsx]") from error
    check_package(content, source, limits, "xl/workbook.xml")
    text = SheetText()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            layouts = list(sheet_layouts(packed))
        opened = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        count = _Count(limits, source)
        for layout in layouts:
            if not layout.hidden and hasattr(opened[layout.name], "iter_rows"):  # no chart
                text.add_sheet(layout.name, _rows(opened[layout.name], layout, count), layout.hidden_rows)
        opened.close()
    except (ReportdiffError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises errors of many kinds for damaged files
        program = phrase("errors.in_excel")
        reason = type(error).__name__
        raise UnreadableFileError("errors.damaged", file=source, reason=reason, program=program) from error
    if not text.lines:
        raise UnreadableFileError("errors.no_visible_sheet", file=source)
    document = document_from_text(text.whole(), source, limits)
    return evolve(
        document,
        title=text.title,
        warnings=(*document.warnings, *_warnings(layouts, count)),
        gaps=tuple(text.gaps),
        places=tuple(text.places),
    )


@define
class _Count:
    """Cells read so far, and by sheet the figures that were left out because they are hidden or do not print."""

    limits: Limits
    source: str
    cells: int = 0
    hidden: Counter[str] = field(factory=Counter)
    unprinted: Counter[str] = field(factory=Counter)

    def add_cell(self) -> None:
        """Count a cell; raise `LimitError` for one too many."""
        self.cells += 1
        self.limits.enforce("cells", self.cells, self.source, at_least=True)


def _rows(sheet: Any, layout: SheetLayout, count: _Count) -> list[SheetRow]:
    """Return the visible rows of a sheet."""
    sheet.reset_dimensions()
    shown: dict[int, dict[int, str]] = {}
    merged = dict.fromkeys(layout.merged.values(), "")
    for row in sheet.iter_rows(max_row=_MAX_ROWS):
        for cell in row:
            if cell.value is None or cell.value == "":
                continue
            count.add_cell()
            is_figure = isinstance(cell.value, int | float)
            place = cell.row, cell.column
            if place in merged:
                merged[place] = _words(cell.value, cell.number_format)
            if layout.shows(*place):
                if words := _words(cell.value, cell.number_format):
                    shown.setdefault(cell.row, {})[cell.column] = words
            elif layout.hides(*place):
                count.hidden[layout.name] += is_figure
            else:
                count.unprinted[layout.name] += is_figure
    for (number, column), first in layout.merged.items():
        if merged[first] and layout.shows(number, column):  # its first place may be hidden: then a later one shows it
            words = repeated_words(merged[first]) if layout.shows(*first) else merged[first]
            merged[first] = repeated_words(merged[first])
            count.add_cell()
            if words:
                shown.setdefault(number, {}).setdefault(column, words)
    return [SheetRow(number, shown[number]) for number in sorted(shown)]


def _words(value: object, number_format: str) -> str:
    """Return what a cell shows, in one line."""
    words = value if isinstance(value, str) else printed_value(value, number_format)
    lines: Sequence[str] = words.replace("_x000D_", "").split("\n")
    return visible_characters(_BLANK.sub(" ", join_cell_lines(lines)).strip())


def _warnings(layouts: Sequence[SheetLayout], count: _Count) -> Iterator[str]:
    """Yield what was left out of the sheets."""
    hidden = [layout.name for layout in layouts if layout.hidden]
    if hidden:
        yield notice("warnings.hidden_sheets", count=len(hidden), sheets=_listed(hidden))
    unsaved = Counter({layout.name: layout.unsaved for layout in layouts})
    for code, found in (
        ("hidden_cells", count.hidden),
        ("unprinted_cells", count.unprinted),
        ("unsaved_formulas", unsaved),
    ):
        sheets = [name for name, figures in found.items() if figures]
        if sheets:
            yield notice(f"warnings.{code}", count=found.total(), sheets=_listed(sheets))


def _listed(names: Sequence[str]) -> str:
    return "、".join(name.strip() for name in names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
