"""What a table's cell says where it holds one figure: its sign, digits and unit, whatever way they are set."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from reportdiff.text.normalize import normalize_characters

__all__ = ["CellFigure", "cell_figure"]

_UP = "增加|增长|上升|提高|上涨|提升|增|升"
_DOWN = "减少|下降|降低|下跌|回落|减|降"
_GROUPED = r"\d{1,3}(?:[,，]\d{3}){1,6}|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,6}(?!\d)|\d{1,18}"
_FIGURE = re.compile(
    rf"(?P<bound>[≥≤＞＜><=＝约]{{0,2}})\s*(?:(?P<up>{_UP})|(?P<down>{_DOWN}))?(?:了|为|约)?\s*(?P<sign>[-−－﹣+＋↑↓]?)\s*"
    rf"(?P<digits>(?:{_GROUPED})(?:[.．]\d{{1,9}})?)\s*(?P<unit>[%％‰]|[\u4e00-\u9fff/／]{{1,6}})?\s*(?P<arrow>[↑↓]?)"
    r"(?:[（(][^（()）]{1,8}[）)])?"
)
_BRACKETED = re.compile(rf"[（(]\s*(?P<digits>(?:{_GROUPED})(?:[.．]\d{{1,9}})?)\s*(?:[%％]\s*[）)]|[）)]\s*[%％]?)")
_TIME = re.compile(
    r"(?:19|20)\d\d\s*年.*|\d{1,2}\s*(?:月|日|季度|时|点|期|号)(?:份|末|底)?|(?:19|20)\d\d[-—/.]\d{1,2}.*"
)
_SEPARATORS = re.compile(r"[,， \u00a0\u2009\u202f]")


@frozen
class CellFigure:
    """A cell's figure: its digits without separators, its unit as printed, and which way it goes.

    `negative`: a minus sign, an arrow down, a word that says less (减少), or an accountant's brackets; `change`: a
    word, an arrow or a sign that says that something changed.
    """

    digits: str
    unit: str = ""
    negative: bool = False
    change: bool = False


@lru_cache(maxsize=8192)
def cell_figure(words: str) -> CellFigure | None:
    """The figure that fills a cell; None where it holds none, more than one, a time, or other words.

    A figure in brackets is negative where its decimals or separators say that it is no number of a list.

    >>> cell_figure("1 234.50").digits, cell_figure("（12.30）").negative, cell_figure("减少1.18个百分点").negative
    ('1234.50', True, True)
    >>> cell_figure("（3）"), cell_figure("2023年"), cell_figure("水利 12")
    (None, None, None)
    """
    bare = words.strip()
    if not bare or len(bare) > 60 or _TIME.fullmatch(bare) is not None:
        return None
    found = _FIGURE.fullmatch(bare)
    if found is None:
        found = _BRACKETED.fullmatch(bare)
        if found is None or (found["digits"].isdecimal() and "%" not in bare and "％" not in bare):
            return None
        unit = "%" if "%" in bare or "％" in bare else ""
        return CellFigure(_plain(found["digits"]), unit, negative=True)
    signs = found["sign"] + found["arrow"]
    negative = found["down"] is not None or any(sign in "-−－﹣↓" for sign in signs)
    change = negative or found["up"] is not None or signs != ""
    unit = (found["unit"] or "").replace("／", "/").replace("％", "%")
    return CellFigure(_plain(found["digits"]), unit, negative=negative, change=change)


def _plain(digits: str) -> str:
    return normalize_characters(_SEPARATORS.sub("", digits))
