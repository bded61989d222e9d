"""The whole of a table's shares that the row called 合计 implies: 10,000 that are 20 % are of 50,000."""

from __future__ import annotations

from attrs import evolve

from reportdiff.arithmetic import Operand
from reportdiff.arithmetic.intervals import contains, divide, scale
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import ReportIndex
from reportdiff.model import Claim, Metric

__all__ = ["share_of_whole", "whole_of"]


def share_of_whole(index: ReportIndex, claim: Claim, whole: Metric) -> Claim | None:
    """Return the share that a table prints for the figure that it takes a claim's share of; None where it is 100 %."""
    if claim.table is None or whole.table is None or whole.table.id != claim.table.id:
        return None
    places = claim.table.at, whole.table.at
    across = claim.table.row == whole.table.row  # a row of shares under a row of figures
    row, column = (claim.table.row, whole.table.column) if across else (whole.table.row, claim.table.column)
    at = None
    if places[0] is not None and places[1] is not None:
        at = (places[0][0], places[1][1]) if across else (places[1][0], places[0][1])
    share = index.shares_in_tables.get((claim.table.id, column, row, at))
    if share is None or share.figure is None or share.figure.value == 100 or contains(share.figure.interval, 0):
        return None
    return share


def _added_up(index: ReportIndex, share: Claim) -> int:
    """Return how many rounded shares the share of a 合计 adds up, each with hidden digits; 1 where it does not."""
    if share.table is None or share.figure is None:
        return 1
    others = [each for each in index.shares_in_columns[share.table.id, share.table.column] if each is not share]
    sizes = [each.figure.value for each in others if each.figure is not None]
    return len(sizes) if sizes and sum(sizes) == share.figure.value else 1


def whole_of(index: ReportIndex, whole: Metric, share: Claim | None) -> Operand:
    """Return what shares are of: the printed whole, or what it implies where it is itself a share."""
    operand = operand_of(whole.figure)
    if share is None or share.figure is None:
        return operand
    part = share.figure
    value = None if operand.value is None else operand.value * 100 / part.value
    half = (part.last_place / 2 or 1) * _added_up(index, share)
    printed = evolve(part.interval, low=part.value - half, high=part.value + half)
    if contains(printed, 0):  # so few of a hundred that it tells nothing of the whole
        return operand
    return evolve(operand, interval=divide(scale(operand.interval, 100), printed), value=value, exact=False)
