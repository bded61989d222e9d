"""Apply what a person decided in `reportdiff.toml`, say which rules match nothing, and prepare new decisions."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePath

from attrs import evolve

from reportdiff import alignment, checking
from reportdiff.messages import notice
from reportdiff.model import Check, CheckResult, ComparisonResult, Pair, Report
from reportdiff.rendering import files_of
from reportdiff.rendering.page.review import ReviewSheet

__all__ = ["RULES_FILE", "acceptance_warnings", "decided", "review_sheet", "rule_warnings"]

RULES_FILE = "reportdiff.toml"
"""The name of the corrections file that counts for the reports next to it."""

_LISTED = 5  # rules that match nothing, in one warning


def decided(result: CheckResult, corrections: alignment.Corrections | None) -> CheckResult:
    """Return a result with its checks as a person decided about them: accepted, or below the level of materiality."""
    if corrections is None or not (corrections.accept or corrections.materiality):
        return result
    checks = checking.apply_acceptance(result.checks, result.report, corrections.accept, corrections.materiality)
    return evolve(result, checks=checks)


def acceptance_warnings(
    corrections: alignment.Corrections | None, checked: Sequence[tuple[Sequence[Check], Report]]
) -> tuple[str, ...]:
    """Return a warning where rules that accept findings match none in the reports."""
    return _warnings(corrections, _unused_acceptances(corrections, checked)) if corrections is not None else ()


def rule_warnings(
    corrections: alignment.Corrections | None,
    pairs: Sequence[Pair],
    prior: tuple[Report, Sequence[Check]],
    current: tuple[Report, Sequence[Check]],
) -> tuple[str, ...]:
    """Return a warning where rules of any kind match nothing in two reports."""
    if corrections is None:
        return ()
    accepting = _unused_acceptances(corrections, [(checks, report) for report, checks in (prior, current)])
    return _warnings(corrections, [*alignment.unused_rules(corrections, prior[0], current[0], pairs), *accepting])


def _unused_acceptances(
    corrections: alignment.Corrections, checked: Sequence[tuple[Sequence[Check], Report]]
) -> list[tuple[str, str]]:
    unused = checking.unused_acceptances(corrections.accept, checked)
    return [("accept", " ".join(filter(None, (rule.metric, rule.stated)))) for rule in unused]


def _warnings(corrections: alignment.Corrections, unused: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    if not unused:
        return ()
    listed = tuple(f"[[{kind}]] {names}" for kind, names in unused[:_LISTED])
    path, more = PurePath(corrections.source).name or RULES_FILE, len(unused) - len(listed)
    return (notice("warnings.unused_rules", path=path, count=len(unused), rules=listed, more=more or ""),)


def review_sheet(result: CheckResult | ComparisonResult, rules: str | os.PathLike[str] | None = None) -> ReviewSheet:
    """Return what a page needs for a person to decide: the rules so far, and the rule that would accept each finding.

    Args:
        result: The result that the page shows.
        rules: The corrections file; without it the one beside the (current) report.

    Raises:
        LexiconError: The file holds no corrections.
    """
    checked = [result] if isinstance(result, CheckResult) else [result.current, result.prior]
    report = checked[0].report
    if rules is None:
        path = next(iter(files_of(checked[0])), None)
        rules = Path(path).parent / RULES_FILE if path is not None else Path(RULES_FILE)
    existing = ""
    if Path(rules).is_file():
        alignment.load_corrections(rules)
        existing = Path(rules).read_text(encoding="utf-8")
    accepting = [
        {
            check.id: alignment.accept_text(checking.accept_rule(check, side.report))
            for check in checks
            if check.severity is not None
        }
        for side, checks in zip(checked, (result.checks, checked[-1].checks), strict=False)
    ]
    return ReviewSheet(
        file=Path(rules).name,
        existing=existing,
        issuer=report.issuer or "",
        accepting=accepting[0],
        accepting_prior=accepting[1] if len(accepting) > 1 else {},
    )
