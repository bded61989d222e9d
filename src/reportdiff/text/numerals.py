"""Chinese numerals → integers (一百二十三, 三百五, 二〇二三, 十余万), and the words that multiply a number (万, 亿)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

__all__ = ["CHINESE_DIGITS", "SCALES", "SCALE_WORDS", "chinese_value", "doubling_factor", "english_unit"]
__all__ += ["split_scale"]

CHINESE_DIGITS = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LONGEST = 40  # signs; what is longer counts nothing
_DOUBLED = re.compile(r"翻了?([一两二三四五\d]*)番|倍增|翻倍")
_LARGE = {"万": 10**4, "亿": 10**8}
SCALES: Mapping[str, int] = MappingProxyType({
    "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
    "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
})  # fmt: skip
"""Every scale word with its factor."""

SCALE_WORDS: Mapping[int, str] = MappingProxyType(
    {SCALES[word]: word for word in ("百", "千", "万", "百万", "千万", "亿", "万亿")}
)
"""The factors that figures are printed in, with their words (10亿, not 1十亿)."""

_LONGEST_FIRST = sorted(SCALE_WORDS.values(), key=len, reverse=True)
_CURRENCIES = {"人民币": "元", "港币": "港元", "港元": "港元", "美元": "美元"}  # named before the scale
_ENGLISH_CURRENCIES = {"HK$": "港元", "HKD": "港元", "US$": "美元", "USD": "美元", "RMB": "元", "CNY": "元"}
_ENGLISH_SCALES = {"'000": "千", "000": "千", "million": "百万", "mn": "百万", "m": "百万", "": ""}
_ENGLISH_UNIT = re.compile(
    r"[（(]?(HK\$|US\$|HKD|USD|RMB|CNY)\s?('?000|million|mn|m\b|)(?![A-Za-z])s?[)）]?", re.IGNORECASE
)
_UNITS = frozenset({"千瓦", "千米", "千克", "千伏", "千瓦时", "百分点", "千分点"})


@lru_cache(maxsize=1 << 10)  # mostly 一 and 两, in words that measure nothing
def chinese_value(numeral: str) -> int | None:
    """The number that `numeral` writes, or None where it writes none.

    Grammar: digit strings (二〇二三, 一二〇); else groups of [digit] 十|百|千 with an optional last digit, closed by
    万 or 亿. A last digit without its place takes the next lower one (三百五 is 350), unless 零 stands before it.

    >>> chinese_value("一百二十三"), chinese_value("三百五"), chinese_value("二〇二三"), chinese_value("十二万")
    (123, 350, 2023, 120000)
    """
    if not numeral or len(numeral) > _LONGEST:
        return None
    if all(sign in CHINESE_DIGITS for sign in numeral):
        return int("".join(str(CHINESE_DIGITS[sign]) for sign in numeral))
    total = section = 0
    digit: int | None = None
    place = 0  # the place that the last unit closed: a bare digit behind 百 counts tens
    for sign in numeral:
        if sign in CHINESE_DIGITS:
            if digit not in (None, 0):
                return None
            digit = CHINESE_DIGITS[sign]
            if digit == 0:
                place = 0
        elif sign in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[sign]
            digit, place = None, _SMALL[sign]
        elif sign in _LARGE:
            section += digit or (1 if not total + section and digit is None else 0)  # 万亿元, 亿元
            total = (total + section) * _LARGE[sign] if sign == "亿" else total + section * _LARGE[sign]
            section, digit, place = 0, None, _LARGE[sign]
        else:
            return None
    if digit:
        section += digit * (place // 10 if place >= 100 else 1)
    return total + section


def doubling_factor(words: str) -> int | None:
    """Return the 2ⁿ of 翻n番; None where n cannot be read.

    >>> doubling_factor("翻一番"), doubling_factor("比2010年翻了两 番"), doubling_factor("翻几番")
    (2, 4, None)
    >>> doubling_factor("实现倍增")
    2
    """
    found = _DOUBLED.search("".join(words.split()))
    if found is None:
        return None
    times = found[1] or "一"
    power = int(times) if times.isdigit() else chinese_value(times)
    return 2**power if power and power < 10 else None


def english_unit(words: str) -> tuple[str, str] | None:
    """Return what stands beside a unit of money in English, and the unit in Chinese; None where there is none.

    >>> english_unit("2023 HK$'000"), english_unit("收入 RMB million"), english_unit("2023年")
    (('2023', '千港元'), ('收入', '百万元'), None)
    """
    found = _ENGLISH_UNIT.search(words.replace("’", "'").replace("‘", "'"))
    if found is None:
        return None
    unit = _ENGLISH_SCALES[found[2].lower()] + _ENGLISH_CURRENCIES[found[1].upper()]
    return f"{words[: found.start()].rstrip()} {words[found.end() :].lstrip()}".strip(), unit


def split_scale(unit: str) -> tuple[str, str]:
    """Return the scale word at the head of a unit, "" where there is none, and the unit behind it.

    >>> split_scale("万元"), split_scale("千瓦时"), split_scale("件"), split_scale("港币千元")
    (('万', '元'), ('', '千瓦时'), ('', '件'), ('千', '港元'))
    """
    currency = next((name for name in _CURRENCIES if unit.startswith(name) and unit.endswith("元")), "")
    if currency and unit != _CURRENCIES[currency]:
        unit = unit.removeprefix(currency).removesuffix("元") + _CURRENCIES[currency]
    word = next((word for word in _LONGEST_FIRST if unit.startswith(word)), "")
    return (word, unit[len(word) :]) if unit not in _UNITS and unit != word else ("", unit)
