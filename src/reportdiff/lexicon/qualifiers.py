"""The rows of qualifiers.toml: words that turn a figure into an interval."""

from __future__ import annotations

from functools import lru_cache

from attrs import frozen

from reportdiff.lexicon.rows import load_rows

__all__ = ["QualifierRow", "qualifier_words"]


@frozen(kw_only=True)
class QualifierRow:
    """The words of one sense, by the place in which they stand."""

    sense: str
    examples: tuple[str, ...]
    before: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def qualifier_words() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Word → sense, for words before, inside and after the number."""
    before: dict[str, str] = {}
    inside: dict[str, str] = {}
    after: dict[str, str] = {}
    for row in load_rows("qualifiers", QualifierRow):
        before.update(dict.fromkeys(row.before, row.sense))
        inside.update(dict.fromkeys(row.inside, row.sense))
        after.update(dict.fromkeys(row.after, row.sense))
    return before, inside, after
