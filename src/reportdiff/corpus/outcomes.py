"""The outcome of one task: its result, and the reports that could not be used."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Generic, TypeVar

from attrs import frozen

from reportdiff import errors
from reportdiff.messages import error_text, sentence
from reportdiff.text.readable_path import readable_path

__all__ = ["Failure", "Outcome", "crash_failure", "error_of", "failure_of", "is_permanent"]

R = TypeVar("R")


@frozen
class Failure:
    """A report that could not be used: its file, the class of the error, and the sentence that says what to do."""

    file: str
    error: str
    message: str


@frozen(kw_only=True)
class Outcome(Generic[R]):
    """The result of one pair (or one group) of reports.

    `place` counts from 0 in the order in which the pairs were given; `inputs` are the reports' names; `result` is None
    where too little could be read; `failures` says why.
    """

    place: int
    inputs: tuple[str, ...]
    result: R | None
    failures: tuple[Failure, ...] = ()


def failure_of(file: str, error: BaseException, folder: Path | None = None, lang: str = "en") -> Failure:
    """Return the failure that an error stands for; its message names a file below `folder` by its path there."""
    expected = isinstance(error, errors.ReportdiffError | ValueError | OSError)
    given = error.args[0] if isinstance(error, errors.ReportdiffError) and error.args else None
    text = " ".join((str(error) if given is None else error_text(given, lang)).split())
    if folder is not None:
        text = text.replace(f"{readable_path(str(folder))}{os.sep}", "")
    text = text.encode("utf-8", "backslashreplace").decode()  # of a path, or of what a library says
    if text == given:
        text = given  # which knows its Chinese, should the failure be raised after all
    return Failure(file, type(error).__name__, text if expected else sentence("errors.internal", lang, reason=text))


def crash_failure(file: str, lang: str = "en") -> Failure:
    """Return the failure of a report that crashed the process which read it."""
    return failure_of(file, errors.WorkerDiedError("errors.process_died", file=file), lang=lang)


def error_of(failure: Failure) -> Exception:
    """Return an error of the class and with the message of a failure, to be raised."""
    kind = getattr(errors, failure.error) if failure.error in errors.__all__ else ValueError
    error: Exception = kind(failure.message)
    return error


def is_permanent(failure: Failure) -> bool:
    """Return whether the same file fails again; installing an extra or more memory may mend other failures."""
    if failure.error in ("MissingExtraError", "WorkerDiedError"):
        return False
    return failure.error in (*errors.__all__, "ValueError")
