"""The rows of partitions.toml: parts of a whole beside which there is no other."""

from __future__ import annotations

from attrs import frozen

__all__ = ["PartitionRow"]


@frozen(kw_only=True)
class PartitionRow:
    """A word of the name of each part, and words of a whole whose name holds nothing else of its parts' names.

    `never`: words of a whole that has other parts too, as households use electricity beside the three industries.
    """

    parts: tuple[str, ...]
    examples: tuple[str, ...]
    whole: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
