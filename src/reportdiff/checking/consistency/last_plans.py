"""Completions of a plan that only last year's report prints.

A plan may have been adjusted since. So a completion holds over it, or is asked about where one digit explains the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from attrs import evolve

from reportdiff.arithmetic import agrees, evaluate
from reportdiff.checking.findings import decided
from reportdiff.checking.operands import operand_of
from reportdiff.checking.policy import Decision, Reservation, ask
from reportdiff.checking.report_index import PairIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.reference_names import facets_fit, name_key
from reportdiff.model import DIGIT_SLIPS, Check, Claim, Metric, RelationKind, Status

__all__ = ["completions_of_last_plans"]


def completions_of_last_plans(index: PairIndex) -> Iterator[Check]:
    """Yield a check for every completion whose plan stands in last year's report alone."""
    plans: dict[tuple[str, str], list[Metric]] = defaultdict(list)
    for metric in index.prior.report.metrics:
        if metric.status is Status.TARGET and metric.table is None:
            plans[name_key(metric.name), metric.figure.unit].append(metric)
    for claim in index.current.report.claims if plans else ():
        current = index.current.metric(claim.current)
        adjusted = check_words("plan version").search(claim.surface) is not None
        if claim.form is not RelationKind.COMPLETION or claim.prior is not None or claim.table is not None or adjusted:
            continue
        if current is not None and current.status is Status.ACTUAL:
            named = plans.get((name_key(current.name), current.figure.unit), ())
            fitting = [plan for plan in named if plan.year == current.year and facets_fit(plan.facets, current.facets)]
            if len({plan.figure.value for plan in fitting}) == 1:
                yield from _check(index, claim, current, fitting[0])


def _check(index: PairIndex, claim: Claim, current: Metric, plan: Metric) -> Iterator[Check]:
    statement = index.current.statement(claim, operand_of(current.figure), operand_of(plan.figure))
    if statement is None:
        return
    outcome = evaluate(statement)
    decision = Decision(outcome=outcome) if agrees(outcome.verdict) else ask(outcome, Reservation.SAME_METRIC)
    if not agrees(outcome.verdict) and DIGIT_SLIPS.isdisjoint(outcome.diagnoses):
        return
    context = evolve(
        index.current.context(claim, current),
        prior=metric_text(plan),
        evidence=(*index.current.evidence(claim, current), *index.prior.evidence(plan)),
    )
    yield decided(decision, context, statement.stated)
