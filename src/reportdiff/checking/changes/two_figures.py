"""Rates whose part or whole is two figures of their sentence: 逮捕25人，不捕24人，不捕率48.98% is 24 of 25 and 24.

So is a share whose whole is printed nowhere, or is the last of two side by side.

Where one printed figure does not make a rate hold and two together do, they are what is meant, provided that hardly any
two others would fit. They support the rate; where one digit keeps it from what was done and what was not, it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from attrs import evolve, frozen

from reportdiff.arithmetic import agrees
from reportdiff.checking.changes.same_report import evaluate_change
from reportdiff.checking.findings import asked, make_check
from reportdiff.checking.operands import operand_of, summed
from reportdiff.checking.policy import PRINTED
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.reference_names import DENIALS
from reportdiff.lexicon.words import words_of
from reportdiff.messages import phrase
from reportdiff.model import DIGIT_SLIPS, Binding, Check, Claim, Kind, Metric, RelationKind

__all__ = ["two_figures"]

_CHANCE = Fraction(1, 50)  # of a rate, how likely one of the sums that may be meant fits by chance, at most
_CHANCE_TOLD = Fraction(1, 10)  # the same where their names tell the two
_SURE = 3  # digits of a rate, of which one is misprinted


@frozen
class _Sides:
    """The figures that make the part of a rate, and those that make its whole."""

    part: tuple[Metric, ...]
    whole: tuple[Metric, ...]


def two_figures(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every rate that holds over two figures together and not over one."""
    for claim in index.report.claims:
        current = index.metric(claim.current)
        if claim.table is not None or claim.figure is None or current is None:
            continue
        if claim.form in (RelationKind.RATE, RelationKind.SHARE):
            check = _check(index, claim, current)
            if check is not None:
                yield check


def _check(index: ReportIndex, claim: Claim, current: Metric) -> Check | None:
    assert claim.figure is not None
    prior = index.metric(claim.prior)
    if prior is not None:
        own = evaluate_change(index, claim, operand_of(current.figure), operand_of(prior.figure))[1]
        if agrees(own.verdict):
            return None
    tries, chance = list(_sides(index, claim, current)), _CHANCE
    if prior is not None and claim.form is RelationKind.SHARE and claim.prior_binding is not Binding.CLAUSE:
        return None
    if prior is not None and claim.prior_binding in PRINTED and not _of_all(claim):
        told = _side_by_side if claim.form is RelationKind.SHARE else _told_as_two
        tries, chance = [sides for sides in tries if told(sides, current, prior)], _CHANCE_TOLD
    largest = max((metric.figure.value for sides in tries for metric in sides.whole), default=Fraction(1))
    if len(tries) * _width(claim, largest) > chance:
        tries = []
    tries += _opposites(index, claim, current)
    asks = None
    for sides in tries:
        part, whole = (summed(operand_of(metric.figure) for metric in side) for side in (sides.part, sides.whole))
        statement, outcome = evaluate_change(index, claim, part, whole)
        if statement is None:
            continue
        context = evolve(
            index.context(claim, current),
            current="+".join(map(metric_text, sides.part)),
            prior="+".join(map(metric_text, sides.whole)),
            evidence=index.evidence(claim, *dict.fromkeys((*sides.part, *sides.whole))),
        )
        if agrees(outcome.verdict):
            return make_check(outcome, context, statement.stated)
        slips = claim.figure.counted_digits >= _SURE and not DIGIT_SLIPS.isdisjoint(outcome.diagnoses)
        if asks is None and slips and prior is not None and _told_as_two(sides, current, prior):
            asks = asked(make_check(outcome, context, statement.stated), phrase("findings.inferred_operands"))
    return asks


def _side_by_side(sides: _Sides, current: Metric, prior: Metric) -> bool:
    """Return whether a share may be of two figures side by side: 门诊30万元，住院20万元，其中药品6万元，占12%."""
    one, other = (*sides.whole, current)[:2]
    return sides.part == (current,) and other is prior and one is not current and one.sentence == prior.sentence


def _told_as_two(sides: _Sides, current: Metric, prior: Metric) -> bool:
    """Return whether a whole is what was done and what was not (批捕, 不捕), or what came in and a stock (旧存).

    Whatever else a rate may be counted against, it may be counted against these two.
    """
    if sides.part != (current,):
        return False
    for known in (current, prior):
        other = next((metric for metric in sides.whole if metric is not known), known)
        if known not in sides.whole or other is known:
            continue
        if known is prior:
            return any(word in other.name for word in words_of("carried stock"))
        return _opposite(current.name, other.name) or check_words("closing stock").search(other.name) is not None
    return False


def _opposite(one: str, other: str) -> bool:
    """Return whether one name says that not done which the other says done: 不捕, 批准逮捕; 轻微的不起诉, 提起公诉."""
    denied, done = sorted((one, other), key=lambda name: not any(sign in name for sign in DENIALS))
    undone = re.split(f"[{DENIALS}]", denied)[1:]
    return bool(undone and undone[-1]) and denied != done and all(sign in done for sign in undone[-1])


def _opposites(index: ReportIndex, claim: Claim, current: Metric) -> Iterator[_Sides]:
    """Yield the part with what was decided otherwise, which a sentence before in the paragraph may tell."""
    for metric in index.earlier_in_line(claim.span.start) if claim.form is RelationKind.RATE else ():
        counts = metric is not current and metric.kind is not Kind.RATIO and metric.figure.unit == current.figure.unit
        if counts and _opposite(current.name, metric.name):
            yield _Sides((current,), (metric, current))


def _of_all(claim: Claim) -> bool:
    return claim.figure is not None and claim.figure.value == 100


def _width(claim: Claim, largest: Fraction) -> Fraction:
    """Return how much of the values that a rate may have fit what is printed; all of a count is one in so many."""
    assert claim.figure is not None
    value = largest if _of_all(claim) else claim.figure.value / (claim.figure.last_place or 1)
    return 1 / value if value else Fraction(1)


def _sides(index: ReportIndex, claim: Claim, current: Metric) -> Iterator[_Sides]:
    """Yield the sums that may be meant: the part with what is left of the whole, two wholes, and two parts."""
    others = [
        metric
        for metric in index.by_sentence.get(claim.sentence, ())
        if metric is not current
        and metric.span.end <= claim.span.start
        and metric.kind is not Kind.RATIO
        and metric.figure.unit == current.figure.unit
        and metric.figure.value > 0
    ]
    for one, other in combinations(others, 2):
        yield _Sides((current,), (one, other))  # 上年结转30件，新收270件，办结285件，办结率95%
    for other in others:
        yield _Sides((current,), (other, current))
        both = current.figure.value + other.figure.value
        for whole in others:
            if whole is not other and whole.figure.value >= both:
                yield _Sides((other, current), (whole,))
