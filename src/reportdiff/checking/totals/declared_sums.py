"""Sums that the text declares, of the figures before them: 收入12亿元。加上补助3亿元，调入1亿元，收入总计16亿元.

The addends are the figures before the sum in its paragraph, without what stands in brackets, what 其中 lists and what
is the base of a change. With which of them the sum begins need not be guessed: where some beginning makes it, it holds.
Where none does, the wording may show the beginning: the one figure before 加, or the first of the sum's own sentence.
What the failure is worth, the report itself tells: where its other declared sums hold, the one that does not is a
finding, else a question.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve, frozen

from reportdiff.arithmetic import Outcome, agrees
from reportdiff.checking.findings import FindingContext, decided, make_check
from reportdiff.checking.operands import evaluate_sum, operand_of, stated_value_of
from reportdiff.checking.policy import Decision, Reservation, ask
from reportdiff.checking.proof import earned
from reportdiff.checking.report_index import ReportIndex
from reportdiff.checking.totals.in_text import bracket_depth
from reportdiff.checking.totals.sum_slips import slipped
from reportdiff.lexicon.check_words import check_words
from reportdiff.model import Binding, Check, CheckName, Diagnosis, Kind, Metric, Severity
from reportdiff.text.numerals import chinese_value
from reportdiff.text.words import cut

__all__ = ["DeclaredSum", "declared_sums", "sums"]

_ADDED = "加上"
_SUM_WORD = 8  # characters before a figure that may declare it a sum
_FROM = ("从", "由")
_MOST = 24  # addends of a sum
_COUNTED = 24  # characters before a figure that may say of how many others it is the sum
_PARAGRAPH_END = re.compile(r"[。；;：:！!？?）)\n]\s*\n")  # a line of a PDF may end amid a sentence
_CLAUSE_MARKS = re.compile("[，,、；;。：:\n）)]")
_CLAUSES = re.compile("[，,；;。：:\n）)]")
_TORN = re.compile(r"\d[,，][ \u3000]$")  # 34, 203万元: a figure that lost its beginning


@frozen
class Addend:
    """A figure before a declared sum; `sign` is -1 where it is taken off, `added` where 加 introduces it."""

    metric: Metric
    sign: int
    added: bool


@frozen(kw_only=True)
class DeclaredSum:
    """A figure that a word declares a sum, and the figures before it.

    `first` is the place of the addend that the wording begins with; None where it leaves that open. `named`: the word
    has an object of its own (合计新增文献), which may be more than the figures before.
    """

    total: Metric
    addends: tuple[Addend, ...]
    first: int | None
    named: bool = False

    def outcome(self, first: int, *, diagnosed: bool = True) -> Outcome:
        """Return whether the addends from a place on make the sum."""
        signed = ((part.sign, operand_of(part.metric.figure)) for part in self.addends[first:])
        operands = (part if sign > 0 else part.negated() for sign, part in signed)
        return evaluate_sum(self.total.figure, operands, diagnosed=diagnosed)

    def beginning(self) -> int | None:
        """Return the place from which on the addends make the sum: that of the wording, else the last such one."""
        tried = range(len(self.addends) - 1)
        places = [place for place in tried if agrees(self.outcome(place, diagnosed=False).verdict)]
        return self.first if self.first in places else places[-1] if places else None

    @property
    def shape(self) -> bool:
        """Whether 加 introduces addends; sums are worded alike throughout a report."""
        return any(addend.added for addend in self.addends)


def sums(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every declared sum that the figures before it make, or fail to make by the wording."""
    made = [(found, found.beginning()) for found in declared_sums(index)]
    held, failed = defaultdict[bool, int](int), defaultdict[bool, int](int)
    for found, place in made:
        if found.first is not None:
            (failed if place is None else held)[found.shape] += 1
    for found, place in made:
        if place is not None:
            yield from _held(index, found, place)
        elif found.first is not None and (
            not found.named or Diagnosis.DIGITS_TRANSPOSED in found.outcome(found.first).diagnoses
        ):
            proved = earned(held[found.shape], failed[found.shape])
            listed = index.text[found.addends[found.first].metric.span.end : found.total.span.start]
            if proved or check_words("open list").search(listed) is None or _slipped(found, found.first):
                yield _failed(index, found, found.first, proved=proved)


