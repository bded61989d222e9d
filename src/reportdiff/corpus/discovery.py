"""A folder of reports → chains: the reports of each issuer in the order of their years, and what has no place."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from reportdiff.corpus.filenames import issuers_of, parse_filename
from reportdiff.corpus.inputs import digest_of_file
from reportdiff.corpus.outcomes import Failure, failure_of, worker_died
from reportdiff.corpus.result_store import MANIFEST
from reportdiff.corpus.worker_pool import spread
from reportdiff.errors import UnplacedReportError, UnreadableFileError
from reportdiff.reading import READERS, read_document
from reportdiff.reading.documents import UNSUPPORTED
from reportdiff.structure import front_matter

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from reportdiff.reading.limits import Limits

__all__ = ["Found", "chains_of", "find", "look", "placed"]


@frozen
class Found:
    """A file of the folder: its path below it, then its SHA-256, issuer and year, or why it has no place.

    `printed` is the issuer in the words of the text, None where the text was not asked.
    """

    file: str
    sha256: str = ""
    issuer: str = ""
    year: int | None = None
    printed: str | None = None
    failure: Failure | None = None


def find(folder: Path, leave_out: Path) -> list[Found]:
    """Every file below `folder` that may be a report, in the order of the names; hidden ones are not, nor outputs
    of batches, `leave_out` among them.

    Raises `UnreadableFileError` where there is no such folder, or nothing in it.
    """
    if not folder.is_dir():
        raise UnreadableFileError(f"{folder}: is no folder; name the one that holds the reports")
    seen = {leave_out.resolve()}  # and every folder that a link leads back to

    def fresh(path: Path) -> bool:
        """Whether no batch wrote it and it was not looked at by another name."""
        real = path.resolve()
        if real in seen or ((path / MANIFEST).is_file() and (path / "metrics.parquet").is_dir()):
            return False
        seen.add(real)
        return True

    seen.add(folder.resolve())
    made = []
    for where, folders, files in os.walk(folder, followlinks=True):
        here = Path(where)
        below = here.relative_to(folder)
        folders[:] = sorted(name for name in folders if name[0] != "." and fresh(here / name))
        for name in files:
            suffix = PurePosixPath(name).suffix.lower()
            if name[0] not in ".~" and (suffix in READERS or suffix in UNSUPPORTED):
                made.append(Found((below / name).as_posix()))
    if not made:
        raise UnreadableFileError(f"{folder}: no report in it (files ending in {', '.join(sorted(READERS))})")
    return sorted(made, key=lambda item: item.file)


def look(
    folder: Path,
    found: Sequence[Found],
    known: Iterable[Found],
    *,
    executor: Executor | None,
    workers: int | None,
    limits: Limits | None,
    window: int | None,
) -> Generator[tuple[Found, bool], None, None]:
    """Each file with its SHA-256 and year, in order, and whether its text had to be asked as its name tells too little.

    `known` is what an earlier run was told by the texts; a file that has not changed is not asked again.
    """
    told = {(item.file, item.sha256): item for item in known}

    def jobs() -> Iterator[tuple[_Look, bool]]:
        for item in found:
            says, digest = parse_filename(item.file), digest_of_file(folder / item.file)
            earlier = told.get((item.file, digest))
            if says.issuer and says.year is not None:
                yield _Look(folder, Found(item.file, digest, year=says.year), limits), False
            elif earlier is not None:
                yield _Look(folder, earlier, limits), False
            else:
                yield _Look(folder, Found(item.file, digest, year=says.year), limits), True

    with closing(
        spread(_look, jobs(), died=_died, called=_called, executor=executor, workers=workers, window=window)
    ) as seen:
        yield from ((job.item if made is None else made, made is not None) for job, made in seen)


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
        if year is None or not (front.issuer or parse_filename(item.file).rest):
            what = "year" if year is None else "issuer"
            raise UnplacedReportError(
                f"{item.file}: neither its name nor its text says the {what}; name it ISSUER-YEAR"
            )
        return evolve(item, year=year, printed=front.issuer or "")
    except Exception as error:
        return evolve(item, failure=failure_of(item.file, error, job.folder))


def _died(job: _Look) -> Found:
    return evolve(job.item, failure=worker_died(job.item.file))


def _called(job: _Look) -> str:
    return job.item.file


def placed(found: Sequence[Found]) -> list[Found]:
    """Each file with its issuer: as its name says, or another file's by the same name, or as its text prints it."""
    says = [parse_filename(item.file) for item in found]
    sure = {name.issuer for name in says if name.issuer and name.year is not None}
    told = [
        # a file called scan-7 belongs to the report's issuer
        (item.printed if item.printed and name.issuer not in sure else name.issuer or name.rest, name.kind)
        for item, name in zip(found, says, strict=True)
    ]
    called = issuers_of(told)
    return [evolve(item, issuer=called[who]) for item, who in zip(found, told, strict=True)]


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
