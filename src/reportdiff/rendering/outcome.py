"""Say in one sentence what came out: how many claims hold, how many do not, and why the rest could not be checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TypeAlias

from attrs import frozen

from reportdiff.messages import label, phrase, sentence
from reportdiff.messages.labels import word
from reportdiff.model import (
    REASONS,
    Check,
    CheckResult,
    ComparisonResult,
    Report,
    Severity,
    UndecidedReason,
    Verdict,
)
from reportdiff.model.report_index import checks_by_claim
from reportdiff.rendering.rows.check_rows import CheckRow, findings, prior_findings
from reportdiff.rendering.rows.standings import Standing, standing_of, standing_of_finding
from reportdiff.rendering.wording import labelled, listed

__all__ = ["Counted", "Outcome", "outcome_lines", "outcome_of"]

_HOLD = (Standing.CONSISTENT, Standing.WITHIN_PRECISION)
_SAID = (  # in this order, with the standings that each counts
    ("hold", _HOLD),
    ("wrong", (Standing.INCONSISTENT,)),
    ("last_place", (Standing.ROUNDING_DIFFERENCE,)),
    ("accepted", (Standing.ACCEPTED,)),
    ("undefined", (Standing.UNDEFINED,)),
    ("asked", (Standing.QUESTION,)),
    ("targets", (Standing.MET, Standing.MISSED)),
    ("implied", (Standing.IMPLIED,)),
    ("planned", (Standing.PLANNED,)),
)
_DEVIATES = (Standing.INCONSISTENT, Standing.ROUNDING_DIFFERENCE, Standing.ACCEPTED)
_OF_ONE = {"hold": "hold_one", "wrong": "wrong_one"}  # the messages that have another verb for one claim


@frozen(kw_only=True)
class Counted:
    """A count as the outcome says it ("71处相符"), of the claims, checks of tables or findings of one report."""

    text: str
    side: str
    claims: Sequence[str] = ()
    checks: Sequence[Check] = ()
    severity: Severity | None = None


Show: TypeAlias = Callable[[Counted], str]
"""How a count is written: a page makes a link of it."""


@frozen(kw_only=True)
class Outcome:
    """How the claims of one report stand, by id, and the sums and ties of its tables that were decided.

    `accepted` are the findings that a person accepted. `reasons` hold the claims that could not be checked by why, in
    the words of the coverage.
    """

    claims: Mapping[Standing, Sequence[str]]
    sums: Sequence[Check]
    accepted: Sequence[Check]
    reasons: Mapping[str, Sequence[str]]

    def ids(self, *standings: Standing) -> tuple[str, ...]:
        """Return the claims that stand in one of these ways."""
        return tuple(id for standing in standings for id in self.claims.get(standing, ()))


def outcome_of(result: CheckResult | ComparisonResult) -> Outcome:
    """Return the outcome of a check, or of a comparison for the current report."""
    report = result.current.report if isinstance(result, ComparisonResult) else result.report
    by_claim = checks_by_claim(result.checks)
    claims, reasons = defaultdict[Standing, list[str]](list), defaultdict[str, list[str]](list)
    for claim in report.claims:
        checks = by_claim.get(claim.id, ())
        standing = standing_of([claim], checks) or Standing.UNCHECKED
        claims[standing].append(claim.id)
        if standing is Standing.UNCHECKED:
            reasons[_reason(checks).value].append(claim.id)
    sums = [check for check in by_claim.get(None, ()) if check.verdict is not Verdict.UNCHECKED]
    accepted = [check for check in result.checks if check.accepted]
    return Outcome(claims=claims, sums=sums, accepted=accepted, reasons=dict(sorted(reasons.items())))


def outcome_lines(
    result: Report | CheckResult | ComparisonResult, lang: str, show: Show = attrgetter("text")
) -> tuple[str, ...]:
    """Return what came out in a sentence or two; of a report that nothing has checked, nothing.

    The findings of the current report are counted, then the outcome and the findings of last year's report by itself.
    """
    if isinstance(result, Report):
        return ()
    outcome = outcome_of(result)
    first = _sentence(outcome, lang, "current", show)
    lines = [first[:1].upper() + first[1:]]
    current = findings(result)
    if counts := _findings(current, outcome, lang, "current", show):
        lines.append(sentence("outcome.findings", lang, counts=counts))
    if isinstance(result, ComparisonResult):
        before = outcome_of(result.prior)
        earlier = _findings(prior_findings(result), before, lang, "prior", show)
        own = _sentence(before, lang, "prior", show)
        lines.append(sentence("outcome.prior", lang, outcome=own, counts=earlier))
    return tuple(lines)


def _repeats_the_claims(rows: Sequence[CheckRow], outcome: Outcome) -> bool:
    """Return whether the findings are no more than the claims that do not hold, which the sentence has counted."""
    wrong = sorted(outcome.ids(Standing.INCONSISTENT))
    return all(row.check.severity is Severity.ERROR for row in rows) and wrong == sorted(
        row.check.claim or "" for row in rows
    )


def _findings(rows: Sequence[CheckRow], outcome: Outcome, lang: str, side: str, show: Show) -> str:
    """Return the counts of the findings and of those that were accepted, "" where the outcome says as much."""
    if _repeats_the_claims(rows, outcome) and len(outcome.accepted) == len(outcome.ids(Standing.ACCEPTED)):
        return ""
    counts = Counter(row.check.severity for row in rows if row.check.severity is not None)
    said = [
        Counted(text=f"{word('severity', severity, lang)} {count}", side=side, severity=severity)
        for severity, count in counts.items()
    ]
    if outcome.accepted:
        text = f"{word('standing', Standing.ACCEPTED, lang)} {len(outcome.accepted)}"
        said.append(Counted(text=text, side=side, checks=outcome.accepted))
    return listed(map(show, said), lang)


def _sentence(outcome: Outcome, lang: str, side: str, show: Show) -> str:
    def counted(code: str, ids: Sequence[str]) -> str:
        return show(Counted(text=sentence(f"outcome.{code}", lang, count=len(ids)), side=side, claims=ids))

    found = [(name, outcome.ids(*standings)) for name, standings in _SAID]
    parts = [counted(_OF_ONE.get(name, name) if len(ids) == 1 else name, ids) for name, ids in found if ids]
    unchecked = outcome.ids(Standing.UNCHECKED)
    if unchecked:
        reasons = _reasons(outcome, lang, side, show)
        parts.append(sentence("outcome.because", lang, unchecked=counted("unchecked", unchecked), reasons=reasons))
    total = sum(map(len, outcome.claims.values()))
    said = (
        phrase("outcome.claims_one" if total == 1 else "outcome.claims", claims=total, parts=tuple(parts))
        if total
        else phrase("outcome.no_claims")
    )
    return sentence("outcome.whole", lang, claims=said, sums=_sums(outcome.sums, lang, side, show))


def _reasons(outcome: Outcome, lang: str, side: str, show: Show) -> tuple[str, ...]:
    """Return why claims could not be checked, each reason with its count where there are several."""
    said = [(word("reason", name, lang), ids) for name, ids in outcome.reasons.items()]
    if len(said) == 1:
        return (said[0][0],)
    return tuple(
        show(Counted(text=labelled(reason, str(len(ids)), lang), side=side, claims=ids)) for reason, ids in said
    )


def _sums(checks: Sequence[Check], lang: str, side: str, show: Show) -> str:
    by_standing = {each: [check for check in checks if standing_of_finding(check) is each] for each in Standing}
    if not checks:
        return ""
    if not any(by_standing[each] for each in _DEVIATES):
        said = sentence("outcome.sums_hold", lang, count=len(checks))
        return show(Counted(text=said, side=side, checks=checks))
    verdicts = (
        (sentence("outcome.of_verdict", lang, verdict=label("standing", each), count=len(some)), some)
        for each, some in by_standing.items()
        if some
    )
    shown = tuple(show(Counted(text=said, side=side, checks=some)) for said, some in verdicts)
    return sentence("outcome.sums", lang, count=len(checks), verdicts=shown)


def _reason(checks: Iterable[Check]) -> UndecidedReason:
    diagnoses = (diagnosis for check in checks for diagnosis in check.diagnoses if diagnosis in REASONS)
    return next((REASONS[diagnosis] for diagnosis in diagnoses), UndecidedReason.MISSING_OPERAND)
