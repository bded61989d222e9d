"""The computed change of every pair: absolute, percent, points, and whether the two may be compared at all."""

from __future__ import annotations

from reportdiff.arithmetic.formulas import FORMULAS, compute, point_value, undefined_reason
from reportdiff.arithmetic.intervals import contains
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import PairIndex, is_rate
from reportdiff.lexicon.conventions import convention_for
from reportdiff.messages import notice
from reportdiff.model import Change, Metric, Pair, Report

__all__ = ["compute_changes"]


def compute_changes(prior: Report, current: Report, pairs: tuple[Pair, ...]) -> tuple[Change, ...]:
    """One change a pair that has both sides, in the order of the pairs.

    `percent` is exact at the printed values and `None` where a base of 0 or a range leaves none; for two rates the
    difference stands in `points`.
    """
    view = PairIndex(prior, current, pairs)
    return tuple(_change(view, before, after) for _, before, after in view.matched)


def _change(view: PairIndex, before: Metric, after: Metric) -> Change:
    now, then = operand_of(after.figure), operand_of(before.figure)
    one, other = after.figure.unit, before.figure.unit
    comparable = one == other or not one or not other
    note: str | None = None
    if not comparable:
        note = notice("findings.unit_changed", prior=other, current=one)
        return Change(before.id, after.id, after.name, None, None, None, None, False, note)
    growth = FORMULAS["growth"]
    difference = point_value(FORMULAS["absolute"], now, then)
    if is_rate(after) and is_rate(before):
        return Change(before.id, after.id, after.name, None, None, None, difference, True, note)
    reason = undefined_reason(growth, now, then)
    convention = convention_for("growth", metric=after.name)
    note = reason or (convention.diagnosis if convention is not None else None)
    if reason is not None or contains(then.interval, 0):
        return Change(before.id, after.id, after.name, difference, None, None, None, True, note)
    percent = point_value(growth, now, then)
    interval = compute(growth, now.interval, then.interval)
    return Change(before.id, after.id, after.name, difference, percent, interval, None, True, note)
