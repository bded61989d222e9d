"""Measure the seconds that each stage of the work takes, where somebody asked for it (`--profile`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter

__all__ = ["STAGES", "add_stages", "measured_stages", "stage"]

STAGES = ("reading", "structure", "extraction", "alignment", "checking", "writing")
"""The stages in their order; none holds another."""

_taken: ContextVar[dict[str, float] | None] = ContextVar("stages", default=None)


@contextmanager
def measured_stages() -> Iterator[Mapping[str, float]]:
    """Count the seconds of each stage that is gone through inside the block.

    >>> with measured_stages() as seconds:
    ...     with stage("reading"):
    ...         pass
    >>> list(seconds), seconds["reading"] >= 0
    (['reading'], True)
    """
    taken: dict[str, float] = {}
    token = _taken.set(taken)
    try:
        yield taken
    finally:
        _taken.reset(token)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Count the seconds of the block for a stage, where somebody asked for it."""
    taken = _taken.get()
    if taken is None:
        yield
        return
    began = perf_counter()
    try:
        yield
    finally:
        add_stages({name: perf_counter() - began})


def add_stages(seconds: Mapping[str, float]) -> None:
    """Count the seconds that another process took."""
    taken = _taken.get()
    if taken is not None:
        for name, more in seconds.items():
            taken[name] = taken.get(name, 0.0) + more
