"""Read the one figure that fills a table cell: its digits, unit and sign, however they are set."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from attrs import frozen

from reportdiff.text.normalize import normalize_characters

__all__ = ["CellFigure", "cell_figure", "may_be_month"]

_GROUPED = r"\d{1,3}(?:[ ]?[,，][ ]?\d{3}){1,6}|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,6}(?!\d)|\d{1,18}"
_DIGITS = rf"(?P<digits>(?:{_GROUPED})(?:[.．]\d{{1,9}})?)"  # 1,234.50 · 1 234 · 1234
_FIGURE = re.compile(
    rf"""(?P<bound>[≥≤＞＜><=＝约]{{0,2}})\s*                                     # ≥13459
    (?:(?P<up>增加|增长|上升|提高|上涨|提升|增|升)|(?P<down>减少|下降|降低|下跌|回落|减|降))?  # 减少3
    (?:了|为|约)?\s*(?P<sign>[-−－﹣+＋↑↓]?)\s*{_DIGITS}\s*                       # -3, ↓3
    (?P<unit>[%％‰]|[Bb][Pp][Ss]?|[\u4e00-\u9fff/／]{{1,6}})?\s*(?P<arrow>[↑↓]?)                # 3万元, 3%↑
    (?:[（(][^（()）]{{1,8}}[）)])?                                               # 13459(平方米)
    """,
    re.VERBOSE,
)
_BRACKETED = re.compile(rf"[（(]\s*{_DIGITS}\s*(?:[%％]\s*[）)]|[）)]\s*[%％]?)")  # (12.30), (3.5%)
_TIME = re.compile(
    r"(?:19|20)\d\d\s*年.*|\d{1,2}\s*年(?:以[内上下].*|内)|\d{1,2}\s*(?:月|日|季度|时|点|期|号)(?:份|末|底)?|(?:19|20)\d\d[-—/.](?:0?[1-9]|1[0-2])(?![\d%％]).*"
)
_MONTH = re.compile(r"(?:19|20)\d\d[.．](?:0?[1-9]|1[0-2])")  # or an amount: 1920.3
_SEPARATORS = re.compile(r"[,， \u00a0\u2009\u202f]")
_BASIS_POINTS = frozenset({"bp", "bps", "基点", "个基点"})
_MAX_CELL = 60  # characters of a cell that holds one figure


@frozen(kw_only=True)
class CellFigure:
    """The figure of a cell: its digits without separators, its unit as printed, and its direction.

    `negative`: a minus sign, an arrow down, a word of decrease (减少), or an accountant's brackets; `change`: a word,
    an arrow or a sign of a change.
    """

    digits: str
    unit: str = ""
    negative: bool = False
    change: bool = False


@lru_cache(maxsize=8192)
def cell_figure(words: str, *, known: bool = False) -> CellFigure | None:
    """Return the figure that fills a cell; None if it holds none, more than one, a time, or other words.

    A figure in brackets is negative if decimals, separators or % show that it is no number of a list, or where
    `known` says that a figure stands there, which is no month either (1920.3).

    >>> cell_figure("1 234.50").digits, cell_figure("（12.30）").negative, cell_figure("减少1.18个百分点").negative
    ('1234.50', True, True)
    >>> cell_figure("（3）", known=True).negative, cell_figure("1920.3", known=True).digits
    (True, '1920.3')
    >>> cell_figure("-31BPs").digits, cell_figure("-31BPs").unit
    ('0.31', '个百分点')
    >>> cell_figure("（3）"), cell_figure("2023年"), cell_figure("水利 12")
    (None, None, None)
    """
    text = words.strip()
    if not text or len(text) > _MAX_CELL or (_TIME.fullmatch(text) is not None and not (known and may_be_month(text))):
        return None
    match = _FIGURE.fullmatch(text)
    if match is None:
        match = _BRACKETED.fullmatch(text)
        percent = "%" in text or "％" in text
        if match is None or (match["digits"].isdecimal() and not percent and not known):
            return None
        return CellFigure(digits=_plain_digits(match["digits"]), unit="%" if percent else "", negative=True)
    signs = match["sign"] + match["arrow"]
    negative = match["down"] is not None or any(sign in "-−－﹣↓" for sign in signs)
    change = negative or match["up"] is not None or signs != ""
    unit = (match["unit"] or "").replace("／", "/").replace("％", "%")
    digits = _plain_digits(match["digits"])
    if unit.lower() in _BASIS_POINTS:
        digits, unit = str(Decimal(digits).scaleb(-2)), "个百分点"
    return CellFigure(digits=digits, unit=unit, negative=negative, change=change)


def may_be_month(words: str) -> bool:
    """Return whether a cell prints a year and a month, or an amount that looks like one: 2023.5, 1920.3."""
    return _MONTH.fullmatch(words) is not None


def _plain_digits(digits: str) -> str:
    return normalize_characters(_SEPARATORS.sub("", digits))
