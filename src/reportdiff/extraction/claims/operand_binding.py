"""Claims and metrics of one report → the operands of each claim, by place first and by name second.

Each operand has a binding: what is printed in the claim's own clause or under the name that it prints may refute the
claim, what was taken over or guessed may only support it (docs/verdicts.md).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from attrs import evolve

from reportdiff.extraction.claims.binder import NEAR, Binder, operand_at, rate_formulas
from reportdiff.extraction.claims.called_levels import called_shortly
from reportdiff.extraction.claims.owners import bare_name
from reportdiff.extraction.claims.prior_levels import base_of_another, of_earlier, printed_beside, times_of_base
from reportdiff.extraction.claims.share_binding import lists, part_and_whole, parts_of_wholes
from reportdiff.extraction.proved_operands import prove_operands
from reportdiff.extraction.references import Reference, References
from reportdiff.extraction.sentence.ledger import ClaimDraft
from reportdiff.extraction.words.matching import last_clause
from reportdiff.extraction.words.periods import stated_part, stated_year, without_side_remarks
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.name_parts import name_parts
from reportdiff.lexicon.rates import rate_of
from reportdiff.lexicon.reference_names import facets_fit, name_key
from reportdiff.lexicon.words import words_of
from reportdiff.model import (
    STATED_CHANGES,
    BasisKind,
    Binding,
    Claim,
    Kind,
    Metric,
    Outline,
    Period,
    PeriodKind,
    RelationKind,
    Status,
)
from reportdiff.text.words import cut, tag_of

__all__ = ["bind_operands"]

_BASES = (BasisKind.PREVIOUS_YEAR, BasisKind.BUDGET_EXECUTION, BasisKind.BUDGET)
_ELSEWHERE = (BasisKind.OTHER_REGION, BasisKind.OTHER_TOTAL, BasisKind.BUDGET, BasisKind.TARGET)
_LEAST_NOUN = 2  # characters
_ASIDE, _AHEAD = 8, 8  # characters before a figure that another includes, and between a change and its level


def bind_operands(
    drafts: Sequence[ClaimDraft], metrics: Sequence[Metric], names: Mapping[str, str], outline: Outline, text: str
) -> tuple[Claim, ...]:
    """Return the final claims: `names` maps the reader's temporary metric ids to the final ones."""
    groups: dict[int, list[str]] = defaultdict(list)
    for number, draft in enumerate(drafts, start=1):
        if draft.group is not None:
            groups[draft.group].append(f"c{number}")
    moves = [draft for draft in drafts if draft.form is RelationKind.LEVEL_TO_LEVEL and draft.current and draft.prior]
    parts = parts_of_wholes(drafts, names)
    binder = Binder(
        text=text,
        outline=outline,
        references=References(metrics),
        by_id={metric.id: metric for metric in metrics},
        names=names,
        moved={draft.current: draft.prior for draft in moves},
        bases=frozenset(names.get(draft.prior or "", "") for draft in drafts if draft.form in STATED_CHANGES),
        parts=parts,
        formulas=rate_formulas(text),
        shared={},
    )
    claims = []
    for number, draft in enumerate(drafts, start=1):
        name = f"c{number}"
        siblings = tuple(other for other in groups.get(draft.group or -1, ()) if other != name)
        claims.append(_bound(binder, draft, name, siblings))
    return tuple(prove_operands(claims, drafts, binder.references, binder.by_id, parts))


