"""Make a `Table` of rows in plain text: figures with the labels of their rows and columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from attrs import evolve, frozen

from reportdiff.lexicon.columns import DATED_COLUMNS, ColumnRole, head_of, when_of
from reportdiff.lexicon.unit_labels import unit_in
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.model import Cell, Span, Table
from reportdiff.structure.heading_markers import Line, list_marker
from reportdiff.structure.tables.grid_rows import is_year, numbers_columns, places_by_gaps
from reportdiff.structure.tables.row_labels import RowLabelPath, is_account_code, row_labels
from reportdiff.structure.tables.row_tokens import RowSegment, is_table_row, is_unit_line, row_segments, unit_of_line
from reportdiff.text.scales import split_scale

__all__ = ["text_table"]

_SPELLED = re.compile(r"(?:(?<=^[\u4e00-\u9fff])|(?<=\s[\u4e00-\u9fff]))\s(?=[\u4e00-\u9fff](?:\s|$))")  # 项 目, 合 计
_YEAR_APART = re.compile(r"\b((?:19|20)\d\d) (年(?:度|末|初)?\b)")  # 2023 年
_LABELLING = frozenset({ColumnRole.CODE, ColumnRole.LABEL, ColumnRole.INDEX})
_DASHES = "-—–－/／"
_MONTHS = re.compile(r"\d{1,2}月?[-—–~～至]\d{1,2}月")
_TOLD = 2  # rows with as many pieces as heads that tell which heads stand over figures
_LEAST_ROWS = 3  # that have a figure in every column
_NOTE = re.compile(  # 五、1 · （五） · 6(a) · 5.2
    r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?\d{0,3}(?:[（(]\w{1,3}[）)])*|\d{1,3}(?:[（(]\w{1,3}[）)])+|\d{1,2}[.．、]\d{1,2}"
)
_LONG = 4  # digits that no number of a note has
_MAX_LABEL_PIECE = 20  # characters of a line that is a piece of a wrapped label


@frozen(kw_only=True)
class _TextRow:
    """A row: its number in the table, its labels and figures, and the words around it that wrapped from its label.

    `group` is the line above it that names what the rows up to the next such line are of.
    """

    number: int
    segments: tuple[RowSegment, ...]
    around: str
    group: str = ""


def text_table(text: str, lines: Sequence[Line], *, id: str, caption: str) -> Table:
    """Return the table that the lines print; a column's labels are () if the heads do not tell them."""
    unit = ""
    head_lines: list[list[str]] = []
    groups: list[tuple[list[str], list[_TextRow]]] = [([], [])]  # rows under the same heads
    group = ""
    for index, line in enumerate(lines):
        if not line.text:
            continue
        if is_table_row(line.text) and not _prints_years(line.text):
            if head_lines:
                groups.append((_fullest(head_lines), []))
                head_lines = []
            if numbers_columns(line.text.split(), single=True):
                continue
            segments = row_segments(line.text, line.start)
            around = _wrapped_label(lines, index) if _has_code_alone(segments, text) else ""
            groups[-1][1].append(_TextRow(number=index + 1, segments=segments, around=around, group=group))
        elif is_unit_line(line.text):
            unit = unit_of_line(line.text) or unit
        else:
            words = [word.strip("*") for word in line.text.replace("|", " ").split() if word.strip("-:*")]
            words = _YEAR_APART.sub(r"\1\2", _SPELLED.sub("", " ".join(words))).split()
            if len(words) >= 2 and list_marker(words[0]) is None and not numbers_columns(words, single=True):
                head_lines.append(words)
            group = words[0] if len(words) == 1 else ""
    paths = RowLabelPath(), RowLabelPath()  # of the left and the right side
    cells: list[Cell] = []
    for heads, rows in groups:
        rows = _with_groups(text, rows)
        heads, rows = _without_notes(text, _with_times_joined(heads, rows), rows)
        over = _over_figures(text, heads, rows) or _over_gaps(text, heads, rows)
        complete = bool(over) or _fill_all_columns(heads, rows)
        for row in rows:
            places = over.get(row.number)
            fitting = heads if places is None else [heads[0], *(heads[at] for at in places)]
            told = complete and (not over or places is not None)
            cells.extend(_cells(text, row, fitting, paths, places, complete=told))
    return Table(id=id, span=Span(lines[0].start, lines[-1].end), caption=caption, unit=unit, cells=tuple(cells))


def _with_groups(text: str, rows: list[_TextRow]) -> list[_TextRow]:
    """Return the rows, each with its group only where several groups have rows of one label: 甲类 · 销量, 乙类 · 销量.

    A line of words that nothing like it follows may as well be the rest of a wrapped label.
    """
    labels = [row.segments[0].labels[0].of(text) if row.segments and row.segments[0].labels else "" for row in rows]
    under: dict[str, set[str]] = defaultdict(set)
    for label, row in zip(labels, rows, strict=True):
        under[label].add(row.group)
    told = {label for label, groups in under.items() if len(groups - {""}) > 1}
    return [row if label in told else evolve(row, group="") for label, row in zip(labels, rows, strict=True)]


