"""Say in one sentence what came out: how many claims hold, how many do not, and why the rest could not be checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from attrs import field, frozen

from reportdiff.messages import label, phrase, sentence
from reportdiff.messages.catalog import text
from reportdiff.messages.labels import word
from reportdiff.model import (
    REASONS,
    Check,
    CheckResult,
    ComparisonResult,
    Phrase,
    Report,
    Severity,
    UndecidedReason,
    Verdict,
)
from reportdiff.model.report_index import checks_by_claim
from reportdiff.rendering.rows.check_rows import CheckRow, findings, prior_findings
from reportdiff.rendering.rows.standings import Standing, standing_of
from reportdiff.rendering.wording import listed

__all__ = ["Counted", "Outcome", "outcome_lines", "outcome_of"]

_HOLD = (Standing.CONSISTENT, Standing.WITHIN_PRECISION)
_SAID = (  # in this order, with the standings that each counts
    ("hold", _HOLD),
    ("wrong", (Standing.INCONSISTENT,)),
    ("last_place", (Standing.ROUNDING_DIFFERENCE,)),
    ("undefined", (Standing.UNDEFINED,)),
    ("asked", (Standing.QUESTION,)),
    ("targets", (Standing.MET, Standing.MISSED)),
    ("implied", (Standing.IMPLIED,)),
    ("planned", (Standing.PLANNED,)),
)
_OF_ONE = {"hold": "hold_one", "wrong": "wrong_one"}  # the messages that have another verb for one claim


@frozen(kw_only=True)
class Counted:
    """A count as the outcome says it ("71处相符"), with what it counts.

    That is either claims or checks of tables of the report `side`, or its findings of one severity.
    """

    text: str
    side: str
    claims: Sequence[str] = ()
    checks: Sequence[Check] = ()
    severity: Severity | None = None


Show: TypeAlias = Callable[[Counted], str]
"""How a count is written: a page makes a link of it."""


def _plainly(counted: Counted) -> str:
    return counted.text


@frozen(kw_only=True)
class Outcome:
    """How the claims of one report stand, by id, and the sums and ties of its tables.

    `reasons` hold the claims that could not be checked by why, in the words of the coverage.
    """

    standings: Mapping[Standing, Sequence[str]]
    reasons: Mapping[str, Sequence[str]]
    checks: Sequence[Check] = field(repr=False)

    @property
    def claims(self) -> Mapping[Standing, int]:
        """How many claims stand in each way."""
        return {standing: len(ids) for standing, ids in self.standings.items()}

    @property
    def sums(self) -> Mapping[Verdict, int]:
        """How many sums and ties have each verdict."""
        return Counter(check.verdict for check in self.checks)

    def ids(self, *standings: Standing) -> tuple[str, ...]:
        """Return the claims that stand in one of these ways."""
        return tuple(id for standing in standings for id in self.standings.get(standing, ()))

    def count(self, *standings: Standing) -> int:
        """Return how many claims stand in one of these ways."""
        return len(self.ids(*standings))


def outcome_of(result: CheckResult | ComparisonResult) -> Outcome:
    """Return the outcome of a check, or of a comparison for the current report."""
    report = result.current.report if isinstance(result, ComparisonResult) else result.report
    by_claim = checks_by_claim(result.checks)
    standings, reasons = defaultdict[Standing, list[str]](list), defaultdict[str, list[str]](list)
    for claim in report.claims:
        checks = by_claim.get(claim.id, ())
        standing = standing_of([claim], checks) or Standing.UNCHECKED
        standings[standing].append(claim.id)
        if standing is Standing.UNCHECKED:
            reasons[_reason(checks).value].append(claim.id)
    decided = [check for check in by_claim.get(None, ()) if check.verdict is not Verdict.UNCHECKED]
    return Outcome(standings=dict(standings), reasons=dict(sorted(reasons.items())), checks=decided)


def outcome_lines(result: Report | CheckResult | ComparisonResult, lang: str, show: Show = _plainly) -> tuple[str, ...]:
    """Return what came out in a sentence or two; of a report that nothing has checked, nothing.

    The findings of the current report are counted, then the outcome and the findings of last year's report by itself.
    """
    if isinstance(result, Report):
        return ()
    lines = [_sentence(outcome_of(result), lang, "current", show)]
    current = findings(result)
    if current:
        lines.append(sentence("outcome.findings", lang, counts=_findings(current, lang, "current", show)))
    if isinstance(result, ComparisonResult):
        earlier = _findings(prior_findings(result), lang, "prior", show)
        own = _sentence(outcome_of(result.prior), lang, "prior", show)
        lines.append(sentence("outcome.prior", lang, outcome=own, counts=earlier))
    return tuple(lines)


def _findings(rows: Iterable[CheckRow], lang: str, side: str, show: Show) -> str:
    counts = Counter(row.check.severity for row in rows if row.check.severity is not None)
    said = (
        show(Counted(text=f"{word('severity', severity, lang)} {count}", side=side, severity=severity))
        for severity, count in counts.items()
    )
    return listed(said, lang)


def _sentence(outcome: Outcome, lang: str, side: str, show: Show) -> str:
    def counted(said: Phrase, claims: Sequence[str]) -> str:
        return show(Counted(text=text(said, lang), side=side, claims=claims))

    parts: list[str] = []
    for name, standings in _SAID:
        ids = outcome.ids(*standings)
        if ids:
            code = _OF_ONE.get(name, name) if len(ids) == 1 else name
            parts.append(counted(phrase(f"outcome.{code}", count=len(ids)), ids))
    unchecked = outcome.ids(Standing.UNCHECKED)
    if unchecked:
        whole = counted(phrase("outcome.unchecked", count=len(unchecked)), unchecked)
        reasons = tuple(
            show(Counted(text=f"{word('reason', name, lang)} {len(ids)}", side=side, claims=ids))
            for name, ids in outcome.reasons.items()
        )
        parts.append(sentence("outcome.because", lang, unchecked=whole, reasons=reasons))
    total = sum(outcome.claims.values())
    said = (
        phrase("outcome.claims_one" if total == 1 else "outcome.claims", claims=total, parts=tuple(parts))
        if total
        else phrase("outcome.no_claims")
    )
    return sentence("outcome.whole", lang, claims=said, sums=_sums(outcome, lang, side, show))


def _sums(outcome: Outcome, lang: str, side: str, show: Show) -> str:
    total, sums = len(outcome.checks), outcome.sums
    if not total:
        return ""
    if not sums.get(Verdict.INCONSISTENT) and not sums.get(Verdict.ROUNDING_DIFFERENCE):
        said = text(phrase("outcome.sums_hold", count=total), lang)
        return show(Counted(text=said, side=side, checks=outcome.checks))
    verdicts = []
    for verdict in Verdict:
        checks = [check for check in outcome.checks if check.verdict is verdict]
        if checks:
            said = text(phrase("outcome.of_verdict", verdict=label("verdict", verdict), count=len(checks)), lang)
            verdicts.append(show(Counted(text=said, side=side, checks=checks)))
    return text(phrase("outcome.sums", count=total, verdicts=tuple(verdicts)), lang)


def _reason(checks: Iterable[Check]) -> UndecidedReason:
    diagnoses = (diagnosis for check in checks for diagnosis in check.diagnoses if diagnosis in REASONS)
    return next((REASONS[diagnosis] for diagnosis in diagnoses), UndecidedReason.MISSING_OPERAND)
