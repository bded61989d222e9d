"""Write results as the small piece of HTML that a notebook shows below a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from reportdiff.messages.labels import check_language, word, words
from reportdiff.model import CheckResult, ComparisonResult, Figure
from reportdiff.rendering.number_text import figure_text
from reportdiff.rendering.rows import change_rows
from reportdiff.rendering.rows.check_rows import check_rows
from reportdiff.rendering.summary import summary
from reportdiff.rendering.wording import HTML_LANG, message_text, verdict_word

__all__ = ["LIMIT", "render", "render_years"]

LIMIT = 60  # rows; a notebook is for looking, the page and the frames hold the rest

_CHECKS = ("verdict", "check", "metric", "stated", "recomputed", "diagnosis", "message", "where")


def render(result: CheckResult | ComparisonResult, *, lang: str = "zh") -> str:
    """Return a summary with the change table, or of one report the check table; at most `LIMIT` rows."""
    check_language(lang)
    lines = "<br>".join(escape(line) for line in summary(result, lang).splitlines())
    if isinstance(result, ComparisonResult):
        table = _table(change_rows.COLUMNS, _changes(result, lang), lang)
    else:
        table = _table(_CHECKS, _checks(result, lang), lang)
    return f'<div lang="{HTML_LANG[lang]}"><p>{lines}</p>{table}</div>'


def render_years(
    title: str,
    years: Sequence[int],
    rows: Iterable[tuple[str, Iterable[Figure | str]]],
    breaks: Iterable[tuple[int, str]],
    *,
    lang: str = "zh",
) -> str:
    """Return a table of metric by year with at most `LIMIT` rows, and the breaks as a list.

    Args:
        title: The line above the table.
        years: The years, in order.
        rows: The name of each metric, and for every year its figure or the code of a gap.
        breaks: The year and the message of each break.
        lang: The language of headings and gaps, "zh" or "en".
    """
    check_language(lang)
    lines = [
        (name, *(word("gap", item, lang) if isinstance(item, str) else figure_text(item) for item in figures))
        for name, figures in rows
    ]
    points = "".join(f"<li>{year} · {escape(text)}</li>" for year, text in breaks)
    table = _table(("metric", *map(str, years)), lines, lang)
    return f'<div lang="{HTML_LANG[lang]}"><p>{escape(title)}</p>{table}<ul>{points}</ul></div>'


def _changes(result: ComparisonResult, lang: str) -> list[Iterable[str]]:
    return [
        (row.cells(lang) | {"metric": row.metric.name, "verdict": verdict_word(row.verdict, lang)}).values()
        for row in change_rows.change_rows(result)
    ]


def _checks(result: CheckResult, lang: str) -> list[Iterable[str]]:
    return [
        (
            *(verdict_word(row.check.verdict, lang), word("check", row.check.check, lang), row.metric),
            *(row.stated, row.recomputed, words("diagnosis", row.check.diagnoses, lang)),
            *(message_text(row.check, lang), row.where),
        )
        for row in check_rows(result.checks, result.report)
    ]


def _table(columns: Sequence[str], rows: Sequence[Iterable[str]], lang: str) -> str:
    head = _cells("th", (word("column", column, lang) for column in columns))
    body = "".join(f"<tr>{_cells('td', row)}</tr>" for row in rows[:LIMIT])
    more = f"<p>… {len(rows)}</p>" if len(rows) > LIMIT else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cells(tag: str, texts: Iterable[str]) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)
