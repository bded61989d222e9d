"""The name that a reader would put in a table row for a figure, from the words before and behind it."""

from __future__ import annotations

import re
from itertools import accumulate

from reportdiff.extraction.words.matching import Words, ending, is_verb, vocabulary
from reportdiff.extraction.words.strip_words import (
    names_area,
    of_projects,
    strip_function_words,
    strip_tail,
    strip_tail_words,
    without_light_verbs,
    without_scope,
)
from reportdiff.extraction.words.verbs import begins_with_verb, is_action, leading_verb, leading_verbs, verb_at_head
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.words import words_of
from reportdiff.text.words import cut, tag_of

__all__ = ["name_figure", "noun_behind", "rate_behind", "without_examples"]

_LISTED = frozenset("、”》")
_NOT_COUNTED = _LISTED | frozenset("/／")  # goes on with a unit
_NOUN = re.compile(r"(?:[^，,。；;：:！？\n（）]|（\w[\w、]{0,4}）(?=\w))*")  # 县（市、区）; 、 goes on with the noun
_NOTE_INSIDE = re.compile(r"（[^（）0-9]{6,40}）(?=[^\W\d])")
_CLAUSE_END = re.compile(r"[，,。；;：:！？\n（）、]")
_SAID_END = re.compile(r"[，,。；;：:！？\n（）]")  # not at 、
_FIRST_EVER = re.compile(r"成为[^，。；、]{0,6}首[个家]")
_LEAST = 2  # characters of what holds things
_SHORT = 18  # characters of a predicate that a name takes in
_ONE_EXAMPLE = 3  # words of an example that stands alone: 临海等4个示范城市
_RATE_WORDS = 5  # words in which a rate behind its figure ends
_LONGEST = 60  # characters of a name that takes in a predicate


def noun_behind(text: str) -> str:
    """Return the counted noun that the words behind a figure begin with, up to a predicate or a mark.

    >>> noun_behind("事项"), noun_behind("企业迁建前期工作全面展开")
    ('事项', '企业迁建')
    """
    found = _NOUN.match(_NOTE_INSIDE.sub("", text) if "（" in text else text)
    words = cut(found[0].strip() if found else "")
    if vocabulary("step").at_head(words) or words[:1] in (("等",), ("所致",)) or phrase("flat").match(text) is not None:
        return ""  # 收入突破百亿元大关, 门店52家|与上年持平
    if words[:1] in (("的",), ("级",)):
        words = words[1:]  # 600千瓦|级地热机组
    length = _predicate(words)
    while length and (tag_of(words[length - 1]) in ("d", "ad") or words[length - 1] in words_of("ends no name")):
        length -= 1
    if length > 1 and words[length - 1] in words_of("under way") and tag_of(words[length - 2])[:1] == "n":
        length -= 1
    noun = "".join(strip_tail(words[:length]))
    noun = _things(noun)
    if measure := ending(noun, "measure"):
        noun = noun.removesuffix(measure).removesuffix("年")  # 75家企业|年销售收入
    return noun.removesuffix("中") if cut(noun)[-1:] == ("中",) else noun


def _without_handling(before: str) -> tuple[str, bool]:
    """Return words without 把 before what something is done with, and whether it stood there: 把中央财政的|400亿元."""
    handled = phrase("handled").search(before)
    if handled is None or cut(before[: handled.start("whose")])[-1] != before[handled.start() : handled.start("whose")]:
        return before, False  # 关税减让
    return before[: handled.start()] + handled["whose"], True


def _subject_of(noun: str) -> str:
    """Return a noun without what it does or what is done with it: 补贴资金|用好用活, 芯片|填补空白."""
    words = cut(noun)
    for at in range(1, 0 if tag_of(words[0])[:1] == "v" else len(words)):
        acts = is_verb(words[at]) or verb_at_head(words, at) or tag_of(words[at])[:1] in ("p", "d")
        if acts and tag_of(words[at - 1])[:1] == "n":
            return "".join(words[:at])
    return noun


