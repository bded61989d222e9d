"""Totals and their parts in running text: 其中 …, 分别为 …, 共计 ….

A list after 其中 need not be complete, so a sum that falls short is no error by itself. It becomes a question where one
exchanged pair of digits would make the sum right, and where parts exceed their whole. A sum that the text declares
(合计, 共计 at its end) must hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from reportdiff.arithmetic import Outcome, StatedValue, agrees, evaluate_total
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.operands import asserted_of, operand_of, scaled_unit
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.words import words_of
from reportdiff.model import Check, Kind, Metric, Severity, Status, Verdict

__all__ = ["sums", "wholes"]

_MARK = re.compile(r"其中|包括|主要用于(?:以下)?[几个]*方面|分别[为是]|由[^，。]{0,6}构成|具体为")
_ANEW = re.compile(r"累计|截至|截止|现有|拥有|上年|去年")  # another stock, or another year's: no part
_OTHER_SIDE = {"收入": "支出", "支出": "收入"}
_AVERAGE = re.compile("[人户年月日生次亩单地]均|平均")
_BARE = re.compile(r"(?:合计|共计|总计)")
_SUM = re.compile(r"(?:合计|共计|总计)(?:为|达|达到|约)?$")
_DIGITS = frozenset({"digits_transposed", "operand_transposed"})
_OPEN, _CLOSE = "（(", "）)"


def wholes(view: ReportIndex) -> Iterator[Check]:
    """Every figure that 其中 or its like splits up within one sentence."""
    for metrics in view.by_sentence.values():
        for position, whole in enumerate(metrics[:-1]):
            parts = _parts(view, whole, metrics[position + 1 :])
            if parts:
                check = _judge(view, whole, parts, declared=False)
                if check is not None:
                    yield check


def sums(view: ReportIndex) -> Iterator[Check]:
    """Every figure that 合计 or its like declares the sum of those listed before it in the sentence."""
    for metrics in view.by_sentence.values():
        for position, total in enumerate(metrics):
            if position < 2 or not _SUM.search(
                "".join(view.text[max(0, total.span.start - 8) : total.span.start].split())
            ):
                continue
            run = _run_before(view, metrics, position)
            checks = (_judge(view, total, run[first:], declared=True) for first in range(len(run) - 1))
            check = next((found for found in checks if found is not None), None)
            if check is None and len(run) == position and _plainly_summed(view, total, run):
                check = _unlike(view, total, run)
            if check is not None:
                yield check


def _plainly_summed(view: ReportIndex, total: Metric, run: Sequence[Metric]) -> bool:
    """Whether a bare 合计 closes a short list of named figures on one line: then it can be the sum of nothing else."""
    line = view.text[run[0].span.start : total.span.end]
    return (
        _BARE.fullmatch(total.name) is not None
        and 2 <= len(run) <= 8
        and "\n" not in line
        and "其中" not in line
        and all(
            part.figure.unit and part.figure.has_point_value and part.figure.value < total.figure.value for part in run
        )
    )


def _parts(view: ReportIndex, whole: Metric, following: Sequence[Metric]) -> list[Metric]:
    """The figures of the whole's unit that a mark behind it introduces, on one level of brackets."""
    text, parts = view.text, list[Metric]()
    mark = _MARK.search(text, whole.span.end, following[0].span.start)
    if mark is None or whole.status is Status.TARGET is not following[0].status:
        return []
    if whole.name in words_of("carried stock") or _AVERAGE.search(whole.name):
        return []  # what follows is not of the cases carried over; a part's average may exceed that of all
    between = text[whole.span.end : mark.start()]
    if any(stop in between for stop in "。；"):
        return []
    depth = _depth(text, whole.span.end, mark.end())
    if depth < 0:  # the figure stands in a bracket that ends before the mark: the list is not its own
        return []
    level, place = depth, mark.end()
    for metric in following:
        level += _depth(text, place, metric.span.start)
        inside = text[place : metric.span.start]
        place = metric.span.start
        if level < depth or (level == depth and depth > 0 and _closed(inside)):
            break
        if level == depth:
            if parts and (_MARK.search(inside) or _ANEW.search(inside)):
                break
            beyond = "；" in inside and metric.figure.value > whole.figure.value
            if parts and (beyond or sum(part.figure.value for part in parts) == whole.figure.value):
                break  # 招聘86人，其中硕士21人；全区职工5124人: the list is over, or complete
            if metric.name.endswith(_OTHER_SIDE.get(whole.name[-2:], "\n")):
                break  # 收入12亿元，其中税收9亿元；支出20亿元
            if metric.figure.unit == whole.figure.unit and metric.kind is whole.kind:
                parts.append(metric)
    return parts


