"""The relations between printed figures, and the values that they imply of each figure.

A claim ties a level to a base, a whole, a plan or the change beside it. Where several claims contradict each other, the
values that all of them imply of one figure tell whether it alone, changed, reconciles them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import evolve, frozen

from reportdiff.arithmetic import Operand, Statement, agrees, decimal_text, evaluate, plain_text
from reportdiff.arithmetic.formulas import inverse_current, inverse_prior
from reportdiff.arithmetic.intervals import contains, divide, intersection, multiply, point, scale, shift, subtract
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import MatchedPair, ReportIndex
from reportdiff.model import PREVIOUS_YEAR, RATIOS, Claim, Direction, Figure, Interval, Metric, RelationKind

__all__ = ["LAST_YEAR", "PrintedRelation", "change_of", "implied_by_all", "printed_value", "relations_of"]

LAST_YEAR = "last year's report"
"""Stands for the figure of last year's report, whose ids are of another report."""

_RATES = (RelationKind.GROWTH, RelationKind.TIMES_MORE, RelationKind.TIMES)
_CHANGES = (*_RATES, RelationKind.ABSOLUTE)


@frozen(kw_only=True)
class PrintedRelation:
    """A claim over two figures by their ids; `other` is a base, whole, plan, the change beside it, or `LAST_YEAR`."""

    statement: Statement
    claim: str
    level: str
    other: str

    @property
    def figures(self) -> tuple[str, str, str]:
        """The ids of the three figures."""
        return self.claim, self.level, self.other

    @property
    def holds(self) -> bool:
        """Whether the three figures agree."""
        try:
            return agrees(evaluate(self.statement, diagnosed=False).verdict)
        except ZeroDivisionError:
            return False

    def implied(self, figure: str) -> Interval | None:
        """Return the values of one figure with which the other two agree; None where there is none."""
        statement, relation = self.statement, self.statement.relation
        current, stated = statement.current.interval, statement.stated.rounding_interval
        if figure == self.claim:
            return statement.computed()
        if statement.change is None:
            prior = statement.prior.interval
            at_level = figure == self.level
            return inverse_current(relation, prior, stated) if at_level else inverse_prior(relation, current, stated)
        if figure == self.level:  # c = d · (1 + 1/g)
            ratio = scale(shift(stated, -relation.traits.offset), Fraction(1, relation.traits.factor))
            growth = shift(ratio, -1)
            if contains(growth, 0):
                return None
            return multiply(statement.change.interval, shift(divide(point(1), growth), 1))
        before = inverse_prior(relation, current, stated)
        return None if before is None else subtract(current, before)


def implied_by_all(figure: str, relations: Iterable[PrintedRelation]) -> Interval | None:
    """Return the values of a figure with which every relation holds that it stands in; None where there is none."""
    shared: Interval | None = Interval(None, None)
    for relation in relations:
        if figure in relation.figures and shared is not None:
            try:
                implied = relation.implied(figure)
            except ZeroDivisionError:
                return None
            shared = None if implied is None else intersection(shared, implied)
    return shared


def change_of(claim: Claim) -> Operand | None:
    """Return the absolute change that a claim states, with its sign."""
    if claim.figure is None:
        return None
    size = operand_of(claim.figure)
    return size.negated() if claim.direction is Direction.DOWN else size


def relations_of(
    level: Metric, index: ReportIndex, pairs: Mapping[str | None, MatchedPair]
) -> Iterator[PrintedRelation]:
    """Yield the relations that the claims about a level tie it into, as far as the other figure is printed."""
    claims = [claim for claim in index.claims_at(level.id) if claim.table is None and claim.figure is not None]
    for claim in claims:
        other, key = index.metric(claim.prior), claim.prior or ""
        if other is None and claim.basis == PREVIOUS_YEAR and claim.form in _CHANGES and level.id in pairs:
            other, key = pairs[level.id].before, LAST_YEAR
        if claim.form in (*_CHANGES, *RATIOS) and other is not None and other.figure.unit == level.figure.unit:
            statement = index.statement(claim, operand_of(level.figure), operand_of(other.figure))
            if statement is not None:
                yield PrintedRelation(statement=statement, claim=claim.id, level=level.id, other=key)
        if claim.form in _RATES:
            yield from _beside_changes(claim, claims, level, index)


def _beside_changes(
    rate: Claim, claims: Iterable[Claim], level: Metric, index: ReportIndex
) -> Iterator[PrintedRelation]:
    """Yield a rate with each absolute change of its sentence: 增加155件，增长117.42%."""
    now = operand_of(level.figure)
    for claim in claims:
        moved = change_of(claim) if claim.form is RelationKind.ABSOLUTE else None
        same = claim.sentence == rate.sentence and claim.basis == rate.basis
        if moved is None or not same or claim.figure is None or claim.figure.unit != level.figure.unit:
            continue
        value = None if now.value is None or moved.value is None else now.value - moved.value
        base = Operand(interval=subtract(now.interval, moved.interval), value=value, scale=now.scale)
        statement = index.statement(rate, now, base)
        if statement is not None and not (base.interval.low is None or base.interval.low <= 0):
            yield PrintedRelation(
                statement=evolve(statement, change=moved), claim=rate.id, level=level.id, other=claim.id
            )


def printed_value(figure: Figure, value: Interval) -> str | None:
    """Return the only number with the decimals of a figure that lies among the values implied of it."""
    low, high = value.low, value.high
    if low is None or high is None:
        return None
    low, high = (abs(end) / figure.scale for end in ((low, high) if low >= 0 else (high, low)))
    places = len(figure.digits.partition(".")[2])
    middle = Fraction(decimal_text((low + high) / 2, places))
    size = Interval(low, high, value.low_closed, value.high_closed)
    if contains(size, middle) or low == high:
        return plain_text(middle if low != high else low)
    return None
