"""The words that multiply a number: 万, 亿 and their kin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["SCALES", "SCALE_WORDS", "english_unit", "split_scale"]

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
