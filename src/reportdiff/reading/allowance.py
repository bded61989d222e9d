"""Time that a reader earns: a long file may take longer, as long as each of its pages ends."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["earn", "when_earned"]

when_earned: Callable[[int], None] = lambda _: None  # noqa: E731  the process that reads sets what allows more


def earn(seconds: int) -> None:
    """Allow the process so many seconds more: a page has been read."""
    when_earned(seconds)
