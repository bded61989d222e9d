"""Write many years of one issuer as an Excel workbook: the series with numbers as numbers, and the breaks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any

from reportdiff.messages.labels import check_language, word
from reportdiff.model import Figure
from reportdiff.rendering.number_text import approximate, figure_text
from reportdiff.rendering.rows.check_rows import CheckRow
from reportdiff.rendering.spreadsheet import (
    LINE_HEIGHT,
    begins_formula,
    cell_text,
    landscape,
    line_count,
    workbook_bytes,
)
from reportdiff.rendering.wording import message_text

__all__ = ["render"]

MetricRow = tuple[str, str, Sequence[Figure | str], Collection[int], Collection[int]]

_BREAK_WIDTHS = {"year": 8, "metric": 34, "message": 70, "quote": 70, "where": 24}
_BROKEN = {"font_color": "#A3121C", "bg_color": "#FDE5E5", "bold": True}


def render(
    years: Sequence[int],
    rows: Iterable[MetricRow],
    breaks: Iterable[tuple[int, CheckRow]],
    *,
    heading: Sequence[str],
    lang: str,
) -> bytes:
    """Return the workbook's bytes.

    Figures stand in base units, as printed in a note; a break is red, a figure to which a doubtful pair leads in
    italics, and the note says so.

    Args:
        years: The years, in order.
        rows: The name and unit of each metric, for every year its figure or the code of a gap, the years to which a
            doubtful pair leads, and the years with a break.
        breaks: The year and the row of each break.
        heading: The title, and the outcome in a sentence.
        lang: The language of headings, gaps and messages, "zh" or "en".

    Raises:
        MissingExtraError: The extra `xlsx` is not installed.
    """
    check_language(lang)

    def write(book: Any) -> None:
        sheets = _Sheets(book, lang)
        sheets.write_cover(heading)
        sheets.write_series(years, list(rows))
        sheets.write_breaks(list(breaks))

    return workbook_bytes(heading[0], write)


class _Sheets:
    """The two sheets of a workbook, with the formats that they share."""

    def __init__(self, book: Any, lang: str) -> None:
        self.book, self.lang = book, lang
        self.head = book.add_format({"bold": True, "bottom": 1})
        self.figure_style = cache(self.new_figure_style)

    def write_cover(self, heading: Sequence[str]) -> None:
        """Write the sheet with the title and the outcome."""
        sheet = self.book.add_worksheet(word("heading", "coverage", self.lang)[:31])
        landscape(sheet, len(heading), 1)
        sheet.set_column(0, 0, 100)
        for number, line in enumerate(heading):
            sheet.write_string(number, 0, cell_text(line), self.book.add_format({"bold": True, "text_wrap": True}))

    def write_series(self, years: Sequence[int], rows: Sequence[MetricRow]) -> None:
        """Write a row for every metric, with a column for every year."""
        sheet = self.book.add_worksheet(word("heading", "series", self.lang)[:31])
        landscape(sheet, max(len(rows), 1), 2 + len(years))
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, 0, 38)
        sheet.set_column(1, 1, 8)
        sheet.set_column(2, 1 + len(years), 15)
        right = self.book.add_format({"bold": True, "bottom": 1, "align": "right"})
        quoted = self.book.add_format({"quote_prefix": True})
        for place, column in enumerate(("metric", "unit")):
            sheet.write_string(0, place, word("column", column, self.lang), self.head)
        for place, year in enumerate(years, start=2):
            sheet.write_number(0, place, year, right)
        for number, (name, unit, figures, doubtful, broken) in enumerate(rows, start=1):
            for place, text in enumerate(map(cell_text, (name, unit))):
                sheet.write_string(number, place, text, quoted if begins_formula(text) else None)
            for place, (year, item) in enumerate(zip(years, figures, strict=True), start=2):
                self.write_figure(sheet, number, place, item, broken=year in broken, doubtful=year in doubtful)
        sheet.autofilter(0, 0, max(len(rows), 1), 1 + len(years))

    def write_figure(
        self, sheet: Any, row: int, column: int, item: Figure | str, *, broken: bool, doubtful: bool
    ) -> None:
        """Write a figure with its note, or a gap."""
        if isinstance(item, str):
            gap = self.figure_style(gap=True)
            sheet.write_string(row, column, word("gap", item, self.lang), gap)
            return
        style = self.figure_style(whole=item.value.denominator == 1, broken=broken, doubtful=doubtful)
        sheet.write_number(row, column, approximate(item.value), style)
        notes = [figure_text(item)]
        notes += [f"× {word('plot', 'broken', self.lang)}"] if broken else []
        notes += [f"? {word('plot', 'guessed', self.lang)}"] if doubtful else []
        sheet.write_comment(row, column, "\n".join(notes), {"author": "reportdiff"})

    def new_figure_style(
        self, *, gap: bool = False, whole: bool = False, broken: bool = False, doubtful: bool = False
    ) -> Any:
        """Return a new format for a figure or a gap."""
        if gap:
            return self.book.add_format({"font_color": "#5B6470", "align": "right"})
        number = {"num_format": "#,##0" if whole else "#,##0.####"}
        return self.book.add_format(number | (_BROKEN if broken else {}) | ({"italic": True} if doubtful else {}))

    def write_breaks(self, breaks: Sequence[tuple[int, CheckRow]]) -> None:
        """Write a row for every break, with its message and the sentence that it rests on."""
        sheet = self.book.add_worksheet(word("heading", "breaks", self.lang)[:31])
        landscape(sheet, max(len(breaks), 1), len(_BREAK_WIDTHS))
        sheet.freeze_panes(1, 0)
        year_style = self.book.add_format({"valign": "top", "align": "left"})
        wrapped = self.book.add_format({"valign": "top", "text_wrap": True})
        quoted = self.book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": True})
        for place, (column, width) in enumerate(_BREAK_WIDTHS.items()):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, word("column", column, self.lang), self.head)
        for number, (year, row) in enumerate(breaks, start=1):
            message = message_text(row.check, self.lang)
            sheet.write_number(number, 0, year, year_style)
            texts = (row.metric, message, row.quote, row.where(self.lang))
            for place, text in enumerate(map(cell_text, texts), start=1):
                sheet.write_string(number, place, text, quoted if begins_formula(text) else wrapped)
            lines = max(line_count(message, _BREAK_WIDTHS["message"]), line_count(row.quote, _BREAK_WIDTHS["quote"]))
            sheet.set_row(number, LINE_HEIGHT * lines)
