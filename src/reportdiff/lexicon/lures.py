"""The rows of lures.toml: what holds a numeral and measures nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby

from attrs import frozen

from reportdiff.lexicon.rows import load_rows

__all__ = ["LureRow", "lure_patterns", "lures_at_digits", "lures_at_words"]

# What a pattern begins with tells most of them apart; what may be left out (? * {0) tells nothing.
_AT_DIGITS = re.compile(r"(?:\(\?<=[^)]*\))?(?:\\d|[0-9]|\(\?:(?:[0-9]+\|)*[0-9]+\))(?![?*]|\{0)")
_AT_WORDS = re.compile(r"(?:\(\?<=[^)]*\))?(?:\[[^\]\\0-9^-]*\]|[一-龥])(?![?*]|\{0)")
_HEADS = {  # what neighbours begin with, and the same without trying fewer digits, as nothing goes on with a digit
    r"(?:19|20)\d\d": r"(?:19|20)\d\d",
    r"\d{1,2}": r"\d{1,2}+",
    r"\d+": r"\d++",
    "[一二三四五六七八九十]+": "[一二三四五六七八九十]+",
    "": "",
}


@frozen
class LureRow:
    """Patterns that are left out for one reason."""

    why: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...]


def lure_patterns() -> tuple[str, ...]:
    """Return every lure pattern, in file order."""
    return tuple(pattern for row in load_rows("lures", LureRow) for pattern in row.patterns)


@lru_cache(maxsize=1)
def lures_at_digits() -> re.Pattern[str]:
    """All that can begin with an ASCII digit, as one pattern; where several match, the first in file order counts."""
    return _joined([pattern for pattern in lure_patterns() if not _AT_WORDS.match(pattern)])


@lru_cache(maxsize=1)
def lures_at_words() -> re.Pattern[str]:
    """Return all that can begin with a Chinese numeral or 第, as `lures_at_digits`."""
    return _joined([pattern for pattern in lure_patterns() if not _AT_DIGITS.match(pattern)])


def _joined(patterns: list[str]) -> re.Pattern[str]:
    """The patterns as alternatives; neighbours with one head share it, so that it is read once for all of them."""
    return re.compile(
        "|".join(
            f"{_HEADS[head]}(?:{'|'.join(f'(?:{pattern[len(head) :]})' for pattern in alike)})"
            for head, alike in groupby(patterns, _head)
        )
    )


def _head(pattern: str) -> str:
    return next((head for head in _HEADS if re.match(re.escape(head) + r"(?![?*+{\d]|\\d|\[\d)", pattern)), "")
