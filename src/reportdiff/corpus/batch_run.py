"""`batch`: compare the reports of a folder into tables, an index page and a summary; interrupted, take the work up."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from reportdiff.corpus.batch_rows import Chain, PackedRows, pack_failed_rows, pack_rows
from reportdiff.corpus.discovery import ReportFile, date_reports, find_reports, issuer_chains, name_issuers
from reportdiff.corpus.index_page import files_with_findings, write_index
from reportdiff.corpus.inputs import RunSettings, digest_of_file
from reportdiff.corpus.pair_pages import PAGES, pages_below, write_pages
from reportdiff.corpus.parquet_parts import Parts, require_pyarrow
from reportdiff.corpus.result_store import MANIFEST, FolderLock, manifest_text, open_folder, work_key
from reportdiff.corpus.status_file import StatusFile
from reportdiff.corpus.worker_pool import Workers, map_ordered, start_fork_server
from reportdiff.errors import ArgumentError, ArgumentTypeError, OutputError, ReportdiffError
from reportdiff.messages import phrase, reason_of
from reportdiff.messages.language import chosen_language
from reportdiff.pipeline import RULES_FILE, Rules
from reportdiff.rendering import write_whole
from reportdiff.stages import add_stages, stage
from reportdiff.text.arguments import require_type, shortened
from reportdiff.text.readable_path import readable_path

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from reportdiff.reading.limits import Limits

__all__ = ["Batch", "batch"]

_LOG = logging.getLogger(__name__)
_PART = 200  # reports; a part is some 100 kB a table, and what an interruption loses at most
_BUNDLE, _BUNDLE_BYTES = 20, 200_000  # a task has so many reports, or so many bytes of them
_ASKED = 1000  # texts asked for issuer and year between two writings of the manifest, which keeps the answers

Progress = Callable[[str, int, int, int], None]


@frozen
class Batch:
    """The folder that a batch wrote, and its counts: issuers, reports, pairs, broken, checks by verdict or accepted."""

    out: Path
    counts: Mapping[str, int]

    @property
    def index(self) -> Path:
        """The page with the findings by issuer."""
        return self.out / "index.html"


def batch(
    folder: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    executor: Executor | None = None,
    workers: int | None = None,
    rules: Rules | None = None,
    rounding: Iterable[str] | None = None,
    limits: Limits | None = None,
    lang: str | None = None,
    window: int | None = None,
    progress: Progress | None = None,
    pages: str | None = None,
) -> Batch:
    """Find the reports below `folder`, compare the consecutive years of each issuer, and write tables into `out`.

    `changes.parquet`, `checks.parquet`, `metrics.parquet`, `reports.parquet` and `errors.parquet` are folders of parts
    (their columns: docs/howto-thousands.md); `index.html` shows the reports and findings. A report that cannot be read
    is a row of `errors`. `status.json` says how far the work has come. Called again after an interruption, the work
    goes on where it was; files that changed, came or went since are done anew or taken out.

    Args:
        folder: The reports; their paths or their texts say issuer and year.
        out: The folder to write, a new or an empty one, or one that the same call began.
        executor: Any `concurrent.futures.Executor`; without one processes of this machine work.
        workers: How many; None for one a processor.
        rules: Corrections for all reports; without them a `reportdiff.toml` beside a report counts.
        rounding: Rounding modes as for `compare`.
        limits: How large an input may be.
        lang: The language, "zh" or "en", of the page and of the messages in `checks`.
        window: How many tasks are under way, as for `compare_many`.
        progress: Called with the stage ("placing", while issuers and years are found, then "comparing"), the reports
            done, all reports, and the broken ones.
        pages: Which pairs get a comparison page below `out`, linked from the index: "findings" or "all". The same call
            on a finished folder adds them; on a cluster its machines must see `out`.

    Raises:
        ArgumentError: `pages` is another word.
        MissingExtraError: The extra `parquet` is not installed.
        UnreadableFileError: `folder` holds no report.
        OutputError: `out` cannot be used, or was begun by another version or with other settings.

    >>> import tempfile
    >>> from reportdiff import parse
    >>> with tempfile.TemporaryDirectory() as name:
    ...     for year, count in ((2022, 132), (2023, 287)):
    ...         path = Path(name, f"慈溪市-{year}.txt")
    ...         _ = path.write_text(f"全年受理行政复议申请{count}件。", encoding="utf-8")
    ...     batch(name, Path(name, "out"), workers=1).counts["pairs"]
    1
    """
    _require_arguments(folder, out, progress, pages)
    if executor is None:
        start_fork_server()
    require_pyarrow()
    run = _BatchRun(
        source=Path(folder).absolute(),
        out=Path(out),
        settings=RunSettings.of(rules, rounding, limits),
        lang=chosen_language(lang),
        workers=Workers(executor, workers, window),
        status=StatusFile(Path(out)),
        progress=progress,
        pages=pages,
    )
    reports = find_reports(run.source, run.out)
    open_folder(run.out, "batch", run.recorded)
    lock = FolderLock.take(run.out)
    try:
        return run.run(reports)
    except KeyboardInterrupt:
        with suppress(OutputError):  # a full disk does not make an interruption an error
            run.status.write("interrupted")
        raise
    except OSError as error:
        if isinstance(error, ReportdiffError):
            raise
        raise OutputError("errors.out_unusable", out=str(run.out), reason=reason_of(error)) from error
    finally:
        lock.free()


@frozen(kw_only=True)
class _BatchRun:
    """One call of `batch`: where it reads and writes, and how it works."""

    source: Path
    out: Path
    settings: RunSettings
    lang: str
    workers: Workers
    status: StatusFile
    progress: Progress | None
    pages: str | None

    def report_progress(self, stage: str, done: int, total: int, broken: int) -> None:
        self.status.tell(stage, done, total, broken)
        _LOG.info("%s: %d of %d reports, %d broken", stage, done, total, broken)
        if self.progress is not None:
            self.progress(stage, done, total, broken)

    @property
    def recorded(self) -> dict[str, object]:
        """The settings as the manifest records them."""
        return {**self.settings.recorded(), "lang": self.lang}

    def run(self, found: Sequence[ReportFile]) -> Batch:
        reports = name_issuers(self._dated(found))
        chains = self._chains(reports)
        self._write_manifest(reports, complete=False)
        parts = Parts.take_up(self.out, {chain.key for chain in chains})
        self._compare(chains, parts, len(reports))
        issuers = {chain.reports[0].issuer for chain in chains if chain.reports[0].failure is None}
        counts = {"issuers": len(issuers), **dict.fromkeys(("reports", "pairs", "broken"), 0), **parts.counts}
        write_index(self.out, readable_path(self.source.resolve().name), counts, self.lang, self._pages(chains))
        self._write_manifest(reports, complete=True, counts=counts)
        self.status.write("complete")
        return Batch(self.out, counts)

    def _pages(self, chains: Sequence[Chain]) -> Mapping[str, str]:
        """Write the comparison pages that are asked for; return all that there are, by the file of their report."""
        pairs = [
            (prior, current)
            for chain in chains
            for prior, current in pairwise(chain.reports)
            if None not in (prior.year, current.year) and current.year == (prior.year or 0) + 1
        ]
        if self.pages is not None:
            chosen = set(files_with_findings(self.out)) if self.pages == "findings" else None
            wanted = [pair for pair in pairs if chosen is None or pair[1].path in chosen]
            out = self.out.absolute()
            write_pages(self.source, out, wanted, settings=self.settings, lang=self.lang, workers=self.workers)
        return pages_below(self.out, pairs)

    def _dated(self, found: Sequence[ReportFile]) -> list[ReportFile]:
        """Return each report with its year; the manifest keeps what texts say now and then, and on an interruption."""
        reports: list[ReportFile] = []
        asked = kept = broken = 0
        dating = date_reports(
            self.source, found, self._asked_before(), limits=self.settings.limits, workers=self.workers, lang=self.lang
        )
        try:
            for report, by_text in dating:
                reports.append(report)
                asked += by_text
                broken += report.failure is not None
                self.report_progress("placing", len(reports), len(found), broken)
                if asked >= kept + _ASKED:
                    self._write_manifest(reports, complete=False)
                    kept = asked
        except BaseException:
            dating.close()
            if asked > kept:
                self._write_manifest(reports, complete=False)
            raise
        return reports

    def _asked_before(self) -> list[ReportFile]:
        """Return the reports whose texts an earlier run asked for issuer or year, as its manifest keeps them."""
        manifest = json.loads((self.out / MANIFEST).read_text(encoding="utf-8"))
        return [
            ReportFile(path=row["file"], sha256=row["sha256"], year=row["year"], printed_issuer=row["printed"])
            for row in manifest.get("inputs", [])
            if "printed" in row and "error" not in row
        ]

    def _chains(self, reports: Sequence[ReportFile]) -> list[Chain]:
        """Return the chains, each with its key: the hash of its files, their issuers and years, and corrections."""
        digest_of_rules = lru_cache(1 << 16)(lambda folder: digest_of_file(folder / RULES_FILE))
        chains, recorded = [], self.recorded
        for files in issuer_chains(reports, self.lang):
            more = [f"{file.issuer}\n{file.year}\n{file.failure}" for file in files]
            if self.settings.corrections is None:
                more += map(digest_of_rules, dict.fromkeys(file.below(self.source).parent for file in files))
            key = work_key(recorded, [(file.path, file.sha256) for file in files], "batch", *more)
            chains.append(Chain(folder=self.source, reports=files, settings=self.settings, lang=self.lang, key=key))
        return chains

    def _compare(self, chains: Sequence[Chain], parts: Parts, total: int) -> None:
        """Compare what is not done yet, in order; an interruption writes what is finished before it goes on its way."""
        done, broken = parts.counts["reports"], parts.counts["broken"]
        self.report_progress("comparing", done, total, broken)
        unfinished = (chain for chain in chains if chain.key not in parts.done)
        results = self._packed(_bundles(unfinished), self.workers)
        try:
            for rows in results:
                parts.add(rows)
                add_stages(rows.seconds)
                done, broken = done + rows.counts.get("reports", 0), broken + rows.counts.get("broken", 0)
                if parts.waiting >= _PART:
                    with stage("writing"):
                        parts.write()
                self.report_progress("comparing", done, total, broken)
        finally:
            results.close()
            parts.write()

    def _packed(self, bundles: Iterable[tuple[Chain, ...]], workers: Workers) -> Generator[PackedRows, None, None]:
        """Yield the rows of each bundle, in order; the chains of one that crashed its process are tried one by one."""

        def crashed(bundle: tuple[Chain, ...]) -> PackedRows | None:
            return pack_failed_rows(bundle) if len(bundle) == 1 else None

        task: Callable[[tuple[Chain, ...]], PackedRows | None] = pack_rows
        jobs = ((bundle, True) for bundle in bundles)
        with closing(map_ordered(task, jobs, crashed=crashed, describe=_first_path, workers=workers)) as results:
            for bundle, rows in results:
                if rows is not None:
                    yield rows
                else:
                    yield from self._packed([(chain,) for chain in bundle], evolve(workers, count=1, window=1))

    def _write_manifest(self, reports: Iterable[ReportFile], *, complete: bool, **more: object) -> None:
        inputs = [
            {
                "file": report.path,
                "sha256": report.sha256,
                "issuer": report.issuer,
                "year": report.year,
                **({"printed": report.printed_issuer} if report.printed_issuer is not None else {}),
                **({"error": report.failure.error} if report.failure is not None else {}),
            }
            for report in reports
        ]
        text = manifest_text("batch", self.recorded, complete=complete, **more, inputs=inputs)
        write_whole(self.out / MANIFEST, text)


def _require_arguments(folder: object, out: object, progress: object, pages: object) -> None:
    """Refuse folders that are no paths, a progress that cannot be called, and another word for the pages."""
    if pages is not None and pages not in PAGES:
        raise ArgumentError("errors.unknown_value", name="pages", value=shortened(pages), known=tuple(PAGES))
    for name, path in (("folder", folder), ("out", out)):
        require_type(path, str | os.PathLike, name, "errors.wanted_folder")
        if "\0" in str(path):
            wanted = phrase("errors.wanted_folder")
            raise ArgumentError("errors.wrong_type", name=name, value=shortened(path), wanted=wanted)
    if progress is not None and not callable(progress):
        wanted = phrase("errors.wanted_progress")
        raise ArgumentTypeError("errors.wrong_type", name="progress", value=shortened(progress), wanted=wanted)


def _first_path(bundle: tuple[Chain, ...]) -> str:
    return bundle[0].reports[0].path


def _bundles(chains: Iterable[Chain]) -> Iterator[tuple[Chain, ...]]:
    """Yield the chains in bundles, as short reports take less time to compare than to send."""
    bundle: list[Chain] = []
    count = size = 0
    for chain in chains:
        bundle.append(chain)
        count += len(chain.reports)
        size += sum(_size_of(report.below(chain.folder)) for report in chain.reports)
        if count >= _BUNDLE or size >= _BUNDLE_BYTES:
            yield tuple(bundle)
            bundle, count, size = [], 0, 0
    if bundle:
        yield tuple(bundle)


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
