"""Write results as one offline HTML page: findings, a table to sort and filter, the texts with their figures marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reportdiff.messages.labels import check_language, word, words
from reportdiff.model import CheckResult, ComparisonResult, Report, Severity
from reportdiff.rendering.coverage import coverage_lines, nothing_found
from reportdiff.rendering.number_text import figure_text, short_text
from reportdiff.rendering.outcome import Counted, outcome_lines
from reportdiff.rendering.page.highlighted_text import marked_text
from reportdiff.rendering.page.report_texts import Side, sides_of
from reportdiff.rendering.page.review import ReviewSheet, partners
from reportdiff.rendering.page.section_svg import picture
from reportdiff.rendering.page.table_rows import Row, full_bar, page_rows
from reportdiff.rendering.page.template import fill_template
from reportdiff.rendering.rows import change_rows, comparative_rows
from reportdiff.rendering.rows.change_rows import ChangeRow, report_rows
from reportdiff.rendering.rows.check_rows import CheckRow, finding_counts, findings, prior_findings
from reportdiff.rendering.rows.report_lookup import current_report
from reportdiff.rendering.rows.section_rows import section_rows
from reportdiff.rendering.rows.standings import Standing
from reportdiff.rendering.summary import report_label, title
from reportdiff.rendering.wording import labelled, listed, message_text, warning_texts

__all__ = ["finding_of", "render"]

_OF_ONE_REPORT = ("metric", "verdict", "stated", "value", "section")
_OF_TWO_REPORTS = ("metric", "verdict", "stated", "prior", "current", "absolute", "percent", "section")
_FILTERS = ("verdict", "severity", "state", "review", "section")
_OF_ONE_FILTERS = ("verdict", "severity", "section")
_NUMBERS = ("prior", "current", "absolute", "percent", "value")
_WIDE = 13  # characters of a figure for which the columns of numbers have to be wider
_BY_KEY = (*_NUMBERS, "verdict")  # the columns that are sorted by a number


def render(
    result: Report | CheckResult | ComparisonResult, *, lang: str = "zh", review: ReviewSheet | None = None
) -> str:
    """Return the result as one HTML page that works from a file, offline; with `review` a person can decide on it."""
    check_language(lang)
    comparison = result if isinstance(result, ComparisonResult) else None
    rows = report_rows(result) if not isinstance(result, ComparisonResult) else change_rows.change_rows(result)
    rows = change_rows.worst_first(rows)
    sides = sides_of(result, rows)
    shown = page_rows(result, rows, sides, lang)
    current, earlier = findings(result), prior_findings(result)
    sections = section_rows(comparison) if comparison is not None else ()
    report = current_report(result)
    return fill_template(
        "page.html",
        lang=lang,
        **_reviewing(review, rows),
        title=title(result, lang),
        labelled=lambda label, text: labelled(label, text, lang),
        reports=[_report(side, name, lang) for name, side in sides.items()],
        outcome=_outcome(result, sides, {"current": ("f", current), "prior": ("e", earlier)}, lang),
        coverage=coverage_lines(result, lang),
        nothing_found=nothing_found(result, lang),
        warnings=warning_texts(result, lang),
        counts=finding_counts(current, lang),
        findings=[_finding(row, sides, lang, review.accepting if review else {}) for row in current],
        prior_counts=finding_counts(earlier, lang),
        prior_findings=[
            _finding(row, {"current": sides["prior"]}, lang, review.accepting_prior if review else {})
            for row in earlier
        ],
        single=comparison is None,
        table_heading=word("heading", "metrics" if comparison is None else "changes", lang),
        columns=_OF_ONE_REPORT if comparison is None else _OF_TWO_REPORTS,
        numbers=_NUMBERS,
        by_key=_BY_KEY,
        filters=_OF_ONE_FILTERS if comparison is None else _FILTERS,
        choosing=[name for name in _FILTERS if review or _chooses(name, shown)],
        rows=shown,
        wide=any(len(str(row[column])) > _WIDE for row in shown for column in ("prior", "current", "absolute")),
        counts_by={name: Counter(row[name] for row in shown) for name in _FILTERS},
        choices={"verdict": tuple(Standing), "severity": tuple(Severity), "state": change_rows.STATES},
        **_scales(comparison, rows, lang),
        figure_text=figure_text,
        sections=sections,
        picture=picture(comparison) if comparison is not None and sections else None,
        **_comparatives(comparison, lang),
        unread=report.unread,
        where=lambda span: sides["current"].lookup.where(span).text(lang),
        settings=[(word("page", name, lang), _setting(name, value, lang)) for name, value in _settings(result)],
    )


def _scales(result: ComparisonResult | None, rows: Sequence[ChangeRow], lang: str) -> dict[str, Any]:
    """Return what a full bar stands for: for each reason of a pair, and before a change, in words."""
    most = f"{short_text(full_bar(rows), 2)}%"
    return {"weights": _weights(result), "full_bar": word("page", "key_up", lang).format(most=most)}


def _chooses(name: str, rows: Sequence[Row]) -> bool:
    """Return whether a filter has a choice that holds for some rows and not for all."""
    counts = Counter(row[name] for row in rows)
    return any(0 < count < len(rows) for value, count in counts.items() if value)


def _reviewing(review: ReviewSheet | None, rows: Sequence[ChangeRow]) -> dict[str, Any]:
    """Return what a page to decide on needs: its script, the rules so far, and last year's metrics."""
    scripts = ("page.js",) if review is None else ("page.js", "review.js")
    return {"scripts": scripts, "review": review, "partners": partners(rows) if review is not None else ()}


