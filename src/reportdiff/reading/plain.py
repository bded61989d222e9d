"""Read plain text: find its encoding, and refuse what is no text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from reportdiff.errors import UnreadableFileError
from reportdiff.lexicon.patterns import pattern
from reportdiff.messages import notice, phrase
from reportdiff.model import Document
from reportdiff.reading.limits import Limits
from reportdiff.reading.visible_text import count_private_characters, is_blank
from reportdiff.text.readable_path import readable_path

__all__ = ["decode", "document_from_text", "read_plain"]

_BOMS = (  # the longer mark first: UTF-32 LE begins with the mark of UTF-16 LE
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "errors.a_pdf"),
    (b"PK\x03\x04", "errors.an_archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "errors.old_office"),
    (b"\x89PNG", "errors.a_picture"),
    (b"\xff\xd8\xff", "errors.a_picture"),
    (b"GIF8", "errors.a_picture"),
    (b"\x1f\x8b", "errors.gzip_archive"),
    (b"\x7fELF", "errors.a_program"),
    (b"SQLite format 3", "errors.a_database"),
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_ODD = re.compile("[\ue000-\uf8ff\u0080-\u009f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^<>]{0,2000}>|&#?\w{1,8};|\s+", re.I | re.S)
_TEXT_ENCODINGS = frozenset(  # that a file may declare; Python knows others, which are none or take forever (punycode)
    ("utf-8", "gb18030", "gbk", "gb2312", "hz", "big5", "big5hkscs", "cp950", "utf-16", "utf-16-le", "utf-16-be")
) | {"utf-32", "ascii", "iso8859-1", "cp1252"}
_MAX_DAMAGED = 3  # characters that a text may lose to damaged bytes, or one of 500
_MIN_PADDING = 16  # NULs at a file's end, more than any encoding puts there
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SAMPLE = 60_000  # characters by which a text is judged


def read_plain(content: bytes, source: str, limits: Limits) -> Document:
    """Return the document of a plain-text file.

    Its text is the decoded file as it stands, without the BOM and without the NUL bytes that fill up its end.
    """
    limits.enforce("characters", len(content) // 4, source)  # no encoding takes more than four bytes for one
    return document_from_text(decode(content, source), source, limits)


def document_from_text(text: str, source: str, limits: Limits | None = None) -> Document:
    """Return `text` as a document called `source`; every character keeps its place.

    Characters of private fonts, whose meaning is unknown, and damaged ones give a warning; half of a surrogate pair,
    which no output can hold, is replaced by the sign for a damaged character.

    Raises:
        UnreadableFileError: if the text is empty or holds the control characters of a binary file.
        LimitError: if it is too long.

    >>> document_from_text("共受理申请287件。", "memo").source
    'memo'
    """
    source = readable_path(source)
    (limits or Limits()).enforce("characters", len(text), source)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
    if is_blank(text):
        raise _empty(source)
    controls = len(_CONTROL.findall(text, 0, _SAMPLE))
    if "\x00" in text or controls * 200 > min(len(text), _SAMPLE):
        raise _binary(source)
    return Document(source=source, text=text, warnings=_warnings(text))


def _warnings(text: str) -> tuple[str, ...]:
    """Return the warnings about letters that cannot be read: of private fonts, and damaged ones."""
    warnings = []
    count, line = count_private_characters(text)
    if count == 1:
        warnings.append(notice("warnings.private_letter", line=line))
    elif count:
        warnings.append(notice("warnings.private_letters", count=count, line=line))
    if damaged := text.count("\ufffd"):
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        if damaged == 1:
            warnings.append(notice("warnings.damaged_letter", line=line))
        else:
            warnings.append(notice("warnings.damaged_letters", count=damaged, line=line))
    return tuple(warnings)


def decode(content: bytes, source: str, declared: str | None = None, *, markup: bool = False) -> str:
    """Return the text of `content`: by its BOM, else as UTF-8, the declared charset, GB18030, UTF-16 or Big5.

    Text that is not UTF-8 is accepted only if it reads like Chinese, so that no table turns foreign bytes into rare
    characters; of `markup` what stands between tags is judged. A few damaged bytes become U+FFFD.

    Raises:
        UnreadableFileError: if the content is empty, of another format, or in no known encoding.
    """
    content = _without_padding(content)
    if not content.strip():
        raise _empty(source)
    for signature, format_code in _SIGNATURES:
        if content.startswith(signature):
            raise UnreadableFileError("errors.other_format", file=source, format=phrase(format_code))
    for mark, codec in _BOMS:
        if content.startswith(mark):
            text = _decoded(content[len(mark) :], codec)
            if text is None:
                raise _unknown_encoding(source)
            return text
    text = _decoded(content, "utf-8")
    if text and "\x00" not in text:
        return text
    chinese = next((text for text in _attempts(content, declared) if _reads_like_chinese(text, markup=markup)), None)
    if chinese is not None:
        return chinese
    sample = content[:_SAMPLE]
    if b"\x00" in content or len(_CONTROL.findall(sample.decode("latin-1"))) * 50 > len(sample):
        raise _binary(source)
    raise _unknown_encoding(source)


def _attempts(content: bytes, declared: str | None) -> Iterator[str]:
    """Yield the texts that the content may hold, most likely first; NULs leave only UTF-16."""
    has_nuls = b"\x00" in content
    codecs_to_try = [
        *([declared] if declared and _is_text_encoding(declared) else ()),
        *(["gb18030"] if not has_nuls else ()),
        *(["utf-16-le", "utf-16-be"] if len(content) % 2 == 0 else ()),
        *(["big5hkscs"] if not has_nuls else ()),
    ]
    for codec in codecs_to_try:
        text = _decoded(content, codec)
        if text is not None:
            yield text
    if not has_nuls:
        for codec in ("utf-8", *codecs_to_try[:1], "gb18030"):
            text = _decoded(content, codec, errors="replace")
            if text and text.count("\ufffd") <= max(_MAX_DAMAGED, len(_HAN.findall(text)) // 500):
                yield text


def _is_text_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name).name in _TEXT_ENCODINGS
    except LookupError:
        return False


def _decoded(content: bytes, codec: str, errors: str = "strict") -> str | None:
    try:
        return content.decode(codec, errors)
    except (UnicodeDecodeError, LookupError):
        return None


def _without_padding(content: bytes) -> bytes:
    """Return the content without the NULs that a download padded it with; the NULs of a last wide character stay."""
    stripped = content.rstrip(b"\x00")
    if len(content) - len(stripped) < _MIN_PADDING:
        return content
    width = 4 if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) else 2
    return stripped if b"\x00" not in stripped else content[: len(stripped) + -len(stripped) % width]


def _reads_like_chinese(text: str, *, markup: bool = False) -> bool:
    """Return whether a tenth of a text's characters are Chinese, and a sixth of these common ones."""
    sample = (_TAG.sub("", text[: _SAMPLE * 20]) if markup else text)[:_SAMPLE]
    chinese = len(_HAN.findall(sample))
    if not chinese or "\x00" in sample or len(_ODD.findall(sample)) * 100 > len(sample):
        return False
    common = len(pattern("characters", "common").findall(sample))
    return common * 6 >= chinese and chinese * 10 >= len(sample)


def _empty(source: str) -> UnreadableFileError:
    return UnreadableFileError("errors.empty_file", file=source)


def _binary(source: str) -> UnreadableFileError:
    return UnreadableFileError("errors.binary_file", file=source)


def _unknown_encoding(source: str) -> UnreadableFileError:
    return UnreadableFileError("errors.unknown_encoding", file=source)
