"""The computed change of every pair: absolute, percent, points, and whether the two may be compared at all."""

from __future__ import annotations

from attrs import evolve

from reportdiff.arithmetic.formulas import compute, point_value, undefined_reason
from reportdiff.arithmetic.intervals import contains
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import PairIndex
from reportdiff.lexicon.alignment import one_measure
from reportdiff.lexicon.conventions import convention_for
from reportdiff.messages import notice
from reportdiff.model import Change, Kind, Metric, RelationKind

__all__ = ["compute_changes"]


def compute_changes(index: PairIndex) -> tuple[Change, ...]:
    """Return one change for each pair that has both sides, in the order of the pairs.

    `percent` is exact at the printed values and `None` where a base of 0 or a range leaves none; for two rates the
    difference stands in `points`.
    """
    return tuple(_change(before, after, "confirmed" in pair.reasons) for pair, before, after in index.matched)


def _change(before: Metric, after: Metric, confirmed: bool) -> Change:
    """Return the change of a pair; counts that a person `confirmed` are compared whatever their measure words."""
    change = Change(
        prior=before.id,
        current=after.id,
        name=after.name,
        absolute=None,
        percent=None,
        percent_interval=None,
        points=None,
        comparable=True,
    )
    if before.period is not None and before.period == after.period:  # 2022 as both reports print it
        return evolve(change, comparable=False, note=notice("findings.same_period", period=before.period.label))
    units = before.figure.unit, after.figure.unit
    if all(units) and not one_measure(*units):
        changed = notice("findings.unit_changed", prior=units[0], current=units[1])
        if not (confirmed and before.kind is after.kind is Kind.COUNT):
            return evolve(change, comparable=False, note=changed)
        change = evolve(change, note=changed)
    now, then = operand_of(after.figure), operand_of(before.figure)
    difference = point_value(RelationKind.ABSOLUTE, now, then)
    if after.is_rate and before.is_rate:
        return evolve(change, points=difference)
    growth = RelationKind.GROWTH
    reason, convention = undefined_reason(growth, now, then), convention_for(growth, metric=after.name)
    note = reason or (convention.diagnosis if convention is not None else change.note)
    change = evolve(change, absolute=difference, note=note)
    if reason is not None or contains(then.interval, 0):
        return change
    percent, interval = point_value(growth, now, then), compute(growth, now.interval, then.interval)
    return evolve(change, percent=percent, percent_interval=interval)
