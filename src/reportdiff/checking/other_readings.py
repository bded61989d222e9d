"""Other printed figures with which a claim holds: no accusation stands where its wording allows one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from reportdiff.arithmetic import Operand, agrees
from reportdiff.checking.changes.same_report import evaluate_change
from reportdiff.checking.findings import asked, hints_at
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.reference_names import facets_fit, name_key
from reportdiff.lexicon.words import words_of
from reportdiff.messages import phrase
from reportdiff.model import BasisKind, Binding, Check, Claim, Kind, Metric, RelationKind, Severity, Status
from reportdiff.text.words import cut

__all__ = ["has_own_subject", "holds_nearby", "holds_over", "read_otherwise", "whole_of_another_year"]

_PAUSES = re.compile(r"[，,；;。：:、（）()\s]")
_TOLD = 3  # digits of a rate beyond which it holds over hardly another figure by chance
_NEAR = 24  # figures before a claim of which one may be meant


def holds_over(claim: Claim, now: Operand, before: Operand, index: ReportIndex) -> bool:
    """Return whether a claim holds over two other figures."""
    statement, outcome = evaluate_change(index, claim, now, before)
    return statement is not None and agrees(outcome.verdict)


def read_otherwise(check: Check, claim: Claim, index: ReportIndex) -> Check | None:
    """Return the question about a claim that holds over another figure which its wording allows, None where none is."""
    other = _other_operand(claim, index)
    if other is not None:
        hint = phrase("findings.other_operand", figure="".join(other.figure.surface.split()))
        size, outcome = claim.figure, other.status is Status.ACTUAL  # over a plan it may be wrong
        sure = claim.form is RelationKind.RATE and outcome and size is not None and size.counted_digits > _TOLD
        return evolve(asked(check, hint), severity=None if sure else Severity.QUESTION)
    fitting = hints_at(check, "findings.other_value_fits")
    start, end = claim.sentence.start, claim.sentence.end
    near = (
        claim.form is RelationKind.GROWTH
        and claim.table is None
        and all(start <= each.span.start < end for each in check.evidence)
    )
    return asked(check, fitting) if fitting is not None and near else None


def _other_operand(claim: Claim, index: ReportIndex) -> Metric | None:
    """Return another printed figure with which the claim holds, where its wording allows more than one."""
    current, prior = index.metric(claim.current), index.metric(claim.prior)
    if current is None or prior is None or claim.table is not None:
        return None
    for now, before in (*_other_bases(claim, index, current, prior), *_other_levels(claim, index, current, prior)):
        if holds_over(claim, operand_of(now.figure), operand_of(before.figure), index):
            return before if now is current else now
    return _left_out(claim, index, current, prior) if claim.form is RelationKind.RATE else None


def whole_of_another_year(claim: Claim, index: ReportIndex) -> Metric | None:
    """Return the whole of the same name that is listed with a share's own, if the share holds over it.

    营业收入分别为483亿元和395亿元。销售费用分别为3亿元和2亿元，占营业收入的比重分别为0.6%和0.5%
    """
    current, prior = index.metric(claim.current), index.metric(claim.prior)
    if current is None or prior is None or claim.form is not RelationKind.SHARE or claim.table is not None:
        return None
    for metric in index.by_sentence.get(prior.sentence, ()):
        listed = metric is not prior and metric.name == prior.name and metric.figure.unit == prior.figure.unit
        if listed and holds_over(claim, operand_of(current.figure), operand_of(metric.figure), index):
            return metric
    return None


def holds_nearby(claim: Claim, index: ReportIndex) -> bool:
    """Return whether a claim holds over another figure close before it than the one guessed for it."""
    current, prior = index.metric(claim.current), index.metric(claim.prior)
    if current is None or prior is None or claim.table is not None:
        return False
    return any(
        metric not in (current, prior)
        and metric.figure.unit == prior.figure.unit
        and metric.kind is prior.kind
        and holds_over(claim, operand_of(current.figure), operand_of(metric.figure), index)
        for metric in index.prose_before(claim.span.start, _NEAR)
    )


def _left_out(claim: Claim, index: ReportIndex, current: Metric, prior: Metric) -> Metric | None:
    """Return a figure of the sentence that a rate may leave out of its whole: 受理率 without 撤回12件."""
    now = operand_of(current.figure)
    for metric in index.by_sentence.get(claim.sentence, ()):
        if metric in (current, prior) or metric.figure.unit != prior.figure.unit:
            continue
        for whole in (prior.figure.value - metric.figure.value, current.figure.value + metric.figure.value):
            if whole > 0 and holds_over(claim, now, Operand.of(whole), index):
                return metric
    return None


def _other_bases(claim: Claim, index: ReportIndex, current: Metric, prior: Metric) -> Iterator[tuple[Metric, Metric]]:
    """Yield the level with other bases: figures of the base's year, or others of its sentence, in its unit."""
    if claim.prior_binding is Binding.CLAUSE and claim.form not in (RelationKind.COMPLETION, RelationKind.RATE):
        return
    if claim.form is RelationKind.COMPLETION and check_words("plan version").search("".join(claim.surface.split())):
        return  # 完成调整预算的
    year = prior.period.year if prior.period is not None else None
    key = name_key(prior.name)
    named = claim.basis.kind is BasisKind.BUDGET_EXECUTION or check_words("plan").search(claim.surface) is not None
    for metric in index.report.metrics:
        if metric in (current, prior) or metric.figure.unit != prior.figure.unit or metric.table is not None:
            continue
        if named and metric.status is not prior.status:
            continue  # 比上年预算, 比上年执行数: the other of the two is not meant
        near = metric.sentence == claim.sentence and (
            claim.prior_binding is not Binding.NAME
            or (claim.form is RelationKind.SHARE and _named_alike(claim, prior, metric))
        )
        near = near or (claim.form is RelationKind.RATE and _taken_in(metric) and not _taken_in(prior))
        of_year = metric.period is not None and metric.period.year == year and claim.form is not RelationKind.SHARE
        if near or (of_year and name_key(metric.name) == key and facets_fit(metric.facets, prior.facets)):
            yield current, metric


