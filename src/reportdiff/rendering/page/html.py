"""Results → one offline HTML page: findings, a table to sort and filter, the texts with their figures marked.

The page loads nothing from anywhere. What a report says reaches it only escaped, and a content security policy lets
no script run but the page's own.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from attrs import frozen

from reportdiff._version import __version__
from reportdiff.messages import Notice, shown
from reportdiff.messages.labels import check_language, labels, word, words
from reportdiff.model import CheckResult, ComparisonResult, Report, Verdict, worst_verdict
from reportdiff.rendering.number_text import approximate, figure_text
from reportdiff.rendering.page.highlighted_text import Mark, marked_text
from reportdiff.rendering.page.section_svg import picture
from reportdiff.rendering.rows.change_rows import (
    ChangeRow,
    CheckRow,
    absolute_text,
    change_rows,
    coverage_lines,
    percent_text,
    report_label,
    report_rows,
    section_rows,
    stated_text,
)
from reportdiff.rendering.rows.claim_rows import implied_text
from reportdiff.rendering.rows.report_lookup import Lookup
from reportdiff.rendering.summary import current_of, finding_counts, findings, prior_findings, title

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["render"]

_NUMBERS = ("prior", "current", "absolute", "percent")


@frozen
class _Side:
    """One of the page's texts: how its marks' ids begin, and what they say."""

    letter: str
    lookup: Lookup
    marks: dict[str, Mark]

    def mark_id(self, ident: str | None) -> str | None:
        """The id of the mark of a metric or claim, None where it has none."""
        return f"{self.letter}-{ident}" if ident in self.marks else None


def render(result: Report | CheckResult | ComparisonResult, *, lang: str = "zh") -> str:
    """The result as one HTML page in `lang` that works from a file, offline."""
    check_language(lang)
    single = not isinstance(result, ComparisonResult)
    rows = change_rows(result) if isinstance(result, ComparisonResult) else report_rows(result)
    sides = _sides(result, rows)
    worst_first = findings(result)
    earlier = prior_findings(result)
    columns = ("metric", "prior", "current", "absolute", "percent", "stated", "verdict", "section")
    if single:
        columns = ("metric", "value", "stated", "verdict", "section")  # type: ignore[assignment]
    sections = section_rows(result) if isinstance(result, ComparisonResult) else ()
    current = current_of(result)
    lookup = sides["current"].lookup
    page = _environment().get_template("page.html")
    style, script = _asset("page.css"), _asset("page.js")
    return page.render(
        html_lang="zh-CN" if lang == "zh" else "en",
        version=__version__,
        style=_safe(style),
        script=_safe(script),
        style_hash=_digest(style),
        script_hash=_digest(script),
        title=title(result, lang),
        colon="：" if lang == "zh" else ": ",
        w=lambda kind, code: word(kind, code, lang),
        reports=[_report(side, name, lang) for name, side in sides.items()],
        coverage=coverage_lines(result, lang),
        warnings=[shown(warning, lang) for warning in result.warnings],
        counts=finding_counts(worst_first, lang),
        findings=[_finding(row, sides, lang) for row in worst_first],
        prior_counts=finding_counts(earlier, lang),
        prior_findings=[_finding(row, {"current": sides["prior"]}, lang) for row in earlier],
        single=single,
        table_heading=word("heading", "metrics" if single else "changes", lang),
        columns=columns,
        numbers=(*_NUMBERS, "value"),
        rows=[_row(number, row, sides, lang) for number, row in enumerate(rows)],
        verdicts=tuple(labels("verdict")),
        section_names=list(dict.fromkeys(row.section for row in rows if row.section)),
        sections=sections,
        picture=picture(result) if isinstance(result, ComparisonResult) and sections else None,
        unread=[
            {
                "surface": unread.surface,
                "reason": word("unread", unread.reason, lang),
                "where": lookup.where(unread.span),
            }
            for unread in current.unread
        ],
        settings=[(_setting_name(name, lang), _setting(name, value, lang)) for name, value in _settings(result)],
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("reportdiff.rendering", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=False,
    )


def _safe(text: str) -> object:
    """Our own style or script, which is not escaped."""
    from markupsafe import Markup

    return Markup(text)


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return resources.files("reportdiff.rendering").joinpath("templates", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _sides(result: Report | CheckResult | ComparisonResult, rows: Sequence[ChangeRow]) -> dict[str, _Side]:
    """The texts of the page, last year's first, with a mark for every figure and claim."""
    places = {row.current.id: f"r{number}" for number, row in enumerate(rows) if row.current is not None}
    sides = {}
    if isinstance(result, ComparisonResult):
        before = {row.prior.id: f"r{number}" for number, row in enumerate(rows) if row.prior is not None}
        prior = result.prior.report
        marks = {metric.id: Mark(metric.span, before.get(metric.id), None) for metric in prior.metrics}
        marks |= {
            claim.id: Mark(claim.figure_span, before.get(claim.metric or ""), _verdict_of(result.prior, claim.id))
            for claim in prior.claims
        }
        sides["prior"] = _Side("p", Lookup(prior), marks)
    report = current_of(result)
    checks = () if isinstance(result, Report) else result.checks
    by_claim: dict[str, list[Verdict]] = {}
    for check in checks:
        if check.claim is not None:
            by_claim.setdefault(check.claim, []).append(check.verdict)
    # A figure carries the verdict of a finding about itself; what is stated about it carries its own.
    asked = {check.metric: check.verdict for check in checks if check.claim is None and check.severity is not None}
    marks = {}
    for metric in report.metrics:
        marks[metric.id] = Mark(metric.span, places.get(metric.id), asked.get(metric.id))
    for claim in report.claims:
        verdict = worst_verdict(by_claim.get(claim.id, ()))
        marks[claim.id] = Mark(claim.figure_span, places.get(claim.metric or claim.current or ""), verdict)
    sides["current"] = _Side("c", Lookup(report), marks)
    return sides


