"""Running totals: a column that adds up another from row to row (当月 | 累计), or a row that adds up another.

No head needs to say so: the lines of the table prove it. A line that deviates is asked about; where the head says 累计,
it is a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations

from attrs import frozen

from reportdiff.arithmetic import Outcome, agrees
from reportdiff.checking.findings import decided
from reportdiff.checking.operands import evaluate_sum, operand_of, stated_value_of
from reportdiff.checking.policy import Grounds, Reservation, decide
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words, is_total_label
from reportdiff.model import Binding, Check, CheckName, Metric

__all__ = ["running_totals"]

_LINES = 4  # of a table, below which they prove nothing
_SERIES = 12  # columns or rows, above which no running total is looked for
_HELD, _MOST = 3, 3  # steps that must hold, and how many times as many as fail
_DIGITS = 12  # of the totals that hold, all together, below which they may come out right by chance

_Series = dict[int, Metric]
"""The figures of a column by their row, or of a row by their column."""


@frozen(kw_only=True)
class _Step:
    """A step of a running total: the total before, what was added, and the total after it."""

    before: Metric
    added: Metric
    total: Metric
    outcome: Outcome

    @property
    def holds(self) -> bool:
        """Whether the total is right."""
        return agrees(self.outcome.verdict)


def running_totals(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every step of a series that its table proves to be the running total of another."""
    for metrics in index.by_table.values():
        for across in (False, True):
            series = _series(metrics, across=across)
            explained = set[int]()
            for total, added in permutations(series, 2) if len(series) <= _SERIES else ():
                if total not in explained and (steps := _proved(series[total], series[added])):
                    explained.add(total)
                    yield from _decided(index, steps, across=across)


def _series(metrics: Sequence[Metric], *, across: bool) -> dict[int, _Series]:
    """Return the columns of amounts with several figures, or the rows, without the totals among their figures."""
    found: dict[int, _Series] = defaultdict(dict)
    for metric in metrics:
        place = metric.table
        if place is None or place.at is None or metric.is_rate or check_words("no sum").search("".join(place.column)):
            continue
        line, position = place.at if across else place.at[::-1]
        labels = place.labels(across=across)
        if not labels or not is_total_label(labels[-1]):
            found[line][position] = metric
    return {line: series for line, series in found.items() if len(series) >= _LINES}


def _proved(totals: _Series, added: _Series) -> list[_Step]:
    """Return the steps of a running total, none where they do not bear it out."""
    places = sorted(totals.keys() & added.keys())
    failed = 0
    steps = list[tuple[Metric, Metric, Metric]]()
    for before, after in pairwise(places):
        step = totals[before], added[after], totals[after]
        figures = [metric.figure for metric in step]
        if len({figure.unit for figure in figures}) > 1 or not (figures[0].value and figures[1].value):
            continue  # what nothing is added to, or is added to nothing, is a copy
        gap = figures[2].value - figures[1].value - figures[0].value
        failed += abs(gap) > sum(figure.last_place for figure in figures)
        steps.append(step)
        if failed > 2 and failed > len(steps) // 2:
            return []
    first = places[0] if places else 0
    begins = bool(steps) and totals[first].figure.value == added[first].figure.value  # a step from nothing
    causes, held = _causes(steps), len(steps) - failed + begins
    digits = sum(step[2].figure.counted_digits for step in steps)
    if held < _HELD or held < _MOST * causes or digits < _DIGITS:
        return []
    return [
        _Step(
            before=before,
            added=more,
            total=total,
            outcome=evaluate_sum(total.figure, map(operand_of, (before.figure, more.figure))),
        )
        for before, more, total in steps
    ]


def _causes(steps: Sequence[tuple[Metric, Metric, Metric]]) -> int:
    """Return how many figures make the steps fail: a total that is wrong fails with the step behind it too."""
    gaps = [total.figure.value - added.figure.value - before.figure.value for before, added, total in steps]
    rooms = [sum(metric.figure.last_place for metric in step) for step in steps]
    fails = [abs(gap) > room for gap, room in zip(gaps, rooms, strict=True)]
    twice = sum(
        one and other and gap == -after for (one, gap), (other, after) in pairwise(zip(fails, gaps, strict=True))
    )
    return sum(fails) - twice


def _decided(index: ReportIndex, steps: Sequence[_Step], *, across: bool) -> Iterator[Check]:
    """Yield the checks of the steps; one that fails behind a total that was found wrong is explained by it."""
    before: _Step | None = None
    for step in steps:
        explained = before is not None and not before.holds and step.before is before.total
        if step.holds or not explained:
            yield _check(index, step, across=across)
        before = step


def _check(index: ReportIndex, step: _Step, *, across: bool) -> Check:
    place = step.total.table
    labels = "".join(place.labels(across=not across)) if place is not None else ""
    reservations = () if check_words("running total").search(labels) else (Reservation.SUM_FAILS_HERE,)
    decision = decide(step.outcome, Grounds(bindings=(Binding.ROW,), reservations=reservations))
    context = index.sum_context(step.total, (step.before, step.added), check=CheckName.TOTAL)
    stated = stated_value_of(step.total.figure)
    return decided(decision, context, stated)
