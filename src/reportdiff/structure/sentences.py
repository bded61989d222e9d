"""Paragraphs → sentences, and sentences → clauses, as spans of the text as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportdiff.model import Span

__all__ = ["clauses_of", "sentences_of"]

_BLANK = " \t\r\n\u3000\xa0"
_OPEN = {"（": "）", "(": ")", "“": "”", "《": "》", "「": "」", "『": "』", "[": "]", "【": "】", "〔": "〕", "‘": "’"}
_CLOSE = frozenset(_OPEN.values())
_MARK = re.compile("[。！？!?；;，,：:（()）“”《》「」『』\\[\\]【】〔〕‘’]")
_SENTENCE_MARK = re.compile("[。！？!?（()）“”《》「」『』\\[\\]【】〔〕‘’]")
_END = frozenset("。！？!?")
_PLAIN = "[^。！？!?（()）“”《》「」『』\\[\\]【】〔〕‘’]*+"


def _pairs(inner: str) -> str:
    return "|".join(f"{re.escape(mark)}{inner}{re.escape(partner)}" for mark, partner in _OPEN.items())


_CLOSED = re.compile(  # up to the end mark: no bracket is left open, and none holds an end mark
    f"[{_BLANK}]*+({_PLAIN}(?:(?:{_pairs(f'{_PLAIN}(?:(?:{_pairs(_PLAIN)}){_PLAIN})*+')}){_PLAIN})*+"
    "[。！？!?][”’」』）)。！？!?]*+)"
)
_CUT = frozenset("，,；;：:")
_CLOSERS_AND_ENDS = frozenset("”’」』）)。！？!?")
_MARKS = "。！？!?；;，,：:"
_LONGEST_QUOTE = 100  # a longer stretch between brackets or quotes is read as sentences of its own


def sentences_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each sentence of `text[start:end]` begins and ends.

    A sentence ends at 。！？ outside brackets and quotes (a closing quote after the mark included), never at a line's
    end.

    >>> text = "受理申请1,287件，办结254件。成效（含试点，两处）明显。"
    >>> [text[start:end] for start, end in sentences_of(text, 0, len(text))]
    ['受理申请1,287件，办结254件。', '成效（含试点，两处）明显。']
    """
    begin = start
    while (closed := _CLOSED.match(text, begin, end)) is not None:
        first, begin = closed.span(1)
        if text[first] not in _MARKS or _last_word(text, first, begin) > first:
            yield first, begin
    if begin < end:
        yield from _nested(text, begin, end)


def _nested(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a stretch with brackets of any kind: nested, open, or around whole sentences."""
    marks = list(_SENTENCE_MARK.finditer(text, start, end))
    covered = _covered(marks)
    begin = start
    for match, inside in zip(marks, covered, strict=True):
        if inside or match[0] not in _END:
            continue
        stop = match.end()
        while stop < end and text[stop] in _CLOSERS_AND_ENDS:
            stop += 1
        if stop > begin:  # else one of several marks in a row
            if (said := _said(text, begin, stop)) is not None:
                yield said
            begin = stop
    if (said := _said(text, begin, end)) is not None:
        yield said


def clauses_of(text: str, sentence: Span) -> tuple[Span, ...]:
    """The clauses of one sentence, cut at ，；：.

    They are not cut at 、, nor inside brackets or quotes, nor at the comma of 1,051,377.

    >>> text = "受理申请1,287件，办结254件。"
    >>> [clause.of(text) for clause in clauses_of(text, Span(0, len(text)))]
    ['受理申请1,287件', '办结254件']
    """
    marks = list(_MARK.finditer(text, sentence.start, sentence.end))
    cuts = [
        match.start()
        for match, inside in zip(marks, _covered(marks), strict=True)
        if not inside and match[0] in _CUT and not _in_number(text, match.start())
    ]
    last = _last_word(text, sentence.start, sentence.end)
    begins = [sentence.start, *(cut + 1 for cut in cuts)]
    clauses = (_trim(text, begin, min(cut, last)) for begin, cut in zip(begins, [*cuts, last], strict=True))
    return tuple(clause for clause in clauses if clause is not None)


def _covered(marks: list[re.Match[str]]) -> list[bool]:
    """For each mark whether it stands inside a pair of brackets or quotes; a bracket without partner covers nothing."""
    if not any(match[0] in _OPEN for match in marks):
        return [False] * len(marks)
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


def _said(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the sentence between two indices stands without blanks; None where there is nothing but marks."""
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return (start, end) if start < end and (text[start] not in _MARKS or _last_word(text, start, end) > start) else None


def _last_word(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return end


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return Span(start, end) if start < end else None
