"""Read the rows that say which metrics of two reports may be the same: aliases, vetoes, unit aliases, name words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import permutations

from attrs import field, frozen

from reportdiff.lexicon.rows import load_rows, rows_with
from reportdiff.lexicon.units import first_spelling
from reportdiff.lexicon.words import WordRow, alternation

__all__ = [
    "AliasRow",
    "UnitAliasRow",
    "VetoRow",
    "alias_pattern",
    "kept_apart",
    "level_pattern",
    "measure_of",
    "name_words",
    "one_measure",
    "unit_aliases",
]
__all__ += ["vetoes", "written"]

_TIME_BELOW = re.compile("[·•]([年月日天季学次小])")  # 元/人·年, but no kW·h
_SAME = 95  # the same of units that count the very same (人, 名)
_ALIKE = 80  # percent that units which name one thing say of it at least (家, 个)


@frozen
class AliasRow:
    """Words of one meaning; every one of them is read as the first."""

    words: tuple[str, ...]
    examples: tuple[str, ...]


@frozen
class VetoRow:
    """Words of which two different ones keep two names apart; `alone`: one against none does so too."""

    words: tuple[str, ...]
    examples: tuple[str, ...]
    alone: bool = False


@frozen(kw_only=True)
class UnitAliasRow:
    """Measure words that may stand for one another; `score` is a percentage."""

    units: tuple[str, ...]
    score: int = field()
    examples: tuple[str, ...]
    note: str = ""

    @score.validator
    def _percent(self, _: object, value: int) -> None:
        if not 0 < value <= 100:
            raise ValueError(f"score: {value} is not in 1…100")


@cache
def alias_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return one pattern of every alias, longest first, and the word that each is read as."""
    table = {word: row.words[0] for row in load_rows("aliases", AliasRow) for word in row.words}
    return re.compile(alternation(tuple(table))), table


def vetoes() -> tuple[VetoRow, ...]:
    """Return the rows of vetoes.toml, in file order."""
    return load_rows("vetoes", VetoRow)


@lru_cache(maxsize=1 << 10)
def kept_apart(one: str, other: str) -> bool:
    """Return whether two names hold different words of a row of vetoes.toml.

    >>> kept_apart("出口额", "进出口"), kept_apart("出口额", "出口")
    (True, False)
    """
    told = (({*words.findall(one)}, {*words.findall(other)}) for words in _veto_words())
    return any(ones and others and ones.isdisjoint(others) for ones, others in told)


@cache
def _veto_words() -> tuple[re.Pattern[str], ...]:
    """Return the words of each row of vetoes.toml as a pattern that finds the longest ones."""
    return tuple(re.compile(alternation(row.words)) for row in vetoes())


@cache
def unit_aliases() -> dict[tuple[str, str], int]:
    """Return for each pair of different units that a row joins its best score in percent."""
    table: dict[tuple[str, str], int] = {}
    for row in load_rows("unit_aliases", UnitAliasRow):
        for pair in permutations(row.units, 2):
            table[pair] = max(row.score, table.get(pair, 0))
    return table


@lru_cache(maxsize=1 << 10)
def one_measure(one: str, other: str) -> bool:
    """Return whether two units count alike and differ in writing only, so that a change between them can be computed.

    >>> one_measure("微克/立方米", "微克每立方米"), one_measure("家", "个"), one_measure("人", "人次")
    (True, True, False)
    """
    if written(one) == written(other):
        return True
    rows = (row for row in load_rows("unit_aliases", UnitAliasRow) if one in row.units and other in row.units)
    return any(row.score >= _ALIKE and not row.note for row in rows)


@lru_cache(maxsize=1 << 10)
def measure_of(unit: str) -> str:
    """Return the first of the units that count the very same as a unit, so that two of them have one key.

    >>> measure_of("名"), measure_of("人次"), measure_of("件")
    ('人', '人次', '件')
    """
    rows = (row.units for row in load_rows("unit_aliases", UnitAliasRow) if row.score >= _SAME and not row.note)
    return next((units[0] for units in rows if unit in units), unit)


@lru_cache(maxsize=1 << 10)
def written(unit: str) -> str:
    """Return a unit as 每 is written with a stroke, by the day, and each measure in one spelling.

    >>> written("微克每立方米") == written("μg/m³"), written("吨/天") == written("吨/日"), written("千米")
    (True, True, '公里')
    """
    top, *below = _TIME_BELOW.sub(r"/\1", unit.replace("每", "/")).replace("/天", "/日").split("/")
    return "/".join(map(first_spelling, (top, *below)))


@cache
def level_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what finds the levels of government, and for each its word (市 for 州)."""
    levels = [row.words for row in load_rows("name_words", WordRow) if row.part.endswith(" level")]
    first_words = {word: words[0] for words in levels for word in words}
    return re.compile(alternation(tuple(first_words))), first_words


@cache
def name_words(part: str) -> tuple[str, ...]:
    """Return the words of name_words.toml that play `part`; raises `LexiconError` for a part that no row has."""
    return tuple(word for row in rows_with("name_words", WordRow, part=part) for word in row.words)
