"""Write the tables of a batch as folders of Parquet parts, each part whole, and take up those of an earlier run.

| path | what it holds |
|---|---|
| `changes.parquet/part-00000.parquet` and so on | rows of a few hundred reports, the same ones in all five tables |
| `finished/part-00000.json` | written last: the keys of the chains in the parts of that number, counts, SHA-256 |
| `manifest.json` | schema, version, settings, whether it is complete, counts, and every input with its SHA-256 |

Parts without a `finished` file remain of an interrupted run; the next one deletes them, and what a disk damaged.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, field

from reportdiff.corpus.batch_rows import TABLES, PackedRows
from reportdiff.errors import MissingExtraError, OutputError
from reportdiff.messages import phrase, reason_of
from reportdiff.rendering import write_whole

if TYPE_CHECKING:
    from pyarrow import Table

__all__ = ["Parts", "require_pyarrow"]

_FINISHED = "finished"


def require_pyarrow() -> None:
    """Raise `MissingExtraError` where Parquet cannot be written."""
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        what = phrase("errors.parquet_tables")
        raise MissingExtraError("errors.needs_extra", what=what, library="pyarrow", extra="[parquet]") from error


@define(kw_only=True)
class Parts:
    """The parts of an output folder: those that are finished, and the rows that wait to be written."""

    folder: Path
    done: set[str] = field(factory=set)
    counts: Counter[str] = field(factory=Counter)
    _next: int = 0
    _waiting: list[PackedRows] = field(factory=list)

    @classmethod
    def take_up(cls, folder: Path, wanted: set[str]) -> Parts:
        """Return what an earlier run finished of the `wanted` keys; delete parts that hold others or may be mended."""
        parts = cls(folder=folder)
        for table in TABLES:
            (folder / f"{table}.parquet").mkdir(exist_ok=True)
        finished = folder / _FINISHED
        finished.mkdir(exist_ok=True)
        kept = set()
        for path in sorted(finished.glob("part-*.json")):
            record = _record(path)
            keys = set(record["keys"])
            if record["again"] or not _is_whole(folder, path.stem, record) or not keys <= wanted - parts.done:
                path.unlink()  # a part without this file does not count
                continue
            parts.done |= keys
            parts.counts.update(record["counts"])
            kept.add(path.stem)
            parts._next = max(parts._next, int(path.stem.rpartition("-")[2]) + 1)
        for place in (finished, *(folder / f"{table}.parquet" for table in TABLES)):
            for path in place.iterdir():
                if path.stem not in kept and (path.name.startswith(("part-", ".part-"))):
                    path.unlink()
        return parts

    def add(self, packed: PackedRows) -> None:
        """Add the rows of a few chains, to be written with the next part."""
        self._waiting.append(packed)

    @property
    def waiting(self) -> int:
        """The number of reports that wait to be written."""
        return sum(packed.counts.get("reports", 0) for packed in self._waiting)

    def write(self) -> None:
        """Write the waiting rows as one part, whole or not at all; interrupted at any point, it can be called again."""
        waiting = self._waiting
        if not waiting:
            return
        name = f"part-{self._next:05d}"
        digests = {}
        for table in TABLES:
            content = _parquet([packed.tables[table] for packed in waiting])
            digests[table] = hashlib.sha256(content).hexdigest()
            write_whole(self.folder / f"{table}.parquet" / f"{name}.parquet", content)
        keys = [key for packed in waiting for key in packed.keys]
        counts: Counter[str] = Counter()
        for packed in waiting:
            counts.update(packed.counts)
        again = any(packed.retry for packed in waiting)
        record = {"keys": keys, "again": again, "counts": dict(counts), "sha256": digests}
        write_whole(self.folder / _FINISHED / f"{name}.json", json.dumps(record) + "\n")
        self._waiting = []
        self._next += 1
        self.done.update(keys)
        self.counts.update(counts)


def _record(path: Path) -> Mapping[str, Any]:
    """Return what a `finished` file says; one that is damaged says that its part is to be made again."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        digests, counts = dict(record["sha256"]), Counter(dict(record["counts"]))
        counts.update(dict.fromkeys(counts, 0))  # numbers all of them
        return {"keys": list(record["keys"]), "again": bool(record["again"]), "counts": counts, "sha256": digests}
    except (ValueError, KeyError, TypeError):
        return {"keys": [], "again": True, "counts": {}, "sha256": {}}
    except OSError as error:
        raise OutputError("errors.part_unreadable", path=str(path), reason=reason_of(error)) from error


def _is_whole(folder: Path, name: str, record: Mapping[str, Any]) -> bool:
    """Return whether every table's part has the bytes that were written."""
    try:
        contents = {table: (folder / f"{table}.parquet" / f"{name}.parquet").read_bytes() for table in TABLES}
    except OSError:
        return False
    return all(
        hashlib.sha256(content).hexdigest() == record["sha256"].get(table) for table, content in contents.items()
    )


def _parquet(tables: Sequence[Table]) -> bytes:
    """Return tables, one after the other, as a file of Parquet."""
    import pyarrow
    from pyarrow import parquet

    sink = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.concat_tables(tables).combine_chunks(), sink, compression="zstd")
    return bytes(sink.getvalue())