def _slipped(found: DeclaredSum, first: int) -> bool:
    """Return whether a slip of the keyboard explains why a sum fails."""
    figures = [addend.metric.figure for addend in found.addends[first:]]
    return all(addend.sign > 0 for addend in found.addends) and slipped(
        found.total.figure, figures, found.outcome(first)
    )


def declared_sums(index: ReportIndex) -> Iterator[DeclaredSum]:
    """Yield every figure outside tables that is declared a sum, with the figures before it in its paragraph."""
    bases = frozenset(claim.prior for claim in index.report.claims if claim.prior_binding is Binding.CLAUSE)
    prose = (metric for metric in index.report.metrics if metric.table is None)
    ends = [end.end() for end in _PARAGRAPH_END.finditer(index.text)]
    for _, group in groupby(prose, key=lambda metric: bisect_right(ends, metric.span.start)):
        metrics = list(group)
        start = 0
        for place, metric in enumerate(metrics):
            if index.text[metric.span.start - 1 : metric.span.start] in _FROM:
                continue  # 两地份额合计从11.5%提至14.8%: the second is the sum
            if counted := _counted(index, metric, metrics[max(start, place - _MOST) : place], bases):
                yield DeclaredSum(total=metric, addends=counted, first=0)
            elif (named := _is_declared(index, metric)) is not None:
                addends = _addends(index, metric, metrics[max(start, place - _MOST) : place], bases)
                if len(addends) > 1:
                    first = _first(index, metric, addends)
                    yield DeclaredSum(total=metric, addends=tuple(addends), first=first, named=named)
                start = place + 1


def _is_declared(index: ReportIndex, total: Metric) -> bool | None:
    """Return whether the clause of a declared sum names an object; None where a figure is no declared sum."""
    lead = "".join(index.text[max(0, total.span.start - _SUM_WORD) : total.span.start].split())
    if check_words("declared sum").search(lead) is not None:
        return False
    added = _ADDED in index.text[total.sentence.start : total.span.start]
    named = check_words("named sum").search(lead) or (added and check_words("sum of addends").search(lead))
    return True if named else None


def _counted(
    index: ReportIndex, total: Metric, before: Sequence[Metric], bases: frozenset[str | None]
) -> tuple[Addend, ...]:
    """Return as many figures of its sentence as a sum says that it is of: 盗窃30件、诈骗20件，两类案件共50件."""
    said = _count_said(index, total)
    if said is None:
        return ()
    count = chinese_value(said["count"]) or int(said["count"])
    alike = [
        metric
        for metric in before
        if metric.sentence == total.sentence
        and metric.figure.unit == total.figure.unit
        and metric.kind is total.kind
        and metric.id not in bases
        and _count_said(index, metric) is None
    ]
    members = alike[:count] if said["first"] else alike[-count:]
    listed = len(members) == count and all(metric.figure.has_point_value for metric in members)
    return tuple(Addend(metric, 1, False) for metric in members) if listed else ()


def _count_said(index: ReportIndex, total: Metric) -> re.Match[str] | None:
    """Return the words before a figure that say of how many others it is the sum: 前两项合计."""
    lead = "".join(index.text[max(total.sentence.start, total.span.start - _COUNTED) : total.span.start].split())
    return check_words("counted sum").search(lead) if "共" in lead or "计" in lead else None


def _addends(index: ReportIndex, total: Metric, before: Sequence[Metric], bases: frozenset[str | None]) -> list[Addend]:
    """Return the figures that a sum may add up, with their signs."""
    found, depth, listed, sign = list[Addend](), 0, False, 1
    end = before[0].sentence.start if before else 0
    for metric in before:
        between = index.text[end : metric.span.start]
        depth = max(0, depth + bracket_depth(index.text, end, metric.span.start))
        end = metric.span.end
        added = _is_added(between)
        divided = metric is not before[0] or any(map(str.isdigit, between))  # but 财力由以下构成：A12亿元
        if depth == 0 and divided and check_words("parts").search(between) is not None:
            listed = True
        elif added or "。" in between:
            listed = False
        if check_words("taken off").search(between) is not None:
            sign = -1
        elif added or any(mark in between for mark in "。；;"):
            sign = 1
        of_total = metric.figure.unit == total.figure.unit and (metric.kind is Kind.RATIO) == (total.kind is Kind.RATIO)
        if of_total and not (depth or listed or metric.id in bases) and metric.figure.has_point_value:
            found.append(Addend(metric, sign, added))
    return found


