"""The inputs and settings of a run, in a form that can be sent to a worker."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path, PurePath

from attrs import asdict, frozen

from reportdiff.alignment import Corrections
from reportdiff.errors import ArgumentTypeError
from reportdiff.model import Report
from reportdiff.pipeline import Rules, Source, accepted_modes, corrections_for, read
from reportdiff.reading.limits import Limits
from reportdiff.text.arguments import require_type, shortened
from reportdiff.text.readable_path import readable_path
from reportdiff.text.words import Cutter, current_cutter

__all__ = ["ReportInput", "RunSettings", "digest_of_file", "report_input"]


@frozen
class ReportInput:
    """A report, a path, or the bytes of a file, with the name that a result calls it."""

    name: str
    source: Report | str | bytes

    def read(self, limits: Limits | None) -> Report:
        """Return the report; raise what `reportdiff.read` raises."""
        if isinstance(self.source, Report):
            return self.source
        return read(self.source, name=self.name if isinstance(self.source, bytes) else None, limits=limits)

    def digest(self) -> str:
        """Return the SHA-256 of the content, "" for a file that cannot be opened (reading it will say why)."""
        if isinstance(self.source, bytes):
            return hashlib.sha256(self.source).hexdigest()
        if isinstance(self.source, Report):
            return hashlib.sha256(f"{self.source.year}\n{self.source.document.text}".encode()).hexdigest()
        return digest_of_file(Path(self.source))


def report_input(source: Report | Source) -> ReportInput:
    """Return what `reportdiff.read` takes as an input that can be pickled: an open file is read to its end."""
    if isinstance(source, Report):
        return ReportInput(source.source, source)
    if isinstance(source, bytes):
        return ReportInput("bytes", source)
    if isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        return ReportInput(readable_path(path), os.path.abspath(path))  # a worker may have another working folder
    if not hasattr(source, "read"):
        raise ArgumentTypeError("errors.no_report", value=shortened(source))
    content = source.read()
    name = readable_path(PurePath(str(getattr(source, "name", "") or "standard input")).name)
    return ReportInput(name, content if isinstance(content, bytes) else content.encode())


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, "" where it cannot be read, or can be only once, as a pipe."""
    if not os.path.isfile(path):
        return ""
    try:
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


@frozen(kw_only=True)
class RunSettings:
    """The settings that hold for every report of a run."""

    corrections: Corrections | None
    rounding: tuple[str, ...] | None
    limits: Limits | None
    cutter: Cutter
    raise_errors: bool = False

    @classmethod
    def of(
        cls, rules: Rules | None, rounding: Iterable[str] | None, limits: Limits | None, *, raise_errors: bool = False
    ) -> RunSettings:
        """Return the settings that the arguments of a public function name; raise what wrong ones raise there."""
        require_type(limits, Limits | None, "limits", "errors.wanted_limits")
        modes = accepted_modes(rounding)
        return cls(
            corrections=corrections_for(rules, None),
            rounding=None if modes is None else tuple(mode.value for mode in modes),
            limits=limits,
            cutter=current_cutter(),
            raise_errors=raise_errors,
        )

    def recorded(self) -> dict[str, object]:
        """Return what a result depends on besides its inputs and the version, as the manifest records it."""
        record: dict[str, object] = {"rounding": list(self.rounding) if self.rounding is not None else None}
        if self.corrections is not None:
            record["rules"] = hashlib.sha256(repr(self.corrections).encode()).hexdigest()
        if self.limits is not None:
            record["limits"] = asdict(self.limits)
        if self.cutter is not Cutter.PLAIN:
            record["cutter"] = self.cutter.value
        return record
