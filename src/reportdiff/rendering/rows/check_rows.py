"""Build a row for each check: what it is about, the stated and the recomputed figure, the sentence it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from reportdiff.messages.labels import word, words
from reportdiff.model import (
    Check,
    CheckResult,
    Claim,
    ComparisonResult,
    Metric,
    RelationKind,
    Report,
    Span,
    Verdict,
    finding_order,
)
from reportdiff.rendering.number_text import signed
from reportdiff.rendering.rows.claim_rows import UNSIGNED, claim_text
from reportdiff.rendering.rows.computation_steps import steps_text
from reportdiff.rendering.rows.places import Place
from reportdiff.rendering.rows.report_lookup import Lookup, current_report, prior_report
from reportdiff.rendering.rows.standings import Standing, standing_of_finding, standing_text
from reportdiff.rendering.wording import listed, message_text

__all__ = ["CheckRow", "Quote", "check_rows", "finding_counts", "findings", "prior_findings"]

_MOST_QUOTES = 3  # sentences that a finding shows; the page lights all of them


@frozen(kw_only=True)
class Quote:
    """A sentence that a check rests on, in pieces with the figures marked; `side` is "current" or "prior"."""

    side: str
    pieces: tuple[tuple[str, bool], ...]
    where: Place

    @property
    def text(self) -> str:
        """The sentence in one line."""
        return "".join(text for text, _ in self.pieces)


@frozen(kw_only=True)
class CheckRow:
    """One check with the name of its metric and the sentences that it rests on, this year's first."""

    check: Check
    metric: str
    stated: str
    recomputed: str
    quotes: tuple[Quote, ...]
    steps: str = ""

    @property
    def quote(self) -> str:
        """The first sentence that the check rests on."""
        return self.quotes[0].text if self.quotes else ""

    def where(self, lang: str) -> str:
        """Return the place of that sentence in words."""
        return self.quotes[0].where.text(lang) if self.quotes else ""

    def last_years_texts(self, lang: str) -> tuple[str, str]:
        """Return last year's sentence and its place where the first one is this year's, else "" and ""."""
        found = next((quote for quote in self.quotes[1:] if quote.side == "prior"), None)
        return (found.text, found.where.text(lang)) if found is not None else ("", "")

    def causes(self, lang: str) -> str:
        """Return the likely causes that the message does not say itself."""
        message = message_text(self.check, lang)
        others = (name for name in self.check.diagnoses if word("cause", name, lang) not in message)
        return words("diagnosis", tuple(others), lang)

    def quoted(self, lang: str) -> tuple[tuple[str, Quote], ...]:
        """Return the quotes, each behind the word for its report where they are of both."""
        both = len({quote.side for quote in self.quotes}) > 1
        return tuple((word("column", quote.side, lang) if both else "", quote) for quote in self.quotes)

    @property
    def standing(self) -> Standing | None:
        """How the finding stands; None where it only notes something."""
        return standing_of_finding(self.check)

    def head(self, lang: str) -> str:
        """Return the mark and word of the standing, else of the severity, and the severity of what is wrong."""
        if self.standing is None:
            return self.severity_text(lang)
        said = standing_text(self.standing, lang)
        decided = self.check.verdict is not Verdict.UNCHECKED
        if decided and self.severity is not None:
            return f"{said} · {self.severity_text(lang)}"
        return said + self.confidence_text(lang)

    @property
    def severity(self) -> str | None:
        """The code of the check's severity."""
        return self.check.severity.value if self.check.severity is not None else None

    def severity_word(self, lang: str) -> str:
        """Return the word for the check's severity, "" for none."""
        return word("severity", self.severity, lang) if self.severity is not None else ""

    def severity_text(self, lang: str) -> str:
        """Return the word for the check's severity with its confidence: 错误（可信度 96%）."""
        return self.severity_word(lang) + self.confidence_text(lang)

    def confidence_text(self, lang: str) -> str:
        """Return the finding's confidence in brackets; "" where it has none."""
        if self.check.confidence is None:
            return ""
        said = f"{word('phrase', 'confidence', lang)} {self.check.confidence}%"
        return f"（{said}）" if lang == "zh" else f" ({said})"


