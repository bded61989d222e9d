"""Sentences that nobody writes, cut to a length that everything that reads a sentence can bear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportdiff.model import Span

__all__ = ["pieces_of"]

_LONGEST = 4_000  # characters


def pieces_of(text: str, sentences: Iterable[Span]) -> Iterator[Span]:
    """The sentences; one of more than 4,000 characters in pieces, cut at a comma, a blank, or anywhere.

    >>> [len(piece) for piece in pieces_of("一、" * 4_000, [Span(0, 8_000)])]
    [4000, 4000]
    """
    for sentence in sentences:
        start, end = sentence.start, sentence.end
        if end - start <= _LONGEST:
            yield sentence
            continue
        while end - start > _LONGEST:
            last = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in "；;，, \n")
            stop = last + 1 or start + _LONGEST
            yield Span(start, stop)
            start = stop
        yield Span(start, end)
