"""Find the figure that a claim speaks of: the nearest level, or the one that its subject stands for."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import takewhile

from reportdiff.extraction.sentence.ledger import ClaimDraft, ReadFigure, SentenceContext
from reportdiff.extraction.sentence.printed_bases import adds_to_base
from reportdiff.extraction.words.budget_labels import planned_item
from reportdiff.extraction.words.counted_names import COUNTED, action_of
from reportdiff.extraction.words.shortened_names import calls_denied
from reportdiff.extraction.words.stated_relations import RelationMatch
from reportdiff.extraction.words.verbs import is_action, leading_verb
from reportdiff.lexicon.alignment import one_measure
from reportdiff.lexicon.changes import change_words
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.words import one_of_two, words_of
from reportdiff.model import BasisKind, RelationKind, Status
from reportdiff.text.numerals import chinese_value
from reportdiff.text.words import cut

__all__ = ["bare_name", "level_of_verb", "meant_by", "meant_in_order", "named_by_place", "of_fewer", "owner_of"]

_TWO = 2
_MARKS = re.compile(r"[\s“”\"'‘’（）()《》、，,。的]")


@lru_cache(maxsize=1 << 12)  # asked of a metric's name, and of its claims
def bare_name(name: str) -> str:
    """Return a name without quotes, brackets, 的 and the scope of the whole issuer: what two mentions must share."""
    bare = _MARKS.sub("", name)
    return phrase("whole issuer ahead").sub("", bare) if bare.startswith(("全", "我")) else bare


def owner_of(passage: SentenceContext, at: int, relation: RelationMatch | None) -> ReadFigure | None:
    """Return what a claim without a subject is of: what a share before names, the nearest level, or a claim's."""
    shares = relation is not None and relation.form in (RelationKind.SHARE, RelationKind.COMPLETION)
    whole = None if shares else _whole_of_parts(passage, at)
    return _of_own_subject(passage, relation, at) or whole or _nearest(passage, at, relation)


def _nearest(passage: SentenceContext, at: int, relation: RelationMatch | None) -> ReadFigure | None:
    two = [entry.slot.figure for entry in passage.entries if entry.is_level and entry.slot.figure.span.end <= at][-2:]
    if len({each.unit for each in two}) < len(two) and phrase("summed change").match(
        passage.folded, two[1].span.end, at
    ):
        return ReadFigure(passage.entries[-1].slot, "合计", None)  # A3件，B2件，共增长25%: the sum is not printed
    ends = [entry.slot.figure.span.end for entry in passage.entries if entry.slot.figure.span.end <= at]
    unread = phrase("unread level").search(passage.folded, ends[-1], at) if ends else None
    if unread is not None and not any(len(word) > 1 and word in unread[0] for word in change_words()[0]):
        return None  # but 比上年增加12,34万元，增长7.0% is of what increased
    of_rate = relation is not None and relation.form is RelationKind.POINTS
    points = of_rate and _prints_ratio(passage, at)
    shared = relation is not None and relation.form is RelationKind.SHARE
    amount = relation is not None and relation.form is RelationKind.ABSOLUTE
    for entry in _may_own(passage, at, shared=shared, amount=amount):
        if points and not (entry.metric is not None and entry.slot.figure.unit == "%"):
            continue
        if entry.from_level and entry.compared and entry.base_of is None:
            return entry if entry.draft else ReadFigure(entry.slot, entry.name, None)  # 游客比2019年的27万人次增长5%
        if entry.from_level and not entry.draft:
            if entry.compared and entry.base_of in passage.entries:
                return entry.base_of  # 85件136人，人数比上年的120人增长13.3%
            if entry.base_of is not None and entry.base_of not in passage.entries:
                return entry.base_of  # 这一数据与上次普查的12万人相比，增加3万人
            continue  # 上年同期为5.12亿元，同比增长18.16%: the claim speaks of this year's
        if entry.is_level and adds_to_base(passage, entry):
            continue  # 达到744所，在上年620所的基础上新增124所，增长20%: of the 744
        if (entry.is_level or points) and not _of_last_year(passage, entry):
            return _counted_first(passage, entry)
        if entry.draft is not None and entry.draft.form not in (RelationKind.SHARE, RelationKind.COMPLETION):
            if not of_rate and _is_remark(entry.draft, relation):
                continue  # a remark on the growth owns no later change
            if _is_average(entry.draft) and relation is not None and relation.form is RelationKind.TIMES_MORE:
                return None  # 平均每年增加60亿元，比此前平均每年增加20亿元，高出两倍: of the increase
            return ReadFigure(entry.slot, entry.draft.metric_name, entry.draft.metric, entry.draft)
    last = passage.memory.last
    if relation is not None and relation.form is RelationKind.POINTS and last and not last.slot.figure.is_rate:
        return passage.memory.ratio
    return last


