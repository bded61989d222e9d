"""A table between bars → `Table`: every cell in its place, heads of several levels, empty cells kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import define, field, frozen

from reportdiff.lexicon.columns import head_of, unit_in
from reportdiff.model import Cell, Span, Table
from reportdiff.structure.heading_markers import Line
from reportdiff.structure.tables.row_labels import RowLabelPath, is_code, row_of
from reportdiff.structure.tables.row_tokens import is_row, unit_of
from reportdiff.text.cells import cell_figure

__all__ = ["bar_table", "is_bar", "set_apart"]

_BARS = "|｜│┃║"
_GAP = re.compile(r" *\t *|[ \u3000]{2,}")
_GAPS = ("\t", "  ", "\u3000\u3000", " \u3000", "\u3000 ")  # one of them stands in every gap, and is found faster
_LEAST = 3  # cells of a row, and rows, that make a table of lines set apart
_CORNERS = "+├┌└┝┠┣┏┗╔╠╚╟╞╓╒"
_DRAWN = re.compile(
    f"[{_CORNERS}]" + r"[-=+:─━═┄┅┈┉\s┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╪╫╤╧┯┷┿╂┠┨┰┸]{2,}"
)  # a line between rows
_RULE = re.compile(r"[\s:]*-{2,}[\s:]*")
_NOTHING = re.compile(r"[-—–―－/／…]+")
_NUMBERED = re.compile(r"栏\s*次|行\s*次|序\s*号|列\s*次|[甲乙丙丁]")
_FORMULA = re.compile(r"\d{1,2}[=＝][\d+＋\-－×÷*/()（）%％]{1,20}")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_SUM = re.compile(r"[一二三四五六七八九十、（）]*(?:本年|全年)?(?:总计|合计|小计|共计)(?:数|额)?")
_AMONG = re.compile(r"其中[:：]?[\s\u3000]*")


@frozen
class _Word:
    """A cell's words and where they stand, blanks around them left out."""

    text: str
    start: int
    end: int

    @property
    def figure(self) -> bool:
        return cell_figure(self.text) is not None


@define
class _Column:
    """What is known of one column."""

    head: tuple[str, ...] = ()
    unit: str = ""
    kind: str = "figure"  # figure · text · unit · skip
    labels: tuple[int, ...] = field(factory=tuple)  # the columns that name its rows


def is_bar(text: str) -> bool:
    """Whether a line is a row between bars.

    >>> is_bar("| 许可 | 12 |"), is_bar("许可 12"), is_bar("├──┼──┤")
    (True, False, True)
    """
    if not text or (text[0] not in _BARS and text[0] not in _CORNERS):
        return False
    return (text[0] in _BARS and sum(map(text.count, _BARS)) >= 2) or _DRAWN.fullmatch(text) is not None


def set_apart(lines: Sequence[Line]) -> list[int]:
    """For each line the number of the table that it is a row of, where tabs or wide blanks part its cells; else 0.

    Such a table has heads and then rows of as many cells, three or more, so that each stands under its head: no row
    beside it has more or fewer.
    """
    sizes = [len(_GAP.split(line.text)) if any(map(line.text.__contains__, _GAPS)) else 0 for line in lines]
    made = [0] * len(lines)
    place = number = 0
    while place < len(lines):
        last = place
        while last + 1 < len(lines) and sizes[last + 1] == sizes[place]:
            last += 1
        beside = [lines[near].text for near in (place - 1, last + 1) if 0 <= near < len(lines)]
        if sizes[place] >= _LEAST and last - place + 1 >= _LEAST and not any(map(is_row, beside)):
            cells = [
                [cell_figure(cell) is not None for cell in _GAP.split(line.text)] for line in lines[place : last + 1]
            ]
            if not any(cells[0]) and 3 * sum(map(any, cells)) >= 2 * (len(cells) - 1):
                number += 1
                made[place : last + 1] = [number] * (last + 1 - place)
        place = last + 1
    return made


