"""The output folder of a batch: four tables as folders of Parquet parts, each part written whole, and what is in it.

| path | what it holds |
|---|---|
| `changes.parquet/part-00000.parquet` and so on | the rows of a few hundred reports; of one number in all four tables |
| `finished/part-00000.json` | written last: which work the parts of that number hold, and its counts |
| `manifest.json` | schema, version, settings, whether it is complete, counts, and every input with its SHA-256 |

Parts that no `finished` file names are remains of an interrupted run and are taken away by the next.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, field

from reportdiff.corpus.batch_rows import TABLES, PackedRows
from reportdiff.errors import MissingExtraError, OutputError
from reportdiff.rendering import write_whole

if TYPE_CHECKING:
    from pyarrow import Table

__all__ = ["Parts", "need_pyarrow", "table_glob"]

_FINISHED = "finished"


def need_pyarrow() -> None:
    """Raise `MissingExtraError` where Parquet cannot be written."""
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("Parquet needs pyarrow: pip install 'reportdiff[parquet]'") from error


def table_glob(table: str) -> str:
    """Where a table's parts stand below the folder."""
    return f"{table}.parquet/part-*.parquet"


@define
class Parts:
    """The parts of an output folder: those that hold, and those to come."""

    folder: Path
    done: set[str] = field(factory=set)
    counts: Counter[str] = field(factory=Counter)
    _next: int = 0
    _waiting: list[PackedRows] = field(factory=list)

    @classmethod
    def take_up(cls, folder: Path, wanted: set[str]) -> Parts:
        """What an earlier run finished of the work that is `wanted`; parts with other work in them are taken away."""
        parts = cls(folder)
        for table in TABLES:
            (folder / f"{table}.parquet").mkdir(exist_ok=True)
        finished = folder / _FINISHED
        finished.mkdir(exist_ok=True)
        kept = set()
        for path in sorted(finished.glob("part-*.json")):
            record = _record(path)
            keys = set(record["keys"])
            whole = all((folder / f"{table}.parquet" / f"{path.stem}.parquet").is_file() for table in TABLES)
            if record["again"] or not whole or not keys <= wanted - parts.done:
                path.unlink()  # first: a part without it does not count
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
        """Enter what was made of a few chains; it is written with the next part."""
        self._waiting.append(packed)

    @property
    def waiting(self) -> int:
        """How many reports wait to be written."""
        return sum(packed.counts.get("reports", 0) for packed in self._waiting)

    def write(self) -> None:
        """Write what waits as one part, whole or not at all; interrupted at any point it can be called again."""
        waiting = self._waiting
        if not waiting:
            return
        name = f"part-{self._next:05d}"
        for table in TABLES:
            content = _parquet([packed.tables[table] for packed in waiting])
            write_whole(self.folder / f"{table}.parquet" / f"{name}.parquet", content)
        keys = [key for packed in waiting for key in packed.keys]
        counts: Counter[str] = Counter()
        for packed in waiting:
            counts.update(packed.counts)
        record = {"keys": keys, "again": any(packed.again for packed in waiting), "counts": dict(counts)}
        write_whole(self.folder / _FINISHED / f"{name}.json", json.dumps(record) + "\n")
        self._waiting = []
        self._next += 1
        self.done.update(keys)
        self.counts.update(counts)


def _record(path: Path) -> Mapping[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {"keys": list(told["keys"]), "again": bool(told["again"]), "counts": dict(told["counts"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutputError(f"{path}: cannot be read ({error}); delete it, and its part is made again") from error


def _parquet(tables: Sequence[Table]) -> bytes:
    """Tables, one after the other, as a file of Parquet."""
    import pyarrow
    from pyarrow import parquet

    sink = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.concat_tables(tables).combine_chunks(), sink, compression="zstd")
    return bytes(sink.getvalue())
