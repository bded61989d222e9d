"""The same metric printed twice with different values: a question, and only where a slip is likely.

Names in running text are short and may mean different things, so two values are compared only if their names, units,
scopes and periods are equal and one is a slip away from the other: two digits exchanged, one digit different, or 万 or
亿 lost. A figure of the text and a table's row are matched by the row's label.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reportdiff.arithmetic import Outcome
from reportdiff.arithmetic.diagnoses import MYRIADS
from reportdiff.arithmetic.digit_edits import digit_edits, transpositions
from reportdiff.arithmetic.intervals import intersects
from reportdiff.checking.findings import make_check
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.messages import phrase
from reportdiff.model import Check, CheckName, Metric, Phrase, Severity, Verdict

__all__ = ["agreement"]

_NAME = 5  # characters of a name, and
_LABEL = 4  # of a row's label, that tell what is measured
_DIGITS = 4  # fewer are a slip apart by chance,
_OF_ONE_NAME = 3  # and fewer than these also under the very same name


def agreement(index: ReportIndex) -> Iterator[Check]:
    """Yield a question for every metric of running text that is printed twice, a slip apart."""
    named: dict[tuple[object, ...], list[Metric]] = defaultdict(list)
    for metric in index.report.metrics:
        if metric.table is None and len(metric.name) >= _NAME and metric.figure.has_point_value and _positive(metric):
            period = metric.period.label if metric.period is not None else ""
            key = (metric.name, metric.figure.unit, metric.scope, metric.status, period)
            named[key].append(metric)
    yield from _against_tables(index)
    for metrics in named.values():
        apart = len(metrics) == 2 and metrics[0].sentence != metrics[1].sentence
        if apart and metrics[0].facets == metrics[1].facets and _slip(*metrics, digits=_OF_ONE_NAME):
            first, second = metrics
            yield _question(index, second, first, phrase("findings.printed_otherwise", figure=metric_text(first)))


def _question(index: ReportIndex, metric: Metric, other: Metric, hint: Phrase) -> Check:
    context = index.metric_context(metric, other, check=CheckName.AGREEMENT)
    return make_check(Outcome(Verdict.UNCHECKED), context, None, severity=Severity.QUESTION, hints=(hint,))


def _against_tables(index: ReportIndex) -> Iterator[Check]:
    """Yield a question for every figure of running text that a table prints a slip apart, in a row that names it."""
    rows: dict[tuple[object, ...], list[Metric]] = defaultdict(list)
    for metric in index.report.metrics:
        if metric.table is not None and metric.table.row and len(metric.table.row[-1]) >= _LABEL:
            rows[_kind(metric)].append(metric)
    if not rows:
        return
    for metric in index.report.metrics:
        if metric.table is not None or metric.places or not metric.figure.has_point_value or not _positive(metric):
            continue
        cells = [cell for cell in rows.get(_kind(metric), ()) if cell.table and cell.table.row[-1] in metric.name]
        if len(cells) == 1 and _positive(cells[0]) and not cells[0].places and _slip(metric, cells[0]):
            hint = phrase("findings.table_otherwise", figure=metric_text(cells[0]))
            yield _question(index, metric, cells[0], hint)


def _positive(metric: Metric) -> bool:
    return metric.figure.value.numerator > 0  # faster than comparing the value, of thousands of figures


def _kind(metric: Metric) -> tuple[object, ...]:
    """Return what two mentions of one figure share besides the name."""
    return metric.figure.unit, metric.status, metric.year


def _slip(first: Metric, second: Metric, *, digits: int = _DIGITS) -> bool:
    """Return whether one value becomes the other by a slip: a scale lost, two digits exchanged, one digit different."""
    a, b = first.figure, second.figure
    if a.value == b.value or intersects(a.interval, b.interval):
        return False
    if a.value / b.value in MYRIADS:
        return True
    if a.scale != b.scale or len(a.digits.replace(".", "")) < digits:
        return False
    return b.digits in {*transpositions(a.digits), *digit_edits(a.digits)}
