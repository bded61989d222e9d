"""A list of figures that are levels → metrics, and the claims of 由A增至B and 提高到B over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from attrs import evolve

from reportdiff.extraction.claims.owners import meant_by
from reportdiff.extraction.claims.ratio_claims import read_rate
from reportdiff.extraction.figures.build import negated
from reportdiff.extraction.sentence.figure_slots import FigureSlot
from reportdiff.extraction.sentence.inherited_names import inherit_name, level_name
from reportdiff.extraction.sentence.ledger import (
    ClaimDraft,
    ReadFigure,
    SentenceContext,
    record_claim,
    record_metric,
    rename_metric,
)
from reportdiff.extraction.sentence.levels_reached import follow_base, follow_step
from reportdiff.extraction.sentence.listed_names import shared_names
from reportdiff.extraction.sentence.part_names import same_unit
from reportdiff.extraction.sentence.printed_bases import (
    PrintedBase,
    bind_bracketed_base,
    printed_bases,
)
from reportdiff.extraction.sentence.topics import moved_by_rate, subject_before
from reportdiff.extraction.sentence.years_of_lists import give_years
from reportdiff.extraction.words.budget_labels import REVISED, base_name, planned_item
from reportdiff.extraction.words.coordination import joins, split_subjects
from reportdiff.extraction.words.stated_relations import RelationMatch, from_level
from reportdiff.extraction.words.strip_words import strip_function_words, without_loose_ends
from reportdiff.extraction.words.verbs import is_action, verb_at_head
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.patterns import phrase, phrase_in
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.lexicon.words import is_duration_measure, word_at_head, words_of
from reportdiff.model import STATED_CHANGES, Basis, BasisKind, RelationKind, Span, Status
from reportdiff.text.words import cut, tag_of

__all__ = ["read_levels"]

_SUM, _PART = "累计", "其中"
_WHOM = 14  # characters of those to whom something is done
_COUNTED_IN = {"人": "人数", "名": "人数", "平方米": "面积", "亩": "面积"}
_PER_HEAD = re.compile(r"每[一-龥]{1,6}$")
_EACH = re.compile("[、和及与].{2,30}(?:均|都|双双)[^，、]{0,6}$")
_PAUSE = re.compile("[，,] ?")
_SHORT = 2  # characters of a noun that only repeats the last one of its plan


def read_levels(
    passage: SentenceContext, group: Sequence[FigureSlot], words: str, relation: RelationMatch | None
) -> None:
    """Enter the levels of `group`; `words` precede the first, and `relation` is the move that ended in them, if any."""
    changes = _changes_of(passage, words if relation is None else words[: relation.start], len(group))
    names: list[str] | None = [change.metric_name for change in changes]
    names = names or (shared_names(passage, words, group) if len(group) > 1 else None)
    if len(group) == 1 and (relation is not None or group[0].figure.is_rate) and _EACH.search(group[0].words):
        names = split_subjects(strip_function_words(words), len(joins(words)) + 1)
        group = [group[0]] * len(names or group)
    base = from_level(words) if relation is None else None
    if base is not None:
        clause = passage.said[group[0].figure.span.end - passage.span.start :].partition("，")[0]
        base = base if check_words("make up").search(clause) is None else None  # 由9名董事组成
    bases = printed_bases(passage, words, group) if relation is None and base is None else []
    if bases:
        for slot, printed in zip(group, bases, strict=True):
            meant = meant_by(passage, printed.name) if printed.level is None and printed.name else None
            if meant is not None and meant.is_level and same_unit(meant, slot):  # 85件136人，人数比上年的120人增长
                printed = evolve(printed, name=meant.name, level=meant)
            _enter_base(passage, slot, printed)
        return
    first = len(passage.entries)
    for position, slot in enumerate(group):
        verb = ""
        if names:
            name = names[position]
        elif base is not None:
            each = _PER_HEAD.search(words[base:])  # 养老金从每人每月118元提高到123元
            moved = moved_by_rate(passage, slot)
            named = moved or strip_function_words(words[:base]) or subject_before(passage, slot)
            name, verb = inherit_name(passage, named + (each[0] if each and named else ""), slot)
        else:
            name, verb = level_name(passage, words if position == 0 else slot.words, slot)
        _enter(passage, slot, name, verb, base is not None, moved=relation is not None)
    if relation is None and base is None and len(group) > 1:
        give_years(passage, passage.entries[first:], told="分别" in words)
    if relation is None and base is None and len(group) == 1:
        follow_base(passage)
        follow_step(passage)
        _led_to(passage)
    if relation is not None and len(passage.entries) == first + len(group):
        if len(group) == 1:
            _led_to(passage)
        _moved(passage, group, relation, first)
    for change, entry in zip(changes, passage.entries[first:], strict=False):
        change.metric = change.current = entry.metric


def _changes_of(passage: SentenceContext, subject: str, count: int) -> list[ClaimDraft]:
    """Return the changes of a list that as many levels behind it led to: A和B分别下降5%和3%，|降至45起和97起."""
    last = [entry.draft for entry in passage.entries[-count:]]
    changes = [draft for draft in last if _is_open_change(draft) and draft is not None and draft.group is not None]
    one = len(changes) == count > 1 and len({draft.group for draft in changes}) == 1
    return changes if one and all(draft.metric_name for draft in changes) and not strip_function_words(subject) else []


def _told_apart(passage: SentenceContext, slot: FigureSlot, name: str) -> str:
    """Return the name of a part that is called as its whole, with whom its verb is done to: 其中向妇女|发放贷款."""
    _, part, said = slot.words.partition(_PART)
    if not part or not any(entry.name == name and same_unit(entry, slot) for entry in passage.levels()):
        return name
    words = cut(said)
    acts = next((at for at, word in enumerate(words) if is_action(word)), 0)
    whom = "".join(words[:acts])
    told = _SHORT <= len(whom) <= _WHOM and whom not in name and not any(map(str.isdigit, whom))
    return whom + name if told else name


def _led_to(passage: SentenceContext) -> None:
    """Take a level that only its measure names for what the changes right before it led to.

    服务量再创新高，同比增长8.0%，总量达到216.0万人次
    """
    new = passage.entries[-1] if passage.entries else None
    if new is None or new.name not in words_of("measure alone") or not new.is_level or new.slot.figure.is_rate:
        return
    drafts = [*takewhile(_is_open_change, (entry.draft for entry in reversed(passage.entries[:-1])))]
    subject = drafts[0].metric_name if drafts and drafts[0] is not None else ""
    if (
        not subject
        or not new.slot.opens
        or _PAUSE.fullmatch(passage.folded, passage.entries[-2].slot.figure.span.end, new.slot.start) is None
    ):
        return
    new.name = subject if subject.endswith(words_of("sign of a measure")) else subject + new.name
    rename_metric(passage, new.metric, new.name)
    for draft in drafts:
        if draft is not None and draft.metric_name == subject:
            draft.metric = draft.current = new.metric
            draft.metric_name = new.name


def _is_open_change(draft: ClaimDraft | None) -> bool:
    """Return whether a change states the size of its move, and nobody has printed its level so far."""
    return draft is not None and draft.metric is None and draft.form in STATED_CHANGES


def _enter(
    passage: SentenceContext, slot: FigureSlot, name: str, verb: str, from_base: bool, *, moved: bool = False
) -> None:
    unit = slot.figure.unit
    changed = (moved or from_base or slot.figure.scale > 1) and unit not in words_of("of the calendar")  # 3.2万小时
    measured = changed or slot.figure.value.denominator > 1 or _changes_behind(passage, slot)  # 7.8天 is no date
    if kind_of_unit(unit) == "time" and not measured and not is_duration_measure(slot.words, unit):
        return
    entries = passage.entries
    if (plan := _revised(passage, slot)) is not None:
        _enter_revision(passage, slot, plan)
        return
    name = _cumulative(passage, slot, without_loose_ends(_version_of_plan(passage, slot, name)))
    if (
        entries
        and entries[-1].name == name
        and entries[-1].is_level
        and (slot.listed or entries[-1].slot.figure.span.end == slot.figure.span.start)
        and entries[-1].slot.figure.unit != unit
    ):
        before = entries[-1].slot.figure.unit
        name = name.removesuffix(before if len(before) > 1 else "批次")  # 新开工49个、256万平方米、3.2万户
        if kind_of_unit(unit) == "money":  # 签订合同12份3亿元; 发放贷款35笔2亿元
            name += "" if name.endswith(words_of("sign of a measure")) else "金额"
        else:
            name = name.removesuffix(counted := _COUNTED_IN.get(unit, unit)) + counted  # 公务接待2批次、26人次
    name = _told_apart(passage, slot, name)
    if unit == "批次" and not name.endswith("批次"):
        name += unit
    entries.append(
        ReadFigure(slot, name, record_metric(passage, slot, name, base=from_base), from_level=from_base, verb=verb)
    )
    read_rate(passage, entries[-1])


def _changes_behind(passage: SentenceContext, slot: FigureSlot) -> bool:
    """Return whether a change in its own unit follows a figure: 1500小时，比上年少100小时."""
    changed = phrase("change in the same unit").match(passage.folded[slot.figure.span.end : passage.span.end])
    at = slot.figure.span.end + changed.end() if changed is not None else -1
    return at > 0 and passage.folded.startswith(slot.figure.unit, at)


def _cumulative(passage: SentenceContext, slot: FigureSlot, name: str) -> str:
    """Return the name of a running total as one, where the sum of a year has the same name before it."""
    if _SUM not in slot.words or _SUM in name or not name:
        return name
    alike = (entry.name for entry in reversed(passage.levels()) if entry.slot.figure.unit == slot.figure.unit)
    year = next((told for told in alike if told.endswith(name)), "")
    if not year:
        return name
    ahead, _, behind = slot.words.partition(_SUM)
    if ahead.endswith(name):
        return name + _SUM  # 新增企业8家，企业累计达120家
    done = strip_function_words(behind)
    at = name.find(done) if done and verb_at_head(cut(done)) else -1
    return f"{year.removesuffix(name)}{name[:at]}{_SUM}{name[at:]}" if at >= 0 else _SUM + name


def _version_of_plan(passage: SentenceContext, slot: FigureSlot, name: str) -> str:
    """The name of a plan that was revised, and of an outcome that stands behind a plan without a name of its own.

    收入年初预算60亿元，执行中调整为70亿元，实际完成63亿元: 收入调整预算, 收入. It may stand in the sentence before:
    收入预算60亿元，支出预算58亿元。实际完成收入63亿元.
    """
    if (revised := _outcome_of_revised(passage, slot)) is not None:
        return revised
    plans = [entry for entry in passage.entries if entry.is_level and entry.name != base_name(entry.name)]
    if plans and phrase_in("plan named", slot.words) is None:
        if phrase("revised").search(slot.words):
            return base_name(plans[-1].name) + REVISED[0]
        base = base_name(plans[-1].name)
        if name == plans[-1].name or name in words_of("bare outcome") or (len(name) == 2 and base.endswith(name)):
            return base
    if (item := _carried_out(passage, slot, name)) is not None:
        return item
    if not name.startswith(words_of("plan carried out")):
        return name
    rest = name
    while rest.startswith(words_of("plan carried out")):
        rest = rest[2:]
    planned = [*passage.memory.recent, *passage.entries]
    for entry in reversed(planned if len(rest) <= _SHORT else []):
        base = planned_item(entry.name)
        if base.endswith(rest) and _same_plan(passage, entry, slot):
            return base
    return name


def _revised(passage: SentenceContext, slot: FigureSlot) -> ReadFigure | None:
    """Return the plan right before a figure that only says what it was changed to: 年中追加后调整为."""
    plan = passage.entries[-1] if passage.entries else None
    if plan is None or not plan.is_level or not slot.opens or not same_unit(plan, slot):
        return None
    words = plan.slot.words
    given = any(word in words for word in words_of("plan")) or phrase("given at first").search(words)
    planned = given or passage.ledger.metric(plan.metric).status is Status.TARGET
    return plan if planned and phrase("plan revised").match(slot.words) else None


def _outcome_of_revised(passage: SentenceContext, slot: FigureSlot) -> str | None:
    """Return what a revised plan right before a figure is of, where the figure's words only say that it was done."""
    plan = passage.entries[-1] if passage.entries else None
    if plan is None or not plan.name.endswith(REVISED[1]) or not slot.opens or not same_unit(plan, slot):
        return None
    item, done = planned_item(plan.name), strip_function_words(slot.words)
    return item if not done or is_action(done) or item.startswith(done) or item.endswith(done) else None


