"""Units that the heads and labels of tables print: 地区生产总值（亿元）, 2023年 千港元 HK$'000."""

from __future__ import annotations

import re
from functools import lru_cache

from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.text.scales import SCALE_WORDS, english_unit, split_scale

__all__ = ["is_unit", "unit_in"]

_MONEY = "(?:(?:人民[币幣]|港[币幣])[ \u3000]*)?"
_IN_BRACKETS = re.compile(rf"[（(【\[]\s*(?:单位[:：])?\s*{_MONEY}([^（()）【】\[\]\s]{{1,6}}?)\s*[）)】\]]$")
_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff±+\-－])[\s\u3000]*([%％‰])$")
_BEHIND_BLANK = re.compile(rf"(\S*\d\S*)[ \u3000]+{_MONEY}(\S{{0,3}}元)")  # 2024年 人民币千元
_BEHIND_YEAR = re.compile(rf"((?:19|20)\d\d(?:年度?)?){_MONEY}(\S{{0,4}}元)")
_THOUSANDS = ("千", "百")  # the unit begins so where no 年 stands before it: 2024百万元, but no year is in 2024万元
_BARE = re.compile(r"[±+\-－＋/,，、（()）]*[%％‰][±]?[）)]?")
_BARE_SCALES = frozenset(word for factor, word in SCALE_WORDS.items() if factor >= 10**4)


@lru_cache(maxsize=4096)
def unit_in(words: str) -> tuple[str, str]:
    """Split a head or row label into its words and the unit that it ends with ("" if it names none).

    >>> unit_in("地区生产总值（亿元）"), unit_in("收益（港币千元）"), unit_in("增减%"), unit_in("（一）机构")
    (('地区生产总值', '亿元'), ('收益', '千元'), ('增减', '%'), ('（一）机构', ''))
    >>> unit_in("2023年 千港元 HK$'000"), unit_in("2023百万美元")
    (('2023年', '千港元'), ('2023', '百万美元'))
    """
    if (english := english_unit(words)) is not None:
        rest, unit = ("", english[0]) if is_unit(english[0]) else unit_in(english[0])
        return rest, english[1] if split_scale(english[1])[0] else unit or english[1]
    if (bracketed := _IN_BRACKETS.search(words)) is not None:
        unit = bracketed[1].replace("／", "/").replace("％", "%").lstrip("±+-－＋,，")
        if (is_unit(unit) or unit in _BARE_SCALES) and not pattern("head_words", "other place").search(words):
            return words[: bracketed.start()].rstrip(), unit
    spaced = _BEHIND_BLANK.fullmatch(words) or _BEHIND_YEAR.fullmatch(words)
    bare = spaced is not None and words[:4] == spaced[1] and not words[4:5].isspace()
    if spaced is not None and is_unit(spaced[2]) and (not bare or spaced[2].startswith(_THOUSANDS)):
        return spaced[1], spaced[2]
    behind = _BEHIND.search(words)
    if behind is not None:
        return words[: behind.start()].rstrip(), behind[1].replace("％", "%")
    return ("", "%") if _BARE.fullmatch(words) else (words, "")


def is_unit(words: str) -> bool:
    """Return whether the words are a unit of the lexicon, a scaled unit, a percent sign or percentage points.

    >>> is_unit("万元"), is_unit("比重(百分点)")
    (True, False)
    """
    if words in ("%", "％", "‰") or words.strip("（()）±+-－＋、,，/个 ") == "百分点":
        return True
    return kind_of_unit(words) is not None or kind_of_unit(split_scale(words)[1]) is not None
