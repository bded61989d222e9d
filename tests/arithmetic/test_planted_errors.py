"""Each kind of error, planted in random pairs, is found and named."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest
from attrs import evolve
from forward_rounding import round_to

from reportdiff.arithmetic import (
    HYPOTHESES,
    LAST_RESORTS,
    Operand,
    Statement,
    decimal_text,
    diagnose,
    evaluate,
    stated_value,
)
from reportdiff.arithmetic.digit_edits import digit_edits, transpositions
from reportdiff.arithmetic.rounding import StatedValue
from reportdiff.model import Diagnosis, Interval, RelationKind, Verdict

PAIRS = 1000  # with one decimal, and as many with two
Plant = Callable[[random.Random, int, int, Fraction], Statement | None]


def claim(relation: RelationKind, current: Operand, prior: Operand, size: Fraction, unit: Fraction) -> Statement:
    """A claim that prints `size` rounded to `unit`."""
    printed = round_to(size, unit)
    places = 0 if unit in (0, 1) else len(str(unit.denominator)) - 1
    digits = decimal_text(abs(printed), places)
    return Statement(relation=relation, stated=stated_value(printed, unit), current=current, prior=prior, digits=digits)


def number(text: str) -> Operand:
    """A bare count."""
    return Operand.of(int(text))


def growth(c: int, p: int) -> Fraction:
    """The true growth."""
    return Fraction(100 * (c - p), p)


def from_size(relation: RelationKind, size: Callable[[int, int], Fraction]) -> Plant:
    """A plant that only prints another size over the true operands."""

    def plant(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
        return claim(relation, Operand.of(c), Operand.of(p), size(c, p), unit)

    return plant


def transposed_size(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """Two digits of the stated figure exchanged."""
    true = claim(RelationKind.GROWTH, Operand.of(c), Operand.of(p), growth(c, p), unit)
    edits = list(transpositions(true.digits))
    if not edits or true.stated.value is None:
        return None
    return restated(true, rng.choice(edits))


def mistyped_size(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """One digit of the stated figure replaced."""
    true = claim(RelationKind.GROWTH, Operand.of(c), Operand.of(p), growth(c, p), unit)
    return restated(true, rng.choice(list(digit_edits(true.digits))))


def restated(true: Statement, digits: str) -> Statement:
    """The claim with other digits printed, the sign kept."""
    value = Fraction(digits) * (-1 if (true.stated.value or 0) < 0 else 1)
    return evolve(true, stated=stated_value(value, true.stated.unit), digits=digits)


def transposed_operand(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """Two digits of the current figure exchanged in print."""
    edits = [edit for edit in transpositions(str(c)) if not edit.startswith("0")]
    return claim(RelationKind.GROWTH, number(rng.choice(edits)), Operand.of(p), growth(c, p), unit) if edits else None


def lost_scale(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """万 or 亿 lost on the prior."""
    return claim(
        RelationKind.GROWTH, Operand.of(c * 10**8), Operand.of(p * 10 ** rng.choice([4, 16])), growth(c, p), unit
    )


def shifted(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """The decimal point moved."""
    size = growth(c, p) * Fraction(10) ** rng.choice([-1, 1, 2, 3])
    if not round_to(size, unit):  # no digit is left that could tell
        return None
    return claim(RelationKind.GROWTH, Operand.of(c), Operand.of(p), size, unit)


def rates(relation: RelationKind, size: Callable[[Fraction, Fraction], Fraction]) -> Plant:
    """A plant over two rates."""

    def plant(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
        one, other = Fraction(c, 1000), Fraction(p, 1000)
        return claim(
            relation, evolve(Operand.of(one), rate=True), evolve(Operand.of(other), rate=True), size(one, other), unit
        )

    return plant


def stale(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """Last year's stated figure left in."""
    last = round_to(Fraction(rng.randint(-90000, 900000), 1000), unit)
    return evolve(claim(RelationKind.GROWTH, Operand.of(c), Operand.of(p), last, unit), last_stated=abs(last))


