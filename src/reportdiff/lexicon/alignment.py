"""The rows that say which metrics of two reports may be the same: aliases, vetoes, unit aliases, weights."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import field, frozen

from reportdiff.lexicon.rows import load_rows

__all__ = [
    "AliasRow",
    "UnitAliasRow",
    "VetoRow",
    "WeightRow",
    "alias_pattern",
    "character_weights",
    "unit_aliases",
    "vetoes",
]


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


@frozen
class WeightRow:
    """How much each of some characters tells in a metric's name, in tenths."""

    weight: int = field()
    characters: str
    examples: tuple[str, ...]

    @weight.validator
    def _tenths(self, _: object, value: int) -> None:
        if not 0 < value < 10:
            raise ValueError(f"weight: {value} is not in 1…9")


@lru_cache(maxsize=1)
def alias_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern of every alias, longest first, and the word that each is read as."""
    table = {word: row.words[0] for row in load_rows("aliases", AliasRow) for word in row.words}
    words = sorted(table, key=lambda word: (-len(word), word))
    return re.compile("|".join(re.escape(word) for word in words)), table


def vetoes() -> tuple[VetoRow, ...]:
    """The rows of vetoes.toml, in file order."""
    return load_rows("vetoes", VetoRow)


@lru_cache(maxsize=1)
def unit_aliases() -> dict[tuple[str, str], tuple[int, str]]:
    """For each pair of different units that a row joins, its best score in percent and the row's note."""
    table: dict[tuple[str, str], tuple[int, str]] = {}
    for row in load_rows("unit_aliases", UnitAliasRow):
        for one in row.units:
            for other in row.units:
                if one != other and row.score > table.get((one, other), (0, ""))[0]:
                    table[one, other] = row.score, row.note
    return table


@lru_cache(maxsize=1)
def character_weights() -> dict[str, int]:
    """The weight of every character that a row names, in tenths; a character in no row weighs ten."""
    return {mark: row.weight for row in load_rows("weights", WeightRow) for mark in row.characters}
