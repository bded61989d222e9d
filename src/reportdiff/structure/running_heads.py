"""Drop what the pages of a printed report put between its lines: page numbers, and the heads that stand by them."""

from __future__ import annotations

from collections.abc import Sequence

from reportdiff.lexicon.patterns import pattern
from reportdiff.structure.heading_markers import Line
from reportdiff.structure.tables.row_tokens import is_page_mark

__all__ = ["without_running_heads"]

_LEAST = 6  # characters of a running head


def without_running_heads(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines without page numbers of a plain text (15 / 187), and without the heads right beside them.

    A running head repeats an earlier line, or names a report. The rows of tables stay, and so does the first line.
    """
    marks = {index for index, line in enumerate(lines) if line.text and is_page_mark(line.text)}
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


def _bare(text: str) -> str:
    return "".join(text.split())
