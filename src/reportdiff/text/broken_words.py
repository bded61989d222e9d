"""Words that a PDF's wide spacing tears apart (增 长, 第三产 业增 加 值): read as whole, and figures stay in place."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["close_gaps", "printed_at"]

_TORN = re.compile(r" [\u4e00-\u9fff](?=[ \d])")  # one sign alone; most texts have none
_RUN = re.compile(r"(?P<digit>\d ?)?(?P<words>[\u4e00-\u9fff]+(?: [\u4e00-\u9fff]+)+)")
_UNIT = 2  # signs of a unit behind its number that are no word: 亿 元


def close_gaps(text: str, folded: str, extents: Iterable[tuple[int, int]]) -> tuple[str, str]:
    """Return a text and its folded twin with the blanks of torn words moved behind them, inside each of the extents.

    A run of words counts as torn where one sign stands alone in it. Both texts keep their lengths.

    >>> close_gaps("出口增 长 4%", "出口增 长 4%", [(0, 8)])[1]
    '出口增长  4%'
    """
    if _TORN.search(folded) is None:
        return text, folded
    parts: tuple[list[str], list[str]] = ([], [])
    done = 0
    for begin, stop in extents:
        for run in _RUN.finditer(folded, begin, stop):
            start, end = run.span("words")
            if run["digit"]:
                blank = folded.find(" ", start)
                start = blank if blank - start > 1 else folded.find(" ", start + _UNIT)  # behind its unit
            if not done <= start < end or all(len(piece) > 1 for piece in folded[start:end].split()):
                continue
            for kept, whole in zip(parts, (text, folded), strict=True):
                words = whole[start:end]
                closed = "".join(words.split())
                kept.extend((whole[done:start], closed.ljust(len(words))))
            done = end
    return "".join((*parts[0], text[done:])), "".join((*parts[1], folded[done:]))


def printed_at(text: str, closed: str, at: int) -> int:
    """Return where the sign stands in a text that stands at an index of the text with its gaps closed.

    >>> printed_at("粮 食 产量增 长", "粮食产量增长   ", 4)
    6
    """
    start = at
    while start and (closed[start - 1] == " " or "\u4e00" <= closed[start - 1] <= "\u9fff"):
        start -= 1
    left = at - start - closed.count(" ", start, at)
    place = start
    while place < len(text) and (left or text[place].isspace()):
        left -= not text[place].isspace()
        place += 1
    return place
