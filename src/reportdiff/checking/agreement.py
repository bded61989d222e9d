"""The same metric printed twice with different values: a question, and only where a slip is likely.

Names in running text are short and may mean different things, so two values are put side by side only if their names,
units, scopes and periods are equal and one is a slip away from the other: two digits exchanged, one digit different, or
万 or 亿 lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from reportdiff.arithmetic import Outcome
from reportdiff.arithmetic.diagnoses import digit_edits, transpositions
from reportdiff.checking.assembly import Subject, build
from reportdiff.checking.views import View, shown
from reportdiff.model import Check, Figure, Metric, Severity, Verdict

__all__ = ["agreement"]

_NAME = 5
_DIGITS = 4
_SCALES = frozenset(Fraction(10) ** power for power in (4, -4, 8, -8))


def agreement(view: View) -> Iterator[Check]:
    """Every metric of running text that is printed twice, a slip apart."""
    named: dict[tuple[object, ...], list[Metric]] = defaultdict(list)
    for metric in view.report.metrics:
        if metric.table is None and len(metric.name) >= _NAME and metric.figure.face and metric.figure.value > 0:
            period = metric.period.label if metric.period is not None else ""
            key = (metric.name, metric.figure.unit, metric.scope, metric.status, period)
            named[key].append(metric)
    for metrics in named.values():
        if len(metrics) == 2 and metrics[0].sentence != metrics[1].sentence and _slip(*metrics):
            first, second = metrics
            subject = Subject(
                "agreement", second.name, shown(second), metric=second.id, evidence=view.evidence(second, first)
            )
            yield build(
                Outcome(Verdict.UNCHECKED),
                subject,
                None,
                check="agreement",
                severity=Severity.QUESTION,
                extra=(f"前文为{shown(first)}，两处不一。", f"It is {shown(first)} earlier: the two differ."),
            )


def _slip(one: Metric, other: Metric) -> bool:
    a, b = one.figure, other.figure
    if a.value == b.value or _touch(a, b):
        return False
    if a.value / b.value in _SCALES:
        return True
    if a.scale != b.scale or len(a.digits.replace(".", "")) < _DIGITS:
        return False
    return b.digits in set(transpositions(a.digits)) or b.digits in set(digit_edits(a.digits))


def _touch(one: Figure, other: Figure) -> bool:
    """Whether both may stand for one value."""
    a, b = one.interval, other.interval
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return True
    return a.low <= b.high and b.low <= a.high
