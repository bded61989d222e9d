"""Template text left in a report: choices not made, blanks, instructions, an “empty table” that holds figures."""

from __future__ import annotations

from collections.abc import Iterator

from reportdiff.arithmetic import Outcome
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.templates import template_patterns
from reportdiff.messages import label, phrase
from reportdiff.model import Check, CheckName, Evidence, RelationKind, Severity, Span, Verdict

__all__ = ["percent_sign", "template"]

_NOTE = 60  # characters of a note before the words that the table is empty
_TABLE = 1500  # characters between a table's heading and such a note


def template(view: ReportIndex) -> Iterator[Check]:
    """Yield a finding for every place where text of the template was left in."""
    for row, pattern, quick in template_patterns():
        if quick.search(view.text) is None:
            continue
        for match in pattern.finditer(view.text):
            yield _check(view, Span(match.start(), match.end()), row.name)
    yield from _full_tables(view)


def _full_tables(view: ReportIndex) -> Iterator[Check]:
    """Yield a finding for every note that a table is empty, under a table that holds figures."""
    cells = [metric for metric in view.report.metrics if metric.table is not None and metric.figure.value]
    for match in check_words("empty table").finditer(view.text) if cells else ():
        start = max(view.text.rfind("\n", 0, match.start()) + 1, match.start() - _NOTE)
        headings = list(check_words("table heading").finditer(view.text, max(0, start - _TABLE), start))
        if headings and any(headings[-1].end() <= cell.span.start < start for cell in cells):
            words = view.text[start : match.end()]
            note = max(words.rfind("注:"), words.rfind("注："), 0)
            yield _check(view, Span(start + note, match.end()), "full_table")


def percent_sign(view: ReportIndex) -> Iterator[Check]:
    """Yield a finding for every percentage that is printed without its sign."""
    for claim in view.report.claims:
        figure = claim.figure
        if figure is None or claim.form is not RelationKind.GROWTH:
            continue
        if claim.table is not None or len(claim.siblings) >= 2:
            continue
        surface, behind = "".join(figure.surface.split()), view.text[figure.span.end : figure.span.end + 1]
        if surface[-1:].isdigit() and "分之" not in surface and behind in "。；，":
            yield _check(view, claim.span, "percent_sign", claim.id, claim.metric)


def _check(view: ReportIndex, span: Span, leftover: str, claim: str | None = None, metric: str | None = None) -> Check:
    context = FindingContext(
        check=CheckName.TEMPLATE,
        stated_text="".join(span.of(view.text).split()),
        claim=claim,
        metric=metric,
        evidence=(Evidence(view.side, span),),
    )
    hint = phrase("findings.template_left", leftover=label("template", leftover))
    outcome = Outcome(Verdict.UNCHECKED)
    return make_check(outcome, context, None, severity=Severity.WARNING, hints=(hint,))
