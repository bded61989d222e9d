"""Tables of a PDF page without rules: rows of words set apart by blanks, whose columns stand above each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from attrs import define, field, frozen

from reportdiff.lexicon.patterns import pattern
from reportdiff.reading.table_lines import barred_lines
from reportdiff.reading.visible_text import visible_characters
from reportdiff.text.cells import cell_figure

__all__ = ["AlignedTable", "aligned_tables", "words_stand_apart"]

# Measures in heights of a letter.
_CELL_GAP = 1.2  # between two cells
_FIGURE_GAP = 0.3  # between two figures
_FORM_GAP = 2.2  # between the words of a form; no line of a paragraph leaves as much
_MAX_ROW_GAP = 2.2  # between two rows of one table
_LINE_GAP = 0.5  # between two lines of one label, at most
_LABEL_SLACK = 1.5  # that a line of a label may leave free at its right although the label goes on

_MAX_HEADS = 4  # lines of heads
_MAX_LABEL = 24  # letters of a line that is a piece of a label
_MAX_BETWEEN = 2  # lines of labels between two rows of figures
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")

_Letter = dict[str, Any]


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
    def is_figure(self) -> bool:
        return cell_figure(self.text) is not None and _YEAR.fullmatch(self.text) is None

    def overlaps(self, other: _Run) -> bool:
        """Return whether the two stand above each other."""
        return self.left < other.right + 1 and other.left < self.right + 1


@frozen(kw_only=True)
class _Row:
    """A printed line in its runs."""

    runs: tuple[_Run, ...]
    top: float
    bottom: float
    size: float

    @property
    def has_figures(self) -> bool:
        """Whether figures, or cells without a value, stand behind a label or other figures."""
        last = self.runs[-1]
        if not any(run.is_figure for run in self.runs[1:]):
            return False
        return last.is_figure or pattern("table_words", "no value").fullmatch(last.text) is not None

    def gap_below(self, following: _Row) -> float:
        return following.top - self.bottom


@frozen
class AlignedTable:
    """A table between the lines `first` and `last` of a page, its rows as lines with bars."""

    first: int
    last: int
    lines: tuple[str, ...]


def aligned_tables(lines: Sequence[dict[str, Any]]) -> Iterator[AlignedTable]:
    """Yield the tables among the lines of a page, as pdfplumber returns them with their letters, in order."""
    rows = [_row(line) for line in lines]
    heading = pattern("line_marks", "contents")
    in_contents = False  # below the heading of a table of contents, whose page numbers are no figures
    place = read = 0
    while place < len(rows):
        if not rows[place].has_figures:
            place += 1
            continue
        last = _last_line(rows, place)
        first = _first_line(rows, place)
        in_contents = in_contents or any(
            len(row.runs) == 1 and heading.fullmatch(_label(row)) for row in rows[read:first]
        )
        table = None if in_contents else _table(rows, first, place, last)
        if table is not None:
            yield table
        read, place = max(read, first), last + 1


def _visible_letters(line: dict[str, Any]) -> list[_Letter]:
    return sorted((char for char in line["chars"] if char["text"].strip()), key=lambda char: float(char["x0"]))


def _gap(letter: _Letter, following: _Letter) -> float:
    return float(following["x0"]) - float(letter["x1"])


def words_stand_apart(line: dict[str, Any]) -> bool:
    """Return whether the words of a line stand apart, as in a form: no paragraph breaks off or goes on in it."""
    letters = _visible_letters(line)
    return any(_gap(letter, following) > _FORM_GAP * float(letter["size"]) for letter, following in pairwise(letters))


def _row(line: dict[str, Any]) -> _Row:
    letters = _visible_letters(line)
    size = median([float(char["size"]) for char in letters]) if letters else 1.0
    runs = tuple(run for group in _groups(letters, _CELL_GAP * size) for run in _runs(group, size))
    return _Row(runs=runs, top=float(line["top"]), bottom=float(line["bottom"]), size=size)


def _groups(letters: Sequence[_Letter], gap: float) -> list[list[_Letter]]:
    """Return the letters in groups, where a gap of that size parts two groups."""
    groups: list[list[_Letter]] = []
    for letter in letters:
        if groups and _gap(groups[-1][-1], letter) <= gap:
            groups[-1].append(letter)
        else:
            groups.append([letter])
    return groups


def _runs(letters: Sequence[_Letter], size: float) -> list[_Run]:
    """Return the letters as one run, or as its figures if it is nothing but figures set close to each other."""
    figures = [_run(group) for group in _groups(letters, _FIGURE_GAP * size)]
    return figures if len(figures) > 1 and all(run.is_figure for run in figures) else [_run(letters)]


def _run(letters: Sequence[_Letter]) -> _Run:
    text = visible_characters("".join(char["text"] for char in letters))
    return _Run(float(letters[0]["x0"]), float(letters[-1]["x1"]), text)


def _last_line(rows: Sequence[_Row], first: int) -> int:
    """Return the last line of the table whose first row of figures is given."""
    last = first
    for place in range(first + 1, len(rows)):
        row = rows[place]
        if rows[place - 1].gap_below(row) > _MAX_ROW_GAP * row.size:
            break
        if row.has_figures or (len(row.runs) > 1 and all(run.is_figure for run in row.runs)):
            last = place
        elif place - last > _MAX_BETWEEN or not _is_label_piece(row, rows[first]):
            break
    tail = last + 1
    if tail < len(rows) and _is_label_piece(rows[tail], rows[first]) and _is_near(rows, tail):
        return last if _begins_label(rows[tail]) else tail
    return last


def _is_near(rows: Sequence[_Row], place: int) -> bool:
    """Return whether a line stands nearer to the one above than the lines of a text do."""
    return rows[place - 1].gap_below(rows[place]) < _LINE_GAP * rows[place].size


def _is_label_piece(row: _Row, figures: _Row) -> bool:
    """Return whether a line can be a piece of a label: one short run at the left of the figures of another row."""
    left = min(run.left for run in figures.runs[1:] if run.is_figure)
    run = row.runs[0]
    if len(row.runs) > 1 or len(run.text) > _MAX_LABEL or run.text[-1] in "。；：":
        return False
    return run.left < left and run.right < left + row.size


def _label(row: _Row) -> str:
    return row.runs[0].text


def _begins_label(row: _Row) -> bool:
    return pattern("line_marks", "row marker").match(_label(row)) is not None


def _first_line(rows: Sequence[_Row], body: int) -> int:
    """Return the first line of the heads above a row of figures, or of its label."""
    first = body
    for place in range(body - 1, max(body - 1 - _MAX_HEADS, -1), -1):
        row = rows[place]
        if row.gap_below(rows[place + 1]) > _MAX_ROW_GAP * row.size or row.has_figures:
            break
        if len(row.runs) > 1:
            first = place
        elif first < body or not _is_label_piece(row, rows[body]):  # a title, or words that begin no label
            break
    if first and first == body and _is_label_piece(rows[body - 1], rows[body]) and _is_near(rows, body):
        first -= 1
    return first


def _table(rows: Sequence[_Row], first: int, body: int, last: int) -> AlignedTable | None:
    """Return the table between two lines, None if it has too few columns or rows of figures."""
    body_rows = rows[body : last + 1]
    columns = _columns([row for row in body_rows if len(row.runs) > 1])
    heads = [row for row in rows[first:body] if len(row.runs) > 1]
    figure_rows = sum(1 for row in body_rows if row.has_figures)
    if len(columns) < 2 or (figure_rows < 2 and (not heads or len(columns) < 3)):
        return None
    grid = [_head_cells(row, columns) for row in heads]
    grid += _body_cells([row for row in rows[first : last + 1] if row not in heads], columns)
    lines = barred_lines(grid)
    return None if lines is None else AlignedTable(first, last, tuple(lines))


def _columns(rows: Sequence[_Row]) -> list[_Run]:
    """Return the stretches of the page that runs of the rows share, from the left."""
    columns: list[_Run] = []
    for run in sorted((run for row in rows for run in row.runs), key=lambda run: run.left):
        if columns and run.left < columns[-1].right + 1:
            columns[-1] = _Run(columns[-1].left, max(columns[-1].right, run.right), "")
        else:
            columns.append(_Run(run.left, run.right, ""))
    return columns


def _cells(row: _Row, columns: Sequence[_Run]) -> list[str]:
    return ["".join(run.text for run in row.runs if run.overlaps(column)) for column in columns]


def _head_cells(row: _Row, columns: Sequence[_Run]) -> list[str]:
    """Return a line of heads by columns; a column under none takes the nearest that does not stand over the labels."""
    cells = _cells(row, columns)
    if len(row.runs) >= len(columns):
        return cells
    heads = [run for run in row.runs if not run.overlaps(columns[0])]
    for place, words in enumerate(cells):
        if place and not words and heads:
            cells[place] = min(heads, key=lambda run: abs(run.middle - columns[place].middle)).text
    return cells


def _body_cells(rows: Sequence[_Row], columns: Sequence[_Run]) -> list[list[str]]:
    """Return the rows by columns; a line that is a piece of a label belongs to the row beside it."""
    body = _Body(columns, columns[0].right - _LABEL_SLACK * rows[0].size)
    for place, row in enumerate(rows):
        if len(row.runs) > 1 or row.runs[0].is_figure:
            body.add_figures(row)
            continue
        below = row.gap_below(rows[place + 1]) if place + 1 < len(rows) else _MAX_ROW_GAP * row.size
        above = rows[place - 1].gap_below(row) if place else below
        body.add_label_piece(row, above, below)
    return body.grid


@define
class _Body:
    """Rows of a table by columns, put together from printed lines.

    A label whose line ends left of `full` does not go on. `begun` is the beginning of a label whose row follows; with
    `label_open` the label of the last row may go on.
    """

    columns: Sequence[_Run]
    full: float
    grid: list[list[str]] = field(factory=list)
    begun: str = ""
    label_open: bool = False

    def add_label_piece(self, row: _Row, above: float, below: float) -> None:
        """Add a line without figures to the label of the row above, or keep it for the row below."""
        label, right = _label(row), row.runs[0].right
        ends_label = right < self.full if abs(above - below) < 1 else above < below
        if self.label_open and self.grid and ends_label and not _begins_label(row):
            self.grid[-1][0] += label
        else:
            self.begun += label
            if below >= _LINE_GAP * row.size and right < self.full:  # a row without figures
                self.grid.append([self.begun, *[""] * (len(self.columns) - 1)])
                self.begun = ""
        self.label_open = False

    def add_figures(self, row: _Row) -> None:
        """Add a row with figures."""
        cells = _cells(row, self.columns)
        cells[0] = self.begun + cells[0]
        has_label = row.runs[0].overlaps(self.columns[0])
        self.label_open = not has_label if self.begun else has_label and row.runs[0].right >= self.full
        self.begun = ""
        self.grid.append(cells)
