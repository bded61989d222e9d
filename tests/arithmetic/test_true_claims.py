"""A claim computed from its operands is never called wrong, however it was rounded, scaled or worded."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reportdiff.arithmetic import FORMULAS, Operand, Statement, agrees, evaluate, round_to, stated_value
from reportdiff.arithmetic.evaluation import root_units
from reportdiff.arithmetic.formulas import inverse_current, inverse_prior, point_value
from reportdiff.arithmetic.implied import implied_prior, implied_verdict
from reportdiff.arithmetic.rounding import HALF_MODES
from reportdiff.model import Interval, RoundingMode, Verdict
from strategies import counts, decimals, rounding_modes, tenths

ratios = st.sampled_from(["growth", "times", "times_more", "share", "completion", "rate"])


def problem_of(key: str, current: Fraction, prior: Fraction, stated: Fraction, unit: Fraction) -> Statement:
    """A claim over two exact operands."""
    return Statement(FORMULAS[key], stated_value(stated, unit), Operand.of(current), Operand.of(prior))


@settings(max_examples=300)
@given(key=ratios, current=counts, prior=counts, decimals=decimals, mode=rounding_modes)
def test_a_claim_computed_from_its_operands_is_never_inconsistent(
    key: str, current: int, prior: int, decimals: int, mode: RoundingMode
) -> None:
    """Rounded by any mode it is at worst a rounding difference, rounded to the nearest it is consistent."""
    unit = Fraction(1, 10**decimals)
    exact = point_value(FORMULAS[key], Operand.of(current), Operand.of(prior))
    assert exact is not None
    outcome = evaluate(problem_of(key, Fraction(current), Fraction(prior), round_to(exact, unit, mode), unit))
    assert outcome.verdict is not Verdict.INCONSISTENT
    assert mode in outcome.modes
    if mode in HALF_MODES:
        assert outcome.verdict is Verdict.CONSISTENT


@settings(max_examples=200)
@given(current=counts, prior=counts, mode=rounding_modes, decimals=decimals, scale=st.sampled_from([10**4, 10**8]))
def test_hidden_digits_never_make_a_true_claim_inconsistent(
    current: int, prior: int, mode: RoundingMode, decimals: int, scale: int
) -> None:
    """Operands printed in 万 or 亿 hide digits; a claim computed from the hidden ones never is inconsistent."""
    exact = Fraction(100 * (current - prior), prior)
    unit, step = Fraction(1, 10**decimals), Fraction(scale, 100)
    shown = [round_to(Fraction(value * scale, 997), step) for value in (current, prior)]
    now, before = (Operand(Interval(value - step / 2, value + step / 2), value) for value in shown)
    assume(shown[1] > step)
    problem = Statement(FORMULAS["growth"], stated_value(round_to(exact, unit, mode), unit), now, before)
    assert evaluate(problem).verdict is not Verdict.INCONSISTENT


@settings(max_examples=200)
@given(
    current=counts,
    prior=counts,
    tenths=tenths,
    scale=st.sampled_from([10**4, 10**8, Fraction(1, 10**4)]),
)
def test_scaling_both_operands_changes_no_verdict(current: int, prior: int, tenths: int, scale: Fraction) -> None:
    """万元 against 万元 says the same as 元 against 元, for right and for wrong claims."""
    unit = Fraction(1, 10)
    plain = evaluate(problem_of("growth", Fraction(current), Fraction(prior), tenths * unit, unit), diagnosed=False)
    scaled = evaluate(
        problem_of("growth", current * Fraction(scale), prior * Fraction(scale), tenths * unit, unit), diagnosed=False
    )
    assert plain.verdict is scaled.verdict
    assert plain.exact == scaled.exact


@settings(max_examples=200)
@given(current=counts, prior=counts, tenths=tenths)
def test_exchanging_the_years_mirrors_the_claim(current: int, prior: int, tenths: int) -> None:
    """A difference claimed of (c, p) gets the verdict that its opposite gets of (p, c)."""
    there = evaluate(problem_of("absolute", Fraction(current), Fraction(prior), Fraction(tenths), Fraction(0)))
    back = evaluate(problem_of("absolute", Fraction(prior), Fraction(current), Fraction(-tenths), Fraction(0)))
    assert there.verdict is back.verdict


@settings(max_examples=200)
@given(current=counts, prior=counts, decimals=decimals, mode=st.sampled_from(HALF_MODES))
def test_the_true_prior_is_always_admitted(current: int, prior: int, decimals: int, mode: RoundingMode) -> None:
    """The implied prior holds the prior from which the claim was computed, and never refutes it."""
    unit = Fraction(1, 10**decimals)
    stated = stated_value(round_to(Fraction(100 * (current - prior), prior), unit, mode), unit)
    interval = Operand.of(current).interval
    implied = implied_prior(FORMULAS["growth"], interval, stated, whole=True)
    low, high = implied.interval.low, implied.interval.high
    assert low is None or low <= prior
    assert high is None or prior <= high
    assert implied.integers is None or prior in implied.integers
    assert implied_verdict(FORMULAS["growth"], interval, stated) is Verdict.UNCHECKED


@settings(max_examples=200)
@given(key=st.sampled_from(["growth", "times", "times_more", "share", "points"]), current=counts, prior=counts)
def test_the_inverses_undo_the_relation(key: str, current: int, prior: int) -> None:
    """From the exact value and one operand the other comes back, exactly."""
    formula = FORMULAS[key]
    exact = point_value(formula, Operand.of(current), Operand.of(prior))
    assert exact is not None
    stated = Interval(exact, exact)
    assert inverse_prior(formula, Operand.of(current).interval, stated) == Operand.of(prior).interval
    assert inverse_current(formula, Operand.of(prior).interval, stated) == Operand.of(current).interval


@settings(max_examples=100)
@given(rate=st.integers(-500, 2000), years=st.integers(2, 6), prior=counts)
def test_an_average_over_years_is_consistent_with_its_ends(rate: int, years: int, prior: int) -> None:
    """A rate compounded over n years is consistent with the two ends, and the root recomputes it."""
    unit = Fraction(1, 10)
    current = prior * (1 + rate * unit / 100) ** years
    problem = Statement(
        FORMULAS["annual_average"],
        stated_value(rate * unit, unit),
        Operand.of(current),
        Operand.of(prior),
        years=years,
    )
    outcome = evaluate(problem)
    assert agrees(outcome.verdict)
    assert outcome.exact == rate * unit == root_units(current / prior, years, unit)