def _bound(binder: Binder, draft: ClaimDraft, name: str, siblings: tuple[str, ...]) -> Claim:
    if draft.form in (RelationKind.SHARE, RelationKind.COMPLETION):
        current, prior = part_and_whole(binder, draft)
        if current is not None and prior is not None and _is_one(current.metric, prior.metric):
            current, prior = (None, prior) if draft.whole_printed else (current, None)  # no figure is a part of itself
        metric = binder.metric(draft.metric)
    elif draft.form is RelationKind.RATE:
        metric, current = binder.metric(draft.metric), operand_at(draft, binder.metric(draft.current))
        prior = _base_of_rate(binder, draft, current.metric) if current is not None else None
    else:
        outcome = _outcome_of_plan(binder, draft)
        if outcome is not None:
            draft = evolve(draft, metric_name=outcome.name, status=outcome.status)
        current = _current(binder, draft) if outcome is None else Reference(outcome, Binding.CLAUSE)
        prior = _prior(binder, draft, current)
        metric = current.metric if current is not None else None
    return Claim(
        id=name,
        metric=metric.id if metric else None,
        metric_name=draft.metric_name,
        surface=binder.text[draft.span.start : draft.span.end],
        span=draft.span,
        form=draft.form,
        direction=draft.direction,
        figure=draft.figure,
        basis=draft.basis,
        status=draft.status,
        current=current.metric.id if current else None,
        prior=prior.metric.id if prior else None,
        sentence=draft.sentence,
        section=draft.section,
        current_binding=current.binding if current else None,
        prior_binding=prior.binding if prior else None,
        siblings=siblings,
    )


def _is_one(part: Metric, whole: Metric) -> bool:
    """Return whether two figures are one, or print one twice."""
    own, other = part.figure, whole.figure
    return part is whole or (part.name == whole.name and (own.value, own.unit) == (other.value, other.unit))


def _base_of_rate(binder: Binder, draft: ClaimDraft, part: Metric) -> Reference | None:
    """Return what the part of a rate was counted against: by a formula that the text prints, else by the sentence."""
    base = next((base for rate, base in binder.formulas.items() if draft.metric_name.endswith(rate)), None)
    if base is not None:

        def accept(metric: Metric) -> bool:
            return metric is not part and metric.figure.unit == part.figure.unit and metric.status is part.status

        found = binder.references.holding(base, draft.span.start, part.facets, accept)
        if found is not None:
            return operand_at(draft, found.metric) if found.metric.sentence == draft.sentence else found

    def carried(metric: Metric) -> bool:
        """Return whether a stock was carried over that the whole does not include (含旧存430件)."""
        start = metric.figure.span.start
        aside = binder.text[max(0, start - _ASIDE) : start] if start < part.figure.span.start else ""
        within = any(word in aside for word in words_of("including"))
        clause, opened, stock = binder.text[part.sentence.start : start].rpartition("（")
        if opened and stock in words_of("carried stock") and clause.endswith(metric.figure.unit):
            within = within or "新" not in last_clause(clause)  # 受理500件（旧存80件）, but 新收420件（旧存80件）
        return not within and any(word in metric.name for word in words_of("carried stock"))

    continued = check_words("parts").match(binder.text, part.sentence.start) is not None
    found = binder.references.base_of_rate(
        draft.whole, part, draft.span.start, carried, bases=binder.bases, continued=continued
    )
    behind = binder.text[part.figure.span.end : draft.span.start]
    apart = found and rate_of(draft.whole) is None and lists(binder.text, found.metric, part)
    return operand_at(draft, found.metric) if found and apart and not any(map(str.isdigit, behind)) else found


def _current(binder: Binder, draft: ClaimDraft) -> Reference | None:
    """Return the level that a claim speaks about, that of the year which its sentence tells."""
    level = _level(binder, draft)
    if level is None or _is_of_things(binder.text, level.metric, draft):
        return None
    return _of_year_told(binder, draft, level)


def _is_of_things(text: str, level: Metric, draft: ClaimDraft) -> bool:
    """Return whether a change right behind counted things is of what they do: 28个行业|增长8.3%, 对16国出口|增长14.7%.

    Their number itself changes where a verb takes them as its object (受理12件案件), or the words name a number.
    """
    noun = text[level.figure.span.end : draft.span.start] if level.kind is Kind.COUNT else ""
    if len(noun) < _LEAST_NOUN or draft.form not in STATED_CHANGES or not noun.isalpha() or draft.group is not None:
        return False
    if noun.endswith(words_of("number alone")) or name_parts(level.name).action:
        return False
    return tag_of(cut(noun)[-1])[:1] in ("n", "v")


