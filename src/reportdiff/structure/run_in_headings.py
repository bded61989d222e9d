"""Run-in headings inside paragraphs: 一是强化监督。… and short opening phrases such as 经济实力明显增强。…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from reportdiff.structure.blocks import Block
from reportdiff.structure.heading_markers import Rank

__all__ = ["Lead", "ordinals_of", "phrases_of"]

_ORDINAL = re.compile("([一二三四五六七八九十][一二三四五六七八九十]{0,2})是(?!否)([^。！？；;]{3,40})。")
_PHRASE = re.compile("([\u4e00-\u9fff“”、]{4,18})。")
_BEFORE = frozenset("。！？\n：")
_BODY = 40  # characters that a run-in heading's own text has at least


@frozen
class Lead:
    """A run-in heading: where it starts, with its number, the span of its words, and where its section must end.

    一是 heads its own paragraph at most; a phrase also what follows (`end` is None).
    """

    rank: Rank
    number: str
    start: int
    words: tuple[int, int]
    end: int | None = None


def ordinals_of(text: str, start: int, end: int) -> Iterator[Lead]:
    """The 一是 headings of one paragraph: short sentences of their own, each with text after it."""
    for match in _ORDINAL.finditer(text, start, end):
        if match.start() > start and text[match.start() - 1] not in _BEFORE:
            continue
        after = text[match.end() : match.end() + 1]
        if match.end() >= end or not after or after == "\n":
            continue
        following = _ORDINAL.match(text, match.end(), end)
        if following is None and end - match.end() >= _BODY // 2:
            yield Lead(Rank.ORDINAL, match[1], match.start(), (match.start(2), match.end(2)), end)


def phrases_of(text: str, paragraphs: Sequence[Block]) -> Iterator[Lead]:
    """The opening phrases of sibling paragraphs, where two or more under one heading open so."""
    found = []
    for block in paragraphs:
        match = _PHRASE.match(text, block.start, block.end)
        if match and block.end - match.end() >= _BODY and text[block.start] not in "一二三四五六七八九十":
            found.append(Lead(Rank.LEAD, "", match.start(), (match.start(1), match.end(1))))
    if len(found) >= 2:
        yield from found
