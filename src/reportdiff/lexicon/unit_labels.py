"""The unit that a label of a table ends with, in Chinese, English or both: 收入（亿元）, 2023年 千港元 HK$'000."""

from __future__ import annotations

import re
from functools import lru_cache

from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.text.scales import SCALE_WORDS, split_scale

__all__ = ["chinese_words", "is_unit", "unit_alone", "unit_in"]

_IN_BRACKETS = re.compile(r"[（(【\[]\s*(?:单位[:：])?\s*(?:人民币)?([^（()）【】\[\]]{1,8}?)\s*[）)】\]]$")
_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff±+\-－])[\s\u3000]*([%％‰])$")
_BEHIND_BLANK = re.compile(r"(\S*\d\S*)[ \u3000]+(?:人民币)?(\S{0,5}元)")  # 2024年 人民币千元
_BARE = re.compile(r"[±+\-－＋/,，、（()）]*[%％‰][±]?[）)]?")
_BARE_SCALES = frozenset(word for factor, word in SCALE_WORDS.items() if factor >= 10**4)
_CURRENCIES = {"HK$": "港元", "HKD": "港元", "US$": "美元", "USD": "美元", "RMB": "元", "CNY": "元"}
_SCALES = {"000": "千", "thousand": "千", "million": "百万", "billion": "十亿", "mn": "百万", "bn": "十亿", "m": "百万"}
_ENGLISH = re.compile(
    rf"[(（]?(?P<name>{'|'.join(map(re.escape, _CURRENCIES))})\s?['’‘`]?(?P<scale>{'|'.join(_SCALES)})?(?!\w)[)）]?"
)
_TWO_LANGUAGES = re.compile(r"(?:[A-Za-z][\x20-\x7e]*\s)?(?P<chinese>[^\x00-\x7f].*?)(?:\s[(A-Za-z'][\x20-\x7e’]*)?")


def chinese_words(label: str) -> str:
    """Return the Chinese of a label in two languages.

    >>> chinese_words("收入 Revenue"), chinese_words("Revenue 收入"), chinese_words("R&D费用")
    ('收入', '收入', 'R&D费用')
    """
    found = None if label.isascii() else _TWO_LANGUAGES.fullmatch(label)
    return found["chinese"] if found is not None else label


def unit_alone(label: str) -> str:
    """Return the unit that fills a label, in one language or two; "" where it says something else.

    >>> unit_alone("人民币千元 RMB'000"), unit_alone("HK$ million"), unit_alone("千人次 '000"), unit_alone("收入")
    ('人民币千元', '百万港元', '千人次', '')
    """
    words = chinese_words(_in_chinese(label))
    return words if is_unit(words) else ""


@lru_cache(maxsize=4096)
def _in_chinese(label: str) -> str:
    """Return a label with the Chinese unit for the English one, or without that where both are printed."""
    english = _ENGLISH.search(label)
    if english is None:
        return label
    before, behind = label[: english.start()].strip(), label[english.end() :].strip()
    told = any(unit_in(f"0 {words.split()[-1]}")[1] for words in (before, behind) if words)
    unit = "" if told else _SCALES.get(english["scale"] or "", "") + _CURRENCIES[english["name"]]
    return " ".join(filter(None, (before, unit, behind)))


@lru_cache(maxsize=4096)
def unit_in(words: str) -> tuple[str, str]:
    """Split a head or row label into its words and the unit that it ends with ("" if it names none).

    >>> unit_in("地区生产总值（亿元）"), unit_in("收益（港币千元）"), unit_in("增减%"), unit_in("（一）机构")
    (('地区生产总值', '亿元'), ('收益', '港币千元'), ('增减', '%'), ('（一）机构', ''))
    """
    words = _in_chinese(words)
    if (bracketed := _IN_BRACKETS.search(words)) is not None:
        unit = bracketed[1].replace("／", "/").replace("％", "%").lstrip("±+-－＋,，")
        if (is_unit(unit) or unit in _BARE_SCALES) and not pattern("head_words", "other place").search(words):
            return words[: bracketed.start()].rstrip(), unit
    if (spaced := _BEHIND_BLANK.fullmatch(words)) is not None and is_unit(spaced[2]):
        return spaced[1], spaced[2]
    behind = _BEHIND.search(words)
    if behind is not None:
        return words[: behind.start()].rstrip(), behind[1].replace("％", "%")
    return ("", "%") if _BARE.fullmatch(words) else (words, "")


def is_unit(words: str) -> bool:
    """Return whether the words are a unit of the lexicon, a scaled unit, a percent sign or percentage points.

    >>> is_unit("万元"), is_unit("某局")
    (True, False)
    """
    if words in ("%", "％", "‰") or "百分点" in words:
        return True
    return kind_of_unit(words) is not None or kind_of_unit(split_scale(words)[1]) is not None
