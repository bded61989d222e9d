"""A text as lines: where each stands, and what its first characters mark it as."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from attrs import frozen

from reportdiff.lexicon.headings import heading_tails, role_words

__all__ = [
    "Line",
    "Marker",
    "Rank",
    "caption_of",
    "chinese_number",
    "entries_of",
    "heading_tail",
    "lines_of",
    "marker_of",
    "role_of",
]

_LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029](?:(?<=\r)\n)?")
_BLANK = " \t\u3000\xa0\ufeff\u1680\u202f\u205f\u2060" + "".join(map(chr, range(0x2000, 0x2010)))


class Rank(IntEnum):
    """How deep a kind of heading stands; a heading closes every section of its own rank or deeper."""

    PART = 0  # 第一部分, 第一章
    BARE = 1  # a heading without a number, a table's caption
    FIRST = 2  # 一、
    SECOND = 3  # （一）
    THIRD = 4  # 1.
    FOURTH = 5  # （1）
    LEAD = 6  # an unnumbered phrase at a paragraph's start
    ORDINAL = 7  # 一是


@frozen
class Line:
    """A line's characters `[start, end)`, blanks at both ends left out; `indent` counts the blanks before."""

    start: int
    end: int
    text: str
    indent: int


@frozen
class Marker:
    """A list marker: its rank, its printed number, that number's value, and how many characters it takes."""

    rank: Rank
    number: str
    value: int
    length: int


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of `text`, blank ones included, in order."""
    made = []
    position = 0
    while position <= len(text):
        match = _LINE_END.search(text, position)
        stop = match.start() if match else len(text)
        raw = text[position:stop]
        stripped = raw.strip(_BLANK)
        indent = len(raw) - len(raw.lstrip(_BLANK)) if stripped and len(stripped) < len(raw) else 0
        made.append(Line(position + indent, position + indent + len(stripped), stripped, indent))
        if match is None:
            break
        position = match.end()
    return tuple(made)


_DIGITS = {mark: value for value, mark in enumerate("一二三四五六七八九", start=1)}
_HANZI = "[一二三四五六七八九十⼀⼆⼗]{1,3}"
_MARKERS = (
    (Rank.PART, re.compile(f"第({_HANZI})(?:部分|[章篇编])[ \u3000:：、.]*")),
    (Rank.FIRST, re.compile(f"({_HANZI})[ \u3000]?[、．][ \u3000]*")),
    (Rank.SECOND, re.compile(f"[（(][ \u3000]?({_HANZI})[ \u3000]?[)）][、.． \u3000]*")),
    (Rank.THIRD, re.compile(r"(\d{1,2})[ \u3000]?(?:[．、]|\.(?!\d))[ \u3000]*")),
    (Rank.FOURTH, re.compile(r"[（(](\d{1,2})[)）][ \u3000]*")),
    (Rank.ORDINAL, re.compile(f"({_HANZI})是(?!否)")),
)
_MARKED = frozenset("第（(⼀⼆⼗0123456789０１２３４５６７８９一二三四五六七八九十")


def chinese_number(text: str) -> int:
    """The value of a list number below a hundred.

    >>> chinese_number("二十一"), chinese_number("十"), chinese_number("７")
    (21, 10, 7)
    """
    if text.isdigit():
        return int(text)
    text = text.replace("⼀", "一").replace("⼆", "二").replace("⼗", "十")
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(ones, 0)
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + _DIGITS.get(ones, 0)


def marker_of(text: str) -> Marker | None:
    """The list marker that `text` begins with, or None.

    >>> marker_of("（三）加强监督").number
    '三'
    >>> marker_of("3.5万件") is None
    True
    """
    if not text or text[0] not in _MARKED:
        return None
    for rank, pattern in _MARKERS:
        match = pattern.match(text)
        if match:
            return Marker(rank, match[1], chinese_number(match[1]), match.end())
    return None


@lru_cache(maxsize=1)
def _tails() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = heading_tails()
    every = "|".join(re.escape(row.tail) for row in rows)
    captions = "|".join(re.escape(row.tail) for row in rows if row.caption)
    end = r"(?:[（(][^（()）]{1,20}[)）])?$"
    return re.compile(f"(?:{every}){end}"), re.compile(f"(?:{captions}){end}")


def heading_tail(text: str) -> bool:
    """Whether `text` ends as an unnumbered heading does (headings.toml).

    >>> heading_tail("部门机构设置"), heading_tail("全市新增企业")
    (True, False)
    """
    return _tails()[0].search(text) is not None


def caption_of(text: str) -> bool:
    """Whether `text` ends as the caption of a table does (headings.toml).

    >>> caption_of("2024年部门收入预算总表")
    True
    """
    return _tails()[1].search(text) is not None


def role_of(heading: str) -> str | None:
    """The role that a heading's own words give its section (roles.toml), or None.

    >>> role_of("二、2024年工作安排"), role_of("（一）加强党的建设")
    ('plan', None)
    """
    return next((row.role for row, pattern in role_words() if pattern.search(heading)), None)


def entries_of(heading: str) -> bool:
    """Whether the numbered lines under `heading` are entries of a list (duties, definitions) rather than headings."""
    return next((row.entries for row, pattern in role_words() if pattern.search(heading)), False)
