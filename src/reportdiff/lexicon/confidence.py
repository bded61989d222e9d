"""The rows of confidence.toml: how many annotated findings of each kind proved right, and how many wrong."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from attrs import frozen

from reportdiff.lexicon.rows import load_rows

__all__ = ["annotated"]


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
