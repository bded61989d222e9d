"""Levels of an earlier time that may be the base of a change: of which time, of which level, and right behind it."""

from __future__ import annotations

import re
from bisect import bisect_left

from reportdiff.extraction.claims.binder import Binder
from reportdiff.extraction.references import Reference
from reportdiff.extraction.sentence.ledger import ClaimDraft
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.patterns import phrase
from reportdiff.lexicon.reference_names import name_key
from reportdiff.model import PREVIOUS_YEAR, Binding, Metric, Period

__all__ = ["base_of_another", "of_earlier", "printed_beside", "times_of_base"]

_OWN_YEAR = 8  # characters before a change that may name its year
_CHANGE_AND_BRACKET = re.compile("[，,]?[^，,。；;（）()]{0,14}[（(]")


def times_of_base(binder: Binder, draft: ClaimDraft, label: str, year: int) -> tuple[str, ...]:
    """Return the labels that the time of a base in a year may have, by that of its level.

    The first half is held against the first half, and what stands on a day against the day a year before or the end of
    that year, as the sentence says.
    """
    day, end = label.removeprefix("as_of:")[4:], f"as_of:{year}-12-31"
    if not label.startswith("as_of:"):
        return (f"{year}{label[4:]}",) if label[4:] and label[:4].isdecimal() else (str(year), end)
    said = binder.text[draft.sentence.start : draft.span.end]
    same, opening = (
        max((found.end() for found in check_words(part).finditer(said)), default=0)
        for part in ("same period basis", "opening basis")
    )
    return (f"as_of:{year}{day}",) if same > opening and not label.endswith(end[10:]) else (str(year), end)


def base_of_another(binder: Binder, metric: Metric, draft: ClaimDraft, level: Metric | None) -> bool:
    """Return whether a bracket elsewhere prints a figure as the base of another, or of another size of the same.

    净利润2813万元，同比下降28.7%（上年同期3946万元）: no base of 净利润6911万元.
    """
    at = bisect_left(binder.references.starts, metric.figure.span.start)
    before = binder.references.metrics[at - 1] if at else None
    if before is None or before.sentence != metric.sentence:
        return False
    gap = binder.text[before.figure.span.end : metric.figure.span.start]
    if name_key(before.name) != name_key(metric.name):
        return gap.startswith(("（", "(")) and metric.sentence != draft.sentence
    other = level is not None and before is not level and before.figure.value != level.figure.value
    last_year = metric.year is not None and before.year is not None and metric.year == before.year - 1
    own = last_year and metric.sentence != draft.sentence  # 货值70亿元，上年80亿元: of another 货值
    return other and (own or _CHANGE_AND_BRACKET.match(gap) is not None)


def printed_beside(binder: Binder, draft: ClaimDraft, level: Metric) -> Reference | None:
    """Return last year's level right behind the own one: 2024年预算54万元，2023年预算45万元，增长20%."""
    at = bisect_left(binder.references.starts, level.figure.span.start) + 1
    year = level.year - 1 if level.year is not None else None
    for beside in binder.references.metrics[at : at + 1] if year is not None else ():
        alike = (beside.name, beside.figure.unit, beside.status) == (level.name, level.figure.unit, level.status)
        before = beside.sentence == level.sentence and beside.figure.span.end <= draft.span.start
        if alike and before and beside.period == Period(str(year), year):
            return Reference(beside, Binding.CLAUSE)
    ahead = binder.references.metrics[max(0, at - 2) : at - 1]
    return next((Reference(one, Binding.CLAUSE) for one in ahead if _is_year_before(binder, one, level, draft)), None)


def _is_year_before(binder: Binder, one: Metric, level: Metric, draft: ClaimDraft) -> bool:
    """Return whether the clause before a level says the same of the year before: 2022年录取新生52人，2023年录取60人."""
    alike = (one.figure.unit, one.status, one.sentence) == (level.figure.unit, level.status, draft.sentence)
    year = (level.year or 0) - 1
    if not alike or one.period != Period(str(year), year) or level.sentence != draft.sentence:
        return False
    opens = binder.text[one.figure.span.end : level.figure.span.start].lstrip("，,；; ").startswith(f"{year + 1}年")
    return opens and len(level.name) > 1 and level.name in one.name and level.figure.span.end <= draft.span.start


def of_earlier(binder: Binder, base: Metric, draft: ClaimDraft) -> bool:
    """Return whether a base is of years before the one that a change is over: 由2019年的30人增至42人，比上年增长5%."""
    own = binder.outline.reviewed
    said = binder.text[max(base.figure.span.end, draft.span.start - _OWN_YEAR) : draft.span.end]
    named = draft.basis == PREVIOUS_YEAR and phrase("over the year before").search(said) is not None
    return named and None not in (own, base.year) and (base.year or 0) < (own or 0) - 1
