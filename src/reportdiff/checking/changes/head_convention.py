"""A column of changes that holds differences of shares, under a head that means growth elsewhere in the report.

同比增减 beside amounts and shares is read as its rows bear it out. Where one table bears out the difference of the
shares, and another of the same report with the same heads the growth of the amounts, the former are misprinted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from reportdiff.arithmetic import agrees, fails
from reportdiff.checking.changes.same_report import evaluate_change
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.columns import ColumnRole, column_head
from reportdiff.model import Check, Claim, Diagnosis, Metric, RelationKind, Severity

__all__ = ["is_bare_difference", "points_under_growth"]

_PERCENT = re.compile("[%％]")
_PROOFS = 3  # rows of a table that must bear a relation out, none against it

_Column = tuple[str, tuple[str, ...]]
"""A table and the heads of one of its columns."""


def points_under_growth(index: ReportIndex) -> Iterator[Check]:
    """Yield a warning for every difference of shares in a column whose heads mean growth in another table."""
    columns: dict[_Column, list[Claim]] = defaultdict(list)
    for claim in index.report.claims:
        place = claim.table
        of_changes = claim.form in (RelationKind.GROWTH, RelationKind.POINTS) and claim.prior is not None
        if place is not None and of_changes and column_head(place.column, "%").role is ColumnRole.PERCENT:
            columns[place.id, place.column].append(claim)
    points = {column: found for column, found in columns.items() if _borne_out(index, found, RelationKind.POINTS)}
    if not points:
        return
    shapes = _shapes(index)
    growth = {
        (column[1], shapes[column[0]])
        for column, found in columns.items()
        if _borne_out(index, found, RelationKind.GROWTH)
    }
    for column, found in points.items():
        if (column[1], shapes[column[0]]) in growth:
            for claim in found:
                yield from _misprinted(index, claim)


def is_bare_difference(check: Check, claim: Claim, index: ReportIndex) -> bool:
    """Return whether a cell is the difference of its row, without the % that the other cells of its column print.

    每股净资产（元） 9.86, 9.05, 0.81 among 8.11% and 10.03%.
    """
    if claim.table is None or check.diagnoses[:1] != (Diagnosis.ABSOLUTE_AS_PERCENT,) or _PERCENT.search(claim.surface):
        return False
    column = claim.table.id, claim.table.column
    tables = (other.table for other in index.report.claims if _PERCENT.search(other.surface))
    return sum(table is not None and (table.id, table.column) == column for table in tables) >= _PROOFS


def _borne_out(index: ReportIndex, claims: Sequence[Claim], form: RelationKind) -> bool:
    """Return whether a column is of one relation throughout, and enough of its rows hold."""
    if len(claims) < _PROOFS or any(claim.form is not form for claim in claims):
        return False
    held = 0
    for claim in claims:
        current, prior = index.metric(claim.current), index.metric(claim.prior)
        if current is not None and prior is not None:
            _, outcome = evaluate_change(index, claim, operand_of(current.figure), operand_of(prior.figure))
            if fails(outcome.verdict):
                return False
            held += agrees(outcome.verdict)
    return held >= _PROOFS


def _shapes(index: ReportIndex) -> Mapping[str, frozenset[object]]:
    """Return the columns of each table by role, time and version, whatever its amounts and shares are of."""
    shapes: dict[str, set[object]] = defaultdict(set)
    for metric in index.report.metrics:
        if metric.table is not None:
            head = column_head(metric.table.column, metric.figure.unit)
            shapes[metric.table.id].add((head.role, head.own, head.version))
    return {table: frozenset(shape) for table, shape in shapes.items()}


def _misprinted(index: ReportIndex, claim: Claim) -> Iterator[Check]:
    """Yield the check of one difference of shares as the growth of the amounts beside them."""
    current, prior = _amount(index, claim, claim.current), _amount(index, claim, claim.prior)
    if current is None or prior is None:
        return
    as_growth = evolve(claim, form=RelationKind.GROWTH, metric=current.id)
    now, before = operand_of(current.figure), operand_of(prior.figure)
    statement, outcome = evaluate_change(index, as_growth, now, before)
    if statement is not None and fails(outcome.verdict):
        outcome = evolve(outcome, diagnoses=(Diagnosis.POINTS_AS_PERCENT,))
        context = index.context(as_growth, current, prior)
        yield make_check(outcome, context, statement.stated, severity=Severity.WARNING)


def _amount(index: ReportIndex, claim: Claim, share: str | None) -> Metric | None:
    """Return the amount beside a share: of the same row and time."""
    metric = index.metric(share)
    if metric is None or metric.table is None or claim.table is None:
        return None
    own = column_head(metric.table.column, metric.figure.unit).own
    found = [
        other
        for other in index.by_table.get(metric.table.id, ())
        if other.table is not None
        and other.table.row == metric.table.row
        and (other.table.at is None or metric.table.at is None or other.table.at[0] == metric.table.at[0])
        and not other.is_rate
        and column_head(other.table.column, other.figure.unit).own == own
    ]
    return found[0] if len(found) == 1 else None
