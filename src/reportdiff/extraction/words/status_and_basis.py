"""What surrounds a figure: status (reached or planned), period, scope, and the basis of a stated change."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from reportdiff.extraction.words.facets import facets_of_headings
from reportdiff.extraction.words.periods import past_years
from reportdiff.extraction.words.relation_words import ELSEWHERE
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.model import NO_FACETS, PREVIOUS_YEAR, Basis, BasisKind, Facets, Outline, Role, Section, Span, Status

__all__ = ["SectionContext", "basis_of", "scope_of", "section_context", "status_of"]

_TARGET_CUE = re.compile(
    r"计划|力争|预期目标|目标是|目标为|拟(?!定|订|声)|将(?!近|军)|确保|争取|规划(?:到|期)|预计|到20\d\d年(?!底?(?:的|时|末)?[^，。]{0,6}(?:已|达到了))|"
    r"要(?!求|素|害|闻|紧|点|领|案|约|件|道)|安排[^，。]{0,12}预算|年度预算安排|预算安排|力求|达到或超过|不低于|控制在"
)
_ACTUAL_CUE = re.compile(r"决算|执行数|已(?:经)?(?!经营)|现有的?|去年|上年|目前|截至|截止|实际(?!增长)|全年实现")
_BUDGET_LABEL = re.compile(
    r"(?:年初|全年|调整|当年|部门|年度)?预算(?:数|安排|金额|总额|总计|合计)?(?:为|是|共|$)|年初预算|预算[^，。；执决]{0,14}$|收入预算|支出预算|总预算"
)
_ACTUAL_LABEL = re.compile(r"执行数|决算|实际|完成|支出数")
_FUNDS = re.compile(
    r"一般公共预算|政府性基金预算|国有资本经营预算|公共财政预算|社会保险基金预算|部门预算"
)  # funds, not plans
_OF_FUND = re.compile(rf"(?:{_FUNDS.pattern})([收支])")  # a title without a plan: 公共财政预算收入情况
_NAMED_YEAR = re.compile(r"(?<![比较与由从到自])((?:19|20)\d\d) ?年(?!前)")
_YEAR = re.compile(r"((?:19|20)\d\d)\s?年")
_ONE_YEAR = re.compile(r"(?<![比较与同由从和自到至])(?:(?:19|20)\d\d ?年(?!来|以来|的)|今年|当年|全年)")
_OUTCOME = re.compile(r"执行数|[比较与同][^，。；持]{0,14}(?:完成数|决算数)")  # what last year's budget came to
_FIVE_YEARS_AGO = re.compile(r"(?:比|较)(?:五年前|“?[八九十][一二三四五]?五”?末|上一个五年|前五年|上届)")
_IN_FIVE_YEARS = re.compile(r"(?:^|[^\d])[5５]年(?:间|来|累计)?(?:共|净|约)?[一-龥]{2,4}$")  # 5年增长1.6倍


@frozen
class SectionContext:
    """Where a sentence stands: its section's role and what that implies for status and year.

    `budget`: figures without a label of their own are planned; `final`: they are what was reached, beside plans.
    """

    role: Role
    budget: bool
    final: bool
    heading: str
    facets: Facets = NO_FACETS


def section_context(chain: tuple[Section, ...], outline: Outline, after_plan: bool) -> SectionContext:
    """The setting of a sentence in the section `chain[0]`, whose parents follow.

    `after_plan`: the part of the report that plans has begun before.
    """
    headings = "".join(part.heading for part in chain)
    role = next((part.role for part in chain if part.role is not Role.OTHER), Role.PLAN if after_plan else Role.OTHER)
    labels = (_FUNDS.sub("", part.heading) for part in chain)
    own = next((words for words in labels if "预算" in words or "决算" in words), "")
    labelled = own or (_OF_FUND.sub(r"\1", outline.title) if "预算" in outline.title else outline.title)
    final = ("决算" in labelled or "执行" in labelled) and (bool(own) or role is not Role.PLAN)
    budget = "预算" in labelled and not final
    if chain and not own and role is Role.PLAN and _looks_back(chain[0].heading, outline):
        role, budget = Role.REVIEW, False  # 2022年度绩效评价结果 in the budget of 2024
    if budget and not _plans_alone(outline) and (role is Role.REVIEW or _of_year(labelled, outline.reviewed, outline)):
        budget, final = False, True  # 2024年预算收支情况 in a report on how 2024's budget was carried out
    facets = facets_of_headings((part.heading for part in chain), outline.issuer)
    return SectionContext(role, budget, final, headings, facets)


def _plans_alone(outline: Outline) -> bool:
    """Return whether the whole report is a budget, which reviews nothing (2025年部门预算)."""
    return outline.planned == outline.year and "执行" not in outline.title and "决算" not in outline.title


def _looks_back(heading: str, outline: Outline) -> bool:
    """Return whether a heading begins with a year, and all that it names are over before the one that is planned."""
    years = _YEAR.findall(heading) if _YEAR.match(heading) else []
    return bool(years) and outline.planned is not None and max(map(int, years)) < outline.planned


def _of_year(heading: str, year: int | None, outline: Outline) -> bool:
    """Return whether a heading names `year` and not the year that is planned."""
    return year is not None and str(year) in heading and str(outline.planned) not in heading


_AS_OF = re.compile(r"截[至止]")
_PLAN_LABEL = re.compile(
    r"年初预算|全年预算|(?:调整|变动|汇总|代编)后?的?预算|预算数|预算安排|预算[调变][整动更]|[入出费金]预算(?:为|是)?$"
)
_AIM_LABEL = re.compile(r"(?:目标|计划数|任务数|年初安排|[入值额量润税资数程积]计划)(?:为|是)?$")
_REVISED = re.compile(r"(?:调整|变更|追加|调增|调减|压减|核减)(?:为|至|到)$")
_CARRIED_OUT = re.compile(r"实际(?:完成|建成|到位|执行|支出|收入|达到|实现|开工|竣工|新增|投资|发放|收到)")
_PLANNED = re.compile(
    r"力争|预期目标|计划(?:总|年内|全年)?(?:投资|完成|实施|建设|新建|新增|开工|安排|引进|培育|改造|到|用|达|实现)|"
    r"拟安排|拟(?:建|投)|确保到|规划到|到20[3-9]\d年|今后五年|下一步|预计到"
)
_REACHED = re.compile(r"现有的?|去年|上年|已(?:有|建|经|完)|目前|由.{0,12}$")
_AIMED = re.compile(r"(?:确定|提出|制定|设定)的[^，。]{0,40}$")


def status_of(sentence: str, before: str, setting: SectionContext, opening: str, outline: Outline) -> Status:
    """Whether the figure behind `before` (the words of the sentence up to it) is a target.

    `opening` is how the paragraph begins. A label at the figure itself wins (年初预算为 …, 支出决算为 …), then words of
    the clause, then the section's role.
    """
    clause = before[max(map(before.rfind, "，,；;：:")) + 1 :]
    if "资金" in clause or "项目" in clause or "预算" in clause:
        clause = _FUNDS.sub("", clause)
    if setting.budget or setting.final or ("预算" in clause and _PLAN_LABEL.search(clause)):
        if _ACTUAL_LABEL.search(clause) and not clause.endswith("预算"):
            last_actual = max(found.start() for found in _ACTUAL_LABEL.finditer(clause))
            budget_at = max((found.start() for found in _BUDGET_LABEL.finditer(clause)), default=-1)
            if last_actual >= budget_at:
                return Status.ACTUAL
        if _BUDGET_LABEL.search(clause):
            return Status.TARGET
    if setting.budget:
        if (
            _ACTUAL_CUE.search(clause)
            or _AS_OF.search(sentence)
            or _AS_OF.search(opening)
            or setting.role is Role.DEFINITIONS
        ):
            return Status.ACTUAL
        return Status.TARGET
    if setting.role is Role.PLAN:
        if _PAST.search(opening) or _PAST.search(sentence[:24]) or _long_ago(before, outline):
            return Status.ACTUAL
        reached = _REACHED.search(clause) and "达到" not in clause and "力争" not in clause
        return Status.ACTUAL if reached else Status.TARGET
    if _CARRIED_OUT.search(clause):
        return Status.ACTUAL
    if _AIM_LABEL.search(clause) or (_REVISED.search(clause) and "预算" in before):
        return Status.TARGET
    if _plans(sentence) and _PLANNED.search(before):
        return Status.TARGET
    if "目标" in sentence and _AIMED.search(before):
        return Status.TARGET
    return Status.ACTUAL


@lru_cache(maxsize=16)  # asked of one sentence for each of its figures
def _plans(sentence: str) -> bool:
    return _PLANNED.search(sentence) is not None


_PAST = re.compile(
    r"^[——（一二三四五六七八九十）、\s]*(?:这五年|过去五年|五年来|五年间|过去的?一年|一年来|去年|“十[一二三四]五”时期)"
)


def _long_ago(before: str, outline: Outline) -> bool:
    """Whether the last year named before the figure is over, and not only compared with."""
    years = _NAMED_YEAR.findall(before)
    return bool(years) and outline.planned is not None and int(years[-1]) < outline.planned


@lru_cache(maxsize=1)
def _scope() -> re.Pattern[str]:
    return re.compile("^" + alternation(words_of("scope")))


def scope_of(name: str) -> str | None:
    """The scope word at the head of a name (全市, 规模以上, 城镇 …), or None."""
    found = _scope().match(name)
    return found[0] if found else None


_ANNUALLY = re.compile(
    r"(?:年均|年平均|平均每年|每年平均)(?:实际|名义|约|净)?[一-龥]{1,4}$|年递增|(?:年均?复合|复合年均?)[一-龥]*$|CAGR[约达为]*$"
)
_ELSEWHERE = re.compile(
    rf"(?:[高低快慢好差优强弱多少大小长短]于|高出|超出|超过|超|落后|比|较|领先)(?:同期)?(?:{ELSEWHERE}|国家)"
)
_AGAINST_PLAN = re.compile(r"[比较与同超](?:年初)?(?:预算|计划|目标|预期)|(?:计划|目标)任务")
_AMID_YEAR = re.compile(r"[比较与同](?:(?:19|20)\d\d ?年)?(?:[1-9]|1[01])月[末底]")  # 较2023年9月末: no year's level
_AGAINST_YEAR = re.compile(r"[比较与同和]“?((?:19|20)\d\d) ?年?")
_LAST_YEAR = re.compile(r"同比|上年|去年|上一年|上一度")


def basis_of(own_words: str, words: str, paragraph: str, status: Status, outline: Outline) -> Basis:
    """The basis of a change.

    `own_words` is its clause, `words` the same with an earlier 与…相比 and `paragraph` what precedes.
    """
    own = outline.planned if status is Status.TARGET and outline.planned else outline.reviewed
    if _ANNUALLY.search(_LAST_YEAR.sub("", own_words.rstrip())):  # 较上年|均增长10% is no yearly average
        return Basis(BasisKind.ANNUAL_AVERAGE)
    if re.search("环比|[比较与]上(?:[个一]?[月季周]|半年)", own_words) or _AMID_YEAR.search(words):
        return Basis(BasisKind.UNKNOWN)  # against the month or quarter before
    years = _AGAINST_YEAR.findall(words)
    if _OUTCOME.search(words):
        past = years and own is not None and int(years[-1]) < own - 1  # 比2019年决算数
        return Basis.of_year(int(years[-1])) if past else Basis(BasisKind.BUDGET_EXECUTION)
    if _ELSEWHERE.search(words):
        return Basis(BasisKind.OTHER_REGION)
    if _AGAINST_PLAN.search(words):
        return Basis(BasisKind.BUDGET if "预算" in words else BasisKind.TARGET)
    if (
        "预算" in words
        and re.search(r"[比较与同]", words)
        and re.search(r"年初预算|预算数|预算相比|全年预算", words)
        and not re.search(r"去年|上年|上一年", words)
        and not _YEAR.search(words)
    ):
        return Basis(BasisKind.BUDGET)
    if years:
        return Basis.of_year(int(years[-1]), own)
    if _LAST_YEAR.search(words):
        return PREVIOUS_YEAR
    if _FIVE_YEARS_AGO.search(words) or _IN_FIVE_YEARS.search(own_words) or past_years(own_words, own):
        return Basis(BasisKind.PREVIOUS_FIVE_YEARS)
    singles = list(_ONE_YEAR.finditer(paragraph, paragraph.rfind("。") + 1))
    if singles and not past_years(paragraph[singles[-1].end() :], own):
        return PREVIOUS_YEAR  # 五年来…，2025年增长5%: the time named last counts
    if (
        past_years(paragraph[-60:], own)
        or past_years(paragraph[:40], own)
        or ("累计" in own_words and past_years(paragraph, own))
    ):
        return Basis(BasisKind.PREVIOUS_FIVE_YEARS)
    return PREVIOUS_YEAR


def span_text(text: str, span: Span) -> str:
    """The characters under `span`."""
    return text[span.start : span.end]
