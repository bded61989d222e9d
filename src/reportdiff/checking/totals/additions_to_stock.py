"""新增 against the two years' totals: 新增9个，累计79个 says that last year's report had 70."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportdiff.arithmetic import Outcome, agrees, evaluate_total
from reportdiff.arithmetic.formulas import Operand
from reportdiff.arithmetic.intervals import negate
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.operands import asserted_of, operand_of
from reportdiff.checking.report_index import PairIndex, ReportIndex, metric_text
from reportdiff.model import Check, Metric, Severity, Status, Verdict

__all__ = ["new_to_stock"]

_STOCK = re.compile(r"累计|总数|总量|总长|总里程|保有量|达到?$|已达|增至|增加到")
_NEW = re.compile(r"新增|新建|新设|新培育|新认定|净增")
_NEAR = 30


def new_to_stock(view: PairIndex) -> Iterator[Check]:
    """Every paired total with a 新增 of its own unit right before it in the sentence."""
    current = view.current
    for _, before, after in view.matched:
        if Status.TARGET in (before.status, after.status) or before.figure.unit != after.figure.unit:
            continue
        lead = current.text[max(after.sentence.start, after.span.start - 10) : after.span.start]
        added = _added(current, after) if _STOCK.search(lead) or _STOCK.search(after.name) else None
        if added is not None:
            yield _check(view, before, after, added)


def _added(view: ReportIndex, stock: Metric) -> Metric | None:
    """The one figure of the same sentence and unit that a 新增 introduces just before the total."""
    found = []
    for metric in view.by_sentence.get(stock.sentence, ()):
        if metric.id != stock.id and metric.figure.unit == stock.figure.unit and metric.span.end <= stock.span.start:
            lead = view.text[max(stock.sentence.start, metric.span.start - 14) : metric.span.start]
            clause = re.split(r"[，。；：]", lead)[-1]
            between = view.text[metric.span.end : stock.span.start]
            if _NEW.search(clause) and len(between) <= _NEAR and "；" not in between:
                found.append(metric)
    called = _STOCK.sub("", stock.name)
    named = [metric for metric in found if metric.name.endswith(called)]
    if len(found) != 1 or named == found:
        return named[0] if len(named) == 1 else None
    return found[0] if _next_to(view, found[0], stock) else None


def _closed_since(view: ReportIndex, before: Metric, after: Metric, added: Metric) -> bool:
    """Whether the total rose by less than what was new: some were closed, as happens, unless 净增 is said."""
    risen = after.figure.value - before.figure.value
    lead = view.text[max(added.sentence.start, added.span.start - 14) : added.span.start]
    return risen < added.figure.value and "净增" not in lead


def _next_to(view: ReportIndex, added: Metric, stock: Metric) -> bool:
    """Whether no other figure of their unit stands between the two: it would be another thing's."""
    return not any(
        added.span.end <= metric.span.start < stock.span.start and metric.figure.unit == stock.figure.unit
        for metric in view.by_sentence.get(stock.sentence, ())
    )


def _check(view: PairIndex, before: Metric, after: Metric, added: Metric) -> Check:
    asserted = asserted_of(added.figure, "absolute")
    earlier = operand_of(before.figure)
    minus = Operand(negate(earlier.interval), None if earlier.value is None else -earlier.value)
    figure = added.figure
    outcome = evaluate_total(
        asserted, (operand_of(after.figure), minus), digits=figure.digits, printed_scale=figure.scale, diagnosed=False
    )
    severity, extra = None, ("", "")
    if not agrees(outcome.verdict):  # things may also have been closed or struck off
        outcome = Outcome(Verdict.UNCHECKED, outcome.computed, outcome.exact)
        severity = Severity.NOTE if _closed_since(view.current, before, after, added) else Severity.QUESTION
        extra = ("两年总数之差与新增数不同。", "The totals of the two years differ by another number.")
    subject = FindingContext(
        "absolute",
        after.name,
        f"新增{metric_text(added)}",
        metric_text(after),
        metric_text(before),
        metric=after.id,
        digits=figure.digits,
        scale=figure.scale,
        unit=figure.unit,
        evidence=(*view.current.evidence(added, after), *view.prior.evidence(before)),
    )
    return make_check(outcome, subject, asserted, check="stock_flow", severity=severity, extra=extra)
