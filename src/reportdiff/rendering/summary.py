"""Write what every readable format begins with: a title, the coverage, how many findings of which severity."""

from __future__ import annotations

from reportdiff.messages.labels import word
from reportdiff.model import CheckResult, ComparisonResult, Report
from reportdiff.rendering.coverage import coverage_lines
from reportdiff.rendering.outcome import outcome_lines
from reportdiff.rendering.rows.report_lookup import current_report, flat
from reportdiff.rendering.wording import labelled

__all__ = ["report_label", "summary", "title"]


def title(result: Report | CheckResult | ComparisonResult, lang: str) -> str:
    """Return one line that names what was compared or checked: "年度报告比对：慈溪市人民政府 2022 → 2023"."""
    report = current_report(result)
    if isinstance(result, ComparisonResult):
        prior = result.prior.report
        before, after = report_label(prior, lang), report_label(report, lang)
        if prior.issuer is not None and prior.issuer == report.issuer and prior.year is not None:
            after = _year(report, lang)
        return labelled(word("heading", "comparison", lang), f"{before} → {after}", lang)
    kind = "checkup" if isinstance(result, CheckResult) else "extract"
    return labelled(word("heading", kind, lang), report_label(report, lang), lang)


def report_label(report: Report, lang: str) -> str:
    """Return the report in a few words: its issuer, else its title, and its year."""
    issuer = report.issuer or report.title or word("phrase", "unknown_issuer", lang)
    return f"{flat(issuer)} {_year(report, lang)}"


def summary(result: Report | CheckResult | ComparisonResult, lang: str) -> str:
    """Return a few plain lines: title, what came out with the number of findings, what was read."""
    return "\n".join([title(result, lang), *outcome_lines(result, lang), *coverage_lines(result, lang)])


def _year(report: Report, lang: str) -> str:
    return str(report.year) if report.year is not None else word("phrase", "unknown_year", lang)
