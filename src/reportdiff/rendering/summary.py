"""What every readable format begins with: a title, the sources, warnings, and the findings worst first."""

from __future__ import annotations

from reportdiff.messages.labels import word
from reportdiff.model import CheckResult, ComparisonResult, Report
from reportdiff.rendering.rows.change_rows import CheckRow, check_rows, coverage_lines, report_label

__all__ = ["current_of", "finding_counts", "findings", "prior_findings", "summary", "title"]


def title(result: Report | CheckResult | ComparisonResult, lang: str) -> str:
    """One line that names what was compared or checked: "年度报告比对：慈溪市人民政府 2022 → 2023"."""
    report = current_of(result)
    colon = "：" if lang == "zh" else ": "
    if isinstance(result, ComparisonResult):
        prior = result.prior.report
        if prior.issuer is not None and prior.issuer == report.issuer and prior.year is not None:
            label = report_label(report, lang)
            years = f"{prior.year} → {report.year if report.year is not None else word('phrase', 'unknown_year', lang)}"
            issuer = label.rpartition(" ")[0] if report.year is not None else report.issuer
            return f"{word('heading', 'comparison', lang)}{colon}{issuer} {years}"
        both = f"{report_label(prior, lang)} → {report_label(report, lang)}"
        return f"{word('heading', 'comparison', lang)}{colon}{both}"
    kind = "checkup" if isinstance(result, CheckResult) else "extract"
    return f"{word('heading', kind, lang)}{colon}{report_label(report, lang)}"


def current_of(result: Report | CheckResult | ComparisonResult) -> Report:
    """The report that the result is about; of a comparison the current one."""
    if isinstance(result, ComparisonResult):
        return result.current.report
    return result.report if isinstance(result, CheckResult) else result


def findings(result: Report | CheckResult | ComparisonResult) -> tuple[CheckRow, ...]:
    """The checks that have something to report, worst first."""
    if isinstance(result, Report):
        return ()
    prior = result.prior.report if isinstance(result, ComparisonResult) else None
    checks = tuple(check for check in result.checks if check.severity is not None)
    return check_rows(checks, current_of(result), prior)


def prior_findings(result: Report | CheckResult | ComparisonResult) -> tuple[CheckRow, ...]:
    """What the prior report's own checks report, worst first."""
    if not isinstance(result, ComparisonResult):
        return ()
    checks = tuple(check for check in result.prior.checks if check.severity is not None)
    return check_rows(checks, result.prior.report)


def finding_counts(rows: tuple[CheckRow, ...], lang: str) -> str:
    """How many findings of each severity: "错误 1，疑问 2"."""
    severities = [row.check.severity.value for row in rows if row.check.severity is not None]
    counts = (f"{word('severity', name, lang)} {severities.count(name)}" for name in dict.fromkeys(severities))
    return ("，" if lang == "zh" else ", ").join(counts)


def summary(result: Report | CheckResult | ComparisonResult, lang: str) -> str:
    """A few plain lines: title, coverage, how many findings of which severity."""
    lines = [title(result, lang), *coverage_lines(result, lang)]
    if not isinstance(result, Report):
        rows = findings(result)
        colon = "：" if lang == "zh" else ": "
        found = f"{word('heading', 'findings', lang)}{colon}{finding_counts(rows, lang)}"
        lines.append(found if rows else word("phrase", "no_findings", lang))
        earlier = prior_findings(result)
        if earlier:
            lines.append(f"{word('heading', 'prior_findings', lang)}{colon}{finding_counts(earlier, lang)}")
    return "\n".join(lines)
