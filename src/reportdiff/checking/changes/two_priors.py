"""Two claims about one quantity that imply different figures of last year, where last year's figure is not printed.

A level c with a change d was c − d, with a rate g it was c/(1 + g), and twice as much it was c/2. Where these values
have none in common, one of the two claims is wrong: the finding names both. A percentage beside one absolute change is
left to percent_vs_absolute.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from attrs import evolve

from reportdiff.arithmetic import Outcome, decimal_text
from reportdiff.arithmetic.formulas import inverse_prior
from reportdiff.arithmetic.intervals import intersects
from reportdiff.checking.changes.percent_vs_absolute import declares_basis, of_other_time, partner_of
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import operand_of, scaled_unit
from reportdiff.checking.policy import declared_convention
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.words import words_of
from reportdiff.messages import phrase
from reportdiff.model import (
    PREVIOUS_YEAR,
    Binding,
    Check,
    CheckName,
    Claim,
    Interval,
    Metric,
    RelationKind,
    Severity,
    Status,
    Verdict,
)

__all__ = ["implied_interval", "middle", "two_priors"]

_FORMS = (RelationKind.GROWTH, RelationKind.TIMES_MORE, RelationKind.TIMES, RelationKind.ABSOLUTE)


def two_priors(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every claim whose implied prior contradicts that of another one of the same quantity."""
    by_sentence: dict[object, list[tuple[Claim, Interval]]] = defaultdict(list)
    by_quantity: dict[object, list[tuple[Claim, Interval]]] = defaultdict(list)
    stated = [
        (claim, level, _quantity(claim, level))
        for claim in index.report.claims
        if claim.form in _FORMS and (level := index.metric(claim.current or claim.metric)) is not None
    ]
    levels, quantities = Counter(level.id for _, level, _ in stated), Counter(quantity for *_, quantity in stated)
    for claim, level, quantity in stated:
        if levels[level.id] == 1 and (quantity is None or quantities[quantity] == 1):
            continue  # as most: nothing else is stated of it
        if (prior := implied_interval(index, claim, level)) is not None:
            by_sentence[claim.sentence, level.id].append((claim, prior))
            if quantity is not None:
                by_quantity[quantity].append((claim, prior))
    for found in by_sentence.values():
        if len(found) > 1:
            yield from _in_sentence(index, found)
    for found in by_quantity.values():
        (first, prior), *others = found
        for claim, other in others:
            if claim.sentence != first.sentence and not intersects(prior, other):
                yield _check(index, (claim, other), (first, prior), Severity.QUESTION)
                break


def _quantity(claim: Claim, level: Metric) -> tuple[object, ...] | None:
    """Return what two claims of growth must share to be of one quantity; None for other claims."""
    if claim.form is not RelationKind.GROWTH or claim.status is not Status.ACTUAL:
        return None
    period = level.period.label if level.period is not None else ""
    return level.name, level.figure.value, level.figure.unit, period, level.facets


def implied_interval(index: ReportIndex, claim: Claim, level: Metric) -> Interval | None:
    """Return the figures of last year that a claim implies of its level; None where it states none against it."""
    stated = (
        claim.form in _FORMS
        and claim.table is None
        and claim.basis == PREVIOUS_YEAR
        and claim.prior is None
        and claim.figure is not None
        and claim.current_binding is Binding.CLAUSE
        and (claim.form is not RelationKind.ABSOLUTE or claim.figure.unit == level.figure.unit)
        and (claim.form is not RelationKind.TIMES or any(word in claim.surface for word in words_of("last year")))
    )
    if not stated or level.figure.value <= 0 or declared_convention(index.grounds(claim)) is not None:
        return None
    now = operand_of(level.figure)
    statement = index.statement(claim, now, now)
    if statement is None:
        return None
    return inverse_prior(statement.relation, now.interval, statement.stated.any_mode_interval)


def _in_sentence(index: ReportIndex, found: Sequence[tuple[Claim, Interval]]) -> Iterator[Check]:
    """Yield the check of the first two claims of one level in a sentence that cannot both be right."""
    for (one, prior), (other, its) in combinations(found, 2):
        if (
            intersects(prior, its)
            or one.form is other.form is RelationKind.GROWTH
            or _is_checked_elsewhere(index, one, other)
        ):
            continue
        if (
            of_other_time(one, other)
            or declares_basis(index, other)
            or any(_of_plan(index, claim) for claim in (one, other))
        ):
            continue
        supported = [
            [claim for claim, third in found if claim not in (one, other) and intersects(third, value)]
            for value in (prior, its)
        ]
        if supported[1] and not supported[0]:
            yield _check(index, (one, prior), (other, its))
        else:
            yield _check(index, (other, its), (one, prior))
        return


def _is_checked_elsewhere(index: ReportIndex, one: Claim, other: Claim) -> bool:
    """Return whether another check holds the two against each other."""
    return any(
        partner_of(index, rate) is change
        for rate, change in ((one, other), (other, one))
        if rate.form in (RelationKind.GROWTH, RelationKind.TIMES_MORE)
    )


def _of_plan(index: ReportIndex, claim: Claim) -> bool:
    """Return whether a change is one over the plan of a completion beside it: 为预算的120%，增加2亿元."""
    level = index.metric(claim.current)
    for other in index.claims_at(claim.current or ""):
        if other.form is RelationKind.COMPLETION and other.sentence == claim.sentence and level is not None:
            now = operand_of(level.figure)
            plan, base = index.statement(other, now, now), index.statement(claim, now, now)
            if plan is None or base is None or claim.form is not RelationKind.ABSOLUTE:
                continue
            planned = inverse_prior(plan.relation, now.interval, plan.stated.any_mode_interval)
            before = inverse_prior(base.relation, now.interval, base.stated.any_mode_interval)
            if planned is not None and before is not None and intersects(planned, before):
                return True
    return False


def _check(
    index: ReportIndex, one: tuple[Claim, Interval], two: tuple[Claim, Interval], severity: Severity | None = None
) -> Check:
    (claim, prior), (other, its) = one, two
    level = index.metric(claim.current or claim.metric)
    context = index.context(claim, level)
    scale, unit = (1, "") if level is None else (level.figure.scale, scaled_unit(level.figure))
    told = phrase(
        "findings.priors_contradict",
        change="".join(other.surface.split()),
        own=middle(prior, scale) + unit,
        other=middle(its, scale) + unit,
    )
    verdict = Verdict.UNCHECKED if severity is Severity.QUESTION else Verdict.INCONSISTENT
    context = evolve(context, current="", evidence=(*context.evidence, *index.evidence(other)))
    return make_check(Outcome(verdict), context, None, check=CheckName.IMPLIED_PRIOR, severity=severity, hints=(told,))


def middle(interval: Interval, scale: int) -> str:
    """Return the middle of an interval in the scale of a printed figure."""
    low, high = interval.low, interval.high
    if low is None or high is None:
        return "?"
    return decimal_text((low + high) / 2 / scale, 0 if scale == 1 else 2)
