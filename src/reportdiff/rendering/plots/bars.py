"""Compute the bars of the chart of changes: one a metric, computed against stated."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from reportdiff.model import PREVIOUS_YEAR, ComparisonResult, Direction, RelationKind
from reportdiff.rendering.rows.change_rows import ChangeRow, change_rows

__all__ = ["Bar", "change_bars"]


@frozen(kw_only=True)
class Bar:
    """A metric's change in %, as computed and as stated (None where nothing is), and the code of the verdict.

    `review` marks a pair that a person should look at.
    """

    name: str
    percent: Fraction
    stated: Fraction | None
    verdict: str | None
    review: bool


def change_bars(result: ComparisonResult, limit: int) -> tuple[Bar, ...]:
    """Return at most `limit` bars, what is inconsistent first, then the largest rise.

    An inconsistent change comes into the choice before one that is stated, and this before the others, the largest
    first. A metric that did not change has a bar only where something is stated.
    """
    bars = [
        Bar(
            name=row.metric.name,
            percent=row.percent,
            stated=_stated(row),
            verdict=row.verdict.value if row.verdict is not None else None,
            review=row.for_review,
        )
        for row in change_rows(result)
        if row.percent is not None
    ]
    moved = [bar for bar in bars if bar.percent or bar.stated is not None]
    moved.sort(key=lambda bar: (bar.verdict != "inconsistent", bar.stated is None, -abs(bar.percent)))
    return tuple(sorted(moved[:limit], key=lambda bar: (bar.verdict != "inconsistent", -bar.percent)))


def _stated(row: ChangeRow) -> Fraction | None:
    """Return the stated change on last year in %, with its sign."""
    for claim in row.claims:
        if claim.basis != PREVIOUS_YEAR:
            continue
        if claim.form is RelationKind.FLAT:
            return Fraction(0)
        if claim.form is RelationKind.GROWTH and claim.figure is not None:
            return -claim.figure.value if claim.direction is Direction.DOWN else claim.figure.value
    return None
