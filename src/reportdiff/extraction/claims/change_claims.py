"""A list of figures that are sizes of claims → claim drafts, each with the metric that it speaks about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from reportdiff.extraction.claims.ratio_claims import completion_operands, read_part
from reportdiff.extraction.figures.build import as_multiple, negated
from reportdiff.extraction.sentence.figure_slots import FigureSlot
from reportdiff.extraction.sentence.inherited_names import levels_before, subjects_listed_before
from reportdiff.extraction.sentence.ledger import ClaimDraft, ReadFigure, SentenceContext, record_claim
from reportdiff.extraction.sentence.printed_bases import bind_base_before
from reportdiff.extraction.words.budget_labels import base_name
from reportdiff.extraction.words.coordination import split_subjects
from reportdiff.extraction.words.relation_words import (
    PLAN_EXCEEDED,
    RelationMatch,
    form_of_size,
    relation_before,
    words_before_lead,
    words_behind_comparison,
)
from reportdiff.extraction.words.strip_words import strip_function_words
from reportdiff.extraction.words.verbs import is_bare_verb
from reportdiff.lexicon.changes import beyond_words, change_words
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.model import Basis, BasisKind, Direction, Figure, RelationKind, Span, Status

__all__ = ["owner_of", "read_claims"]

_IN_YEARS = re.compile(r"(?<=[一-龥])\d{1,2}年(?:来|间)?(?:累计|共|净)?$")  # 内河港口吞吐量5年增长1.6倍
_TRADED = ("出口", "进口")  # verbs that name what was traded: 其中出口增长10.8%
_EACH = re.compile(r"(?<![人月日年户亩平])均|(?<![各])各(?=增|减|上|下|提|降)")
_CLAUSE = re.compile("[，,；;：:。]")
_BY_SIZE = frozenset({RelationKind.GROWTH, RelationKind.POINTS, RelationKind.TIMES_MORE})
_MOST = 6  # metrics of which one figure may be stated
_PLACES = {"后者": -1, "前者": -2}
_COUNTED = re.compile("(?:人数|件数|户数|起数|数量|金额|总[额量数]|数|额)$")
_STARTED = re.compile(r"^(.{2,20}?)在[^，。；]{2,30}(?:的?基础上)$")


def read_claims(passage: SentenceContext, group: Sequence[FigureSlot], words: str, relation: RelationMatch) -> None:
    """Enter the claims of `group`, all stated by the one `relation` in `words`, which precede the first."""
    head = group[0]
    said = words_behind_comparison(_IN_YEARS.sub("", words[: relation.start]))
    subject = strip_function_words(said).removeprefix("同比").removeprefix("环比")
    if relation.word == "少":
        subject = relation.whole or subject  # 少死亡89人
    bare = is_bare_verb(subject) and not _is_noun(subject) and relation.form is not RelationKind.SHARE
    if len(subject) < 2 or subject.startswith(words_of("left out of a basis")) or bare:
        subject = ""
    group, owners = _group_and_owners(passage, group, words, subject, relation)
    number = passage.ledger.next_group(len(group))
    begin = head.end - len(words) + (words.rfind(subject) if subject in words_of("loss") else relation.start)
    first: ClaimDraft | None = None
    for position, slot in enumerate(group):
        name, metric = owners[position] if owners else _owner(passage, slot, subject, relation)
        if relation.word in beyond_words():  # 增加110亿元，同比多增40亿元: of the increase
            name, metric = name + ("增加额" if relation.word.endswith("增") else "减少额"), None
        turned = _turned(passage, slot) if slot is not head else None
        if turned is not None:
            start = slot.start
        else:
            start = begin if slot is head and not (len(group) > 1 and relation.split) else slot.figure.span.start
        span = Span(start, slot.figure.span.end)
        if relation.form in (RelationKind.SHARE, RelationKind.COMPLETION):
            read_part(passage, slot, span, relation, name, metric, number)
            continue
        own = turned or relation
        figure, direction = _signed(slot, own)
        plan = _plan_of(own)
        form = form_of_size(slot.figure.unit) if own.form in _BY_SIZE else own.form
        draft = record_claim(
            passage, span, form, direction, name, words=passage.up_to(figure.span.start)[-80:], figure=figure,
            metric=metric, current=metric, group=number, basis=plan,
        )  # fmt: skip
        if plan is not None:
            completion_operands(passage, draft, passage.levels())
        if own.years:
            _over_years(passage, draft, own.years)
        if first is not None and turned is None:
            draft.basis = first.basis  # 年均分别增长7%、6.8%
        bind_base_before(passage, draft, words[relation.start :])
        first = first or draft
        if relation.form is RelationKind.TIMES:
            draft.whole = relation.whole
            draft.basis = _multiple_of(passage, relation.whole) or draft.basis
        passage.entries.append(ReadFigure(slot, name, None, draft, relation))


def _plan_of(relation: RelationMatch) -> Basis | None:
    """The basis of a plan that was exceeded; None for other relations."""
    if relation.word != PLAN_EXCEEDED:
        return None
    return Basis(BasisKind.BUDGET if "预算" in relation.whole else BasisKind.TARGET)


def _signed(slot: FigureSlot, relation: RelationMatch) -> tuple[Figure, Direction]:
    """The size without its sign, and the direction with it: 增长-5.2%; a multiple in % as a multiple."""
    figure, direction = slot.figure, relation.direction
    if figure.value < 0 and direction in (Direction.UP, Direction.DOWN):
        direction = Direction.DOWN if direction is Direction.UP else Direction.UP
        figure = negated(figure)
    if relation.form is RelationKind.TIMES and figure.unit == "%":
        figure = as_multiple(figure)
    return figure, direction


def _group_and_owners(
    passage: SentenceContext, group: Sequence[FigureSlot], words: str, subject: str, relation: RelationMatch
) -> tuple[Sequence[FigureSlot], list[tuple[str, str | None]] | None]:
    """The figures of a list of claims and the metric of each; None where each is looked for by itself."""
    owners = _owners(passage, group, subject, relation)
    if owners is None and subject and relation.form not in (RelationKind.SHARE, RelationKind.COMPLETION):
        meant = _meant(passage, subject)
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
    """The last level, whose change stands at `slot`, the one just stated being turned over to the level before it.

    Two bare changes in a row are stated of two levels in a row, each of its own: A12万人，B31万人，增长3%，下降2%.
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


