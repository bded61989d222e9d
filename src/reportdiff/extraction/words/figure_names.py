"""The name that a reader would put in a table row for a figure: words before, around and behind it, or carried over."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from reportdiff.lexicon.words import alternation, words_of

__all__ = [
    "before_step",
    "closing_verb",
    "head_object",
    "is_action",
    "is_bare_verb",
    "leading_verb",
    "name_figure",
    "noun_behind",
    "plain_verb",
    "strip_function_words",
    "strip_tail_words",
    "without_light_verbs",
]

_ITEM_CODE = re.compile(r"“?(?:[^“”（）]{1,30}（类）)?(?:[^“”（）]{1,30}（款）)?([^“”（）]{1,40})（项）”?")
_ASIDE = re.compile(r"（[^（）]{0,60}）|〔[^〔〕]{0,20}〕")
_BEGINS_WORDS = {"并": "网购轨联列", "向": "阳", "有": "害机色效线关轨偿限期序氧", "在": "职校册建线编"}  # 并网, 向阳
_INSIDE_WORDS = {  # a stop word that ends another word: 行为, 国有, 人均
    "为": "行作认成因称视改",
    "有": "国所拥现公占保持享含专共特",
    "在": "存所潜现实",
    "向": "面方导",
    "均": "人平年户日月",
    "共": "公",
    "并": "合兼",
    "让": "转出受",
    "使": "天大",
    "获": "查",
    "已": "早",
    "被": "植",
    "建成": "新",
}
_GENERIC = ("项目", "工程", "企业", "单位", "地区", "方面", "措施")
_LISTED = frozenset("、”》")
_MEANS = ("依托", "利用", "通过", "借助", "运用", "参与")
_SCOPED = re.compile(
    r"^(全[市省县区国院旗州盟镇乡](?:两级)?(?:法院|检察机关|检察院|公安机关|系统)?)"
    r"(?:全年|今年|去年|目前|已|共有|共|累计|现有|又|实现|完成|有(?![害机色效线关轨偿限期序氧]))+(?=[一-龥“])"
)
_WHOLES = frozenset("市省县区国院旗州盟镇乡")  # 全市, 全省
_TOGETHER = re.compile(
    r"(?<=[一-龥]{2})中共(?=发现|受理|办理|发放|完成|开展|发出|收到|查处|纠正|排查)"
)  # 自评中共发现问题0个
_BELONGING = re.compile(
    r"^[^，。；、]{4,40}所属[^，。；、]{0,20}的(?=[^，。；、]{4,}$)"
)  # 某局所属单位开支的车辆保有量
_KEPT_ASIDE = re.compile(r"（(?:助理|[境护旗区市县村居间套次]、?[区市县]?)）")
_TIME = re.compile(
    r"^(?:(?:截至|截止|到|至)?(?:19|20)\d\d ?(?:[-—~至](?:19|20)\d\d)?年度?(?:\d{1,2}月(?:\d{1,2}日)?)?"
    r"(?:[底末初]|年底|上半年|下半年|以来|全年)?|"
    r"(?:截至|截止)[^，,]{0,8}[，,]?|上半年|下半年|“十[一二三四]五”(?:期间|时期|以来)?|\d{1,2}(?:-\d{1,2})?月份?)[，,]?"
)
_DATED = re.compile(
    r"^(?:(?P<of>[^，。；：]{2,40})的|[^，。；：]{0,40}?)(?:19|20)\d\d ?年度?(?!度)[末底初]?(?=[一-龥“])"
)  # 某某局2024年度收入支出总计: the year ends the owner; 绩效自评的2024年度项目: 的 keeps what it belongs to
_MARKS = " \n\t　：:、，,。·•—-\"'"
_WIDE = re.compile("[０-９]")
_WIDE_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}
_DOCUMENTS = ("文件", "规范性文件", "政策措施", "合同", "协议", "案卷")
_DONE = re.compile(r"(?:进行|开展|通过|接受|完成)了?[一-龥]{2,8}(?:审查|审核|评查|评估|备案|清理)")
_DONE_TO = re.compile(r"(?:进行|开展|予以|实施)了?[一-龥]{2,12}")
_EARNED = re.compile(r"(?<=业务|产品|板块)实现(?=(?:营业|销售|主营业务)?收入$)")
_LASTING = re.compile(r"(?:已|均|都)?连续(?:[一二三四五六七八九十两]+|\d+)年(?:都|均|稳定|保持)*$")
_STEPPED = re.compile(
    r"(?:连续|接连|先后|成功|再次|又|首次)*(?:迈[上过]|跨[上越过]|连[跨上]|登上|站上|跃上|突破|再上|踏上)"
    r"[^，。；：、\n]{0,16}(?:台阶|大关|关口|门槛)(?=$|、)"
)
_FROM_WHEN = re.compile(r"由(?:上年|前[一-龥]{0,2}年|(?:19|20)\d\d ?年)的?$")
_PREPOSITION = re.compile(r"^(?:对|为|向|给|将|把|由|从|在|于|以|按|据|经|因)")
_NOUN_END = re.compile(r"[，,。；;：:！？\n（）]")  # 、 goes on with the noun: no figure stands behind it
_AMONG = re.compile(r"(?<=[^高初集空期其当])中$")
_FIRST_EVER = re.compile(r"成为[^，。；、]{0,6}首[个家]")
_CLAUSE_END = re.compile(r"[，,。；;：:！？\n（）、]")


@frozen
class _Words:
    head: re.Pattern[str]
    tail: re.Pattern[str]
    ends: frozenset[str]  # the signs that `tail` or a mark left behind it ends in
    light: re.Pattern[str]
    action: re.Pattern[str]
    actions: frozenset[str]
    stop: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    action = words_of("action")
    return _Words(
        head=re.compile("^(?:其中有(?![害机色效线关轨偿限期序氧])|" + alternation(words_of("adverb")) + ")"),
        tail=re.compile(alternation(words_of("link")) + "$"),
        ends=frozenset(word[-1] for word in words_of("link")) | set(" ，,、：:\n"),
        light=re.compile(
            "^(?!有[害机色效线关轨偿限期序氧]|重点(?:人群|群体|对象|行业|排污))"
            + alternation(words_of("light"))
            + "(?:了)?"
        ),
        action=re.compile("^" + alternation(action) + "(?:了|的)?"),
        actions=frozenset(action),
        stop=re.compile(
            r"被(?!执行|告|害|申请|征|保险|监管|评|审)|"
            + "|".join(re.escape(word) for word in words_of("stop") if word != "被")
        ),
    )


_HEAD_KEEPS = re.compile(
    r"^(?:成功率|有效(?:警情|率|需求)|现[役任货价]|现行(?!有效)|公司(?:类|债|律师|治理|客户|金融|存款|贷款|业务)|本年度?(?:收入|支出)|共建|共享|共同|共产|共青|均衡|都市|都江|并购|并网|并入|并轨|并联|将军|要素|要求|再就业|再审|再议|再生|再制造|还款|还建|也门|又好|已建|约束|近海|近岸|近零|近视|超低|超大|超高|超市|超算|超长|计划生育|计划单列|全面小康|全面从严|是否|平均|主要污染|年均|主要农|主要粮|主要经济|主要领导|主要指标|预计产|期间费用|现代|现金|现场|现有|主动公开|依法治|和平|和谐|与会|与联|重点|持续|每万|每百|每千|每年人均|要案)"
)
_TAIL_KEEPS = re.compile(
    r"(?:共和|占有|拥有|所有|国有|私有|公有|保有|持有|为主|作为|行为|存在|潜在|现在|实在|健在|合计|总计|接近|附近|远近|成为|有为|公共|合约|契约|条约|节约|预约|制约|大约|居住地|目的|标的|的士|[签续履违毁解]约|[报签]到)$"
)


@lru_cache(maxsize=1 << 13)
def strip_function_words(words: str) -> str:
    """`words` without item codes, asides, time words and adverbs at the head, and links at the end.

    >>> strip_function_words("2024年，全市共受理行政复议申请"), strip_function_words("全市专利授权量达")
    ('全市受理行政复议申请', '全市专利授权量')
    """
    found = _ITEM_CODE.search(words) if "（项）" in words else None
    if found is not None:
        words = words[: found.start()] + found[1] + words[found.end() :]
    if "（" in words or "〔" in words:
        words = _ASIDE.sub(lambda aside: aside[0] if _KEPT_ASIDE.fullmatch(aside[0]) else "", words)
    words = _narrow(words)
    if "20" in words or "19" in words:
        words = _DATED.sub(lambda dated: dated["of"] or "", words, count=1)
    words = before_step(words.strip(_MARKS).replace("\n", ""))
    words = _strip_head(_FROM_WHEN.sub("", words) if "由" in words else words)
    if words.startswith("全"):
        words = _SCOPED.sub(r"\1", words)
    if "中共" in words:
        words = _TOGETHER.sub("", words)
    if "所属" in words:
        words = _BELONGING.sub("", words)
    words = _strip_tail(words)
    if words.endswith("收入") and "实现" in words:
        words = _EARNED.sub("", words)  # 减速器业务实现收入
    if "连续" in words:
        words = _LASTING.sub("", words) or words
    if words.endswith("占地"):
        words += "面积"
    return words[:-2] if words.endswith("费支出") and not words.endswith("经费支出") else words


def before_step(words: str) -> str:
    """`words` without the step that their subject has passed.

    >>> before_step("地区生产总值连跨三个百亿元台阶"), before_step("台阶维修")
    ('地区生产总值', '台阶维修')
    """
    return _STEPPED.sub("", words) if "台阶" in words or "关" in words or "门槛" in words else words


def _narrow(words: str) -> str:
    return words.translate(_WIDE_DIGITS) if _WIDE.search(words) else words


def _strip_head(words: str) -> str:
    table = _words()
    for _ in range(8):
        before = words
        words = _TIME.sub("", words, count=1).lstrip(" ，,、：:")
        if not _HEAD_KEEPS.match(words):
            shorter = table.head.sub("", words, count=1).lstrip(" ，,、：:")
            words = shorter
        if words == before:
            break
    return words


def _strip_tail(words: str) -> str:
    table = _words()
    for _ in range(6):
        if words[-1:] not in table.ends or _TAIL_KEEPS.search(words):
            break
        shorter = table.tail.sub("", words, count=1).rstrip(" ，,、：:")
        if shorter == words:
            break
        words = shorter
    return words


def strip_tail_words(words: str) -> str:
    """`words` without the links at its end."""
    return _strip_tail(words)


@lru_cache(maxsize=1 << 13)  # asked several times of the words before one figure
def is_action(words: str) -> bool:
    """Whether `words` is nothing but a verb that wants an object (办结, 新增, 累计)."""
    table = _words()
    if words in table.actions:
        return True
    rest = words
    for _ in range(3):
        found = table.action.match(rest) or table.light.match(rest)
        if found is None:
            return False
        rest = rest[found.end() :].lstrip("并和、及")
        if not rest:
            return True
    return False


def is_bare_verb(name: str) -> bool:
    """Whether a name is a verb and hands no object on: 提起公诉, but not 收到申请.

    >>> is_bare_verb("不起诉"), is_bare_verb("收到申请")
    (True, False)
    """
    return is_action(name) and (name in _words().actions or not name.endswith(words_of("noun-like")))


def head_object(name: str) -> str:
    """The object of a name that begins with a verb: 受理行政复议申请 → 行政复议申请; other names as they are.

    >>> head_object("受理行政复议申请")
    '行政复议申请'
    """
    table = _words()
    rest = name
    for _ in range(2):
        found = table.action.match(rest) or table.light.match(rest)
        if found is None or found.end() >= len(rest) - 1:
            break
        rest = rest[found.end() :]
    verb = None
    for verb in plain_verb().finditer(rest, 2, max(2, len(rest) - 3)):  # noqa: B007  the last one is wanted
        pass
    if verb is not None and len(rest) - verb.end() >= 3:
        return rest[verb.end() :]
    return rest


@lru_cache(maxsize=1)
def plain_verb() -> re.Pattern[str]:
    """Verbs of two signs or more that hardly ever name a thing."""
    nouns = set(words_of("noun-like"))
    return re.compile(alternation(tuple(word for word in words_of("action") if len(word) >= 2 and word not in nouns)))


def leading_verb(name: str) -> str:
    """The verb that a name begins with, its scope kept (全市划分网格 → 全市划分); "" where it begins with none.

    >>> leading_verb("发出监管意见书")
    '发出'
    """
    start = 2 if name[:1] == "全" and name[1:2] in _WHOLES else 0
    found = _words().action.match(name[start:])
    if found is None or start + found.end() >= len(name):
        return ""
    return name[: start + found.end()]


def closing_verb(name: str) -> str:
    """The verb that a name ends in (市中院受理), "" where it ends in none or is nothing else.

    >>> closing_verb("市中院受理"), closing_verb("行政复议申请")
    ('受理', '')
    """
    nouns = words_of("noun-like")
    for length in (4, 3, 2):
        tail = name[-length:]
        if len(name) > length and tail in _words().actions and tail not in nouns:
            return tail
    return ""


def noun_behind(words: str) -> str:
    """The counted noun that `words` (behind a figure) begin with: up to a predicate, a mark or 的 with its noun.

    >>> noun_behind("个事项"[1:]), noun_behind("企业迁建前期工作全面展开")
    ('事项', '企业迁建')
    """
    end = _NOUN_END.search(words)
    words = words[: end.start()] if end else words
    words = words.lstrip()
    if words.startswith(("大关", "关口")):
        return ""  # 收入突破百亿元大关
    if words.startswith("的"):
        words = words[1:]
    for stop in _words().stop.finditer(words, 2):
        after = words[stop.end() : stop.end() + 1]
        if words[stop.start() - 1] not in _INSIDE_WORDS.get(stop[0], "") and (
            not after or after not in _BEGINS_WORDS.get(stop[0], "")
        ):
            words = words[: stop.start()]
            break
    return _AMONG.sub("", _strip_tail(words.strip()))


def name_figure(before: str, behind: str, *, opens: bool) -> str:
    """The name that the words around a figure give, "" where they give none and it must be carried over.

    `before` and `behind` are the figure's own words, without its clause's other figures; `opens` says whether the
    clause begins with `before`.
    """
    table = _words()
    noun = noun_behind(behind) if behind and not behind[:1].isspace() else ""
    words = strip_function_words(before)
    if "成为" in words:
        words = _FIRST_EVER.sub("", words)
    words = _without_examples(words, noun)
    done = _DONE_TO.search(behind) if words == "对" and noun else None
    if done is not None:
        return words + noun + done[0]  # 对320个采购项目进行备案审查
    if (
        words in ("投资", "总投资", "投入", "斥资", "计划投资", "完成投资", "投资额")
        and (behind.startswith("的") or noun)
        and noun
    ):
        noun = re.sub(r"^(?:实施|建设|推进|用于|对|新建|改造)(?:了)?(?:的)?", "", noun) or noun
        return noun + ("投资" if "投资" in words else "投入")
    if not words and behind and (table.action.match(behind) or behind.startswith(_MEANS)) and opens:
        return _CLAUSE_END.split(behind, maxsplit=1)[0][:40]  # 83人参加…考试: the predicate names the figure
    if behind and words.startswith(_MEANS):
        return (words + _CLAUSE_END.split(behind, maxsplit=1)[0])[:60]
    if not words and opens and noun in _DOCUMENTS and (done := _DONE.match(behind, len(noun))) is not None:
        return noun + done[0]  # 63份文件开展公平竞争审查
    if len(words) == 1 and noun and behind.startswith("的"):
        return noun  # 长4000公里的管道
    if not words or is_action(words):
        if words == "涉及" and noun:
            return words + noun
        if noun:
            for _ in range(3):
                words = table.light.sub("", words)  # 重点实施了40个项目
            if words in ("完成", "实现", "累计"):
                words = ""
            return words + noun
        return words
    words = without_light_verbs(words)
    if noun and _joins(words, behind) and not (behind.startswith("的") and not is_action(words)):
        return noun if words in ("对", "为", "给", "向") else words + noun
    return words


def without_light_verbs(words: str) -> str:
    """`words` without the verbs at their head that add nothing to an object.

    >>> without_light_verbs("有车辆"), without_light_verbs("继续实施人才工程")
    ('车辆', '人才工程')
    """
    for _ in range(2):
        light = _words().light.match(words)
        if light is None or len(words) - light.end() < (2 if words[:1] == "有" else 3):
            break
        lighter = words[light.end() :]
        if is_action(lighter):
            break
        words = lighter
    return words


def _without_examples(words: str, noun: str = "") -> str:
    """排查“三无”等 → 排查: what is counted stands behind 等, and its examples do not name it.

    >>> _without_examples("整改落实“三无产品”等", "重点问题"), _without_examples("开展国庆、中秋等宣传活动")
    ('整改落实', '开展宣传活动')
    """
    at = words.rfind("等")
    if at < 0 or _LISTED.isdisjoint(words[:at]):
        return words
    rest = words[at + 1 :]
    if len(rest) == 1 or rest[:1] in ("级", "次", "额", "候", "待", "值", "量", "学"):
        return words
    if rest.startswith("方面"):
        return words  # 用于科技、教育等方面的支出
    verb = _leading_verbs(words[:at])
    if not rest and (len(noun) < 4 or noun.endswith(_GENERIC)):
        return words  # 某某、某某等项目: only the examples say which
    return verb + rest if verb or len(rest or noun) >= 3 else words


def _leading_verbs(words: str) -> str:
    """All the verbs that `words` begin with: 整改落实."""
    table, at = _words(), 0
    for _ in range(3):
        found = table.action.match(words[at:]) or table.light.match(words[at:])
        if found is None:
            break
        at += found.end()
    return words[:at] or leading_verb(words)


def _joins(words: str, behind: str) -> bool:
    """Whether the noun behind a figure belongs to the name although words stand before it: 主城区21家企业."""
    return bool(behind) and not _CLAUSE_END.match(behind)
