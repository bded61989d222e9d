"""A whole and the figures right behind it that make it: 全社会用电90亿，工业50亿、居民24亿，两者之外的用电16亿.

No word needs to say so where the sum is exact. A word that the last one is the rest lets a wrong digit be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportdiff.arithmetic import agrees
from reportdiff.checking.findings import decided, make_check
from reportdiff.checking.operands import evaluate_sum, operand_of, signed_operand, stated_value_of
from reportdiff.checking.policy import Reservation, ask
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.reference_names import DENIALS
from reportdiff.lexicon.words import words_of
from reportdiff.model import DIGIT_SLIPS, Check, CheckName, Kind, Metric
from reportdiff.text.numerals import chinese_value

__all__ = ["remainders"]

_MOST = 5  # parts that are added up
_SURE = 3  # digits of a whole that other figures hardly make by chance


def remainders(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every whole that the figures right behind it make, or would but for a digit of the rest."""
    prose = (m for m in index.report.metrics if m.table is None and m.kind is not Kind.RATIO and m.figure.value > 0)
    for _, line in groupby(prose, key=lambda metric: index.line(metric.span.start)):
        metrics = [metric for metric in line if metric.figure.has_point_value]
        for unit in dict.fromkeys(metric.figure.unit for metric in metrics):
            alike = [metric for metric in metrics if metric.figure.unit == unit]
            for place, rest in enumerate(alike[2:], 2):
                yield from _check(index, alike[max(0, place - _MOST) : place], rest)


def _check(index: ReportIndex, before: Sequence[Metric], rest: Metric) -> Iterator[Check]:
    """Yield the check of a whole that a figure completes: it holds exactly, or words say of what it is the rest."""
    number = _number_of_parts(index, before[-1], rest)
    for place, whole in enumerate(before[:-1]):
        others = before[place + 1 :]
        if any(each.status is not whole.status or each.year != whole.year for each in (*others, rest)):
            continue
        near = rest.sentence in (whole.sentence, others[0].sentence) and whole.figure.counted_digits >= _SURE
        if near and sum(part.figure.value for part in (*others, rest)) == whole.figure.value:
            total = evaluate_sum(whole.figure, [operand_of(part.figure) for part in (*others, rest)])
            context = index.sum_context(whole, (*others, rest), check=CheckName.TIE_OUT)
            yield make_check(total, context, stated_value_of(whole.figure))
            return
        if number != len(others) and not (number is None and _is_rest(index, whole, others, rest)):
            continue
        signs = (1, *(-1 for _ in others))
        outcome = evaluate_sum(rest.figure, map(signed_operand, (each.figure for each in (whole, *others)), signs))
        slips = not agrees(outcome.verdict) and not DIGIT_SLIPS.isdisjoint(outcome.diagnoses)
        if slips and outcome.exact is not None and outcome.exact > 0:
            context = index.sum_context(rest, (whole, *others), check=CheckName.TIE_OUT, signs=signs)
            yield decided(ask(outcome, Reservation.INFERRED_OPERANDS), context, stated_value_of(rest.figure))
            return


def _is_rest(index: ReportIndex, whole: Metric, others: Sequence[Metric], rest: Metric) -> bool:
    """Return whether 其他 or 其余 names what is left of a list, and the whole is the figure right before its parts."""
    words = index.text[others[-1].span.end : rest.span.start].lstrip("，,、；;。 ")
    listed = len(others) > 1 and words.startswith(words_of("rest of a list")) and rest.figure.counted_digits >= _SURE
    parts = [part.figure.value for part in others]
    listed = listed and not index.text.startswith("、", whole.span.end)  # 税收83万元、契税9万元、…，其他27万元
    return listed and max(parts) < whole.figure.value and sum(parts) < whole.figure.value


def _number_of_parts(index: ReportIndex, last: Metric, rest: Metric) -> int | None:
    """Return how many figures stand beside a rest, as its words count them (两者之外), or as it denies one (未批捕)."""
    words = index.text[last.span.end : rest.span.start]
    if (found := check_words("rest of a whole").search(words)) is not None:
        return chinese_value(found["number"])
    denied, ahead = words.lstrip("，,、；;"), index.text[last.sentence.start : last.span.start]
    all_told = check_words("parts").search(ahead) is None  # 其中合格190批次，不合格10批次 need not be all
    return 1 if denied[:1] in DENIALS and denied[1:] and ahead.endswith(denied[1:]) and all_told else None
