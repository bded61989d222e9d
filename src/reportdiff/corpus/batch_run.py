"""`batch`: a folder of reports → tables, an index page and a summary; interrupted and taken up at will."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from reportdiff import alignment
from reportdiff.corpus.batch_rows import Chain, PackedRows, pack_failed_rows, pack_rows
from reportdiff.corpus.discovery import Found, chains_of, find, look, placed
from reportdiff.corpus.index_page import write_index
from reportdiff.corpus.inputs import digest_of_file
from reportdiff.corpus.parquet_parts import Parts, need_pyarrow
from reportdiff.corpus.result_store import MANIFEST, Lock, key_of, manifest_text, open_folder, settings_of
from reportdiff.corpus.worker_pool import spread, warm_up
from reportdiff.errors import OutputError, ReportdiffError
from reportdiff.pipeline import RULES_FILE, Rules, accepted_modes
from reportdiff.rendering import write_whole
from reportdiff.text.words import Cutter, current_cutter, using_cutter

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from reportdiff.reading.limits import Limits

__all__ = ["Batch", "batch"]

PART = 200  # reports; a part is some 100 kB a table, and what an interruption loses at most

BUNDLE, BYTES = 20, 200_000  # reports that travel to a process together: so many, or so large, and no more
LOOKED = 1000  # files whose text is asked for issuer and year between two notes of it in the manifest

Progress = Callable[[str, int, int, int], None]


@frozen
class Batch:
    """What a batch made: its folder, and how much it counted.

    `counts` holds issuers, reports, pairs, broken, and the number of checks of each verdict.
    """

    out: Path
    counts: Mapping[str, int]

    @property
    def index(self) -> Path:
        """The page with the findings by issuer."""
        return self.out / "index.html"


def batch(  # noqa: PLR0913  every setting of a run is a keyword of its own
    folder: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    executor: Executor | None = None,
    workers: int | None = None,
    rules: Rules | None = None,
    rounding: Iterable[str] | None = None,
    limits: Limits | None = None,
    cutter: Cutter | str | None = None,
    lang: str = "zh",
    window: int | None = None,
    progress: Progress | None = None,
) -> Batch:
    """Find the reports below `folder`, compare the consecutive years of each issuer, and write tables into `out`.

    The tables `changes.parquet`, `checks.parquet`, `metrics.parquet` and `errors.parquet` are folders of parts (their
    columns: docs/howto-thousands.md); `index.html` shows the findings by issuer, in `lang`, as are the messages in
    `checks`. A report that cannot be read is a row of `errors`. Called again after an interruption, it goes on where it
    was; files that changed, came or went since are done anew or taken out.

    The work is done on `executor`, or else in `workers` processes (one a processor). `rules` are corrections for all
    reports; without them a `reportdiff.toml` beside a report counts. `cutter` is as for
    `read`. `progress` is called with what is being done
    ("placing": the files are fingerprinted, and asked for issuer and year where their names do not tell; then
    "comparing"), the reports done, all reports, and the broken ones.

    Raises `MissingExtraError` without the extra `parquet`, `UnreadableFileError` where `folder` holds no report, and
    `OutputError` where `out` cannot serve, or was begun by another version or with other settings.
    """
    if executor is None:
        warm_up()
    need_pyarrow()
    source, target = Path(folder).absolute(), Path(out)
    accepted = accepted_modes(rounding)
    with using_cutter(cutter):  # raises where it cannot serve
        chosen = current_cutter()
    modes = None if accepted is None else tuple(mode.value for mode in accepted)
    corrections = (
        rules if rules is None or isinstance(rules, alignment.Corrections) else alignment.load_corrections(rules)
    )
    found = find(source, target)
    settings = {**settings_of(corrections, modes, limits, chosen), "lang": lang}
    open_folder(target, "batch", settings)
    lock = Lock.take(target)
    try:
        looking = look(source, found, _known(target), executor=executor, workers=workers, limits=limits, window=window)
        inputs = placed(_looked(looking, len(found), target, settings, progress))
        common = Chain(source, (), rules=corrections, rounding=modes, limits=limits, lang=lang, cutter=chosen)
        rules_in = lru_cache(1 << 16)(lambda place: digest_of_file(place / RULES_FILE))
        chains = [_keyed(evolve(common, files=files), settings, rules_in) for files in chains_of(inputs)]
        _write_manifest(target, settings, inputs, complete=False)
        parts = Parts.take_up(target, {chain.key for chain in chains})
        _work(chains, parts, len(inputs), executor, workers, window, progress)
        issuers = {chain.files[0].issuer for chain in chains if chain.files[0].failure is None}
        counts = {"issuers": len(issuers), **dict.fromkeys(("reports", "pairs", "broken"), 0), **parts.counts}
        write_index(target, source.resolve().name, inputs, counts, lang)
        _write_manifest(target, settings, inputs, complete=True, counts=counts)
        return Batch(target, counts)
    except OSError as error:
        if isinstance(error, ReportdiffError):
            raise
        raise OutputError(f"{target}: cannot be used ({error}); see to it, and the same call goes on") from error
    finally:
        lock.free()


def _looked(
    looking: Generator[tuple[Found, bool], None, None],
    total: int,
    target: Path,
    settings: Mapping[str, object],
    progress: Progress | None,
) -> list[Found]:
    """Each file with its year; what the texts said is kept now and then, and when an interruption comes."""
    made: list[Found] = []
    asked = kept = broken = 0
    try:
        for item, by_text in looking:
            made.append(item)
            asked += by_text
            broken += item.failure is not None
            if progress is not None:
                progress("placing", len(made), total, broken)
            if asked >= kept + LOOKED:
                _write_manifest(target, settings, made, complete=False)
                kept = asked
    except BaseException:
        looking.close()
        if asked > kept:
            _write_manifest(target, settings, made, complete=False)
        raise
    return made


def _work(
    chains: list[Chain],
    parts: Parts,
    total: int,
    executor: Executor | None,
    workers: int | None,
    window: int | None,
    progress: Progress | None,
) -> None:
    """Do what is not done yet, in order; an interruption writes what is finished before it goes on its way."""
    done, broken = parts.counts["reports"], parts.counts["broken"]
    if progress is not None:
        progress("comparing", done, total, broken)
    working = _spread(_bundles(chain for chain in chains if chain.key not in parts.done), executor, workers, window)
    try:
        for made in working:
            parts.add(made)
            done, broken = done + made.counts.get("reports", 0), broken + made.counts.get("broken", 0)
            if parts.waiting >= PART:
                parts.write()
            if progress is not None:
                progress("comparing", done, total, broken)
    finally:
        working.close()
        parts.write()


def _spread(
    bundles: Iterable[tuple[Chain, ...]], executor: Executor | None, workers: int | None, window: int | None
) -> Generator[PackedRows, None, None]:
    """What is made of each bundle, in order; of one that killed its process each chain is tried alone."""
    jobs = ((bundle, True) for bundle in bundles)
    whole: Generator[tuple[tuple[Chain, ...], PackedRows | None], None, None] = spread(
        pack_rows, jobs, died=_nothing, called=_first, executor=executor, workers=workers, window=window
    )
    with closing(whole):
        for bundle, made in whole:
            if made is not None:
                yield made
                continue
            one_by_one = (((chain,), True) for chain in bundle)
            alone = spread(
                pack_rows, one_by_one, died=pack_failed_rows, called=_first, executor=executor, workers=1, window=1
            )
            with closing(alone):
                yield from (of_chain for _, of_chain in alone if of_chain is not None)


def _nothing(bundle: tuple[Chain, ...]) -> None:
    return None


def _first(bundle: tuple[Chain, ...]) -> str:
    return bundle[0].files[0].file


def _bundles(chains: Iterable[Chain]) -> Iterator[tuple[Chain, ...]]:
    """A few chains travel together, as short reports take less time to compare than to send."""
    bundle: list[Chain] = []
    count = size = 0
    for chain in chains:
        bundle.append(chain)
        count += len(chain.files)
        size += sum(map(_size, (chain.folder / item.file for item in chain.files)))
        if count >= BUNDLE or size >= BYTES:
            yield tuple(bundle)
            bundle, count, size = [], 0, 0
    if bundle:
        yield tuple(bundle)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _keyed(chain: Chain, settings: Mapping[str, object], rules_in: Callable[[Path], str]) -> Chain:
    """The chain with the name of its work: the files, what they were taken for, and the corrections beside them."""
    told = [f"{item.issuer}\n{item.year}\n{item.failure}" for item in chain.files]
    if chain.rules is None:
        places = dict.fromkeys((chain.folder / item.file).parent for item in chain.files)
        told += map(rules_in, places)
    return evolve(chain, key=key_of(settings, [(item.file, item.sha256) for item in chain.files], "batch", *told))


def _write_manifest(
    target: Path, settings: Mapping[str, object], found: Iterable[Found], *, complete: bool, **more: object
) -> None:
    inputs = [
        {
            "file": item.file,
            "sha256": item.sha256,
            "issuer": item.issuer,
            "year": item.year,
            **({"printed": item.printed} if item.printed is not None else {}),
            **({"error": item.failure.error} if item.failure is not None else {}),
        }
        for item in found
    ]
    text = manifest_text("batch", settings, complete=complete, **more, inputs=inputs)
    write_whole(target / MANIFEST, text)


def _known(target: Path) -> list[Found]:
    """What an earlier run was told by the texts of files whose names do not tell all."""
    told = json.loads((target / MANIFEST).read_text(encoding="utf-8")).get("inputs", [])
    return [
        Found(row["file"], row["sha256"], year=row["year"], printed=row["printed"])
        for row in told
        if "printed" in row and "error" not in row
    ]
