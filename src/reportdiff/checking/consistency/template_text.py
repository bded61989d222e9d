"""Template text left in a report: choices not made, blanks, instructions, an “empty table” that holds figures."""

from __future__ import annotations

from collections.abc import Iterator

from reportdiff.arithmetic import Outcome
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.templates import template_patterns
from reportdiff.messages import label, phrase
from reportdiff.model import Check, CheckName, RelationKind, Severity, Span, Verdict

__all__ = ["percent_sign", "template"]

_NOTE = 60  # characters of a note before the words that the table is empty
_TABLE = 1500  # characters between a table's heading and such a note


def template(index: ReportIndex) -> Iterator[Check]:
    """Yield a finding for every place where text of the template was left in."""
    for row, pattern, quick in template_patterns():
        if quick.search(index.text) is None:
            continue
        for match in pattern.finditer(index.text):
            yield _check(index, Span(match.start(), match.end()), row.name)
    yield from _full_tables(index)


def _full_tables(index: ReportIndex) -> Iterator[Check]:
    """Yield a finding for every note that a table is empty, under a table that holds figures."""
    cells = [metric for metric in index.report.metrics if metric.table is not None and metric.figure.value]
    for match in check_words("empty table").finditer(index.text) if cells else ():
        start = max(index.text.rfind("\n", 0, match.start()) + 1, match.start() - _NOTE)
        headings = list(check_words("table heading").finditer(index.text, max(0, start - _TABLE), start))
        if headings and any(headings[-1].end() <= cell.span.start < start for cell in cells):
            words = index.text[start : match.end()]
            note = max(words.rfind("注:"), words.rfind("注："), 0)
            yield _check(index, Span(start + note, match.end()), "full_table")


def percent_sign(index: ReportIndex) -> Iterator[Check]:
    """Yield a finding for every percentage that is printed without its sign."""
    for claim in index.report.claims:
        figure = claim.figure
        if figure is None or claim.form is not RelationKind.GROWTH:
            continue
        if claim.table is not None or len(claim.siblings) >= 2:
            continue
        surface, behind = "".join(figure.surface.split()), index.text[figure.span.end : figure.span.end + 2]
        level = index.metric(claim.current)
        if level is not None and level.figure.last_place == figure.last_place != 1:
            continue  # 强度36.8，下降2.6: in the unit of the level
        listed = behind[1:].isdigit()  # 各减少12.5，25.7万元: their unit stands behind the last of them
        if surface[-1:].isdigit() and "分之" not in surface and behind[:1] in "。；，" and not listed:
            yield _check(index, claim.span, "percent_sign", claim.id, claim.metric)


def _check(index: ReportIndex, span: Span, leftover: str, claim: str | None = None, metric: str | None = None) -> Check:
    context = FindingContext(
        check=CheckName.TEMPLATE,
        stated_text="".join(span.of(index.text).split()),
        claim=claim,
        metric=metric,
        evidence=(index.place(span),),
    )
    hint = phrase("findings.template_left", leftover=label("template", leftover))
    outcome = Outcome(Verdict.UNCHECKED)
    return make_check(outcome, context, None, severity=Severity.WARNING, hints=(hint,))
