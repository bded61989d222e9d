"""Collect the texts beside the table of the page, last year's first, with a mark for every figure and claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from reportdiff.model import Check, CheckResult, ComparisonResult, Report
from reportdiff.model.report_index import checks_by_claim
from reportdiff.rendering.page.highlighted_text import Mark
from reportdiff.rendering.rows.change_rows import ChangeRow
from reportdiff.rendering.rows.report_lookup import Lookup, current_report
from reportdiff.rendering.rows.standings import standing_of, standing_of_finding

__all__ = ["Side", "row_id", "sides_of"]


@frozen
class Side:
    """One of the page's texts: the letter that its marks' ids begin with, and the marks by the id of their object."""

    letter: str
    lookup: Lookup
    marks: Mapping[str, Mark]

    def mark_id(self, id: str | None) -> str | None:
        """Return the id of the mark of a metric or claim, None where it has none."""
        return f"{self.letter}-{id}" if id in self.marks else None


def sides_of(result: Report | CheckResult | ComparisonResult, rows: Sequence[ChangeRow]) -> dict[str, Side]:
    """Return the texts of the page, last year's first, with a mark for every figure and claim."""
    sides = {}
    if isinstance(result, ComparisonResult):
        places = {row.prior.id: row_id(row) for row in rows if row.prior is not None}
        # The checks of last year's report are no findings about its figures here: only what is stated has a verdict.
        claimed = [check for check in result.prior.checks if check.claim is not None]
        sides["prior"] = _side("p", result.prior.report, claimed, places)
    places = {row.current.id: row_id(row) for row in rows if row.current is not None}
    checks = () if isinstance(result, Report) else result.checks
    sides["current"] = _side("c", current_report(result), checks, places)
    return sides


def _side(letter: str, report: Report, checks: Iterable[Check], places: Mapping[str, str]) -> Side:
    """Return one text with its marks; `places` holds the table row of each metric."""
    # A figure carries the verdict of a finding about itself; what is stated about it carries its own.
    of_metric = {
        check.metric: standing_of_finding(check)
        for check in checks
        if check.claim is None and check.severity is not None
    }
    of_claim = checks_by_claim(checks)
    marks = {
        metric.id: Mark(span=metric.span, row=places.get(metric.id), standing=of_metric.get(metric.id))
        for metric in report.metrics
    }
    for claim in report.claims:
        own = of_claim.get(claim.id, ())
        place = places.get(claim.metric or claim.current or "")
        if claim.metric is None and claim.current is None and letter == "c":
            place = f"row-{claim.id}"  # a row of its own
        marks[claim.id] = Mark(span=claim.figure_span, row=place, standing=standing_of([claim], own) if own else None)
    return Side(letter, Lookup(report), marks)


def row_id(row: ChangeRow) -> str:
    """Return the id of a row, under which a link finds it again in every page of these reports."""
    return f"row-{row.current.id}" if row.current is not None else f"row-prior-{row.metric.id}"
