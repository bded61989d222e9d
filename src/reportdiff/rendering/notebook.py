"""Show results in a notebook: the outcome, the findings, then the tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from html import escape

from reportdiff.messages.labels import check_language, word, words
from reportdiff.model import CheckResult, ComparisonResult, Figure
from reportdiff.rendering.number_text import figure_text
from reportdiff.rendering.rows import change_rows
from reportdiff.rendering.rows.check_rows import CheckRow, check_rows, findings, prior_findings
from reportdiff.rendering.rows.standings import standing_text
from reportdiff.rendering.summary import summary
from reportdiff.rendering.wording import HTML_LANG, labelled, message_text

__all__ = ["LIMIT", "render", "render_years"]

LIMIT = 60  # rows that a cell of a notebook shows; the frames hold the rest

_CHECKS = ("verdict", "check", "metric", "stated", "recomputed", "diagnosis", "message", "where")
_NARROW = "white-space:normal;display:inline-block;max-width:11em"
_NUMBERS = {"prior", "current", "absolute", "percent", "recomputed", "confidence"}
_COLOURS = {  # (ink, paper): readable on a light and on a dark page
    **dict.fromkeys(("consistent", "within_precision", "met"), ("#14683a", "#e3f4e9")),
    **dict.fromkeys(("rounding_difference", "missed"), ("#7a5200", "#fdf1d6")),
    "inconsistent": ("#a3121c", "#fde5e5"),
    "question": ("#0b5c7a", "#e1f1f8"),
}


def render(result: CheckResult | ComparisonResult, *, lang: str = "zh") -> str:
    """Return the outcome, the findings and the change table, or of one report the check table; at most `LIMIT` rows."""
    check_language(lang)
    title, outcome, *lines = map(escape, summary(result, lang).splitlines())
    parts = [f"<p><b>{title}</b><br><b>{outcome}</b><br>{'<br>'.join(lines)}</p>"]
    for heading, rows in (("findings", findings(result)), ("prior_findings", prior_findings(result))):
        if rows:
            parts.append(f"<p><b>{escape(word('heading', heading, lang))}</b></p><ol>")
            parts += [f"<li>{_finding(row, lang)}</li>" for row in rows[:LIMIT]]
            parts.append("</ol>")
    if isinstance(result, ComparisonResult):
        parts.append(_table((*change_rows.COLUMNS, "confidence"), _changes(result, lang), lang, _NUMBERS))
    else:
        parts.append(_table(_CHECKS, _checks(result, lang), lang, _NUMBERS))
    return f'<div lang="{HTML_LANG[lang]}">{"".join(parts)}</div>'


def render_years(
    heading: Sequence[str],
    years: Sequence[int],
    rows: Iterable[tuple[str, Iterable[Figure | str]]],
    breaks: Iterable[tuple[int, str]],
    *,
    lang: str = "zh",
) -> str:
    """Return a table of metric by year with at most `LIMIT` rows, and the breaks as a list above it.

    Args:
        heading: The title, and the outcome in a sentence.
        years: The years, in order.
        rows: The name of each metric, and for every year its figure or the code of a gap.
        breaks: The year and the message of each break.
        lang: The language of headings and gaps, "zh" or "en".
    """
    check_language(lang)
    lines = [tuple(map(escape, (name, *(_year_text(item, lang) for item in figures)))) for name, figures in rows]
    above = "<br>".join(f"<b>{escape(line)}</b>" for line in heading)
    points = "".join(f"<li>{year} · {escape(text)}</li>" for year, text in breaks)
    table = _table(("metric", *map(str, years)), lines, lang, set(map(str, years)))
    return f'<div lang="{HTML_LANG[lang]}"><p>{above}</p><ul>{points}</ul>{table}</div>'


def _year_text(item: Figure | str, lang: str) -> str:
    return word("gap", item, lang) if isinstance(item, str) else figure_text(item)


def _finding(row: CheckRow, lang: str) -> str:
    check = row.check
    head = " · ".join(map(escape, filter(None, (word("check", check.check, lang), row.metric))))
    details = [escape(message_text(check, lang))]
    if row.steps:
        details.append(escape(labelled(word("phrase", "steps", lang), row.steps, lang)))
    if causes := row.causes(lang):
        details.append(escape(labelled(word("phrase", "likely", lang), causes, lang)))
    for side, quote in row.quoted(lang):
        said = "".join(f"<b>{escape(text)}</b>" if marked else escape(text) for text, marked in quote.pieces)
        place = escape(f"{side} {quote.where.text(lang)}".strip())
        details.append(f'<span style="opacity:.75">{said} <small>{place}</small></span>')
    return f"{_coloured(row.head(lang), row.standing)} · {head}<br>{'<br>'.join(details)}"


def _coloured(text: str, standing: str | None) -> str:
    ink, paper = _COLOURS.get(standing or "", ("", ""))
    style = f' style="color:{ink};background:{paper};padding:0 .3em"' if ink else ""
    return f"<span{style}>{escape(text)}</span>" if text else ""


def _changes(result: ComparisonResult, lang: str) -> list[Iterable[str]]:
    rows = change_rows.worst_first(change_rows.change_rows(result))
    return [_change(row, lang) for row in rows]


def _change(row: change_rows.ChangeRow, lang: str) -> Iterable[str]:
    """Return the cells of a row: below the name last year's wording and what became of the metric."""
    cells = {column: escape(text) for column, text in row.cells(lang).items()}
    notes = [labelled(word("column", "prior", lang), row.prior_name, lang)] if row.prior_name else []
    notes += [word("page", row.state, lang)] if row.state != "paired" else []
    name = "".join((cells["metric"], *(f"<br><small>{escape(note)}</small>" for note in notes)))
    reason = escape(row.blank_reason(lang)) if row.percent is None else ""
    reason = f'<small style="{_NARROW}">{reason}</small>' if reason else ""
    verdict = f'<span style="white-space:nowrap">{_coloured(standing_text(row.standing, lang), row.standing)}</span>'
    confidence = "" if row.confidence is None else f"{row.confidence:.2f}"
    return (
        cells | {"metric": name, "percent": cells["percent"] or reason, "verdict": verdict, "confidence": confidence}
    ).values()


def _checks(result: CheckResult, lang: str) -> list[Iterable[str]]:
    return [
        (
            _coloured(row.head(lang), row.standing),
            *map(escape, (word("check", row.check.check, lang), row.metric, row.stated, row.recomputed)),
            *map(escape, (words("diagnosis", row.check.diagnoses, lang), message_text(row.check, lang))),
            escape(row.where(lang)),
        )
        for row in check_rows(result.checks, result.report)
    ]


def _table(columns: Sequence[str], rows: Sequence[Iterable[str]], lang: str, numbers: Collection[str]) -> str:
    """Return a table of cells that are HTML already; numbers stand to the right."""
    style: Mapping[str, str] = {
        column: f"text-align:{'right;white-space:nowrap' if column in numbers else 'left'};vertical-align:top"
        for column in columns
    }
    heads = "".join(
        f'<th style="{style[name]};white-space:nowrap">{escape(word("column", name, lang))}</th>' for name in columns
    )
    lines = (
        "".join(f'<td style="{style[name]}">{cell}</td>' for name, cell in zip(columns, row, strict=True))
        for row in rows[:LIMIT]
    )
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    more = f"<p>… {len(rows)}</p>" if len(rows) > LIMIT else ""
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{more}"