def _without_note(text: str, segment: RowSegment, values: int) -> RowSegment:
    """Return the labels and figures of a row without the number of a note (五、1, 12) between them."""
    labels, figures = segment.labels, segment.figures
    if len(labels) > 1 and _NOTE.fullmatch(labels[-1].of(text)) is not None:
        return RowSegment(labels[:-1], figures)
    first = figures[0].of(text) if len(figures) > values else ""
    return RowSegment(labels, figures[1:]) if first.isdecimal() and len(first) < _LONG else segment


def _prints_years(text: str) -> bool:
    """Return whether the figures of a line are years, of which it prints several: Notes 2023 2022."""
    figures = [word for word in text.split() if any(map(str.isdigit, word))]
    return len(figures) > 1 and all(map(is_year, figures))


def _without_notes(text: str, heads: list[str], rows: list[_TextRow]) -> tuple[list[str], list[_TextRow]]:
    """Return the heads and rows without the column of the numbers of notes or rows, which rows may leave blank."""
    at = _numbering(heads)
    if at is None:
        return heads, rows
    values = len(heads) - at - 1
    kept = [evolve(row, segments=tuple(_without_note(text, each, values) for each in row.segments)) for row in rows]
    return heads[:at] + heads[at + 1 :] if at else heads, kept  # the first one stands over the labels


def _with_times_joined(heads: list[str], rows: Sequence[_TextRow]) -> list[str]:
    """Return the heads, a time joined to the head that a blank parts it from, where that gives each figure its head.

    2023年 1-6月 金额 占比 2022年 1-6月 金额 占比
    """
    counts = {len(row.segments[0].figures) if len(row.segments) == 1 else 0 for row in rows}
    count = max(counts, default=0)
    if len(counts) != 1 or len(heads) <= count + 1:
        return heads
    joined, time = list[str](), ""
    for head in heads:
        if is_year(head) and time:
            return heads  # 单位 2023年 2022年: each stands over figures of its own
        time += head
        if when_of(head) is None and _MONTHS.fullmatch(head) is None:
            joined.append(time)
            time = ""
    return joined if not time and len(joined) in (count, count + 1) else heads


def _over_figures(text: str, heads: list[str], rows: Sequence[_TextRow]) -> dict[int, list[int]]:
    """Return which heads stand over the figures of each row, by its number, where rows with as many pieces tell it.

    分行业 项目 金额 占比 说明: 机床 | 材料 | 120.5 | 40.2 | 价格上涨
    """
    found, figures, words = dict[int, list[int]](), set[int](), set[int]()
    for row in rows:
        pieces = sorted((span.start, span, is_figure) for each in row.segments for span, is_figure in each.pieces())
        if any(span.of(text).isdigit() for _, span, is_figure in pieces if not is_figure):
            return {}  # codes before the labels: 201 一般公共服务支出
        if len(pieces) == len(heads):
            found[row.number] = [at for at, (*_, is_figure) in enumerate(pieces) if is_figure]
            told = {at for at in found[row.number] if any(map(str.isdigit, pieces[at][1].of(text)))}
            figures |= told
            words |= set(range(len(pieces))) - set(found[row.number])
    if len(found) < _TOLD or not figures or figures & words or len(heads) == len(figures) + 1:
        return {}
    over = {row.number: found.get(row.number, sorted(figures)) for row in rows}
    sizes = {row.number: max(len(segment.figures) for segment in row.segments) for row in rows}
    return over if all(len(over[number]) == size for number, size in sizes.items()) else {}


def _over_gaps(text: str, heads: list[str], rows: Sequence[_TextRow]) -> dict[int, list[int]]:
    """Return which heads stand over the figures of each row, where rows part all their cells by the same blanks.

    A row without a cell has them twice there: 其他业务␣␣-90.01␣␣-1.03%␣␣␣␣-181.67.
    """
    single = [row for row in rows if len(row.segments) == 1 and row.segments[0].labels]
    between = [
        [text[one.end : other.start] for one, other in pairwise((each.labels[-1], *each.figures))]
        for each in (row.segments[0] for row in single)
    ]
    if len(single) < len(rows) or any(gap.strip() for row in between for gap in row):
        return {}
    places = places_by_gaps([[*map(len, row)] for row in between], len(heads))
    return {row.number: at[1:] for row, at in zip(single, places, strict=False) if at is not None}


