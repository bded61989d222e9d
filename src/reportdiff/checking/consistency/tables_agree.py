"""An item of a statement in two tables: the revenue of the key data and of the income statement are one figure.

Tables are statements of a company by their forms. What one prints a slip away from the other is asked about: two digits
exchanged or one digit different in a long figure. What is otherwise apart may be of another company or basis, but for
earnings per share and the return on equity, which are the company's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from reportdiff.checking.consistency.repeated_values import agrees_with, differs_by_slip, question_about
from reportdiff.checking.forms.statements import statements
from reportdiff.checking.operands import one_amount
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.columns import Version, column_head
from reportdiff.lexicon.statement_forms import forms, items_of
from reportdiff.messages import phrase
from reportdiff.model import Check, Metric

__all__ = ["tables_agree"]

_FORMS = ("balance_sheet", "income_statement", "cash_flow", "key_data")
_ITEMS = 3  # of a form that a table of the company itself prints
_LONG = 6  # digits of a figure that no other one resembles by chance
_GROUP = (None, "合并")
_PER_SHARE = "/股"
_TO_DATE = "Q1-3"  # beside the third quarter, of which the statements of its report are not


def tables_agree(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every item that two statements print for one time and entity."""
    found: dict[tuple[object, ...], dict[str, Metric]] = defaultdict(dict)
    for metric in _cells(index):
        assert metric.table is not None
        entity = None if metric.facets.entity in _GROUP else metric.facets.entity
        period = metric.period.label if metric.period is not None else ""
        unit = metric.figure.unit.removesuffix(_PER_SHARE)
        for _, item in items_of(metric.table.row[-1]):
            if item in _ratios() or metric.figure.significant_digits >= _LONG:
                found[item, period, entity, unit].setdefault(metric.table.id, metric)
    told = set[str]()
    to_date = any(period.endswith(_TO_DATE) for _, period, *_ in found if isinstance(period, str))
    for (name, *_), cells in found.items():
        for check in _compared(index, list(cells.values()), short=name in _ratios() and not to_date):
            if check.metric not in told:
                told.add(check.metric or "")
                yield check


@cache
def _ratios() -> frozenset[object]:
    """Return the items that are ratios: earnings per share, return on equity."""
    rows = (each for form in forms() if form.name == "per_share" for each in form.identities)
    return frozenset(identity.left for alternatives in rows for identity in alternatives if identity.ratio)


def _cells(index: ReportIndex) -> Iterator[Metric]:
    """Yield the figures of statements under heads that say a time alone, and nothing of a restatement."""
    primary = {
        statement.table
        for statement in statements(index)
        if statement.form.name in _FORMS and any(len(line.items) >= _ITEMS for line in statement.lines)
    }
    for metric in index.report.metrics:
        place = metric.table
        if place is None or place.id not in primary or not place.row or not metric.figure.value:
            continue
        head = column_head(place.column, metric.figure.unit)
        versioned = head.version in (Version.RESTATED, Version.UNRESTATED)
        if not (head.subject or versioned):
            yield metric


def _compared(index: ReportIndex, cells: Sequence[Metric], *, short: bool) -> Iterator[Check]:
    """Yield what agrees with the first cell, and the question about a cell that is a slip away from the others.

    `short`: any difference is asked about.
    """
    values = [cell.figure.value for cell in cells]
    for place, cell in enumerate(cells[1:], start=1):
        if one_amount(cell.figure, cells[0].figure):
            yield agrees_with(index, cell, cells[0])
        elif len(set(values)) == 2 and (short or differs_by_slip(cell, cells[0])):
            rare = cells[0] if values.count(values[0]) < values.count(values[place]) else cell
            other = cell if rare is cells[0] else cells[0]
            yield question_about(index, rare, other, phrase("findings.table_otherwise", figure=metric_text(other)))
            return
