"""The rows of unit_guards.toml: where a measure word is the beginning of another word."""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from reportdiff.lexicon.rows import load_rows

__all__ = ["UnitGuardRow", "begins_word"]


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
    """Return whether `unit`, which ends at `stop`, belongs to another word; `scaled`: 万 or 亿 stands before it.

    >>> begins_word("人", "3人社", 2, scaled=False), begins_word("度", "超1000亿度", 7, scaled=True)
    (True, False)
    """
    pattern, lifted = _guards().get(unit, (None, False))
    return pattern is not None and not (lifted and scaled) and pattern.match(text, stop) is not None
