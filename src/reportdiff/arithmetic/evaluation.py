"""From a problem to what a check says of it: verdict, recomputed value, modes, implied prior, diagnoses."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from reportdiff.arithmetic.diagnoses import (
    as_printed,
    diagnose,
    digit_edits,
    matches_edit,
    rounding_causes,
    transpositions,
)
from reportdiff.arithmetic.formulas import FORMULAS, Operand, point_value, undefined_reason
from reportdiff.arithmetic.implied import implied_prior
from reportdiff.arithmetic.intervals import add, contains, intersects, scale, shift
from reportdiff.arithmetic.rounding import ALL_MODES, StatedValue, modes_that_print, preimage
from reportdiff.arithmetic.statements import Statement, ratio_of
from reportdiff.arithmetic.verdicts import judge
from reportdiff.model import ImpliedPrior, Interval, RoundingMode, Verdict

__all__ = ["Outcome", "evaluate", "evaluate_total", "root_units"]

_ZERO = Fraction(0)
_IMPLIES = frozenset({"growth", "times", "times_more", "absolute", "annual_average"})


@frozen
class Outcome:
    """What the arithmetic says: `exact` is the relation at face values, on the stated figure's scale.

    For an annual average the exact value is a root; `exact` is then that root rounded to the printed place.
    """

    verdict: Verdict
    computed: Interval | None = None
    exact: Fraction | None = None
    modes: tuple[RoundingMode, ...] = ()
    implied: ImpliedPrior | None = None
    diagnoses: tuple[str, ...] = ()


def evaluate(problem: Statement, *, decrease: bool = False, diagnosed: bool = True) -> Outcome:
    """Judge a statement over its two operands; `decrease` says that the verb of a 倍 points down.

    >>> from reportdiff.arithmetic.formulas import FORMULAS
    >>> from reportdiff.arithmetic.rounding import stated_value
    >>> stated = stated_value(Fraction("117.42"), Fraction("0.01"))
    >>> evaluate(Statement(FORMULAS["growth"], stated, Operand.of(287), Operand.of(132), "117.42")).verdict
    <Verdict.CONSISTENT: 'consistent'>
    """
    formula, asserted = problem.formula, problem.asserted
    reason = undefined_reason(formula, problem.current, problem.prior, decrease=decrease)
    if reason is not None:
        return Outcome(Verdict.UNDEFINED, diagnoses=(reason,))
    basis = ratio_of(formula)
    computed = problem.computed()
    face = point_value(basis, problem.current, problem.prior)
    near = problem.on_scale(asserted.rounding_interval)
    verdict = _verdict(problem, near, computed, face)
    if formula.key == "annual_average":
        years = problem.years or 1
        modes = _annual_modes(problem, computed)
        exact = None if face is None or face <= 0 else root_units(face, years, asserted.unit)
    else:
        modes, exact = modes_that_print(asserted, computed), face
    implied = None
    if formula.key in _IMPLIES and near is not None:
        whole = problem.current.exact and problem.prior.exact
        implied = implied_prior(basis, problem.current.interval, StatedValue(None, _ZERO, near), whole=whole)
    diagnoses: tuple[str, ...] = ()
    if diagnosed:
        if verdict is Verdict.INCONSISTENT:
            diagnoses = diagnose(problem)
        elif verdict is Verdict.ROUNDING_DIFFERENCE and formula.key != "annual_average":
            diagnoses = rounding_causes(asserted, computed, verdict)
    return Outcome(verdict, computed, exact, modes, implied, diagnoses)


def _verdict(problem: Statement, near: Interval | None, computed: Interval, face: Fraction | None) -> Verdict:
    if near is None:
        return Verdict.INCONSISTENT
    if face is not None and contains(near, face):  # most claims are right: spare them the second interval
        return Verdict.CONSISTENT
    return judge(near, problem.on_scale(problem.asserted.any_mode_interval) or near, computed, face)


def _annual_modes(problem: Statement, computed: Interval) -> tuple[RoundingMode, ...]:
    value, unit = problem.asserted.value, problem.asserted.unit
    if value is None or not unit:
        return ()
    sets = ((mode, problem.on_scale(preimage(value, unit, mode))) for mode in ALL_MODES)
    return tuple(mode for mode, target in sets if target is not None and intersects(computed, target))


def root_units(ratio: Fraction, years: int, unit: Fraction) -> Fraction:
    """100·(ratio^(1/years) − 1) rounded half up to a multiple of `unit` (a millionth where it is 0), by bisection.

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
    asserted: StatedValue,
    parts: tuple[Operand, ...],
    *,
    digits: str = "",
    printed_scale: int = 1,
    diagnosed: bool = True,
) -> Outcome:
    """Judge a stated total against the sum of its parts, with the rounding intervals of all of them.

    >>> from reportdiff.arithmetic.rounding import stated_value
    >>> evaluate_total(stated_value(Fraction(79), Fraction(0)), (Operand.of(18), Operand.of(61))).verdict
    <Verdict.CONSISTENT: 'consistent'>
    """
    computed = Interval(Fraction(0), Fraction(0))
    face: Fraction | None = Fraction(0)
    for part in parts:
        computed = add(computed, part.interval)
        face = None if face is None or part.value is None else face + part.value
    verdict = judge(asserted.rounding_interval, asserted.any_mode_interval, computed, face)
    diagnoses: tuple[str, ...] = ()
    if diagnosed and verdict is Verdict.INCONSISTENT:
        diagnoses = _diagnose_total(asserted, parts, computed, digits, printed_scale)
    elif diagnosed:
        diagnoses = rounding_causes(asserted, computed, verdict)
    return Outcome(verdict, computed, face, modes_that_print(asserted, computed), None, diagnoses)


def _diagnose_total(
    asserted: StatedValue, parts: tuple[Operand, ...], computed: Interval, digits: str, printed_scale: int
) -> tuple[str, ...]:
    # a total is an absolute statement over "all parts" and nothing: the digit hypotheses carry over
    whole = Operand(computed, None)
    problem = Statement(FORMULAS["absolute"], asserted, whole, Operand.of(0), digits, printed_scale)
    found = []
    tens = [Fraction(10) ** power for power in (1, -1, 2, -2, 3, -3, 4, -4, 8, -8)]
    if asserted.value and any(intersects(scale(computed, by), asserted.rounding_interval) for by in tens):
        found.append("decimal_shift")
    if matches_edit(problem, transpositions(digits)):
        found.append("digits_transposed")
    for part in parts:
        if part.value is not None and _part_transposed(asserted, part, computed):
            found.append("operand_transposed")
            break
    if not found and matches_edit(problem, digit_edits(digits)):
        found.append("digit_error")
    return tuple(found)


def _part_transposed(asserted: StatedValue, part: Operand, computed: Interval) -> bool:
    """Whether exchanging two neighbouring digits of one part makes the sum right."""
    assert part.value is not None
    for digits in transpositions(part.digits):
        edited = as_printed(part, digits)
        assert edited.low is not None
        assert part.interval.low is not None
        if intersects(shift(computed, edited.low - part.interval.low), asserted.rounding_interval):
            return True
    return False
