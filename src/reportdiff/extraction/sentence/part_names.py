"""Complete the name of a part: by the verb of its list, by its whole, by its owner."""

from __future__ import annotations

import re
from functools import cache

from reportdiff.extraction.sentence.figure_slots import FigureSlot
from reportdiff.extraction.sentence.ledger import ReadFigure, SentenceContext
from reportdiff.extraction.sentence.subjects import PLACES, joined_at_overlap
from reportdiff.extraction.words.matching import ending, is_verb
from reportdiff.extraction.words.strip_words import MEASURES, without_scope
from reportdiff.extraction.words.verbs import (
    begins_with_verb,
    counted_thing,
    head_object,
    is_action,
    leading_verb,
    leading_verbs,
    verb_at_head,
)
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.reference_names import DENIALS, narrower_area
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.lexicon.words import words_of
from reportdiff.text.words import cut, tag_of

__all__ = ["completed", "counts_all_of", "is_called", "same_unit"]

_BARE_PART, _BARE_FIELD, _LISTED = 7, 18, 12  # characters of a part without what is counted in it
_BARE = 10  # characters of a part without a measure
_AMOUNTS = ("量", "率", "值", "总额", "金额")  # 开通航线5条、旅客吞吐量320万人次
_FEW = 3  # words of a thing that a part names in full
_ANEW = re.compile(r"[；;]|累计|拥有|现有|现行|有效|保留|截至|总")  # what is counted behind is another stock
_ACCOUNT = re.compile("(?:预算|基金|经营)(?:（[^（）]*）)?收入$")
_LEVEL_SIGN = "级"
_LEVEL = re.compile(f"^[^级]{{1,3}}{_LEVEL_SIGN}(?:及?以上)?")
_EACH = re.compile("[^每]{0,8}每[十百千万]+(?:户|名|人口|人|家|个|亩)(?:[^拥]{0,6}拥有)?")
_MODIFIERS = ("a", "v", "b", "d", "z")  # parts of speech of a word that 的 ties to a thing
_PEOPLE = ("人", "名", "人次", "位")
_THING = ("n", "j", "l", "b", "a", "s", "f", "")  # parts of speech of the words of a thing
_FUND = re.compile("(?:保险|医保)[^预]*基金收入$")  # not an account of all funds: 社会保险基金预算收入
_EARNS = re.compile(r"(?:营业|销售)?收入$")


def completed(passage: SentenceContext, name: str, slot: FigureSlot, previous: ReadFigure | None) -> str:
    """A name that has its noun: the verb of its list, the whole that it is a part of, or the owner of 涉及 added."""
    amid_list = slot.linked and _amid_list(passage)
    averaged = check_words("average").match(name) is not None  # 投放单车1200辆、日均骑行3.5万人次
    listed = previous if slot.linked and not amid_list and not averaged else None
    if listed is not None and (verb := _verb_of_list(passage, listed, name, slot)):
        return name if name.startswith(verb) else verb + name  # 发出监管意见书4份、提醒函3期
    if name in words_of("members") or name in words_of("members in short"):  # 普通中学186所，招生6万人，在校生18.9万人
        owners = (_owner_of_members(entry) for entry in reversed(passage.levels()))
        return next(filter(None, owners), "") + name
    each = _EACH.match(previous.name) if previous is not None and slot.linked and slot.figure.unit != "%" else None
    if each is not None and "每" not in name and not name.endswith(_measure_signs()):
        return each[0] + name  # 每百户拥有汽车42辆、空调120台
    if previous is not None and slot.opens and _added_too(passage, previous, name, slot):
        return leading_verb(previous.name) + name  # 新建幼儿园3所，小学2所
    kin = None if amid_list else passage.memory.whole or previous
    if (
        kin is not None
        and kin.draft is None
        and _counts_same_kind(passage, kin, name, slot)
        and not (leading_verb(name) or is_action(name) or leading_verb(without_scope(name)))
        and not (slot.opens and name.endswith(words_of("of people")))
    ):
        return leading_verb(kin.name) + name  # 归集文件102件，其中，市级文件81件
    if of_account := _of_account(passage, name, slot):
        return of_account
    if previous is not None and name.startswith("涉及") and len(name) <= 5:
        return head_object(previous.name) + name
    spent = name.startswith("用于") and "的" not in name  # 用于低保|的补助资金 is a name of its own
    if passage.memory.whole is not None and spent and same_unit(passage.memory.whole, slot):
        return head_object(passage.memory.whole.name) + name  # 发行专项债券52亿元，其中用于水利建设18亿元
    if spent and len(name) > 4:
        return name.removeprefix("用于")  # 主要用于学校改扩建3000万元，党校搬迁2400万元
    if name in words_of("owned"):
        owner = next((entry for entry in reversed(passage.levels()) if _EARNS.search(entry.name)), None)
        return _EARNS.sub("", owner.name) + name if owner else name  # 云服务业务收入9.86亿元，毛利率41.2%
    if measured := _measure_left_out(passage, name, slot):
        return joined_at_overlap(name, measured)  # 造林面积9万亩，其中人工造林4万亩
    whole = passage.memory.whole
    if whole is not None and (counted := _counted_by_deed(passage, whole, slot)):
        return name + counted
    if (
        whole is not None
        and whole.metric
        and _is_part(passage, name)
        and passage.ledger.metric(whole.metric).figure.unit == slot.figure.unit
        and not _counts_itself(name, slot)
    ):
        return name + _object_of_part(whole.name, slot.figure.unit, name)  # 其中，市级48期
    return name


