"""Draw results with matplotlib: the data of each chart is computed first, and can be tested without a picture."""

from __future__ import annotations

from reportdiff.rendering.plots.bars import Bar, change_bars
from reportdiff.rendering.plots.charts import as_bytes, plot_changes, plot_slope, plot_years, render
from reportdiff.rendering.plots.fonts import chinese_font
from reportdiff.rendering.plots.panels import Panel, Point, panels
from reportdiff.rendering.plots.slopes import Slope, slopes

__all__ = ["Bar", "Panel", "Point", "Slope", "as_bytes", "change_bars", "chinese_font", "panels", "plot_changes"]
__all__ += ["plot_slope", "plot_years", "render", "slopes"]
