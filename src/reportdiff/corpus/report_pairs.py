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
from reportdiff.model import Report
from reportdiff.panel import Series, series, series_of_comparisons
from reportdiff.pipeline import Rules, Source, compare, corrections_file, corrections_for
from reportdiff.results import Comparison
from reportdiff.text.words import using_cutter

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from reportdiff.reading.limits import Limits

__all__ = ["compare_many", "series_many"]

R = TypeVar("R")


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
    work: _Work[Comparison] = _Work("compare_many", _compare_task, _only_comparison)
    return _outcomes(work, pairs, settings, resume, Workers(executor, window=window))


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
    work: _Work[Series] = _Work("series_many", _series_task, _restored_series)
    return _outcomes(work, groups, settings, resume, Workers(executor, window=window))


def _must_raise(on_error: str) -> bool:
    if on_error not in ("collect", "raise"):
        raise ValueError(f"on_error {on_error!r}: known are collect, raise")
    return on_error == "raise"


@frozen(kw_only=True)
class _Job:
    """One pair or group, ready to travel; with a `key` its worker also returns the bytes to keep under that name."""

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

    def keyed(self, kind: str) -> _Job:
        """Return the job with the digests of its inputs and the key of its result."""
        digests = tuple((item.name, item.digest()) for item in self.inputs)
        beside = corrections_file(self.latest) if self.settings.corrections is None else None
        rules = [] if beside is None else [digest_of_file(beside)]
        return evolve(self, digests=digests, key=work_key(self.settings.recorded(), digests, kind, *rules))


@frozen
class WorkerResult(Generic[R]):
    """What a worker returns for a job; `saved` are the bytes to keep, b"" where another run may do better."""

    result: R | None
    failures: tuple[Failure, ...] = ()
    saved: bytes = b""


@frozen
class _Work(Generic[R]):
    """A kind of work: its name in the manifest, the task of a worker, and how a result is made of kept comparisons."""

    kind: str
    task: Callable[[_Job], WorkerResult[R]]
    restore: Callable[[_Job, Sequence[Comparison]], R | None]


def _compare_task(job: _Job) -> WorkerResult[Comparison]:
    comparison: Comparison | None = None
    with using_cutter(job.settings.cutter):
        reports, failures = _read_inputs(job)
        if not failures:
            try:
                prior, current = reports
                comparison = compare(prior, current, rules=job.corrections(), rounding=job.settings.rounding)
            except Exception as error:
                _collect(error, job, job.names[-1], failures)
    return _worker_result(job, comparison, [comparison] if comparison is not None else [], failures)


def _series_task(job: _Job) -> WorkerResult[Series]:
    years: Series | None = None
    with using_cutter(job.settings.cutter):
        reports, failures = _read_inputs(job)
        try:
            years = series(reports, rules=job.corrections())
        except Exception as error:
            if len(reports) > 1 or not failures:  # else the failures say why too few are left
                _collect(error, job, job.names[0] if job.names else "", failures)
    return _worker_result(job, years, years.comparisons if years is not None else (), failures)


def _read_inputs(job: _Job) -> tuple[list[Report], list[Failure]]:
    """Return the reports that can be read, and a failure for each of the others."""
    reports: list[Report] = []
    failures: list[Failure] = []
    for item in job.inputs:
        try:
            reports.append(item.read(job.settings.limits))
        except Exception as error:
            _collect(error, job, item.name, failures)
    return reports, failures


def _collect(error: Exception, job: _Job, file: str, failures: list[Failure]) -> None:
    """Add an error to the failures, or raise it where the run wants that."""
    if job.settings.raise_errors:
        raise error
    failures.append(failure_of(file, error))


def _worker_result(
    job: _Job, result: R | None, comparisons: Sequence[Comparison], failures: Sequence[Failure]
) -> WorkerResult[R]:
    keep = job.key and all(map(is_permanent, failures))
    saved = result_bytes(job.digests, comparisons, failures) if keep else b""
    return WorkerResult(result, tuple(failures), saved)


def _crashed(job: _Job) -> WorkerResult[R]:
    return WorkerResult(None, tuple(map(crash_failure, job.names)))


def _description(job: _Job) -> str:
    return f"{' and '.join(job.names)} (place {job.place})"


def _only_comparison(job: _Job, comparisons: Sequence[Comparison]) -> Comparison | None:
    return comparisons[0] if comparisons else None


def _restored_series(job: _Job, comparisons: Sequence[Comparison]) -> Series | None:
    if not comparisons:
        return None
    corrections = job.corrections()
    years = [comparison.current.reviewed or comparison.current.year for comparison in comparisons]
    return series_of_comparisons(comparisons, {year: corrections for year in years if year is not None})


def _outcomes(
    work: _Work[R],
    groups: Iterable[Iterable[Report | Source]],
    settings: RunSettings,
    resume: str | os.PathLike[str] | None,
    workers: Workers,
) -> Iterator[Outcome[R]]:
    """Yield the outcomes in order; those that the folder `resume` holds are loaded from it."""
    folder = ResultFolder(Path(resume), work.kind, settings.recorded()) if resume is not None else None

    def jobs() -> Iterator[tuple[_Job, bool]]:
        for place, group in enumerate(groups):
            job = _Job(place=place, inputs=tuple(map(report_input, group)), settings=settings)
            if folder is None:
                yield job, True
            else:
                job = job.keyed(work.kind)
                yield job, not folder.path(job.key).is_file()

    crashed: Callable[[_Job], WorkerResult[R]] = _crashed
    results = map_ordered(work.task, jobs(), crashed=crashed, describe=_description, workers=workers)
    complete = False
    try:
        for job, result in results:
            if result is None and folder is not None:
                kept = folder.load(job.key)
                result = WorkerResult(work.restore(job, kept.comparisons), kept.failures)
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
