"""A claim of the text about a figure that a table prints too finds its base in the same row of the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from attrs import evolve

from reportdiff.arithmetic.intervals import intersects
from reportdiff.extraction.repeated_mentions import innermost_label
from reportdiff.lexicon.reference_names import facets_fit, name_key
from reportdiff.model import PREVIOUS_YEAR, STATED_CHANGES, Binding, Claim, Metric

__all__ = ["bind_table_bases"]

_DIGITS = 2  # printed digits of a figure that a table of the same name, unit and year has in full: 3.3亿元


def bind_table_bases(metrics: Sequence[Metric], claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims; one about last year that has no base gets the figure of the year before in the row of its metric.

    A metric of the text and a table's are one figure where each stands among the other's `places`, or where the text
    prints the table's with fewer digits: 45,612.34万元 and 456,123,400.56元 of one name, unit and year.
    """
    cells = {metric.span: metric for metric in metrics if metric.table is not None}
    if not cells:
        return tuple(claims)
    by_label: dict[tuple[object, ...], list[Metric]] = defaultdict(list)
    for cell in cells.values():
        if cell.table is not None and cell.period is not None and cell.figure.unit:
            label = name_key(innermost_label(cell.table.row))
            by_label[(label, cell.figure.unit, cell.period.year, cell.status)].append(cell)
    twins: dict[str, Metric] = {}
    for metric in metrics:
        if metric.table is None:
            printed = [cells[span] for span in metric.places if span in cells]
            if found := printed or _printed_shorter(metric, by_label):
                twins[metric.id] = found[-1]
    rows: dict[tuple[object, ...], list[Metric]] = defaultdict(list)
    for cell in cells.values():
        if cell.table is not None and cell.period is not None:
            rows[(cell.table.id, cell.table.row, cell.name, cell.figure.unit, cell.period.year)].append(cell)
    return tuple(_with_base(claim, twins, rows) for claim in claims)


def _printed_shorter(metric: Metric, by_label: dict[tuple[object, ...], list[Metric]]) -> list[Metric]:
    """The cells that a figure of the text stands for, none where they differ from each other."""
    if metric.period is None or sum(map(str.isdigit, metric.figure.digits)) < _DIGITS:
        return []
    key = (name_key(metric.name), metric.figure.unit, metric.period.year, metric.status)
    fit = [
        cell
        for cell in by_label.get(key, ())
        if intersects(cell.figure.interval, metric.figure.interval) and facets_fit(cell.facets, metric.facets)
    ]
    return fit if len({cell.figure.value for cell in fit}) == 1 else []


def _with_base(claim: Claim, twins: dict[str, Metric], rows: dict[tuple[object, ...], list[Metric]]) -> Claim:
    row = twins.get(claim.current or "")
    if (
        claim.prior is not None
        or row is None
        or row.table is None
        or row.period is None
        or row.period.year is None
        or claim.basis != PREVIOUS_YEAR
        or claim.form not in STATED_CHANGES
    ):
        return claim
    found = rows.get((row.table.id, row.table.row, row.name, row.figure.unit, row.period.year - 1), ())
    return evolve(claim, prior=found[0].id, prior_binding=Binding.ROW) if len(found) == 1 else claim
