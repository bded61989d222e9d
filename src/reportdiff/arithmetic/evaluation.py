"""From a statement to its outcome: verdict, recomputed value, modes, implied prior, diagnoses."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, field, frozen

from reportdiff.arithmetic.diagnoses import MYRIADS, TENS, diagnose, points_written_as_percent, rounding_causes
from reportdiff.arithmetic.digit_edits import as_printed, digit_edits, matches_edit, transpositions
from reportdiff.arithmetic.formulas import Operand, point_value, undefined_reason
from reportdiff.arithmetic.implied import implied_prior
from reportdiff.arithmetic.intervals import contains, intersects, scale, shift, total, total_of_values
from reportdiff.arithmetic.rounding import ALL_MODES, StatedValue, modes_that_print, preimage
from reportdiff.arithmetic.statements import Statement, ratio_of
from reportdiff.arithmetic.verdicts import agrees, judge
from reportdiff.model import Diagnosis, ImpliedPrior, Interval, RelationKind, RoundingMode, Verdict

__all__ = ["Outcome", "evaluate", "evaluate_total", "evaluate_turn", "root_units"]

_ZERO = Fraction(0)


@frozen
class Outcome:
    """The result of the arithmetic on a statement.

    Attributes:
        verdict: The verdict.
        computed: The relation over the operands' intervals.
        exact: The relation at the printed values, on the scale of the stated size; of an annual average, which is a
            root, rounded to the printed place.
        modes: The rounding modes that reproduce the stated size.
        implied: The priors that the stated size admits.
        diagnoses: The mistakes that reproduce the stated size, or the reason why nothing could be decided.
        at_limit: Whether a stated range is missed by the bound alone that it leaves out (近九成 of exactly 90%).
    """

    verdict: Verdict
    computed: Interval | None = field(default=None, kw_only=True)
    exact: Fraction | None = field(default=None, kw_only=True)
    modes: tuple[RoundingMode, ...] = field(default=(), kw_only=True)
    implied: ImpliedPrior | None = field(default=None, kw_only=True)
    diagnoses: tuple[Diagnosis, ...] = field(default=(), kw_only=True)
    at_limit: bool = field(default=False, kw_only=True)


def evaluate(statement: Statement, *, decrease: bool = False, diagnosed: bool = True) -> Outcome:
    """Judge a statement over its two operands.

    Args:
        statement: The statement.
        decrease: Whether the verb of a 倍 points down.
        diagnosed: Whether the mistakes are looked for that would explain a failure.

    >>> from reportdiff.arithmetic.rounding import stated_value
    >>> stated = stated_value(Fraction("117.42"), Fraction("0.01"))
    >>> operands = {"current": Operand.of(287), "prior": Operand.of(132)}
    >>> evaluate(Statement(relation=RelationKind.GROWTH, stated=stated, **operands, digits="117.42")).verdict
    <Verdict.CONSISTENT: 'consistent'>
    """
    relation, stated = statement.relation, statement.stated
    reason = undefined_reason(relation, statement.current, statement.prior, decrease=decrease)
    if reason is not None:
        return Outcome(Verdict.UNDEFINED, diagnoses=(reason,))
    ratio = ratio_of(relation)
    computed = statement.computed()
    single = computed.low is computed.high and None not in (statement.current.value, statement.prior.value)
    point = computed.low if single else point_value(ratio, statement.current, statement.prior)
    nearest = statement.on_scale(stated.rounding_interval)
    on_limit = _on_limit(statement, point)
    verdict = _verdict(statement, nearest, computed, point, on_limit=on_limit)
    if statement.averaged:
        years = statement.years or 1
        modes = _annual_modes(statement, computed)
        exact = None if point is None or point <= 0 else root_units(point, years, stated.unit)
    else:
        modes, exact = modes_that_print(stated, computed), point
    implied = None
    if relation.traits.implies_prior and nearest is not None:
        whole = statement.current.exact and statement.prior.exact
        implied = implied_prior(ratio, statement.current.interval, nearest, whole=whole)
    diagnoses: tuple[Diagnosis, ...] = ()
    if diagnosed:
        if verdict is Verdict.INCONSISTENT:
            diagnoses = diagnose(statement)
        elif verdict is Verdict.ROUNDING_DIFFERENCE and not statement.averaged:
            diagnoses = (*points_written_as_percent(statement), *rounding_causes(stated, computed, verdict))
    at_limit = on_limit and verdict is Verdict.ROUNDING_DIFFERENCE
    return Outcome(
        verdict, computed=computed, exact=exact, modes=modes, implied=implied, diagnoses=diagnoses, at_limit=at_limit
    )


def evaluate_turn(statement: Statement) -> Outcome:
    """Judge a change of sign, 扭亏为盈 or 由盈转亏: the way from the prior to nothing, and from nothing to the current.

    >>> from reportdiff.arithmetic.rounding import stated_range
    >>> up = stated_range(Interval(_ZERO, None, False, False))
    >>> turn = {"relation": RelationKind.LEVEL_TO_LEVEL, "stated": up, "current": Operand.of(3)}
    >>> [evaluate_turn(Statement(prior=Operand.of(prior), **turn)).verdict.value for prior in (-2, 2)]
    ['consistent', 'inconsistent']
    """
    nothing = Operand.of(0)
    for half in (evolve(statement, prior=nothing), evolve(statement, current=nothing)):
        outcome = evaluate(half)
        if not agrees(outcome.verdict):
            return outcome
    return evaluate(statement)


def _on_limit(statement: Statement, point: Fraction | None) -> bool:
    """Return whether the computed value is exactly the bound that a stated range leaves out."""
    limit = statement.stated.limit
    bound = None if limit is None else statement.on_scale(Interval(limit, limit))
    return bound is not None and point is not None and contains(bound, point)


def _verdict(
    statement: Statement, nearest: Interval | None, computed: Interval, point: Fraction | None, *, on_limit: bool
) -> Verdict:
    if nearest is None:
        return Verdict.INCONSISTENT
    if point is not None and contains(nearest, point):  # most claims are right: spare them the second interval
        return Verdict.CONSISTENT
    wide = nearest
    if on_limit or statement.stated.limit is None:
        wide = statement.on_scale(statement.stated.any_mode_interval) or nearest
    return judge(nearest, wide, computed, point)


def _annual_modes(statement: Statement, computed: Interval) -> tuple[RoundingMode, ...]:
    value, unit = statement.stated.value, statement.stated.unit
    if value is None or not unit:
        return ()
    sets = ((mode, statement.on_scale(preimage(value, unit, mode))) for mode in ALL_MODES)
    return tuple(mode for mode, target in sets if target is not None and intersects(computed, target))


def root_units(ratio: Fraction, years: int, unit: Fraction) -> Fraction:
    """Return 100·(ratio^(1/years) − 1) rounded half up to a multiple of `unit` (a millionth where it is 0), by
    bisection.

    >>> root_units(Fraction(1446, 1000), 2, Fraction(1, 10))
    Fraction(101, 5)
    """
    unit = unit or Fraction(1, 10**6)
    low, high = int(-100 / unit) - 1, 1
    while (1 + high * unit / 100) ** years <= ratio:
        high *= 2
    while high - low > 1:  # the largest n whose rounding interval begins at or below the root
        middle = (low + high) // 2
        edge = 1 + (middle - Fraction(1, 2)) * unit / 100
        if edge <= 0 or edge**years <= ratio:
            low = middle
        else:
            high = middle
    return low * unit


def evaluate_total(
    stated: StatedValue, parts: tuple[Operand, ...], *, digits: str = "", printed_scale: int = 1, diagnosed: bool = True
) -> Outcome:
    """Judge a stated total against the sum of its parts, with the rounding intervals of all of them.

    >>> from reportdiff.arithmetic.rounding import stated_value
    >>> evaluate_total(stated_value(Fraction(79), Fraction(0)), (Operand.of(18), Operand.of(61))).verdict
    <Verdict.CONSISTENT: 'consistent'>
    """
    computed = total([part.interval for part in parts])
    values = [part.value for part in parts if part.value is not None]
    point = total_of_values(values) if len(values) == len(parts) else None
    if point is not None and contains(stated.rounding_interval, point):  # as in most sums: spare the second interval
        verdict = Verdict.CONSISTENT
    else:
        verdict = judge(stated.rounding_interval, stated.any_mode_interval, computed, point)
    diagnoses: tuple[Diagnosis, ...] = ()
    if diagnosed and verdict is Verdict.INCONSISTENT:
        diagnoses = _diagnose_total(stated, parts, computed, digits, printed_scale)
    elif diagnosed:
        diagnoses = rounding_causes(stated, computed, verdict)
    modes = modes_that_print(stated, computed)
    return Outcome(verdict, computed=computed, exact=point, modes=modes, diagnoses=diagnoses)


def _diagnose_total(
    stated: StatedValue, parts: tuple[Operand, ...], computed: Interval, digits: str, printed_scale: int
) -> tuple[Diagnosis, ...]:
    statement = Statement(  # of "all parts" against nothing: the digit hypotheses are the same
        relation=RelationKind.ABSOLUTE,
        stated=stated,
        current=Operand(interval=computed, value=None),
        prior=Operand.of(0),
        digits=digits,
        scale=printed_scale,
    )
    found = []
    if stated.value and any(intersects(scale(computed, by), stated.rounding_interval) for by in (*TENS, *MYRIADS)):
        found.append(Diagnosis.DECIMAL_SHIFT)
    if matches_edit(statement, transpositions(digits)):
        found.append(Diagnosis.DIGITS_TRANSPOSED)
    for part in parts:
        if part.value is not None and _part_transposed(stated, part, computed):
            found.append(Diagnosis.OPERAND_TRANSPOSED)
            break
    if not found and matches_edit(statement, digit_edits(digits)):
        found.append(Diagnosis.DIGIT_ERROR)
    return tuple(found)


def _part_transposed(stated: StatedValue, part: Operand, computed: Interval) -> bool:
    """Return whether exchanging two neighbouring digits of one part makes the sum right."""
    assert part.value is not None
    for digits in transpositions(part.digits):
        edited = as_printed(part, digits)
        assert edited.low is not None
        assert part.interval.low is not None
        if intersects(shift(computed, edited.low - part.interval.low), stated.rounding_interval):
            return True
    return False
