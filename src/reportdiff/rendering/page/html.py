"""Write results as one offline HTML page: findings, a table to sort and filter, the texts with their figures marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from reportdiff.messages.labels import check_language, labels, word, words
from reportdiff.model import Check, CheckResult, ComparisonResult, Report, Severity
from reportdiff.model.report_index import checks_by_claim
from reportdiff.rendering.coverage import coverage_lines, nothing_found
from reportdiff.rendering.number_text import approximate
from reportdiff.rendering.outcome import outcome_lines
from reportdiff.rendering.page.highlighted_text import Mark, marked_text
from reportdiff.rendering.page.review import ReviewSheet, pair_names, partners
from reportdiff.rendering.page.section_svg import picture
from reportdiff.rendering.page.template import fill_template
from reportdiff.rendering.rows import change_rows, comparative_rows
from reportdiff.rendering.rows.change_rows import ChangeRow, report_rows
from reportdiff.rendering.rows.check_rows import CheckRow, finding_counts, findings, prior_findings
from reportdiff.rendering.rows.claim_rows import implied_text
from reportdiff.rendering.rows.report_lookup import Lookup, current_report
from reportdiff.rendering.rows.section_rows import section_rows
from reportdiff.rendering.rows.standings import Standing, standing_of, standing_of_finding, standing_text
from reportdiff.rendering.summary import report_label, title
from reportdiff.rendering.wording import labelled, listed, message_text, warning_texts

__all__ = ["finding_of", "render"]

_OF_ONE_REPORT = ("metric", "verdict", "stated", "value", "section")
_OF_TWO_REPORTS = ("metric", "verdict", "stated", "prior", "current", "absolute", "percent", "section")
_NUMBERS = ("prior", "current", "absolute", "percent", "value")
_BY_KEY = (*_NUMBERS, "verdict")  # the columns that are sorted by a number


@frozen
class _Side:
    """One of the page's texts: the letter that its marks' ids begin with, and the marks by the id of their object."""

    letter: str
    lookup: Lookup
    marks: Mapping[str, Mark]

    def mark_id(self, id: str | None) -> str | None:
        """Return the id of the mark of a metric or claim, None where it has none."""
        return f"{self.letter}-{id}" if id in self.marks else None


def render(
    result: Report | CheckResult | ComparisonResult, *, lang: str = "zh", review: ReviewSheet | None = None
) -> str:
    """Return the result as one HTML page that works from a file, offline; with `review` a person can decide on it."""
    check_language(lang)
    comparison = result if isinstance(result, ComparisonResult) else None
    rows = report_rows(result) if not isinstance(result, ComparisonResult) else change_rows.change_rows(result)
    rows = change_rows.worst_first(rows)
    sides = _sides(result, rows)
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
        outcome=outcome_lines(result, lang),
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
        filters=_filters(rows, lang, single=comparison is None, decided=review is not None),
        rows=[_row(row, sides, lang) for row in rows],
        verdicts=tuple(labels("standing")),
        sections=sections,
        picture=picture(comparison) if comparison is not None and sections else None,
        **_comparatives(comparison, lang),
        unread=[
            {
                "surface": unread.surface,
                "reason": word("unread", unread.reason, lang),
                "where": sides["current"].lookup.where(unread.span),
            }
            for unread in report.unread
        ],
        settings=[(word("page", name, lang), _setting(name, value, lang)) for name, value in _settings(result)],
    )


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
        "quote": row.quote,
        "where": row.where,
    }


def _sides(result: Report | CheckResult | ComparisonResult, rows: Sequence[ChangeRow]) -> dict[str, _Side]:
    """Return the texts of the page, last year's first, with a mark for every figure and claim."""
    sides = {}
    if isinstance(result, ComparisonResult):
        places = {row.prior.id: _row_id(row) for row in rows if row.prior is not None}
        # The checks of last year's report are no findings about its figures here: only what is stated has a verdict.
        claimed = [check for check in result.prior.checks if check.claim is not None]
        sides["prior"] = _side("p", result.prior.report, claimed, places)
    places = {row.current.id: _row_id(row) for row in rows if row.current is not None}
    checks = () if isinstance(result, Report) else result.checks
    sides["current"] = _side("c", current_report(result), checks, places)
    return sides


def _side(letter: str, report: Report, checks: Iterable[Check], places: Mapping[str, str]) -> _Side:
    """Return one text with its marks; `places` holds the table row of each metric."""
    # A figure carries the verdict of a finding about itself; what is stated about it carries its own.
    of_metric = {
        check.metric: standing_of_finding(check)
        for check in checks
        if check.claim is None and check.severity is not None
    }
    of_claim = checks_by_claim(checks)
    marks = {
        metric.id: Mark(span=metric.span, row=places.get(metric.id), standing=of_metric.get(metric.id))
        for metric in report.metrics
    }
    for claim in report.claims:
        own = of_claim.get(claim.id, ())
        place = places.get(claim.metric or claim.current or "")
        marks[claim.id] = Mark(span=claim.figure_span, row=place, standing=standing_of([claim], own) if own else None)
    return _Side(letter, Lookup(report), marks)


def _report(side: _Side, name: str, lang: str) -> Mapping[str, object]:
    report = side.lookup.report
    return {
        "side": name,
        "label": report_label(report, lang),
        "title": report.title,
        "published": report.published,
        "source": report.source,
        "body": marked_text(side.lookup, side.letter, side.marks, lang),
    }


