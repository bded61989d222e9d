"""Tables of a PDF page that no lines rule: rows of words set apart by blanks, whose columns stand above each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from attrs import frozen

from reportdiff.reading.table_lines import barred_lines
from reportdiff.reading.visible_text import visible_characters
from reportdiff.text.cells import cell_figure

__all__ = ["Aligned", "aligned_tables", "spread"]

_GAP = 1.2  # heights of a letter that part two cells
_APART = 2.2  # heights of a letter that no line of a paragraph leaves open
_NEAR = 0.3  # the same between two figures
_FAR = 2.2  # heights between two rows of one table
_HEADS = 4  # lines of heads
_LABEL = 24  # letters of a line that is but a part of a label
_NOTHING = re.compile(r"[-—–―－/／…]{1,4}|不适用|无")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_MARK = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|其中")
_CONTENTS = re.compile(r"目\s*[录次]")


@frozen
class _Run:
    """Words that stand together in a line."""

    left: float
    right: float
    text: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def figure(self) -> bool:
        return cell_figure(self.text) is not None and _YEAR.fullmatch(self.text) is None

    def over(self, other: _Run) -> bool:
        """Whether the two stand above each other."""
        return self.left < other.right + 1 and other.left < self.right + 1


@frozen
class _Row:
    """A printed line in its runs."""

    runs: tuple[_Run, ...]
    top: float
    bottom: float
    size: float

    @property
    def tells(self) -> bool:
        """Whether it is a row of a table: figures, or their lack, behind a label or other figures."""
        rest = self.runs[1:]
        return any(run.figure for run in rest) and all(run.figure or _NOTHING.fullmatch(run.text) for run in rest[-1:])


@frozen
class Aligned:
    """A table between the lines `first` and `last` of a page, its rows as lines with bars."""

    first: int
    last: int
    lines: tuple[str, ...]


def aligned_tables(lines: Sequence[dict[str, Any]]) -> Iterator[Aligned]:
    """The tables among the lines of a page, which pdfplumber gives with their letters, in order."""
    rows = [_row(line) for line in lines]
    place = 0
    while place < len(rows):
        if not rows[place].tells:
            place += 1
            continue
        last = _last(rows, place)
        first = _first(rows, place)
        contents = any(_CONTENTS.fullmatch(row.runs[0].text) for row in rows[:first] if len(row.runs) == 1)
        made = None if contents else _table(rows, first, place, last)
        if made is not None:
            yield made
        place = last + 1


def spread(line: dict[str, Any]) -> bool:
    """Whether the words of a line stand apart, as those of a form do: no paragraph breaks off or goes on in it."""
    letters = sorted((char for char in line["chars"] if char["text"].strip()), key=lambda char: float(char["x0"]))
    return any(float(two["x0"]) - float(one["x1"]) > _APART * float(one["size"]) for one, two in pairwise(letters))


def _row(line: dict[str, Any]) -> _Row:
    letters = sorted((char for char in line["chars"] if char["text"].strip()), key=lambda char: float(char["x0"]))
    size = median([float(char["size"]) for char in letters]) if letters else 1.0
    runs: list[list[dict[str, Any]]] = []
    for char in letters:
        if runs and float(char["x0"]) - float(runs[-1][-1]["x1"]) <= _GAP * size:
            runs[-1].append(char)
        else:
            runs.append([char])
    made = [piece for run in runs for piece in _split(run, size)]
    return _Row(tuple(made), float(line["top"]), float(line["bottom"]), size)


def _split(run: Sequence[dict[str, Any]], size: float) -> Iterator[_Run]:
    """A run, or its figures where it is nothing but figures set close to each other."""
    pieces: list[list[dict[str, Any]]] = [[run[0]]]
    for before, char in pairwise(run):
        if float(char["x0"]) - float(before["x1"]) > _NEAR * size:
            pieces.append([])
        pieces[-1].append(char)
    made = [_run(piece) for piece in pieces]
    if len(made) > 1 and all(piece.figure for piece in made):
        yield from made
    else:
        yield _run(run)


def _run(letters: Sequence[dict[str, Any]]) -> _Run:
    text = visible_characters("".join(char["text"] for char in letters))
    return _Run(float(letters[0]["x0"]), float(letters[-1]["x1"]), text)


def _last(rows: Sequence[_Row], place: int) -> int:
    """The last line of the table whose first row of figures is given."""
    last = place
    behind = 0
    for number in range(place + 1, len(rows)):
        row = rows[number]
        if row.top - rows[number - 1].bottom > _FAR * row.size:
            break
        if row.tells or (len(row.runs) > 1 and all(run.figure for run in row.runs)):
            last, behind = number, 0
            continue
        behind += 1
        if behind > 2 or not _part(row, rows[place]):
            break
    tail = last + 1
    if (
        tail < len(rows)
        and _part(rows[tail], rows[place])
        and _near(rows, tail)
        and not _MARK.match(_words(rows[tail]))
    ):
        last = tail
    return last


def _near(rows: Sequence[_Row], place: int) -> bool:
    """Whether a line stands nearer to the one above than lines of a text do."""
    return rows[place].top - rows[place - 1].bottom < 0.5 * rows[place].size


def _part(row: _Row, like: _Row) -> bool:
    """Whether a line can be a piece of a label: one short run at the left of the figures."""
    figures = [run.left for run in like.runs[1:] if run.figure]
    return (
        len(row.runs) == 1
        and len(row.runs[0].text) <= _LABEL
        and row.runs[0].left < min(figures)
        and row.runs[0].right < min(figures) + row.size
        and row.runs[0].text[-1] not in "。；："
    )


def _words(row: _Row) -> str:
    return row.runs[0].text


def _first(rows: Sequence[_Row], place: int) -> int:
    """The first line of the heads above a row of figures."""
    first = place
    for number in range(place - 1, max(place - 1 - _HEADS, -1), -1):
        row = rows[number]
        if rows[number + 1].top - row.bottom > _FAR * row.size or row.tells:
            break
        if len(row.runs) > 1:
            first = number
        elif first < place or not _part(row, rows[place]):  # a title, or words that are no label's beginning
            break
    if first and first == place and _part(rows[place - 1], rows[place]) and _near(rows, place):
        first -= 1  # the beginning of its label
    return first


def _table(rows: Sequence[_Row], first: int, body: int, last: int) -> Aligned | None:
    columns = _columns([row for row in rows[body : last + 1] if len(row.runs) > 1])
    telling = sum(1 for row in rows[body : last + 1] if row.tells)
    heads = [row for row in rows[first:body] if len(row.runs) > 1]
    if len(columns) < 2 or (telling < 2 and (not heads or len(columns) < 3)):
        return None
    grid = [_head(row, columns) for row in heads]
    grid += _body([row for row in rows[first : last + 1] if row not in heads], columns)
    lines = barred_lines(grid)
    if lines is None:
        return None
    return Aligned(first, last, tuple(lines))


def _columns(rows: Sequence[_Row]) -> list[_Run]:
    """The stretches of the page that runs of the rows share, from the left."""
    made: list[_Run] = []
    for run in sorted((run for row in rows for run in row.runs), key=lambda run: run.left):
        if made and run.left < made[-1].right + 1:
            made[-1] = _Run(made[-1].left, max(made[-1].right, run.right), "")
        else:
            made.append(_Run(run.left, run.right, ""))
    return made


def _head(row: _Row, columns: Sequence[_Run]) -> list[str]:
    """A line of heads by columns: a column under none of them takes the nearest that is over no other's label."""
    made = ["".join(run.text for run in row.runs if run.over(column)) for column in columns]
    if len(row.runs) >= len(columns):
        return made
    wide = [run for run in row.runs if not run.over(columns[0])]
    for place, words in enumerate(made):
        if place and not words and wide:
            made[place] = min(wide, key=lambda run: abs(run.middle - columns[place].middle)).text
    return made


