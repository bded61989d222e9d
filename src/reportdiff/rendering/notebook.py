"""Results → the small piece of HTML that a notebook shows below a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from reportdiff.messages.labels import check_language, word, words
from reportdiff.model import CheckResult, ComparisonResult, Figure
from reportdiff.rendering.number_text import figure_text
from reportdiff.rendering.rows.change_rows import absolute_text, change_rows, check_rows, percent_text, stated_text
from reportdiff.rendering.summary import summary

__all__ = ["LIMIT", "render", "render_years"]

LIMIT = 60  # rows; a notebook is for looking, the page and the frames hold the rest


def render(result: CheckResult | ComparisonResult, *, lang: str = "zh") -> str:
    """A summary with coverage and the change table, or of one report the check table; at most `LIMIT` rows."""
    check_language(lang)
    lines = "<br>".join(escape(line) for line in summary(result, lang).splitlines())
    columns, rows = _changes(result, lang) if isinstance(result, ComparisonResult) else _checks(result, lang)
    return f'<div lang="{"zh-CN" if lang == "zh" else "en"}"><p>{lines}</p>{_table(columns, rows, lang)}</div>'


def render_years(
    title: str,
    years: Sequence[int],
    rows: Sequence[tuple[str, Sequence[Figure | str]]],
    breaks: Sequence[tuple[int, str]],
    *,
    lang: str = "zh",
) -> str:
    """A table of metric × year with at most `LIMIT` rows, and the breaks as a list."""
    check_language(lang)
    lines = [
        (name, *(word("gap", item, lang) if isinstance(item, str) else figure_text(item) for item in figures))
        for name, figures in rows
    ]
    told = "".join(f"<li>{year} · {escape(text)}</li>" for year, text in breaks)
    table = _table(("metric", *map(str, years)), lines, lang)
    return f'<div lang="{"zh-CN" if lang == "zh" else "en"}"><p>{escape(title)}</p>{table}<ul>{told}</ul></div>'


def _changes(result: ComparisonResult, lang: str) -> tuple[Sequence[str], list[Sequence[str]]]:
    columns = ("metric", "prior", "current", "absolute", "percent", "stated", "verdict", "section")
    return columns, [
        (
            row.name,
            figure_text(row.prior.figure) if row.prior is not None else "",
            figure_text(row.current.figure) if row.current is not None else "",
            absolute_text(row, lang),
            percent_text(row),
            stated_text(row),
            word("verdict", row.verdict.value, lang) if row.verdict is not None else "",
            row.section,
        )
        for row in change_rows(result)
    ]


def _checks(result: CheckResult, lang: str) -> tuple[Sequence[str], list[Sequence[str]]]:
    columns = ("verdict", "check", "metric", "stated", "recomputed", "diagnosis", "message", "where")
    return columns, [
        (
            word("verdict", row.check.verdict.value, lang),
            word("check", row.check.check, lang),
            row.metric,
            row.stated,
            row.recomputed,
            words("diagnosis", row.check.diagnoses, lang),
            row.check.message.zh if lang == "zh" else row.check.message.en,
            row.where,
        )
        for row in check_rows(result.checks, result.report)
    ]


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], lang: str) -> str:
    head = _cells("th", (word("column", column, lang) for column in columns))
    body = "".join(f"<tr>{_cells('td', row)}</tr>" for row in rows[:LIMIT])
    more = f"<p>… {len(rows)}</p>" if len(rows) > LIMIT else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cells(tag: str, texts: Iterable[str]) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)
