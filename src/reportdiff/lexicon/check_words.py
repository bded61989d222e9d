"""The rows of check_words.toml: words by which the checks know what a name, a clause or a table row is about."""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from reportdiff.lexicon.rows import rows_with

__all__ = ["CheckWordsRow", "check_words", "is_total_label"]

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


def is_total_label(label: str) -> bool:
    """Return whether the label of a row or column is that of a total.

    >>> is_total_label("合计"), is_total_label("1250")
    (True, False)
    """
    return check_words("total of a table").match(label) is not None
