"""Rows of headings.toml, roles.toml and portals.toml.

How unnumbered headings end, which role a heading gives its section, and what a portal writes around a report.
"""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import field, frozen

from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.rows import load_rows
from reportdiff.model import Role

__all__ = ["HeadingTail", "RoleRow", "heading_tails", "is_portal_line", "role_patterns"]

_SEPARATOR = re.compile(r"[\s|｜·/>＞»›]+")
_MAX_LINE = 120  # characters


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


def is_portal_line(line: str) -> bool:
    """Return whether a line says nothing but what portals say: one of their phrases, or entries of a menu.

    >>> is_portal_line("上一篇：没有了"), is_portal_line("无障碍 简体 | 繁体"), is_portal_line("大力推进政务公开。")
    (True, True, False)
    """
    if len(line) > _MAX_LINE:
        return False
    entries = [entry for entry in _SEPARATOR.split(line) if entry]
    menu = pattern("portals", "menu word")
    return pattern("portals", "line").fullmatch(line) is not None or (
        bool(entries) and all(menu.fullmatch(entry) for entry in entries)
    )
