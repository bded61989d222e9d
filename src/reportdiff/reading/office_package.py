"""Check the ZIP archive of an Office file before a library opens it."""

from __future__ import annotations

import io
import re
import zipfile

from reportdiff.errors import ReportdiffError, UnreadableFileError
from reportdiff.messages import phrase
from reportdiff.reading.limits import Limits

__all__ = ["check_package"]

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PASSWORD_PART = "EncryptedPackage".encode("utf-16-le")  # holds a file under a password
_DECLARATION = b"<!DOCTYPE"  # Office writes none; one could make a small part expand to any size
_LONG_TAG = re.compile(rb"<\w[^<>]{100000}")  # bytes; to walk through the attributes of one takes their number squared
_KINDS = {  # main part → its name, the old format of the same program, and what to do with that
    "word/document.xml": ("errors.word_file", "errors.old_word_file", "errors.save_docx"),
    "xl/workbook.xml": ("errors.workbook_file", "errors.old_workbook", "errors.save_xlsx"),
}


def check_package(content: bytes, source: str, limits: Limits, main_part: str) -> None:
    """Raise an error unless the content is an Office file with this main part, within the limits.

    Raises:
        UnreadableFileError: for an encrypted file, one of the old format, another archive, or a damaged one.
        LimitError: for one that unpacks to too much.
    """
    kind, old, remedy = map(phrase, _KINDS[main_part])
    if content.startswith(_OLD_OFFICE):
        if _PASSWORD_PART in content:
            raise UnreadableFileError("errors.password", file=source)
        raise UnreadableFileError("errors.old_inside", file=source, old=old, remedy=remedy)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            if all(entry.filename != main_part for entry in entries):
                raise UnreadableFileError("errors.other_archive", file=source, kind=kind)
            # `zipfile` raises an error for an entry that unpacks to more than it says
            limits.enforce("unpacked", sum(entry.file_size for entry in entries), source)
            elements = 0
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    part = packed.read(entry)
                    elements += part.count(b"<") - part.count(b"</")
                    limits.enforce("elements", elements, source)
                    if _DECLARATION in part:
                        raise UnreadableFileError("errors.entities", file=source, kind=kind)
                    if _LONG_TAG.search(part) is not None:
                        raise UnreadableFileError("errors.long_tag", file=source, kind=kind)
    except (ReportdiffError, MemoryError):
        raise
    except Exception as error:  # zipfile, zlib and struct each raise their own
        raise UnreadableFileError("errors.no_package", file=source, kind=kind) from error
