"""Elements of a web page: what a browser shows of them, and the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["BLOCK_TAGS", "LINE_BREAK", "Element", "cell_text", "is_hidden", "is_link", "squeeze", "walk"]

Element = Any  # lxml's, which has no types

BLOCK_TAGS = frozenset({
    "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "table", "section", "article", "main", "ul",
    "ol", "dl", "dt", "dd", "blockquote", "pre", "center", "header", "body", "fieldset", "figure", "figcaption",
    "caption", "address", "aside",
})  # fmt: skip
"""Tags of elements that begin and end a line."""

_HIDDEN_TAGS = frozenset({
    "script", "style", "noscript", "template", "form", "nav", "footer", "iframe", "select", "button", "svg", "object",
    "head", "option", "textarea", "audio", "video", "canvas", "map",
})  # fmt: skip
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_NOTE_MARK = re.compile(r"[\[【〔(（]?(?:\d{1,3}|[①-⑳]|\*{1,3})[\]】〕)）]?")
_BLANK = re.compile(r"[ \t\r\n\f\u00a0\u3000]+")

LINE_BREAK = "\v"
"""What `cell_text` puts between the lines of a cell."""


def squeeze(text: str, blank: str = " ") -> str:
    """Return `text` with each run of white space as one `blank`."""
    return _BLANK.sub(blank, text)


def walk(root: Element) -> Iterator[tuple[str, Element]]:
    """Yield "start" and "end" of every element, without recursion: a page may nest as deep as it likes."""
    stack = [(root, iter(root))]
    yield "start", root
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "end", element
        else:
            yield "start", child
            stack.append((child, iter(child)))


def is_hidden(element: Element) -> bool:
    """Return whether a browser shows nothing of an element, or only the mark of a note."""
    if element.tag in _HIDDEN_TAGS or element.get("hidden") is not None:
        return True
    if (element.tag == "a" and (element.get("href") or "").startswith("#")) or element.tag == "sup":
        words = "".join(element.itertext()).strip() if len(element) < 4 else ""
        return _NOTE_MARK.fullmatch(words) is not None and (
            element.tag == "a" or not words.isdecimal()
        )  # m<sup>2</sup>
    return _HIDDEN_STYLE.search(element.get("style") or "") is not None


def is_link(element: Element) -> bool:
    """Return whether an element is a link; an anchor without an address only marks a place."""
    if element.tag != "a":
        return False
    return element.get("href") is not None or not (element.get("name") or element.get("id"))


def cell_text(cell: Element) -> Iterator[str]:
    """Yield the visible text of a cell, and `LINE_BREAK` between its lines."""
    hidden = 0
    for event, element in walk(cell):
        inside = element is not cell
        if inside and (element.tag in BLOCK_TAGS or (element.tag == "br" and event == "start")):
            yield LINE_BREAK
        if event == "start":
            hidden += inside and is_hidden(element)
            text = element.text if isinstance(element.tag, str) else None
        else:
            hidden -= inside and is_hidden(element)
            text = element.tail if inside else None
        if text and not hidden:
            yield text
