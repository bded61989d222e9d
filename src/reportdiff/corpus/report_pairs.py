"""`compare_many` and `series_many`: thousands of comparisons on any executor, handed out in order as they are due."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from attrs import evolve, frozen

from reportdiff import alignment
from reportdiff.corpus.inputs import ReportInput, digest_of_file, report_input, rules_beside
from reportdiff.corpus.outcomes import Failure, Outcome, error_of, failure_of, lasting, worker_died
from reportdiff.corpus.result_store import ResultFolder, dump_result, key_of, settings_of
from reportdiff.corpus.worker_pool import spread
from reportdiff.model import Report
from reportdiff.panel import Series, joined, series
from reportdiff.pipeline import Rules, Source, accepted_modes, compare
from reportdiff.results import Comparison
from reportdiff.text.words import Cutter, current_cutter, using_cutter

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from reportdiff.reading.limits import Limits

__all__ = ["compare_many", "series_many"]

R = TypeVar("R")
Input = Report | Source
OnError = Literal["collect", "raise"]


def compare_many(
    pairs: Iterable[tuple[Input, Input]],
    *,
    executor: Executor | None = None,
    on_error: OnError = "collect",
    resume: str | os.PathLike[str] | None = None,
    rules: Rules | None = None,
    rounding: Iterable[str] | None = None,
    limits: Limits | None = None,
    cutter: Cutter | str | None = None,
    window: int | None = None,
) -> Iterator[Outcome[Comparison]]:
    """Compare each pair (prior, current), and hand the outcomes out in the order of `pairs`, each as soon as it is due.

    Each side is whatever `compare` takes; `rules`, `rounding`, `limits` and `cutter` are as for `compare` and `read`.
    The work is done on `executor`, any `concurrent.futures.Executor`; without one, in a process for each processor.
    `pairs` may be a generator: it is read only `window` pairs ahead, which bounds the memory (default: 4 for each
    process of our own, 64 on an executor handed in; give more on a large cluster).

    A report that cannot be read is a `Failure` in its pair's outcome, whose `result` is then None; with
    `on_error="raise"` its error is raised instead. `resume` names a folder: every finished outcome is kept there
    (failures too), and the same call takes up what is there instead of doing it again; a changed file is done anew.
    Raises `OutputError` where the folder cannot serve.

    A script must start its work under `if __name__ == "__main__":`, as processes import it.

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
    _check(on_error)
    how = RunSettings(
        rules if rules is None else _rules(rules), _names(rounding), limits, on_error == "raise", _chosen(cutter)
    )
    jobs = (_Job(place, tuple(map(report_input, pair)), how) for place, pair in enumerate(pairs))
    return _outcomes(_compare, jobs, how, "compare_many", _only, executor, resume, window)


