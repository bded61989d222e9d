"""Find the subject of a figure in clauses before: who did it, and what a measure is of."""

from __future__ import annotations

import re
from functools import cache

from reportdiff.extraction.sentence.figure_slots import FigureSlot, blank_asides
from reportdiff.extraction.sentence.ledger import ReadFigure, SentenceContext
from reportdiff.extraction.words.figure_names import without_examples
from reportdiff.extraction.words.matching import Words, ending, is_verb, vocabulary
from reportdiff.extraction.words.strip_words import strip_function_words
from reportdiff.extraction.words.verbs import counted_thing, is_action, leading_verb, verb_at_head
from reportdiff.lexicon.alignment import name_words
from reportdiff.lexicon.name_parts import name_parts
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.lexicon.words import alternation, word_at_tail, words_of
from reportdiff.text.words import cut, tag_of

__all__ = [
    "PLACES",
    "at_other_time",
    "done_again",
    "is_body",
    "names_body",
    "object_of_clause",
    "with_body",
    "with_doer",
    "with_owner",
]
__all__ += ["joined_at_overlap", "subject_of_item", "things_spoken_of", "without_predicate"]

_ENDED = re.compile("[；;：:。]")
_CLAUSES = re.compile("[，,；;：:。！]")
_ASIDE = re.compile("（[^（）]*）$")
_CLAUSES_BACK = 2  # 打击犯罪，维护秩序，|起诉
_REACH = 60  # characters that are looked back over for a subject
# what was counted, and a measure of it
_MEASURED = (("count", "money"), ("count", "measure"), ("count", "count"), ("measure", "measure"))
PLACES = ("所", "个", "家", "处", "座", "户")
_YEAR = "年"
_FEW = 3  # words in which a clause comes to its verb
_NO_SUBJECT = frozenset(("v", "d", "p", "c", "a", "ad", "vd", "f", "r", "u", "uj"))  # parts of speech that end one
_LAST_YEAR = "上年"
_PREDICATE = 3  # words of a clause from its verb on
_NAMELY = "的是"  # 增长最快的是|甲区，增长15.0%
_NOMINAL = frozenset("njlz")
_LEAST, _MOST = 2, 16  # characters of a subject


def with_owner(passage: SentenceContext, name: str, slot: FigureSlot, previous: ReadFigure | None) -> str:
    """Return a measure with what it is of, where its own clause leaves that open; other names as they are.

    新增企业46家，总量310家 → 企业总量
    """
    lasting = slot.figure.unit == "年" and name.startswith("连续")
    lacking = (slot.opens or slot.linked) and _lacks_owner(_ASIDE.sub("", name))
    if not (lasting or lacking or (slot.opens and name.endswith(_measured()))):
        return name
    start = max(passage.line, slot.start - _REACH)
    clauses = _CLAUSES.split(blank_asides(passage.folded[start : slot.start]).rstrip("，,"))
    if not (lasting or lacking):
        return _of_what_was_said(clauses[-1], name)
    if previous is not None and not (slot.opens and _speaks_of_another(clauses[-1])):
        return _owned_by_level(passage, name, slot, previous, lasting)
    return _joined(_subject(clauses[-1]), name) if len(clauses) > 1 or start == passage.line else name


@cache
def _measured() -> tuple[str, ...]:
    return (*words_of("sign of a measure"), *words_of("extent"), *words_of("measure alone"))


def _of_what_was_said(clause: str, measure: str) -> str:
    """Return a measure with what the clause before acts on, with whose last word it begins: 推进养老试点，|试点范围."""
    words = cut(strip_function_words(clause.strip()))
    acts = max((at for at, word in enumerate(words[:_FEW], 1) if is_verb(word) or verb_at_head((word,))), default=0)
    words = words[acts:]  # 稳妥|推进|养老试点
    first = cut(measure)[0]
    shared = words[-1:] == (first,) and len(first) > 1 and len(words) > 1 and first != measure
    return "".join(words[:-1]) + measure if shared and not any(map(str.isdigit, clause)) else measure


def _speaks_of_another(clause: str) -> bool:
    """Return whether a clause without figures has a subject and says something of it: 粮食|连续五年增产."""
    words = cut(strip_function_words(clause.strip()))
    subject = _subject(clause)
    told = bool(subject) and subject != "".join(words) and tag_of(words[0])[:1] == "n"
    return told and not any(map(str.isdigit, clause))


def _lacks_owner(name: str) -> bool:
    """Return whether a name is a measure without what it is of."""
    if name in words_of("measure") or name in words_of("of an accident"):
        return True
    measure = ending(name, "measure")
    told = cut(name.removesuffix(measure)) if measure and len(name) > 2 else ()
    return told != () and all(word in words_of("of no owner") for word in told)


