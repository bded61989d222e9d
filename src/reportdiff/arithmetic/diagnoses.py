"""What may have gone wrong: hypotheses in order of likelihood, each true iff it reproduces the stated figure.

A hypothesis holds iff the interval that it computes meets the values that round to the stated figure. Those without a
free parameter come first, digit edits next, a revised base last: the last two are asked only when nothing else fits,
and are questions to the author, never evidence. Source: docs/verdicts.md, "Diagnoses".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import cast

from attrs import frozen

from reportdiff.arithmetic.formulas import FORMULAS, Operand, compute, inverse_current, inverse_prior
from reportdiff.arithmetic.implied import integers_in, whole_numbers
from reportdiff.arithmetic.intervals import intersects, negate, scale, shift
from reportdiff.arithmetic.rounding import StatedValue, preimage
from reportdiff.arithmetic.statements import Statement, ratio_of
from reportdiff.model import Interval, RoundingMode, Verdict

__all__ = [
    "HYPOTHESES",
    "LAST_RESORTS",
    "Hypothesis",
    "as_printed",
    "diagnose",
    "digit_edits",
    "matches_edit",
    "meets_scaled",
    "rounding_causes",
    "transpositions",
]

_NOTHING = Interval(Fraction(0), Fraction(0), False, False)
_SHARES = frozenset({"share", "completion", "rate"})
_RATES = frozenset({"growth", "times", "times_more", "share", "completion", "rate", "annual_average", "narrowed_loss"})
_SIGNED = frozenset({"growth", "points", "absolute", "times_more", "annual_average", "narrowed_loss", "level_to_level"})
_SIZED = _RATES | {"points", "absolute"}
_LEVELS = _SIZED - {"points"}
_MYRIADS = tuple(Fraction(10) ** power for power in (4, -4, 8, -8))
_TENS = tuple(Fraction(10) ** power for power in (1, -1, 2, -2, 3, -3))


@frozen
class Hypothesis:
    """A mistake by name: the relations that it can happen to, and whether it reproduces the stated figure."""

    name: str
    relations: frozenset[str]
    holds: Callable[[Statement], bool]


def _sign_flipped(problem: Statement) -> bool:
    if problem.asserted.value == 0:
        return False
    return problem.meets(problem.computed(), negate(problem.asserted.rounding_interval))


def _on(key: str, *, exchanged: bool = False, negated: bool = False) -> Callable[[Statement], bool]:
    """The operands put into another formula; exchanged: the current figure as the base."""
    formula = FORMULAS[key]

    def holds(problem: Statement) -> bool:
        current, prior = problem.current.interval, problem.prior.interval
        if exchanged:
            current, prior = prior, current
        value = compute(formula, current, prior)
        return problem.meets(negate(value) if negated else value)

    return holds


def _ratio_as_change(problem: Statement) -> bool:
    ratio = compute(FORMULAS["share" if problem.formula.percent else "times"], *_intervals(problem))
    # 下降到94.8% written 下降94.8%: the ratio carries the sign of the verb
    return problem.meets(ratio) or (problem.formula.percent and problem.meets(negate(ratio)))


def _points_as_percent(problem: Statement) -> bool:
    if not (problem.current.rate and problem.prior.rate):
        return False
    return problem.meets(compute(FORMULAS["points"], *_intervals(problem)))


def _stale_value(problem: Statement) -> bool:
    value, last = problem.asserted.value, problem.last_stated
    return value is not None and last is not None and abs(value) == abs(last)


def _swapped_order(problem: Statement) -> bool:
    for current, prior in problem.siblings:
        try:
            if problem.meets(problem.computed(current.interval, prior.interval)):
                return True
        except ZeroDivisionError:
            continue
    return False


def _wrong_denominator(problem: Statement) -> bool:
    own = problem.prior.interval
    for total in problem.totals:
        try:
            if total.interval != own and problem.meets(problem.computed(None, total.interval)):
                return True
        except ZeroDivisionError:
            continue
    return False


def _absolute_as_percent(problem: Statement) -> bool:
    if problem.current.rate or problem.prior.rate:
        return False
    change = compute(FORMULAS["absolute"], *_intervals(problem))
    scales = {1, problem.current.scale, problem.prior.scale}
    return any(problem.meets(scale(change, Fraction(1, by)) if by != 1 else change) for by in sorted(scales))


def _decimal_shift(problem: Statement) -> bool:
    near, value = problem.asserted.rounding_interval, problem.asserted.value
    if value == 0:
        return False
    computed = problem.computed()
    if problem.formula.key == "annual_average":
        return any(problem.meets(computed, scale(near, by)) for by in _TENS)
    return meets_scaled(computed, near, _TENS)


def meets_scaled(computed: Interval, near: Interval, powers: tuple[Fraction, ...]) -> bool:
    """Whether `computed` times one of these powers of ten meets `near`; a cross product of integers for one value."""
    value, low, high = computed.low, near.low, near.high
    if value is None or value != computed.high or low is None or high is None or not near.low_closed:
        return any(intersects(scale(computed, by), near) for by in powers)
    top, bottom = value.numerator, value.denominator
    for by in powers:
        over, under = top * by.numerator, bottom * by.denominator
        if low.numerator * under <= over * low.denominator and over * high.denominator <= high.numerator * under:
            return True
    return False


def _unit_mismatch(problem: Statement) -> bool:
    return any(meets_scaled(own, fitting, _MYRIADS) for own, fitting in _fitting(problem))


def _digits_transposed(problem: Statement) -> bool:
    return matches_edit(problem, transpositions(problem.digits))


def _operand_transposed(problem: Statement) -> bool:
    current, prior = _fitting(problem)
    for operand, (_, fitting) in ((problem.current, current), (problem.prior, prior)):
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


def _cumulative_as_average(problem: Statement) -> bool:
    return intersects(compute(FORMULAS["growth"], *_intervals(problem)), problem.asserted.rounding_interval)


def _doubling_as_times(problem: Statement) -> bool:
    """翻两番 where the figure is (or grew by) two times."""
    power = (problem.factor or 2).bit_length() - 1
    if power < 2:
        return False
    ratio = problem.computed()
    half = Fraction(1, 2)
    return any(intersects(ratio, Interval(n - half, n + half)) for n in (Fraction(power), Fraction(power + 1)))


def _digit_error(problem: Statement) -> bool:
    return matches_edit(problem, digit_edits(problem.digits))


def _revised_base(problem: Statement) -> bool:
    if problem.asserted.value is None:
        return False
    target = problem.on_scale(problem.asserted.rounding_interval)
    implied = None if target is None else inverse_prior(ratio_of(problem.formula), problem.current.interval, target)
    if implied is None or (implied.high is not None and implied.high <= 0 and problem.formula.key != "narrowed_loss"):
        return False
    return not problem.prior.exact or integers_in(implied) != ()


HYPOTHESES = (
    Hypothesis("sign_flipped", _SIGNED, _sign_flipped),
    Hypothesis("wrong_base", frozenset({"growth", "times_more"}), _on("growth", exchanged=True, negated=True)),
    Hypothesis("periods_swapped", frozenset({"growth"}), _on("growth", exchanged=True)),
    Hypothesis("periods_swapped", frozenset({"times"}), _on("times", exchanged=True)),
    Hypothesis("ratio_as_change", frozenset({"growth", "times_more"}), _ratio_as_change),
    Hypothesis("change_as_ratio", frozenset({"times"}), _on("times_more")),
    Hypothesis("change_as_ratio", frozenset({"completion"}), _on("growth")),
    Hypothesis("points_as_percent", frozenset({"growth"}), _points_as_percent),
    Hypothesis("percent_as_points", frozenset({"points"}), _on("growth")),
    Hypothesis("cumulative_as_average", frozenset({"annual_average"}), _cumulative_as_average),
    Hypothesis("doubling_as_times", frozenset({"doubling"}), _doubling_as_times),
    Hypothesis("stale_value", _SIZED, _stale_value),
    Hypothesis("swapped_order", _SIZED | {"doubling"}, _swapped_order),
    Hypothesis("wrong_denominator", _SHARES, _wrong_denominator),
    Hypothesis("operands_swapped", _SHARES, _on("share", exchanged=True)),
    Hypothesis("absolute_as_percent", frozenset({"growth"}), _absolute_as_percent),
    Hypothesis("decimal_shift", _SIZED, _decimal_shift),
    Hypothesis("unit_mismatch", _LEVELS, _unit_mismatch),
    Hypothesis("digits_transposed", _SIZED, _digits_transposed),
    Hypothesis("operand_transposed", _SIZED, _operand_transposed),
)
"""The mistakes that are looked for, most likely first."""

LAST_RESORTS = (
    Hypothesis("digit_error", _SIZED, _digit_error),
    Hypothesis("revised_base", _SIZED - _SHARES, _revised_base),
)
"""Asked only when nothing else fits; a question to the author, never evidence."""


def diagnose(problem: Statement) -> tuple[str, ...]:
    """Every mistake that reproduces the stated figure of an inconsistent claim, most likely first.

    >>> from reportdiff.arithmetic.rounding import stated_value
    >>> stated = stated_value(Fraction("54.01"), Fraction("0.01"))
    >>> diagnose(Statement(FORMULAS["growth"], stated, Operand.of(287), Operand.of(132), "54.01"))
    ('wrong_base',)
    """
    return _holding(HYPOTHESES, problem) or _holding(LAST_RESORTS, problem)


def _holding(hypotheses: tuple[Hypothesis, ...], problem: Statement) -> tuple[str, ...]:
    key, found = problem.formula.key, []
    for hypothesis in hypotheses:
        if key in hypothesis.relations:
            try:
                if hypothesis.holds(problem):
                    found.append(hypothesis.name)
            except ZeroDivisionError:  # the hypothesis divides by a figure that may be 0: then it explains nothing
                continue
    return tuple(found)


def rounding_causes(asserted: StatedValue, computed: Interval, verdict: Verdict) -> tuple[str, ...]:
    """How a rounding difference came about: rounded twice, cut, or rounded away; most likely first."""
    value, unit = asserted.value, asserted.unit
    if verdict is not Verdict.ROUNDING_DIFFERENCE or value is None or not unit:
        return ()
    found = []
    # rounding half up digit by digit raises everything above s − (0.5 + 0.05 + 0.005 + …) units = s − 5/9 units
    twice = Interval(abs(value) - unit * Fraction(5, 9), abs(value) - unit / 2, False, False)
    if value and intersects(computed, twice if value > 0 else negate(twice)):
        found.append("double_rounded")
    if intersects(computed, preimage(value, unit, RoundingMode.TRUNCATE)):
        found.append("truncated")
    if intersects(computed, preimage(value, unit, RoundingMode.AWAY)):
        found.append("rounded_away")
    return tuple(found)


def transpositions(digits: str) -> Iterator[str]:
    """The printed digits with two different neighbours exchanged, the decimal point staying where it is.

    >>> list(transpositions("2.87"))
    ['8.27', '2.78']
    """
    places = [index for index, character in enumerate(digits) if character != "."]
    for left, right in pairwise(places):
        if digits[left] != digits[right]:
            yield digits[:left] + digits[right] + digits[left + 1 : right] + digits[left] + digits[right + 1 :]


def digit_edits(digits: str) -> Iterator[str]:
    """The printed digits with one digit replaced; a leading digit of several never becomes 0."""
    whole = len(digits.partition(".")[0])
    for index, character in enumerate(digits):
        if character != ".":
            for other in "0123456789":
                if other != character and not (other == "0" and index == 0 and whole > 1):
                    yield digits[:index] + other + digits[index + 1 :]


def matches_edit(problem: Statement, edits: Iterator[str]) -> bool:
    """Whether some edit of the stated digits reproduces the computed value.

    Compared in whole last places: the candidates are those whose rounding interval meets the computed one.
    """
    asserted = problem.asserted
    if asserted.value is None or not problem.digits:
        return False
    computed, negative = problem.computed(), asserted.value < 0
    place = Fraction(problem.scale, 10 ** len(problem.digits.partition(".")[2]))
    half = asserted.unit / 2
    if problem.formula.key == "annual_average":
        sign = -1 if negative else 1
        values = (sign * int(edit.replace(".", "")) * place for edit in edits)
        return any(problem.meets(computed, Interval(value - half, value + half)) for value in values)
    if negative:
        computed = negate(computed)
    low, high = computed.low, computed.high
    if low is None or high is None:
        return False
    bottom, top = (low - half) / place, (high + half) / place
    first, last = ceil(bottom), floor(top)
    if first == bottom and not computed.low_closed:
        first += 1
    if last == top and not computed.high_closed:
        last -= 1
    return first <= last and any(first <= int(edit.replace(".", "")) <= last for edit in edits)


def _intervals(problem: Statement) -> tuple[Interval, Interval]:
    return problem.current.interval, problem.prior.interval


def _fitting(problem: Statement) -> tuple[tuple[Interval, Interval], tuple[Interval, Interval]]:
    """Each operand's interval with the values that it would have to have for the statement to hold."""
    known = problem.memo.get("fitting")
    if known is None:
        known = problem.memo["fitting"] = _compute_fitting(problem)
    return cast("tuple[tuple[Interval, Interval], tuple[Interval, Interval]]", known)


def _compute_fitting(problem: Statement) -> tuple[tuple[Interval, Interval], tuple[Interval, Interval]]:
    target = problem.on_scale(problem.asserted.rounding_interval)
    if target is None:
        return (problem.current.interval, _NOTHING), (problem.prior.interval, _NOTHING)
    formula = ratio_of(problem.formula)
    current = inverse_current(formula, problem.prior.interval, target)
    prior = inverse_prior(formula, problem.current.interval, target)
    return (problem.current.interval, current), (problem.prior.interval, prior or _NOTHING)


def as_printed(operand: Operand, digits: str) -> Interval:
    """What the operand would stand for if these digits had been printed."""
    assert operand.value is not None
    places = 10 ** len(digits.partition(".")[2])
    value = Fraction(int(digits.replace(".", "")) * operand.scale, places)
    return shift(operand.interval, (-value if operand.value < 0 else value) - operand.value)
