"""Excel workbooks and delimited files: figures as printed, sheets as tables, what is hidden left out and named."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reportdiff import check, read
from reportdiff.errors import LimitError, UnreadableFileError, UnsupportedFormatError
from reportdiff.reading import read_document
from reportdiff.reading.limits import Limits
from reportdiff.reading.workbook.number_format import printed_value

PRINTED: list[tuple[Any, str, str]] = [
    (0.153073611743377, "0.0%", "15.3%"),
    (-1234.5, "#,##0.00_);(#,##0.00)", "(1,234.50)"),
    (-5, "#,##0_ ;[Red]\\-#,##0\\ ", "-5"),
    (8508.68000000017, "General", "8508.68"),
    (6627.098134974, "General", "6627.098135"),
    (0, '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"??_ ;_ @_ ', "-"),
    (1234.5, '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"??_ ;_ @_ ', "1,235"),
    (12345678, '#,##0.0,,"百万"', "12.3百万"),
    (2023, '0"年"', "2023年"),
    (0.5, "0.##", "0.5"),
    (5, "00", "05"),
    (1.5, "# ?/?", "1.5"),
    (2.5, "0.00E+00", "2.5"),
    (0, "#,##0;-#,##0;-", "-"),
    (1e-7, "General", "0.0000001"),
    (True, "General", "TRUE"),
    (-0.04, "0.0", "0.0"),
]


@pytest.mark.parametrize(("value", "shape", "printed"), PRINTED)
def test_a_number_is_read_as_its_format_prints_it(value: Any, shape: str, printed: str) -> None:
    """The text of a cell is that of the number format, rounded as Excel rounds."""
    assert printed_value(value, shape) == printed


def saved(book: Any) -> bytes:
    """Return a workbook as bytes."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def budget_book() -> Any:
    """Return a workbook of two sheets: heads of two levels, merged; percent cells; hidden rows, column and sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "收入表"
    rows: list[list[Any]] = [
        ["安丰县2025年收入执行情况表"],
        ["表一", None, None, None, None, "单位：万元"],
        ["编码", "项目", "2024年决算数", "2025年", None, "比2024年决算数增长%"],
        [None, None, None, "预算数", "执行数", None],
        [101, "税收收入", 25000, 26000, 27500, 0.1],
        [102, "专项收入", 800, 900, 600, -0.25],
        [103, "罚没收入", 200, 210, 230, 0.15],
        [None, "合计", 26000, 27110, 28330, 0.0896153846],
    ]
    for cells in rows:
        sheet.append(cells)
    for place in ("B3:B4", "C3:C4", "D3:E3", "F3:F4", "A1:F1"):
        sheet.merge_cells(place)
    for row in range(5, 9):
        sheet.cell(row, 6).number_format = "0.0%"
        for column in (3, 4, 5):
            sheet.cell(row, column).number_format = "#,##0"
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[7].hidden = True
    book.create_sheet("底稿").append(["草稿", 1])
    book["底稿"].sheet_state = "hidden"
    return book


def test_sheets_are_tables_with_the_places_of_their_cells() -> None:
    """Every visible figure has its heads, unit, period and cell; what is hidden is named and left out."""
    report = read(saved(budget_book()), name="book.xlsx")
    cells = {metric.table.cell: metric for metric in report.metrics if metric.table is not None}
    tax = cells["收入表!E5"]
    assert (tax.figure.surface, tax.figure.unit, int(tax.figure.value)) == ("27,500", "元", 275_000_000)
    assert tax.table is not None
    assert (tax.table.column, tax.period and tax.period.year) == (("2025年", "执行数"), 2025)
    assert len(cells) == 9
    assert (report.title, report.year) == ("安丰县2025年收入执行情况表", 2025)
    assert any("底稿" in warning for warning in report.warnings)
    assert [claim.surface for claim in report.claims] == ["10.0%", "-25.0%", "9.0%"]


def test_a_sum_over_hidden_rows_accuses_nobody() -> None:
    """Parts of a total may stand in hidden rows, so that a total that misses is no error; its changes are checked."""
    checks = check(read(saved(budget_book()), name="book.xlsx")).result.checks
    assert [item.verdict.value for item in checks if item.check == "growth"] == ["consistent"] * 3
    assert not [item for item in checks if item.severity is not None and item.severity.value == "error"]
    shown = budget_book()
    shown["收入表"].row_dimensions[7].hidden = False
    checks = check(read(saved(shown), name="book.xlsx")).result.checks
    assert {item.verdict.value for item in checks if item.check == "total"} == {"consistent"}


def test_columns_outside_the_print_area_are_left_out() -> None:
    """What the issuer does not print is no part of the report; a warning counts it."""
    book = budget_book()
    book["收入表"].print_area = "A1:D8"
    report = read(saved(book), name="book.xlsx")
    columns = {(metric.table.cell or "")[4] for metric in report.metrics if metric.table is not None}
    assert columns == {"C", "D"}
    assert any("print area" in warning for warning in report.warnings)


def test_formulas_without_results_are_named() -> None:
    """A formula whose result was never stored has no figure, and a warning says so."""
    book = budget_book()
    book["收入表"]["E8"] = "=SUM(E5:E7)"
    report = read(saved(book), name="book.xlsx")
    assert any("formula" in warning for warning in report.warnings)


def test_several_tables_of_a_sheet_stay_apart() -> None:
    """A title with heads below blank rows begins another table; lines below a table are notes."""
    book = openpyxl.Workbook()
    for row in (
        ["第一部分", "2023年", "2024年"],
        ["许可", 12, 15],
        ["处罚", 7, 9],
        ["注：含乡镇。"],
        [],
        ["复议情况（单位：件）"],
        ["事项", "受理", "办结"],
        ["行政处罚", 31, 30],
        [],
        ["行政许可", 8, 8],
    ):
        book.active.append(row)
    report = read(saved(book), name="办理情况.xlsx")
    heads = {metric.table.column for metric in report.metrics if metric.table is not None}
    assert heads == {("2023年",), ("2024年",), ("受理",), ("办结",)}
    assert len({metric.table.id for metric in report.metrics if metric.table is not None}) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 broken", "no Excel workbook"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel workbook"),
        (b"", "is no Excel workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, words: str) -> None:
    """A broken, encrypted or old file gives one clear error."""
    with pytest.raises(UnreadableFileError, match=words):
        read_document(content, name="book.xlsx")


def test_other_spreadsheets_say_what_to_do() -> None:
    """An .xls or .ods is refused with the way out; an .xlsx that is called .xls is read."""
    for suffix in (".xls", ".ods"):
        with pytest.raises(UnsupportedFormatError, match=r"save it as \.xlsx"):
            read_document(b"\xd0\xcf\x11\xe0", name=f"book{suffix}")
    assert read(saved(budget_book()), name="book.xls").metrics


def test_limits_hold_for_workbooks() -> None:
    """Cells, unpacked bytes and declared entities are checked before anything is built of them."""
    content = saved(budget_book())
    for limits in (Limits(cells=20), Limits(unpacked=1_000), Limits(elements=50)):
        with pytest.raises(LimitError):
            read_document(content, name="book.xlsx", limits=limits)
    hostile = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(hostile, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, part.replace(b"<workbook", b"<!DOCTYPE x [<!ENTITY a 'a'>]><workbook", 1))
    with pytest.raises(UnreadableFileError, match="entities"):
        read_document(hostile.getvalue(), name="book.xlsx")


ROWS = "安丰县2024年办理情况\n事项{s}2023年{s}2024年{s}增减%\n"
ROWS += "行政许可{s}20000{s}21640{s}8.2\n行政处罚{s}500{s}450{s}-10.0\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_delimited_files_are_tables(separator: str, encoding: str) -> None:
    """Encoding and separator are found; the changes of the rows are checked, the cells have their places."""
    report = read(ROWS.format(s=separator).encode(encoding), name="table.csv")
    assert report.year == 2024
    assert [metric.table.cell for metric in report.metrics if metric.table is not None][:2] == ["B3", "C3"]
    assert [item.verdict.value for item in check(report).result.checks] == ["consistent", "consistent"]


def test_quoted_fields_keep_their_separators() -> None:
    """A figure with separators, in quotes, is one cell."""
    report = read('事项,2023年,2024年\n许可,"1,573","1,600"\n'.encode(), name="table.csv", year=2024)
    assert [metric.figure.surface for metric in report.metrics] == ["1,573", "1,600"]


def test_a_table_without_a_title_keeps_its_heads() -> None:
    """A file that begins with its heads has no title, and its changes are checked."""
    rows = "事项,本年,上年,增长\n许可,1200,1000,20.0%\n处罚,900,1000,-20.0%\n检查,330,300,10%\n"
    report = read(rows.encode(), name="a.csv", year=2024)
    assert report.title == ""
    verdicts = [item.verdict.value for item in check(report).result.checks if item.check == "growth"]
    assert verdicts == ["consistent", "inconsistent", "consistent"]


@pytest.mark.parametrize(("name", "figures"), [("lijiang_2025_budget_attachment", 12_000), ("xinjiang_2021", 144)])
def test_real_workbooks_hold_without_a_false_error(shared: Path, name: str, figures: int) -> None:
    """All figures of the workbooks are read, and their changes, completions and totals hold."""
    report = read(shared / "reports" / "workbooks" / f"{name}.xlsx")
    places = [*(metric.table for metric in report.metrics), *(claim.table for claim in report.claims)]
    cells = {place.cell for place in places if place is not None}
    assert len(cells) >= figures
    assert all(item.severity is None for item in check(report).result.checks)
