"""The rows of columns.toml: what the head of a table's column says of the figures under it."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from reportdiff.lexicon.rows import load_rows
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.text.scales import split_scale

__all__ = ["ColumnRow", "Head", "column_rows", "head_of", "unit_in"]

_BLANK = re.compile(r"[\s\u3000]+")
_IN_BRACKETS = re.compile(
    r"[（(【\[][\s\u3000]*(?:单位[:：])?[\s\u3000]*([^（()）【】\[\]]{1,6}?)[\s\u3000]*[）)】\]]$"
)
_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff±])[\s\u3000]*([%％‰])$")


@frozen(kw_only=True)
class ColumnRow:
    """One thing that heads say, with the patterns that say it."""

    means: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    unit: str = ""


@frozen
class Head:
    """What a head says: a word of columns.toml ("" where none), its printed year, and what stays of it for a name."""

    means: str
    year: int | None = None
    rest: str = ""


def column_rows() -> tuple[ColumnRow, ...]:
    """Every row, in file order."""
    return load_rows("columns", ColumnRow)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[ColumnRow, tuple[re.Pattern[str], ...]], ...]:
    return tuple((row, tuple(map(re.compile, row.patterns))) for row in column_rows())


@lru_cache(maxsize=4096)
def head_of(words: str, unit: str = "") -> Head:
    """What a head without its unit says; `unit` is the unit of the column's figures, where it is known.

    >>> head_of("上年数").means, head_of("2024年度决算数"), head_of("增减", "%").means, head_of("增减", "件").means
    ('prior', Head(means='current', year=2024, rest='决算数'), 'percent', 'absolute')
    """
    bare = _BLANK.sub("", words)
    of_unit = "points" if "百分点" in unit else "%" if unit in ("%", "％", "‰") else "amount"
    for row, patterns in _patterns():
        if row.unit and row.unit != of_unit:
            continue
        for pattern in patterns:
            found = pattern.fullmatch(bare)
            if found is not None:
                named = found.groupdict()
                year = named.get("year")
                return Head(row.means, int(year) if year else None, named.get("rest") or "")
    return Head("", None, words)


@lru_cache(maxsize=4096)
def unit_in(words: str) -> tuple[str, str]:
    """A head or row label without the unit that it ends with, and that unit, "" where it names none.

    >>> unit_in("地区生产总值（亿元）"), unit_in("增减%"), unit_in("（一）机构"), unit_in("金额")
    (('地区生产总值', '亿元'), ('增减', '%'), ('（一）机构', ''), ('金额', ''))
    """
    found = _IN_BRACKETS.search(words)
    if found is not None and _is_unit(unit := found[1].replace("／", "/").replace("％", "%")):
        return words[: found.start()].rstrip(), unit
    behind = _BEHIND.search(words)
    if behind is not None:
        return words[: behind.start()].rstrip(), behind[1].replace("％", "%")
    return words, ""


def _is_unit(words: str) -> bool:
    if words in ("%", "％", "‰") or "百分点" in words:
        return True
    return kind_of_unit(words) is not None or kind_of_unit(split_scale(words)[1]) is not None
