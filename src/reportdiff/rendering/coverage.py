"""Say how much was read and how much of it could be decided."""

from __future__ import annotations

from collections import Counter

from reportdiff.messages import sentence
from reportdiff.model import CheckResult, ComparativeState, ComparisonResult, Coverage, Report, UndecidedReason
from reportdiff.rendering.outcome import outcome_of
from reportdiff.rendering.rows.change_rows import state_alone
from reportdiff.rendering.rows.report_lookup import current_report, prior_report
from reportdiff.rendering.rows.standings import Standing

__all__ = ["coverage_lines", "coverage_of_report", "nothing_found"]


def coverage_of_report(report: Report) -> Coverage:
    """Return the coverage of a report that nothing has checked: no claim decided, and why."""
    missing, unchecked = UndecidedReason.MISSING_OPERAND, UndecidedReason.NOT_CHECKED
    return Coverage.of(
        report, (missing if claim.current is None or claim.prior is None else unchecked for claim in report.claims)
    )


def nothing_found(result: Report | CheckResult | ComparisonResult, lang: str) -> str:
    """Return what it means that there are no findings: what was decided has none, and what was not may have some.

    A report of which nothing could be decided is not without fault.
    """
    if isinstance(result, Report):
        return sentence("renderings.not_checked", lang)
    outcome = outcome_of(result)
    if outcome.accepted:
        return sentence("renderings.all_accepted", lang, count=len(outcome.accepted))
    sums, claims = len(outcome.sums), sum(map(len, outcome.claims.values()))
    decided = claims - len(outcome.ids(Standing.UNCHECKED, Standing.PLANNED, Standing.QUESTION))
    if decided:
        return sentence("renderings.nothing_wrong", lang, decided=decided, sums=sums or "")
    if sums:
        return sentence("renderings.sums_hold", lang, sums=sums)
    return (
        sentence("renderings.nothing_decided", lang, claims=claims)
        if claims
        else sentence("renderings.no_claims", lang)
    )


def coverage_lines(result: Report | CheckResult | ComparisonResult, lang: str) -> tuple[str, ...]:
    """Return what was read of all reports and paired; it stands with every result, below its `outcome_lines`."""
    reports = [current_report(result), *filter(None, [prior_report(result)])]
    figures = sum(len({metric.span for metric in report.metrics}) for report in reports)
    claims = sum(len(report.claims) for report in reports)
    lines = [sentence("renderings.coverage", lang, figures=figures, claims=claims)]
    if isinstance(result, ComparisonResult):
        lines.append(sentence("renderings.paired", lang, **_pair_counts(result)))
        if result.comparatives:
            lines.append(sentence("renderings.comparatives", lang, **_comparative_counts(result)))
    unread = current_report(result).unread
    if unread:
        lines.append(sentence("renderings.unread", lang, count=len(unread)))
    return tuple(lines)


def _comparative_counts(result: ComparisonResult) -> dict[str, int | str]:
    states = [each.state for each in result.comparatives]
    return {
        "agrees": states.count(ComparativeState.AGREES),
        "restated": states.count(ComparativeState.RESTATED) or "",
        "missing": states.count(ComparativeState.NOT_FOUND) or "",
    }


def _pair_counts(result: ComparisonResult) -> dict[str, int]:
    """Return how many metrics are paired, and how many stand in one report alone, whether a pair says so or not."""
    sides = {"added": result.current.report, "dropped": result.prior.report}
    known = {metric.id for metric in result.prior.report.metrics}
    pairs = [pair for pair in result.pairs if pair.current is not None and pair.prior in known]
    paired = {"added": {pair.current for pair in pairs}, "dropped": {pair.prior for pair in pairs}}
    alone = Counter(
        state_alone(metric, report.own_year, side)
        for side, report in sides.items()
        for metric in report.metrics
        if metric.id not in paired[side]
    )
    return {"paired": len(pairs), "added": alone["added"], "dropped": alone["dropped"]} | {
        name: alone[name] for name in ("planned", "quoted")
    }
