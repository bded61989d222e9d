"""The verdict on a statement: how the values that it allows meet the values that its operands allow.

Source: docs/verdicts.md, "Verdicts".
"""

from __future__ import annotations

from fractions import Fraction

from reportdiff.arithmetic.intervals import contains, intersects, within
from reportdiff.model import Interval, Verdict

__all__ = ["agrees", "judge"]


def judge(near: Interval, reach: Interval, computed: Interval, face: Fraction | None) -> Verdict:
    """The verdict on a statement.

    `near` are the values that round to the stated figure, `reach` those that any rounding mode can turn into it,
    `computed` what the relation gives over the operands, and `face` what it gives at their printed values.

    >>> near, reach = Interval(Fraction(9), Fraction(11)), Interval(Fraction(8), Fraction(12), False, False)
    >>> judge(near, reach, Interval(Fraction(10), Fraction(10)), Fraction(10))
    <Verdict.CONSISTENT: 'consistent'>
    """
    if (face is not None and contains(near, face)) or within(computed, near):
        return Verdict.CONSISTENT
    if intersects(computed, near):
        return Verdict.WITHIN_PRECISION
    if intersects(computed, reach):
        return Verdict.ROUNDING_DIFFERENCE
    return Verdict.INCONSISTENT


def agrees(verdict: Verdict) -> bool:
    """Whether a verdict supports the statement."""
    return verdict is Verdict.CONSISTENT or verdict is Verdict.WITHIN_PRECISION
