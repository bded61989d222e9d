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

from reportdiff.corpus.tables import COLUMNS, TABLES, Made
from reportdiff.errors import MissingExtraError, OutputError
from reportdiff.rendering import write_whole

if TYPE_CHECKING:
    from pyarrow import Schema

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
    _rows: dict[str, list[tuple[object, ...]]] = field(factory=lambda: {table: [] for table in TABLES})
    _keys: list[str] = field(factory=list)
    _fresh: Counter[str] = field(factory=Counter)
    _again: bool = False

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

    def add(self, key: str, made: Made) -> None:
        """Enter the rows of one chain; they are written with the next part."""
        for table, rows in made.rows.items():
            self._rows[table] += rows
        self._keys.append(key)
        self._fresh.update(made.counts)
        self._again |= made.again

    @property
    def waiting(self) -> int:
        """How many reports wait to be written."""
        return self._fresh["reports"]

    def write(self) -> None:
        """Write what waits as one part, whole or not at all."""
        if not self._keys:
            return
        name = f"part-{self._next:05d}"
        for table in TABLES:
            write_whole(self.folder / f"{table}.parquet" / f"{name}.parquet", _parquet(table, self._rows[table]))
        record = {"keys": self._keys, "again": self._again, "counts": dict(self._fresh)}
        write_whole(self.folder / _FINISHED / f"{name}.json", json.dumps(record) + "\n")
        self.done.update(self._keys)
        self.counts.update(self._fresh)
        self._next += 1
        self._rows = {table: [] for table in TABLES}
        self._keys, self._fresh, self._again = [], Counter(), False


def _record(path: Path) -> Mapping[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {"keys": list(told["keys"]), "again": bool(told["again"]), "counts": dict(told["counts"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutputError(f"{path}: cannot be read ({error}); delete it, and its part is made again") from error


def _parquet(table: str, rows: Sequence[tuple[object, ...]]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    schema = _schema(table)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    arrays = [pyarrow.array(values, type=kind.type) for values, kind in zip(columns, schema, strict=True)]
    sink = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), sink, compression="zstd")
    return bytes(sink.getvalue())


def _schema(table: str) -> Schema:
    import pyarrow

    kinds = {
        "string": pyarrow.string(),
        "float64": pyarrow.float64(),
        "int64": pyarrow.int64(),
        "int32": pyarrow.int32(),
    }
    return pyarrow.schema([(name, kinds[kind]) for name, kind in COLUMNS[table].items()])
