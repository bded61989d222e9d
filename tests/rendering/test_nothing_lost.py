"""What was printed reaches every output: texts, units, states, confidence, and why a change is missing."""

from __future__ import annotations

import csv
import io
from functools import cache

import openpyxl
import pandas as pd
import pytest

import reportdiff
from reportdiff import Comparison
from reportdiff.rendering import BINARY_RENDERERS, notebook
from reportdiff.rendering.plots import change_bars, slopes

PRIOR = """海棠市2022年度依法办事情况的报告
一、主要工作
发布信息1200余条。办结率60%以上。开展跨区通办业务办理200件。完成投资3.2亿元。接听热线350次。调解成功纠纷0件。
2023年计划新建公园10座。
"""
CURRENT = """海棠市2023年度依法办事情况的报告
一、主要工作
发布信息1400余条。办结率65%以上。跨区通办业务办理256件。完成投资41000万元。接听热线400次。调解成功纠纷5件。
"""


@cache
def diff() -> Comparison:
    """Return the comparison of the two reports above."""
    return reportdiff.compare(reportdiff.parse(PRIOR, year=2022), reportdiff.parse(CURRENT, year=2023))


def csv_rows(lang: str) -> list[dict[str, str]]:
    """Return the CSV of changes, a dictionary a row."""
    return list(csv.DictReader(io.StringIO(diff().to_csv(lang=lang).removeprefix("\ufeff"))))


def test_csv_holds_the_printed_texts() -> None:
    """1200余条 is not 1200, and a target is none that was dropped."""
    rows = {row["metric"]: row for row in csv_rows("en")}
    row = rows["发布信息"]
    assert (row["prior as printed"], row["current as printed"], row["state"]) == (
        "1200余条",
        "1400余条",
        "in both years",
    )
    assert row["change"] == ""
    assert row["why no change"] == "one of the figures is a range, so no change is computed"
    assert rows["调解成功纠纷"]["why no change"] == "base of zero"
    assert rows["新建公园"]["state"] == "planned"
    assert float(row["confidence"]) > 0.5
    assert rows["完成投资"]["current as printed"] == "41000万元"


def test_the_workbook_holds_them_too() -> None:
    """The sheet of changes has last year's wording, both texts, state, confidence and reason."""
    book = openpyxl.load_workbook(io.BytesIO(BINARY_RENDERERS["xlsx"](diff().result, lang="zh")))
    head, *rows = [[cell.value for cell in row] for row in book["指标变化"].iter_rows()]
    shown = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    row = shown["发布信息"]
    assert (row["上年原文"], row["本年原文"], row["未计算的原因"]) == (
        "1200余条",
        "1400余条",
        "上年数或本年数是约数或范围，无从计算",
    )
    assert row["对应可信度"] > 0.5
    assert shown["新建公园"]["范围"] == "计划目标"


def test_frames_have_no_empty_texts_and_no_fractions() -> None:
    """Missing is NA in every frame; numbers are numbers."""
    comparison = diff()
    series = reportdiff.series([comparison.prior, comparison.current])
    tables = [comparison.changes, comparison.checks, comparison.prior_checks, comparison.metrics, comparison.claims]
    for frame in (*tables, comparison.sections, comparison.targets, series.table, series.checks):
        for name in frame.columns:
            assert str(frame[name].dtype) in {"string", "Float64", "Int64", "boolean"}, name
            assert not (frame[name] == "").fillna(False).any(), name
    assert series.table.set_index("metric").loc["接听热线", "2022"] == 350.0
    row = comparison.changes.set_index("metric").loc["发布信息"]
    assert (row["prior_surface"], row["current_surface"], row["state"]) == ("1200余条", "1400余条", "paired")
    assert pd.isna(row["percent"])
    assert row["reason"] == "上年数或本年数是约数或范围，无从计算"


def test_the_notebook_shows_states_and_reasons() -> None:
    """A target is called one, last year's wording stands below this year's, and a blank change has its reason."""
    shown = notebook.render(diff().result, lang="en")
    for text in ("planned", "one of the figures is a range", "1400余条", "confidence"):
        assert text in shown
    names = [row.prior_name for row in reportdiff.rendering.rows.change_rows.change_rows(diff().result)]
    for name in filter(None, names):
        assert f"prior: {name}" in shown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_last_years_findings_have_a_sheet_and_a_table(lang: str) -> None:
    """What is wrong in last year's report by itself is in the workbook and in CSV."""
    prior = reportdiff.parse("收到申请由90件增至99件，增长11%。", year=2022)
    comparison = reportdiff.compare(prior, reportdiff.parse("收到申请120件。", year=2023))
    book = openpyxl.load_workbook(io.BytesIO(BINARY_RENDERERS["xlsx"](comparison.result, lang=lang)))
    assert [name for name in book.sheetnames if name in ("上年报告自身的问题", "Findings of the prior report")]
    assert "11%" in comparison.to_csv(table="prior_checks", lang=lang)
    assert comparison.prior_checks["severity"].tolist()[0] == "error"


def test_charts_tell_pairs_to_be_reviewed() -> None:
    """A bar and a line of a doubtful pair carry the mark."""
    from sample_results import compared

    reviewed = {bar.name for bar in change_bars(compared(), 20) if bar.review}
    assert reviewed == {"办理跨区通办"}
    assert {line.name for line in slopes(compared(), 12)[1] if line.review} == reviewed
