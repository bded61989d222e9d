"""The change of a margin beside those of revenue and cost, which say together what the margin was last year.

Where most rows of a table bear that out, the row that does not has a wrong figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import Outcome, agrees, decimal_text
from reportdiff.arithmetic.intervals import intersects
from reportdiff.checking.findings import make_check
from reportdiff.checking.forms.statements import Line, statements
from reportdiff.checking.operands import stated_value_of
from reportdiff.checking.report_index import ReportIndex
from reportdiff.messages import phrase
from reportdiff.model import Check, CheckName, Claim, Direction, Figure, Interval, RelationKind, Severity, Verdict

__all__ = ["margin_changes"]

_ITEMS = ("营业收入", "营业成本", "毛利率")  # of lexicon/forms/margins.toml
_CHANGES = (RelationKind.GROWTH, RelationKind.POINTS)
_LEAST = 2  # rows that must hold, and how many times as many as fail
_ROUNDED = 2  # units of the last place: the difference of two rounded margins

_Change = tuple[Claim, Figure]


def margin_changes(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every line that prints the changes of its revenue, its cost and its margin."""
    for statement in statements(index):
        checks = _checks(index, statement.lines) if statement.form.name == "margins" else []
        held = sum(agrees(check.verdict) for _, check in checks)
        if held >= _LEAST * max(1, len(checks) - held):
            yield from (check for margin, check in checks if margin.prior is None)


def _checks(index: ReportIndex, lines: Sequence[Line]) -> list[tuple[Claim, Check]]:
    rows: list[tuple[Fraction, list[_Change]]] = []
    for line in lines:
        levels = [line.items[item] for item in _ITEMS if item in line.items]
        changes = [change for level in levels if (change := _change(index, level.id)) is not None]
        if len(changes) == len(_ITEMS) and min(level.figure.value for level in levels[:2]) > 0:
            rows.append((100 * levels[1].figure.value / levels[0].figure.value, changes))
    places = [min((_last_place(changes[column][1]) for _, changes in rows), default=Fraction(0)) for column in (0, 1)]
    return [(changes[-1][0], _check(index, ratio, changes, places)) for ratio, changes in rows]


def _change(index: ReportIndex, level: str) -> _Change | None:
    found = ((claim, claim.figure) for claim in index.claims_at(level) if claim.form in _CHANGES)
    return next(((claim, figure) for claim, figure in found if figure is not None), None)


def _last_place(figure: Figure) -> Fraction:
    """Return the last place of a change that is not 0: 8.20 may be 8.2 with a 0 behind it."""
    return Fraction(1, 10 ** len(figure.digits.partition(".")[2].rstrip("0")))


def _signed(change: _Change) -> Fraction:
    return -change[1].value if change[0].direction is Direction.DOWN else change[1].value


def _check(index: ReportIndex, ratio: Fraction, changes: Sequence[_Change], places: Sequence[Fraction]) -> Check:
    """Judge the change of a margin, given the cost in % of the revenue and the changes of both."""
    ends = [(_signed(one) - at / 2, _signed(one) + at / 2) for one, at in zip(changes, places, strict=False)]
    (slow, fast), (less, more) = (tuple(1 + end / 100 for end in each) for each in ends)
    (margin, figure), value = changes[-1], _signed(changes[-1])
    made = Interval(ratio * (slow / more - 1), ratio * (fast / less - 1)) if less > 0 else Interval(value, value)
    exact = (made.low + made.high) / 2 if made.low is not None and made.high is not None else value
    room = _ROUNDED * figure.last_place
    holds = intersects(made, Interval(value - room, value + room))
    outcome = Outcome(Verdict.CONSISTENT if holds else Verdict.INCONSISTENT, computed=made, exact=exact)
    cells = index.evidence(*(claim for claim, _ in reversed(changes)))
    context = evolve(index.context(margin), check=CheckName.POINTS, evidence=cells)
    revenue, cost, _ = (one.surface.strip() for one, _ in changes)
    hint = phrase("findings.margin_otherwise", value=decimal_text(exact, 2), revenue=revenue, cost=cost)
    severity, hints = (None, ()) if holds else (Severity.ERROR, (hint,))
    return make_check(outcome, context, stated_value_of(figure), severity=severity, hints=hints)
