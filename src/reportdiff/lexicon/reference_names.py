"""Names as references: what of a name tells its figure from others, and which facets keep two figures apart."""

from __future__ import annotations

import re
from functools import lru_cache

from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.facets import facet_rows
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.model import Facets
from reportdiff.text.words import cut

__all__ = ["DENIALS", "NATION", "agree", "calls_one_whole", "facets_fit", "name_key", "narrower_area", "one_entity"]
__all__ += ["of_other_version", "says_nothing", "shortens"]

NATION = "全国"  # the whole of a national issuer alone: facets that only fit by it bind nothing for sure
DENIALS = "不未"  # 不起诉 is no 起诉
_YEAR = re.compile(r"(?:19|20)\d\d年度?")
_OF_THINGS = "以届级"  # behind a year that things are told by: 2020年以前贷款
_SHORT = 2  # characters of a noun that each item has its own of: 支出
_MARKS = re.compile(r"[\s“”\"'‘’（）()《》、，,。：:的了]")


@lru_cache(maxsize=1)
def _dropped() -> re.Pattern[str]:
    facets = [word for row in facet_rows() for word in row.words]
    return re.compile(alternation((*facets, *words_of("not of a reference"))))


@lru_cache(maxsize=1 << 13)
def name_key(name: str) -> str:
    """Return what of a name tells it from others of its year, area and account; the name itself where nothing does.

    >>> name_key("全市地方一般公共预算收入计划"), name_key("市级一般公共预算收入")
    ('收入', '收入')
    """
    bare = _MARKS.sub("", name)
    year = _YEAR.match(bare)
    if year is not None and bare[year.end() : year.end() + 1] not in _OF_THINGS:
        bare = bare[year.end() :]
    return _dropped().sub("", bare) or bare


def says_nothing(name: str) -> bool:
    """Return whether a name is made of words that status and facets say already: 完成年初预算.

    >>> says_nothing("完成年初预算"), says_nothing("税收收入")
    (True, False)
    """
    return not _dropped().sub("", _MARKS.sub("", name))


def calls_one_whole(words: str) -> bool:
    """Return whether the words of a share call a whole that others of the text call so too, and no whole of its own.

    >>> calls_one_whole("占毕业生总数的"), calls_one_whole("占全年支出的")
    (True, False)
    """
    core = check_words("time of a whole").sub("", words).strip("占的 ")
    return len(check_words("size of a whole").sub("", name_key(core))) > _SHORT


def of_other_version(said: str, printed: str) -> bool:
    """Return whether some words name a version of a plan, and a name another one.

    >>> of_other_version("完成年初预算的90.0%", "收入调整预算"), of_other_version("完成预算的90.0%", "收入调整预算")
    (True, False)
    """
    one, other = (check_words("plan version").search("".join(words.split())) for words in (said, printed))
    return one is not None and other is not None and one[0][:2] != other[0][:2]


def shortens(short: str, name: str) -> bool:
    """Return whether words take some signs of the last words of a name, as abbreviations do: 不[起]诉."""
    denied = {sign for sign in DENIALS if sign in name} - set(short)
    words = [] if denied else cut(name)
    for start in range(len(words)):
        rest = "".join(words[start:])
        signs = iter(rest)
        if 1 < len(short) < len(rest) and rest[0] == short[0] and all(sign in signs for sign in short):
            return True
    return False


def agree(one: str | None, other: str | None) -> bool:
    """Return whether two values of a facet can be one: equal, or one of them printed nowhere."""
    return one is None or other is None or one == other


def facets_fit(one: Facets, other: Facets) -> bool:
    """Return whether nothing that two figures' surroundings say keeps them apart."""
    return (
        _area_fits(one.area, other.area) and agree(one.account, other.account) and one_entity(one.entity, other.entity)
    )


@lru_cache(maxsize=1)
def _wholes() -> frozenset[str]:
    return frozenset(row.value for row in facet_rows() if row.whole)


def narrower_area(area: str | None) -> str | None:
    """Return an area that is less than the issuer's own (市本级, a district), None for 全市 and what nobody named."""
    return None if area in _wholes() else area


def one_entity(one: str | None, other: str | None) -> bool:
    """Return whether two figures are of one entity: what names none in the report of a group is of the group.

    >>> one_entity(None, "合并"), one_entity(None, "母公司")
    (True, False)
    """
    return one == other or _wholes().issuperset({one, other} - {None})


def _area_fits(one: str | None, other: str | None) -> bool:
    """Return whether areas agree, one that nobody named being the issuer's own: it fits 全市, but no district."""
    if one == other:
        return True
    known = one if other is None else other if one is None else None
    return known in _wholes() or known == NATION
