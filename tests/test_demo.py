"""The demonstration: an invented report of 2022 against the seed of 2023, end to end."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from running import Cli

PAIRS = Path(__file__).resolve().parent / "data" / "demo-pairs.tsv"


@pytest.fixture(scope="module")
def diff(run_cli: Cli, illustrative_path: Path, seed_path: Path) -> Any:
    """Return the comparison as the command line prints it."""
    done = run_cli("compare", illustrative_path, seed_path, "--format", "json")
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def metric(diff: Any, side: str, surface: str) -> Any:
    """Return the one metric of a side that is printed as `surface`."""
    (found,) = [metric for metric in diff[side]["metrics"] if metric["surface"] == surface]
    return found


def paired(diff: Any) -> set[tuple[str, str]]:
    """Return the surfaces of every pair that has both sides."""
    surfaces = {side: {m["id"]: m["surface"] for m in diff[side]["metrics"]} for side in ("prior", "current")}
    return {
        (surfaces["prior"][pair["prior"]], surfaces["current"][pair["current"]])
        for pair in diff["pairs"]
        if pair["prior"] and pair["current"]
    }


def test_both_reports_are_known(diff: Any) -> None:
    """Issuer and year are found in the texts, below the line that says that one of them is an illustration."""
    assert [diff[side]["report"]["year"] for side in ("prior", "current")] == [2022, 2023]
    assert {diff[side]["report"]["issuer"] for side in ("prior", "current")} == {"慈溪市人民政府"}
    assert diff["prior"]["report"]["published"] == "2023-03-10"
    assert diff["warnings"] == []


def test_the_stated_growth_is_checked(diff: Any) -> None:
    """132 became 287: +155, recomputed 117.42%, and the printed 117.42% is consistent with it."""
    prior, current = metric(diff, "prior", "132件"), metric(diff, "current", "287件")
    (change,) = [change for change in diff["changes"] if change["current"] == current["id"]]
    assert change["prior"] == prior["id"]
    assert Fraction(change["absolute"]) == 155
    assert Fraction(change["percent"]) == Fraction(15500, 132)
    (check,) = [
        c for c in diff["checks"] if c["check"] == "growth" and c["metric"] == current["id"] and c["recomputed"]
    ]
    assert (check["verdict"], check["stated"], check["recomputed"]) == ("consistent", "117.42", "117.42")
    assert {evidence["report"] for evidence in check["evidence"]} == {"prior", "current"}


def test_a_carried_over_figure_is_a_question(diff: Any) -> None:
    """4283人次 in both years is a question to the author."""
    checks = [check for check in diff["checks"] if check["check"] == "carry_over"]
    assert [check["metric"] for check in checks] == [metric(diff, "current", "4283人次")["id"]]
    assert [(check["verdict"], check["severity"]) for check in checks] == [("unchecked", "question")]


def test_the_planted_error_is_found_and_named(diff: Any) -> None:
    """96 to 84 cases is a fall of 12.5%; the printed 14.29% was divided by the current year."""
    wrong = [check for check in diff["prior"]["checks"] if check["verdict"] == "inconsistent"]
    claims = {claim["id"]: claim for claim in diff["prior"]["claims"]}
    assert [claims[check["claim"]]["size"] for check in wrong] == ["14.29"]
    assert wrong[0]["diagnoses"][0] == "wrong_base"
    assert wrong[0]["recomputed"] == "-12.50"


def test_nothing_else_is_called_wrong(diff: Any) -> None:
    """The planted error is the only alarm, in either report and between the two."""
    alarms = [c["message"]["en"] for c in diff["checks"] if c["verdict"] in ("inconsistent", "rounding_difference")]
    assert alarms == []
    assert [c["verdict"] for c in diff["prior"]["checks"]].count("rounding_difference") == 0


def test_true_changes_are_confirmed(diff: Any) -> None:
    """Of one metric's +93 and +7.80%, the percent is checked against the absolute change and holds."""
    claims = {claim["id"]: claim for claim in diff["prior"]["claims"]}
    verdicts = {
        check["verdict"] for check in diff["prior"]["checks"] if claims.get(check["claim"], {}).get("size") == "7.80"
    }
    assert "consistent" in verdicts
    assert not verdicts & {"inconsistent", "rounding_difference"}


