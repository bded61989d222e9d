"""Planted errors are found with their cause, and right claims are left alone."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from synthetic_claims import PlantedClaim, claim_pair

from reportdiff import compare, parse
from reportdiff.model import Check, Claim, ComparisonResult, Severity

PAIRS = 150
FOUND, CAUSE, FALSE = Fraction(95, 100), Fraction(9, 10), Fraction(5, 1000)
_ALARMS = (Severity.ERROR, Severity.WARNING)


def alarms(result: ComparisonResult, planted: PlantedClaim) -> list[Check]:
    """Return the alarms about the claim of that size."""

    def printed(claim: Claim) -> bool:
        return claim.figure is not None and claim.figure.surface == planted.size

    claims = {claim.id for claim in result.current.report.claims if printed(claim)}
    return [item for item in result.checks if item.claim in claims and item.severity in _ALARMS]


def test_planted_errors_are_found_with_their_cause() -> None:
    """Of many pairs: ≥ .95 of the errors found, ≥ .9 with the right first cause, ≤ .5 % of the right claims accused."""
    seen: Counter[str] = Counter()
    for number in range(PAIRS):
        pair = claim_pair(number)
        result = compare(parse(pair.prior), parse(pair.current)).result
        for planted in pair.claims:
            found = alarms(result, planted)
            if not planted.mistake:
                seen["right"] += 1
                seen["accused"] += bool(found)
                continue
            seen["wrong"] += 1
            seen["found"] += bool(found)
            if found and planted.mistake != "any":
                seen["named"] += 1
                seen["cause"] += planted.mistake in {item.diagnoses[0].value for item in found if item.diagnoses}
    assert seen["found"] >= FOUND * seen["wrong"], seen
    assert seen["cause"] >= CAUSE * seen["named"], seen
    assert seen["accused"] <= FALSE * seen["right"], seen
