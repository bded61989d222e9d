"""The rows of differences.toml: figures that are the difference of two others."""

from __future__ import annotations

from attrs import frozen

__all__ = ["DifferenceRow"]


@frozen(kw_only=True)
class DifferenceRow:
    """How the name of a difference ends, and the words of the names of what it is taken from and what is taken off.

    A name that holds a word of `but` is of something else.
    """

    ends: tuple[str, ...]
    of: str
    less: str
    examples: tuple[str, ...]
    but: tuple[str, ...] = ()

    def ends_name(self, name: str) -> bool:
        """Return whether a name is that of such a difference."""
        return name.endswith(self.ends) and not any(word in name for word in self.but)
