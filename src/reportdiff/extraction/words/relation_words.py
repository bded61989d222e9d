"""The words before a figure → the relation that they state: change, share, completion, level after a change."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from reportdiff.lexicon.changes import change_words, move_words
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.model import Direction, RelationKind
from reportdiff.text.numerals import chinese_value
from reportdiff.text.words import cut, word_across

__all__ = [
    "ELSEWHERE",
    "PLAN_EXCEEDED",
    "SURVEY",
    "RelationMatch",
    "form_of_size",
    "from_level",
    "ratio_across",
    "ratio_around",
    "relation_before",
    "words_before_lead",
    "words_behind_comparison",
]

PLAN_EXCEEDED = "超额"
"""The word of a relation to a plan that was exceeded: 超额完成3.2%."""


_ADVERB = (
    "五年|十年|分别|实际|名义|累计|年复合|复合年|复合|年均|年平均|人均|平均|月|又|净|大幅|略|共|各|总体|均|同时|再|也|继续|稳步|小幅|合计|逐年|约|日均|户均|每人|每年|将|要|可|还|已|"
    "连续[一二三四五六七八九十\\d]+年|达到或略高于"
)
_YEARS = r"近?(?P<years>[两二三四五六七八九十]{1,2})年(?:来|间|(?:来|间)?(?:年均|平均|累计|共|净))"  # 五年累计增长
_YEAR = r"(?:(?:19|20)\d\d ?年度?)"
_MONTH = r"(?:\d{1,2}月份?[初末底]?|第?[一二三四]季度[初末]?|[上下]半年)"  # 由1月的42.1%上升至12月的58.6%
SURVEY = r"(?:第\w次)?(?:全国)?[人经农]?[口济业]?(?:普查|抽样调查)"
"""A count of everything that names the year of a base: 第六次全国人口普查."""

ELSEWHERE = "(?:全国|全[省市区县州盟]|[省市]均|同[类行业]|行业|周边|[东中西]部|平均|世界)"
"""Whom a rate or an average is compared with: 比全省平均高出3.2个百分点."""

_BASIS = (
    rf"同比|环比|同口径|可比口径|按可比口径|按可比价格?|扣除价格因素|"
    rf"(?:与|同|和|比|较)(?:(?:上一?年度?|去年)(?:同期)?|上一度|前年|同期|上[月周]末?|上一?届|上半年末?|上[个一]?季度?末?|往年|{_YEAR}|年初|期初|上期末?|五年前|前五年|{SURVEY}|“?十[一二三四]五”?末|(?:同期)?{ELSEWHERE})"
    rf"(?:[^，,。；;：:“”]{{0,22}}?(?:相比|相较)[，,]?|[^，,。；;：:“”相]{{0,22}}?比?[，,]?)"
)
_EACH = r"每[人生户床]每[年月日]|每[年月日天亩斤吨户人]|人均|平均"
_LEAD = re.compile(rf"(?:(?:{_BASIS}|{_YEARS}|{_ADVERB})[，,]?)+$")
_LINK = re.compile(
    r"(?:了|为|达|控制在|保持在|在|约|近|超过|均为|分别|到|是|至|（增长）|（下降）|\(增长\)|（上升）|目标为)+$"
)
_LINK_ENDS = frozenset("了为到达在约近过别是至）)\n")  # what a link ends in; $ holds before a line's end too
_SHARE = re.compile(
    r"占[据到了]?(?P<whole>[^，。；]{0,48}?(?:总[人户件]数)?)的?(?:比重|比例|比|份额|总?数|)\ue000*(?:的|将|已|又)?(?:(?:提高|提升|上升|增加|下降|降低|扩大|保持|稳定|控制|维持|增|降)?[到至在]|达到?|[高多已]达|均?为|是|约|不?超过|超|分别|不低于|近|仅|只有?)*$"
)
_COMPLETION = re.compile(
    r"(?:完成|实现|为|达到|达|相当于)(?:了)?(?P<plan>[^，。；完]{0,30}?(?:预算|计划|目标|任务|预期|指标)[^，。；]{0,8}?)的?$|较年初(?:预期)?完成$|完成率?(?:为)?(?<=预算完成)$"
)
_TIMES = re.compile(
    r"(?:是|为|相当于|达到|约为|达|已是|增加到|增长到|提高到)(?P<whole>[^，。；是为]{0,24}?)的$|(?:增加到|增长到|提高到|增至|扩大到|达到)(?:原来的|上年的|去年的)?$"
)
_COMPARISON = re.compile("^[，,]?[与同和较比][^，,。；]{2,24}?相[比较][，,]?")
_FEWER = re.compile("(?P<verb>[多少])(?P<what>死亡|受伤|伤亡|发生)$")  # 少死亡89人
_RATIO_TO = re.compile("(?:^|[^这但都只还就也])(?:是|相当于)(?P<whole>[一-龥]{2,10}?)的$")  # 中位数是平均数的86.7%
_OVER = re.compile(
    r"(?:超额完成了?|超(?:额|出|过)?(?:完成|实现)?(?P<plan>[^，。；]{0,8}(?:预算|计划|目标|任务|预期)))$"
)
_SPREAD = re.compile(r"(?:扩大|推广|覆盖|扩展|延伸)(?:到|至|了)?(?P<whole>全国|全省|全市|全区|全县)$")
_FROM = re.compile(
    rf"(?:由|从)(?:{SURVEY}|[^，。；：、\d由从]{{1,8}}[初末底]时?|上一?年末|上年|去年|前年|年初|原来|原先|最初|以前|过去|此前|之前|改革前|五年前|{_YEAR}[初末底]?|{_MONTH}|“?十[一二三四]五”?末|(?:上年|去年)?同期|[一-龥]{{2,4}}前|分别|约|不足|[的之]|{_EACH})*$"
)
_REACHED = re.compile(
    rf"(?:到了?|至|为|成)(?:分别)?(?:(?:{_YEAR}[初末底]?|{_MONTH}|今年|去年|上年|目前|现在|年[末底]|[一-龥]{{2,4}}后)[的之]?)?(?:{_EACH})*(?:约|近)?$"
)
_GAP = re.compile(
    r"(?:[高快好优强大]于|高出|领先|超过|超出|超)[^，。；]{1,14}$|(?P<down>[低慢差小弱]于|落后)[^，。；]{1,14}$"
)
_ABOVE_AVERAGE = re.compile(
    r"(?:[高多长]于|高出|超过|超出|(?P<down>[低少短]于))"
    rf"{ELSEWHERE}[^，。；]{{0,10}}(?:平均|均值|水平|平均数)[数值]?$"
)
_SIGNS = "+↑↓"
_WORD = 6  # characters before a single sign that may make it a part of their word
_LEADS = 90  # characters: a basis with its adverbs is no longer
_TAIL = 32  # characters: what ties a relation to its figure stands directly before it
_FORMS = {
    "%": RelationKind.GROWTH, "倍": RelationKind.TIMES_MORE,
    "百分点": RelationKind.POINTS, "个百分点": RelationKind.POINTS,
}  # fmt: skip
_MORE = re.compile(  # 比上年多结136件, 与去年同期相比少收12件
    r"(?:同比|[比较][^，。；]{1,14}|[与同和][^，。；]{1,14}相[比较][，,]?)(?P<verb>多|少|超|短)(?P<what>[一-龥]{1,4})$"
)


@frozen
class RelationMatch:
    """A relation found before a figure: form, direction, where its words begin in the given text, and its object."""

    form: RelationKind
    direction: Direction
    start: int
    subject_end: int
    word: str
    whole: str = ""
    split: bool = False  # 分别: the figures of a list go to the subjects in order
    inside: bool = False  # the figure before is the whole or the plan: 占贷款120亿元的25%, 完成预算82亿元的80.5%
    years: int = 0  # 五年累计, 两年平均: over so many years


@lru_cache(maxsize=1)
def _foremost() -> re.Pattern[str]:
    return re.compile(alternation(words_of("foremost")) + r"[，,](?:约|已)?(?:达到|达|为|占)?$")


def ratio_across(words: str) -> RelationMatch | None:
    """The share that a clause states whose figure stands in the next one: 占受理案件的比例最高，达 48%."""
    found = _foremost().search(words)
    share = _share_verb(words[: found.start()]) if found is not None else None
    return None if share is None else _share(share)


def ratio_around(words: str) -> RelationMatch | None:
    """The share or completion whose whole has its figure printed in it, `words` being those without that figure."""
    if (share := _share_verb(words)) is not None and share["whole"]:
        return _share(share)
    done = _COMPLETION.search(words)
    return _at(done, RelationKind.COMPLETION, Direction.NONE, "完成", done["plan"]) if done is not None else None


def _share(found: re.Match[str]) -> RelationMatch:
    """Return the share of a match, or the completion that 占 states of a plan: 占年初预算的95%."""
    if _is_plan(found["whole"]):
        return _at(found, RelationKind.COMPLETION, Direction.NONE, "完成", found["whole"])
    return _at(found, RelationKind.SHARE, Direction.NONE, "占", found["whole"])


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], dict[str, str], dict[str, str], int]:
    verbs, nouns = change_words()
    moves = {**move_words()}
    longest = max(map(len, (*verbs, *nouns, *moves)))
    return verbs, nouns, moves, longest


@lru_cache(maxsize=1)
def _ends() -> frozenset[str]:
    """The last signs of the words of change."""
    verbs, nouns, _, _ = _tables()
    return frozenset(word[-1] for word in (*verbs, *nouns))


def relation_before(words: str, unit: str) -> RelationMatch | None:
    """The relation that `words`, the clause up to a figure in `unit`, states about that figure; None for a bare level.

    >>> relation_before("全市生产总值同比增长", "%").form.value
    'percent'
    """
    percent, points, times = unit == "%", unit in ("个百分点", "百分点"), unit == "倍"
    ratio = _ratio_before(words, unit, percent=percent, times=times)
    if ratio is not None:
        return ratio
    verbs, nouns, moves, longest = _tables()
    link = _LINK.search(words, max(0, len(words) - _TAIL)) if words[-1:] in _LINK_ENDS else None
    stem_end = link.start() if link else len(words)
    tail = words[stem_end:]
    if not (percent or points or times) or tail or words.endswith("的"):
        moved = _move(words, moves, longest)
        if moved is not None:
            return moved
    word, direction, kind = _ending(words[:stem_end], verbs, nouns, longest)
    if word is None:
        if (fewer := _FEWER.search(words)) is not None and not percent:
            direction = Direction.UP if fewer["verb"] == "多" else Direction.DOWN
            return RelationMatch(RelationKind.ABSOLUTE, direction, fewer.start(), fewer.start(), "少", fewer["what"])
        more = _MORE.search(words, max(0, len(words) - _TAIL))
        if more is not None:
            direction = Direction.UP if more["verb"] in "多超" else Direction.DOWN
            return _at(more, form_of_size(unit), direction, more["verb"], more["what"])
        gap = _GAP.search(words) if points else _ABOVE_AVERAGE.search(words) if not percent and not times else None
        if gap is not None:
            return _at(gap, form_of_size(unit), Direction.DOWN if gap["down"] else Direction.UP, gap[0][:2])
        return None
    if (
        kind == "verb"
        and tail
        and not (percent or points or times)
        and tail not in ("了", "约", "近", "超过", "分别", "均为", "为")
    ):
        return None
    begin = stem_end - len(word)
    if kind == "verb" and len(word) == 1 and not _single_ok(words[:begin], word):
        return None
    lead = _LEAD.search(words, max(0, begin - _LEADS), begin)
    start = lead.start() if lead else begin
    # what stands before the basis may be adverbs again; _LEAD repeats over both
    split = "分别" in words[start:] or "各" in words[start:begin]
    form = form_of_size(unit)
    years = chinese_value(lead["years"]) if lead and lead["years"] else 0
    return RelationMatch(form, Direction(direction), start, start, word, split=split, years=years or 0)


def _ratio_before(words: str, unit: str, *, percent: bool, times: bool) -> RelationMatch | None:
    """The share, completion or multiple that words state about a figure behind them."""
    if percent and from_level(words) is None:
        share = _share_verb(words) if "占" in words else None
        if (share is None or not share["whole"]) and "中" in words:
            share = _share_within().search(words) or share
        if share is not None:
            return _share(share)
        if "的" in words[-2:] and (multiple := _of_year_before().search(words)) is not None:
            return _at(multiple, RelationKind.TIMES, Direction.NONE, "倍", multiple["whole"])
        done = _COMPLETION.search(words) if words.endswith(("的", "完成")) else _plain_completion().search(words)
        if done is not None and words[max(0, done.start() - 2) : done.start()] != "超额":
            return _at(done, RelationKind.COMPLETION, Direction.NONE, "完成", done["plan"])
        if words.endswith("的") and (compared := _RATIO_TO.search(words)) is not None:
            return _at(compared, RelationKind.SHARE, Direction.NONE, "占", compared["whole"])
    if form_of_size(unit) is not RelationKind.POINTS and "超" in words[-_TAIL:] and (over := _OVER.search(words)):
        return _at(over, form_of_size(unit), Direction.UP, PLAN_EXCEEDED, over["plan"])
    if percent and "全" in words[-3:] and (spread := _SPREAD.search(words)) is not None:
        return _at(spread, RelationKind.SHARE, Direction.NONE, "占", spread["whole"])
    if times and (multiple := _TIMES.search(words)) is not None:
        return _at(multiple, RelationKind.TIMES, Direction.UP, "倍", multiple["whole"])
    return None


def _share_verb(words: str) -> re.Match[str] | None:
    """The first 占 that is a verb, with its whole: not that of 占有率."""
    at = words.find("占")
    while at >= 0:
        verb = word_across(words, at, at + 1) in ("", "占比", "占据", "占到")
        if verb and (found := _SHARE.match(words, at)) is not None:
            return found
        at = words.find("占", at + 1)
    return None


@lru_cache(maxsize=1)
def _share_within() -> re.Pattern[str]:
    """Return the pattern of a share whose whole stands before its verb."""
    noun = alternation(words_of("share noun"))
    few, ties = "(?:约|已|仅|只|就)?", rf"(?:{_LINK.pattern[:-2]}|[高多已]达|仅|只有?)*$"
    return re.compile(rf"在(?P<whole>[^，。；、在]{{2,24}}?)之?中的?{few}(?:所?占?的?{noun}|所?占){ties}")


@lru_cache(maxsize=1)
def _plain_completion() -> re.Pattern[str]:
    """完成年初预算36.7%: a completion without 的."""
    plans = alternation(words_of("plan"))
    return re.compile(rf"完成了?(?P<plan>[^，。；、完]{{0,12}}?{plans})$")


@lru_cache(maxsize=1)
def _of_year_before() -> re.Pattern[str]:
    """为去年的八成五: a level as a part of an earlier one."""
    moves = "|".join(sorted(move_words(), key=lambda verb: (-len(verb), verb)))
    link = rf"(?:(?:{moves}|恢复)(?:到|至|为)|是|为|相当于|达到?|约为|仅为|只有|不足)"
    return re.compile(rf"{link}(?P<whole>(?:上年度?|去年|前年|{_YEAR})(?:同期|全年|水平)?)的(?:约|近)?$")


def words_behind_comparison(words: str) -> str:
    """Return `words` without the comparison that they begin with.

    >>> words_behind_comparison("与去年同期相比事故起数")
    '事故起数'
    """
    return _COMPARISON.sub("", words)


def words_before_lead(words: str) -> str:
    """Return `words` without the basis and adverbs that they end in.

    >>> words_before_lead("投诉数量同比")
    '投诉数量'
    """
    lead = _LEAD.search(words, max(0, len(words) - _LEADS))
    return words[: lead.start()] if lead else words


def _is_plan(whole: str) -> bool:
    """Return whether a whole is a plan and nothing besides: 占年度调整预算的 measures an outcome against it."""
    words = cut(whole)
    plans, of_plans = words_of("plan"), words_of("of a plan")
    named = any(word in plans for word in words) and all(word in plans or word in of_plans for word in words)
    return named and words[-1] not in words_of("account side")  # 占预算收入比重


def _at(
    found: re.Match[str], form: RelationKind, direction: Direction, word: str, whole: str | None = None
) -> RelationMatch:
    """Return a relation that begins with a match of a pattern."""
    return RelationMatch(form, direction, found.start(), found.start(), word, whole or "")


def form_of_size(unit: str) -> RelationKind:
    """The form of a change whose size is printed in `unit`: 增长3%, 增加3件."""
    return _FORMS.get(unit, RelationKind.ABSOLUTE)


def _single_ok(ahead: str, word: str) -> bool:
    """A one-character verb states a change only behind a basis or adverb, or behind a noun for 增/降/涨/升.

    A sign does so also where a clause begins with it: 9亿千瓦时（+3.1%）.
    """
    if _LEAD.search(ahead) or (word in _SIGNS and not ahead.strip("（ ")):
        return True
    return word in "涨升降跌" and cut(ahead[-_WORD:] + word)[-1] == word  # not that of 航班起降


def _ending(words: str, verbs: dict[str, str], nouns: dict[str, str], longest: int) -> tuple[str | None, str, str]:
    if words[-1:] not in _ends() or words.endswith(words_of("level")):
        return None, "", ""
    for length in range(min(longest, len(words)), 0, -1):
        word = words[-length:]
        if word in nouns:
            return word, nouns[word], "noun"
        if word in verbs:
            return word, verbs[word], "verb"
    return None, "", ""


def _move(words: str, moves: dict[str, str], longest: int) -> RelationMatch | None:
    """降至: the level after a change."""
    found = _REACHED.search(words, max(0, len(words) - _TAIL))
    if found is None:
        return None
    ahead = words[: found.start()]
    for length in range(min(longest, len(ahead)), 0, -1):
        word = ahead[-length:]
        if word in moves:
            if found[0].startswith("为") and word in words_of("of a rate"):
                return None  # 投资增长为5%
            if found[0].startswith("成"):
                return None
            begin = len(ahead) - len(word)
            lead = _LEAD.search(words, max(0, begin - _LEADS), begin)
            start = lead.start() if lead else begin
            return RelationMatch(
                RelationKind.LEVEL_TO_LEVEL, Direction(moves[word]), start, start, word, split="分别" in words[start:]
            )
    return None


def from_level(words: str) -> int | None:
    """Where 由 or 从 stands, if `words` says that the figure behind is the level before a change."""
    if "由" not in words and "从" not in words:
        return None
    found = _FROM.search(words)
    inside = found is not None and word_across(words, max(0, found.start() - 2), found.start())  # 自由, 理由
    return None if found is None or inside else found.start()
