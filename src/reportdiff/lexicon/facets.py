"""The rows of facets.toml: words that say of which area, account or entity a figure is."""

from __future__ import annotations

import re
from functools import cache

from attrs import field, frozen

from reportdiff.lexicon.rows import load_rows
from reportdiff.lexicon.words import alternation

__all__ = ["FacetRow", "entity_of_head", "facet_of", "facet_pattern", "facet_rows"]

_FACETS = ("area", "account", "entity")


@frozen(kw_only=True)
class FacetRow:
    """One value of a facet with the words that set it."""

    facet: str = field()
    value: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    followed_by: tuple[str, ...] = ()
    whole: bool = False
    heads: tuple[str, ...] = ()

    @facet.validator
    def _known(self, _: object, value: str) -> None:
        if value not in _FACETS:
            raise ValueError(f"facet: {value!r} is none of {', '.join(_FACETS)}")


def facet_rows() -> tuple[FacetRow, ...]:
    """Return the rows of facets.toml, in file order."""
    return load_rows("facets", FacetRow)


@cache
def facet_pattern() -> re.Pattern[str]:
    """Return a pattern that finds every facet word; earlier rows come first where two begin at one place.

    Every alternative begins with a letter of its own, so that the engine runs to the next place where one can begin.
    """
    parts: list[str] = []
    for row in facet_rows():
        following = "(?=\\s*" + alternation(row.followed_by) + ")" if row.followed_by else ""
        parts.extend(re.escape(word) + following for word in sorted(row.words, key=lambda word: (-len(word), word)))
    return re.compile("|".join(parts))


@cache
def _by_word() -> dict[str, FacetRow]:
    return {word: row for row in facet_rows() for word in row.words}


@cache
def _by_head() -> dict[str, str]:
    return {word: row.value for row in facet_rows() for word in row.heads}


def entity_of_head(words: str) -> str | None:
    """Return the entity that the head of a table's column is nothing but the name of; None for any other head.

    >>> entity_of_head("母公司"), entity_of_head("母公司利润")
    ('母公司', None)
    """
    return _by_head().get(words.strip("（）() "))


def facet_of(word: str) -> FacetRow:
    """Return the row of a word that `facet_pattern` found.

    >>> facet_of("市级").value, facet_of("政府性基金").facet
    ('市本级', 'account')
    """
    return _by_word()[word]
