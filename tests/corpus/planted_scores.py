"""Count which planted claims are found, with which cause, and which right ones are accused.

`python tests/corpus/planted_scores.py [PAIRS]` prints the counts, kind by kind.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping

from synthetic_claims import PlantedClaim, claim_pair

from reportdiff import compare, parse
from reportdiff.model import Check, Claim, ComparisonResult, Severity

__all__ = ["PAIRS", "planted_scores", "total_of"]

PAIRS = 150
_COUNTED = ("wrong", "found", "named", "cause", "right", "accused")
_ALARMS = (Severity.ERROR, Severity.WARNING)


def _alarms(result: ComparisonResult, planted: PlantedClaim) -> list[Check]:
    """Return the alarms about the claim of that size."""

    def printed(claim: Claim) -> bool:
        return claim.figure is not None and claim.figure.surface == planted.size

    claims = {claim.id for claim in result.current.report.claims if printed(claim)}
    return [item for item in result.checks if item.claim in claims and item.severity in _ALARMS]


def planted_scores(numbers: Iterable[int], *, told: bool = False) -> Mapping[str, Counter[str]]:
    """Return for each kind of claim how many are right, accused, wrong, found, named and named with their cause."""
    scores: dict[str, Counter[str]] = {}
    for number in numbers:
        pair = claim_pair(number)
        result = compare(parse(pair.prior), parse(pair.current)).result
        for planted in pair.claims:
            seen, found = scores.setdefault(planted.kind, Counter()), _alarms(result, planted)
            causes = {item.diagnoses[0].value for item in found if item.diagnoses}
            if not planted.mistake:
                seen["right"] += 1
                seen["accused"] += bool(found)
            else:
                seen["wrong"] += 1
                seen["found"] += bool(found)
            if found and planted.mistake not in ("", "any"):
                seen["named"] += 1
                seen["cause"] += planted.mistake in causes
            surprising = bool(found) is not bool(planted.mistake) or (planted.mistake not in ("", "any", *causes))
            if told and surprising:
                line = next(line for line in pair.current.splitlines() if planted.size in line)
                print(number, planted.kind, planted.size, planted.mistake or "right", sorted(causes), line)
    return scores


def total_of(scores: Mapping[str, Counter[str]]) -> Counter[str]:
    """Return the counts of all kinds together."""
    return sum(scores.values(), Counter())


if __name__ == "__main__":
    counted = planted_scores(range(int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS), told="-v" in sys.argv)
    for kind, seen in [*sorted(counted.items()), ("all", total_of(counted))]:
        print(f"{kind:18}", *(f"{name} {seen[name]:4}" for name in _COUNTED))
