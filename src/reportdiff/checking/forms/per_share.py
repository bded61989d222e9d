"""Earnings per share of the key data against the number of shares that another place prints; told where none does."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from attrs import evolve

from reportdiff.arithmetic import Outcome, Statement, agrees, evaluate
from reportdiff.checking.findings import make_check
from reportdiff.checking.forms.statements import Line, statements
from reportdiff.checking.operands import operand_of, stated_value_of
from reportdiff.checking.policy import ask
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.statement_forms import forms, items_of
from reportdiff.messages import phrase
from reportdiff.model import Check, CheckName, Diagnosis, Metric, Phrase, RelationKind, Severity, Verdict

__all__ = ["earnings_per_share"]

_UNIT = "股"


@cache
def _items() -> tuple[str, str, str]:
    """Return the names of the earnings per share, of the profit in key data, and of the weighted number of shares."""
    by_name = {form.name: form for form in forms()}
    earnings = next(each[0] for each in by_name["per_share"].identities if each[0].ratio)
    return earnings.left, next(iter(by_name["key_data"].items)), earnings.terms[1].item


def earnings_per_share(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for the earnings per share of the report's year, in the first of its tables of key data."""
    for statement in statements(index):
        for line in statement.lines if statement.form.name == "key_data" else ():
            earnings, profit = map(line.items.get, _items()[:2])
            if earnings is None or profit is None or {earnings.year, profit.year} != {index.report.own_year}:
                continue
            if earnings.figure.value and profit.figure.value and not earnings.is_rate and not _prints_shares(line):
                yield _check(index, earnings, profit)
            return


def _prints_shares(line: Line) -> bool:
    """Return whether a table has the number of shares itself, so that its own identity is judged."""
    return any(item == _items()[-1] for cell in line.cells for item in cell.items.values())


def _shares(index: ReportIndex, year: int | None) -> tuple[list[Metric], list[Metric]]:
    """Return the weighted numbers of shares that a report prints for a year, and its numbers of all shares."""
    counts = [each for each in index.report.metrics if each.figure.unit == _UNIT and each.year in (None, year)]
    weighted = [each for each in counts if any(item == _items()[-1] for _, item in items_of(each.name.split("/")[0]))]
    return weighted, [each for each in counts if check_words("all shares").search(each.name)]


def _check(index: ReportIndex, earnings: Metric, profit: Metric) -> Check:
    weighted, totals = _shares(index, earnings.year)
    found = [(each, _judged(earnings, profit, each)) for each in (*weighted, *totals)]
    holding = [(each, outcome) for each, outcome in found if agrees(outcome.verdict)]
    shares, outcome = holding[0] if holding else (None, None)
    severity: Severity | None = None
    hints: tuple[Phrase, ...] = ()
    if outcome is None and len({each.figure.value for each in weighted}) == 1:
        shares, decision = weighted[0], ask(found[0][1])
        outcome, severity = decision.outcome, decision.severity
        name, of, number = _items()
        hints = (phrase("findings.identity_fails", identity=f"{name} = {of} / {number}"),)
    elif outcome is None:
        outcome = Outcome(Verdict.UNCHECKED, diagnoses=(Diagnosis.MISSING_OPERAND,))
        hints = (phrase("findings.shares_not_printed"),)
    parts = [profit] if shares is None else [profit, shares]
    context = index.metric_context(earnings, *parts, check=CheckName.TIE_OUT)
    if shares is not None:
        context = evolve(context, current=metric_text(profit), prior=metric_text(shares))
    stated = stated_value_of(earnings.figure)
    return make_check(outcome, context, stated, severity=severity, hints=hints)


def _judged(earnings: Metric, profit: Metric, shares: Metric) -> Outcome:
    stated = stated_value_of(earnings.figure, rounded=True)
    current, prior = operand_of(profit.figure), operand_of(shares.figure)
    return evaluate(
        Statement(relation=RelationKind.TIMES, stated=stated, current=current, prior=prior), diagnosed=False
    )
