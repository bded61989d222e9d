"""Names of levels: from the figure's own words, and from earlier clauses where those leave them open."""

from __future__ import annotations

import re
from itertools import pairwise

from reportdiff.extraction.sentence.beneficiaries import named_by_deed
from reportdiff.extraction.sentence.figure_slots import FigureSlot
from reportdiff.extraction.sentence.ledger import ReadFigure, SentenceContext
from reportdiff.extraction.sentence.part_names import completed, same_unit
from reportdiff.extraction.sentence.purposes import named_by_purpose, with_funding_verb, with_source
from reportdiff.extraction.sentence.subjects import (
    at_other_time,
    done_again,
    is_body,
    joined_at_overlap,
    names_body,
    object_of_clause,
    with_body,
    with_doer,
    with_owner,
)
from reportdiff.extraction.sentence.topics import (
    base_of_dividend,
    kind_of_listed,
    kinds_of_counted,
    name_outside_bracket,
    noun_of_figure,
    rate_base,
    subject_of_outcome,
    topic_before_colon,
    topic_in_respect,
)
from reportdiff.extraction.words.budget_labels import base_name, split_label, with_version
from reportdiff.extraction.words.figure_names import name_figure
from reportdiff.extraction.words.matching import last_clause, vocabulary
from reportdiff.extraction.words.strip_words import (
    before_step,
    strip_function_words,
    strip_tail_words,
    without_light_verbs,
)
from reportdiff.extraction.words.verbs import closing_verb, head_object, is_action, is_bare_verb, leading_verb
from reportdiff.lexicon.name_parts import name_parts
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.reference_names import DENIALS
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.text.words import cut, tag_of

__all__ = ["inherit_name", "level_name"]

_CASES = "案件"
_EACH = re.compile("每[0-9]+股")
_LONGEST = 120  # characters of a name to which another one's words are added, again and again in a long list
_RECENT = 12  # figures that a reader looks back over
_WHOLE_OF_MEASURE = re.compile("总(?:[数量]$|(?=.{1,2}$))")
_TOTAL = re.compile("(?:总量|总数)$")  # 经营主体总量1.5万户，新登记0.2万户
_DECIDED = ("捕", "诉")
_TRADE = re.compile("进出口|出口|进口")
_FRAME = re.compile(r"(?:^|[。；，：\n、])([^，。；：、\n]{2,24}?)中[，,]$")


def level_name(passage: SentenceContext, words: str, slot: FigureSlot) -> tuple[str, str]:
    """Return the name of a level, and the verb that is all its words: 办结 of 受理申请10件，办结9件; "" elsewhere."""
    gap_start = passage.entries[-1].slot.figure.span.end if passage.entries else max(0, slot.start - 24)
    end = slot.end
    _note_brackets(passage, slot, passage.folded[gap_start : slot.start].strip())
    if phrase("parts follow").search(passage.folded, gap_start, end) is not None:
        passage.memory.whole = _whole_of_parts(passage)
    if above := _with_next_bound(passage, slot) or _goal(passage, slot):
        return above, ""
    if outside := name_outside_bracket(passage, slot):
        return outside, ""
    printed = passage.text[slot.start : end] if words == slot.words else words
    if kind := kind_of_listed(passage, slot) or kinds_of_counted(passage, slot):
        return kind, ""
    if deed := named_by_deed(passage, slot):
        return deed, ""
    measured = kind_of_unit(slot.figure.unit)
    count, amount = int(slot.figure.value) if measured == "count" else 0, measured in ("measure", "money")
    name = name_figure(printed, behind := noun_of_figure(passage, slot), opens=slot.opens, count=count, amount=amount)
    if slot.linked and not slot.words and (told := name_figure("", behind, opens=True)).endswith("的" + name):
        name = told  # 6个集体、7名|个人获得表彰
    if slot.words.endswith(("以", "后的")) and passage.words_behind(slot).startswith("为基数"):
        return base_of_dividend(passage, slot), ""
    if (each := rate_base(passage, slot)) and (of_each := strip_function_words(passage.folded[each[1] : end])):
        return each[0] + of_each, ""
    name = named_by_purpose(passage, _without_issuer(passage, name), slot)
    name = with_source(with_funding_verb(_beside(passage, name, slot), slot), slot)
    if slot.words.rstrip().endswith("每"):
        return name.removeprefix("每") + "计算单位", ""  # 每10股派发现金红利2元
    name = "" if name in words_of("bare label") else name  # 预算60.0亿元，实际完成63.0亿元
    if slot.opens and (topic := topic_before_colon(passage, slot)):
        return topic, ""
    if name in words_of("account side") and slot.opens and passage.memory.topic:
        return passage.memory.topic, ""
    name = with_version(name, slot.words)
    labelled = split_label(name.removeprefix("为"))  # 为年初预算1200万元的95%
    if labelled is not None:
        own = strip_tail_words(labelled[0]).removeprefix("的")
        own = "" if all(word in words_of("step of a plan") for word in cut(own)) else own  # 年中追加后调整预算数为
        whole = _last_base(passage, name) if own in words_of("account side") else ""
        base = (whole if whole.endswith(own) else own) or passage.memory.topic or _last_base(passage, name)
        if base:
            return base + labelled[1], ""
    return inherit_name(passage, name, slot)