def _owned_by_level(passage: SentenceContext, name: str, slot: FigureSlot, previous: ReadFigure, lasting: bool) -> str:
    """Return a measure with what was counted before it, or with what the measure before it is of."""
    levels = passage.levels()
    last = levels[-1] if levels else previous
    if not last.is_level or _ENDED.search(passage.folded, last.slot.figure.span.end, slot.start):
        return name
    units = last.slot.figure.unit, slot.figure.unit
    kinds = tuple(map(kind_of_unit, units))
    measured = word_at_tail("measure", last.name)
    if measured and not lasting:  # 企业注册资本12亿元，从业人员6万人
        counted = next((entry for entry in reversed(levels) if entry.slot.figure.unit in PLACES), None)
        return _joined(counted_thing(counted.name) if counted else last.name.removesuffix(measured), name)
    if lasting or (units[0] == units[1] if name in words_of("measure of all") else kinds in _MEASURED):
        whole = passage.memory.whole
        if whole is None or not last.name.endswith(whole.name[-2:]):
            whole = last  # but 重点项目105个，其中，农业类项目21个，总投资30亿元: of all of them
        earns = name.endswith("收入") and _doer(whole.name)  # 分公司签约项目12个，实现营业收入3亿元
        return _joined(earns or _without_victims(counted_thing(whole.name)), name)
    return name


def _without_victims(name: str) -> str:
    """Return the name of accidents without that of those who came to harm in them: 交通事故|死亡."""
    return name.removesuffix(ending(name, "of an accident")).removeprefix("发生")


def with_doer(name: str, slot: FigureSlot, previous: ReadFigure | None) -> str:
    """Return a name that begins with a verb with who did it: 博物馆办展120场、接待4万人次 → 博物馆接待."""
    if previous is None or not previous.is_level or not leading_verb(name):
        return name
    doer = _doer(previous.name)
    told = doer in name or doer not in previous.slot.words  # 安置房完成投资5亿元，建成安置房300套
    return name if told else doer + name


def done_again(passage: SentenceContext, words: str, slot: FigureSlot) -> str:
    """Return the name of an earlier level of one unit whose verb a figure's words repeat for another time or a plan.

    2024年安排水利资金30亿元，支付20亿元；2025年拟安排|33亿元 → 安排水利资金
    """
    *before, verb = cut(words.strip()) or ("",)
    anew = any(word.endswith(_YEAR) or word in words_of("to be done") for word in before)
    if not anew or not (is_action(verb) or verb in words_of("funding")):
        return ""
    for entry in reversed([*passage.memory.recent, *passage.levels()]):
        name = entry.name.removeprefix(_LAST_YEAR)
        told = name.removeprefix(name_parts(name).scope).removeprefix("新")
        if entry.slot.figure.unit == slot.figure.unit and told != verb and told.startswith(verb):
            return name
    return ""


def at_other_time(passage: SentenceContext, name: str, slot: FigureSlot) -> str:
    """Return the name of a stock at another time, "" for other names: 年初在册低保户…，年末在册…."""
    if phrase("stock at a time").fullmatch(name) is None:
        return ""
    for entry in reversed([*passage.memory.recent, *passage.levels()]):
        before = phrase("stock at a time").search(entry.name)
        if before is not None and entry.slot.figure.unit == slot.figure.unit and before[0] != entry.name:
            return entry.name.replace(before[0], name)
    return ""


def is_body(scope: str) -> bool:
    """Return whether the scope of a name is a court or an office, or all of an area."""
    return scope.endswith((*words_of("institution"), *name_words("body")))


@cache
def _body() -> re.Pattern[str]:
    return re.compile(alternation((*words_of("institution"), *name_words("body"))))


def names_body(words: str) -> bool:
    """Return whether words hold one that a court or an office ends in; others need not be cut to look for one."""
    return _body().search(words) is not None


def with_body(passage: SentenceContext, name: str, slot: FigureSlot) -> str:
    """Return what was done with the court or office that a clause before began with: 全省法院|审结案件."""
    before = passage.folded[passage.span.start : slot.start]
    if kind_of_unit(slot.figure.unit) not in ("count", "money") or not names_body(before):
        return name
    parts = name_parts(name)
    if not parts.action or parts.scope or not name.startswith(parts.action):
        return name
    clauses = filter(names_body, reversed(_CLAUSES.split(before)))
    scopes = (name_parts(strip_function_words(clause)).scope for clause in clauses)
    return next((scope + name for scope in scopes if is_body(scope)), name)


def _doer(name: str) -> str:
    """Return who did what a name says, "" where it says nobody: 法院受理 → 法院."""
    words = cut(name)
    at = next((at for at in range(1, len(words)) if vocabulary("action").at_head(words, at) and is_verb(words[at])), 0)
    start = 1 if words[0] in words_of("scope") else 0
    doer = "".join(words[start:at])
    told = 3 <= len(doer) <= _MOST and at + 1 < len(words) and _is_noun(words[start:at])
    return doer if told else ""


def _is_noun(words: Words) -> bool:
    return tag_of(words[-1])[:1] in ("n", "j", "") and not any(is_verb(word) for word in words)


