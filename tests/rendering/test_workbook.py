"""The workbook holds numbers as numbers, texts as texts, and leads from one sheet to the other."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest
from attrs import evolve
from sample_results import checked, compared, hostile

from reportdiff.errors import MissingExtraError
from reportdiff.rendering import Result
from reportdiff.rendering.excel import render


def opened(result: Result, lang: str = "zh") -> Any:
    """Return the workbook as openpyxl reads it."""
    pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    return openpyxl.load_workbook(io.BytesIO(render(result, lang=lang)))


def test_the_sheets_are_there() -> None:
    """A comparison has summary, changes, findings, sections and claims; one report has metrics for changes."""
    claims = "Stated changes and shares"  # a sheet's name has at most 31 characters
    assert opened(compared(), "en").sheetnames == ["Coverage", "Changes", "Findings", "Sections", claims, "tick"]
    assert opened(checked(), "en").sheetnames == ["Coverage", "Metrics", "Findings", claims, "tick"]


def test_changes_are_numbers_with_formats_and_notes() -> None:
    """132 → 287 stands as numbers, +117.42% as a number shown with its sign, the sentence as a note."""
    sheet = opened(compared())["指标变化"]
    head = {cell.value: cell.column_letter for cell in sheet[1]}
    cells = {name: sheet[f"{letter}2"] for name, letter in head.items()}
    assert [cells[name].value for name in ("指标", "单位", "上年", "本年", "增减")] == [
        "受理行政复议申请",
        "件",
        132,
        287,
        155,
    ]
    assert [cells[name].value for name in ("上年名称", "上年原文", "本年原文")] == [
        "收到行政复议申请",
        "132件",
        "287件",
    ]
    assert round(cells["增减%"].value, 6) == 117.424242
    assert cells["增减%"].number_format == '+0.00"%";-0.00"%";0"%"'
    assert cells["增减"].number_format == "+#,##0;-#,##0;0"
    assert "同比上升117.42%" in cells["指标"].comment.text
    assert sheet[f"{head['本年']}7"].value is None
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:R7")


def test_sheets_link_to_each_other() -> None:
    """A wrong row leads to its finding, and the finding to its row."""
    book = opened(compared())
    assert book["指标变化"]["I4"].hyperlink.location == "'发现的问题'!A2"
    assert book["发现的问题"]["D2"].hyperlink.location == "'指标变化'!A4"


def test_every_figure_has_a_line_in_the_tick_list() -> None:
    """A figure that agrees has a tick and what it was agreed with, one that does not a cross, others stay open."""
    rows = list(opened(compared())["勾稽底稿"].iter_rows(min_row=2, values_only=True))
    marks = {row[4]: row[0] for row in rows}
    assert len(rows) == len({(row[2], row[3], row[4]) for row in rows})
    assert {"√", "×", "○"} >= set(marks.values())
    agreed = next(row for row in rows if row[0] == "√")
    assert agreed[6]
    assert ".txt 第3行" in agreed[7]
    wrong = [row for row in rows if row[0] == "×"]
    assert wrong
    assert all(row[7] for row in wrong)


def test_no_text_is_a_formula() -> None:
    """Text that begins like a formula stays text, quoted."""
    sheet = opened(hostile())["指标"]
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value.startswith("=cmd")
    assert sheet["A2"].quotePrefix


def test_the_same_result_gives_the_same_bytes() -> None:
    """No time of day and no random id stands in the file."""
    pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")
    assert render(compared()) == render(compared())


def test_a_number_beyond_all_floats_is_written() -> None:
    """A figure with 400 digits does not break the workbook."""
    result = checked()
    first, *others = result.report.metrics
    huge = evolve(first, figure=evolve(first.figure, value=first.figure.value * 10**400))
    book = opened(evolve(result, report=evolve(result.report, metrics=(huge, *others))))
    assert book["指标"]["B2"].value is not None


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the extra."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match=r"reportdiff\[xlsx\]"):
        render(compared())


def test_the_cover_has_the_outcome_and_leads_to_the_findings() -> None:
    """The first sheet prints on a landscape page: title, outcome, and the worst findings with links."""
    book = opened(compared())
    sheet = book.worksheets[0]
    texts = [cell.value or "" for cell in sheet["A"]]
    assert texts[0].startswith("年度报告比对：")
    assert texts[1].startswith("2处表述")
    assert sheet["A1"].font.bold
    assert sheet["A2"].font.bold
    assert sheet.page_setup.orientation == "landscape"
    place = next(number for number, text in enumerate(texts, start=1) if text.startswith("× 不符"))
    assert "办理跨区通办" in texts[place - 1]
    assert sheet[f"A{place}"].hyperlink.location == "'发现的问题'!A2"
    assert texts[place - 1].count("办理跨区通办") == 1


def test_a_printed_page_holds_the_columns_that_are_read_first() -> None:
    """The changes print up to their state; numbers of money have room, and a finding prints with quote and place."""
    book = opened(compared())
    changes = book["指标变化"]
    last = changes.print_area.rsplit(":", 1)[1].replace("$", "")
    heads = [cell.value for cell in changes[1]]
    assert heads[changes[f"{last.rstrip('0123456789')}1"].column - 1] == "范围"
    findings = book["发现的问题"]
    assert findings.print_area.endswith(f"$K${findings.max_row}")
    assert changes.column_dimensions["E"].width >= 18
