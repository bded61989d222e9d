"""Map the offsets of a report that was read from the visible text back to the text of the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import evolve, fields

from reportdiff.model import Document, Figure, Report, Span

__all__ = ["map_offsets"]


def map_offsets(report: Report, document: Document, offsets: Sequence[int]) -> Report:
    """Return `report` with every span counted in the text of `document`.

    Args:
        report: a report read from the visible text of the document.
        document: the document as it was read.
        offsets: the offset in `document` of each visible character, as `visible_text` returns them.
    """

    def moved_span(span: Span) -> Span:
        start = offsets[span.start]  # an invisible character behind the last one stays outside
        return Span(start, offsets[span.end - 1] + 1 if span.end > span.start else start)

    def moved(item: Any) -> Any:
        changes: dict[str, Any] = {}
        for name in (attribute.name for attribute in fields(type(item))):
            value = getattr(item, name)
            if isinstance(value, Span):
                changes[name] = moved_span(value)
            elif isinstance(value, Figure):
                changes[name] = moved(value)
            elif isinstance(value, tuple) and value and isinstance(value[0], Span):
                changes[name] = tuple(map(moved_span, value))
            elif name == "surface":
                changes[name] = moved_span(item.span).of(document.text)
        return evolve(item, **changes)

    return evolve(
        report,
        document=document,
        sections=tuple(map(moved, report.sections)),
        metrics=tuple(map(moved, report.metrics)),
        claims=tuple(map(moved, report.claims)),
        unread=tuple(map(moved, report.unread)),
    )
