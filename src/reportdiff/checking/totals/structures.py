"""The structure of an economy that is printed as one ratio, as 7.2:42.1:50.7: its shares add up to 100."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from reportdiff.arithmetic import Outcome, decimal_text
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.model import Check, CheckName, Severity, Span, Verdict

__all__ = ["structures"]

_RATIO = re.compile(r"\d(?<![\d.]\d)\d?(?:\.\d{1,2})?(?: ?[:：∶︰] ?\d{1,2}(?:\.\d{1,2})?){2}(?![\d.:：∶︰])")
_MARK = re.compile(" ?[:：∶︰] ?")
_REACH = 40  # characters before a ratio that say what it is of
_ALL = 100
_SHARES = range(80, 126)  # what shares with a misprint come to; others, as 1:2:3, are no shares


def structures(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every structure of industries: its shares make 100 but for their rounding."""
    for found in _RATIO.finditer(index.text):
        ahead = re.split("[。；;\n]", index.text[max(0, found.start() - _REACH) : found.start()])[-1]
        named = check_words("structure of industries").search(ahead)
        if named is None:
            continue
        printed = _MARK.split(found[0])
        total = sum(map(Fraction, printed), Fraction(0))
        if int(total) not in _SHARES:
            continue
        places = max(len(text.partition(".")[2]) for text in printed)
        holds = abs(total - _ALL) <= Fraction(len(printed), 2 * 10**places)
        context = FindingContext(
            check=CheckName.TOTAL,
            metric_name=named[0],
            stated_text=found[0],
            current="+".join(printed),
            prior=f"“{_ALL}”",
            digits=decimal_text(total, places),
            evidence=(index.place(Span(found.start(), found.end())),),
        )
        outcome = Outcome(Verdict.CONSISTENT if holds else Verdict.INCONSISTENT, exact=total)
        yield make_check(outcome, context, None, severity=None if holds else Severity.WARNING)
