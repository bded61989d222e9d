"""Claims and metrics of one report → the operands of each claim, by place first and by name second."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from reportdiff.extraction.sentence.ledger import ClaimDraft
from reportdiff.model import STATED_CHANGES, BasisKind, Claim, Kind, Metric, Outline, RelationKind, Status

__all__ = ["bind_operands"]

_PLAIN = re.compile(r"[\s“”\"'‘’（）()《》、，,。的]")
_LOOSE = re.compile(r"(?:支出|总额|总数|数额|金额|数量|数|额)$")
_SCOPE = re.compile(r"^(?:全市|全省|全区|全县|我市|我省|我区|我县|全国)")
_FAR = 64  # mentions of one name that are looked at before and behind a claim, so that no text takes quadratic time


@lru_cache(maxsize=1 << 12)  # asked of a metric's name, and of its claims
def bare_name(name: str) -> str:
    """A name without quotes, brackets, 的 and the scope of the whole issuer: what two mentions must share."""
    bare = _PLAIN.sub("", name)
    return _SCOPE.sub("", bare) if bare.startswith(("全", "我")) else bare


class _Index:
    """Metrics by plain name, in text order."""

    def __init__(self, metrics: Sequence[Metric]) -> None:
        self.metrics = metrics
        self.starts = [metric.figure.span.start for metric in metrics]
        self.by_name: dict[str, list[int]] = defaultdict(list)
        for index, metric in enumerate(metrics):
            if metric.table is None:
                self.by_name[bare_name(metric.name)].append(index)

    def nearest(self, name: str, before: int, accept: Callable[[Metric], bool]) -> Metric | None:
        """The last accepted metric called `name` before text index `before`, else the first behind it."""
        bare = bare_name(name)
        first = bisect_left(self.starts, before)
        for key in (bare, _LOOSE.sub("", bare), *(bare + tail for tail in ("支出", "总额", "累计", "总数"))):
            called = self.by_name.get(key)
            if called is None:
                continue
            at = bisect_left(called, first)
            for place in (*range(at - 1, max(at - 1 - _FAR, -1), -1), *range(at, min(at + _FAR, len(called)))):
                metric: Metric = self.metrics[called[place]]
                if accept(metric):
                    return metric
        return None


def bind_operands(
    drafts: Sequence[ClaimDraft], metrics: Sequence[Metric], names: Mapping[str, str], outline: Outline, text: str
) -> tuple[Claim, ...]:
    """The final claims: `names` maps the reader's temporary metric ids to the final ones."""
    index = _Index(metrics)
    by_id = {metric.id: metric for metric in metrics}
    groups: dict[int, list[str]] = defaultdict(list)
    for number, draft in enumerate(drafts, start=1):
        if draft.group is not None:
            groups[draft.group].append(f"c{number}")
    moved = {
        draft.current: draft.prior
        for draft in drafts
        if draft.form is RelationKind.LEVEL_TO_LEVEL and draft.current and draft.prior
    }
    claims = []
    for number, draft in enumerate(drafts, start=1):
        current = by_id.get(names.get(draft.current or "", ""))
        prior = by_id.get(names.get(draft.prior or "", ""))
        if draft.form in (RelationKind.SHARE, RelationKind.COMPLETION):
            current, prior = _part_and_whole(draft, current, prior, index)
            metric = by_id.get(names.get(draft.metric or "", ""))
        else:
            if current is None:
                current = _level(draft, index)
            if prior is None and current is not None and draft.form is not RelationKind.LEVEL_TO_LEVEL:
                prior = by_id.get(names.get(moved.get(draft.current or "", ""), ""))
            if prior is None:
                prior = _earlier(draft, current, index, outline)
            metric = current
        name = f"c{number}"
        siblings = tuple(other for other in groups.get(draft.group or -1, ()) if other != name)
        claims.append(
            Claim(
                id=name,
                metric=metric.id if metric else None,
                metric_name=draft.metric_name,
                surface=text[draft.span.start : draft.span.end],
                span=draft.span,
                form=draft.form,
                direction=draft.direction,
                figure=draft.figure,
                basis=draft.basis,
                status=draft.status,
                current=current.id if current else None,
                prior=prior.id if prior else None,
                sentence=draft.sentence,
                section=draft.section,
                siblings=siblings,
            )
        )
    return tuple(claims)


def _level(draft: ClaimDraft, index: _Index) -> Metric | None:
    """The level that a claim with its own subject speaks about: 增长8%，达到296亿元, or the same name close by."""
    behind = _reached(draft, index)
    if behind is not None:
        return behind
    found = index.nearest(
        draft.metric_name,
        draft.span.start,
        lambda m: (
            m.kind is not Kind.RATIO and m.status is draft.status and abs(draft.span.start - m.figure.span.end) < 600
        ),
    )
    if found is not None and draft.form is RelationKind.POINTS and found.kind is not Kind.RATIO:
        return None
    return found


def _reached(draft: ClaimDraft, index: _Index) -> Metric | None:
    at = bisect_left(index.starts, draft.span.end)
    if at < len(index.starts):
        metric = index.metrics[at]
        if (
            metric.sentence == draft.sentence
            and metric.table is None
            and metric.figure.span.start - draft.span.end <= 8
            and bare_name(metric.name) == bare_name(draft.metric_name)
        ):
            return metric
    return None


def _earlier(draft: ClaimDraft, current: Metric | None, index: _Index, outline: Outline) -> Metric | None:
    """The base of a change, where it is printed: last year's figure of the same name, or this year's for a target."""
    if (
        draft.planned_base
        or draft.basis.kind not in (BasisKind.PREVIOUS_YEAR, BasisKind.BUDGET_EXECUTION)
        or draft.form not in STATED_CHANGES
    ):
        return None
    own = (
        current.period.year
        if current is not None and current.period is not None
        else (outline.planned if draft.status is Status.TARGET else outline.reviewed)
    )
    if own is None:
        return None
    unit = current.figure.unit if current is not None else None

    def fits(metric: Metric) -> bool:
        return (
            metric is not current
            and metric.period is not None
            and metric.period.year == own - 1
            and (unit is None or metric.figure.unit == unit)
            and (metric.kind is Kind.RATIO) == (draft.form is RelationKind.POINTS)
        )

    name = draft.metric_name
    if draft.basis.kind is BasisKind.BUDGET_EXECUTION:
        return index.nearest(name + "预算执行数", draft.span.start, fits)
    return index.nearest(name, draft.span.start, fits)


def _same_year(one: Metric, other: Metric | None) -> bool:
    """Whether two figures can be of one year, as a part and its whole must be."""
    periods = (one.period, other.period if other is not None else None)
    years = {period.year for period in periods if period is not None and period.year is not None}
    return len(years) < 2


def _part_and_whole(
    draft: ClaimDraft, current: Metric | None, prior: Metric | None, index: _Index
) -> tuple[Metric | None, Metric | None]:
    if draft.form is RelationKind.SHARE:
        if current is None:
            part = draft.metric_name.split("占")[0]
            current = index.nearest(
                part, draft.span.start, lambda m: m.kind is not Kind.RATIO and m.sentence == draft.sentence
            )
        if prior is None and draft.whole:
            unit = current.figure.unit if current is not None else None
            prior = index.nearest(
                draft.whole,
                draft.span.start,
                lambda m: (
                    m is not current
                    and m.kind is not Kind.RATIO
                    and (unit is None or m.figure.unit == unit)
                    and _same_year(m, current)
                ),
            )
    return current, prior
