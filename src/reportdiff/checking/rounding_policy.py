"""A publisher's own rounding policy: which modes it accepts decides which last places are a difference."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from attrs import evolve

from reportdiff.checking.findings import with_verdict
from reportdiff.model import Check, RoundingMode, Severity, Verdict

__all__ = ["apply_rounding_policy"]


def apply_rounding_policy(checks: Iterable[Check], accepted: Collection[RoundingMode]) -> tuple[Check, ...]:
    """Return the checks with their verdicts under a policy that rounds by the `accepted` modes and no others.

    A figure that an accepted mode prints is consistent; one that only another mode prints is off in its last place.
    Figures whose operands hide digits stay as they are: there no mode can be told.
    """
    return tuple(_judged(check, accepted) for check in checks)


def _judged(check: Check, accepted: Collection[RoundingMode]) -> Check:
    if check.verdict not in (Verdict.CONSISTENT, Verdict.ROUNDING_DIFFERENCE) or not check.modes:
        return check
    verdict = Verdict.CONSISTENT if set(check.modes) & set(accepted) else Verdict.ROUNDING_DIFFERENCE
    if verdict is check.verdict:
        return check
    message = with_verdict(check, verdict)
    if verdict is Verdict.CONSISTENT:
        return evolve(check, verdict=verdict, severity=None, message=message, diagnoses=(), confidence=None)
    return evolve(check, verdict=verdict, severity=Severity.WARNING, message=message)