def bar_table(text: str, lines: Sequence[Line], *, id: str, caption: str, unit: str) -> Table | None:
    """The table that these lines print; None where no cell holds a figure.

    The rows above the first rule (| --- |), or above the first figure, are heads; a blank in an upper head belongs to
    the head at its left. A column of words names the rows of the columns at its right. A unit stands behind a head or
    a row's label in brackets, in a column of its own, or is `unit`.
    """
    heads, body = _parted([list(_cells(text, line)) for line in lines])
    cells: list[Cell] = []
    name = ""
    for number, part in enumerate(_parts(body, heads)):
        above, below = _parted_further(part) if number else (heads, part)
        above, title, own_unit = _titled(above)
        name, unit = name or title, own_unit or unit
        shown = set(map(_printed, above))  # heads may be printed again on a new page
        last = len(below) < 2
        rows = [(at, row) for at, row in below if _printed(row) not in shown and not _numbering(row, last=last)]
        columns = _columns(above, [row for _, row in rows])
        paths: dict[tuple[int, ...], _Rows] = {}
        for at, row in rows:
            cells.extend(_row(at, row, columns, paths))
    if not cells:
        return None
    return Table(
        id=id, span=Span(lines[0].start, lines[-1].end), caption=name or caption, unit=unit, cells=tuple(cells)
    )


def _cells(text: str, line: Line) -> Iterator[_Word]:
    if line.text[0] not in _BARS:
        if is_bar(line.text):
            yield _Word("---", line.start, line.end)  # drawn between rows
            return
        at = line.start
        for gap in [*_GAP.finditer(text, line.start, line.end), None]:
            end = gap.start() if gap is not None else line.end
            yield _Word(text[at:end], at, end)
            at = gap.end() if gap is not None else at
        return
    start = line.start + 1
    while start <= line.end:
        stop = start
        while stop < line.end and text[stop] not in _BARS:
            stop += 1
        if start == line.end and stop == line.end:  # behind the last bar
            return
        words = text[start:stop]
        bare = words.strip()
        begin = start + len(words) - len(words.lstrip()) if bare else start
        yield _Word(bare.strip("*"), begin, begin + len(bare))
        start = stop + 1


_Numbered = tuple[int, list[_Word]]


def _parted(rows: Sequence[list[_Word]]) -> tuple[list[list[_Word]], list[_Numbered]]:
    """Heads, and the rows below them with their numbers, which count from 1 and leave rules out."""
    heads: list[list[_Word]] = []
    body: list[_Numbered] = []
    ruled = False
    number = 0
    for row in rows:
        if row and all(not word.text or _RULE.fullmatch(word.text) for word in row) and any(word.text for word in row):
            if not ruled and body:
                heads, body, ruled = [row for _, row in body], [], True
            continue
        number += 1
        body.append((number, row))
    while body and not _tells(body[0][1]) and any(_tells(row) for _, row in body[1:]):
        words = [word.text for word in body[0][1] if word.text]
        if heads and (len(words) < 2 or any(_NOTHING.fullmatch(word) for word in words)):
            break
        heads.append(body.pop(0)[1])
    return heads, body


def _printed(row: Sequence[_Word]) -> tuple[str, ...]:
    return tuple(word.text for word in row)


def _numbering(row: Sequence[_Word], *, last: bool) -> bool:
    """Whether a row only numbers the columns (栏次 1 2 3); one without a label does so where it is not the `last`."""
    words = [word.text for word in row if word.text and not _FORMULA.fullmatch(word.text)]
    labels = [word for word in words if not word.isdecimal()]
    given = [word for word in words if word.isdecimal()]
    counted = bool(given) and given == [str(number) for number in range(1, len(given) + 1)]
    if not counted or not all(_NUMBERED.fullmatch(label) for label in labels):
        return False
    return bool(labels) or (len(given) > 2 and not last)


def _parts(body: list[_Numbered], heads: Sequence[Sequence[_Word]]) -> Iterator[list[_Numbered]]:
    """The body cut where new heads stand: after a line of its own (第二十条第（五）项), or heads of other years."""
    begin = 0
    shown = set(map(_printed, heads))
    for place in range(1, len(body) - 1):
        row = body[place][1]
        if _tells(row) or place <= begin or _printed(row) in shown:
            continue
        said = {word.text for word in row if word.text}
        alone = len(said) == 1 and sum(1 for word in row if word.text) > 1
        following = body[place + 1][1]
        titled = alone and place + 2 < len(body) and not _tells(following) and _several(following)
        if titled or (_tells(following) and sum(1 for word in row[1:] if _dated(word)) > 1):
            yield body[begin:place]
            begin = place
            shown.add(_printed(row))
    yield body[begin:]


