"""The rows of changes.toml: words that state a change."""

from __future__ import annotations

from functools import lru_cache

from attrs import frozen

from reportdiff.lexicon.rows import load_rows

__all__ = ["ChangeRow", "beyond_words", "change_words", "move_words"]

_OF_TWO = 2  # characters of a verb that 率 makes a noun: 压降率, 压降比例
_RATES = ("率", "比例", "幅度")


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
        named = (verb + end for verb in row.verbs if len(verb) == _OF_TWO and "了" not in verb for end in _RATES)
        nouns.update(dict.fromkeys((*row.nouns, *named), row.direction))
    return verbs, nouns


@lru_cache(maxsize=1)
def beyond_words() -> frozenset[str]:
    """Verbs that compare this year's change with last year's (多增, 少减)."""
    return frozenset(verb for row in load_rows("changes", ChangeRow) for verb in row.beyond)


@lru_cache(maxsize=1)
def move_words() -> dict[str, str]:
    """Verbs that 到 or 至 turns into a level after a change → direction ("up" or "down")."""
    return {verb: row.direction for row in load_rows("changes", ChangeRow) for verb in row.moves}
