"""Last year's shares and rates, which last year's report prints part and whole of: 上升0.8个百分点, 上年为8.4%.

Where last year's report prints both, it tells last year's share, whether it prints the share or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from reportdiff.arithmetic import Operand, Outcome, StatedValue, agrees, evaluate
from reportdiff.arithmetic.intervals import rounded_to
from reportdiff.checking.changes.last_report import one_name
from reportdiff.checking.changes.ratio_operands import RatioOperands, ratio_operands
from reportdiff.checking.changes.years_covered import is_last_year
from reportdiff.checking.findings import FindingContext, decided
from reportdiff.checking.operands import in_unit, operand_of, stated_value_of
from reportdiff.checking.policy import Grounds, Reservation, decide
from reportdiff.checking.report_index import MatchedPair, PairIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.reference_names import facets_fit
from reportdiff.model import DIGIT_SLIPS, Binding, Check, CheckName, Interval, Metric, RelationKind

__all__ = ["is_last_years", "share_made_of", "shares_of_last_year"]


@frozen
class _Earlier:
    """Last year's share as its parts and its whole make it, and the pairs that these are of."""

    share: Operand
    pairs: tuple[MatchedPair, ...]
    figures: tuple[Metric, ...]  # of last year's report: the parts, then the whole


def shares_of_last_year(index: PairIndex) -> Iterator[Check]:
    """Yield a check for every share of last year, or change since, whose part and whole last year's report prints."""
    if index.years_apart in (None, 1):
        stated = ratio_operands(index.current)
        yield from _changes(index, stated)
        yield from _printed_behind(index, stated)


def _changes(index: PairIndex, stated: Mapping[str, RatioOperands]) -> Iterator[Check]:
    """Yield a check for every change of a share in points."""
    for claim in index.current.report.claims:
        if claim.form is not RelationKind.POINTS or claim.prior is not None or claim.table is not None:
            continue
        found = stated.get(claim.current or "")
        if found is None or claim.figure is None or not is_last_year(index, claim):
            continue
        own = index.by_current.get(found.ratio.id)
        earlier = _earlier(index, found) if own is None or not own.before.is_rate else None
        if earlier is not None:
            statement = index.current.statement(claim, operand_of(found.ratio.figure), earlier.share)
            *parts, whole = map(metric_text, earlier.figures)
            evidence = (*index.current.evidence(claim, found.ratio), *index.prior.evidence(*earlier.figures))
            context = index.current.context(claim, found.ratio)
            context = evolve(context, prior=f"{'+'.join(parts)}÷{whole}", evidence=evidence)
            if statement is not None:
                yield from _judged(
                    evaluate(statement), statement.stated, index.current.grounds(claim), context, earlier
                )


def _printed_behind(index: PairIndex, stated: Mapping[str, RatioOperands]) -> Iterator[Check]:
    """Yield a check for every share of last year that this year's report prints behind its own."""
    for metrics in index.current.by_sentence.values():
        shares = [stated[metric.id] for metric in metrics if metric.id in stated]
        for metric in metrics if shares else ():
            found = next((each for each in shares[::-1] if is_last_years(index, metric, each.ratio)), None)
            earlier = _earlier(index, found) if found is not None else None
            if earlier is not None:
                *parts, whole = earlier.figures
                outcome = RatioOperands(ratio=metric, parts=tuple(parts), whole=whole).outcome()
                context = index.current.metric_context(metric, check=CheckName.SHARE)
                evidence = (*context.evidence, *index.prior.evidence(*earlier.figures))
                made_of = "+".join(map(metric_text, parts))
                context = evolve(context, current=made_of, prior=metric_text(whole), unit="%", evidence=evidence)
                grounds = Grounds(relation=RelationKind.SHARE, stated_text=metric_text(metric), metric_name=metric.name)
                yield from _judged(outcome, stated_value_of(metric.figure), grounds, context, earlier)


def is_last_years(index: PairIndex, metric: Metric, ratio: Metric) -> bool:
    """Return whether a ratio is last year's of one before it in its sentence: of its name, or pointing at it."""
    own = index.current.report.own_year
    behind = metric.span.start > ratio.span.end and metric.figure.unit == "%" and metric.figure.has_point_value
    if not behind or own is None or metric.year != own - 1 or ratio.year not in (own, None):
        return False
    return metric.name in ratio.name or check_words("points at a ratio").search(metric.name) is not None


def _earlier(index: PairIndex, found: RatioOperands) -> _Earlier | None:
    """Return last year's share, if the parts and the whole of this year's are paired."""
    pairs = [index.by_current.get(metric.id) for metric in (*found.parts, found.whole)]
    known = [pair for pair in pairs if pair is not None]
    befores = [pair.before for pair in known]
    if len(known) < len(pairs) or len({before.id for before in befores}) < len(pairs):
        return None
    share = share_made_of(found, befores)
    return None if share is None else _Earlier(share, tuple(known), tuple(befores))


def share_made_of(found: RatioOperands, befores: Sequence[Metric]) -> Operand | None:
    """Return last year's share as its parts and, last, its whole make it; None where they cannot.

    It is what is printed for it, whether it is taken as it is or rounded as this year's.
    """
    ratio, place = found.ratio, found.ratio.figure.last_place
    own = (*found.parts, found.whole)
    *parts, whole = (
        evolve(before, figure=in_unit(before.figure, metric.figure.unit))
        for before, metric in zip(befores, own, strict=True)
    )
    if len({metric.figure.unit for metric in (*parts, whole)}) > 1 or not whole.figure.value or not place:
        return None
    made = evolve(found, parts=tuple(parts), whole=whole).outcome()
    if made.exact is None or made.computed is None or made.computed.low is None or made.computed.high is None:
        return None
    ends = [(end / place + Fraction(1, 2)) // 1 * place for end in (made.computed.low, made.computed.high)]
    low, high = rounded_to(ends[0], place).low, rounded_to(ends[1], place).high
    interval = Interval(min(made.computed.low, low or ends[0]), max(made.computed.high, high or ends[1]))
    return Operand(interval=interval, value=made.exact, rate=ratio.is_rate)


def _judged(
    outcome: Outcome, stated: StatedValue | None, grounds: Grounds, context: FindingContext, earlier: _Earlier
) -> Iterator[Check]:
    """Yield what may be said of a statement about last year's share: a question where it may be another's."""
    both = [(pair.pair.review, pair.before, pair.after) for pair in earlier.pairs]
    surely = not any(doubted or one.status is not now.status for doubted, one, now in both)
    surely = surely and all(facets_fit(one.facets, now.facets) for _, one, now in both)
    if not agrees(outcome.verdict) and not surely and DIGIT_SLIPS.isdisjoint(outcome.diagnoses):
        return
    same = surely and all(one_name(pair.before, pair.after) for pair in earlier.pairs)
    bindings, reservations = (Binding.CLAUSE, Binding.REPORT), () if same else (Reservation.SAME_METRIC,)
    decision = decide(outcome, evolve(grounds, bindings=bindings, reservations=reservations))
    yield decided(decision, context, stated)
