"""Template text left unfilled: choices not made, blanks, instructions, an “empty table” that is filled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportdiff.arithmetic import Outcome
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.templates import template_patterns
from reportdiff.model import Check, Evidence, RelationKind, Severity, Span, Verdict

__all__ = ["percent_sign", "template"]

_EMPTY = re.compile(r"(?:故|因此|所以)本表(?:为空表|无数据|为空)[^\n]{0,12}")
_LEAD = 60  # characters of the note before these words
_HEAD = re.compile(r"\n[^\n]{0,40}表[^\n]{0,12}\n")


def template(view: ReportIndex) -> Iterator[Check]:
    """Every place where the template shows through."""
    for row, pattern, quick in template_patterns():
        if quick.search(view.text) is None:
            continue
        for match in pattern.finditer(view.text):
            yield _check(view, Span(match.start(), match.end()), row.message, row.english)
    yield from _filled(view)


def _filled(view: ReportIndex) -> Iterator[Check]:
    """A note that a table is empty, under a table that holds figures."""
    if "本表" not in view.text:
        return
    cells = [metric for metric in view.report.metrics if metric.table is not None and metric.figure.value]
    for match in _EMPTY.finditer(view.text):
        begin = max(view.text.rfind("\n", 0, match.start()) + 1, match.start() - _LEAD)
        heads = list(_HEAD.finditer(view.text, max(0, begin - 1500), begin))
        start = heads[-1].end() if heads else None
        if start is not None and any(start <= cell.span.start < begin for cell in cells):
            words = view.text[begin : match.end()]
            note = max(words.rfind("注:"), words.rfind("注："), 0)
            yield _check(
                view,
                Span(begin + note, match.end()),
                "上表列有数据，却称为空表，疑为模板文字未删",
                "the table above holds figures, yet it is called empty: a line of the template was left in",
            )


def percent_sign(view: ReportIndex) -> Iterator[Check]:
    """Every percentage that is printed without its sign."""
    for claim in view.report.claims:
        figure = claim.figure
        if (
            claim.form is not RelationKind.GROWTH
            or figure is None
            or claim.table is not None
            or len(claim.siblings) >= 2
        ):
            continue
        surface, behind = "".join(figure.surface.split()), view.text[figure.span.end : figure.span.end + 1]
        if surface[-1:].isdigit() and "分之" not in surface and behind in "。；，":
            yield _check(view, claim.span, "疑缺少百分号", "the per cent sign is missing", claim.id, claim.metric)


def _check(
    view: ReportIndex, span: Span, zh: str, en: str, claim: str | None = None, metric: str | None = None
) -> Check:
    said = "".join(span.of(view.text).split())
    subject = FindingContext("template", "", said, claim=claim, metric=metric, evidence=(Evidence(view.side, span),))
    return make_check(
        Outcome(Verdict.UNCHECKED),
        subject,
        None,
        check="template",
        severity=Severity.WARNING,
        extra=(f"{zh}。", f"It seems that {en}."),
    )
