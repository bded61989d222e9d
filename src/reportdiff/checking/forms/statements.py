"""Find the statements in a report's tables: the items of a form (lexicon/forms), line by line.

A line is a column of a table whose rows name the items (one period of one entity), or a row whose columns name them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.patterns import pattern
from reportdiff.lexicon.statement_forms import Form, forms, items_of
from reportdiff.model import Metric

__all__ = ["Cell", "Line", "Statement", "statements"]

_LEAST = 2  # different items of a form that make a table a statement


@frozen(kw_only=True)
class Cell:
    """A cell of a line: its label, what the label stands under, the items that it prints, and its figure.

    `metric` is None where the line has no figure under a label that other lines have one for.
    """

    label: str
    outer: str
    items: Mapping[int, str]
    metric: Metric | None

    @property
    def sign(self) -> int:
        """-1 of a label that says that its figure is taken off (减：库存股)."""
        return -1 if check_words("taken off").search(self.label) else 1


@frozen(kw_only=True)
class Line:
    """One line of a statement: its cells in printed order, and the figure of each item that it prints once."""

    label: str
    cells: tuple[Cell, ...]
    items: Mapping[str, Metric]


@frozen(kw_only=True)
class Statement:
    """A table, or a part of one, in which the items of a form are printed; its lines are like one another."""

    table: str
    form: Form
    place: int
    lines: tuple[Line, ...]


def statements(index: ReportIndex) -> Iterator[Statement]:
    """Yield the statements of all tables, by their rows as items and by their columns as items."""
    tables: dict[str, list[Metric]] = defaultdict(list)
    for metric in index.report.metrics:
        if metric.table is not None:
            tables[metric.table.id].append(metric)
    for table, metrics in tables.items():
        for across in (False, True):
            named = _by_label(metrics, across=across)
            found = Counter(place for _, items in named.values() for place in items)
            for place, count in found.items():
                if count >= _LEAST:
                    lines = tuple(_lines(metrics, named, place, across=across))
                    if lines:
                        yield Statement(table=table, form=forms()[place], place=place, lines=lines)


_Key = tuple[int, tuple[str, ...]]
"""The number and the labels of a row or column."""

_Named = dict[_Key, tuple[tuple[str, ...], Mapping[int, str]]]
"""The labels and items of each row of a table, or of each column, in printed order."""


def _axes(metric: Metric, *, across: bool) -> tuple[_Key, tuple[str, ...], object]:
    """Return the key and labels of what names a cell's item, and the key of the line that the cell stands in.

    Two tables that stand side by side have rows of two labels.
    """
    place = metric.table
    assert place is not None
    at = place.at or (0, 0)
    row, column = (at[0], place.row), (at[1], place.column)
    if across:  # 2023年/营业收入 and 2022年/营业收入 are of two lines; 账面余额/金额 is 账面余额
        heads = place.column
        if len(heads) > 1 and pattern("head_words", "noun").fullmatch(heads[-1]):
            heads = heads[:-1]
        return column, heads, (row, heads[:-1])
    return row, place.row, column


def _by_label(metrics: Sequence[Metric], *, across: bool) -> _Named:
    named: _Named = {}
    second = None if across else _second_side(metrics)
    sides: dict[_Key, bool] = {}
    for metric in metrics:
        key, labels, _ = _axes(metric, across=across)
        if key not in named:
            named[key] = labels, dict(items_of(labels[-1])) if labels else {}
            at = metric.table.at if metric.table is not None else None
            sides[key] = second is not None and at is not None and at[1] >= second
    # a column may be blank in the first rows; of two tables side by side the left one comes first
    return dict(sorted(named.items(), key=lambda entry: (sides[entry[0]], entry[0][0])))


def _second_side(metrics: Sequence[Metric]) -> int | None:
    """Return the first column of the second of two tables side by side: where rows have their second label."""
    columns: dict[int, dict[tuple[str, ...], int]] = defaultdict(dict)
    for metric in metrics:
        if metric.table is not None and metric.table.at is not None:
            row, column = metric.table.at
            own = columns[row]
            own[metric.table.row] = min(own.get(metric.table.row, column), column)
    return min((max(own.values()) for own in columns.values() if len(own) > 1), default=None)


def _lines(metrics: Sequence[Metric], named: _Named, place: int, *, across: bool) -> Iterator[Line]:
    by_line: dict[object, dict[_Key, Metric]] = defaultdict(dict)
    sizes = Counter(metric.table.row for metric in metrics if metric.table is not None)
    widest = max(sizes.values())
    labels_of: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    for metric in metrics:
        if metric.table is not None and metric.table.at is not None:
            labels_of[metric.table.at[0]].add(metric.table.row)
    side_by_side = not across and any(len(labels) > 1 for labels in labels_of.values())
    for metric in metrics:
        key, _, line = _axes(metric, across=across)
        assert metric.table is not None
        if side_by_side and any(metric.table.column):
            line = metric.table.column  # 收入 | 决算数 | 支出 | 决算数: one line of both
        placed = metric.table.at is not None or sizes[metric.table.row] == widest  # else its column is a guess
        if placed and (across or not any(map(check_words("no amount").search, metric.table.column))):
            by_line[line].setdefault(key, metric)
    for cells in by_line.values():
        found: dict[str, list[Metric]] = defaultdict(list)
        for key, metric in cells.items():
            if (item := named[key][1].get(place)) is not None:
                found[item].append(metric)
        items = {
            item: own[0]
            for item, own in found.items()
            if len({(each.figure.value, each.figure.unit) for each in own}) == 1
        }
        if items:
            first = next(iter(cells.values()))
            assert first.table is not None
            yield Line(
                label=first.table.row[-1] if across and first.table.row else "",
                cells=tuple(_cell(labels, printed, cells.get(key)) for key, (labels, printed) in named.items()),
                items=items,
            )


def _cell(labels: tuple[str, ...], items: Mapping[int, str], metric: Metric | None) -> Cell:
    return Cell(
        label=labels[-1] if labels else "", outer=labels[-2] if len(labels) > 1 else "", items=items, metric=metric
    )
