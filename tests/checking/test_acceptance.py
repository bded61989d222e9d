"""Findings that a person accepted stay accepted while their figures stay the same; small deviations are notes."""

from __future__ import annotations

from pathlib import Path

import pytest

import reportdiff as rd
from reportdiff.alignment import parse_corrections
from reportdiff.errors import LexiconError
from reportdiff.model import Check, Severity

TEXT = "甲市2023年度工作报告\n全年受理申请287件，上年132件，同比上升{0}。\n"


def findings(text: str, rules: str = "") -> list[Check]:
    """Return the findings in a text under rules."""
    report = rd.parse(text, year=2023)
    corrections = parse_corrections(rules) if rules else None
    return [check for check in rd.check(report, rules=corrections).result.checks if check.severity is not None]


def test_an_accepted_finding_comes_back_with_other_figures() -> None:
    """The rule that the result writes silences the finding, and not one with another figure or another base."""
    wrong = TEXT.format("17.42%")
    checkup = rd.check(rd.parse(wrong, year=2023))
    rules = checkup.accept(*(check.id for check in checkup.result.checks), reason="已与填报单位核实")
    assert findings(wrong)
    assert findings(wrong, rules) == []
    assert findings(TEXT.format("17.43%"), rules)
    assert findings(wrong.replace("132件", "133件"), rules)
    accepted = rd.check(rd.parse(wrong, year=2023), rules=parse_corrections(rules)).result.checks[0]
    assert "已与填报单位核实" in accepted.message.zh
    assert accepted.verdict.value == "inconsistent"


def test_rules_are_added_to_the_file_beside_the_report(tmp_path: Path) -> None:
    """A file that is there keeps its rules; the report beside it is checked under them, and the exit code is 0."""
    (tmp_path / "a.txt").write_text(TEXT.format("17.42%"), encoding="utf-8")
    rules = tmp_path / "reportdiff.toml"
    rules.write_text('[[alias]]\nwords = ["申请", "来件"]\n', encoding="utf-8")
    checkup = rd.check(tmp_path / "a.txt")
    checkup.accept(*(check.id for check in checkup.result.checks), path=rules)
    assert rd.check(tmp_path / "a.txt").result.checks[0].severity is None
    assert "来件" in rules.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("limits", "severity"),
    [("points = 0.5", Severity.NOTE), ("points = 0.01", Severity.ERROR), ('amount = "5万元"', Severity.ERROR)],
)
def test_immaterial_deviations_are_notes(limits: str, severity: Severity) -> None:
    """A rate that is off by less than the limit is a note; a limit of amounts is none of rates."""
    (found,) = [
        check
        for check in findings(TEXT.format("117.02%"), f"[materiality]\n{limits}\n")
        if check.check.value == "growth"
    ]
    assert found.severity in (severity, Severity.WARNING if severity is Severity.ERROR else severity)


def test_sums_have_a_limit_of_their_own() -> None:
    """A total that misses by less than the amount is a note."""
    table = "甲县2024年工作报告\n单位：元\n\n| 项目 | 一科 | 二科 | 三科 | 四科 |\n|---|---|---|---|---|\n"
    table += (
        "| 甲 | 1200 | 1300 | 1400 | 1500 |\n| 乙 | 310 | 320 | 330 | 340 |\n| 合计 | 1510 | 1620 | 1730 | 1845 |\n"
    )
    (total,) = [check for check in findings(table) if check.check.value == "total"]
    assert total.severity is not Severity.NOTE
    (total,) = [check for check in findings(table, "[materiality]\namount = 10\n") if check.check.value == "total"]
    assert total.severity is Severity.NOTE


@pytest.mark.parametrize("rule", ['[[accept]]\ncheck = "growth"', "[materiality]\namount = true", "[mute]\nx = 1"])
def test_a_wrong_rule_is_named(rule: str) -> None:
    """The error says which rule and which key."""
    with pytest.raises(LexiconError, match=r"accept 1: metric|materiality: amount|mute: no such rule"):
        parse_corrections(rule)
