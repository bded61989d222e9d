"""Match the rows of words.toml against the words of a clause: whole words only, never a part of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from attrs import frozen

from reportdiff.lexicon.words import words_of
from reportdiff.text.jieba_routes import prefixes_of
from reportdiff.text.words import tag_of

__all__ = ["Vocabulary", "Words", "is_verb", "vocabulary", "vocabulary_of", "words_covering"]

Words = tuple[str, ...]
"""The words of a clause in order, as the cutter gives them; joined they are the clause."""

_REMEMBERED = 1 << 12  # words
_MOST = 6  # words that one entry of the lexicon may consist of: 截至|目前, 不予|处理


@frozen(kw_only=True)
class Vocabulary:
    """The entries of some rows of words.toml, the length of the longest, and the signs that they begin and end with.

    `beginnings` has each entry with 1, and every beginning of one that is no entry with 0.
    """

    entries: frozenset[str]
    longest: int
    first: frozenset[str]
    last: frozenset[str]
    beginnings: Mapping[str, int]

    def at_head(self, words: Words, start: int = 0) -> int:
        """Return how many words from `start` on spell the longest entry, 0 where none does."""
        if start >= len(words) or (best := self.beginnings.get(words[start])) is None:
            return 0
        spelled = words[start]
        for count, word in enumerate(words[start + 1 : start + _MOST], start=2):
            spelled += word
            if (known := self.beginnings.get(spelled)) is None:
                break
            if known:
                best = count
        return best

    def at_tail(self, words: Words) -> int:
        """Return how many of the last words spell the longest entry, 0 where none does."""
        if not words or words[-1][-1] not in self.last:
            return 0
        spelled, best = "", 0
        for count, word in enumerate(reversed(words[-_MOST:]), start=1):
            spelled = word + spelled
            if len(spelled) > self.longest:
                break
            if spelled in self.entries:
                best = count
        return best


@cache
def vocabulary(*parts: str) -> Vocabulary:
    """Return the words that play one of `parts`."""
    return vocabulary_of(tuple(word for part in parts for word in words_of(part)))


def vocabulary_of(listed: Iterable[str]) -> Vocabulary:
    """Return words ready to be matched."""
    entries = frozenset(listed)
    first, last = (frozenset(entry[place] for entry in entries) for place in (0, -1))
    beginnings = prefixes_of(dict.fromkeys(entries, 1))
    return Vocabulary(entries=entries, longest=max(map(len, entries)), first=first, last=last, beginnings=beginnings)


@cache
def _noun_like() -> frozenset[str]:
    return frozenset(words_of("noun-like"))


@lru_cache(maxsize=_REMEMBERED)
def is_verb(word: str) -> bool:
    """Return whether a word is a verb that hardly ever names a thing.

    >>> is_verb("处置"), is_verb("申请"), is_verb("建设")
    (True, False, False)
    """
    tag = tag_of(word)
    return tag.startswith("v") and tag != "vn" and word not in _noun_like()


def words_covering(words: Words, length: int) -> int:
    """Return how many words the first `length` characters are, 0 where they end inside a word."""
    at = 0
    for count, word in enumerate(words, start=1):
        at += len(word)
        if at >= length:
            return count if at == length else 0
    return 0