def _joined(owner: str, name: str) -> str:
    owner = owner.removesuffix(name[:2]).rpartition("实有")[2]  # 重点项目 and 项目总投资
    return owner + name if _LEAST <= len(owner) <= _MOST and not is_action(owner) else name


def object_of_clause(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return the cases that the clauses before speak of, whose number a verb alone then tells; "" for other things.

    严惩盗窃、诈骗等犯罪，|起诉35人
    """
    said = blank_asides(passage.folded[passage.span.start : slot.start]).rstrip("，,")
    for clause in reversed(_CLAUSES.split(said)[-_CLAUSES_BACK:]):
        words = cut(strip_function_words(clause))
        if vocabulary("pressure").at_tail(words):  # 毒品犯罪|保持高压态势
            words = words[: next((at for at in range(len(words), 0, -1) if words[at - 1] in words_of("case")), None)]
        at = next((at for at, word in enumerate(words) if tag_of(word) not in ("v", "d", "ad", "a", "p")), len(words))
        dealt = without_examples("".join(words[at:]).rpartition("的")[2])
        if dealt.endswith(words_of("case")) and not any(map(str.isdigit, clause)):
            return dealt
    return ""


def _subject(clause: str) -> str:
    """Return what a clause speaks of: its subject, or what its verb acts on.

    养老保险工作全面开展 → 养老保险
    """
    words = cut(strip_function_words(clause.strip()))
    while count := (verb_at_head(words) or vocabulary("purpose", "adverb", "manner").at_head(words)):
        words = words[count:]
    end = next((at for at in range(1, len(words)) if _begins_predicate(words, at)), len(words))
    if end == len(words) and end > 1 and is_verb(words[-1]):
        end -= 1
    while end and (vocabulary("topic").at_tail(words[:end]) or (is_verb(words[end - 1]) and len(words[end - 1]) > 1)):
        end -= 1
    subject = "".join(words[:end])
    return subject if subject and not any(map(str.isdigit, subject)) and "、" not in subject else ""


def subject_of_item(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return the subject with which an item or a sentence opens, where no figure stands before the slot's clause.

    小麦产量12万吨，增长5%；玉米受旱，|产量下降3% → 玉米
    """
    start = max(passage.folded.rfind(mark, passage.span.start, slot.start) for mark in "；;") + 1
    said = passage.folded[start or passage.span.start : slot.start]
    if not slot.opens or any(map(str.isdigit, said)) or not said.rstrip().endswith(("，", ",")):
        return ""
    _, namely, clause = _CLAUSES.split(said)[0].rpartition(_NAMELY)
    words = cut(strip_function_words(clause.strip()))
    end = next((at for at in range(1, len(words)) if _begins_predicate(words, at)), len(words))
    end = next((at for at, word in enumerate(words[:end]) if tag_of(word) in _NO_SUBJECT), end)
    if end < len(words) and tag_of(words[end]) == "v" and len(words) > end + _PREDICATE:
        return ""  # 企业|退休|人员养老金标准: the verb may be a part of the noun
    if not namely and words[end:] and all(tag_of(word) == "f" for word in words[end:]):
        return ""  # 主要税种|中: a frame says nothing of its noun
    end -= vocabulary("topic").at_tail(words[:end])
    subject = "".join(words[:end])
    told = _LEAST <= len(subject) <= _MOST and tag_of(words[end - 1])[:1] in _NOMINAL
    return subject if told and not is_action(subject) and subject not in words_of("scope") else ""


def without_predicate(clause: str) -> str:
    """Return a clause up to what it says of its subject: 整改率|逐年提升 → 整改率."""
    words = cut(clause)
    return "".join(words[: next((at for at in range(1, len(words)) if _begins_predicate(words, at)), len(words))])


def things_spoken_of(clause: str) -> str:
    """Return the things of which a clause says how the work on them goes, "" where it has no predicate.

    >>> things_spoken_of("医用垃圾、厨余垃圾处置能力稳步增强"), things_spoken_of("医用垃圾")
    ('医用垃圾、厨余垃圾', '')
    """
    things = without_predicate(clause)
    words = cut(things)
    work = vocabulary("topic").at_tail(words)
    work += 0 < work < len(words) and len(words[-work - 1]) > 1 and tag_of(words[-work - 1])[:1] == "v"
    return "" if things == clause else "".join(words[: len(words) - work])


def joined_at_overlap(owner: str, measure: str) -> str:
    """Return what a measure is of with the measure, what both have in common written once.

    >>> joined_at_overlap("城镇供水", "供水普及率")
    '城镇供水普及率'
    """
    shared = next((size for size in range(len(measure) - 1, 1, -1) if owner.endswith(measure[:size])), 0)
    return owner + measure[shared:]


def _begins_predicate(words: Words, at: int) -> bool:
    if words[at] in words_of("noun-like") and tag_of("".join(words[at + 1 : at + 2])) in ("n", "vn"):
        return False
    begun = vocabulary("stop", "manner", "under way", "in a row").at_head(words, at) > 0
    return begun or tag_of(words[at]) in ("d", "ad", "z")
