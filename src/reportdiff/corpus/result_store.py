"""Keep finished work in a folder: one file a result, written whole, and a manifest of the inputs and settings.

| file | what it holds |
|---|---|
| `manifest.json` | schema, kind of work, version, settings, whether it is complete, and every input with its SHA-256 |
| `results/3f/3f….json.gz` | one result: a line with inputs and failures, then a line of JSON a comparison |

A result's file is named by a hash of its inputs and settings: the same work finds it again, changed work does not.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from attrs import asdict, define, field

from reportdiff._version import __version__
from reportdiff.corpus.outcomes import Failure
from reportdiff.errors import OutputError, ResultFormatError
from reportdiff.messages import phrase, reason_of
from reportdiff.rendering import write_whole
from reportdiff.rendering.codec.encode import data
from reportdiff.results import Comparison

__all__ = ["MANIFEST", "FolderLock", "ResultFolder", "manifest_text", "open_folder", "result_bytes", "work_key"]

MANIFEST = "manifest.json"

_SCHEMA = "reportdiff-corpus/1"

Inputs = Sequence[tuple[str, str]]  # names and SHA-256


def work_key(settings: Mapping[str, object], inputs: Inputs, *more: str) -> str:
    """Return the name of a piece of work: a hash of its inputs and settings and of the version."""
    content = json.dumps([_SCHEMA, __version__, settings, list(inputs), more], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def result_bytes(inputs: Inputs, comparisons: Iterable[Comparison], failures: Iterable[Failure]) -> bytes:
    """Return what is kept of one result; the same bytes for the same result."""
    head = {
        "inputs": [{"file": name, "sha256": digest} for name, digest in inputs],
        "failures": [asdict(failure) for failure in failures],
    }
    lines = [json.dumps(head, ensure_ascii=False)]
    lines += [json.dumps(data(comparison.result), ensure_ascii=False) for comparison in comparisons]
    return gzip.compress("\n".join(lines).encode(), 1, mtime=0)


def open_folder(folder: Path, kind: str, settings: Mapping[str, object]) -> None:
    """Make the folder for this work, or check that it was begun for the same.

    Raises:
        OutputError: The folder holds something else, or work of another version or with other settings.
    """
    manifest = folder / MANIFEST
    try:
        folder.mkdir(parents=True, exist_ok=True)
        known = json.loads(manifest.read_text(encoding="utf-8")) if manifest.is_file() else None
        usable = known is not None or all(child.name.startswith(".") for child in folder.iterdir())
    except (OSError, ValueError) as error:
        reason = reason_of(error)
        if not isinstance(error, OSError):
            reason = phrase("errors.at_place", place=manifest.name, problem=reason)
        raise OutputError("errors.folder_unusable", folder=str(folder), reason=reason) from error
    if not usable:
        raise OutputError("errors.folder_taken", folder=str(folder), manifest=MANIFEST)
    if known is None:
        write_whole(manifest, manifest_text(kind, settings, complete=False))
        return
    wanted = {"schema": _SCHEMA, "kind": kind, "version": __version__, "settings": json.loads(json.dumps(settings))}
    for key, value in wanted.items():
        begun_with = known.get(key) if isinstance(known, dict) else None
        if begun_with != value:
            old, new = (json.dumps(each, ensure_ascii=False) for each in (begun_with, value))
            raise OutputError("errors.begun_otherwise", folder=str(folder), key=key, old=old, new=new)


def manifest_text(
    kind: str,
    settings: Mapping[str, object],
    *,
    complete: bool,
    inputs: Iterable[Mapping[str, object]] | None = None,
    **more: object,
) -> str:
    """Return the manifest as JSON, its inputs, where they are given, one a line."""
    head = {"schema": _SCHEMA, "kind": kind, "version": __version__, "settings": settings, "complete": complete, **more}
    text = json.dumps(head, ensure_ascii=False, indent=1)
    if inputs is not None:
        rows = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in inputs)
        text = f'{text.removesuffix("}").rstrip()},\n "inputs": [\n  {rows}\n ]\n}}'
    return text + "\n"


def _lock(opened: IO[str]) -> None:
    """Lock an open file for this process; raise `BlockingIOError` where another holds it."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error
    else:
        import fcntl

        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)


@define
class FolderLock:
    """A lock that lets only one run work on a folder; the system frees it however the run ends."""

    file: IO[str]

    @classmethod
    def take(cls, folder: Path) -> FolderLock:
        """Take the lock of a folder; raise `OutputError` where another run holds it."""
        try:
            opened = (folder / ".lock").open("a")
        except OSError as error:
            raise OutputError("errors.folder_read_only", folder=str(folder), reason=reason_of(error)) from error
        try:
            _lock(opened)
        except BlockingIOError as error:
            opened.close()
            raise OutputError("errors.folder_busy", folder=str(folder)) from error
        except OSError:  # a file system without locks, as some shared ones
            pass
        return cls(opened)

    def free(self) -> None:
        """Give the lock back."""
        self.file.close()


@define
class ResultFolder:
    """The folder of the finished results of `compare_many` or `series_many`."""

    folder: Path
    kind: str
    settings: Mapping[str, object]
    _lock: FolderLock = field(init=False)
    _inputs: IO[str] = field(init=False)
    _count: int = field(init=False, default=0)

    def __attrs_post_init__(self) -> None:
        """Take up the folder and its lock."""
        open_folder(self.folder, self.kind, self.settings)
        self._lock = FolderLock.take(self.folder)
        # The inputs are written to a file at once: there may be more than memory should hold.
        self._inputs = self._part.open("w", encoding="utf-8")
        self._inputs.write(manifest_text(self.kind, self.settings, complete=True).rstrip("}\n") + ',\n "inputs": [')

    @property
    def _part(self) -> Path:
        return self.folder / f".{MANIFEST}.part"

    def path(self, key: str) -> Path:
        """Return the file of a result."""
        return self.folder / "results" / key[:2] / f"{key}.json.gz"

    def load(self, key: str) -> tuple[Sequence[Comparison], tuple[Failure, ...]]:
        """Return comparisons and failures of a kept result; raise `ResultFormatError` where its file was damaged."""
        try:
            head, *lines = gzip.decompress(self.path(key).read_bytes()).decode().split("\n")
            failures = tuple(Failure(**row) for row in json.loads(head)["failures"])
            return [Comparison.from_json(line) for line in lines], failures
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            path, reason = str(self.path(key)), reason_of(error)
            raise ResultFormatError("errors.no_saved_result", path=path, reason=reason) from error

    def save(self, key: str, content: bytes) -> None:
        """Write a result's file, whole or not at all."""
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)

    def record_inputs(self, inputs: Inputs) -> None:
        """Add the inputs of a result to the manifest."""
        for name, digest in inputs:
            row = json.dumps({"file": name, "sha256": digest}, ensure_ascii=False)
            self._inputs.write(f"{',' if self._count else ''}\n  {row}")
            self._count += 1

    def close(self, complete: bool) -> None:
        """Free the folder; where the work is complete, let the manifest say so and list every input."""
        self._inputs.write("\n ]\n}\n")
        self._inputs.close()
        if complete:
            os.replace(self._part, self.folder / MANIFEST)
        else:
            with suppress(OSError):
                self._part.unlink()
        self._lock.free()
