"""A sum of many checks: counts, coverage, how the house rounds, and the worst findings first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import frozen

from reportdiff.arithmetic import ALL_MODES, HALF_MODES
from reportdiff.model import Check, RoundingMode, Severity, Verdict

__all__ = ["Audit", "audit", "finding_order"]

_SEVERITIES = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.QUESTION: 2, Severity.NOTE: 3, None: 4}
_VERDICTS = {verdict: place for place, verdict in enumerate((Verdict.INCONSISTENT, Verdict.ROUNDING_DIFFERENCE))}


@frozen
class Audit:
    """What many checks say together.

    `verdicts` and `severities` count the checks; `decided` of `total` have a verdict. `modes` counts for each rounding
    mode the rounded claims that it reproduces, out of `rounded`; `house` lists the modes that reproduce every one of
    them, and `telling` counts the claims that no rounding to the nearest value reproduces. `findings` are the checks
    that a reader should look at, worst first.
    """

    total: int
    decided: int
    verdicts: Mapping[Verdict, int]
    severities: Mapping[Severity, int]
    rounded: int
    modes: Mapping[RoundingMode, int]
    house: tuple[RoundingMode, ...]
    telling: int
    findings: tuple[Check, ...]

    @property
    def coverage(self) -> str:
        """How much could be decided, in words: "12 of 15 decided"."""
        return f"{self.decided} of {self.total} decided"

    @property
    def truncates(self) -> bool:
        """Whether the house cuts off: every rounded claim fits truncation, and some fit no rounding to the nearest."""
        return RoundingMode.TRUNCATE in self.house and self.telling > 0


def audit(checks: Iterable[Check]) -> Audit:
    """Sum up checks, of one report or of many.

    >>> audit(()).coverage
    '0 of 0 decided'
    """
    given = tuple(checks)
    verdicts = Counter(check.verdict for check in given)
    severities = Counter(check.severity for check in given if check.severity is not None)
    rounded = [check for check in given if check.modes]
    modes = {mode: sum(1 for check in rounded if mode in check.modes) for mode in ALL_MODES}
    house = tuple(mode for mode in ALL_MODES if rounded and modes[mode] == len(rounded))
    telling = sum(1 for check in rounded if not set(check.modes) & set(HALF_MODES))
    findings = sorted((check for check in given if check.severity is not None), key=finding_order)
    return Audit(
        total=len(given),
        decided=len(given) - verdicts[Verdict.UNCHECKED],
        verdicts={verdict: verdicts[verdict] for verdict in Verdict},
        severities={severity: severities[severity] for severity in Severity},
        rounded=len(rounded),
        modes=modes,
        house=house,
        telling=telling,
        findings=tuple(findings),
    )


def finding_order(check: Check) -> tuple[int, int, int]:
    """The order of findings: by severity, a wrong direction before a wrong size, then by verdict."""
    wrong_way = 0 if check.diagnoses[:1] == ("sign_flipped",) or check.check == "direction" else 1
    return _SEVERITIES[check.severity], wrong_way, _VERDICTS.get(check.verdict, len(_VERDICTS))
