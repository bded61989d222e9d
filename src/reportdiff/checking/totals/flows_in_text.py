"""What came in and went out, as one sentence tells it: 年初40人，新增5人，退出3人，年末42人.

The words right before each figure tell its part. All figures of the unit must have one, so that a movement that no word
names leaves the sentence alone; what fails is asked about, since movements need not be printed in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportdiff.arithmetic import agrees
from reportdiff.checking.findings import decided, make_check
from reportdiff.checking.operands import evaluate_sum, signed_operand, stated_value_of
from reportdiff.checking.policy import Reservation, ask
from reportdiff.checking.report_index import ReportIndex
from reportdiff.checking.totals.stock_flow import CLAUSE_MARKS
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.words import words_of
from reportdiff.model import Check, CheckName, Metric

__all__ = ["flows_in_text"]

_LEAST = 3  # figures: two movements and their difference


def flows_in_text(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every net change and every closing stock whose sentence prints what moved."""
    told = check_words("net movement or closing stock")
    for sentence, metrics in index.by_sentence.items():
        if len(metrics) < _LEAST or told.search(index.text, sentence.start, metrics[-1].span.start) is None:
            continue
        for unit in {metric.figure.unit for metric in metrics}:
            like = [metric for metric in metrics if metric.figure.unit == unit]
            yield from _judged(index, like) if len(like) >= _LEAST else ()


def _judged(index: ReportIndex, metrics: Sequence[Metric]) -> Iterator[Check]:
    """Yield the checks of the figures of one unit and sentence."""
    parts: list[Metric] = []
    signs: list[int] = []
    things: set[str] = set()
    opening: Metric | None = None
    for metric in metrics:
        lead = _lead(index, metric)
        sign, thing = _movement(lead)
        both = set(signs) == {1, -1}
        if (net := check_words("net movement").search(lead)) is not None:
            if both:
                yield _check(index, metric, parts, [-sign for sign in signs] if net["down"] else signs)
        elif check_words("closing of a stock").match(lead) is not None and (opening is not None or not parts):
            if opening is not None and both:
                yield _check(index, metric, [opening, *parts], [1, *signs])
            if opening is not None:
                return
        elif not parts and check_words("opening of a stock").match(lead) is not None:
            opening = metric
        elif sign and metric.status is metrics[0].status and len(things := things | ({thing} - {""})) <= 1:
            parts.append(metric)
            signs.append(sign)
        else:
            return


def _lead(index: ReportIndex, metric: Metric) -> str:
    """Return the words of a figure's own clause before it."""
    return CLAUSE_MARKS.split(index.text[metric.sentence.start : metric.span.start])[-1].strip()


def _movement(lead: str) -> tuple[int, str]:
    """Return whether a clause tells what came in (1) or went out (-1), and what; 0 where it tells neither, or both."""
    if check_words("movement of a part").search(lead) is not None:
        return 0, ""
    found = {sign: _behind(part, lead) for part, sign in (("comes in", 1), ("goes out", -1))}
    (sign, thing), *others = [(sign, thing) for sign, thing in found.items() if thing is not None] or [(0, "")]
    return (0, "") if others else (sign, thing or "")


def _behind(part: str, lead: str) -> str | None:
    """Return what stands behind a word of this part in a clause, None where none does."""
    word = max((word for word in words_of(part) if word in lead), key=len, default=None)
    return None if word is None else lead.partition(word)[2].strip()


def _check(index: ReportIndex, made: Metric, parts: Sequence[Metric], signs: Sequence[int]) -> Check:
    operands = [signed_operand(part.figure, sign) for part, sign in zip(parts, signs, strict=True)]
    outcome = evaluate_sum(made.figure, operands)
    context = index.sum_context(made, parts, check=CheckName.STOCK_FLOW, signs=signs)
    if agrees(outcome.verdict):
        return make_check(outcome, context, stated_value_of(made.figure))
    return decided(ask(outcome, Reservation.LISTED_SUM_FAILS), context, stated_value_of(made.figure))