def _enter_revision(passage: SentenceContext, slot: FigureSlot, plan: ReadFigure) -> None:
    """Enter what a plan was changed to, a plan of the same year."""
    given = phrase("given at first").match(plan.name)
    item = planned_item(plan.name[given.end() :] if given is not None else plan.name)
    name = item + REVISED["预算" not in plan.slot.words]
    entry = ReadFigure(slot, name, record_metric(passage, slot, name, Status.TARGET))
    passage.ledger.replace(entry.metric, period=passage.ledger.metric(plan.metric).period)
    passage.ledger.replace(plan.metric, status=Status.TARGET)
    passage.entries.append(entry)


def _carried_out(passage: SentenceContext, slot: FigureSlot, name: str) -> str | None:
    """Return what the plan right before a figure is of, where its words only say that it was done."""
    how = word_at_head("in fact", name)
    done, plan = name.removeprefix(how), passage.entries[-1] if passage.entries else None
    if not how or not done or plan is None or not plan.is_level or not slot.opens or not same_unit(plan, slot):
        return None
    item, planned = planned_item(plan.name), passage.ledger.metric(plan.metric).status is Status.TARGET
    planned = planned or item != plan.name or any(word in plan.slot.words for word in words_of("plan"))
    if not planned or not all(is_action(word) or tag_of(word)[:1] == "v" for word in cut(done)):
        return None
    passage.ledger.replace(plan.metric, status=Status.TARGET)
    return item


