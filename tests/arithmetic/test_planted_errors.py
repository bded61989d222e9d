"""Each kind of error, planted in random pairs, is found and named."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest
from attrs import evolve

from reportdiff.arithmetic import (
    FORMULAS,
    HYPOTHESES,
    LAST_RESORTS,
    Operand,
    Statement,
    decimal_text,
    diagnose,
    evaluate,
    round_to,
    stated_value,
)
from reportdiff.arithmetic.diagnoses import digit_edits, transpositions
from reportdiff.arithmetic.rounding import StatedValue
from reportdiff.model import Interval, Verdict

PAIRS = 1000  # with one decimal, and as many with two
Plant = Callable[[random.Random, int, int, Fraction], Statement | None]


def claim(key: str, current: Operand, prior: Operand, size: Fraction, unit: Fraction) -> Statement:
    """A claim that prints `size` rounded to `unit`."""
    printed = round_to(size, unit)
    places = 0 if unit in (0, 1) else len(str(unit.denominator)) - 1
    digits = decimal_text(abs(printed), places)
    return Statement(FORMULAS[key], stated_value(printed, unit), current, prior, digits)


def number(text: str) -> Operand:
    """A bare count."""
    return Operand.of(int(text))


def growth(c: int, p: int) -> Fraction:
    """The true growth."""
    return Fraction(100 * (c - p), p)


def from_size(key: str, size: Callable[[int, int], Fraction]) -> Plant:
    """A plant that only prints another size over the true operands."""

    def plant(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
        return claim(key, Operand.of(c), Operand.of(p), size(c, p), unit)

    return plant


def transposed_size(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """Two digits of the stated figure exchanged."""
    true = claim("growth", Operand.of(c), Operand.of(p), growth(c, p), unit)
    edits = list(transpositions(true.digits))
    if not edits or true.asserted.value is None:
        return None
    return restated(true, rng.choice(edits))


def mistyped_size(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """One digit of the stated figure replaced."""
    true = claim("growth", Operand.of(c), Operand.of(p), growth(c, p), unit)
    return restated(true, rng.choice(list(digit_edits(true.digits))))


def restated(true: Statement, digits: str) -> Statement:
    """The claim with other digits printed, the sign kept."""
    value = Fraction(digits) * (-1 if (true.asserted.value or 0) < 0 else 1)
    return evolve(true, asserted=stated_value(value, true.asserted.unit), digits=digits)


def transposed_operand(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """Two digits of the current figure exchanged in print."""
    edits = [edit for edit in transpositions(str(c)) if not edit.startswith("0")]
    return claim("growth", number(rng.choice(edits)), Operand.of(p), growth(c, p), unit) if edits else None


def lost_scale(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """万 or 亿 lost on the prior."""
    return claim("growth", Operand.of(c * 10**8), Operand.of(p * 10 ** rng.choice([4, 16])), growth(c, p), unit)


def shifted(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """The decimal point moved."""
    size = growth(c, p) * Fraction(10) ** rng.choice([-1, 1, 2, 3])
    if not round_to(size, unit):  # no digit is left that could tell
        return None
    return claim("growth", Operand.of(c), Operand.of(p), size, unit)


def rates(key: str, size: Callable[[Fraction, Fraction], Fraction]) -> Plant:
    """A plant over two rates."""

    def plant(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
        one, other = Fraction(c, 1000), Fraction(p, 1000)
        return claim(
            key, evolve(Operand.of(one), rate=True), evolve(Operand.of(other), rate=True), size(one, other), unit
        )

    return plant


def stale(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """Last year's stated figure left in."""
    last = round_to(Fraction(rng.randint(-90000, 900000), 1000), unit)
    return evolve(claim("growth", Operand.of(c), Operand.of(p), last, unit), last_stated=abs(last))


