"""The rows of words.toml: the parts that words play around a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from attrs import frozen

from reportdiff.lexicon.rows import rows_with

__all__ = ["WordRow", "alternation", "is_duration_measure", "one_of_two", "word_at_head", "word_at_tail"]
__all__ += ["words_of"]

_Item = TypeVar("_Item")


@frozen
class WordRow:
    """The words that play one part."""

    part: str
    words: tuple[str, ...]
    examples: tuple[str, ...]


@cache
def words_of(part: str) -> tuple[str, ...]:
    """Return the words of `part`, longest first; raises `LexiconError` for a part that no row has."""
    words = {word for row in rows_with("words", WordRow, part=part) for word in row.words}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def word_at_head(part: str, text: str) -> str:
    """Return the longest word of `part` that a text begins with, "" where it begins with none."""
    words = words_of(part)
    return next((word for word in words if text.startswith(word)), "") if text.startswith(words) else ""


def word_at_tail(part: str, text: str) -> str:
    """Return the longest word of `part` that a text ends with, "" where it ends with none."""
    words = words_of(part)
    return next((word for word in words if text.endswith(word)), "") if text.endswith(words) else ""


def one_of_two(word: str, items: Sequence[_Item]) -> _Item | None:
    """Return which of the last two items a word points at; None for other words, and where there are fewer items.

    >>> one_of_two("前者", ["申请", "调解", "诉讼"]), one_of_two("该项", ["调解", "诉讼"])
    ('调解', None)
    """
    two = words_of("one of two")
    return items[two.index(word) - len(two)] if word in two and len(items) >= len(two) else None


def alternation(words: tuple[str, ...]) -> str:
    """Return a regular expression that matches the longest of `words`."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) + ")"


@cache
def _durations() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(alternation(words_of("span"))), re.compile(alternation(words_of("duration")))


def is_duration_measure(words: str, unit: str) -> bool:
    """Return whether the words before a figure in a unit of time make it a measure (连续16年, 缩短至5天), not a date.

    >>> is_duration_measure("审批时限压缩至", "小时"), is_duration_measure("今后", "年")
    (True, False)
    """
    years, hours = _durations()
    if unit in words_of("of the calendar"):
        return years.search(words[-10:]) is not None
    return years.search(words) is not None or hours.search(words) is not None