def _is_part(passage: SentenceContext, name: str) -> bool:
    """Return whether a name says no more than which part of a whole is counted: 市级, 公益保护领域."""
    listed = bool(passage.memory.listed) and len(name) <= _LISTED
    short = len(name) <= _BARE_PART and name.endswith(words_of("part"))
    return listed or short or (len(name) <= _BARE_FIELD and name.endswith(words_of("field")))


def _of_account(passage: SentenceContext, name: str, slot: FigureSlot) -> str:
    """Return what an account spent or has left, whose revenue was told before, "" for other names."""
    words = slot.words.strip()
    balance = words in words_of("balance of a fund")
    spends = name in words_of("spent") and (len(name) > 2 or slot.words.startswith(name))
    income = _income_before(passage, slot) if balance or spends else ""
    if balance:
        return income[:-2] + words if _FUND.search(income) else ""
    return income[:-2].removesuffix(name[:-2]) + name if income else ""  # 政府性基金收入5万元，支出5万元


def _counted_by_deed(passage: SentenceContext, whole: ReadFigure, slot: FigureSlot) -> str:
    """Return what was done with the things that a part counts, where the whole is the money of it, "" elsewhere.

    对30件申请收取费用600元。其中，某馆2件 → 收取费用申请
    """
    told = [*passage.memory.recent, *passage.levels()]
    at = next((at for at, entry in enumerate(told) if entry is whole), 0)
    counted = told[at - 1] if at and not whole.slot.opens and leading_verb(whole.name) else None
    if counted is None or not same_unit(counted, slot) or same_unit(whole, slot):
        return ""
    thing = cut(counted.name.removeprefix(whole.name))
    return whole.name + (thing[-1] if len(thing) > _FEW and thing[-1] in words_of("counted noun") else "".join(thing))


def _owner_of_members(entry: ReadFigure) -> str:
    """Return the places that a figure counts, or whose members it counts: 普通中学|186所, 普通中学|招生6万人."""
    member = ending(entry.name, "members")
    if entry.slot.figure.unit in PLACES:
        return without_scope(counted_thing(entry.name))
    owner = entry.name.removesuffix(member) if member else ""
    return "" if is_action(owner) else owner


def _measure_left_out(passage: SentenceContext, name: str, slot: FigureSlot) -> str:
    """Return the measure that a name leaves to the figure before it or to its whole, "" where it has its own.

    货物周转量12亿吨公里，其中，铁路9亿吨公里
    """
    whole, last = passage.memory.whole, passage.levels()[-1:]
    measured = ""
    if last and same_unit(last[0], slot) and kind_of_unit(slot.figure.unit) == "money":
        measured = _measure_of_kin(last[0].name, name)
    if not measured and whole is not None and same_unit(whole, slot):
        measured = _measure_behind_noun(whole.name, name) or _measure_of_lead(whole.name, name)
    return measured


