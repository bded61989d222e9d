"""Documents: spans, the text as read, its sections, sentences and table cells."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from typing import NamedTuple

from attrs import field, frozen

from reportdiff.model.record import Record

__all__ = ["Cell", "CellPlaces", "Document", "Outline", "Role", "Section", "Sentence", "Span", "Table"]


@frozen(order=True)
class Span(Record):
    """A half-open range `[start, end)` of `str` indices into a document's text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Return whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


class Role(StrEnum):
    """The purposes of a section."""

    REVIEW = "review"
    PLAN = "plan"
    PROBLEMS = "problems"
    DEFINITIONS = "definitions"
    TABLES = "tables"
    OTHER = "other"


@frozen(kw_only=True)
class Section(Record):
    """One numbered (or run-in) heading with the text under it, subsections included."""

    id: str
    parent: str | None
    level: int
    number: str
    heading: str
    role: Role
    span: Span


class Sentence(NamedTuple):
    """One sentence `[start, end)`, and the innermost section that holds it: a tuple, for a text has very many."""

    start: int
    end: int
    section: str | None
    heading: bool = False

    @property
    def span(self) -> Span:
        """Where the sentence stands."""
        return Span(self.start, self.end)


@frozen(kw_only=True)
class Cell(Record):
    """A table cell that holds a figure, with the labels of its row and its column, outermost first.

    `unit` is what its own column or row names, "" where only the table does; `at` are the numbers of its row (heads
    counted) and column, from 1, where the table's cells stand apart.
    """

    span: Span
    row: tuple[str, ...]
    column: tuple[str, ...]
    unit: str = ""
    at: tuple[int, int] | None = None


@frozen(kw_only=True)
class Table(Record):
    """A table: its cells that hold figures, what it is called, and the unit that its head or a 单位 line gives."""

    id: str
    span: Span
    caption: str
    unit: str
    cells: tuple[Cell, ...]


class CellPlaces(NamedTuple):
    """Where a row of a sheet went: the offset of its line, the sheet's name, and the numbers of its row and columns."""

    start: int
    sheet: str
    row: int
    columns: tuple[int, ...]

    def reference(self, number: int) -> str:
        """Return the place of the cell of this number in the row, as Excel writes it.

        >>> CellPlaces(0, "表一", 5, (2, 28)).reference(2)
        '表一!AB5'
        """
        column, letters = self.columns[number - 1], ""
        while column:
            column, letter = divmod(column - 1, 26)
            letters = chr(65 + letter) + letters
        return f"{self.sheet}!{letters}{self.row}" if self.sheet else f"{letters}{self.row}"


@frozen
class Document(Record):
    """An input as a reader delivers it: its name, its text, and the tables that the format marked as such.

    `text` is the decoded file as it stands; every offset in a result counts its characters. `pages` are the offsets at
    which its pages begin, where the format has pages. `gaps` are the offsets at which hidden rows of a workbook were
    left out, `places` where its rows come from; a stored result keeps the cells of its figures alone.
    `path` is the file that it was read from: no part of its value,
    and no result names it.
    """

    source: str
    text: str = field(repr=False)
    tables: tuple[Table, ...] = field(default=(), kw_only=True)
    title: str | None = field(default=None, kw_only=True)
    published: str | None = field(default=None, kw_only=True)
    warnings: tuple[str, ...] = field(default=(), kw_only=True)
    pages: tuple[int, ...] = field(default=(), repr=False, kw_only=True)
    gaps: tuple[int, ...] = field(default=(), repr=False, kw_only=True)
    places: tuple[CellPlaces, ...] = field(default=(), repr=False, kw_only=True, eq=False)
    path: str | None = field(default=None, eq=False, repr=False, kw_only=True)

    def page_of(self, offset: int) -> int | None:
        """Return the page, from 1, on which a character stands; None where the format has no pages.

        >>> Document("a.pdf", "甲乙丙", pages=(0, 2)).page_of(2)
        2
        """
        return bisect_right(self.pages, offset) if self.pages else None

    def cell_of(self, offset: int) -> str | None:
        """Return the cell of a workbook (表一!C5) that a character comes from; None for other formats.

        >>> Document("a.xlsx", "| 甲 | 12 |", places=(CellPlaces(0, "表一", 5, (1, 3)),)).cell_of(6)
        '表一!C5'
        """
        number = bisect_right(self.places, offset, key=lambda place: place.start)
        if not number:
            return None
        place = self.places[number - 1]
        same_line = self.text.find("\n", place.start, offset) < 0
        return place.reference(self.text.count("|", place.start, offset)) if same_line else None

    def has_gap(self, start: int, end: int) -> bool:
        """Return whether hidden rows were left out between two offsets."""
        return bisect_right(self.gaps, start) < bisect_right(self.gaps, end)


@frozen(kw_only=True)
class Outline(Record):
    """What `structure` found in a document: front matter, section tree, sentences and tables.

    `year` is the year that the report names as its own; `reviewed` and `planned` are the years that its actual figures
    and its targets cover (a work report delivered in 2024 reviews 2023 and plans 2024). `part` is the part of the year
    that its actual figures cover ("H1"), "" for the whole year.
    """

    title: str
    issuer: str | None
    year: int | None
    reviewed: int | None
    planned: int | None
    published: str | None
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...] = ()
    warnings: tuple[str, ...] = ()
    part: str = ""
