"""Figures that are made of others beside them: differences, and the three shares of 三次产业结构.

Only what one digit of theirs explains is said of them, as a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import Operand, Outcome, Statement, agrees, evaluate
from reportdiff.arithmetic.intervals import total
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.operands import evaluate_sum, operand_of, signed_operand, stated_value_of
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.differences import DifferenceRow
from reportdiff.lexicon.rows import load_rows
from reportdiff.model import DIGIT_SLIPS, Check, CheckName, Kind, Metric, RelationKind, Severity

__all__ = ["derived_figures"]

_NEAR = 10  # figures before a difference among which the two stand
_FAR = 40  # figures before a structure among which the three industries stand
_INDUSTRIES = 3


def derived_figures(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every difference and every share of an industry whose figures stand before it."""
    prose = [metric for metric in index.report.metrics if metric.table is None]
    rows = load_rows("differences", DifferenceRow)
    for place, metric in enumerate(prose):
        if (share := check_words("share of an industry").fullmatch(metric.name)) is not None:
            yield from _industry(index, metric, share["industry"], prose[max(0, place - _FAR) : place])
        if metric.kind is Kind.RATIO or not metric.figure.has_point_value:
            continue
        row = next((row for row in rows if row.ends_name(metric.name)), None)
        if row is not None:
            near = prose[max(0, place - _NEAR) : place]
            yield from _difference(index, metric, [one for one in near if one.section == metric.section], row)


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


def _held_or_not(outcome: Outcome, context: FindingContext, made: Metric) -> Iterator[Check]:
    stated = stated_value_of(made.figure)
    if agrees(outcome.verdict):
        yield make_check(outcome, context, stated)
    elif not DIGIT_SLIPS.isdisjoint(outcome.diagnoses):
        yield make_check(outcome, context, stated, severity=Severity.WARNING)
