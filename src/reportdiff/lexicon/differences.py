"""The rows of differences.toml: figures that are the difference of two others."""

from __future__ import annotations

from attrs import frozen

__all__ = ["DifferenceRow"]


@frozen(kw_only=True)
class DifferenceRow:
    """How the name of a difference ends, and the words of the names of what it is taken from and what is taken off."""

    ends: tuple[str, ...]
    of: str
    less: str
    examples: tuple[str, ...]