def _whole_of_parts(passage: SentenceContext, at: int) -> ReadFigure | None:
    """Return the level before a list of all its parts, of which a change right behind the list is.

    复议46件：维持27件、纠正8件、其他11件，增加7件; 案件88件，含旧存6件和新收82件，增长5%.
    """
    levels = [level for level in passage.levels(at) if not level.from_level]
    parts = Fraction(0)
    for place in range(len(levels) - 1, 0, -1):
        level, whole = levels[place], levels[place - 1]
        if level.slot.figure.unit != whole.slot.figure.unit or level.slot.clause != levels[-1].slot.clause:
            return None
        parts += level.slot.figure.value
        if place < len(levels) - 1 and parts == whole.slot.figure.value:
            between = passage.folded[whole.slot.figure.span.end : level.slot.figure.span.start]
            listed = phrase("all parts follow").search(between) is not None
            return whole if listed and not passage.entries[-1].draft else None
    return None


def _may_own(passage: SentenceContext, at: int, *, shared: bool, amount: bool) -> Iterator[ReadFigure]:
    """Yield the figures before a claim, the nearest first, of which it may be.

    Those of a share are without plans of outcomes, those of an amount without rates: 完成率101%，比上年增收3万元.
    """
    depth = passage.depth(at)
    for place in reversed(range(len(passage.entries))):
        entry = passage.entries[place]
        start = entry.slot.figure.span.start
        if start >= at or passage.depth(start) > depth:
            continue  # a part listed in brackets owns nothing outside them
        rate = entry.slot.figure.is_rate and (entry.draft is None or entry.draft.form is RelationKind.RATE)
        if amount and rate:
            continue
        if place and entry.is_level and entry.name in words_of("off its plan"):
            continue  # 基金收入42亿元，短收18亿元，下降26%: of the income
        if not (shared and place and _is_plan(passage, entry, passage.entries[place - 1])):
            yield entry


def _is_plan(passage: SentenceContext, entry: ReadFigure, before: ReadFigure) -> bool:
    """Return whether a level is the plan of the one before it: 决算数30万元，年初预算数33万元，…，占总支出的7%."""
    if not (entry.is_level and before.is_level) or planned_item(entry.name) != before.name:
        return False
    plan, outcome = (passage.ledger.metric(each.metric) for each in (entry, before))
    same_unit = entry.slot.figure.unit == before.slot.figure.unit
    return same_unit and plan.status is Status.TARGET is not outcome.status


def _of_own_subject(passage: SentenceContext, relation: RelationMatch | None, at: int) -> ReadFigure | None:
    """Return what a share right before a change in size names as its part, with the level that it stands for."""
    before = [entry for entry in passage.entries if entry.slot.figure.span.end <= at][-2:]
    share = before[-1].draft if len(before) > 1 else None
    of_size = relation is not None and relation.form is not RelationKind.POINTS
    if share is None or share.form is not RelationKind.SHARE or not of_size:
        return None
    subject = share.metric_name.partition("占")[0]
    if len(subject) < 2 or subject not in passage.folded[before[0].slot.figure.span.end : share.span.start]:
        return None
    return meant_by(passage, subject) or ReadFigure(before[-1].slot, subject, None)


def _is_remark(draft: ClaimDraft, relation: RelationMatch | None) -> bool:
    """Return whether a claim compares a growth with others: 增速列全国第5位、高出全国平均3.2个百分点，净增66亿元.

    So are points before an amount: 完成预算的53.0%，高于序时进度3.0个百分点，同比减支7亿元.
    """
    if draft.form is RelationKind.POINTS and relation is not None and relation.form is RelationKind.ABSOLUTE:
        return True
    compared = draft.metric_name in change_words()[1] or draft.basis.kind is BasisKind.OTHER_REGION
    return draft.metric is None and compared


