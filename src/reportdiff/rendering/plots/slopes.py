"""Compute the lines of the slope chart, last year's level and this year's of metrics with one unit, and their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from reportdiff.model import ComparisonResult
from reportdiff.rendering.number_text import figure_text
from reportdiff.rendering.rows.change_rows import ChangeRow, change_rows
from reportdiff.rendering.rows.report_lookup import flat

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Slope", "label_ends", "short_name", "slopes"]

_NAME = 18  # characters of a metric's name that a label shows


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


def short_name(name: str) -> str:
    """Return a metric's name on one line, cut with … where it is long."""
    text = flat(name)
    return text if len(text) <= _NAME else f"{text[: _NAME - 1]}…"


def label_ends(
    figure: Figure, axes: Axes, lines: Sequence[Slope], heights: Sequence[tuple[float, float]], colour: str
) -> None:
    """Write names and figures at both ends, moved apart so that none covers another."""
    figure.draw_without_rendering()  # lays everything out, so that places in points are known
    figure.set_layout_engine("none")
    scale, back = axes.transData, axes.transData.inverted()
    for side, align, offset in ((0, "right", -0.04), (1, "left", 0.04)):
        places = [float(scale.transform((side, pair[side]))[1]) for pair in heights]
        for line, place, own in zip(lines, _apart(places, 17.0), places, strict=True):
            text = f"{_name(line)}  {line.prior_text}" if side == 0 else f"{line.current_text}  {_name(line)}"
            height = float(back.transform((0, place))[1])
            start = float(back.transform((0, own))[1])
            if abs(place - own) > 2:
                axes.plot([side, side + offset * 2], [start, height], color=colour, linewidth=0.7, clip_on=False)
            axes.text(side + offset * 2.3, height, text, ha=align, va="center", fontsize=8, clip_on=False)


def _name(line: Slope) -> str:
    return short_name(line.name) + ("?" if line.review else "")


def _apart(places: Sequence[float], least: float) -> list[float]:
    """Return the places, moved as little as a simple sweep can so that neighbours are at least `least` apart."""
    order = sorted(range(len(places)), key=lambda number: places[number])
    moved = list(places)
    for _ in range(60):
        crowded = False
        for lower, upper in pairwise(order):
            lack = least - (moved[upper] - moved[lower])
            if lack > 0.1:
                moved[lower] -= lack / 2
                moved[upper] += lack / 2
                crowded = True
        if not crowded:
            break
    return moved
