"""Levels that are printed to be compared with: 上年同期为5.12亿元, 比2019年的27个增加…, （上年同期：6,000万元）."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from attrs import evolve, frozen

from reportdiff.extraction.sentence.figure_slots import FigureSlot
from reportdiff.extraction.sentence.ledger import ClaimDraft, ReadFigure, SentenceContext, rename_metric
from reportdiff.extraction.words.stated_relations import form_of_size, than_another
from reportdiff.extraction.words.strip_words import strip_function_words, without_scope
from reportdiff.lexicon.changes import change_words
from reportdiff.lexicon.patterns import phrase, phrase_in
from reportdiff.lexicon.words import alternation, one_of_two, words_of
from reportdiff.model import PREVIOUS_YEAR, Basis, BasisKind, RelationKind

__all__ = ["SIZED", "PrintedBase", "adds_to_base", "bind_base_before", "bind_bracketed_base", "bind_multiple"]
__all__ += ["basis_of_printed", "may_be_base", "open_multiple", "printed_bases"]

_GAP = 60  # characters before a figure that may announce it as a base
_CLAUSE = re.compile("[，,；;。]")
_AHEAD = re.compile("(?:相[比较])?[，,]")  # 与2010年的50万人相比，常住人口达55万人: the level follows
_AGAINST = re.compile("同比|环比|口径|[比较与同]")
_REMARK = re.compile("[（(][^（）()。；;]{1,40}[）)]")  # 较上年6,000万元（追溯调整后）增加600万元
_THAN = ("比", "较")
_LINKS = ("是", "为")  # before the base of a multiple
_TIMES = {BasisKind.PREVIOUS_YEAR, BasisKind.YEAR, BasisKind.PREVIOUS_FIVE_YEARS, BasisKind.UNKNOWN}
SIZED = frozenset({RelationKind.GROWTH, RelationKind.POINTS, RelationKind.TIMES_MORE, RelationKind.ABSOLUTE})
"""The changes whose size is printed."""


@frozen
class PrintedBase:
    """A figure that is announced as a base: its name, the level that it is compared with, and whether by 比 or 较."""

    name: str
    level: ReadFigure | None
    against: bool
    planned: bool = False
    elsewhere: BasisKind | None = None  # of others: 高于全省平均水平（52.1%）


@lru_cache(maxsize=1)
def _moved() -> re.Pattern[str]:
    """Return the pattern of a change, or of none, that begins behind a base."""
    verbs, nouns = change_words()
    unsized = (*words_of("no change"), *words_of("halved"), *(f"有所{verb}" for verb in verbs if len(verb) > 1))
    moved = alternation((*verbs, *nouns, *unsized, *words_of("addition")))
    return re.compile(f"{phrase('before a change').pattern}(?:{moved}|{phrase('doubling').pattern})")


def printed_bases(passage: SentenceContext, words: str, group: Sequence[FigureSlot]) -> list[PrintedBase]:
    """Return what the figures of a list are the bases of, in order: 97件134人，去年同期为197件375人."""
    first = _printed_base(passage, words, group[0], len(group), group[-1].figure.span.end)
    if first is None or len(group) == 1:
        return [] if first is None else [first]
    levels = _listed_levels(passage, len(group))
    at = levels.index(first.level) if first.level in levels else len(levels)
    of = levels[at : at + len(group)]
    if [level.slot.figure.unit for level in of] != [slot.figure.unit for slot in group]:
        return []
    return [evolve(first, name=level.name, level=level) for level in of]


def _printed_base(
    passage: SentenceContext, words: str, slot: FigureSlot, count: int, behind: int
) -> PrintedBase | None:
    """Return what the first of `count` figures, which end at `behind`, is the base of, where the words before say so.

    比 or 较 need a change behind the figure: 比上年12万元增加3万元, but not 比上年12万元.
    """
    if passage.entries and (last := passage.entries[-1]).slot.figure.span.end == slot.figure.span.start:
        of = _next_level(passage, last.base_of)
        return None if of is None or of.slot.figure.unit != slot.figure.unit else PrintedBase(of.name, of, False)
    at = slot.figure.span.start
    gap = passage.folded[max(passage.previous_end(), at - _GAP) : at]
    gap = gap.replace("\n", "").rstrip(" ")  # a line may end in 上年同期
    if "（" in gap and (bracketed := phrase_in("base in brackets", gap)) is not None:
        own = str(passage.outline.reviewed) in bracketed[0]  # （2024年预算12亿元） in the report on 2024
        return None if own else _base_of(passage, slot, "", count)
    bracket = phrase("opened base").search(gap) if "（" in gap else None  # 较上年（100万元）下降20%
    opened = bracket is not None
    said = _CLAUSE.split(gap[: bracket.start()])[-1] if bracket is not None else words.strip(" ") or gap
    found = phrase("announced base").search(said)
    if found is None:
        return _level_of_others(passage, slot, said, opened=opened)
    behind += opened
    remark = _REMARK.match(passage.folded, behind)
    behind = remark.end() if remark is not None else behind
    if (found["on"] and not phrase("on a base").match(passage.folded, behind)) or _is_done(found, passage, behind):
        return None
    subject = strip_function_words(said[: found.start()])
    if subject in words_of("pointing"):
        subject = ""
    if found["against"] is None:
        # 亏损上年同期为3万元: the name is its own
        base = None if subject or opened else _base_of(passage, slot, found["again"], count)
        carried = next((stock for stock in words_of("carried stock") if said.endswith(stock)), "")
        return evolve(base, name=carried) if base and carried else base
    if _moved().match(passage.folded, behind) is None:
        ahead = not opened and _leads(found["against"], passage.folded, behind)
        return PrintedBase(strip_function_words(said), None, True) if ahead else None
    if subject:
        return PrintedBase(subject, None, True, found["plan"] is not None)
    base = _base_of(passage, slot, "", count)
    base = PrintedBase("", None, True) if base is None else base  # nobody prints what became of it
    return evolve(base, against=True, planned=found["plan"] is not None)


def _leads(against: str, text: str, behind: int) -> bool:
    """Return whether what is compared with a base stands in the next clause: 与2010年的50万人相比，…."""
    found = _AHEAD.match(text, behind)
    return found is not None and (len(found[0]) > 1 or len(against) > 1)


def _is_done(found: re.Match[str], passage: SentenceContext, behind: int) -> bool:
    """Return whether what an earlier year counted is told, and not compared with: 和2022年办结2,000件."""
    if not found["counted"] or found["on"] or "的" in found[0][found.end("counted") - found.start() - 1 :]:
        return False
    if found["against"][-1:] in _THAN and _moved().match(passage.folded, behind) is not None:
        return False  # 较上年产量50.0万吨增产2.5万吨
    return not _leads(found["against"], passage.folded, behind)


def _level_of_others(passage: SentenceContext, slot: FigureSlot, said: str, *, opened: bool) -> PrintedBase | None:
    """Return the level of others that a level is said to be so far from: 比全省平均水平（52.1%）高出7.5个百分点.

    Others are norms too: 比核定的1260张多220张.
    """
    found = phrase("level of others").search(said) or than_another("level of another", said)
    level = _level(passage, slot) if found is not None else None
    if found is None or level is None or level.slot.figure.unit != slot.figure.unit:
        return None
    if phrase("how far").match(passage.folded, slot.figure.span.end) is None:
        return None
    region = phrase("against others").search(said) or found.re is phrase("level of others")
    elsewhere = BasisKind.OTHER_REGION if region else BasisKind.OTHER_TOTAL
    return PrintedBase(found["whom"] + without_scope(level.name), level, True, elsewhere=elsewhere)


def _base_of(passage: SentenceContext, slot: FigureSlot, again: str, count: int) -> PrintedBase | None:
    """Return the base of the level before, if its unit is the same and `again` is of its name.

    `count` figures are listed from `slot` on, and so were the levels.

    亏损1,200万元，上年同期亏损2,000万元: the name, or a part of it, printed again.
    """
    level = _level(passage, slot)
    if count > 1:
        listed = _listed_levels(passage, count)
        level = listed[-count] if len(listed) >= count else None
    elif level is not None and level.slot.figure.unit != slot.figure.unit:
        level = _counted_before(passage, level)
    if level is None or level.slot.figure.unit != slot.figure.unit:
        return None
    if again and again not in (level.verb, level.name[: len(again)], level.name[-len(again) :]):
        return None
    return PrintedBase(level.name, level, False)


def _level(passage: SentenceContext, slot: FigureSlot) -> ReadFigure | None:
    """Return the level that a base is printed for: the last one, not in brackets that are closed by now."""
    if not passage.entries and passage.memory.recent:
        return passage.memory.recent[-1]  # 这一数据与上次普查的12万人相比
    depth = passage.depth(slot.figure.span.start)
    rate = slot.figure.is_rate  # 汉族人口占91.5%，比2000年的91.6%下降…: a share is the level of its change in points
    for entry in reversed(passage.entries):
        level = entry.is_level or (rate and entry.metric is not None)
        if level and not entry.from_level and passage.depth(entry.slot.figure.span.start) <= depth:
            return entry
    return None


def _listed_levels(passage: SentenceContext, count: int) -> list[ReadFigure]:
    """Return the levels that `count` bases may be of: those of a list of as many changes just before, else all.

    A6亿元，B3亿元，C4亿元，前两项分别增长20%、50%，上年分别为5亿元、2亿元
    """
    levels = [entry for entry in passage.levels() if not entry.from_level]
    drafts = [entry.draft for entry in passage.entries[-count:] if entry.draft is not None and entry.draft.group]
    if len(drafts) == count and len({draft.group for draft in drafts}) == 1:
        changed = [entry for draft in drafts for entry in levels if entry.metric == draft.metric]
        return changed if len(changed) == count else levels
    return levels


def _counted_before(passage: SentenceContext, level: ReadFigure) -> ReadFigure | None:
    """Return the level right before another that counts the same thing otherwise: the 97件 of 97件134人."""
    place = passage.entries.index(level) if level in passage.entries else 0
    before = passage.entries[place - 1] if place else None
    adjoining = before is not None and before.slot.figure.span.end == level.slot.figure.span.start
    return before if adjoining and before is not None and before.is_level else None


def _next_level(passage: SentenceContext, level: ReadFigure | None) -> ReadFigure | None:
    """Return the level right behind another: the 134人 of 97件134人."""
    if level is None or level not in passage.entries[:-1]:
        return None
    behind = passage.entries[passage.entries.index(level) + 1]
    return behind if behind.is_level and behind.slot.figure.span.start == level.slot.figure.span.end else None


def may_be_base(passage: SentenceContext, slot: FigureSlot, words: str) -> bool:
    """Return whether a figure behind 超过2024年 may be the level of that year: it is no small part of this year's."""
    if phrase("beyond a year").search(words) is None or form_of_size(slot.figure.unit) is not RelationKind.ABSOLUTE:
        return False
    levels = [entry.slot.figure for entry in passage.levels() if entry.slot.figure.unit == slot.figure.unit]
    return not levels or levels[-1].value < 2 * slot.figure.value


