"""Results → Markdown as GitHub shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reportdiff.messages import shown
from reportdiff.messages.labels import check_language, word, words
from reportdiff.model import CheckResult, ComparisonResult, Report, Verdict
from reportdiff.rendering.number_text import figure_text
from reportdiff.rendering.rows.change_rows import (
    ChangeRow,
    CheckRow,
    absolute_text,
    change_rows,
    coverage_lines,
    percent_text,
    section_rows,
    stated_text,
)
from reportdiff.rendering.rows.claim_rows import COLUMNS, claim_rows
from reportdiff.rendering.rows.report_lookup import Lookup, flat
from reportdiff.rendering.summary import current_of, finding_counts, findings, prior_findings, title

__all__ = ["escaped", "render"]

_SPECIAL = re.compile(r"([\\`*_\[\]|~#])")


def render(result: Report | CheckResult | ComparisonResult, *, lang: str = "zh") -> str:
    """The result as one Markdown document: coverage, findings, changes, dropped and added metrics, sections."""
    check_language(lang)
    parts = [f"# {escaped(title(result, lang))}", _list(coverage_lines(result, lang))]
    if result.warnings:
        parts += [_heading("warnings", lang), _list(tuple(shown(warning, lang) for warning in result.warnings))]
    if not isinstance(result, Report):
        parts += _findings(findings(result), "findings", lang)
    earlier = prior_findings(result)
    if earlier:
        parts += _findings(earlier, "prior_findings", lang)
    if isinstance(result, ComparisonResult):
        parts += _comparison(result, lang)
    else:
        parts += _stated(result, lang)
        parts += _figures(current_of(result), lang)
    parts += _unread(current_of(result), lang)
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """`text` in one line that Markdown shows letter by letter, also within a table cell.

    >>> escaped("<b>|a*")
    '&lt;b&gt;\\\\|a\\\\*'
    """
    text = flat(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", text)


def _heading(code: str, lang: str, count: str = "") -> str:
    return f"## {word('heading', code, lang)}{f' ({count})' if count else ''}"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {escaped(line)}" for line in lines)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]], lang: str, right: Sequence[str] = ()) -> str:
    head = "| " + " | ".join(word("column", column, lang) for column in columns) + " |"
    rule = "|" + "|".join(" ---: " if column in right else " --- " for column in columns) + "|"
    return "\n".join([head, rule, *("| " + " | ".join(escaped(cell) for cell in row) + " |" for row in rows)])


def _findings(rows: tuple[CheckRow, ...], heading: str, lang: str) -> list[str]:
    if not rows:
        return [_heading(heading, lang), word("phrase", "no_findings", lang)]
    return [
        _heading(heading, lang, finding_counts(rows, lang)),
        "\n".join(_finding(number, row, lang) for number, row in enumerate(rows, start=1)),
    ]


def _finding(number: int, row: CheckRow, lang: str) -> str:
    check = row.check
    severity = word("severity", check.severity.value, lang) if check.severity is not None else ""
    mark = f"{word('mark', check.verdict.value, lang)} {word('verdict', check.verdict.value, lang)}"
    parts = [f"**{mark}**", severity, word("check", check.check, lang), escaped(row.metric)]
    head = " · ".join(part for part in parts if part)
    message = escaped(check.message.zh if lang == "zh" else check.message.en)
    causes = words("diagnosis", check.diagnoses, lang)
    colon = "：" if lang == "zh" else ": "
    cause = f"\n   {word('phrase', 'likely', lang)}{colon}{escaped(causes)}  " if causes else ""
    quote = f"\n   > {escaped(row.quote)} ({escaped(row.where)})" if row.quote else ""
    return f"{number}. {head}  \n   {message}  {cause}{quote}"


def _comparison(result: ComparisonResult, lang: str) -> list[str]:
    rows = change_rows(result)
    paired = [row for row in rows if row.state == "paired"]
    columns = ("metric", "prior", "current", "absolute", "percent", "stated", "verdict", "section")
    parts = [
        _heading("changes", lang, str(len(paired))),
        _table(columns, (_change(row, lang) for row in paired), lang, columns[1:5])
        if paired
        else word("phrase", "none", lang),
    ]
    for state in ("added", "dropped"):
        some = [row for row in rows if row.state == state]
        parts.append(_heading(state, lang, str(len(some))))
        parts.append(_one_sided(some, lang) if some else word("phrase", "none", lang))
    sections = section_rows(result)
    if sections:
        cells = ((row.prior, row.current, word("relation", row.relation, lang), f"{row.score:.2f}") for row in sections)
        parts += [
            _heading("sections", lang),
            _table(("prior", "current", "relation", "score"), cells, lang, ("score",)),
        ]
    return parts


def _change(row: ChangeRow, lang: str) -> Sequence[str]:
    verdict = ""
    if row.verdict is not None:
        verdict = f"{word('mark', row.verdict.value, lang)} {word('verdict', row.verdict.value, lang)}"
    doubt = f" ({word('phrase', 'review', lang)})" if row.pair is not None and row.pair.review else ""
    return (
        row.name + doubt,
        figure_text(row.prior.figure) if row.prior is not None else "",
        figure_text(row.current.figure) if row.current is not None else "",
        absolute_text(row, lang),
        percent_text(row),
        stated_text(row),
        verdict,
        row.section,
    )


def _one_sided(rows: Sequence[ChangeRow], lang: str) -> str:
    cells = []
    for row in rows:
        metric = row.current if row.current is not None else row.prior
        cells.append((row.name, figure_text(metric.figure) if metric is not None else "", row.section, row.quote))
    return _table(("metric", "value", "section", "quote"), cells, lang, ("value",))


def _figures(report: Report, lang: str) -> list[str]:
    lookup = Lookup(report)
    metrics = [
        (
            metric.name,
            figure_text(metric.figure),
            word("status", metric.status.value, lang),
            metric.period.label if metric.period is not None else "",
            lookup.path(metric.section),
        )
        for metric in report.metrics
    ]
    parts = [_heading("metrics", lang, str(len(metrics)))]
    columns = ("metric", "value", "status", "period", "section")
    parts.append(_table(columns, metrics, lang, ("value",)) if metrics else word("phrase", "none", lang))
    return parts


def _stated(result: Report | CheckResult, lang: str) -> list[str]:
    rows = claim_rows(result)
    if not rows:
        return []
    cells = ((*row.cells(lang), _verdict(row.verdict, lang)) for row in rows)
    return [_heading("claims", lang, str(len(rows))), _table(COLUMNS, cells, lang, ("current", "prior", "recomputed"))]


def _verdict(verdict: Verdict, lang: str) -> str:
    return f"{word('mark', verdict.value, lang)} {word('verdict', verdict.value, lang)}"


def _unread(report: Report, lang: str) -> list[str]:
    if not report.unread:
        return []
    lookup = Lookup(report)
    lines = (f"{unread.surface} — {unread.reason} ({lookup.where(unread.span)})" for unread in report.unread)
    return [_heading("unread", lang, str(len(report.unread))), _list(lines)]
