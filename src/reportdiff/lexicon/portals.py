"""The rows of portals.toml: what a portal puts around a report on its page."""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from reportdiff.lexicon.rows import rows_with

__all__ = ["PortalRow", "portal_pattern"]


@frozen
class PortalRow:
    """What stands at one place of a page, with the patterns that cover it."""

    place: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...]


@cache
def portal_pattern(place: str) -> re.Pattern[str]:
    """Every pattern of a place ("line", "head", "label") as one.

    >>> bool(portal_pattern("line").fullmatch("上一篇：没有了")), bool(portal_pattern("head").search("  来源：某局"))
    (True, True)
    """
    rows = rows_with("portals", PortalRow, place=place)
    return re.compile("|".join(f"(?:{pattern})" for row in rows for pattern in row.patterns))
