"""The cells of a table by row and column, and whether printed sizes fit the figures of two columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import evolve, frozen

from reportdiff.arithmetic import unit_in_last_place
from reportdiff.lexicon.columns import ColumnHead, when_of
from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.unit_labels import unit_in
from reportdiff.model import Cell, Figure, Interval, Metric, RelationKind
from reportdiff.text.cells import CellFigure

__all__ = ["Column", "Grid", "Key", "ReadCell", "holds", "parts_of"]

_PROOFS = 2  # rows that must bear a relation out, and how many times as many as speak against it
_DIFFERENCES = frozenset({RelationKind.ABSOLUTE, RelationKind.POINTS})

Key = tuple[tuple[str, ...], int | None]
"""The labels and the number of a column or row."""


@frozen(kw_only=True, eq=False)
class ReadCell:
    """A cell that was read: what the heads over it say, its figure, and what it is: a metric, a relation, or both."""

    cell: Cell
    head: ColumnHead
    figure: Figure
    own: CellFigure
    form: RelationKind | None
    metric: Metric | None

    @property
    def stated(self) -> Fraction:
        """The size with its sign."""
        return self.figure.value

    def size(self, form: RelationKind) -> Figure:
        """Return the figure as the size of a relation: a growth under 增减 is in %, whatever the table's unit."""
        if form is not RelationKind.GROWTH or self.form is not RelationKind.ABSOLUTE or self.own.unit:
            return self.figure
        value = Fraction(self.own.digits) * (-1 if self.own.negative else 1)
        place = unit_in_last_place(self.own.digits, 1) if "." in self.own.digits else Fraction(0)
        interval = Interval(value - place / 2, value + place / 2)
        text = f"-{self.own.digits}" if self.own.negative else self.own.digits
        return evolve(
            self.figure, value=value, text=text, last_place=place, interval=interval, unit="%", scale=1, known_unit=True
        )


@frozen(kw_only=True, eq=False)
class Column:
    """A column with its place, what its heads say, and its cells by row."""

    key: Key
    position: int
    head: ColumnHead
    cells: Mapping[Key, ReadCell]

    @cached_property
    def metric(self) -> Metric | None:
        """The first figure of the column that is a metric."""
        return next((item.metric for item in self.cells.values() if item.metric is not None), None)

    @property
    def year(self) -> int | None:
        """The year of its figures; in a table of no known year 0 for 本年, and -1 for 上年."""
        year = self.metric.year if self.metric is not None else None
        return year if year is not None or self.metric is None or self.head.own is None else self.head.own.in_year(0)

    @property
    def part(self) -> str:
        """The part of the year that its heads name."""
        return self.head.own.part if self.head.own is not None else ""

    @property
    def same_part(self) -> bool:
        """Whether its figures are of the part of last year that another column names of this one (上年同期)."""
        return self.head.own is not None and self.head.own.same_part and not self.head.own.part

    @property
    def balance(self) -> bool:
        """Whether its figures are balances at the end of a year."""
        return self.head.own is not None and self.head.own.balance

    @cached_property
    def is_rate(self) -> bool:
        """Whether most of its figures are in %."""
        rates = sum(item.figure.is_rate for item in self.cells.values())
        return 2 * rates > len(self.cells)


