"""Words of time before a figure → the period that it covers, resolved against the report's own years."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from functools import lru_cache

from attrs import evolve

from reportdiff.extraction.words.matching import last_clause
from reportdiff.extraction.words.years_gone_by import CLAUSE_MARK, PASSED, in_object, is_aside, is_event, is_past
from reportdiff.lexicon.parts_of_year import part_of_year
from reportdiff.lexicon.patterns import all_phrases, phrase
from reportdiff.lexicon.words import alternation, words_of
from reportdiff.model import Outline, Period, Status
from reportdiff.text.numerals import chinese_value
from reportdiff.text.words import cut

__all__ = ["base_period", "listed_years", "looks_back", "outline_under", "past_years", "period_of", "several_years"]
__all__ += ["stated_part", "stated_year", "year_ago"]

_FIVE, _THIS = "五年", "这"
_TERM, _CONGRESS = "本届", "大会"  # what words for several years hold, if not the 五 of 五年
_BEHIND_THIS, _OPENS_CLAUSE = "，,、中的末", "，。；\n"
_PLANS = {  # the first year of each five-year plan
    "七": 1986, "八": 1991, "九": 1996, "十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021,
    "十五": 2026, "十六": 2031, "十七": 2036,
}  # fmt: skip
_SURVEYS = {  # the years of the national counts, from the first one on
    "人口": (1953, 1964, 1982, 1990, 2000, 2010, 2020, 2030),
    "经济": (2004, 2008, 2013, 2018, 2023, 2028),
    "农业": (1996, 2006, 2016, 2026),
}
_SURVEY = re.compile(rf"第(\w)次(?:全国)?({'|'.join(_SURVEYS)})普查")
_AS_OF = re.compile(r"\s*截[至止](?P<year>(?:19|20)\d\d) ?年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_YEAR = re.compile(r"((?:19|20)\d\d) ?年")
_BARE_YEAR = re.compile(r"[由从比较]((?:19|20)\d\d)的$")  # 由2023的
_COMPARED = re.compile(r"[比较与同](?:(?:19|20)\d\d ?年?\s*[、和与及]\s*)+$")  # 比2011年（18.6%）、2010年（20.3%）下降
_OF_BRACKET = re.compile(r"((?:19|20)\d\d) ?年度?（$")
_LISTED_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_LIST = re.compile(
    r"(?P<first>(?:19|20)\d\d) ?年?度?(?:至|到|—+|-|~)(?:19|20)\d\d ?年"
    r"|(?:(?:19|20)\d\d ?(?:年[度末底]?(?:\d{1,2}月(?:\d{1,2}日|[末底]))?)?[、和及与])+(?:19|20)\d\d ?年"
)
_MONTH_END = re.compile(r"\d{4} ?年(\d{1,2})月[末底]")
_LAST_DAY = (12, 31)
_SINCE = re.compile(r"(?:\d{1,2}月份?)?(?:底|初)?[^，,。；;\d]{0,8}以来")
_CLOSED = re.compile(r"（[^（）]*）")
_OPENS = re.compile(r"(?:^|[，,。；;：:\n])[^，,。；;：:\n]{0,3}$")
_WITH = frozenset("比较与同")
_SAME_PART = re.compile(r"同期[^，。；\d]{0,4}$")
_FROM_SEVERAL = re.compile(  # 从2022年的29人、2023年的26人|减至23人
    r"[由从](?:(?:19|20)\d\d ?年[末底]?的?[\d.,]+[^，,。；;、\d]{1,4}[、和])+$"
)
_FROM_MONTH = re.compile(r"[由从](\d{1,2})月份?[初末底]?的?$")  # 由1月的42.1%上升至12月的58.6%
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=256)  # a report's figures share a handful of periods
def _period(label: str, year: int) -> Period:
    return Period(label, year)


def past_years(text: str, until: int | None) -> re.Match[str] | None:
    """The first words of `text` that speak of several years gone by `until`; a plan that begins later has not."""
    for found in several_years(text) if _FIVE[0] in text or _TERM in text or _CONGRESS in text else ():  # few do
        if not found["plan"] or until is None or _PLANS[found["plan"]] <= until:
            return found
    return None


def several_years(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Yield the words of `text` from `start` on that look back on several years: 五年来, but not 五年规划.

    >>> [found[0] for found in several_years("五年规划。过去五年极不寻常，“十四五”以来")]
    ['五年', '“十四五”以来']
    """
    for found in phrase("several years").finditer(text, start):
        if found[0] != _FIVE or _are_over(text, found.start(), found.end()):
            yield found