def _verdict_of(checked: CheckResult, claim: str) -> str | None:
    return worst_verdict(check.verdict for check in checked.checks if check.claim == claim)


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


def _finding(row: CheckRow, sides: Mapping[str, _Side], lang: str) -> Mapping[str, object]:
    check = row.check
    home = sides["current"]
    first = [home.mark_id(check.claim), home.mark_id(check.metric)]
    for evidence in check.evidence:
        side = sides.get(evidence.report)
        if side is not None:
            inside = [ident for ident, mark in side.marks.items() if evidence.span.overlaps(mark.span)]
            first += [side.mark_id(ident) for ident in inside]
    marks = list(dict.fromkeys(ident for ident in first if ident is not None))
    return {
        "verdict": check.verdict.value,
        "severity": check.severity.value if check.severity is not None else "note",
        "check": check.check,
        "metric": row.metric,
        "message": check.message.zh if lang == "zh" else check.message.en,
        "causes": words("diagnosis", check.diagnoses, lang),
        "quote": row.quote,
        "where": row.where,
        "marks": marks,
    }


def _row(number: int, row: ChangeRow, sides: Mapping[str, _Side], lang: str) -> Mapping[str, object]:
    change = row.change
    head, _, heading = row.section.partition(" ")
    amount = None if change is None else change.points if change.points is not None else change.absolute
    ids = [sides["current"].mark_id(row.current.id)] if row.current is not None else []
    ids += [sides["current"].mark_id(claim.id) for claim in row.claims]
    if row.prior is not None:
        ids.append(sides["prior"].mark_id(row.prior.id))
    return {
        "id": f"r{number}",
        "name": row.name,
        "review": row.pair is not None and row.pair.review,
        "state": row.state,
        "prior": figure_text(row.prior.figure) if row.prior is not None else "",
        "prior_key": _key(row.prior.figure.value if row.prior is not None else None),
        "current": figure_text(row.current.figure) if row.current is not None else "",
        "current_key": _key(row.current.figure.value if row.current is not None else None),
        "absolute": absolute_text(row, lang),
        "absolute_key": _key(amount),
        "percent": percent_text(row),
        "percent_key": _key(change.percent if change is not None else None),
        "note": _note(change.note, lang) if change is not None and change.note else None,
        "bar": _bar(change.percent if change is not None else None),
        "stated": stated_text(row),
        "implied": implied_text(row.checks, row.current.figure if row.current is not None else None),
        "verdict": row.verdict.value if row.verdict is not None else None,
        "section": row.section,
        "section_number": head if heading else "",
        "section_heading": heading or head,
        "marks": " ".join(ident for ident in ids if ident is not None),
    }


def _note(note: str, lang: str) -> str:
    """Return in words why a change is not computed or not to be compared."""
    return shown(note, lang) if isinstance(note, Notice) else word("diagnosis", note, lang)


def _key(value: Fraction | None) -> str:
    """A number to sort by."""
    return "" if value is None else repr(approximate(value))


def _bar(percent: Fraction | None) -> int:
    """The length of a change's bar, -30 … 30: ±100 % and more fill it; what changed at all is seen."""
    if not percent:
        return 0
    length = max(1, int(min(abs(percent), Fraction(100)) * 30 / 100))
    return length if percent > 0 else -length


def _settings(result: Report | CheckResult | ComparisonResult) -> Sequence[tuple[str, object]]:
    return () if isinstance(result, Report) else tuple(result.settings.items())


def _setting_name(name: str, lang: str) -> str:
    return word("page", name, lang)


def _setting(name: str, value: object, lang: str) -> str:
    if isinstance(value, (tuple, list)):
        if name == "rounding_modes":
            return words("mode", tuple(map(str, value)), lang)
        return ", ".join(map(str, value))
    return str(value)
