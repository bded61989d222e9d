"""持平 and 翻番: claims that print no size."""

from __future__ import annotations

import re

from reportdiff.extraction.claims.change_claims import owner_of
from reportdiff.extraction.claims.ratio_claims import completion_operands
from reportdiff.extraction.figures.patterns import WORDLESS
from reportdiff.extraction.sentence.figure_slots import mask
from reportdiff.extraction.sentence.ledger import ReadFigure, SentenceContext, record_claim
from reportdiff.extraction.words.budget_labels import base_name
from reportdiff.extraction.words.strip_words import strip_function_words
from reportdiff.model import BasisKind, Direction, RelationKind, Span, Status

__all__ = ["has_unsized_claim_words", "read_unsized_claims"]

_FLAT = re.compile(
    r"(?:(?:与|同|比|较|和)"
    r"(?:上年|去年|上一年度?|前年|往年|(?:19|20)\d\d ?年度?|(?:年初|全年|调整)?预算|年初|同期|历史)"
    r"[^，。；、：\n]{0,14}?)?(?:基本|大体|总体)?(?<![支坚扶])持平(?![台潭安等稳衡])"
)
_DOUBLED = re.compile(r"(?:(?:比|较)[^，。；\n]{1,12}?)?翻(?:了)?([一两二三四五\d])?番")
_SAYS = re.compile(WORDLESS)


def has_unsized_claim_words(folded: str, start: int, end: int) -> bool:
    """Whether a sentence without figures is worth reading: it holds a claim or names a budget item."""
    return _SAYS.search(folded, start, end) is not None


def read_unsized_claims(passage: SentenceContext) -> None:
    """Enter the claims of the sentence that print no size."""
    if "持平" not in passage.said and "番" not in passage.said:
        return
    span = passage.span
    part = mask(passage.folded, [], span.start, span.end)
    for pattern, form in ((_FLAT, RelationKind.FLAT), (_DOUBLED, RelationKind.DOUBLING)):
        for found in pattern.finditer(part):
            _enter(passage, Span(span.start + found.start(), span.start + found.end()), form, part[: found.start()])


def _enter(passage: SentenceContext, span: Span, form: RelationKind, ahead: str) -> None:
    surface = span.of(passage.folded)
    before = [entry for entry in passage.entries if entry.slot.figure.span.end <= span.start]
    clause = re.split(r"[，,；;：:。]", ahead)[-1]
    if before and before[-1].slot.figure.span.end > span.start - len(clause):
        clause = passage.folded[before[-1].slot.figure.span.end : span.start]
    name = strip_function_words(passage.folded[span.start - len(clause) : span.start])
    if len(name) < 4:
        name = re.sub(r"(?:保持|实现|均|数|决算数|支出)?$", "", name)
    metric = None
    if name in ("决算数", "决算", "预算数") or len(name) < 2:
        owner = _owner(passage, span, form, surface, before)
        if owner is not None:
            name, metric = owner.name, owner.metric
    direction = Direction.FLAT if form is RelationKind.FLAT else Direction.UP
    draft = record_claim(
        passage, span, form, direction, base_name(name), words=surface + clause, metric=metric, current=metric
    )
    draft.whole = surface
    if form is RelationKind.FLAT and draft.basis.kind is BasisKind.BUDGET:
        completion_operands(passage, draft, before)


def _owner(
    passage: SentenceContext, span: Span, form: RelationKind, surface: str, before: list[ReadFigure]
) -> ReadFigure | None:
    """What stayed as it was; 决算数同预算数持平 speaks of the outcome, not of the plan."""
    if form is RelationKind.FLAT and "预算" in surface and "执行数" not in surface and not passage.setting.budget:
        for entry in reversed([*passage.memory.recent, *before]):
            if entry.is_level and passage.ledger.metric(entry.metric).status is Status.ACTUAL:
                return entry
    return owner_of(passage, span.start, None)
