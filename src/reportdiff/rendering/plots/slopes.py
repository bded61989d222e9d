"""Compute the lines of the slope chart: last year's level and this year's, of metrics that share a unit."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from reportdiff.model import ComparisonResult
from reportdiff.rendering.number_text import figure_text
from reportdiff.rendering.rows.change_rows import ChangeRow, change_rows

if TYPE_CHECKING:
    pass

__all__ = ["Slope", "slopes"]


@frozen(kw_only=True)
class Slope:
    """One metric: both levels in base units and as printed, and the code of the verdict.

    `review` marks a pair that a person should look at.
    """

    name: str
    prior: Fraction
    current: Fraction
    prior_text: str
    current_text: str
    verdict: str | None
    review: bool


def slopes(result: ComparisonResult, limit: int, unit: str | None = None) -> tuple[str, tuple[Slope, ...]]:
    """Return the unit, and at most `limit` metrics in it, the highest first.

    What is inconsistent comes into the choice before what is stated, and this before the others, the largest relative
    changes first.

    Args:
        result: The comparison.
        limit: The number of metrics at most.
        unit: The unit; by default the one that most pairs share, no percentages.
    """
    rows = [row for row in change_rows(result) if row.change is not None and row.change.comparable]
    if unit is None:
        shared = Counter(row.metric.figure.unit for row in rows if row.metric.figure.unit not in ("", "%"))
        unit = max(shared, key=lambda name: (shared[name], name), default="")
    chosen = [row for row in rows if row.metric.figure.unit == unit]
    chosen.sort(key=lambda row: (row.verdict != "inconsistent", row.verdict is None, -abs(row.percent or 0)))
    return unit, tuple(sorted(map(_slope, chosen[:limit]), key=lambda slope: -slope.current))


def _slope(row: ChangeRow) -> Slope:
    assert row.prior is not None  # a change has both sides
    assert row.current is not None
    return Slope(
        name=row.metric.name,
        prior=row.prior.figure.value,
        current=row.current.figure.value,
        prior_text=figure_text(row.prior.figure),
        current_text=figure_text(row.current.figure),
        verdict=row.verdict.value if row.verdict is not None else None,
        review=row.for_review,
    )
