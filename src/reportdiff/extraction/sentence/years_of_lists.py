"""The years of a list that prints one thing for several of them: 2021年、2022年及2023年上半年，收入分别为…."""

from __future__ import annotations

from collections.abc import Sequence

from reportdiff.extraction.sentence.ledger import ReadFigure, SentenceContext
from reportdiff.extraction.words.matching import ending
from reportdiff.extraction.words.periods import listed_years, stated_year
from reportdiff.lexicon.patterns import phrase
from reportdiff.model import Period

__all__ = ["give_years", "of_its_year", "of_year"]


def give_years(passage: SentenceContext, entries: Sequence[ReadFigure], *, told: bool) -> None:
    """Give each figure of a list its year, where it is of one thing in as many years.

    They stand before it, or before the list above it: 收入分别为A、B、C，占比分别为D、E、F. `told`: 分别 goes before.
    Of 报告期各期 they may stand behind it; a list of years that nobody names is of no year.
    """
    metrics = [entry.metric for entry in entries if entry.metric is not None]
    if len({entry.name.removesuffix(ending(entry.name, "share noun")) for entry in entries}) != 1:
        return  # 等待期分别为12个月、24个月
    start = entries[0].slot.figure.span.start
    before, count = passage.up_to(start).replace("\n", ""), len(entries)
    years, memory = listed_years(before, count, passage.outline.reviewed), passage.memory
    if not metrics:
        for entry, period in zip(entries, years, strict=False):
            if entry.draft is not None:
                entry.draft.year = period.year
        return
    if years:
        memory.years = years
    elif memory.years_of == passage.span or (told and stated_year(before) is None):
        years = memory.years if len(memory.years) == count else _named_behind(passage, start, count)
    if len(metrics) != count or not (years or (told and phrase("each reporting period").search(before))):
        return
    for at, metric in enumerate(metrics):
        passage.ledger.replace(metric, period=years[at] if years else None)
    memory.years_of = passage.span if years else memory.years_of


def _named_behind(passage: SentenceContext, start: int, count: int) -> list[Period]:
    """Return the years that a sentence names behind a place, where they are as many and follow each other."""
    named = sorted({int(year[:4]) for year in phrase("year").findall(passage.folded, start, passage.span.end)})
    if len(named) != count or named != [*range(named[0], named[0] + count)]:
        return []
    return [Period(str(year), year) for year in named]


def of_its_year(passage: SentenceContext, found: ReadFigure, part: str | None) -> ReadFigure:
    """Return a level, or the one of its name that is of the same year as a part of it."""
    if part is None or found.metric is None:
        return found
    period, whole = passage.ledger.metric(part).period, passage.ledger.metric(found.metric)
    alike = [level for level in _named(passage, whole.name) if passage.ledger.metric(level.metric).period == period]
    return alike[-1] if alike and whole.period != period else found


def of_year(passage: SentenceContext, metric: str, year: int) -> ReadFigure | None:
    """Return the level of a metric's name for a whole year, None where none was printed so far."""
    alike = _named(passage, passage.ledger.metric(metric).name)
    return next((one for one in alike if passage.ledger.metric(one.metric).period == Period(str(year), year)), None)


def _named(passage: SentenceContext, name: str) -> list[ReadFigure]:
    return [level for level in (*passage.memory.recent, *passage.levels()) if level.name == name]
