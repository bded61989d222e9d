"""Lines of a text, and what marks them as headings: list markers, last words, roles."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from attrs import frozen

from reportdiff.lexicon.headings import heading_tails, role_patterns
from reportdiff.lexicon.patterns import pattern
from reportdiff.model import Role
from reportdiff.text.numerals import CHINESE_DIGITS, chinese_value

__all__ = [
    "DECIMAL_NUMBER",
    "PAGE_NUMBER",
    "Line",
    "ListMarker",
    "Rank",
    "closes_sentence",
    "ends_like_heading",
    "heading_role",
]
__all__ += ["ends_like_caption", "holds_list_entries", "list_marker", "marker_value", "split_lines"]

_LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029](?:(?<=\r)\n)?")
_SENTENCE_END = re.compile("[。！？!?；;][”’」』）)\"']?$")
_BLANK = " \t\u3000\xa0\ufeff\u1680\u202f\u205f\u2060" + "".join(map(chr, range(0x2000, 0x2010)))


_TEN = "一二三四五六七八九十"
PAGE_NUMBER = re.compile(  # of a web page: 01｜综合, PART 1 综合, 一 综合, or the number in a line of its own
    r"(?:(?i:PART|CHAPTER)[ .．]*(\d{1,2})(?:[ \u3000.．、:：|｜]+|$)"
    r"|(\d\d)(?:[ \u3000]*[|｜\u4e28│∣][ \u3000]*|[ \u3000]+|$)"
    rf"|(\d|[{_TEN}]{{1,3}}|[壹贰叁肆伍陆柒捌玖拾]{{1,3}})$"
    rf"|([{_TEN}]{{1,3}})[ \t\u3000]+([\u4e00-\u9fff、（）“”]{{2,20}})$"
    rf"|第(\d{{1,2}}|[{_TEN}]{{1,3}})(?:部分|[章篇编])$)",
    re.IGNORECASE,
)

DECIMAL_NUMBER = re.compile(  # 1 学校概况, 1.1 办学规模
    r"(\d{1,2}(?:\.\d{1,2}){0,2})[ \u3000\t]+([\u4e00-\u9fff、（）“”]{2,24})$"
)


class Rank(IntEnum):
    """Depth of a kind of heading; a heading closes every section of its own rank or deeper."""

    PART = 0  # 第一部分, 第一章
    BARE = 1  # a heading without a number, a table's caption
    FIRST = 2  # 一、
    SECOND = 3  # （一）
    THIRD = 4  # 1.
    FOURTH = 5  # （1）
    LEAD = 6  # an unnumbered phrase at a paragraph's start
    ORDINAL = 7  # 一是


@frozen(kw_only=True)
class Line:
    """A line `[start, end)` without the blanks at its ends; `indent` counts the blanks before it."""

    start: int
    end: int
    text: str
    indent: int


@frozen(kw_only=True)
class ListMarker:
    """A list marker: its rank, its printed number, that number's value, and its length in characters."""

    rank: Rank
    number: str
    value: int
    length: int


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of `text` in order, blank ones included."""
    lines = []
    position = 0
    while position <= len(text):
        line_end = _LINE_END.search(text, position)
        stop = line_end.start() if line_end else len(text)
        raw = text[position:stop]
        stripped = raw.strip(_BLANK)
        indent = len(raw) - len(raw.lstrip(_BLANK)) if stripped and len(stripped) < len(raw) else 0
        start = position + indent
        lines.append(Line(start=start, end=start + len(stripped), text=stripped, indent=indent))
        if line_end is None:
            break
        position = line_end.end()
    return tuple(lines)


def closes_sentence(text: str) -> bool:
    """Return whether a line ends with the end of a sentence; only its last two characters are searched."""
    return _SENTENCE_END.search(text, max(len(text) - 2, 0)) is not None


_MARKER_RANKS = (Rank.PART, Rank.FIRST, Rank.SECOND, Rank.THIRD, Rank.FOURTH, Rank.ORDINAL)
_DIGITS = str.maketrans("⼀⼆⼗壹贰叁肆伍陆柒捌玖拾", "一二十一二三四五六七八九十")  # ⼀: printed for 一 by PDF fonts
_MARKER = 8  # characters that a marker begins with
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_MARKER_STARTS = frozenset("第（(十⼀⼆⼗壹贰叁肆伍陆柒捌玖拾0123456789０１２３４５６７８９" + _ROMAN).union(
    CHINESE_DIGITS
)


@lru_cache(maxsize=1)
def _marker_patterns() -> tuple[tuple[Rank, re.Pattern[str]], ...]:
    return tuple((rank, pattern("line_marks", rank.name.lower())) for rank in _MARKER_RANKS)


def list_marker(text: str) -> ListMarker | None:
    """Return the list marker that `text` begins with.

    >>> list_marker("（三）加强监督").number, list_marker("二十一、其他").value
    ('三', 21)
    >>> list_marker("3.5万件") is None
    True
    """
    if not text or text[0] not in _MARKER_STARTS:
        return None
    for rank, marker in _marker_patterns():
        match = marker.match(text)
        if match:
            number = match[match.lastindex or 1]  # of the alternative that matched
            value, behind = marker_value(number), marker.match(text[match.end() : match.end() + _MARKER])
            if behind is not None and marker_value(behind[behind.lastindex or 1]) == value + 1:
                return None  # a list of numbers
            return ListMarker(rank=rank, number=number, value=value, length=match.end())
    return None


def marker_value(number: str) -> int:
    """Return the value of a marker's number in Arabic, Chinese, formal or Roman numerals; 0 if it is none."""
    if number in _ROMAN:
        return _ROMAN.index(number) + 1
    return int(number) if number.isdigit() else chinese_value(number.translate(_DIGITS)) or 0


@lru_cache(maxsize=1)
def _tail_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of the ends of unnumbered headings and of captions; a remark in brackets may follow."""
    rows = heading_tails()
    all_tails = "|".join(re.escape(row.tail) for row in rows)
    caption_tails = "|".join(re.escape(row.tail) for row in rows if row.caption)
    end = r"(?:[（(][^（()）]{1,20}[)）])?$"
    return re.compile(f"(?:{all_tails}){end}"), re.compile(f"(?:{caption_tails}){end}")


def ends_like_heading(text: str) -> bool:
    """Return whether `text` ends as an unnumbered heading does (headings.toml).

    >>> ends_like_heading("部门机构设置"), ends_like_heading("全市新增企业")
    (True, False)
    """
    return _tail_patterns()[0].search(text) is not None


def ends_like_caption(text: str) -> bool:
    """Return whether `text` ends as the caption of a table does (headings.toml).

    >>> ends_like_caption("2024年部门收入预算总表")
    True
    """
    return _tail_patterns()[1].search(text) is not None


def heading_role(heading: str) -> Role | None:
    """Return the role that the words of a heading give to its section (roles.toml).

    >>> heading_role("二、2024年工作安排"), heading_role("（一）加强党的建设")
    (<Role.PLAN: 'plan'>, None)
    """
    return next((row.role for row, words in role_patterns() if words.search(heading)), None)


def holds_list_entries(heading: str) -> bool:
    """Return whether the numbered lines under `heading` are list entries (duties, definitions), not headings."""
    return next((row.entries for row, words in role_patterns() if words.search(heading)), False)
