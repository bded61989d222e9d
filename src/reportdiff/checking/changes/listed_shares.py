"""Shares of a list that makes 100 % of its own items, where the figure before the list is not their sum."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import Operand, agrees, decimal_text
from reportdiff.arithmetic.intervals import intersects
from reportdiff.checking.changes.same_report import evaluate_change
from reportdiff.checking.findings import asked, make_check
from reportdiff.checking.operands import evaluate_sum, operand_of, scaled_unit, stated_value_of
from reportdiff.checking.report_index import ReportIndex
from reportdiff.checking.share_lists import ShareList
from reportdiff.lexicon.check_words import check_words
from reportdiff.messages import phrase
from reportdiff.model import Check, CheckName, Metric, Severity

__all__ = ["listed_shares"]

_NEAR = 6  # figures before a list, of which one may be its whole


def listed_shares(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every share of such a list, and one for the figure that should be the sum of its items."""
    for listed in index.complete_lists:
        total, first = sum((part.figure.value for part in listed.parts), Fraction(0)), listed.parts[0].figure
        all_items = Operand(interval=listed.whole, value=total)
        places = max(len(part.figure.digits.partition(".")[2]) for part in listed.parts)
        shown = decimal_text(total / first.scale, places) + scaled_unit(first)
        for claim, part in zip(listed.claims, listed.parts, strict=True):
            statement, outcome = evaluate_change(index, claim, operand_of(part.figure), all_items)
            if statement is not None and agrees(outcome.verdict):
                context = evolve(index.context(claim, part), prior=shown)
                yield make_check(outcome, context, statement.stated)
        whole = index.metric(listed.claims[0].prior)
        if whole is not None and whole.figure.unit == first.unit:
            yield from _against(index, listed, whole, shown)


def _against(index: ReportIndex, listed: ShareList, whole: Metric, shown: str) -> Iterator[Check]:
    """Yield the finding that the figure which all items seemed to be of is not their sum."""
    if intersects(whole.figure.interval, listed.whole) or len({claim.prior for claim in listed.claims}) > 1:
        return
    nearer = index.prose_before(listed.parts[0].span.start, _NEAR)
    if any(one.span.start > whole.span.end and intersects(one.figure.interval, listed.whole) for one in nearer):
        return  # that one is their sum
    outcome = evaluate_sum(whole.figure, (operand_of(part.figure) for part in listed.parts))
    context = index.sum_context(whole, listed.parts, check=CheckName.TOTAL)
    check = make_check(outcome, context, stated_value_of(whole.figure))
    hint = phrase("findings.shares_make_whole", count=str(len(listed.parts)), whole=shown)
    between = index.text[whole.span.end : listed.parts[0].span.start]
    own = check_words("parts").search(between) is not None and "\n" not in between and between.count("。") < 2
    yield asked(check, hint, *((outcome.verdict, Severity.WARNING) if own else ()))
