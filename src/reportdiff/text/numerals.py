"""Chinese numerals → integers: 一百二十三, 三百五, 二〇二三, 十余万."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["CHINESE_DIGITS", "chinese_value", "doubling_factor"]

CHINESE_DIGITS = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LONGEST = 40  # signs; what is longer counts nothing
_DOUBLED = re.compile(r"翻了?([一两二三四五\d]*)番|倍增|翻倍")
_LARGE = {"万": 10**4, "亿": 10**8}


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
