"""Name money by what it is for: 投资4360万元，对雨水管网进行改造 · 安排4.6亿元，用于农村公路养护."""

from __future__ import annotations

import re

from reportdiff.extraction.sentence.figure_slots import FigureSlot, blank_asides
from reportdiff.extraction.sentence.ledger import SentenceContext
from reportdiff.extraction.words.figure_names import noun_behind, without_examples
from reportdiff.extraction.words.matching import Words, is_verb, vocabulary
from reportdiff.extraction.words.strip_words import strip_function_words, without_loose_ends
from reportdiff.extraction.words.verbs import verb_at_head
from reportdiff.lexicon.changes import change_words
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.lexicon.words import words_of
from reportdiff.text.words import cut, tag_of

__all__ = ["named_by_purpose", "with_funding_verb", "with_source"]

_REACH = 70  # characters behind a sum of money in which its purpose begins
_FUND = "资金"
_FUNDS = re.compile(f"[一-龥]{{0,4}}{_FUND}")
_SPENT_ON = "投入"
_FOR, _SPENT = "用于", "支出"
_PEOPLE = ("人", "名", "人次", "户", "家")
_MANY = 4  # signs between the things of a list of which a name has the first alone
_LEAST, _MOST = 2, 24  # characters of an object; of a longer list the first thing names it
_CLAUSE_END = re.compile(r"[，,。；;：:！？\n]")
_TIMES = re.compile(r"连续第?\d+年")
_COUNTS = re.compile(r"\d[^、]*、\d.*")  # 中心城区|26公里供水、117公里供热管网铺设
_NOUNS = ("n", "v", "j")  # parts of speech that a subject ends in: 供暖|平稳运行
_PAYER = 2  # words of whose money it is
_COMPARED = frozenset(("同比", "环比", "比", "较"))


def named_by_purpose(passage: SentenceContext, name: str, slot: FigureSlot) -> str:
    """Return the name of money that was invested or set aside, with what for; other names as they are."""
    end = slot.figure.span.end
    if name.startswith(_FOR) and name.endswith(_SPENT) and "的" not in name:
        return name.removeprefix(_FOR)
    if kind_of_unit(slot.figure.unit) != "money" or passage.folded.startswith("的", end):
        return name  # 总投资8.6亿元的水厂项目
    bare = without_loose_ends(strip_function_words(slot.words) if slot.stop > end else name)
    payer, own = _without_payer(bare)
    own = strip_function_words(own) if payer else own
    if not own and vocabulary("funding").at_tail(words := cut(slot.words)):
        own = words[-1]  # 积极筹集资金，安排4.6亿元
    bare = own or bare
    text = blank_asides(passage.folded[end : end + _REACH]).lstrip("\ue000")
    kind = _FUNDS.match(text)
    behind = kind[0] if kind else max((it for it in words_of("fund") if text.startswith(it)), key=len, default="")
    text = text.removeprefix(behind).removeprefix("，").removeprefix(",")
    invested = bare in words_of("invested") and not (bare == _SPENT_ON and _is_use(text))
    verb = "" if invested else _funding_verb(bare)
    if bare == _SPENT:
        return (_purpose_before(passage, slot) or _helped_before(passage, slot)) + name
    if not (invested or verb) or (bare in words_of("measure") and _has_subject(passage, slot)):
        return name
    purpose = _purpose(text, invested)
    if not purpose and behind:
        return name
    if not purpose:
        told = payer + bare if payer and without_loose_ends(name) == payer else name
        return told if verb else _purpose_before(passage, slot) + told
    fund = "" if purpose.endswith(words_of("fund")) else bare.removeprefix(verb) or behind or _FUND
    return purpose + bare if invested else payer + verb + purpose + fund


def _without_payer(name: str) -> tuple[str, str]:
    """Return whose money a name says that it is, and the rest of the name: 市财政|安排资金."""
    words = cut(name)
    at = next((at for at, word in enumerate(words[:_PAYER], 1) if word.endswith(words_of("payer"))), 0)
    return "".join(words[:at]), "".join(words[at:])


