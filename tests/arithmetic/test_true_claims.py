"""A claim computed from its operands is never called wrong, however it was rounded, scaled or worded."""

from __future__ import annotations

from fractions import Fraction

from forward_rounding import round_to
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reportdiff.arithmetic import Operand, Statement, agrees, evaluate, stated_value
from reportdiff.arithmetic.evaluation import root_units
from reportdiff.arithmetic.formulas import inverse_current, inverse_prior, point_value
from reportdiff.arithmetic.implied import implied_prior, implied_verdict
from reportdiff.arithmetic.rounding import HALF_MODES
from reportdiff.model import Interval, RelationKind, RoundingMode, Verdict
from strategies import counts, decimals, rounding_modes, tenths

ratios = st.sampled_from(
    [
        RelationKind.GROWTH,
        RelationKind.TIMES,
        RelationKind.TIMES_MORE,
        RelationKind.SHARE,
        RelationKind.COMPLETION,
        RelationKind.RATE,
    ]
)


def statement_of(
    relation: RelationKind, current: Fraction, prior: Fraction, stated: Fraction, unit: Fraction
) -> Statement:
    """A claim over two exact operands."""
    return Statement(
        relation=relation,
        stated=stated_value(stated, unit),
        current=Operand.of(current),
        prior=Operand.of(prior),
    )


@settings(max_examples=300)
@given(relation=ratios, current=counts, prior=counts, decimals=decimals, mode=rounding_modes)
def test_a_claim_computed_from_its_operands_is_never_inconsistent(
    relation: RelationKind, current: int, prior: int, decimals: int, mode: RoundingMode
) -> None:
    """Rounded by any mode it is at worst a rounding difference, rounded to the nearest it is consistent."""
    unit = Fraction(1, 10**decimals)
    exact = point_value(relation, Operand.of(current), Operand.of(prior))
    assert exact is not None
    outcome = evaluate(statement_of(relation, Fraction(current), Fraction(prior), round_to(exact, unit, mode), unit))
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
    now, before = (Operand(interval=Interval(value - step / 2, value + step / 2), value=value) for value in shown)
    assume(shown[1] > step)
    statement = Statement(
        relation=RelationKind.GROWTH,
        stated=stated_value(round_to(exact, unit, mode), unit),
        current=now,
        prior=before,
    )
    assert evaluate(statement).verdict is not Verdict.INCONSISTENT


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
    plain = evaluate(
        statement_of(RelationKind.GROWTH, Fraction(current), Fraction(prior), tenths * unit, unit), diagnosed=False
    )
    scaled = evaluate(
        statement_of(RelationKind.GROWTH, current * Fraction(scale), prior * Fraction(scale), tenths * unit, unit),
        diagnosed=False,
    )
    assert plain.verdict is scaled.verdict
    assert plain.exact == scaled.exact


@settings(max_examples=200)
@given(current=counts, prior=counts, tenths=tenths)
def test_exchanging_the_years_mirrors_the_claim(current: int, prior: int, tenths: int) -> None:
    """A difference claimed of (c, p) gets the verdict that its opposite gets of (p, c)."""
    there = evaluate(
        statement_of(RelationKind.ABSOLUTE, Fraction(current), Fraction(prior), Fraction(tenths), Fraction(0))
    )
    back = evaluate(
        statement_of(RelationKind.ABSOLUTE, Fraction(prior), Fraction(current), Fraction(-tenths), Fraction(0))
    )
    assert there.verdict is back.verdict


@settings(max_examples=200)
@given(current=counts, prior=counts, decimals=decimals, mode=st.sampled_from(HALF_MODES))
def test_the_true_prior_is_always_admitted(current: int, prior: int, decimals: int, mode: RoundingMode) -> None:
    """The implied prior holds the prior from which the claim was computed, and never refutes it."""
    unit = Fraction(1, 10**decimals)
    stated = stated_value(round_to(Fraction(100 * (current - prior), prior), unit, mode), unit)
    interval = Operand.of(current).interval
    implied = implied_prior(RelationKind.GROWTH, interval, stated.rounding_interval, whole=True)
    low, high = implied.interval.low, implied.interval.high
    assert low is None or low <= prior
    assert high is None or prior <= high
    assert implied.integers is None or prior in implied.integers
    assert implied_verdict(RelationKind.GROWTH, interval, stated) is Verdict.UNCHECKED


@settings(max_examples=200)
@given(
    relation=st.sampled_from(
        [RelationKind.GROWTH, RelationKind.TIMES, RelationKind.TIMES_MORE, RelationKind.SHARE, RelationKind.POINTS]
    ),
    current=counts,
    prior=counts,
)
def test_the_inverses_undo_the_relation(relation: RelationKind, current: int, prior: int) -> None:
    """From the exact value and one operand the other comes back, exactly."""
    exact = point_value(relation, Operand.of(current), Operand.of(prior))
    assert exact is not None
    stated = Interval(exact, exact)
    assert inverse_prior(relation, Operand.of(current).interval, stated) == Operand.of(prior).interval
    assert inverse_current(relation, Operand.of(prior).interval, stated) == Operand.of(current).interval


@settings(max_examples=100)
@given(rate=st.integers(-500, 2000), years=st.integers(2, 6), prior=counts)
def test_an_average_over_years_is_consistent_with_its_ends(rate: int, years: int, prior: int) -> None:
    """A rate compounded over n years is consistent with the two ends, and the root recomputes it."""
    unit = Fraction(1, 10)
    current = prior * (1 + rate * unit / 100) ** years
    statement = Statement(
        relation=RelationKind.ANNUAL_AVERAGE,
        stated=stated_value(rate * unit, unit),
        current=Operand.of(current),
        prior=Operand.of(prior),
        years=years,
    )
    outcome = evaluate(statement)
    assert agrees(outcome.verdict)
    assert outcome.exact == rate * unit == root_units(current / prior, years, unit)
