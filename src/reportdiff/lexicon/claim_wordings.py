"""The rows of claim_wordings.toml: wordings of a single claim without a plain numeral, and what they say in figures."""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from reportdiff.lexicon.rows import load_rows
from reportdiff.lexicon.words import alternation, words_of

__all__ = ["ClaimWordingRow", "is_rank", "usual_wording"]


@frozen(kw_only=True)
class ClaimWordingRow:
    """A wording, and what stands in its place."""

    pattern: str
    becomes: str
    examples: tuple[str, ...]


@cache
def _rewritings() -> tuple[tuple[re.Pattern[str], str], ...]:
    plans, rows = alternation(words_of("plan")), load_rows("claim_wordings", ClaimWordingRow)
    return tuple((re.compile(row.pattern.replace("{plan}", plans)), row.becomes) for row in rows)


def usual_wording(claim: str) -> str:
    """Return a claim with halves, doublings, plans and places of a ranking as figures.

    >>> usual_wording("不足上年一半"), usual_wording("第3位")
    ('不足上年的五成', '3位')
    """
    for pattern, becomes in _rewritings():
        claim = pattern.sub(becomes, claim)
    return claim


def is_rank(claim: str) -> bool:
    """Return whether a text speaks of places in a ranking, where a smaller number is better: 排名, 第3位."""
    return any(word in claim for word in words_of("ranking"))
