"""Visible text of a document: radicals as the ideographs they show, invisible and markup characters left out."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence

from reportdiff.reading.full_stops import with_full_stops
from reportdiff.reading.line_joining import line_joins

__all__ = ["count_private_characters", "is_blank", "visible_characters", "visible_text"]

# Radicals of Unicode's supplement and their ideographs (EquivalentUnifiedIdeograph.txt). The Kangxi radicals and the
# compatibility ideographs decompose by NFKC, two of them to the traditional form of what simplified texts print.
_SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕𫜹⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗"
    "⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠"
    "⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_IDEOGRAPHS = dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)) | {"⼾": "户", "⿊": "黑"}
# What fonts of Founder's printing systems call the dot of a number and the dot between two names.
_FOUNDER_SIGNS = {"\U001001b0": ".", "\U00100170": "·"}
_RADICALS = "\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f"
_INVISIBLE = (  # zero width, direction, joining, variants, tags
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e01ef"
)
_BULLET = "\uf020-\uf0ff"  # characters of a symbol font; at the head of a line they draw a bullet
_UNUSUAL = re.compile(  # holds all that the next three patterns look for; the class alone is found faster
    "[^\x00-\xac\xae-\u024f\u2000-\u200a\u2010-\u2027\u2030-\u205f\u20a0-\u2e7f\u3000-\ud7ff\uff01-\uffee]"
)
_DROPPED = re.compile(f"[{_INVISIBLE}]")
_REPLACED = re.compile(f"[{_RADICALS}{''.join(_FOUNDER_SIGNS)}]|(?m:^[ \t\u3000]*[{_BULLET}])")
_PRIVATE = re.compile("[\ue000-\uf01f\uf100-\uf8ff\U000f0000-\U0010fffd]")
_VISIBLE = re.compile(f"[^{_INVISIBLE}\x00 \t\r\n\u3000\xa0]")
_MARKUP = re.compile(
    r"""\*\*(?=\S)(?P<bold>[^*\n]{1,200}?)(?<=\S)\*\*                                             # **287**
    |\[(?P<link>[^\[\]\n]{1,200})\]\((?:https?:|mailto:|[/#.])[^()\s]{0,500}\)                    # [287件](/a.html)
    |(?<!_)__(?=[^\s_])(?P<strong>[^_\n]{1,200}?)(?<=[^\s_])__(?!_)                               # __287__
    |`(?P<code>[^`\n]{1,200})`                                                                    # `287`
    |(?<![*0-9A-Za-z])\*(?=[^\s*])(?P<lean>[^*\n]{1,200}?)(?<=[^\s*])\*(?![*0-9A-Za-z])           # *287*, not 2*3*4
    |\\(?=[%*_\#|.+`~>()\[\]-])                                                                   # 95\%
    |</?(?:b|br|em|i|p|span|strong|sub|sup|u|font|div)\b[^<>\n]{0,200}>|&nbsp;                    # <b>287</b>
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MARKUP_SIGN = re.compile(r"\*[^\s*]|\]\(|__|`|\\[%*_#|.+`~>()\[\]-]|</?[a-z]|&nbsp;", re.IGNORECASE)


def _replacement(match: re.Match[str]) -> str:
    shown = match[0]
    if len(shown) > 1 or "\uf020" <= shown <= "\uf0ff":
        return shown[:-1] + "•"
    return _IDEOGRAPHS.get(shown) or _FOUNDER_SIGNS.get(shown) or unicodedata.normalize("NFKC", shown)


def visible_characters(text: str) -> str:
    """Return `text` with radicals as the ideographs that they show, and without invisible characters.

    >>> visible_characters("⼀般公共预算⽀出2\\u200b87万元")
    '一般公共预算支出287万元'
    """
    if _UNUSUAL.search(text) is None:
        return text
    return _REPLACED.sub(_replacement, _DROPPED.sub("", text))


def is_blank(text: str) -> bool:
    """Return whether `text` holds nothing but blanks and invisible characters.

    >>> is_blank(" \\n\\u200b"), is_blank("件")
    (True, False)
    """
    return _VISIBLE.search(text) is None


def visible_text(text: str) -> tuple[str, Sequence[int]] | None:
    """Return the visible text, and for each of its characters and its end the offset in `text`; None if they agree.

    Besides what `visible_characters` does, dots that end sentences become full stops, lines that an editor broke are
    joined, and Markdown's marks of bold words and links are left out.

    >>> visible_text("2\\u200b87件")
    ('287件', array('l', [0, 2, 3, 4, 5]))
    >>> visible_text("受理**287**件")[0]
    '受理287件'
    """
    printed, text = text, with_full_stops(text)
    unusual = _UNUSUAL.search(text) is not None
    left_out = [match.span() for match in _DROPPED.finditer(text)] if unusual else []
    if _MARKUP_SIGN.search(text) is not None:
        left_out += _markup(text)
    left_out += line_joins(text)
    if not left_out and text is printed and (not unusual or _REPLACED.search(text) is None):
        return None
    left_out.sort()
    kept: list[str] = []
    offsets = array("l")
    position = 0
    for start, end in [*left_out, (len(text), len(text))]:
        if start > position:
            kept.append(text[position:start])
            offsets.extend(range(position, start))
        position = max(position, end)
    offsets.append(len(text))
    return _REPLACED.sub(_replacement, "".join(kept)), offsets


def _markup(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of markup characters before and behind the words that they mark."""
    for match in _MARKUP.finditer(text):
        start, end = match.span(match.lastgroup) if match.lastgroup else (match.end(), match.end())
        yield match.start(), start
        yield end, match.end()


def count_private_characters(text: str) -> tuple[int, int]:
    """Return how many characters of private fonts `text` holds, whose meaning is unknown, and the line of the first.

    >>> count_private_characters("一\\n\\ue001二")
    (1, 2)
    """
    first = _PRIVATE.search(text) if _UNUSUAL.search(text) is not None else None
    if first is None:
        return 0, 0
    return len(_PRIVATE.findall(text)), text.count("\n", 0, first.start()) + 1