def bind_bracketed_base(passage: SentenceContext, base: ReadFigure) -> None:
    """Bind the changes before a bracket to the base in it: 同比下降30.00%（上年同期：6,000.00万元）.

    They may stand before the level too. Where one of them names the year of the base, the others are of another one:
    增长20.0%，恢复到2019年的80.0%（2019年为150件）.
    """
    if base.base_of is None or (base.compared and any(word in base.slot.words for word in words_of("plan"))):
        return  # 增长5.0%，比2023年预算数5100万元增长2.9%: the first is of another base
    printed, named = basis_of_printed(passage, base), False
    for entry in reversed(passage.entries[:-1]):
        if entry.is_level and entry is not base.base_of:
            return
        draft = entry.draft
        if draft is None or draft.metric != base.base_of.metric or draft.prior is not None or draft.other_currency:
            continue
        same = draft.basis == printed and printed.kind is BasisKind.YEAR
        if draft.form not in SIZED and not (same and draft.form is RelationKind.TIMES):
            continue
        words = passage.folded[draft.span.start : entry.slot.figure.span.start]
        years = {draft.basis.kind, printed.kind} <= _TIMES
        apart = years and draft.basis != printed
        apart = apart and (named or base.compared or _AGAINST.search(words) is not None)
        named = named or same
        if not (apart or _of_others(draft.basis, printed)):
            draft.prior = base.metric


