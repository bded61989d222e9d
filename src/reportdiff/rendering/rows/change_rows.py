"""Build a row for each metric of one report or of two: levels, change, the claims about it, their verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import evolve, frozen

from reportdiff.arithmetic.decimal_text import decimal_text
from reportdiff.messages.labels import word
from reportdiff.model import (
    Change,
    Check,
    CheckResult,
    Claim,
    ComparisonResult,
    Metric,
    Pair,
    Report,
    Verdict,
    worst_verdict,
)
from reportdiff.model.report_index import checks_by_claim
from reportdiff.rendering.number_text import figure_text, short_text, signed, signed_amount
from reportdiff.rendering.rows.claim_rows import claim_text
from reportdiff.rendering.rows.report_lookup import Lookup, current_report
from reportdiff.rendering.wording import verdict_text

__all__ = ["COLUMNS", "ChangeRow", "absolute_text", "change_rows", "percent_text", "report_rows", "stated_text"]

COLUMNS = ("metric", "prior", "current", "absolute", "percent", "stated", "verdict", "section")


@frozen(kw_only=True)
class ChangeRow:
    """One metric of either year: paired, dropped (`current` is None) or added (`prior` is None)."""

    prior: Metric | None
    current: Metric | None
    change: Change | None
    pair: Pair | None
    claims: tuple[Claim, ...]
    checks: tuple[Check, ...]
    section: str
    quote: str
    where: str

    @property
    def metric(self) -> Metric:
        """The metric of the current report, else of the prior one."""
        metric = self.current or self.prior
        assert metric is not None
        return metric

    @property
    def state(self) -> str:
        """The code "paired", "added" or "dropped"."""
        if self.prior is None:
            return "added"
        return "dropped" if self.current is None else "paired"

    @property
    def verdict(self) -> Verdict | None:
        """The worst verdict on what is stated about the metric."""
        return worst_verdict(check.verdict for check in self.checks)

    @property
    def years(self) -> str:
        """The periods that are compared ("2022→2023"), that of one side where the other has none, "" for unknown."""
        labels = [metric.period.label for metric in (self.prior, self.current) if metric and metric.period]
        return "→".join(labels)

    @property
    def amount(self) -> Fraction | None:
        """The computed change: of a ratio in percentage points, else in base units."""
        if self.change is None:
            return None
        return self.change.points if self.change.points is not None else self.change.absolute

    @property
    def percent(self) -> Fraction | None:
        """The computed change in %."""
        return self.change.percent if self.change is not None else None

    @property
    def for_review(self) -> bool:
        """Whether a person should look at the pair."""
        return self.pair is not None and self.pair.review

    def cells(self, lang: str) -> dict[str, str]:
        """Return the texts of `COLUMNS` by their names."""
        review = f" ({word('phrase', 'review', lang)})" if self.for_review else ""
        return {
            "metric": f"{self.metric.name}{review}",
            "prior": figure_text(self.prior.figure if self.prior is not None else None),
            "current": figure_text(self.current.figure if self.current is not None else None),
            "absolute": absolute_text(self, lang),
            "percent": percent_text(self),
            "stated": stated_text(self),
            "verdict": verdict_text(self.verdict, lang),
            "section": self.section,
        }


def change_rows(result: ComparisonResult) -> tuple[ChangeRow, ...]:
    """Return a row for every metric of both reports: the current report's in text order, then the dropped ones."""
    before = Lookup(result.prior.report)
    pairs = {pair.current: pair for pair in result.pairs if pair.current is not None}
    paired = {pair.prior for pair in pairs.values()}
    dropped = {pair.prior: pair for pair in result.pairs if pair.current is None}
    changes = {(change.prior, change.current): change for change in result.changes}
    rows = []
    for row in _rows_of_report(result.current.report, result.checks):
        pair = pairs.get(row.metric.id)
        partner = before.metric(pair.prior) if pair is not None else None
        change = changes.get((partner.id, row.metric.id)) if partner is not None else None
        rows.append(evolve(row, prior=partner, pair=pair, change=change))
    rows += [
        _row(before, metric, prior=metric, current=None, pair=dropped.get(metric.id))
        for metric in result.prior.report.metrics
        if metric.id not in paired
    ]
    return tuple(rows)


def report_rows(result: Report | CheckResult) -> tuple[ChangeRow, ...]:
    """Return a row for every metric of one report in text order, with what the report states about it."""
    return tuple(_rows_of_report(current_report(result), () if isinstance(result, Report) else result.checks))


def absolute_text(row: ChangeRow, lang: str) -> str:
    """Return the computed change as a reader expects it: "+155件", "-56.95万元", "+1.3个百分点"."""
    if row.amount is None or row.change is None or row.current is None:
        return ""
    if row.amount == 0:
        return "0"
    if row.change.points is not None:
        return f"{signed(short_text(row.amount, 2))}{word('phrase', 'points', lang)}"
    return signed_amount(row.amount, row.current.figure.unit, row.current.figure.scale)


def percent_text(row: ChangeRow) -> str:
    """Return the computed change in %, two decimals: "+117.42%"."""
    if row.percent is None:
        return ""
    return f"{signed(decimal_text(row.percent, 2))}%" if row.percent else "0%"


def stated_text(row: ChangeRow) -> str:
    """Return every claim of the current report about the metric."""
    return "；".join(dict.fromkeys(claim_text(claim) for claim in row.claims))


def _rows_of_report(report: Report, checks: Iterable[Check]) -> Iterator[ChangeRow]:
    lookup = Lookup(report)
    claims, by_claim = _claims_by_metric(report), checks_by_claim(checks)
    for metric in report.metrics:
        own = tuple(claims.get(metric.id, ()))
        judged = tuple(check for claim in own for check in by_claim.get(claim.id, ()))
        yield _row(lookup, metric, current=metric, claims=own, checks=judged)


def _row(
    lookup: Lookup,
    metric: Metric,
    *,
    current: Metric | None,
    prior: Metric | None = None,
    pair: Pair | None = None,
    claims: tuple[Claim, ...] = (),
    checks: tuple[Check, ...] = (),
) -> ChangeRow:
    return ChangeRow(
        prior=prior,
        current=current,
        change=None,
        pair=pair,
        claims=claims,
        checks=checks,
        section=lookup.path(metric.section),
        quote=lookup.quote(metric.span),
        where=lookup.where(metric.span),
    )


def _claims_by_metric(report: Report) -> Mapping[str, list[Claim]]:
    """Return the claims about each metric, by its id, in text order; a share without one is about its part."""
    found = defaultdict[str, list[Claim]](list)
    for claim in report.claims:
        about = claim.metric or claim.current
        if about is not None:
            found[about].append(claim)
    return found
