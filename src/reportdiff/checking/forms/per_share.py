"""Earnings per share and return on equity of the key data against what they are of.

The weighted numbers by which they are divided are mostly not printed. The number of shares and the net assets at both
ends of the year tell within which bounds they lie, and what is left without non-recurring items is divided by the
same. A figure far from all of these is asked about, and never accused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import Operand, Outcome, Statement, agrees, evaluate, plain_text
from reportdiff.arithmetic.intervals import divide, scale
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.forms.statements import Line, statements
from reportdiff.checking.operands import operand_of, stated_value_of
from reportdiff.checking.policy import ask
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.columns import CHANGE_COLUMNS, FLOW_COLUMNS, ColumnRole, column_head
from reportdiff.lexicon.statement_forms import item_label, item_of_role, items_of
from reportdiff.messages import phrase
from reportdiff.model import (
    Check,
    CheckName,
    Diagnosis,
    Interval,
    Metric,
    PeriodKind,
    Phrase,
    RelationKind,
    Severity,
    Verdict,
)

__all__ = ["per_share"]

_SHARES, _PER_SHARE = "股", "每股收益"
_PROFIT, _EQUITY, _EARNINGS, _RETURN = "profit", "equity", "earnings per share", "return on equity"
_WEIGHTED_SHARES, _NET_PROFIT = "weighted shares", "net profit"  # roles of lexicon/forms
_ROOM = Fraction(1, 4)  # by which the shares of a year may on average lie beyond those of its ends: split later
_NO_NUMBERS = CHANGE_COLUMNS | FLOW_COLUMNS | {ColumnRole.SHARE}
_TIE = CheckName.TIE_OUT
_DIGITS = 3  # of the number of shares that a message says

_Items = Mapping[str, Metric]


def per_share(index: ReportIndex) -> Iterator[Check]:
    """Yield the checks of the earnings per share and the return on equity of the report's year, where first printed."""
    items = _key_data(index) or _elsewhere(index)
    profit = items.get(_PROFIT) or items.get(_NET_PROFIT)
    if profit is None or not profit.figure.value:
        return
    if (earnings := items.get(_EARNINGS)) is not None and not earnings.is_rate and earnings.figure.value:
        yield _of_shares(index, earnings, profit, attributed=_PROFIT in items)
        yield from _without_non_recurring(index, items, _EARNINGS)
    if (equity_return := items.get(_RETURN)) is not None and equity_return.is_rate:
        yield from _of_equity(index, equity_return, profit)
        yield from _without_non_recurring(index, items, _RETURN)


def _key_data(index: ReportIndex) -> _Items:
    """Return what the key data print of the report's year, in one table or several."""
    found: dict[str, Metric] = {}
    for statement in statements(index):
        for line in statement.lines if statement.form.name == "key_data" else ():
            for item, metric in line.items.items():
                role = statement.form.items[item].role
                part = metric.period is not None and metric.period.kind is PeriodKind.PART_OF_YEAR
                if metric.year == index.report.own_year and not part and not (role == _EARNINGS and _judged(line)):
                    found.setdefault(role, metric)
    return found if {_EARNINGS, _RETURN} & found.keys() else {}


def _judged(line: Line) -> bool:
    """Return whether a table has the number of shares itself, so that its own identity is judged."""
    return any(item == item_of_role(_WEIGHTED_SHARES) for cell in line.cells for item in cell.items.values())


def _elsewhere(index: ReportIndex) -> _Items:
    """Return the first earnings per share of the report's year with the profit beside it, in a table or a sentence."""
    if _PER_SHARE not in index.text:
        return {}
    for earnings in _named(index, _EARNINGS, (index.report.own_year,)):
        for name in (_PROFIT, _NET_PROFIT):
            beside = [each for each in _named(index, name, (earnings.year,)) if _together(each, earnings)]
            if not earnings.is_rate and len({each.figure.value for each in beside}) == 1:
                return {_EARNINGS: earnings, name: beside[0]}
    return {}