def _numbering(heads: Sequence[str]) -> int | None:
    """Return the place of the head of notes, or of the only one that numbers the rows behind their labels (行次)."""
    roles = [head_of(head).means for head in heads]
    if ColumnRole.NOTE in roles:
        return roles.index(ColumnRole.NOTE)
    at = roles.index(ColumnRole.INDEX) if roles.count(ColumnRole.INDEX) == 1 else 0
    return at if at and _labelling(heads[:at]) == at else None


def _labelling(heads: Sequence[str]) -> int:
    """Return how many of some heads stand over labels."""
    return sum(head_of(head).means in _LABELLING for head in heads)


def _fill_all_columns(heads: list[str], rows: Sequence[_TextRow]) -> bool:
    """Return whether every row has a figure under each head that stands over figures, so that no cell is blank.

    Few rows do where one head stands over several columns, which only their places tell apart.
    """
    labels = [at for at, head in enumerate(heads, 1) if head_of(head).means in {ColumnRole.UNIT, *_LABELLING}]
    labelled = max(labels, default=int(not _begins_with_column(heads)))
    columns, repeated = len(heads) - labelled, len(set(heads)) < len(heads)
    return (len(rows) >= _LEAST_ROWS or repeated) and all(
        len(row.segments) == 1 and len(row.segments[0].figures) == columns > 1 for row in rows
    )


def _begins_with_column(heads: Sequence[str]) -> bool:
    """Return whether no head stands over the labels: the first one is of a year, or of a change."""
    return bool(heads) and head_of(heads[0]).means in DATED_COLUMNS


def _fullest(head_lines: list[list[str]]) -> list[str]:
    """Return the line with the most heads; of several, the one with the most characters; of these the last.

    A line of English words is the table's title.
    """
    head_lines = [words for words in head_lines if 2 * sum(map(str.isascii, words)) <= len(words)] or head_lines
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
    text: str,
    row: _TextRow,
    heads: list[str],
    paths: tuple[RowLabelPath, RowLabelPath],
    places: Sequence[int] | None,
    *,
    complete: bool,
) -> list[Cell]:
    """Return the cells of a row; in a two-sided table each side has its own labels and heads.

    `complete`: the figures of all rows stand under all heads, or at the `places` of those that they stand under.
    """
    segments, around = row.segments, row.around
    sides = _sides(heads)
    two_sided = len(sides) > 1 and not _has_several_codes(text, segments)
    cells = []
    for position, segment in enumerate(segments):
        labels = tuple(_SPELLED.sub("", " ".join(label.of(text) for label in segment.labels)).split())
        labels = labels[1:] if labels and not labels[0].strip(_DASHES) else labels
        side = position
        if two_sided and len(segments) == 1:
            side = _side_of_single(labels, len(segment.figures), sides)
            labels = labels[-1:]
        side_heads = sides[min(side, len(sides) - 1)] if two_sided else heads
        if labels and labels[0].isascii() and labels[0].isalpha():  # Gross profit 毛利
            labels = (" ".join(labels),)
        from_left = is_account_code(labels) or len(labels) < 2
        labels, own = _without_unit(labels, side_heads, len(segment.figures))
        names = row_labels(labels, around, paths[min(side, 1) if two_sided else 0])
        names, unit = _with_unit(names)
        names, unit = (row.group, *names) if row.group else names, unit or own
        columns = _column_labels(side_heads, len(segment.figures), from_left=from_left)
        for place, (figure, column) in enumerate(zip(segment.figures, columns, strict=True), start=1):
            at = (row.number, places[place - 1] if places else place) if complete else None
            cells.append(Cell(span=figure, row=names, column=column, unit=unit, at=at))
    return cells


def _without_unit(labels: tuple[str, ...], heads: Sequence[str], figures: int) -> tuple[tuple[str, ...], str]:
    """Return the labels of a row without the unit under the head 单位 right before its figures, and the unit."""
    before = heads[: len(heads) - figures]
    if len(labels) < 2 or len(before) < len(labels) or head_of(before[-1]).means is not ColumnRole.UNIT:
        return labels, ""
    known = kind_of_unit(split_scale(labels[-1])[1]) is not None
    return (labels[:-1], labels[-1]) if known else (labels, "")


def _with_unit(names: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return the labels of a row without the unit that the innermost names in brackets, and the unit: 占比（%）."""
    label, unit = unit_in(names[-1]) if names and names[-1].endswith(("）", ")")) else ("", "")
    return ((*names[:-1], label), unit) if label and unit else (names, "")


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
    if figures == len(heads) and _begins_with_column(heads):
        return [(head,) for head in heads]
    if figures == len(heads):  # a head was wrapped away: only the ends are sure
        labels: list[tuple[str, ...]] = [()] * figures
        labels[0], labels[-1] = (heads[min(1, figures - 1)],), (heads[-1],)
        return labels
    labelling = max(1, _labelling(heads[: len(heads) - figures]))
    first = labelling if from_left and figures < len(heads) - labelling else len(heads) - figures
    return [(head,) for head in heads[first : first + figures]]
