"""Print the number of a list paragraph as Word does (一、 （一） 1. ① a)) from the pattern and count of its level."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

__all__ = ["ListLevel", "chinese_numeral", "printed_number"]

_PLACEHOLDER = re.compile(r"%(\d)")
_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_SMALL_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_IN_CHINESE = frozenset(
    {
        *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
        *("taiwaneseCountingThousand", "koreanCounting", "koreanDigital2"),
    }
)
_DIGIT_BY_DIGIT = frozenset({"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"})
_LEGAL = {
    "chineseLegalSimplified": str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"),
    "ideographLegalTraditional": str.maketrans("一二三四五六七八九十百千", "壹貳參肆伍陸柒捌玖拾佰仟"),
}
_SYMBOLS = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
}


@frozen(kw_only=True)
class ListLevel:
    """A level of a list: the style of its count, the pattern printed around it, and its first count.

    With `legal` the counts of all levels are printed in digits. `restart` is the outermost level that starts it anew:
    None for every level above it, -1 for none.
    """

    style: str = "decimal"
    pattern: str = ""
    start: int = 1
    legal: bool = False
    restart: int | None = None


def printed_number(levels: Sequence[ListLevel], counts: Sequence[int]) -> str:
    """Return what is printed before a paragraph of the last of `levels`; "" for a bullet or a list without numbers.

    >>> printed_number([ListLevel(style="chineseCounting", pattern="（%1）")], [12])
    '（十二）'
    >>> printed_number([ListLevel(), ListLevel(pattern="%1.%2 ")], [2, 3])
    '2.3 '
    """
    last = levels[-1]
    if last.style in ("bullet", "none"):
        return ""

    def count_at(placeholder: re.Match[str]) -> str:
        level = int(placeholder[1]) - 1
        if not 0 <= level < len(counts):
            return ""
        return _printed_count(counts[level], "decimal" if last.legal else levels[level].style)

    return _PLACEHOLDER.sub(count_at, last.pattern)


def _printed_count(number: int, style: str) -> str:
    if style in _IN_CHINESE:
        return chinese_numeral(number)
    if style in _LEGAL:
        numeral = chinese_numeral(number)
        return ("一" + numeral if numeral.startswith("十") else numeral).translate(_LEGAL[style])
    if style in _DIGIT_BY_DIGIT:
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(max(number, 0)))
    if style in _SYMBOLS and 1 <= number <= len(_SYMBOLS[style]):
        return _SYMBOLS[style][number - 1]
    if style == "decimalZero":
        return f"{number:02d}"
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.lower() if style == "lowerRoman" else roman
    if style == "decimalFullWidth":
        return "".join(chr(ord("０") + int(digit)) for digit in str(number))
    return str(number)


def chinese_numeral(number: int) -> str:
    """Return a number below 10,000 in Chinese, as lists print it.

    >>> [chinese_numeral(number) for number in (3, 10, 12, 20, 105, 110)]
    ['三', '十', '十二', '二十', '一百零五', '一百一十']
    """
    if not 0 < number < 10_000:
        return str(number)
    numeral, skipped = "", False  # whether a place without digit stands before
    for value, name in _PLACES:
        digit = number // value % 10
        if digit:
            numeral += ("零" if skipped and numeral else "") + _DIGITS[digit] + name
        skipped = not digit
    return numeral.removeprefix("一") if numeral.startswith("一十") else numeral


def _roman(number: int) -> str:
    numeral = ""
    for value, letters in (*_ROMAN, *_SMALL_ROMAN):
        numeral += letters * (number // value)
        number %= value
    return numeral
