"""A panel of metric × year as a terminal table, as Markdown or as CSV."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportdiff.errors import UnsupportedFormatError
from reportdiff.messages.labels import check_language, word
from reportdiff.model import Check, Figure
from reportdiff.rendering.csv import guarded
from reportdiff.rendering.markdown import escaped
from reportdiff.rendering.number_text import figure_text

__all__ = ["render"]

Panel = Sequence[tuple[str, Sequence[Figure | str], Sequence[int]]]
Breaks = Sequence[tuple[int, str, Check]]


def render(years: Sequence[int], rows: Panel, breaks: Breaks, *, format: str, lang: str, width: int) -> str:
    """Rows of a metric's name with a figure or the code of a gap a year, and the years joined by a doubtful pair.

    Figures stand as printed; a doubtful one bears a question mark. The breaks follow as sentences.
    """
    check_language(lang)
    head = [word("column", "metric", lang), *map(str, years)]
    table = [[name, *_cells(years, figures, doubtful, lang)] for name, figures, doubtful in rows]
    told = [(str(year), name, check.message.zh if lang == "zh" else check.message.en) for year, name, check in breaks]
    if format == "csv":
        return _csv([head, *table])
    if format == "md":
        return _markdown(head, table, told, lang)
    if format == "table":
        return _terminal(head, table, told, lang, width)
    raise UnsupportedFormatError(f"format {format!r}: known for a series are table, md, csv, html")


def _cells(years: Sequence[int], figures: Sequence[Figure | str], doubtful: Sequence[int], lang: str) -> list[str]:
    return [
        word("gap", item, lang) if isinstance(item, str) else figure_text(item) + ("?" if year in doubtful else "")
        for year, item in zip(years, figures, strict=True)
    ]


def _csv(rows: Sequence[Sequence[str]]) -> str:
    import csv

    out = io.StringIO()
    csv.writer(out).writerows([[guarded(cell) for cell in row] for row in rows])
    return "\ufeff" + out.getvalue()


def _markdown(head: Sequence[str], table: Sequence[Sequence[str]], told: Sequence[tuple[str, ...]], lang: str) -> str:
    rule = "|" + "|".join([" --- ", *(" ---: " for _ in head[1:])]) + "|"
    lines = ["| " + " | ".join(map(escaped, row)) + " |" for row in [head, *table]]
    parts = [f"## {word('heading', 'series', lang)}", "\n".join([lines[0], rule, *lines[1:]])]
    if told:
        parts.append(f"## {word('heading', 'breaks', lang)} ({len(told)})")
        parts.append("\n".join(f"- {year} · {escaped(text)}" for year, _, text in told))
    return "\n\n".join(parts) + "\n"


def _printable(text: str) -> str:
    """Control characters of a report never reach the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def _terminal(
    head: Sequence[str], table: Sequence[Sequence[str]], told: Sequence[tuple[str, ...]], lang: str, width: int
) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, width=max(width, 40), no_color=True, highlight=False, emoji=False, markup=False)
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place, text in enumerate(head):
        shown.add_column(Text(text), justify="left" if place == 0 else "right", overflow="fold")
    for row in table:
        shown.add_row(*(Text(_printable(cell)) for cell in row))
    console.print(Text(f"{word('heading', 'series', lang)} ({len(table)})"))
    console.print(shown)
    if told:
        console.print()
        console.print(Text(f"{word('heading', 'breaks', lang)} ({len(told)})"))
        for year, _, text in told:
            console.print(Text(_printable(f"{year}  {text}")))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
