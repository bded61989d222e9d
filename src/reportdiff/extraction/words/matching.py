"""Match the lexicon's words against the words of a clause: whole words only, never a part of one."""

from __future__ import annotations

from reportdiff.lexicon.vocabulary import Vocabulary, Words, is_verb, vocabulary, words_covering
from reportdiff.lexicon.words import words_of
from reportdiff.text.words import cut

__all__ = ["Vocabulary", "Words", "ending", "find_words", "is_verb", "last_clause", "vocabulary", "words_covering"]

_CLAUSE_MARKS = "，,；;：:。"


def ending(name: str, part: str) -> str:
    """Return the longest word of a row that a name ends with and is not all of, "" where there is none.

    >>> ending("企业注册资本", "measure"), ending("注册资本", "measure")
    ('注册资本', '')
    """
    words = words_of(part)
    if not name.endswith(words):
        return ""
    return max((word for word in words if name.endswith(word) and name != word), key=len, default="")


def last_clause(words: str, *, of_line: bool = False) -> str:
    """Return what stands behind the last mark of a clause, with `of_line` behind the last line break too.

    >>> last_clause("受理287件，其中：办结")
    '办结'
    """
    return words[max(map(words.rfind, _CLAUSE_MARKS + "\n" if of_line else _CLAUSE_MARKS)) + 1 :]


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
