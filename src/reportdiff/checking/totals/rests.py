"""Differences of two figures of their own sentence: 预算1280万元，完成1164万元，短收116万元.

Words before the difference say that it is one (短收, 缺口, 结余), or its digits leave hardly another reading. It is
asked about where such words stand before it, and one digit keeps it from the only two figures that can be meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations

from reportdiff.arithmetic import Outcome, agrees
from reportdiff.checking.findings import FindingContext, held_or_asked
from reportdiff.checking.operands import evaluate_sum, scaled_unit, signed_operand, stated_value_of
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.model import Check, CheckName, Claim, Figure, Metric, RelationKind, Verdict

__all__ = ["rests"]

_CHANCE = Fraction(1, 50)  # how likely two figures of their rank differ by so much by chance, at most
_CHANCE_IF_TOLD = Fraction(1, 8)  # the same, where words say that it is a difference
_AHEAD = 24  # characters before a figure that say what it is
_LEAST = 10  # a difference of fewer last places says nothing


def rests(index: ReportIndex, made: Iterable[Check]) -> Iterator[Check]:
    """Yield a check for every difference of the text that no check judged before and that its sentence proves."""
    judged = {
        evidence.span
        for check in made
        if check.severity is not None or check.verdict is not Verdict.UNCHECKED
        for evidence in check.evidence
    }
    for metric in index.report.metrics:
        if metric.table is None and metric.span not in judged and not metric.is_rate:
            yield from _check(index, metric, metric.figure)
    for claim in index.report.claims:
        open_change = claim.form is RelationKind.ABSOLUTE and claim.table is None and claim.prior is None
        if open_change and claim.figure is not None and claim.span not in judged:
            yield from _check(index, claim, claim.figure)


def _check(index: ReportIndex, rest: Metric | Claim, figure: Figure) -> Iterator[Check]:
    place, start = figure.last_place or figure.scale, figure.span.start
    if not figure.has_point_value or figure.value < _LEAST * place:
        return
    before = [
        one
        for one in index.by_sentence.get(rest.sentence, ())
        if one.span.end <= start and one.figure.unit == figure.unit and one.figure.has_point_value
    ]
    ahead = index.text[max(rest.sentence.start, start - _AHEAD) : start]
    told = check_words("rest of two").search(ahead) is not None and not check_words("rest of years").search(ahead)
    for nth, (one, other) in enumerate(combinations(before[::-1], 2), 1):
        if _may_differ_by(figure, one, other) and agrees(_outcome(figure, one, other).verdict):
            if nth * place <= figure.value * (_CHANCE_IF_TOLD if told else _CHANCE):
                yield from _made(index, rest, figure, (one, other))
            return
    if told and len(before) == 2 and before[0].figure.value != before[1].figure.value:
        yield from _made(index, rest, figure, (before[0], before[1]))


def _may_differ_by(figure: Figure, one: Metric, other: Metric) -> bool:
    """Return whether two figures as printed differ by a third one nearly, without which they cannot."""
    left = abs(abs(one.figure.value - other.figure.value) - abs(figure.value))
    return left <= 2 * (figure.last_place + one.figure.last_place + other.figure.last_place)


def _outcome(figure: Figure, one: Metric, other: Metric) -> Outcome:
    """Return the outcome of a difference over two figures, the greater less the other."""
    sign = 1 if one.figure.value >= other.figure.value else -1
    return evaluate_sum(figure, [signed_operand(one.figure, sign), signed_operand(other.figure, -sign)])


def _made(index: ReportIndex, rest: Metric | Claim, figure: Figure, pair: tuple[Metric, Metric]) -> Iterator[Check]:
    less, greater = sorted(pair, key=lambda one: one.figure.value)
    name = rest.name if isinstance(rest, Metric) else rest.metric_name
    context = FindingContext(
        check=CheckName.TIE_OUT,
        metric_name=name,
        stated_text="".join(figure.surface.split()),
        current=f"{metric_text(greater)}-{metric_text(less)}",
        prior=f"“{''.join(figure.surface.split())}”",
        claim=rest.id if isinstance(rest, Claim) else None,
        metric=rest.metric if isinstance(rest, Claim) else rest.id,
        digits=figure.digits,
        scale=figure.scale,
        unit=scaled_unit(figure),
        evidence=(index.place(rest.span), *index.evidence(greater, less)),
    )
    check = held_or_asked(_outcome(figure, *pair), context, stated_value_of(figure))
    if check is not None:
        yield check
