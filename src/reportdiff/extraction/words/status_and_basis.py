"""What surrounds a figure: status (reached or planned), period, scope, and the basis of a stated change."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from reportdiff.extraction.words.facets import facets_of_headings, issuer_named
from reportdiff.extraction.words.matching import last_clause
from reportdiff.extraction.words.periods import outline_under, past_years, year_ago
from reportdiff.extraction.words.verbs import is_action
from reportdiff.lexicon.patterns import all_phrases, phrase, phrase_in
from reportdiff.lexicon.words import words_of
from reportdiff.model import NO_FACETS, PREVIOUS_YEAR, Basis, BasisKind, Facets, Outline, Role, Section, Status

__all__ = [
    "SectionContext",
    "basis_of",
    "basis_of_multiple",
    "is_met",
    "own_body",
    "section_context",
    "status_of",
]

_YEAR = re.compile(r"((?:19|20)\d\d)\s?年")


@frozen(kw_only=True)
class SectionContext:
    """Where a sentence stands: its section's role and what that implies for status and year.

    `budget` says that figures without a label of their own are planned (部门预算), `final` that they are outcomes,
    though plans stand beside them (决算). `outline` is the document's, narrowed to the part of a year that its headings
    name.
    """

    role: Role
    budget: bool
    final: bool
    outline: Outline
    facets: Facets = NO_FACETS


def section_context(chain: tuple[Section, ...], outline: Outline, after_plan: bool) -> SectionContext:
    """Return the context of the sentences of the section `chain[0]`, whose parents follow in `chain`.

    `after_plan` says that a section before it has begun the part of the report that plans.
    """
    headings = "".join(part.heading for part in chain)
    role = next((part.role for part in chain if part.role is not Role.OTHER), Role.PLAN if after_plan else Role.OTHER)
    labels = (phrase("fund").sub("", phrase("against a budget").sub("", part.heading)) for part in chain)
    own = next((words for words in labels if "预算" in words or "决算" in words), "")
    title = outline.title
    labelled = own or (phrase("side of a fund").sub(r"\g<side>", title) if "预算" in title else title)
    final = ("决算" in labelled or "执行" in labelled) and (bool(own) or role is not Role.PLAN)
    budget = "预算" in labelled and not final
    if chain and not own and role is Role.PLAN and _looks_back(chain[0].heading, outline):
        role, budget = Role.REVIEW, False  # an evaluation of 2022 in the budget of 2024
    if budget and not _plans_alone(outline) and (role is Role.REVIEW or _of_year(labelled, outline.reviewed, outline)):
        budget, final = False, True  # 2024年预算收支情况 in a report on how 2024's budget was carried out
    facets = facets_of_headings((part.heading for part in chain), issuer_named(outline))
    return SectionContext(
        role=role, budget=budget, final=final, outline=outline_under(headings, outline), facets=facets
    )


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


_AS_OF = re.compile("截[至止]")
_MULTIPLES = {
    "target of a multiple": BasisKind.TARGET,
    "span of years in a whole": BasisKind.UNKNOWN,
    "other area": BasisKind.OTHER_REGION,
}


def status_of(sentence: str, before: str, setting: SectionContext, opening: str, outline: Outline) -> Status:
    """Whether the figure behind `before` (the words of the sentence up to it) is a target.

    `opening` is how the paragraph begins. A label at the figure itself wins (年初预算为 …, 支出决算为 …), then words of
    the clause, then the section's role.
    """
    clause = last_clause(before).rstrip()
    if "资金" in clause or "项目" in clause or "预算" in clause:
        clause = phrase("fund").sub("", clause)
    lead = _lead(sentence)
    if lead and len(lead) <= len(before) and (said := _of_lead(lead, outline)) is not None:
        return said
    compared = phrase("budget compared").match(opening) if "预算" in opening else None
    if compared is not None and int(compared["year"]) == outline.planned:
        return Status.TARGET  # 2024年培训费预算比上年减少2万元，其中外聘教师减少1万元
    if setting.budget or setting.final or ("预算" in clause and phrase("plan label").search(clause)):
        if phrase("outcome label").search(clause) and not clause.endswith("预算"):
            last_actual = max(found.start() for found in phrase("outcome label").finditer(clause))
            budget_at = max((found.start() for found in phrase("budget label").finditer(clause)), default=-1)
            if last_actual >= budget_at:
                return Status.ACTUAL
        if phrase("budget label").search(clause):
            return Status.TARGET
    if setting.budget:
        if (
            phrase_in("outcome cue", clause)
            or _AS_OF.search(sentence)
            or _AS_OF.search(opening)
            or setting.role is Role.DEFINITIONS
        ):
            return Status.ACTUAL
        return Status.TARGET
    if setting.role is Role.PLAN:
        return _in_plans(sentence, before, opening, outline)
    if phrase("carried out").search(clause):
        return Status.ACTUAL
    if (
        phrase("aim label").search(clause)
        or phrase_in("clause that plans", clause)
        or _plans_act(clause)
        or is_met(clause, sentence[len(before) :])
        or (phrase("revised").search(clause) and any(word in before for word in words_of("plan")))
    ):
        return Status.TARGET
    if _plans(sentence) and phrase_in("planned", before):
        return Status.TARGET
    if ("目标" in sentence and phrase("aimed").search(before)) or _to_come(before, outline):
        return Status.TARGET
    return Status.ACTUAL


def _plans_act(clause: str) -> bool:
    """Return whether a clause says what was planned to be done: 养老保险费计划征收4亿元, but not 按计划完成30公里."""
    subject, planned, act = clause.rpartition("计划")
    act = act.removeprefix("为")  # 经营计划为|实现收入
    return planned != "" and is_action(act) and not subject.endswith(words_of("by a plan"))


def is_met(clause: str, behind: str) -> bool:
    """Return whether a figure behind a word for a plan is met by the next one: 造林任务30万亩，|实际完成33万亩."""
    return clause.endswith(words_of("plan")) and phrase("met").match(behind) is not None


def _in_plans(sentence: str, before: str, opening: str, outline: Outline) -> Status:
    """Return the status of a figure in a section of plans, which may look back: 去年完成120个，今年再改造80个."""
    clause, past = last_clause(before).rstrip(), phrase("past opening")
    reached = phrase("reached").search(clause) and "达到" not in clause and "力争" not in clause
    if phrase_in("year ahead", before) and not reached:
        return Status.TARGET
    if past.match(opening) or past.match(sentence[:24]) or _long_ago(before, outline):
        return Status.ACTUAL
    return Status.ACTUAL if reached else Status.TARGET


_LEAD = re.compile("[^，。；：:]{4,24}[：:]")


@lru_cache(maxsize=16)  # asked of one sentence for each of its figures
def _lead(sentence: str) -> str:
    """Return the label before the colon that a sentence begins with, "" for none."""
    found = _LEAD.match(sentence)
    return found[0] if found is not None else ""


def _of_lead(label: str, outline: Outline) -> Status | None:
    """Return what a label says of all that it leads, None where it says nothing."""
    if phrase("lead to outcomes").search(label):
        return Status.ACTUAL
    ahead = outline.planned is not None and str(outline.planned) in label
    return Status.TARGET if ahead and phrase("lead to plans").search(label) else None


@lru_cache(maxsize=16)  # asked of one sentence for each of its figures
def _plans(sentence: str) -> bool:
    return phrase_in("planned", sentence) is not None


def _long_ago(before: str, outline: Outline) -> bool:
    """Whether the last year named before the figure is over, and not only compared with."""
    years = [match["year"] for match in all_phrases("year of a clause", before)]
    return bool(years) and outline.planned is not None and int(years[-1]) < outline.planned


def _to_come(before: str, outline: Outline) -> bool:
    """Return whether the last year named is after the one reviewed, and words behind or right before it plan."""
    if "年" in before and phrase("opens the coming year").search(before):
        return True
    year = next(reversed([*all_phrases("year of a clause", before)] if "年" in before else []), None)
    later = year is not None and outline.reviewed is not None and int(year["year"]) > outline.reviewed
    if year is None or not later:
        return False
    planned = phrase("planned for").search(before[: year.start("year")]) is not None
    return planned or phrase("to come").search(before, year.end()) is not None


def own_body(words: str) -> str | None:
    """Return how the words of a clause call the issuer itself, where a name leaves that out (本院受理案件), or None.

    >>> own_body("其中本院受理"), own_body("受理")
    ('本院', None)
    """
    return next((body for body in words_of("own body") if body in words), None)


def basis_of_multiple(whole: str, own: int | None) -> Basis | None:
    """Return the basis of a multiple by the words before its number, None for the year before the report's `own`.

    >>> str(basis_of_multiple("2019年", 2023)), str(basis_of_multiple("净利润", 2023)), basis_of_multiple("上年", 2023)
    ('year:2019', 'other_total', None)
    """
    for part, kind in _MULTIPLES.items():
        if phrase(part).search(whole):
            return Basis(kind)
    if (year := _YEAR.search(whole)) is not None:
        return Basis.of_year(int(year[0][:4]), own)
    of_time = len(whole) < 3 or any(sign in whole for sign in words_of("sign of a time"))
    return None if of_time else Basis(BasisKind.OTHER_TOTAL)


def basis_of(own_words: str, words: str, paragraph: str, status: Status, outline: Outline) -> Basis:
    """The basis of a change.

    `own_words` is its clause, `words` the same with an earlier 与…相比 and `paragraph` what precedes.
    """
    own = outline.planned if status is Status.TARGET and outline.planned else outline.reviewed
    apart = phrase("last year named").sub("", own_words.rstrip())  # 较上年|均增长10% is no yearly average
    if phrase("yearly average").search(apart):
        return Basis(BasisKind.ANNUAL_AVERAGE)
    if phrase("against a part of a year").search(own_words) or phrase("against a month").search(words):
        return Basis(BasisKind.UNKNOWN)  # against the month or quarter before
    years = phrase("against a year").findall(words)
    if phrase("budget carried out").search(words):
        past = years and own is not None and int(years[-1]) < own - 1  # 比2019年决算数
        return Basis.of_year(int(years[-1])) if past else Basis(BasisKind.BUDGET_EXECUTION)
    if phrase("against others").search(words):
        return Basis(BasisKind.OTHER_REGION)
    if phrase("against a plan").search(words):
        return Basis(BasisKind.BUDGET if "预算" in words else BasisKind.TARGET)
    if (
        "预算" in words
        and not {*"比较与同"}.isdisjoint(words)
        and phrase("budget as a base").search(words)
        and not re.search("去年|上一?年", words)
        and not _YEAR.search(words)
    ):
        return Basis(BasisKind.BUDGET)
    if years:
        return Basis.of_year(int(years[-1]), own)
    before = phrase("five years ago").search(words)
    last = phrase("last year named").search(words)
    if last is not None and (before is None or before.start() > last.end()):  # but 同比前一个五年
        return PREVIOUS_YEAR
    if phrase_in("far from another", own_words):
        return Basis(BasisKind.OTHER_TOTAL)
    five = before or phrase("change in five years").search(own_words)
    if five or past_years(own_words, own):
        return Basis(BasisKind.PREVIOUS_FIVE_YEARS)
    ago = phrase("against years ago").search(words)
    if ago is not None and own is not None and (year := year_ago(ago[0], own)) is not None:
        return Basis.of_year(year, own)
    singles = list(all_phrases("year of a paragraph", paragraph, paragraph.rfind("。") + 1))
    if singles and not past_years(paragraph[singles[-1].end() :], own):
        return PREVIOUS_YEAR  # 五年来…，2025年增长5%: the time named last counts
    if (
        past_years(paragraph[-60:], own)
        or past_years(paragraph[:40], own)
        or ("累计" in own_words and past_years(paragraph, own))
    ):
        return Basis(BasisKind.PREVIOUS_FIVE_YEARS)
    return PREVIOUS_YEAR
