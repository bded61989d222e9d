"""What the slope chart draws: last year's level and this year's, of metrics that share a unit."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from attrs import frozen

from reportdiff.model import ComparisonResult
from reportdiff.rendering.number_text import figure_text
from reportdiff.rendering.rows.change_rows import ChangeRow, change_rows

__all__ = ["Slope", "slopes"]


@frozen
class Slope:
    """One metric: both levels in base units, and as they are printed."""

    name: str
    prior: Fraction
    current: Fraction
    prior_text: str
    current_text: str
    verdict: str | None


def slopes(result: ComparisonResult, limit: int, unit: str | None = None) -> tuple[str, tuple[Slope, ...]]:
    """The unit, by default the one that most pairs share, and at most `limit` metrics of it, the highest first.

    Which ones: those whose change is stated before the others, the largest relative changes first.
    """
    rows = [row for row in change_rows(result) if row.change is not None and row.change.comparable]
    if unit is None:
        shared = Counter(row.unit for row in rows if row.unit not in ("", "%"))
        unit = max(shared, key=lambda name: (shared[name], name), default="")
    made = [(row, slope) for row in rows if row.unit == unit and (slope := _slope(row)) is not None]
    made.sort(key=lambda item: (item[0].verdict is None, -_moved(item[0])))
    return unit, tuple(sorted((slope for _, slope in made[:limit]), key=lambda slope: -slope.current))


def _slope(row: ChangeRow) -> Slope | None:
    if row.prior is None or row.current is None:
        return None
    prior, current = row.prior.figure, row.current.figure
    verdict = row.verdict.value if row.verdict is not None else None
    return Slope(row.name, prior.value, current.value, figure_text(prior), figure_text(current), verdict)


def _moved(row: ChangeRow) -> Fraction:
    percent = row.change.percent if row.change is not None else None
    return abs(percent) if percent is not None else Fraction(0)