def _together(one: Metric, other: Metric) -> bool:
    if one.table is None or other.table is None:
        return one.table is other.table and one.section == other.section and one.figure.unit != _SHARES
    same = one.table.column if one.table.row != other.table.row else one.table.row
    return one.table.id == other.table.id and same in (other.table.column, other.table.row)


def _named(index: ReportIndex, role: str, years: Sequence[int | None]) -> list[Metric]:
    """Return the figures of some years that the report prints under a label of the item of a role."""
    item, found = item_of_role(role), []
    for metric in index.report.metrics:
        if metric.year in years:
            place = metric.table
            labels = (metric.name.split("/")[0],) if place is None else (*place.row[-1:], *place.column[-1:])
            if any(name == item for label in labels for _, name in items_of(label)):
                found.append(metric)
    return found


def _shares(index: ReportIndex, year: int | None) -> tuple[list[Metric], list[Metric]]:
    """Return the weighted numbers of shares that a report prints for a year, and its numbers of all shares.

    Those at the end of the year before are among the latter, and the share capital where none is printed.
    """
    before = None if year is None else year - 1
    years = (None, year, before)
    counts = [each for each in index.report.metrics if each.figure.unit == _SHARES and each.year in years]
    own, item = [each for each in counts if each.year != before], item_of_role(_WEIGHTED_SHARES)
    weighted = [each for each in own if any(name == item for _, name in items_of(each.name.split("/")[0]))]
    totals = [each for each in counts if check_words("all shares").search(each.name) and not _is_change(each)]
    return weighted, totals or _share_capital(index, (year, before))


def _share_capital(index: ReportIndex, years: Sequence[int | None]) -> list[Metric]:
    """Return the share capital at the ends of a year: as many shares, where each is of 1 yuan."""
    return [
        each
        for each in index.report.metrics
        if each.table is not None and each.year in years and each.figure.unit == "元" and not _is_change(each)
        if each.table.row and check_words("share capital").fullmatch(item_label(each.table.row[-1]))
    ]


def _is_change(metric: Metric) -> bool:
    """Return whether a head says that a cell is no number at one time: 变动增减, 比例."""
    heads = () if metric.table is None else metric.table.column
    return any(column_head((head,), "%").role in _NO_NUMBERS for head in heads)


def _of_shares(index: ReportIndex, earnings: Metric, profit: Metric, *, attributed: bool) -> Check:
    weighted, totals = _shares(index, earnings.year)
    found = [(each, _ratio(earnings, profit, operand_of(each.figure))) for each in (*weighted, *totals)]
    holding = [(each, outcome) for each, outcome in found if agrees(outcome.verdict)]
    shares, outcome = holding[0] if holding else (None, None)
    severity: Severity | None = None
    hints: tuple[Phrase, ...] = ()
    if outcome is None and attributed and len({each.figure.value for each in weighted}) == 1:
        shares, decision = weighted[0], ask(found[0][1])
        outcome, severity = decision.outcome, decision.severity
        left, part, whole = map(item_of_role, (_EARNINGS, _PROFIT, _WEIGHTED_SHARES))
        hints = (phrase("findings.identity_fails", identity=f"{left} = {part} / {whole}"),)
    elif outcome is None:
        outcome = Outcome(Verdict.UNCHECKED, diagnoses=(Diagnosis.MISSING_OPERAND,))
        severity, hint = _unsettled(earnings, profit, totals, attributed=attributed)
        hints = (hint,)
    context = index.metric_context(earnings, profit, *(totals if shares is None else (shares,)), check=_TIE)
    if shares is not None:
        context = evolve(context, current=metric_text(profit), prior=metric_text(shares))
    return make_check(outcome, context, stated_value_of(earnings.figure), severity=severity, hints=hints)


