"""Rows of columns.toml: the role that the head of a table column gives to the figures under it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from attrs import field, frozen

from reportdiff.lexicon.rows import load_rows
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.text.scales import split_scale

__all__ = [
    "DATED_COLUMNS",
    "RATIO_COLUMNS",
    "ColumnRole",
    "ColumnRow",
    "Head",
    "head_of",
    "is_unit",
    "unit_in",
]

_BLANK = re.compile(r"[\s\u3000]+")
_IN_BRACKETS = re.compile(
    r"[（(【\[][\s\u3000]*(?:单位[:：])?[\s\u3000]*(?:人民币)?([^（()）【】\[\]]{1,6}?)[\s\u3000]*[）)】\]]$"
)
_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff±])[\s\u3000]*([%％‰])$")


class ColumnRole(StrEnum):
    """Role of a column (columns.toml describes each); `OTHER` if its head is not in the lexicon."""

    INDEX = "index"
    UNIT = "unit"
    CODE = "code"
    LABEL = "label"
    PRIOR = "prior"
    CURRENT = "current"
    OPENING = "opening"
    CLOSING = "closing"
    PERCENT = "percent"
    POINTS = "points"
    ABSOLUTE = "absolute"
    TIMES_MORE = "times_more"  # a cell of a percentage column that prints 倍
    SHARE = "share"
    COMPLETION = "completion"
    SCORE = "score"
    OTHER = ""


_CHANGES = frozenset({ColumnRole.PERCENT, ColumnRole.POINTS, ColumnRole.ABSOLUTE, ColumnRole.TIMES_MORE})
DATED_COLUMNS = _CHANGES | {ColumnRole.PRIOR, ColumnRole.CURRENT, ColumnRole.OPENING, ColumnRole.CLOSING}
"""Columns that belong to one year, or to the change between two."""
RATIO_COLUMNS = frozenset({ColumnRole.PERCENT, ColumnRole.POINTS, ColumnRole.SHARE, ColumnRole.COMPLETION})
"""Columns of percentages and percentage points."""


@frozen(kw_only=True)
class ColumnRow:
    """The patterns of heads that give a column one role, with the unit that its figures must be in."""

    means: ColumnRole = field(converter=ColumnRole)
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    unit: str = ""


@frozen
class Head:
    """A column head: its role, the year it prints, and the rest that belongs to the name of its figures."""

    means: ColumnRole = field(converter=ColumnRole)
    year: int | None = None
    rest: str = ""


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[ColumnRow, tuple[re.Pattern[str], ...]], ...]:
    return tuple((row, tuple(map(re.compile, row.patterns))) for row in load_rows("columns", ColumnRow))


@lru_cache(maxsize=4096)
def head_of(words: str, unit: str = "") -> Head:
    """Return role, year and rest of a head without its unit; `unit` is the unit of the column's figures if known.

    >>> head_of("上年数").means.value, head_of("2024年度决算数").year, head_of("2024年度决算数").rest
    ('prior', 2024, '决算数')
    >>> head_of("增减", "%").means.value, head_of("增减", "件").means.value
    ('percent', 'absolute')
    """
    bare = _BLANK.sub("", words)
    of_unit = "points" if "百分点" in unit else "%" if unit in ("%", "％", "‰") else "amount"
    for row, patterns in _patterns():
        if row.unit and row.unit != of_unit:
            continue
        for pattern in patterns:
            match = pattern.fullmatch(bare)
            if match is not None:
                groups = match.groupdict()
                year = groups.get("year")
                return Head(row.means, int(year) if year else None, groups.get("rest") or "")
    return Head(ColumnRole.OTHER, None, words)


@lru_cache(maxsize=4096)
def unit_in(words: str) -> tuple[str, str]:
    """Split a head or row label into its words and the unit that it ends with ("" if it names none).

    >>> unit_in("地区生产总值（亿元）"), unit_in("收益（人民币千元）"), unit_in("增减%"), unit_in("（一）机构")
    (('地区生产总值', '亿元'), ('收益', '千元'), ('增减', '%'), ('（一）机构', ''))
    """
    bracketed = _IN_BRACKETS.search(words)
    if bracketed is not None and is_unit(unit := bracketed[1].replace("／", "/").replace("％", "%")):
        return words[: bracketed.start()].rstrip(), unit
    behind = _BEHIND.search(words)
    if behind is not None:
        return words[: behind.start()].rstrip(), behind[1].replace("％", "%")
    return words, ""


def is_unit(words: str) -> bool:
    """Return whether the words are a unit of the lexicon, a scaled unit, a percent sign or percentage points.

    >>> is_unit("万元"), is_unit("某局")
    (True, False)
    """
    if words in ("%", "％", "‰") or "百分点" in words:
        return True
    return kind_of_unit(words) is not None or kind_of_unit(split_scale(words)[1]) is not None
