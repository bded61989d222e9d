"""Make links of the counts of the outcome: each leads to the rows, findings or figures that it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING

from reportdiff.model import CheckResult, ComparisonResult, Report
from reportdiff.rendering.outcome import Counted, outcome_lines
from reportdiff.rendering.rows.check_rows import CheckRow

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["linked_outcome"]

_SEAM = "\0"  # around the number of a link, until the words around it are escaped


def linked_outcome(
    result: Report | CheckResult | ComparisonResult,
    lang: str,
    marks_of: Callable[[Counted], Sequence[str]],
    lists: dict[str, tuple[str, Sequence[CheckRow]]],
) -> list[Markup]:
    """Return the lines of the outcome as HTML.

    Args:
        result: The result.
        lang: The language of the words, "zh" or "en".
        marks_of: What gives the ids of the marks of counted claims and checks in the texts.
        lists: By side the letter that the ids of its findings begin with, and its findings in their order.
    """
    from markupsafe import Markup

    links: list[str] = []

    def show(counted: Counted) -> str:
        letter, rows = lists[counted.side]
        links.append(_link(counted, letter, rows, marks_of(counted)))
        return f"{_SEAM}{len(links) - 1}{_SEAM}"

    lines = []
    for line in outcome_lines(result, lang, show):
        pieces = line.split(_SEAM)
        lines.append(Markup("".join(links[int(text)] if n % 2 else escape(text) for n, text in enumerate(pieces))))
    return lines


def _link(counted: Counted, letter: str, rows: Sequence[CheckRow], marks: Sequence[str]) -> str:
    text = escape(counted.text)
    if counted.severity is not None:
        first = next(place for place, row in enumerate(rows, start=1) if row.check.severity is counted.severity)
        return f'<a href="#{letter}{first}">{text}</a>'
    if not marks:
        return text
    of_rows = ' data-only=""' if counted.side == "current" else ""
    place = "#changes" if of_rows else f"#{marks[0]}"
    return f'<a href="{escape(place)}" data-show="{escape(" ".join(marks))}"{of_rows}>{text}</a>'
