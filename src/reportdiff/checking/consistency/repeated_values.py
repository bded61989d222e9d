"""The same metric printed twice with different values: a question, and only where a slip is likely.

Names in running text are short and may mean different things, so two values are put side by side only if their names,
units, scopes and periods are equal and one is a slip away from the other: two digits exchanged, one digit different, or
万 or 亿 lost. A table's row and the text are held together by the row's label.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from reportdiff.arithmetic import Outcome
from reportdiff.arithmetic.diagnoses import digit_edits, transpositions
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.model import Check, Figure, Metric, Severity, Verdict

__all__ = ["agreement"]

_NAME = 5
_LABEL = 4  # signs of a row's label that can tell what it measures
_DIGITS = 4
_SCALES = frozenset(Fraction(10) ** power for power in (4, -4, 8, -8))


def agreement(view: ReportIndex) -> Iterator[Check]:
    """Every metric of running text that is printed twice, a slip apart."""
    named: dict[tuple[object, ...], list[Metric]] = defaultdict(list)
    for metric in view.report.metrics:
        if metric.table is None and len(metric.name) >= _NAME and metric.figure.has_point_value and _positive(metric):
            period = metric.period.label if metric.period is not None else ""
            key = (metric.name, metric.figure.unit, metric.scope, metric.status, period)
            named[key].append(metric)
    yield from _against_tables(view)
    for metrics in named.values():
        if len(metrics) == 2 and metrics[0].sentence != metrics[1].sentence and _slip(*metrics):
            first, second = metrics
            subject = FindingContext(
                "agreement", second.name, metric_text(second), metric=second.id, evidence=view.evidence(second, first)
            )
            yield make_check(
                Outcome(Verdict.UNCHECKED),
                subject,
                None,
                check="agreement",
                severity=Severity.QUESTION,
                extra=(
                    f"前文为{metric_text(first)}，两处不一。",
                    f"It is {metric_text(first)} earlier: the two differ.",
                ),
            )


def _against_tables(view: ReportIndex) -> Iterator[Check]:
    """Figures of running text that a table prints a slip apart, in the row of which the label is part of their name."""
    rows: dict[tuple[object, ...], list[Metric]] = defaultdict(list)
    for metric in view.report.metrics:
        if metric.table is not None and metric.table.row and len(metric.table.row[-1]) >= _LABEL:
            rows[_kind(metric)].append(metric)
    if not rows:
        return
    for metric in view.report.metrics:
        if metric.table is not None or metric.places or not metric.figure.has_point_value or not _positive(metric):
            continue
        cells = [cell for cell in rows.get(_kind(metric), ()) if cell.table and cell.table.row[-1] in metric.name]
        if len(cells) == 1 and _positive(cells[0]) and not cells[0].places and _slip(metric, cells[0]):
            cell = cells[0]
            subject = FindingContext(
                "agreement", metric.name, metric_text(metric), metric=metric.id, evidence=view.evidence(metric, cell)
            )
            yield make_check(
                Outcome(Verdict.UNCHECKED),
                subject,
                None,
                check="agreement",
                severity=Severity.QUESTION,
                extra=(f"表中为{metric_text(cell)}，两处不一。", f"The table has {metric_text(cell)}: the two differ."),
            )


def _positive(metric: Metric) -> bool:
    return metric.figure.value.numerator > 0  # as the value, but asked of thousands of figures


def _kind(metric: Metric) -> tuple[object, ...]:
    """What two mentions of one figure share besides the name."""
    return metric.figure.unit, metric.status, metric.period.year if metric.period is not None else None


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
