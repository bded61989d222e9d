"""A claim of the text about a figure that a table prints too finds its base in the same row of the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from attrs import evolve

from reportdiff.model import PREVIOUS_YEAR, STATED_CHANGES, Binding, Claim, Metric

__all__ = ["bind_table_bases"]


def bind_table_bases(metrics: Sequence[Metric], claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims; one about last year that has no base gets the figure of the year before in the row of its metric.

    A metric of the text and a table's are one figure where each stands among the other's `places`.
    """
    cells = {metric.span: metric for metric in metrics if metric.table is not None}
    twins = {
        metric.id: cell
        for metric in metrics
        if metric.table is None and metric.places
        for span in metric.places
        if (cell := cells.get(span)) is not None
    }
    if not twins:
        return tuple(claims)
    rows: dict[tuple[object, ...], list[Metric]] = defaultdict(list)
    for cell in cells.values():
        if cell.table is not None and cell.period is not None:
            rows[(cell.table.id, cell.table.row, cell.name, cell.figure.unit, cell.period.year)].append(cell)
    return tuple(_with_base(claim, twins, rows) for claim in claims)


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
