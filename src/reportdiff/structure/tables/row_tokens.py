"""Table rows in plain text: which lines are rows, and what their tokens are."""

from __future__ import annotations

import re

from attrs import frozen

from reportdiff.model import Span

__all__ = ["Segment", "is_fragment", "is_row", "is_unit_line", "note_start", "segments_of", "unit_aside", "unit_of"]

# One figure alone in its cell: 2,932,700 · 754.75 · -3 · ↓3 · (12.30) · 100% · ≥13459.00(平方米). A dash is nothing.
_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,18})(?:\.\d{1,9})?"  # bounded, so that no run of digits is read twice over
_MINUS = r"[（(](?:\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,9})?|\d{1,18}\.\d{1,9})[)）]"  # an accountant's; (3) counts a list
_CELL = re.compile(
    rf"[≥≤＞＜><=＝]{{0,2}}((?:[-−－+↑↓]?{_NUMBER}|{_MINUS})[%％‰]?[↑↓]?)(?:[（(][^（()）]{{1,8}}[)）])?"
)
_DASH = re.compile(r"[-—–－/／]+|——")
# Cells that lost the blank between them: a figure with separators or decimals, and then a label or a code.
_GLUED = re.compile(r"([-−－]?(?:\d{1,3}(?:,\d{3}){1,6}(?:\.\d{2})?|\d{1,18}\.\d{2}))(?=[^\d,.%％])")
_GLUED_CODE = re.compile(r"([-−－]?(?:\d{1,3}(?:,\d{3}){1,6}(?:\.\d{2})?|\d{1,18}\.\d{2}|0))([1-9]\d{2}(?:\d{2}){0,2})")
_ZERO_LABEL = re.compile(r"0(?=[^\W\d_])")
_CODE = re.compile(r"[1-9]\d{2}(?:\d{2}){0,2}")
_SUBCODE = re.compile(r"\d{1,2}")
_TOKEN = re.compile(r"[^\s\u3000|]+")
_STOP = re.compile("[。；;！!？?，]|,(?![0-9]{3})")
_NOTE = re.compile("(?:注|说明|备注)[:：]")
_UNIT_LINE = re.compile("(?<![（(])(?:金额)?单位[:：]\\s*(?:人民币)?([^\\s:：。，,、（()）]{1,6})$")
_UNIT_HEAD = re.compile("(?<![（(])单位[:：]\\s*(?:人民币)?([^\\s:：。，,、（()）]{1,6})(?=[\\s）)]|收入|支出|$)")
_UNIT_ASIDE = re.compile("[（(](?:金额)?单位[:：]\\s*(?:人民币)?([^\\s:：。，,、（()）]{1,6})[)）]")
# A figure set off by blanks in prose is followed by its measure word: 受理 287 件.
_MEASURE = re.compile("(?:年(?![初末终度])|月|日|件|人次|名|个|项|万|亿|元|家|户|条|份|亩|吨|公里|平方|期|场|批|号|第)")


@frozen
class Segment:
    """A label and the figures after it, in one row."""

    labels: tuple[Span, ...]
    figures: tuple[Span, ...]


def note_start(text: str) -> int:
    """Where a note (注：…) glued to a row begins, else the length of `text`."""
    match = _NOTE.search(text)
    return match.start() if match else len(text)


def is_unit_line(text: str) -> bool:
    """Whether the line says what unit a table is in.

    >>> is_unit_line("编制部门：某局 单位：万元"), is_unit_line("直属单位：三家")
    (True, False)
    """
    return len(text) <= 80 and unit_of(text) is not None


_UNITS = (
    "元",
    "千元",
    "万元",
    "百万元",
    "亿元",
    "件",
    "个",
    "人",
    "人次",
    "万人",
    "项",
    "%",
    "宗",
    "份",
    "条",
    "家",
    "美元",
    "万美元",
)


def unit_of(text: str) -> str | None:
    """The unit that a line such as 单位：万元 names, or None."""
    match = _UNIT_LINE.search(text) or _UNIT_HEAD.search(text)
    if match is None or match[1] not in _UNITS:
        return None
    return match[1]


def unit_aside(text: str) -> str:
    """The unit that a line names in brackets, "" where it names none.

    >>> unit_aside("办理情况如下表（单位：件）。"), unit_aside("直属单位（三家）")
    ('件', '')
    """
    match = _UNIT_ASIDE.search(text)
    return match[1] if match is not None and match[1] in _UNITS else ""


def is_fragment(text: str) -> bool:
    """Whether the line could be a piece of a table that holds no figure: a head, a label, the rest of a label."""
    return 0 < len(text) <= 90 and not _STOP.search(text) and text[-1] not in ":：、"


