"""Match the lexicon's words against the words of a clause: whole words only, never a part of one."""

from __future__ import annotations

from functools import cache

from attrs import frozen

from reportdiff.lexicon.words import words_of
from reportdiff.text.words import cut, tag_of

__all__ = ["Vocabulary", "Words", "ending", "find_words", "is_verb", "last_clause", "vocabulary", "words_covering"]

Words = tuple[str, ...]
"""The words of a clause in order, as the cutter gives them; joined they are the clause."""

_CLAUSE_MARKS = "，,；;：:。"
_MOST = 6  # words that one entry of the lexicon may consist of: 截至|目前, 不予|处理


@frozen
class Vocabulary:
    """The entries of some rows of words.toml, the length of the longest, and the signs that they begin and end with."""

    entries: frozenset[str]
    longest: int
    first: frozenset[str]
    last: frozenset[str]

    def at_head(self, words: Words, start: int = 0) -> int:
        """Return how many words from `start` on spell the longest entry, 0 where none does."""
        if start >= len(words) or words[start][0] not in self.first:
            return 0
        spelled = words[start]
        best = 1 if spelled in self.entries else 0
        for count, word in enumerate(words[start + 1 : start + _MOST], start=2):
            spelled += word
            if len(spelled) > self.longest:
                break
            if spelled in self.entries:
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
    entries = frozenset(word for part in parts for word in words_of(part))
    first, last = (frozenset(entry[place] for entry in entries) for place in (0, -1))
    return Vocabulary(entries, max(map(len, entries)), first, last)


@cache
def _noun_like() -> frozenset[str]:
    return frozenset(words_of("noun-like"))


def is_verb(word: str) -> bool:
    """Return whether a word is a verb that hardly ever names a thing.

    >>> is_verb("处置"), is_verb("申请"), is_verb("建设")
    (True, False, False)
    """
    tag = tag_of(word)
    return tag.startswith("v") and tag != "vn" and word not in _noun_like()


def ending(name: str, part: str) -> str:
    """Return the longest word of a row that a name ends with and is not all of, "" where there is none.

    >>> ending("企业注册资本", "measure"), ending("注册资本", "measure")
    ('注册资本', '')
    """
    return max((word for word in words_of(part) if name.endswith(word) and name != word), key=len, default="")


def last_clause(words: str, *, of_line: bool = False) -> str:
    """Return what stands behind the last mark of a clause, with `of_line` behind the last line break too.

    >>> last_clause("受理287件，其中：办结")
    '办结'
    """
    end = max(map(words.rfind, _CLAUSE_MARKS))
    return words[max(end, words.rfind("\n") if of_line else end) + 1 :]


def words_covering(words: Words, length: int) -> int:
    """Return how many words the first `length` characters are, 0 where they end inside a word."""
    at = 0
    for count, word in enumerate(words, start=1):
        at += len(word)
        if at >= length:
            return count if at == length else 0
    return 0


def find_words(text: str, sought: frozenset[str]) -> list[tuple[int, int]]:
    """Return where words of `text` are among `sought`, as start and end.

    >>> find_words("和谐社区和老旧小区", frozenset("和"))
    [(4, 5)]
    """
    found, start = [], 0
    for word in cut(text):
        end = start + len(word)
        if word in sought:
            found.append((start, end))
        start = end
    return found
