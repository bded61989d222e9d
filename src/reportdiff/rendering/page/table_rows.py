"""Build the rows of the page's table: what each shows, is sorted and filtered by, and its places in the texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from reportdiff.model import Check, CheckResult, Claim, ComparisonResult, Report, Severity
from reportdiff.model.report_index import checks_by_claim
from reportdiff.rendering.number_text import approximate
from reportdiff.rendering.page.report_texts import Side, row_id
from reportdiff.rendering.page.review import pair_names
from reportdiff.rendering.rows.change_rows import ChangeRow
from reportdiff.rendering.rows.claim_rows import claim_text, implied_text
from reportdiff.rendering.rows.report_lookup import current_report
from reportdiff.rendering.rows.standings import Standing, standing_of

__all__ = ["Row", "full_bar", "page_rows"]

Row = Mapping[str, object]
_MOST = Fraction(100)


def page_rows(
    result: Report | CheckResult | ComparisonResult, rows: Sequence[ChangeRow], sides: Mapping[str, Side], lang: str
) -> list[Row]:
    """Return the rows of the metrics, and among them, by how they stand, those of claims that are of no metric."""
    checks = checks_by_claim(() if isinstance(result, Report) else result.checks)
    full = full_bar(rows)
    alone = [claim for claim in current_report(result).claims if claim.metric is None and claim.current is None]
    shown = [(row.standing, _row(row, sides, lang, full)) for row in rows]
    for claim in alone:
        standing = standing_of([claim], checks.get(claim.id, ()))
        shown.append((standing, _claim_row(claim, checks.get(claim.id, ()), standing, sides["current"])))
    return [row for _, row in sorted(shown, key=lambda item: len(Standing) if item[0] is None else item[0].rank)]


def _pair(row: ChangeRow, sides: Mapping[str, Side]) -> Row:
    """Return why the two metrics are paired: the reasons by name, and the next best match."""
    pair = row.pair
    if pair is None or row.confidence is None:
        return {"reasons": None}
    rival = sides["current"].lookup.metric(pair.rival_current) or sides["prior"].lookup.metric(pair.rival_prior)
    return {"reasons": {name: approximate(value) for name, value in pair.reasons.items()}, "rival": rival}


def _row(row: ChangeRow, sides: Mapping[str, Side], lang: str, full: Fraction) -> Row:
    ids = [sides["current"].mark_id(row.current.id)] if row.current is not None else []
    ids += [sides["current"].mark_id(claim.id) for claim in row.claims]
    ids += [sides["prior"].mark_id(row.prior.id)] if row.prior is not None else []
    return row.cells(lang) | {
        "id": row_id(row),
        "names": pair_names(row),
        "prior_name": row.prior_name,
        "sure": round(40 * row.confidence) if row.confidence is not None and row.confidence < 1 else 0,
        "confidence": "" if row.confidence is None else f"{row.confidence:.2f}",
        **_pair(row, sides),
        "name": row.metric.name,
        "review": row.for_review,
        "severity": row.severity,
        "state": row.state,
        "prior_key": _sort_key(row.prior.figure.value if row.prior is not None else None),
        "current_key": _sort_key(row.current.figure.value if row.current is not None else None),
        "absolute_key": _sort_key(row.amount),
        "percent_key": _sort_key(row.percent),
        "note": row.blank_reason(lang),
        "bar": _bar(row.percent, full),
        "implied": implied_text(row.checks, row.current.figure if row.current is not None else None),
        "verdict": row.standing,
        "section": row.section,
        "marks": " ".join(id for id in ids if id is not None),
    }


def _claim_row(claim: Claim, checks: Sequence[Check], standing: Standing | None, side: Side) -> Row:
    """Return the row of a claim about no metric that was read: what it says of what, and how it stands."""
    severities = {check.severity for check in checks}
    empty = ("prior", "current", "absolute", "percent", "prior_key", "current_key", "absolute_key", "percent_key")
    return dict.fromkeys((*empty, "note", "implied", "reasons", "prior_name", "sure", "bar", "review"), "") | {
        "id": f"row-{claim.id}",
        "names": {"prior": "", "current": "", "status": claim.status.value},
        "name": claim.metric_name or side.lookup.quote(claim.span, 24),
        "stated": claim_text(claim),
        "severity": next((severity.value for severity in Severity if severity in severities), ""),
        "state": "stated",
        "verdict": standing,
        "section": side.lookup.path(claim.section),
        "marks": side.mark_id(claim.id) or "",
    }


def _sort_key(value: Fraction | None) -> str:
    return "" if value is None else repr(approximate(value))


def full_bar(rows: Sequence[ChangeRow]) -> Fraction:
    """Return the change in percent that fills a bar: the largest of the table, 100 where there are larger ones."""
    return min(max((abs(row.percent) for row in rows if row.percent), default=_MOST), _MOST)


def _bar(percent: Fraction | None, full: Fraction) -> int:
    """Return the length of a change's bar, -30 … 30: ±`full` and more fill it; what changed at all is seen."""
    if not percent:
        return 0
    length = max(1, int(min(abs(percent), full) * 30 / full))
    return length if percent > 0 else -length
