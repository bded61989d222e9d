"""The rows that every table shows, computed once: changes, checks and sections, ready for any format."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from reportdiff.arithmetic.decimal_text import decimal_text, plain_text
from reportdiff.messages import sentence
from reportdiff.messages.labels import word
from reportdiff.model import (
    RATIOS,
    Change,
    Check,
    CheckResult,
    Claim,
    ComparisonResult,
    Coverage,
    Metric,
    Pair,
    RelationKind,
    Report,
    Span,
    Verdict,
    finding_order,
    worst_verdict,
)
from reportdiff.model.report_index import checks_by_claim
from reportdiff.rendering.codec.encode import coverage_of_report
from reportdiff.rendering.number_text import signed, signed_amount
from reportdiff.rendering.rows.report_lookup import Lookup, flat

__all__ = [
    "ChangeRow",
    "CheckRow",
    "SectionRow",
    "absolute_text",
    "change_rows",
    "check_rows",
    "claim_text",
    "coverage_lines",
    "percent_text",
    "report_label",
    "report_rows",
    "section_rows",
    "stated_text",
]

_UNSIGNED = RATIOS | {RelationKind.TIMES}


@frozen
class ChangeRow:
    """One metric of either year: paired, dropped (`current` is None) or added (`prior` is None)."""

    name: str
    unit: str
    prior: Metric | None
    current: Metric | None
    change: Change | None
    pair: Pair | None
    claims: tuple[Claim, ...]
    checks: tuple[Check, ...]
    verdict: Verdict | None
    section: str
    quote: str
    where: str

    @property
    def state(self) -> str:
        """ "paired", "added" or "dropped"."""
        if self.prior is None:
            return "added"
        return "dropped" if self.current is None else "paired"


@frozen
class CheckRow:
    """One check with what it is about and the sentence that it rests on."""

    check: Check
    claim: Claim | None
    metric: str
    stated: str
    recomputed: str
    quote: str
    where: str


@frozen
class SectionRow:
    """What became of one section: headings with their numbers, "" on the side where there is none."""

    prior_id: str | None
    current_id: str | None
    prior: str
    current: str
    relation: str
    score: float


def change_rows(result: ComparisonResult) -> tuple[ChangeRow, ...]:
    """Every metric of both reports in one row: the current report's in text order, then the dropped ones."""
    before, after = Lookup(result.prior.report), Lookup(result.current.report)
    by_current = {pair.current: pair for pair in result.pairs if pair.current is not None}
    taken = {pair.prior for pair in result.pairs if pair.prior is not None and pair.current is not None}
    dropped = {pair.prior: pair for pair in result.pairs if pair.prior is not None and pair.current is None}
    changes = {(change.prior, change.current): change for change in result.changes}
    claims = _claims_by_metric(result.current.report)
    checks = checks_by_claim(result.checks)
    rows = []
    for metric in result.current.report.metrics:
        pair = by_current.get(metric.id)
        partner = before.metrics.get(pair.prior) if pair is not None and pair.prior is not None else None
        own = tuple(claims.get(metric.id, ()))
        about = tuple(check for claim in own for check in checks.get(claim.id, ()))
        rows.append(
            ChangeRow(
                name=metric.name,
                unit=metric.figure.unit,
                prior=partner,
                current=metric,
                change=changes.get((partner.id, metric.id)) if partner is not None else None,
                pair=pair,
                claims=own,
                checks=about,
                verdict=worst_verdict(check.verdict for check in about) if own else None,
                section=after.path(metric.section),
                quote=after.quote(metric.span),
                where=after.where(metric.span),
            )
        )
    for metric in result.prior.report.metrics:
        if metric.id not in taken:
            rows.append(
                ChangeRow(
                    name=metric.name,
                    unit=metric.figure.unit,
                    prior=metric,
                    current=None,
                    change=None,
                    pair=dropped.get(metric.id),
                    claims=(),
                    checks=(),
                    verdict=None,
                    section=before.path(metric.section),
                    quote=before.quote(metric.span),
                    where=before.where(metric.span),
                )
            )
    return tuple(rows)


def report_rows(result: Report | CheckResult) -> tuple[ChangeRow, ...]:
    """Every metric of one report in text order, with what the report states about it and what the checks say."""
    report = result.report if isinstance(result, CheckResult) else result
    checks = result.checks if isinstance(result, CheckResult) else ()
    lookup = Lookup(report)
    claims = _claims_by_metric(report)
    by_claim = checks_by_claim(checks)
    rows = []
    for metric in report.metrics:
        own = tuple(claims.get(metric.id, ()))
        about = tuple(check for claim in own for check in by_claim.get(claim.id, ()))
        rows.append(
            ChangeRow(
                name=metric.name,
                unit=metric.figure.unit,
                prior=None,
                current=metric,
                change=None,
                pair=None,
                claims=own,
                checks=about,
                verdict=worst_verdict(check.verdict for check in about),
                section=lookup.path(metric.section),
                quote=lookup.quote(metric.span),
                where=lookup.where(metric.span),
            )
        )
    return tuple(rows)


def check_rows(checks: Sequence[Check], current: Report, prior: Report | None = None) -> tuple[CheckRow, ...]:
    """The checks, worst first, then in the order of the text; unremarkable ones last."""
    lookups = {"current": Lookup(current)}
    if prior is not None:
        lookups["prior"] = Lookup(prior)
    ranked = sorted(checks, key=finding_order)
    return tuple(_check_row(check, lookups) for check in ranked)


