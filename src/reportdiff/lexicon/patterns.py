"""Rows of pattern files: regular expressions by the part that they play, each with examples."""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from reportdiff.lexicon.rows import rows_with

__all__ = ["PatternRow", "pattern"]


@frozen(kw_only=True)
class PatternRow:
    """Regular expressions that play one part.

    With `whole` an example is covered completely, otherwise it holds a match.
    """

    part: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    whole: bool = False


@cache
def pattern(file: str, part: str) -> re.Pattern[str]:
    """Return all regular expressions that `file` lists for `part` as one.

    Raises:
        LexiconError: if no row of the file has that part.

    >>> bool(pattern("portals", "line").fullmatch("上一篇：没有了"))
    True
    """
    expressions = [each for row in rows_with(file, PatternRow, part=part) for each in row.patterns]
    return re.compile("|".join(f"(?:{each})" for each in expressions) if len(expressions) > 1 else expressions[0])
