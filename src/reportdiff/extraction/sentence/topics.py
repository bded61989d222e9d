"""Find the topic of a figure in the words before its clause: before a colon, a comma, or the base of a rate."""

from __future__ import annotations

import re
from functools import cache

from reportdiff.extraction.sentence.figure_slots import FigureSlot
from reportdiff.extraction.sentence.ledger import SentenceContext
from reportdiff.extraction.sentence.subjects import without_predicate
from reportdiff.extraction.words.figure_names import noun_behind, rate_behind
from reportdiff.extraction.words.matching import Words, is_verb, last_clause
from reportdiff.extraction.words.strip_words import strip_function_words
from reportdiff.extraction.words.verbs import head_object, is_action
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.words import words_of
from reportdiff.text.words import cut, tag_of

__all__ = ["base_of_dividend", "moved_by_rate", "name_outside_bracket", "noun_before_bracket", "noun_of_figure"]
__all__ += ["kinds_of_counted"]
__all__ += ["rate_base", "subject_before", "subject_of_outcome", "topic_before_colon", "topic_in_respect"]

_NOMINAL = ("n", "j", "l", "i")
_RESPECT = "方面"
_BREAK = re.compile("[，,；;：:。（）、\n]")
_HELD = re.compile("（[^（）]*）")
_AND_OTHERS, _TO = "等", "p"  # "p": the tag of 于, 在
_OF_RATE = re.compile(r"的[^\W\d]{2,12}")
_MARKS = "".join(map(chr, range(ord("①"), ord("⒇") + 1))) + "0123456789（）、. —-·*●"  # of an item
_KIND, _KINDS = "类", "类别"
_COUNTED = re.compile(r"\d[\d,]*[余多]?[件项条个种款](?P<behind>[^\W\d]{2,24})")
_TOPIC = 24  # characters of a topic before a colon


