"""Compute the small multiples of a series: one panel a metric, one point a year that prints it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from attrs import frozen

from reportdiff.model import Metric
from reportdiff.rendering.number_text import figure_text

__all__ = ["Panel", "Point", "panels"]


@frozen(kw_only=True)
class Point:
    """A year's level in base units and as printed.

    `broken` where it does not follow from last year's report; `doubtful` where a doubtful pair leads to it.
    """

    year: int
    value: Fraction
    text: str
    broken: bool
    doubtful: bool


@frozen
class Panel:
    """One metric over the years, its points in order; a year without a figure has none."""

    name: str
    unit: str
    points: tuple[Point, ...]

    @property
    def broken(self) -> bool:
        """Whether one of its points is."""
        return any(point.broken for point in self.points)

    @property
    def lowest(self) -> str:
        """The lowest level as printed, at the foot of the panel."""
        return min(self.points, key=lambda point: point.value).text

    @property
    def highest(self) -> str:
        """The highest level as printed, at the top of the panel."""
        return max(self.points, key=lambda point: point.value).text


def panels(
    rows: Iterable[tuple[str, Mapping[int, Metric], Collection[int]]], breaks: Collection[tuple[int, str]], limit: int
) -> tuple[Panel, ...]:
    """Return at most `limit` panels of at least two points: those with a break first, then the longest.

    Args:
        rows: The name of each metric, the metric of each year that prints it, and the years to which a doubtful pair
            leads.
        breaks: The year of each break, and the metric's name in that year.
        limit: The number of panels at most.
    """
    found = []
    for name, metrics, doubtful in rows:
        points = tuple(
            Point(
                year=year,
                value=metric.figure.value,
                text=figure_text(metric.figure),
                broken=(year, metric.name) in breaks,
                doubtful=year in doubtful,
            )
            for year, metric in sorted(metrics.items())
        )
        if len(points) > 1:
            found.append(Panel(name, metrics[max(metrics)].figure.unit, points))
    return tuple(sorted(found, key=lambda panel: (not panel.broken, -len(panel.points)))[:limit])
