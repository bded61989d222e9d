"""Lists of amounts: the figure of each numbered item, printed at its head and again in its text, and their total.

The list itself proves which figures repeat the head of their item: they do so in nearly every item. It also proves the
total: a figure before the list is taken for it only where one of the two series adds up to it. Items that then differ
are questions. Lines of a label and its amount alone make the 合计 that the last of them prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from reportdiff.arithmetic import Outcome, agrees, plain_text
from reportdiff.checking.findings import decided, make_check
from reportdiff.checking.operands import evaluate_sum, operand_of, scaled_unit, stated_value_of
from reportdiff.checking.policy import Reservation, ask
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.words import words_of
from reportdiff.messages import phrase
from reportdiff.model import Check, CheckName, Metric, Severity, Verdict

__all__ = ["itemised"]

_ITEM = re.compile(r"^[ \t　]*(?:[（(]?(\d{1,3})[）)]?[.．、:：]|[（(](\d{1,3})[）)])(?!\d)", re.MULTILINE)
_LEADERS = re.compile(r"[ \t\u3000…⋯.·_—-]+$")  # between a label and its amount
_WIDEST = 80  # characters of a label with what leads to its amount
_LINES = 2  # amounts that a 合计 below them adds up
_ITEMS = 5  # the shortest list that proves something
_BEFORE = 1500  # characters before a list in which its total may stand
_LAST = 1.5  # the last item ends where it is so many times as long as the longest before it

_Pair = tuple[Metric, Metric | None]
"""The figure at the head of an item, and its repetition."""


def itemised(index: ReportIndex) -> Iterator[Check]:
    """Yield the checks of every numbered list whose items begin with an amount: repetitions and the sum."""
    metrics = sorted(
        (metric for metric in index.report.metrics if metric.table is None), key=lambda metric: metric.span.start
    )
    for places in _lists(index.text):
        pairs = list(_pairs(metrics, places))
        if len(pairs) == len(places):
            repeats = _repeats(pairs)
            if repeats:
                yield from _unequal(index, repeats)
            yield from _totals(index, metrics, places[0][0], pairs, bool(repeats))
    yield from _added_lines(index, metrics)


def _added_lines(index: ReportIndex, metrics: Sequence[Metric]) -> Iterator[Check]:
    """Yield the check of every 合计 that ends a run of lines, each of a label and its amount: 修缮……36万元."""
    run: list[Metric] = []
    parted = False  # other words stand between the lines, so that the total may be of more
    for metric in metrics:
        begin, end = metric.span.start, metric.span.end
        start = index.text.rfind("\n", max(0, begin - _WIDEST), begin) + 1
        alone = start > 0 and _LEADERS.sub("", index.text[start:begin]) == metric.name
        alone = alone and (end == len(index.text) or index.text[end] == "\n")
        follows = run and not index.text[run[-1].span.end : start].strip() and _kind(run[-1])[:2] == _kind(metric)[:2]
        if alone and follows and metric.name in words_of("total word"):
            outcome = evaluate_sum(metric.figure, (operand_of(part.figure) for part in run))
            context, stated = index.sum_context(metric, run, check=CheckName.TOTAL), stated_value_of(metric.figure)
            if len(run) >= _LINES and agrees(outcome.verdict):
                yield make_check(outcome, context, stated)
            elif len(run) >= _LINES and not parted:
                yield decided(ask(outcome, Reservation.LISTED_SUM_FAILS), context, stated)
            run, parted = [], False
        else:
            parted = alone and bool(run) and (parted or not follows)
            run = [*(run if follows else ()), metric] if alone else []


def _lists(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the start and end of the items of every list numbered 1, 2, 3 … at the beginning of lines."""
    starts, expected = list[int](), 1
    items = [(int(match[1] or match[2]), match.start()) for match in _ITEM.finditer(text)]
    for number, start in [*items, (0, len(text))]:
        if number == expected:
            starts.append(start)
            expected += 1
            continue
        if number in (0, 1):
            if len(starts) >= _ITEMS:
                longest = max(later - sooner for sooner, later in pairwise(starts))
                ends = [*starts[1:], min(len(text), start, starts[-1] + int(longest * _LAST))]
                yield list(zip(starts, ends, strict=True))
            starts, expected = ([start], 2) if number == 1 else ([], 1)


