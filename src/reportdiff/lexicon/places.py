"""Read the name of a district, county, town, village or zone at the head of a clause or a name."""

from __future__ import annotations

import re
from functools import cache

from reportdiff.lexicon.words import alternation, words_of
from reportdiff.text.words import Cutter, current_cutter, cut, tag_of

__all__ = ["is_wider_than", "place_at_head", "place_ends"]

_RANKS = ("国", "省", "市", "县")  # of the areas that 全 names, widest first
_RANK_OF = {**{end: at for at, end in enumerate(_RANKS)}, "州": 2, "盟": 2, "区": 3, "旗": 3}
_OF_PLACES = ("ns", "nr", "nz")  # parts of speech of names
_ENDS = ("v", "p", "u", "t")  # parts of speech that no name of a place has inside
_SIGNS = ("n", "f", "j", "v", "")  # parts of speech of single signs that begin one
_NAMED = 4  # words of a clause's head among which a place's name ends


def is_wider_than(area: str, issuer: str | None) -> bool:
    """Return whether an area (全省) holds an issuer's place as a part; of an unknown issuer, the nation and a province.

    >>> is_wider_than("全省", "江城市中级人民法院"), is_wider_than("全市", "江城市中级人民法院")
    (True, False)
    """
    rank = _RANK_OF.get(area.replace("自治区", "省")[1:2])
    if rank is None or area[:1] != "全":
        return False
    ends = [_RANK_OF[sign] for sign in (issuer or "省").replace("自治区", "省") if sign in _RANK_OF]
    return bool(ends) and rank < ends[-1] + (issuer is None)


@cache
def _zone() -> re.Pattern[str]:
    return re.compile("[\u4e00-\u9fff]{0,6}?" + alternation(words_of("zone")))


@cache
def place_ends() -> tuple[str, ...]:
    """Return what the names of districts, counties, towns and villages end in."""
    return (*words_of("wide place"), *words_of("town"))


@cache
def _ends() -> frozenset[str]:
    return frozenset(word[-1] for word in (*place_ends(), *words_of("zone")))


def _holds_end(head: str) -> bool:
    return not _ends().isdisjoint(head)


def place_at_head(head: str) -> str:
    """Return the name of a district, county, town or zone that a clause begins with, "" where it begins with none.

    Zones are known by their last word (高新区), places by their part of speech (吉首市, ns) or as a word that the
    dictionary lacks with 区, 县 or 镇 behind it; 地区 and 社区 are no places.
    """
    if not _holds_end(head):
        return ""  # as in most names; nothing need be cut
    if head[0] in words_of("splits by") and tag_of(cut(head[1:])[0]) == "n":
        return ""  # 分|地区看
    zone = _zone().match(head)
    if zone is not None and not any(len(word) > 1 and tag_of(word) in _ENDS for word in cut(zone[0])):
        return zone[0]
    if not _may_end(head):
        return ""
    words, wide, ends = cut(head)[:_NAMED], words_of("wide place"), place_ends()
    name = ""
    for at, word in enumerate(words):
        before, name = name, name + word
        if word in ends:
            if at and words[at + 1 : at + 2] and words[at + 1] in ends:
                continue  # 海|州|区
            placed = _unknown_word(before) or (at == 1 and tag_of(before).startswith(_OF_PLACES))
            named = len(name) > 2 and placed and before not in words_of("addition")  # 新建|村卫生室
            if named or word in wide:
                return name if named else ""
        if word.endswith(wide) or (at == 0 and word.endswith(ends)):
            of_place = len(word) >= 3 and tag_of(word) in ("ns", "")
            return name if (at == 0 and of_place) or (at == 1 and len(word) == 2 and _part_of_place(before)) else ""
        if len(word) > 1 and tag_of(word) in _ENDS:
            break
    return ""


def _may_end(head: str) -> bool:
    """Return whether a place may end within four characters, or the dictionary has a longer one: else cut nothing."""
    if current_cutter() is Cutter.FULL or not _ends().isdisjoint(head[2:4]):
        return True
    return any(tag_of(head[:size]).startswith(_OF_PLACES) for size in range(4, len(head) + 1))


def _part_of_place(sign: str) -> bool:
    """Return whether a sign before 城区 or 湖区 makes a name of it: 东|城区, but 老|城区."""
    return len(sign) == 1 and tag_of(sign)[:1] in _SIGNS and sign not in words_of("no part of a place")


def _unknown_word(name: str) -> bool:
    """Return whether a name is a word that the dictionary lacks: single signs (汀|岸), no pronoun among them."""
    words = cut(name)
    return len(words) == len(name) in (2, 3) and not any(word in words_of("no part of a place") for word in words)
