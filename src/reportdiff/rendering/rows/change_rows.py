"""Build a row for each metric of one report or of two: levels, change, the claims about it, their verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import evolve, frozen

from reportdiff.arithmetic.decimal_text import decimal_text
from reportdiff.messages import Notice, shown
from reportdiff.messages.labels import word
from reportdiff.model import (
    Change,
    Check,
    CheckName,
    CheckResult,
    Claim,
    ComparisonResult,
    Metric,
    Pair,
    Report,
    Severity,
    Status,
    Verdict,
    worst_verdict,
)
from reportdiff.model.report_index import checks_by_claim
from reportdiff.rendering.number_text import approximate, figure_text, short_text, signed, signed_amount
from reportdiff.rendering.rows.claim_rows import claim_text
from reportdiff.rendering.rows.report_lookup import Lookup, current_report
from reportdiff.rendering.rows.standings import Standing, standing_of, standing_text

__all__ = ["COLUMNS", "STATES", "ChangeRow", "absolute_text", "amount", "blank_reason", "change_rows", "percent_text"]
__all__ += ["report_rows", "state_alone", "stated_text", "worst_first"]

COLUMNS = ("metric", "prior", "current", "absolute", "percent", "stated", "verdict", "section")


STATES = ("paired", "added", "dropped", "planned", "quoted")


@frozen(kw_only=True)
class ChangeRow:
    """One metric of either year, with its partner where it has one.

    `checks` are those of the claims about it, `remarks` the findings about its figure; `own_year` is the year of its
    report.
    """

    prior: Metric | None
    current: Metric | None
    change: Change | None
    pair: Pair | None
    claims: tuple[Claim, ...]
    checks: tuple[Check, ...]
    remarks: tuple[Check, ...]
    own_year: int | None
    section: str
    quote: str

    @property
    def metric(self) -> Metric:
        """The metric of the current report, else of the prior one."""
        metric = self.current or self.prior
        assert metric is not None
        return metric

    @property
    def both(self) -> tuple[Metric, ...]:
        """Last year's metric and this year's, as far as there are both."""
        return tuple(metric for metric in (self.prior, self.current) if metric is not None)

    @property
    def state(self) -> str:
        """The code "paired", or of a metric without a partner "planned", "quoted", "added" or "dropped".

        A plan, and the figure of another year that a sentence quotes as its base, came and went with no year.
        """
        if self.prior is not None and self.current is not None:
            return "paired"
        return state_alone(self.metric, self.own_year, "added" if self.prior is None else "dropped")

    @property
    def standing(self) -> Standing | None:
        """How what is stated about the metric stands, and what was found about its figure."""
        return standing_of(self.claims, (*self.checks, *self.remarks))

    @property
    def verdict(self) -> Verdict | None:
        """The worst verdict on what is stated about the metric, but for findings that were accepted."""
        return worst_verdict(check.verdict for check in self.checks if not check.accepted)

    @property
    def severity(self) -> str:
        """The code of the worst severity of what was found about the metric, "" for nothing."""
        found = {check.severity for check in (*self.checks, *self.remarks)}
        return next((severity.value for severity in Severity if severity in found), "")

    @property
    def years(self) -> str:
        """The periods that are compared ("2022→2023"), that of one side where the other has none, "" for unknown."""
        labels = [metric.period.label for metric in self.both if metric.period]
        return "→".join(labels)

    @property
    def amount(self) -> Fraction | None:
        """The computed change: of a ratio in percentage points, else in base units."""
        return amount(self.change) if self.change is not None else None

    @property
    def percent(self) -> Fraction | None:
        """The computed change in %."""
        return self.change.percent if self.change is not None else None

    @property
    def for_review(self) -> bool:
        """Whether a person should look at the pair."""
        return self.pair is not None and self.pair.review

    @property
    def confidence(self) -> float | None:
        """How sure the pair is, in [0, 1]; None for a metric without a partner."""
        return approximate(self.pair.score) if self.pair is not None and self.state == "paired" else None

    @property
    def prior_name(self) -> str:
        """The name of last year's metric where it is worded otherwise than this year's, else ""."""
        other = self.prior is not None and self.current is not None and self.prior.name != self.current.name
        return self.prior.name if self.prior is not None and other else ""

    def blank_reason(self, lang: str) -> str:
        """Return `blank_reason` of the row's change; "" where there is none."""
        return blank_reason(self.change, lang) if self.change is not None else ""

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
            "verdict": standing_text(self.standing, lang),
            "section": self.section,
        }


def amount(change: Change) -> Fraction | None:
    """Return a computed change: of a ratio in percentage points, else in base units; None where there is none."""
    return change.points if change.points is not None else change.absolute


def blank_reason(change: Change, lang: str) -> str:
    """Return why a change is not computed, or is not to be compared; "" where there is nothing to say."""
    if change.note:
        return shown(change.note if isinstance(change.note, Notice) else word("diagnosis", change.note, lang), lang)
    return word("phrase", "range", lang) if amount(change) is None else ""