class Grid:
    """The cells of a table by row and column; `transposed` where its rows, not its columns, are changes or shares."""

    def __init__(self, read: Sequence[ReadCell], *, transposed: bool = False) -> None:
        """Place the cells; columns under the same heads are one, unless a row has cells in both."""
        self.transposed = transposed
        seen = Counter((row, column[0]) for row, column in (self._keys(item.cell) for item in read))
        self._doubled = {path for (_, path), count in seen.items() if count > 1}
        self.rows: dict[Key, dict[Key, ReadCell]] = {}
        self._blocks: dict[tuple[Key, Key], dict[Key, Key]] = {}
        cells: dict[Key, dict[Key, ReadCell]] = {}
        for item in read:
            row, column = self.place(item.cell)
            self.rows.setdefault(row, {})[column] = item
            cells.setdefault(column, {})[row] = item
        self.columns = {
            key: Column(
                key=key,
                position=self._keys(next(iter(column.values())).cell)[1][1] or place,
                head=next(iter(column.values())).head,
                cells=column,
            )
            for place, (key, column) in enumerate(cells.items())
        }

    def place(self, cell: Cell) -> tuple[Key, Key]:
        """Return the keys of a cell's row and column."""
        row, column = self._keys(cell)
        return row, column if column[0] in self._doubled else (column[0], None)

    def _keys(self, cell: Cell) -> tuple[Key, Key]:
        at = cell.at or (None, None)
        row, column = (cell.row, at[0]), (cell.column, at[1])
        return (column, row) if self.transposed else (row, column)

    @cached_property
    def row_before(self) -> Mapping[Key, Key]:
        """The row of the year before each row, where the rows are years."""
        years = {
            key: when.year
            for key in self.rows
            if key[0] and (when := when_of(unit_in(key[0][-1])[0])) is not None and when.year and not when.part
        }
        if len(years) < len(self.rows) or len(set(years.values())) < len(years):
            return {}
        by_year = {year: key for key, year in years.items()}
        return {key: by_year[year - 1] for key, year in years.items() if year - 1 in by_year}

    @cached_property
    def totals(self) -> Sequence[Key]:
        """The rows called 合计, of any wording; a 小计 that ends the table, where none is."""
        total, last = pattern("table_words", "whole of a table"), [*self.rows][-1:]
        called = [key for key in self.rows if key[0] and total.fullmatch(key[0][-1])]
        total = pattern("table_words", "total")
        subtotals = [key for key in self.rows if key[0] and total.fullmatch(key[0][-1])]
        return called or (last if subtotals == last else [])

    def whole_row(self, part: Key, share: Key) -> Key | None:
        """Return the row that holds the whole of a column's shares: called 合计, or the only one that is 100 %."""
        named = self.columns[share].head.subject[-1:] if share in self.columns else ()
        name = pattern("head_words", "of a whole").sub("", named[0].partition("占")[2]) if named else ""
        called = [key for key, row in self.rows.items() if name and key[0] and key[0][-1] == name and part in row]
        labelled = called or [key for key in self.totals if part in self.rows[key]]
        if len(labelled) == 1:
            held, failed = self._shares_of(labelled[0], part, share)
            return labelled[0] if share in self.rows[labelled[0]] or held >= failed else None
        whole = [
            key
            for key, row in self.rows.items()
            if part in row and share in row and row[share].stated == 100 and (not labelled or key in labelled)
        ]
        return whole[0] if len(whole) == 1 and (labelled or self._bears_out(whole[0], part, share)) else None

    def whole_of_block(self, part: Key, share: Key, row: Key) -> Key | None:
        """Return the row of a total that closes, or opens, the rows that a share stands among, and bears them out."""
        if (part, share) not in self._blocks:
            self._blocks[part, share] = self._wholes_of_blocks(part, share)
        return self._blocks[part, share].get(row)

    def _wholes_of_blocks(self, part: Key, share: Key) -> dict[Key, Key]:
        totals, rows = {key for key in self.totals if part in self.rows[key]}, [*self.rows]
        found: dict[Key, Key] = {}
        for ordered in (rows, rows[::-1]) if len(totals) > 1 else ():
            block: list[Key] = []
            for key in ordered:
                if key in totals:
                    held, failed = self._shares_of(key, part, share, block)
                    found |= dict.fromkeys(block, key) if held >= _PROOFS * max(1, failed) else {}
                    block = []
                elif key not in found:
                    block.append(key)
        return found

    def _bears_out(self, whole: Key, part: Key, share: Key) -> bool:
        """Return whether most rows are shares of one that nobody calls the whole."""
        held, failed = self._shares_of(whole, part, share)
        return held >= _PROOFS * max(1, failed)

    def _shares_of(self, whole: Key, part: Key, share: Key, keys: Iterable[Key] | None = None) -> tuple[int, int]:
        """Return how many rows, of all or of some, are shares of one, and how many are not."""
        base = self.rows[whole][part].figure
        rows = (self.rows[key] for key in (self.rows if keys is None else keys) if key != whole)
        cells = [row for row in rows if part in row and share in row]
        held = [holds(RelationKind.SHARE, row[share].figure, row[part].figure, base) is True for row in cells]
        return sum(held), held.count(False)


def parts_of(read: Sequence[ReadCell]) -> Iterator[Sequence[ReadCell]]:
    """Yield the cells of a table cut where other heads begin to stand over its columns."""
    begin = 0
    paths: dict[int, tuple[str, ...]] = {}
    for place, item in enumerate(read):
        if item.cell.at is None:
            continue
        row, column = item.cell.at
        if paths.setdefault(column, item.cell.column) != item.cell.column:
            first = place
            while first > begin and (before := read[first - 1].cell.at) is not None and before[0] == row:
                first -= 1
            if first > begin:
                yield read[begin:first]
            begin, paths = first, {column: item.cell.column}
    yield read[begin:]


def holds(form: RelationKind, stated: Figure, current: Figure, prior: Figure) -> bool | None:
    """Return whether a printed size fits two figures within their precision; None where it is not defined.

    The size keeps its sign. This finds out what a column means; whether a claim holds is judged later.
    """
    if current.unit != prior.unit or (form is RelationKind.ABSOLUTE and stated.unit != current.unit):
        return None
    unit = stated.last_place or Fraction(form is not RelationKind.ABSOLUTE)
    low, high = _reach(current), _reach(prior)
    if form in _DIFFERENCES:
        return low[0] - high[1] <= stated.value + unit and stated.value - unit <= low[1] - high[0]
    if high[0] <= 0:
        return None
    offset = 0 if form in (RelationKind.COMPLETION, RelationKind.SHARE) else -1
    factor = 1 if form is RelationKind.TIMES_MORE else 100
    ratios = [number / base for number in low for base in high]
    return factor * (min(ratios) + offset) <= stated.value + unit and stated.value - unit <= factor * (
        max(ratios) + offset
    )


def _reach(figure: Figure) -> tuple[Fraction, Fraction]:
    half = figure.last_place / 2
    return figure.value - half, figure.value + half