def _meant(passage: SentenceContext, subject: str) -> ReadFigure | None:
    """The level that a claim's subject stands for: the sentence's only one that ends so, or a budget's just before.

    受理案件287件，审结254件，审结数增长5%; 收、支总计…。收入、支出总计各增加…; 调解12件、诉讼30件，后者增长8%.
    """
    levels = passage.levels()
    if subject in words_of("share noun"):  # 占总值的59.5%，比重提升1.1个百分点
        return next((entry for entry in reversed(passage.entries) if entry.metric and entry.slot.figure.is_rate), None)
    if subject in _PLACES:
        place = _PLACES[subject]
        return levels[place] if len(levels) >= 2 else None
    if subject in words_of("loss"):  # 净利润亏损300万元，上年同期亏损200万元，亏损扩大50%
        own = [level for level in levels[::-1] if not level.from_level]
        fit = [level for level in own if level.name.endswith(subject) or level.slot.figure.value < 0]
        return fit[0] if fit else None
    levels = [level for level in levels if not level.from_level]
    of_unit = [level for level in levels if subject == level.slot.figure.unit + "数"]
    if of_unit:
        return of_unit[-1]  # 办理案件150件420人，件数上升25%
    if subject.endswith("率"):  # 结案894件，结案率49.58%。与上年同比，结案率下降2.99个百分点
        return _rate_named(passage, subject)
    if (taken_in := _by_verb(levels, subject)) is not None:
        return taken_in
    counted = _COUNTED.search(subject)
    called = subject[: counted.start()] if counted is not None else subject
    if counted is not None and 2 <= len(called) <= 4:
        money = counted[0].endswith("额")  # 新签合同640份，合同金额增长18%: not of the contracts
        levels = [level for level in levels if (level.slot.figure.unit == "元") or not money]
        fit = [level for level in levels if level.name.endswith(called) or level.verb == called]
        fit = fit or [level for level in levels if not level.verb and called in level.name]
        if len(fit) == 1 or (fit and (counted[0][:1] == "总" or fit[-1] is levels[-1])):
            return fit[-1]  # 资产96万亿元，占比37.0%，资产总额增长5.8%
    fit = [level for level in levels if level.name.endswith(subject)]
    if len(fit) == 1:
        return fit[0]  # 净利润亏损1,200万元…，亏损同比收窄40%
    if passage.setting.final or passage.setting.budget:
        recent = [*passage.memory.recent, *levels]
        short = _short(subject)
        fit = [
            level for level in recent[-1:] if level.is_level and _short(level.name) == short and level.name != subject
        ]
        return fit[0] if fit else None
    return None


def _is_noun(verb: str) -> bool:
    """Return whether a verb alone names what it is done to: 出口, 受案."""
    return verb in _TRADED or verb in words_of("taken in")