def change_rows(result: ComparisonResult) -> tuple[ChangeRow, ...]:
    """Return a row for every metric of both reports: the current report's in text order, then the dropped ones."""
    before = Lookup(result.prior.report)
    pairs = {pair.current: pair for pair in result.pairs if pair.current is not None}
    paired = {pair.prior for pair in pairs.values()}
    dropped = {pair.prior: pair for pair in result.pairs if pair.current is None}
    changes = {(change.prior, change.current): change for change in result.changes}
    reached = _reached_targets(result)
    rows = []
    for row in _rows_of_report(result.current.report, result.checks):
        pair = pairs.get(row.metric.id)
        partner = before.metric(pair.prior) if pair is not None else None
        change = changes.get((partner.id, row.metric.id)) if partner is not None else None
        rows.append(evolve(row, prior=partner, pair=pair, change=change))
    rows += [
        _row(before, metric, prior=metric, pair=dropped.get(metric.id), remarks=reached.get(metric.id, ()))
        for metric in result.prior.report.metrics
        if metric.id not in paired
    ]
    return tuple(rows)


def report_rows(result: Report | CheckResult) -> tuple[ChangeRow, ...]:
    """Return a row for every metric of one report in text order, with what the report states about it."""
    return tuple(_rows_of_report(current_report(result), () if isinstance(result, Report) else result.checks))


def worst_first(rows: Iterable[ChangeRow]) -> tuple[ChangeRow, ...]:
    """Return the rows about which something is said, the worst first, then the others; else in their order."""
    return tuple(sorted(rows, key=lambda row: len(Standing) if row.standing is None else row.standing.rank))


def state_alone(metric: Metric, own_year: int | None, otherwise: str) -> str:
    """Return what a metric without a partner is: "planned", "quoted", or else `otherwise`."""
    if metric.status is Status.TARGET:
        return "planned"
    return "quoted" if None not in (metric.year, own_year) and metric.year != own_year else otherwise


def absolute_text(row: ChangeRow, lang: str) -> str:
    """Return the computed change as a reader expects it: "+155件", "-56.95万元", "+1.3个百分点"."""
    if row.amount is None or row.change is None or row.current is None:
        return ""
    if row.amount == 0:
        return "0"
    if row.change.points is not None:
        return f"{signed(short_text(row.amount, 2))}{word('phrase', 'points', lang)}"
    return signed_amount(row.amount, row.current.figure)


def percent_text(row: ChangeRow) -> str:
    """Return the computed change in %, two decimals: "+117.42%"."""
    if row.percent is None:
        return ""
    return f"{signed(decimal_text(row.percent, 2))}%" if row.percent else "0%"


def stated_text(row: ChangeRow) -> str:
    """Return every claim of the current report about the metric."""
    return "；".join(dict.fromkeys(claim_text(claim) for claim in row.claims))


def _reached_targets(result: ComparisonResult) -> Mapping[str, tuple[Check, ...]]:
    """Return what this year's report says of last year's targets, by the ids of these."""
    targets = [metric for metric in result.prior.report.metrics if metric.status is Status.TARGET]
    found = defaultdict[str, tuple[Check, ...]](tuple)
    for check in result.checks if targets else ():
        if check.check is CheckName.TARGET_MET:
            spans = [item.span for item in check.evidence if item.report == "prior"]
            for target in targets:
                if any(span.overlaps(target.span) for span in spans):
                    found[target.id] += (check,)
    return found


def _rows_of_report(report: Report, checks: Iterable[Check]) -> Iterator[ChangeRow]:
    lookup = Lookup(report)
    claims, by_claim = _claims_by_metric(report), checks_by_claim(checks)
    remarks = defaultdict[str | None, list[Check]](list)
    for check in by_claim.get(None, ()):
        if check.severity is not None:
            remarks[check.metric].append(check)
    for metric in report.metrics:
        own = tuple(claims.get(metric.id, ()))
        judged = tuple(check for claim in own for check in by_claim.get(claim.id, ()))
        about = tuple(remarks.get(metric.id, ()))
        yield _row(lookup, metric, current=metric, claims=own, checks=judged, remarks=about)


def _row(
    lookup: Lookup,
    metric: Metric,
    *,
    current: Metric | None = None,
    prior: Metric | None = None,
    pair: Pair | None = None,
    claims: tuple[Claim, ...] = (),
    checks: tuple[Check, ...] = (),
    remarks: tuple[Check, ...] = (),
) -> ChangeRow:
    return ChangeRow(
        prior=prior,
        current=current,
        change=None,
        pair=pair,
        claims=claims,
        checks=checks,
        remarks=remarks,
        own_year=lookup.report.own_year,
        section=lookup.path(metric.section),
        quote=lookup.quote(metric.span),
    )


def _claims_by_metric(report: Report) -> Mapping[str, list[Claim]]:
    """Return the claims about each metric, by its id, in text order; a share without one is about its part."""
    found = defaultdict[str, list[Claim]](list)
    for claim in report.claims:
        about = claim.metric or claim.current
        if about is not None:
            found[about].append(claim)
    return found
