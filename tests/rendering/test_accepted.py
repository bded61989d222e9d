"""A finding that was accepted is counted as accepted in every output, and as nothing else in any."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest

import reportdiff
from reportdiff import Checkup
from reportdiff.alignment import parse_corrections
from reportdiff.rendering import BINARY_RENDERERS, RENDERERS
from reportdiff.rendering.outcome import outcome_lines

TEXT = """甲市2023年度工作报告
全年受理申请287件，上年132件，同比上升17.42%。全年办结案件200件，上年160件，同比上升25%。
受理来访90次，上年80次，同比上升15%。
"""
TABLE = """
单位：元

| 项目 | 一科 | 二科 | 三科 | 四科 |
|---|---|---|---|---|
| 甲 | 1200 | 1300 | 1400 | 1500 |
| 乙 | 310 | 320 | 330 | 340 |
| 合计 | 1510 | 1620 | 1730 | 1845 |
"""


def accepted(text: str, *stated: str) -> Checkup:
    """Return the checkup of a text whose findings about these figures were accepted."""
    checkup = reportdiff.check(reportdiff.parse(text, year=2023))
    found = {check.stated: check.id for check in checkup.result.checks if check.severity is not None}
    rules = parse_corrections(checkup.accept(*(found[each] for each in stated)))
    return reportdiff.check(reportdiff.parse(text, year=2023), rules=rules)


def test_the_outcome_counts_accepted_claims_and_sums_by_themselves() -> None:
    """Of two wrong claims one was accepted, and of the sums the wrong one."""
    lines = outcome_lines(accepted(TEXT + TABLE, "17.42", "1845").result, "zh")
    assert lines == (
        "3处表述：1处相符，1处不符，1处已接受；另核对合计、勾稽等4项：已接受 1，相符 3。",
        "发现的问题：错误 1，已接受 2。",
    )
    assert outcome_lines(accepted(TEXT, "17.42", "15").result, "en") == ("3 claims: 1 holds, 2 accepted.",)


@pytest.mark.parametrize("format", ["table", "md", "html", "xlsx"])
def test_every_output_says_how_many_were_accepted(format: str) -> None:
    """Each has the same counts, shows the claim as accepted, and where all was accepted says so."""
    some, every = accepted(TEXT, "17.42").result, accepted(TEXT, "17.42", "15").result
    shown = {}
    for name, result in (("some", some), ("every", every)):
        if format == "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(BINARY_RENDERERS["xlsx"](result, lang="zh")))
            cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
            shown[name] = " ".join(cells)
        else:
            shown[name] = re.sub("<[^>]+>", "", RENDERERS[format](result, lang="zh"))
    assert re.search(r"1处相符，\s*1处不符，\s*1处已接受", shown["some"])
    assert "◎ 已接受" in shown["some"]
    assert re.search(r"1处相符，\s*2处已接受", shown["every"])
    assert "不符 ·" not in shown["every"]
    if format == "table":
        assert "发现的问题均已接受，共2处。" in shown["every"]


def test_results_keep_what_was_accepted() -> None:
    """JSON says it of the check, whose verdict stays, and reads it back."""
    checkup = accepted(TEXT, "17.42")
    back = Checkup.from_json(checkup.to_json())
    assert back == checkup
    assert [(check.verdict.value, check.stated) for check in back.result.checks if check.accepted] == [
        ("inconsistent", "17.42")
    ]


def test_a_batch_counts_as_a_check_does(tmp_path: Path) -> None:
    """The rules beside the reports count for the first one too; what was accepted fails no run."""
    reports = tmp_path / "in"
    reports.mkdir()
    for year in (2022, 2023):
        (reports / f"甲市-{year}.txt").write_text(TEXT.replace("2023", str(year)), encoding="utf-8")
    checkup = reportdiff.check(reports / "甲市-2023.txt")
    checkup.accept(*(check.id for check in checkup.result.checks if check.severity), path=reports / "reportdiff.toml")
    done = reportdiff.batch(reports, tmp_path / "out", workers=1)
    assert (done.counts["accepted"], done.counts["error"], done.counts.get("inconsistent", 0)) == (4, 0, 0)
    assert "已接受4处" in done.index.read_text(encoding="utf-8")
