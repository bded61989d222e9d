"""The originals that were published: Word and PDF files say what their plain texts say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from twins import facts

from reportdiff import Report, read
from running import SHARED


def original(name: str) -> Path:
    """A published file, where it is there."""
    path = SHARED / "reports" / "originals" / name
    if not path.is_file():
        pytest.skip("the folder ../shared with the originals is not beside the repository")
    return path


def values(report: Report) -> Counter[tuple[str, str]]:
    """What the metrics print, in base units."""
    return Counter((item.figure.text, item.figure.unit) for item in report.metrics)


def test_a_budget_as_pdf_reads_like_its_text() -> None:
    """Every figure of the departmental budget comes out of the PDF, every claim too, and no table has lost a row."""
    report = read(original("putuo-wanli-budget-2024.pdf"))
    text = read(SHARED / "reports" / "budget" / "putuo-wanli-budget-2024.txt")
    assert values(report) == values(text)
    assert [fact for fact in facts(report) if fact not in facts(text) and len(fact[1]) > 20] == []
    assert Counter(facts(report)[len(report.metrics) :]) == Counter(facts(text)[len(text.metrics) :])
    assert report.warnings == text.warnings == ()
    named = Counter(facts(report)[: len(report.metrics)]) & Counter(facts(text)[: len(text.metrics)])
    assert named.total() >= 0.8 * len(text.metrics)  # the text has lost the heads of the others
    assert all(item.table.page for item in report.metrics if item.table is not None)


def test_a_work_report_as_word_file_is_read() -> None:
    """A provincial work report gives its title, years, sections, and figures in every section."""
    report = read(original("hubei-2025.docx"))
    assert (report.issuer, report.year, report.reviewed, report.planned) == ("湖北省人民政府", 2025, 2024, 2025)
    assert len(report.metrics) > 150
    assert len(report.claims) > 25
    assert {section.number for section in report.sections if section.level == 1} >= {"一", "二", "三"}
    assert report.warnings == ()


def test_two_reports_side_by_side_are_kept_apart_and_told() -> None:
    """Two years printed in two columns, with radicals for letters, come out one after the other, with a warning."""
    report = read(original("suqian-2023vs2024-side-by-side.pdf"))
    assert "side by side (2023, 2024)" in report.warnings[0]
    assert not any("\u2e80" <= sign <= "\u2fdf" for sign in report.document.text)
    for year in (2023, 2024):
        text = read(SHARED / "reports" / "xxgk" / f"suqian-{year}.txt")
        assert (values(text) - values(report)).total() == 0
        assert not set(facts(text)[len(text.metrics) :]) - set(facts(report)[len(report.metrics) :])
