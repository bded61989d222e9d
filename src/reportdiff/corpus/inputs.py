"""A report as it was handed in: its name, its fingerprint, and how a worker reads it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from attrs import frozen

from reportdiff.model import Report
from reportdiff.pipeline import RULES_FILE, Source, read

if TYPE_CHECKING:
    from reportdiff.reading.limits import Limits

__all__ = ["ReportInput", "digest_of_file", "report_input", "rules_beside"]


@frozen
class ReportInput:
    """A report, a path, or the bytes of a file with their name: what travels to a worker."""

    name: str
    source: Report | str | bytes

    def report(self, limits: Limits | None) -> Report:
        """The report itself; raises what `read` raises."""
        if isinstance(self.source, Report):
            return self.source
        if isinstance(self.source, bytes):
            return read(self.source, name=self.name, limits=limits)
        return read(self.source, limits=limits)

    def digest(self) -> str:
        """The SHA-256 of what stands in it; "" of a file that cannot be opened (reading it will say why)."""
        if isinstance(self.source, bytes):
            return hashlib.sha256(self.source).hexdigest()
        if isinstance(self.source, Report):
            return hashlib.sha256(f"{self.source.year}\n{self.source.document.text}".encode()).hexdigest()
        return digest_of_file(Path(self.source))


def report_input(source: Report | Source) -> ReportInput:
    """What `read` takes, made fit to travel: an open file is read to its end."""
    if isinstance(source, Report):
        return ReportInput(source.source, source)
    if isinstance(source, bytes):
        return ReportInput("bytes", source)
    if isinstance(source, str | os.PathLike):
        return ReportInput(os.fspath(source), os.path.abspath(source))  # a worker may stand in another folder
    content = source.read()
    name = PurePath(str(getattr(source, "name", "") or "standard input")).name
    return ReportInput(name, content if isinstance(content, bytes) else content.encode())


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes; "" where it cannot be read."""
    try:
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def rules_beside(current: ReportInput) -> str | None:
    """The corrections file next to a report that is a file, where there is one."""
    if not isinstance(current.source, str):
        return None
    beside = Path(current.source).parent / RULES_FILE
    return str(beside) if beside.is_file() else None