def _level(binder: Binder, draft: ClaimDraft) -> Reference | None:
    """Return the level that a claim speaks about: by its place, behind it (增长8%，达到296亿元), or by its name."""
    reached = _reached(binder, draft)
    placed = reached if reached and binder.text.startswith(("至", "到"), draft.span.end) else None  # 增长69%|至30亿元
    placed = placed or operand_at(draft, binder.metric(draft.current)) or reached
    if placed is not None:
        averaged = draft.basis.kind is BasisKind.ANNUAL_AVERAGE and draft.current not in binder.moved
        return _last_year(binder, draft, placed) if averaged else placed

    base = binder.metric(draft.prior)

    def near(metric: Metric) -> bool:
        distance = abs(draft.span.start - metric.figure.span.end)
        level = metric.kind is not Kind.RATIO and metric is not base and metric.id not in binder.bases
        return level and metric.status is draft.status and distance < NEAR and not _divided(binder.text, metric, draft)

    def of_year(metric: Metric) -> bool:
        return near(metric) and _own_year(binder.outline, draft.status, metric)

    found = None
    for accept in (of_year, near):
        found = found or binder.references.named(draft.metric_name, draft.span.start, draft.facets, accept, exact=True)
    found = found or binder.references.counted(draft.metric_name, draft.span.start, draft.facets, of_year, within=NEAR)
    found = found or called_shortly(binder, draft, of_year)
    return None if found is not None and draft.form is RelationKind.POINTS else found


def _of_year_told(binder: Binder, draft: ClaimDraft, level: Reference) -> Reference | None:
    """Return the level of the year that a claim tells, where the one before it is of another year of its list.

    2021至2023年，收入分别为3亿元、4亿元和5亿元。2022年收入较2021年增加1亿元. None: it is of no year that is known.
    """
    metric, references = level.metric, binder.references
    same = metric.sentence == draft.sentence
    at = bisect_left(references.starts, draft.span.start)
    start = references.metrics[at - 1].figure.span.end if same and at else draft.sentence.start
    ahead = without_side_remarks(binder.text[start : draft.span.start])
    told = draft.year or stated_year(ahead)
    period, part = metric.period, stated_part(ahead)
    if part and same and period is not None and period.label != f"{period.year}{part}":
        parted = (
            other
            for other in binder.figures_between(metric.sentence.start, draft.span.start)
            if other.period == Period(f"{period.year}{part}", period.year) and other.figure.unit == metric.figure.unit
        )
        own_part = next(parted, None)
        return Reference(own_part, level.binding) if own_part is not None else None
    own = period.year if period is not None and period.kind is PeriodKind.YEAR else None
    listed = [
        other
        for other in binder.figures_between(metric.sentence.start, metric.sentence.end)
        if (other.name, other.figure.unit, other.status) == (metric.name, metric.figure.unit, metric.status)
    ]
    if told is None and same and own is not None and draft.group is None and listed[-1:] == [metric]:
        beside = listed[-2].period if len(listed) > 1 else None  # 2024年54万，2023年45万，增长20%
        told = own + 1 if beside is not None and beside.label == str(own + 1) else None
    if told is None or told == own or (own is None and period is not None):
        return level
    found = [other for other in listed if other.period is not None and other.period.year == told]
    if found:
        return Reference(found[-1], level.binding if same else Binding.NAME)
    before = same and metric.figure.span.end <= draft.span.start
    return level if before and (own is not None or len(listed) < 2) else None


def _divided(text: str, level: Metric, draft: ClaimDraft) -> bool:
    """Return whether a claim is of a part of a level that 其中 divides: 收入120亿元，其中，…；地方收入增长10%."""
    _, divides, parts = text[level.figure.span.end : draft.span.start].rpartition("其中")
    named = draft.metric_name[:1] == level.name[:1] or level.name.endswith(draft.metric_name)
    return bool(divides) and not named and not {"。", "\n"} & set(parts)


