"""What became of one piece of work: its result, and what could not be read, file by file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Generic, TypeVar

from attrs import frozen

from reportdiff import errors

__all__ = ["Failure", "Outcome", "error_of", "failure_of", "lasting", "worker_died"]

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


def failure_of(file: str, error: BaseException, folder: Path | None = None) -> Failure:
    """The row for an error; one that nobody foresaw says so. A file below `folder` is called by its place in it."""
    text = " ".join(str(error).split())
    if folder is not None:
        text = text.replace(f"{folder}{os.sep}", "")
    expected = isinstance(error, errors.ReportdiffError | ValueError | OSError)
    return Failure(file, type(error).__name__, text if expected else f"internal error: {text}; please report it")


def worker_died(file: str) -> Failure:
    """The row for a report whose process died of it."""
    told = f"{file}: the process that read it died (out of memory, or a library crashed); read it alone to see why"
    return failure_of(file, errors.WorkerDiedError(told))


def error_of(failure: Failure) -> Exception:
    """The error that a row was made of, to be raised after all."""
    kind = getattr(errors, failure.error) if failure.error in errors.__all__ else ValueError
    error: Exception = kind(failure.message)
    return error


def lasting(failure: Failure) -> bool:
    """Whether the same file fails again: not where an extra can be installed, memory found or a mistake mended."""
    if failure.error in ("MissingExtraError", "WorkerDiedError"):
        return False
    return failure.error in (*errors.__all__, "ValueError")
