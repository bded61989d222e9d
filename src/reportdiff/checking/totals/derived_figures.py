"""Figures that are made of others beside them: differences, averages, and the three shares of 三次产业结构.

Only what one digit of theirs explains is said of them: a warning where both names are printed in full, a question about
an average, whose amount and number units alone tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import Operand, Outcome, Statement, agrees, evaluate
from reportdiff.arithmetic.intervals import total
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.operands import evaluate_sum, operand_of, signed_operand, stated_value_of
from reportdiff.checking.policy import Reservation, ask
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.alignment import one_measure
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.differences import DifferenceRow
from reportdiff.lexicon.rows import load_rows
from reportdiff.model import DIGIT_SLIPS, Check, CheckName, Kind, Metric, RelationKind, Severity

__all__ = ["derived_figures"]

_NEAR = 10  # figures before a difference among which the two stand
_FAR = 40  # figures before a structure among which the three industries stand
_INDUSTRIES = 3


def derived_figures(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every difference and every average whose two figures stand before it."""
    prose = [metric for metric in index.report.metrics if metric.table is None]
    rows = load_rows("differences", DifferenceRow)
    for place, metric in enumerate(prose):
        if (share := check_words("share of an industry").fullmatch(metric.name)) is not None:
            yield from _industry(index, metric, share["industry"], prose[max(0, place - _FAR) : place])
        if metric.kind is Kind.RATIO or not metric.figure.has_point_value:
            continue
        row = next((row for row in rows if metric.name.endswith(row.ends)), None)
        if row is not None:
            near = prose[max(0, place - _NEAR) : place]
            yield from _difference(index, metric, [one for one in near if one.section == metric.section], row)
        elif (each := check_words("average of each").search(metric.name)) is not None:
            own = [one for one in index.by_sentence[metric.sentence] if one.span.end <= metric.span.start]
            own = [one for one in own if one.period == metric.period]
            yield from _average(index, metric, own, each["one"] or each["of"])


def _industry(index: ReportIndex, share: Metric, industry: str, before: Sequence[Metric]) -> Iterator[Check]:
    """Yield the check of one of the three shares of a structure over the value added by each industry."""
    added: dict[str, Metric] = {}
    for one in before:
        named = check_words("value added by an industry").search(one.name)
        if named is not None and one.period == share.period and one.status is share.status:
            added[named["industry"]] = one
    own, levels = added.get(industry), list(added.values())
    if own is None or len(levels) < _INDUSTRIES or len({(one.figure.unit, one.facets) for one in levels}) > 1:
        return
    statement = Statement(
        relation=RelationKind.SHARE,
        stated=stated_value_of(share.figure, rounded=True),
        current=operand_of(own.figure),
        prior=Operand(
            interval=total([one.figure.interval for one in levels]),
            value=sum((one.figure.value for one in levels), Fraction(0)),
        ),
        digits=share.figure.digits,
    )
    context = index.metric_context(share, *levels, check=CheckName.SHARE)
    context = evolve(context, current=metric_text(own), prior="+".join(map(metric_text, levels)))
    yield from _held_or_not(evaluate(statement), context, share)


def _difference(index: ReportIndex, made: Metric, before: Sequence[Metric], row: DifferenceRow) -> Iterator[Check]:
    like = [one for one in before if one.figure.unit == made.figure.unit and one.status is made.status]
    like = [one for one in like if one.period == made.period and (row.of in one.name) != (row.less in one.name)]
    pairs = (
        (one, other)
        for one in like[::-1]
        for other in like[::-1]
        if one.name.replace(row.of, row.less).endswith(other.name)
    )
    one, other = next(((one, other) for one, other in pairs if row.of in one.name), (None, None))
    if one is None or other is None:
        return
    outcome = evaluate_sum(made.figure, (signed_operand(one.figure, 1), signed_operand(other.figure, -1)))
    context = index.sum_context(made, (one, other), check=CheckName.TIE_OUT, signs=(1, -1))
    yield from _held_or_not(outcome, context, made)


def _average(index: ReportIndex, made: Metric, before: Sequence[Metric], each: str) -> Iterator[Check]:
    """Yield the check of an average over the one amount and the one number that its sentence has for it."""
    amounts = [
        one
        for one in before
        if one.figure.unit == made.figure.unit
        and one.figure.value >= made.figure.value
        and check_words("average of each").search(one.name) is None
    ]
    numbers = [one for one in before if _counts(one, each) and one not in amounts and one.figure.value > 1]
    if len(amounts) != 1 or len(numbers) != 1 or made.status is not amounts[0].status:
        return
    amount, number = amounts[0], numbers[0]
    statement = Statement(
        relation=RelationKind.TIMES,
        stated=stated_value_of(made.figure, rounded=True),
        current=operand_of(amount.figure),
        prior=operand_of(number.figure),
        digits=made.figure.digits,
        scale=made.figure.scale,
    )
    context = index.metric_context(made, amount, number, check=CheckName.TIE_OUT)
    context = evolve(context, current=metric_text(amount), prior=metric_text(number))
    yield from _held_or_not(evaluate(statement), context, made, inferred=True)


def _counts(metric: Metric, each: str) -> bool:
    """Return whether a figure counts what an average is over, as 名 and 人次 count 人."""
    unit = metric.figure.unit
    return unit.startswith(each) or unit.endswith(each) or one_measure(unit, each)


def _held_or_not(outcome: Outcome, context: FindingContext, made: Metric, *, inferred: bool = False) -> Iterator[Check]:
    stated = stated_value_of(made.figure)
    if agrees(outcome.verdict):
        yield make_check(outcome, context, stated)
    elif DIGIT_SLIPS.isdisjoint(outcome.diagnoses):
        return
    elif inferred:
        decision = ask(outcome, Reservation.INFERRED_OPERANDS)
        yield make_check(decision.outcome, context, stated, severity=decision.severity, hints=decision.hints())
    else:
        yield make_check(outcome, context, stated, severity=Severity.WARNING)