def _of_others(basis: Basis, printed: Basis) -> bool:
    """Return whether one of a change and a printed base is against others, and the other against the issuer itself."""
    return (basis.kind is BasisKind.OTHER_REGION) != (printed.kind is BasisKind.OTHER_REGION)


def adds_to_base(passage: SentenceContext, entry: ReadFigure) -> bool:
    """Return whether a figure is what came on top of the base before it: 在上年600张的基础上|新增120张."""
    if entry.draft is not None:
        return False
    base = next((before for each, before in pairwise(reversed(passage.entries)) if each is entry), None)
    if base is None or not base.compared:
        return False
    return phrase("on a base").match(passage.folded, base.slot.figure.span.end) is not None


def bind_base_before(passage: SentenceContext, draft: ClaimDraft, words: str, past: int | None = None) -> None:
    """Bind a change to the base printed before it: 较2020年的4200件增加420件，上升10.0%.

    `words` are those of the change. Where they name a basis of their own (同比), it must be that of the base. A change
    of a `past` year has another one.
    """
    if past is not None:
        draft.basis = Basis.of_year(past - 1, passage.outline.reviewed)
        return
    changes = draft.form in SIZED or draft.form is RelationKind.DOUBLING
    if not changes or draft.prior is not None or draft.other_currency:
        return
    if (base := _base_before(passage, draft)) is None and (opening := _opening_stock(passage, draft, words)):
        draft.prior = opening.metric
    if base is None or (draft.form is RelationKind.POINTS and not base.slot.figure.is_rate):
        return
    between = passage.folded[base.slot.figure.span.end : draft.span.start]
    if phrase("multiple behind").match(between) is not None:
        return  # 是2022年40件的1.5倍，增长5%: of the year before
    if base.elsewhere is not None and _CLAUSE.search(between):
        return  # 比核定的1260张多220张，增长3.3%: of last year
    period, own = passage.ledger.metric(base.metric).period, passage.outline.reviewed
    if (
        period is not None
        and period.year == own
        and period.label != str(own)
        and ("同比" in between or "；" in between)
    ):
        return  # 下半年比上半年的40亿元多25%；同比来看，上半年下降3%
    if draft.basis.kind is BasisKind.ANNUAL_AVERAGE:
        past = period is not None and period.year is not None and own is not None and period.year < own - 1
        draft.prior = base.metric if past else None
        return
    basis = basis_of_printed(passage, base)
    of_others = base.elsewhere is not None and _AGAINST.search(words) is None  # 比全省平均水平300元高出20元
    if _of_others(draft.basis, basis) and not of_others:
        return
    of_own = phrase("over the year before").search(between.rpartition("，")[2])  # 由2019年的30人增至42人，本年增长5%
    if _AGAINST.search(words) is None and of_own is None:
        draft.basis = basis
    elif draft.basis != basis:
        return
    draft.prior = base.metric


