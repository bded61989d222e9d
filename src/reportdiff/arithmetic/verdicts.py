"""The verdict on a statement: how the values that it allows meet the values that its operands allow.

Source: docs/verdicts.md, "Verdicts".
"""

from __future__ import annotations

from fractions import Fraction

from reportdiff.arithmetic.intervals import contains, intersects, within
from reportdiff.model import Interval, Verdict

__all__ = ["agrees", "fails", "judge"]

_AGREEING = frozenset({Verdict.CONSISTENT, Verdict.WITHIN_PRECISION})
_FAILING = frozenset({Verdict.INCONSISTENT, Verdict.ROUNDING_DIFFERENCE})


def judge(
    rounding_interval: Interval, any_mode_interval: Interval, computed: Interval, point: Fraction | None
) -> Verdict:
    """Return the verdict on a statement.

    Args:
        rounding_interval: The values that round to the stated figure.
        any_mode_interval: The values that some rounding mode turns into it.
        computed: The relation over the operands.
        point: The relation at their printed values; None where an operand names a range only.

    >>> nearest, any_mode = Interval(Fraction(9), Fraction(11)), Interval(Fraction(8), Fraction(12), False, False)
    >>> judge(nearest, any_mode, Interval(Fraction(10), Fraction(10)), Fraction(10))
    <Verdict.CONSISTENT: 'consistent'>
    """
    if (point is not None and contains(rounding_interval, point)) or within(computed, rounding_interval):
        return Verdict.CONSISTENT
    if intersects(computed, rounding_interval):
        return Verdict.WITHIN_PRECISION
    if intersects(computed, any_mode_interval):
        return Verdict.ROUNDING_DIFFERENCE
    return Verdict.INCONSISTENT


def agrees(verdict: Verdict) -> bool:
    """Return whether a verdict supports the statement."""
    return verdict in _AGREEING


def fails(verdict: Verdict) -> bool:
    """Return whether a verdict contradicts the statement, be it in the last digit alone.

    >>> fails(Verdict.INCONSISTENT), fails(Verdict.UNCHECKED)
    (True, False)
    """
    return verdict in _FAILING
