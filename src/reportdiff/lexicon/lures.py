"""The rows of lures.toml: what holds a numeral and measures nothing."""

from __future__ import annotations

from attrs import frozen

from reportdiff.lexicon.rows import load_rows

__all__ = ["LureRow", "lure_patterns"]


@frozen
class LureRow:
    """Patterns that are left out for one reason."""

    why: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...]


def lure_patterns() -> tuple[str, ...]:
    """Every lure pattern, in file order."""
    return tuple(pattern for row in load_rows("lures", LureRow) for pattern in row.patterns)
