"""How many years a change covers, as its sentence says and as the reports lie apart."""

from __future__ import annotations

import re

from reportdiff.checking.report_index import PairIndex
from reportdiff.model import Claim, RelationKind

__all__ = ["covers_the_years", "spans_of_years", "years_apart"]

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|[-－—~至])")
_LASTING = re.compile(r"(?<![一二三四五六七八九十])([两二三四五六七八九十])年(?:来|间|里|年均|平均)")
_PLAN = re.compile(r"十[一二三四五]五”?(?:时期|期间|末)|(?:过去|这)五年")  # 十四五以来 is not over yet
_NUMERALS = dict(zip("两二三四五六七八九十", (2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))


def spans_of_years(text: str) -> list[int]:
    """How many years a change may cover: from the first year named to the last, or as many as 五年来 says.

    >>> spans_of_years("2019年至2023年，"), spans_of_years("五年来，"), spans_of_years("“十四五”时期，")
    ([4], [5], [5])
    """
    named = [int(year) for year in _YEAR.findall(text)]
    spans = {later - earlier for earlier in named for later in named if 1 < later - earlier <= 20}
    spans.update(_NUMERALS[word] for word in _LASTING.findall(text))
    if _PLAN.search(text):
        spans.add(5)
    return sorted(spans, reverse=True)


def years_apart(view: PairIndex) -> int | None:
    """How many years lie between what the two reports review; None where one of them is unknown."""
    one = view.prior.report.reviewed or view.prior.report.year
    other = view.current.report.reviewed or view.current.report.year
    return None if one is None or other is None else other - one


def covers_the_years(view: PairIndex, claim: Claim) -> bool:
    """Whether a change covers exactly the two or more years that lie between the two reports.

    五年增长 between reports five years apart, 比2019年增长 against the report of 2019, 年均 over the years that its
    sentence names.
    """
    apart = years_apart(view)
    if apart is None or apart < 2:
        return False
    if claim.basis == "previous_five_years":
        return apart == 5
    if claim.basis == "annual_average":
        words = view.current.sentence(claim)[: claim.span.end - claim.sentence.start]
        return claim.form in (RelationKind.GROWTH, RelationKind.ABSOLUTE) and spans_of_years(words) == [apart]
    return claim.basis == f"year:{view.prior.report.reviewed or view.prior.report.year}"
