"""Say how much was read and how much of it could be decided."""

from __future__ import annotations

from reportdiff.messages import sentence
from reportdiff.messages.labels import word
from reportdiff.model import CheckResult, ComparativeState, ComparisonResult, Coverage, Report, UndecidedReason, Verdict
from reportdiff.rendering.rows.report_lookup import current_report

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
    sums = sum(1 for check in result.checks if check.claim is None and check.verdict is not Verdict.UNCHECKED)
    coverage = result.coverage
    if coverage.decided:
        return sentence("renderings.nothing_wrong", lang, decided=coverage.decided, sums=sums or "")
    if sums:
        return sentence("renderings.sums_hold", lang, sums=sums)
    if not coverage.claims:
        return sentence("renderings.no_claims", lang)
    return sentence("renderings.nothing_decided", lang, claims=coverage.claims)


def coverage_lines(result: Report | CheckResult | ComparisonResult, lang: str) -> tuple[str, ...]:
    """Return what was read, paired and decided, and why the rest was not; it stands with every result."""
    lines = [_coverage_line(coverage_of_report(result) if isinstance(result, Report) else result.coverage, lang)]
    if not isinstance(result, Report) and result.coverage.claims and not result.coverage.decided:
        lines.insert(0, sentence("renderings.nothing_decided", lang, claims=result.coverage.claims))
    if isinstance(result, ComparisonResult):
        lines.append(sentence("renderings.paired", lang, **_pair_counts(result)))
        if result.comparatives:
            lines.append(sentence("renderings.comparatives", lang, **_comparative_counts(result)))
    unread = current_report(result).unread
    if unread:
        lines.append(sentence("renderings.unread", lang, count=len(unread)))
    return tuple(lines)


def _coverage_line(coverage: Coverage, lang: str) -> str:
    reasons = coverage.undecided.items()
    return sentence(
        "renderings.coverage",
        lang,
        figures=coverage.figures,
        claims=coverage.claims,
        decided=coverage.decided,
        open=coverage.claims - coverage.decided,
        reasons=tuple(f"{word('reason', reason, lang)} {count}" for reason, count in reasons),
    )


def _comparative_counts(result: ComparisonResult) -> dict[str, int]:
    states = [each.state for each in result.comparatives]
    return {
        "agrees": states.count(ComparativeState.AGREES),
        "restated": states.count(ComparativeState.RESTATED),
        "missing": states.count(ComparativeState.NOT_FOUND),
    }


def _pair_counts(result: ComparisonResult) -> dict[str, int]:
    """Return how many metrics are paired, and how many stand in one report alone, whether a pair says so or not."""
    known = {metric.id for metric in result.prior.report.metrics}
    paired = [pair for pair in result.pairs if pair.current is not None and pair.prior in known]
    return {
        "paired": len(paired),
        "added": len(result.current.report.metrics) - len(paired),
        "dropped": len(known) - len({pair.prior for pair in paired}),
    }
