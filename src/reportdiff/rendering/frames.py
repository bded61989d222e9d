"""Write results as pandas DataFrames. Codes are machine-readable (verdict "inconsistent"), numbers are floats for
computing with; the exact values stay in the result's JSON and model.

| frame | columns |
|---|---|
| changes | metric, prior_metric, state, prior_surface, current_surface, unit, prior_unit, prior, current, absolute, percent, reason, stated, verdict, confidence, review, section, quote |
| checks | severity, verdict, check, metric, stated, recomputed, stated_value, recomputed_value, steps, diagnosis, message, quote, where (index: the check's id) |
| year_checks | year, since, then the columns of checks |
| year_changes | year, since, metric, unit, prior, current, absolute, percent, reason, review |
| coverage | year, source, figures, claims, decided, then how many findings: error, warning, question, note |
| targets | metric, unit, planned, reached, met |
| sections | prior, current, relation, score |
| metrics | name, surface, value, low, high, unit, qualifier, kind, status, period, scope, section, start, end, quote |
| claims | metric, surface, form, direction, size, unit, basis, status, current, prior, start, end, quote |

`prior_surface` and `current_surface` are the figures as printed (1200余条); prior, current, absolute, value, low, high
are in base units (万元 → 元), percent in %; of a ratio, absolute is in percentage points. `prior_metric` and
`prior_unit` say how last year's report words them, where it does otherwise; `state` is paired, added, dropped, planned
or quoted (a figure of another year); `reason` says why a pair has no change; `confidence` of the pair is in [0, 1].
`findings` of a series have the columns of year_checks, its `changes` are year_changes. Whatever is missing is `pd.NA`: the types are string, Float64, Int64 and boolean.
"""  # noqa: E501  the columns of a table stand in one line

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from reportdiff.model import CheckResult, ComparisonResult, Metric, Report, Severity
from reportdiff.rendering.number_text import approximate
from reportdiff.rendering.rows import values
from reportdiff.rendering.rows.change_rows import ChangeRow, change_rows
from reportdiff.rendering.rows.check_rows import CheckRow, check_rows
from reportdiff.rendering.rows.comparative_rows import comparative_rows
from reportdiff.rendering.rows.report_lookup import current_report, prior_report
from reportdiff.rendering.rows.section_rows import section_rows
from reportdiff.rendering.rows.values import Value
from reportdiff.rendering.wording import message_text

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["CHANGE_COLUMNS", "CHECK_COLUMNS", "METRIC_COLUMNS", "change_values_of", "changes_frame", "check_values"]
__all__ += ["checks_frame", "claims_frame", "comparatives_frame", "coverage_frame", "metric_values", "metrics_frame"]
__all__ += ["prior_checks_frame", "sections_frame", "targets_frame", "year_changes_frame", "year_checks_frame"]

Columns = Mapping[str, str]  # name → pandas type

_TEXT, _NUMBER, _WHOLE, _FLAG = "string", "float64", "int64", "bool_"  # as Arrow calls them
_NULLABLE = {_TEXT: "string", _NUMBER: "Float64", _WHOLE: "Int64", _FLAG: "boolean"}
_NUMBERS = {"prior", "current", "absolute", "percent", "value", "low", "high", "confidence"}
_PLACES = dict.fromkeys(("start", "end"), _WHOLE)

CHANGE_COLUMNS: Columns = {name: _NUMBER if name in _NUMBERS else _TEXT for name in values.CHANGES} | {"review": _FLAG}
METRIC_COLUMNS: Columns = {name: _NUMBER if name in _NUMBERS else _TEXT for name in values.METRICS} | _PLACES
CHECK_COLUMNS: Columns = {
    **dict.fromkeys(("severity", "verdict", "check", "metric", "stated", "recomputed"), _TEXT),
    **dict.fromkeys(("stated_value", "recomputed_value"), _NUMBER),
    **dict.fromkeys(("steps", "diagnosis", "message", "quote", "where", "prior_quote", "prior_where"), _TEXT),
}
COMPARATIVE_COLUMNS: Columns = {
    **dict.fromkeys(("statement", "entity", "metric", "unit"), _TEXT),
    **dict.fromkeys(("reported", "comparative", "difference"), _NUMBER),
    "state": _TEXT,
    "announced": _FLAG,
    "review": _FLAG,
    "where": _TEXT,
}
YEAR_CHANGE_COLUMNS: Columns = {
    **dict.fromkeys(("year", "since"), _WHOLE),
    **dict.fromkeys(("metric", "unit"), _TEXT),
    **dict.fromkeys(("prior", "current", "absolute", "percent"), _NUMBER),
    "reason": _TEXT,
    "review": _FLAG,
}
COVERAGE_COLUMNS: Columns = {"year": _WHOLE, "source": _TEXT} | dict.fromkeys(
    ("figures", "claims", "decided", *Severity), _WHOLE
)
_CLAIM_COLUMNS: Columns = dict.fromkeys(values.CLAIMS, _TEXT) | {"size": _NUMBER} | _PLACES


def changes_frame(result: ComparisonResult, *, lang: str = "zh") -> DataFrame:
    """Return every metric of both years, one row each; a dropped one has no `current`, an added one no `prior`."""
    return _frame((change_values_of(row, lang) for row in change_rows(result)), CHANGE_COLUMNS)


def change_values_of(row: ChangeRow, lang: str) -> tuple[object, ...]:
    """Return the plain values of `CHANGE_COLUMNS` for one row."""
    return tuple(map(_plain, values.change_values(row, lang)))


