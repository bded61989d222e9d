"""One finding for one cell: the checks of a table that a single misprinted cell makes fail.

A closing balance that is misprinted fails in its row, in its column, and in the share and the change beside it. Where
one value of a cell makes all of them hold, and keeps what holds of it, one is reported and the others are silent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import product

from attrs import evolve, frozen

from reportdiff.arithmetic import agrees, fails
from reportdiff.arithmetic.intervals import add, divide, intersection, multiply, point, subtract
from reportdiff.checking.findings import same_cause, with_hint
from reportdiff.checking.implied_values import PrintedRelation, change_of, printed_value
from reportdiff.checking.operands import operand_of, scaled_unit
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.messages import phrase
from reportdiff.model import Check, CheckName, Claim, Interval, Metric, Severity, Span, Verdict

__all__ = ["one_finding_a_cell"]

_SUMS = frozenset({CheckName.TOTAL, CheckName.TIE_OUT, CheckName.STOCK_FLOW})
_LEAST = 2  # checks that one cause explains
_MOST_WAYS = 256  # readings of the checks of one cell that are tried
_WEIGHTS = (Severity.ERROR, Severity.WARNING, Severity.QUESTION)


@frozen
class _Tied:
    """A check with the cells that it ties, the stated one first, by their places."""

    check: Check
    cells: Mapping[Span, Metric | Claim]

    @property
    def stated(self) -> Span:
        """The place of the cell that the others are held against."""
        return next(iter(self.cells))

    def implied(self, cell: Span, index: ReportIndex) -> Sequence[Interval]:
        """Return the values of a cell with which the check would hold: one for each sign that it may have in a sum."""
        check = self.check
        computed, printed = check.computed_interval, check.stated_interval
        if computed is None or printed is None:
            return ()
        if cell == self.stated:
            return (computed,)
        item = self.cells[cell]
        if check.check in _SUMS:
            value = item.figure.interval if item.figure is not None else None
            return () if value is None else tuple(_in_sum(value, computed, printed, self._is_ratio))
        relation = self._relation(index)
        try:
            found = None if relation is None else relation.implied(item.id)
        except ZeroDivisionError:
            found = None
        return () if found is None else (found,)

    @property
    def _is_ratio(self) -> bool:
        first = self.cells[self.stated].figure
        others = [item.figure for place, item in self.cells.items() if place != self.stated]
        return first is not None and any(figure is not None and figure.unit != first.unit for figure in others)

    def _relation(self, index: ReportIndex) -> PrintedRelation | None:
        """Return the relation of a claim: to the level and the base of its row, or to the change beside it."""
        claim = self.cells[self.stated]
        rest = [item for place, item in self.cells.items() if place != self.stated]
        if not isinstance(claim, Claim) or len(rest) != _LEAST:
            return None
        levels = [item for item in rest if isinstance(item, Metric)]
        level = next((item for item in levels if item.id in (claim.current, claim.metric)), None)
        other = next((item for item in rest if item is not level), None)
        if level is None or other is None:
            return None
        now, change = operand_of(level.figure), change_of(other) if isinstance(other, Claim) else None
        if isinstance(other, Metric):
            before = operand_of(other.figure)
        elif change is not None and now.value is not None and change.value is not None:
            before = evolve(now, interval=subtract(now.interval, change.interval), value=now.value - change.value)
        else:
            return None
        made = index.statement(claim, now, before)
        if made is None:
            return None
        statement = evolve(made, change=change)
        return PrintedRelation(statement=statement, claim=claim.id, level=level.id, other=other.id)


def _in_sum(value: Interval, computed: Interval, printed: Interval, ratio: bool) -> Iterator[Interval]:
    """Yield the values of a part, added or taken off; of a ratio those of its part, its whole and of what 1 lacks."""
    if not ratio:
        gap = subtract(printed, computed)
        yield add(value, gap)
        yield subtract(value, gap)
        return
    for top, bottom in ((printed, computed), (computed, printed)):
        for rest in (False, True):
            try:
                factor = divide(*(subtract(point(100), each) if rest else each for each in (top, bottom)))
            except ZeroDivisionError:
                continue
            yield multiply(value, factor)


def one_finding_a_cell(checks: Sequence[Check], index: ReportIndex) -> list[Check]:
    """Return the checks, where those that one misprinted cell of a table makes fail are one finding."""
    made = list(checks)
    if sum(check.severity in _WEIGHTS for check in made) < _LEAST:
        return made
    items: dict[Span, Metric | Claim] = {item.span: item for item in index.report.claims if item.table is not None}
    items |= {item.span: item for item in index.report.metrics if item.table is not None}
    tied = {place: each for place, check in enumerate(made) if (each := _tied_cells(check, index, items)) is not None}
    failing: dict[Span, list[int]] = defaultdict(list)
    for place, each in tied.items():
        for cell in each.cells if made[place].severity in _WEIGHTS else ():
            failing[cell].append(place)
    holding: dict[Span, list[int]] = defaultdict(list)
    for place, each in tied.items():
        for cell in each.cells if agrees(made[place].verdict) else ():
            if len(failing.get(cell, ())) >= _LEAST:
                holding[cell].append(place)
    suspects = [
        (cell, places, value)
        for cell, places in failing.items()
        if len(places) >= _LEAST
        and (value := _values_for_all([tied[at] for at in (*places, *holding[cell])], cell, index))
    ]
    done: set[int] = set()
    for cell, places, value in sorted(suspects, key=lambda suspect: (-len(suspect[1]), suspect[0].start)):
        if done.isdisjoint(places):
            alone = sum(set(others) == set(places) for _, others, _ in suspects) == 1
            _report_once(made, [tied[at] for at in places], places, cell, value if alone else None)
            done.update(places)
    return made


def _report_once(
    made: list[Check], tied: Sequence[_Tied], places: Sequence[int], cell: Span, value: Interval | None
) -> None:
    """Keep the heaviest of the checks that one cell makes fail, first one that holds the cell to others by its name."""

    def rank(at: int) -> tuple[int, bool, bool]:
        check = made[places[at]]
        weight = _WEIGHTS.index(check.severity or Severity.QUESTION)
        return weight, tied[at].stated != cell, check.check is CheckName.TOTAL

    first = min(range(len(places)), key=rank)
    for at, place in enumerate(places):
        if at != first:
            made[place] = same_cause(made[place])
    item = tied[first].cells[cell]
    single = printed_value(item.figure, value) if isinstance(item, Metric) and value is not None else None
    if isinstance(item, Metric) and single is not None and item.figure.value > 0:
        shown = phrase("findings.single_figure", figure=metric_text(item), value=single + scaled_unit(item.figure))
        made[places[first]] = with_hint(made[places[first]], shown)


def _tied_cells(check: Check, index: ReportIndex, items: Mapping[Span, Metric | Claim]) -> _Tied | None:
    """Return a check of cells of tables alone that was computed; None of any other."""
    if check.computed_interval is None or not (agrees(check.verdict) or fails(check.verdict) or check.severity):
        return None
    if check.verdict is Verdict.ROUNDING_DIFFERENCE or check.verdict is Verdict.UNDEFINED:
        return None
    cells: dict[Span, Metric | Claim] = {}
    for evidence in check.evidence:
        item = items.get(evidence.span) if evidence.report == index.side else None
        if item is None:
            return None
        cells[evidence.span] = item
    claim = index.claims.get(check.claim or "")
    if claim is not None and claim.span in cells:
        cells = {claim.span: claim, **{place: item for place, item in cells.items() if place != claim.span}}
    return _Tied(check, cells) if len(cells) > _LEAST else None


def _values_for_all(tied: Iterable[_Tied], cell: Span, index: ReportIndex) -> Interval | None:
    """Return the values of a cell with which all the checks hold that it stands in; None where there are none."""
    options = [each.implied(cell, index) for each in tied]
    ways = reduce(lambda count, each: count * len(each), options, 1)
    if not 0 < ways <= _MOST_WAYS:
        return None
    for way in product(*options):
        found: Interval | None = Interval(None, None)
        for implied in way:
            found = None if found is None else intersection(found, implied)
        if found is not None:
            return found
    return None
