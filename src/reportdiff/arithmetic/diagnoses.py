"""The mistakes that may explain a wrong figure: hypotheses in order of likelihood, true iff they reproduce it.

A hypothesis holds iff the interval that it computes meets the values that round to the stated figure. Those without a
free parameter come first, digit edits next, a revised base last: the last two are asked only when nothing else fits,
and are questions to the author, never evidence. Source: docs/verdicts.md, "Diagnoses".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import chain

from attrs import evolve, frozen

from reportdiff.arithmetic.digit_edits import as_printed, digit_edits, matches_edit, transpositions
from reportdiff.arithmetic.formulas import Operand, compute, growth_by_change, inverse_current, inverse_prior
from reportdiff.arithmetic.implied import integers_in, whole_numbers
from reportdiff.arithmetic.intervals import EMPTY, divide, intersects, negate, scale, shift
from reportdiff.arithmetic.rounding import StatedValue, preimage
from reportdiff.arithmetic.statements import Statement, ratio_of
from reportdiff.model import RATIOS, Diagnosis, Interval, RelationKind, RoundingMode, Verdict

__all__ = ["HYPOTHESES", "LAST_RESORTS", "MYRIADS", "TENS", "WEAK_DIAGNOSES", "Hypothesis", "diagnose", "meets_scaled"]
__all__ += ["points_written_as_percent", "rounding_causes"]

_RATES = frozenset(relation for relation in RelationKind if relation.traits.percent) | {
    RelationKind.TIMES,
    RelationKind.TIMES_MORE,
}
_LEVELS = _RATES | {RelationKind.ABSOLUTE}
_SIZED = _LEVELS | {RelationKind.POINTS}
_SIGNED = (_SIZED - RATIOS - {RelationKind.TIMES}) | {RelationKind.LEVEL_TO_LEVEL}
MYRIADS = tuple(Fraction(10) ** power for power in (4, -4, 8, -8))
TENS = tuple(Fraction(10) ** power for power in (1, -1, 2, -2, 3, -3))


@frozen
class Hypothesis:
    """A mistake by name: the relations that it can happen to, and the function that tells whether it happened."""

    name: Diagnosis
    relations: frozenset[RelationKind]
    holds: Callable[[Statement], bool]


def _sign_flipped(statement: Statement) -> bool:
    if statement.stated.value == 0:
        return False
    return statement.meets(statement.computed(), negate(statement.stated.rounding_interval))


def _computed_as(
    relation: RelationKind, *, exchanged: bool = False, negated: bool = False
) -> Callable[[Statement], bool]:
    """Return the test whether the size is that of another relation; exchanged: with the current figure as the base."""

    def holds(statement: Statement) -> bool:
        current, prior = statement.current.interval, statement.prior.interval
        if exchanged and statement.change is not None and relation.traits.offset:
            # (p − c)/c of a printed change d is −d/c, over two operands that are independent of each other
            value = scale(divide(statement.change.interval, current), -relation.traits.factor)
        else:
            value = compute(relation, *((prior, current) if exchanged else (current, prior)))
        return statement.meets(negate(value) if negated else value)

    return holds


def _ratio_as_change(statement: Statement) -> bool:
    ratio = shift(statement.computed(), -statement.relation.traits.offset)
    # 下降到94.8% written 下降94.8%: the ratio carries the sign of the verb
    return statement.meets(ratio) or (statement.relation.traits.percent and statement.meets(negate(ratio)))


def _points_as_percent(statement: Statement) -> bool:
    if not (statement.current.rate and statement.prior.rate):
        return False
    return statement.meets(compute(RelationKind.POINTS, *_intervals(statement)))


def _stale_value(statement: Statement) -> bool:
    value, last = statement.stated.value, statement.last_stated
    return value is not None and last is not None and abs(value) == abs(last)


def _swapped_order(statement: Statement) -> bool:
    for current, prior in statement.siblings:
        try:
            if statement.meets(statement.computed(current.interval, prior.interval)):
                return True
        except ZeroDivisionError:
            continue
    return False


def _wrong_denominator(statement: Statement) -> bool:
    own = statement.prior.interval
    for total in statement.totals:
        try:
            if total.interval != own and statement.meets(statement.computed(None, total.interval)):
                return True
        except ZeroDivisionError:
            continue
    return False


def _absolute_as_percent(statement: Statement) -> bool:
    if statement.current.rate or statement.prior.rate:
        return False
    printed = statement.change
    change = compute(RelationKind.ABSOLUTE, *_intervals(statement)) if printed is None else printed.interval
    scales = {1, statement.current.scale, statement.prior.scale if printed is None else printed.scale}
    return any(statement.meets(scale(change, Fraction(1, by)) if by != 1 else change) for by in sorted(scales))


def _decimal_shift(statement: Statement) -> bool:
    nearest, value = statement.stated.rounding_interval, statement.stated.value
    if value == 0:
        return False
    computed = statement.computed()
    if statement.averaged:
        return any(statement.meets(computed, scale(nearest, by)) for by in TENS)
    return meets_scaled(computed, nearest, TENS)


def meets_scaled(computed: Interval, nearest: Interval, powers: tuple[Fraction, ...]) -> bool:
    """Return whether `computed` times a power meets `nearest`; by a cross product of integers for one value."""
    value, low, high = computed.low, nearest.low, nearest.high
    if value is None or value != computed.high or low is None or high is None or not nearest.low_closed:
        return any(intersects(scale(computed, by), nearest) for by in powers)
    top, bottom = value.numerator, value.denominator
    for by in powers:
        over, under = top * by.numerator, bottom * by.denominator
        if low.numerator * under <= over * low.denominator and over * high.denominator <= high.numerator * under:
            return True
    return False


def _unit_mismatch(statement: Statement) -> bool:
    if statement.change is not None:
        return _holds_by_change(statement, lambda operand: (scale(operand.interval, by) for by in MYRIADS))
    return any(meets_scaled(own, fitting, MYRIADS) for own, fitting in _fitting(statement))


def _digits_transposed(statement: Statement) -> bool:
    return matches_edit(statement, transpositions(statement.digits))


def _holds_by_change(statement: Statement, variants: Callable[[Operand], Iterable[Interval]]) -> bool:
    """Return whether the statement holds with the level, or with the printed change, as one of its variants."""
    level, change = statement.current, statement.change
    assert change is not None
    tried = chain(
        ((other, change.interval) for other in variants(level)), ((level.interval, other) for other in variants(change))
    )
    results = (growth_by_change(statement.relation, *pair) for pair in tried)
    return any(result is not None and statement.meets(result) for result in results)


def _edited(edits: Callable[[str], Iterator[str]]) -> Callable[[Operand], Iterable[Interval]]:
    """Return the variants of an operand that other digits would print."""
    return lambda operand: () if operand.value is None else (as_printed(operand, d) for d in edits(operand.digits))


def _operand_transposed(statement: Statement) -> bool:
    if statement.change is not None:
        return _holds_by_change(statement, _edited(transpositions))
    current, prior = _fitting(statement)
    for operand, (_, fitting) in ((statement.current, current), (statement.prior, prior)):
        if operand.value is None:
            continue
        if operand.exact and operand.scale == 1 and operand.value > 0:
            whole = whole_numbers(fitting)
            if whole is None or whole[0] <= whole[1]:
                for digits in transpositions(operand.digits):
                    if whole is None or whole[0] <= int(digits) <= whole[1]:
                        return True
            continue
        for digits in transpositions(operand.digits):
            if intersects(as_printed(operand, digits), fitting):
                return True
    return False


def _cumulative_as_average(statement: Statement) -> bool:
    return intersects(compute(RelationKind.GROWTH, *_intervals(statement)), statement.stated.rounding_interval)


def _doubling_as_times(statement: Statement) -> bool:
    """Return whether 翻两番 is printed where the figure is (or grew by) two times."""
    power = (statement.factor or 2).bit_length() - 1
    if power < 2:
        return False
    ratio = statement.computed()
    half = Fraction(1, 2)
    return any(intersects(ratio, Interval(n - half, n + half)) for n in (Fraction(power), Fraction(power + 1)))


def _digit_error(statement: Statement) -> bool:
    if matches_edit(statement, digit_edits(statement.digits)):
        return True
    return statement.change is not None and _holds_by_change(statement, _edited(digit_edits))


def _revised_base(statement: Statement) -> bool:
    if statement.stated.value is None or statement.change is not None:
        return False
    target = statement.on_scale(statement.stated.rounding_interval)
    relation, current = ratio_of(statement.relation), statement.current.interval
    implied = None if target is None else inverse_prior(relation, current, target)
    if implied is None:
        return False
    if implied.high is not None and implied.high <= 0 and relation is not RelationKind.NARROWED_LOSS:
        return False
    return not statement.prior.exact or integers_in(implied) != ()


HYPOTHESES = (
    Hypothesis(Diagnosis.SIGN_FLIPPED, _SIGNED, _sign_flipped),
    Hypothesis(
        Diagnosis.WRONG_BASE,
        frozenset({RelationKind.GROWTH, RelationKind.TIMES_MORE}),
        _computed_as(RelationKind.GROWTH, exchanged=True, negated=True),
    ),
    Hypothesis(
        Diagnosis.PERIODS_SWAPPED, frozenset({RelationKind.GROWTH}), _computed_as(RelationKind.GROWTH, exchanged=True)
    ),
    Hypothesis(
        Diagnosis.PERIODS_SWAPPED, frozenset({RelationKind.TIMES}), _computed_as(RelationKind.TIMES, exchanged=True)
    ),
    Hypothesis(Diagnosis.RATIO_AS_CHANGE, frozenset({RelationKind.GROWTH, RelationKind.TIMES_MORE}), _ratio_as_change),
    Hypothesis(Diagnosis.CHANGE_AS_RATIO, frozenset({RelationKind.TIMES}), _computed_as(RelationKind.TIMES_MORE)),
    Hypothesis(Diagnosis.CHANGE_AS_RATIO, frozenset({RelationKind.COMPLETION}), _computed_as(RelationKind.GROWTH)),
    Hypothesis(Diagnosis.POINTS_AS_PERCENT, frozenset({RelationKind.GROWTH}), _points_as_percent),
    Hypothesis(Diagnosis.PERCENT_AS_POINTS, frozenset({RelationKind.POINTS}), _computed_as(RelationKind.GROWTH)),
    Hypothesis(Diagnosis.CUMULATIVE_AS_AVERAGE, frozenset({RelationKind.ANNUAL_AVERAGE}), _cumulative_as_average),
    Hypothesis(Diagnosis.DOUBLING_AS_TIMES, frozenset({RelationKind.DOUBLING}), _doubling_as_times),
    Hypothesis(Diagnosis.STALE_VALUE, _SIZED, _stale_value),
    Hypothesis(Diagnosis.SWAPPED_ORDER, _SIZED | {RelationKind.DOUBLING}, _swapped_order),
    Hypothesis(Diagnosis.WRONG_DENOMINATOR, RATIOS, _wrong_denominator),
    Hypothesis(Diagnosis.OPERANDS_SWAPPED, RATIOS, _computed_as(RelationKind.SHARE, exchanged=True)),
    Hypothesis(Diagnosis.ABSOLUTE_AS_PERCENT, frozenset({RelationKind.GROWTH}), _absolute_as_percent),
    Hypothesis(Diagnosis.DECIMAL_SHIFT, _SIZED, _decimal_shift),
    Hypothesis(Diagnosis.UNIT_MISMATCH, _LEVELS, _unit_mismatch),
    Hypothesis(Diagnosis.DIGITS_TRANSPOSED, _SIZED, _digits_transposed),
    Hypothesis(Diagnosis.OPERAND_TRANSPOSED, _SIZED, _operand_transposed),
)
"""The mistakes that are looked for, most likely first."""

_COMBINED = tuple(
    hypothesis
    for hypothesis in HYPOTHESES
    if hypothesis.name
    in (
        Diagnosis.SIGN_FLIPPED, Diagnosis.WRONG_BASE, Diagnosis.PERIODS_SWAPPED, Diagnosis.RATIO_AS_CHANGE,
        Diagnosis.CHANGE_AS_RATIO, Diagnosis.POINTS_AS_PERCENT, Diagnosis.SWAPPED_ORDER, Diagnosis.OPERANDS_SWAPPED,
    )
)  # fmt: skip

LAST_RESORTS = (
    Hypothesis(Diagnosis.DIGIT_ERROR, _SIZED, _digit_error),
    Hypothesis(Diagnosis.REVISED_BASE, _SIZED - RATIOS, _revised_base),
)
"""Asked only when nothing else fits; a question to the author, never evidence."""

WEAK_DIAGNOSES = frozenset(hypothesis.name for hypothesis in LAST_RESORTS)
"""The diagnoses that some value of a free parameter always brings about: they explain nothing."""


def diagnose(statement: Statement) -> tuple[Diagnosis, ...]:
    """Return every mistake that reproduces the stated figure of an inconsistent claim, most likely first.

    >>> from reportdiff.arithmetic.formulas import Operand
    >>> from reportdiff.arithmetic.rounding import stated_value
    >>> stated = stated_value(Fraction("54.01"), Fraction("0.01"))
    >>> operands = {"current": Operand.of(287), "prior": Operand.of(132)}
    >>> diagnose(Statement(relation=RelationKind.GROWTH, stated=stated, **operands, digits="54.01"))
    ('wrong_base',)
    """
    return _holding(HYPOTHESES, statement) or _in_two_steps(statement) or _holding(LAST_RESORTS, statement)


def _in_two_steps(statement: Statement) -> tuple[Diagnosis, ...]:
    """Return a mistake and the way of rounding that together reproduce the size: the wrong base, and cut off.

    Only mistakes without a free parameter are combined.
    """
    stated = statement.stated
    if stated.value is None or not stated.unit:
        return ()
    for mode, cause in ((RoundingMode.TRUNCATE, Diagnosis.TRUNCATED), (RoundingMode.AWAY, Diagnosis.ROUNDED_AWAY)):
        interval = preimage(stated.value, stated.unit, mode)
        found = _holding(_COMBINED, evolve(statement, stated=evolve(stated, rounding_interval=interval)))
        if found:
            return found[0], cause
    return ()


def _holding(hypotheses: tuple[Hypothesis, ...], statement: Statement) -> tuple[Diagnosis, ...]:
    found = []
    for hypothesis in hypotheses:
        if statement.relation in hypothesis.relations:
            try:
                if hypothesis.holds(statement):
                    found.append(hypothesis.name)
            except ZeroDivisionError:  # the hypothesis divides by a figure that may be 0: then it explains nothing
                continue
    return tuple(found)


def points_written_as_percent(statement: Statement) -> tuple[Diagnosis, ...]:
    """Return the mistake of a growth that only misses its last digit, and is just the difference of two rates."""
    held = statement.relation is RelationKind.GROWTH and _points_as_percent(statement)
    return (Diagnosis.POINTS_AS_PERCENT,) if held else ()


def rounding_causes(stated: StatedValue, computed: Interval, verdict: Verdict) -> tuple[Diagnosis, ...]:
    """Return the ways in which a rounding difference may have come about, most likely first."""
    value, unit = stated.value, stated.unit
    if verdict is not Verdict.ROUNDING_DIFFERENCE or value is None or not unit:
        return ()
    found = []
    # rounding half up digit by digit raises everything above s − (0.5 + 0.05 + 0.005 + …) units = s − 5/9 units
    twice = Interval(abs(value) - unit * Fraction(5, 9), abs(value) - unit / 2, False, False)
    if value and intersects(computed, twice if value > 0 else negate(twice)):
        found.append(Diagnosis.DOUBLE_ROUNDED)
    if intersects(computed, preimage(value, unit, RoundingMode.TRUNCATE)):
        found.append(Diagnosis.TRUNCATED)
    if intersects(computed, preimage(value, unit, RoundingMode.AWAY)):
        found.append(Diagnosis.ROUNDED_AWAY)
    return tuple(found)


def _intervals(statement: Statement) -> tuple[Interval, Interval]:
    return statement.current.interval, statement.prior.interval


@lru_cache(maxsize=1)  # several hypotheses ask it of one statement
def _fitting(statement: Statement) -> tuple[tuple[Interval, Interval], tuple[Interval, Interval]]:
    """Return each operand's interval with the values that it would have to have for the statement to hold."""
    target = statement.on_scale(statement.stated.rounding_interval)
    if target is None:
        return (statement.current.interval, EMPTY), (statement.prior.interval, EMPTY)
    relation = ratio_of(statement.relation)
    current = inverse_current(relation, statement.prior.interval, target)
    prior = inverse_prior(relation, statement.current.interval, target)
    return (statement.current.interval, current), (statement.prior.interval, prior or EMPTY)
