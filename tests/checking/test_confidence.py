"""The confidence of findings: whole percent from counts, for findings alone, and as the counts have it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportdiff import check, compare, parse
from reportdiff.checking.confidence import Evidence, percent
from reportdiff.model import Check, Severity

ROOT = Path(__file__).parents[2]
HEAD = "青禾县2023年工作报告\n"
LIST = "全年培训{}人，上年{}人，增长{}%。\n"


def findings(text: str) -> list[Check]:
    """The findings of a report of one paragraph."""
    return [item for item in check(parse(HEAD + text)).result.checks if item.severity is not None]


@pytest.mark.parametrize(
    ("held", "failed", "right", "wrong", "expected"),
    [(0, 0, 0, 0, 50), (0, 0, 42, 0, 97), (8, 0, 42, 0, 98), (0, 6, 42, 0, 86), (0, 0, 0, 57, 1), (0, 11, 0, 57, 1)],
)
def test_percent_is_the_rule_of_succession(held: int, failed: int, right: int, wrong: int, expected: int) -> None:
    """Right and held of all, with one more of either sort, in whole percent."""
    assert percent(Evidence("any", held=held, failed=failed), right, wrong) == expected


def test_the_table_of_the_docs_keeps_its_word() -> None:
    """Of the findings at 90 % nine in ten are right, of the errors 95 in 100; the lexicon counts as many findings."""
    page = (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8")
    table = page.partition("confidence: begin")[2].partition("confidence: end")[0]
    rows = re.findall(r"^\| (.+?) \| (\d+) \| (\d+) \| \d+ % \|$", table, re.MULTILINE)
    counted = {name.strip("` "): (int(number), int(right)) for name, number, right in rows}
    sure = [counts for name, counts in counted.items() if name.startswith(("95", "90"))]
    errors, right = counted["severity `error"]
    assert 10 * sum(right for _, right in sure) >= 9 * sum(number for number, _ in sure) > 0
    assert 100 * right >= 95 * errors > 0
    text = (ROOT / "src" / "reportdiff" / "lexicon" / "confidence.toml").read_text(encoding="utf-8")
    every = sum(map(int, re.findall(r"^(?:right|wrong) = (\d+)$", text, re.MULTILINE)))
    assert every == sum(number for name, (number, _) in counted.items() if name.startswith("severity"))


def test_only_findings_have_a_confidence() -> None:
    """What holds, and what is undecided without a question, has none."""
    checks = check(parse(HEAD + LIST.format(120, 100, 20) + LIST.format(150, 100, 20))).result.checks
    assert {item.severity is None for item in checks} == {True, False}
    assert all((item.confidence is None) is (item.severity is None) for item in checks)


def test_twins_that_hold_bear_a_finding_out() -> None:
    """An error among claims of its kind that hold is surer than one alone, and far surer than a question."""
    alone = findings(LIST.format(150, 100, 20))
    among = findings(LIST.format(150, 100, 20) + "".join(LIST.format(2 * n, n, 100) for n in range(110, 150, 5)))
    asked = findings(
        "常住人口400万人。60岁及以上人口80万人，占总人口的20%。公共预算支出90亿元。收入支出比上年增长100%。"
    )
    assert [item.severity for item in alone] == [item.severity for item in among] == [Severity.ERROR]
    assert (alone[0].confidence or 0) < (among[0].confidence or 0)
    assert all((item.confidence or 0) < 90 for item in asked if item.severity is Severity.QUESTION)


def test_a_finding_of_a_comparison_is_rated_and_printed() -> None:
    """The confidence of a finding against last year's report stands in JSON, in text, and on the page."""
    before, after = (
        "青禾县2022年工作报告\n全年受理申请132件。",
        "青禾县2023年工作报告\n全年受理申请287件，上升171.42%。",
    )
    result = compare(parse(before), parse(after))
    found = next(item for item in result.result.checks if item.severity is Severity.ERROR)
    assert found.confidence is not None
    assert found.confidence >= 95
    assert f'"confidence": {found.confidence}' in result.render("json")
    for form in ("table", "html"):
        assert f"错误（属实率 {found.confidence}%）" in result.render(form)
