"""A folder of reports → chains: the reports of each issuer in the order of their years, and what has no place."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from reportdiff.corpus.engine import spread
from reportdiff.corpus.given import digest_of_file
from reportdiff.corpus.names import issuer_key, named
from reportdiff.corpus.outcomes import WORKER_DIED, Failure, failure_of
from reportdiff.corpus.store import MANIFEST
from reportdiff.errors import UnplacedReportError, UnreadableFileError
from reportdiff.reading import READERS, read_document
from reportdiff.reading.documents import UNSUPPORTED
from reportdiff.structure import front_matter

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from reportdiff.reading.limits import Limits

__all__ = ["Found", "chains_of", "find", "place"]


@frozen
class Found:
    """A file of the folder: its path below it, its SHA-256, issuer and year, or why it has no place.

    `printed` is the issuer in the words of the text, where those were looked at.
    """

    file: str
    sha256: str
    issuer: str = ""
    year: int | None = None
    printed: str = ""
    failure: Failure | None = None


def find(folder: Path, leave_out: Path) -> list[Found]:
    """Every file below `folder` that may be a report, in the order of the names; hidden ones are not, nor outputs
    of batches, `leave_out` among them.

    Raises `UnreadableFileError` where there is no such folder, or nothing in it.
    """
    if not folder.is_dir():
        raise UnreadableFileError(f"{folder}: is no folder; name the one that holds the reports")
    apart = leave_out.resolve()

    def is_output(path: Path) -> bool:
        """Whether a batch wrote it: the one under way, or an earlier one."""
        return path.resolve() == apart or ((path / MANIFEST).is_file() and (path / "metrics.parquet").is_dir())

    made = []
    for where, folders, files in os.walk(folder):
        here = Path(where)
        folders[:] = sorted(name for name in folders if name[0] != "." and not is_output(here / name))
        for name in files:
            suffix = PurePosixPath(name).suffix.lower()
            if name[0] not in ".~" and (suffix in READERS or suffix in UNSUPPORTED):
                path = here / name
                made.append(Found(path.relative_to(folder).as_posix(), digest_of_file(path)))
    if not made:
        raise UnreadableFileError(f"{folder}: no report in it (files ending in {', '.join(sorted(READERS))})")
    return sorted(made, key=lambda item: item.file)


def place(
    folder: Path,
    found: Sequence[Found],
    known: Iterable[Found],
    *,
    executor: Executor | None,
    workers: int | None,
    limits: Limits | None,
) -> list[Found]:
    """Each file with its issuer and year: by its name where that says both, else by what the report itself says.

    `known` is what an earlier run found out; of a file that has not changed it is not looked up again.
    """
    told = {(item.file, item.sha256): item for item in known if item.failure is None}
    jobs = []
    for item in found:
        says = named(PurePosixPath(item.file))
        if (item.file, item.sha256) in told:
            jobs.append((_Look(folder, told[item.file, item.sha256], limits), False))
        elif says.issuer and says.year is not None:
            jobs.append((_Look(folder, evolve(item, issuer=says.issuer, year=says.year), limits), False))
        else:
            jobs.append((_Look(folder, evolve(item, issuer=says.issuer, year=says.year), limits), True))
    if not any(to_do for _, to_do in jobs):
        return [job.item for job, _ in jobs]
    seen = spread(_look, jobs, died=_died, executor=executor, workers=workers)
    placed = [(job.item if made is None else made, made is not None) for job, made in seen]
    return _joined(placed)


@frozen
class _Look:
    folder: Path
    item: Found
    limits: Limits | None


def _look(job: _Look) -> Found:
    """What a report says of itself, in a worker; the name's year comes first."""
    item = job.item
    try:
        document = read_document(job.folder / item.file, limits=job.limits)
        front = front_matter(document)
        year = item.year if item.year is not None else front.year
        if year is None or not (front.issuer or item.issuer):
            what = "year" if year is None else "issuer"
            raise UnplacedReportError(
                f"{job.folder / item.file}: neither its name nor its text says the {what}; name it ISSUER-YEAR"
            )
        return evolve(item, year=year, printed=front.issuer or "")
    except Exception as error:
        return evolve(item, failure=failure_of(item.file, error))


def _died(job: _Look) -> Found:
    return evolve(job.item, failure=Failure(job.item.file, *WORKER_DIED))


def _joined(placed: Sequence[tuple[Found, bool]]) -> list[Found]:
    """Where the text was asked for the issuer: another file's by the same name, else as the text prints it."""
    sure = {item.issuer for item, by_text in placed if not by_text}
    by_key = {issuer_key(issuer): issuer for issuer in sorted(sure, reverse=True)}
    made = []
    for item, by_text in placed:
        if by_text and item.printed and item.issuer not in sure:  # a file called scan-7 belongs to the report's issuer
            item = evolve(item, issuer=by_key.setdefault(issuer_key(item.printed), item.printed))
        made.append(item)
    return made


def chains_of(found: Sequence[Found]) -> Iterator[tuple[Found, ...]]:
    """The reports of each issuer by year, issuers in order; then each file without a place, alone.

    Of two reports of one issuer and year the first by name counts; the other has no place.
    """
    by_issuer: dict[str, dict[int, Found]] = {}
    apart = []
    for item in found:
        if item.failure is not None or item.year is None:
            apart.append(item)
            continue
        years = by_issuer.setdefault(item.issuer, {})
        if item.year in years:
            told = (
                f"{item.file}: a second report of {item.issuer} for {item.year} (the first is {years[item.year].file})"
            )
            apart.append(evolve(item, failure=failure_of(item.file, UnplacedReportError(f"{told}; keep one of them"))))
        else:
            years[item.year] = item
    for issuer in sorted(by_issuer):
        yield tuple(by_issuer[issuer][year] for year in sorted(by_issuer[issuer]))
    yield from ((item,) for item in sorted(apart, key=lambda item: item.file))
