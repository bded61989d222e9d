"""Write one table of a result as CSV that a spreadsheet opens rightly: with a byte order mark, and without formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction
from reprlib import repr as shortened

from reportdiff.errors import ArgumentError
from reportdiff.messages.labels import check_language, word, words
from reportdiff.model import (
    CheckName,
    CheckResult,
    ComparisonResult,
    Direction,
    Kind,
    RelationKind,
    Report,
    Severity,
    Status,
    Verdict,
)
from reportdiff.rendering.number_text import short_text
from reportdiff.rendering.rows import comparative_rows, section_rows, values
from reportdiff.rendering.rows.change_rows import ChangeRow, change_rows
from reportdiff.rendering.rows.check_rows import CheckRow, check_rows
from reportdiff.rendering.rows.report_lookup import current_report, flat, prior_report
from reportdiff.rendering.rows.standings import standing_word
from reportdiff.rendering.rows.values import Value
from reportdiff.rendering.wording import message_text

__all__ = ["TABLES", "guarded", "render", "written"]

TABLES = ("changes", "checks", "prior_checks", "comparatives", "sections", "metrics", "claims")

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # a spreadsheet may take full width too
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?%?")
_CHECKS = (
    *("severity", "verdict", "check", "metric", "stated", "recomputed", "steps", "diagnosis"),
    *("message", "quote", "where", "prior_quote", "prior_where"),
)
_LABELS: dict[type, str] = {
    CheckName: "check",
    Direction: "direction",
    Kind: "kind",
    RelationKind: "form",
    Severity: "severity",
    Status: "status",
    Verdict: "verdict",
}


def render(result: Report | CheckResult | ComparisonResult, *, lang: str = "zh", table: str | None = None) -> str:
    """Return one table of a result as CSV.

    Numbers are plain ("155", "-4", "117.4242"), in base units; texts that begin like a formula get a leading '.

    Args:
        result: The result.
        lang: The language of headings, codes and messages, "zh" or "en".
        table: One of `TABLES`; by default a comparison's changes, a check's checks, a report's metrics.

    Raises:
        ValueError: The result has no such table.
    """
    check_language(lang)
    columns, rows = _table(result, table or _default(result), lang)
    heads = [word("column", column, lang) for column in columns]
    return written([heads, *([flat(_cell(value, lang)) for value in row] for row in rows)])


def written(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV with a byte order mark, every cell guarded."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def guarded(cell: str) -> str:
    """Return the cell with a leading ' where a spreadsheet would run it as a formula; plain numbers stay as they are.

    >>> guarded("=1+1"), guarded("-4"), guarded("受理申请")
    ("'=1+1", '-4', '受理申请')
    """
    if cell.lstrip().startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _default(result: Report | CheckResult | ComparisonResult) -> str:
    if isinstance(result, ComparisonResult):
        return "changes"
    return "checks" if isinstance(result, CheckResult) else "metrics"


def _table(
    result: Report | CheckResult | ComparisonResult, table: str, lang: str
) -> tuple[Sequence[str], Iterable[Iterable[Value]]]:
    report = current_report(result)
    match table, result:
        case "metrics", _:
            metrics = zip(report.metrics, values.metric_values(report), strict=True)
            return ("id", "metric", *values.METRICS[1:]), ((metric.id, *row) for metric, row in metrics)
        case "claims", _:
            claims = zip(report.claims, values.claim_values(report), strict=True)
            return ("id", *values.CLAIMS), ((claim.id, *row) for claim, row in claims)
        case "checks", CheckResult() | ComparisonResult():
            checks = check_rows(result.checks, report, prior_report(result))
            return _CHECKS, (_check_values(row, lang) for row in checks)
        case "prior_checks", ComparisonResult():
            checks = check_rows(result.prior.checks, result.prior.report)
            return _CHECKS, (_check_values(row, lang) for row in checks)
        case "changes", ComparisonResult():
            return values.CHANGES, (_change_values(row, lang) for row in change_rows(result))
        case "comparatives", ComparisonResult():
            return comparative_rows.COLUMNS, (row.cells(lang) for row in comparative_rows.comparative_rows(result))
        case "sections", ComparisonResult():
            return section_rows.COLUMNS, (row.cells(lang) for row in section_rows.section_rows(result))
    raise ArgumentError("errors.unknown_table", value=shortened(table), known=tuple(TABLES))


def _change_values(row: ChangeRow, lang: str) -> Iterable[Value]:
    """Return the values of a row for people: how it stands, its state in words, a mark for a pair to be reviewed."""
    shown = dict(zip(values.CHANGES, values.change_values(row, lang), strict=True))
    confidence = "" if row.confidence is None else f"{row.confidence:.2f}"
    return (
        shown
        | {
            "state": word("page", row.state, lang),
            "verdict": standing_word(row.standing, lang),
            "confidence": confidence,
            "review": word("phrase", "review", lang) if row.for_review else "",
        }
    ).values()


def _check_values(row: CheckRow, lang: str) -> tuple[Value, ...]:
    check = row.check
    return (
        *(
            check.severity or "",
            _verdict_text(row, lang),
            check.check,
            row.metric,
            row.stated,
            check.recomputed or "",
            row.steps,
        ),
        *(words("diagnosis", check.diagnoses, lang), message_text(check, lang), row.quote, row.where(lang)),
        *row.last_years_texts(lang),
    )


def _verdict_text(row: CheckRow, lang: str) -> str:
    """Return how a check stands; of one without a verdict and without a finding, that it decided nothing."""
    return standing_word(row.standing, lang) or (row.severity_word(lang) or word("standing", "unchecked", lang))


def _cell(value: Value, lang: str) -> str:
    """Return a code as its word, a number as a plain decimal rounded to four places where it would not end."""
    if isinstance(value, StrEnum):
        return word(_LABELS[type(value)], value, lang)
    return short_text(value) if isinstance(value, Fraction) else "" if value is None else str(value)