def _dated(word: _Word) -> bool:
    """Whether a word is the head of a column of one year, or of a change."""
    words, unit = unit_in(word.text)
    return bool(words) and head_of(words, unit).means in _DATED


def _several(row: Sequence[_Word]) -> bool:
    return len({word.text for word in row if word.text}) > 1


def _parted_further(part: list[_Numbered]) -> tuple[list[list[_Word]], list[_Numbered]]:
    """The heads with which a later part begins, and the rows below them."""
    first = next((place for place, (_, row) in enumerate(part) if _tells(row)), len(part))
    return [row for _, row in part[:first]], part[first:]


def _tells(row: Sequence[_Word]) -> bool:
    """Whether a row holds a figure that is no year."""
    return any(word.figure and not _YEAR.fullmatch(word.text) for word in row)


def _titled(heads: list[list[_Word]]) -> tuple[list[list[_Word]], str, str]:
    """The heads without rows that say one thing over all columns: the table's title, or its unit."""
    kept: list[list[_Word]] = []
    title = unit = ""
    for row in heads:
        said = {word.text for word in row if word.text}
        if len(said) == 1 and len(row) > 1 and (len(row) > 2 or len([w for w in row if w.text]) == len(row)):
            words = said.pop()
            found = unit_of(words)
            unit, title = found or unit, title if found else words
        elif said:
            kept.append(row)
    return kept, title, unit


def _columns(heads: Sequence[Sequence[_Word]], body: Sequence[Sequence[_Word]]) -> list[_Column]:
    wide = max(map(len, (*heads, *body)), default=0)
    columns = []
    for place in range(wide):
        column = _Column()
        column.head, column.unit = _head(heads, place)
        words = [row[place] for row in body if place < len(row) and row[place].text]
        figures = sum(1 for word in words if word.figure)
        signed = sum(1 for word in words if word.text[-1] in "%％" and word.figure)
        if not column.unit and signed and 2 * signed >= figures:
            column.unit = "%"  # some cells may leave the sign out
        last = column.head[-1] if column.head else ""
        means = head_of(last, column.unit).means
        if means == "index":
            column.kind = "skip"
        elif means == "unit" and figures * 2 <= len(words):
            column.kind = "unit"
        elif figures * 2 < len(words) or means == ("label" if not words else "code") or (not place and _years(words)):
            column.kind = "text"
        columns.append(column)
    if columns and columns[0].kind == "figure" and _counts([row[0].text for row in body if row]):
        columns[0].kind = "skip"
    _name(columns)
    _without_titles(columns)
    return columns


def _without_titles(columns: Sequence[_Column]) -> None:
    """Take away what stands over all columns of a side, or over its labels too: it tells none from another."""
    sides: dict[tuple[int, ...], list[_Column]] = {}
    for column in columns:
        if column.kind == "figure":
            sides.setdefault(column.labels, []).append(column)
    for labels, side in sides.items():
        while all(len(column.head) > 1 for column in side):
            over = {column.head[0] for column in side}
            if len(over) > 1 or head_of(side[0].head[0]).means in _DATED:
                break
            if len(side) < 2 and not any(over & set(columns[place].head) for place in labels):
                break
            for column in (*side, *(columns[place] for place in labels if columns[place].head[:1] == side[0].head[:1])):
                if len(column.head) > 1:
                    column.head = column.head[1:]


def _years(words: Sequence[_Word]) -> bool:
    """Whether a column prints the years of its rows."""
    return bool(words) and all(_YEAR.fullmatch(word.text) for word in words)


def _counts(words: Sequence[str]) -> bool:
    """Whether a column only counts its rows: 1 2 3."""
    given = [word for word in words if word]
    return len(given) > 1 and given == [str(number) for number in range(1, len(given) + 1)]


