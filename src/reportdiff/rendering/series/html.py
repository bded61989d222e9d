"""Many years of one issuer → one offline page: breaks with their sentences, and a row with a sparkline a metric."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from importlib import resources
from itertools import pairwise

from reportdiff._version import __version__
from reportdiff.messages.labels import check_language, word
from reportdiff.model import Figure
from reportdiff.rendering.number_text import approximate, figure_text
from reportdiff.rendering.rows.change_rows import CheckRow

__all__ = ["render"]

_WIDTH, _HEIGHT, _ROOM = 150, 30, 6  # of a sparkline, in pixels


def render(
    years: Sequence[int],
    rows: Sequence[tuple[str, Sequence[Figure | str], Sequence[int], Sequence[int]]],
    breaks: Sequence[tuple[int, CheckRow]],
    *,
    title: str,
    lang: str,
) -> str:
    """The page; a row is a name, a figure or the code of a gap a year, the doubtful years and the broken ones."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    check_language(lang)
    style = resources.files("reportdiff.rendering").joinpath("templates", "page.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=PackageLoader("reportdiff.rendering", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("series.html").render(
        html_lang="zh-CN" if lang == "zh" else "en",
        version=__version__,
        style=Markup(style),
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        title=title,
        w=lambda kind, code: word(kind, code, lang),
        years=years,
        width=_WIDTH,
        height=_HEIGHT,
        rows=[_row(years, *row, lang) for row in rows],
        breaks=[_break(year, row, lang) for year, row in breaks],
    )


def _row(
    years: Sequence[int],
    name: str,
    figures: Sequence[Figure | str],
    doubtful: Sequence[int],
    broken: Sequence[int],
    lang: str,
) -> Mapping[str, object]:
    cells, dots = [], []
    values = [approximate(item.value) for item in figures if not isinstance(item, str)]
    low, high = min(values), max(values)
    for place, (year, item) in enumerate(zip(years, figures, strict=True)):
        if isinstance(item, str):
            cells.append({"text": word("gap", item, lang), "gap": True, "broken": False})
            continue
        cells.append(
            {"text": figure_text(item) + ("?" if year in doubtful else ""), "gap": False, "broken": year in broken}
        )
        across = _ROOM + place * (_WIDTH - 2 * _ROOM) / max(len(years) - 1, 1)
        share = (approximate(item.value) - low) / (high - low) if high > low else 0.5
        dots.append((round(across, 1), round(_HEIGHT - _ROOM - share * (_HEIGHT - 2 * _ROOM), 1), year in broken, year))
    lines = [
        (
            *one[:2],
            *other[:2],
            other[3] in doubtful or other[3] in broken or years.index(other[3]) - years.index(one[3]) > 1,
        )
        for one, other in pairwise(dots)
    ]
    label = " → ".join(f"{year} {cell['text']}" for year, cell in zip(years, cells, strict=True) if not cell["gap"])
    return {"name": name, "cells": cells, "dots": dots, "lines": lines, "label": label}


def _break(year: int, row: CheckRow, lang: str) -> Mapping[str, object]:
    check = row.check
    return {
        "year": year,
        "severity": check.severity.value if check.severity is not None else "note",
        "verdict": check.verdict.value,
        "check": check.check,
        "metric": row.metric,
        "message": check.message.zh if lang == "zh" else check.message.en,
        "quote": row.quote,
        "where": row.where,
    }
