"""Draw the charts: changes as diverging bars, levels as slopes, a series as small multiples."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reportdiff.errors import MissingExtraError, UnsupportedFormatError
from reportdiff.messages import label, phrase, sentence
from reportdiff.messages.labels import check_language, word
from reportdiff.model import CheckResult, ComparisonResult, Report
from reportdiff.rendering.number_text import approximate, short_text, signed
from reportdiff.rendering.plots.bars import Bar, change_bars
from reportdiff.rendering.plots.end_labels import label_ends, short_name
from reportdiff.rendering.plots.fonts import chinese_font, holds_chinese
from reportdiff.rendering.plots.panels import Panel
from reportdiff.rendering.plots.slopes import slopes
from reportdiff.rendering.summary import report_label, title

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["as_bytes", "plot_changes", "plot_slope", "plot_years", "render"]

# The page's own colours; every verdict has a sign of its own too, so that nothing rests on colour.
_INK, _DIM, _LINE, _BAR = "#1c2024", "#5b6470", "#d5dae0", "#9fb3c8"
_COLOURS = {
    "consistent": "#14683a",
    "within_precision": "#14683a",
    "rounding_difference": "#7a5200",
    "inconsistent": "#a3121c",
    "undefined": "#4d5560",
    "unchecked": "#4d5560",
}
_SIGNS = {
    "consistent": "D",
    "within_precision": "d",
    "rounding_difference": "s",
    "inconsistent": "X",
    "undefined": "P",
    "unchecked": "o",
}
_METADATA: Mapping[str, Any] = {  # without a time of day, and with the mark that tells a file of ours
    "png": {"Software": "reportdiff"},
    "svg": {"Date": None, "Creator": "reportdiff"},
}
_LONG = 150  # % at which a chart's axis ends at the latest, if a few bars would dwarf the rest


def render(result: Report | CheckResult | ComparisonResult, *, format: str, lang: str = "zh") -> bytes:
    """Return the chart of changes as the bytes of a PNG or SVG file.

    Raises:
        UnsupportedFormatError: The result is that of one report, in which nothing changed.
        MissingExtraError: The extra `plot` is not installed.
        MissingFontError: No installed font shows Chinese.
    """
    if not isinstance(result, ComparisonResult):
        raise UnsupportedFormatError("errors.chart_of_one", format=format)
    return as_bytes(plot_changes(result, lang=lang), format)


def plot_changes(result: ComparisonResult, *, lang: str = "zh", limit: int = 20, font: str | None = None) -> Figure:
    """Draw a diverging bar of the computed change of each metric, with a sign for the stated change upon it.

    Args:
        result: The comparison.
        lang: The language of the labels, "zh" or "en".
        limit: The number of metrics at most.
        font: An installed font for Chinese labels; by default one is found.
    """
    bars = change_bars(result, limit)
    heading = title(result, lang)
    with _canvas((9.0, 1.5 + 0.34 * max(len(bars), 3)), (heading, *(bar.name for bar in bars)), lang, font) as figure:
        axes = _axes(figure, heading, word("plot", "changes", lang))
        if not bars:
            return _empty(figure, axes, lang)
        most = _reach(bars)
        room = 0.13 * sum(most) + 2  # for the figures at the ends
        axes.set_xlim(-(most[0] + room), most[1] + room)
        axes.set_ylim(len(bars) - 0.4, -0.6)
        for place, bar in enumerate(bars):
            _draw_bar(axes, place, bar, most, lang)
        axes.axvline(0, color=_INK, linewidth=0.8)
        axes.set_yticks(range(len(bars)), [short_name(bar.name) + ("?" if bar.review else "") for bar in bars])
        axes.tick_params(axis="y", length=0)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:+.0f}%" if value else "0")
        axes.grid(axis="x", color=_LINE, linewidth=0.6)
        _legend(figure, axes, [bar.verdict or "unchecked" for bar in bars if bar.stated is not None], lang)
        _review_note(axes, [bar.review for bar in bars], lang)
        return figure


def plot_slope(
    result: ComparisonResult, *, lang: str = "zh", limit: int = 12, unit: str | None = None, font: str | None = None
) -> Figure:
    """Draw last year's levels on the left and this year's on the right, of the metrics in one unit.

    Args:
        result: The comparison.
        lang: The language of the labels, "zh" or "en".
        limit: The number of metrics at most.
        unit: The unit; by default the one that most metrics share.
        font: An installed font for Chinese labels; by default one is found.
    """
    unit, lines = slopes(result, limit, unit)
    heading = title(result, lang)
    with _canvas(
        (9.0, 1.6 + 0.38 * max(len(lines), 5)), (heading, unit, *(line.name for line in lines)), lang, font
    ) as figure:
        axes = _axes(figure, heading, sentence("renderings.slope", lang, unit=unit))
        if not lines:
            return _empty(figure, axes, lang)
        heights = [(approximate(line.prior), approximate(line.current)) for line in lines]
        values = [value for pair in heights for value in pair]
        if min(values) > 0 and max(values) > 20 * min(values):
            axes.set_yscale("log")
            axes.set_title(f"{axes.get_title(loc='left')}{word('plot', 'log', lang)}", loc="left", fontsize=11, pad=12)
        axes.set_xlim(-1.15, 2.15)
        axes.set_xticks([0, 1], [report_label(side.report, lang) for side in (result.prior, result.current)])
        axes.xaxis.tick_top()
        axes.tick_params(axis="x", length=0, labelcolor=_DIM)
        axes.yaxis.set_visible(False)
        for side in (0, 1):
            axes.axvline(side, color=_LINE, linewidth=1)
        for line, (left, right) in zip(lines, heights, strict=True):
            colour = _COLOURS.get(line.verdict or "", _DIM)
            style = "--" if line.verdict == "inconsistent" else ":" if line.review else "-"
            sign = _SIGNS.get(line.verdict or "", "o")
            axes.plot([0, 1], [left, right], style, color=colour, marker=sign, markersize=5, linewidth=1.4)
        _legend(figure, axes, [line.verdict for line in lines if line.verdict is not None], lang)
        _review_note(axes, [line.review for line in lines], lang)
        label_ends(figure, axes, lines, heights, _LINE)
        return figure


def plot_years(
    shown: Sequence[Panel], years: Sequence[int], *, heading: str, lang: str = "zh", font: str | None = None
) -> Figure:
    """Draw small multiples: one panel a metric, breaks crossed in red, doubtful pairs dashed and hollow.

    Args:
        shown: The panels.
        years: All years, in order.
        heading: The title above the panels.
        lang: The language of the labels, "zh" or "en".
        font: An installed font for Chinese labels; by default one is found.
    """
    from matplotlib.ticker import FixedLocator

    across = min(3, max(1, len(shown)))
    down = max(1, -(-len(shown) // across))
    texts = (heading, *(f"{panel.name}{panel.unit}" for panel in shown))
    with _canvas((3.3 * across + 0.4, 2.0 * down + 1.1), texts, lang, font) as figure:
        if not shown:
            return _empty(figure, _axes(figure, heading, word("plot", "years", lang)), lang)
        figure.suptitle(f"{heading}\n{word('plot', 'years', lang)}", x=0.01, ha="left", fontsize=11, color=_INK)
        for place, panel in enumerate(shown):
            axes = figure.add_subplot(down, across, place + 1)
            _clean(axes)
            axes.set_title(f"{short_name(panel.name)}  {panel.lowest}–{panel.highest}", loc="left", fontsize=9)
            axes.set_xlim(min(years) - 0.4, max(years) + 0.4)
            axes.xaxis.set_major_locator(FixedLocator(list(years)))
            axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
            axes.tick_params(labelsize=8, length=0)
            _draw_panel(axes, panel)
        marks = ["broken"] if any(panel.broken for panel in shown) else []
        marks += ["guessed"] if any(point.doubtful for panel in shown for point in panel.points) else []
        if marks:
            styles = {
                "broken": ("X", _COLOURS["inconsistent"], _COLOURS["inconsistent"]),
                "guessed": ("o", "white", _INK),
            }
            _keys(figure, [(word("plot", mark, lang), *styles[mark]) for mark in marks])
        return figure


def as_bytes(figure: Figure, format: str) -> bytes:
    """Return the figure as the bytes of a PNG or SVG file, without a time of day in it."""
    out = io.BytesIO()
    with _reproducible():
        figure.savefig(out, format=format, dpi=120, metadata=_METADATA[format])
    return out.getvalue()


@contextmanager
def _reproducible() -> Iterator[None]:
    """Make the names inside an SVG depend on the picture alone."""
    import matplotlib

    with matplotlib.rc_context({"svg.hashsalt": "reportdiff"}):
        yield


def _draw_bar(axes: Axes, place: int, bar: Bar, most: tuple[float, float], lang: str) -> None:
    value = approximate(bar.percent)
    drawn = min(max(value, -most[0]), most[1])
    style: dict[str, Any] = {"hatch": "///", "linestyle": "--"} if bar.review else {}
    axes.barh(
        place, drawn, height=0.62, color=_BAR if value >= 0 else "white", edgecolor="#6b8299", linewidth=0.9, **style
    )
    cut = " »" if drawn < value else " «" if drawn > value else ""
    text = f"{signed(f'{value:.2f}')}%{cut}" if value else "0%"
    end = stated = drawn
    if bar.stated is not None:
        stated = min(max(approximate(bar.stated), -most[0]), most[1])
        verdict = bar.verdict or "unchecked"
        if verdict in ("inconsistent", "rounding_difference"):
            said = f"{signed(short_text(bar.stated))}%"
            text = sentence("renderings.stated_beside", lang, computed=text, stated=said)
        axes.plot(
            stated, place, _SIGNS[verdict], color=_COLOURS[verdict], markersize=6.5, markeredgecolor="white", zorder=3
        )
        if stated * drawn >= 0 and abs(stated) > abs(drawn):
            end = stated
    room, left = (most[0] + most[1]) * 0.015 + 0.5, value < 0
    if left and text[-1] in "）)":  # long: on the other side it meets no name
        left, end = False, max(0.0, stated)
    axes.text(end - room if left else end + room, place, text, ha="right" if left else "left", va="center", fontsize=8)


def _reach(bars: Sequence[Bar]) -> tuple[float, float]:
    """Return how far the axis goes to the left and to the right: stated changes count, a few giants are cut."""
    values = [approximate(bar.percent) for bar in bars]
    values += [approximate(bar.stated) for bar in bars if bar.stated is not None]
    cut = max(_LONG, 2 * sorted(map(abs, values))[len(values) // 2])
    low, high = min(0.0, *values), max(0.0, *values)
    reach = min(-low, cut), min(high, cut)
    widest = max(*reach, 1.0)
    return max(reach[0], widest * 0.12), max(reach[1], widest * 0.12)


def _review_note(axes: Axes, reviews: Sequence[bool], lang: str) -> None:
    """Say below the chart what a question mark behind a name means, where one stands."""
    if any(reviews):
        text = f"?  {word('plot', 'guessed', lang)}"
        axes.annotate(text, (0, 0), (0, -24), "axes fraction", "offset points", fontsize=8, color=_DIM, va="top")


def _draw_panel(axes: Axes, panel: Panel) -> None:
    for before, after in pairwise(panel.points):
        sure = after.year == before.year + 1 and not after.doubtful
        colour = _COLOURS["inconsistent"] if after.broken else _INK
        axes.plot(
            [before.year, after.year],
            [approximate(before.value), approximate(after.value)],
            "-" if sure and not after.broken else "--",
            color=colour,
            linewidth=1.3,
        )
    for point in panel.points:
        colour = _COLOURS["inconsistent"] if point.broken else _INK
        face = "white" if point.doubtful else colour
        axes.plot(
            point.year,
            approximate(point.value),
            "X" if point.broken else "o",
            markersize=7 if point.broken else 4.5,
            color=colour,
            markerfacecolor=face,
        )
    values = [approximate(point.value) for point in panel.points]
    low, high = min(values), max(values)
    room = (high - low or abs(high) or 1.0) * 0.35
    axes.set_ylim(low - room * 0.6, high + room)
    axes.set_yticks([])
    for point, beside in ((panel.points[0], panel.points[1]), (panel.points[-1], panel.points[-2])):
        below = beside.value > point.value  # the line leaves upwards: above it would cross the text
        axes.annotate(
            point.text,
            (point.year, approximate(point.value)),
            (0, -6 if below else 6),
            textcoords="offset points",
            ha="center",
            va="top" if below else "baseline",
            fontsize=7.5,
        )


@lru_cache(maxsize=1)
def _figure_class() -> type[Any]:
    """Return the class of a figure that a notebook shows by itself, without pyplot and without a window."""
    from matplotlib.figure import Figure

    class Drawing(Figure):
        """A chart; `savefig(path)` writes it as PNG, SVG or PDF."""

        def _repr_png_(self) -> bytes:
            return as_bytes(self, "png")

    return Drawing


@contextmanager
def _canvas(size: tuple[float, float], texts: Iterable[str], lang: str, font: str | None) -> Iterator[Figure]:
    """Yield a figure to draw on, with a font that shows the texts; the user's settings are as before afterwards."""
    check_language(lang)
    try:
        import matplotlib
    except ImportError as error:
        what = phrase("errors.charts")
        raise MissingExtraError("errors.needs_extra", what=what, library="matplotlib", extra="[plot]") from error
    families = ["DejaVu Sans"]
    if font is not None or lang == "zh" or holds_chinese(texts):
        families.insert(0, chinese_font(font))
    settings: dict[Any, Any] = {
        "font.family": families,
        "axes.unicode_minus": False,
        "text.color": _INK,
        "font.size": 9,
        "text.parse_math": False,
    }
    with matplotlib.rc_context(settings):
        yield _figure_class()(figsize=size, layout="constrained", facecolor="white")


