"""A house's own rounding: which modes it accepts decides which last places are a difference."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from attrs import evolve

from reportdiff.checking.causes import VERDICT_WORDS
from reportdiff.model import Check, Message, RoundingMode, Severity, Verdict

__all__ = ["apply_rounding_policy"]


def apply_rounding_policy(checks: Iterable[Check], accepted: Collection[RoundingMode]) -> tuple[Check, ...]:
    """The checks with their verdicts as a house sees them that rounds by the `accepted` modes and no others.

    A figure that an accepted mode prints is consistent; one that only another mode prints is off in its last place.
    Figures whose operands hide digits stay as they are: there no mode can be told.
    """
    return tuple(_held(check, accepted) for check in checks)


def _held(check: Check, accepted: Collection[RoundingMode]) -> Check:
    if check.verdict not in (Verdict.CONSISTENT, Verdict.ROUNDING_DIFFERENCE) or not check.modes:
        return check
    verdict = Verdict.CONSISTENT if set(check.modes) & set(accepted) else Verdict.ROUNDING_DIFFERENCE
    if verdict is check.verdict:
        return check
    one, other = VERDICT_WORDS[check.verdict], VERDICT_WORDS[verdict]
    message = Message(check.message.zh.replace(one[0], other[0], 1), check.message.en.replace(one[1], other[1], 1))
    severity = None if verdict is Verdict.CONSISTENT else Severity.WARNING
    diagnoses = () if verdict is Verdict.CONSISTENT else check.diagnoses
    return evolve(check, verdict=verdict, severity=severity, message=message, diagnoses=diagnoses)
