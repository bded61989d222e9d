"""The verbs of a name: whether it is nothing else, which one it begins or ends with, and what its object is."""

from __future__ import annotations

from functools import cache, lru_cache

from reportdiff.extraction.words.matching import Words, is_verb, vocabulary
from reportdiff.lexicon.words import words_of
from reportdiff.text.words import cut

__all__ = ["begins_with_verb", "closing_verb", "counted_thing", "head_object", "is_action", "is_bare_verb", "last_verb"]
__all__ += ["leading_verb", "leading_verbs", "verb_at_head"]

_ASPECT = frozenset("了的到")
_ANEW = "新"  # 新制定: done for the first time; the verb behind it counts
_JOINERS = frozenset(("并", "和", "、", "及", "或", "或者"))
_EITHER = frozenset(("或", "或者", "、", "和"))


def verb_at_head(words: Words, start: int = 0) -> int:
    """Return how many words from `start` on are a verb of the lexicon with its 了, 到 or 的, 0 where there is none."""
    count = _action_at_head(words, start) or vocabulary("light").at_head(words, start)
    if count and start + count < len(words) and words[start + count] in _ASPECT:
        count += 1
    return count


def _action_at_head(words: Words, start: int) -> int:
    count = vocabulary("action").at_head(words, start)
    if not count and words[start : start + 1] == (_ANEW,):
        after = vocabulary("action").at_head(words, start + 1)
        return after + 1 if after else 0
    return count


def _may_begin_with_verb(text: str) -> bool:
    """Return whether the first sign of a text is that of some verb; where it is not, the text need not be cut."""
    first = text[:1]
    return first == _ANEW or first in vocabulary("action").first or first in vocabulary("light").first


def begins_with_verb(text: str) -> bool:
    """Return whether words begin with a verb of their own that acts on what follows.

    >>> begins_with_verb("拉动文旅消费"), begins_with_verb("提案"), begins_with_verb("监督案件")
    (True, False, False)
    """
    words = cut(text)
    return 0 < vocabulary("light", "effect").at_head(words) < len(words)


@cache
def _last_signs() -> frozenset[str]:
    """Return the signs that a name of nothing but verbs can end in."""
    return vocabulary("action", "light").last | _ASPECT | {word[-1] for word in _JOINERS}


@lru_cache(maxsize=1 << 13)  # asked several times of the words before one figure
def is_action(name: str) -> bool:
    """Return whether a name is nothing but verbs that want an object (办结, 新增, 累计)."""
    if name in vocabulary("action").entries:
        return True
    if name[-1:] not in _last_signs() or not _may_begin_with_verb(name):
        return False  # as most names: they need not be cut
    words, at = cut(name), 0
    while at < len(words):
        count = verb_at_head(words, at)
        if not count:
            return False
        at += count
        while at < len(words) and words[at] in _JOINERS:
            at += 1
    return bool(words)


def is_bare_verb(name: str) -> bool:
    """Return whether a name is a verb that hands no object on: 提起公诉, but not 收到申请.

    >>> is_bare_verb("不起诉"), is_bare_verb("收到申请")
    (True, False)
    """
    return is_action(name) and (name in vocabulary("action").entries or not name.endswith(words_of("noun-like")))


def head_object(name: str) -> str:
    """Return the object of a name that begins with a verb, other names as they are.

    >>> head_object("受理行政复议申请"), head_object("行政复议申请")
    ('行政复议申请', '行政复议申请')
    """
    words, at = cut(name), 0
    for _ in range(2):
        count = verb_at_head(words, at)
        if not count or len("".join(words[at + count :])) < 2:
            break
        at += count
        at += words[at] in _EITHER and verb_at_head(words, at + 1) > 0
    rest = "".join(words[at:])
    start, end = last_verb(rest)
    least = 3 if rest[start:end] in words_of("addition") else 2  # 城镇新增就业 stays whole
    return rest[end:] if end and len(rest) - end >= least else rest


def counted_thing(name: str) -> str:
    """Return what a name counts, without the verb of its counting: 新增企业 → 企业, but 登记企业 as it is."""
    thing = name if leading_verb(name) in words_of("noun-like") else head_object(name)
    return thing.removeprefix("新增").removeprefix("新建成")


@cache
def _plain_verbs() -> frozenset[str]:
    """Return the verbs of two characters or more that hardly ever name a thing."""
    return frozenset(word for word in words_of("action") if len(word) >= 2) - frozenset(words_of("noun-like"))


def last_verb(text: str) -> tuple[int, int]:
    """Return where the last plain verb inside `text` begins and ends, (0, 0) where there is none.

    Neither the first two characters nor the last two count, as a verb there opens or ends a name.
    """
    words, found, start = cut(text), (0, 0), 0
    for number, word in enumerate(words):
        if start >= 2:
            end, spelled = start, ""
            for part in words[number : number + 3]:
                spelled += part
                end += len(part)
                if spelled in _plain_verbs() and end <= len(text) - 2:
                    found = (start, end)
        start += len(word)
    return found


def leading_verb(name: str) -> str:
    """Return the verb that a name begins with, its scope kept (全市划分网格 → 全市划分); "" where there is none.

    >>> leading_verb("发出监管意见书")
    '发出'
    """
    if not (_may_begin_with_verb(name) or name.startswith("全")):
        return ""
    words = cut(name)
    start = 1 if words and words[0].startswith("全") and vocabulary("scope").at_head(words) == 1 else 0
    count = _action_at_head(words, start)
    if count and start + count < len(words) and words[start + count] in _ASPECT:
        count += 1
    return "".join(words[: start + count]) if count and start + count < len(words) else ""


def leading_verbs(name: str) -> str:
    """Return all the verbs that a name begins with.

    >>> leading_verbs("提升改造农村公路"), leading_verbs("启动改造城中村")
    ('提升改造', '启动改造')
    """
    words, at = cut(name), 0
    while at + 1 < len(words):
        count = verb_at_head(words, at) or int(is_verb(words[at]) and verb_at_head(words, at + 1) > 0)
        if not count or at + count >= len(words):
            break
        at += count
    return "".join(words[:at]) or leading_verb(name)


def closing_verb(name: str) -> str:
    """Return the verb that a name ends in (市中院受理), "" where it ends in none or is nothing else.

    >>> closing_verb("市中院受理"), closing_verb("行政复议申请")
    ('受理', '')
    """
    words = cut(name)
    count = vocabulary("action").at_tail(words)
    count += 0 < count < len(words) and words[-count - 1] == _ANEW
    verb = "".join(words[len(words) - count :])
    return verb if 0 < count < len(words) and verb not in words_of("noun-like") else ""