def _same_plan(passage: SentenceContext, entry: ReadFigure, slot: FigureSlot) -> bool:
    """Return whether a figure is a plan of what a slot counts."""
    planned = entry.is_level and passage.ledger.metric(entry.metric).status is Status.TARGET
    return planned and entry.slot.figure.unit == slot.figure.unit


def _enter_base(passage: SentenceContext, slot: FigureSlot, base: PrintedBase) -> None:
    status = Status.TARGET if base.planned else None
    slot = _size_of_loss(passage, slot, base)
    key = record_metric(passage, slot, base.name, status, base=not base.planned and base.elsewhere is None)
    entry = ReadFigure(slot, base.name, key, from_level=True, elsewhere=base.elsewhere)
    entry.base_of, entry.compared, entry.planned = base.level, base.against, base.planned
    passage.entries.append(entry)
    bind_bracketed_base(passage, entry)


def _size_of_loss(passage: SentenceContext, slot: FigureSlot, base: PrintedBase) -> FigureSlot:
    """Return a base with the sign of its level where it is the size of a loss: 净利润-48万元，亏损额较上年的94万元."""
    level = base.level.slot.figure if base.level is not None else None
    if level is None or level.value >= 0 or slot.figure.value <= 0:
        return slot
    between = passage.folded[level.span.end : slot.figure.span.start]
    return evolve(slot, figure=negated(slot.figure)) if any(map(between.__contains__, words_of("loss"))) else slot


