"""Title and date of publication of a web page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from reportdiff.lexicon.patterns import pattern
from reportdiff.reading.html.blocks import PageBlock
from reportdiff.reading.html.elements import squeeze

if TYPE_CHECKING:
    Element = Any  # lxml ships no types

__all__ = ["PageMetadata", "page_metadata"]

_TITLE_KEYS = ("articletitle", "og:title", "title")  # of <meta>, the most specific first
_DATE_KEYS = ("pubdate", "publishdate", "article:published_time")
_MIN_TITLE = 6  # characters; programs call pages by less (1, 无标题)
_SITE_NAME = re.compile(r"\s*[-_|—–]{1,2}\s*[^-_|—–]{2,30}$")
_DATE = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")


@frozen
class PageMetadata:
    """What a page says of the report: its title, and its date of publication as YYYY-MM-DD."""

    title: str | None
    published: str | None


def page_metadata(root: Element, blocks: Sequence[PageBlock]) -> PageMetadata:
    """Return title and date of a page.

    Args:
        root: the page.
        blocks: its blocks; the line of source and date under the title is looked for among them in order.
    """
    named = {
        (meta.get("name") or meta.get("property") or "").lower(): (meta.get("content") or "").strip()
        for meta in root.iter("meta")
    }
    return PageMetadata(_title(root, named), _published(blocks, named))


def _title(root: Element, named: dict[str, str]) -> str | None:
    """Return the first title that names a report, else the first that is not the name of a site."""
    heads = ["".join(head.itertext()).strip() for head in root.iter("h1")]
    heads = [words for words in heads if len(words) >= _MIN_TITLE]
    page_title = _SITE_NAME.sub("", (root.findtext(".//title") or "").strip())
    titles = [*(named.get(key, "") for key in _TITLE_KEYS), *(heads if len(heads) == 1 else ()), page_title]
    site = pattern("portals", "site name")
    titles = [words for words in titles if len(words) >= _MIN_TITLE and site.fullmatch(words) is None]
    report = pattern("portals", "report title")
    title = next((words for words in titles if report.search(words)), titles[0] if titles else "")
    return squeeze(title, "") or None


def _published(blocks: Sequence[PageBlock], named: dict[str, str]) -> str | None:
    date = _DATE.search(next((named[key] for key in _DATE_KEYS if named.get(key)), ""))
    if date is None:
        head, label = pattern("portals", "head"), pattern("portals", "publication")
        lines = [block.words for block in blocks if block.filing or head.search(block.words)]
        behind = [words[match.end() :] for words in lines for match in label.finditer(words)]
        dates = [date for words in behind if (date := _DATE.match(words)) is not None]
        date = dates[0] if dates else _DATE.search("".join(lines[:1]))
    return f"{date[1]}-{int(date[2]):02d}-{int(date[3]):02d}" if date else None
