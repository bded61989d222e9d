"""An item of a statement in two tables: the revenue of the key data and of the income statement are one figure.

Tables are statements of a company by their forms. What one prints a slip away from the other is asked about: two digits
exchanged or one digit different in a long figure. What is otherwise apart may be of another company or basis.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from reportdiff.checking.consistency.repeated_values import agrees_with, differs_by_slip, question_about
from reportdiff.checking.forms.statements import statements
from reportdiff.checking.operands import one_amount
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.columns import Version, column_head
from reportdiff.lexicon.statement_forms import items_of
from reportdiff.messages import phrase
from reportdiff.model import Check, Metric

__all__ = ["tables_agree"]

_FORMS = ("balance_sheet", "income_statement", "cash_flow", "key_data")
_ITEMS = 3  # of a form that a table of the company itself prints
_LONG = 6  # digits of a figure that no other one resembles by chance
_GROUP = (None, "合并")


def tables_agree(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every item that two statements print for one time and entity."""
    found: dict[tuple[object, ...], dict[str, Metric]] = defaultdict(dict)
    for metric in _cells(index):
        assert metric.table is not None
        entity = None if metric.facets.entity in _GROUP else metric.facets.entity
        period = metric.period.label if metric.period is not None else ""
        for item in items_of(metric.table.row[-1]):
            found[item[1], period, entity, metric.figure.unit].setdefault(metric.table.id, metric)
    told = set[str]()
    for cells in found.values():
        for check in _compared(index, list(cells.values())):
            if check.metric not in told:
                told.add(check.metric or "")
                yield check


def _cells(index: ReportIndex) -> Iterator[Metric]:
    """Yield the long figures of statements under heads that say a time alone, and nothing of a restatement."""
    primary = {
        statement.table
        for statement in statements(index)
        if statement.form.name in _FORMS and any(len(line.items) >= _ITEMS for line in statement.lines)
    }
    for metric in index.report.metrics:
        place = metric.table
        if place is None or place.id not in primary or not place.row or metric.figure.significant_digits < _LONG:
            continue
        head = column_head(place.column, metric.figure.unit)
        versioned = head.version in (Version.RESTATED, Version.UNRESTATED)
        if not (head.subject or versioned or check_words("no amount").search(place.row[-1])):
            yield metric


def _compared(index: ReportIndex, cells: Sequence[Metric]) -> Iterator[Check]:
    """Yield what agrees with the first cell, and the question about a cell that is a slip away from the others."""
    values = [cell.figure.value for cell in cells]
    for place, cell in enumerate(cells[1:], start=1):
        if one_amount(cell.figure, cells[0].figure):
            yield agrees_with(index, cell, cells[0])
        elif len(set(values)) == 2 and differs_by_slip(cell, cells[0]):
            rare = cells[0] if values.count(values[0]) < values.count(values[place]) else cell
            other = cell if rare is cells[0] else cells[0]
            yield question_about(index, rare, other, phrase("findings.table_otherwise", figure=metric_text(other)))
            return
