"""Statements: a claim as relation, stated size and operands, with the further figures that diagnoses ask for."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from reportdiff.arithmetic.formulas import Operand, annual_set, compute, growth_by_change
from reportdiff.arithmetic.intervals import intersects
from reportdiff.arithmetic.rounding import StatedValue
from reportdiff.model import Interval, RelationKind

__all__ = ["Statement", "ratio_of"]


_JUDGED_AS = {RelationKind.ANNUAL_AVERAGE: RelationKind.TIMES, RelationKind.DOUBLING: RelationKind.TIMES}


def ratio_of(relation: RelationKind) -> RelationKind:
    """Return the relation that is computed: an annual average and a doubling are judged by their ratio c/p."""
    return _JUDGED_AS.get(relation, relation)


@frozen(kw_only=True, eq=False)  # two statements are never compared; as a key one stands for itself
class Statement:
    """A stated relation over two operands.

    Attributes:
        relation: The relation that is stated.
        stated: The stated size with its sign, on its own scale.
        current: The current figure; of a share the part, of a completion the outcome.
        prior: The prior figure; of a share the whole, of a completion the plan.
        digits: The printed digits of the size.
        scale: The factor that they were multiplied with.
        years: The number of years of an annual average, which needs one.
        factor: The 2ⁿ of 翻n番.
        siblings: The operand pairs of the other claims of one 分别 list.
        totals: Other totals in scope.
        last_stated: The size that last year's report stated.
        change: The absolute change with its sign, where it is printed and the prior is the current figure less it.
    """

    relation: RelationKind
    stated: StatedValue
    current: Operand
    prior: Operand
    digits: str = ""
    scale: int = 1
    years: int | None = None
    factor: int | None = None
    siblings: tuple[tuple[Operand, Operand], ...] = ()
    totals: tuple[Operand, ...] = ()
    last_stated: Fraction | None = None
    change: Operand | None = None

    @property
    def averaged(self) -> bool:
        """Whether the size is an average over years."""
        return self.years is not None and self.relation is RelationKind.ANNUAL_AVERAGE

    def on_scale(self, stated: Interval) -> Interval | None:
        """Return a stated interval on the scale that is computed on; `None` where it names nothing."""
        return annual_set(stated, self.years or 1) if self.averaged else stated

    def computed(self, current: Interval | None = None, prior: Interval | None = None) -> Interval:
        """Return the relation over these operands instead of its own; raises `ZeroDivisionError`."""
        if self.change is not None and current is prior is None:
            by_change = growth_by_change(self.relation, self.current.interval, self.change.interval)
            if by_change is not None:
                return by_change
        return compute(ratio_of(self.relation), current or self.current.interval, prior or self.prior.interval)

    def meets(self, computed: Interval, stated: Interval | None = None) -> bool:
        """Return whether a computed interval meets the values that round to the stated size (or to another one)."""
        target = self.on_scale(self.stated.rounding_interval if stated is None else stated)
        return target is not None and intersects(computed, target)
