"""Drop what the pages of a printed report put between its lines: page numbers, and the heads that stand by them.

In a PDF, they are known by their place on the page (reading/pdf/page_lines.py); here, by their words alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportdiff.lexicon.patterns import pattern
from reportdiff.structure.heading_markers import Line

__all__ = ["without_running_heads"]

_LEAST = 6  # characters of a running head
_PAGE_MARK = re.compile(
    r"(?:(?P<word>第)\s*)?(?P<page>\d{1,4})\s*页?[，,\s]*[/／共]\s*(?:共\s*)?(?P<all>\d{1,4})\s*页?"
)
_LEAST_PAGES = 9  # of a report; a smaller fraction may be a cell


def without_running_heads(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines without page numbers of a plain text (15 / 187), and without the heads right beside them.

    A running head repeats an earlier line, or names a report. The rows of tables stay, and so does the first line.
    """
    marks = {index for index, line in enumerate(lines) if line.text and _is_page_mark(line.text)}
    if not marks:
        return lines
    printed = [index for index, line in enumerate(lines) if line.text]
    known, dropped = set[str](), set(marks)
    for place, index in enumerate(printed):
        words = _bare(lines[index].text)
        beside = {*printed[max(0, place - 1) : place], *printed[place + 1 : place + 2]}
        repeats = words in known or (place > 0 and pattern("line_marks", "running head").fullmatch(words) is not None)
        if repeats and len(words) >= _LEAST and "|" not in words and not marks.isdisjoint(beside):
            dropped.add(index)
        known.add(words)
    return [line for index, line in enumerate(lines) if index not in dropped]


def _is_page_mark(text: str) -> bool:
    """Return whether a line is the number of a page among all, which may stand amid a table: 15 / 187, 第3页 共12页.

    >>> [_is_page_mark(line) for line in ("15 / 187", "第3页 共12页", "行政许可 15 / 187", "3/4")]
    [True, True, False, False]
    """
    found = _PAGE_MARK.fullmatch(text.strip())
    return found is not None and (found["word"] is not None or int(found["page"]) <= int(found["all"]) > _LEAST_PAGES)


def _bare(text: str) -> str:
    return "".join(text.split())
