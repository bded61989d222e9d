"""What came out stands first in every output, with counts; nothing that was decided is called unchecked."""

from __future__ import annotations

import io
import re
from functools import cache
from html import unescape

import openpyxl
import pytest

import reportdiff
from reportdiff import Comparison
from reportdiff.rendering import BINARY_RENDERERS, RENDERERS
from reportdiff.rendering.outcome import outcome_lines
from reportdiff.rendering.rows.change_rows import change_rows
from reportdiff.rendering.rows.check_rows import findings, prior_findings

PRIOR = """海棠市2022年度依法办事情况的报告
一、主要工作
受理投诉由上年的96件降至84件，同比下降14.29%。全年收到申请132件。发出意见书40份。
二、下一年安排
2023年计划新建公园10座，计划整治河道60公里。
"""
CURRENT = """海棠市2023年度依法办事情况的报告
一、主要工作
全年收到申请287件，同比上升117.42%。发出意见书40份，同比增长12%。新建公园12座。办理事项331件，同比增长27.31%。
"""


@cache
def diff() -> Comparison:
    """Return the comparison of the two reports above."""
    return reportdiff.compare(reportdiff.parse(PRIOR, year=2022), reportdiff.parse(CURRENT, year=2023))


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("全年收到申请287件。", "没有可核对的表述。", "No claim to check."),
        (
            "全年收到申请287件，同比上升117.42%。",
            "1处表述：1处因报告未印出上年数而无从核对（上年数可由所述变化推算）。",
            "1 claim: 1 not compared, as the report prints no figure of the year before "
            "(it can be worked out from the stated change).",
        ),
        (
            "收到申请由90件增至120件，增长33.33%。办结由90件增至99件，增长11%。",
            "4处表述：3处相符，1处不符。",
            "4 claims: 3 hold, 1 does not.",
        ),
        (
            "税收收入20亿元，增长7%。",
            "1处表述：1处未能核对（文中没有所需的数字）。",
            "1 claim: 1 could not be checked (a figure is not printed).",
        ),
    ],
)
def test_one_report_in_one_sentence(text: str, zh: str, en: str) -> None:
    """The claims are counted by how they stand; why some could not be checked is said with them."""
    result = reportdiff.check(reportdiff.parse(text, year=2023)).result
    assert (outcome_lines(result, "zh")[0], outcome_lines(result, "en")[0]) == (zh, en)


def test_sums_are_counted_beside_the_claims() -> None:
    """A report whose sums alone were checked says so."""
    text = "全年收到申请100件，其中：受理60件，不予受理30件，其他处理10件。"
    (line, *_) = outcome_lines(reportdiff.check(reportdiff.parse(text, year=2023)).result, "en")
    assert line == "No claim to check; sums and ties checked: 1, all hold."


def test_the_counts_of_a_comparison_add_up() -> None:
    """Both reports are counted, with the findings of each."""
    lines = outcome_lines(diff().result, "en")
    assert lines == (
        "3 claims: 1 holds, 1 does not, 1 not compared, as the report prints no figure of the year before "
        "(it can be worked out from the stated change).",
        "Findings: error 1, note 1.",
        "Last year's report by itself, 2 claims: 1 holds, 1 does not.",
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("output", ["table", "md", "html", "xlsx", "notebook"])
def test_the_outcome_comes_before_everything_else(output: str, lang: str) -> None:
    """Title, then the outcome of both reports, then the rest."""
    result = diff().result
    if output == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(BINARY_RENDERERS["xlsx"](result, lang=lang))).worksheets[0]
        text = "\n".join(str(row[0].value) for row in sheet.iter_rows())
    elif output == "notebook":
        text = reportdiff.rendering.notebook.render(result, lang=lang)
    else:
        text = RENDERERS[output](result, lang=lang, **({"width": 200} if output == "table" else {}))
    shown = "".join(unescape(re.sub(r"<style>.*?</style>|<[^>]*>", "\n", text, flags=re.S)).replace("\\", "").split())
    places = [shown.find("".join(line.split())) for line in outcome_lines(result, lang)]
    assert -1 not in places
    assert places == sorted(places)
    assert output == "xlsx" or places[-1] < shown.index("117.42")


def test_what_was_decided_is_never_called_unchecked() -> None:
    """A change that leaves one prior, a target with its outcome and a question say what they are."""
    for lang, unchecked in (("zh", "未核对"), ("en", "unchecked")):
        text = RENDERERS["table"](diff().result, lang=lang, width=200)
        assert unchecked not in text
        assert unchecked not in RENDERERS["md"](diff().result, lang=lang)
    lines = RENDERERS["table"](diff().result, lang="zh", width=200)
    assert "★ 已达目标" in lines
    assert "→ 未印出上年数" in lines


def test_plans_and_quoted_bases_are_not_dropped() -> None:
    """A plan of last year's report and the base that it quotes stand by themselves."""
    states = {(row.metric.figure.surface, row.state) for row in change_rows(diff().result) if row.current is None}
    assert states == {("96件", "quoted"), ("84件", "dropped"), ("10座", "planned"), ("60公里", "planned")}
    said = RENDERERS["table"](diff().result, lang="en", width=200)
    assert "2 metrics paired, 2 added, 1 dropped; targets: 2; figures of other years: 1" in said


def test_findings_show_their_steps() -> None:
    """The recomputed value follows from the printed figures, step by step."""
    assert next(row.steps for row in findings(diff().result)) == "(40 - 40) ÷ 40 = 0%"
    assert [row.steps for row in prior_findings(diff().result)] == ["(84 - 96) ÷ 96 = -12.50%"]


def test_what_is_stated_stands_above_the_rest() -> None:
    """In every table the rows about which something is said come first, the worst at the top."""
    for format_ in ("table", "md", "html"):
        text = RENDERERS[format_](diff().result, lang="zh")
        rows = text[
            text.index("<tbody>")
            if format_ == "html"
            else text.index("文中所述的变化")
            if format_ == "table"
            else text.index("| 指标") :
        ]
        places = [rows.index(name) for name in ("发出意见书", "收到申请", "新建公园")]
        assert places == sorted(places), format_


def test_a_computed_value_is_not_called_unchecked() -> None:
    """A question that rests on a computation says that it differs."""
    text = "全年实现生产总值1200亿元，按不变价格计算增长5%。上年生产总值1100亿元。"
    checks = reportdiff.check(reportdiff.parse(text, year=2023)).result.checks
    messages = [check.message.en for check in checks if check.recomputed is not None]
    assert not [message for message in messages if "not checked" in message]