def _unsettled(
    earnings: Metric, profit: Metric, totals: Sequence[Metric], *, attributed: bool
) -> tuple[Severity | None, Phrase]:
    """Return how loudly to say that no printed number of shares fits, and the sentence."""
    if not totals:
        return None, phrase("findings.shares_not_printed")
    implied = profit.figure.value / earnings.figure.value
    numbers = sorted(totals, key=lambda metric: metric.figure.value)
    low, high = (1 - _ROOM) * numbers[0].figure.value, (1 + _ROOM) * numbers[-1].figure.value
    counted = attributed and numbers[0].figure.unit == _SHARES
    severity = Severity.QUESTION if counted and not low <= implied <= high else Severity.NOTE
    rounded = round(implied, _DIGITS - len(str(int(abs(implied)))))
    printed = " – ".join(dict.fromkeys(map(metric_text, (numbers[0], numbers[-1]))))
    return severity, phrase("findings.shares_implied", implied=plain_text(rounded) + _SHARES, printed=printed)


def _of_equity(index: ReportIndex, equity_return: Metric, profit: Metric) -> Iterator[Check]:
    """Yield the check of a return on equity: the net assets lie between those of the year's ends, half a profit off."""
    year = index.report.own_year
    at_ends = [[each for each in _named(index, _EQUITY, (at,)) if not each.is_rate] for at in (year and year - 1, year)]
    values = [each.figure.value for equities in at_ends for each in equities]
    gain = profit.figure.value
    if not all(at_ends) or min(*values, gain, equity_return.figure.value) <= 0:
        return
    bounds = Interval(min(values) - min(gain, min(values)) / 2, max(values) + gain / 2)
    outcome = _ratio(equity_return, profit, Operand(interval=bounds, value=None))
    first, last = (equities[0] for equities in at_ends)
    context = index.metric_context(equity_return, profit, first, last, check=_TIE)
    context = evolve(context, current=metric_text(profit), prior=f"{metric_text(first)} – {metric_text(last)}")
    yield _asked(outcome, context, equity_return, phrase("findings.between_the_ends", item=item_of_role(_EQUITY)))


def _without_non_recurring(index: ReportIndex, items: _Items, item: str) -> Iterator[Check]:
    """Yield the check of a figure without non-recurring items: it is of the same shares or net assets as the other."""
    needed = [items.get(name) for name in (item, _PROFIT, f"recurring {item}", f"recurring {_PROFIT}")]
    printed = [each for each in needed if each is not None and each.figure.value]
    if len(printed) < len(needed):
        return
    whole, profit, rest, part = printed
    divisor = divide(profit.figure.interval, whole.figure.interval)
    value, factor = profit.figure.value / whole.figure.value, 100 if whole.is_rate else 1
    outcome = _ratio(rest, part, Operand(interval=scale(divisor, factor), value=value * factor))
    context = index.metric_context(rest, part, whole, profit, check=_TIE)
    context = evolve(context, current=metric_text(part), prior=f"{metric_text(profit)}÷{metric_text(whole)}")
    yield _asked(outcome, context, rest, phrase("findings.of_one_whole", item=item_of_role(item)))


def _asked(outcome: Outcome, context: FindingContext, metric: Metric, hint: Phrase) -> Check:
    """Return the check of a figure over what is only known within bounds: a question where it fails."""
    stated = stated_value_of(metric.figure, rounded=True)
    if outcome.verdict is Verdict.ROUNDING_DIFFERENCE:  # a last digit off bounds that are no more than near
        outcome = evolve(outcome, verdict=Verdict.WITHIN_PRECISION)
    if outcome.verdict is not Verdict.INCONSISTENT:
        return make_check(evolve(outcome, diagnoses=()), context, stated)
    decision = ask(outcome)
    return make_check(decision.outcome, context, stated, severity=decision.severity, hints=(hint,))


def _ratio(stated: Metric, part: Metric, whole: Operand) -> Outcome:
    relation = RelationKind.SHARE if stated.is_rate else RelationKind.TIMES
    value, current = stated_value_of(stated.figure, rounded=True), operand_of(part.figure)
    return evaluate(Statement(relation=relation, stated=value, current=current, prior=whole), diagnosed=False)
