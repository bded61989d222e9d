"""Stock and flow: what was carried in and what came in equals what was finished and what is left.

Looked for only where one sentence, or one row or column of a table, names all four: 上年结转 + 新收 = 办结 + 未结.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from reportdiff.arithmetic import Outcome, evaluate_total
from reportdiff.arithmetic.intervals import negate
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.operands import asserted_of, operand_of, scaled_unit
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.model import Check, Metric

__all__ = ["stock_flow"]

_ROLES = (
    ("carried", re.compile(r"上年结转|上期结转|结转.*上年|旧存|上年未结|年初未结")),
    (
        "left",
        re.compile(
            r"结转下年|结转下一年|转下年度|年末未结|期末未结|^未结$|(?:申请|案件|事项)未结$|结余未结|尚未审结|未办结|尚未办结|未审结"
        ),
    ),
    ("new", re.compile(r"新收|新受理|本年收|本年受理|新立案")),
    ("done", re.compile(r"总计|办结总数|审结|办结|执结|结案")),
)
_RATE = re.compile(r"率$|率/|人均|平均|占比|比例")


def stock_flow(view: ReportIndex) -> Iterator[Check]:
    """Every sentence and line of a table in which all four roles stand once, in one unit."""
    groups: dict[object, list[Metric]] = defaultdict(list)
    for metric in view.report.metrics:
        if metric.table is None:
            groups[metric.sentence].append(metric)
        else:
            groups[metric.table.id, "column", metric.table.column].append(metric)
            groups[metric.table.id, "row", metric.table.row].append(metric)
    for group, metrics in groups.items():
        if len(metrics) >= 4:
            found = _roles(metrics, across=isinstance(group, tuple) and group[1:2] == ("row",))
            if found is not None:
                yield _check(view, *found)


def _roles(metrics: Sequence[Metric], *, across: bool) -> tuple[Metric, Metric, Metric, Metric] | None:
    """Carried in, new, finished, left; `None` where a role is missing, doubled or of another unit."""
    filled: dict[str, list[Metric]] = defaultdict(list)
    for metric in metrics:
        labels = (metric.name,) if metric.table is None else metric.table.column if across else metric.table.row
        label = labels[-1] if labels else ""
        role = next((name for name, pattern in _ROLES if pattern.search(label) and not _RATE.search(label)), None)
        if role is not None:
            filled[role].append(metric)
    if any(len(filled[name]) != 1 for name, _ in _ROLES):
        return None
    carried, new, done, left = (filled[name][0] for name in ("carried", "new", "done", "left"))
    units = {metric.figure.unit for metric in (carried, new, done, left)}
    return (carried, new, done, left) if len(units) == 1 else None


def _check(view: ReportIndex, carried: Metric, new: Metric, done: Metric, left: Metric) -> Check:
    """left = carried + new − done, so the figure that is left is the one that the check judges."""
    asserted = asserted_of(left.figure, "total")
    finished = operand_of(done.figure)
    minus = type(finished)(negate(finished.interval), None if finished.value is None else -finished.value)
    parts = (operand_of(carried.figure), operand_of(new.figure), minus)
    outcome: Outcome = evaluate_total(asserted, parts, digits=left.figure.digits, printed_scale=left.figure.scale)
    subject = FindingContext(
        "total",
        left.name,
        metric_text(left),
        f"{metric_text(carried)}+{metric_text(new)}-{metric_text(done)}",
        f"“{metric_text(left)}”",
        metric=left.id,
        digits=left.figure.digits,
        scale=left.figure.scale,
        unit=scaled_unit(left.figure),
        evidence=view.evidence(left, carried, new, done),
    )
    return make_check(outcome, subject, asserted, check="stock_flow")
