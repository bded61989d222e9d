"""A person's corrections are followed; an error says where and why a file of them cannot be."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from synthetic import Line, report_of

import reportdiff as rd
from reportdiff.alignment import Corrections, align_metrics, align_sections, load_corrections, parse_corrections
from reportdiff.errors import LexiconError
from reportdiff.model import Report, Role


def paired(prior: Report, current: Report, corrections: Corrections | None) -> set[tuple[str, str]]:
    """The ids that were paired."""
    pairs = align_metrics(prior, current, align_sections(prior, current), corrections=corrections)
    return {(pair.prior, pair.current) for pair in pairs if pair.prior is not None and pair.current is not None}


PRIOR = report_of(2022, [("工作回顾", Role.REVIEW, [Line("受理行政复议申请", 132), Line("东山组团道路", 9, "条")])])
CURRENT = report_of(2023, [("工作回顾", Role.REVIEW, [Line("复议案件总收案", 287), Line("新城区道路", 15, "条")])])


def test_a_confirmed_pair_is_taken_against_the_score() -> None:
    """A confirmed pair is taken though the names have nothing in common, and the pair says so."""
    rules = parse_corrections('[[confirm]]\nprior = "受理行政复议申请"\ncurrent = "新城区道路"')
    pairs = align_metrics(PRIOR, CURRENT, align_sections(PRIOR, CURRENT), corrections=rules)
    chosen = {(pair.prior, pair.current): pair for pair in pairs}
    assert chosen["m1", "m2"].score == 1
    assert chosen["m1", "m2"].reasons["confirmed"] == 1
    assert ("m2", "m2") not in chosen


def test_a_forbidden_pair_is_never_taken() -> None:
    """A forbidden pair stays apart though its score would take it."""
    assert ("m1", "m1") in paired(PRIOR, PRIOR, None)
    rules = parse_corrections('[[forbid]]\nprior = "受理行政复议申请"\ncurrent = "受理行政复议申请"')
    assert ("m1", "m1") not in paired(PRIOR, PRIOR, rules)


def test_aliases_join_names() -> None:
    """An issuer's own aliases are read as one word."""
    rules = parse_corrections('[[alias]]\nwords = ["东山组团", "新城区"]')
    assert ("m2", "m2") in paired(PRIOR, CURRENT, rules)


def test_rules_of_another_issuer_do_not_hold() -> None:
    """A rule with an issuer holds for that issuer's reports alone."""
    text = '[[forbid]]\nprior = "受理行政复议申请"\ncurrent = "受理行政复议申请"\nissuer = "{}"'
    assert ("m1", "m1") in paired(PRIOR, PRIOR, parse_corrections(text.format("乙市")))
    assert ("m1", "m1") not in paired(PRIOR, PRIOR, parse_corrections(text.format("甲市")))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[confirm]]\nprior = 1\ncurrent = '甲'", "confirm 1: prior"),
        ("[[confirm]]\nprior = '甲'", "confirm 1: current"),
        ("[[forbid]]\nprior = '甲'\ncurrent = '乙'\nwhy = '丙'", "forbid 1: why"),
        ("[[alias]]\nwords = ['甲']", "alias 1: words"),
        ("confirm = 1", "confirm: write each rule"),
        ("[[comfirm]]\nprior = '甲'", "comfirm: no such rule"),
        ("[[confirm]", "file.toml"),
    ],
)
def test_wrong_rules_are_named(text: str, says: str) -> None:
    """A rule that is wrong is named by file, rule and key."""
    with pytest.raises(LexiconError) as caught:
        parse_corrections(text, "file.toml")
    assert str(caught.value).startswith("file.toml: ")
    assert says in str(caught.value)