def swapped(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """The sibling's figure printed."""
    a, b = rng.randint(100, 99999), rng.randint(100, 99999)
    plain = claim(RelationKind.GROWTH, Operand.of(c), Operand.of(p), growth(a, b), unit)
    return evolve(plain, siblings=((Operand.of(a), Operand.of(b)),))


def other_total(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """Another total used as the denominator."""
    total = rng.randint(p + 1, 3 * p)
    plain = claim(RelationKind.SHARE, Operand.of(min(c, p)), Operand.of(p), Fraction(100 * min(c, p), total), unit)
    return evolve(plain, totals=(Operand.of(total),))


def cumulative(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """The whole growth printed as the yearly one."""
    if c <= p:
        return None
    return evolve(
        claim(RelationKind.ANNUAL_AVERAGE, Operand.of(c), Operand.of(p), growth(c, p), unit), years=rng.randint(2, 5)
    )


def doubled(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """翻两番 printed for three times."""
    four = Interval(Fraction(4), Fraction(8), True, False)
    return Statement(
        relation=RelationKind.DOUBLING,
        stated=StatedValue(value=None, unit=Fraction(0), rounding_interval=four),
        current=Operand.of(3 * p),
        prior=Operand.of(p),
        factor=4,
    )


def revised(rng: random.Random, c: int, p: int, unit: Fraction) -> Statement | None:
    """The claim was computed from another prior than the printed one."""
    return claim(
        RelationKind.GROWTH, Operand.of(c), Operand.of(max(1, p + rng.randint(-p // 3, p // 3))), growth(c, p), unit
    )


PLANTS: dict[Diagnosis, Plant] = {
    Diagnosis.SIGN_FLIPPED: from_size(RelationKind.GROWTH, lambda c, p: -growth(c, p)),
    Diagnosis.WRONG_BASE: from_size(RelationKind.GROWTH, lambda c, p: Fraction(100 * (c - p), c)),
    Diagnosis.PERIODS_SWAPPED: from_size(RelationKind.GROWTH, lambda c, p: Fraction(100 * (p - c), c)),
    Diagnosis.RATIO_AS_CHANGE: from_size(RelationKind.GROWTH, lambda c, p: Fraction(100 * c, p)),
    Diagnosis.CHANGE_AS_RATIO: from_size(RelationKind.TIMES, lambda c, p: Fraction(c, p) - 1),
    Diagnosis.POINTS_AS_PERCENT: rates(RelationKind.GROWTH, lambda c, p: c - p),
    Diagnosis.PERCENT_AS_POINTS: rates(RelationKind.POINTS, lambda c, p: 100 * (c / p - 1)),
    Diagnosis.STALE_VALUE: stale,
    Diagnosis.SWAPPED_ORDER: swapped,
    Diagnosis.WRONG_DENOMINATOR: other_total,
    Diagnosis.OPERANDS_SWAPPED: from_size(RelationKind.SHARE, lambda c, p: Fraction(100 * p, c)),
    Diagnosis.ABSOLUTE_AS_PERCENT: from_size(RelationKind.GROWTH, lambda c, p: Fraction(c - p)),
    Diagnosis.DECIMAL_SHIFT: shifted,
    Diagnosis.UNIT_MISMATCH: lost_scale,
    Diagnosis.DIGITS_TRANSPOSED: transposed_size,
    Diagnosis.OPERAND_TRANSPOSED: transposed_operand,
    Diagnosis.CUMULATIVE_AS_AVERAGE: cumulative,
    Diagnosis.DOUBLING_AS_TIMES: doubled,
    Diagnosis.DIGIT_ERROR: mistyped_size,
    Diagnosis.REVISED_BASE: revised,
}


def planted(name: Diagnosis) -> Iterator[Statement]:
    """Random claims with this error, those left out that came out right (or nearly so) by chance."""
    rng = random.Random(name)
    for decimals in (1, 2):
        made = 0
        while made < PAIRS:
            c, p = rng.randint(100, 99999), rng.randint(100, 99999)
            statement = PLANTS[name](rng, c, p, Fraction(1, 10**decimals))
            made += 1
            if statement is not None and evaluate(statement, diagnosed=False).verdict is Verdict.INCONSISTENT:
                yield statement


def test_every_diagnosis_is_tested() -> None:
    """No diagnosis of an inconsistent claim goes untested."""
    assert {hypothesis.name for hypothesis in (*HYPOTHESES, *LAST_RESORTS)} == set(PLANTS)


@pytest.mark.parametrize("name", PLANTS)
def test_planted_error_is_found(name: Diagnosis) -> None:
    """The error is among the diagnoses, unless it is a last resort and something better fits; alone, it comes first."""
    last = {hypothesis.name for hypothesis in LAST_RESORTS}
    seen = alone = first = 0
    for statement in planted(name):
        found = diagnose(statement)
        seen += 1
        if name in last:
            assert found
            continue
        assert name in found, statement
        if len(found) == 1:
            alone += 1
            first += found[0] == name
    assert seen > PAIRS / 2
    assert first >= 0.98 * alone


@pytest.mark.parametrize("name", sorted({hypothesis.name for hypothesis in LAST_RESORTS}))
def test_last_resort_is_named_where_nothing_else_fits(name: Diagnosis) -> None:
    """Where no other hypothesis reproduces the figure, the last resort that was planted is among the diagnoses."""
    others = {hypothesis.name for hypothesis in HYPOTHESES}
    weak = [found for found in map(diagnose, planted(name)) if not others & set(found)]
    assert weak
    assert sum(name in found for found in weak) >= 0.98 * len(weak)


@pytest.mark.parametrize(
    ("size", "causes"),
    [
        ("54.00", (Diagnosis.WRONG_BASE, Diagnosis.TRUNCATED)),  # 155/287 = 54.007 %
        ("54.01", (Diagnosis.WRONG_BASE,)),
        ("217.5", (Diagnosis.RATIO_AS_CHANGE, Diagnosis.ROUNDED_AWAY)),  # 287/132 = 217.424 %
    ],
)
def test_causes_in_two_steps_come_after_the_single_ones(size: str, causes: tuple[Diagnosis, ...]) -> None:
    """A wrong base whose result was cut off, or rounded away, is found where no single mistake explains the figure."""
    places = len(size.partition(".")[2])
    stated = stated_value(Fraction(size), Fraction(1, 10**places))
    current, prior = Operand.of(287), Operand.of(132)
    found = diagnose(Statement(relation=RelationKind.GROWTH, stated=stated, current=current, prior=prior, digits=size))
    assert found[: len(causes)] == causes