def _rate_named(passage: SentenceContext, name: str) -> ReadFigure | None:
    """Return the last rate of this name in the sentence, else the rate that the sentence before ended with."""
    for entry in reversed(passage.entries):
        if entry.metric and entry.slot.figure.is_rate and not entry.from_level and entry.name.endswith(name):
            return entry
    ratio = passage.memory.ratio
    return ratio if ratio is not None and ratio.name.endswith(name) else None


def _by_verb(levels: Sequence[ReadFigure], subject: str) -> ReadFigure | None:
    """Return the level that a verb stands for, by which an office says what it took in: 共受理1803件，受案增加167件."""
    intake = words_of("taken in")
    if subject.removesuffix("数") not in intake:
        return None
    return next((level for level in reversed(levels) if any(word in level.name for word in intake)), None)


def _short(name: str) -> str:
    """A budget's title as it is abbreviated: 收入、支出总计 → 收支总计."""
    return re.sub("[、和与及]", "", name.replace("收入", "收").replace("支出", "支"))


def _together(words: str, subject: str, relation: RelationMatch) -> list[str]:
    """The subjects that one figure is stated of: 粮食、油料产量均增长5%; none for a list that 等 leaves open."""
    if not _EACH.search(words, relation.start) or "等" in subject or relation.form is RelationKind.SHARE:
        return []
    count = len(re.findall(r"、|和|及|与", subject)) + 1
    return (split_subjects(subject, count) or []) if 2 <= count <= _MOST else []


def _of_each(passage: SentenceContext, slot: FigureSlot, words: str) -> list[ReadFigure]:
    """The levels just listed, of each of which one figure is stated: A620笔，B1480人，分别完成目标的103%."""
    if ("分别" not in words and not _EACH.search(words)) or passage.folded[slot.figure.span.end] in "、和及与":
        return []
    levels = list(takewhile(lambda entry: entry.is_level and not entry.from_level, reversed(passage.entries)))
    depth = passage.depth(slot.figure.span.start)
    levels = [level for level in levels if passage.depth(level.slot.figure.span.start) <= depth]
    return levels[::-1] if 2 <= len(levels) <= _MOST else []


def _turned(passage: SentenceContext, slot: FigureSlot) -> RelationMatch | None:
    """The relation that a later figure of a list states itself: 分别上升5.2%和下降3.1%."""
    return relation_before(slot.words, slot.figure.unit)


def owner_of(passage: SentenceContext, at: int, relation: RelationMatch | None) -> ReadFigure | None:
    """What a claim without a subject at `at` speaks about: the nearest level, or the metric of the claim before."""
    depth = passage.depth(at)
    points = relation is not None and relation.form is RelationKind.POINTS and _prints_ratio(passage.entries)
    for entry in reversed(passage.entries):
        if entry.slot.figure.span.start >= at or passage.depth(entry.slot.figure.span.start) > depth:
            continue  # a part listed in brackets owns nothing outside them
        if points and not (entry.metric is not None and entry.slot.figure.unit == "%"):
            continue
        if entry.from_level and entry.compared and entry.base_of is None:
            return entry if entry.draft else ReadFigure(entry.slot, entry.name, None)  # 游客比2019年的27万人次增长5%
        if entry.from_level and not entry.draft:
            if entry.base_of is not None and entry.base_of not in passage.entries:
                return entry.base_of  # 这一数据与上次普查的12万人相比，增加3万人
            continue  # 上年同期为5.12亿元，同比增长18.16%: the claim speaks of this year's
        if (entry.is_level or points) and not _of_last_year(passage, entry):
            return _counted_first(passage, entry)
        if entry.draft is not None and entry.draft.form not in (RelationKind.SHARE, RelationKind.COMPLETION):
            return ReadFigure(entry.slot, entry.draft.metric_name, entry.draft.metric, entry.draft)
    last = passage.memory.last
    if relation is not None and relation.form is RelationKind.POINTS and last and not last.slot.figure.is_rate:
        return passage.memory.ratio
    return last


def _counted_first(passage: SentenceContext, entry: ReadFigure) -> ReadFigure:
    """The figure that a claim behind two of one thing speaks about: 64件310人，同比增长14.3% is of the cases."""
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


def _prints_ratio(entries: Sequence[ReadFigure]) -> bool:
    """Whether a ratio stands in the sentence: a change in points speaks of it, whatever amounts stand nearer."""
    return any(entry.metric is not None and entry.slot.figure.unit == "%" for entry in entries)


