"""The years of a list that prints one thing for several of them: 2021年、2022年及2023年上半年，收入分别为…."""

from __future__ import annotations

from collections.abc import Sequence

from reportdiff.extraction.sentence.ledger import ReadFigure, SentenceContext
from reportdiff.extraction.words.matching import ending
from reportdiff.extraction.words.periods import listed_years, stated_year

__all__ = ["give_years", "of_its_year"]


def give_years(passage: SentenceContext, entries: Sequence[ReadFigure], *, told: bool) -> None:
    """Give each figure of a list its year, where it is of one thing in as many years.

    They stand before it, or before the list above it: 收入分别为A、B、C，占比分别为D、E、F. `told`: 分别 goes before.
    """
    metrics = [entry.metric for entry in entries if entry.metric is not None]
    names = {entry.name.removesuffix(ending(entry.name, "share noun")) for entry in entries}
    if len(metrics) != len(entries) or len(names) != 1:  # 等待期分别为12个月、24个月 enters none
        return
    before = passage.up_to(entries[0].slot.figure.span.start).replace("\n", "")
    memory = passage.memory
    if years := listed_years(before, len(entries), passage.outline.reviewed):
        memory.years, memory.years_of = years, passage.span
    elif memory.years_of == passage.span or (told and stated_year(before) is None):
        years = memory.years
    if len(years) == len(metrics):
        for metric, period in zip(metrics, years, strict=True):
            passage.ledger.replace(metric, period=period)
        memory.years_of = passage.span


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
    periods = (passage.ledger.metric(level.metric).period for level in alike)
    return next(
        (level for level, at in zip(alike, periods, strict=True) if at is not None and at.label == str(year)), None
    )


def _named(passage: SentenceContext, name: str) -> list[ReadFigure]:
    return [level for level in (*passage.memory.recent, *passage.levels()) if level.name == name]