def _are_over(text: str, start: int, end: int) -> bool:
    """Return whether 五年 between `start` and `end` speaks of years that are over."""
    if text.startswith(words_of("five years gone by"), end) or text.endswith(words_of("past five years"), 0, start):
        return True
    before, behind = text[max(0, start - 1) : start], text[end : end + 1]
    if before == _THIS:
        return behind != "" and behind in _BEHIND_THIS
    opens = before in _OPENS_CLAUSE and behind.isalpha()
    return opens and not text.startswith(words_of("five years to come"), end)


def looks_back(text: str, until: int) -> tuple[int, int] | None:
    """The first and the last of the years up to `until` that `text` looks back on; None where it does not.

    A five-year plan has its own years (“十三五”时期: 2016-2020).

    >>> looks_back("五年来，", 2023), looks_back("“十四五”以来，", 2023), looks_back("“十五五”时期，", 2025)
    ((2019, 2023), (2021, 2023), None)
    """
    found = past_years(text, until)
    if found is None:
        return None
    first = _PLANS[found["plan"]] if found["plan"] else until - 4
    return first, min(first + 4, until)


@lru_cache(maxsize=1)
def _reason() -> re.Pattern[str]:
    return re.compile(alternation(words_of("reason")) + r"[^；;。]*[；;]")


def without_side_remarks(words: str) -> str:
    """Return `words` with brackets that are closed and reasons that are over blanked out: their years end with them.

    >>> without_side_remarks("办结82件（2022年为70件），调解")
    '办结82件           ，调解'
    """
    if "）" in words:
        words = _CLOSED.sub(lambda found: " " * len(found[0]), words)
    for ahead in phrase("reason ahead").finditer(words):
        opens = not ahead.start() or CLAUSE_MARK.match(words, ahead.start() - 1) is not None
        if opens and cut(ahead[0])[0] in words_of("gives a reason"):  # but 受理|2022年度申请40件，
            words = words[: ahead.start()] + " " * len(ahead[0]) + words[ahead.end() :]
    if "；" in words or ";" in words:
        words = _reason().sub(lambda found: " " * len(found[0]), words)
    return words


def period_of(before: str, opening: str, status: Status, outline: Outline) -> Period | None:
    """Return the period of a figure, by its sentence up to it (`before`) and how its paragraph begins (`opening`).

    The last time word counts; a year that is only compared with (较2022年) does not. Without one it is the year that
    the report reviews (an actual) or plans (a target), or the five years that the paragraph looks back on.
    """
    default = _own_year(before, status, outline)
    before = without_side_remarks(before)
    if "（" in before[-2:] and (bracket := _OF_BRACKET.search(before)) is not None:
        return _period(bracket[1], int(bracket[1]))
    found = _last_time(before, default)
    if found is None:
        if default is None:
            return None
        if status is Status.ACTUAL:
            if (day := _AS_OF.match(opening)) is not None:
                return _as_of(day)
            years = looks_back(before, default) or looks_back(opening, default)
            if years is not None:
                return _period(f"{years[0]}-{years[1]}" if years[0] < years[1] else str(years[1]), years[1])
        return _period(f"{default}{outline.part if status is Status.ACTUAL else ''}", default)
    if found["first"]:
        return _period(f"{found['first']}-{found['last']}", int(found["last"]))
    if found["year"] or found["loose"]:
        year = int(found["year"] or found["loose"])
        if default is not None and year < default and _SINCE.match(before, found.end()):
            return _period(f"{year}-{default}", default)  # 2021年以来累计破案5200起
        if found["month"] and re.search(r"截[至止][^，]{0,4}$", before[: found.start()]):
            return _as_of(found)
        return _month_end(found, year) or _period(f"{year}{_part_of(found)}", year)
    base = outline.year if outline.year is not None else default
    if base is None:
        return None
    year = default or base
    if found["word"] == "去年":
        year = base - 1
    elif found["word"] in ("上年", "上一年"):
        year = (outline.planned or base) - 1 if status is Status.TARGET else (outline.reviewed or base) - 1
    elif found["word"] == "明年":
        year = base + 1
    return _period(f"{year}{_part_of(found)}", year)


