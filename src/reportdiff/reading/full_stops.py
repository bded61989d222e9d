"""Find the full stops of a Chinese text whose font draws them as dots of Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["with_full_stops"]

_DOT = re.compile(
    r"(?P<before>[\u4e00-\u9fff%％”’》）)])\."
    r"(?P<behind>[\u4e00-\u9fff“‘《（(\d]|[ \t\u3000]*(?:[\r\n]|$))"
)
_LEAST = 5  # such dots of a text, and twice as many as full stops
_SHORTEST = 6  # characters of a sentence; a shorter one is the number of a heading


def with_full_stops(text: str) -> str:
    """Return a text with its dots between sentences as full stops, of one length; the text itself where it has others.

    Printers' systems set full stops and commas in fonts of their own, and what is copied from their PDFs has a dot
    behind each sentence.

    >>> with_full_stops("287280%." * 5).count("。")
    5
    """
    if text.count(".") < _LEAST or 2 * text.count("。") > text.count("."):
        return text
    stops = list(_stops(text))
    if len(stops) < _LEAST or 2 * text.count("。") > len(stops):
        return text
    starts = (0, *(stop + 1 for stop in stops))
    return "。".join(text[start:stop] for start, stop in zip(starts, (*stops, len(text)), strict=True))


def _stops(text: str) -> Iterator[int]:
    """Yield the places of dots that end a sentence."""
    last = 0
    for found in _DOT.finditer(text):
        stop = found.end("before")
        if len(text[max(last, text.rfind("\n", 0, stop)) : stop].strip()) >= _SHORTEST:
            yield stop
            last = stop + 1