def _finding(
    row: CheckRow, sides: Mapping[str, _Side], lang: str, accepting: Mapping[str, str]
) -> Mapping[str, object]:
    check = row.check
    ids = [sides["current"].mark_id(check.claim), sides["current"].mark_id(check.metric)]
    for evidence in check.evidence:
        side = sides.get(evidence.report)
        if side is not None:
            ids += [side.mark_id(id) for id, mark in side.marks.items() if evidence.span.overlaps(mark.span)]
    causes = words("diagnosis", check.diagnoses, lang)
    marks = list(dict.fromkeys(id for id in ids if id is not None))
    marked = sides["current"].marks
    rows = (marked[id].row for id in (check.claim, check.metric) if id is not None and id in marked)
    return finding_of(row, lang) | {
        "causes": causes,
        "marks": marks,
        "row": next(filter(None, rows), None),
        "accept": accepting.get(check.id, ""),
    }


def _row_id(row: ChangeRow) -> str:
    """Return the id of a row, under which a link finds it again in every page of these reports."""
    return f"row-{row.current.id}" if row.current is not None else f"row-prior-{row.metric.id}"


def _filters(rows: Sequence[ChangeRow], lang: str, *, single: bool, decided: bool) -> list[Mapping[str, object]]:
    """Return the filters of the table, each with its options and how many rows each of them shows.

    With `decided` those that a person has decided on the page can be chosen too.
    """
    by = {
        "verdict": Counter(row.standing.value if row.standing is not None else "-" for row in rows),
        "severity": Counter(row.severity for row in rows if row.severity),
        "state": Counter(row.state for row in rows),
        "review": Counter("yes" if row.for_review else "no" for row in rows),
        "section": Counter(row.section for row in rows if row.section),
    }
    texts: Mapping[str, Mapping[str, str]] = {
        "verdict": {item: standing_text(item, lang) for item in Standing} | {"-": word("page", "none_stated", lang)},
        "severity": {severity: word("severity", severity, lang) for severity in Severity},
        "state": {state: word("page", state, lang) for state in change_rows.STATES},
        "review": {"yes": word("phrase", "review", lang)}
        | ({"decided": word("review", "decided", lang)} if decided else {}),
        "section": {section: section for section in by["section"]},
    }
    names = {"verdict": ("column", "verdict"), "state": ("page", "state"), "review": ("column", "review")}
    shown = ("verdict", "severity", "section") if single else tuple(by)
    return [
        {
            "name": name,
            "label": word(*names.get(name, ("column", name)), lang),
            "options": [
                {"value": value, "text": text, "count": by[name][value]}
                for value, text in texts[name].items()
                if by[name][value] or (decided and name == "review")
            ],
        }
        for name in shown
    ]


def _why(row: ChangeRow, lang: str) -> str:
    """Return why the two metrics are paired, the heaviest reason first: "name 0.87, context 0.90, …"."""
    if row.pair is None or row.confidence is None:
        return ""
    reasons = sorted(row.pair.reasons.items(), key=lambda item: (item[0] == "runner_up", -item[1]))
    parts = [f"{word('explain', name, lang)} {approximate(value):.2f}" for name, value in reasons]
    confidence = f"{word('column', 'confidence', lang)} {row.confidence:.2f}"
    return labelled(confidence, listed(parts, lang), lang)


def _row(row: ChangeRow, sides: Mapping[str, _Side], lang: str) -> Mapping[str, object]:
    head, _, heading = row.section.partition(" ")
    ids = [sides["current"].mark_id(row.current.id)] if row.current is not None else []
    ids += [sides["current"].mark_id(claim.id) for claim in row.claims]
    ids += [sides["prior"].mark_id(row.prior.id)] if row.prior is not None else []
    return row.cells(lang) | {
        "id": _row_id(row),
        "names": pair_names(row),
        "rank": row.standing.rank if row.standing is not None else "",
        "prior_name": row.prior_name,
        "sure": round(40 * row.confidence) if row.confidence is not None and row.confidence < 1 else 0,
        "confidence": "" if row.confidence is None else f"{row.confidence:.2f}",
        "why": _why(row, lang),
        "name": row.metric.name,
        "review": row.for_review,
        "severity": row.severity,
        "state": row.state,
        "prior_key": _sort_key(row.prior.figure.value if row.prior is not None else None),
        "current_key": _sort_key(row.current.figure.value if row.current is not None else None),
        "absolute_key": _sort_key(row.amount),
        "percent_key": _sort_key(row.percent),
        "note": row.blank_reason(lang),
        "bar": _bar(row.percent),
        "implied": implied_text(row.checks, row.current.figure if row.current is not None else None),
        "verdict": row.standing.value if row.standing is not None else None,
        "section": row.section,
        "section_number": head if heading else "",
        "section_heading": heading or head,
        "marks": " ".join(id for id in ids if id is not None),
    }


def _sort_key(value: Fraction | None) -> str:
    return "" if value is None else repr(approximate(value))


def _bar(percent: Fraction | None) -> int:
    """Return the length of a change's bar, -30 … 30: ±100 % and more fill it; what changed at all is seen."""
    if not percent:
        return 0
    length = max(1, int(min(abs(percent), Fraction(100)) * 30 / 100))
    return length if percent > 0 else -length


def _settings(result: Report | CheckResult | ComparisonResult) -> Iterable[tuple[str, object]]:
    return () if isinstance(result, Report) else result.settings.items()


def _setting(name: str, value: object, lang: str) -> str:
    if isinstance(value, (tuple, list)):
        texts = tuple(map(str, value))
        return words("mode", texts, lang) if name == "rounding_modes" else ", ".join(texts)
    return str(value)
