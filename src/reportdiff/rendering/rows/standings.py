"""Say how a claim, metric or finding stands for a reader: its verdict, or what was found out where there is none.

"Unchecked" is said of nothing that was decided: a change that leaves one prior, a target and its outcome, a question.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from reportdiff.messages.labels import labels, word
from reportdiff.model import Check, CheckName, Claim, Severity, Status, Verdict, worst_verdict

__all__ = ["Standing", "standing_of", "standing_of_finding", "standing_text", "standing_word"]


class Standing(StrEnum):
    """How something stands, what a reader must not miss first."""

    INCONSISTENT = "inconsistent"
    ROUNDING_DIFFERENCE = "rounding_difference"
    QUESTION = "question"
    MISSED = "missed"
    UNDEFINED = "undefined"
    ACCEPTED = "accepted"
    WITHIN_PRECISION = "within_precision"
    CONSISTENT = "consistent"
    MET = "met"
    IMPLIED = "implied"
    UNCHECKED = "unchecked"
    PLANNED = "planned"

    @property
    def rank(self) -> int:
        """The place in the order of this class."""
        return _RANKS[self]


_RANKS = {standing: rank for rank, standing in enumerate(Standing)}
_FAILING = (Verdict.INCONSISTENT, Verdict.ROUNDING_DIFFERENCE)
_ASKED = frozenset({Severity.ERROR, Severity.WARNING, Severity.QUESTION})


def standing_of(claims: Iterable[Claim], checks: Iterable[Check]) -> Standing | None:
    """Return how the claims about one thing stand, given all checks about it; None where nothing is said of it."""
    every, claims = tuple(checks), tuple(claims)
    checks = [check for check in every if not check.accepted]
    verdict = worst_verdict(check.verdict for check in checks)
    if len(checks) < len(every) and verdict not in _FAILING and not any(check.severity in _ASKED for check in checks):
        return Standing.ACCEPTED
    if verdict is not None and verdict is not Verdict.UNCHECKED:
        return Standing(verdict.value)
    if any(check.severity in _ASKED for check in checks):
        return Standing.QUESTION
    reached = next(filter(None, map(_target, checks)), None)
    if reached is not None:
        return reached
    if any(check.implied_prior is not None and check.implied_prior.discriminating for check in checks):
        return Standing.IMPLIED
    if claims and all(claim.status is Status.TARGET for claim in claims):
        return Standing.PLANNED
    return Standing.UNCHECKED if claims else None


def standing_of_finding(check: Check) -> Standing | None:
    """Return how one finding stands; None where it only notes something."""
    return standing_of((), (check,))


def standing_text(standing: Standing | None, lang: str) -> str:
    """Return the mark and word of a standing, "" for none.

    >>> standing_text(Standing.INCONSISTENT, "en"), standing_text(Standing.IMPLIED, "zh")
    ('× inconsistent', '→ 未印出上年数')
    """
    return f"{word('mark', standing, lang)} {standing_word(standing, lang)}" if standing is not None else ""


def standing_word(standing: Standing | None, lang: str) -> str:
    """Return the word of a standing, "" for none."""
    return word("standing", standing, lang) if standing is not None else ""


def _target(check: Check) -> Standing | None:
    """Return whether a check says that last year's target was met or missed; its message ends with the word for it."""
    if check.check is not CheckName.TARGET_MET:
        return None
    for code in (Standing.MET, Standing.MISSED):
        if check.message.zh.rstrip("。").endswith(labels("target")[code.value][0]):
            return code
    return None
