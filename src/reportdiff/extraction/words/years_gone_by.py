"""Years gone by that a figure behind them is not of: what a clause that is over said of them, or an aside did."""

from __future__ import annotations

import re

from reportdiff.extraction.words.matching import is_verb
from reportdiff.extraction.words.verbs import is_action, verb_at_head
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.words import words_of
from reportdiff.text.words import cut, tag_of

__all__ = ["CLAUSE_MARK", "PASSED", "in_object", "is_aside", "is_event", "is_past"]

PASSED = re.compile(r"[，,；;]")  # 甲项目一季度开工，乙项目完工: a part of a year amid a clause ends with it
CLAUSE_MARK = re.compile(r"[，,；;：:。（）\n]")
_LIST_ENDS = re.compile("[；;]")
_DIGIT = re.compile(r"\d")
_HEAD = 24  # characters of a clause before its year


def is_past(time: re.Match[str], own: int) -> bool:
    """Return whether words of time name a year before that of the report."""
    return time["word"] in ("上年", "上一年", "去年") or (time["year"] is not None and int(time["year"]) < own)


def is_event(before: str, time: re.Match[str], own: int) -> bool:
    """Return whether a year after that of the report is over where its own begins again: 2024年2月启用；全年产值."""
    later = time["year"] is not None and int(time["year"]) > own
    over = PASSED.search(before, time.end()) if later else None
    return over is not None and phrase("of the year again").search(before, over.start()) is not None


def is_aside(before: str, time: re.Match[str]) -> bool:
    """Return whether a time stands behind a figure in an item that is over: 退税6亿元，上年仅2亿元；|所得税11亿元.

    So it does where it says no more than what that figure was: 毛利率12.0%，上年为9.0%，|毛利30亿元.
    """
    ended = _LIST_ENDS.search(before, time.end())
    item = re.split("[；;。\n]", before[: time.start()])[-1].rstrip()
    if _is_told(before, time, item):
        return _DIGIT.search(item) is not None
    if ended is None and phrase("base alone").match(before, time.end()) is None and not _said_again(before, time, item):
        return False
    told = ended is not None and _DIGIT.search(before, time.end(), ended.start()) is None  # 因上年基数高；
    return (told or item.endswith(("，", ","))) and _DIGIT.search(item) is not None


def _is_told(before: str, time: re.Match[str], item: str) -> bool:
    """Return whether the clause of a past year is over and prints no figure: 不及上年，|; 上年基数较高，|."""
    closed = PASSED.search(before, time.end())
    if closed is None or _DIGIT.search(before, time.end(), closed.start()) is not None:
        return False
    opening, said = PASSED.split(item)[-1], cut(before[time.end() : closed.start()])
    if opening:
        return phrase("measured by a year").search(opening) is not None
    return bool(said) and (tag_of(said[-1])[:1] == "a" or phrase("nothing of it").match(said[0]) is not None)


def _said_again(before: str, time: re.Match[str], item: str) -> bool:
    """Return whether a past year has the words of the figure before it, and others follow: 上年审结20件，|结案率."""
    again = phrase("base said again").match(before, time.end())
    if again is None or CLAUSE_MARK.split(item.rstrip("，,"))[-1].find(again["said"]) < 0:
        return False
    behind = cut(before[again.end() :])
    return bool(behind) and behind[0] not in cut(item)


def in_object(before: str, time: re.Match[str], own: int) -> bool:
    """Return whether a past year stands in what a verb acts upon, in a clause that is over by now.

    核销2021年以前的贷款9亿元，|收回现金6亿元
    """
    passed = PASSED.search(before, time.end()) if is_past(time, own) else None
    if passed is None or passed.start() == time.end():
        return False
    head = CLAUSE_MARK.split(before[max(0, time.start() - _HEAD) : time.start()])[-1]
    if head in words_of("part mark") and _LIST_ENDS.search(before, passed.start()):
        return True  # the list ends, and its year
    if head.endswith(words_of("before an object")) or (not head and _of_thing(before[time.end() : passed.start()])):
        return True
    words = cut(head)
    acts = (word for at, word in enumerate(words) if is_verb(word) or verb_at_head(words, at))
    return any(word not in words_of("before a time") for word in acts)


def _of_thing(words: str) -> bool:
    """Return whether the words behind a year say what was done then to what stands behind 的: 启动的安置房项目."""
    act, relative, _ = words.partition("的")
    return relative != "" and any(is_verb(word) or is_action(word) for word in cut(act))
