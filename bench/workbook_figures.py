"""Count how many figures of workbooks are read with their head, unit and sheet, against a reading of its own.

`python bench/workbook_figures.py BOOK.xlsx …` reads every visible sheet again with openpyxl and thin rules: a figure is
a number in a cell that prints, its label the nearest words at its left, its heads the words above its column, its unit
what the sheet's line 单位：… says, or % where its format prints it. It counts the figures that reportdiff has at that
cell with all of these. `--show` lists the others.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
from attrs import frozen

import reportdiff as rd

__all__ = ["PrintedFigure", "printed_figures", "what_is_wrong"]

_UNIT = re.compile(r"单位[:：]\s*(?:人民币)?([^\s，,）)]+)")
_NO_AMOUNT = re.compile(r"编码|代码|序号|行次|栏次|排名|位次")
_NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]")
_NOT_OF_A_NAME = re.compile(r"^其中[:：]|^[减加][:：]|[（(].*|[\s“”：:、*]")
_SCALES = {"万": 10**4, "亿": 10**8, "千": 10**3}


@frozen(kw_only=True)
class PrintedFigure:
    """A number of a sheet with the words around it; `half` is half a unit of its last printed place."""

    cell: str
    label: str
    heads: tuple[str, ...]
    unit: str
    value: Fraction
    half: Fraction


_Row = Sequence[tuple[Any, Any]]
"""The cells of a row with their values; each place of a merged cell has its value."""


def printed_figures(path: Path) -> Iterator[PrintedFigure]:
    """Yield the numbers of a workbook's visible sheets."""
    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        if sheet.sheet_state == "visible":
            yield from _figures(sheet.title.strip(), [row for row in _rows(sheet) if any(value for _, value in row)])


def _rows(sheet: Any) -> Iterator[_Row]:
    first = {
        place: (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        if area.size["rows"] * area.size["columns"] < 10_000
        for row in area.rows
        for place in row
    }
    columns = re.findall(r"([A-Z]+)\$?\d*", str(sheet.print_area or "").rpartition("!")[2].replace("$", ""))
    printed = [openpyxl.utils.column_index_from_string(letters) for letters in columns]
    hidden = {
        number
        for column in sheet.column_dimensions.values()
        if column.hidden or column.width == 0
        for number in range(column.min or 1, (column.max or 0) + 1)
    }
    for row in sheet.iter_rows():
        if not sheet.row_dimensions[row[0].row].hidden:
            inside = (cell for cell in row if not printed or min(printed) <= cell.column <= max(printed))
            shown = [cell for cell in inside if cell.column not in hidden]
            places = ((cell.row, cell.column) for cell in shown)
            values = [sheet.cell(*first.get(place, place)).value for place in places]
            yield list(zip(shown, values, strict=True))


def _figures(sheet: str, rows: Sequence[_Row]) -> Iterator[PrintedFigure]:
    """Yield the figures of a sheet: above its first row of numbers stand the heads, and a line with the unit."""
    begin = next((place for place, row in enumerate(rows) if _amounts(row)), len(rows))
    texts = [[_text(value) for _, value in row] for row in rows]
    unit = next((match[1] for row in texts for words in row if (match := _UNIT.search(words))), "")
    told = [len({*words} - {""}) > 1 and not any(map(_UNIT.search, words)) for words in texts[:begin]]
    heads = [row for row, is_head in zip(rows, told, strict=False) if is_head]
    for row in rows[begin:]:
        label = ""
        for cell, value in row:
            words = [_text(other) for head in heads for at, other in head if at.column == cell.column]
            if isinstance(value, str) and value.strip() and not value.strip().isdecimal():
                label = _text(value)
            elif _is_number(value) and label and words and not _NO_AMOUNT.search("".join(words)):
                if _prints_nothing(value, cell.number_format):
                    continue
                percent = "%" in cell.number_format
                yield PrintedFigure(
                    cell=f"{sheet}!{cell.coordinate}",
                    label=label,
                    heads=tuple(word for word in dict.fromkeys(words) if word),
                    unit="%" if percent else unit,
                    value=Fraction(str(value)) * (100 if percent else 1),
                    half=Fraction(1, 2 * 10 ** _decimals(cell.number_format)),
                )


def _decimals(number_format: str) -> int:
    places = re.search(r"\.(0+)", number_format.partition(";")[0])
    return len(places[1]) if places is not None else 9 if number_format == "General" else 0


def _prints_nothing(value: object, number_format: str) -> bool:
    """Return whether a format prints a zero as a dash or as nothing."""
    return value == 0 and number_format.count(";") >= 2 and "0" not in number_format.split(";")[2]


def _amounts(row: _Row) -> int:
    return sum(_is_number(value) for cell, value in row if not 1990 < (value if _is_number(value) else 0) < 2050)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(value: object) -> str:
    return "".join(str(value).split()) if isinstance(value, str) else ""


def what_is_wrong(printed: PrintedFigure, found: dict[str, rd.Metric | rd.Claim]) -> str:
    """Return what of a figure was not read as it is printed, "" if nothing."""
    item = found.get(printed.cell)
    if item is None or item.table is None or item.figure is None:
        return "not read"
    name = item.name if isinstance(item, rd.Metric) else item.metric_name
    if _bare(printed.label) not in _bare(name + "".join(item.table.row)):
        return "label"
    said = _bare("".join(item.table.column) + item.figure.unit)
    if any(_bare(re.sub("[%％]", "", head)) not in said for head in printed.heads[-1:]):
        return "head"
    scale = _SCALES.get(printed.unit[:1], 1) if len(printed.unit) > 1 else 1
    unit = printed.unit[1:] if scale > 1 else printed.unit
    if item.figure.unit != unit:
        return "unit"
    size = item.figure.value if isinstance(item, rd.Metric) else abs(item.figure.value)
    value = printed.value if isinstance(item, rd.Metric) else abs(printed.value)
    return "" if abs(size - value * scale) <= printed.half * scale else "value"


def _bare(words: str) -> str:
    return _NOT_OF_A_NAME.sub("", _NUMBERING.sub("", "".join(words.split())))


def main() -> None:
    """Print how many figures of each workbook are read as they are printed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("books", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="list the figures that are not read as printed")
    options = parser.parse_args()
    for path in options.books:
        report = rd.read(path)
        metrics = {metric.table.cell or "": metric for metric in report.metrics if metric.table is not None}
        claims = {claim.table.cell or "": claim for claim in report.claims if claim.table is not None}
        found: dict[str, rd.Metric | rd.Claim] = {**claims, **metrics}
        counts: Counter[str] = Counter()
        for printed in printed_figures(path):
            wrong = what_is_wrong(printed, found)
            counts[wrong or "right"] += 1
            if options.show and wrong:
                print("  ", wrong, printed, found.get(printed.cell))
        print(path.name, counts.total(), dict(counts), flush=True)


if __name__ == "__main__":
    main()