def _things(noun: str) -> str:
    """Return counted places without the measure of them that goes on behind."""
    words = cut(noun) if noun.endswith(words_of("sign of a measure")) else ()
    places = words_of("counted place")
    at = next((at for at, word in enumerate(words[:-1]) if word.endswith(places) and words[at + 1] != "的"), -1)
    return "".join(words[: at + 1]) or noun


def _predicate(words: Words) -> int:
    """Return the place of the word that begins what is said of a counted noun, the number of words without one."""
    first = words.index("的") if "的" in words and tag_of(words[0]) == "p" else 0  # 在全国有影响力的企业
    for place in range(first + 1, len(words)):
        if vocabulary("stop").at_head(words, place) and not _inside_unknown_word(words, place):
            return place
        aside = words[place] == "中" or (words[place] in words_of("before an object") and words[place] != "把")
        if aside and place + 1 < len(words) and tag_of(words[place - 1])[:1] == "n":
            return place  # 320名新聘教师|中硕士占61%, 20位专家|对版本开展鉴定
    return len(words)


def _inside_unknown_word(words: Words, place: int) -> bool:
    """Return whether a single sign stands between single signs that are nouns: 医|共|体, a word not known."""
    around = (*words[place - 1 : place], *words[place + 1 : place + 2])
    return len(words[place]) == 1 and len(around) == 2 and all(len(w) == 1 and tag_of(w)[:1] == "n" for w in around)


def name_figure(before: str, behind: str, *, opens: bool, count: int = 0, amount: bool = False) -> str:
    """Return the name that the words around a figure give, "" where they give none and it must be inherited.

    Args:
        before: The words before the figure that are its own, without its clause's other figures.
        behind: The same behind it.
        opens: Whether the clause begins with `before`.
        count: How many things the figure counts, 0 where it measures something.
        amount: Whether it measures what stands behind it, which what is then said of that tells from nothing else.
    """
    before, behind = (words.replace("(", "（").replace(")", "）") for words in (before, behind))
    behind = "" if behind[:1] in _NOT_COUNTED or behind[:1].isspace() else behind
    noun = noun_behind(behind) if behind else ""
    before, handled = _without_handling(before)
    if noun and (
        handled or (amount and opens and (not before or (behind.startswith("的") and before in words_of("as long as"))))
    ):
        noun = _subject_of(noun)
        behind = ("的" if behind.startswith("的") else "") + noun
    if noun and opens and phrase("heading without a mark").fullmatch(before):
        before = ""  # 主要成效|15家企业完成改造
    name = _FIRST_EVER.sub("", strip_function_words(_last_predicate(before)))
    whole = _rate_or_whom(name, noun, behind, before) or _holder(name, noun)
    if whole := whole or _listed_places(name, noun, behind, count if opens else 0):
        return whole
    name = without_examples(name, noun, whole="、" not in noun and _lists_all(name, count))
    predicate = _name_from_predicate(name, noun, behind, opens=opens)
    if predicate:
        return predicate
    if noun and behind.startswith("的") and (measure := ending(name, "invested")):
        return noun + measure
    if len(name) == 1 and noun and behind.startswith("的"):
        return noun  # 长4000公里的管道
    if not name and opens and noun and behind.startswith(noun):
        if noun[0] == "为" and cut(noun)[0] == "为":
            return noun[1:]
        whom = _of_whom(noun, behind)
        served = before.rstrip()[-1:] if whom != noun and whom.startswith(noun) else ""
        return (served if served in words_of("preposition") else "") + whom  # 为5万名老年人|发放津贴
    if not name or is_action(name):
        return _name_of_object(name, noun, past=before.endswith("了"))
    name = without_light_verbs(name) if not name.endswith(words_of("account noun")) else _account_of_area(name)
    told = tag_of(cut(name)[-1])[:1] in ("n", "") and not (opens and names_area(name))
    if (noun and told and vocabulary("stop").at_head(cut(noun))) or name.endswith(words_of("extent")):
        return name  # 预备费350万元安排调节基金, 试点范围扩大到12个县
    if noun and _CLAUSE_END.match(behind) is None and (not behind.startswith("的") or is_action(name)):
        if name in words_of("preposition"):
            return noun
        said = opens and behind.startswith(noun) and names_area(name)
        whom = _of_whom(noun, behind) if said else noun
        if said and vocabulary("reached").at_head(cut(whom)):
            return whom
        if cut(name)[0] in words_of("preposition") and len(cut(name)[1]) > 1 and not any(map(is_verb, cut(whom))):
            name = name[1:]  # 对涉案的|干部
        return _without_verbs_of_both(name + whom)
    return name


