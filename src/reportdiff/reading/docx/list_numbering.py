"""Numbers of list paragraphs as Word prints them: 一、 （一） 1. ① a), from the pattern and count of a level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from attrs import frozen

from reportdiff.lexicon.rows import load_rows

__all__ = ["ListLevel", "ListStyle", "printed_number"]

_PLACEHOLDER = re.compile(r"%(\d)")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_SMALL_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@frozen(kw_only=True)
class ListStyle:
    """How counts of a style are printed: by symbols, place by place in digits, or as Chinese numerals."""

    styles: tuple[str, ...]
    examples: tuple[str, ...]
    symbols: str = ""
    digits: str = ""
    numerals: str = ""
    bare_ten: bool = False

    def printed(self, count: int) -> str:
        """Return a count as it is printed."""
        if self.digits:
            return "".join(self.digits[int(digit)] for digit in str(max(count, 0)))
        if self.numerals and 0 < count < 10_000:
            return self._numeral(count)
        return self.symbols[count - 1] if 0 < count <= len(self.symbols) else str(count)

    def _numeral(self, count: int) -> str:
        numeral, skipped = "", False  # whether a place without digit stands before
        for worth, place in zip((1000, 100, 10, 1), (*reversed(self.numerals[10:]), ""), strict=True):
            digit = count // worth % 10
            if digit:
                numeral += (self.numerals[0] if skipped and numeral else "") + self.numerals[digit] + place
            skipped = not digit
        return numeral[1:] if self.bare_ten and 10 <= count < 20 else numeral


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


@cache
def _list_styles() -> dict[str, ListStyle]:
    return {style: row for row in load_rows("list_styles", ListStyle) for style in row.styles}


def _printed_count(count: int, style: str) -> str:
    if style == "decimalZero":
        return f"{count:02d}"
    if style in ("lowerLetter", "upperLetter"):
        printed = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif style in ("lowerRoman", "upperRoman"):
        printed, left = "", count
        for value, letters in (*_ROMAN, *_SMALL_ROMAN):
            printed += letters * (left // value)
            left %= value
    else:
        row = _list_styles().get(style)
        return row.printed(count) if row else str(count)
    return printed.lower() if style.startswith("lower") else printed
