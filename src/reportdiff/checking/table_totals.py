"""Totals in tables: a 合计 column or row that is the sum of the others, judged only where the table itself proves it.

A column headed 合计 is taken for the sum of its row's other columns only if that holds in most rows that hold more than
zeros; then the rows where it fails are errors. The same for a row labelled 合计.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from attrs import evolve

from reportdiff.arithmetic import Outcome, agrees, evaluate_total
from reportdiff.checking.assembly import Subject, build
from reportdiff.checking.figures import asserted_of, operand_of, scaled_unit
from reportdiff.checking.views import View, shown
from reportdiff.model import Check, Metric, Severity, TablePlace, Verdict

__all__ = ["table_totals"]

_TOTAL = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]+[）)]?[、.]?)?(?:本年)?(?:总计|合计|小计|共计)(?:数|额)?$")
_PROOFS = 3
_CHANCE = 3  # digits of a sum that no chance brings about
_Line = tuple[Metric, tuple[Metric, ...], Outcome]


def table_totals(view: View) -> Iterator[Check]:
    """Every total of a table whose other lines prove that it is one."""
    tables: dict[str, list[Metric]] = defaultdict(list)
    for metric in view.report.metrics:
        if metric.table is not None:
            tables[metric.table.id].append(metric)
    for cells in tables.values():
        yield from _along(view, cells, lambda place: place.row, lambda place: place.column)
        yield from _along(view, cells, lambda place: place.column, lambda place: place.row)


def _along(
    view: View,
    cells: Sequence[Metric],
    line_of: Callable[[TablePlace], tuple[str, ...]],
    label_of: Callable[[TablePlace], tuple[str, ...]],
) -> Iterator[Check]:
    lines: dict[tuple[str, ...], list[Metric]] = defaultdict(list)
    for metric in cells:
        assert metric.table is not None
        lines[line_of(metric.table)].append(metric)
    judged = list[_Line]()
    for line in lines.values():
        labels = [label_of(metric.table)[-1:] for metric in line if metric.table is not None]
        totals = [index for index, label in enumerate(labels) if label and _TOTAL.match(label[0])]
        if len(totals) != 1 or len(set(labels)) != len(labels):
            continue
        total = line[totals[0]]
        parts = tuple(metric for index, metric in enumerate(line) if index != totals[0])
        if len(parts) < 2 or any(part.figure.unit != total.figure.unit for part in parts):
            continue
        figure = total.figure
        outcome = evaluate_total(
            asserted_of(figure, "total"),
            tuple(operand_of(part.figure) for part in parts),
            digits=figure.digits,
            printed_scale=figure.scale,
        )
        judged.append((total, parts, outcome))
    telling = [line for line in judged if sum(1 for part in line[1] if part.figure.value) >= 2]
    holding = sum(1 for line in telling if agrees(line[2].verdict))
    if holding >= _PROOFS and 3 * holding >= 2 * len(telling):
        for total, parts, outcome in telling:
            yield _check(view, total, parts, outcome)
    elif 2 * holding >= len(telling) and any(agrees(line[2].verdict) and _large(line[0]) for line in telling):
        for total, parts, outcome in telling:  # few lines: one that fails may hold parts of parts
            if agrees(outcome.verdict):
                yield _check(view, total, parts, outcome)
            else:
                yield _check(view, total, parts, evolve(outcome, verdict=Verdict.UNCHECKED), question=True)


def _large(total: Metric) -> bool:
    """Whether a sum is so large that it does not come out right by chance."""
    return len(total.figure.digits.replace(".", "").strip("0")) >= _CHANCE


def _check(view: View, total: Metric, parts: tuple[Metric, ...], outcome: Outcome, *, question: bool = False) -> Check:
    figure = total.figure
    subject = Subject(
        "total",
        total.name,
        shown(total),
        "+".join("".join(part.figure.surface.split()) for part in parts),
        f"“{shown(total)}”",
        metric=total.id,
        digits=figure.digits,
        scale=figure.scale,
        unit=scaled_unit(figure),
        evidence=view.evidence(total, *parts),
    )
    asserted = asserted_of(figure, "total")
    if question:
        return build(outcome, subject, asserted, check="total", severity=Severity.QUESTION, extra=_ASK)
    return build(outcome, subject, asserted, check="total")


_ASK = (
    "表中另一列（行）各项之和与合计相符，此处不符，请核对。",
    "Elsewhere in the table the parts make the sum, here they do not; please check.",
)