def series_many(
    groups: Iterable[Iterable[Input]],
    *,
    executor: Executor | None = None,
    on_error: OnError = "collect",
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
    _check(on_error)
    how = RunSettings(None, None, limits, on_error == "raise")
    jobs = (_Job(place, tuple(map(report_input, group)), how) for place, group in enumerate(groups))
    return _outcomes(_series, jobs, how, "series_many", _joined, executor, resume, window)


@frozen
class RunSettings:
    """What holds for every job of a run."""

    rules: alignment.Corrections | None
    rounding: tuple[str, ...] | None
    limits: Limits | None
    strict: bool
    cutter: Cutter = Cutter.PLAIN

    def told(self) -> dict[str, object]:
        """The settings as the manifest shows them."""
        return settings_of(self.rules, self.rounding, self.limits, self.cutter)


@frozen
class _Job:
    """One pair or group, ready to travel; with a `key` its worker also makes the bytes that are saved under it."""

    place: int
    inputs: tuple[ReportInput, ...]
    how: RunSettings
    digests: tuple[tuple[str, str], ...] = ()
    key: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What the reports are called."""
        return tuple(item.name for item in self.inputs)


@frozen
class WorkerResult(Generic[R]):
    """What a worker sends back."""

    result: R | None
    failures: tuple[Failure, ...] = ()
    saved: bytes = b""


def _compare(job: _Job) -> WorkerResult[Comparison]:
    """One pair, in a worker."""
    with using_cutter(job.how.cutter):
        return _compared(job)


def _compared(job: _Job) -> WorkerResult[Comparison]:
    current = job.inputs[-1]
    reports, failures = _reports(job)
    made: Comparison | None = None
    if not failures:
        try:
            made = compare(reports[0], reports[1], rules=_rules_for(job), rounding=job.how.rounding)
        except Exception as error:
            if job.how.strict:
                raise
            failures = [failure_of(current.name, error)]
    return WorkerResult(made, tuple(failures), _saved(job, [made] if made is not None else [], failures))


def _series(job: _Job) -> WorkerResult[Series]:
    """One group, in a worker."""
    reports, failures = _reports(job)
    made: Series | None = None
    try:
        made = series(reports, rules=_rules_for(job))
    except Exception as error:
        if job.how.strict:
            raise
        if len(reports) > 1 or not failures:
            name = job.names[0] if job.names else ""
            failures.append(failure_of(name, error))
    return WorkerResult(made, tuple(failures), _saved(job, made.comparisons if made is not None else (), failures))


def _reports(job: _Job) -> tuple[list[Report], list[Failure]]:
    """What could be read, and what could not."""
    reports, failures = [], []
    for item in job.inputs:
        try:
            reports.append(item.report(job.how.limits))
        except Exception as error:
            if job.how.strict:
                raise
            failures.append(failure_of(item.name, error))
    return reports, failures


def _saved(job: _Job, comparisons: Sequence[Comparison], failures: Sequence[Failure]) -> bytes:
    """The bytes to keep; what another try may mend is not kept."""
    return dump_result(job.digests, comparisons, failures) if job.key and all(map(lasting, failures)) else b""


def _died(job: _Job) -> WorkerResult[R]:
    """The outcome of a job whose process died of it."""
    return WorkerResult(None, tuple(map(worker_died, job.names)))


def _called(job: _Job) -> str:
    """A job in words."""
    return f"{' and '.join(job.names)} (place {job.place})"


def _rules_for(job: _Job) -> alignment.Corrections | None:
    """The corrections of the run, else those next to the job's last report."""
    beside = rules_beside(job.inputs[-1]) if job.how.rules is None and job.inputs else None
    return alignment.load_corrections(beside) if beside is not None else job.how.rules


def _only(job: _Job, comparisons: Sequence[Comparison]) -> Comparison | None:
    return comparisons[0] if comparisons else None


def _joined(job: _Job, comparisons: Sequence[Comparison]) -> Series | None:
    if not comparisons:
        return None
    rules = _rules_for(job)
    years = [made.current.reviewed or made.current.year for made in comparisons]
    return joined(comparisons, {year: rules for year in years if year is not None})


def _outcomes(
    task: Callable[[_Job], WorkerResult[R]],
    jobs: Iterable[_Job],
    how: RunSettings,
    kind: str,
    restored: Callable[[_Job, Sequence[Comparison]], R | None],
    executor: Executor | None,
    resume: str | os.PathLike[str] | None,
    window: int | None,
) -> Iterator[Outcome[R]]:
    """The outcomes in order; those that the folder holds are loaded from it."""
    folder = ResultFolder(Path(resume), kind, how.told()) if resume is not None else None
    complete = False

    def prepared() -> Iterator[tuple[_Job, bool]]:
        for job in jobs:
            if folder is None:
                yield job, True
                continue
            digests = tuple((item.name, item.digest()) for item in job.inputs)
            key = key_of(how.told(), digests, kind, *_digests_of_rules(job))
            yield evolve(job, digests=digests, key=key), not folder.path(key).is_file()

    died: Callable[[_Job], WorkerResult[R]] = _died
    working = spread(task, prepared(), died=died, called=_called, executor=executor, window=window)
    try:
        for job, made in working:
            if made is None and folder is not None:
                saved = folder.load(job.key)
                made = WorkerResult(restored(job, saved.comparisons), saved.failures)
            assert made is not None
            if how.strict and made.failures:  # kept by an earlier call that collected them, or a process died
                raise error_of(made.failures[0])
            if folder is not None:
                if made.saved:
                    folder.save(job.key, made.saved)
                folder.note(job.digests)
            yield Outcome(job.place, job.names, made.result, made.failures)
        complete = True
    finally:
        working.close()
        if folder is not None:
            folder.close(complete)


def _digests_of_rules(job: _Job) -> list[str]:
    """The fingerprints of the corrections next to a pair's current report."""
    beside = rules_beside(job.inputs[-1]) if job.how.rules is None and job.inputs else None
    return [] if beside is None else [digest_of_file(Path(beside))]


def _check(on_error: str) -> None:
    if on_error not in ("collect", "raise"):
        raise ValueError(f"on_error {on_error!r}: known are collect, raise")


def _chosen(cutter: Cutter | str | None) -> Cutter:
    with using_cutter(cutter):  # raises where it cannot serve
        return current_cutter()


def _names(rounding: Iterable[str] | None) -> tuple[str, ...] | None:
    accepted = accepted_modes(rounding)
    return None if accepted is None else tuple(mode.value for mode in accepted)


def _rules(rules: Rules) -> alignment.Corrections:
    return rules if isinstance(rules, alignment.Corrections) else alignment.load_corrections(rules)
