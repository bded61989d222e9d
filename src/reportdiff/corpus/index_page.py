"""Write the index page of a batch from its tables, and beside it comparison pages for the pairs that are asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from attrs import frozen

from reportdiff.corpus.discovery import ReportFile
from reportdiff.corpus.inputs import RunSettings
from reportdiff.corpus.worker_pool import Workers, map_ordered
from reportdiff.model import Severity
from reportdiff.pipeline import compare, corrections_for, read
from reportdiff.rendering import write_whole
from reportdiff.rendering.page import corpus_index
from reportdiff.text.words import using_cutter

__all__ = ["PAGES", "files_with_findings", "pages_below", "write_index", "write_pages"]

_LISTED = 20_000  # findings on the page: some 15 MB, which a browser still opens
_LISTED_OF_ISSUER = 50
_LISTED_WARNINGS = 5_000
_RANK = {severity.value: place for place, severity in enumerate(Severity)}
_FINDING_COLUMNS = ["issuer", "year", "severity", "verdict", "check", "metric", "message", "quote", "where"]

Row = Mapping[str, object]
PAGES = ("findings", "all")
"""Which pairs get a page: those with a finding, or all."""

_FOLDER = "pages"
_UNSAFE = re.compile(r"[^\w.-]+")


def write_index(out: Path, name: str, counts: Mapping[str, int], lang: str, pages: Mapping[str, str]) -> None:
    """Write `index.html` into the folder `out` of a batch.

    Args:
        out: The folder of the batch.
        name: What the folder of reports is called.
        counts: The counts of the batch.
        lang: The language, "zh" or "en".
        pages: The comparison page of each report's file that has one, as a path below `out`.
    """
    reports = [
        corpus_index.ReportPart(row=row, page=pages.get(str(row["file"]))) for row in _rows(out, "reports", None)
    ]
    issuers = {str(part.row["issuer"]): str(part.row["body"]) for part in reports}
    findings = _worst_findings(out, max(3, min(_LISTED_OF_ISSUER, _LISTED // max(len(issuers), 1))))
    told = [
        {key: "" if row[key] is None else str(row[key]) for key in ("issuer", "file", "level", "error", "message")}
        for row in _rows(out, "errors", ["issuer", "file", "level", "error", "message"])
    ]
    text = corpus_index.render(
        name,
        reports,
        {issuer: (body, findings[issuer]) for issuer, body in issuers.items()},
        sorted((row for row in told if row["level"] == "error"), key=lambda row: row["file"]),
        warnings=sorted((row for row in told if row["level"] != "error"), key=lambda row: row["file"])[
            :_LISTED_WARNINGS
        ],
        counts=counts,
        lang=lang,
    )
    write_whole(out / "index.html", text)


def files_with_findings(out: Path) -> Iterator[str]:
    """Yield the file of each report with a finding that is more than a note."""
    names = [severity.value for severity in Severity if severity is not Severity.NOTE]
    for row in _rows(out, "reports", ["file", *names]):
        if any(row[name] for name in names):
            yield str(row["file"])


def _worst_findings(out: Path, most: int) -> Mapping[str, list[Row]]:
    """Return at most `most` findings of each issuer, worst first."""
    findings: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _rows(out, "checks", _FINDING_COLUMNS):
        if row["severity"]:
            of_issuer = findings[str(row["issuer"])]
            of_issuer.append(row)
            if len(of_issuer) >= 2 * most:  # drop the others now and then, as memory may not hold all
                of_issuer[:] = _worst_first(of_issuer)[:most]
    return defaultdict(list, {issuer: _worst_first(rows)[:most] for issuer, rows in findings.items()})


def _worst_first(rows: Sequence[Row]) -> list[Row]:
    """Return the rows by severity, then by year, else in the order of the text."""
    return sorted(rows, key=lambda row: (_RANK.get(str(row["severity"]), len(_RANK)), str(row["year"])))


def _rows(out: Path, table: str, columns: list[str] | None) -> Iterator[Row]:
    """Yield the rows of a table, reading one part at a time."""
    from pyarrow import parquet

    for path in sorted((out / f"{table}.parquet").glob("part-*.parquet")):
        yield from parquet.ParquetFile(path).read(columns=columns).to_pylist()


@frozen(kw_only=True)
class _PageJob:
    """A pair of reports and the page to write of it."""

    folder: Path
    prior: ReportFile
    current: ReportFile
    settings: RunSettings
    lang: str
    target: Path


def write_pages(
    folder: Path,
    out: Path,
    pairs: Iterable[tuple[ReportFile, ReportFile]],
    *,
    settings: RunSettings,
    lang: str,
    workers: Workers,
) -> None:
    """Write the pages of the pairs that have none yet; a page is named after its report and both contents."""

    def jobs() -> Iterator[tuple[_PageJob, bool]]:
        for prior, current in pairs:
            target = out / _name(prior, current)
            if not target.is_file():
                job = _PageJob(folder=folder, prior=prior, current=current, settings=settings, lang=lang, target=target)
                yield job, True

    (out / _FOLDER).mkdir(exist_ok=True)
    described = {"crashed": lambda _: None, "describe": lambda job: job.current.path}
    with closing(map_ordered(_write_page, jobs(), workers=workers, **described)) as results:
        for _ in results:
            pass


def pages_below(out: Path, pairs: Sequence[tuple[ReportFile, ReportFile]]) -> Mapping[str, str]:
    """Return the page of each report's file that has one, as a path below `out`, and delete those of earlier files."""
    found = {current.path: _name(prior, current) for prior, current in pairs}
    if (out / _FOLDER).is_dir():
        for path in (out / _FOLDER).glob("*.html"):
            if f"{_FOLDER}/{path.name}" not in found.values():
                path.unlink()
    return {file: name for file, name in found.items() if (out / name).is_file()}


def _name(prior: ReportFile, current: ReportFile) -> str:
    """Return the path of a pair's page below the folder of the batch: pages/cixi-2023-0a1b2c3d-4e5f6071.html."""
    issuer = _UNSAFE.sub("-", current.issuer).strip("-.")[:60]
    return f"{_FOLDER}/{issuer}-{current.year}-{prior.sha256[:8]}-{current.sha256[:8]}.html"


def _write_page(job: _PageJob) -> bool:
    """Write a page; return whether the two reports could be compared."""
    settings = job.settings
    try:
        with using_cutter(settings.cutter):
            reports = [
                read(file.below(job.folder), limits=settings.limits, year=file.year)
                for file in (job.prior, job.current)
            ]
            rules = corrections_for(settings.corrections, job.current.below(job.folder))
            page = compare(*reports, rules=rules, rounding=settings.rounding).to_html(lang=job.lang)
    except Exception:  # the table of errors says why
        return False
    write_whole(job.target, page)
    return True
