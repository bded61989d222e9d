"""Write a result where it was asked for, unless that would destroy an input or a file that somebody else wrote."""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from reportdiff._version import __version__
from reportdiff.errors import OutputError
from reportdiff.messages.labels import labels
from reportdiff.model import CheckResult, ComparisonResult, Report
from reportdiff.rendering.atomic_write import write_whole
from reportdiff.text.arguments import require_type

__all__ = ["files_of", "guard_output", "is_ours", "signed_markdown", "write_output"]

_HEAD = 4096  # bytes that tell a file of ours
_MARKS = (
    b'<meta name="generator" content="reportdiff ',
    b'"schema": "reportdiff',
    b"Software\0reportdiff",  # PNG
    b"<dc:title>reportdiff</dc:title>",  # SVG
)
_TRAILER = re.compile(r"\n<!-- reportdiff \S+ ([0-9a-f]{12}) -->\n\Z")
_CREATED = b">2000-01-01T00:00:00Z</dcterms:modified>"  # Excel and LibreOffice write their own date when they save


def write_output(
    path: str | os.PathLike[str], data: str | bytes, *, inputs: Iterable[str] = (), overwrite: bool = False
) -> Path:
    """Write a result whole or not at all, after `guard_output`; return the path as given."""
    guard_output(path, inputs=inputs, overwrite=overwrite)
    return write_whole(path, data)


def guard_output(path: str | os.PathLike[str], *, inputs: Iterable[str] = (), overwrite: bool = False) -> None:
    """Refuse to write over an input, or over a file that reportdiff did not write.

    Args:
        path: The file to be written.
        inputs: The files that the result was read from, under whatever spelling or link.
        overwrite: Whether to replace a file that reportdiff did not write. An input is never replaced.

    Raises:
        OutputError: The file is an input, or is another's and `overwrite` is false.
    """
    require_type(path, str | os.PathLike, "path", "errors.wanted_file")
    target = Path(path)
    source, foreign = None, False
    with suppress(OSError, ValueError):  # what cannot be looked at cannot be replaced either: writing says why
        source = next((item for item in inputs if os.path.exists(item) and os.path.samefile(item, target)), None)
        foreign = not overwrite and target.is_file() and not is_ours(target)
    if source is not None:
        raise OutputError("errors.output_is_input", path=str(target), source=str(source))
    if foreign:
        raise OutputError("errors.output_exists", path=str(target))


def files_of(result: Report | CheckResult | ComparisonResult) -> tuple[str, ...]:
    """Return the files that a result was read from, as far as it was read from files."""
    if isinstance(result, ComparisonResult):
        return (*files_of(result.prior), *files_of(result.current))
    report = result.report if isinstance(result, CheckResult) else result
    return (report.document.path,) if report.document.path is not None else ()


def is_ours(path: Path) -> bool:
    """Return whether reportdiff wrote a file, and nobody edited it as far as its format tells; an empty one counts.

    Pages, JSON and pictures carry a mark, Markdown the digest of its text, a workbook its date; CSV and plain text are
    known by their heads.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head or any(mark in head for mark in _MARKS):
        return True
    if head.startswith(b"PK\x03\x04"):
        return _is_our_workbook(path)
    first = head.decode("utf-8", "replace").split("\n", 1)[0].rstrip("\r")
    if first.startswith("\ufeff"):
        return _is_our_table_head(first[1:])
    return _begins_as_ours(first) or _is_our_markdown(path)


def signed_markdown(text: str) -> str:
    """Return a Markdown text with a comment at its end that tells whether somebody edited it since."""
    return f"{text}\n<!-- reportdiff {__version__} {_digest(text)} -->\n"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:12]


def _is_our_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            properties = archive.read("docProps/core.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
    return b"<dc:creator>reportdiff</dc:creator>" in properties and _CREATED in properties


def _is_our_table_head(line: str) -> bool:
    """Return whether the first line of a CSV file names columns of ours alone, or years."""
    known = {text for both in labels("column").values() for text in both}
    return all(cell in known or cell.isdecimal() for cell in line.split(","))


def _begins_as_ours(line: str) -> bool:
    """Return whether the first line of a text is the title of a table for the terminal."""
    headings = labels("heading")
    titles = [text for name in ("comparison", "checkup", "extract", "series", "years") for text in headings[name]]
    return line.startswith(tuple(f"{text}{end}" for text in titles for end in ("：", ": ", " (")))


def _is_our_markdown(path: Path) -> bool:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    trailer = _TRAILER.search(text)
    return trailer is not None and trailer[1] == _digest(text[: trailer.start()])