def section_rows(result: ComparisonResult) -> tuple[SectionRow, ...]:
    """Which section became which, in the order of the current report; dropped ones where they stood."""
    before, after = Lookup(result.prior.report), Lookup(result.current.report)
    return tuple(
        SectionRow(
            prior_id=pair.prior,
            current_id=pair.current,
            prior=before.path(pair.prior),
            current=after.path(pair.current),
            relation=_relation(pair.prior, pair.current, pair.relation.value),
            score=round(float(pair.score), 2),
        )
        for pair in result.sections
    )


def coverage_lines(result: Report | CheckResult | ComparisonResult, lang: str) -> tuple[str, ...]:
    """What was read, paired and decided, and why the rest was not: shown with every result."""
    coverage = coverage_of_report(result) if isinstance(result, Report) else result.coverage
    report = result.current.report if isinstance(result, ComparisonResult) else _report_of(result)
    lines = [_coverage_line(coverage, lang)]
    if isinstance(result, ComparisonResult):
        states = [row.state for row in change_rows(result)]
        counts = {state: states.count(state) for state in ("paired", "added", "dropped")}
        lines.append(sentence("renderings.paired", lang, **counts))
    if report.unread:
        lines.append(sentence("renderings.unread", lang, count=len(report.unread)))
    return tuple(lines)


def report_label(report: Report, lang: str) -> str:
    """The report in a few words: issuer and year, or the name of its file where they are not known."""
    issuer = report.issuer or report.title or word("phrase", "unknown_issuer", lang)
    year = str(report.year) if report.year is not None else word("phrase", "unknown_year", lang)
    return f"{flat(issuer)} {year}"


def absolute_text(row: ChangeRow, lang: str) -> str:
    """The computed change as a reader expects it: "+155件", "-56.95万元", "+1.3个百分点" (in English " points")."""
    change = row.change
    if change is None or row.current is None:
        return ""
    amount = change.points if change.points is not None else change.absolute
    if amount is None:
        return ""
    if amount == 0:
        return "0"
    if change.points is not None:
        return f"{signed(_short(change.points))}{word('phrase', 'points', lang)}"
    return signed_amount(amount, row.current.figure.unit, row.current.figure.scale)


def percent_text(row: ChangeRow) -> str:
    """The computed change in %, two decimals: "+117.42%"."""
    change = row.change
    if change is None or change.percent is None:
        return ""
    return f"{signed(decimal_text(change.percent, 2))}%" if change.percent else "0%"


def stated_text(row: ChangeRow) -> str:
    """What the current report says about the metric's change, every claim of it."""
    return "；".join(dict.fromkeys(claim_text(claim) for claim in row.claims))


def claim_text(claim: Claim) -> str:
    """A claim as printed; a bare figure from a 分别 list gets the sign that its sentence gives it."""
    surface = flat(claim.surface)
    figure = claim.figure
    if figure is None or surface != flat(figure.surface) or claim.form in _UNSIGNED:
        return surface
    sign = {"up": "+", "down": "-"}.get(claim.direction.value, "")
    return surface if surface.startswith(("+", "-")) else sign + surface


def _check_row(check: Check, lookups: dict[str, Lookup]) -> CheckRow:
    home = lookups["current"]
    claim = home.claims.get(check.claim) if check.claim is not None else None
    metric = home.metrics.get(check.metric) if check.metric is not None else None
    name = claim.metric_name if claim is not None else metric.name if metric is not None else ""
    place: tuple[Lookup, Span] | None = None
    for evidence in check.evidence:
        if evidence.report in lookups:
            place = (lookups[evidence.report], evidence.span)
            break
    if place is None and claim is not None:
        place = (home, claim.span)
    elif place is None and metric is not None:
        place = (home, metric.span)
    unit = _unit(claim, metric)
    directed = claim is not None and claim.form not in _UNSIGNED
    return CheckRow(
        check=check,
        claim=claim,
        metric=name,
        stated=claim_text(claim) if claim is not None else _with_unit(check.stated, unit, directed),
        recomputed=_with_unit(check.recomputed, unit, directed),
        quote=place[0].quote(place[1]) if place is not None else "",
        where=place[0].where(place[1]) if place is not None else "",
    )


def _unit(claim: Claim | None, metric: Metric | None) -> str:
    if claim is not None:
        if claim.figure is not None:
            return claim.figure.unit
        return "%" if claim.form is RelationKind.FLAT else ""
    return metric.figure.unit if metric is not None else ""


def _with_unit(number: str | None, unit: str, directed: bool) -> str:
    if number is None:
        return ""
    return f"{signed(number) if directed else number}{unit}"


def _claims_by_metric(report: Report) -> dict[str, list[Claim]]:
    """The claims that speak about a metric, in text order."""
    found: dict[str, list[Claim]] = {}
    for claim in report.claims:
        about = claim.metric if claim.metric is not None else claim.current
        if about is not None:
            found.setdefault(about, []).append(claim)
    return found


def _relation(prior: str | None, current: str | None, relation: str) -> str:
    if prior is None:
        return "added"
    return "dropped" if current is None else relation


def _coverage_line(coverage: Coverage, lang: str) -> str:
    return sentence(
        "renderings.coverage",
        lang,
        figures=coverage.figures,
        claims=coverage.claims,
        decided=coverage.decided,
        open=coverage.claims - coverage.decided,
        reasons=tuple(f"{word('reason', reason, lang)} {count}" for reason, count in coverage.undecided.items()),
    )


def _report_of(result: Report | CheckResult) -> Report:
    return result.report if isinstance(result, CheckResult) else result


def _short(value: Fraction) -> str:
    text = plain_text(value)
    return decimal_text(value, 2) if "/" in text else text