def _is_average(draft: ClaimDraft) -> bool:
    """Return whether a claim states the change of an average year in units: 年均增加15亿元."""
    return draft.form is RelationKind.ABSOLUTE and draft.basis.kind is BasisKind.ANNUAL_AVERAGE


def _counted_first(passage: SentenceContext, entry: ReadFigure) -> ReadFigure:
    """Return the first of two figures of one thing, of which a claim speaks: 64件310人，增长14.3% is of 64件."""
    place = passage.entries.index(entry)
    before = passage.entries[place - 1] if place else None
    adjoining = before is not None and before.is_level and before.slot.figure.span.end == entry.slot.figure.span.start
    return before if adjoining and before is not None else entry


def _of_last_year(passage: SentenceContext, entry: ReadFigure) -> bool:
    """Whether a level is last year's, and one of this year stands before it: 受理480件，上年办结400件，增长20%."""
    years = [_year(passage, level) for level in (entry, *passage.levels()) if level.metric is not None]
    own = passage.outline.reviewed
    return bool(years) and own is not None and years[0] == own - 1 and own in years


def _year(passage: SentenceContext, entry: ReadFigure) -> int | None:
    period = passage.ledger.metric(entry.metric).period
    return period.year if period is not None else None


def _prints_ratio(passage: SentenceContext, at: int) -> bool:
    """Whether a ratio stands in the sentence: a change in points speaks of it, whatever amounts stand nearer.

    Behind a semicolon, that of the item before is meant only where the own item has no amount.
    """
    item = max(passage.folded.rfind(mark, passage.sentence.start, at) for mark in "；;")
    own = [entry for entry in passage.entries if entry.slot.figure.span.start > item]
    entries = own if any(entry.is_level for entry in own) else passage.entries
    return any(entry.metric is not None and entry.slot.figure.unit == "%" for entry in entries)


def named_by_place(passage: SentenceContext, words: str, count: int) -> list[ReadFigure] | None:
    """Return the levels of a list that words count out: 分别为A、B、C，前两项分别增长…; None for other words."""
    named = phrase("items by place").match(words.strip())
    if named is None or chinese_value(named["number"]) != count:
        return None
    levels = [level for level in passage.levels() or _of_last_sentence(passage) if not level.from_level]
    levels = [level for level in levels if not _of_last_year(passage, level)]
    if not levels:
        return None
    alike = list(takewhile(lambda level: level.slot.figure.unit == levels[-1].slot.figure.unit, reversed(levels)))[::-1]
    mixed = len(levels) == count or (named["first"] and len(alike) <= count)
    listed = levels if mixed else alike
    if len(listed) > count and listed[0].slot.figure.value == sum(item.slot.figure.value for item in listed[1:]):
        listed = listed[1:]  # the whole of the list stands before it
    chosen = listed[:count] if named["first"] else listed[-count:]
    return chosen if len(chosen) == count else None


def _of_last_sentence(passage: SentenceContext) -> list[ReadFigure]:
    """Return the levels of the sentence before, of which one speaks that has none: 两项指标分别增长5%和3%."""
    recent = [(passage.ledger.metric(level.metric).sentence, level) for level in passage.memory.recent]
    return [level for sentence, level in recent if sentence == recent[-1][0]]


