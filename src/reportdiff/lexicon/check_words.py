"""The rows that checks read: check_words.toml, partitions.toml and templates.toml.

Words by which checks know what a name, a clause or a table row is about; parts beside which a whole has no other; text
that a template left behind.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from attrs import frozen

from reportdiff.lexicon.rows import load_rows, rows_with

__all__ = ["CheckWordsRow", "PartitionRow", "TemplateRow", "check_words", "template_patterns"]

_AT = {"anywhere": "(?:{})", "start": "^(?:{})", "end": "(?:{})$", "whole": "^(?:{})$"}


@frozen(kw_only=True)
class CheckWordsRow:
    """Words and patterns that tell one thing, and where in a text they stand."""

    part: str
    examples: tuple[str, ...]
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    at: str = "anywhere"

    @property
    def pattern(self) -> str:
        """The regular expression that finds any of the row's words and patterns at its place."""
        return _AT[self.at].format("|".join((*map(re.escape, self.words), *self.patterns)))


@cache
def check_words(part: str) -> re.Pattern[str]:
    """Return the pattern of all rows of one part.

    Raises:
        LexiconError: No row has this part.

    >>> check_words("average").search("居民人均可支配收入") is not None
    True
    """
    return re.compile("|".join(row.pattern for row in rows_with("check_words", CheckWordsRow, part=part)))


@frozen(kw_only=True)
class PartitionRow:
    """A word of the name of each part, and words of a whole whose name holds nothing else of its parts' names."""

    parts: tuple[str, ...]
    examples: tuple[str, ...]
    whole: tuple[str, ...] = ()


@frozen(kw_only=True)
class TemplateRow:
    """A kind of template text: its name, its pattern, and a faster pattern that every match holds."""

    name: str
    pattern: str
    examples: tuple[str, ...]
    quick: str = ""


@lru_cache(maxsize=1)
def template_patterns() -> tuple[tuple[TemplateRow, re.Pattern[str], re.Pattern[str]], ...]:
    """Return each row with its compiled pattern and its faster pattern, in file order."""
    return tuple(
        (row, re.compile(row.pattern), re.compile(row.quick or row.pattern))
        for row in load_rows("templates", TemplateRow)
    )
