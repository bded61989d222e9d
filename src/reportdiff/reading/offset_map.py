"""A report read from the view of a text → the same report over the text as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from attrs import evolve

from reportdiff.model import Claim, Document, Figure, Metric, Report, Section, Span, Unread

__all__ = ["restored"]

_Figure = TypeVar("_Figure", Figure, None, Figure | None)


def restored(report: Report, document: Document, places: Sequence[int]) -> Report:
    """`report` with every offset counted in `document`; `places` is what `view_of` gave with the view of its text."""
    back = _Back(document.text, places)
    return evolve(
        report,
        document=document,
        sections=tuple(map(back.section, report.sections)),
        metrics=tuple(map(back.metric, report.metrics)),
        claims=tuple(map(back.claim, report.claims)),
        unread=tuple(map(back.unread, report.unread)),
    )


class _Back:
    def __init__(self, text: str, places: Sequence[int]) -> None:
        self.text = text
        self.places = places

    def span(self, span: Span) -> Span:
        """From the first character to behind the last one, so that no unseen mark after it is taken in."""
        if span.end <= span.start:
            return Span(self.places[span.start], self.places[span.start])
        return Span(self.places[span.start], self.places[span.end - 1] + 1)

    def figure(self, figure: _Figure) -> _Figure:
        if figure is None:
            return figure
        span = self.span(figure.span)
        return evolve(figure, span=span, surface=span.of(self.text))

    def section(self, section: Section) -> Section:
        return evolve(section, span=self.span(section.span))

    def metric(self, metric: Metric) -> Metric:
        return evolve(
            metric,
            figure=self.figure(metric.figure),
            sentence=self.span(metric.sentence),
            places=tuple(map(self.span, metric.places)),
        )

    def claim(self, claim: Claim) -> Claim:
        span = self.span(claim.span)
        return evolve(
            claim,
            span=span,
            surface=span.of(self.text),
            figure=self.figure(claim.figure),
            sentence=self.span(claim.sentence),
        )

    def unread(self, unread: Unread) -> Unread:
        span = self.span(unread.span)
        return evolve(unread, span=span, surface=span.of(self.text))
