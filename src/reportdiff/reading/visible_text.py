"""What a text shows, where its characters say something else: radicals for ideographs, marks that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence

from reportdiff.reading.line_joining import joins_of

__all__ = ["clean", "is_blank", "private_letters", "view_of"]

# Unicode's EquivalentUnifiedIdeograph.txt for the supplement; the Kangxi block and the compatibility ideographs
# decompose by NFKC. A few Kangxi radicals decompose to the traditional form of what a simplified text prints with them.
_SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕𫜹⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗"
    "⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠"
    "⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_SHOWN = dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)) | {"⼾": "户", "⿊": "黑"}
_LOOKALIKE = "\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f"
_UNSEEN = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e01ef"
)  # zero width, direction, joining, variants, tags
_SYMBOL = "\uf020-\uf0ff"  # letters of a symbol font: at the head of a line they draw a bullet
_UNUSUAL = re.compile(  # all that the patterns below look for, and more: a class that is fast to search for
    "[^\x00-\xac\xae-\u024f\u2000-\u200a\u2010-\u2027\u2030-\u205f\u20a0-\u2e7f\u3000-\ud7ff\uff01-\uffee]"
)
_DROPPED = re.compile(f"[{_UNSEEN}]")
_SHOWING = re.compile(f"[^{_UNSEEN}\x00 \t\r\n\u3000\xa0]")
_FOLDED = re.compile(f"[{_LOOKALIKE}]|(?m:^[ \t\u3000]*[{_SYMBOL}])")
_MARKED = re.compile(
    r"\*\*(?=\S)(?P<bold>[^*\n]{1,200}?)(?<=\S)\*\*|\[(?P<link>[^\[\]\n]{1,200})\]\((?:https?:|mailto:|[/#.])[^()\s]{0,500}\)"
    r"|(?<!_)__(?=[^\s_])(?P<strong>[^_\n]{1,200}?)(?<=[^\s_])__(?!_)|`(?P<code>[^`\n]{1,200})`"
    r"|(?<![*0-9A-Za-z])\*(?=[^\s*])(?P<lean>[^*\n]{1,200}?)(?<=[^\s*])\*(?![*0-9A-Za-z])"
    r"|(?P<gone>\\(?=[%*_#|.+`~>()\[\]-])|</?(?:b|br|em|i|p|span|strong|sub|sup|u|font|div)\b[^<>\n]{0,200}>|&nbsp;)",
    re.I,
)
_MARK = re.compile(r"\*[^\s*]|\]\(|__|`|\\[%*_#|.+`~>()\[\]-]|</?[a-z]|&nbsp;", re.I)
_PRIVATE = re.compile("[\ue000-\uf01f\uf100-\uf8ff\U000f0000-\U0010fffd]")


def _shown(found: re.Match[str]) -> str:
    sign = found[0]
    if len(sign) > 1 or "\uf020" <= sign <= "\uf0ff":
        return sign[:-1] + "•"
    return _SHOWN.get(sign) or unicodedata.normalize("NFKC", sign)


def clean(text: str) -> str:
    """`text` with radicals as the ideographs that they show, and without marks that nobody sees.

    >>> clean("⼀般公共预算⽀出2\\u200b87万元")
    '一般公共预算支出287万元'
    """
    if _UNUSUAL.search(text) is None:
        return text
    return _FOLDED.sub(_shown, _DROPPED.sub("", text))


def is_blank(text: str) -> bool:
    """Whether `text` shows nothing: blanks, and marks that nobody sees.

    >>> is_blank(" \\n\\u200b"), is_blank("件")
    (True, False)
    """
    return _SHOWING.search(text) is None


def view_of(text: str) -> tuple[str, Sequence[int]] | None:
    """What `text` shows, and the index in it of each of the view's characters, and of its end; None if it shows itself.

    Besides what `clean` does, lines that an editor broke run on, and the marks of Markdown for bold words and links
    are left out.

    >>> view_of("2\\u200b87件")
    ('287件', array('l', [0, 2, 3, 4, 5]))
    >>> view_of("受理**287**件")[0]
    '受理287件'
    """
    unusual = _UNUSUAL.search(text) is not None
    gone = [found.span() for found in _DROPPED.finditer(text)] if unusual else []
    if _MARK.search(text) is not None:
        for found in _MARKED.finditer(text):
            kind = found.lastgroup or "gone"
            inner = found.span(kind) if kind != "gone" else (found.end(), found.end())
            gone += [(found.start(), inner[0]), (inner[1], found.end())]
    gone += joins_of(text)
    if not gone and (not unusual or _FOLDED.search(text) is None):
        return None
    gone.sort()
    kept: list[str] = []
    places = array("l")
    at = 0
    for start, end in [*gone, (len(text), len(text))]:
        if start > at:
            kept.append(text[at:start])
            places.extend(range(at, start))
        at = max(at, end)
    places.append(len(text))
    return _FOLDED.sub(_shown, "".join(kept)), places


def private_letters(text: str) -> tuple[int, int]:
    """How many letters of private fonts `text` holds, whose meaning nobody can know, and the line of the first.

    >>> private_letters("一\\n\\ue001二")
    (1, 2)
    """
    first = _PRIVATE.search(text) if _UNUSUAL.search(text) is not None else None
    if first is None:
        return 0, 0
    return len(_PRIVATE.findall(text)), text.count("\n", 0, first.start()) + 1
