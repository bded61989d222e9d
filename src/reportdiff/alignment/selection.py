"""Choose which metrics of a report take part: not what is printed again, nor last year's figure beside this year's."""

from __future__ import annotations

from itertools import pairwise

from attrs import evolve

from reportdiff.alignment.names import normalize_name
from reportdiff.model import CHANGES, PREVIOUS_YEAR, Metric, Report

__all__ = ["quoted_bases", "repetitions"]

_TELLING_NAME = 4  # a name of so many characters says what is measured, and two digits are then enough for a repetition
_STEP = 12  # characters between a mark that was passed and the level
_NEARBY = 160  # characters up to which a short figure is taken for a repetition


def repetitions(report: Report) -> set[str]:
    """Return the ids of metrics that print again what another one of the same name prints.

    The first one stays, or the one that a change against last year is stated of. A round mark that was passed is a
    mention of the level behind it: 首破160亿，达到164亿.
    """
    changed = {claim.current for claim in report.claims if claim.form in CHANGES and claim.basis == PREVIOUS_YEAR}
    first: dict[tuple[object, ...], Metric] = {}
    made = {mark.id for mark, level in pairwise(report.metrics) if _passes(mark, level)}
    for metric in report.metrics:
        if metric.table is not None:
            continue
        figure = metric.figure
        name = normalize_name(metric.name)
        value = figure.value.numerator, figure.value.denominator  # a Fraction takes long to hash
        key = (name, value, figure.unit, metric.status, metric.scope, metric.period)
        known = first.setdefault(key, metric)
        if known is metric:
            continue
        digits = figure.digits.replace(".", "").strip("0")
        if len(digits) >= (2 if len(name) >= _TELLING_NAME else 3) or (
            digits and metric.span.start - known.span.end <= _NEARBY
        ):
            stays = metric.id in changed and known.id not in changed
            made.add(known.id if stays else metric.id)
            first[key] = metric if stays else evolve(known, figure=evolve(known.figure, span=metric.figure.span))
    return made


def _passes(mark: Metric, level: Metric) -> bool:
    """Return whether a level says by how much a mark right before it was passed."""
    alike = mark.name == level.name and mark.sentence == level.sentence and mark.figure.unit == level.figure.unit
    passed = mark.figure.qualifier is not None and level.figure.qualifier is None
    near = level.span.start - mark.span.end <= _STEP and level.figure.value >= mark.figure.value
    return alike and passed and near and mark.table is None and mark.status is level.status


def quoted_bases(report: Report) -> set[str]:
    """Return the ids of last year's figures that are printed again beside this year's (比上年的132件增加155件).

    The base of a plan that stands in another sentence is this year's own figure, and takes part.
    """
    changes = [claim for claim in report.claims if claim.form in CHANGES]
    sentences = {metric.id: metric.sentence for metric in report.metrics}
    quoted = {claim.prior for claim in changes if claim.prior is not None and sentences[claim.prior] == claim.sentence}
    return quoted - {claim.current for claim in changes if claim.current is not None}
