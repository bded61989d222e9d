"""A claim put as a problem: formula, stated figure, operands, and whatever else a diagnosis asks for."""

from __future__ import annotations

from fractions import Fraction

from attrs import field, frozen

from reportdiff.arithmetic.formulas import Formula, Operand, annual_set, compute
from reportdiff.arithmetic.intervals import intersects
from reportdiff.arithmetic.rounding import StatedValue
from reportdiff.model import Interval

__all__ = ["Statement", "ratio_of"]

_TIMES = Formula("times")


def ratio_of(formula: Formula) -> Formula:
    """The formula that is computed with: an annual average and a doubling are judged by their ratio c/p."""
    return _TIMES if formula.key in ("annual_average", "doubling") else formula


@frozen
class Statement:
    """A statement over two operands.

    `asserted` is the statement with its sign, on its own scale; `digits` its printed digits. `years` counts the years
    of an annual average, `factor` is the 2ⁿ of 翻n番. `siblings` are the operand pairs of the other claims of a 分别
    list, `totals` other totals in scope, `last_stated` what last year's report stated.
    """

    formula: Formula
    asserted: StatedValue
    current: Operand
    prior: Operand
    digits: str = ""
    scale: int = 1
    years: int | None = None
    factor: int | None = None
    siblings: tuple[tuple[Operand, Operand], ...] = ()
    totals: tuple[Operand, ...] = ()
    last_stated: Fraction | None = None
    memo: dict[str, object] = field(factory=dict, init=False, eq=False, repr=False)

    def on_scale(self, stated: Interval) -> Interval | None:
        """A stated interval on the scale that the formula computes in; `None` where it names nothing."""
        return annual_set(stated, self.years or 1) if self.formula.key == "annual_average" else stated

    def computed(self, current: Interval | None = None, prior: Interval | None = None) -> Interval:
        """What the relation gives over these operands instead of its own; raises `ZeroDivisionError`."""
        return compute(ratio_of(self.formula), current or self.current.interval, prior or self.prior.interval)

    def meets(self, computed: Interval, stated: Interval | None = None) -> bool:
        """Whether a computed interval meets the values that round to the stated figure (or to another one)."""
        target = self.on_scale(self.asserted.rounding_interval if stated is None else stated)
        return target is not None and intersects(computed, target)