def _head(heads: Sequence[Sequence[_Word]], place: int) -> tuple[tuple[str, ...], str]:
    """The labels above a column, outermost first, without their units, and the innermost of those."""
    made: list[str] = []
    unit = ""
    for level, row in enumerate(heads):
        words = row[place].text if place < len(row) else ""
        if not words and level + 1 < len(heads) and place and _below(heads[level + 1], place):
            words = next((row[back].text for back in range(min(place, len(row)) - 1, 0, -1) if row[back].text), "")
        label, own = unit_in(words)
        unit = own or unit
        if label and (not made or made[-1] != label):
            made.append(label)
    return tuple(made), unit


def _below(row: Sequence[_Word], place: int) -> bool:
    return place < len(row) and bool(row[place].text)


def _name(columns: Sequence[_Column]) -> None:
    """Which columns name the rows of each column of figures: those at the head, or those that begin another side."""
    labels: tuple[int, ...] = ()
    first = ""
    before = ""
    for place, column in enumerate(columns):
        last = column.head[-1] if column.head else ""
        if column.kind == "text":
            opens = not labels or last == first or head_of(last).means == "label"
            if before == "text" and place - 1 in labels:
                labels = (*labels, place)
            elif opens:
                labels = (place,)
                first = first or last
            else:
                column.kind = "skip"
        elif column.kind == "figure":
            column.labels = labels
        before = column.kind


@define
class _Rows:
    """What the rows above leave for those below: their path, the outer labels, what 其中 lists the parts of."""

    path: RowLabelPath = field(factory=RowLabelPath)
    above: list[str] = field(factory=list)
    whole: tuple[str, ...] = ()

    def to(self, words: Sequence[str]) -> tuple[tuple[str, ...], str]:
        """The labels of a row, outermost first, and the unit that the innermost ends with."""
        begun = next((place for place, word in enumerate(words) if word), len(words))
        fills = any(words) and not _SUM.fullmatch(words[begun])
        filled = [
            self.above[place] if place < min(begun, len(self.above)) and fills else word
            for place, word in enumerate(words)
        ]
        if any(words):
            self.above = filled
        labels = [
            word
            for place, word in enumerate(filled)
            if word and (not place or word != filled[place - 1] or word.isdigit())
        ]
        unit = ""
        if labels:
            labels[-1], unit = unit_in(labels[-1])
        among = _AMONG.match(labels[-1]) if labels else None
        if among is not None and self.whole:
            rest = labels[-1][among.end() :]
            return ((*self.whole, rest) if rest else self.whole), unit
        if any(is_code((label,)) for label in labels):
            made: tuple[str, ...] = (" ".join(labels),)
        else:
            made = row_of(tuple(label for label in labels if label), "", self.path)
        self.whole = made
        return made, unit


def _row(
    number: int, row: Sequence[_Word], columns: Sequence[_Column], paths: dict[tuple[int, ...], _Rows]
) -> Iterator[Cell]:
    units = [row[place].text for place, column in enumerate(columns) if column.kind == "unit" and place < len(row)]
    named: dict[tuple[int, ...], tuple[tuple[str, ...], str]] = {}
    for labels in dict.fromkeys(column.labels for column in columns if column.kind == "figure"):
        words = [row[place].text if place < len(row) else "" for place in labels]
        named[labels] = paths.setdefault(labels, _Rows()).to(words)
    for place, (word, column) in enumerate(zip(row, columns, strict=False)):
        if column.kind != "figure" or not word.figure:
            continue
        path, of_row = named[column.labels]
        of_column = column.unit
        means = head_of(column.head[-1], of_column).means if column.head else ""
        unit = (
            of_column
            if (of_column and means in _RATIOS) or means == "score"
            else (units[0] if units and units[0] else of_row or of_column)
        )
        yield Cell(span=Span(word.start, word.end), row=path, column=column.head, unit=unit, at=(number, place + 1))


_DATED = frozenset({"prior", "current", "opening", "closing", "percent", "points", "absolute"})
_RATIOS = frozenset({"percent", "points", "share", "completion"})