def targets_frame(rows: Sequence[tuple[Metric, Metric, bool | None]]) -> DataFrame:
    """Return targets with what was reached.

    Args:
        rows: Pairs of last year's target and this year's figure, and whether it was met, None where that is unclear.
    """
    words = {True: "met", False: "missed", None: "unclear"}
    lines = [
        (prior.name, current.figure.unit, *map(_plain, (prior.figure.value, current.figure.value)), words[met])
        for prior, current, met in rows
    ]
    columns = {"metric": _TEXT, "unit": _TEXT, "planned": _NUMBER, "reached": _NUMBER, "met": _TEXT}
    return _frame(lines, columns)


def checks_frame(result: CheckResult | ComparisonResult, *, lang: str = "zh") -> DataFrame:
    """Return every check, worst first, with messages in `lang`; the index holds the checks' ids."""
    rows = check_rows(result.checks, current_report(result), prior_report(result))
    return _frame([check_values(row, lang) for row in rows], CHECK_COLUMNS, [row.check.id for row in rows])


def year_checks_frame(rows: Iterable[tuple[int, int | None, CheckRow]], *, lang: str = "zh") -> DataFrame:
    """Return checks of several reports: the year of the statement, the year of its base, then as `checks_frame`."""
    lines = [(year, since, *check_values(row, lang)) for year, since, row in rows]
    return _frame(lines, {"year": _WHOLE, "since": _WHOLE, **CHECK_COLUMNS})


def year_changes_frame(rows: Iterable[tuple[Value, ...]]) -> DataFrame:
    """Return how metrics changed from year to year: rows of the exact values of `YEAR_CHANGE_COLUMNS`."""
    return _frame([tuple(map(_plain, row)) for row in rows], YEAR_CHANGE_COLUMNS)


def coverage_frame(rows: Iterable[tuple[Value, ...]]) -> DataFrame:
    """Return what was read and decided of each year's report: rows of the values of `COVERAGE_COLUMNS`."""
    return _frame(rows, COVERAGE_COLUMNS)


def prior_checks_frame(result: ComparisonResult, *, lang: str = "zh") -> DataFrame:
    """Return every check of last year's report by itself, as `checks_frame` does."""
    rows = check_rows(result.prior.checks, result.prior.report)
    return _frame([check_values(row, lang) for row in rows], CHECK_COLUMNS, [row.check.id for row in rows])


def check_values(row: CheckRow, lang: str) -> tuple[object, ...]:
    """Return the plain values of `CHECK_COLUMNS` for one row."""
    check = row.check
    stated = Fraction(check.stated) if check.stated is not None else None
    return (
        *(check.severity.value if check.severity is not None else "", check.verdict.value, check.check.value),
        *(row.metric, row.stated, row.recomputed, *map(_plain, (stated, check.recomputed_exact)), row.steps),
        *(", ".join(check.diagnoses), message_text(check, lang), row.quote, row.where(lang)),
        *row.last_years_texts(lang),
    )


def sections_frame(result: ComparisonResult) -> DataFrame:
    """Return which section became which; NA where a section has no counterpart."""
    rows = [(row.prior, row.current, row.relation, row.score) for row in section_rows(result)]
    return _frame(rows, {"prior": _TEXT, "current": _TEXT, "relation": _TEXT, "score": _NUMBER})


def comparatives_frame(result: ComparisonResult, *, lang: str = "zh") -> DataFrame:
    """Return every line of last year's statements beside the comparative of this year's report."""
    rows = [
        (
            *(row.comparative.statement, row.comparative.entity or "", row.comparative.label, row.prior.figure.unit),
            *(_plain(row.prior.figure.value), _plain(row.current.figure.value if row.current is not None else None)),
            *(_plain(row.difference), row.comparative.state.value, row.comparative.announced, row.comparative.review),
            row.where.text(lang),
        )
        for row in comparative_rows(result)
    ]
    return _frame(rows, COMPARATIVE_COLUMNS)


def metrics_frame(report: Report) -> DataFrame:
    """Return every metric in text order, one row each; the index holds their ids."""
    return _frame(metric_values(report), METRIC_COLUMNS, [metric.id for metric in report.metrics])


def metric_values(report: Report) -> list[tuple[object, ...]]:
    """Return the rows of `metrics_frame` as plain values."""
    return [tuple(map(_plain, row)) for row in values.metric_values(report)]


def claims_frame(report: Report) -> DataFrame:
    """Return every claim in text order, one row each; `current` and `prior` are the ids of its operands."""
    rows = [tuple(map(_plain, row)) for row in values.claim_values(report)]
    return _frame(rows, _CLAIM_COLUMNS, [claim.id for claim in report.claims])


def _frame(rows: Iterable[tuple[object, ...]], columns: Columns, ids: list[str] | None = None) -> DataFrame:
    import pandas as pd  # late: costs a second

    frame = pd.DataFrame(rows, columns=list(columns)).replace("", pd.NA)
    frame = frame.astype({name: _NULLABLE[kind] for name, kind in columns.items()})
    if ids is not None:
        frame.index = pd.Index(ids, dtype="string", name="id")
    return frame


def _plain(value: Value) -> object:
    """Return a number as a float, a code as its text."""
    if isinstance(value, StrEnum):
        return value.value
    return approximate(value) if isinstance(value, Fraction) else value