def swapped(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """The sibling's figure printed."""
    a, b = rng.randint(100, 99999), rng.randint(100, 99999)
    plain = claim("growth", Operand.of(c), Operand.of(p), growth(a, b), unit)
    return evolve(plain, siblings=((Operand.of(a), Operand.of(b)),))


def other_total(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """Another total used as the denominator."""
    total = rng.randint(p + 1, 3 * p)
    plain = claim("share", Operand.of(min(c, p)), Operand.of(p), Fraction(100 * min(c, p), total), unit)
    return evolve(plain, totals=(Operand.of(total),))


def cumulative(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """The whole growth printed as the yearly one."""
    if c <= p:
        return None
    return evolve(claim("annual_average", Operand.of(c), Operand.of(p), growth(c, p), unit), years=rng.randint(2, 5))


def doubled(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """翻两番 printed for three times."""
    four = Interval(Fraction(4), Fraction(8), True, False)
    return Statement(
        FORMULAS["doubling"], StatedValue(None, Fraction(0), four), Operand.of(3 * p), Operand.of(p), factor=4
    )


def revised(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """The claim was computed from another prior than the printed one."""
    return claim("growth", Operand.of(c), Operand.of(max(1, p + rng.randint(-p // 3, p // 3))), growth(c, p), unit)


PLANTS: dict[str, Plant] = {
    "sign_flipped": from_size("growth", lambda c, p: -growth(c, p)),
    "wrong_base": from_size("growth", lambda c, p: Fraction(100 * (c - p), c)),
    "periods_swapped": from_size("growth", lambda c, p: Fraction(100 * (p - c), c)),
    "ratio_as_change": from_size("growth", lambda c, p: Fraction(100 * c, p)),
    "change_as_ratio": from_size("times", lambda c, p: Fraction(c, p) - 1),
    "points_as_percent": rates("growth", lambda c, p: c - p),
    "percent_as_points": rates("points", lambda c, p: 100 * (c / p - 1)),
    "stale_value": stale,
    "swapped_order": swapped,
    "wrong_denominator": other_total,
    "operands_swapped": from_size("share", lambda c, p: Fraction(100 * p, c)),
    "absolute_as_percent": from_size("growth", lambda c, p: Fraction(c - p)),
    "decimal_shift": shifted,
    "unit_mismatch": lost_scale,
    "digits_transposed": transposed_size,
    "operand_transposed": transposed_operand,
    "cumulative_as_average": cumulative,
    "doubling_as_times": doubled,
    "digit_error": mistyped_size,
    "revised_base": revised,
}


def planted(name: str) -> Iterator[Statement]:
    """Random claims with this error, those left out that came out right (or nearly so) by chance."""
    rng = random.Random(name)
    for decimals in (1, 2):
        made = 0
        while made < PAIRS:
            c, p = rng.randint(100, 99999), rng.randint(100, 99999)
            problem = PLANTS[name](rng, c, p, Fraction(1, 10**decimals))
            made += 1
            if problem is not None and evaluate(problem, diagnosed=False).verdict is Verdict.INCONSISTENT:
                yield problem


def test_every_diagnosis_is_tested() -> None:
    """No diagnosis of an inconsistent claim goes untested."""
    assert {hypothesis.name for hypothesis in (*HYPOTHESES, *LAST_RESORTS)} == set(PLANTS)


@pytest.mark.parametrize("name", PLANTS)
def test_planted_error_is_found(name: str) -> None:
    """The error is among the diagnoses, unless it is a last resort and something better fits; alone, it comes first."""
    last = {hypothesis.name for hypothesis in LAST_RESORTS}
    seen = alone = first = 0
    for problem in planted(name):
        found = diagnose(problem)
        seen += 1
        if name in last:
            assert found
            continue
        assert name in found, problem
        if len(found) == 1:
            alone += 1
            first += found[0] == name
    assert seen > PAIRS / 2
    assert first >= 0.98 * alone


@pytest.mark.parametrize("name", sorted({hypothesis.name for hypothesis in LAST_RESORTS}))
def test_last_resort_is_named_where_nothing_else_fits(name: str) -> None:
    """Where no other hypothesis reproduces the figure, the last resort that was planted is among the diagnoses."""
    others = {hypothesis.name for hypothesis in HYPOTHESES}
    weak = [found for found in map(diagnose, planted(name)) if not others & set(found)]
    assert weak
    assert sum(name in found for found in weak) >= 0.98 * len(weak)
