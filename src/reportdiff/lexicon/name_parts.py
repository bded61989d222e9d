"""Read the parts of a metric's name from its words: of whom or where, what was done, what narrows it, to what."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reportdiff.lexicon.alignment import name_words
from reportdiff.lexicon.facets import facet_rows
from reportdiff.lexicon.places import place_at_head
from reportdiff.lexicon.vocabulary import Vocabulary, Words, is_verb, vocabulary, vocabulary_of, words_covering
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.model.name_parts import NameParts
from reportdiff.text.words import cut, tag_of

__all__ = ["name_parts", "scope_at_head", "works_at_head"]

_REMEMBERED = 1 << 12  # names; they come again in the next year's report
_AREA = 10  # characters at the head of a name among which a place ends
_JOINERS = frozenset("、和及并或")
_ABOVE = ("以上", "及以上", "以下")
_ASPECT = frozenset("了过")
_NARROWING = ("a", "ad", "b", "d")  # parts of speech that narrow what stands behind them
_NOT = "不"  # the one narrowing word of a single sign that counts: 不批准逮捕


@lru_cache(maxsize=_REMEMBERED)
def name_parts(name: str) -> NameParts:
    """Return the parts of a name; its object is all of it where nothing else is told.

    >>> name_parts("全市受理有效行政复议申请")
    NameParts(scope='全市', action='受理', qualifier='有效', object='行政复议申请')
    """
    words, scope = cut(name), scope_at_head(name)
    start = words_covering(words, len(scope)) if scope else 0
    done, way = start, ""
    if count := _narrowing(words, start):
        way, done = "".join(words[start : start + count]), start + count
    action = _actions(words, done)
    if not action:
        return _without_leading_verb(scope, way, words[done:])
    behind = done + action
    behind += words[behind : behind + 1] != () and words[behind] in _ASPECT
    kind = _narrowing(words, behind) if not way else 0
    return NameParts(
        scope=scope,
        action="".join(words[done : done + action]),
        qualifier=way or "".join(words[behind : behind + kind]),
        object="".join(words[behind + kind :]).strip("的"),
    )


@lru_cache(maxsize=_REMEMBERED)
def scope_at_head(name: str) -> str:
    """Return what a name says at its head of whom or where, "" where it says nothing.

    >>> scope_at_head("全市受理有效行政复议申请"), scope_at_head("行政复议申请")
    ('全市', '')
    """
    if _may_have_scope().search(name) is None and not place_at_head(name[:_AREA]):
        return ""  # as in most names: they need not be cut
    words = cut(name)
    start = _scope(name, words)
    return "".join(words[: max(start, _doer(words, start))])


@cache
def _may_have_scope() -> re.Pattern[str]:
    """Return the pattern of a scope or an area at the head of a name, or in it what ends a body or does something."""
    heads = vocabulary("scope").entries | _areas().entries
    return re.compile(f"^{alternation(tuple(heads))}|{alternation((*name_words('body'), *name_words('doer')))}")


@cache
def _works() -> re.Pattern[str]:
    works = alternation(name_words("works"))
    return re.compile(rf"{works}(?:[、和及（）()建]|{works})*")


def works_at_head(name: str) -> str:
    """Return what is built, rebuilt or enlarged at the head of a name, as it is written.

    >>> works_at_head("新（改、扩）建学校"), works_at_head("受理案件")
    ('新（改、扩）建', '')
    """
    found = _works().match(name)
    return found[0] if found is not None else ""


def _scope(name: str, words: Words) -> int:
    """Return how many words at the head say of whom or where: an area, a population, a body; not all of the name."""
    start = 0
    while count := vocabulary("scope").at_head(words, start) or _areas().at_head(words, start):
        if words[start + count : start + count + 1] and words[start + count] in _ABOVE:
            break  # of which rank, not where
        start += count
        start += vocabulary("institution").at_head(words, start)
    if not start and (place := place_at_head(name[:_AREA])):
        start = words_covering(words, len(place))
    start = max(start, _body(words, start))
    return start if start < len(words) else 0


@cache
def _areas() -> Vocabulary:
    return vocabulary_of(tuple(word for row in facet_rows() if row.facet == "area" for word in row.words))


def _body(words: Words, start: int) -> int:
    """Return the place behind a body (市中院) that words from `start` on begin with, else 0."""
    said = ""
    for at, word in enumerate(words[start : start + 5], start):
        if is_verb(word) or vocabulary("action").at_head(words, at):
            return 0
        said += word
        if len(said) > 2 and said.endswith(name_words("body")):
            return at + 1
    return 0


def _doer(words: Words, start: int) -> int:
    """Return the place of the verb behind who did it (博物馆|接待), 0 where nobody is told."""
    for at in range(start + 1, len(words) - 1):
        if is_verb(words[at]) and vocabulary("action").at_head(words, at):
            told = words[at - 1].endswith(name_words("doer")) and not _counts(words[at + 1])
            return at if told and not words[at + 1].endswith(_measured()) else 0
        if tag_of(words[at])[:1] not in ("n", "j", ""):
            return 0
    return 0


def _narrowing(words: Words, start: int) -> int:
    """Return how many words from `start` on narrow what stands behind them; something must."""
    if words[start + 1 : start + 2] and words[start + 1] in _ABOVE and start + 2 < len(words):
        return 2
    known = vocabulary("qualifier").at_head(words, start)
    if known and start + known < len(words):
        return known
    return int(start < len(words) - 1 and _narrows(words[start], words[start + 1]))


def _narrows(word: str, behind: str) -> bool:
    if word == _NOT:
        return tag_of(behind)[:1] == "v"
    narrow = len(word) > 1 and tag_of(word) in _NARROWING and word not in vocabulary("action").entries
    return narrow and len(behind) > 1  # but 健康|险, 一般|性


def _is_manner(word: str, verb: str) -> bool:
    return word in words_of("manner") or word in words_of("qualifier") or _narrows(word, verb)


def _actions(words: Words, start: int) -> int:
    """Return how many words from `start` on are verbs of what was done: one or, joined, several."""
    works = words_covering(words[start:], len(found)) if len(found := works_at_head("".join(words[start:]))) > 1 else 0
    count = max(_action(words, start), works)
    while count:
        joined = start + count < len(words) and words[start + count] in _JOINERS
        following = _action(words, start + count + joined, listed=joined)
        if not following:
            break
        count += joined + following
    return count


def _action(words: Words, start: int, *, listed: bool = False) -> int:
    """Return how many words are one verb; one that names a thing is none (贷款余额)."""
    count = vocabulary("action").at_head(words, start)
    if not count and not listed:
        listed = words[start + 1 : start + 2] == ("、",) and start < len(words) and is_verb(words[start])
        return int(listed and _action(words, start + 2, listed=True) > 0)
    if not count and start < len(words) and is_verb(words[start]):
        return 1
    verb, behind = "".join(words[start : start + count]), words[start + count : start + count + 1]
    if count and verb in words_of("noun-like") and not listed:
        thing = not behind or behind[0] in words_of("case") or behind[0] in words_of("generic noun")
        thing = thing or (behind[0].endswith(_measured()) and not _counts(behind[0])) or is_verb(behind[0])
        return 0 if thing else count
    if behind and behind[0] == "率":
        return 0  # 办结|率
    if not count and len(words) > start + 1 and is_verb(words[start]) and len(words[start]) > 1:
        governed = words[start + 1]
        return int(len(governed) > 1 and not is_verb(governed) and not governed.endswith(_measured()))
    return count


@cache
def _measured() -> tuple[str, ...]:
    return name_words("measured")


def _counts(word: str) -> bool:
    return word in name_words("count noun")


def _without_leading_verb(scope: str, way: str, words: Words) -> NameParts:
    """Return the parts of a name without a verb before its object: one may end it (案件受理数)."""
    end = len(words) - (len(words) > 1 and _counts(words[-1]))
    count = vocabulary("action").at_tail(words[:end])
    count -= count > 1 and vocabulary("qualifier").at_head(words[end - count :]) == 1
    verb = "".join(words[end - count : end])
    if not 0 < count < end or verb in words_of("noun-like") or verb in words_of("invested"):
        return NameParts(scope=scope, qualifier=way, object="".join(words))
    before = end - count
    manner = int(before > 1 and not way and _is_manner(words[before - 1], verb))
    return NameParts(
        scope=scope,
        action=verb,
        qualifier=way or "".join(words[before - manner : before]),
        object="".join(words[: before - manner]),
    )
