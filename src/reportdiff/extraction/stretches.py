"""Runs of paragraphs that look back on several years: 过去五年极不寻常。, then what was done, the years unsaid."""

from __future__ import annotations

import re

from attrs import frozen

from reportdiff.extraction.periods import past_years
from reportdiff.model import Outline

__all__ = ["Stretch", "stretches_of"]

_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(r"\s*(?:各位代表[！，!,。]?|[—–-]+|（?[一二三四五六七八九十]+[）、是]|\d+[.．、])*\s*")
_ONE_YEAR = re.compile(r"(?:过去的?|这)一年|一年来|去年|上年|今年|本年|(?:19|20)\d\d ?年(?!来|以来)|下一步|今后")
_HEAD = 26  # characters of a paragraph's first sentence that say which time it speaks of
_HEADING = 40  # a heading is no longer
_DASH = re.compile(r"\s*[—–]")


@frozen
class Stretch:
    """Paragraphs `[start, end)` that look back on several years; `words` are those that said so."""

    start: int
    end: int
    words: str


def stretches_of(folded: str, outline: Outline) -> tuple[Stretch, ...]:
    """The stretches of a report, in text order, none within another.

    A paragraph that begins with 五年来, 过去五年 or “十四五”时期 opens one for those behind it. It ends where one
    begins with a single year (过去一年, 2025年), or a section of the level of its own or a higher one. Where several
    years are named later in a paragraph, only the list between dashes that follows belongs to them.
    """
    if past_years(folded, outline.reviewed) is None:
        return ()
    levels = {section.span.start: section.level for section in outline.sections}
    made: list[Stretch] = []
    start, words, level, listed = -1, "", 0, False  # the stretch that is open; none where `start` is negative
    here = 0
    for line in _LINE.finditer(folded):
        begun = levels.get(line.start() + len(line[0]) - len(line[0].lstrip()))
        here = begun if begun is not None else here
        several, single = _times(line[0], outline.reviewed)
        ends = several or single or (begun is not None and begun <= level) or (listed and not _DASH.match(line[0]))
        if start >= 0 and ends:
            made.append(Stretch(start, line.start(), words))
            start = -1
        if several:
            start, words, level, listed = line.end(), several, here, False
        elif start < 0 and (later := past_years(line[0], outline.reviewed)) is not None:
            start, words, level, listed = line.end(), _said(later), here, True
    if start >= 0:
        made.append(Stretch(start, len(folded), words))
    return tuple(stretch for stretch in made if stretch.end - stretch.start > 1)


def _times(line: str, until: int | None) -> tuple[str, bool]:
    """The words for several years that a paragraph begins with, and whether it begins with a single year.

    A heading that names both (“十四五”时期和2025年工作回顾) says nothing of the paragraphs under it.
    """
    marked = _MARK.match(line)
    head = line[marked.end() if marked else 0 :].partition("。")[0][:_HEAD]
    several, single = past_years(head, until), _ONE_YEAR.search(head)
    if several is None or single is None:
        return _said(several) if several else "", single is not None
    if len(line) <= _HEADING and "。" not in line:
        return "", True
    return (_said(several), False) if several.start() < single.start() else ("", True)


def _said(found: re.Match[str]) -> str:
    """The words for several years, as an opening of their own."""
    return (found[0] if found["plan"] else "五年来") + "，"