def meant_by(passage: SentenceContext, subject: str) -> ReadFigure | None:
    """Return the level that a claim's subject stands for: the only one of the sentence whose name ends in it.

    Also either side of a budget named just before, and the last of two levels (后者).

    受理案件287件，审结254件，审结数增长5%; 收、支总计…。收入、支出总计各增加…; 调解12件、诉讼30件，后者增长8%.
    """
    levels = passage.levels()
    if subject in words_of("all together"):
        return _whole_of_list(passage, subject)
    if subject in words_of("share noun"):  # 占总值的59.5%，比重提升1.1个百分点
        return next((entry for entry in reversed(passage.entries) if entry.metric and entry.slot.figure.is_rate), None)
    if subject in words_of("one of two"):
        two = [level for level in _of_last_sentence(passage) if not level.from_level]
        levels = levels or (two if len(two) == _TWO else [])
        return one_of_two(subject, levels)
    if subject in words_of("loss"):  # 净利润亏损300万元，上年同期亏损200万元，亏损扩大50%
        own = [level for level in levels[::-1] if not level.from_level]
        fit = [level for level in own if level.name.endswith(words_of("loss")) or level.slot.figure.value < 0]
        return next((level for level in fit if not _of_last_year(passage, level)), None)
    levels = [level for level in levels if not level.from_level and not calls_denied(subject, level.name)]
    outer = [level for level in passage.levels(passage.span.start) if not level.from_level]
    if (of_unit := _of_unit(subject, outer) or _of_unit(subject, levels)) is not None:
        return of_unit
    if subject.endswith("率"):  # 结案894件，结案率49.58%。与上年同比，结案率下降2.99个百分点
        return _rate_named(passage, subject)
    if (taken_in := level_of_verb(passage, subject)) is not None:
        return taken_in
    counted = phrase("count named").search(subject)
    called = subject[: counted.start()] if counted is not None else subject
    if counted is not None and 2 <= len(called) <= 4:
        money = counted[0].endswith("额")  # 新签合同640份，合同金额增长18%: not of the contracts
        sums = [level for level in levels if check_words("average").search(level.name) is None]
        levels = [level for level in sums if level.slot.figure.unit == "元"] if money else levels
        fit = [level for level in levels if level.name.endswith(called) or level.verb == called]
        fit = fit or [level for level in levels if not level.verb and _has_word(level.name, called)]
        if counted[0][:1] == "总":  # of movements no total
            moves = (*words_of("comes in"), *words_of("goes out"))
            fit = [level for level in fit if not any(word in level.name for word in moves)]
            if fit and one_measure(fit[0].slot.figure.unit, fit[-1].slot.figure.unit):
                fit = [max(fit, key=lambda level: level.slot.figure.value)]  # 论文326篇，其中甲类187篇，论文总数
        if len(fit) == 1 or (fit and (counted[0][:1] == "总" or fit[-1] is levels[-1])):
            return fit[-1]  # 资产96万亿元，占比37.0%，资产总额增长5.8%
    fit = [level for level in levels if level.name.endswith(subject)]
    if len(fit) == 1:
        return fit[0]  # 净利润亏损1,200万元…，亏损同比收窄40%
    if (whole := _made_of(fit)) is not None:
        return whole
    short = _short(subject)
    recent = [level for level in (*passage.memory.recent, *levels) if level.is_level and _short(level.name) == short]
    if recent and check_words("both sides").fullmatch(short) is not None:
        both = recent[-1]  # 收、支总计各8,400万元。收、支总计各增加400万元
        return both if both in levels else ReadFigure(both.slot, both.name, None)
    last = (*passage.memory.recent, *levels)[-1:] if passage.setting.final or passage.setting.budget else ()
    return next((level for level in last if level in recent and level.name != subject), None)


def _has_word(name: str, word: str) -> bool:
    """Return whether a name has a word that is no piece of a longer one: 充电 is none of 公共|充电桩."""
    return word in name and not any(word in longer != word for longer in cut(name))


def _of_unit(subject: str, levels: Sequence[ReadFigure]) -> ReadFigure | None:
    """Return the level whose unit and verb a subject names: 查处40起160人，查处人数上升12%."""
    if (said := COUNTED.search(subject)) is not None:
        measure, action = said["unit"] or said["times"], action_of(subject[: said.start()])
        alike = [level for level in levels if one_measure(level.slot.figure.unit, measure)]
        done = [level for level in alike if len(action) > 1 and action in action_of(level.name)]
        if len(done) == 1:
            return done[0]
        if said["unit"] and len(alike) == 1 and not alike[0].slot.words.strip():
            return alike[0]  # 审结48件72人，被告人人数下降10.0%
        levels = alike or levels
    of_unit = [level for level in levels if _counts_unit(subject, level.slot.figure.unit)]
    done = [level for level in of_unit if subject.startswith(leading_verb(level.name) or subject)]
    return next(reversed(done or of_unit), None)


def _whole_of_list(passage: SentenceContext, subject: str) -> ReadFigure | None:
    """Return the level that 总量 stands for behind a list: the one that the list makes or was opened by, else none."""
    levels = [level for level in passage.levels() if not level.from_level]
    alike = [level for level in levels if level.slot.figure.unit == levels[-1].slot.figure.unit]
    if len(alike) == 1 and alike[0].name.endswith(words_of("of all in a name")):
        return alike[0]  # 零售总额107亿元，增长7%，增速快于全省，总量增加7亿元
    unprinted = ReadFigure(alike[-1].slot, subject, None) if len(alike) > 1 else None
    return _made_of(alike) or passage.memory.whole or unprinted


