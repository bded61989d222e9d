"""The rows that checks read, of check_words, partitions, templates, conventions and confidence.toml.

Words by which checks know what a name, a clause or a table row is about; parts beside which a whole has no other; text
that a template left behind; where a true rate may differ from the ratio of the printed levels; how sure findings are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from attrs import field, frozen
from attrs.validators import in_

from reportdiff.lexicon.rows import load_rows, rows_with
from reportdiff.model import Diagnosis, RelationKind

__all__ = ["CheckWordsRow", "ConventionRow", "PartitionRow", "TemplateRow", "annotated", "check_words"]
__all__ += ["convention_for", "convention_rows", "is_total_label", "template_patterns"]

_AT = {"anywhere": "(?:{})", "start": "^(?:{})", "end": "(?:{})$", "whole": "^(?:{})$"}


@frozen(kw_only=True)
class CheckWordsRow:
    """Words and patterns that tell one thing, and where in a text they stand."""

    part: str
    examples: tuple[str, ...]
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    at: str = "anywhere"

    @property
    def pattern(self) -> str:
        """The regular expression that finds any of the row's words and patterns at its place."""
        return _AT[self.at].format("|".join((*map(re.escape, self.words), *self.patterns)))


@cache
def check_words(part: str) -> re.Pattern[str]:
    """Return the pattern of all rows of one part.

    Raises:
        LexiconError: No row has this part.

    >>> check_words("average").search("居民人均可支配收入") is not None
    True
    """
    return re.compile("|".join(row.pattern for row in rows_with("check_words", CheckWordsRow, part=part)))


def is_total_label(label: str) -> bool:
    """Return whether the label of a row or column is that of a total.

    >>> is_total_label("合计"), is_total_label("1250")
    (True, False)
    """
    return check_words("total of a table").match(label) is not None


@frozen(kw_only=True)
class PartitionRow:
    """A word of the name of each part, and words of a whole whose name holds nothing else of its parts' names."""

    parts: tuple[str, ...]
    examples: tuple[str, ...]
    whole: tuple[str, ...] = ()


@frozen(kw_only=True)
class TemplateRow:
    """A kind of template text: its name, its pattern, and a faster pattern that every match holds."""

    name: str
    pattern: str
    examples: tuple[str, ...]
    quick: str = ""


@lru_cache(maxsize=1)
def template_patterns() -> tuple[tuple[TemplateRow, re.Pattern[str], re.Pattern[str]], ...]:
    """Return each row with its compiled pattern and its faster pattern, in file order."""
    return tuple(
        (row, re.compile(row.pattern), re.compile(row.quick or row.pattern))
        for row in load_rows("templates", TemplateRow)
    )


def _relations(keys: Iterable[str]) -> tuple[RelationKind, ...]:
    return tuple(map(RelationKind.named, keys))


@frozen(kw_only=True)
class ConventionRow:
    """One convention: the words that mark it, where they stand, the relations that it touches, and its source."""

    diagnosis: Diagnosis = field(converter=Diagnosis)
    where: str = field(validator=in_(("metric", "sentence")))
    marks: tuple[str, ...]
    relations: tuple[RelationKind, ...] = field(converter=_relations)
    source: str
    examples: tuple[str, ...]


def convention_rows() -> tuple[ConventionRow, ...]:
    """Return every convention, in file order."""
    return load_rows("conventions", ConventionRow)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[ConventionRow, re.Pattern[str]], ...]:
    return tuple((row, re.compile("|".join(map(re.escape, row.marks)))) for row in convention_rows())


def convention_for(
    relation: RelationKind, *, metric: str = "", sentence: str = "", notes: str = ""
) -> ConventionRow | None:
    """Return the first convention that the metric's name, the sentence or the notes declare for a relation.

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
            else:
                declared = pattern.search(told) is not None or _declared(pattern, notes)
            if declared:
                return row
    return None


@lru_cache(maxsize=32)  # the notes of a report are those of all its claims
def _declared(pattern: re.Pattern[str], notes: str) -> bool:
    """Return whether a report's notes declare a convention."""
    return pattern.search(notes) is not None


@frozen(kw_only=True)
class ConfidenceRow:
    """A kind of finding, and its annotated findings by whether they proved right; `examples` are such findings."""

    kind: str
    right: int
    wrong: int
    examples: tuple[str, ...]
    note: str = ""


@cache
def _rows() -> Mapping[str, tuple[int, int]]:
    return {row.kind: (row.right, row.wrong) for row in load_rows("confidence", ConfidenceRow)}


def annotated(kind: str) -> tuple[int, int]:
    """Return how many annotated findings of a kind proved right and wrong; of a kind without a row none.

    >>> annotated("accused printed")[0] > annotated("asked inferred")[0]
    True
    """
    return _rows().get(kind, (0, 0))
