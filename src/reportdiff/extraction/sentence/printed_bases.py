"""Levels that are printed to be compared with: 上年同期为5.12亿元, 比2019年的27个增加…, （上年同期：6,000万元）."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import evolve, frozen

from reportdiff.extraction.sentence.figure_slots import FigureSlot
from reportdiff.extraction.sentence.ledger import ClaimDraft, ReadFigure, SentenceContext
from reportdiff.extraction.words.strip_words import strip_function_words
from reportdiff.lexicon.changes import change_words
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.model import PREVIOUS_YEAR, Basis, BasisKind, RelationKind

__all__ = ["PrintedBase", "bind_base_before", "bind_bracketed_base", "follow_base", "printed_base"]

_TURN = 8  # characters between a level behind 由 and the one that it became
_GAP = 60  # characters before a figure that may announce it as a base
_TAIL = "(?:的|数|为|是|[:：]|仅为|仅|只有|有|共|完成|达到?)*$"
_PLAN = re.compile("十[一二三四五]五|[五5]年前|上届|(?:前|上一?个?)五年")
_CLAUSE = re.compile("[，,；;。]")
_AGAINST = re.compile("同比|环比|口径|[比较与同]")
_SIZED = frozenset({RelationKind.GROWTH, RelationKind.POINTS, RelationKind.TIMES_MORE, RelationKind.ABSOLUTE})


@frozen
class PrintedBase:
    """A figure that is announced as a base: its name, the level that it is compared with, and whether by 比 or 较."""

    name: str
    level: ReadFigure | None
    against: bool
    planned: bool = False


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    year = r"(?:19|20)\d\d ?年度?(?:同期|年?[初末底])?"
    named = "“?十[一二三四五]五(?:”?(?:时期|期间)(?:年?末|期末)?|”?(?:年?末|期末)|”)"
    plan = rf"(?:{named}|[五5]年前|上届末?|(?:前|上一?个?)五年)(?:{year})?"
    budget = "(?:年初|全年|调整)?(?:预算|计划|目标)"
    last = alternation(words_of("last year"))
    verbs, nouns = change_words()
    moved = alternation((*verbs, *nouns, "持平", "相当"))
    return (
        re.compile(
            rf"(?:(?P<against>[比较与同和])(?:{last}|{year}|{plan}|(?P<plan>{budget}))"
            rf"|(?P<bare>{last})(?P<again>[一-龥]{{0,8}}?)){_TAIL}"
        ),
        re.compile(rf"（(?:{last}|{year}){_TAIL}"),
        re.compile(rf"(?:相比|相较)?[，,]?(?:大幅|略|净|基本|同比|已)*(?:{moved})"),
    )


def printed_base(passage: SentenceContext, words: str, slot: FigureSlot) -> PrintedBase | None:
    """Return what a figure is the base of, where the words before it say so.

    比 or 较 need a change behind the figure: 比上年12万元增加3万元, but not 比上年12万元.
    """
    announced, bracketed, moved = _patterns()
    at, behind = slot.figure.span.start, slot.figure.span.end
    gap = passage.folded[max(passage.previous_end(), at - _GAP) : at].rstrip(" ")
    if bracketed.search(gap) is not None:
        return _base_of(passage, slot, "")
    opened = gap.endswith("（")  # 较上年（100万元）下降20%
    said = _CLAUSE.split(gap[:-1])[-1] if opened else words.strip(" ") or gap
    found = announced.search(said)
    if found is None:
        return None
    subject = strip_function_words(said[: found.start()])
    if found["against"] is None:
        # 亏损上年同期为3万元: the name is its own
        return None if subject or opened else _base_of(passage, slot, found["again"])
    if moved.match(passage.folded, behind + opened) is None:
        return None
    if subject:
        return PrintedBase(subject, None, True, found["plan"] is not None)
    base = _base_of(passage, slot, "")
    return None if base is None else evolve(base, against=True, planned=found["plan"] is not None)


def _base_of(passage: SentenceContext, slot: FigureSlot, again: str) -> PrintedBase | None:
    """Return the base of the level before, if its unit is the same and `again` is of its name.

    亏损1,200万元，上年同期亏损2,000万元: the name, or a part of it, printed again.
    """
    level = _level(passage, slot)
    if level is None or level.slot.figure.unit != slot.figure.unit:
        return None
    if again and again not in (level.verb, level.name[: len(again)], level.name[-len(again) :]):
        return None
    return PrintedBase(level.name, level, False)


def _level(passage: SentenceContext, slot: FigureSlot) -> ReadFigure | None:
    """Return the level that a base is printed for: the last one, not in brackets that are closed by now."""
    depth = passage.depth(slot.figure.span.start)
    return next(
        (
            entry
            for entry in reversed(passage.entries)
            if entry.is_level and not entry.from_level and passage.depth(entry.slot.figure.span.start) <= depth
        ),
        None,
    )


def bind_bracketed_base(passage: SentenceContext, base: ReadFigure) -> None:
    """Bind the changes before a bracket to the base in it: 同比下降30.00%（上年同期：6,000.00万元）."""
    if base.base_of is None:
        return
    for entry in reversed(passage.entries[:-1]):
        if entry is base.base_of:
            return
        draft = entry.draft
        if draft is not None and draft.form in _SIZED and draft.metric == base.base_of.metric and draft.prior is None:
            draft.prior = base.metric


def follow_base(passage: SentenceContext) -> None:
    """Take the level just read for what the one behind 由 became: 由2019年的35家发展到91家."""
    if len(passage.entries) < 2:
        return
    old, new = passage.entries[-2:]
    between = passage.folded[old.slot.figure.span.end : new.slot.figure.span.start]
    if (
        old.from_level and old.base_of is None and not old.compared and new.is_level
        and old.slot.figure.unit == new.slot.figure.unit and len(between) <= _TURN and not set("。；;") & set(between)
    ):  # fmt: skip
        old.base_of = new


def bind_base_before(passage: SentenceContext, draft: ClaimDraft, words: str) -> None:
    """Bind a change to the base printed before it: 较2020年的4200件增加420件，上升10.0%.

    `words` are those of the change. Where they name a basis of their own (同比), it must be that of the base.
    """
    if draft.form not in _SIZED or draft.prior is not None or draft.basis.kind is BasisKind.ANNUAL_AVERAGE:
        return
    base = _base_before(passage, draft)
    if base is None:
        return
    basis = _basis(passage, base)
    if _AGAINST.search(words) is None:
        draft.basis = basis
    elif draft.basis != basis:
        return
    draft.prior = base.metric


def _base_before(passage: SentenceContext, draft: ClaimDraft) -> ReadFigure | None:
    for entry in reversed(passage.entries):
        if entry.from_level and entry.draft is None and entry.slot.figure.span.start < draft.span.end:
            if entry.base_of is not None and entry.base_of.metric == draft.metric:
                return entry
            if entry.base_of is None and entry.compared and draft.metric is None and entry.name == draft.metric_name:
                return entry
        elif entry.is_level and entry.metric != draft.metric:
            return None
    return None


def _basis(passage: SentenceContext, base: ReadFigure) -> Basis:
    period = passage.ledger.metric(base.metric).period
    if base.planned:
        return Basis(BasisKind.BUDGET if "预算" in base.slot.words else BasisKind.TARGET)
    if _PLAN.search(base.slot.words):
        return Basis(BasisKind.PREVIOUS_FIVE_YEARS)
    if period is None or period.year is None:
        return PREVIOUS_YEAR
    return Basis.of_year(period.year, passage.outline.reviewed)
