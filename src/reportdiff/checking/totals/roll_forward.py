"""Balances of tables that roll forward: opening + what was added − what was taken off = closing.

The heads of columns (the roles opening, inflow, outflow and closing of `columns.toml`), or the labels of rows
(`check_words.toml`), tell which figures they are. A table is taken to roll forward where its
lines bear it out; then a line that does not is a finding, or a question where few lines do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, product

from attrs import evolve, frozen

from reportdiff.arithmetic import Outcome, agrees
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import evaluate_sum, operand_of, stated_value_of
from reportdiff.checking.policy import Grounds, Reservation, decide
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words, is_total_label
from reportdiff.lexicon.columns import FLOW_COLUMNS, ColumnHead, ColumnRole, column_head
from reportdiff.messages import phrase
from reportdiff.model import Binding, Check, CheckName, Kind, Metric

__all__ = ["roll_forward"]

_UNTOLD = 4  # columns between two balances whose heads do not say whether they are added
_SIGNED = FLOW_COLUMNS | {ColumnRole.ABSOLUTE}  # an outer head of changes with their signs
_PROOFS = 2  # lines that must hold, and how many times as many as fail


@frozen(kw_only=True)
class _Balance:
    """A line from its opening to its closing balance, and the figures between with their heads, in printed order."""

    opening: Metric
    closing: Metric
    between: tuple[tuple[Metric, ColumnHead], ...]
    across: bool

    def unsigned(self, proved: Collection[tuple[str, ...]], gap: Fraction) -> Metric | None:
        """Return a figure between of no known sign, where no line that holds has proved it.

        Its labels say none, or it is a change of either sign, and the `gap` is what it makes when it is taken off.
        """
        for metric, head in self.between:
            labels = _labels(metric, across=self.across)
            told = head.role in FLOW_COLUMNS or any(column_head((label,)).role in _SIGNED for label in labels[:-1])
            if told and check_words("either sign").search(labels[-1]):
                told = abs(gap) != 2 * abs(metric.figure.value)
            if metric.figure.value and not told and labels not in proved:
                return metric
        return None


@frozen
class _Reading:
    """A reading of the figures between two balances: only those whose heads say so, or all; negative ones as printed.

    `signed`: what was taken off is printed with a minus. `signs` are those of the columns by their heads, where no head
    says them and the rows do (提取, 上缴, 划转).
    """

    all_between: bool
    signed: bool
    signs: Mapping[tuple[str, ...], int] | None = None

    def terms(self, balance: _Balance) -> Iterator[tuple[Metric, bool]]:
        """Yield the figures that this reading adds up, and whether each is taken off."""
        for metric, head in balance.between:
            if self.signs is not None:
                sign = self.signs[_labels(metric, across=True)]
                yield from [(metric, sign < 0)] if sign else ()
            elif self.all_between or head.role in FLOW_COLUMNS:
                yield metric, (head.role is ColumnRole.OUTFLOW or _taken_off(metric)) and not self.signed


def _taken_off(metric: Metric) -> bool:
    return metric.table is not None and check_words("taken off").search((metric.table.row or ("",))[-1]) is not None


_READINGS = tuple(_Reading(every, signed) for every in (False, True) for signed in (False, True))


def roll_forward(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every balance of a table that rolls forward."""
    for metrics in index.by_table.values():
        cells = [metric for metric in metrics if metric.kind is not Kind.RATIO]
        for across in (True, False):
            balances = list(_balances(cells, across=across))
            if balances:
                yield from _judged(index, balances)


def _balances(cells: Sequence[Metric], *, across: bool) -> Iterator[_Balance]:
    """Yield the lines of a table, its rows or its columns, that run from an opening to a closing balance."""
    lines: dict[object, list[Metric]] = defaultdict(list)
    for metric in cells:
        assert metric.table is not None
        at = metric.table.at or (None, None)
        line = (metric.table.row, at[0]) if across else (metric.table.column, at[1])
        lines[line].append(metric)
    for metrics in lines.values():
        opening: Metric | None = None
        between: list[tuple[Metric, ColumnHead]] = []
        heads = [_head(metric, across=across) for metric in metrics]
        last = max((head.own.year or 0 for head in heads if head.own and head.role is ColumnRole.CLOSING), default=0)
        for metric, head in zip(metrics, heads, strict=True):
            before = head.role is ColumnRole.CLOSING and head.own is not None and 0 < (head.own.year or 0) < last
            if head.role is ColumnRole.OPENING or before:  # 2022年末余额 … 2023年末余额
                opening, between = metric, []
            elif head.role is ColumnRole.CLOSING:
                flows = any(each.role in FLOW_COLUMNS for _, each in between)
                if opening is not None and not across and _block(opening) != _block(metric):
                    opening = None  # 减值准备 without a closing balance, and 账面价值 below it
                told = flows or (across and len(between) > 1)  # 征集 | 调出: the rows tell what is added
                if opening is not None and told and opening.figure.unit == metric.figure.unit:
                    of_unit = tuple(each for each in between if each[0].figure.unit == metric.figure.unit)
                    yield _Balance(opening=opening, closing=metric, between=of_unit, across=across)
                opening = None
            elif opening is not None and not _counted(metric, between, across=across):
                between.append((metric, head))


