"""Read a saved web page: the report's own words without those of the portal, data tables kept as rows.

The body of a page is the smallest element that holds most of the words outside links, with what stands around it up to
where links begin. Inside the body a block is left out only if most of it is links, or if it says nothing but what
portals say (当前位置, 分享到, 上一篇).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from attrs import evolve

from reportdiff.errors import MissingExtraError, UnreadableFileError
from reportdiff.lexicon.patterns import pattern
from reportdiff.messages import phrase
from reportdiff.model import Document
from reportdiff.reading.html.blocks import PageBlock, page_blocks
from reportdiff.reading.html.elements import Element, squeeze
from reportdiff.reading.limits import Limits
from reportdiff.reading.plain import decode, document_from_text
from reportdiff.reading.visible_text import visible_characters

__all__ = ["read_html"]

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})|<\?xml[^>]{0,100}encoding=[\"']([\w-]+)", re.I
)
_CHARSET_HEAD = 4_096  # bytes in which a charset is declared
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
_INLINE_PICTURE = re.compile(r"data:[\w/+.;=-]{3,60},[A-Za-z0-9+/=%\s]{100,}")
_MIN_BODY = 0.8  # of the words outside links, that the body of a page holds
_MAX_LINKS_AROUND = 0.5  # links per word around the body; with more the portal begins
_MAX_LINKED = 0.6  # of a block's characters, that may be links
_TOP = 30  # blocks of the body, in which the date is looked for first
_HEAD = 20  # blocks of the body, among which the line of source and date stands
_MAX_HEAD = 90  # characters of that line
_TITLE_KEYS = ("articletitle", "og:title", "title")  # of <meta>, the most specific first
_DATE_KEYS = ("pubdate", "publishdate", "article:published_time")
_MIN_TITLE = 6  # characters; programs call pages by less (1, 无标题)
_SITE_NAME = re.compile(r"\s*[-_|—–]{1,2}\s*[^-_|—–]{2,30}$")
_DATE = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")


def read_html(content: bytes, source: str, limits: Limits) -> Document:
    """Return the report of a saved page, with the page's title and date of publication.

    Scripts are not run, and nothing that the page names is loaded.

    Raises:
        MissingExtraError: without the extra `html`.
        UnreadableFileError: for a page without words.
        LimitError: for too many tags, too deep nesting, too many table cells or too much text.
    """
    try:
        from lxml import etree, html  # type: ignore[import-untyped]
    except ImportError as error:
        what = phrase("errors.web_pages")
        raise MissingExtraError("errors.needs_extra", what=what, library="lxml", extra="[html]") from error
    limits.enforce("elements", content.count(b"<") - content.count(b"</"), source)
    try:
        root = html.document_fromstring(
            _page_text(content, source), parser=html.HTMLParser(no_network=True, remove_comments=True, huge_tree=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableFileError("errors.no_text", file=source) from error
    blocks = page_blocks(root, source, limits)
    body = _body(blocks)
    metadata = {
        (meta.get("name") or meta.get("property") or "").lower(): (meta.get("content") or "").strip()
        for meta in root.iter("meta")
    }
    title = visible_characters(_title(root, metadata))
    lines = _lines(body)
    if title and title not in "".join(lines[:6]).replace(" ", ""):
        lines.insert(0, title)
    if not any(lines):
        raise UnreadableFileError("errors.no_text", file=source)
    document = document_from_text(visible_characters("\n".join(lines)) + "\n", source, limits)
    return evolve(document, title=title or None, published=_published([*body[:_TOP], *blocks], metadata))


def _page_text(content: bytes, source: str) -> str:
    """Return the decoded page without its XML prologue and the pictures in it."""
    declared = _CHARSET.search(content[:_CHARSET_HEAD])
    charset = next((name.decode("ascii") for name in declared.groups() if name), None) if declared else None
    if 0 < content.count(b"\x00") * 100 < len(content):  # stray bytes; UTF-16 has one for each letter of a tag
        content = content.replace(b"\x00", b"")
    return _INLINE_PICTURE.sub("", _PROLOGUE.sub("", decode(content, source, charset, markup=True)))


def _lines(body: Sequence[PageBlock]) -> list[str]:
    """Return the lines of the report, a blank one between two tables."""
    lines: list[str] = []
    for place, block in enumerate(body):
        if not _belongs_to_portal(block, in_head=place < _HEAD):
            if block.first and lines and lines[-1].startswith("|"):
                lines.append("")
            lines.append(block.words)
    return lines


def _body(blocks: Sequence[PageBlock]) -> list[PageBlock]:
    """Return the blocks of the page's body, and of what stands around it up to where links begin."""
    unlinked: Counter[int] = Counter()  # characters outside links, by element
    linked: Counter[int] = Counter()
    paths: dict[int, tuple[int, ...]] = {}
    total = 0
    for block in blocks:
        size = max(len(squeeze(block.words, "")) - block.linked, 0)
        total += size
        for level, element in enumerate(block.ancestors, start=1):
            unlinked[element] += size
            linked[element] += block.linked
            paths.setdefault(element, block.ancestors[:level])
    holders = [element for element, size in unlinked.items() if size >= total * _MIN_BODY]
    if not holders:
        return list(blocks)
    *outer, body = max((paths[element] for element in holders), key=len)
    for element in reversed(outer):
        if linked[element] - linked[body] > (unlinked[element] - unlinked[body]) * _MAX_LINKS_AROUND:
            break
        body = element
    return [block for block in blocks if body in block.ancestors]


def _belongs_to_portal(block: PageBlock, *, in_head: bool) -> bool:
    """Return whether a block is links, a phrase of portals, or the line of source and date under the title."""
    if block.row or block.filing:
        return block.filing
    words = block.words
    size = len(words.replace(" ", ""))
    if in_head and size < _MAX_HEAD and pattern("portals", "head").search(words):
        return True
    return block.linked > size * _MAX_LINKED or pattern("portals", "line").fullmatch(words) is not None


def _title(root: Element, metadata: dict[str, str]) -> str:
    """Return the first title that names a report, else the first that is not the name of a site."""
    heads = ["".join(head.itertext()).strip() for head in root.iter("h1")]
    heads = [words for words in heads if len(words) >= _MIN_TITLE]
    page_title = _SITE_NAME.sub("", (root.findtext(".//title") or "").strip())
    titles = [*(metadata.get(key, "") for key in _TITLE_KEYS), *(heads if len(heads) == 1 else ()), page_title]
    site = pattern("portals", "site name")
    titles = [words for words in titles if len(words) >= _MIN_TITLE and site.fullmatch(words) is None]
    report = pattern("portals", "report title")
    title = next((words for words in titles if report.search(words)), titles[0] if titles else "")
    return squeeze(title, "")


def _published(blocks: Sequence[PageBlock], metadata: dict[str, str]) -> str | None:
    """Return the date of publication as YYYY-MM-DD: of the metadata, else of the line of source and date."""
    date = _DATE.search(next((metadata[key] for key in _DATE_KEYS if metadata.get(key)), ""))
    if date is None:
        head, label = pattern("portals", "head"), pattern("portals", "publication")
        lines = [block.words for block in blocks if block.filing or head.search(block.words)]
        behind = [words[match.end() :] for words in lines for match in label.finditer(words)]
        dates = [date for words in behind if (date := _DATE.match(words)) is not None]
        date = dates[0] if dates else _DATE.search("".join(lines[:1]))
    return f"{date[1]}-{int(date[2]):02d}-{int(date[3]):02d}" if date else None
