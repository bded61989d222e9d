"""The rows of headings.toml and roles.toml: how headings end and what their sections are for."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import field, frozen

from reportdiff.lexicon.rows import load_rows

__all__ = ["HeadingTail", "RoleRow", "heading_tails", "role_rows", "role_words"]

_ROLES = ("review", "plan", "problems", "definitions", "tables", "other")


@frozen
class HeadingTail:
    """The last word of a heading that has no number; `caption` where it heads a table."""

    tail: str
    examples: tuple[str, ...]
    caption: bool = False


@frozen(kw_only=True)
class RoleRow:
    """The words in a heading that tell what its section is for; `$` at a word's end means the heading's end.

    Under a heading with `entries` the numbered lines are entries of a list (duties, definitions) and not headings.
    """

    role: str = field()
    words: tuple[str, ...]
    examples: tuple[str, ...]
    entries: bool = False

    @role.validator
    def _known(self, _: object, value: str) -> None:
        if value not in _ROLES:
            raise ValueError(f"role: {value!r} is none of {', '.join(_ROLES)}")


def heading_tails() -> tuple[HeadingTail, ...]:
    """The rows of headings.toml, in file order."""
    return load_rows("headings", HeadingTail)


def role_rows() -> tuple[RoleRow, ...]:
    """The rows of roles.toml, in file order; the first that matches a heading decides."""
    return load_rows("roles", RoleRow)


@lru_cache(maxsize=1)
def role_words() -> tuple[tuple[RoleRow, re.Pattern[str]], ...]:
    """Each row of roles.toml with the pattern that its words make."""
    made = []
    for row in role_rows():
        words = [re.escape(word[:-1]) + "$" if word.endswith("$") else re.escape(word) for word in row.words]
        made.append((row, re.compile("|".join(words))))
    return tuple(made)
