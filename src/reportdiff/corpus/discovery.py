"""Find the reports of a folder, their issuers and years, and order them into one chain of years an issuer."""

from __future__ import annotations

import os
import stat
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from reportdiff.corpus.filenames import issuers_of, parse_filename
from reportdiff.corpus.inputs import digest_of_file
from reportdiff.corpus.outcomes import Failure, crash_failure, failure_of
from reportdiff.corpus.result_store import MANIFEST
from reportdiff.corpus.worker_pool import Workers, map_ordered
from reportdiff.errors import UnplacedReportError, UnreadableFileError
from reportdiff.reading import READERS, read_document
from reportdiff.reading.documents import UNSUPPORTED
from reportdiff.rendering.output_file import is_ours
from reportdiff.structure import front_matter
from reportdiff.text.readable_path import readable_path

if TYPE_CHECKING:
    from reportdiff.reading.limits import Limits

__all__ = ["ReportFile", "date_reports", "find_reports", "issuer_chains", "name_issuers"]


@frozen(kw_only=True)
class ReportFile:
    """A report in the folder: its path below it, with slashes, what is known of it, or why it has no place in a chain.

    `stored_path` is the path as the system stores it, None where that can be written as it is; `printed_issuer` is the
    issuer as the text prints it, None where the text was not asked.
    """

    path: str
    stored_path: str | None = None
    sha256: str = ""
    issuer: str = ""
    year: int | None = None
    printed_issuer: str | None = None
    failure: Failure | None = None

    def below(self, folder: Path) -> Path:
        """Return the file, which stands below `folder`."""
        return folder / (self.stored_path or self.path)


def find_reports(folder: Path, leave_out: Path) -> list[ReportFile]:
    """Return every file below `folder` that may be a report, in the order of the paths.

    Hidden files and folders are left out, what reportdiff wrote too, `leave_out` among it. A folder that links lead
    to twice is read once.

    Raises:
        UnreadableFileError: There is no such folder, or no report in it.
    """
    if not os.path.isdir(folder):  # False, not an error, for a name that is too long
        raise UnreadableFileError("errors.no_folder", folder=str(folder))
    visited = {leave_out.resolve(), folder.resolve()}

    def must_visit(path: Path) -> bool:
        target = path.resolve()
        if target in visited or ((path / MANIFEST).is_file() and (path / "metrics.parquet").is_dir()):
            return False
        visited.add(target)
        return True

    reports = []
    for parent, folders, names in os.walk(folder, followlinks=True):
        here = Path(parent)
        folders[:] = sorted(name for name in folders if name[0] != "." and must_visit(here / name))
        for name in names:
            suffix = PurePosixPath(name).suffix.lower()
            known = suffix in READERS or suffix in UNSUPPORTED
            if name[0] not in ".~" and known and not _is_result(here / name):
                stored = (here.relative_to(folder) / name).as_posix()
                path = readable_path(stored)
                reports.append(ReportFile(path=path, stored_path=stored if stored != path else None))
    if not reports:
        raise UnreadableFileError("errors.no_report_inside", folder=str(folder), endings=tuple(sorted(READERS)))
    return sorted(reports, key=lambda report: report.path)


def _is_result(path: Path) -> bool:
    """Return whether a file is no report: a page, table or text that reportdiff wrote, a pipe or a device."""
    try:
        known = path.stat()
        return not stat.S_ISREG(known.st_mode) or (known.st_size > 0 and is_ours(path))
    except OSError:  # reading it says why
        return False


def date_reports(
    folder: Path,
    reports: Sequence[ReportFile],
    known: Iterable[ReportFile],
    *,
    limits: Limits | None,
    workers: Workers,
    lang: str = "en",
) -> Generator[tuple[ReportFile, bool], None, None]:
    """Yield each report with its SHA-256 and year, in order, and whether its text was asked for issuer or year.

    A text is asked where the path does not say both. `known` are reports whose texts an earlier run asked: a file that
    has not changed since is not asked again.
    """
    asked_before = {(report.path, report.sha256): report for report in known}

    def jobs() -> Iterator[tuple[_FrontMatterJob, bool]]:
        for report in reports:
            parsed, digest = parse_filename(report.path), digest_of_file(report.below(folder))
            earlier = asked_before.get((report.path, digest))
            by_path = bool(parsed.issuer) and parsed.year is not None
            dated = evolve(report, sha256=digest, year=parsed.year)
            earlier = earlier and evolve(earlier, stored_path=report.stored_path)
            needs_text = not by_path and earlier is None
            yield _FrontMatterJob(folder, dated if by_path or earlier is None else earlier, limits, lang), needs_text

    with closing(
        map_ordered(_read_front_matter, jobs(), crashed=_crashed, describe=lambda job: job.report.path, workers=workers)
    ) as results:
        yield from ((job.report if result is None else result, result is not None) for job, result in results)


@frozen
class _FrontMatterJob:
    """A report whose text is asked for issuer and year."""

    folder: Path
    report: ReportFile
    limits: Limits | None
    lang: str


def _read_front_matter(job: _FrontMatterJob) -> ReportFile:
    """Return the report with the issuer and year that its text prints; a year in its path comes first."""
    report = job.report
    try:
        front = front_matter(read_document(report.below(job.folder), limits=job.limits))
        year = report.year if report.year is not None else front.year
        if year is None or not (front.issuer or parse_filename(report.path).rest):
            missing = "errors.no_year_known" if year is None else "errors.no_issuer_known"
            raise UnplacedReportError(missing, file=report.path)
        return evolve(report, year=year, printed_issuer=front.issuer or "")
    except Exception as error:
        return evolve(report, failure=failure_of(report.path, error, job.folder, job.lang))


def _crashed(job: _FrontMatterJob) -> ReportFile:
    return evolve(job.report, failure=crash_failure(job.report.path, job.lang))


def name_issuers(reports: Sequence[ReportFile]) -> list[ReportFile]:
    """Return the reports with their issuers.

    The issuer that a text prints counts where the text was asked (a file called scan-7), unless the path names an
    issuer that a path with a year names too; else the path's words count.
    """
    parsed = [parse_filename(report.path) for report in reports]
    dated_issuers = {name.issuer for name in parsed if name.issuer and name.year is not None}
    named = [
        (
            report.printed_issuer
            if report.printed_issuer and name.issuer not in dated_issuers
            else name.issuer or name.rest,
            name.kind,
        )
        for report, name in zip(reports, parsed, strict=True)
    ]
    issuers = issuers_of(named)
    return [evolve(report, issuer=issuers[key]) for report, key in zip(reports, named, strict=True)]


def issuer_chains(reports: Sequence[ReportFile], lang: str = "en") -> Iterator[tuple[ReportFile, ...]]:
    """Yield the reports of each issuer by year, issuers in order; then each report without a place, alone.

    Of two reports of one issuer and year the first by path counts; the other has no place.
    """
    by_issuer: dict[str, dict[int, ReportFile]] = {}
    unplaced = []
    for report in reports:
        if report.failure is not None or report.year is None:
            unplaced.append(report)
            continue
        years = by_issuer.setdefault(report.issuer, {})
        first = years.setdefault(report.year, report)
        if first is not report:
            code, issuer = "errors.second_report", report.issuer
            error = UnplacedReportError(code, file=report.path, issuer=issuer, year=report.year, first=first.path)
            unplaced.append(evolve(report, failure=failure_of(report.path, error, lang=lang)))
    for issuer in sorted(by_issuer):
        yield tuple(by_issuer[issuer][year] for year in sorted(by_issuer[issuer]))
    yield from ((report,) for report in unplaced)
