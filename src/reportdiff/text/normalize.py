"""One character for one: digits of other scripts and full-width signs are read as ASCII, and no offset moves."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["normalize_characters", "normalize_years"]

_WIDE = "０１２３４５６７８９％．＋－／＝～　（）＂：∶﹪﹒﹐﹣−‐‑–\u2007\u00a0\u2002\u2003\u2009\u202f"
_NARROW = '0123456789%.+-/=~ （）"：：%.,------     '
_TABLE = {ord(wide): narrow for wide, narrow in zip(_WIDE, _NARROW, strict=False)}
_TABLE.update({0xFF21 + i: chr(0x41 + i) for i in range(26)})
_TABLE.update({0xFF41 + i: chr(0x61 + i) for i in range(26)})
_TABLE.update({ord("("): "（", ord(")"): "）"})
_TABLE = {wide: narrow for wide, narrow in _TABLE.items() if chr(wide) != narrow}
_YEAR = re.compile("[一二][〇○零九0][〇○零0一二三四五六七八九]{2}年")
_FORMAL = re.compile("[壹贰叁肆伍陆柒捌玖][拾佰仟万亿][壹贰叁肆伍陆柒捌玖零拾佰仟万亿]*")  # 伍仟元整
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")  # what int() takes as well: 𝟑 of a mathematical alphabet, ٣ of the Arabic one
_ASIDE = re.compile(  # a name and its figure in other brackets: [含逃犯200名], but not 〔2023〕12号
    r"[\[〔【]([^\[\]〔〕【】（）\n。]{1,60}[^\W\d][：:]?\d[\d,.]{0,20}(?:[^\W\d年]|%)[^\[\]〔〕【】（）\n。]{0,60})[\]〕】]"
)
_FOLDED = re.compile("[" + "".join(map(re.escape, map(chr, _TABLE))) + "]")  # far faster than str.translate


def normalize_characters(text: str) -> str:
    """`text` with digits, signs, letters and brackets in one form each; the same length, so that offsets hold.

    >>> normalize_characters("２８７件(次)"), normalize_characters("二〇二三年"), normalize_characters("伍仟元整")
    ('287件（次）', '2023年', '五千元整')
    >>> normalize_characters("佔38﹒5%"), normalize_characters("46﹐800平方米")
    ('佔38.5%', '46,800平方米')
    >>> normalize_characters("读者66万人次〔少儿9万人次〕")
    '读者66万人次（少儿9万人次）'
    """
    folded = _FOLDED.sub(lambda found: _TABLE[ord(found[0])], text)
    folded = _OTHER_DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), folded)
    folded = _ASIDE.sub(r"（\1）", folded)
    return _FORMAL.sub(lambda found: found[0].translate(_PLAIN), normalize_years(folded))


def normalize_years(text: str) -> str:
    """`text` with the years that Chinese digits write in Arabic ones.

    >>> normalize_years("二零二四年")
    '2024年'
    """
    return _YEAR.sub(lambda found: found[0].translate(_DIGITS), text)
