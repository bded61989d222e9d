"""Additions against the totals of two years: 新增9个，累计79个 implies that last year's report had 70."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from reportdiff.arithmetic import agrees
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import evaluate_sum, operand_of, stated_value_of
from reportdiff.checking.policy import Reservation, ask
from reportdiff.checking.report_index import PairIndex, ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.model import Check, CheckName, Metric, Phrase, Severity, Status

__all__ = ["new_to_stock"]

_NEAR = 30  # characters between an addition and its total
_BEFORE_STOCK, _BEFORE_ADDITION = 10, 14  # characters before a figure that tell what it counts
_CLAUSE_END = re.compile(r"[，。；：]")


def new_to_stock(index: PairIndex) -> Iterator[Check]:
    """Yield a check for every paired total with an addition of its own unit right before it in the sentence."""
    current = index.current
    for _, before, after in index.matched:
        if Status.TARGET in (before.status, after.status) or before.figure.unit != after.figure.unit:
            continue
        stock, lead = check_words("stock"), _lead(current, after, _BEFORE_STOCK)
        added = _added(current, after) if stock.search(lead) or stock.search(after.name) else None
        if added is not None:
            yield _check(index, before, after, added)


def _added(index: ReportIndex, stock: Metric) -> Metric | None:
    """Return the one figure of the total's sentence and unit that counts an addition just before it."""
    found = []
    for metric in index.by_sentence.get(stock.sentence, ()):
        if metric.id != stock.id and metric.figure.unit == stock.figure.unit and metric.span.end <= stock.span.start:
            clause = _CLAUSE_END.split(_lead(index, metric, _BEFORE_ADDITION))[-1]
            between = index.text[metric.span.end : stock.span.start]
            if check_words("addition").search(clause) and len(between) <= _NEAR and "；" not in between:
                found.append(metric)
    name = check_words("stock").sub("", stock.name)
    namesakes = [metric for metric in found if metric.name.endswith(name)]
    if len(found) != 1 or namesakes == found:
        return namesakes[0] if len(namesakes) == 1 else None
    return found[0] if _next_to(index, found[0], stock) else None


def _lead(index: ReportIndex, metric: Metric, length: int) -> str:
    """Return the characters of the sentence right before a figure."""
    return index.text[max(metric.sentence.start, metric.span.start - length) : metric.span.start]


def _closed_since(index: ReportIndex, before: Metric, after: Metric, added: Metric) -> bool:
    """Return whether the total rose by less than the addition: some were closed, as happens, unless it is a net one."""
    risen = after.figure.value - before.figure.value
    net = check_words("net addition").search(_lead(index, added, _BEFORE_ADDITION))
    return risen < added.figure.value and net is None


def _next_to(index: ReportIndex, added: Metric, stock: Metric) -> bool:
    """Return whether no other figure of their unit stands between the two, which the total would belong to."""
    return not any(
        added.span.end <= metric.span.start < stock.span.start and metric.figure.unit == stock.figure.unit
        for metric in index.by_sentence.get(stock.sentence, ())
    )


def _check(index: PairIndex, before: Metric, after: Metric, added: Metric) -> Check:
    parts = operand_of(after.figure), operand_of(before.figure).negated()
    outcome = evaluate_sum(added.figure, parts, diagnosed=False)
    severity, hints = None, tuple[Phrase, ...]()
    if not agrees(outcome.verdict):  # things may also have been closed or struck off
        decision = ask(outcome, Reservation.TOTALS_DIFFER)
        outcome, hints = decision.outcome, decision.hints()
        severity = Severity.NOTE if _closed_since(index.current, before, after, added) else decision.severity
    context = evolve(
        index.current.metric_context(added, after, check=CheckName.STOCK_FLOW),
        metric_name=after.name,
        stated_text=f"新增{metric_text(added)}",
        current=metric_text(after),
        prior=metric_text(before),
        metric=after.id,
        unit=added.figure.unit,
    )
    context = evolve(context, evidence=(*context.evidence, *index.prior.evidence(before)))
    return make_check(outcome, context, stated_value_of(added.figure), severity=severity, hints=hints)
