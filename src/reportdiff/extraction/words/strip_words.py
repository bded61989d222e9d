"""Take from the words before a figure what names nothing: asides, dates, adverbs, links and light verbs."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reportdiff.extraction.words.matching import Words, is_verb, vocabulary, words_covering
from reportdiff.extraction.words.verbs import is_action, verb_at_head
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.text.words import cut, tag_of

__all__ = ["MEASURES", "before_step", "strip_function_words", "strip_tail_words", "without_light_verbs"]
__all__ += ["as_printed", "names_area", "of_projects", "strip_tail", "without_loose_ends", "without_scope"]

_ITEM_CODE = re.compile(
    r"“?(?:[^“”（）]{1,30}（\d{0,3}类）)?(?:[^“”（）]{1,30}（\d{0,3}款）)?([^“”（）]{1,40})（\d{0,3}项）”?"
)
_ASIDE = re.compile(r"[（(][^（）()]{0,60}[）)]|〔[^〔〕]{0,20}〕|【[^【】]{0,20}】|\[\d{1,2}\]")
_BRACKETS = frozenset("（(〔【[")
_CODED = re.compile(r"[（(]2\d{2,6}[）)]")
_GLUED_CODE = re.compile(r"^2(?:\d\d){2,3}([^\W\d_])")  # glued to its item
_LOOSE_YEAR = re.compile(r"(?:19|20)\d\d([^\W\d_]{2})")
_BELONGING = re.compile(r"^[^，。；、]{4,40}所属[^，。；、]{0,20}的([^，。；、]{4,})$")  # 某局所属单位的车辆
_NOUNS = ("n", "j", "u", "s", "")  # parts of speech that a subject ends in
_MARKS = frozenset(" \n\t　：:、，,。·•—-\"'")
_LEADERS = "….·_ *＊※"  # 办公费………………3.2万元
_QUOTES = (("“", "”"), ("《", "》"), ("「", "」"))
_OPENING = frozenset("“《（【〔‘「")
_AMONG = "其中"
_NUMERALS = frozenset("一二三四五六七八九十")
_LIST_MARK = re.compile(f"^(?:（[{''.join(sorted(_NUMERALS))}]{{1,3}}）|\\d{{1,2}}(?:\\.\\d{{1,2}})+(?: |$))")
_SPACED_DATE = re.compile(r" ?([年月日至]) ?")
_BROKEN = re.compile("([\u4e00-\u9fff]) ([\u4e00-\u9fff])")  # a word that a line's end broke: 支 出
_FRAMES = frozenset("各提为连")
_TAKES = ("将", "把")  # before what is changed: 将贷款额度由60万元提高到80万元
_WITH = "以"  # 以2019年末总股本为基数: it names nothing without a verb
_NARROW_BRACKETS = str.maketrans("（）", "()")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_PHRASE_ENDS = frozenset("每")
_PAUSES = frozenset("，,。；：:")
MEASURES = (*"入值额量润税资", "支出", "出口", "收益", "营收")  # the last sign of a measure
_SIGNS: dict[int, str | None] = {ord("０") + digit: str(digit) for digit in range(10)}
_SIGNS |= dict.fromkeys(range(ord("①"), ord("⒇") + 1))  # the marks of notes and of items


@lru_cache(maxsize=1 << 13)
def strip_function_words(text: str) -> str:
    """Return `text` without item codes, asides, time words and adverbs at the head, and links at the end.

    >>> strip_function_words("2024年，全市共受理行政复议申请"), strip_function_words("全市专利授权量达")
    ('全市受理行政复议申请', '全市专利授权量')
    """
    text = text.rstrip(_LEADERS).removeprefix(_AMONG)  # 其中国税税收, which cuts otherwise
    if text[:1] == "（" or text[:1].isdigit():
        text = _LIST_MARK.sub("", text)
    bracketed = not _BRACKETS.isdisjoint(text)
    coded = bracketed and _CODED.search(text) is not None  # the last item of several counts
    item = _ITEM_CODE.search(text) if "项）" in text else None
    if item is not None:
        text = text[: item.start()] + item[1] + text[item.end() :]
    if "]" in text and "[" not in text:
        text = text.replace("]", "")  # what is left of a note's mark, whose number was a link
    if bracketed:
        text = _ASIDE.sub(lambda aside: aside[0] if _is_inside_name(aside) else "", text)
    text = before_step(_without_form(text).translate(_SIGNS).replace("\n", ""))
    loose = _LOOSE_YEAR.match(text) if text[:1] in ("1", "2") else None
    if loose is not None and not {loose[1], loose[1][0]}.isdisjoint(words_of("adverb")):
        text = text[4:]  # 2022共受理
    if "实际完成" in text:
        text = text.replace("实际完成", "完成")
    if "由" in text or "按" in text:
        text = phrase("since when or how").sub("", text)
    text = _without_frame(text)
    if "计" in text:
        text = phrase("currency ahead").sub("", text)  # 以人民币计，|营业收入
    if "所属" in text:
        text = _BELONGING.sub(r"\1", text)
    if "批准的" in text or "通过的" in text or "定的" in text:
        text = phrase("approved").sub(r"\g<what>", text)  # 市人大批准的收入预算
    if "项" in text or "款" in text or "类" in text:
        text = phrase("code of a subject").sub(r"\g<what>", text)  # 208类05款|离退休支出
    if text[:1] == "2":
        text = _GLUED_CODE.sub(r"\1", text)
    words = _strip_head(_without_date(_strip_marks(cut(text)), labels=not coded))
    name = "".join(_without_inner_words(strip_tail(_strip_scope(words))))
    if "连续" in name:
        name = phrase("for years in a row").sub("", name) or name
    if name.endswith("占地"):
        name += "面积"
    return name[:-2] if name.endswith("费支出") and not name.endswith(("经费支出", "消费支出")) else name


def _without_frame(text: str) -> str:
    """Return `text` without who will do it, how early, where it was won, and the verb of what was done to whom."""
    found = phrase("frame of a name").match(text) if "在" in text or text[:1] in _FRAMES else None
    return text if found is None else "".join(filter(None, found.groups())) + text[found.end() :]


def _without_form(text: str) -> str:
    """Return `text` without the box that a form ticks, without what holds a part, and with no blanks in its dates."""
    if "不适用" in text or "否" in text:
        text = phrase("ticked box").sub("", text)
    if "中" in text and ("含" in text or "括" in text):
        text = phrase("held inside").sub("", text)
    if " " not in text:
        return text
    return _BROKEN.sub(r"\1\2", _BROKEN.sub(r"\1\2", _SPACED_DATE.sub(r"\1", text)))  # every second one, then the rest


def _is_inside_name(aside: re.Match[str]) -> bool:
    """Return whether a bracket belongs to the name around it: 因公出国（境）费, 人工造林（人工造灌木林）面积."""
    if aside[0][0] == "【" or phrase("aside in a name").fullmatch(aside[0]):
        return aside[0][0] != "【"
    after = cut(aside.string[aside.end() : aside.end() + 8])
    if not after or not after[0].isalpha() or phrase("note").search(aside[0]) is not None:
        return False
    return tag_of(after[0])[:1] not in ("p", "d") and not vocabulary("action", "light", "link").at_head(after)


@cache
def _step() -> re.Pattern[str]:
    adverbs, verbs, nouns = (alternation(words_of(part)) for part in ("step adverb", "step verb", "step"))
    return re.compile(rf"{adverbs}*{verbs}[^，。；：、\n]{{0,16}}{nouns}(?=$|、)")


def before_step(text: str) -> str:
    """Return `text` without the step that its subject has passed.

    >>> before_step("地区生产总值连跨三个百亿元台阶"), before_step("台阶维修")
    ('地区生产总值', '台阶维修')
    """
    return _step().sub("", text) if "台阶" in text or "关" in text or "门槛" in text else text


def strip_tail_words(text: str) -> str:
    """Return `text` without the links at its end."""
    return "".join(strip_tail(cut(text)))


def without_light_verbs(name: str) -> str:
    """Return a name without the verbs at its head that add nothing to an object.

    >>> without_light_verbs("有车辆"), without_light_verbs("继续实施人才工程")
    ('车辆', '人才工程')
    """
    if name[:1] not in vocabulary("light", "speaker", "adverb", "adverb before verbs").first and name[:1] != "完":
        return name  # as most names: they need not be cut
    words = cut(name)
    if words[:1] == ("完成",) and words[-1].endswith(MEASURES) and len(name) > 4:
        words = words[1:]  # but 完成投资
    for _ in range(2):
        count = vocabulary("light").at_head(words) or _adverb_at_head(words)
        if count and words[count : count + 1] in (("了",), ("到",)):
            count += 1
        rest = "".join(words[count:])
        short = words[0] == "有" or (words[0] == "实现" and rest.endswith((*MEASURES, "收")))  # 实现|营收
        if not count or len(rest) < (2 if short else 3) or is_action(rest) or words[count : count + 1] == ("或",):
            break
        if of_projects(words[0], rest):
            break
        words = words[count:]
    return "".join(words)


def of_projects(verb: str, thing: str) -> bool:
    """Return whether a light verb stays before a thing: 实施|重点项目, but 实施|绿化工程."""
    return verb in words_of("of projects") and thing.endswith(words_of("project"))


def without_scope(name: str) -> str:
    """Return a name without the area at its head."""
    words = cut(name)
    return "".join(words[vocabulary("scope").at_head(words) :]) or name


def names_area(name: str) -> bool:
    """Return whether a name says no more than where or of whom."""
    words = cut(name)
    while words and (count := vocabulary("scope").at_head(words) or int(tag_of(words[0]) == "ns")):
        words = words[count:]
    return not words


@lru_cache(maxsize=1 << 12)  # a name comes again
def without_loose_ends(name: str) -> str:
    """Return a name without links at either end."""
    loose = name.startswith(words_of("begins no name")) or name.endswith(words_of("ends no name")) or "了" in name
    words = cut(name) if loose else (name,)  # as most names, which need not be cut
    if "了" in words:
        words = tuple(word for word in words if word != "了") or words
    while words and words[-1] in words_of("ends no name"):
        words = words[:-1]
    while words and words[0] in words_of("begins no name"):
        words = words[1:]
    name = "".join(words) or name
    for opening, closing in _QUOTES:
        if name.count(opening) != name.count(closing):
            name = name.replace(opening, "").replace(closing, "")  # 出台“要素清单16条”
    return name


def as_printed(name: str, printed: str) -> str:
    """Return a name with its brackets as wide as those of the sentence that it stands in."""
    narrow = "（" in name and "(" in printed and "（" not in printed
    return name.translate(_NARROW_BRACKETS) if narrow else name


def _strip_marks(words: Words) -> Words:
    start, end = 0, len(words)
    while start < end and words[start] in _MARKS:
        start += 1
    while end > start and words[end - 1] in _MARKS:
        end -= 1
    return words[start:end]


def _without_date(words: Words, *, labels: bool) -> Words:
    """Drop what stands before a year and the year with it; 的 before the year keeps what the name belongs to.

    某局2024年度收入 → 收入, 自评的2024年度项目 → 自评项目; 常住人口2020年为 → 常住人口
    """
    for at, word in enumerate(words[:-2]):
        if word in _PAUSES:
            break
        year = len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
        behind = words[at + 2]
        if year and words[at + 1] in words_of("unit of a year") and behind not in _MARKS and not behind.isascii():
            rest = strip_tail(words[at + 2 :])
            if 0 < at <= 2 and rest and verb_at_head(words) == at and words[0] not in words_of("verb without object"):
                return (*words[:at], *rest)  # 争取|2022年|债券额度
            if at and (not rest or (labels and phrase("label of a budget item").fullmatch("".join(rest)))):
                return (*words[:at], *rest)  # 常住人口2020年为
            return (*(words[: at - 1] if at > 2 and words[at - 1] == "的" else ()), *words[at + 2 :])
    return words


def _strip_head(words: Words) -> Words:
    while words:
        count = (
            int(_is_mark(words[0]))
            or _number_at_head(words)
            or _time_at_head(words)
            or _adverb_at_head(words)
            or _phrase_at_head(words)
        )
        if not count:
            break
        words = words[count:]
    return words


def _number_at_head(words: Words) -> int:
    """Return how many words at the head number or describe what follows."""
    if words[0] in words_of("tells of") and "的" in words[2:-1]:
        return len(words) - words[::-1].index("的")
    return 2 * int(words[1:2] == ("是",) and len(words) > 2 and all(sign in _NUMERALS for sign in words[0]))


def _is_mark(word: str) -> bool:
    return (not word[0].isalnum() and word not in _OPENING) or word == "的"


def _phrase_at_head(words: Words) -> int:
    """Return how many words at the head say where, to whom or how what follows is done: 在园区|设立.

    What a verb is done to stays, and so does a word without a verb behind it (在校学生).
    """
    if (
        len(words) < 3
        or words[0] not in words_of("framing preposition")
        or any(w in words_of("way") for w in words[:8])
    ):
        return 0
    for at in range(2, len(words)):
        follows = words[at + 1 : at + 2]
        if _names_place(words, at):
            continue
        verb = (
            (is_verb(words[at]) and "的" not in (words[at - 1], *follows))
            or follows == ("了",)
            or verb_at_head(words, at) > 0
        )
        if verb or words[at] in _PHRASE_ENDS or words[at] in words_of("framing preposition"):
            return at if len("".join(words[1:at])) > 1 else 0
    return int(words[0] == _WITH)


def _names_place(words: Words, at: int) -> bool:
    """Return whether a verb stands inside the name of a place before the verb of the clause: 信息|公开|专栏|发布."""
    beside = (words[at - 1], *words[at + 1 : at + 2])
    inside = words[at] in words_of("noun-like") and all(tag_of(word)[:1] == "n" for word in beside)
    return inside and any(map(is_verb, words[at + 2 :]))


def _time_at_head(words: Words) -> int:
    if words[0][0] not in "0123456789截到至“":
        return 0
    found = phrase("date ahead").match("".join(words[:16]))
    return words_covering(words, found.end()) if found is not None else 0


def _adverb_at_head(words: Words) -> int:
    """Return how many words at the head are an adverb that frames the clause."""
    if not words or words[0][0] not in vocabulary("speaker", "adverb", "adverb before verbs").first:
        return 0  # as in most names
    if (own := vocabulary("speaker").at_head(words)) and (adverb := vocabulary("adverb of all").at_head(words, own)):
        return own + adverb
    if vocabulary("stock at an end").at_head(words):
        return 0
    count = vocabulary("adverb").at_head(words)
    before_verb = 0
    while not count and (more := vocabulary("adverb before verbs").at_head(words, before_verb)):
        before_verb += more  # 系统化|标准化|修缮
    if vocabulary("action").at_head(words) > max(count, before_verb, 1):
        return 0  # 主动公开, 成功调解: the longer entry counts
    if count == 1 and len(words[0]) == 1 and words[0] not in _TAKES and _begins_unknown_word(words):
        return 0
    return before_verb if 0 < before_verb < len(words) and _is_predicate(words[before_verb]) else count


def _begins_unknown_word(words: Words) -> bool:
    """Return whether a single sign goes on with one that is no verb or function word: 均|价, a word not known."""
    after = words[1] if len(words) > 1 else ""
    return len(after) == 1 and tag_of(after)[:1] in ("n", "z", "r", "g")


def _is_predicate(word: str) -> bool:
    """Return whether an adverb may stand before a word: a verb, another adverb, a preposition."""
    return is_verb(word) or word in vocabulary("action", "light").entries or tag_of(word)[:1] in ("d", "p")


def _strip_scope(words: Words) -> Words:
    """Drop adverbs and light verbs between a scope and what is measured: 全市法院全年共受理 → 全市法院受理."""
    start = vocabulary("scope").at_head(words)
    if not start or not words[0].startswith("全"):
        return words
    start += vocabulary("institution").at_head(words, start)
    end = start
    while end < len(words):
        count = vocabulary("adverb", "after scope").at_head(words, end)
        if not count:
            break
        end += count
    rest = words[end:]
    start = 0 if end > start and words[end - 1] in words_of("has") else start  # 全市共有|学校: no area of the schools
    return (*words[:start], *rest) if rest and rest[0] not in _MARKS else words


def _without_inner_words(words: Words) -> Words:
    """Drop what names nothing inside a name: 实现 before a measure, 了, the report's own area, 中共 (中 with 共).

    企业实现利润总额 → 企业利润总额, 省转贷我市债券 → 省转贷债券
    """
    inner = vocabulary("inner adverb")
    for at in range(1, len(words) - 1):
        behind = at + (words[at][0] in inner.first and inner.at_head(words, at))
        if not at < behind < len(words) or tag_of(words[at - 1])[:1] not in _NOUNS:
            continue
        if is_verb(words[behind]) or verb_at_head(words, behind):
            words = (*words[:at], *words[behind:])  # 档案馆|全年共|接收文件
            break
    own = vocabulary("own area").entries
    if not own.isdisjoint(words):
        words = tuple(word for at, word in enumerate(words) if not (at and word in own and is_verb(words[at - 1])))
    for word in ("实现", "完成", "了"):
        at = words.index(word, 1) if word in words[1:-1] and vocabulary("means").entries.isdisjoint(words) else 0
        if at > 1 and words[at - 1] == "累计":
            words, at = (*words[: at - 1], *words[at:]), at - 1
        of_people = at > 0 and word == "实现" and words[-1] in words_of("of people")
        if at and (
            word == "了"
            or of_people
            or (words[-1].endswith(MEASURES) and tag_of(words[at - 1])[:1] not in ("v", "d", "p"))
        ):
            words = (*words[:at], *words[at + 1 :])
    if "中共" in words[1:-1] and verb_at_head(words, at := words.index("中共", 1) + 1):
        return (*words[: at - 1], *words[at:])
    return words


def _sum_at_tail(words: Words) -> int:
    """Return 1 where a last word only says that all was added up: 采购金额|总计, but 收入|总计 is an account."""
    summed = len(words) > 2 and words[-1] in words_of("summed") and not words[-2].endswith(words_of("summed account"))
    return int(summed)


def strip_tail(words: Words) -> Words:
    """Return words without marks, links and years at their end."""
    while words:
        count = 1 if words[-1] in _MARKS else vocabulary("link").at_tail(words) or _sum_at_tail(words)
        if not count and len(words) > 1 and words[-1].startswith(("19", "20")):
            count = int(_YEAR.fullmatch(words[-1]) is not None)
        if not count and len(words) > 2 and words[-1] == "年" and _YEAR.fullmatch(words[-2]):
            count = 2
        if not count:
            break
        words = words[:-count]
    return words
