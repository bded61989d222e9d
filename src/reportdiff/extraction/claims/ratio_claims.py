"""Shares, completions and rates: ratio metrics, and claims over part and whole, outcome and plan, done and taken in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from reportdiff.extraction.claims.share_wholes import listed_under, whole_of_share
from reportdiff.extraction.sentence.figure_slots import BLANK, FigureSlot
from reportdiff.extraction.sentence.ledger import (
    ClaimDraft,
    ReadFigure,
    SentenceContext,
    record_claim,
    record_metric,
    rename_metric,
)
from reportdiff.extraction.sentence.part_names import is_called
from reportdiff.extraction.words.budget_labels import REVISED, base_name, planned_item
from reportdiff.extraction.words.figure_names import noun_behind
from reportdiff.extraction.words.stated_relations import PLAN_EXCEEDED, RelationMatch
from reportdiff.extraction.words.strip_words import strip_function_words
from reportdiff.extraction.words.verbs import is_action
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.rates import part_of_rate, rate_of, way_of_rate
from reportdiff.lexicon.reference_names import agree, name_key
from reportdiff.lexicon.words import words_of
from reportdiff.model import Basis, BasisKind, Direction, Period, RelationKind, Span, Status
from reportdiff.text.numerals import chinese_value
from reportdiff.text.words import cut

__all__ = ["completion_operands", "plan_of", "read_part", "read_rate"]

_CLAUSE_END = re.compile(r"[，,。；;：:！？\n（]")
_LEAST_CALLED = 2  # characters by which a plan is told from others


def read_part(
    passage: SentenceContext,
    slot: FigureSlot,
    span: Span,
    relation: RelationMatch,
    name: str,
    metric: str | None,
    group: int | None,
    parts: Sequence[str | None] = (),
) -> None:
    """Enter the ratio at `slot` and its claim; `name` and `metric` are the part or outcome that it speaks about.

    `parts` are those of a list of shares, none of which is the whole of another: A12件、B8件，分别占60%、40%.
    """
    whole_entry, printed = passage.levels()[-1] if relation.inside else None, True
    basis = Basis(BasisKind.OTHER_TOTAL)
    if relation.word == "的":  # 89.4%的公园实现24小时开放
        whole, rest = _counted(passage, slot)
        ratio, metric = f"{rest[:16]}{'的' if rest else ''}{whole}占比", None
    elif relation.form is RelationKind.SHARE:
        if group is None and _of_several(passage, slot, span.start):
            name, metric = "合计", None  # A30件、B20件，共占受理案件的25%: the sum is not printed
        whole, whole_entry, printed = whole_of_share(passage, slot, relation, metric, inside=whole_entry, parts=parts)
        ratio = f"{name}占{_named_whole(passage, relation, span.start, slot.figure.span.start, whole)}"
    else:
        whole = relation.whole.removeprefix("了")
        plan = whole.removesuffix("的") if any(word in whole for word in words_of("plan")) else "年初预算"
        outside = _met(passage.levels(slot.figure.span.start)[:-1])
        if relation.inside and (done := _nearest(passage, outside, Status.ACTUAL)) is not None:
            name, metric = done.name, done.metric  # 为年初预算63亿元的80%，为调整预算50亿元的101%
        ratio = f"{base_name(name)}完成{plan}"
        if relation.whole and passage.folded.startswith("占", span.start):
            ratio = f"{base_name(name)}占{_as_printed(passage, relation.whole, span.start, slot.figure.span.start)}"
        basis = Basis(BasisKind.BUDGET if "预算" in whole or not whole else BasisKind.TARGET)
    key = _record_ratio(passage, slot, ratio, relation, metric)
    prior = whole_entry.metric if whole_entry else None
    draft = record_claim(
        passage, span, relation.form, Direction.NONE, ratio, words=relation.whole, figure=slot.figure, metric=key,
        current=metric, prior=prior, group=group, basis=basis,
    )  # fmt: skip
    draft.whole, draft.whole_printed = whole, bool(whole) and printed
    own = phrase("of all").search(whole) is not None and not whole.startswith(words_of("scope"))
    if draft.prior is None and own and (listed := listed_under(passage, metric)) is not None:
        draft.listed = listed.metric
    if relation.inside:
        completed = relation.form is RelationKind.COMPLETION
        inside = f"{base_name(name)}{plan}" if completed else whole
        _name_inside(passage, passage.levels()[-1], inside, metric if completed else None)
    elif relation.form is RelationKind.COMPLETION:
        completion_operands(passage, draft, passage.levels(slot.figure.span.start))
        if group is not None and metric is not None and draft.current != metric:
            draft.current, draft.prior = metric, None  # A620笔，B1480人，分别完成目标任务的103%
    passage.entries.append(ReadFigure(slot, ratio, key, draft, relation))


def _record_ratio(
    passage: SentenceContext, slot: FigureSlot, name: str, relation: RelationMatch, part: str | None
) -> str:
    """Enter a ratio; a plan that was completed lies in the past, whatever the section."""
    key = record_metric(passage, slot, name, Status.ACTUAL if relation.form is RelationKind.COMPLETION else None)
    if part is not None and phrase("year").fullmatch(relation.whole):  # 上半年收入4亿元，占2023年度的73%
        passage.ledger.replace(key, period=passage.ledger.metric(part).period)
    return key


def _named_whole(passage: SentenceContext, relation: RelationMatch, start: int, end: int, whole: str) -> str:
    """Return what the name of a share says behind 占: its whole with the noun of the share; 比 without a whole."""
    if not whole:
        return "比"
    listed = passage.entries[-1] if start == end and passage.entries else None  # 占比重分别为12%、|9%
    words = listed.name if listed and listed.relation is relation else passage.folded[start:end]
    noun = re.search(r"(?:比重|比例|份额)", words)
    said = _as_printed(passage, relation.whole, start, end) if relation.whole else whole
    return said + (noun[0] if noun and noun[0] not in said else "")


def _as_printed(passage: SentenceContext, whole: str, start: int, end: int) -> str:
    """A whole as the share prints it, with what makes it one: 占市场主体总数的22%, 占年度调整预算的95%."""
    place = passage.folded.find(whole, start, end)
    total = phrase("total of a whole").match(passage.folded, place + len(whole), end) if place >= 0 else None
    return phrase("frame of a whole").sub("", whole.replace(BLANK, "").strip()).removesuffix("的") + (
        total[0] if total is not None else ""
    )


def _counted(passage: SentenceContext, slot: FigureSlot) -> tuple[str, str]:
    """Return the things behind 的 of which a share is stated, and what is said of them: 80%的小区|达到500户以上."""
    whole = noun_behind(passage.words_behind(slot))
    said = _CLAUSE_END.split(passage.text[slot.figure.span.end : passage.span.end], maxsplit=1)[0]
    return whole, said.lstrip("的").removeprefix(whole)


def _of_several(passage: SentenceContext, slot: FigureSlot, at: int) -> bool:
    """Return whether a share is of the last levels together: A3件、B2件，共占5%; 前三类为A3件、B2件、C1件，占6%."""
    if phrase("summed up").search(passage.folded, slot.start, at) is not None:
        units = [entry.slot.figure.unit for entry in passage.entries[-2:] if entry.is_level]
        return len(units) == 2 and units[0] == units[1]
    first = phrase("first so many").search(before := passage.up_to(at))
    start = at if first is None else at - len(before) + first.end()
    listed = [entry for entry in passage.entries if entry.slot.figure.span.start >= start]
    alike = {entry.slot.figure.unit if entry.is_level else None for entry in listed}
    return first is not None and len(alike) == 1 and len(listed) == chinese_value(first["first"])


def _name_inside(passage: SentenceContext, entry: ReadFigure, name: str, outcome: str | None) -> None:
    """Name the figure of a whole or a plan by the words around it: 占[全部贷款]120亿元的, [收入]完成年初预算82亿元的.

    A plan is for the year of its `outcome`.
    """
    entry.name = name.replace("完成", "") if name else entry.name
    entry.from_level = True  # a change behind it speaks of the part or the outcome
    rename_metric(passage, entry.metric, entry.name)
    if outcome is not None:
        passage.ledger.replace(entry.metric, period=passage.ledger.metric(outcome).period)


def plan_of(relation: RelationMatch) -> Basis | None:
    """The basis of a plan that was exceeded; None for other relations."""
    if relation.word != PLAN_EXCEEDED:
        return None
    return Basis(BasisKind.BUDGET if "预算" in relation.whole else BasisKind.TARGET)


def completion_operands(passage: SentenceContext, draft: ClaimDraft, entries: Sequence[ReadFigure]) -> None:
    """Outcome and plan: the nearest actual before the claim, and the plan of the same name or none of its own.

    Of a plan and its revision, the one that the claim names; a plan that it names otherwise is not taken.
    """
    subject = draft.metric_name.partition("完成")[0]
    recent = [entry for entry in passage.memory.recent if not subject or subject in (entry.name, base_name(entry.name))]
    levels = [*recent, *_met(entries)]
    _tell_outcome(passage, draft, levels[len(recent) :])
    own = draft.current if draft.group is not None else None  # one figure stated of each of several outcomes
    outcome = next((e for e in levels if own and e.metric == own), None) or _nearest(passage, levels, Status.ACTUAL)
    version = phrase("step of a revision").search(draft.whole)
    before = [*passage.memory.recent, *levels[len(recent) :]]
    plans = [entry for entry in before if passage.ledger.metric(entry.metric).status is Status.TARGET]
    if outcome is not None:
        draft.current = outcome.metric
        plans = _plans_of(passage, outcome, plans)
        if not plans and (place := levels.index(outcome)) and _planned_for(passage, levels[place - 1], outcome):
            plans = [levels[place - 1]]  # 计划征收4亿元，入库5亿元，为计划的125%
    plans = [entry for entry in plans if entry.metric != draft.current]
    if version is not None:
        plans = [entry for entry in plans if entry.name.endswith(REVISED) is (version[0] not in ("年初", "原"))]
    if plans and not _calls_another(draft.whole, plans[-1], before):
        draft.prior = plans[-1].metric
        if outcome is not None:
            _plan_for(passage, draft.prior, passage.ledger.metric(outcome.metric).period)


def _plan_for(passage: SentenceContext, plan: str | None, period: Period | None) -> None:
    """Set the period of a plan, and of those that its sentence lists with it, to that of its outcome."""
    first = passage.ledger.metric(plan)
    for entry in passage.memory.recent:
        other = passage.ledger.metric(entry.metric)
        if (other.sentence, other.status, other.period) == (first.sentence, first.status, first.period):
            passage.ledger.replace(entry.metric, period=period)
    passage.ledger.replace(plan, period=period)


def _met(entries: Sequence[ReadFigure]) -> list[ReadFigure]:
    """Return the levels without those by which an outcome missed its plan: 收入42亿元，[短收18亿元]，完成预算的70%."""
    missed = words_of("off its plan")
    return [entry for entry in entries if entry.is_level and entry.name not in missed]


def _tell_outcome(passage: SentenceContext, draft: ClaimDraft, levels: Sequence[ReadFigure]) -> None:
    """Make the last of two plans of one thing before a completion its outcome: 计划改造60户，完成57户，为计划的95%."""
    part = max(passage.folded.rfind(mark, passage.span.start, draft.span.start) for mark in "；;")
    own = [entry for entry in levels if entry.slot.figure.span.start > part]
    for planned, done in pairwise(own[-2:]):
        both = all(_status(passage, entry) is Status.TARGET for entry in (planned, done))
        alike = planned.slot.figure.unit == done.slot.figure.unit and base_name(planned.name) == base_name(done.name)
        if both and alike:
            period = passage.ledger.metric(draft.metric).period
            passage.ledger.replace(done.metric, status=Status.ACTUAL, period=period)


def _calls_another(whole: str, plan: ReadFigure, before: Sequence[ReadFigure]) -> bool:
    """Whether a completion calls its plan by words of another figure before it, and not of this one."""
    called, unit = planned_item(whole.removesuffix("的")), plan.slot.figure.unit
    if len(called) < _LEAST_CALLED or called in plan.slot.words or called in words_of("plan"):
        return False
    return any(called in entry.slot.words and entry.slot.figure.unit == unit for entry in before)


def _plans_of(passage: SentenceContext, outcome: ReadFigure, plans: Sequence[ReadFigure]) -> list[ReadFigure]:
    """The plans of an outcome's name, unit, area and account, where those are printed of both.

    基金收入调整为40亿元。市本级基金收入完成36亿元，为预算的90.0%.
    """
    key, own = name_key(base_name(outcome.name)), passage.ledger.metric(outcome.metric)
    return [
        plan
        for plan in plans
        if key in (name_key(base_name(plan.name)), name_key(planned_item(plan.name)))
        and agree(own.facets.area, (other := passage.ledger.metric(plan.metric)).facets.area)
        and agree(own.facets.account, other.facets.account)
        and own.figure.unit == other.figure.unit
    ]


def _nearest(passage: SentenceContext, levels: Sequence[ReadFigure], status: Status) -> ReadFigure | None:
    """Return the last level of a status, one that others are compared with only where there is no other.

    完成投资86亿元，比上年80亿元增长7.5%，为计划90亿元的95.6%
    """
    found = [entry for entry in reversed(levels) if passage.ledger.metric(entry.metric).status is status]
    return next((entry for entry in found if not entry.compared), found[0] if found else None)


_RATE_RELATION = RelationMatch(RelationKind.RATE, Direction.NONE, 0, "率")
_SHARE_OF = re.compile("(.{2,}?)占(?:比重?|比例)")
_SHARE_RELATION = RelationMatch(RelationKind.SHARE, Direction.NONE, 0, "占")


def read_rate(passage: SentenceContext, entry: ReadFigure) -> None:
    """Enter the claim of a rate (办结率, or 办结 alone before a %), if what was done stands before it: 办结254件."""
    if entry.slot.figure.unit != "%" or _read_share_of_part(passage, entry):
        return
    named = phrase("name of a rate").search(entry.name)
    verb = "" if named else strip_function_words(entry.slot.words)
    if named is None and (not is_action(verb) or rate_of(verb) is None):
        return
    root = named[1] if named is not None else verb
    levels = [
        level
        for level in passage.levels()
        if level is not entry
        and level.slot.figure.unit != "%"
        and not level.from_level
        and check_words("average").search(level.name) is None  # 法官人均结案450件，结案率88.9%
        and _of_one_year(passage, level, entry)
    ]
    done = _done_of_rate(passage, root, levels)
    if done is None:
        return
    root = way_of_rate(root, done.name)
    known = rate_of(root) is not None
    if not any(
        (_holds(level, done) or (known and _planned_for(passage, level, done)))
        and (known or not all(word in level.name for word in cut(root)))  # 不良贷款率
        for level in (*passage.memory.recent, *passage.levels())
    ):
        return
    if named is None:
        entry.name = f"{verb}率"
        rename_metric(passage, entry.metric, entry.name)
    begin = entry.slot.figure.span.start - len(entry.slot.words)
    draft = record_claim(
        passage, Span(begin + max(entry.slot.words.rfind(root), 0), entry.slot.figure.span.end), RelationKind.RATE,
        Direction.NONE, entry.name, words=entry.slot.words, figure=entry.slot.figure, metric=entry.metric,
        current=done.metric, basis=Basis(BasisKind.OTHER_TOTAL),
    )  # fmt: skip
    draft.whole = root
    entry.draft, entry.relation = draft, _RATE_RELATION


def _read_share_of_part(passage: SentenceContext, entry: ReadFigure) -> bool:
    """Enter the share that is named after a part before it, 微创手术占比25.0%, of what 其中 lists the part under."""
    name = _SHARE_OF.fullmatch(entry.name)
    levels = [level for level in passage.levels() if not (level.from_level or level.slot.figure.is_rate)]
    named = [level for level in levels if is_called(level.name, name[1])] if name is not None else []
    part = min(reversed(named), key=lambda level: len(level.name), default=None)
    if part is None:
        return False
    whole = passage.memory.whole
    if whole is not None and not (_holds(whole, part) and whole.slot.start < part.slot.start):
        whole = None
    if whole is None and name is not None and not part.name.endswith(name[1]):  # 检验设备1200台，不合格设备60台
        whole = next((level for level in levels[: levels.index(part)] if _holds(level, part)), None)
    start = entry.slot.figure.span.start
    draft = record_claim(
        passage, Span(start - min(len(entry.slot.words), len(entry.name)), entry.slot.figure.span.end),
        RelationKind.SHARE, Direction.NONE, entry.name, words=entry.slot.words, figure=entry.slot.figure,
        metric=entry.metric, current=part.metric, prior=whole.metric if whole is not None else None,
        basis=Basis(BasisKind.OTHER_TOTAL),
    )  # fmt: skip
    draft.whole = whole.name if whole is not None else ""
    entry.draft, entry.relation = draft, _SHARE_RELATION
    return True


def _done_of_rate(passage: SentenceContext, root: str, levels: Sequence[ReadFigure]) -> ReadFigure | None:
    """Return the level of what a rate says that was done: by its name, or by its own words where it has a plan's name.

    项目预算680万元，实际支出646万元. A plan is what was done only where nothing else can be.
    """
    outcomes = [level for level in levels if _status(passage, level) is not Status.TARGET]
    for chosen in (outcomes, levels) if len(outcomes) < len(levels) else (levels,):
        for names in ([level.name for level in chosen], [level.slot.words for level in chosen]):
            if (place := part_of_rate(root, names)) is not None:
                return _outermost(root, chosen[: place + 1])
    known = rate_of(root)
    if known is None or not known[1].of_plan:
        return None
    if len(levels) > 1 and levels[-1] in outcomes and _planned_for(passage, levels[-2], levels[-1]):
        return levels[-1]  # 任务40家，新认定36家，完成率90%
    plans = {(level.name, level.slot.figure.unit) for level in levels if level not in outcomes}
    return next((level for level in outcomes[::-1] if (level.name, level.slot.figure.unit) in plans), None)


def _outermost(root: str, levels: Sequence[ReadFigure]) -> ReadFigure:
    """Return the last level, or what it is a part of that was done too: 审结40件，其中以调解方式结案28件，|结案率."""
    *before, last = levels
    known = rate_of(root)
    if known is None or not last.slot.words.startswith(words_of("part mark")):
        return last
    told = any(word in root.removesuffix(known[0]) for word in cut(last.name) if len(word) > 1)
    done = [level for level in before if known[1].has_part(known[0], level.name) and _holds(level, last)]
    return done[-1] if done and not told else last


def _status(passage: SentenceContext, level: ReadFigure) -> Status:
    return passage.ledger.metric(level.metric).status


def _of_one_year(passage: SentenceContext, one: ReadFigure, other: ReadFigure) -> bool:
    """Return whether two outcomes can be of one year: 采纳18条，采纳率90.0%，上年采纳12条、采纳率80.0%."""
    metrics = [passage.ledger.metric(each.metric) for each in (one, other)]
    years = {metric.period.year for metric in metrics if metric.period is not None and metric.period.year is not None}
    return len(years) < 2 or any(metric.status is Status.TARGET for metric in metrics)


def _planned_for(passage: SentenceContext, plan: ReadFigure, done: ReadFigure) -> bool:
    """Return whether a level is a plan in the unit of what was done, which may exceed it: 下达贷款任务6000万元."""
    named = plan.name.endswith(words_of("plan")) and not done.name.endswith(words_of("plan"))
    planned = named or _status(passage, plan) is Status.TARGET
    return planned and plan is not done and plan.slot.figure.unit == done.slot.figure.unit


def _holds(whole: ReadFigure, part: ReadFigure) -> bool:
    """Return whether a level can be what another is a part of: of its unit, and not smaller."""
    one, other = whole.slot.figure, part.slot.figure
    return whole is not part and one.unit == other.unit and one.value >= other.value
