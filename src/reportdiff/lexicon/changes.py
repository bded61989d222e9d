"""The rows of changes.toml, words that state a change, and of claim_wordings.toml, claims without a plain numeral."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from attrs import frozen

from reportdiff.lexicon.rows import load_rows
from reportdiff.lexicon.words import alternation, words_of

__all__ = ["ChangeRow", "ClaimWordingRow", "beyond_words", "change_words", "is_rank", "move_words", "usual_wording"]


@frozen(kw_only=True)
class ChangeRow:
    """The verbs and nouns of one direction."""

    direction: str
    verbs: tuple[str, ...]
    beyond: tuple[str, ...]
    nouns: tuple[str, ...]
    moves: tuple[str, ...]
    examples: tuple[str, ...]


@lru_cache(maxsize=1)
def change_words() -> tuple[dict[str, str], dict[str, str]]:
    """Verb → direction and noun → direction ("up" or "down")."""
    verbs: dict[str, str] = {}
    nouns: dict[str, str] = {}
    for row in load_rows("changes", ChangeRow):
        verbs.update(dict.fromkeys((*row.verbs, *row.beyond), row.direction))
        nouns.update(dict.fromkeys(row.nouns, row.direction))
    return verbs, nouns


@lru_cache(maxsize=1)
def beyond_words() -> frozenset[str]:
    """Verbs that compare this year's change with last year's (多增, 少减)."""
    return frozenset(verb for row in load_rows("changes", ChangeRow) for verb in row.beyond)


@lru_cache(maxsize=1)
def move_words() -> dict[str, str]:
    """Verbs that 到 or 至 turns into a level after a change → direction ("up" or "down")."""
    return {verb: row.direction for row in load_rows("changes", ChangeRow) for verb in row.moves}


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
