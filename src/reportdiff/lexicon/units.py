"""The unit rows of units.toml: which measure words there are, what they measure, how they convert."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from attrs import frozen

from reportdiff.lexicon.rows import load_rows

__all__ = ["UnitRow", "dimension_of", "first_spelling", "kind_of_unit", "unit_names"]


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
    """Return every unit that the lexicon knows, longest first."""
    return tuple(sorted(_by_name(), key=lambda name: (-len(name), name)))


@lru_cache(maxsize=1 << 10)
def kind_of_unit(unit: str) -> str | None:
    """Return the kind of a metric in `unit` (count, money, measure, ratio or time); None where the unit is unknown.

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
