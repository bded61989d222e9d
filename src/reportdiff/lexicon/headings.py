"""Rows of headings.toml and roles.toml: how unnumbered headings end, and which role a heading gives its section."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import field, frozen

from reportdiff.lexicon.rows import load_rows
from reportdiff.model import Role

__all__ = ["HeadingTail", "RoleRow", "heading_tails", "role_patterns"]


@frozen
class HeadingTail:
    """The last word of an unnumbered heading; `caption` if it heads a table."""

    tail: str
    examples: tuple[str, ...]
    caption: bool = False


@frozen(kw_only=True)
class RoleRow:
    """Words of a heading that give its section a role; `$` at a word's end stands for the end of the heading.

    With `entries` the numbered lines under the heading are list entries (duties, definitions), not headings.
    """

    role: Role = field(converter=Role)
    words: tuple[str, ...]
    examples: tuple[str, ...]
    entries: bool = False


def heading_tails() -> tuple[HeadingTail, ...]:
    """Return the rows of headings.toml in file order."""
    return load_rows("headings", HeadingTail)


@lru_cache(maxsize=1)
def role_patterns() -> tuple[tuple[RoleRow, re.Pattern[str]], ...]:
    """Return the rows of roles.toml with their patterns, in file order; the first that matches a heading decides."""
    rows = []
    for row in load_rows("roles", RoleRow):
        words = [re.escape(word[:-1]) + "$" if word.endswith("$") else re.escape(word) for word in row.words]
        rows.append((row, re.compile("|".join(words))))
    return tuple(rows)