def test_a_corrections_file_is_loaded(tmp_path: Path) -> None:
    """A corrections file is read as its text is, and a missing one is an error of ours."""
    path = tmp_path / "reportdiff.toml"
    path.write_text('[[alias]]\nwords = ["甲", "乙"]\n', encoding="utf-8")
    assert load_corrections(path) == parse_corrections(path.read_text(encoding="utf-8"))
    with pytest.raises(LexiconError, match="there is no such file"):
        load_corrections(tmp_path / "none.toml")


def test_a_confirmed_pair_may_join_a_table_and_a_sentence() -> None:
    """What only prose pairs with prose and cells with cells is joined where a person says so; a target is not."""
    before = rd.parse("# 白鹭市信访局2022年工作总结\n\n| 指标 | 2022年 |\n| --- | --- |\n| 来信来访 | 132件 |\n")
    after = rd.parse("# 白鹭市信访局2023年工作总结\n\n全年群众诉求287人次。计划明年新建驿站12个。\n")
    rules = '[[confirm]]\nprior = "{}"\ncurrent = "群众诉求"\n'
    name = before.metrics[0].name
    diff = rd.compare(before, after, rules=parse_corrections(rules.format(name)))
    assert [change.percent for change in diff.result.changes] == [Fraction(15500, 132)]
    assert not diff.warnings
    plan = rd.parse("白鹭市信访局2022年工作总结\n一、2023年工作计划\n化解来信132件。")
    target = next(metric.name for metric in plan.metrics)
    apart = rd.compare(plan, after, rules=parse_corrections(rules.format(target)))
    assert not apart.result.changes
    assert "[[confirm]]" in apart.warnings[0]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ('[[confirm]]\nprior = "受理信访"\ncurrent = "群众诉求"', "[[confirm]] 受理信访 → 群众诉求"),
        ('[[forbid]]\nprior = "受理信访件"\ncurrent = "群众呼声"', "[[forbid]] 受理信访件 → 群众呼声"),
        ('[[known]]\nnames = ["甲", "乙"]', "[[known]] 甲 = 乙"),
        ('[[alias]]\nwords = ["东山组团", "新城区"]', "[[alias]] 东山组团 = 新城区"),
        ('[[accept]]\ncheck = "growth"\nmetric = "群众诉求"\nstated = "同比增长9%"', "[[accept]] 群众诉求 同比增长9%"),
        ('[[confirm]]\nprior = "受理信访件"\ncurrent = "群众诉求"', ""),
        ('[[forbid]]\nprior = "受理信访件"\ncurrent = "群众诉求"', ""),
        ('[[confirm]]\nprior = "受理信访"\ncurrent = "群众诉求"\nissuer = "乙局"', ""),
        ('[[known]]\nnames = ["受理信访件", "乙"]', ""),
        ('[[alias]]\nwords = ["诉求", "信访"]', ""),
        ('[[accept]]\ncheck = "growth"\nmetric = "群众诉求"\nstated = "同比增长17.42%"\nrecomputed = "117.42"', ""),
    ],
)
def test_a_rule_that_matches_nothing_is_told(rule: str, told: str) -> None:
    """A slip in a name, or figures that changed since, give a warning; rules that hold, or are another's, do not."""
    before = rd.parse("# 白鹭市信访局2022年工作总结\n\n全年受理信访件132件。\n")
    after = rd.parse("# 白鹭市信访局2023年工作总结\n\n全年群众诉求287件，上年132件，同比增长17.42%。\n")
    warnings = rd.compare(before, after, rules=parse_corrections(rule, "reportdiff.toml")).warnings
    if told:
        assert len(warnings) == 1
        assert told in warnings[0]
        assert warnings[0].startswith("reportdiff.toml: ")
    else:
        assert warnings == ()


def test_an_accepted_finding_may_lack_a_metric() -> None:
    """What a table or a sentence is found to do wrong has no metric; the rule that accepts it is read all the same."""
    rule = parse_corrections('[[accept]]\ncheck = "total"\nstated = "79"\nrecomputed = "80"').accept[0]
    assert (rule.metric, rule.stated, rule.recomputed) == ("", "79", "80")
