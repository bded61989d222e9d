"""Rows of pattern files: regular expressions by the part that they play, each with examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from attrs import frozen

from reportdiff.errors import LexiconError
from reportdiff.lexicon.rows import rows_with
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.text.words import tag_of, word_across

__all__ = ["PatternRow", "all_phrases", "pattern", "phrase", "phrase_in"]

_NAMED = re.compile("@([a-z -]+)@")
_PHRASES = "phrases"
_VERBS_AND_NOUNS = ("v", "n", "j")  # parts of speech; j: short forms


@frozen(kw_only=True)
class PatternRow:
    """Regular expressions that play one part.

    `but` are longer ones that contain them and play another part, as in the `counterexamples`. With `whole` an example
    is covered completely, otherwise it holds a match.
    """

    part: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    but: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    whole: bool = False


@cache
def pattern(file: str, part: str) -> re.Pattern[str]:
    """Return all regular expressions that `file` lists for `part` as one.

    Raises:
        LexiconError: if no row of the file has that part.

    >>> bool(pattern("portals", "line").fullmatch("上一篇：没有了"))
    True
    """
    return re.compile(_expression(file, part))


@cache  # asked several times of each figure
def phrase(part: str) -> re.Pattern[str]:
    """Return the pattern of a part of phrases.toml that no longer phrase can contain."""
    return pattern(_PHRASES, part)


def all_phrases(part: str, text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Yield the matches of a part of phrases.toml in `text` from `start` on, without those inside its longer phrases.

    >>> [match["year"] for match in all_phrases("year of a clause", "2023年办结12件，比2022年多2件")]
    ['2023']
    """
    for match in _with_longer(part).finditer(text, start):
        if match["longer"] is None and not _inside_word(match):
            yield match


def phrase_in(part: str, text: str, start: int = 0) -> re.Match[str] | None:
    """Return the first of `all_phrases`, None where there is none.

    >>> bool(phrase_in("outcome cue", "实际支出")), bool(phrase_in("outcome cue", "收入实际增长"))
    (True, False)
    """
    first = _with_longer(part).search(text, start)
    if first is None or (first["longer"] is None and not _inside_word(first)):
        return first
    return next(all_phrases(part, text, start), None)


def _inside_word(match: re.Match[str]) -> bool:
    """Return whether the group `word` of a match begins inside a verb or noun: the 快 of 加快."""
    if "word" not in match.re.groupindex or match["word"] is None:
        return False
    return tag_of(word_across(match.string, match.start(), match.start("word")))[:1] in _VERBS_AND_NOUNS


@cache
def _with_longer(part: str) -> re.Pattern[str]:
    """Return the pattern of a part with its longer phrases before it, as the group `longer`."""
    longer = [each for row in rows_with(_PHRASES, PatternRow, part=part) for each in row.but]
    if not longer:
        raise LexiconError(f"{_PHRASES}.toml: no row of part {part!r} has longer phrases")
    return re.compile(f"(?P<longer>{_expanded(_PHRASES, '|'.join(longer))})|(?:{_expression(_PHRASES, part)})")


def _expression(file: str, part: str) -> str:
    expressions = [each for row in rows_with(file, PatternRow, part=part) for each in row.patterns]
    joined = "|".join(f"(?:{each})" for each in expressions) if len(expressions) > 1 else expressions[0]
    return _expanded(file, joined) if file == _PHRASES else joined


def _expanded(file: str, expression: str) -> str:
    """Return an expression with the parts that it names: those of its own file, or else the words of words.toml."""

    def named(match: re.Match[str]) -> str:
        try:
            return f"(?:{_expression(file, match[1])})"
        except LexiconError:
            return alternation(words_of(match[1]))

    return _NAMED.sub(named, expression)
