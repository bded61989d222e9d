"""Plain text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from reportdiff.errors import UnreadableFileError
from reportdiff.messages import notice
from reportdiff.model import Document
from reportdiff.reading.limits import Limits
from reportdiff.reading.visible_text import is_blank, private_letters

__all__ = ["decode", "document_from_text", "read_plain"]

_BOMS = (  # the longer mark first: UTF-32 LE begins with the mark of UTF-16 LE
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or Office file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)

# The characters that any Chinese report is full of, in simplified and traditional form. Of real Chinese text they
# make up a tenth or more; of bytes decoded with the wrong table, next to nothing.
_COMMON = re.compile(
    "[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全"
    "表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象"
    "員爲為個國時來們會過動產種後學經電裡現實體應開還與關線點業從結問條無兩當進發對長報區級縣鄉務該總類"
    "工业市区县府报告万亿增元件项报务预算服企居安农城镇环保医育费收支]"
)
_CJK = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_ODD = re.compile("[\ue000-\uf8ff\u0080-\u009f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^<>]{0,2000}>|&#?\w{1,8};|\s+", re.I | re.S)
_DAMAGED = 3  # letters that a text may lose to damaged bytes, or one of 500
_PADDED = 16  # NULs at a file's end that no encoding puts there
_LOOK = 60_000  # characters are judged by at most this many of them


def read_plain(content: bytes, source: str, limits: Limits) -> Document:
    """The document that a plain-text file's bytes hold.

    Its text is the decoded file as it stands, without the BOM and without the NUL bytes that fill up its end.
    """
    limits.hold("characters", len(content) // 4, source)  # no encoding takes more than four bytes for one
    return document_from_text(decode(content, source), source, limits)


def document_from_text(text: str, source: str, limits: Limits | None = None) -> Document:
    """`text` as a document called `source`; every character keeps its place.

    Letters of private fonts, whose meaning nobody can know, and damaged ones are warnings. Raises
    `UnreadableFileError` where the text is empty or holds the control characters of a binary file, and `LimitError`
    where it is too long.

    >>> document_from_text("共受理申请287件。", "memo").source
    'memo'
    """
    (limits or Limits()).hold("characters", len(text), source)
    if is_blank(text):
        raise UnreadableFileError(f"{source}: is empty; check that it was saved or downloaded whole")
    controls = len(_CONTROL.findall(text, 0, _LOOK))
    if "\x00" in text or controls * 200 > min(len(text), _LOOK):
        raise UnreadableFileError(f"{source}: is a binary file, not text; save the report as a UTF-8 .txt file")
    return Document(source=source, text=text, warnings=_warnings(text))


def _warnings(text: str) -> tuple[str, ...]:
    """Return the warnings about letters that cannot be read: of private fonts, and damaged ones."""
    made = []
    count, line = private_letters(text)
    if count == 1:
        made.append(notice("warnings.private_letter", line=line))
    elif count:
        made.append(notice("warnings.private_letters", count=count, line=line))
    if lost := text.count("\ufffd"):
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        if lost == 1:
            made.append(notice("warnings.damaged_letter", line=line))
        else:
            made.append(notice("warnings.damaged_letters", count=lost, line=line))
    return tuple(made)


def decode(content: bytes, source: str, declared: str | None = None, *, markup: bool = False) -> str:
    """The text of `content`: by its byte-order mark, else strict UTF-8, the declared charset, gb18030, UTF-16, Big5.

    What is not UTF-8 is believed only if the result reads like Chinese (of `markup`, what stands between its tags), so
    that no table turns foreign bytes into rare characters. A few damaged bytes become U+FFFD. Raises
    `UnreadableFileError`.
    """
    content = _unpadded(content)
    if not content.strip():
        raise UnreadableFileError(f"{source}: is empty; check that it was saved or downloaded whole")
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise UnreadableFileError(f"{source}: is {what}, not text; save the report as a UTF-8 .txt file")
    for mark, codec in _BOMS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(codec)
            except UnicodeDecodeError as error:
                raise _unknown(source) from error
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\x00" not in text:
        return text
    candidates = [declared] if declared else []
    if b"\x00" not in content:
        candidates += ["gb18030"]
    if len(content) % 2 == 0:
        candidates += ["utf-16-le", "utf-16-be"]
    if b"\x00" not in content:
        candidates += ["big5hkscs"]
    for codec in candidates:
        try:
            text = content.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
        if _reads_like_chinese(text, markup=markup):
            return text
    for codec in ("utf-8", *candidates[:1], "gb18030"):
        text = _mended(content, codec) if b"\x00" not in content else ""
        if text and _reads_like_chinese(text, markup=markup):
            return text
    if b"\x00" in content or len(_CONTROL.findall(content[:_LOOK].decode("latin-1"))) * 50 > len(content[:_LOOK]):
        raise UnreadableFileError(f"{source}: is a binary file, not text; save the report as a UTF-8 .txt file")
    raise _unknown(source)


def _unpadded(content: bytes) -> bytes:
    """The bytes without the NULs that a download padded them with; the last NULs of wide letters stay."""
    bare = content.rstrip(b"\x00")
    if len(content) - len(bare) < _PADDED:
        return content
    width = 4 if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) else 2
    return bare if b"\x00" not in bare else content[: len(bare) + -len(bare) % width]


def _mended(content: bytes, codec: str) -> str:
    """The text with U+FFFD for damaged bytes, "" where they are more than a few."""
    try:
        text = content.decode(codec, errors="replace")
    except LookupError:
        return ""
    return text if text.count("\ufffd") <= max(_DAMAGED, len(_CJK.findall(text)) // 500) else ""


def _reads_like_chinese(text: str, *, markup: bool = False) -> bool:
    sample = (_TAG.sub("", text[: _LOOK * 20]) if markup else text)[:_LOOK]
    chinese = len(_CJK.findall(sample))
    if not chinese or "\x00" in sample or len(_ODD.findall(sample)) * 100 > len(sample):
        return False
    return len(_COMMON.findall(sample)) * 6 >= chinese and chinese * 10 >= len(sample)


def _unknown(source: str) -> UnreadableFileError:
    return UnreadableFileError(f"{source}: unknown encoding (not UTF-8, GB18030, UTF-16 or Big5); save it as UTF-8")