def test_reworded_metrics_are_paired() -> None:
    """The pairs that the demonstration is measured by are 48 different ones."""
    with PAIRS.open(encoding="utf-8", newline="") as handle:
        assert len(set(map(tuple, csv.reader(handle, delimiter="\t")))) == 49  # one line names the columns


def test_at_least_nine_in_ten_metrics_are_paired_rightly(diff: Any) -> None:
    """Of the metrics that both reports print, at least nine in ten are paired; at most one pair is not among them."""
    with PAIRS.open(encoding="utf-8", newline="") as handle:
        wanted = {(row["prior"], row["current"]) for row in csv.DictReader(handle, delimiter="\t")}
    found = paired(diff)
    assert len(wanted & found) >= 0.9 * len(wanted), sorted(wanted - found)
    assert len(found - wanted) <= 1, sorted(found - wanted)


def test_dropped_and_added_metrics_are_listed(diff: Any) -> None:
    """Every metric stands in the pairs exactly once, with a partner or without one."""
    for side in ("prior", "current"):
        listed = [pair[side] for pair in diff["pairs"] if pair[side]]
        assert sorted(listed) == sorted(metric["id"] for metric in diff[side]["metrics"])
    dropped = {pair["prior"] for pair in diff["pairs"] if not pair["current"]}
    added = {pair["current"] for pair in diff["pairs"] if not pair["prior"]}
    assert {metric(diff, "prior", surface)["id"] for surface in ("2360个", "237件", "1286件", "320宗")} <= dropped
    assert {metric(diff, "current", surface)["id"] for surface in ("1762项", "90个", "83人")} <= added


def test_a_target_is_no_prior(diff: Any) -> None:
    """What was planned for 2023 is never subtracted from what was reached."""
    targets = {m["id"] for m in diff["prior"]["metrics"] if m["status"] == "target"}
    assert {m["surface"] for m in diff["prior"]["metrics"] if m["id"] in targets} == {"60%以上", "80项"}
    assert not targets & {change["prior"] for change in diff["changes"]}


def test_a_moved_section_is_recognised(diff: Any) -> None:
    """The section on oversight went from third to sixth place; the others kept their order."""
    headings = {(row["prior_heading"], row["current_heading"]): row["relation"] for row in diff["sections"]}
    moved = [pair for pair, relation in headings.items() if relation == "moved"]
    assert [("监督" in (prior or ""), "监督" in (current or "")) for prior, current in moved] == [(True, True)]


def test_every_section_is_accounted_for(diff: Any) -> None:
    """Each section of both reports stands in the section table."""
    for side in ("prior", "current"):
        assert {row[side] for row in diff["sections"]} - {None} == {section["id"] for section in diff[side]["sections"]}


def test_the_table_shows_what_matters(run_cli: Cli, illustrative_path: Path, seed_path: Path) -> None:
    """The printed table names the change, the carry-over, the planted error and the coverage."""
    done = run_cli("compare", illustrative_path, seed_path, env={"COLUMNS": "140"})
    assert done.returncode in (0, 1), done.stderr
    for part in ("132", "287", "+155", "117.42", "4283", "14.29"):
        assert part in done.stdout, part


def test_results_are_written_by_ending(run_cli: Cli, illustrative_path: Path, seed_path: Path, tmp_path: Path) -> None:
    """`-o` writes the format that the file's ending names."""
    for ending, beginning in ((".json", "{"), (".md", "#"), (".csv", "")):
        target = tmp_path / f"result{ending}"
        done = run_cli("compare", illustrative_path, seed_path, "-o", target)
        assert done.returncode in (0, 1), done.stderr
        assert target.read_text(encoding="utf-8-sig").startswith(beginning)
        assert "287" in target.read_text(encoding="utf-8-sig")