def _measure_of_kin(last: str, name: str) -> str:
    """Return what the clause before measures of the same noun: 国有企业利润6亿元；集体企业4亿元."""
    noun = ending(name, "group")
    measure = last.rpartition(noun)[2] if noun and name != noun else ""
    return measure if measure.endswith(MEASURES) and not leading_verb(name) else ""


def _measure_behind_noun(whole: str, part: str) -> str:
    """Return what a total has behind the noun that its part ends in: 债务限额, 一般债务."""
    if part.endswith(words_of("account item")):
        return ""  # 均衡性转移支付 under 转移支付收入
    group = ending(part, "group")
    noun = group or cut(part)[-1]
    of_all = whole.rfind(noun) if len(noun) > 1 else -1
    measured = whole[of_all + len(noun) :] if of_all >= 0 else ""
    return measured if group or measured in words_of("measure of a stock") else ""


def _measure_of_lead(whole: str, part: str) -> str:
    """Return the measure that a part of a total leaves to its lead, "" where it has one or is no bare noun."""
    leads = (*words_of("lead"), *words_of("members"))
    measure = max((word for word in leads if whole.endswith(word)), key=len, default="")
    if not measure or part.endswith((*_measure_signs(), measure[-2:])) or len(part) > _BARE or leading_verb(part):
        return ""  # 城镇人口 of 常住人口
    if any(map(is_verb, cut(part))):
        return ""
    return measure


def _added_too(passage: SentenceContext, previous: ReadFigure, name: str, slot: FigureSlot) -> bool:
    """Return whether a clause is but a thing and its number, behind one that tells how many things were added."""
    units = previous.slot.figure.unit, slot.figure.unit
    things = all(kind_of_unit(unit) in ("count", "measure") and unit not in _PEOPLE for unit in units)
    beside = passage.folded[previous.slot.figure.span.end : slot.start] in ("，", ",") and slot.words == name
    if not (things and beside and leading_verb(previous.name) in words_of("addition")):
        return False
    happens = name.endswith(words_of("happens"))
    own = happens or any(map(is_action, cut(name))) or name.endswith(_measure_signs())
    return not own and all(tag_of(word)[:1] in _THING or tag_of(word) == "vn" for word in cut(name))


@cache
def _measure_signs() -> tuple[str, ...]:
    return (*words_of("measure"), *words_of("lead"), *MEASURES, *(word[-1] for word in words_of("members")))


def _counts_itself(name: str, slot: FigureSlot) -> bool:
    """Return whether a part needs no noun of its whole: 发布公告30件, 新增债券2亿元, 医院21个."""
    if leading_verb(name) or (slot.figure.unit in PLACES and name.endswith(words_of("office"))):
        return True
    return kind_of_unit(slot.figure.unit) == "money" and not name.endswith(words_of("part"))


def _object_of_part(whole: str, unit: str, part: str) -> str:
    """Return what a part has in common with its whole: 医疗机构床位 → 床位."""
    paid = kind_of_unit(unit) == "money"  # 偿还本息61亿元，其中市本级44亿元: what was done with it tells it apart
    whole = whole if paid else head_object(whole)
    thing = without_scope(_LEVEL.sub("", whole) if part.endswith(_LEVEL_SIGN) else whole)
    bodies = (*words_of("office"), *words_of("institution"))
    if part.endswith(bodies):
        words = cut(thing)
        owner = max((at for at, word in enumerate(words) if word.endswith(bodies)), default=-1)
        thing = "".join(words[owner + 1 :])
    return ending(thing, "members") or thing


def _verb_of_list(passage: SentenceContext, previous: ReadFigure, name: str, slot: FigureSlot) -> str:
    """Return the verbs that a figure of a list shares with the one before, "" where it has one or needs none."""
    own = leading_verb(name) or is_action(name) or begins_with_verb(slot.words) or name.endswith(_AMOUNTS)
    of_people = name.endswith(words_of("of people")) and all(tag_of(word)[:1] in ("a", "v") for word in cut(name))
    own = own or of_people or name in words_of("measure") or name in words_of("of an accident")
    if own or leading_verb(without_scope(name)) or previous.draft is not None:
        return ""
    verb = leading_verbs(previous.name) or _verb_with_object(passage, previous)
    if not (leading_verb(previous.name) or any(map(is_action, cut(verb))) or len(cut(verb)) == 1):
        return ""
    return verb + _modifier_of_all(previous.name.removeprefix(verb), name)


