"""Totals in tables: a 合计 or an account that is the sum of others, judged only where the table itself proves it.

What is called the sum of others (table_parts.py) is taken for it only if that holds in most lines of the table that
hold more than zeros; then the lines where it fails are errors, or questions where codes alone say what belongs
together.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from attrs import evolve, frozen

from reportdiff.arithmetic import Outcome, agrees, evaluate_total
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.operands import asserted_of, operand_of, scaled_unit
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.checking.totals.table_groups import SumCandidate, SumEvidence, sums_of
from reportdiff.model import Check, Kind, Metric, Severity, TablePlace, Verdict

__all__ = ["table_totals"]

_NO_SUM = re.compile(r"人均|户均|平均|指数|单价|均价|排名|位次|得分|分值")
_PROOFS = 3
_CHANCE = 3  # digits of a sum that no chance brings about


@frozen
class _Judged:
    sum: SumCandidate
    outcome: Outcome
    sure: bool = True  # whether its cells stand where they are said to

    @property
    def holds(self) -> bool:
        return agrees(self.outcome.verdict)

    @property
    def telling(self) -> bool:
        """Whether more than one part says something, so that the sum is no copy."""
        return sum(1 for part in self.sum.parts if part.figure.value) >= 2


def table_totals(view: ReportIndex) -> Iterator[Check]:
    """Every total of a table whose other lines prove that it is one."""
    tables: dict[str, list[Metric]] = defaultdict(list)
    for metric in view.report.metrics:
        if metric.table is not None and _adds_up(metric, metric.table):
            tables[metric.table.id].append(metric)
    for cells in tables.values():
        yield from _along(view, cells, _row, _column)
        yield from _along(view, cells, _column, _row)


def _adds_up(metric: Metric, place: TablePlace) -> bool:
    """Whether figures of this kind have a sum: rates, averages and ranks have none."""
    if metric.kind is Kind.RATIO or "百分点" in metric.figure.unit:
        return False
    return not any(_NO_SUM.search(label) for label in (*place.row[-1:], *place.column[-1:]))


_Axis = Callable[[TablePlace], tuple[tuple[str, ...], int | None]]


def _row(place: TablePlace) -> tuple[tuple[str, ...], int | None]:
    return place.row, place.at[0] if place.at is not None else None


def _column(place: TablePlace) -> tuple[tuple[str, ...], int | None]:
    return place.column, place.at[1] if place.at is not None else None


def _along(view: ReportIndex, cells: Sequence[Metric], line_of: _Axis, label_of: _Axis) -> Iterator[Check]:
    lines: dict[object, list[tuple[tuple[str, ...], Metric]]] = defaultdict(list)
    for metric in cells:
        assert metric.table is not None
        lines[line_of(metric.table)].append((label_of(metric.table)[0], metric))
    judged: dict[str, list[_Judged]] = defaultdict(list)
    sizes = Counter(metric.table.row for metric in cells if metric.table is not None)
    widest = max(sizes.values())

    def sure(metric: Metric) -> bool:
        """Of a row with blank cells that no bars set apart it is a guess under which heads its figures stand."""
        return metric.table is not None and (_placed(metric) or sizes[metric.table.row] == widest)

    for line in lines.values():
        if len(line) < 2:
            continue
        for found in sums_of(line):
            if all(part.figure.unit == found.total.figure.unit for part in found.parts):
                certain = line_of is _row or all(map(sure, (found.total, *found.parts)))
                judged[found.way].append(_Judged(found, _outcome(found), certain))
    for way, every in judged.items():
        yield from _decided(view, way, every)


def _decided(view: ReportIndex, way: str, judged: Sequence[_Judged]) -> Iterator[Check]:
    """The checks of one kind of sum, where enough of them hold to prove that they are sums."""
    telling = [line for line in judged if line.telling or (way == SumEvidence.CODE and line.sum.total.figure.value)]
    holding = [line for line in telling if line.holds]
    if len(holding) >= _PROOFS and 3 * len(holding) >= 2 * len(telling):
        asked = way == SumEvidence.CODE
        said = [line for line in judged if line.sum.total.figure.value or not line.holds]
    elif 2 * len(holding) >= len(telling) and (
        any(_large(line.sum.total) for line in holding) or 2 <= len(holding) > len(telling) - len(holding)
    ):
        asked, said = True, telling  # few lines: one that fails may hold parts of parts
    else:
        return
    proved = {line.sum.names for line in holding}
    whole = {line.sum.names[0] for line in holding}
    for line in said:
        # the row of an account may be missing, where no other line of the same accounts makes a sum
        known = line.sum.names in proved or (line.sum.names[0] in whole and _placed(line.sum.total))
        if line.holds or (line.sure and (way == SumEvidence.LABEL or known)):
            yield _check(view, line, question=asked and not line.holds)


def _placed(metric: Metric) -> bool:
    """Whether a cell is known by its place, and no blank one beside it is overlooked."""
    return metric.table is not None and metric.table.at is not None


def _outcome(found: SumCandidate) -> Outcome:
    figure = found.total.figure
    return evaluate_total(
        asserted_of(figure, "total"),
        tuple(operand_of(part.figure) for part in found.parts),
        digits=figure.digits,
        printed_scale=figure.scale,
    )


def _large(total: Metric) -> bool:
    """Whether a sum is so large that it does not come out right by chance."""
    return len(total.figure.digits.replace(".", "").strip("0")) >= _CHANCE


def _check(view: ReportIndex, line: _Judged, *, question: bool) -> Check:
    total, parts, outcome = line.sum.total, line.sum.parts, line.outcome
    figure = total.figure
    subject = FindingContext(
        "total",
        total.name,
        metric_text(total),
        "+".join("".join(part.figure.surface.split()) for part in parts),
        f"“{metric_text(total)}”",
        metric=total.id,
        digits=figure.digits,
        scale=figure.scale,
        unit=scaled_unit(figure),
        evidence=view.evidence(total, *parts),
    )
    asserted = asserted_of(figure, "total")
    if question:
        outcome = evolve(outcome, verdict=Verdict.UNCHECKED)
        return make_check(outcome, subject, asserted, check="total", severity=Severity.QUESTION, extra=_ASK)
    return make_check(outcome, subject, asserted, check="total")


_ASK = (
    "表中另一列（行）各项之和与合计相符，此处不符，请核对。",
    "Elsewhere in the table the parts make the sum, here they do not; please check.",
)
