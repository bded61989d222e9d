"""Differences and sums of two figures of their own sentence: 预算1280万元，完成1164万元，短收116万元.

Words before the third figure say what it is (短收; 加上结转的…，应办…), or its digits leave hardly another reading. It
is asked about where such words stand before it, and one digit keeps it from the only two figures before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from reportdiff.arithmetic import Outcome, agrees
from reportdiff.checking.findings import FindingContext, held_or_asked, is_judged
from reportdiff.checking.operands import evaluate_sum, scaled_unit, signed_operand, stated_value_of
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.model import Check, CheckName, Claim, Figure, Metric, RelationKind

__all__ = ["rests"]

_CHANCE = Fraction(1, 50)  # how likely two figures of their rank differ by so much by chance, at most
_CHANCE_IF_TOLD = Fraction(1, 8)  # the same, where words say that it is a difference
_NEAR = 8  # figures before a third among which its two are looked for
_AHEAD = 24  # characters before a figure that say what it is
_IN_AND_OUT = "收支"
_MORE = ("等", "其中")  # a list of two that has more, or that is part of the first
_SHARP = 3  # digits of a sum of which one is asked about, at least
_TWO = 2  # figures before a third that can be meant alone
_LEAST = 10  # a difference of fewer last places says nothing


def rests(index: ReportIndex, made: Iterable[Check]) -> Iterator[Check]:
    """Yield a check for every difference and sum that no check judged before and that its sentence proves."""
    judged = {evidence.span for check in made if is_judged(check) for evidence in check.evidence}
    for metric in index.report.metrics:
        if metric.table is None and metric.span not in judged and not metric.is_rate:
            yield from _check(index, metric, metric.figure)
    for claim in index.report.claims:
        open_change = claim.form is RelationKind.ABSOLUTE and claim.table is None and claim.prior is None
        if open_change and claim.figure is not None and claim.span not in judged:
            yield from _check(index, claim, claim.figure)


def _check(index: ReportIndex, rest: Metric | Claim, figure: Figure) -> Iterator[Check]:
    place, start = figure.last_place or figure.scale, figure.span.start
    before = [
        one
        for one in index.prose_before(start, _NEAR)
        if one.figure.unit == figure.unit and one.sentence == rest.sentence and one.figure.has_point_value
    ]
    if len(before) < _TWO or not figure.has_point_value or figure.value < _LEAST * place:
        return
    ahead = index.text[max(rest.sentence.start, start - _AHEAD) : start]
    reach = index.text[before[0].span.end : start]
    taken = check_words("rest of two").search(ahead) is not None and not check_words("rest of years").search(ahead)
    added = check_words("sum of two").search(ahead) is not None and check_words("added to").search(reach) is not None
    for nth, pair in enumerate(combinations(before[::-1], 2), 1):
        for sign, told in ((-1, taken), (1, added)):
            if _may_make(figure, pair, sign) and agrees(_outcome(figure, pair, sign).verdict):
                if nth * _chance(figure, pair) <= (_CHANCE_IF_TOLD if told else _CHANCE):
                    yield from _made(index, rest, figure, (pair, sign))
                return
    goes_on = added and check_words("added to").match(reach.rpartition("；")[2]) is not None  # 受理80件；加上旧存5件，…
    one_part = "；" not in reach or goes_on or _of_one_account(before)
    all_of = taken or (figure.counted_digits >= _SHARP and not any(word in reach for word in _MORE))
    if added and len(before) > _TWO and check_words("adds").match(index.text, before[-2].span.end) is not None:
        before = before[-2:]  # 收入8亿元，支出7亿元；结余1亿元，加上年结余2亿元，年末结余3亿元
        one_part = True
    apart = len({one.figure.value for one in before}) == _TWO  # of two equal figures nothing is left
    if taken is not added and len(before) == _TWO and apart and one_part and all_of:
        yield from _made(index, rest, figure, ((before[0], before[1]), 1 if added else -1))


def _chance(figure: Figure, pair: tuple[Metric, Metric]) -> Fraction:
    """Return how likely two figures make a third one by chance, from its last place that is not 0 and from theirs."""
    place = Fraction(figure.last_place or figure.scale)
    while figure.value % (place * 10) == 0:
        place *= 10
    return (place + pair[0].figure.last_place + pair[1].figure.last_place) / figure.value


def _of_one_account(pair: Sequence[Metric]) -> bool:
    """Return whether one figure is what came in and the other what went out."""
    names = "".join(metric.name for metric in pair)
    return all(sign in names for sign in _IN_AND_OUT)


def _may_make(figure: Figure, pair: tuple[Metric, Metric], sign: int) -> bool:
    """Return whether two figures as printed make a third one nearly, without which they cannot."""
    one, other = pair[0].figure, pair[1].figure
    left = abs(abs(one.value + sign * other.value) - abs(figure.value))
    return left <= 2 * (figure.last_place + one.last_place + other.last_place)


def _outcome(figure: Figure, pair: tuple[Metric, Metric], sign: int) -> Outcome:
    """Return the outcome of a figure over the greater of two and the other, which is added or taken off."""
    less, greater = sorted(pair, key=lambda one: one.figure.value)
    return evaluate_sum(figure, [signed_operand(greater.figure, 1), signed_operand(less.figure, sign)])


def _made(
    index: ReportIndex, rest: Metric | Claim, figure: Figure, of: tuple[tuple[Metric, Metric], int]
) -> Iterator[Check]:
    pair, sign = of
    less, greater = sorted(pair, key=lambda one: one.figure.value)
    name = rest.name if isinstance(rest, Metric) else rest.metric_name
    context = FindingContext(
        check=CheckName.TIE_OUT,
        metric_name=name,
        stated_text="".join(figure.surface.split()),
        current=f"{metric_text(greater)}{'+' if sign > 0 else '-'}{metric_text(less)}",
        prior=f"“{''.join(figure.surface.split())}”",
        claim=rest.id if isinstance(rest, Claim) else None,
        metric=rest.metric if isinstance(rest, Claim) else rest.id,
        digits=figure.digits,
        scale=figure.scale,
        unit=scaled_unit(figure),
        evidence=(index.place(rest.span), *index.evidence(greater, less)),
    )
    check = held_or_asked(_outcome(figure, pair, sign), context, stated_value_of(figure))
    if check is not None:
        yield check