def is_row(text: str) -> bool:
    """Whether the line is a table row that holds figures.

    >>> is_row("行政许可 1573179"), is_row("（二）部分公开 462 9 0 0 0 0 471"), is_row("全年受理 287 件")
    (True, True, False)
    """
    stop = _STOP.search(text)
    if stop is not None and text[0] not in "|｜" and _NOTE.search(text, 0, stop.start()) is None:
        return False  # prose, as most lines are
    text = text[: note_start(text)].rstrip()
    if not text or text[0] in "|｜":
        return text.count("|") >= 2 and any(_CELL.fullmatch(token) for token in _TOKEN.findall(text))
    if _STOP.search(text):
        return False
    tokens = _TOKEN.findall(text)
    if len(tokens) < 2:
        return False
    plain = 0
    for position, token in enumerate(tokens):
        if _CELL.fullmatch(token):
            if position + 1 < len(tokens) and _MEASURE.match(tokens[position + 1]):
                return False
            plain += 1
    glued = len(_GLUED.findall(text)) + len(_GLUED_CODE.findall(text))
    if glued >= 2 and glued + plain >= 3:
        return True
    if glued and not plain:
        return any((match := _GLUED.match(token)) and not _MEASURE.match(token, match.end()) for token in tokens)
    last = _CELL.fullmatch(tokens[-1]) is not None or _DASH.fullmatch(tokens[-1]) is not None
    first = _CELL.fullmatch(tokens[0]) is not None
    if plain >= 2:
        return last or glued > 0 or plain * 2 >= len(tokens) or (not first and plain >= 2 and _two_sided(tokens))
    return plain == 1 and ((last and not first) or glued > 0)


def _two_sided(tokens: list[str]) -> bool:
    """Label, figure, label without a figure: the right half of a two-sided table is empty in this row."""
    return _CELL.fullmatch(tokens[-1]) is None and any(_CELL.fullmatch(token) for token in tokens[1:-1])


def segments_of(text: str, start: int) -> tuple[Segment, ...]:
    """The labels and figures of a row that begins at `start`, in printed order.

    A row may hold several labels with their figures: two-sided tables, and rows that lost the line break between
    them. Account codes (201 05 07, 2080501) belong to the label that they stand before.
    """
    text = text[: note_start(text)]
    marks: list[tuple[bool, int, int]] = []  # figure?, start, end
    for match in _TOKEN.finditer(text):
        _split(match[0], match.start(), marks)
    _codes_to_labels(text, marks)
    made: list[Segment] = []
    labels: list[Span] = []
    figures: list[Span] = []
    for figure, begin, end in marks:
        span = Span(start + begin, start + end)
        if figure:
            figures.append(span)
            continue
        if figures:
            made.append(Segment(tuple(labels), tuple(figures)))
            labels, figures = [], []
        labels.append(span)
    if labels or figures:
        made.append(Segment(tuple(labels), tuple(figures)))
    return tuple(made)


def _split(token: str, offset: int, marks: list[tuple[bool, int, int]]) -> None:
    """Cut one blank-free token where cells were glued together."""
    position = 0
    while position < len(token):
        rest = token[position:]
        whole = _CELL.fullmatch(rest)
        code = _GLUED_CODE.match(rest)
        if code and (code.end() == len(rest) or not rest[code.end()].isdigit()) and code[1] != rest:
            marks.append((True, offset + position, offset + position + len(code[1])))
            position += len(code[1])
        elif whole:
            marks.append((True, offset + position + whole.start(1), offset + position + whole.end(1)))
            return
        elif (glued := _GLUED.match(rest) or _ZERO_LABEL.match(rest)) is not None:
            marks.append((True, offset + position, offset + position + glued.end()))
            position += glued.end()
        else:
            later = _GLUED.search(rest, 1)
            if later and not rest[later.start() - 1].isdigit() and rest[later.start() - 1] not in ".,（(第":
                marks.append((False, offset + position, offset + position + later.start()))
                position += later.start()
                continue
            if _DASH.fullmatch(rest) is None:
                marks.append((False, offset + position, offset + len(token)))
            return


def _codes_to_labels(text: str, marks: list[tuple[bool, int, int]]) -> None:
    """Mark the account codes before a label, and a row's leading number, as labels."""
    leading = bool(marks) and marks[0][0] and _CODE.fullmatch(text[marks[0][1] : marks[0][2]]) is not None
    position = len(marks) - 1
    while position >= 0:
        if marks[position][0]:
            position -= 1
            continue
        before = position - 1
        while before >= 0 and marks[before][0] and _SUBCODE.fullmatch(text[marks[before][1] : marks[before][2]]):
            before -= 1
        code = before >= 0 and marks[before][0] and _CODE.fullmatch(text[marks[before][1] : marks[before][2]])
        if code and position - before <= 3 and (leading or before == 0):
            for index in range(before, position):
                marks[index] = (False, marks[index][1], marks[index][2])
        elif position == 1 and marks[0][0]:  # a running number: 1 某局（本级） 12
            marks[0] = (False, marks[0][1], marks[0][2])
        position = before if before < position - 1 else position - 1
    if leading and all(figure for figure, _, _ in marks):  # the label stands in the lines around
        marks[0] = (False, marks[0][1], marks[0][2])
        index = 1
        while (
            index < len(marks) and index < 3 and re.fullmatch(r"0\d|[1-9]\d", text[marks[index][1] : marks[index][2]])
        ):
            marks[index] = (False, marks[index][1], marks[index][2])
            index += 1
