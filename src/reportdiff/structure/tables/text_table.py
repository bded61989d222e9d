"""Make a `Table` of rows in plain text: figures with the labels of their rows and columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportdiff.lexicon.columns import ColumnRole, head_of
from reportdiff.model import Cell, Span, Table
from reportdiff.structure.heading_markers import Line, list_marker
from reportdiff.structure.tables.grid_rows import numbers_columns
from reportdiff.structure.tables.row_labels import RowLabelPath, is_account_code, row_labels
from reportdiff.structure.tables.row_tokens import RowSegment, is_table_row, is_unit_line, row_segments, unit_of_line

__all__ = ["text_table"]

_LABELLING = frozenset({ColumnRole.CODE, ColumnRole.LABEL, ColumnRole.INDEX})
_NOTE = re.compile(  # 五、1 · （五） · 6(a) · 5.2
    r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?\d{0,3}(?:[（(]\w{1,3}[）)])*|\d{1,3}(?:[（(]\w{1,3}[）)])+|\d{1,2}[.．、]\d{1,2}"
)
_LONG = 4  # digits that no number of a note has
_MAX_LABEL_PIECE = 20  # characters of a line that is a piece of a wrapped label


def text_table(text: str, lines: Sequence[Line], *, id: str, caption: str) -> Table:
    """Return the table that the lines print; a column's labels are () if the heads do not tell them."""
    unit = ""
    head_lines: list[list[str]] = []
    cells: list[Cell] = []
    reading_heads = False
    heads: list[str] = []
    notes: int | None = None  # the place of the first head behind that of the notes
    paths = RowLabelPath(), RowLabelPath()  # of the left and the right side
    for index, line in enumerate(lines):
        if not line.text:
            continue
        if is_table_row(line.text):
            if reading_heads:
                heads, reading_heads = _fullest(head_lines), False
                notes = next((at for at, head in enumerate(heads) if head_of(head).means is ColumnRole.NOTE), None)
                heads = heads[:notes] + heads[notes + 1 :] if notes else heads  # the first one stands over the labels
                notes = notes if notes != 0 else 1
            if numbers_columns(line.text.split(), single=True):
                continue
            segments = row_segments(line.text, line.start)
            if notes is not None:
                segments = tuple(_without_note(text, segment, len(heads) - notes) for segment in segments)
            around = _wrapped_label(lines, index) if _has_code_alone(segments, text) else ""
            cells.extend(_cells(text, segments, heads, around, paths))
        elif is_unit_line(line.text):
            unit = unit_of_line(line.text) or unit
        else:
            words = [word.strip("*") for word in line.text.replace("|", " ").split() if word.strip("-:*")]
            if len(words) >= 2 and list_marker(words[0]) is None:
                if not reading_heads:
                    head_lines, reading_heads = [], True
                head_lines.append(words)
    return Table(id=id, span=Span(lines[0].start, lines[-1].end), caption=caption, unit=unit, cells=tuple(cells))


def _without_note(text: str, segment: RowSegment, values: int) -> RowSegment:
    """Return the labels and figures of a row without the number of a note (五、1, 12) between them."""
    labels, figures = segment.labels, segment.figures
    if len(labels) > 1 and _NOTE.fullmatch(labels[-1].of(text)) is not None:
        return RowSegment(labels[:-1], figures)
    first = figures[0].of(text) if len(figures) > values else ""
    return RowSegment(labels, figures[1:]) if first.isdecimal() and len(first) < _LONG else segment


def _fullest(head_lines: list[list[str]]) -> list[str]:
    """Return the line with the most heads; of several, the one with the most characters; of these the last."""
    return max(reversed(head_lines), key=lambda words: (len(words), sum(map(len, words))))


def _has_code_alone(segments: tuple[RowSegment, ...], text: str) -> bool:
    """Return whether the only label is an account code, so that its words were wrapped around the row."""
    return len(segments) == 1 and all(label.of(text).isdigit() for label in segments[0].labels)


def _wrapped_label(lines: Sequence[Line], index: int) -> str:
    """Return the label that wraps around a row: the piece above it and the piece below it."""
    near = [lines[place].text for place in (index - 1, index + 1) if 0 <= place < len(lines)]
    pieces = [text for text in near if text and not is_table_row(text)]
    return "".join(piece for piece in pieces if len(piece) <= _MAX_LABEL_PIECE and " " not in piece)


def _cells(
    text: str, segments: tuple[RowSegment, ...], heads: list[str], around: str, paths: tuple[RowLabelPath, RowLabelPath]
) -> list[Cell]:
    """Return the cells of a row; in a two-sided table each side has its own labels and heads."""
    sides = _sides(heads)
    two_sided = len(sides) > 1 and not _has_several_codes(text, segments)
    cells = []
    for position, segment in enumerate(segments):
        labels = tuple(label.of(text) for label in segment.labels)
        side = position
        if two_sided and len(segments) == 1:
            side = _side_of_single(labels, len(segment.figures), sides)
            labels = labels[-1:]
        side_heads = sides[min(side, len(sides) - 1)] if two_sided else heads
        row = row_labels(labels, around, paths[min(side, 1) if two_sided else 0])
        from_left = is_account_code(labels) or len(labels) < 2
        columns = _column_labels(side_heads, len(segment.figures), from_left=from_left)
        cells += [
            Cell(span=figure, row=row, column=column) for figure, column in zip(segment.figures, columns, strict=True)
        ]
    return cells


def _side_of_single(labels: tuple[str, ...], figures: int, sides: list[list[str]]) -> int:
    """Return the side (0 left, 1 right) of the only figures of a row: the right if the left label has none."""
    marked = sum(list_marker(label) is not None for label in labels)
    return 1 if marked > 1 or figures >= len(sides[0]) or marked == len(labels) == 1 else 0


def _has_several_codes(text: str, segments: tuple[RowSegment, ...]) -> bool:
    return sum(is_account_code(tuple(label.of(text) for label in segment.labels)) for segment in segments) > 1


def _sides(heads: list[str]) -> list[list[str]]:
    """Return the heads of each side of a table: 项目 预算数 项目 预算数 → [项目 预算数], [项目 预算数]."""
    starts = [index for index, head in enumerate(heads) if head == heads[0]]
    return [heads[start:stop] for start, stop in zip(starts, [*starts[1:], len(heads)], strict=True)] if heads else []


def _column_labels(heads: list[str], figures: int, *, from_left: bool) -> list[tuple[str, ...]]:
    """Return the head of each figure of a row, counted from the right; () where the heads do not tell it.

    The first head stands over the labels. A row with fewer figures than heads lacks the last ones if `from_left`
    (several labels take several heads), else the first ones.
    """
    if not heads or figures > len(heads):
        return [()] * figures
    if figures == len(heads):  # a head was wrapped away: only the ends are sure
        labels: list[tuple[str, ...]] = [()] * figures
        labels[0], labels[-1] = (heads[min(1, figures - 1)],), (heads[-1],)
        return labels
    labelling = max(1, sum(head_of(head).means in _LABELLING for head in heads[: len(heads) - figures]))
    first = labelling if from_left and figures < len(heads) - labelling else len(heads) - figures
    return [(head,) for head in heads[first : first + figures]]
