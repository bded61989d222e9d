"""Write numbers as readers expect them: with their sign, in the scale and with the unit that their report prints."""

from __future__ import annotations

import math
from fractions import Fraction

from reportdiff.arithmetic.decimal_text import decimal_text, plain_text
from reportdiff.model import Figure
from reportdiff.text.scales import SCALE_WORDS

__all__ = ["approximate", "figure_text", "short_text", "signed", "signed_amount"]

_BARE = (*"0123456789０１２３４５６７８９", *"千万亿")


def signed(text: str) -> str:
    """Return a number's text with its sign, also when it is positive; zero has none.

    >>> signed("155"), signed("-4"), signed("0.00")
    ('+155', '-4', '0.00')
    """
    if text.startswith(("-", "+")) or not text.strip("0./"):
        return text
    return f"+{text}"


def short_text(value: Fraction | None, places: int = 4) -> str:
    """Return a plain decimal, rounded to `places` where it would not end; "" for None.

    >>> short_text(Fraction(1, 8)), short_text(Fraction(1, 3)), short_text(None)
    ('0.125', '0.3333', '')
    """
    if value is None:
        return ""
    text = plain_text(value)
    return decimal_text(value, places) if "/" in text else text


def approximate(value: Fraction) -> float:
    """Return the nearest float, infinite beyond the largest: for frames, sorting and spreadsheets alone."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def figure_text(figure: Figure | None) -> str:
    """Return a figure as its report prints it, with the unit that a table's head gives it; "" for None."""
    if figure is None:
        return ""
    surface = " ".join(figure.surface.split())
    if not figure.unit or not surface.endswith(_BARE):  # 九成, 三分之一, 287件 say it themselves
        return surface
    word = SCALE_WORDS.get(figure.scale, "")
    return surface + ("" if word and word in surface else word) + figure.unit


def signed_amount(value: Fraction, figure: Figure) -> str:
    """Return a change, given in base units, in the scale, with the unit and the commas that its figure has.

    A change of -569500 beside 58.6万元 is -56.95万元, one of 1155 beside 1,287件 is +1,155件.
    """
    scale = figure.scale
    word = SCALE_WORDS.get(scale, "")
    shown = value / scale if word else value
    text = short_text(shown)
    if len(text.partition(".")[2]) > 4:
        text = decimal_text(shown, 4)
    if "," in figure.surface:
        whole, point, places = text.partition(".")
        text = f"{'-' * whole.startswith('-')}{int(whole.lstrip('-')):,}{point}{places}"
    return f"{signed(text)}{word}{figure.unit}"
