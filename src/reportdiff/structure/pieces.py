"""Sentences that nobody writes, cut to a length that everything that reads a sentence can bear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["pieces_of"]

_LONGEST = 4_000  # characters


def pieces_of(text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences; one of more than 4,000 characters in pieces, cut at a comma, a blank, or anywhere.

    >>> list(pieces_of("一、" * 4_000, [(0, 8_000)]))
    [(0, 4000), (4000, 8000)]
    """
    for start, end in sentences:
        while end - start > _LONGEST:
            last = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in "；;，, \n")
            stop = last + 1 or start + _LONGEST
            yield start, stop
            start = stop
        yield start, end
