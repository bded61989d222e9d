"""The number of years that a change covers, by its sentence and by the years of the reports."""

from __future__ import annotations

import re

from reportdiff.checking.report_index import PairIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.model import Claim, Form
from reportdiff.text.numerals import chinese_value

__all__ = ["covers_the_years", "spans_of_years", "years_apart"]

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|[-－—~至])")
_LONGEST = 20  # years


def spans_of_years(text: str) -> list[int]:
    """Return the numbers of years that a change may cover: between the years named, or as many as 五年来 says.

    >>> spans_of_years("2019年至2023年，"), spans_of_years("五年来，"), spans_of_years("“十四五”时期，")
    ([4], [5], [5])
    """
    named = [int(year) for year in _YEAR.findall(text)]
    spans = {later - earlier for earlier in named for later in named}
    spans.update(chinese_value(numeral) or 0 for numeral in check_words("years lasting").findall(text))
    if check_words("five-year plan").search(text):
        spans.add(5)
    return sorted((years for years in spans if 1 < years <= _LONGEST), reverse=True)


def years_apart(view: PairIndex) -> int | None:
    """Return the number of years between those that the two reports review; None where one is unknown."""
    earlier = view.prior.report.reviewed or view.prior.report.year
    later = view.current.report.reviewed or view.current.report.year
    return None if earlier is None or later is None else later - earlier


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
        return claim.form in (Form.PERCENT, Form.ABSOLUTE) and spans_of_years(words) == [apart]
    return claim.basis == f"year:{view.prior.report.reviewed or view.prior.report.year}"
