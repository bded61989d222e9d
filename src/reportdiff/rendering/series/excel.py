"""Many years of one issuer → an Excel workbook: the series with numbers as numbers, and the breaks."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from typing import Any

from reportdiff.errors import MissingExtraError
from reportdiff.messages.labels import check_language, word
from reportdiff.model import Figure
from reportdiff.rendering.excel import EPOCH, FORMULA, lines_of
from reportdiff.rendering.number_text import approximate, figure_text
from reportdiff.rendering.rows.change_rows import CheckRow
from reportdiff.rendering.rows.report_lookup import flat

__all__ = ["render"]


def render(
    years: Sequence[int],
    rows: Sequence[tuple[str, str, Sequence[Figure | str], Collection[int], Collection[int]]],
    breaks: Sequence[tuple[int, CheckRow]],
    *,
    title: str,
    lang: str,
) -> bytes:
    """The workbook's bytes; a row is name, unit, a figure or the code of a gap a year, the doubtful and broken years.

    Figures stand in base units, as printed in a note; a break is red, a figure joined by a doubtful pair in italics,
    and the note says so. No text is a formula. Raises `MissingExtraError` without the extra `xlsx`.
    """
    check_language(lang)
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError("Excel needs XlsxWriter; install it: pip install 'reportdiff[xlsx]'") from error
    out = io.BytesIO()
    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    book.set_properties({"title": title, "created": EPOCH.replace(tzinfo=None)})
    head = book.add_format({"bold": True, "bottom": 1})
    gap = book.add_format({"font_color": "#5B6470", "align": "right"})
    shape = {"num_format": "#,##0.####"}
    whole = {"num_format": "#,##0"}
    broken = {"font_color": "#A3121C", "bg_color": "#FDE5E5", "bold": True}
    doubtful = {"italic": True}

    quoted = book.add_format({"quote_prefix": True})

    def text(sheet: Any, row: int, column: int, value: str, style: object = None) -> None:
        shown = flat(value)[:32_000]
        sheet.write_string(row, column, shown, quoted if style is None and shown.startswith(FORMULA) else style)

    def page(name: str) -> Any:
        made = book.add_worksheet(name[:31])
        made.set_landscape()
        made.set_paper(9)  # A4
        made.fit_to_pages(1, 0)
        made.repeat_rows(0)
        return made

    top = book.add_format({"valign": "top", "align": "left"})
    wrapped = book.add_format({"valign": "top", "text_wrap": True})
    guarded = book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": True})
    sheet = page(word("heading", "series", lang))
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 0, 38)
    sheet.set_column(1, 1, 8)
    sheet.set_column(2, 1 + len(years), 15)
    for place, name in enumerate([word("column", "metric", lang), word("column", "unit", lang)]):
        text(sheet, 0, place, name, head)
    for place, year in enumerate(years, start=2):
        sheet.write_number(0, place, year, book.add_format({"bold": True, "bottom": 1, "align": "right"}))
    styles: dict[tuple[bool, bool, bool], object] = {}
    for number, (name, unit, figures, guessed, wrong) in enumerate(rows, start=1):
        text(sheet, number, 0, name)
        text(sheet, number, 1, unit)
        for place, (year, item) in enumerate(zip(years, figures, strict=True), start=2):
            if isinstance(item, str):
                text(sheet, number, place, word("gap", item, lang), gap)
                continue
            key = (item.value.denominator == 1, year in wrong, year in guessed)
            if key not in styles:
                parts = (whole if key[0] else shape) | (broken if key[1] else {}) | (doubtful if key[2] else {})
                styles[key] = book.add_format(parts)
            sheet.write_number(number, place, approximate(item.value), styles[key])
            said = [figure_text(item), *([f"✗ {word('plot', 'broken', lang)}"] if key[1] else [])]
            said += [f"? {word('plot', 'guessed', lang)}"] if key[2] else []
            sheet.write_comment(number, place, "\n".join(said), {"author": "reportdiff"})
    sheet.autofilter(0, 0, max(len(rows), 1), 1 + len(years))
    sheet.print_area(0, 0, max(len(rows), 1), 1 + len(years))
    sheet = page(word("heading", "breaks", lang))
    sheet.freeze_panes(1, 0)
    for place, (width, name) in enumerate(
        zip((8, 34, 70, 70, 24), ("year", "metric", "message", "quote", "where"), strict=True)
    ):
        sheet.set_column(place, place, width)
        text(sheet, 0, place, word("column", name, lang), head)
    for number, (year, found) in enumerate(breaks, start=1):
        sheet.write_number(number, 0, year, top)
        message = found.check.message.zh if lang == "zh" else found.check.message.en
        for place, value in enumerate((found.metric, message, found.quote, found.where), start=1):
            text(sheet, number, place, value, guarded if flat(value).startswith(FORMULA) else wrapped)
        sheet.set_row(number, 15 * max(lines_of(message, 70), lines_of(found.quote, 70)))
    sheet.print_area(0, 0, max(len(breaks), 1), 4)
    book.close()
    return out.getvalue()
