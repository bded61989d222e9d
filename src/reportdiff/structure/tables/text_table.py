"""A table region of plain text → `Table`: its figures with the labels of their rows and columns."""

from __future__ import annotations

from collections.abc import Sequence

from reportdiff.model import Cell, Span, Table
from reportdiff.structure.heading_markers import Line, marker_of
from reportdiff.structure.tables.row_labels import RowLabelPath, is_code, row_of
from reportdiff.structure.tables.row_tokens import Segment, is_row, is_unit_line, segments_of, unit_of

__all__ = ["table_of"]


def table_of(text: str, lines: Sequence[Line], first: int, last: int, *, id: str, caption: str) -> Table:
    """The table that stands in the lines `[first, last]`; a column's labels are () where the heads do not tell."""
    span = Span(lines[first].start, lines[last].end)
    unit = ""
    heads: list[list[str]] = []
    cells: list[Cell] = []
    fresh = False  # whether the heads gathered belong to the rows that follow
    column_line: list[str] = []
    paths = RowLabelPath(), RowLabelPath()  # of the left and the right side
    for index in range(first, last + 1):
        line = lines[index]
        if not line.text:
            continue
        if is_unit_line(line.text) and not is_row(line.text):
            unit = unit_of(line.text) or unit
            continue
        if not is_row(line.text):
            tokens = _tokens(line.text)
            if len(tokens) >= 2 and marker_of(tokens[0]) is None:
                if not fresh:
                    heads, fresh = [], True
                heads.append(tokens)
            continue
        if fresh:
            column_line, fresh = _best(heads), False
        segments = segments_of(line.text, line.start)
        around = _around(lines, index, first, last) if _bare(segments, text) else ""
        cells.extend(_cells(text, segments, column_line, around, paths))
    return Table(id=id, span=span, caption=caption, unit=unit, cells=tuple(cells))


def _tokens(text: str) -> list[str]:
    return [token.strip("*") for token in text.replace("|", " ").split() if token.strip("-:*")]


def _best(heads: list[list[str]]) -> list[str]:
    """The line of column heads: the one with the most labels, the last of them where several have as many."""
    best: list[str] = []
    for tokens in heads:
        if len(tokens) >= len(best) and (len(tokens) > len(best) or sum(map(len, tokens)) >= sum(map(len, best))):
            best = tokens
    return best


def _bare(segments: tuple[Segment, ...], text: str) -> bool:
    """Whether the only label is an account code, so that its words were wrapped around the row."""
    return len(segments) == 1 and all(label.of(text).isdigit() for label in segments[0].labels)


def _around(lines: Sequence[Line], index: int, first: int, last: int) -> str:
    """The label that wraps around a row: the piece above it and the piece below it."""
    pieces = []
    for near in (index - 1, index + 1):
        if first <= near <= last and lines[near].text and not is_row(lines[near].text):
            piece = lines[near].text
            pieces.append(piece if len(piece) <= 20 and " " not in piece else "")
    return "".join(pieces)


def _cells(
    text: str, segments: tuple[Segment, ...], heads: list[str], around: str, paths: tuple[RowLabelPath, RowLabelPath]
) -> list[Cell]:
    parts = _parts(heads)
    sided = len(parts) > 1 and not _coded(text, segments)
    made = []
    for position, segment in enumerate(segments):
        labels = tuple(label.of(text) for label in segment.labels)
        side = position
        if sided and len(segments) == 1:
            side = _side(labels, len(segment.figures), parts)
            labels = labels[-1:]
        columns = parts[min(side, len(parts) - 1)] if sided else heads
        row = row_of(labels, around, paths[min(side, 1) if sided else 0])
        names = _columns(columns, len(segment.figures), from_left=is_code(labels) or len(labels) < 2)
        made += [Cell(span=figure, row=row, column=name) for figure, name in zip(segment.figures, names, strict=True)]
    return made


def _side(labels: tuple[str, ...], figures: int, parts: list[list[str]]) -> int:
    """Which side of a two-sided table the only figures of a row are on: the right where the left label has none."""
    marked = sum(marker_of(label) is not None for label in labels)
    return 1 if marked > 1 or figures >= len(parts[0]) or marked == len(labels) == 1 else 0


def _coded(text: str, segments: tuple[Segment, ...]) -> bool:
    return sum(is_code(tuple(label.of(text) for label in segment.labels)) for segment in segments) > 1


def _parts(heads: list[str]) -> list[list[str]]:
    """The heads of each side of a two-sided table: 项目 预算数 项目 预算数 → [项目 预算数], [项目 预算数]."""
    if not heads:
        return []
    starts = [index for index, head in enumerate(heads) if head == heads[0]]
    return [heads[start:stop] for start, stop in zip(starts, [*starts[1:], len(heads)], strict=True)]


def _columns(heads: list[str], figures: int, *, from_left: bool) -> list[tuple[str, ...]]:
    """Which head each of a row's figures stands under, counted from the right.

    A row of one label that has fewer figures than heads lacks the last ones: `from_left`. Several labels take
    several heads. The first head names the rows. More figures than heads: nothing is known.
    """
    if not heads or figures > len(heads):
        return [()] * figures
    if figures == len(heads):  # a head was wrapped away: only the ends are sure
        names: list[tuple[str, ...]] = [()] * figures
        names[0], names[-1] = (heads[min(1, figures - 1)],), (heads[-1],)
        return names
    if figures == len(heads) - 1 or not from_left:
        return [(head,) for head in heads[len(heads) - figures :]]
    return [(head,) for head in heads[1 : 1 + figures]]
