"""The rows of conventions.toml: where a true rate may differ from the ratio of the printed levels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from attrs import field, frozen
from attrs.validators import in_

from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.rows import load_rows
from reportdiff.lexicon.words import alternation
from reportdiff.model import Diagnosis, RelationKind

__all__ = ["ConventionRow", "convention_for", "convention_rows", "declares_convention"]


_WHERE = {  # the clause of a claim, or the one before it, that begins with a mark and prints no other figure
    "clause": r"(?:^|[，,；;\n])(?P<mark>{})[^，,；;\d\n]{{1,24}}(?:[，,][^，,；;\d\n]*)?[\d.]+[^，,；;\d\n]*(?:\n|$)"
}
_NOTE_END = re.compile("[。；;\n]")


def _relations(keys: Iterable[str]) -> tuple[RelationKind, ...]:
    return tuple(map(RelationKind.named, keys))


@frozen(kw_only=True)
class ConventionRow:
    """One convention: the words that mark it, where they stand, the relations that it touches, and its source."""

    diagnosis: Diagnosis = field(converter=Diagnosis)
    where: str = field(validator=in_(("metric", "sentence", "clause")))
    marks: tuple[str, ...]
    relations: tuple[RelationKind, ...] = field(converter=_relations)
    source: str
    examples: tuple[str, ...]


def convention_rows() -> tuple[ConventionRow, ...]:
    """Return every convention, in file order."""
    return load_rows("conventions", ConventionRow)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[ConventionRow, re.Pattern[str]], ...]:
    return tuple(
        (row, re.compile(_WHERE.get(row.where, "{}").format(alternation(row.marks)))) for row in convention_rows()
    )


def convention_for(
    relation: RelationKind, *, metric: str = "", sentence: str = "", notes: str = "", own: str = ""
) -> ConventionRow | None:
    """Return the first convention that the metric's name, the sentence or the notes declare for a relation.

    `own` is a name that declares nothing here, but whose words leave nothing out: 扣除非经常性损益的净利润.

    >>> convention_for(RelationKind.GROWTH, metric="地区生产总值").diagnosis.value
    'constant_price'
    >>> convention_for(RelationKind.SHARE, metric="地区生产总值") is None
    True
    """
    told = check_words("restated base").sub("", sentence)  # the base is printed as it was counted anew
    for row, pattern in _patterns():
        if relation in row.relations:
            if row.where == "metric":
                declared = pattern.search(metric) is not None
            elif row.where == "clause":
                found = pattern.search(told)
                declared = found is not None and found["mark"] not in metric + own
            else:
                declared = pattern.search(told) is not None or _declared(pattern, notes)
            if declared:
                return row
    return None


def declares_convention(note: str) -> bool:
    """Return whether a sentence of a report's notes declares a convention."""
    return any(row.where == "sentence" and pattern.search(note) is not None for row, pattern in _patterns())


@lru_cache(maxsize=32)  # the notes of a report are those of all its claims
def _declared(pattern: re.Pattern[str], notes: str) -> bool:
    """Return whether a report's notes declare a convention for all of it.

    A note that names the metrics of a convention, 增加值绝对数按现价计算，增长速度按不变价格计算, is of them alone.
    """
    of_metrics = [other for row, other in _patterns() if row.where == "metric"]
    told = (note for note in _NOTE_END.split(notes) if pattern.search(note))
    return any(not any(other.search(note) for other in of_metrics) for note in told)
