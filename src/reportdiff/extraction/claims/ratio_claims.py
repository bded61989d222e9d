"""Shares, completions and rates: ratio metrics, and claims over part and whole, outcome and plan, done and taken in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportdiff.extraction.sentence.figure_slots import FigureSlot
from reportdiff.extraction.sentence.ledger import ClaimDraft, ReadFigure, SentenceContext, record_claim, record_metric
from reportdiff.extraction.words.budget_labels import base_name
from reportdiff.extraction.words.figure_names import noun_behind
from reportdiff.extraction.words.relation_words import RelationMatch
from reportdiff.extraction.words.strip_words import strip_function_words
from reportdiff.extraction.words.verbs import closing_verb, leading_verb
from reportdiff.lexicon.words import words_of
from reportdiff.model import Basis, BasisKind, Direction, RelationKind, Span, Status

__all__ = ["completion_operands", "read_part", "read_rate"]

_INSIDE = re.compile(r"([^，,。；;：:]{3,40})中(?:[，,]|(?=具有|拥有|有(?![害机色效])))")
_PLAN = re.compile(r"年初预算|全年预算|调整预算|预算|年度计划|计划|目标任务|目标|任务|预期|指标")


def read_part(
    passage: SentenceContext,
    slot: FigureSlot,
    span: Span,
    relation: RelationMatch,
    name: str,
    metric: str | None,
    group: int | None,
) -> None:
    """Enter the ratio at `slot` and its claim; `name` and `metric` are the part or outcome that it speaks about."""
    whole_entry: ReadFigure | None = None
    basis = Basis(BasisKind.OTHER_TOTAL)
    if relation.word == "的":  # 89.4%的公园实现24小时开放
        whole = noun_behind(passage.words_behind(slot))
        rest = passage.words_behind(slot).lstrip("的").removeprefix(whole)
        ratio, metric = (f"{rest[:16]}的{whole}占比" if rest else f"{whole}占比"), None
    elif relation.form is RelationKind.SHARE:
        whole, whole_entry = _whole_of(passage, slot, relation, metric)
        printed = re.search(r"(?:比重|比例|份额)", passage.folded[span.start : slot.figure.span.start])
        said = whole if not relation.whole else _as_printed(passage, relation.whole, span.start, slot.figure.span.start)
        ratio = f"{name}占{said}{printed[0] if printed else ''}" if whole else f"{name}占比"
    else:
        whole = re.sub(r"^(?:年度|全年|了)", "", relation.whole)
        plan = whole.removesuffix("的") if _PLAN.search(whole) else "年初预算"
        shared = passage.folded.startswith("占", span.start) and relation.whole
        told = (
            "占" + _as_printed(passage, relation.whole, span.start, slot.figure.span.start) if shared else "完成" + plan
        )
        ratio = base_name(name) + told
        basis = Basis(BasisKind.BUDGET if "预算" in whole or not whole else BasisKind.TARGET)
    # a plan that was completed lies in the past, whatever the section
    key = record_metric(passage, slot, ratio, Status.ACTUAL if relation.form is RelationKind.COMPLETION else None)
    draft = record_claim(
        passage, span, relation.form, Direction.NONE, ratio, words=relation.whole, figure=slot.figure, metric=key,
        current=metric, prior=whole_entry.metric if whole_entry else None, group=group, basis=basis,
    )  # fmt: skip
    draft.whole, draft.whole_printed = whole, bool(whole) and whole_entry is None
    if relation.form is RelationKind.COMPLETION:
        completion_operands(passage, draft, passage.levels())
    passage.entries.append(ReadFigure(slot, ratio, key, draft, relation))


def _as_printed(passage: SentenceContext, whole: str, start: int, end: int) -> str:
    """A whole as the share prints it, with what makes it one: 占市场主体总数的22%, 占年度调整预算的95%."""
    place = passage.folded.find(whole, start, end)
    total = _ALL.match(passage.folded, place + len(whole), end) if place >= 0 else None
    return _FRAMED.sub("", whole.strip()).removesuffix("的") + (total[0] if total is not None else "")


def completion_operands(passage: SentenceContext, draft: ClaimDraft, entries: Sequence[ReadFigure]) -> None:
    """Outcome and plan: the nearest actual before the claim, and the plan of the same name or none of its own."""
    levels = [*passage.memory.recent, *(entry for entry in entries if entry.is_level)]
    outcome = _nearest(passage, levels, Status.ACTUAL)
    plan = _nearest(passage, levels, Status.TARGET)
    if outcome is not None:
        draft.current = outcome.metric
    if plan is not None and (outcome is None or base_name(plan.name) == base_name(outcome.name)):
        draft.prior = plan.metric


def _nearest(passage: SentenceContext, levels: Sequence[ReadFigure], status: Status) -> ReadFigure | None:
    return next((entry for entry in reversed(levels) if passage.ledger.metric(entry.metric).status is status), None)


def _whole_of(
    passage: SentenceContext, slot: FigureSlot, relation: RelationMatch, part: str | None
) -> tuple[str, ReadFigure | None]:
    """The whole of a share: as printed behind 占, named by X中 before, or the level that the part was listed under."""
    whole = strip_function_words(relation.whole).removesuffix("的")
    if whole:
        return whole, None
    named = _INSIDE.search(passage.up_to(slot.figure.span.start))
    if named is not None and (whole := base_name(strip_function_words(named[1]))):
        return whole, None
    for entry in reversed(passage.entries):  # 终端收入占营业收入的55%；云服务收入9.86亿元，占比25.6%
        if entry.draft is not None and entry.draft.form is RelationKind.SHARE and entry.draft.whole:
            return entry.draft.whole, ReadFigure(entry.slot, entry.draft.whole, entry.draft.prior)
    found = _enough(passage, part)
    return (found.name, found) if found is not None else ("", None)


def _enough(passage: SentenceContext, part: str | None) -> ReadFigure | None:
    """The level that the part was listed under by 其中, else the nearest one that can hold the part."""
    listed = passage.memory.whole
    if part is None:
        return listed
    size = passage.ledger.metric(part).figure
    levels = [entry for entry in (*passage.memory.recent, *passage.levels()) if entry.metric != part]
    for entry in ([listed] if listed is not None else []) + levels[::-1]:
        whole = passage.ledger.metric(entry.metric).figure
        if whole.unit == size.unit and whole.value >= size.value:
            return entry
    return None


_FRAMED = re.compile("^(?:全年|了|同期|当年)+")
_ALL = re.compile("总数|总量|总额|总和|总值|数")
_RATE = re.compile(r"([一-龥]{2,4})率$")
_RATE_RELATION = RelationMatch(RelationKind.RATE, Direction.NONE, 0, 0, "率")


def read_rate(passage: SentenceContext, entry: ReadFigure) -> None:
    """Enter the claim of a rate, if its sentence prints what was done (办结254件), and bind what it was done to.

    The whole is the count before of the same unit that was taken in (受理, 收到): the only one, and none that the year
    before handed over stands beside it.
    """
    named = _RATE.search(entry.name) if entry.slot.figure.unit == "%" else None
    if named is None:
        return
    levels = [level for level in passage.levels() if level is not entry]
    done = next((level for level in reversed(levels) if _verb(level) == named[1]), None)
    if done is None:
        return
    unit = done.slot.figure.unit
    taken = [
        level for level in levels if level.slot.figure.unit == unit and _verb(level).endswith(words_of("taken in"))
    ]
    carried = any(level.name in words_of("carried stock") for level in levels)
    begin = entry.slot.figure.span.start - len(entry.slot.words)
    draft = record_claim(
        passage,
        Span(begin + entry.slot.words.rfind(named[1]), entry.slot.figure.span.end),
        RelationKind.RATE,
        Direction.NONE,
        entry.name,
        words=entry.slot.words,
        figure=entry.slot.figure,
        metric=entry.metric,
        current=done.metric,
        prior=taken[0].metric if len(taken) == 1 and not carried else None,
        basis=Basis(BasisKind.OTHER_TOTAL),
    )
    entry.draft, entry.relation = draft, _RATE_RELATION


def _verb(entry: ReadFigure) -> str:
    return entry.verb or leading_verb(entry.name) or closing_verb(entry.name)