def _named_alike(claim: Claim, whole: Metric, other: Metric) -> bool:
    """Return whether the words that name a share's whole name another figure as well.

    受理救助申请案件400件，批准救助申请300件，…，占救助申请案件总数的90%: either may be meant, since a word that holds
    the unit, as 案件 does 件, tells no two counts of that unit apart.
    """
    words = [word for word in cut(claim.surface) if len(word) > 1 and word in whole.name]
    telling = [word for word in words if whole.figure.unit not in word]
    return bool(telling) and all(word in other.name for word in telling)


def _taken_in(metric: Metric) -> bool:
    """Return whether a figure is of what was taken in, over which offices state rates of what they closed too."""
    return any(word in metric.name for word in words_of("taken in"))


def _other_levels(claim: Claim, index: ReportIndex, current: Metric, prior: Metric) -> Iterator[tuple[Metric, Metric]]:
    """Yield other levels of the claim's sentence with the base."""
    for metric in index.by_sentence.get(claim.sentence, ()):
        if (
            metric not in (current, prior)
            and metric.figure.unit == current.figure.unit
            and metric.kind is not Kind.RATIO
            and (claim.form is not RelationKind.COMPLETION or metric.status is current.status)
        ):
            yield metric, prior


def has_own_subject(claim: Claim, index: ReportIndex) -> bool:
    """Return whether words stand between a pause and a change, of which it may be: 前20家企业营业收入同比增长3.7%."""
    own = index.metric(claim.current)
    if own is None or claim.table is not None:
        return False
    between = _PAUSES.split(index.text[own.span.end : claim.span.start])[-1]
    unit = own.figure.unit
    counted = len(cut(between)) == 1 and between in own.name and between.endswith(unit)  # 受理12件|案件|增长30.0%
    return bool(between) and not (counted or between.endswith(f"{unit}数"))  # 解读58篇，篇数增长