def _rate_or_whom(name: str, noun: str, behind: str, before: str) -> str:
    """Return the rate that stands behind a figure, or whom the counted noun names; "" for other words."""
    if behind.startswith("的") and (rate := rate_behind(behind)) and (subject := _subject_of_rate(name)) is not None:
        return subject + rate
    whom = _whom(name, told=before.endswith("的")) if noun and "为" in name[1:] else ""
    if not whom:
        return ""
    words = cut(noun)
    done = (at for at in range(1, len(words)) if is_verb(words[at]) or verb_at_head(words, at))
    return whom + "".join(words[: next(done, None)])  # 激励对象|办理归属


def rate_behind(behind: str) -> str:
    """Return the rate that 的 behind a figure leads to: 以9.5%|的复合增长率, 享受15%|的优惠税率; "" where none is."""
    words = cut(_CLAUSE_END.split(behind.removeprefix("的"), maxsplit=1)[0])[:_RATE_WORDS]
    told = list(accumulate(words))
    return next((rate for rate in told if rate.endswith(words_of("rate of 的"))), "")


def _subject_of_rate(name: str) -> str | None:
    """Return what a rate behind its figure is of, None where the words before it say something else.

    市场规模|以 → 市场规模, 确定 → nothing.
    """
    words = cut(name)
    if not words or (len(words) == 1 and is_verb(words[0])):
        return ""
    at = next((at for at, word in enumerate(words) if word in words_of("by a rate")), None)
    told = None if at is None else [word for word in words[at + 1 :] if word not in words_of("each year")]
    subject = "".join(words[:at])
    return None if told or at is None else subject if len(subject) > _LEAST else ""  # 自2017年起减|按15%的税率


def _whom(name: str, *, told: bool) -> str:
    """Return for whom something was done, without who did it: 担保公司|为|全市, before firms; "" elsewhere."""
    words = cut(name)
    at = next((at for at in range(len(words) - 1, 0, -1) if words[at] == "为"), 0)
    whom = "".join(words[at + 1 :])
    if not at or not (told or names_area(whom)):
        return ""
    return f"{whom}的" if told else whom  # 为符合条件的|激励对象


def _account_of_area(name: str) -> str:
    """Return the name of an account without light verbs, also those behind an area: 市级|安排|教育支出."""
    account = without_scope(name)
    area = name[: len(name) - len(account)]
    return area + without_light_verbs(account)


def _without_verbs_of_both(name: str) -> str:
    """Return a name that goes on behind its figure without light verbs at its head: 加快大唐|700万吨|露天矿."""
    rest = without_light_verbs(name)
    return name if is_verb(cut(rest)[0]) else rest


def _holder(name: str, noun: str) -> str:
    """Return what examples are of, where a verb says that it holds so many kinds."""
    words = cut(name) if name.endswith("等") and "、" in name else ()
    at = next((at for at, word in enumerate(words) if word in words_of("holds")), 0)
    holder = "".join(words[:at])
    if len(holder) < _LEAST or is_action(holder):
        return ""
    return holder if noun in words_of("kind of thing") or holder.endswith(noun) else f"{holder}{words[at]}{noun}"


def _listed_places(name: str, noun: str, behind: str, count: int) -> str:
    """Return counted places by what is said of them, where all of them are listed before: 甲、乙2个县|获得资金."""
    told = _of_whom(noun, behind) if noun and "、" in name and _lists_all(name, count) else ""
    return told if told.endswith("的" + noun) else ""


