"""The change of a margin beside the changes of revenue and cost: they say together what the margin was last year.

分产品: 营业收入, 营业成本, 毛利率 and how much each has changed: the changes of the first two make that of the third.
Where most rows of a table bear that out, the row that does not has a wrong figure, also where no figure of last year is
printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from reportdiff.arithmetic import Outcome, decimal_text
from reportdiff.arithmetic.intervals import intersects
from reportdiff.checking.findings import make_check
from reportdiff.checking.forms.statements import Line, statements
from reportdiff.checking.operands import stated_value_of
from reportdiff.checking.report_index import ReportIndex
from reportdiff.messages import phrase
from reportdiff.model import Check, CheckName, Claim, Direction, Interval, RelationKind, Severity, Verdict

__all__ = ["margin_changes"]

_REVENUE, _COST, _MARGIN = "营业收入", "营业成本", "毛利率"  # items of lexicon/forms/margins.toml
_LEAST = 2  # rows that must hold, and how many times as many as fail
_ROUNDED = 2  # units of the last place: the difference of two rounded margins


@frozen(kw_only=True)
class _Row:
    """The stated changes of a line: of its revenue, its cost and its margin; what the first two make of the third."""

    revenue: Claim
    cost: Claim
    margin: Claim
    made: Interval

    @property
    def stated(self) -> Interval:
        """The change of the margin as printed, with room for two rounded margins."""
        assert self.margin.figure is not None
        value, room = _signed(self.margin), _ROUNDED * self.margin.figure.last_place
        return Interval(value - room, value + room)

    @property
    def holds(self) -> bool:
        """Whether the three changes agree."""
        return intersects(self.stated, self.made)


def margin_changes(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every line that prints the changes of its revenue, its cost and its margin."""
    for statement in statements(index):
        if statement.form.name == "margins":
            yield from _judged(index, list(_rows(index, statement.lines)))


def _rows(index: ReportIndex, lines: Sequence[Line]) -> Iterator[_Row]:
    found = []
    for line in lines:
        levels = [line.items.get(item) for item in (_REVENUE, _COST, _MARGIN)]
        claims = [None if level is None else _change(index, level.id) for level in levels]
        if None not in claims:
            found.append((levels, claims))
    places = [min((_place(claims[column]) for _, claims in found), default=Fraction(0)) for column in (0, 1)]
    for levels, claims in found:
        revenue, cost, margin = claims
        if revenue is None or cost is None or margin is None or levels[0] is None or levels[1] is None:
            continue
        if levels[0].figure.value <= 0 or levels[1].figure.value <= 0:
            continue
        ratio = 100 * levels[1].figure.value / levels[0].figure.value
        grown, spent = _factors(revenue, places[0]), _factors(cost, places[1])
        if spent[0] > 0 and grown[0] > 0:
            made = Interval(ratio * (grown[0] / spent[1] - 1), ratio * (grown[1] / spent[0] - 1))
            yield _Row(revenue=revenue, cost=cost, margin=margin, made=made)


def _change(index: ReportIndex, level: str) -> Claim | None:
    """Return the change in % or points that a line states of a level."""
    forms = (RelationKind.GROWTH, RelationKind.POINTS)
    return next((claim for claim in index.claims_at(level) if claim.form in forms and claim.figure is not None), None)


def _signed(claim: Claim) -> Fraction:
    assert claim.figure is not None
    return -claim.figure.value if claim.direction is Direction.DOWN else claim.figure.value


def _place(claim: Claim | None) -> Fraction:
    """Return the last place of a change that is not 0: 8.20 may be 8.2 with a 0 behind it."""
    if claim is None or claim.figure is None:
        return Fraction(0)
    decimals = claim.figure.digits.partition(".")[2].rstrip("0")
    return Fraction(1, 10 ** len(decimals))


def _factors(claim: Claim, place: Fraction) -> tuple[Fraction, Fraction]:
    """Return the least and the most that a change multiplies last year's figure with."""
    value = _signed(claim)
    return 1 + (value - place / 2) / 100, 1 + (value + place / 2) / 100


def _judged(index: ReportIndex, rows: Sequence[_Row]) -> Iterator[Check]:
    failing = [row for row in rows if not row.holds]
    held = len(rows) - len(failing)
    if held < _LEAST or held < _LEAST * len(failing):
        return
    for row in rows:
        if row.margin.prior is None:
            yield _check(index, row)


def _check(index: ReportIndex, row: _Row) -> Check:
    low, high = row.made.low, row.made.high
    assert low is not None
    assert high is not None
    middle = (low + high) / 2
    outcome = Outcome(Verdict.CONSISTENT if row.holds else Verdict.INCONSISTENT, computed=row.made, exact=middle)
    context = evolve(
        index.context(row.margin), check=CheckName.POINTS, evidence=index.evidence(row.margin, row.revenue, row.cost)
    )
    stated = stated_value_of(row.margin.figure) if row.margin.figure is not None else None
    if row.holds:
        return make_check(outcome, context, stated)
    changes = (one.surface.strip() for one in (row.revenue, row.cost))
    hint = phrase("findings.margin_otherwise", value=decimal_text(middle, 2), revenue=next(changes), cost=next(changes))
    return make_check(outcome, context, stated, severity=Severity.ERROR, hints=(hint,))
