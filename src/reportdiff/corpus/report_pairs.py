"""`compare_many` and `series_many`: thousands of comparisons on any executor, in order, each as soon as it is due."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from attrs import evolve, frozen

from reportdiff.alignment import Corrections
from reportdiff.corpus.inputs import ReportInput, RunSettings, digest_of_file, report_input
from reportdiff.corpus.outcomes import Failure, Outcome, crash_failure, error_of, failure_of, is_permanent
from reportdiff.corpus.result_store import ResultFolder, result_bytes, work_key
from reportdiff.corpus.worker_pool import Workers, map_ordered
from reportdiff.errors import ArgumentError
from reportdiff.messages import phrase
from reportdiff.model import Report
from reportdiff.model.phrases import Phrase
from reportdiff.panel import Series, series, series_of_comparisons
from reportdiff.pipeline import Rules, Source, compare, corrections_file, corrections_for
from reportdiff.results import Comparison
from reportdiff.text.arguments import require_items, require_iterable, require_type, shortened
from reportdiff.text.words import using_cutter

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from reportdiff.reading.limits import Limits

__all__ = ["compare_many", "series_many"]

R = TypeVar("R")

_PAIRS, _GROUPS = "errors.wanted_pairs", "errors.wanted_groups"


def compare_many(
    pairs: Iterable[tuple[Report | Source, Report | Source]],
    *,
    executor: Executor | None = None,
    on_error: Literal["collect", "raise"] = "collect",
    resume: str | os.PathLike[str] | None = None,
    rules: Rules | None = None,
    rounding: Iterable[str] | None = None,
    limits: Limits | None = None,
    window: int | None = None,
) -> Iterator[Outcome[Comparison]]:
    """Compare each pair of reports and yield the outcomes in the order of the pairs, each as soon as it is due.

    A script must start its work under `if __name__ == "__main__":`, as worker processes import it.

    Args:
        pairs: Each prior and current report, whatever `compare` takes; a generator is read only `window` pairs ahead,
            which bounds the memory.
        executor: Any `concurrent.futures.Executor`; without one a process for each processor works.
        on_error: "collect" makes a report that cannot be read a `Failure` of its pair's outcome, whose `result` is then
            None; "raise" raises its error.
        resume: A folder that keeps every finished outcome, failures too; the same call again takes up what is there. A
            changed file is compared anew.
        rules: Corrections as for `compare`, for all pairs.
        rounding: Rounding modes as for `compare`.
        limits: How large an input may be.
        window: How many pairs are under way; by default 4 for each process, 64 on an executor. A large cluster wants
            more.

    Raises:
        OutputError: The folder `resume` cannot be used, or was begun by another version or with other settings.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> from reportdiff import parse
    >>> years = [parse(f"全年受理行政复议申请{count}件。", year=year) for year, count in ((2022, 132), (2023, 287))]
    >>> with ThreadPoolExecutor() as pool:
    ...     outcomes = list(compare_many([years, (b"", years[1])], executor=pool))
    >>> [str(change.percent) for change in outcomes[0].result.result.changes]
    ['3875/33']
    >>> outcomes[1].result, outcomes[1].failures[0].error
    (None, 'UnreadableFileError')
    """
    settings = RunSettings.of(rules, rounding, limits, raise_errors=_must_raise(on_error))
    return _outcomes(
        _COMPARISONS,
        map(_pair, require_iterable(pairs, "pairs", _PAIRS)),
        settings,
        resume,
        Workers(executor, window=window),
    )


def series_many(
    groups: Iterable[Iterable[Report | Source]],
    *,
    executor: Executor | None = None,
    on_error: Literal["collect", "raise"] = "collect",
    resume: str | os.PathLike[str] | None = None,
    limits: Limits | None = None,
    window: int | None = None,
) -> Iterator[Outcome[Series]]:
    """Chain the reports of each group (those of one issuer, in any order) into a `Series`; otherwise as `compare_many`.

    A report that cannot be read is a `Failure`, and the series is made of the others; where fewer than two are left, or
    two are of one year, `result` is None.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> from reportdiff import parse
    >>> years = [parse(f"全年受理行政复议申请{count}件。", year=year) for year, count in ((2022, 132), (2023, 287))]
    >>> with ThreadPoolExecutor() as pool:
    ...     [outcome.result.years for outcome in series_many([years], executor=pool)]
    [(2022, 2023)]
    """
    settings = RunSettings.of(None, None, limits, raise_errors=_must_raise(on_error))
    return _outcomes(
        _SERIES, require_iterable(groups, "groups", _GROUPS), settings, resume, Workers(executor, window=window)
    )


def _pair(pair: Iterable[Report | Source]) -> Sequence[Report | Source]:
    items = require_items(pair, "pairs", _PAIRS)
    if len(items) != 2:
        raise ArgumentError("errors.wrong_type", name="pairs", value=shortened(pair), wanted=phrase(_PAIRS))
    return items


def _must_raise(on_error: str) -> bool:
    if on_error not in ("collect", "raise"):
        known = ("collect", "raise")
        raise ArgumentError("errors.unknown_value", name="on_error", value=shortened(on_error), known=known)
    return on_error == "raise"


@frozen
class _Kind(Generic[R]):
    """A kind of work: its name in the manifest, and how its result is made of reports or of kept comparisons."""

    name: str
    make: Callable[[_Job[R], Sequence[Report]], R]
    restore: Callable[[_Job[R], Sequence[Comparison]], R]


@frozen(kw_only=True)
class _Job(Generic[R]):
    """One pair or group, ready to travel; with a `key` its worker also returns the bytes to keep under that name."""

    kind: _Kind[R]
    place: int
    inputs: tuple[ReportInput, ...]
    settings: RunSettings
    digests: tuple[tuple[str, str], ...] = ()
    key: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The reports' names."""
        return tuple(item.name for item in self.inputs)

    @property
    def latest(self) -> Report | str | bytes | None:
        """The last report, next to which a corrections file may lie."""
        return self.inputs[-1].source if self.inputs else None

    def corrections(self) -> Corrections | None:
        """Return the corrections of the run, else those next to the last report."""
        return corrections_for(self.settings.corrections, self.latest)

    def keyed(self) -> _Job[R]:
        """Return the job with the digests of its inputs and the key of its result."""
        digests = tuple((item.name, item.digest()) for item in self.inputs)
        beside = corrections_file(self.latest) if self.settings.corrections is None else None
        rules = [] if beside is None else [digest_of_file(beside)]
        return evolve(self, digests=digests, key=work_key(self.settings.recorded(), digests, self.kind.name, *rules))


