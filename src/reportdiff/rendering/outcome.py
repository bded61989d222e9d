"""Say in one sentence what came out: how many claims hold, how many do not, and why the rest could not be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import frozen

from reportdiff.messages import label, phrase, sentence
from reportdiff.messages.labels import word
from reportdiff.model import REASONS, Check, CheckResult, ComparisonResult, Phrase, Report, UndecidedReason, Verdict
from reportdiff.model.report_index import checks_by_claim
from reportdiff.rendering.rows.check_rows import finding_counts, findings, prior_findings
from reportdiff.rendering.rows.standings import Standing, standing_of

__all__ = ["Outcome", "outcome_lines", "outcome_of"]

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
class Outcome:
    """How the claims of one report stand, and the sums and ties of its tables.

    `reasons` count why claims could not be checked, in the words of the coverage.
    """

    claims: Mapping[Standing, int]
    sums: Mapping[Verdict, int]
    reasons: Mapping[str, int]

    def count(self, *standings: Standing) -> int:
        """Return how many claims stand in one of these ways."""
        return sum(self.claims.get(standing, 0) for standing in standings)


def outcome_of(result: CheckResult | ComparisonResult) -> Outcome:
    """Return the outcome of a check, or of a comparison for the current report."""
    report = result.current.report if isinstance(result, ComparisonResult) else result.report
    by_claim = checks_by_claim(result.checks)
    claims, reasons = Counter[Standing](), Counter[str]()
    for claim in report.claims:
        checks = by_claim.get(claim.id, ())
        standing = standing_of([claim], checks) or Standing.UNCHECKED
        claims[standing] += 1
        if standing is Standing.UNCHECKED:
            reasons[_reason(checks).value] += 1
    sums = Counter[Verdict](check.verdict for check in by_claim.get(None, ()) if check.verdict is not Verdict.UNCHECKED)
    return Outcome(claims=claims, sums=sums, reasons=dict(sorted(reasons.items())))


def outcome_lines(result: Report | CheckResult | ComparisonResult, lang: str) -> tuple[str, ...]:
    """Return what came out in a sentence or two; of a report that nothing has checked, nothing.

    The findings of the current report are counted, then the outcome and the findings of last year's report by itself.
    """
    if isinstance(result, Report):
        return ()
    lines = [_sentence(outcome_of(result), lang)]
    current = findings(result)
    if current:
        lines.append(sentence("outcome.findings", lang, counts=finding_counts(current, lang)))
    if isinstance(result, ComparisonResult):
        earlier = finding_counts(prior_findings(result), lang)
        own = _sentence(outcome_of(result.prior), lang)
        lines.append(sentence("outcome.prior", lang, outcome=own, counts=earlier))
    return tuple(lines)


def _sentence(outcome: Outcome, lang: str) -> str:
    parts: list[Phrase] = []
    for name, standings in _SAID:
        count = outcome.count(*standings)
        if count:
            parts.append(phrase(f"outcome.{_OF_ONE.get(name, name) if count == 1 else name}", count=count))
    unchecked = outcome.count(Standing.UNCHECKED)
    if unchecked:
        reasons = tuple(f"{word('reason', name, lang)} {count}" for name, count in outcome.reasons.items())
        parts.append(phrase("outcome.unchecked", count=unchecked, reasons=reasons))
    total = sum(outcome.claims.values())
    said = (
        phrase("outcome.claims_one" if total == 1 else "outcome.claims", claims=total, parts=tuple(parts))
        if total
        else phrase("outcome.no_claims")
    )
    return sentence("outcome.whole", lang, claims=said, sums=_sums(outcome))


def _sums(outcome: Outcome) -> Phrase | str:
    total = sum(outcome.sums.values())
    if not total:
        return ""
    wrong, near = outcome.sums.get(Verdict.INCONSISTENT, 0), outcome.sums.get(Verdict.ROUNDING_DIFFERENCE, 0)
    if not wrong and not near:
        return phrase("outcome.sums_hold", count=total)
    return phrase(
        "outcome.sums",
        count=total,
        verdicts=tuple(
            phrase("outcome.of_verdict", verdict=label("verdict", verdict), count=outcome.sums[verdict])
            for verdict in Verdict
            if outcome.sums.get(verdict)
        ),
    )


def _reason(checks: Iterable[Check]) -> UndecidedReason:
    diagnoses = (diagnosis for check in checks for diagnosis in check.diagnoses if diagnosis in REASONS)
    return next((REASONS[diagnosis] for diagnosis in diagnoses), UndecidedReason.MISSING_OPERAND)
