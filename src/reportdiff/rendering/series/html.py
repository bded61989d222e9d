"""Write many years of one issuer as one offline page: breaks with their sentences, a row and a sparkline a metric."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from reportdiff.messages import sentence
from reportdiff.messages.labels import word
from reportdiff.model import Figure
from reportdiff.rendering.number_text import approximate, figure_text
from reportdiff.rendering.page.html import finding_of
from reportdiff.rendering.page.template import fill_template
from reportdiff.rendering.rows.check_rows import CheckRow

__all__ = ["render"]

_WIDTH, _HEIGHT, _MARGIN = 150, 30, 6  # of a sparkline, in pixels


@frozen(kw_only=True)
class _Dot:
    """The point of one year in a sparkline; `doubtful` where a doubtful pair leads to it."""

    year: int
    x: float
    y: float
    broken: bool
    doubtful: bool


def render(
    years: Sequence[int],
    rows: Iterable[tuple[str, Sequence[Figure | str], Collection[int], Collection[int]]],
    breaks: Iterable[tuple[int, CheckRow]],
    *,
    heading: Sequence[str],
    lang: str,
) -> str:
    """Return the page.

    Args:
        years: The years, in order.
        rows: The name of each metric, for every year its figure or the code of a gap, the years to which a doubtful
            pair leads, and the years with a break.
        breaks: The year and the row of each break.
        heading: The title, and the outcome in a sentence.
        lang: The language of the page, "zh" or "en".
    """
    return fill_template(
        "series.html",
        lang=lang,
        title=heading[0],
        outcome=heading[1],
        years=years,
        width=_WIDTH,
        height=_HEIGHT,
        scale=sentence("renderings.sparkline", lang),
        rows=[_row(years, *row, lang=lang) for row in rows],
        breaks=[finding_of(row, lang) | {"year": year} for year, row in breaks],
    )


def _row(
    years: Sequence[int],
    name: str,
    figures: Sequence[Figure | str],
    doubtful: Collection[int],
    broken: Collection[int],
    *,
    lang: str,
) -> Mapping[str, object]:
    cells = [
        {"text": word("gap", item, lang), "gap": True, "broken": False}
        if isinstance(item, str)
        else {"text": figure_text(item) + ("?" if year in doubtful else ""), "gap": False, "broken": year in broken}
        for year, item in zip(years, figures, strict=True)
    ]
    label = " → ".join(f"{year} {cell['text']}" for year, cell in zip(years, cells, strict=True) if not cell["gap"])
    dots = _dots(years, figures, doubtful, broken)
    lines = [
        {
            "from": before,
            "to": after,
            "doubtful": after.doubtful or after.broken or years.index(after.year) - years.index(before.year) > 1,
        }
        for before, after in pairwise(dots)
    ]
    printed = [item for item in figures if not isinstance(item, str)]
    ends = [figure_text(side(printed, key=lambda figure: figure.value)) for side in (min, max)]
    return {"name": name, "cells": cells, "dots": dots, "lines": lines, "label": label, "range": "–".join(ends)}


def _dots(
    years: Sequence[int], figures: Sequence[Figure | str], doubtful: Collection[int], broken: Collection[int]
) -> list[_Dot]:
    """Return the point of every year that has a figure, the lowest at the bottom of the sparkline."""
    values = {
        year: approximate(item.value) for year, item in zip(years, figures, strict=True) if not isinstance(item, str)
    }
    low, high = min(values.values()), max(values.values())
    return [
        _Dot(
            year=year,
            x=round(_MARGIN + years.index(year) * (_WIDTH - 2 * _MARGIN) / max(len(years) - 1, 1), 1),
            y=round(
                _HEIGHT - _MARGIN - ((value - low) / (high - low) if high > low else 0.5) * (_HEIGHT - 2 * _MARGIN), 1
            ),
            broken=year in broken,
            doubtful=year in doubtful,
        )
        for year, value in values.items()
    ]
