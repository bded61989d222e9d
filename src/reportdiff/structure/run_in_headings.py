"""Run-in headings inside paragraphs: 一是强化监督。… and short opening phrases such as 经济实力明显增强。…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from reportdiff.lexicon.patterns import pattern
from reportdiff.structure.blocks import Block, BlockKind
from reportdiff.structure.heading_lines import Heading
from reportdiff.structure.heading_markers import Rank, list_marker

__all__ = ["RunInHeading", "run_in_headings"]

_PHRASE = re.compile("([\u4e00-\u9fff“”、]{4,18})。")
_SENTENCE_START = frozenset("。！？\n：")  # characters before a sentence of its own
_MIN_BODY = 40  # characters of text under an opening phrase; a 一是 heading has half of it
_IS = "是"  # of 一是, 二是


@frozen
class RunInHeading:
    """A run-in heading and the position at which its section ends at the latest (None: no limit of its own)."""

    heading: Heading
    end: int | None = None


def run_in_headings(text: str, blocks: Sequence[Block]) -> list[RunInHeading]:
    """Return the run-in headings of all paragraphs in text order.

    Paragraphs are taken in groups under one heading. Where numbered headings follow a deeper rank, 一是 only lists
    points and is no heading; opening phrases count only where no （一） stands under the heading.
    """
    headings: list[RunInHeading] = []
    group: list[Block] = []  # the paragraphs since the heading of rank `above`
    above = Rank.ORDINAL
    for block in [*blocks, None]:
        if block is not None and block.heading is None:
            if block.kind is BlockKind.PARAGRAPH:
                group.append(block)
            continue
        following = Rank.PART if block is None or block.heading is None else block.heading.rank
        if following <= above or above is Rank.ORDINAL:
            for paragraph in group:
                headings += _ordinal_headings(text, paragraph.start, paragraph.end)
            if above <= Rank.FIRST:
                headings += _phrase_headings(text, group)
        group, above = [], following
    return sorted(headings, key=lambda run_in: run_in.heading.start)


def _ordinal_headings(text: str, start: int, end: int) -> Iterator[RunInHeading]:
    """Yield the 一是 headings of one paragraph: short sentences of their own, each with text after it."""
    ordinal = pattern("line_marks", "run-in ordinal")
    for match in ordinal.finditer(text, start, end) if text.find(_IS, start, end) >= 0 else ():
        if match.start() > start and text[match.start() - 1] not in _SENTENCE_START:
            continue
        after = text[match.end() : match.end() + 1]
        if match.end() >= end or not after or after == "\n":
            continue
        following = ordinal.match(text, match.end(), end)
        if following is None and end - match.end() >= _MIN_BODY // 2:
            yield RunInHeading(
                Heading(rank=Rank.ORDINAL, number=match[1], start=match.start(), words=match.span(2)), end
            )


def _phrase_headings(text: str, paragraphs: Sequence[Block]) -> Iterator[RunInHeading]:
    """Yield the opening phrases of sibling paragraphs, if two or more of them open so."""
    headings = []
    for block in paragraphs:
        match = _PHRASE.match(text, block.start, block.end)
        if match and block.end - match.end() >= _MIN_BODY and not _is_numeral(text[block.start]):
            heading = Heading(rank=Rank.LEAD, start=match.start(), words=match.span(1))
            headings.append(RunInHeading(heading))
    if len(headings) >= 2:
        yield from headings


def _is_numeral(character: str) -> bool:
    """Return whether a phrase that begins with the character counts points (一是…, 三要…)."""
    return list_marker(f"{character}、") is not None
