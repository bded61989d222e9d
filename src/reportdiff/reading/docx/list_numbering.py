"""How Word prints the number of a list paragraph: 一、 （一） 1. ① a) from a level's pattern and its count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve, frozen

__all__ = ["Level", "chinese_numeral", "printed_number"]

_PLACE = re.compile(r"%(\d)")
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
_SIGNS = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
}


@frozen
class Level:
    """One level of a list: how it counts, what it prints around the count, where it starts.

    `legal` shows the counts of all levels in digits; `after` is the outermost level that starts it anew, None for
    each above it, -1 for none.
    """

    style: str = "decimal"
    pattern: str = ""
    start: int = 1
    legal: bool = False
    after: int | None = None

    def starting(self, start: int) -> Level:
        """The same level that starts elsewhere."""
        return evolve(self, start=start)


def printed_number(levels: Sequence[Level], counts: Sequence[int]) -> str:
    """What is printed before a paragraph of the last level; "" for a bullet or a list without numbers.

    >>> printed_number([Level("chineseCounting", "（%1）")], [12])
    '（十二）'
    >>> printed_number([Level(), Level("decimal", "%1.%2 ")], [2, 3])
    '2.3 '
    """
    own = levels[-1]
    if own.style in ("bullet", "none"):
        return ""

    def shown(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        if not 0 <= place < len(counts):
            return ""
        return _count(counts[place], "decimal" if own.legal else levels[place].style)

    return _PLACE.sub(shown, own.pattern)


def _count(number: int, style: str) -> str:
    if style in _IN_CHINESE:
        return chinese_numeral(number)
    if style in _LEGAL:
        numeral = chinese_numeral(number)
        return ("一" + numeral if numeral.startswith("十") else numeral).translate(_LEGAL[style])
    if style in _DIGIT_BY_DIGIT:
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(max(number, 0)))
    if style in _SIGNS and 1 <= number <= len(_SIGNS[style]):
        return _SIGNS[style][number - 1]
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
    """A number below 10,000 in Chinese, as lists print it.

    >>> [chinese_numeral(number) for number in (3, 10, 12, 20, 105, 110)]
    ['三', '十', '十二', '二十', '一百零五', '一百一十']
    """
    if not 0 < number < 10_000:
        return str(number)
    made, zero = "", False
    for place, name in _PLACES:
        digit = number // place % 10
        if digit:
            made += ("零" if zero and made else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return made.removeprefix("一") if made.startswith("一十") else made


def _roman(number: int) -> str:
    made = ""
    for value, letters in (*_ROMAN, *_SMALL_ROMAN):
        made += letters * (number // value)
        number %= value
    return made