def _part_of(time: re.Match[str]) -> str:
    """Return the part of a year that words of time name, as a period has it: 1-6月 → H1, 1-8月 → M1-8."""
    named = phrase("half or quarter").search(time[0]) or phrase("months of a year").search(time[0])
    return part_of_year(named[0].replace(" ", "")) or "" if named is not None else ""


def _own_year(before: str, status: Status, outline: Outline) -> int | None:
    """Return the year that a figure is of where no words say otherwise: the one planned, or the one reviewed."""
    reviewed = status is not Status.TARGET or ("计划" in before and phrase("planned before").search(before))
    return outline.reviewed if reviewed else outline.planned


def listed_years(words: str, count: int, own: int | None = None) -> list[Period]:
    """Return the years of a list of `count` figures, by the last words that name as many; none where none do.

    The last may be a part of its year; where the years go backwards, all are. 近三年 ends with the report's `own` year.

    >>> [period.label for period in listed_years("2021至2023年，立案分别为", 3)]
    ['2021', '2022', '2023']
    >>> [period.label for period in listed_years("2021年、2022年和2023年上半年，毛利分别为", 3)]
    ['2021', '2022', '2023H1']
    >>> [period.label for period in listed_years("2023年和2022年上半年，毛利分别为", 2)]
    ['2023H1', '2022H1']
    """
    for found in reversed([*_YEAR_LIST.finditer(words)]):
        named = [int(year) for year in _LISTED_YEAR.findall(found[0])]
        years = named if found["first"] is None else [*range(named[0], named[-1] + 1)]
        if len(years) == count:
            last = phrase("time").search(words, words.rindex(str(years[-1]), 0, found.end()))
            assert last is not None
            parted = 0 if years[0] > years[-1] else count - 1
            return [_in_year(last, year) if at >= parted else _period(str(year), year) for at, year in enumerate(years)]
    past = phrase("so many last years").search(words)
    if past is None or own is None or (chinese_value(past["number"]) or int(past["number"])) != count:
        return []
    return [_period(str(year), year) for year in range(own - count + 1, own + 1)]


def _in_year(time: re.Match[str], year: int) -> Period:
    """Return the part of a year that words of time name, or the day; the whole year where they name none."""
    if time["month"] and (int(time["month"]), int(time["day"])) != _LAST_DAY:
        return _as_of(time, year)
    return _month_end(time, year) or _period(f"{year}{_part_of(time)}", year)


def _month_end(time: re.Match[str], year: int) -> Period | None:
    """Return the last day of the month that words of time name, before the end of the year: 2023年6月末."""
    end = _MONTH_END.match(time.string, time.start("year"))
    if end is None or not 0 < int(end[1]) < _LAST_DAY[0]:
        return None
    return _period(f"as_of:{year}-{int(end[1]):02d}-{monthrange(year, int(end[1]))[1]}", year)


def year_ago(words: str, own: int) -> int | None:
    """Return the year that words count back to from the report's `own`, None where they name none.

    >>> year_ago("较三年前", 2023), year_ago("较上年", 2023)
    (2020, None)
    """
    found = phrase("years ago").search(words)
    return None if found is None else own - (chinese_value(found[0][:-2]) or int(found[0][:-2]))


def outline_under(headings: str, outline: Outline) -> Outline:
    """Return what a section's figures are of: the part of a year that its headings name, or what the report covers."""
    named = [time for time in all_phrases("time", headings) if time["year"] and _part_of(time)]
    if len(named) != 1 or outline.part:
        return outline
    year, part = int(named[0]["year"]), _part_of(named[0])
    return evolve(outline, reviewed=year, planned=year, part=part) if part != "H2" else outline


def stated_year(words: str) -> int | None:
    """Return the year that words say last, not to compare with it; None where they say none.

    >>> stated_year("2022年度营业收入较2021年度增加"), stated_year("较上年增加")
    (2022, None)
    """
    found = _last_time(words)
    return int(found["year"]) if found is not None and found["year"] else None