def _made_of(levels: Sequence[ReadFigure]) -> ReadFigure | None:
    """Return the level that all levels behind it make."""
    values = [level.slot.figure.value for level in levels]
    return next((levels[at] for at in range(len(levels) - 2) if values[at] == sum(values[at + 1 :])), None)


def meant_in_order(passage: SentenceContext, subjects: Sequence[str]) -> Sequence[ReadFigure | None]:
    """Return the levels that the subjects of a list stand for, each one of its own."""
    meant = [meant_by(passage, subject) for subject in subjects]
    for place, subject in enumerate(subjects[1:], 1):
        meant[place] = _adjoining(passage, subject, meant[place - 1]) or meant[place]
    known = [level.metric for level in meant if level is not None]
    if known and len(set(known)) == len(known):
        return meant
    levels = [level for level in passage.levels() if not (level.from_level or level.slot.figure.is_rate)]
    levels = levels[-len(subjects) :]
    called = [phrase("count named").sub("", subject) for subject in subjects]
    fit = len(levels) == len(called) and all(map(operator.contains, (level.name for level in levels), called))
    return levels if fit and all(called) else [None] * len(subjects)


def _adjoining(passage: SentenceContext, subject: str, before: ReadFigure | None) -> ReadFigure | None:
    """Return the level right behind another one whose unit a bare subject counts: 逮捕件数、人数, of 逮捕14件20人."""
    if before is None or before.metric is None:
        return None
    end = before.slot.figure.span.end
    behind = (level for level in passage.levels() if level.slot.figure.span.start == end)
    return next((level for level in behind if subject == f"{level.slot.figure.unit}数"), None)


def _counts_unit(subject: str, unit: str) -> bool:
    """Return whether a subject is no more than the number of a unit."""
    number = subject.removesuffix("量")
    rest = number.removesuffix(unit + "数")
    return number in (unit + "数", unit + "次") or (rest != number and rest in words_of("whose number"))


def _rate_named(passage: SentenceContext, name: str) -> ReadFigure | None:
    """Return the last rate of this name in the sentence, else the rate that the sentence before ended with."""
    for entry in reversed(passage.entries):
        if entry.metric and entry.slot.figure.is_rate and not entry.from_level and entry.name.endswith(name):
            return entry
    ratio = passage.memory.ratio
    return ratio if ratio is not None and ratio.name.endswith(name) else None


def of_fewer(passage: SentenceContext, subject: str, relation: RelationMatch) -> str:
    """Return what a change says that there were fewer of: 少死亡89人, "" for 少发生8起 behind 发生事故90起."""
    if relation.word != "少":
        return subject
    begun = any(level.name.startswith(relation.whole or subject) for level in passage.levels())
    return "" if begun else relation.whole or subject


def level_of_verb(passage: SentenceContext, subject: str) -> ReadFigure | None:
    """Return the level that a verb stands for: 共受理500件，结案400件，受案增加60件，结案增加20件.

    An office says what it took in by several verbs; what was done is told by its own, of which there must be one level.
    """
    own = [level for level in passage.levels() if not level.from_level]
    levels = own or passage.memory.recent
    if subject.removesuffix("数") in (intake := words_of("taken in")):
        own_verb = subject.removesuffix("数")
        fit = [level for level in reversed(levels) if own_verb in level.name]  # 新收900件，共受理1000件，新收数
        fit = fit or [level for level in reversed(levels) if any(word in level.name for word in intake)]
        known = not own and (len(fit) > 1 or any(level.name == subject for level in fit))  # is found by its name
        return fit[0] if fit and not known else None
    fit = [level for level in levels if subject == level.verb or subject in level.slot.words]
    return fit[0] if len(fit) == 1 < min(len(levels), len(subject)) and is_action(subject) else None


def _short(name: str) -> str:
    """A budget's title as it is abbreviated: 收入、支出总计 → 收支总计."""
    return check_words("left out of a title").sub("", name.replace("收入", "收").replace("支出", "支"))
