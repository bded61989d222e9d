"""Write many years of one issuer, a table of metric by year, for the terminal, as Markdown or as CSV."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from reportdiff.errors import UnsupportedFormatError
from reportdiff.messages.labels import check_language, word
from reportdiff.model import Check, Figure
from reportdiff.rendering import csv, markdown
from reportdiff.rendering.number_text import figure_text
from reportdiff.rendering.output_file import signed_markdown
from reportdiff.rendering.rows.report_lookup import printable
from reportdiff.rendering.terminal import printed
from reportdiff.rendering.wording import labelled, message_text
from reportdiff.text.arguments import shortened

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["render"]

Rows = Iterable[tuple[str, Sequence[Figure | str], Collection[int]]]


def render(
    years: Sequence[int],
    rows: Rows,
    breaks: Iterable[tuple[int, str, Check]],
    *,
    heading: Sequence[str],
    format: str,
    lang: str,
    width: int,
) -> str:
    """Return the table, and but for CSV the title and outcome above it and the messages of the breaks below.

    Args:
        years: The years, in order.
        rows: The name of each metric, for every year its figure or the code of a gap, and the years to which a doubtful
            pair leads, which get a question mark.
        breaks: The year, the metric and the check of each break.
        heading: The title, and the outcome in a sentence.
        format: "table", for a terminal, "md" or "csv".
        lang: The language of headings, gaps and messages, "zh" or "en".
        width: The columns of the terminal.

    Raises:
        UnsupportedFormatError: There is no such format.
    """
    check_language(lang)
    heads = [word("column", "metric", lang), *map(str, years)]
    table = [[name, *_cells(years, figures, doubtful, lang)] for name, figures, doubtful in rows]
    messages = [(year, message_text(check, lang)) for year, _, check in breaks]
    if format == "csv":
        return csv.written([heads, *table])
    if format == "md":
        return _markdown(heading, heads, table, messages, lang)
    if format == "table":
        return printed(lambda console: _print(console, [heading, heads, *table], messages, lang), width)
    known = ("table", "md", "csv", "html")
    raise UnsupportedFormatError("errors.unknown_value", name="format", value=shortened(format), known=known)


def _cells(years: Sequence[int], figures: Sequence[Figure | str], doubtful: Collection[int], lang: str) -> list[str]:
    return [
        word("gap", item, lang) if isinstance(item, str) else figure_text(item) + ("?" if year in doubtful else "")
        for year, item in zip(years, figures, strict=True)
    ]


def _markdown(
    heading: Sequence[str],
    heads: Sequence[str],
    table: Sequence[Sequence[str]],
    messages: Sequence[tuple[int, str]],
    lang: str,
) -> str:
    title, outcome = map(markdown.escaped, heading)
    parts = [
        f"# {title}",
        f"**{outcome}**",
        f"## {word('heading', 'series', lang)}",
        markdown.table(heads, table, range(1, len(heads))),
    ]
    if messages:
        parts.append(f"## {word('heading', 'breaks', lang)} ({len(messages)})")
        parts.append("\n".join(f"- {year} · {markdown.escaped(text)}" for year, text in messages))
    return signed_markdown("\n\n".join(parts) + "\n")


def _print(console: Console, lines: Sequence[Sequence[str]], messages: Sequence[tuple[int, str]], lang: str) -> None:
    """Print the lines, of which the first are the title with the outcome and the heads of the table."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    (title, *outcome), heads, *table = lines
    for line in (labelled(word("heading", "years", lang), title, lang), *outcome):
        console.print(Text(printable(line), style="bold"))
    console.print()
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place, head in enumerate(heads):
        shown.add_column(Text(head), justify="left" if place == 0 else "right", overflow="fold")
    for row in table:
        shown.add_row(*(Text(printable(cell)) for cell in row))
    console.print(Text(f"{word('heading', 'series', lang)} ({len(table)})"))
    console.print(shown)
    if messages:
        console.print()
        console.print(Text(f"{word('heading', 'breaks', lang)} ({len(messages)})"))
        for year, text in messages:
            console.print(Text(printable(f"{year}  {text}")))
