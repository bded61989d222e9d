"""Entries → the ledger: metrics and claim drafts with status, period, scope and basis."""

from __future__ import annotations

import re

from attrs import evolve

from reportdiff.extraction.sentence.figure_slots import FigureSlot, blank_asides
from reportdiff.extraction.sentence.ledger import ClaimDraft, SentenceContext
from reportdiff.extraction.words.budget_labels import base_name
from reportdiff.extraction.words.periods import base_period, period_of
from reportdiff.extraction.words.status_and_basis import basis_of, scope_of, status_of
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.model import Basis, Direction, Figure, Kind, Metric, Outline, Period, RelationKind, Span, Status

__all__ = ["record_claim", "record_metric", "rename_metric"]

_MONEY_NAME = re.compile(r"费|预算|支出|收入|资金|金额|投资|经费|款|产值|总额|税|债|成本|价")
_CLAUSE = re.compile(r"[，,；;。](?!分别)")
_KINDS: dict[str | None, Kind] = {None: Kind.COUNT, "time": Kind.MEASURE, **{kind.value: kind for kind in Kind}}
_PLANNED_BASE = re.compile(r"[比较与同][^，,。；]{0,12}预算(?!执行)")


def record_metric(
    passage: SentenceContext, slot: FigureSlot, name: str, status: Status | None = None, *, base: bool = False
) -> str:
    """Enter the figure of `slot` as a metric called `name`; its key. `base`: it is the level before a change."""
    figure = slot.figure
    before = passage.up_to(figure.span.start)
    status = status or _status(passage, figure.span.start, before)
    timed = Status.ACTUAL if passage.setting.final else status  # a final account's budget was that year's own
    if figure.unit == "" and figure.scale > 1 and _MONEY_NAME.search(name):
        figure = evolve(figure, unit="元")  # 国内公务接待支出0.39万
    kind = kind_of_unit(figure.unit)
    name = base_name(name) if name.endswith(("决算", "决算数")) else name
    period = (base_period if base else period_of)(before, passage.opening, timed, passage.outline)
    if base and period is not None and _long_past(period, timed, passage.outline):
        name = f"{name}（{period.label}年）"  # 由2019年的31亿元增长到40亿元: a row of its own
    metric = Metric(
        id=f"m{len(passage.ledger.metrics) + 1}",
        name=name,
        figure=figure,
        kind=_KINDS[kind],
        status=status,
        period=period,
        scope=scope_of(name),
        facets=passage.facets_at(figure.span.start),
        section=passage.sentence.section,
        sentence=passage.span,
    )
    passage.ledger.metrics.append(metric)
    return metric.id


def _long_past(period: Period, status: Status, outline: Outline) -> bool:
    """Whether a base lies further back than the year before the one that is reported or planned."""
    own = outline.planned if status is Status.TARGET else outline.reviewed
    return period.year is not None and own is not None and period.year < own - 1


def rename_metric(passage: SentenceContext, metric: str | None, name: str) -> None:
    """Give a metric another name."""
    if metric is not None:
        index = int(metric[1:]) - 1
        passage.ledger.metrics[index] = evolve(passage.ledger.metrics[index], name=name)


def record_claim(
    passage: SentenceContext,
    span: Span,
    form: RelationKind,
    direction: Direction,
    name: str,
    *,
    words: str,
    figure: Figure | None = None,
    metric: str | None = None,
    current: str | None = None,
    prior: str | None = None,
    group: int | None = None,
    basis: Basis | None = None,
) -> ClaimDraft:
    """Enter a claim; `words` are what precedes it in its sentence, where its basis is looked for unless it is given."""
    ledger = passage.ledger
    status = ledger.metric(metric).status if metric is not None else _status(passage, span.end, passage.up_to(span.end))
    words = blank_asides(words)
    if basis is None:
        own = _CLAUSE.split(words)[-1]
        basis = basis_of(
            own,
            _with_comparison(words, own),
            passage.stretch + passage.folded[passage.line : span.start],
            status,
            passage.outline,
        )
    previous = ledger.claims[-1] if ledger.claims else None
    follows_plan = (  # 比上年预算增加2.3亿元，增长4%: the second is measured like the first
        previous is not None and previous.planned_base and metric is not None
        and previous.sentence == passage.span and previous.metric == metric
    )  # fmt: skip
    draft = ClaimDraft(
        span=span,
        figure=figure,
        form=form,
        direction=direction,
        basis=basis,
        status=status,
        metric_name=name,
        metric=metric,
        current=current,
        prior=prior,
        sentence=passage.span,
        section=passage.sentence.section,
        order=len(ledger.claims),
        group=group,
        facets=passage.facets_at(span.start),
        planned_base=follows_plan or _PLANNED_BASE.search(words) is not None,
    )
    ledger.claims.append(draft)
    return draft


def _status(passage: SentenceContext, end: int, before: str) -> Status:
    opening = passage.folded[passage.line : min(passage.line + 60, end)]
    return status_of(passage.said, before, passage.setting, opening, passage.outline)


def _with_comparison(words: str, own: str) -> str:
    """The clause of the change, with the clauses before it from 相比 on."""
    if "相比" not in words:
        return own
    clauses = re.split(r"[，,；;。]", words)
    return "，".join(clauses[max(i for i, clause in enumerate(clauses) if "相比" in clause) :])
