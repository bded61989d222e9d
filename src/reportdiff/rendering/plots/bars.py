"""What the chart of changes draws: one bar a metric, computed against stated."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from reportdiff.model import PREVIOUS_YEAR, ComparisonResult, Direction, RelationKind
from reportdiff.rendering.rows.change_rows import ChangeRow, change_rows

__all__ = ["Bar", "change_bars"]


@frozen
class Bar:
    """A metric's change in %: as computed from both reports, as stated (None where nothing is), and the verdict."""

    name: str
    percent: Fraction
    stated: Fraction | None
    verdict: str | None


def change_bars(result: ComparisonResult, limit: int) -> tuple[Bar, ...]:
    """At most `limit` bars, the largest rise first: metrics whose change is stated before those that merely moved."""
    rows = [row for row in change_rows(result) if row.change is not None and row.change.percent is not None]
    bars = [bar for row in rows if (bar := _bar(row)) is not None and (bar.percent or bar.stated is not None)]
    wanted = sorted(bars, key=lambda bar: (bar.verdict != "inconsistent", bar.stated is None, -abs(bar.percent)))
    return tuple(sorted(wanted[:limit], key=lambda bar: -bar.percent))


def _bar(row: ChangeRow) -> Bar | None:
    if row.change is None or row.change.percent is None:
        return None
    verdict = row.verdict.value if row.verdict is not None else None
    return Bar(row.name, row.change.percent, _stated(row), verdict)


def _stated(row: ChangeRow) -> Fraction | None:
    """What the report says of last year's figure in %, with its sign."""
    for claim in row.claims:
        if claim.basis != PREVIOUS_YEAR:
            continue
        if claim.form is RelationKind.FLAT:
            return Fraction(0)
        if claim.form is RelationKind.GROWTH and claim.figure is not None:
            return -claim.figure.value if claim.direction is Direction.DOWN else claim.figure.value
    return None