def _head(metric: Metric, *, across: bool) -> ColumnHead:
    """Return what the labels of a figure say: those of a row tell a balance alone, a flow with what it is part of."""
    labels = _labels(metric, across=across)
    head = column_head(labels, metric.figure.unit)
    return head if across or head.role in FLOW_COLUMNS else column_head(labels[-1:], metric.figure.unit)


def _labels(metric: Metric, *, across: bool) -> tuple[str, ...]:
    assert metric.table is not None
    return metric.table.labels(across=across)


def _block(metric: Metric) -> tuple[str, ...]:
    """Return the labels over the row of a balance: 一、账面原值."""
    return _labels(metric, across=False)[:-1]


def _counted(metric: Metric, between: Sequence[tuple[Metric, ColumnHead]], *, across: bool) -> bool:
    """Return whether a figure was counted before: as a part of another, or part by part (本次变动增减 / 小计)."""
    own = _labels(metric, across=across)
    if len(own) > 1 and is_total_label(own[-1]):
        return any(_labels(each, across=across)[:-1] == own[:-1] for each, _ in between)
    return any(_inside(metric, each, across=across) for each, _ in between)


def _inside(metric: Metric, other: Metric, *, across: bool) -> bool:
    """Return whether a figure is a part of another that stands before it: 本期增加金额 / 购置."""
    outer = _labels(other, across=across)
    return len(outer) < len(_labels(metric, across=across)) and _labels(metric, across=across)[: len(outer)] == outer


def _judged(index: ReportIndex, balances: Sequence[_Balance]) -> Iterator[Check]:
    """Yield the checks of a table under the reading that most of its lines bear out, if any line does."""
    best: list[tuple[_Balance, _Reading, Outcome]] = []
    holding = frozenset[int]()
    for reading in chain(_READINGS, _solutions(balances)):
        if len(holding) == len(balances):
            break
        judged = [(balance, reading, _outcome(balance, reading)) for balance in balances]
        holds = frozenset(
            place
            for place, (balance, _, outcome) in enumerate(judged)
            if agrees(outcome.verdict) and any(metric.figure.value for metric, _ in balance.between)
        )
        by_heads = bool(best) and best[0][1].signs is None  # what the rows alone tell may only add to it
        if len(holds) > len(holding) and (reading.signs is None or not by_heads or holds > holding):
            best, holding = judged, holds
    held = len(holding)
    failed = sum(not agrees(outcome.verdict) for _, _, outcome in best)
    if held < failed or not held:
        return
    certain = held >= _PROOFS * failed and held >= _PROOFS
    if best[0][1].signs is not None and not certain:
        return
    across = balances[0].across
    proved = {
        _labels(each, across=across)
        for balance, _, outcome in best
        if agrees(outcome.verdict)
        for each, _ in balance.between
        if each.figure.value
    }
    told = any(head.role in FLOW_COLUMNS for balance in balances for _, head in balance.between)
    for balance, reading, outcome in best:
        yield _check(index, balance, reading, outcome, question=not (certain and told), proved=proved)


def _solutions(balances: Sequence[_Balance]) -> Iterator[_Reading]:
    """Yield the readings that give each column between two balances a sign of its own."""
    between = {_labels(each, across=True): head for balance in balances for each, head in balance.between}
    untold = [labels for labels, head in between.items() if head.role not in FLOW_COLUMNS]
    told = {labels: -1 if head.role is ColumnRole.OUTFLOW else 1 for labels, head in between.items()}
    if len(balances) >= _PROOFS and 0 < len(untold) <= _UNTOLD:
        for signs in product((1, -1), repeat=len(untold)):
            yield _Reading(True, False, {**told, **dict(zip(untold, signs, strict=True))})


def _outcome(balance: _Balance, reading: _Reading) -> Outcome:
    operands = [operand_of(balance.opening.figure)]
    for metric, off in reading.terms(balance):
        operand = operand_of(metric.figure)
        operands.append(operand.negated() if off else operand)
    return evaluate_sum(balance.closing.figure, operands)


def _check(
    index: ReportIndex,
    balance: _Balance,
    reading: _Reading,
    outcome: Outcome,
    *,
    question: bool,
    proved: Collection[tuple[str, ...]],
) -> Check:
    terms = list(reading.terms(balance))
    unsigned = None
    if not agrees(outcome.verdict) and outcome.exact is not None:
        unsigned = balance.unsigned(proved, balance.closing.figure.value - outcome.exact)
    reservations = (Reservation.SUM_FAILS_HERE,) if question or unsigned is not None else ()
    decision = decide(outcome, Grounds(bindings=(Binding.ROW,), reservations=reservations))
    closing, hints = balance.closing, decision.hints()
    if unsigned is not None:
        label = "".join(_labels(unsigned, across=balance.across)[-1:])
        hints = (phrase("findings.sign_untold", label=label, figure=metric_text(unsigned)),)
    text = metric_text(balance.opening) + "".join(f"{'-' if off else '+'}{metric_text(each)}" for each, off in terms)
    context = evolve(
        index.sum_context(closing, (balance.opening, *(each for each, _ in terms)), check=CheckName.STOCK_FLOW),
        current=text,
    )
    stated = stated_value_of(closing.figure)
    return make_check(decision.outcome, context, stated, severity=decision.severity, hints=hints)
