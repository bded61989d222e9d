"""Corrections, rounding modes, reasons and targets through the public functions."""

from __future__ import annotations

from pathlib import Path

import pytest

import reportdiff as rd

BEFORE = (
    "某市2022年度工作情况的报告\n\n一、主要工作\n新收复议申请132件。新建公园100座。\n"
    "二、2023年工作计划\n新建公园120座。\n"
)
AFTER = "某市2023年度工作情况的报告\n\n一、主要工作\n受理行政复议事项287件，同比上升117.42%。新建公园127座。\n"
RULES = '[[confirm]]\nprior = "新收复议申请"\ncurrent = "受理行政复议事项"\n'


def paired(diff: rd.Comparison) -> set[tuple[str, str]]:
    """The names of every pair."""
    sides = {metric.id: metric.name for metric in diff.prior.metrics}, {m.id: m.name for m in diff.current.metrics}
    return {(sides[0][p.prior], sides[1][p.current]) for p in diff.result.pairs if p.prior and p.current}


def test_a_confirmed_pair_is_taken(tmp_path: Path) -> None:
    """A file of rules decides, as does one that lies beside the current report."""
    prior, current = tmp_path / "a-2022.txt", tmp_path / "a-2023.txt"
    prior.write_text(BEFORE, encoding="utf-8")
    current.write_text(AFTER, encoding="utf-8")
    (tmp_path / "reportdiff.toml").write_text(RULES, encoding="utf-8")
    pair = ("新收复议申请", "受理行政复议事项")
    assert pair in paired(rd.compare(prior, current))
    assert pair in paired(rd.compare(rd.read(prior), rd.read(current), rules=tmp_path / "reportdiff.toml"))
    (tmp_path / "no.toml").write_text(RULES.replace("confirm", "forbid"), encoding="utf-8")
    assert pair not in paired(rd.compare(prior, current, rules=tmp_path / "no.toml"))


def test_wrong_rules_are_named(tmp_path: Path) -> None:
    """A rules file that is none is an error with its name."""
    bad = tmp_path / "bad.toml"
    bad.write_text("[[confirmed]]\n", encoding="utf-8")
    with pytest.raises(rd.LexiconError, match=r"bad\.toml"):
        rd.compare(rd.parse(BEFORE), rd.parse(AFTER), rules=bad)


def test_targets_are_listed_with_what_was_reached() -> None:
    """Last year's plan stands beside this year's figure, with whether it was reached."""
    frame = rd.compare(rd.parse(BEFORE), rd.parse(AFTER)).targets
    assert [tuple(row) for row in frame.itertuples(index=False)] == [("新建公园", "座", 120.0, 127.0, "met")]


def test_explain_shows_each_reason() -> None:
    """`explain` shows each reason with its weight in both languages, and says when no name fits."""
    diff = rd.compare(rd.parse(BEFORE), rd.parse(AFTER))
    assert "新建公园 100座 → 新建公园 127座" in diff.explain("公园")
    assert "size of the figures" in diff.explain("公园", lang="en")
    assert "没有" in diff.explain("铁路")


@pytest.mark.parametrize(
    ("rounding", "verdict"),
    [(None, "consistent"), (["half_up"], "consistent"), ("truncate", "consistent"), (["away"], "rounding_difference")],
)
def test_the_rounding_of_a_house_decides_the_verdict(rounding: list[str] | str | None, verdict: str) -> None:
    """117.42 for 117.4242 is right for a house that rounds half up or cuts off, not for one that rounds away."""
    diff = rd.compare(rd.parse(BEFORE.replace("新收复议申请", "受理行政复议事项")), rd.parse(AFTER), rounding=rounding)
    found = [check for check in diff.result.checks if check.check == "growth"]
    assert [check.verdict.value for check in found] == [verdict]
    assert ("尾数" in found[0].message.zh) is (verdict == "rounding_difference")


@pytest.mark.parametrize("name", ["核查账实相符单位", "核查consistent单位"])
def test_rounding_renames_no_metric(name: str) -> None:
    """The message of a verdict that the rounding policy changes is made anew: words inside a name stay."""
    before, after = BEFORE.replace("新收复议申请", name), AFTER.replace("受理行政复议事项", name)
    diff = rd.compare(rd.parse(before), rd.parse(after), rounding=["away"])
    message = next(check.message for check in diff.result.checks if check.verdict.value == "rounding_difference")
    assert message.zh == f"{name}：“同比上升117.42%”，据287件与132件算得117.42%，仅尾数不合。"
    assert message.en == f"{name}: “同比上升117.42%”; 287件 against 132件 gives 117.42%, off in the last place only."


def test_an_unknown_mode_is_refused() -> None:
    """A mode that does not exist is an error that lists those that do."""
    with pytest.raises(rd.UnknownRoundingError, match="half_up"):
        rd.check(rd.parse(AFTER), rounding=["bankers"])


def test_a_comparison_records_its_settings(tmp_path: Path) -> None:
    """Thresholds and aliases stand in the settings, in the page, and survive JSON."""
    rules = tmp_path / "rules.toml"
    rules.write_text('[[alias]]\nwords = ["东山组团", "新城区"]\n', encoding="utf-8")
    before, after = rd.parse("全年受理申请132件。", year=2022), rd.parse("全年受理申请287件。", year=2023)
    diff = rd.compare(before, after, rules=rules)
    assert diff.result.settings["aliases"] == ("东山组团=新城区",)
    assert 0 < float(str(diff.result.settings["pair_threshold"])) < 1
    assert "东山组团=新城区" in diff.to_html()
    assert rd.Comparison.from_json(diff.to_json()) == diff
