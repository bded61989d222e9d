"""Check the ZIP archive of an Office file before a library opens it."""

from __future__ import annotations

import io
import re
import zipfile

from reportdiff.errors import ReportdiffError, UnreadableFileError
from reportdiff.reading.limits import Limits

__all__ = ["check_package"]

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PASSWORD_PART = "EncryptedPackage".encode("utf-16-le")  # holds a file under a password
_DECLARATION = b"<!DOCTYPE"  # Office writes none; one could make a small part expand to any size
_LONG_TAG = re.compile(rb"<\w[^<>]{100000}")  # bytes; to walk through the attributes of one takes their number squared
_KINDS = {  # main part → its name, the old format of the same program, and what to do with that
    "word/document.xml": (
        "Word file",
        "an old Word file (.doc)",
        "open it in Word or LibreOffice and save it as .docx",
    ),
    "xl/workbook.xml": (
        "Excel workbook",
        "an old Excel workbook (.xls)",
        "open it in Excel, WPS or LibreOffice and save it as .xlsx",
    ),
}


def check_package(content: bytes, source: str, limits: Limits, main_part: str) -> None:
    """Raise an error unless the content is an Office file with this main part, within the limits.

    Raises:
        UnreadableFileError: for an encrypted file, one of the old format, another archive, or a damaged one.
        LimitError: for one that unpacks to too much.
    """
    kind, old, remedy = _KINDS[main_part]
    if content.startswith(_OLD_OFFICE):
        raise UnreadableFileError(
            f"{source}: is encrypted (it opens with a password only); save a copy without a password"
            if _PASSWORD_PART in content
            else f"{source}: is {old} inside; {remedy}"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            if all(entry.filename != main_part for entry in entries):
                raise UnreadableFileError(f"{source}: is a ZIP archive but no {kind}; unpack it and name the report")
            # `zipfile` raises an error for an entry that unpacks to more than it says
            limits.enforce("unpacked", sum(entry.file_size for entry in entries), source)
            elements = 0
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    part = packed.read(entry)
                    elements += part.count(b"<") - part.count(b"</")
                    limits.enforce("elements", elements, source)
                    if _DECLARATION in part:
                        raise UnreadableFileError(f"{source}: declares entities, as no {kind} does; save it anew")
                    if _LONG_TAG.search(part) is not None:
                        raise UnreadableFileError(f"{source}: has a tag longer than any {kind} has; save it anew")
    except (ReportdiffError, MemoryError):
        raise
    except Exception as error:  # zipfile, zlib and struct each raise their own
        raise UnreadableFileError(f"{source}: is no {kind}, or was not downloaded whole") from error
