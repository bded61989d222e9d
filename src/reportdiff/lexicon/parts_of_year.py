"""Parts of a year by their words: 上半年, 前三季度, 1-8月."""

from __future__ import annotations

import re

from reportdiff.lexicon.patterns import pattern

__all__ = ["PARTS_OF_YEAR", "part_of_year"]

PARTS_OF_YEAR = ("Q1-3", "Q1", "Q2", "Q3", "Q4", "H1", "H2", "now", "before")
"""The parts that head_words.toml has words for; now and before are this one and the same one a year ago."""
_MONTHS_OF_PART = {"1-12": "", "1-3": "Q1", "1-6": "H1", "1-9": "Q1-3", "7-12": "H2"}


def part_of_year(words: str) -> str | None:
    """Return the part of the year that words name, "" for none or 累计; None for other words.

    >>> part_of_year("上半年"), part_of_year("1-6月"), part_of_year("1至8月份"), part_of_year("1-12月")
    ('H1', 'H1', 'M1-8', '')
    """
    words = words.removesuffix("累计").removesuffix("同期")
    if not words:
        return ""
    for part in PARTS_OF_YEAR:
        if pattern("head_words", part).fullmatch(words):
            return part
    if pattern("head_words", "months").fullmatch(words):
        months = "-".join(str(int(number)) for number in re.findall(r"\d+", words))
        return _MONTHS_OF_PART.get(months, f"M{months}")
    return None
