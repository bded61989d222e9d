"""An index over one report: its parts by id, its metrics and claims by the things that they are looked up by."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from reportdiff.model.checks import Check
from reportdiff.model.claims import Claim
from reportdiff.model.document import Section, Span
from reportdiff.model.metrics import Binding, Metric
from reportdiff.model.relations import RelationKind
from reportdiff.model.reports import Report

__all__ = ["ReportIndex", "checks_by_claim", "runs_of_shares"]

_FAR = 24  # metrics of a line that a claim may be about
_BEHIND = 400  # characters between the shares of two items: what explains an item may stand between them
_BARE = 5  # characters of a share before its percent that print no whole


def checks_by_claim(checks: Iterable[Check]) -> Mapping[str | None, Sequence[Check]]:
    """Return the checks of each claim, by its id; those that are of no claim stand under None."""
    found: dict[str | None, list[Check]] = defaultdict(list)
    for check in checks:
        found[check.claim].append(check)
    return dict(found)


def runs_of_shares(
    claims: Iterable[Claim], find: Callable[[str], Metric | None], *, named: bool = False
) -> Iterator[list[Claim]]:
    """Yield each run of shares of a section that name no whole, or name it at the run's head alone.

    With `named`, those that name the same whole again go on with a run too. `find` returns the metric with an id.
    """
    run, unit, called = list[Claim](), "", ""
    for claim in claims:
        part = find(claim.current or "")
        if claim.form is not RelationKind.SHARE or claim.table is not None or not (claim.figure and claim.figure.value):
            continue
        if part is None or part.is_rate or claim.current_binding is not Binding.CLAUSE:
            continue
        words = claim.surface[: claim.figure.span.start - claim.span.start]
        goes_on = len(words) <= _BARE or (named and words == called)
        near = run and claim.section == run[-1].section and claim.span.start - run[-1].span.end <= _BEHIND
        if run and not (near and goes_on and part.figure.unit == unit):
            yield run
            run = []
        if not run:
            unit, called = part.figure.unit, words
        run.append(claim)
    yield run


class ReportIndex:
    """One report, indexed; every lookup takes constant or logarithmic time."""

    def __init__(self, report: Report) -> None:
        """Index `report`."""
        self.report = report
        self.text = report.document.text
        self.metrics: Mapping[str, Metric] = {metric.id: metric for metric in report.metrics}
        self.claims: Mapping[str, Claim] = {claim.id: claim for claim in report.claims}
        self.sections: Mapping[str, Section] = {section.id: section for section in report.sections}

    def metric(self, id: str | None) -> Metric | None:
        """Return a metric by id."""
        return None if id is None else self.metrics.get(id)

    @cached_property
    def by_sentence(self) -> Mapping[Span, Sequence[Metric]]:
        """The metrics outside tables, by their sentence, in text order."""
        found: dict[Span, list[Metric]] = defaultdict(list)
        for metric in self.report.metrics:
            if metric.table is None:
                found[metric.sentence].append(metric)
        return dict(found)

    @cached_property
    def prose(self) -> tuple[Sequence[Metric], Sequence[int]]:
        """The metrics outside tables in text order, and the places at which they begin."""
        found = [metric for metric in self.report.metrics if metric.table is None]
        return found, [metric.span.start for metric in found]

    def prose_before(self, start: int, count: int) -> Sequence[Metric]:
        """Return the last metrics outside tables before a place of the text, in text order."""
        metrics, starts = self.prose
        end = bisect_left(starts, start)
        return metrics[max(0, end - count) : end]

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[Metric]]:
        """The metrics by their name, in text order."""
        found: dict[str, list[Metric]] = defaultdict(list)
        for metric in self.report.metrics:
            found[metric.name].append(metric)
        return dict(found)

    @cached_property
    def claims_of(self) -> Mapping[str, Sequence[Claim]]:
        """The claims about each metric, by its id, in text order."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.report.claims:
            if claim.metric is not None:
                found[claim.metric].append(claim)
        return dict(found)

    @cached_property
    def _claims_at(self) -> Mapping[str, Sequence[Claim]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.report.claims:
            found[claim.current or claim.metric or claim.id].append(claim)
        return dict(found)

    def claims_at(self, metric: str) -> Sequence[Claim]:
        """Return the claims whose level, part or outcome a metric is, in text order."""
        return self._claims_at.get(metric, ())

    @cached_property
    def _line_ends(self) -> Sequence[int]:
        return [-1, *(found.start() for found in re.finditer("\n", self.text))]

    def line(self, offset: int) -> int:
        """Return the line, counted from 1, that the character at `offset` stands in."""
        return bisect_right(self._line_ends, offset - 1)

    def earlier_in_line(self, offset: int) -> Sequence[Metric]:
        """Return the last metrics outside tables that begin before `offset` in its line, in text order."""
        metrics, line = self.report.metrics, self.line(offset)
        place = bisect_left(metrics, offset, key=lambda metric: metric.span.start)
        near = metrics[max(0, place - _FAR) : place]
        return [metric for metric in near if metric.table is None and self.line(metric.span.start) == line]