def _closed(between: str) -> bool:
    """Whether the text leaves a bracket before it enters one."""
    return any(mark in between for mark in _CLOSE) and not between.lstrip().startswith(tuple(_OPEN))


def _depth(text: str, start: int, end: int) -> int:
    stretch = text[start:end]
    return sum(stretch.count(mark) for mark in _OPEN) - sum(stretch.count(mark) for mark in _CLOSE)


def _run_before(view: ReportIndex, metrics: Sequence[Metric], position: int) -> list[Metric]:
    """The unbroken run of figures of the total's unit before it, from the farthest."""
    total, run = metrics[position], list[Metric]()
    for metric in reversed(metrics[:position]):
        if metric.figure.unit != total.figure.unit or _SUM.search(view.text[metric.span.start - 4 : metric.span.start]):
            break
        run.append(metric)
    return run[::-1]


def _judge(view: ReportIndex, whole: Metric, parts: Sequence[Metric], *, declared: bool) -> Check | None:
    asserted = asserted_of(whole.figure, "total")
    if len(parts) == 1:
        return None if declared or whole.kind is Kind.RATIO else _subset(view, whole, parts[0], asserted)
    operands = tuple(operand_of(part.figure) for part in parts)
    digits = whole.figure.digits
    outcome = evaluate_total(asserted, operands, digits=digits, printed_scale=whole.figure.scale)
    subject = FindingContext(
        "total",
        whole.name,
        metric_text(whole),
        "+".join(map(metric_text, parts)),
        metric=whole.id,
        digits=digits,
        scale=whole.figure.scale,
        unit=scaled_unit(whole.figure),
        evidence=view.evidence(whole, *parts),
    )
    if agrees(outcome.verdict):
        nothing = sum(1 for operand in operands if operand.value) < 2
        return None if nothing else make_check(outcome, _with_sum(subject), asserted, check="total")
    slip = _DIGITS.intersection(outcome.diagnoses)
    if slip and len(digits.replace(".", "")) >= 3 and len(parts) <= 4:
        shortened = evolve(outcome, verdict=Verdict.UNCHECKED)
        return make_check(
            shortened, _with_sum(subject), asserted, check="total", severity=Severity.QUESTION, extra=_ASK
        )
    return None if declared else _subset(view, whole, max(parts, key=lambda part: part.figure.value), asserted)


def _subset(view: ReportIndex, whole: Metric, part: Metric, asserted: StatedValue) -> Check | None:
    """A part that exceeds its whole."""
    if not _exceeds(part, whole):
        return None
    subject = FindingContext(
        "total",
        whole.name,
        metric_text(whole),
        metric=whole.id,
        unit=whole.figure.unit,
        evidence=view.evidence(whole, part),
    )
    return make_check(
        Outcome(Verdict.UNCHECKED),
        subject,
        asserted,
        check="subset",
        severity=Severity.QUESTION,
        extra=(
            f"其中“{part.name}”{metric_text(part)}大于整体，请核对。",
            f"Its part “{part.name}” ({metric_text(part)}) exceeds the whole; please check.",
        ),
    )


def _unlike(view: ReportIndex, total: Metric, parts: Sequence[Metric]) -> Check:
    """A declared sum that its parts do not make, with no slip that explains it: which figures it sums is a guess."""
    asserted = asserted_of(total.figure, "total")
    outcome = evaluate_total(asserted, tuple(operand_of(part.figure) for part in parts), digits=total.figure.digits)
    subject = FindingContext(
        "total",
        total.name,
        metric_text(total),
        "+".join(map(metric_text, parts)),
        f"“{metric_text(total)}”",
        metric=total.id,
        unit=total.figure.unit,
        evidence=view.evidence(total, *parts),
    )
    asked = evolve(outcome, verdict=Verdict.UNCHECKED, diagnoses=())
    return make_check(asked, subject, asserted, check="total", severity=Severity.QUESTION, extra=_APART)


_APART = ("所列各项之和与合计不符，请核对。", "The figures listed do not add up to the sum; please check.")
_ASK = ("各部分之和与整体不符，疑有数字写反。", "The parts do not add up; two digits may be exchanged.")


def _with_sum(subject: FindingContext) -> FindingContext:
    return evolve(subject, prior=f"“{subject.said}”")


def _exceeds(part: Metric, whole: Metric) -> bool:
    low, high = part.figure.interval.low, whole.figure.interval.high
    return low is not None and high is not None and low > high
