"""The rows of conventions.toml: where a true rate may differ from the ratio of the printed levels."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from reportdiff.lexicon.rows import load_rows

__all__ = ["ConventionRow", "convention_for", "convention_rows"]


@frozen
class ConventionRow:
    """One convention: the words that mark it, where they stand, the relations that it touches, and who says so."""

    diagnosis: str
    where: str
    marks: tuple[str, ...]
    relations: tuple[str, ...]
    source: str
    examples: tuple[str, ...]


def convention_rows() -> tuple[ConventionRow, ...]:
    """Every convention, in file order."""
    return load_rows("conventions", ConventionRow)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[ConventionRow, re.Pattern[str]], ...]:
    return tuple((row, re.compile("|".join(map(re.escape, row.marks)))) for row in convention_rows())


def convention_for(relation: str, *, metric: str = "", sentence: str = "", notes: str = "") -> ConventionRow | None:
    """The first convention that the metric's name, the sentence or the report's notes declare for this relation.

    >>> convention_for("growth", metric="地区生产总值").diagnosis
    'constant_price'
    >>> convention_for("share", metric="地区生产总值") is None
    True
    """
    for row, pattern in _patterns():
        if relation in row.relations:
            texts = (metric,) if row.where == "metric" else (sentence, notes)
            if any(text and pattern.search(text) for text in texts):
                return row
    return None
