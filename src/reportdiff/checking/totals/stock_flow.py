"""Stock and flow: the opening stock and what was received equal what was finished and the closing stock.

Looked for only where one sentence, or one row or column of a table, names all four: 上年结转 + 新收 = 办结 + 未结. Of a
fund a part of a sentence names three: 当年结余 + 上年结余 = 年末结余.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from attrs import evolve

from reportdiff.arithmetic import Outcome, agrees, fails
from reportdiff.checking.findings import asked, decided, make_check
from reportdiff.checking.operands import evaluate_sum, operand_of, stated_value_of
from reportdiff.checking.policy import Reservation, ask
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words, is_total_label
from reportdiff.messages import phrase
from reportdiff.model import Check, CheckName, Metric

__all__ = ["CLAUSE_MARKS", "stock_flow"]

_ROLES = ("opening stock", "closing stock", "received", "finished")
"""Parts of check_words.toml; a label plays the first that it fits (尚未办结 is no finished case)."""
_OF_FUND = ("opening balance", "closing balance", "balance of a year")
_BALANCE_SIGNS = ("余", "存")  # one of which each closing balance is named with
CLAUSE_MARKS = re.compile("[，,、；;。：:（）()\n]")


def stock_flow(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every sentence and line of a table in which all four roles stand once, in one unit."""
    groups: dict[object, list[Metric]] = defaultdict(list)
    for metric in index.report.metrics:
        if metric.table is None:
            groups[metric.sentence].append(metric)
        else:
            groups[metric.table.id, "column", metric.table.column].append(metric)
            groups[metric.table.id, "row", metric.table.row].append(metric)
    lines: dict[object, list[tuple[Outcome, dict[str, Metric], Mapping[tuple[str, ...], Metric]]]] = defaultdict(list)
    for group, metrics in groups.items():
        across = isinstance(group, tuple) and group[1:2] == ("row",)
        roles = _roles(metrics, across=across) if len(metrics) >= len(_ROLES) else None
        if roles is not None:
            table = group[:2] if isinstance(group, tuple) else group
            lines[table].append((_outcome(**roles), roles, _others(metrics, roles, across=across)))
    for judged in lines.values():
        known = {labels for outcome, _, others in judged if agrees(outcome.verdict) for labels in others}
        for outcome, roles, others in judged:
            unsigned = next((others[labels] for labels in others if labels not in known), None)
            yield _check(index, outcome, unsigned, **roles)
    yield from _balances(index)


def _others(
    metrics: Sequence[Metric], roles: Mapping[str, Metric], *, across: bool
) -> Mapping[tuple[str, ...], Metric]:
    """Return the other figures between the four of a line of a table, by labels: 移送 may be added or taken off."""
    spans, unit = sorted(metric.span for metric in roles.values()), roles["opening"].figure.unit
    found = {}
    for metric in metrics:
        if metric.table is not None and spans[0] < metric.span < spans[-1] and metric.span not in spans:
            labels = metric.table.labels(across=across)
            if metric.figure.value and metric.figure.unit == unit and not (labels and is_total_label(labels[-1])):
                found[labels] = metric
    return found


def _roles(metrics: Sequence[Metric], *, across: bool) -> dict[str, Metric] | None:
    """Return the metric of each role; None where a role is missing, doubled or of another unit."""
    found: dict[str, list[Metric]] = defaultdict(list)
    for metric in metrics:
        labels = (metric.name,) if metric.table is None else metric.table.labels(across=across)
        label = labels[-1] if labels else ""
        role = next((part for part in _ROLES if check_words(part).search(label)), None)
        if role is not None and not check_words("rate of cases").search(label):
            found[role].append(metric)
    if any(len(found[role]) != 1 for role in _ROLES) or len({found[role][0].figure.unit for role in _ROLES}) != 1:
        return None
    return {role.partition(" ")[0]: found[role][0] for role in _ROLES}


def _outcome(opening: Metric, closing: Metric, received: Metric, finished: Metric) -> Outcome:
    """Judge the closing stock, as opening + received − finished."""
    out = operand_of(finished.figure).negated()
    return evaluate_sum(closing.figure, (operand_of(opening.figure), operand_of(received.figure), out))


def _check(
    index: ReportIndex,
    outcome: Outcome,
    unsigned: Metric | None,
    *,
    opening: Metric,
    closing: Metric,
    received: Metric,
    finished: Metric,
) -> Check:
    context = evolve(
        index.sum_context(closing, (opening, received, finished), check=CheckName.STOCK_FLOW),
        current=f"{metric_text(opening)}+{metric_text(received)}-{metric_text(finished)}",
    )
    check = make_check(outcome, context, stated_value_of(closing.figure))
    if unsigned is None or not fails(outcome.verdict):
        return check
    label = unsigned.name.rpartition("/")[2]
    return asked(check, phrase("findings.sign_untold", label=label, figure=metric_text(unsigned)))


def _balances(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every part of a sentence that names a fund's balances of two years and what the year left."""
    for metrics in index.by_sentence.values():
        if len(metrics) < len(_OF_FUND) or metrics[0].table is not None:
            continue
        end = metrics[0].sentence.start
        sentence = index.text[end : metrics[-1].span.start]
        if not any(sign in sentence for sign in _BALANCE_SIGNS):
            continue
        found: dict[str, list[Metric]] = defaultdict(list)
        for metric in metrics:
            before = index.text[end : metric.span.start]
            end = metric.span.end
            if "；" in before:
                yield from _balance(index, found)
                found.clear()
            lead = "".join(CLAUSE_MARKS.split(before)[-1].split())
            role = next((part for part in _OF_FUND if check_words(part).search(lead)), None)
            if role is not None:
                found[role].append(metric)
        yield from _balance(index, found)


def _balance(index: ReportIndex, found: Mapping[str, Sequence[Metric]]) -> Iterator[Check]:
    """Yield the check of a closing balance, as that of the year before and what the year left: a question at most."""
    metrics = [*chain.from_iterable(found.get(part, ()) for part in _OF_FUND)]
    if [len(found.get(part, ())) for part in _OF_FUND] != [1, 1, 1] or len({each.figure.unit for each in metrics}) > 1:
        return
    opening, closing, left = metrics
    outcome = evaluate_sum(closing.figure, (operand_of(opening.figure), operand_of(left.figure)))
    decision = ask(outcome, Reservation.LISTED_SUM_FAILS)
    context = index.sum_context(closing, (opening, left), check=CheckName.STOCK_FLOW)
    stated = stated_value_of(closing.figure)
    if agrees(outcome.verdict):
        yield make_check(outcome, context, stated)
    elif outcome.exact is not None and 2 * outcome.exact >= closing.figure.value:  # 上年结余 may be of that year alone
        yield decided(decision, context, stated)
