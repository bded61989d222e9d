"""Stock and flow: the opening stock and what was received equal what was finished and the closing stock.

Looked for only where one sentence, or one row or column of a table, names all four: 上年结转 + 新收 = 办结 + 未结.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from attrs import evolve

from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import evaluate_sum, operand_of, stated_value_of
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.model import Check, CheckName, Metric

__all__ = ["stock_flow"]

_ROLES = ("opening stock", "closing stock", "received", "finished")
"""Parts of check_words.toml; a label plays the first that it fits (尚未办结 is no finished case)."""


def stock_flow(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every sentence and line of a table in which all four roles stand once, in one unit."""
    groups: dict[object, list[Metric]] = defaultdict(list)
    for metric in index.report.metrics:
        if metric.table is None:
            groups[metric.sentence].append(metric)
        else:
            groups[metric.table.id, "column", metric.table.column].append(metric)
            groups[metric.table.id, "row", metric.table.row].append(metric)
    for group, metrics in groups.items():
        if len(metrics) >= len(_ROLES):
            roles = _roles(metrics, across=isinstance(group, tuple) and group[1:2] == ("row",))
            if roles is not None:
                yield _check(index, **roles)


def _roles(metrics: Sequence[Metric], *, across: bool) -> dict[str, Metric] | None:
    """Return the metric of each role; None where a role is missing, doubled or of another unit."""
    found: dict[str, list[Metric]] = defaultdict(list)
    for metric in metrics:
        labels = (metric.name,) if metric.table is None else metric.table.column if across else metric.table.row
        label = labels[-1] if labels else ""
        role = next((part for part in _ROLES if check_words(part).search(label)), None)
        if role is not None and not check_words("rate of cases").search(label):
            found[role].append(metric)
    if any(len(found[role]) != 1 for role in _ROLES) or len({found[role][0].figure.unit for role in _ROLES}) != 1:
        return None
    return {role.partition(" ")[0]: found[role][0] for role in _ROLES}


def _check(index: ReportIndex, opening: Metric, closing: Metric, received: Metric, finished: Metric) -> Check:
    """Judge the closing stock, as opening + received − finished."""
    out = operand_of(finished.figure).negated()
    outcome = evaluate_sum(closing.figure, (operand_of(opening.figure), operand_of(received.figure), out))
    context = evolve(
        index.sum_context(closing, (opening, received, finished), check=CheckName.STOCK_FLOW),
        current=f"{metric_text(opening)}+{metric_text(received)}-{metric_text(finished)}",
    )
    return make_check(outcome, context, stated_value_of(closing.figure))