def _opening_stock(passage: SentenceContext, draft: ClaimDraft, words: str) -> ReadFigure | None:
    """Return the stock of which a change since then is: 比年初减少12人."""
    since, stock = phrase("since the opening").search(words), phrase("stock at a time").search(draft.metric_name)
    if since is None or stock is None or stock["opening"] or draft.metric is None:
        return None
    for entry in reversed([*passage.memory.recent, *passage.levels()]):
        opening = phrase("stock at a time").search(entry.name)
        if opening is not None and opening["opening"] and entry.name.replace(opening[0], stock[0]) == draft.metric_name:
            same = entry.slot.figure.unit == passage.ledger.metric(draft.metric).figure.unit
            return entry if same else None
    return None


def bind_multiple(passage: SentenceContext, draft: ClaimDraft) -> None:
    """Bind a multiple to the base printed before it, if it goes back to that: 比改制前的2万元增加…，是当时的3倍."""
    base = _base_before(passage, draft)
    levels = [level for level in passage.levels(draft.span.start) if not level.from_level]
    if draft.prior is None and (pointed := one_of_two(draft.whole, levels)) is not None:
        draft.prior, draft.basis = pointed.metric, Basis(BasisKind.OTHER_TOTAL)
        return
    if base is None and draft.prior is None and passage.entries:
        last = passage.entries[-1]
        opened = last.compared and last.base_of is None
        if opened and passage.folded.startswith("）的", last.slot.figure.span.end):
            draft.prior, draft.basis = last.metric, Basis(BasisKind.OTHER_TOTAL)
    if base is None or draft.prior is not None or not draft.whole:
        return
    if draft.whole in words_of("pointing at a time") or draft.whole in base.slot.words:
        draft.prior, draft.basis = base.metric, basis_of_printed(passage, base)