def stated_part(words: str) -> str:
    """Return the part of the year that words say last, not to compare with it; "" where they say none.

    >>> stated_part("；同比来看，上半年"), stated_part("比上半年")
    ('H1', '')
    """
    found = None
    for time in phrase("half or quarter").finditer(words) if "年" in words or "季度" in words else ():
        found = time if words[time.start() - 1 : time.start()] not in _WITH else None
    return part_of_year(found[0].replace(" ", "")) or "" if found is not None else ""


def _last_time(before: str, own: int | None = None) -> re.Match[str] | None:
    """Return the last words of time that say of when the figure behind `before` is; `own` is the year reported on."""
    found = None
    if "年" in before or "季度" in before or "期" in before or "月" in before or "20" in before:
        for time in all_phrases("time", before):
            if time["same"] and PASSED.search(before, time.end()):
                continue
            if time["loose"] and {time["behind"], time["behind"][:1]}.isdisjoint(words_of("adverb")):
                continue  # 2022共受理, but not 2022人参加
            if time["year"] and "、" in before and _COMPARED.search(before, 0, time.start("year")):
                continue
            listed = time["year"] and "、" in before and _FROM_SEVERAL.search(before, 0, time.start("year"))
            if listed and _DIGIT.search(before, time.end()):
                continue
            of_rate = own is not None and is_past(time, own) and phrase("rate of a time").match(before, time.end())
            if own is not None and (in_object(before, time, own) or of_rate or is_event(before, time, own)):
                continue
            if own is not None and is_past(time, own) and is_aside(before, time):
                continue
            since = _SINCE.match(before, time.end()) if time["year"] else None
            if since is not None and phrase("of the year again").search(before, since.end()) is not None:
                continue
            if not (time["bare"] and PASSED.search(before, time.end()) and not _OPENS.search(before, 0, time.start())):
                found = time  # the last one is wanted
    return found


def _as_of(day: re.Match[str], year: int | None = None) -> Period:
    """The state of things on a day, of another `year` where one is given."""
    year = year or int(day["year"])
    return _period(f"as_of:{year}-{int(day['month']):02d}-{int(day['day']):02d}", year)


def base_period(words: str, opening: str, status: Status, outline: Outline) -> Period | None:
    """Return the period of the level behind 由 or 从, by the words before it and how its paragraph begins (`opening`).

    A year named behind 由 counts; else it is the year before, or five years before where five years are looked back on.
    """
    own = outline.planned if status is Status.TARGET else outline.reviewed
    clause = last_clause(words)
    month = _FROM_MONTH.search(clause)
    if month is not None and own is not None:
        return _period(f"{own}M{month[1]}", own)
    span = _last_time(words)
    if span is not None and span["first"] and not _YEAR.search(words, span.end()):
        return _period(span["first"], int(span["first"]))  # 2016年到2020年，规模从353亿元增加至555亿元
    years = _YEAR.findall(clause) or _BARE_YEAR.findall(clause)
    if years:
        return _period(years[-1], int(years[-1]))
    if (survey := _SURVEY.search(clause)) is not None:
        held, number = _SURVEYS[survey[2]], chinese_value(survey[1]) or 0
        return _period(str(held[number - 1]), held[number - 1]) if 0 < number <= len(held) else None
    if (plan := phrase("plan of a base").search(clause)) is not None:
        first, last = _PLANS[plan["plan"]], _PLANS[plan["plan"]] + 4
        return _period(str(last) if plan["end"] else f"{first}-{last}", last)
    if own is None:
        return None
    if (year := year_ago(clause, own)) is not None:
        return _period(str(year), year)
    if phrase("base at an event").search(clause):
        return None
    if phrase("five years before").search(clause):
        return _period(f"{own - 9}-{own - 5}", own - 5)
    if (since := phrase("since a year").search(words)) is not None and int(since["year"]) < own:
        return _period(since["year"], int(since["year"]))  # 2022年以来，由10亿元到12亿元，再到15亿元
    half = phrase("half or quarter").search(clause)
    if half is not None and not phrase("year of a base").search(clause):
        return _period(f"{own}{part_of_year(half[0].replace(' ', '')) or ''}", own)  # 较上半年（40亿元）高出25.0%
    several = None if re.search(r"上年|去年", clause) else looks_back(words, own) or looks_back(opening, own)
    year = several[0] - 1 if several is not None else own - 1
    return _period(f"{year}{outline.part if _SAME_PART.search(words) else ''}", year)