def check_rows(checks: Iterable[Check], current: Report, prior: Report | None = None) -> tuple[CheckRow, ...]:
    """Return a row for each check, the worst first, then in the order of the text; unremarkable ones last."""
    lookups = {"current": Lookup(current)}
    if prior is not None:
        lookups["prior"] = Lookup(prior)
    return tuple(_row(check, lookups) for check in sorted(checks, key=finding_order))


def findings(result: Report | CheckResult | ComparisonResult) -> tuple[CheckRow, ...]:
    """Return the rows of the checks that have something to report, worst first."""
    return () if isinstance(result, Report) else _findings(result.checks, current_report(result), prior_report(result))


def prior_findings(result: Report | CheckResult | ComparisonResult) -> tuple[CheckRow, ...]:
    """Return the findings of the prior report's own checks, worst first."""
    return _findings(result.prior.checks, result.prior.report) if isinstance(result, ComparisonResult) else ()


def finding_counts(rows: Iterable[CheckRow], lang: str) -> str:
    """Return how many findings of each severity there are: "错误 1，疑问 2"."""
    severities = [row.severity for row in rows if row.severity is not None]
    return listed(
        (f"{word('severity', name, lang)} {severities.count(name)}" for name in dict.fromkeys(severities)), lang
    )


def _findings(checks: Iterable[Check], current: Report, prior: Report | None = None) -> tuple[CheckRow, ...]:
    return check_rows((check for check in checks if check.severity is not None), current, prior)


def _row(check: Check, lookups: Mapping[str, Lookup]) -> CheckRow:
    current = lookups["current"]
    claim = current.claims.get(check.claim) if check.claim is not None else None
    metric = current.metric(check.metric)
    about = claim or metric
    places = [(item.report, item.span) for item in check.evidence if item.report in lookups]
    operands = (current.metric(id) for id in (claim.current, claim.prior)) if claim is not None else ()
    places += [("current", thing.span) for thing in (about, *operands) if thing is not None]
    unit = _unit(claim, metric)
    directed = claim is not None and claim.form not in UNSIGNED
    return CheckRow(
        check=check,
        metric=claim.metric_name if claim is not None else metric.name if metric is not None else "",
        stated=claim_text(claim) if claim is not None else _with_unit(check.stated, unit, directed),
        recomputed=_with_unit(check.recomputed, unit, directed),
        quotes=_quotes(places, lookups),
        steps=steps_text(check, lookups),
    )


def _quotes(places: Iterable[tuple[str, Span]], lookups: Mapping[str, Lookup]) -> tuple[Quote, ...]:
    """Return the sentences of these places, each once: the first one, then last year's, then others."""
    spans: dict[tuple[str, Span], list[Span]] = {}
    for side, span in places:
        spans.setdefault((side, lookups[side].sentence(span)), []).append(span)
    first, *others = [(side, inside) for (side, _), inside in spans.items()] or [("", [])]
    chosen = [first, *sorted(others, key=lambda item: item[0] == first[0])][:_MOST_QUOTES]
    return tuple(
        Quote(side=side, pieces=lookups[side].marked_quote(inside), where=lookups[side].where(inside[0]))
        for side, inside in chosen
        if inside
    )


def _unit(claim: Claim | None, metric: Metric | None) -> str:
    if claim is not None and claim.figure is None:
        return "%" if claim.form is RelationKind.FLAT else ""
    figure = claim.figure if claim is not None else metric.figure if metric is not None else None
    return figure.unit if figure is not None else ""


def _with_unit(number: str | None, unit: str, directed: bool) -> str:
    if number is None:
        return ""
    return f"{signed(number) if directed else number}{unit}"