def _outcome_of_plan(binder: Binder, draft: ClaimDraft) -> Metric | None:
    """Return the outcome that a change behind its plan is of: 支出决算36万元，年初预算30万元，比上年增加6万元.

    A plan that is printed behind its outcome, for comparison, is not what changed since last year.
    """
    plan = binder.metric(draft.current)
    if plan is None or plan.status is not Status.TARGET or draft.basis.kind is not BasisKind.PREVIOUS_YEAR:
        return None
    bare = check_words("plan version").sub("", plan.name)
    if draft.form not in STATED_CHANGES or bare == plan.name:
        return None
    at = bisect_left(binder.references.starts, plan.figure.span.start)
    before = binder.references.metrics[max(0, at - 1) : at]
    return next((metric for metric in before if _is_outcome(metric, plan, bare)), None)


def _is_outcome(metric: Metric, plan: Metric, bare: str) -> bool:
    printed_beside = metric.sentence == plan.sentence and metric.figure.unit == plan.figure.unit
    return printed_beside and metric.status is Status.ACTUAL and name_key(metric.name) == name_key(bare)


def _own_year(outline: Outline, status: Status, metric: Metric) -> bool:
    own = outline.planned if status is Status.TARGET else outline.reviewed
    return own is None or metric.period is None or metric.period.year in (own, None)


def _reached(binder: Binder, draft: ClaimDraft) -> Reference | None:
    """Return the level that a change led to, printed right behind it: 增长8%，达到296亿元.

    A round mark that was passed is not the level itself: 增长8%，突破300亿元，达到302亿元 led to the second.
    """
    at, found, end = bisect_left(binder.references.starts, draft.span.end), None, draft.span.end
    for metric in binder.references.metrics[at : at + 2]:
        near = metric.sentence == draft.sentence and metric.figure.span.start - end <= _AHEAD
        called, name = bare_name(draft.metric_name), bare_name(metric.name)
        taken_in = called != "" and name in [called + verb for verb in words_of("taken in")]  # 申诉案件|受理
        if not near or not (name == called or taken_in):
            break
        if found is not None and binder.moved.get(metric.id) == found.id:
            found = metric  # 增长20%，由65万册增至78万册
            break
        if found is not None and (found.figure.qualifier is None or found.figure.unit != metric.figure.unit):
            break
        found, end = metric, metric.figure.span.end
    return Reference(found, Binding.CLAUSE) if found is not None else None