def _of_whom(noun: str, behind: str) -> str:
    """Return counted things with what is said of them; what they reached or were given tells which they are."""
    said = _said_of(behind[len(noun) :])
    words = cut(said)
    if words[:1] == ("为",) and vocabulary("scope").at_head(words, 1):
        return f"{said[1:]}的{noun}"  # 9个药品|为全国首家申报
    start = int(words[:1] != () and tag_of(words[0]) in ("d", "ad"))  # 直接|受益
    return f"{said}的{noun}" if vocabulary("reached").at_head(words, start) else noun + said


def _last_predicate(before: str) -> str:
    """Return the last of several things done one after the other, or added up.

    收入加转移性收入 → 转移性收入
    """
    if "加" in before or "减" in before or "扣除" in before:
        words = cut(before)
        added = [  # not 核|减|率, a word that the dictionary lacks
            at for at in range(2, len(words) - 1) if words[at] in words_of("added to") and len(words[at + 1]) > 1
        ]
        before = "".join(words[added[-1] + 1 :]) if added else before
    opened = before.rfind("（") if before.endswith("）") else len(before)  # 维持3件、纠错（撤销、变更）2件
    done, _, last = before[:opened].rpartition("、")
    last += before[opened:]
    if "等" in last and (way := vocabulary("way").at_head(words := cut(last[last.index("等") + 1 :]))):
        return "".join(words[way:])  # 通过预算统筹、项目整合等方式|腾出财力
    if not done or not last or "等" in last or not leading_verb(strip_function_words(done)):
        return before
    if all(tag_of(verb)[:1] == "v" for verb in done.split("、")):
        return before  # 制定、修订、废止文件: of one object
    own = leading_verb(last) or begins_with_verb(last) or cut(last)[-1] in words_of("happens")
    return last if own and not is_action(last) else before


def _name_from_predicate(name: str, noun: str, behind: str, *, opens: bool) -> str:
    """Return the name that a predicate behind the figure gives, "" where it gives none."""
    means = vocabulary("means")
    if noun and name in words_of("invested"):
        rest = strip_head_verbs(noun)
        return (rest or noun) + ("投资" if "投资" in name else "投入")
    if not behind:
        return ""
    words = cut(behind[:_LONGEST]) if not name and opens else ()
    acts = verb_at_head(words) if words else 0
    if acts and words[0] in words_of("noun-like") and vocabulary("reached").at_head(words, acts):
        return _of_whom(words[0], behind)  # 4家|组织|获得质量奖
    if words and (acts or means.at_head(words)):
        return _CLAUSE_END.split(behind, maxsplit=1)[0][:40]  # 83人参加…考试
    if name[:1] in means.first and means.at_head(cut(name)):
        return (name + _CLAUSE_END.split(behind, maxsplit=1)[0])[:_LONGEST]
    treated = _treatment(behind[len(noun) :].removeprefix("均")) if noun and behind.startswith(noun) else ""
    if treated and name.endswith("对") and cut(name)[-1] == "对":
        return "对" + noun + treated  # 事中对320个采购项目进行备案审查
    if treated and opens and noun.endswith(words_of("document")) and names_area(name):
        return name + noun + treated  # 63份文件开展公平竞争审查
    return ""


def _is_phrase(words: Words) -> bool:
    """Return whether words are a noun, and not what was done with how: 最低生活保障, but 彻底改善, 改造."""
    tags = [tag_of(word) for word in words]
    return any(tag[:1] == "n" for tag in tags) or "vn" in tags[:-1]


