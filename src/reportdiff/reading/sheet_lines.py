"""Write rows of cells, as sheets and delimited files have them, as a text: titles, tables between bars, notes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from attrs import define, field

from reportdiff.lexicon.patterns import pattern
from reportdiff.model import CellPlaces
from reportdiff.reading.table_lines import barred_line, is_figure_or_blank

__all__ = ["SheetRow", "SheetText"]

_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_WORD = re.compile("[A-Za-z\u4e00-\u9fff]")
_SHEET = "工作表"  # before a name that is a mere number
_MIN_TITLE, _MAX_TITLE = 6, 60  # characters


class SheetRow(NamedTuple):
    """The filled cells of a row, by column; rows and columns count from 1."""

    number: int
    cells: dict[int, str]

    @property
    def texts(self) -> list[str]:
        """The different texts of the row, in order."""
        return list(dict.fromkeys(self.cells.values()))

    @property
    def holds_figure(self) -> bool:
        """Whether a cell holds a figure that is no year."""
        return any(map(_is_figure, self.cells.values()))


def _is_figure(words: str) -> bool:
    return is_figure_or_blank(words) and _DIGIT.search(words) is not None and _YEAR.fullmatch(words) is None


@define
class SheetText:
    """The text of several sheets as it grows, the places of its rows, and where hidden rows are left out."""

    lines: list[str] = field(factory=list)
    places: list[CellPlaces] = field(factory=list)
    gaps: list[int] = field(factory=list)
    title: str | None = None
    length: int = 0

    def whole(self) -> str:
        """Return the whole text."""
        return "\n".join(self.lines) + "\n"

    def add_sheet(self, name: str, rows: Sequence[SheetRow], hidden_rows: Collection[int] = ()) -> None:
        """Add the rows of a sheet under its name; "" for the only one of a file."""
        if not rows:
            return
        name = name.strip()
        if name:
            self._add(f"## {name}" if _WORD.search(name) else f"## {_SHEET}{name}")
        hidden = sorted(hidden_rows)
        for part in _parts(rows):
            heads, table, notes = _split(part)
            self.title = self.title or _title(heads)
            for row in heads:
                self._add(" ".join(row.texts))
            columns = tuple(sorted({column for row in table for column in row.cells}))
            head = max((place for place, row in enumerate(_heads(table), start=1) if len(row.texts) > 1), default=0)
            before = table[0].number if table else 0
            for place, row in enumerate(table):
                if any(before < number < row.number for number in hidden):
                    self.gaps.append(self.length)
                self.places.append(CellPlaces(self.length, name, row.number, columns))
                self._add(barred_line([row.cells.get(column, "") for column in columns]))
                if place + 1 == head:
                    self._add("|" + " --- |" * len(columns))
                before = row.number
            if table:
                self._add("")
            for row in notes:
                self._add(" ".join(row.texts))

    def _add(self, line: str) -> None:
        self.lines.append(line)
        self.length += len(line) + 1


def _title(rows: Sequence[SheetRow]) -> str | None:
    """Return the line above a table that has a word of titles, else the longest."""
    lines = ["".join(row.texts[0].split()) for row in rows if len(row.texts) == 1]
    lines = [words for words in lines if _MIN_TITLE <= len(words) <= _MAX_TITLE and not _names_unit(words)]
    word = pattern("front_matter", "title word")
    return next((words for words in lines if word.search(words)), max(lines, key=len, default=None))


def _names_unit(words: str) -> bool:
    """Return whether words name the unit of a table, or who drew it up (编制单位)."""
    return pattern("table_words", "unit label").search(words) is not None


def _parts(rows: Sequence[SheetRow]) -> Iterator[list[SheetRow]]:
    """Yield the rows of a sheet cut where, below blank rows, a title or new heads begin."""
    begin = 0
    for place in range(1, len(rows)):
        blank = rows[place].number > rows[place - 1].number + 1
        if blank and _begins_table(rows[place:]) and any(row.holds_figure for row in rows[begin:place]):
            yield list(rows[begin:place])
            begin = place
    yield list(rows[begin:])


def _begins_table(rows: Sequence[SheetRow]) -> bool:
    """Return whether rows begin with heads of several columns, below titles, and go on with figures."""
    above = list(_heads(rows))
    return any(len(row.texts) > 1 for row in above) and len(above) < len(rows)


def _heads(rows: Sequence[SheetRow]) -> Iterator[SheetRow]:
    """Yield the rows above the first figure."""
    for row in rows:
        if row.holds_figure:
            return
        yield row


def _split(rows: Sequence[SheetRow]) -> tuple[list[SheetRow], list[SheetRow], list[SheetRow]]:
    """Return the lines above a table (titles, 单位：万元), the table from its heads on, and the notes below it."""
    figures = [place for place, row in enumerate(rows) if row.holds_figure]
    first = next((place for place in range(figures[0] + 1) if _is_head(rows[place])), figures[0]) if figures else 0
    if not figures or max(len(row.cells) for row in rows[first:]) < 2:
        return list(rows), [], []
    last = len(rows)
    while last > figures[-1] + 1 and len(rows[last - 1].texts) == 1:
        last -= 1
    return list(rows[:first]), list(rows[first:last]), list(rows[last:])


def _is_head(row: SheetRow) -> bool:
    """Return whether a row names columns: it holds several texts, and is no line with the unit of the table."""
    return len(row.texts) > 1 and not any(map(_names_unit, row.texts))
