"""持平, 翻番, 减半 and 扭亏为盈: claims that print no size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from reportdiff.extraction.claims.owners import owner_of
from reportdiff.extraction.claims.ratio_claims import completion_operands
from reportdiff.extraction.figures.build import halved, of_digits
from reportdiff.extraction.figures.patterns import inside_word
from reportdiff.extraction.sentence.figure_slots import mask
from reportdiff.extraction.sentence.ledger import ClaimDraft, ReadFigure, SentenceContext, record_claim
from reportdiff.extraction.sentence.printed_bases import bind_base_before
from reportdiff.extraction.words.budget_labels import base_name
from reportdiff.extraction.words.matching import last_clause
from reportdiff.extraction.words.stated_relations import words_before_lead
from reportdiff.extraction.words.strip_words import strip_function_words
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.model import BasisKind, Direction, RelationKind, Span, Status
from reportdiff.text.words import word_across

__all__ = ["has_unsized_claim_words", "read_unsized_claims"]

_CLOSES = frozenset("，,。；;、）\n了！ ")  # what stands behind a word that is a predicate: 倍增。 but not 倍增计划
_OPENS = frozenset("，,（")
_NAMES = ("率", "的")  # behind 持平 where it is part of a name
_REACH = 120  # characters of a clause that are looked at before a claim
_CHANGES = frozenset({RelationKind.GROWTH, RelationKind.DOUBLING})
_UP, _DOWN, _FLAT_LINE = Direction.UP, Direction.DOWN, Direction.FLAT


@cache
def _stated() -> tuple[tuple[re.Pattern[str], RelationKind, Direction], ...]:
    """The words of each relation that prints no size, with its direction."""
    halves, gains, losses = (alternation(words_of(part)) for part in ("halved", "turned to gain", "turned to loss"))
    return (
        (phrase("flat"), RelationKind.FLAT, _FLAT_LINE),
        (phrase("doubling"), RelationKind.DOUBLING, _UP),
        (re.compile(halves), RelationKind.GROWTH, _DOWN),
        (phrase("change by digits"), RelationKind.GROWTH, _UP),
        (re.compile(gains), RelationKind.LEVEL_TO_LEVEL, _UP),
        (re.compile(losses), RelationKind.LEVEL_TO_LEVEL, _DOWN),
    )


def has_unsized_claim_words(folded: str, start: int, end: int) -> bool:
    """Whether a sentence without figures is worth reading: it holds a claim or names a budget item."""
    return phrase("unsized claim").search(folded, start, end) is not None


def read_unsized_claims(passage: SentenceContext) -> None:
    """Enter the claims of the sentence that print no size."""
    span = passage.span
    unsized = phrase("unsized claim").search(passage.said) is not None
    ends = {entry.slot.figure.span.end for entry in passage.entries if entry.is_level}
    part = mask(passage.folded, [], span.start, span.end) if unsized or ends else ""
    for found in phrase("the same").finditer(part) if ends else ():
        before = span.start + found.start() - 1
        if before in ends and passage.folded[before] in _OPENS:
            place = Span(span.start + found.start(), span.start + found.end())
            _enter(passage, place, RelationKind.FLAT, _FLAT_LINE, "")
    starts = {entry.slot.figure.span.start for entry in passage.entries} if unsized else set()
    for found in phrase("count of those unchanged").finditer(passage.folded, span.start, span.end) if unsized else ():
        starts.add(found.end())
    for pattern, form, direction in _stated() if unsized else ():
        for found in pattern.finditer(part):
            stop, behind = found.end(), part[found.end() : found.end() + 1]
            if form is RelationKind.FLAT and (inside_word(part, stop - 2) or word_across(part, stop - 2, stop)):
                continue  # 支持平台, 坚持平等
            if form is RelationKind.FLAT and (behind in _NAMES or span.start + stop in starts):
                continue  # 持平率90%, 持平12项, 4项持平: part of a name
            if form is RelationKind.DOUBLING and any(found.groups()):
                continue
            if form is RelationKind.FLAT or found[0].endswith("番") or not behind or behind in _CLOSES:
                place = Span(span.start + found.start(), span.start + found.end())
                _enter(passage, place, form, direction, part[max(0, found.start() - _REACH) : found.start()])


def _enter(passage: SentenceContext, span: Span, form: RelationKind, direction: Direction, ahead: str) -> None:
    surface = span.of(passage.folded)
    before = [entry for entry in passage.entries if entry.slot.figure.span.end <= span.start]
    clause = last_clause(ahead)
    if before and before[-1].slot.figure.span.end > span.start - len(clause):
        clause = passage.folded[before[-1].slot.figure.span.end : span.start]
        if form is RelationKind.LEVEL_TO_LEVEL:
            return  # 帮助12家企业扭亏为盈
    subject = words_before_lead(passage.folded[span.start - len(clause) : span.start])
    based = _on_base(passage, clause, before) if form in _CHANGES else None
    size = of_digits(surface, span) if form is RelationKind.GROWTH else None
    if size is not None and "连续" in clause:
        return  # 连续18个月保持两位数增长: of each month
    if form is RelationKind.GROWTH and size is None:
        if len(subject) == len(clause) and based is None:
            return  # 门票减半: no change of a year, which 同比 or 比上年 would tell
        size = halved(span.of(passage.text), span)
    name = strip_function_words(subject)
    if size is not None:
        name = phrase("end before a change").sub("", name)
    if len(name) < 4:
        name = phrase("end of a short name").sub("", name)
    metric = None
    if based is not None:
        name, metric = based.name, based.metric
    elif name in words_of("version alone") or len(name) < 2:
        owner = _owner(passage, span, form, surface, before)
        if owner is not None:
            name, metric = owner.name, owner.metric
    draft = record_claim(
        passage, span, form, direction, base_name(name), words=surface + clause, metric=metric, current=metric,
        figure=size,
    )  # fmt: skip
    draft.whole = surface
    if form in _CHANGES:
        bind_base_before(passage, draft, surface)
    if form is RelationKind.FLAT and draft.basis.kind is BasisKind.BUDGET:
        completion_operands(passage, draft, before)
    if form is RelationKind.LEVEL_TO_LEVEL:
        _turned(passage, before, draft)


def _on_base(passage: SentenceContext, clause: str, before: Sequence[ReadFigure]) -> ReadFigure | None:
    """Return the level whose printed base stands right before a change: 投诉30件，比上年的60件|减半."""
    base = before[-1].base_of if before else None
    if base is None or phrase("before a change").fullmatch(clause) is None:
        return None
    return base


def _turned(passage: SentenceContext, before: Sequence[ReadFigure], draft: ClaimDraft) -> None:
    """Bind 扭亏为盈 to the levels of both years, where the sentence prints them: one of them may be called a loss."""
    own = passage.outline.reviewed
    levels = [passage.ledger.metric(entry.metric) for entry in before if entry.is_level]
    for now in levels:
        for base in levels:
            years = [level.period.year for level in (now, base) if level.period is not None]
            if years == [own, None if own is None else own - 1] and now.figure.unit == base.figure.unit:
                draft.metric = draft.current = now.id
                draft.prior, draft.metric_name = base.id, now.name


def _owner(
    passage: SentenceContext, span: Span, form: RelationKind, surface: str, before: list[ReadFigure]
) -> ReadFigure | None:
    """What stayed as it was; 决算数同预算数持平 speaks of the outcome, not of the plan."""
    if form is RelationKind.FLAT and "预算" in surface and "执行数" not in surface and not passage.setting.budget:
        for entry in reversed([*passage.memory.recent, *before]):
            if entry.is_level and passage.ledger.metric(entry.metric).status is Status.ACTUAL:
                return entry
    inside = (entry for entry in passage.entries if span.start <= entry.slot.figure.span.start < span.end)
    of_base = next((entry.base_of for entry in inside if entry.compared), None)  # 33件40人，人数与上年的40人持平
    return of_base or owner_of(passage, span.start, None)
