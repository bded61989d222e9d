"""The rows of units.toml: which measure words there are, what they measure, how they convert.

Besides those of unit_guards.toml, signs that only look like a unit, and of qualifiers.toml, words that turn a figure
into an interval.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache, lru_cache

from attrs import frozen

from reportdiff.lexicon.rows import load_rows

__all__ = ["QualifierRow", "UnitGuardRow", "UnitRow", "begins_word", "dimension_of", "first_spelling", "kind_of_unit"]
__all__ += ["qualifier_words", "unit_names"]


@frozen(kw_only=True)
class UnitRow:
    """One dimension with its units; see the head of units.toml."""

    dimension: str
    kind: str
    units: Mapping[str, str]
    examples: tuple[str, ...]


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[UnitRow, Fraction | None]]:
    table: dict[str, tuple[UnitRow, Fraction | None]] = {}
    for row in load_rows("units", UnitRow):
        for name, factor in row.units.items():
            table[name] = (row, Fraction(factor) if factor else None)
    return table


def unit_names() -> tuple[str, ...]:
    """Every unit that the lexicon knows, longest first."""
    return tuple(sorted(_by_name(), key=lambda name: (-len(name), name)))


@lru_cache(maxsize=1 << 10)
def kind_of_unit(unit: str) -> str | None:
    """The kind of a metric in `unit` (count, money, measure, ratio or time); None where the unit is unknown.

    A compound such as 元/户 is of the kind of its numerator.

    >>> kind_of_unit("件"), kind_of_unit("元/户"), kind_of_unit("亩")
    ('count', 'money', 'measure')
    """
    table = _by_name()
    found = table.get(unit) or table.get(unit.partition("/")[0])
    return found[0].kind if found else None


def dimension_of(unit: str) -> tuple[str, Fraction] | None:
    """Dimension of `unit` and its factor to the base unit; None where it is unknown or converts into nothing.

    >>> dimension_of("公里")
    ('length', Fraction(1000, 1))
    """
    found = _by_name().get(unit)
    if found is None or found[1] is None:
        return None
    return found[0].dimension, found[1]


def first_spelling(unit: str) -> str:
    """Return the first measure of its row that is as large as `unit`; `unit` itself where it is none, or unknown.

    >>> first_spelling("㎡"), first_spelling("平米"), first_spelling("件")
    ('平方米', '平方米', '件')
    """
    row, factor = _by_name().get(unit, (None, None))
    if row is None or factor is None or row.kind not in ("measure", "money"):
        return unit
    return next(name for name, other in row.units.items() if other and Fraction(other) == factor)


@frozen(kw_only=True)
class UnitGuardRow:
    """A measure word and patterns of what may not follow it."""

    unit: str
    not_: tuple[str, ...]
    examples: tuple[str, ...]
    scaled: bool = False


@cache
def _guards() -> dict[str, tuple[re.Pattern[str], bool]]:
    return {row.unit: (re.compile("|".join(row.not_)), row.scaled) for row in load_rows("unit_guards", UnitGuardRow)}


def begins_word(unit: str, text: str, stop: int, *, scaled: bool) -> bool:
    """Whether `unit`, which ends at `stop`, belongs to another word; `scaled`: 万 or 亿 stands before it.

    >>> begins_word("家", "3家电", 2, scaled=False), begins_word("度", "超1000亿度", 7, scaled=True)
    (True, False)
    """
    pattern, lifted = _guards().get(unit, (None, False))
    return pattern is not None and not (lifted and scaled) and pattern.match(text, stop) is not None


@frozen(kw_only=True)
class QualifierRow:
    """The words of one sense, by the place in which they stand."""

    sense: str
    examples: tuple[str, ...]
    before: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def qualifier_words() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Word → sense, for words before, inside and after the number."""
    before: dict[str, str] = {}
    inside: dict[str, str] = {}
    after: dict[str, str] = {}
    for row in load_rows("qualifiers", QualifierRow):
        before.update(dict.fromkeys(row.before, row.sense))
        inside.update(dict.fromkeys(row.inside, row.sense))
        after.update(dict.fromkeys(row.after, row.sense))
    return before, inside, after
