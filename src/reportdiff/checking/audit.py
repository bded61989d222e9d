"""The sum of many checks: counts, coverage, the modes by which a publisher rounds, and the worst findings first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import frozen

from reportdiff.arithmetic import ALL_MODES, HALF_MODES
from reportdiff.messages import phrase
from reportdiff.model import Check, RoundingMode, Severity, Verdict, finding_order
from reportdiff.text.arguments import require_items, require_type

__all__ = ["Audit", "audit"]


@frozen(kw_only=True)
class Audit:
    """What many checks say together.

    Attributes:
        total: The number of checks.
        decided: How many of them have a verdict.
        verdicts: How many checks have each verdict.
        severities: How many findings have each severity.
        rounded: The number of claims whose size was rounded.
        modes: How many of the rounded claims each rounding mode reproduces.
        rounding_policy: The modes that reproduce every one of them.
        not_to_nearest: How many of them no rounding to the nearest value reproduces.
        findings: The checks that a reader should look at, worst first.
    """

    total: int
    decided: int
    verdicts: Mapping[Verdict, int]
    severities: Mapping[Severity, int]
    rounded: int
    modes: Mapping[RoundingMode, int]
    rounding_policy: tuple[RoundingMode, ...]
    not_to_nearest: int
    findings: tuple[Check, ...]

    @property
    def coverage(self) -> str:
        """How much could be decided, in words: "12 of 15 decided"."""
        return f"{self.decided} of {self.total} decided"

    @property
    def truncates(self) -> bool:
        """Whether the figures are cut off: truncation fits every rounded claim, and rounding to the nearest not all."""
        return RoundingMode.TRUNCATE in self.rounding_policy and self.not_to_nearest > 0


def audit(checks: Iterable[Check]) -> Audit:
    """Sum up checks, of one report or of many.

    >>> audit(()).coverage
    '0 of 0 decided'
    """
    every = require_items(checks, "checks", "errors.wanted_checks")
    for item in every:
        require_type(item, Check, phrase("errors.a_check"), "errors.wanted_checks")
    verdicts = Counter(check.verdict for check in every)
    severities = Counter(check.severity for check in every if check.severity is not None)
    rounded = [set(check.modes) for check in every if check.modes]
    modes = {mode: sum(mode in reproducing for reproducing in rounded) for mode in ALL_MODES}
    return Audit(
        total=len(every),
        decided=len(every) - verdicts[Verdict.UNCHECKED],
        verdicts={verdict: verdicts[verdict] for verdict in Verdict},
        severities={severity: severities[severity] for severity in Severity},
        rounded=len(rounded),
        modes=modes,
        rounding_policy=tuple(mode for mode in ALL_MODES if rounded and modes[mode] == len(rounded)),
        not_to_nearest=sum(reproducing.isdisjoint(HALF_MODES) for reproducing in rounded),
        findings=tuple(sorted((check for check in every if check.severity is not None), key=finding_order)),
    )