def _measured(previous: ReadFigure | None, told: str) -> str:
    """Return the name of a measure of what was just counted, with which its words begin."""
    counted = previous.name if previous is not None else ""
    joined = joined_at_overlap(counted, told)
    if len(joined) < len(counted + told) and told.endswith(words_of("sign of a measure")):
        return joined
    return told if told.endswith(words_of("measure")) else ""


def _with_next_bound(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return the name of the figure before with another bound in it, where a figure's own words are but a bound.

    营收超过1亿元的企业有45家，超过10亿元的有6家 → 营收超过10亿元的企业; 100万元以上案件12件，500万元以上2件;
    60岁以上老年人口12.3万人，65岁以上8.9万人.
    """
    bound = passage.entries[-1].slot if passage.entries else None
    if bound is None or bound.start != slot.start:
        return ""
    alone = passage.folded[bound.figure.span.end : slot.end].strip(" 的") == ""
    if not alone and not slot.words.endswith(words_of("there are of them")):
        return ""
    for before, counted in pairwise(reversed(passage.entries[:-1])):
        condition, name = counted.slot.figure, before.name
        if (
            counted.slot.start == before.slot.start
            and condition.unit == bound.figure.unit
            and condition.surface in name
        ):
            return name.replace(condition.surface, bound.figure.surface)
    last = next((entry.name for entry in reversed(passage.levels())), "") if bound.is_class else ""
    measure = bound.figure.surface.lstrip("0123456789,.")
    other = re.search(rf"\d[\d,.]*{re.escape(measure)}", last)
    return "" if other is None else last.replace(other[0], bound.figure.surface)


def _goal(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return the name of a goal that a level is compared with."""
    behind = passage.words_behind(slot)
    compared = not slot.words.strip() or slot.words.strip() in words_of("better than")
    if (
        not compared
        or not slot.figure.qualifier
        or not behind.startswith("的")
        or not behind.endswith(words_of("goal"))
    ):
        return ""
    level = passage.entries[-1] if passage.entries else None
    return (level.name if level is not None and same_unit(level, slot) else "") + behind[1:]


def inherit_name(passage: SentenceContext, name: str, slot: FigureSlot) -> tuple[str, str]:
    """`name` completed from the clauses before, as for `level_name`: a part by its whole, a bare verb by its object."""
    words = slot.words
    previous, name = _previous(passage), "" if name in words_of("bare label") else name
    if passage.entries and passage.entries[-1].from_level and not slot.opens and name in words_of("turned into"):
        return passage.entries[-1].name, ""  # 由60万元|调整为80万元
    if (
        previous is not None
        and previous.slot.figure.unit == "年"
        and phrase("held at").fullmatch(strip_function_words(words) or words)
    ):
        earlier = next((entry.name for entry in reversed(passage.levels()) if entry is not previous), "")
        return phrase("held in a row").sub("", previous.name) or name or earlier, ""  # 播种面积连续5年稳定在120万亩
    if name in ("出口", "进口") and (traded := previous or passage.memory.last) and _TRADE.search(traded.name):
        return _TRADE.sub(name, traded.name, count=1), ""  # 进出口总额63.5亿元，其中出口41.2亿元
    if (of_stock := at_other_time(passage, name, slot)) or (
        previous is not None and (of_stock := _of_previous(previous, name, slot))
    ):
        return of_stock, ""
    if done := _done_with_cases(passage, name, slot, previous) if name else topic_in_respect(passage, slot):
        return done, name if is_action(name) else ""
    verb_alone = is_action(name) or _adverb_and_verb(name)
    if (verb_alone or not name) and (again := done_again(passage, words, slot)):
        return again, name
    if name and (not verb_alone or (_brings_object(name) and not (slot.linked and name.endswith(_DECIDED)))):
        long_name = completed(passage, name, slot, previous)
        name = with_owner(passage, long_name if len(long_name) <= _LONGEST else name, slot, previous)
        return with_body(passage, with_doer(name, slot, previous), slot), ""
    between = "" if name or slot.opens else passage.folded[passage.previous_end() : slot.figure.span.start]
    if between and (measured := _measured(previous, strip_function_words(between))):
        return measured, ""
    if not name and slot.opens and (subject := _stepped(passage, slot) or subject_of_outcome(passage, slot)):
        return subject, ""
    framed = _FRAME.search(passage.folded, max(slot.start - 40, 0), slot.start) if name and slot.opens else None
    if framed is not None and (previous is None or previous.slot.figure.span.end < framed.start()):
        return strip_function_words(framed[1]) + name, name  # 行政复议案件中，驳回65件
    if previous is None:
        if name and slot.opens and (dealt := object_of_clause(passage, slot)):
            return name + dealt, ""
        last = passage.memory.last
        return name or passage.memory.topic or (last.name if last is not None else ""), ""
    return (_with_carried(passage, name, slot, previous), name) if name else (_same_as(passage, slot, previous), "")


def _with_carried(passage: SentenceContext, name: str, slot: FigureSlot, previous: ReadFigure) -> str:
    """Return a verb with the object of the figure before it, or of the whole of which it tells a part."""
    whole = passage.memory.whole
    if previous.slot.figure.is_rate:  # 受理申请30件，受理率95%，|办结28件
        counts = (entry for entry in reversed(passage.levels()) if not entry.slot.figure.is_rate)
        previous = next(counts, previous)
    if whole is not None and same_unit(whole, slot) and leading_verb(whole.name) == name:
        part = previous.name.partition(whole.name)[0] if previous is not whole else ""
        return part + whole.name  # 收取查询费600元。其中，某馆2件，|收取40元
    done = previous.name.removeprefix(name_parts(previous.name).scope).removesuffix("人数")  # 提起公诉30件40人
    of_kind = closing_verb(name) or (name if name.startswith(tuple(DENIALS)) else "")  # 附条件不起诉12人，不起诉9人
    nothing = is_bare_verb(done) or (of_kind and done.endswith(of_kind))
    dealt = previous.name.removesuffix("人数") if previous.slot.figure.unit in ("人", "名") else previous.name
    carried = "" if nothing else head_object(dealt)  # 提起公诉635人，不起诉228人
    carried = _TOTAL.sub("", phrase("stock at a time").sub("", carried))
    carried = "" if phrase("reviewed").match(carried) else carried
    carried = carried.removesuffix(closing_verb(carried))  # both of the same cases
    if name in (trades := words_of("done with goods")):  # 水泥生产8万吨，|销售7万吨
        carried = next((carried.removesuffix(verb) for verb in trades if carried.endswith(verb)), carried)
    carried = "" if _are_cases(carried) and name.endswith(_CASES[0]) else carried  # 结案 is of cases anyway
    return carried if name in carried else _with_object(name, carried)


def _same_as(passage: SentenceContext, slot: FigureSlot, previous: ReadFigure) -> str:
    """Return the name of a figure whose words name nothing, by that of the figure before."""
    words = slot.words
    if (summed := phrase("running sum").search(words)) is not None:
        whole = head_object(previous.name).removesuffix("累计").removesuffix("新增")
        return whole + summed[0].removesuffix("达")
    if slot.figure.qualifier and passage.folded.startswith("的", slot.figure.span.end):
        bounds = (
            entry for entry in reversed(passage.entries) if same_unit(entry, slot) and entry.slot.figure.qualifier
        )
        previous = next(bounds, previous)
    if slot.figure.qualifier in ("突破", "超", "超过"):
        return previous.name.removesuffix("新增")
    side = words.strip()[-2:]
    if previous.name in words_of("account of a base") and side in words_of("account side"):
        return side  # 预算62万元，实际支出50万元
    outcome = words.strip().endswith("完成") or strip_function_words(words) in words_of("bare label")
    return base_name(previous.name) if outcome else previous.name


def _of_previous(previous: ReadFigure, name: str, slot: FigureSlot) -> str:
    """Return the name of an average or an effect of what was just told, "" for other names.

    占地总面积199万平方米，生均60平方米 → 生均占地面积
    """
    if slot.figure.unit == "股" and (each := _EACH.match(previous.name)) and name[:1] != "每":
        return each[0] + name
    if name in words_of("comes of money") and kind_of_unit(previous.slot.figure.unit) == "money":
        return previous.name.removesuffix("支出").removesuffix("资金") + name
    if name[:1] == "对" and slot.figure.unit == "%":
        return head_object(previous.name) + name  # 对增长的贡献率
    return name + _WHOLE_OF_MEASURE.sub("", previous.name) if name in words_of("average") else ""


def _done_with_cases(passage: SentenceContext, name: str, slot: FigureSlot, previous: ReadFigure | None) -> str:
    """Return what was done with which cases and by whom, where a name leaves one of these open, "" for others."""
    if is_action(name) and (topic := topic_in_respect(passage, slot)):
        return topic + name  # 案件查处方面，立案12件
    told = previous or passage.memory.last
    if told is not None and (of_body := _of_body(told, name)):
        return of_body
    opens = slot.opens and previous is None and name.endswith(_CASES)
    of_these = _of_these_cases(passage, name, slot) if opens else name
    return with_body(passage, of_these, slot) if of_these != name else ""


def _of_body(previous: ReadFigure, name: str) -> str:
    """Return what a court or an office did with what it or another one was told to deal with, "" for other names.

    全省法院受理案件2400件，审结2160件 → 全省法院审结案件
    """
    if name in previous.name or not names_body(f"{name} {previous.name}"):
        return ""
    parts, before = name_parts(name), name_parts(previous.name)
    body = parts.scope or before.scope
    told = parts.action and not parts.object and before.action and before.object and is_body(body)
    if not told or is_bare_verb(parts.action) != is_bare_verb(before.action):
        return ""
    dealt = before.qualifier + before.object
    dealt = dealt if previous.name.endswith(dealt) else before.object  # 首次执行案件, but 成功|调解|案件
    dealt = "" if _are_cases(dealt) and parts.action.endswith(_CASES[0]) else dealt
    return f"{body}{parts.qualifier}{parts.action}{dealt}"


def _with_object(verb: str, dealt: str) -> str:
    """Return a verb with the object that was told before it, in the order of a name."""
    return verb + dealt if verb.removeprefix("新") in words_of("before its object") else dealt + verb


def _are_cases(dealt: str) -> bool:
    """Return whether a verb dealt with cases of whatever kind."""
    return dealt.endswith(_CASES) and dealt.removesuffix(_CASES) in ("", *words_of("tells no count"))


def _of_these_cases(passage: SentenceContext, name: str, slot: FigureSlot) -> str:
    """Return what was done with cases, with the kind that clauses before tell: 严惩暴力犯罪，|审结案件."""
    parts = name_parts(name)
    if not parts.action or parts.scope or parts.qualifier or parts.object != _CASES:
        return name
    dealt = object_of_clause(passage, slot)
    return f"{parts.action}{dealt.removesuffix(parts.object)}{parts.object}" if dealt else name


def _adverb_and_verb(name: str) -> bool:
    """Return whether a name is a verb with how it was done, which wants an object too: 按时办结."""
    words = cut(name) if name[-1:] in vocabulary("action", "light").last else ()
    return len(words) == 2 and tag_of(words[0]) in ("d", "ad") and is_action(words[1])


def _brings_object(name: str) -> bool:
    """Return whether a name that is all verb needs no object: 提起公诉, but not 调处 or 成功调处."""
    words = cut(name)
    return len(name) >= 4 and not (len(words) == 2 and tag_of(words[0]) in ("a", "d", "ad"))


def _previous(passage: SentenceContext) -> ReadFigure | None:
    """Return the last figure before that has a name of its own: no stock of the year before, no part in brackets."""
    entries = _entries_beside(passage)[-_RECENT:]
    named = [entry for entry in entries if entry.name and entry.name not in words_of("carried stock")]
    own = (entry for entry in reversed(named) if not (entry.metric and entry.draft))  # 为预算的95%: of what was named
    return next(own, named[-1] if named else None)


def _stepped(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return the subject that passed a round number in the clause before: 生产总值连跨三个百亿元台阶，2024年达到…."""
    clause = last_clause(passage.folded[passage.sentence.span.start : slot.start].rstrip("，,"), of_line=True)
    subject = before_step(clause)
    return strip_function_words(subject) if subject != clause else ""


def _entries_beside(passage: SentenceContext) -> list[ReadFigure]:
    """Return the figures read so far without those that stood in brackets as parts of another."""
    aside = passage.memory.aside
    return [entry for place, entry in enumerate(passage.entries) if place not in aside] if aside else passage.entries


def _whole_of_parts(passage: SentenceContext) -> ReadFigure | None:
    """Return the figure whose parts follow: the last one, but not a whole of which it is a share itself.

    收费公路120公里，占公路480公里的25%。其中…: parts of the 120.
    """
    levels = [entry for entry in _entries_beside(passage) if entry.is_level]
    levels = levels or [*passage.memory.recent, *filter(None, [passage.memory.last])]
    own = [entry for entry in levels if not entry.from_level]
    return next(iter((own or levels)[-1:]), None)


def _note_brackets(passage: SentenceContext, slot: FigureSlot, gap: str) -> None:
    """Take note that brackets list the parts of the figure before, and that they end.

    受理申请3607件（市政府349件、市各有关部门933件），办结3500件
    """
    memory = passage.memory
    if gap == "（" and (levels := passage.levels()) and same_unit(levels[-1], slot):
        memory.whole, memory.listed = levels[-1], passage.entries.index(levels[-1]) + 1
    elif memory.listed and memory.whole is not None:
        close = passage.folded.find("）", memory.whole.slot.figure.span.end, slot.start)
        if close >= 0:
            inside = [entry for entry in passage.entries[memory.listed :] if entry.slot.start < close]
            memory.aside = range(memory.listed, memory.listed + len(inside))
            memory.whole, memory.listed = None, 0


def _without_issuer(passage: SentenceContext, name: str) -> str:
    """某某局部门共有车辆 → 车辆: the report is about the issuer anyway; a part is told from others by its office."""
    issuer = passage.outline.issuer
    if passage.memory.whole is not None or not issuer or not name.startswith(issuer) or len(name) <= len(issuer) + 1:
        return name
    rest = strip_function_words(re.sub(f"^{alternation(words_of('own office'))}+", "", name.removeprefix(issuer)))
    return without_light_verbs(rest) or name


def _beside(passage: SentenceContext, name: str, slot: FigureSlot) -> str:
    """清单涉及57个领域307个事项: the second count shares what stands before the first."""
    if slot.words or slot.opens or slot.linked or not passage.entries or not name:
        return name
    previous = passage.entries[-1]
    counted = passage.folded[previous.slot.figure.span.end : slot.figure.span.start]
    shared = previous.name.removesuffix(counted)
    return shared + name if counted and len(shared) < len(previous.name) and shared else name


def _last_base(passage: SentenceContext, label: str) -> str:
    """The budget item named before: 基金收入预算420万元，…；支出预算480万元 speaks of the other side of the account."""
    levels = passage.levels()
    last = levels[-1] if levels else passage.entries[-1] if passage.entries else passage.memory.last
    base = base_name(last.name) if last is not None else ""
    if label.startswith("支出") and base.endswith(words_of("total word")):
        told = [*passage.memory.recent, *levels]  # 收入预算6亿元，收入总计8亿元。支出预算7亿元: not of that total
        incomes = (entry.name for entry in reversed(told) if "预算" in entry.slot.words)
        base = next((name for name in incomes if name.endswith("收入")), base)
    return base.removesuffix("收入") + "支出" if label.startswith("支出") and base.endswith("收入") else base
