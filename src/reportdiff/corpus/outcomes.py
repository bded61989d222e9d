"""What became of one piece of work: its result, and what could not be read, file by file."""

from __future__ import annotations

from typing import Generic, TypeVar

from attrs import frozen

from reportdiff import errors

__all__ = ["WORKER_DIED", "Failure", "Outcome", "failure_of", "lasting"]

WORKER_DIED = (
    "WorkerDied",
    "the process that read it died (out of memory, or a library crashed); read it alone to see why",
)
"""The error and the message of a report whose process died of it."""

R = TypeVar("R")


@frozen
class Failure:
    """A report that could not be used: its file, the class of the error, and the sentence that says what to do."""

    file: str
    error: str
    message: str


@frozen
class Outcome(Generic[R]):
    """The result of one pair (or one group) of reports.

    `place` counts from 0 in the order in which they were given; `inputs` are the reports' names; `result` is None where
    too little could be read; `failures` says why.
    """

    place: int
    inputs: tuple[str, ...]
    result: R | None
    failures: tuple[Failure, ...] = ()


def failure_of(file: str, error: BaseException) -> Failure:
    """The row for an error; one that nobody foresaw says so."""
    text = " ".join(str(error).split())
    expected = isinstance(error, errors.ReportdiffError | ValueError | OSError)
    return Failure(file, type(error).__name__, text if expected else f"internal error: {text}; please report it")


def lasting(failure: Failure) -> bool:
    """Whether the same file fails again: not where an extra can be installed, memory found or a mistake mended."""
    return failure.error in (*errors.__all__, "ValueError") and failure.error != "MissingExtraError"