def _has_subject(passage: SentenceContext, slot: FigureSlot) -> bool:
    """Return whether money belongs to the clause before, and what a clause behind it tells is another matter.

    二期工程竣工，完成投资|1.9亿元，铺设管线36公里
    """
    end = slot.figure.span.end
    apart = passage.folded.startswith(("，", ","), end) and not passage.folded.startswith(_FOR, end + 1)
    said = (
        _CLAUSE_END.split(passage.folded[passage.previous_end() : slot.start].rstrip("，,"))[-1] if slot.opens else ""
    )
    return apart and bool(said) and not is_verb(cut(said)[0])


def _purpose_before(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return what was done with money in the clause before, "" where it begins with no verb: 扶持教育，支出3亿元."""
    said = passage.folded[passage.previous_end() : slot.start]
    clause = _CLAUSE_END.split(said.rstrip("，,"))[-1] if slot.opens and said.endswith(("，", ",")) else ""
    words = cut(strip_function_words(blank_asides(clause)))
    done = words and (vocabulary("purpose").at_head(words) or verb_at_head(words) or is_verb(words[0]))
    return "".join(words) if done and len(clause) <= _MOST else ""


def _helped_before(passage: SentenceContext, slot: FigureSlot) -> str:
    """Return whom money was spent on, counted in the clause before."""
    last = passage.entries[-1] if passage.entries else None
    beside = last is not None and passage.folded[last.slot.figure.span.end : slot.start] in ("，", ",")
    return last.name if last and beside and last.is_level and last.slot.figure.unit in _PEOPLE else ""


def with_source(name: str, slot: FigureSlot) -> str:
    """Return the name of money with the account that it was taken from: 从基金|调入 → 调入基金."""
    words = cut(slot.words) if kind_of_unit(slot.figure.unit) == "money" and "从" in slot.words else ()
    if words[-1:] != (name,) or "从" not in words[:-2] or not is_verb(name):
        return name
    return name + "".join(words[words.index("从") + 1 : -1])


def with_funding_verb(name: str, slot: FigureSlot) -> str:
    """Return the name of money with the verb that says where it comes from or goes: 争取债券资金, 落实低保补助."""
    if kind_of_unit(slot.figure.unit) != "money" or not name or name.endswith(("支出", "收入")):
        return name  # the expenditure itself
    words = strip_function_words(slot.words)
    verb = words.removesuffix(name).removesuffix("到")
    funds = words.endswith(name) and verb in words_of("funding") and verb not in words_of("invested")
    return verb + name if funds else name


def _is_use(text: str) -> bool:
    """Return whether a clause tells what money is to bring about (用于, 保障), and not the work that it paid for."""
    words = cut(_CLAUSE_END.split(text, maxsplit=1)[0])
    return 0 < vocabulary("purpose").at_head(words) < len(words) and words[0] not in words_of("above all")


def _funding_verb(name: str) -> str:
    """Return the verb of a name that says no more than that money was set aside: 筹措资金, 安排."""
    words = cut(name)
    start = vocabulary("scope").at_head(words)
    count = start
    while more := vocabulary("funding").at_head(words, count):
        count += more  # 统筹|安排
    rest = "".join(words[count:])
    return "".join(words[:count]) if count > start and (not rest or rest in words_of("fund")) else ""


def _purpose(text: str, invested: bool) -> str:
    """Return what the clause that `text` begins with acts upon, "" where it begins with no verb.

    What money was set aside for keeps its verb (支持|提高教师待遇), what it was invested in is the work itself.

    用于公路养护 → 公路养护, 对管网进行改造 → 管网改造
    """
    end = _CLAUSE_END.search(text)
    clause = text[: end.start()] if end else text
    act = _TIMES.sub("", _COUNTS.sub("", clause))
    words = cut(phrase("count left at the end").sub("", phrase("count of an object").sub("", act)))
    count, last = _verbs_at_head(words, invested)
    if deed := _done_for_some(words[count:]):
        return deed
    if not last and (invested or not _begins_with_verb(words[count:])):
        return ""
    rest = "".join(words[count:]).removeprefix("的")
    change = words[count] if count < len(words) else ""
    if change in change_words()[0] and clause.partition(change)[2][:1].isdigit():
        return ""  # 完成投资12亿元，同比|增长5.0%
    if not invested and last and len(rest) <= _MOST and _is_clause(words[count:]):
        return last + rest  # 确保|工资按时发放
    if "对" in words[:count] and (noun := _treated(words[count:])):
        return noun
    examples = without_examples(rest) if rest.count("、") < _MANY else rest
    noun = noun_behind(examples if len(examples) <= _MOST else _first_of(examples))
    noun += "发展" if rest[len(noun) :] == "发展" else ""  # 支持职业教育|发展
    treated = last if last in words_of("work done") else ""
    return noun + treated if len(noun) >= _LEAST and not noun[0].isdigit() else ""  # 完成年度计划的80%


def _first_of(listed: str) -> str:
    """Return the first thing of a list, with 等 and what all of them are where the list ends so: 管网改造等项目."""
    first, _, more = listed.partition("、")
    kind = more.rpartition("等")[2]
    if more.count("、") < _MANY - 1 and kind not in words_of("generic noun"):
        return first
    return f"{first}等{kind}" if kind in words_of("generic noun") else f"{first}等"


def _done_for_some(words: Words) -> str:
    """Return what money is to do for those whom a clause names first: 为老人|购买保险, "" for other clauses."""
    verbs = (at for at in range(2, len(words) - 1) if is_verb(words[at]) and len(words[at]) > 1)
    at = next(verbs, 0) if words[:1] in (("为",), ("向",), ("给",)) else 0
    deed = "".join(words[at:])
    return deed if at and len(deed) <= _MOST else ""


def _is_clause(words: Words) -> bool:
    """Return whether words are a subject and what it does: 工资|按时发放, but not 工资发放."""
    for at in range(1, len(words) - 1):
        how = tag_of(words[at]) in ("d", "ad") or words[at] in words_of("manner") or words[at] in words_of("how")
        if how and tag_of(words[at - 1])[:1] in _NOUNS and tag_of(words[at + 1])[:1] == "v":
            return True
    return False


def _verbs_at_head(words: Words, invested: bool) -> tuple[int, str]:
    """Return how many words at the head name no purpose, and the last verb among them."""
    at, last = 0, ""
    while at < len(words):
        count = vocabulary("purpose").at_head(words, at) or (verb_at_head(words, at) if invested else 0)
        if count and tag_of(words[at]) == "n" and not any(map(is_verb, words[at + 1 : at + 2])):
            break  # 重点|实验室, but 重点|支持
        step = count or vocabulary("adverb", "adverb before verbs").at_head(words, at) or words[at] in words_of("how")
        if not step or at + step >= len(words):
            break
        last = words[at] if count else last
        at += step
    return at, last


def _begins_with_verb(words: Words) -> bool:
    acts = len(words) > 1 and words[0] not in _COMPARED and (is_verb(words[0]) or verb_at_head(words) > 0)
    goes_on = vocabulary("under way", "effect").at_head(words)  # 安排5亿元，增长8%
    object_told = len(words) > 1 and tag_of(words[1])[:1] in ("n", "j", "b", "a") and not words[0].endswith("长")
    return acts and not (goes_on or (vocabulary("stop").at_head(words) and not object_told))


def _treated(words: Words) -> str:
    """Return an object with what is done to it, "" where no verb says that something is: 管网|进行全面|改造."""
    start = next((at for at in range(1, len(words)) if vocabulary("treatment").at_head(words, at)), len(words))
    count = start + vocabulary("treatment").at_head(words, start)
    while count < len(words) and (more := vocabulary("adverb", "adverb before verbs", "manner").at_head(words, count)):
        count += more
    done = "".join(words[count:])
    return without_examples("".join(words[:start])) + done if start < len(words) and len(done) <= 4 else ""
