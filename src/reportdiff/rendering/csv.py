"""Results → CSV that a spreadsheet opens right: with a byte order mark, and no cell that could be run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from reportdiff.arithmetic.decimal_text import decimal_text, plain_text
from reportdiff.messages.labels import check_language, word, words
from reportdiff.model import CheckResult, ComparisonResult, Metric, Report
from reportdiff.rendering.rows.change_rows import change_rows, check_rows, section_rows, stated_text
from reportdiff.rendering.rows.report_lookup import Lookup, flat

__all__ = ["TABLES", "guarded", "render"]

TABLES = ("changes", "checks", "sections", "metrics", "claims")

# What a spreadsheet takes for the start of a formula, also in full width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?%?")


def render(result: Report | CheckResult | ComparisonResult, *, lang: str = "zh", table: str | None = None) -> str:
    """One table of the result as CSV: a comparison's changes, a check's checks, a report's metrics, or the one named.

    Numbers are plain ("155", "-4", "117.4242"), in base units; texts that begin like a formula get a leading '.
    Raises `ValueError` where the result has no such table.
    """
    check_language(lang)
    if table is None:
        table = (
            "changes"
            if isinstance(result, ComparisonResult)
            else "checks"
            if isinstance(result, CheckResult)
            else "metrics"
        )
    columns, rows = _table(result, table, lang)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([word("column", column, lang) for column in columns])
    writer.writerows([guarded(flat(cell)) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def guarded(cell: str) -> str:
    """The cell with a leading ' where a spreadsheet would run it as a formula; plain numbers stay as they are.

    >>> guarded("=1+1"), guarded("-4"), guarded("受理申请")
    ("'=1+1", '-4', '受理申请')
    """
    if cell.lstrip().startswith(_FORMULA) and not _PLAIN_NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _table(
    result: Report | CheckResult | ComparisonResult, table: str, lang: str
) -> tuple[Sequence[str], Iterable[Sequence[str]]]:
    report = _current(result)
    if table == "metrics":
        return _METRICS, _metric_rows(report, lang)
    if table == "claims":
        return _CLAIMS, _claim_rows(report, lang)
    if table == "checks" and not isinstance(result, Report):
        return _CHECKS, _check_rows(result, lang)
    if isinstance(result, ComparisonResult):
        if table == "changes":
            return _CHANGES, _change_rows(result, lang)
        if table == "sections":
            rows = section_rows(result)
            cells = ((row.prior, row.current, word("relation", row.relation, lang), f"{row.score:.2f}") for row in rows)
            return ("prior", "current", "relation", "score"), cells
    raise ValueError(f"table {table!r}: known here are {', '.join(TABLES)}, as far as the result has them")


def _current(result: Report | CheckResult | ComparisonResult) -> Report:
    if isinstance(result, ComparisonResult):
        return result.current.report
    return result.report if isinstance(result, CheckResult) else result


_CHANGES = ("metric", "unit", "prior", "current", "absolute", "percent", "stated", "verdict", "section", "quote")


def _change_rows(result: ComparisonResult, lang: str) -> Iterable[Sequence[str]]:
    for row in change_rows(result):
        change = row.change
        absolute = None if change is None else change.points if change.points is not None else change.absolute
        yield (
            row.name,
            row.unit,
            _metric_value(row.prior),
            _metric_value(row.current),
            _number(absolute),
            _number(change.percent if change is not None else None),
            stated_text(row),
            word("verdict", row.verdict.value, lang) if row.verdict is not None else "",
            row.section,
            row.quote,
        )


_CHECKS = (
    *("severity", "verdict", "check", "metric", "stated", "recomputed", "diagnosis"),
    *("message", "quote", "where"),
)


def _check_rows(result: CheckResult | ComparisonResult, lang: str) -> Iterable[Sequence[str]]:
    prior = result.prior.report if isinstance(result, ComparisonResult) else None
    for row in check_rows(result.checks, _current(result), prior):
        check = row.check
        yield (
            word("severity", check.severity.value, lang) if check.severity is not None else "",
            word("verdict", check.verdict.value, lang),
            word("check", check.check, lang),
            row.metric,
            row.stated,
            check.recomputed or "",
            words("diagnosis", check.diagnoses, lang),
            check.message.zh if lang == "zh" else check.message.en,
            row.quote,
            row.where,
        )


_METRICS = (
    *("id", "metric", "surface", "value", "low", "high", "unit", "qualifier", "kind", "status", "period", "scope"),
    *("section", "start", "end", "quote"),
)


def _metric_rows(report: Report, lang: str) -> Iterable[Sequence[str]]:
    lookup = Lookup(report)
    for metric in report.metrics:
        figure = metric.figure
        yield (
            metric.id,
            metric.name,
            figure.surface,
            _number(figure.value),
            _number(figure.interval.low),
            _number(figure.interval.high),
            figure.unit,
            figure.qualifier or "",
            word("kind", metric.kind.value, lang),
            word("status", metric.status.value, lang),
            metric.period.label if metric.period is not None else "",
            metric.scope or "",
            lookup.path(metric.section),
            str(metric.span.start),
            str(metric.span.end),
            lookup.quote(metric.span),
        )


_CLAIMS = (
    *("id", "metric", "surface", "form", "direction", "size", "unit", "basis", "status", "current", "prior"),
    *("start", "end", "quote"),
)


def _claim_rows(report: Report, lang: str) -> Iterable[Sequence[str]]:
    lookup = Lookup(report)
    for claim in report.claims:
        yield (
            claim.id,
            claim.metric_name,
            claim.surface,
            word("form", claim.form.value, lang),
            word("direction", claim.direction.value, lang),
            _number(claim.figure.value if claim.figure is not None else None),
            claim.figure.unit if claim.figure is not None else "",
            str(claim.basis),
            word("status", claim.status.value, lang),
            claim.current or "",
            claim.prior or "",
            str(claim.span.start),
            str(claim.span.end),
            lookup.quote(claim.span),
        )


def _metric_value(metric: Metric | None) -> str:
    return "" if metric is None else _number(metric.figure.value)


def _number(value: Fraction | None) -> str:
    """A plain decimal, rounded to four places where it would not end."""
    if value is None:
        return ""
    text = plain_text(value)
    return decimal_text(value, 4) if "/" in text else text
