"""Planted errors are found with their cause, and right claims are left alone."""

from __future__ import annotations

from fractions import Fraction

from planted_scores import PAIRS, planted_scores, total_of

FOUND, CAUSE, FALSE = Fraction(95, 100), Fraction(9, 10), Fraction(5, 1000)


def test_planted_errors_are_found_with_their_cause() -> None:
    """Of many pairs: ≥ .95 of the errors found, ≥ .9 with the right first cause, ≤ .5 % of the right claims accused."""
    scores = planted_scores(range(PAIRS))
    seen = total_of(scores)
    assert seen["found"] >= FOUND * seen["wrong"], scores
    assert seen["cause"] >= CAUSE * seen["named"], scores
    assert seen["accused"] <= FALSE * seen["right"], scores
