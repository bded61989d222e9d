"""What the small multiples of a series draw: one panel a metric, one point a year that prints it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from reportdiff.model import Metric
from reportdiff.rendering.number_text import figure_text

__all__ = ["Panel", "Point", "panels"]


@frozen
class Point:
    """A year's level in base units and as printed; `broken`: it does not follow from last year's; `guessed`: the pair
    that leads here is one to look at.
    """

    year: int
    value: Fraction
    text: str
    broken: bool
    guessed: bool


@frozen
class Panel:
    """One metric over the years, its points in order; a year without a figure has none."""

    name: str
    unit: str
    points: tuple[Point, ...]

    @property
    def broken(self) -> bool:
        """Whether a break is marked in it."""
        return any(point.broken for point in self.points)


def panels(
    rows: Iterable[tuple[str, Mapping[int, Metric], Collection[int]]],
    breaks: Sequence[tuple[int, str]],
    limit: int,
) -> tuple[Panel, ...]:
    """At most `limit` panels of at least two points: those with a break first, then the longest, in the given order.

    A row is (name, metric by year, guessed years); a break is (year, the metric's name in that year).
    """
    at = set(breaks)
    made = []
    for name, metrics, guessed in rows:
        points = tuple(
            Point(year, metric.figure.value, figure_text(metric.figure), (year, metric.name) in at, year in guessed)
            for year, metric in sorted(metrics.items())
        )
        if len(points) > 1:
            made.append(Panel(name, metrics[max(metrics)].figure.unit, points))
    return tuple(sorted(made, key=lambda panel: (not panel.broken, -len(panel.points)))[:limit])