def open_multiple(passage: SentenceContext, said: str) -> None:
    """Take the figure just read for the base of a multiple behind it, and `said` for its words: 是2015年110人的12倍."""
    *earlier, base = passage.entries
    level = next((entry for entry in reversed(earlier) if entry.is_level and not entry.from_level), None)
    if level is None and said.endswith("（"):
        base.from_level = base.compared = True  # 收案量是一审案件（9763件）的1.9倍, of what the sentence before counts
        called = min((said[:-1].rpartition(word)[2] for word in _LINKS if word in said), key=len, default="")
        if len(called := strip_function_words(called).removeprefix("同期")) > 1:
            base.name = called
            rename_metric(passage, base.metric, called)
    if level is None or level.slot.figure.unit != base.slot.figure.unit:
        return
    base.from_level = base.compared = True
    base.base_of, base.name = level, level.name
    rename_metric(passage, base.metric, level.name)
    if phrase("base at an event").search(said):
        passage.ledger.replace(base.metric, period=None)


def _base_before(passage: SentenceContext, draft: ClaimDraft) -> ReadFigure | None:
    for entry in reversed(passage.entries):
        if entry.from_level and entry.draft is None and entry.slot.figure.span.start < draft.span.end:
            if entry.base_of is not None and entry.base_of.metric == draft.metric:
                return entry
            if entry.base_of is None and entry.compared and draft.metric is None and entry.name == draft.metric_name:
                return entry
        elif entry.is_level and entry.metric != draft.metric and not adds_to_base(passage, entry):
            return None
    return None


def basis_of_printed(passage: SentenceContext, base: ReadFigure) -> Basis:
    """Return the basis of a change against a printed base: what others have, a plan, or the level of a time."""
    period = passage.ledger.metric(base.metric).period
    if base.elsewhere is not None:
        return Basis(base.elsewhere)
    if base.planned:
        return Basis(BasisKind.BUDGET if "预算" in base.slot.words else BasisKind.TARGET)
    if phrase("base of five years").search(base.slot.words):
        return Basis(BasisKind.PREVIOUS_FIVE_YEARS)
    if period is None or period.year is None:
        at_event = phrase("base at an event").search(base.slot.words) is not None
        return Basis(BasisKind.UNKNOWN) if at_event else PREVIOUS_YEAR
    return Basis.of_year(period.year, passage.outline.reviewed)
