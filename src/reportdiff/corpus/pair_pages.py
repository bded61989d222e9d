"""Write a comparison page for the pairs of a batch that are asked for, beside its index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from attrs import frozen

from reportdiff.corpus.discovery import ReportFile
from reportdiff.corpus.inputs import RunSettings
from reportdiff.corpus.worker_pool import Workers, map_ordered
from reportdiff.pipeline import compare, corrections_for, read
from reportdiff.rendering import write_whole
from reportdiff.text.words import using_cutter

__all__ = ["PAGES", "pages_below", "write_pages"]

PAGES = ("findings", "all")
"""Which pairs get a page: those with a finding, or all."""

_FOLDER = "pages"
_UNSAFE = re.compile(r"[^\w.-]+")


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
