"""Write what every readable format begins with: a title, the coverage, how many findings of which severity."""

from __future__ import annotations

from reportdiff.messages.labels import word
from reportdiff.model import CheckResult, ComparisonResult, Report
from reportdiff.rendering.coverage import coverage_lines, nothing_found
from reportdiff.rendering.rows.check_rows import finding_counts, findings, prior_findings
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
    """Return a few plain lines: title, coverage, how many findings of which severity."""
    lines = [title(result, lang), *coverage_lines(result, lang)]
    if not isinstance(result, Report):
        rows = findings(result)
        counts = labelled(word("heading", "findings", lang), finding_counts(rows, lang), lang)
        line = counts if rows else nothing_found(result, lang)
        lines += [line] if line not in lines else []
        earlier = prior_findings(result)
        if earlier:
            lines.append(labelled(word("heading", "prior_findings", lang), finding_counts(earlier, lang), lang))
    return "\n".join(lines)


def _year(report: Report, lang: str) -> str:
    return str(report.year) if report.year is not None else word("phrase", "unknown_year", lang)
