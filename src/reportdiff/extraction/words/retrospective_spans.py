"""Runs of paragraphs that look back on several years: 过去五年极不寻常。, then what was done, the years unsaid."""

from __future__ import annotations

import re
from bisect import bisect_right

from attrs import frozen

from reportdiff.extraction.words.periods import past_years, several_years
from reportdiff.lexicon.patterns import phrase, phrase_in
from reportdiff.model import Outline

__all__ = ["RetrospectiveSpan", "retrospective_spans"]

_HEAD = 26  # characters of a paragraph's first sentence that say which time it speaks of
_HEADING = 40  # a heading is no longer
_DASH = re.compile(r"\s*[—–]")


@frozen
class RetrospectiveSpan:
    """Paragraphs `[start, end)` that look back on several years; `words` are those that said so."""

    start: int
    end: int
    words: str


def retrospective_spans(folded: str, outline: Outline) -> tuple[RetrospectiveSpan, ...]:
    """Return the runs of paragraphs of a report that look back on several years, in text order, none within another.

    A paragraph that begins with 五年来, 过去五年 or “十四五”时期 opens one for those behind it. It ends where one
    begins with a single year (过去一年, 2025年), or a section of the level of its own or a higher one. Where several
    years are named later in a paragraph, only the list between dashes that follows belongs to them.
    """
    made: list[RetrospectiveSpan] = []
    levels = {section.span.start: section.level for section in outline.sections}
    starts = sorted(levels)
    at, stop = 0, len(folded)
    while (hint := next(several_years(folded, at), None)) is not None:
        begin, end = folded.rfind("\n", 0, hint.start()) + 1, _line_end(folded, hint.start())
        at = end
        line = folded[begin:end]
        several, _ = _times(line, outline.reviewed)
        later = None if several else past_years(line, outline.reviewed)
        if not several and later is None:
            continue
        inside = bisect_right(starts, end) - 1
        level = levels[starts[inside]] if inside >= 0 else 0
        while at < stop:  # the paragraphs behind, up to one that ends the span
            begin, following = at + 1, _line_end(folded, at + 1)
            if _ends(folded[begin:following], levels.get(_first(folded, begin)), level, several, outline.reviewed):
                break
            at = following
        if at > end:
            made.append(RetrospectiveSpan(end, at, several or _opening_words(later)))
    return tuple(made)


def _line_end(folded: str, at: int) -> int:
    end = folded.find("\n", at)
    return len(folded) if end < 0 else end


def _first(folded: str, at: int) -> int:
    """Return where the first character of a line that is no blank stands: there a section begins."""
    while at < len(folded) and folded[at] in " \t\u3000\xa0":
        at += 1
    return at


def _ends(line: str, begun: int | None, level: int, several: str, until: int | None) -> bool:
    """Return whether a paragraph ends a span of a section of `level`; `begun` is the level of the section it begins.

    `several` is empty where only the list behind the words for several years belongs to them.
    """
    if not line.strip():
        return False
    if (begun is not None and begun <= level) or (not several and not _DASH.match(line)):
        return True
    again, single = _times(line, until)
    return bool(again) or single


def _times(line: str, until: int | None) -> tuple[str, bool]:
    """Return the words for several years that a paragraph begins with, and whether it begins with a single year.

    A heading that names both (“十四五”时期和2025年工作回顾) says nothing of the paragraphs under it.
    """
    marked = phrase("paragraph mark").match(line)
    head = line[marked.end() if marked else 0 :].partition("。")[0][:_HEAD]
    several, single = past_years(head, until), phrase_in("single year", head)
    if several is None or single is None:
        return _opening_words(several) if several else "", single is not None
    if len(line) <= _HEADING and "。" not in line:
        return "", True
    return (_opening_words(several), False) if several.start() < single.start() else ("", True)


def _opening_words(found: re.Match[str] | None) -> str:
    """Return words for several years that the paragraphs behind may be read with: a plan by its name, else 五年来."""
    return (found[0] if found is not None and found["plan"] else "五年来") + "，"
