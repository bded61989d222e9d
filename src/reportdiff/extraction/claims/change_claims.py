"""A list of figures that are sizes of claims → claim drafts, each with the metric that it speaks about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from reportdiff.extraction.claims.change_subjects import (
    before_counted_reason,
    is_none,
    named_subject,
    told_subject,
    without_years,
)
from reportdiff.extraction.claims.owners import (
    level_of_verb,
    meant_by,
    meant_in_order,
    named_by_place,
    of_fewer,
    owner_of,
)
from reportdiff.extraction.claims.ratio_claims import completion_operands, plan_of, read_part
from reportdiff.extraction.figures.build import as_multiple, hedged, negated
from reportdiff.extraction.figures.patterns import grammar
from reportdiff.extraction.sentence.figure_slots import FigureSlot
from reportdiff.extraction.sentence.ledger import ClaimDraft, ReadFigure, SentenceContext, record_claim
from reportdiff.extraction.sentence.listed_names import is_other_subject, levels_before, subjects_listed_before
from reportdiff.extraction.sentence.printed_bases import bind_base_before, bind_multiple
from reportdiff.extraction.sentence.subjects import joined_at_overlap, subject_of_item
from reportdiff.extraction.sentence.years_of_lists import give_years
from reportdiff.extraction.words.budget_labels import base_name
from reportdiff.extraction.words.coordination import joins, split_subjects
from reportdiff.extraction.words.stated_relations import (
    RelationMatch,
    form_of_size,
    relation_before,
    words_behind_comparison,
)
from reportdiff.extraction.words.status_and_basis import basis_of_multiple
from reportdiff.extraction.words.strip_words import strip_function_words
from reportdiff.lexicon.changes import beyond_words
from reportdiff.lexicon.columns import is_opening
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.lexicon.words import word_at_tail, words_of
from reportdiff.model import STATED_CHANGES, Direction, Figure, RelationKind, Span, Status
from reportdiff.text.words import cut, tag_of

__all__ = ["read_claims"]

_EACH = frozenset(("均", "各", "双双"))
_LAST_YEAR = re.compile("[上去今]年")  # 较上年|均增长10%: no yearly average
_OF_ITEM = frozenset({*STATED_CHANGES, RelationKind.POINTS})
_BY_SIZE = frozenset({RelationKind.GROWTH, RelationKind.POINTS, RelationKind.TIMES_MORE})
_PARTS = frozenset({RelationKind.SHARE, RelationKind.COMPLETION})
_PACE = ("快", "慢")
_PART, _STREAK = "其中", "连续"
_THINGS = ("n", "s")  # nouns, and nouns of place
_THING = re.compile(r"([\u4e00-\u9fff]{2,8})[，,。；;]")
_BEHIND = 24  # characters behind a change that may name what changed, and its level
_MOST = 6  # metrics of which one figure may be stated


def read_claims(passage: SentenceContext, group: Sequence[FigureSlot], words: str, relation: RelationMatch) -> None:
    """Enter the claims of `group`, all stated by the one `relation` in `words`, which precede the first."""
    head = group[0]
    said = words_behind_comparison(without_years(words[: relation.start]))
    subject = strip_function_words(said).removeprefix("同比").removeprefix("环比")
    subject = of_fewer(passage, subject, relation)
    past = _past_year(passage, head, relation)
    none = is_none(subject, relation, words[relation.start :])
    if past is not None or (none and level_of_verb(passage, subject) is None):
        subject = ""
    subject = _with_subject_of_item(passage, head, subject) if relation.form in _OF_ITEM else subject
    group, owners = _group_and_owners(passage, group, words, subject, relation)
    number = passage.ledger.next_group(len(group))
    begin = head.end - len(words) + (words.rfind(subject) if subject in words_of("loss") else relation.start)
    first: ClaimDraft | None = None
    own, read = relation, len(passage.entries)
    for position, slot in enumerate(group):
        name, metric = owners[position] if owners else _owner(passage, slot, subject, relation)
        if past is not None:
            name, metric = f"{name}（{past}年）", None
        else:
            name, metric = _stated_of(passage, name, metric, words, relation)
        turned = relation_before(slot.words, slot.figure.unit) if slot is not head else None
        start = begin if slot is head and not (len(group) > 1 and relation.split) else slot.figure.span.start
        span = Span(start if turned is None else slot.start, slot.figure.span.end)
        if relation.form in (RelationKind.SHARE, RelationKind.COMPLETION):
            read_part(passage, slot, span, relation, name, metric, number, parts=[key for _, key in owners or ()])
            continue
        own = turned or own  # 分别上升5.2%和下降3.1%、2.0%: the last too is a fall
        figure, direction = _signed(slot, own)
        plan = plan_of(own)
        form = form_of_size(slot.figure.unit) if own.form in _BY_SIZE else own.form
        draft = record_claim(
            passage, span, form, direction, name, words=passage.up_to(figure.span.start)[-80:], figure=figure,
            metric=metric, current=metric, group=number, basis=plan,
        )  # fmt: skip
        if plan is not None and not any(word in relation.whole for word in words_of("pace of a plan")):
            completion_operands(passage, draft, passage.levels())
        if own.years:
            _over_years(passage, draft, own.years)
        if first is not None and turned is None:
            draft.basis = first.basis  # 年均分别增长7%、6.8%
        bind_base_before(passage, draft, words[relation.start :], past)
        first = first or draft
        draft.whole = relation.whole if relation.form in (RelationKind.TIMES, RelationKind.ABSOLUTE) else ""
        if relation.form is RelationKind.TIMES:
            draft.basis = basis_of_multiple(relation.whole, passage.outline.reviewed) or draft.basis
            bind_multiple(passage, draft)
        passage.entries.append(ReadFigure(slot, name, None, draft, relation))
    if len(group) > 1:
        give_years(passage, passage.entries[read:], told="分别" in words)


def _with_subject_of_item(passage: SentenceContext, head: FigureSlot, subject: str) -> str:
    """Return what changed with the subject of its item, where a clause without a figure tells that: 玉米受旱，|产量."""
    told = told_subject(passage, head) if not subject else None
    item = subject_of_item(passage, head) if told is None else ""
    return joined_at_overlap(item, subject) if item and item not in subject else subject


def _stated_of(
    passage: SentenceContext, name: str, metric: str | None, words: str, relation: RelationMatch
) -> tuple[str, str | None]:
    """Return what a change is of: 多增40亿元 of an increase, unless that is a level (新增贷款110亿元, 贷款新增)."""
    added = words_of("addition")
    if relation.word in beyond_words() and not (metric and (name.startswith(added) or name.endswith(added))):
        return name + ("增加额" if relation.word.endswith("增") else "减少额"), None
    amount = word_at_tail("amount of a change", name)
    if amount and not name.removesuffix(amount).endswith("净"):
        return name.removesuffix(amount), None  # 减少额为9万元，减幅为61.76%: of what was reduced
    return name, None if metric is not None and _is_flow(passage, metric, words, relation) else metric


def _is_flow(passage: SentenceContext, metric: str, words: str, relation: RelationMatch) -> bool:
    """Return whether a change is what a period added to an opening balance, or took off it: 期初余额12万元，增加3万."""
    bare = relation.form is RelationKind.ABSOLUTE and words[relation.start :].strip() == relation.word
    return bare and is_opening(passage.ledger.metric(metric).name)


def _past_year(passage: SentenceContext, slot: FigureSlot, relation: RelationMatch) -> int | None:
    """Return the year of a change that is remarked of an earlier one: 增长10.0%（2021年增幅为8.6%）."""
    gap, own = passage.folded[passage.previous_end() : slot.figure.span.start], passage.outline.reviewed
    found = phrase("change of an earlier year").match(gap) if passage.entries and own is not None else None
    if found is None or own is None or not gap[found.end() :].removeprefix("同比").startswith(relation.word):
        return None
    last = passage.entries[-1].draft
    if "（" not in found[0] and (last is None or last.form not in STATED_CHANGES):
        return None
    since = {"前年": own - 2, "去年": (passage.outline.year or own) - 1}.get(found["word"], own - 1)
    year = int(found["year"]) if found["year"] else since
    return year if year < own else None


def _signed(slot: FigureSlot, relation: RelationMatch) -> tuple[Figure, Direction]:
    """The size without its sign, and the direction with it: 增长-5.2%; a multiple in % as a multiple."""
    figure, direction = slot.figure, relation.direction
    if relation.word in _PACE and kind_of_unit(figure.unit) == "time":  # 平均用时8天，比上年快2天: a shorter one
        direction = Direction.DOWN if direction is Direction.UP else Direction.UP
    if figure.value < 0 and direction in (Direction.UP, Direction.DOWN):
        direction = Direction.DOWN if direction is Direction.UP else Direction.UP
        figure = negated(figure)
    if relation.form is RelationKind.TIMES:
        figure = hedged(figure, grammar().before_sense[relation.hedge]) if relation.hedge else figure
        figure = as_multiple(figure) if figure.unit == "%" else figure
    return figure, direction


def _group_and_owners(
    passage: SentenceContext, group: Sequence[FigureSlot], words: str, subject: str, relation: RelationMatch
) -> tuple[Sequence[FigureSlot], list[tuple[str, str | None]] | None]:
    """The figures of a list of claims and the metric of each; None where each is looked for by itself."""
    if relation.inside and len(group) > 1:
        passage.entries[-1].from_level = True  # 高级40人、中级60人，分别占职工200人的20%、30%: the whole is no part
    chosen = named_by_place(passage, words, len(group))
    owners = [(each.name, each.metric) for each in chosen] if chosen else _owners(passage, group, subject, relation)
    pointed = subject in words_of("one of two")
    if owners is None and subject and (pointed or relation.form not in _PARTS):
        meant = meant_by(passage, subject)
        owners = [(meant.name, meant.metric)] * len(group) if meant is not None else None
    if owners is None and len(group) == 1 and (together := _together(words, subject, relation)):
        group, owners = (
            [group[0]] * len(together),
            [(name, None) for name in together],
        )  # one figure for several metrics
    if owners is None and len(group) == 1 and not subject and (each := _of_each(passage, group[0], words)):
        group, owners = [group[0]] * len(each), [(entry.name, entry.metric) for entry in each]
    if owners is None and len(group) == 1 and not subject and words.strip() == relation.word:
        last = _shared_out(passage, group[0], relation)
        owners = [(last.name, last.metric)] if last is not None else None
    return group, owners


def _over_years(passage: SentenceContext, draft: ClaimDraft, years: int) -> None:
    """Bind a change over so many years to the levels of its first and its last one, where the sentence prints both.

    2023年146.9亿千瓦时，2018年为100.0亿千瓦时，五年累计增长46.9%.
    """
    own = passage.outline.planned if draft.status is Status.TARGET else passage.outline.reviewed
    found: dict[int, str] = {}
    for entry in passage.levels():
        metric = passage.ledger.metric(entry.metric)
        if metric.period is not None and metric.period.year is not None:
            found[metric.period.year] = metric.id
    if own in found and own - years in found:
        now, before = (passage.ledger.metric(found[year]) for year in (own, own - years))
        if now.figure.unit == before.figure.unit:
            draft.metric = draft.current = now.id
            draft.prior, draft.metric_name = before.id, now.name


def _shared_out(passage: SentenceContext, slot: FigureSlot, relation: RelationMatch) -> ReadFigure | None:
    """Return the level of the change at `slot` where two bare changes follow two levels, else None.

    The first change is of the first level and the second of the second: 城镇人口12万人，乡村人口31万人，增长3%，下降2%.
    The first one was read as a change of the nearest level, the second; here it is given to the level that it is of.
    """
    if len(passage.entries) < 3:
        return None
    one, other, stated = passage.entries[-3:]
    if (
        stated.draft is None
        or not (one.is_level and other.is_level)
        or one.slot.figure.unit != other.slot.figure.unit
        or one.name == other.name
        or stated.draft.form is not relation.form
        or stated.draft.metric != other.metric
        or stated.draft.group is not None
        or not _follows_bare(passage, stated.slot.figure.span.end, slot.start)
        or not _follows_bare(passage, other.slot.figure.span.end, stated.slot.start)
        or re.search("[；;。]", passage.folded[one.slot.figure.span.end : other.slot.figure.span.start])
    ):
        return None
    stated.draft.metric = stated.draft.current = one.metric
    stated.draft.metric_name = stated.name = one.name
    return other


def _follows_bare(passage: SentenceContext, end: int, start: int) -> bool:
    """Whether nothing but a comma stands between two places."""
    return re.fullmatch("[，,、 ]?", passage.folded[end:start]) is not None


def _together(words: str, subject: str, relation: RelationMatch) -> list[str]:
    """The subjects that one figure is stated of: 粮食、油料产量均增长5%; none for a list that 等 leaves open."""
    if not _says_each(words[relation.start :]) or "等" in subject or relation.form is RelationKind.SHARE:
        return []
    count = len(joins(subject)) + 1
    return (split_subjects(subject, count) or []) if 2 <= count <= _MOST else []


def _says_each(words: str) -> bool:
    """Whether a figure is said to be that of each of several things: 均增长5%."""
    return any(word in words for word in _EACH) and not _EACH.isdisjoint(cut(_LAST_YEAR.sub("", words)))


def _of_each(passage: SentenceContext, slot: FigureSlot, words: str) -> list[ReadFigure]:
    """The levels just listed, of each of which one figure is stated: A620笔，B1480人，分别完成目标的103%."""
    goes_on = passage.folded.startswith(("、", "和", "及", "与"), slot.figure.span.end)
    if goes_on or ("分别" not in words and not _says_each(words)):
        return []
    depth = passage.depth(slot.figure.span.start)
    outside = [entry for entry in passage.entries if passage.depth(entry.slot.figure.span.start) <= depth]
    if phrase("several pointed at").search(words) is not None:  # 二者增幅均为8.0%, behind each its base
        outside = [entry for entry in outside if not entry.from_level]
    levels = list(takewhile(lambda entry: entry.is_level and not entry.from_level, reversed(outside)))
    return levels[::-1] if 2 <= len(levels) <= _MOST else []


def _owners(
    passage: SentenceContext, group: Sequence[FigureSlot], subject: str, relation: RelationMatch
) -> list[tuple[str, str | None]] | None:
    """The metrics of a list of claims, in order, where its subjects or the levels before tell them apart."""
    if len(group) < 2:
        return None
    names = split_subjects(subject, len(group)) if subject else None
    if names is None and subject and relation.split:
        names = subjects_listed_before(passage, group[0].start, subject, len(group))
    if names is None and (told := told_subject(passage, group[0])) is not None:
        names = split_subjects(told, len(group))
        names = [name + subject for name in names] if names else None  # …再次提高，月人均分别提高221元、90元
    if names:
        meant = meant_in_order(passage, names)
        return [(one.name, one.metric) if one else (name, None) for one, name in zip(meant, names, strict=True)]
    claims = [entry for entry in passage.entries if entry.draft is not None]
    changes = passage.entries[-len(group) :]
    if all(entry.draft is not None and entry.draft.form is RelationKind.ABSOLUTE for entry in changes):
        return [(entry.name, entry.draft.metric) for entry in changes if entry.draft]  # 减少3起，少6人，分别下降…
    entries = levels_before(passage, len(group), outside=group[0].figure.span.start) or (
        claims[-len(group) :] if len(claims) >= len(group) else None
    )
    if entries and is_other_subject(subject, entries):
        return None  # 收入增长A、B、C；净利润增长D、E、F: one thing in several years, then another
    if entries and relation.form is RelationKind.SHARE:
        entries = _without_bounds(passage, entries)
    return [(entry.name, entry.metric) for entry in entries] if entries else None


def _without_bounds(passage: SentenceContext, entries: list[ReadFigure]) -> list[ReadFigure]:
    """Return the parts of a list of shares without the bounds of their classes."""
    unit = entries[-1].slot.figure.unit
    others = [entry.slot.figure for entry in entries if entry.slot.figure.unit != unit]
    if not others or any(figure.qualifier is None for figure in others):
        return entries
    of_unit = [level for level in passage.levels() if level.slot.figure.unit == unit and not level.from_level]
    return of_unit[-len(entries) :] if len(of_unit) >= len(entries) else entries


def _owner(passage: SentenceContext, slot: FigureSlot, subject: str, relation: RelationMatch) -> tuple[str, str | None]:
    if subject:
        return named_subject(passage, base_name(subject), relation), None
    reached = phrase("changed and reached").match(passage.folded[slot.figure.span.end : slot.figure.span.end + _BEHIND])
    if reached is not None and reached["what"].endswith(words_of("sign of a measure")):
        return strip_function_words(reached["what"]), None
    if (told := told_subject(passage, slot) or before_counted_reason(passage, slot)) is not None:
        return told, None
    if relation.form is RelationKind.ABSOLUTE and (level := _of_unit(passage, slot, relation)) is not None:
        return level.name, level.metric
    owner = owner_of(passage, (passage.entries[-1].slot if relation.inside else slot).figure.span.start, relation)
    if owner is not None and owner.slot.words.endswith(_STREAK):
        return passage.memory.topic, None  # 连续5个季度增长超过8%
    if relation.form is RelationKind.ABSOLUTE and owner is not None and (thing := _counted_behind(passage, slot)):
        return (owner.name, owner.metric) if thing in owner.name else (thing, None)  # 城市11个，增加了26个开放口岸
    if relation.form is RelationKind.ABSOLUTE and owner is not None and passage.entries:
        last = passage.entries[-1]
        if last.is_level and last.slot.figure.is_rate and owner.slot.figure.unit != slot.figure.unit:
            return last.name, None  # 浓度40微克/立方米，优良天数比例80%、增加15天: of neither
    return (owner.name, owner.metric) if owner else (passage.memory.topic, None)


def _counted_behind(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return the last word of what a change counts by the noun behind it, up to the pause: 增加了26个|开放口岸."""
    found = _THING.match(passage.folded, slot.figure.span.end)
    words = cut(found[1]) if found is not None else ()
    return words[-1] if words and len(words[-1]) > 1 and tag_of(words[-1])[:1] in _THINGS else ""