@frozen
class WorkerResult(Generic[R]):
    """A job's result as a worker returns it; `saved` are the bytes to keep, b"" where another run may do better."""

    result: R | None
    failures: tuple[Failure, ...] = ()
    saved: bytes = b""


def _run(job: _Job[R]) -> WorkerResult[R]:
    """Read the reports of a job and return its result; in a worker."""
    result: R | None = None
    reports: list[Report] = []
    failures: list[Failure] = []

    def collect(file: str, error: Exception) -> None:
        if job.settings.raise_errors:
            raise error
        failures.append(failure_of(file, error))

    with using_cutter(job.settings.cutter):
        for item in job.inputs:
            try:
                reports.append(item.read(job.settings.limits))
            except Exception as error:
                collect(item.name, error)
        if not failures or len(reports) > 1:  # a series is made of the years that can be read
            try:
                result = job.kind.make(job, reports)
            except Exception as error:
                collect(job.names[-1] if job.names else "", error)
    keep = job.key and all(map(is_permanent, failures))
    saved = result_bytes(job.digests, _comparisons_of(result), failures) if keep else b""
    return WorkerResult(result, tuple(failures), saved)


def _comparisons_of(result: object) -> Sequence[Comparison]:
    return result.comparisons if isinstance(result, Series) else [result] if isinstance(result, Comparison) else []


def _compared(job: _Job[Comparison], reports: Sequence[Report]) -> Comparison:
    prior, current = reports
    return compare(prior, current, rules=job.corrections(), rounding=job.settings.rounding)


def _chained(job: _Job[Series], reports: Sequence[Report]) -> Series:
    return series(reports, rules=job.corrections())


def _restored_comparison(job: _Job[Comparison], comparisons: Sequence[Comparison]) -> Comparison:
    return comparisons[0]


def _restored_series(job: _Job[Series], comparisons: Sequence[Comparison]) -> Series:
    corrections = job.corrections()
    return series_of_comparisons(comparisons, lambda year: corrections)


_COMPARISONS: _Kind[Comparison] = _Kind("compare_many", _compared, _restored_comparison)
_SERIES: _Kind[Series] = _Kind("series_many", _chained, _restored_series)


def _crashed(job: _Job[R]) -> WorkerResult[R]:
    return WorkerResult(None, tuple(map(crash_failure, job.names)))


def _outcomes(
    kind: _Kind[R],
    groups: Iterable[Iterable[Report | Source]],
    settings: RunSettings,
    resume: str | os.PathLike[str] | None,
    workers: Workers,
) -> Iterator[Outcome[R]]:
    """Yield the outcomes in order; those that the folder `resume` holds are loaded from it."""
    require_type(resume, str | os.PathLike | None, "resume", "errors.wanted_folder")
    folder = ResultFolder(Path(resume), kind.name, settings.recorded()) if resume is not None else None

    def jobs() -> Iterator[tuple[_Job[R], bool]]:
        for place, group in enumerate(groups):
            job = _Job(
                kind=kind,
                place=place,
                inputs=tuple(map(report_input, require_items(group, "groups", _GROUPS))),
                settings=settings,
            )
            if folder is None:
                yield job, True
            else:
                job = job.keyed()
                yield job, not folder.path(job.key).is_file()

    def description(job: _Job[R]) -> Phrase:
        return phrase("errors.job", names=job.names, place=job.place)

    task: Callable[[_Job[R]], WorkerResult[R]] = _run
    crashed: Callable[[_Job[R]], WorkerResult[R]] = _crashed
    results = map_ordered(task, jobs(), crashed=crashed, describe=description, workers=workers)
    complete = False
    try:
        for job, result in results:
            if result is None and folder is not None:
                comparisons, failures = folder.load(job.key)
                result = WorkerResult(kind.restore(job, comparisons) if comparisons else None, failures)
            assert result is not None
            if settings.raise_errors and result.failures:  # of a crash, or kept by an earlier run that collected them
                raise error_of(result.failures[0])
            if folder is not None:
                if result.saved:
                    folder.save(job.key, result.saved)
                folder.record_inputs(job.digests)
            yield Outcome(place=job.place, inputs=job.names, result=result.result, failures=result.failures)
        complete = True
    finally:
        results.close()
        if folder is not None:
            folder.close(complete)