def _said_of(text: str) -> str:
    """Return what is said of things that were counted, where it is short: 16个区|首次获评模范城 → 获评模范城."""
    said = _SAID_END.split(text, maxsplit=1)[0]
    words = tuple(word for word in cut(said) if word != "了")
    if words[:1] == ("中",) or (len(words) == 1 and words[0] in words_of("says nothing alone")):
        return ""
    while count := vocabulary("adverb", "manner").at_head(words):
        words = words[count:]
    count = vocabulary("done to").at_head(words)
    if count and not (vocabulary("reached").at_head(words) > 0 and _is_phrase(words[count:])):
        words = words[count:]  # 主干道进行综合改造 → 主干道综合改造, but 得到生活保障
    said = "".join(words).removeprefix("实现")
    measure = strip_tail_words(said)
    tied = measure != said and measure.endswith(words_of("sign of a measure"))
    said = "" if tied or said.endswith(words_of("measure")) else said
    plain = len(said) <= _SHORT and not said.endswith("的")
    return said if plain and not vocabulary("under way").at_head(words) else ""


def strip_head_verbs(noun: str) -> str:
    """Return what a light verb or a verb of building governs: 用于实施绿化工程 → 绿化工程."""
    words = cut(noun)
    while count := (verb_at_head(words) or vocabulary("purpose").at_head(words)):
        words = words[count:]
    return "".join(words)


def _treatment(text: str) -> str:
    """Return what was done to a counted noun: 进行备案审查."""
    clause = _CLAUSE_END.split(text, maxsplit=1)[0]
    treatment = vocabulary("treatment")
    return clause[:16] if clause[:1] in treatment.first and treatment.at_head(cut(clause)) else ""


def _name_of_object(verb: str, noun: str, *, past: bool) -> str:
    """Return the name of what a verb alone before the figure governs: the counted noun behind it."""
    if not noun or verb == "涉及":
        return verb + noun
    words = cut(verb)
    while not (of_projects("".join(words), noun) and not past) and (count := vocabulary("light").at_head(words)):
        words = words[count:]
    verb = "".join(words)
    bare = verb in words_of("verb without object") and not noun.endswith("任务")  # 完成评审任务 is what was done
    return noun if bare else verb + noun


def _lists_all(name: str, count: int) -> bool:
    """Return whether a name ends with a list of as many things as the figure behind it counts: 农、林、牧|3个行业."""
    if (items := name.count("、") + 1) == 1:
        return False
    ahead, tags = ({tag_of(word) for word in cut(part)} for part in (name.partition("、")[0], name))
    return "p" not in ahead and count in (items, items + ("c" in tags))  # behind no preposition


def without_examples(name: str, noun: str = "", *, whole: bool = False) -> str:
    """Return a name without the examples before 等, since what is counted stands behind 等; or that list a `whole`.

    >>> without_examples("整改落实“三无产品”等", "重点问题"), without_examples("开展国庆、中秋等宣传活动")
    ('整改落实', '开展宣传活动')
    """
    if "等" not in name and not whole:
        return name
    words = cut(name)
    place = max((at for at, word in enumerate(words) if word == "等"), default=len(words) if whole else -1)
    examples, rest = "".join(words[: max(place, 0)]), "".join(words[place + 1 :])
    verb = leading_verbs(examples) or (words[0] if begins_with_verb(examples) else "")
    single = place > 0 and not rest and len(cut(examples.removeprefix(verb))) <= _ONE_EXAMPLE
    if place < 0 or not (single or _LISTED & set(examples)) or len(rest) == 1:
        return name
    if rest.startswith("方面"):
        return name  # 用于科技、教育等方面的支出
    if not rest and (len(noun) < 4 or noun.endswith(words_of("generic noun"))):
        return name  # 某某、某某等项目: only the examples say which
    if len(rest or noun) < 3 or rest in words_of("fund"):
        return name  # 起诉商标、专利等案件
    first = examples.split("、", maxsplit=1)[0]
    ahead = first[: first.rfind("的") + 1] or verb
    return (ahead or first[: _acted(first)]) + rest


def _acted(clause: str) -> int:
    """Return where the verb ends that stands behind who did it, 0 where none does."""
    words, end = cut(clause), 0
    for at, word in enumerate(words):
        end += len(word)
        if at and is_verb(word) and vocabulary("action").at_head(words, at):
            return end if tag_of(words[at - 1])[:1] in ("n", "j") else 0
    return 0