def _body(rows: Sequence[_Row], columns: Sequence[_Run]) -> list[list[str]]:
    """The rows by columns; a line that holds but a piece of a label belongs to the row beside it."""
    made: list[list[str]] = []
    full = columns[0].right - 1.5 * rows[0].size
    begun = ""  # the beginning of a label, whose row follows
    open_ = False  # whether the label above may go on
    for number, row in enumerate(rows):
        if len(row.runs) == 1 and not row.runs[0].figure:
            words = row.runs[0].text
            following = rows[number + 1] if number + 1 < len(rows) else None
            below = following.top - row.bottom if following is not None else _FAR * row.size
            above = row.top - rows[number - 1].bottom if number else below
            ends = row.runs[0].right < full if abs(above - below) < 1 else above < below
            if open_ and made and ends and not _MARK.match(words):
                made[-1][0] += words
            else:
                begun += words
                near = below < 0.5 * row.size
                if not near and row.runs[0].right < full:
                    made.append([begun, *[""] * (len(columns) - 1)])
                    begun = ""
            open_ = False
            continue
        line = ["".join(run.text for run in row.runs if run.over(column)) for column in columns]
        line[0] = begun + line[0]
        open_ = (row.runs[0].over(columns[0]) and row.runs[0].right >= full and not begun) or bool(
            begun and not row.runs[0].over(columns[0])
        )
        begun = ""
        made.append(line)
    return made