def _is_added(between: str) -> bool:
    """Return whether the last clause before a figure begins with 加 (and not with 加快)."""
    clause = _CLAUSES.split(between.rstrip("，,、；;。：: \n"))[-1]
    heads = (cut(part.strip())[:1] for part in clause.split("、"))
    return any(check_words("added").match(head[0]) is not None for head in heads if head)


def _first(index: ReportIndex, total: Metric, addends: Sequence[Addend]) -> int | None:
    """Return the place of the first addend by the wording; None where several may be it, or a member is not printed."""
    text = index.text
    added = next((place for place, addend in enumerate(addends) if addend.added), None)
    if added is not None:
        own = [place for place in range(added) if addends[place].metric.sentence == addends[added - 1].metric.sentence]
        gaps = (text[addends[place].metric.span.end : addends[place + 1].metric.span.start] for place in own[:-1])
        first = own[0] if own and all(gap.startswith("、") for gap in gaps) else None  # A2亿元、B1亿元，加上C
    else:
        own = [place for place, addend in enumerate(addends) if addend.metric.sentence == total.sentence]
        balance = check_words("sum of a balance").search(
            "".join(text[addends[-1].metric.span.end : total.span.start].split()).lstrip("，,、；;")
        )
        first = own[0] if len(own) > 1 and (own[0] == 0 or balance) else None
        lead = text[total.sentence.start : addends[first or 0].metric.span.start]
        if "，" in lead or _adds(lead):
            return None  # 收入加补助2亿元、调入1亿元: the first of them is not printed
    if first is None:
        return None
    members = [addend.metric for addend in addends[first:]]
    if len(members) < 2:
        return None
    if added is None and any(member.figure.value > total.figure.value for member in members):
        return None
    if any(_TORN.search(text, 0, member.span.start) for member in members):
        return None
    ends = [*(member.span.start for member in members[1:]), total.span.start]
    gaps = (text[member.span.end : end] for member, end in zip(members, ends, strict=True))
    return None if any(_names_more(gap) for gap in gaps) else first


def _adds(words: str) -> bool:
    """Return whether 加 stands among words."""
    return any(check_words("added").match(word) is not None for word in cut(words))


def _names_more(between: str) -> bool:
    """Return whether a clause between two addends names members without a figure: 加上补助等，总计."""
    return any(clause.endswith(("等", "等收入", "等支出")) for clause in _CLAUSE_MARKS.split(between)[:-1])


def _held(index: ReportIndex, found: DeclaredSum, first: int) -> Iterator[Check]:
    parts = found.addends[first:]
    if sum(1 for part in parts if part.metric.figure.value) > 1:
        yield make_check(found.outcome(first), _context(index, found, first), stated_value_of(found.total.figure))


def _context(index: ReportIndex, found: DeclaredSum, first: int) -> FindingContext:
    parts = found.addends[first:]
    signs = tuple(part.sign for part in parts)
    return index.sum_context(found.total, [part.metric for part in parts], check=CheckName.TOTAL, signs=signs)


def _failed(index: ReportIndex, found: DeclaredSum, first: int, *, proved: bool) -> Check:
    """Return the finding about a sum that its addends do not make: a question, unless the report proves its wording."""
    outcome = found.outcome(first)
    context = evolve(_context(index, found, first), digits="")
    stated = stated_value_of(found.total.figure)
    if proved:
        return make_check(outcome, context, stated, severity=Severity.WARNING)
    decision: Decision = ask(outcome, Reservation.LISTED_SUM_FAILS)
    return decided(decision, context, stated)
