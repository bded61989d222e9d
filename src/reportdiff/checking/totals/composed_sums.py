"""Wholes that are said to be made up of what their sentence lists: 总量88亿元，由收入60亿元、补助8亿元和债券20亿元构成.

Such a list is complete unless it says that it is not (主要由…, …等构成), so that its sum must be the whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from attrs import frozen

from reportdiff.arithmetic import agrees
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import evaluate_sum, operand_of, stated_value_of
from reportdiff.checking.report_index import ReportIndex
from reportdiff.checking.totals.in_text import bracket_depth
from reportdiff.lexicon.check_words import check_words
from reportdiff.model import Check, CheckName, Kind, Metric, Severity

__all__ = ["composed_wholes"]


@frozen
class _Composed:
    """A whole with the parts that its sentence lists, and whether it says that there are no others."""

    whole: Metric
    parts: Sequence[Metric]
    complete: bool


def composed_wholes(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every figure that a sentence says to be composed of others."""
    for found in _compositions(index):
        outcome = evaluate_sum(found.whole.figure, (operand_of(part.figure) for part in found.parts))
        if found.complete or agrees(outcome.verdict):
            context = index.sum_context(found.whole, found.parts, check=CheckName.TOTAL)
            severity = None if agrees(outcome.verdict) else Severity.WARNING
            yield make_check(outcome, context, stated_value_of(found.whole.figure), severity=severity)


def _compositions(index: ReportIndex) -> Iterator[_Composed]:
    metrics = [metric for metric in index.report.metrics if metric.table is None]
    starts = [metric.span.start for metric in metrics]
    for verb in check_words("is composed").finditer(index.text):
        at = bisect_right(starts, verb.start())
        sentence = metrics[at - 1].sentence if at else None
        if sentence is None or not sentence.start <= verb.start() <= sentence.end:
            continue
        listed = metrics[bisect_left(starts, sentence.start) : bisect_right(starts, sentence.end)]
        found = _composed(index, listed, verb.start(), verb.end())
        if found is not None:
            yield found


def _composed(index: ReportIndex, metrics: Sequence[Metric], begin: int, end: int) -> _Composed | None:
    """Return the last whole before 由, with its parts before the verb, or behind it (由三部分构成：…)."""
    text = index.text
    before = [metric for metric in metrics if metric.span.end <= begin]
    for place in range(len(before) - 1, -1, -1):
        whole = before[place]
        ahead = before[place + 1 :] or [metric for metric in metrics if metric.span.start >= end]
        if not ahead or not check_words("composed of").match(text[whole.span.end : min(begin, ahead[0].span.start)]):
            continue
        parts = [metric for metric in ahead if _is_part(text, whole, metric)]
        stop = begin if ahead[0].span.start < begin else metrics[-1].span.end
        words = text[whole.span.end : parts[0].span.start] + text[parts[-1].span.end : stop + 1] if parts else ""
        if len(parts) < 2 or "；" in text[whole.span.end : parts[-1].span.end]:
            return None
        return _Composed(whole, parts, complete=check_words("not all").search(words) is None)
    return None


def _is_part(text: str, whole: Metric, metric: Metric) -> bool:
    """Return whether a figure is of the whole's unit, and no remark in brackets."""
    of_unit = metric.figure.unit == whole.figure.unit and metric.kind is whole.kind is not Kind.RATIO
    return of_unit and not bracket_depth(text, whole.span.end, metric.span.start)