def _moved(passage: SentenceContext, group: Sequence[FigureSlot], relation: RelationMatch, first: int) -> None:
    """The claims over the levels just entered, with the levels behind 由 as their bases."""
    olds = passage.entries[max(0, first - len(group)) : first]
    between = passage.folded[olds[-1].slot.figure.span.end : group[0].figure.span.start] if olds else ""
    if len(olds) != len(group) or not all(entry.from_level for entry in olds) or re.search("[由从]", between):
        olds = []
    number = passage.ledger.next_group(len(group))
    for position, slot in enumerate(group):
        entry = passage.entries[first + position]
        old = olds[position] if olds else None
        if old is not None:
            entry.name = old.name or entry.name
            rename_metric(passage, entry.metric, entry.name)
        start = slot.figure.span.start
        if position == 0 and old is not None:
            start = old.slot.start + (from_level(old.slot.words) or 0)
        elif position == 0:
            start = max(slot.start, slot.end - 120) + relation.start
        record_claim(
            passage,
            Span(min(start, slot.figure.span.start), slot.figure.span.end),
            RelationKind.LEVEL_TO_LEVEL,
            relation.direction,
            entry.name,
            words=passage.up_to(start)[-80:],
            metric=entry.metric,
            current=entry.metric,
            prior=old.metric if old else None,
            group=number,
            basis=_printed_base(passage, old, entry) if old else None,
        )


def _printed_base(passage: SentenceContext, old: ReadFigure, new: ReadFigure) -> Basis | None:
    """The basis of 由2019年的A增加到B: the year that is printed behind 由; of 由改制前的A nobody knows it."""
    if phrase("base at an event").search(old.slot.words) is not None:
        return Basis(BasisKind.UNKNOWN)
    if re.search(r"(?:19|20)\d\d ?年", old.slot.words) is None:
        return None
    base, own = (passage.ledger.metric(entry.metric).period for entry in (old, new))
    if base is None or own is None or base.year is None or own.year is None:
        return None
    return Basis.of_year(base.year, own.year)