def topic_before_colon(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return the words before a colon, where the figure's own words say no more than that money was set aside or spent.

    教育类支出：|安排3.2亿元
    """
    own = strip_function_words(slot.words)
    if own and own not in _bare():
        return ""
    if not passage.folded.startswith(("：", ":"), slot.start - 1):
        label = slot.words.strip() in words_of("funding") and not passage.entries
        return _label_of_line(passage) if label and passage.span.start - passage.line <= _TOPIC else ""
    said = passage.folded[max(passage.line, passage.previous_end()) : slot.start - 1]
    topic = strip_function_words(re.split("[，,；;：:。（）]", said)[-1])
    told = 2 <= len(topic) <= _TOPIC and not is_action(topic) and not topic.endswith(words_of("opens list"))
    return topic if told else ""


def _label_of_line(passage: SentenceContext) -> str:
    """Return the item that a line begins with and its first sentence says the sum of: ②专项支出。|安排2.3亿元."""
    label, end, more = passage.folded[passage.line : passage.span.start].partition("。")
    item, label = label, label.lstrip(_MARKS)
    told = item != label and end and not more.strip() and not re.search(r"\d|，", label) and not is_action(label)
    return label if told and label.endswith(words_of("item of a budget")) else ""


def kinds_of_counted(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return the name of the kinds of what the next figure counts: 办好10类|52件实事 → 实事类别."""
    if not slot.figure.unit.endswith(_KIND):
        return ""
    counted = _COUNTED.match(passage.folded, slot.figure.span.end, passage.span.end)
    noun = noun_behind(counted["behind"]) if counted is not None else ""
    return noun + _KINDS if noun else ""


def name_outside_bracket(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return what a figure that a bracket holds alone is named before it, or a sum behind such; "" for others."""
    text, start = passage.folded, slot.start
    alone = not slot.words and text.startswith("（", start - 1) and text.startswith("）", slot.figure.span.end)
    if alone:
        said = _BREAK.split(text[max(passage.line, passage.previous_end()) : start - 1])[-1]
        return strip_function_words(said)
    measured = slot.words.strip() if text.startswith("（", start - 1) else ""
    if measured in words_of("measure in a bracket") and (last := passage.levels()[-1:]):
        beside = last[0].slot.figure.span.end == start - 1
        return head_object(last[0].name) + measured if beside else ""  # 资产166宗（账面值197亿元）
    if slot.words.strip() != _AND_OTHERS or not text.startswith("）", start - 1):
        return ""
    return strip_function_words(last_clause(_HELD.sub("", text[passage.line : slot.end]), of_line=True))


def noun_before_bracket(passage: SentenceContext, slot: FigureSlot) -> str | None:
    """Return the noun whose bracket a claim opens, None where it opens none: 集中于房地产业（占比28.4%）、建筑业（…."""
    if not passage.folded.startswith("（", slot.start - 1):
        return None
    before = passage.folded[max(passage.line, passage.previous_end()) : slot.start - 1]
    words = cut(strip_function_words(_BREAK.split(before)[-1]))
    at = max((at for at, word in enumerate(words[:-1], 1) if is_verb(word) or tag_of(word) == _TO), default=0)
    return "".join(words[at:]) or None if words and tag_of(words[-1])[:1] in _NOMINAL else None


def kind_of_listed(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return what the clause before acts upon, where a figure counts its kinds: 出台惠企政策，|包括奖补、减税等26项."""
    words = cut(slot.words) if slot.opens and slot.words.endswith(_AND_OTHERS) else ()
    if words[:1] not in _holds():
        return ""
    noun = noun_behind(passage.words_behind(slot))
    if noun and noun not in words_of("kind of thing"):
        return ""
    told = _clause_before(passage, slot)
    at = max((at for at, word in enumerate(told) if is_verb(word) and at + 1 < len(told)), default=-1)
    words = cut("".join(told[at + 1 :]).removeprefix("了").rpartition("的")[2])
    while words and tag_of(words[0]) == "m":
        words = words[1:]  # 多种|模型
    return "".join(words) if at >= 0 else ""


@cache
def _holds() -> frozenset[Words]:
    return frozenset((word,) for word in words_of("holds"))


@cache
def _bare() -> frozenset[str]:
    return frozenset((*words_of("funding"), *words_of("bare outcome"), *words_of("bare label"), *words_of("plan")))


def topic_in_respect(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return what the clause before says that its figures are in respect of: 住院方面，|完成4.1万人次."""
    words = _clause_before(passage, slot)
    return strip_function_words("".join(words[:-1]).removeprefix("在")) if words[-1:] == (_RESPECT,) else ""


def subject_of_outcome(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return the subject of a clause before one that only says what it came to: 客运量实现较快增长，|达到4.1万人次."""
    words = _clause_before(passage, slot)
    end = next((at for at in range(1, len(words)) if words[at] in words_of("comes to") or tag_of(words[at]) == "d"), 0)
    if (
        not end
        and words
        and slot.words.strip()
        and tag_of(words[0])[:1] in _NOMINAL
        and tag_of(words[-1]) in ("n", "vn")
    ):
        end = len(words)  # 招商资金，|全年完成50亿元
    subject = "".join(words[:end])
    return subject if 2 <= len(subject) <= _TOPIC and not is_action(subject) and "、" not in subject else ""


def _clause_before(passage: SentenceContext, slot: FigureSlot) -> Words:
    """Return the words of the clause before that of a figure, if no other figure stands in it."""
    if not slot.opens or not passage.folded.startswith(("，", ","), slot.start - 1):
        return ()
    return cut(
        strip_function_words(re.split("[，,；;：:。！\n]", passage.folded[passage.previous_end() : slot.start - 1])[-1])
    )


def rate_base(passage: SentenceContext, slot: FigureSlot) -> tuple[str, int] | None:
    """Return what a rate before the figure counts by, and where it ends: 每 10 股|派发现金红利2元."""
    figure = passage.entries[-1].slot.figure if passage.entries and not slot.opens else None
    if figure is None or not passage.folded.endswith(("每", "每 "), 0, figure.span.start):
        return None
    return "每" + "".join(figure.surface.split()), figure.span.end


def base_of_dividend(passage: SentenceContext, slot: FigureSlot) -> str:
    """Name the number of shares that a dividend is paid on: 分配预案为：以6,000股为基数."""
    said = re.split("[：:]", passage.paragraph_up_to(slot.start))
    topic = strip_function_words(re.split("[，,；;。]", said[-2])[-1]) if len(said) > 1 else ""
    return topic.rpartition("的")[2] + ("股本" if slot.figure.unit == "股" else "") + "基数"


def subject_before(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return the clause before, where it is but a subject: 人均可支配收入，由5000元增加到7500元."""
    at = slot.start
    if not slot.opens or passage.folded[at - 1 : at] not in ("，", ","):
        return ""
    words = passage.folded[passage.previous_end() : at - 1]
    clause = last_clause(words, of_line=True)
    return without_predicate(strip_function_words(clause)) if len(clause) <= 40 else ""


def noun_of_figure(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return the words behind a figure that may name what it counts, with what a list leaves to its last item."""
    behind, end = _item_behind(passage.words_behind(slot), slot), slot.figure.span.end
    if behind.endswith("级") and (ranked := phrase("ranks of a thing").match(passage.folded, end)):
        return behind + ranked["thing"]  # 20个国家级、19个省级|重点县
    if not behind and slot.figure.unit == "%" and (rate := _OF_RATE.match(passage.folded, end)):
        return rate[0]  # 以9%|的增长率|从5亿元增长到8亿元
    return behind


def moved_by_rate(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return the name of what a rate moved, for the level that it began with: 规模以9%的增长率从|5亿元增长到8亿元."""
    last = passage.entries[-1] if passage.entries else None
    rate = rate_behind(slot.words) if last is not None and last.slot.figure.unit == "%" else ""
    if not rate or last is None or slot.words.removeprefix("的").removeprefix(rate).strip() not in ("从", "由"):
        return ""
    return last.name.removesuffix(rate) if last.name != rate else ""


def _item_behind(behind: str, slot: FigureSlot) -> str:
    """Return the words behind a figure up to 等 behind the last item of a list: 3座桥梁、5条道路|等工程."""
    item, others, _ = behind.partition("等") if slot.linked else (behind, "", "")
    single = others and len(item) > 1 and item.isalnum() and cut(item + others)[-1] == others
    return item if single else behind
