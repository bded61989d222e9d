"""Write results as Markdown that GitHub shows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from reportdiff.messages.labels import check_language, word
from reportdiff.model import CheckResult, ComparisonResult, Report
from reportdiff.rendering.coverage import coverage_lines, nothing_found
from reportdiff.rendering.number_text import figure_text
from reportdiff.rendering.outcome import outcome_lines
from reportdiff.rendering.output_file import signed_markdown
from reportdiff.rendering.rows import change_rows, claim_rows, comparative_rows, metric_rows, section_rows
from reportdiff.rendering.rows.check_rows import CheckRow, Quote, finding_counts, findings, prior_findings
from reportdiff.rendering.rows.report_lookup import Lookup, current_report, flat
from reportdiff.rendering.rows.standings import standing_text
from reportdiff.rendering.summary import title
from reportdiff.rendering.wording import labelled, message_text, warning_texts

__all__ = ["escaped", "render", "table"]

_SPECIAL = re.compile(r"([\\`*_\[\]|~#])")
_TO_THE_RIGHT = {"prior", "current", "absolute", "percent", "value", "recomputed", "score"}


def render(result: Report | CheckResult | ComparisonResult, *, lang: str = "zh") -> str:
    """Return the result as one Markdown document: coverage, findings, changes or metrics, sections."""
    check_language(lang)
    first, *others = (*map(escaped, outcome_lines(result, lang)), "")
    outcome = "\n\n".join(filter(None, (f"**{first}**" if first else "", *others)))
    parts = [f"# {escaped(title(result, lang))}", outcome, _list(coverage_lines(result, lang))]
    if result.warnings:
        parts += [_heading("warnings", lang), _list(warning_texts(result, lang))]
    if not isinstance(result, Report):
        parts += _findings(findings(result), "findings", lang, nothing_found(result, lang))
    earlier = prior_findings(result)
    if earlier:
        parts += _findings(earlier, "prior_findings", lang)
    parts += _comparison(result, lang) if isinstance(result, ComparisonResult) else _report(result, lang)
    parts += _unread(current_report(result), lang)
    return signed_markdown("\n\n".join(part for part in parts if part) + "\n")


def escaped(text: str) -> str:
    """Return `text` in one line that Markdown shows letter by letter, also within a table cell.

    >>> escaped("<b>|a*")
    '&lt;b&gt;\\\\|a\\\\*'
    """
    text = flat(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", text)


def table(heads: Sequence[str], rows: Iterable[Iterable[str]], right: Collection[int]) -> str:
    """Return a table whose columns with the numbers `right` are aligned to the right."""
    rule = "|".join(" ---: " if place in right else " --- " for place in range(len(heads)))
    lines = [f"| {' | '.join(map(escaped, row))} |" for row in (heads, *rows)]
    return "\n".join([lines[0], f"|{rule}|", *lines[1:]])


def _heading(code: str, lang: str, count: object = "") -> str:
    return f"## {word('heading', code, lang)}{f' ({count})' if count != '' else ''}"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {escaped(line)}" for line in lines)


def _table(columns: Sequence[str], rows: Sequence[Iterable[str]], lang: str, left: Collection[str] = ()) -> str:
    if not rows:
        return word("phrase", "none", lang)
    right = [place for place, column in enumerate(columns) if column in _TO_THE_RIGHT and column not in left]
    return table([word("column", column, lang) for column in columns], rows, right)


def _findings(rows: Sequence[CheckRow], heading: str, lang: str, none: str = "") -> list[str]:
    if not rows:
        return [_heading(heading, lang), none]
    return [
        _heading(heading, lang, finding_counts(rows, lang)),
        "\n".join(_finding(number, row, lang) for number, row in enumerate(rows, start=1)),
    ]


def _finding(number: int, row: CheckRow, lang: str) -> str:
    check = row.check
    parts = (f"**{row.head(lang)}**", word("check", check.check, lang), escaped(row.metric))
    head = " · ".join(part for part in parts if part)
    steps = f"\n   {labelled(word('phrase', 'steps', lang), escaped(row.steps), lang)}  " if row.steps else ""
    causes = row.causes(lang)
    cause = f"\n   {labelled(word('phrase', 'likely', lang), escaped(causes), lang)}  " if causes else ""
    quotes = "  ".join(_quote(side, quote, lang) for side, quote in row.quoted(lang))
    return f"{number}. {head}  \n   {escaped(message_text(check, lang))}  {steps}{cause}{quotes}"


def _quote(side: str, quote: Quote, lang: str) -> str:
    """Return a sentence with its figures in bold, and its place."""
    said = "".join(f"**{escaped(text)}**" if marked else _spaced(text) for text, marked in quote.pieces)
    return f"\n   > {labelled(side, said, lang) if side else said} — {escaped(quote.where.text(lang))}"


def _spaced(text: str) -> str:
    """Return a text escaped, with the blanks at its ends, which stand beside marked figures."""
    return f"{' ' * text.startswith(' ')}{escaped(text)}{' ' * text.endswith(' ')}" if text.strip() else " "


def _comparison(result: ComparisonResult, lang: str) -> list[str]:
    rows = change_rows.change_rows(result)
    shown = change_rows.worst_first(row for row in rows if row.state == "paired" or row.claims)
    paired = [tuple(row.cells(lang).values()) for row in shown]
    parts = [_heading("changes", lang, len(paired)), _table(change_rows.COLUMNS, paired, lang)]
    for state in change_rows.STATES[1:]:
        alone = [
            (row.metric.name, figure_text(row.metric.figure), standing_text(row.standing, lang), row.section, row.quote)
            for row in rows
            if row.state == state and not row.claims
        ]
        if alone or state in ("added", "dropped"):
            columns = ("metric", "value", "verdict", "section", "quote")
            parts += [_heading(state, lang, len(alone)), _table(columns, alone, lang)]
    sections = [row.cells(lang) for row in section_rows.section_rows(result)]
    if sections:
        parts += [_heading("sections", lang), _table(section_rows.COLUMNS, sections, lang, left=("prior", "current"))]
    if result.comparatives:
        counts = comparative_rows.statement_counts(result, lang)
        parts += [_heading("comparatives", lang), _table(comparative_rows.COUNTS, counts, lang)]
        lines = [row.cells(lang) for row in comparative_rows.comparative_rows(result) if row.deviates]
        parts += [_table(comparative_rows.COLUMNS, lines, lang)] if lines else []
    return parts


def _report(result: Report | CheckResult, lang: str) -> list[str]:
    claims = [row.cells(lang) for row in claim_rows.claim_rows(result)]
    metrics = metric_rows.metric_cells(current_report(result), lang)
    return [
        *([_heading("claims", lang, len(claims)), _table(claim_rows.COLUMNS, claims, lang)] if claims else []),
        *(_heading("metrics", lang, len(metrics)), _table(metric_rows.COLUMNS, metrics, lang)),
    ]


def _unread(report: Report, lang: str) -> list[str]:
    if not report.unread:
        return []
    lookup = Lookup(report)
    lines = (
        f"{item.surface} — {word('unread', item.reason, lang)} ({lookup.where(item.span).text(lang)})"
        for item in report.unread
    )
    return [_heading("unread", lang, len(report.unread)), _list(lines)]
