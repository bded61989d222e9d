"""Names of counts in other words: 批捕人数 of 批准逮捕800人, 结案数 of 审结案件900件."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reportdiff.lexicon.alignment import alias_pattern
from reportdiff.lexicon.places import place_at_head
from reportdiff.lexicon.reference_names import DENIALS, name_key, shortens
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.lexicon.words import word_at_head, words_of
from reportdiff.model import Metric
from reportdiff.text.words import cut, tag_of

__all__ = ["COUNTED", "action_of", "counted_in_short", "counted_words", "counts_what", "tells_action"]
__all__ += ["words_in"]

_COMMON = ("", "人", "件", "次", "户")  # units of many figures
_SHORT = 2  # words of a counted noun and what it is told by
COUNTED = re.compile("(?P<unit>[人件户次对家起场辆台头份宗笔艘架])员?数$|(?P<times>[人艘车件场架批]次)$")


@lru_cache(maxsize=1 << 12)
def action_of(name: str) -> str:
    """Return what tells a name from others, each word read as the one that stands for it: 批准逮捕 → 批捕."""
    pattern, words = alias_pattern()
    return pattern.sub(lambda found: words[found[0]], name_key(name))


def tells_action(name: str, wanted: str) -> bool:
    """Return whether a name is an action, told whole where it counts itself: not 亿元产值死亡人数 for 死亡."""
    counted, action = COUNTED.sub("", name), action_of(name)
    if counted != name:
        return action_of(counted) == wanted
    return action.endswith(wanted) and action[-len(wanted) - 1 : -len(wanted)] not in tuple(DENIALS)


@lru_cache(maxsize=1 << 12)
def counted_words(name: str) -> frozenset[str]:
    """Return the words of a name that say what is counted, whatever their order: 民商事收案, 新收民商事案件."""
    action, untold = action_of(name), words_of("tells no count")
    office = word_at_head("tells no count", action)  # 检察机关: two words
    return frozenset(words_in(action.removeprefix(office))) - frozenset(untold)


def counts_what(metric: Metric, stem: str) -> bool:
    """Return whether a figure counts what a name with 量 says, with a verb or a noun for it: 出院量."""
    before, found, behind = name_key(metric.name).partition(stem)
    if not found or kind_of_unit(metric.figure.unit) != "count":
        return False
    scope = word_at_head("scope", before)
    said = before.removeprefix(scope), behind
    return all(_done(part) or part in words_of("counted noun") for part in said if part)


def counted_in_short(stem: str, unit: str, metrics: Sequence[Metric]) -> tuple[Metric, bool] | None:
    """Return the only figure of some metrics that a verb counts, and whether nothing tells another kind of it apart.

    `unit` is the unit that the verb's name says (对 of 结婚对数), which few other figures have; "" where it says none.
    """
    action = action_of(stem)
    done = [(metric, told) for metric in metrics if (told := done_to(metric.name, action)) is not None]
    done = done or [(metric, False) for metric in metrics if takes_signs_of(stem, metric)]
    if not done and unit not in _COMMON:
        done = [(metric, False) for metric in metrics if stem in metric.name and metric.figure.unit == unit]
    return done[0] if len({metric.figure.value for metric, _ in done}) == 1 else None


def done_to(name: str, action: str) -> bool | None:
    """Return whether a name says what an action was done to, and no more (抓获犯罪嫌疑人); False where it is of a kind.

    >>> done_to("抓获犯罪嫌疑人", "抓获"), done_to("受理仲裁申请", "受理"), done_to("受理审查逮捕", "受理")
    (True, False, None)
    """
    doer, found, things = action_of(name).partition(action)
    thing = things.removeprefix(word_at_head("of every kind", things))
    told = thing.endswith(words_of("counted noun")) and len(cut(thing)) <= _SHORT  # 吸毒人员
    if not found or not thing or not all(map(_is_noun, cut(doer) + (() if told else cut(thing)))):
        return None
    alone = not doer or doer in words_of("speaker") or doer in words_of("scope") or doer == place_at_head(doer)
    return alone and thing in words_of("counted noun")


def _is_noun(word: str) -> bool:
    return tag_of(word)[:1] in "nbj" or tag_of(word) == "vn" or word in words_of("counted noun")


def takes_signs_of(stem: str, metric: Metric) -> bool:
    """Return whether two signs are the verb and the noun of a count, in short: 立案 of 立刑事案件."""
    if kind_of_unit(metric.figure.unit) != "count" or len(stem) != 2:
        return False
    last = cut(metric.name)[-1:]  # none of a figure without a name
    return stem[1] in "".join(last) and shortens(stem, name_key(metric.name))


def _done(words: str) -> bool:
    return words.endswith(words_of("action")) or all(tag_of(part)[:1] == "v" for part in cut(words))


def words_in(key: str) -> list[str]:
    """Return the words of a name; single signs in a row are one word that the dictionary lacks (评查)."""
    parts: list[str] = []
    single = False
    for word in cut(key):
        if len(word) == 1 and single:
            parts[-1] += word
        else:
            parts.append(word)
        single = len(word) == 1
    return parts