def _verb_with_object(passage: SentenceContext, previous: ReadFigure) -> str:
    """Return the verb with which a list begins, and whose object its first name is: no row needs to have it."""
    entry = next((entry for entry in reversed(passage.entries) if not entry.slot.linked), previous)
    words = cut(entry.name)
    acts = len(words) > 1 and len(words[0]) > 1 and is_verb(words[0]) and tag_of(words[1])[:1] in ("n", "")
    acts = acts and entry.slot.opens and previous.name.startswith(words[0])
    things = kind_of_unit(entry.slot.figure.unit) in ("count", "measure")  # not 应收账款2亿元
    return words[0] if acts and things and entry.slot.words.endswith(entry.name) else ""


def _modifier_of_all(thing: str, name: str) -> str:
    """Return what 的 ties to the first thing of a list and all others share: 老化的|客车16辆、货车9辆."""
    modifier, of, first = thing.partition("的")
    told = of and len(cut(modifier)) == 1 and tag_of(modifier)[0] in _MODIFIERS and first[-1:] == name[-1:]
    return modifier + of if told else ""


def _amid_list(passage: SentenceContext) -> bool:
    """Return whether the last figure with words stands amid a list with a verb of its own, which ends with it.

    审查逮捕案件2件、立案4人、|申诉19件
    """
    last = next((entry.slot for entry in reversed(passage.entries) if entry.slot.words), None)
    return last is not None and last.linked and verb_at_head(cut(last.words)) > 0


def same_unit(entry: ReadFigure, slot: FigureSlot) -> bool:
    """Return whether a figure has the unit of one read before."""
    return entry.slot.figure.unit == slot.figure.unit


def _income_before(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return the last revenue that was named with its account, of the area of a figure where one is of that.

    The paragraph before is included.
    """
    named = [entry for entry in (*passage.memory.recent, *passage.levels()) if entry.name.endswith("收入")]
    area = narrower_area(passage.facets_at(slot.figure.span.start).area)
    own = [entry for entry in named if narrower_area(passage.ledger.metric(entry.metric).facets.area) == area]
    names = [entry.name for entry in own or named]
    return next((name for name in reversed(names) if _ACCOUNT.search(name)), names[-1] if names else "")


def _counts_same_kind(passage: SentenceContext, entry: ReadFigure, name: str, slot: FigureSlot) -> bool:
    """Return whether a name counts the same kind of thing as a level before it, whose verb it then shares."""
    between = passage.folded[entry.slot.figure.span.end : slot.figure.span.start]
    return (
        len(name) >= 3
        and entry.name[-2:] == name[-2:]
        and name not in words_of("measure")
        and not name.endswith(words_of("account noun"))  # 罚没收入600万元，专项收入320万元
        and not name.startswith(words_of("average"))  # 改造住房面积9万平方米，人均住房面积39平方米
        and entry.slot.figure.unit == slot.figure.unit
        and _ANEW.search(between) is None
    )


def is_called(name: str, short: str) -> bool:
    """Return whether a name may be called by its end, without its measure; no denial is left out."""
    if name.startswith(short) and tag_of(name.removeprefix(short)) in ("n", "vn"):
        return True  # 不合格设备60台，不合格占比5%
    for measure in ("", *words_of("measure alone"), *words_of("account side")):
        bare = name.removesuffix(measure)
        if name.endswith(measure) and bare.endswith(short):
            return not bare.removesuffix(short).endswith(tuple(DENIALS + "非"))
    return False


def counts_all_of(whole: str, part: str) -> bool:
    """Return whether a figure counts all of what names a part: 馆藏文物总数 of 珍贵馆藏文物, 立案 of 立案查处."""
    if len(whole) > 1 and part != whole and part.startswith(whole):
        return True
    total = phrase("ends in a total").search(whole)
    noun = "" if total is None else phrase("whole issuer ahead").sub("", whole[: total.start()])
    return len(noun) > 1 and part.endswith(noun) and part != noun
