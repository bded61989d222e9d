"""Rows of tables in plain text: which lines are rows, their labels and figures, and the lines that name a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.unit_labels import is_unit
from reportdiff.model import Span

__all__ = ["RowSegment", "is_table_fragment", "is_table_row", "is_unit_line", "note_start", "row_segments"]
__all__ += ["unit_in_brackets", "unit_of_line"]

# One figure alone in its cell: 2,932,700 · 754.75 · -3 · ↓3 · (12.30) · 100% · ≥13459.00(平方米). A dash is no figure.
_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,18})(?:\.\d{1,9})?"  # bounded, so that no run of digits is read twice over
_NEGATIVE = (
    r"[（(](?:\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,9})?|\d{1,18}\.\d{1,9})[)）]"  # an accountant's; (3) counts a list
)
_CELL = re.compile(
    rf"[≥≤＞＜><=＝]{{0,2}}((?:[-−－+↑↓]?{_NUMBER}|{_NEGATIVE})[%％‰]?[↑↓]?)(?:[（(][^（()）]{{1,8}}[)）])?"
)
_BRACKETED = re.compile(r"[（(]\d{1,3}[)）]")
_DASH = re.compile(r"[-—–－/／]+|——")
# Cells that lost the blank between them: a figure with separators or decimals, and then a label or a code.
_GLUED = re.compile(r"([-−－]?(?:\d{1,3}(?:,\d{3}){1,6}(?:\.\d{2})?|\d{1,18}\.\d{2}))(?=[^\d,.%％])")
_GLUED_CODE = re.compile(r"([-−－]?(?:\d{1,3}(?:,\d{3}){1,6}(?:\.\d{2})?|\d{1,18}\.\d{2}|0))([1-9]\d{2}(?:\d{2}){0,2})")
_ZERO_LABEL = re.compile(r"0(?=[^\W\d_])")
_CODE = re.compile(r"[1-9]\d{2}(?:\d{2}){0,2}")  # 201, 20105, 2010505
_TWO_DIGITS = re.compile(r"\d\d")
_SUBCODE = re.compile(r"\d{1,2}")
_SUBCODE_ALONE = re.compile(r"0\d|[1-9]\d")
_TOKEN = re.compile(r"[^\s\u3000|]+")
_SENTENCE_MARK = re.compile("[。；;！!？?，]|,(?![0-9]{3})")
_BARS = "|｜"
_MAX_LINE = 90  # characters of a line of a table without figures
_MAX_UNIT_LINE = 80


@frozen
class RowSegment:
    """Labels of a row and the figures behind them."""

    labels: tuple[Span, ...]
    figures: tuple[Span, ...]

    def pieces(self) -> Iterator[tuple[Span, bool]]:
        """Yield the labels, then the figures, each with whether it is one."""
        yield from ((span, False) for span in self.labels)
        yield from ((span, True) for span in self.figures)


def note_start(text: str) -> int:
    """Return where a note (注：…) in a row begins, the length of `text` if there is none."""
    match = pattern("line_marks", "note").search(text)
    return match.start() if match else len(text)


def is_unit_line(text: str) -> bool:
    """Return whether a line names the unit of a table.

    >>> is_unit_line("编制部门：某局 单位：万元"), is_unit_line("直属单位：三家")
    (True, False)
    """
    return len(text) <= _MAX_UNIT_LINE and unit_of_line(text) is not None


def unit_of_line(text: str) -> str | None:
    """Return the unit that a line such as 单位：万元 names."""
    match = pattern("table_words", "unit line").search(text) or pattern("table_words", "unit inside").search(text)
    unit = next(filter(None, match.groups()), "") if match is not None else ""
    return unit if is_unit(unit) else None


def unit_in_brackets(text: str) -> str:
    """Return the unit that a line names in brackets, "" if it names none.

    >>> unit_in_brackets("办理情况如下表（单位：件）。"), unit_in_brackets("直属单位（三家）")
    ('件', '')
    """
    match = pattern("table_words", "unit in brackets").search(text)
    return match[1] if match is not None and is_unit(match[1]) else ""


def is_table_fragment(text: str) -> bool:
    """Return whether a line can be a piece of a table without figures: a head, a label, or the rest of one."""
    return 0 < len(text) <= _MAX_LINE and not _SENTENCE_MARK.search(text) and text[-1] not in ":：、"


def is_table_row(text: str) -> bool:
    """Return whether a line is a table row with figures.

    >>> [is_table_row(line) for line in ("行政许可 1573179", "（二）部分公开 462 9 0 471", "全年受理 287 件")]
    [True, True, False]
    """
    mark = _SENTENCE_MARK.search(text)
    if mark is not None and text[0] not in _BARS and note_start(text[: mark.start()]) == mark.start():
        return False  # prose, as most lines are
    text = text[: note_start(text)].rstrip()
    if not text or text[0] in _BARS:
        return text.count("|") >= 2 and any(_CELL.fullmatch(token) for token in _TOKEN.findall(text))
    tokens = _TOKEN.findall(text)
    if len(tokens) < 2 or _SENTENCE_MARK.search(text):
        return False
    is_figure = [_CELL.fullmatch(token) is not None for token in tokens]
    if any(figure and _begins_with_measure_word(token) for figure, token in zip(is_figure, tokens[1:], strict=False)):
        return False
    figures = sum(is_figure)
    glued = len(_GLUED.findall(text)) + len(_GLUED_CODE.findall(text))
    if glued >= 2 and glued + figures >= 3:
        return True
    if not figures:
        return glued > 0 and any(map(_is_glued, tokens))
    first, last = is_figure[0], is_figure[-1] or _DASH.fullmatch(tokens[-1]) is not None
    if figures == 1:
        return (last and not first) or glued > 0
    two_sided = not first and not is_figure[-1] and any(is_figure[1:-1])  # the right half is empty in this row
    return last or glued > 0 or figures * 2 >= len(tokens) or two_sided


def _begins_with_measure_word(text: str, start: int = 0) -> bool:
    return pattern("table_words", "measure word").match(text, start) is not None


def _is_glued(token: str) -> bool:
    """Return whether a token is a figure and a label without a blank between."""
    match = _GLUED.match(token)
    return match is not None and not _begins_with_measure_word(token, match.end())


_Mark = tuple[bool | None, int, int]  # whether a piece of a row is a figure (None: a dash), its start and end


def row_segments(text: str, start: int) -> tuple[RowSegment, ...]:
    """Return the labels and figures of a row that begins at `start`, in printed order.

    A row may hold several labels with their figures: two-sided tables, and rows that lost the line break between
    them. Account codes (201 05 07, 2080501) belong to the label that they stand before.
    """
    text = text[: note_start(text)]
    marks: list[_Mark] = []
    for match in _TOKEN.finditer(text):
        _split_token(match[0], match.start(), marks)
    marks = _with_blank_cells(marks)
    _mark_codes_as_labels(text, marks)
    segments: list[RowSegment] = []
    labels: list[Span] = []
    figures: list[Span] = []
    for is_figure, begin, end in marks:
        span = Span(start + begin, start + end)
        if is_figure:
            figures.append(span)
            continue
        if figures:
            segments.append(RowSegment(tuple(labels), tuple(figures)))
            labels, figures = [], []
        labels.append(span)
    if labels or figures:
        segments.append(RowSegment(tuple(labels), tuple(figures)))
    return tuple(segments)


def _split_token(token: str, offset: int, marks: list[_Mark]) -> None:
    """Add the pieces of a token to `marks`, cut where cells lost the blank between them."""
    position = 0
    while position < len(token):
        rest, start = token[position:], offset + position
        code = _GLUED_CODE.match(rest)
        if code and (code.end() == len(rest) or not rest[code.end()].isdigit()):
            size = len(code[1])
            marks.append((True, start, start + size))
        elif (cell := _CELL.fullmatch(rest)) is not None:
            marks.append((True, start + cell.start(1), start + cell.end(1)))
            return
        elif marks and marks[-1][0] and _BRACKETED.fullmatch(rest) is not None:  # (6,000) (285): beside other figures
            marks.append((True, start, offset + len(token)))
            return
        elif (glued := _GLUED.match(rest) or _ZERO_LABEL.match(rest)) is not None:
            size = glued.end()
            marks.append((True, start, start + size))
        else:
            later = _GLUED.search(rest, 1)
            if later is None or rest[later.start() - 1].isdigit() or rest[later.start() - 1] in ".,（(第":
                marks.append((None if _DASH.fullmatch(rest) else False, start, offset + len(token)))
                return
            size = later.start()
            marks.append((False, start, start + size))
        position += size


def _with_blank_cells(marks: Sequence[_Mark]) -> list[_Mark]:
    """Return the pieces of a row, each dash beside figures as one of them, so that these keep their columns.

    A dash that begins the row stands for its blank label.
    """
    kept: list[_Mark] = []
    behind, kinds_behind = False, list[bool]()
    for is_figure, _, _ in reversed(marks):
        kinds_behind.append(behind)
        behind = behind if is_figure is None else is_figure
    for (is_figure, start, end), behind in zip(marks, reversed(kinds_behind), strict=True):
        if is_figure is not None or (kept and (kept[-1][0] or behind)):
            kept.append((is_figure is not False, start, end))
        elif not kept:
            kept.append((False, start, end))
    return kept


def _mark_codes_as_labels(text: str, marks: list[_Mark]) -> None:
    """Mark the account codes before a label, and a row's leading number, as labels."""

    def matches(index: int, code: re.Pattern[str]) -> bool:
        return code.fullmatch(text[marks[index][1] : marks[index][2]]) is not None

    def mark_labels(first: int, end: int) -> None:
        marks[first:end] = [(False, begin, stop) for _, begin, stop in marks[first:end]]

    def leads_with_codes(end: int) -> bool:
        return all(is_figure for is_figure, _, _ in marks[:end]) and all(
            matches(each, _TWO_DIGITS) for each in range(1, end)
        )

    leading = bool(marks) and marks[0][0] and matches(0, _CODE)
    position = len(marks) - 1
    while position >= 0:
        if marks[position][0]:
            position -= 1
            continue
        before = position - 1
        while before >= 0 and marks[before][0] and matches(before, _SUBCODE):
            before -= 1
        is_code = before >= 0 and marks[before][0] and matches(before, _CODE)
        if is_code and position - before <= 3 and (leading or before == 0):
            mark_labels(before, position)
        elif position in (2, 3) and leads_with_codes(position):  # a code whose first digits were lost: 3 05 99
            mark_labels(0, position)
        elif position == 1 and marks[0][0]:  # a running number: 1 某局（本级） 12
            mark_labels(0, 1)
        position = before if before < position - 1 else position - 1
    if leading and all(is_figure for is_figure, _, _ in marks):  # the label stands in the lines around
        subcodes = 1
        while subcodes < min(len(marks), 3) and matches(subcodes, _SUBCODE_ALONE):
            subcodes += 1
        mark_labels(0, subcodes)