def _owners(
    passage: SentenceContext, group: Sequence[FigureSlot], subject: str, relation: RelationMatch
) -> list[tuple[str, str | None]] | None:
    """The metrics of a list of claims, in order, where its subjects or the levels before tell them apart."""
    if len(group) < 2:
        return None
    names = split_subjects(subject, len(group)) if subject else None
    if names is None and subject and relation.split:
        names = subjects_listed_before(passage, group[0].start, subject, len(group))
    if names is None and (told := _told(passage, group[0])) is not None:
        names = split_subjects(told, len(group))
        names = [name + subject for name in names] if names else None  # …再次提高，月人均分别提高221元、90元
    if names:
        meant = [_meant(passage, name) for name in names]
        return [(one.name, one.metric) if one else (name, None) for one, name in zip(meant, names, strict=True)]
    claims = [entry for entry in passage.entries if entry.draft is not None]
    changes = passage.entries[-len(group) :]
    if all(entry.draft is not None and entry.draft.form is RelationKind.ABSOLUTE for entry in changes):
        return [(entry.name, entry.draft.metric) for entry in changes if entry.draft]  # 减少3起，少6人，分别下降…
    entries = levels_before(passage, len(group), outside=group[0].figure.span.start) or (
        claims[-len(group) :] if len(claims) >= len(group) else None
    )
    return [(entry.name, entry.metric) for entry in entries] if entries else None


def _owner(passage: SentenceContext, slot: FigureSlot, subject: str, relation: RelationMatch) -> tuple[str, str | None]:
    if subject:
        return _named(passage, base_name(subject), relation), None
    if (told := _told(passage, slot)) is not None:
        return told, None
    if relation.form is RelationKind.ABSOLUTE and (level := _of_unit(passage, slot)) is not None:
        return level.name, level.metric
    owner = owner_of(passage, (passage.entries[-1].slot if relation.inside else slot).figure.span.start, relation)
    return (owner.name, owner.metric) if owner else (passage.memory.topic, None)


def _of_unit(passage: SentenceContext, slot: FigureSlot) -> ReadFigure | None:
    """Return the level of a change's unit where the last level has another: 事故1645起、死亡664人，同比减少632起."""
    levels = [level for level in passage.levels() if not level.from_level]
    unit = slot.figure.unit
    if not levels or levels[-1].slot.figure.unit == unit:
        return None
    return next((level for level in reversed(levels) if level.slot.figure.unit == unit), None)


def _named(passage: SentenceContext, subject: str, relation: RelationMatch) -> str:
    """The metric that a claim with its own subject speaks about."""
    if relation.form is RelationKind.COMPLETION and passage.memory.topic and len(subject) < 3:
        return passage.memory.topic
    if subject in _TRADED and passage.entries and "进出口" in passage.entries[-1].name:
        return passage.entries[-1].name.replace("进出口", subject)  # 外贸进出口总额…，其中出口增长10.8%
    return subject


@lru_cache(maxsize=1)
def _said() -> re.Pattern[str]:
    """A clause that tells a change without its size: 新收案件首次回落."""
    verbs = alternation(tuple(word for word in change_words()[0] if len(word) > 1))
    verbs = rf"(?:{verbs}|(?:再|屡)?创(?:历史|同期)?新[高低]|持平|增长较快)"
    adverbs = "有所|大幅度?|略有|同比|均|再次|进一步|明显|首次|持续|稳步|小幅|双双|继续|由升转|由降转"
    return re.compile(rf"^(.{{2,60}}?)(?:{adverbs})*{verbs}$")


def _told(passage: SentenceContext, slot: FigureSlot) -> str | None:
    """The subject of the clause before, which tells a change without a figure: 项目支出增加，较上年增加…"""
    clauses = _CLAUSE.split(passage.folded[passage.previous_end() : slot.start])
    for place, clause in enumerate(reversed(clauses[-3:])):
        if clause.startswith("是"):
            return None  # 有84件是在调研基础上提出的，占39.5%: said of the figure before
        told = _said().search(clause) or _STARTED.search(clause)
        if told is not None:
            return strip_function_words(words_before_lead(told[1])) or None  # 连续三年下降，降幅2.1%
        if place == 1 and slot.opens and clause and "分别" in slot.words:
            return strip_function_words(clause) or None  # A和B，分别实际增长58.3%和29.2%
    return None


def _multiple_of(passage: SentenceContext, whole: str) -> Basis | None:
    """The basis of 是…的N倍."""
    if re.search(r"计划|目标|任务", whole):
        return Basis(BasisKind.TARGET)
    if re.search(r"总和|合计|[到至-](?:19|20)\d\d", whole):
        return Basis(BasisKind.UNKNOWN)
    if re.search(r"全国|全省|全市|平均", whole):
        return Basis(BasisKind.OTHER_REGION)
    year = re.search(r"((?:19|20)\d\d) ?年", whole)
    return None if year is None else Basis.of_year(int(year[1]), passage.outline.reviewed)
