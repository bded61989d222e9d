"""How many places a rank moved, against the rank of last year: 居全省第8位，上升4位 was the 12th."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from attrs import evolve, frozen

from reportdiff.arithmetic import Outcome
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.report_index import PairIndex, ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.messages import phrase
from reportdiff.model import Check, CheckName, Evidence, Severity, Span, Verdict
from reportdiff.text.numerals import chinese_value

__all__ = ["rank_steps", "rank_steps_between"]

_CLAUSE = re.compile(r"[，,。；;：:、\n]")
_REACH = 60  # characters before a rank that name what is ranked
_LEAST = 5  # of what is ranked, with the area: fewer may be of anything


@frozen(kw_only=True)
class _Rank:
    """A rank with what is ranked, and how many places it rose by what is printed behind it; `before` is printed too."""

    what: str
    place: int
    span: Span
    rose: int | None = None
    before: int | None = None
    step: Span | None = None


def rank_steps(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every move of a rank that stands behind the rank of both years."""
    for rank in _ranks(index):
        if rank.before is not None:
            yield _check(index, rank, rank.before)


def rank_steps_between(index: PairIndex) -> Iterator[Check]:
    """Yield a check for every move of a rank whose last one last year's report prints in the same words."""
    if index.years_apart != 1:
        return
    before: dict[str, set[int]] = defaultdict(set)
    places: dict[str, Evidence] = {}
    for rank in _ranks(index.prior):
        before[rank.what].add(rank.place)
        places[rank.what] = index.prior.place(rank.span)
    for rank in _ranks(index.current):
        known = before.get(rank.what, set())
        if rank.rose is not None and rank.before is None and len(known) == 1 and len(rank.what) >= _LEAST:
            yield _check(index.current, rank, min(known), places[rank.what])


def _ranks(index: ReportIndex) -> Iterator[_Rank]:
    text = index.text
    for found in check_words("rank").finditer(text):
        place = _number(found["rank"])
        if place is None:
            continue
        clause = _CLAUSE.split(text[max(0, found.start() - _REACH) : found.start()])[-1]
        rank = _Rank(
            what="".join(check_words("filling of a rank").sub("", clause).split()),
            place=place,
            span=Span(found.start(), found.end()),
        )
        known, end = check_words("rank before").match(text, found.end()), found.end()
        last = known is not None and known["year"] in (None, str((index.report.own_year or 0) - 1))
        if known is not None and last:
            rank, end = evolve(rank, before=_number(known["before"])), known.end()
        yield _with_step(rank, text, end)


def _with_step(rank: _Rank, text: str, end: int) -> _Rank:
    for part, sign in (("rank gain", 1), ("rank loss", -1)):
        step = check_words(part).match(text, end)
        places = _number(step["places"]) if step is not None else None
        if step is not None and places is not None:
            before = _number(step["before"]) if step["before"] else rank.before
            span = Span(step.start("move"), step.end())
            return evolve(rank, rose=sign * places, before=before, step=span)
    return evolve(rank, before=None)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else chinese_value(text)


def _check(index: ReportIndex, rank: _Rank, before: int, *evidence: Evidence) -> Check:
    """Return the check of a move from one rank to another."""
    assert rank.step is not None
    holds = before - rank.place == rank.rose
    claims = index.claims_between(rank.step.start, rank.step.end) if holds or evidence else ()
    claim = next(iter(claims), None)
    context = FindingContext(
        check=CheckName.ABSOLUTE,
        metric_name=rank.what,
        stated_text="".join(rank.step.of(index.text).split()),
        claim=None if claim is None else claim.id,
        metric=None if claim is None else claim.metric,
        evidence=(index.place(rank.step), index.place(rank.span), *evidence),
    )
    hint = phrase("findings.rank_moved", before=str(before), after=str(rank.place))
    outcome = Outcome(Verdict.CONSISTENT if holds else Verdict.INCONSISTENT)
    return make_check(outcome, context, None, severity=None if holds else Severity.WARNING, hints=(hint,))