def _is_rate_last(passage: SentenceContext) -> bool:
    """Return whether a rate stands behind the last level, as 完成率101% does behind a plan."""
    return any(entry.slot.figure.is_rate for entry in passage.entries[-2:])


def _of_unit(passage: SentenceContext, slot: FigureSlot, relation: RelationMatch) -> ReadFigure | None:
    """Return the level of a change's unit where the last level has another: 事故160起、死亡66人，同比减少40起.

    Of several that of the verb is meant: 受理2800件，结案2450件，比上年多收120件. Plans and what they missed come
    after outcomes: 收入86万元，预算数85万元，完成率101%，超收1万元；比上年增收3万元.
    """
    missed = words_of("off its plan")
    levels = [level for level in passage.levels() if not level.from_level and level.name not in missed]
    unit = slot.figure.unit
    of_unit = [level for level in reversed(levels) if level.slot.figure.unit == unit]
    if relation.word[0] in "多少" and len(verb := relation.word[1:] or relation.whole) == 1:
        if of_unit and _PART in of_unit[0].slot.words:
            return of_unit[0]  # 抽检1284批次，其中农产品523批次，比上年多抽41批次
        done = [level for level in of_unit if verb in level.name]
        intake = [level for level in of_unit if any(word in level.name for word in words_of("taken in"))]
        rates = [entry for entry in passage.entries if entry.slot.figure.is_rate and verb in entry.name]
        told = [ReadFigure(entry.slot, entry.name, None) for entry in rates]  # 结案率92%，多结8件: of no printed level
        return next(iter(done or (intake if verb == "收" else told)), None)
    planned = bool(levels) and passage.ledger.metric(levels[-1].metric).status is Status.TARGET
    if not levels or (levels[-1].slot.figure.unit == unit and not (planned and _is_rate_last(passage))):
        return None
    done = [level for level in of_unit if passage.ledger.metric(level.metric).status is Status.ACTUAL]
    return next(iter(done or of_unit), None)
