"""Map the offsets of a report that was read from the visible text back to the text of the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from attrs import evolve, frozen

from reportdiff.model import Claim, Document, Figure, Metric, Report, Section, Span, Unread

__all__ = ["map_offsets"]

_OptionalFigure = TypeVar("_OptionalFigure", Figure, None, Figure | None)


def map_offsets(report: Report, document: Document, offsets: Sequence[int]) -> Report:
    """Return `report` with every span counted in the text of `document`.

    Args:
        report: a report read from the visible text of the document.
        document: the document as it was read.
        offsets: the offset in `document` of each visible character, as `visible_text` returns them.
    """
    mapper = _OffsetMapper(document.text, offsets)
    return evolve(
        report,
        document=document,
        sections=tuple(map(mapper.section, report.sections)),
        metrics=tuple(map(mapper.metric, report.metrics)),
        claims=tuple(map(mapper.claim, report.claims)),
        unread=tuple(map(mapper.unread, report.unread)),
    )


@frozen
class _OffsetMapper:
    text: str
    offsets: Sequence[int]

    def span(self, span: Span) -> Span:
        """Map a span up to behind its last character, so that it holds no invisible character at its end."""
        start = self.offsets[span.start]
        return Span(start, self.offsets[span.end - 1] + 1 if span.end > span.start else start)

    def figure(self, figure: _OptionalFigure) -> _OptionalFigure:
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
        span, figure, sentence = self.span(claim.span), self.figure(claim.figure), self.span(claim.sentence)
        return evolve(claim, span=span, surface=span.of(self.text), figure=figure, sentence=sentence)

    def unread(self, unread: Unread) -> Unread:
        span = self.span(unread.span)
        return evolve(unread, span=span, surface=span.of(self.text))
