"""The whole of a share by its place: behind 占, before 中, that of the share before, or what lists the part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from reportdiff.extraction.sentence.figure_slots import BLANK, FigureSlot
from reportdiff.extraction.sentence.ledger import ReadFigure, SentenceContext
from reportdiff.extraction.sentence.part_names import counts_all_of
from reportdiff.extraction.sentence.years_of_lists import of_its_year, of_year
from reportdiff.extraction.words.budget_labels import base_name
from reportdiff.extraction.words.stated_relations import RelationMatch
from reportdiff.extraction.words.strip_words import strip_function_words
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.words import one_of_two
from reportdiff.model import Figure, RelationKind
from reportdiff.text.words import words_in

__all__ = ["listed_under", "whole_of_share"]

_INSIDE = re.compile("[^，,。；;：:]{3,40}中(?:[，,]|具有|拥有|有)")
_ITS = "其"
_WITHIN, _HAS = "中", frozenset(("，", ",", "具有", "拥有", "有"))
_LEAST_LISTED = 3  # figures that stand in a row between 、
_ASIDE = 40  # characters of an aside before a figure: （占一般公共预算支出的比重，下同）


def whole_of_share(
    passage: SentenceContext,
    slot: FigureSlot,
    relation: RelationMatch,
    part: str | None,
    *,
    inside: ReadFigure | None,
    parts: Sequence[str | None],
) -> tuple[str, ReadFigure | None, bool]:
    """The whole of a share, its figure if its place tells it, and whether it is printed.

    It is printed behind 占 or named by X中 before; else it is the level that the part was listed under.
    """
    whole = strip_function_words(relation.whole.replace(BLANK, "")).removesuffix("的")
    if (issuer := phrase("owner or time of a whole").match(whole)) is not None:  # 占集团总收益的45%
        whole = whole[issuer.end(issuer.lastgroup or 0) :]
    figure, end = slot.figure.span.start, slot.figure.span.end
    shared = phrase("same whole").search(passage.folded, max(slot.start, figure - _ASIDE), figure)
    if shared is None and passage.folded[end : end + 1] == "（":
        shared = phrase("same whole").match(passage.folded, end + 1, end + _ASIDE)
    if shared is not None:
        passage.memory.same_whole = whole = strip_function_words(shared["whole"] or whole).removesuffix("的")
    if part is not None and phrase("year").fullmatch(relation.whole):
        return relation.whole, of_year(passage, part, int(relation.whole[:4])), True
    if (pointed := one_of_two(whole, passage.levels(figure))) is not None:
        return whole, pointed, True
    if whole.startswith(_ITS) and (listed := listed_under(passage, part, parts)) in passage.levels():
        return whole, listed, False  # 持有240万股，其中质押180万股，占其所持股份的75%
    if whole or passage.memory.same_whole:
        return whole or passage.memory.same_whole, inside, True
    before = passage.up_to(figure)
    start, end = _named_within(before) or (0, 0)
    named, ahead = before[start:end], figure - len(before)
    shares = ((each, each.draft) for each in reversed(passage.entries) if each.draft is not None)
    last = next((share for share in shares if share[1].form is RelationKind.SHARE and share[1].whole), None)
    said = last is not None and last[0].relation is not None and last[0].relation.whole
    apart = last is not None and said and ahead + start < last[0].slot.start and last[1].whole not in named
    if named and not apart and (whole := base_name(strip_function_words(named))):
        entry = next((e for e in passage.levels() if start <= e.slot.figure.span.start - ahead < end), None)  # 120件中
        return entry.name if entry is not None else whole, entry, True
    if last is not None:  # 终端收入占营业收入的55%；云服务收入9.86亿元，占比25.6%
        whole = last[1].whole
        return whole, of_its_year(passage, ReadFigure(last[0].slot, whole, last[1].prior), part), False
    found = listed_under(passage, part, parts)
    if found is None or _ends_list(passage, part) or _is_share_of_named(passage, found):
        return "", None, False
    return found.name, of_its_year(passage, found, part), False


def _ends_list(passage: SentenceContext, part: str | None) -> bool:
    """Return whether a figure ends a list, all of which may be what is shared: A30件、B20件、C10件，占比25%."""
    figures = [entry.slot.figure.span for entry in passage.levels()]
    if part is None or len(figures) < _LEAST_LISTED or passage.levels()[-1].metric != part:
        return False
    last = pairwise(figures[-_LEAST_LISTED:])
    return all(passage.folded[one.end] == "、" and "，" not in passage.folded[one.end : two.start] for one, two in last)


def _is_share_of_named(passage: SentenceContext, level: ReadFigure) -> bool:
    """Return whether a level of a sentence before is in a list of shares of what is named there.

    产成品分别为10万元、12万元，占存货的30%、40%。在产品分别为5万元、6万元，占比15%、20%
    """
    return level in passage.memory.recent and any(
        draft.current == level.metric and draft.group is not None and draft.whole_printed
        for draft in passage.ledger.claims
        if draft.form is RelationKind.SHARE
    )


def _named_within(before: str) -> tuple[int, int] | None:
    """Return where the words that name a whole before 中 begin and end: 审结的案件中，, but not 其中，."""
    for found in _INSIDE.finditer(before):
        words = words_in(before[found.start() : found.end() + 1])
        for word, behind in pairwise(words):
            if word.text == _WITHIN and behind.text in _HAS and word.start > 0:
                return found.start(), found.start() + word.start
    return None


def listed_under(passage: SentenceContext, part: str | None, parts: Sequence[str | None] = ()) -> ReadFigure | None:
    """The level that the part was listed under by 其中, else the nearest one that can hold the part."""
    listed = passage.memory.whole
    if part is None:
        return listed
    name, size = passage.ledger.metric(part).name, passage.ledger.metric(part).figure
    shares = [entry.draft for entry in passage.entries if entry.draft and entry.draft.form is RelationKind.SHARE]
    shared = {part, *parts, *(draft.current for draft in shares if not draft.whole)}  # parts of the same whole
    levels = [entry for entry in (*passage.memory.recent, *passage.levels()) if entry.metric not in shared]
    levels = [entry for entry in [*levels, *filter(None, [listed])] if _can_hold(passage, entry, size)][::-1]
    return next((entry for entry in levels if counts_all_of(entry.name, name)), next(iter(levels), None))


def _can_hold(passage: SentenceContext, entry: ReadFigure, part: Figure) -> bool:
    whole = passage.ledger.metric(entry.metric).figure
    return whole.has_point_value and whole.unit == part.unit and whole.value >= part.value  # 突破60亿元 is a mark
