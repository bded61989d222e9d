"""Paragraphs → sentences with their clauses, as spans of the text as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportdiff.model import Span

__all__ = ["clauses_of", "sentences_of"]

_OPEN = {"（": "）", "(": ")", "“": "”", "《": "》", "「": "」", "『": "』", "[": "]", "【": "】", "〔": "〕", "‘": "’"}
_CLOSE = frozenset(_OPEN.values())
_MARK = re.compile("[。！？!?；;，,：:（()）“”《》「」『』\\[\\]【】〔〕‘’]")
_END = frozenset("。！？!?")
_CUT = frozenset("，,；;：:")
_CLOSERS = "”’」』）)"
_BLANK = " \t\r\n\u3000\xa0"
_LONGEST_QUOTE = 100  # a longer stretch between brackets or quotes is read as sentences of its own


def sentences_of(text: str, start: int, end: int) -> Iterator[tuple[Span, tuple[Span, ...]]]:
    """The sentences of `text[start:end]`, each with its clauses.

    A sentence ends at 。！？ outside brackets and quotes (a closing quote after the mark included), never at a line's
    end. Clauses are cut at ，；： but not at 、, not inside brackets or quotes, and not at the comma of 1,051,377.

    >>> text = "受理申请1,287件，办结254件。成效（含试点，两处）明显。"
    >>> [span.of(text) for span, _ in sentences_of(text, 0, len(text))]
    ['受理申请1,287件，办结254件。', '成效（含试点，两处）明显。']
    """
    marks = list(_MARK.finditer(text, start, end))
    covered = _covered(marks)
    begin = start
    cuts: list[int] = []
    for match, inside in zip(marks, covered, strict=True):
        if inside:
            continue
        mark, position = match[0], match.start()
        if mark in _END:
            stop = position + 1
            while stop < end and text[stop] in _CLOSERS + "。！？!?":
                stop += 1
            if stop <= begin:  # one of several marks in a row
                continue
            yield from _sentence(text, begin, stop, cuts)
            begin, cuts = stop, []
        elif mark in _CUT and position >= begin and not _in_number(text, position):
            cuts.append(position)
    yield from _sentence(text, begin, end, cuts)


def clauses_of(text: str, sentence: Span) -> tuple[Span, ...]:
    """The clauses of one sentence."""
    return tuple(clause for _, clauses in sentences_of(text, sentence.start, sentence.end) for clause in clauses)


def _covered(marks: list[re.Match[str]]) -> list[bool]:
    """For each mark whether it stands inside a pair of brackets or quotes; a bracket without partner covers nothing."""
    inside = [0] * (len(marks) + 1)
    stack: list[tuple[str, int]] = []
    for index, match in enumerate(marks):
        mark = match[0]
        if mark in _OPEN:
            stack.append((_OPEN[mark], index))
        elif mark in _CLOSE:
            for depth in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
                if stack[depth][0] == mark:
                    opened = stack[depth][1]
                    if match.start() - marks[opened].start() <= _LONGEST_QUOTE:
                        inside[opened] += 1
                        inside[index] -= 1
                    del stack[depth:]
                    break
            if len(stack) > 64:
                stack.clear()
    made = []
    depth = 0
    for index in range(len(marks)):
        closing = inside[index] < 0
        if closing:
            depth += inside[index]
        made.append(depth > 0)
        if not closing:
            depth += inside[index]
    return made


def _in_number(text: str, position: int) -> bool:
    """Whether a comma groups thousands or a colon stands between digits (1,051,377 · 11:31 · 1：2)."""
    if position == 0 or not text[position - 1].isdigit():
        return False
    after = text[position + 1 : position + 5]
    if text[position] in ":：":
        return after[:1].isdigit()
    return text[position] in ",，" and after[:3].isdigit() and len(after) >= 3 and not after[3:].isdigit()


def _sentence(text: str, start: int, end: int, cuts: list[int]) -> Iterator[tuple[Span, tuple[Span, ...]]]:
    span = _trim(text, start, end)
    if span is None:
        return
    last = span.end
    while last > span.start and text[last - 1] in "。！？!?；;，,：:":
        last -= 1
    clauses = []
    begin = span.start
    for cut in [*cuts, last]:
        clause = _trim(text, begin, min(cut, last))
        if clause is not None:
            clauses.append(clause)
        begin = cut + 1
    if not clauses:  # nothing but marks
        return
    yield span, tuple(clauses)


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return Span(start, end) if start < end else None
