"""Read a path, an open file or bytes as a `Document`, with the reader of its format."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from io import BytesIO
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import IO
from zipfile import ZipFile

from attrs import evolve

from reportdiff.errors import ArgumentTypeError, LimitError, UnreadableFileError, UnsupportedFormatError
from reportdiff.messages import phrase, reason_of
from reportdiff.model import Document
from reportdiff.reading.bounded import read_in_worker
from reportdiff.reading.limits import Limits
from reportdiff.reading.plain import decode, document_from_text, read_plain
from reportdiff.text.arguments import shortened
from reportdiff.text.readable_path import readable_path

__all__ = ["READERS", "UNSUPPORTED", "decode", "document_from_text", "read_document", "read_here"]

Reader = Callable[[bytes, str, Limits], Document]


def _loaded_late(form: str) -> Reader:
    """Return the reader `read_<form>`, whose module is loaded with the first file that needs it."""

    def read(content: bytes, source: str, limits: Limits) -> Document:
        reader: Reader = getattr(import_module(f"reportdiff.reading.{form}"), f"read_{form}")
        return reader(content, source, limits)

    return read


_FORMS = ("delimited", "docx", "html", "pdf", "workbook")
read_delimited, read_docx, read_html, read_pdf, read_workbook = map(_loaded_late, _FORMS)
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        **dict.fromkeys((".txt", ".text", ".md"), read_plain),
        **dict.fromkeys((".docx", ".docm"), read_docx),
        **dict.fromkeys((".xlsx", ".xlsm"), read_workbook),
        **dict.fromkeys((".csv", ".tsv"), read_delimited),
        ".pdf": read_pdf,
        **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), read_html),
    }
)
"""Suffix → reader of the file's bytes. A file without a suffix, or with an unknown one, is read as plain text
unless it begins like a web page."""

_SIGNATURES: tuple[tuple[bytes, bytes, Reader], ...] = (
    (b"%PDF-", b"%PDF-", read_pdf),
    (b"PK\x03\x04", b"word/document.xml", read_docx),
    (b"PK\x03\x04", b"xl/workbook.xml", read_workbook),
)
"""The first bytes of a format, the bytes that it also holds, and its reader."""

_RENAMED = frozenset(
    {".doc", ".wps", ".docx", ".docm", ".pdf", ".txt", ".text", ".xls", ".et", ".xlsx", ".xlsm", ".csv", ".tsv", ""}
)
"""Suffixes that are also given to files of other formats, which are told by their first bytes."""
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.I)
UNSUPPORTED = {
    **dict.fromkeys((".mht", ".mhtml"), "errors.save_page"),
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), "errors.save_docx"),
    **dict.fromkeys((".ofd", ".caj"), "errors.print_pdf"),
    **dict.fromkeys((".xls", ".xlsb", ".et", ".ods"), "errors.save_xlsx"),
    **dict.fromkeys((".ppt", ".pptx"), "errors.save_text"),
}
"""Suffix → the message of what to do with a file that no reader reads."""
_ADDRESS, _SENTENCE = re.compile(r"[a-z]+://", re.I), re.compile("[。；！？]")
_LONGEST_PATH = 1000  # characters; systems allow 255 a name and some 4,000 in all
_MANY_ATTRIBUTES = re.compile(rb"<\w(?:[^<>\s]*+\s++){5000}")
_SNIFFED = 200  # bytes that tell a web page
_SMALL = 1_000_000  # bytes of a page or an Office file that is read in this process
_SMALL_UNPACKED = 10_000_000  # bytes that such a file unpacks to


def read_document(
    source: str | os.PathLike[str] | bytes | IO[bytes] | IO[str],
    *,
    name: str | None = None,
    limits: Limits | None = None,
) -> Document:
    """Return the document that `source` holds. No network connection is opened and no file is left behind.

    Args:
        source: a path, a file object (binary or text), or the bytes of a file.
        name: the name of the input, whose suffix tells its format; a path or file object has a name of its own.
        limits: how large the input may be; without it the defaults of `Limits`.

    Raises:
        UnreadableFileError: for a missing file, a folder, an empty or binary file, or an unknown encoding.
        LimitError: if the input exceeds one of `limits`.
        UnsupportedFormatError: for a format without a reader.

    >>> read_document("共受理申请287件。".encode("gb18030"), name="report.txt").text
    '共受理申请287件。'
    """
    limits = limits or Limits()
    if isinstance(source, bytes | bytearray | memoryview):
        return _read(bytes(source), readable_path(name or "bytes"), limits)
    if isinstance(source, (str, os.PathLike)):
        if isinstance(source, str):
            _refuse_what_is_no_path(source)
        path = Path(source)
        name = readable_path(name or path.name)
        if not os.path.isdir(path) and PurePath(name).suffix.lower() not in _RENAMED:
            _reader_for(name)  # an unsupported format is refused before the file is loaded
        return evolve(_read(_bytes_of(path, limits), name, limits), path=os.path.abspath(path))
    if not hasattr(source, "read"):
        raise ArgumentTypeError("errors.no_source", kind=type(source).__name__)
    name = readable_path(name or PurePath(str(getattr(source, "name", "") or "standard input")).name)
    content = _content_of(source, name, limits)
    document = document_from_text(content, name, limits) if isinstance(content, str) else _read(content, name, limits)
    file = getattr(source, "name", None)
    return evolve(document, path=os.path.abspath(file)) if isinstance(file, str) and os.path.isfile(file) else document


def _content_of(source: IO[bytes] | IO[str], name: str, limits: Limits) -> str | bytes:
    """Return what an open file holds."""
    try:
        # Of a text file these are characters, which are no more than the bytes.
        content: object = source.read(limits.bytes + 1)
    except Exception as error:  # a closed file, a broken connection, another's object
        raise UnreadableFileError("errors.closed_file", file=name, reason=reason_of(error)) from error
    if not isinstance(content, str | bytes):
        raise ArgumentTypeError("errors.no_bytes", file=name, kind=type(content).__name__)
    return content


def _refuse_what_is_no_path(source: str) -> None:
    """Raise `UnreadableFileError` for a text or an address in the place of a path, which says what to do instead."""
    if _ADDRESS.match(source):
        raise UnreadableFileError("errors.address", address=source)
    if ("\n" in source or len(source) > _LONGEST_PATH or _SENTENCE.search(source)) and not os.path.exists(source):
        start = " ".join(source[:20].split())
        raise UnreadableFileError("errors.text_for_path", start=start)


def _read(content: bytes, name: str, limits: Limits) -> Document:
    limits.enforce("bytes", len(content), name)
    if _needs_worker(_reader_for(name, content), content):
        return read_in_worker(content, name, limits)
    return read_here(content, name, limits)


def read_here(content: bytes, name: str, limits: Limits) -> Document:
    """Return the document of a file's bytes, read in this process."""
    return _reader_for(name, content)(content, name, limits)


