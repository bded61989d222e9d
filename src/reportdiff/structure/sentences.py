"""Sentences of a paragraph as spans of the text as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["split_sentences"]

_BLANK = " \t\r\n\u3000\xa0"
_PAIRS = {
    "（": "）", "(": ")", "“": "”", "《": "》", "「": "」", "『": "』", "[": "]", "【": "】", "〔": "〕", "‘": "’",
}  # fmt: skip
_CLOSING = frozenset(_PAIRS.values())
_END = frozenset("。！？!?")
_AFTER_END = frozenset("”’」』）)。！？!?")  # belongs to the sentence that the mark before it ends
_MARKS = "。！？!?；;，,：:"
_MARK = re.compile("[。！？!?（()）“”《》「」『』\\[\\]【】〔〕‘’]")
_UNMARKED = "[^。！？!?（()）“”《》「」『』\\[\\]【】〔〕‘’]*+"
_BRACKETED = "|".join(f"{re.escape(mark)}{_UNMARKED}{re.escape(partner)}" for mark, partner in _PAIRS.items())
_PLAIN_SENTENCE = re.compile(  # brackets that do not nest, none left open, and none with an end mark inside
    f"[{_BLANK}]*+({_UNMARKED}(?:(?:{_BRACKETED}){_UNMARKED})*+[。！？!?][”’」』）)。！？!?]*+)"
)
_MAX_QUOTE = 100  # characters between brackets or quotes; longer ones hold sentences of their own
_MAX_NESTED = 3  # open brackets among which the partner of a closing one is looked for
_MAX_OPEN = 64  # open brackets, after which none is taken for a pair
_MAX_SENTENCE = 1_500  # characters that the rules for a sentence can bear


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of `text[start:end]`.

    A sentence ends at 。！？ outside brackets and quotes (a closing quote after the mark included), never at a line's
    end. One of more than 1,500 characters is cut at a comma, a blank, or anywhere.

    >>> text = "受理申请1,287件，办结254件。成效（含试点，两处）明显。"
    >>> [text[start:end] for start, end in split_sentences(text, 0, len(text))]
    ['受理申请1,287件，办结254件。', '成效（含试点，两处）明显。']
    >>> list(split_sentences("一、" * 1_500, 0, 3_000))
    [(0, 1500), (1500, 3000)]
    """
    for first, stop in _sentences(text, start, end):
        if stop - first > _MAX_SENTENCE:
            yield from _split_overlong(text, first, stop)
        else:
            yield first, stop


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    while (plain := _PLAIN_SENTENCE.match(text, begin, end)) is not None:
        first, begin = plain.span(1)
        if text[first] not in _MARKS or _end_of_words(text, first, begin) > first:
            yield first, begin
    if begin < end:
        yield from _split_nested(text, begin, end)


def _split_overlong(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence in pieces that the rules for sentences can bear."""
    while end - start > _MAX_SENTENCE:
        last = max(text.rfind(mark, start + _MAX_SENTENCE // 2, start + _MAX_SENTENCE) for mark in "；;，, \n")
        stop = last + 1 or start + _MAX_SENTENCE
        yield start, stop
        start = stop
    yield start, end


def _split_nested(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a stretch whose brackets nest, stay open, or hold whole sentences."""
    marks = list(_MARK.finditer(text, start, end))
    begin = start
    for mark, inside in zip(marks, _inside_pairs(marks), strict=True):
        if inside or mark[0] not in _END:
            continue
        stop = mark.end()
        while stop < end and text[stop] in _AFTER_END:
            stop += 1
        if stop > begin:  # else one of several marks in a row
            yield from _without_blanks(text, begin, stop)
            begin = stop
    yield from _without_blanks(text, begin, end)


def _inside_pairs(marks: list[re.Match[str]]) -> list[bool]:
    """Return for each mark whether it stands inside a pair of brackets or quotes; unpaired brackets hold nothing."""
    pairs = [0] * len(marks)  # 1 at an opening mark with a partner, -1 at its partner
    open_marks: list[tuple[str, int]] = []
    for index, mark in enumerate(marks):
        if mark[0] in _PAIRS:
            open_marks.append((_PAIRS[mark[0]], index))
        elif mark[0] in _CLOSING:
            for depth in range(len(open_marks) - 1, max(-1, len(open_marks) - 1 - _MAX_NESTED), -1):
                partner, opening = open_marks[depth]
                if partner == mark[0]:
                    if mark.start() - marks[opening].start() <= _MAX_QUOTE:
                        pairs[opening], pairs[index] = 1, -1
                    del open_marks[depth:]
                    break
            if len(open_marks) > _MAX_OPEN:
                open_marks.clear()
    inside = []
    depth = 0
    for pair in pairs:
        depth += min(pair, 0)
        inside.append(depth > 0)
        depth += max(pair, 0)
    return inside


def _without_blanks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretch without blanks around it, unless it holds nothing but marks."""
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    if start < end and (text[start] not in _MARKS or _end_of_words(text, start, end) > start):
        yield start, end


def _end_of_words(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return end