def _axes(figure: Figure, heading: str, below: str) -> Axes:
    axes: Axes = figure.add_subplot()
    _clean(axes)
    axes.set_title(f"{heading}\n{below}", loc="left", fontsize=11, color=_INK, pad=12)
    return axes


def _clean(axes: Axes) -> None:
    axes.set_axisbelow(True)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)


def _empty(figure: Figure, axes: Axes, lang: str) -> Figure:
    axes.set_axis_off()
    axes.text(0.5, 0.5, word("plot", "empty", lang), ha="center", va="center", transform=axes.transAxes, color=_DIM)
    return figure


def _legend(figure: Figure, axes: Axes, verdicts: Sequence[str], lang: str) -> None:
    """Write the verdicts that occur, each with its sign and colour."""
    found = [verdict for verdict in _SIGNS if verdict in verdicts]
    _keys(
        figure,
        [
            (
                sentence("renderings.stated_as", lang, verdict=label("verdict", code)),
                _SIGNS[code],
                _COLOURS[code],
                "white",
            )
            for code in found
        ],
    )


def _keys(figure: Figure, keys: Sequence[tuple[str, str, str, str]]) -> None:
    from matplotlib.lines import Line2D

    if not keys:
        return
    handles = [
        Line2D(
            [], [], linestyle="none", marker=sign, markersize=7, markerfacecolor=face, markeredgecolor=edge, label=text
        )
        for text, sign, face, edge in keys
    ]
    figure.legend(handles=handles, loc="outside lower left", ncols=4, frameon=False, fontsize=8.5)
