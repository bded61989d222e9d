"""Write the names of metrics in charts: cut to a length, and at the ends of slopes, moved apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from reportdiff.rendering.plots.slopes import Slope
from reportdiff.rendering.rows.report_lookup import flat

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["label_ends", "short_name"]

_NAME = 18  # characters of a metric's name that a label shows


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