def _comparatives(result: ComparisonResult | None, lang: str) -> dict[str, Any]:
    """Return what the page shows of last year's statements: counts, and the lines that deviate."""
    rows = comparative_rows.comparative_rows(result) if result is not None else ()
    return {
        "comparatives": comparative_rows.statement_counts(result, lang) if result is not None else (),
        "comparative_counts": comparative_rows.COUNTS,
        "comparative_columns": comparative_rows.COLUMNS,
        "deviating": [row.cells(lang) for row in rows if row.deviates],
    }


def finding_of(row: CheckRow, lang: str) -> dict[str, object]:
    """Return a finding as the templates show it."""
    return {
        "standing": row.standing or "note",
        "said": row.head(lang),
        "steps": row.steps,
        "severity": row.severity or "note",
        "check": row.check.check,
        "metric": row.metric,
        "message": message_text(row.check, lang),
        "sure": row.check.confidence is not None,
        "quotes": [(side, quote, quote.where.text(lang)) for side, quote in row.quoted(lang)],
    }


def _report(side: Side, name: str, lang: str) -> Mapping[str, object]:
    report = side.lookup.report
    return {
        "side": name,
        "label": report_label(report, lang),
        "title": report.title,
        "published": report.published,
        "source": report.source,
        "body": marked_text(side.lookup, side.letter, side.marks, lang),
    }


def _finding(row: CheckRow, sides: Mapping[str, Side], lang: str, accepting: Mapping[str, str]) -> Mapping[str, object]:
    check = row.check
    ids = [sides["current"].mark_id(check.claim), sides["current"].mark_id(check.metric)]
    for evidence in check.evidence:
        side = sides.get(evidence.report)
        if side is not None:
            ids += [side.mark_id(id) for id, mark in side.marks.items() if evidence.span.overlaps(mark.span)]
    marks = list(dict.fromkeys(id for id in ids if id is not None))
    marked = sides["current"].marks
    rows = (marked[id].row for id in (check.claim, check.metric) if id is not None and id in marked)
    return finding_of(row, lang) | {
        "causes": row.causes(lang),
        "marks": marks,
        "row": next(filter(None, rows), None),
        "accept": accepting.get(check.id, ""),
    }


def _outcome(
    result: Report | CheckResult | ComparisonResult,
    sides: Mapping[str, Side],
    found: Mapping[str, tuple[str, Sequence[CheckRow]]],
    lang: str,
) -> list[list[object]]:
    """Return the lines of the outcome in pieces: texts, and counts with the place and the marks of what they count."""
    counts: list[Mapping[str, object]] = []

    def show(counted: Counted) -> str:
        letter, rows = found[counted.side]
        severities = [row.check.severity for row in rows]
        number = severities.index(counted.severity) + 1 if counted.severity is not None else 0
        ids = [*counted.claims, *(check.metric for check in counted.checks)]
        marks = dict.fromkeys(filter(None, map(sides[counted.side].mark_id, ids)))
        counts.append({"text": counted.text, "side": counted.side, "place": f"{letter}{number}", "marks": tuple(marks)})
        return f"\0{len(counts) - 1}\0"

    lines = (line.split("\0") for line in outcome_lines(result, lang, show))
    return [[counts[int(piece)] if place % 2 else piece for place, piece in enumerate(line)] for line in lines]


def _weights(result: ComparisonResult | None) -> Mapping[str, int]:
    """Return how much each reason of a pair counts, in hundredths, as a comparison records it."""
    recorded = result.settings.get("pair_weights") if result is not None else None
    pairs = (str(item).partition(" ") for item in recorded) if isinstance(recorded, (tuple, list)) else ()
    return {name: int(weight) for name, _, weight in pairs if weight.isdecimal()}


def _settings(result: Report | CheckResult | ComparisonResult) -> Iterable[tuple[str, object]]:
    return () if isinstance(result, Report) else result.settings.items()


def _setting(name: str, value: object, lang: str) -> str:
    if isinstance(value, (tuple, list)):
        texts = tuple(map(str, value))
        if name == "pair_weights":
            pairs = (text.partition(" ") for text in texts)
            return listed((f"{word('explain', code, lang)} {weight}" for code, _, weight in pairs), lang)
        return words("mode", texts, lang) if name == "rounding_modes" else listed(texts, lang)
    return str(value)
