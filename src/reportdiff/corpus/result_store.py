"""A folder that holds finished work: one file a result, written whole, and a manifest that says what it was made of.

| file | what it holds |
|---|---|
| `manifest.json` | schema, kind of work, version, settings, whether it is complete, and every input with its SHA-256 |
| `results/3f/3f….json.gz` | one result: a line with inputs and failures, then a line of JSON a comparison |

A result's name is the hash of what it was made of, so that the same work finds it again and changed work does not.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from attrs import asdict, define, field, frozen

from reportdiff import alignment
from reportdiff._version import __version__
from reportdiff.corpus.outcomes import Failure
from reportdiff.errors import OutputError, ResultFormatError
from reportdiff.rendering import write_whole
from reportdiff.rendering.codec.encode import data
from reportdiff.results import Comparison

if TYPE_CHECKING:
    from reportdiff.reading.limits import Limits

__all__ = [
    "MANIFEST",
    "SCHEMA",
    "Lock",
    "ResultFolder",
    "Saved",
    "dump_result",
    "key_of",
    "manifest_text",
    "open_folder",
    "settings_of",
]

SCHEMA = "reportdiff-corpus/1"
MANIFEST = "manifest.json"

Inputs = Sequence[tuple[str, str]]  # names and SHA-256


@frozen
class Saved:
    """A result as it was saved."""

    comparisons: tuple[Comparison, ...]
    failures: tuple[Failure, ...]


def key_of(settings: Mapping[str, object], inputs: Inputs, *more: str) -> str:
    """The name of the work: what it was made of, how, and by which version."""
    told = json.dumps([SCHEMA, __version__, settings, list(inputs), more], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def settings_of(
    rules: alignment.Corrections | None, rounding: Sequence[str] | None, limits: Limits | None
) -> dict[str, object]:
    """What a result depends on besides its inputs and the version."""
    told: dict[str, object] = {"rounding": list(rounding) if rounding is not None else None}
    if rules is not None:
        told["rules"] = hashlib.sha256(repr(rules).encode()).hexdigest()
    if limits is not None:
        told["limits"] = asdict(limits)
    return told


def dump_result(inputs: Inputs, comparisons: Iterable[Comparison], failures: Iterable[Failure]) -> bytes:
    """What is saved of one result; the same bytes for the same result."""
    head = {
        "inputs": [{"file": name, "sha256": digest} for name, digest in inputs],
        "failures": [asdict(each) for each in failures],
    }
    lines = [json.dumps(head, ensure_ascii=False)]
    lines += [json.dumps(data(each.result), ensure_ascii=False) for each in comparisons]
    return gzip.compress("\n".join(lines).encode(), 1, mtime=0)


def open_folder(folder: Path, kind: str, settings: Mapping[str, object]) -> bool:
    """Make or take up the folder for this work; whether there was a manifest.

    Raises `OutputError` where the folder holds something else, or work of another version or with other settings.
    """
    manifest = folder / MANIFEST
    try:
        folder.mkdir(parents=True, exist_ok=True)
        known = json.loads(manifest.read_text(encoding="utf-8")) if manifest.is_file() else None
        empty = known is not None or all(child.name.startswith(".") for child in folder.iterdir())
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else f"{manifest.name}: {error}"
        raise OutputError(f"{folder}: cannot be used ({reason}); name a new folder") from error
    if not empty:
        raise OutputError(f"{folder}: holds other files and no {MANIFEST}; name a new folder, or an empty one")
    if known is None:
        write_whole(manifest, manifest_text(kind, settings, complete=False))
        return False
    mine = {"schema": SCHEMA, "kind": kind, "version": __version__, "settings": json.loads(json.dumps(settings))}
    for what, value in mine.items():
        found = known.get(what) if isinstance(known, dict) else None
        if found != value:
            raise OutputError(
                f"{folder}: was begun with {what} {json.dumps(found, ensure_ascii=False)}, not "
                f"{json.dumps(value, ensure_ascii=False)}; go on as it was begun, or name a new folder"
            )
    return True


def manifest_text(
    kind: str,
    settings: Mapping[str, object],
    *,
    complete: bool,
    inputs: Iterable[Mapping[str, object]] | None = None,
    **more: object,
) -> str:
    """The manifest, a line for each of its inputs where they are given."""
    told = {"schema": SCHEMA, "kind": kind, "version": __version__, "settings": settings, "complete": complete, **more}
    text = json.dumps(told, ensure_ascii=False, indent=1)
    if inputs is not None:
        rows = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in inputs)
        text = f'{text.removesuffix("}").rstrip()},\n "inputs": [\n  {rows}\n ]\n}}'
    return text + "\n"


@define
class Lock:
    """Only one run works on a folder; the system frees the lock however the run ends."""

    file: IO[str]

    @classmethod
    def take(cls, folder: Path) -> Lock:
        """Take the lock of a folder; raises `OutputError` where another run holds it."""
        try:
            opened = (folder / ".lock").open("w")
        except OSError as error:
            raise OutputError(f"{folder}: cannot be written to ({error.strerror}); name another folder") from error
        try:
            import fcntl

            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # Windows
            pass
        except BlockingIOError as error:
            opened.close()
            raise OutputError(f"{folder}: another run is working on it; wait for it, or name another folder") from error
        except OSError:  # a file system that knows no locks, as some shared ones
            pass
        return cls(opened)

    def free(self) -> None:
        """Give the lock back."""
        self.file.close()


@define
class ResultFolder:
    """The finished results of `compare_many` and `series_many`."""

    folder: Path
    kind: str
    settings: Mapping[str, object]
    _lock: Lock = field(init=False)
    _inputs: IO[str] = field(init=False)
    _count: int = field(init=False, default=0)

    def __attrs_post_init__(self) -> None:
        """Take up the folder."""
        open_folder(self.folder, self.kind, self.settings)
        self._lock = Lock.take(self.folder)
        # The inputs go straight to a file of their own: there may be more than memory should hold.
        self._inputs = self._part.open("w", encoding="utf-8")
        self._inputs.write(manifest_text(self.kind, self.settings, complete=True).rstrip("}\n") + ',\n "inputs": [')

    @property
    def _part(self) -> Path:
        return self.folder / f".{MANIFEST}.part"

    def path(self, key: str) -> Path:
        """Where a result stands."""
        return self.folder / "results" / key[:2] / f"{key}.json.gz"

    def load(self, key: str) -> Saved:
        """A result that was saved; raises `ResultFormatError` where the file was changed since."""
        try:
            head, *lines = gzip.decompress(self.path(key).read_bytes()).decode().split("\n")
            failures = tuple(Failure(**each) for each in json.loads(head)["failures"])
            return Saved(tuple(Comparison.from_json(line) for line in lines), failures)
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise ResultFormatError(f"{self.path(key)}: is no saved result ({error}); delete it and go on") from error

    def save(self, key: str, content: bytes) -> None:
        """Save a result, whole or not at all."""
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)

    def note(self, inputs: Inputs) -> None:
        """Enter the inputs of a result into the manifest to come."""
        for name, digest in inputs:
            row = json.dumps({"file": name, "sha256": digest}, ensure_ascii=False)
            self._inputs.write(f"{',' if self._count else ''}\n  {row}")
            self._count += 1

    def close(self, complete: bool) -> None:
        """Leave the folder; where the work is complete, the manifest says so and lists every input."""
        self._inputs.write("\n ]\n}\n")
        self._inputs.close()
        if complete:
            os.replace(self._part, self.folder / MANIFEST)
        else:
            with suppress(OSError):
                self._part.unlink()
        self._lock.free()