def _prior(binder: Binder, draft: ClaimDraft, current: Reference | None) -> Reference | None:
    """Return the base of a change, where it is printed: in the clause, or under the same name for the year before."""
    placed = operand_at(draft, binder.metric(draft.prior))
    moved = draft.form is not RelationKind.LEVEL_TO_LEVEL and draft.basis.kind not in _ELSEWHERE
    if placed is None and current is not None and moved:  # 由14.7%降至13%，下降1.7个百分点，而不是“优于全国1个百分点”
        base = binder.metric(binder.moved.get(draft.current))
        placed = None if base is not None and of_earlier(binder, base, draft) else operand_at(draft, base)
    if placed is not None or draft.form not in STATED_CHANGES:
        return placed
    level = current.metric if current is not None else None
    if draft.basis.kind is BasisKind.OTHER_TOTAL and level is not None:
        return _compared(binder, draft, level)
    if draft.basis.kind is BasisKind.ANNUAL_AVERAGE and level is not None:
        return _first_year(binder, draft, level)
    alone = draft.basis.kind is BasisKind.PREVIOUS_YEAR and draft.group is None
    if level is not None and alone and (beside := printed_beside(binder, draft, level)) is not None:
        return beside
    years = level is not None and level.period is not None and level.period.kind is PeriodKind.YEARS
    of_year = draft.basis.kind is BasisKind.YEAR
    if not (draft.basis.kind in _BASES or of_year) or years:  # the sum of several years against one
        return None
    own = level.period.year if level is not None and level.period is not None else None
    if own is None:
        own = binder.outline.planned if draft.status is Status.TARGET else binder.outline.reviewed
    if own is None:
        return None
    year = own if draft.basis.kind is BasisKind.BUDGET else draft.basis.year or own - 1
    times = times_of_base(binder, draft, level.period.label if level is not None and level.period else "", year)
    status = Status.TARGET if draft.planned_base or draft.basis.kind is BasisKind.BUDGET else Status.ACTUAL

    def accept(metric: Metric) -> bool:
        return (
            metric is not level
            and metric.status is status
            and metric.period is not None
            and metric.period.label in times
            and (level is None or metric.figure.unit == level.figure.unit)
            and (metric.kind is Kind.RATIO) == (draft.form is RelationKind.POINTS)
            and not base_of_another(binder, metric, draft, level)
        )

    facets = level.facets if level is not None else draft.facets
    name = level.name if level is not None else draft.metric_name
    if draft.basis.kind is BasisKind.BUDGET_EXECUTION:
        labelled = binder.references.named(name + "预算执行数", draft.span.start, facets, accept)
        if labelled is not None:
            return labelled
    found = binder.references.named(name, draft.span.start, facets, accept)
    if of_year and found is not None and found.metric.sentence != draft.sentence:
        return None
    return operand_at(draft, found.metric) if found is not None and found.metric.sentence == draft.sentence else found


def _compared(binder: Binder, draft: ClaimDraft, level: Metric) -> Reference | None:
    """Return the figure of its sentence that a level is said to be so far from: 余额比限额低2.8亿元."""
    key = name_key(draft.whole)
    called = [
        metric
        for metric in binder.figures_between(draft.sentence.start, draft.span.start)
        if key and metric is not level and metric.figure.unit == level.figure.unit
        if name_key(metric.name).endswith(key) or name_key(metric.name).startswith(key)
    ]
    return Reference(called[0], Binding.INFERRED) if len(called) == 1 else None


def _first_year(binder: Binder, draft: ClaimDraft, level: Metric) -> Reference | None:
    """Return the level that an average change begins with: 2019年规模200亿元，2023年达到293亿元，年复合增长率10%.

    The year before is none: there is nothing to average.
    """
    own, year = _label(level), None if level.period is None else level.period.year
    found = [metric for metric in _over_years(binder, draft, level) if _label(metric) < own]
    found = [metric for metric in found if None in (year, metric.year) or (metric.year or 0) < (year or 0) - 1]
    return Reference(min(found, key=_label), Binding.CLAUSE) if found else None


def _last_year(binder: Binder, draft: ClaimDraft, level: Reference) -> Reference:
    """Return the level that an average change ends with: 2026年将达1728万套，2023年为1000万套，年均增长20%."""
    before = [metric for metric in _over_years(binder, draft, level.metric) if metric.span.end <= draft.span.start]
    last = max(before, key=_label, default=level.metric)
    return Reference(last, Binding.CLAUSE) if _label(last) > _label(level.metric) else level


def _over_years(binder: Binder, draft: ClaimDraft, level: Metric) -> list[Metric]:
    """Return the figures of a claim's sentence that print its level for other years."""
    key, references = name_key(level.name), binder.references
    first, last = (bisect_left(references.starts, place) for place in (draft.sentence.start, draft.sentence.end))
    return [
        metric
        for metric, keys in zip(references.metrics[first:last], references.keys[first:last], strict=True)
        if metric.figure.unit == level.figure.unit and key in keys and not metric.figure.qualifier
        if metric.period is not None and metric.period.kind is not PeriodKind.YEARS
        if facets_fit(metric.facets, level.facets)
    ]


def _label(metric: Metric) -> str:
    return metric.period.label if metric.period is not None else ""