def _needs_worker(reader: Reader, content: bytes) -> bool:
    """Return whether a file is read in a process of its own: a PDF, whose reader nothing bounds, or a large one.

    So is a page with a tag of thousands of attributes, each of which a parser compares with those before.
    """
    if reader in (read_plain, read_delimited):
        return False
    if reader is read_pdf or len(content) > _SMALL:
        return True
    if reader is read_html:
        return _MANY_ATTRIBUTES.search(content) is not None
    try:
        with ZipFile(BytesIO(content)) as packed:
            return sum(entry.file_size for entry in packed.infolist()) > _SMALL_UNPACKED
    except Exception:  # zipfile and struct each raise their own; the reader says what is wrong
        return False


def _reader_for(name: str, content: bytes = b"") -> Reader:
    """Return the reader for a file of this name and content."""
    suffix = PurePath(name).suffix.lower()
    is_page = _WEB_PAGE.match(content[:_SNIFFED]) is not None
    if suffix in _RENAMED:
        for begins, holds, reader in _SIGNATURES:
            if content.startswith(begins) and holds in content:
                return reader
    if is_page and (suffix in _RENAMED or (suffix != ".md" and READERS.get(suffix, read_plain) is read_plain)):
        return read_html
    if suffix in READERS:
        return READERS[suffix]
    if suffix in UNSUPPORTED:
        known = tuple(sorted(READERS))
        raise UnsupportedFormatError(
            "errors.unsupported", file=name, suffix=suffix, known=known, remedy=phrase(UNSUPPORTED[suffix])
        )
    return read_plain


def _bytes_of(path: Path, limits: Limits) -> bytes:
    shown = readable_path(str(path))
    try:
        limits.enforce("bytes", path.stat().st_size, shown)
        with path.open("rb") as opened:
            return opened.read(limits.bytes + 1)  # a pipe or device has no size
    except LimitError:
        raise
    except FileNotFoundError as error:
        raise UnreadableFileError("errors.no_such_file", path=shown) from error
    except IsADirectoryError as error:
        raise UnreadableFileError("errors.is_folder", path=shown) from error
    except PermissionError as error:
        if path.is_dir():  # what Windows answers for a folder
            raise UnreadableFileError("errors.is_folder", path=shown) from error
        raise UnreadableFileError("errors.no_permission", path=shown) from error
    except OSError as error:
        raise UnreadableFileError("errors.cannot_be_read", file=shown, reason=reason_of(error)) from error
    except ValueError as error:  # a NUL in the path
        raise UnreadableFileError("errors.no_file_name", path=shortened(str(path)), reason=reason_of(error)) from error