def _pairs(metrics: Sequence[Metric], places: Sequence[tuple[int, int]]) -> Iterator[_Pair]:
    """Yield each item's first figure, and the next one of the same unit, status and period."""
    for start, end in places:
        own = [metric for metric in metrics if start <= metric.span.start < end]
        if not own or not own[0].figure.has_point_value or not own[0].figure.unit:
            return
        head = own[0]
        again = (metric for metric in own[1:] if _kind(metric) == _kind(head) and metric.figure.has_point_value)
        yield head, next(again, None)


def _kind(metric: Metric) -> tuple[object, ...]:
    return metric.figure.unit, metric.figure.scale, metric.status, metric.period and metric.period.label


def _repeats(pairs: Sequence[_Pair]) -> list[tuple[Metric, Metric]]:
    """Return the items whose figure is printed again; none unless nearly all that can be compared are equal."""
    twice = [(head, again) for head, again in pairs if again is not None]
    same = sum(1 for head, again in twice if head.figure.value == again.figure.value)
    return twice if same >= _ITEMS and 5 * same >= 4 * len(twice) else []


def _unequal(index: ReportIndex, repeats: Sequence[tuple[Metric, Metric]]) -> Iterator[Check]:
    """Yield a question for every item that repeats its figure otherwise."""
    for head, again in repeats:
        if head.figure.value != again.figure.value:
            context = index.metric_context(again, head, check=CheckName.AGREEMENT)
            hints = (phrase("findings.item_head_differs", figure=metric_text(head)),)
            yield make_check(
                Outcome(Verdict.UNCHECKED),
                evolve(context, metric_name=head.name),
                None,
                severity=Severity.QUESTION,
                hints=hints,
            )


def _totals(
    index: ReportIndex, metrics: Sequence[Metric], start: int, pairs: Sequence[_Pair], repeated: bool
) -> Iterator[Check]:
    """Yield the checks of the items against the total before the list, by their heads and by the repetitions."""
    heads = [head for head, _ in pairs]
    if len({_kind(head)[:2] for head in heads}) != 1:
        return
    series = [heads]
    if repeated:
        series.append([head if again is None else again for head, again in pairs])
    before = [
        metric
        for metric in metrics
        if start - _BEFORE <= metric.span.start < start
        and metric.figure.has_point_value
        and metric.figure.unit == heads[0].figure.unit
        and metric.figure.value > max(head.figure.value for head in heads)
    ]
    intro = index.text[:start].rstrip().rpartition("\n")[2]
    for total in sorted(before, key=lambda metric: (metric.name not in intro, -metric.span.start)):
        outcomes = [evaluate_sum(total.figure, (operand_of(part.figure) for part in parts)) for parts in series]
        if any(agrees(outcome.verdict) for outcome in outcomes):
            for parts, outcome in zip(series, outcomes, strict=True):
                if not agrees(outcome.verdict) or parts is heads:
                    yield _check(index, total, parts, outcome)
            return


def _check(index: ReportIndex, total: Metric, parts: Sequence[Metric], outcome: Outcome) -> Check:
    figure = total.figure
    context = evolve(
        index.sum_context(total, parts, check=CheckName.TOTAL),
        current=phrase("findings.sum_of_items", count=len(parts)),
    )
    stated = stated_value_of(figure)
    if agrees(outcome.verdict):
        return make_check(outcome, context, stated)
    assert outcome.exact is not None
    difference = plain_text(abs(outcome.exact - figure.value) / figure.scale) + scaled_unit(figure)
    decision = ask(outcome)
    hints = (phrase("findings.items_miss_total", difference=difference),)
    return make_check(decision.outcome, context, stated, severity=decision.severity, hints=hints)
