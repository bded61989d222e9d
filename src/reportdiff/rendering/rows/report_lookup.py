"""Look up quotes and places in a report, and put texts on one line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import attrgetter

from reportdiff.model import CheckResult, ComparisonResult, Metric, Report, Span
from reportdiff.model.report_index import ReportIndex
from reportdiff.rendering.rows.places import Place

__all__ = ["Lookup", "current_report", "flat", "printable", "prior_report"]

_STOPS = "。！？；\n"
_BLANKS = re.compile(r"\s+")
_MARKUP = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".docx", ".docm")  # without lines that a reader sees
_HEADING = 24  # characters of the heading that names a place


class Lookup(ReportIndex):
    """An index over one report, with the quotes and places that readers are shown."""

    def __init__(self, report: Report) -> None:
        """Index `report`."""
        super().__init__(report)
        read = {(metric.sentence, metric.table is not None) for metric in report.metrics}
        read |= {(claim.sentence, claim.table is not None) for claim in report.claims}
        self._sentences = sorted({sentence for sentence, _ in read})
        self._table_cells = {sentence for sentence, in_table in read if in_table}

    @cached_property
    def by_span(self) -> Mapping[Span, Metric]:
        """The metrics by the place of their figure."""
        return {metric.span: metric for metric in self.report.metrics}

    def sentence(self, span: Span) -> Span:
        """Return the sentence around `span`: the one that its figures were read from, else from stop to stop.

        Of a table it is the whole row, as a cell alone does not say what it is of.
        """
        place = bisect_right(self._sentences, Span(span.start, len(self.text) + 1)) - 1
        if place >= 0 and self._sentences[place].holds(span):
            found = self._sentences[place]
            return self._row(found) if found in self._table_cells else found
        start, end = span.start, span.end
        while start > 0 and self.text[start - 1] not in _STOPS:
            start -= 1
        while end < len(self.text) and self.text[end] not in _STOPS:
            end += 1
        return Span(start, min(end + 1, len(self.text)))

    def _row(self, cell: Span) -> Span:
        """Return the line that a cell stands in, without the blanks around it."""
        start = self.text.rfind("\n", 0, cell.start) + 1
        end = self.text.find("\n", cell.end)
        line = self.text[start : end if end >= 0 else None]
        return Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))

    def quote(self, span: Span, limit: int = 120) -> str:
        """Return the sentence around `span` in one line, cut to about `limit` characters around the span."""
        return "".join(text for text, _ in self.marked_quote([span], limit))

    def path(self, section: str | None, limit: int | None = None) -> str:
        """Return the numbers that lead to a section, outermost first, and its heading: "一(六) 强化监督".

        A heading longer than `limit` characters is cut with ….
        """
        numbers: list[str] = []
        found = self.sections.get(section) if section is not None else None
        heading = flat(found.heading) if found is not None else ""
        seen: set[str] = set()
        while found is not None and found.id not in seen:
            seen.add(found.id)
            if found.number:
                numbers.insert(0, found.number)
            found = self.sections.get(found.parent) if found.parent is not None else None
        inner = "".join(number if number.startswith(("(", "（")) else f"({number})" for number in numbers[1:])
        if limit is not None and len(heading) > limit:
            heading = heading[: limit - 1] + "…"
        return " ".join(part for part in ("".join(numbers[:1]) + inner, heading) if part)

    def where(self, span: Span) -> Place:
        """Return the place of `span`: the line of a text, the page of a PDF, or the cell of a workbook.

        The lines of a PDF's text are no reader's, nor those of a web page or a Word file, whose places are sections.
        """
        cell = self._cells.get(span.start)
        if cell is not None:
            return Place(self.report.source, "cell", cell)
        page = self.report.document.page_of(span.start)
        if page is not None:
            return Place(self.report.source, "of_page", str(page))
        if not self.report.source.lower().endswith(_MARKUP):
            return Place(self.report.source, "line", str(self.line(span.start)))
        around = [section for section in self.report.sections if section.span.start <= span.start < section.span.end]
        path = self.path(max(around, key=attrgetter("span.start")).id, _HEADING) if around else ""
        return Place(self.report.source, "section" if path else "", path)

    def marked_quote(self, spans: Sequence[Span], limit: int = 120) -> tuple[tuple[str, bool], ...]:
        """Return the sentence around the first span, cut as `quote` does, in pieces: a text, and whether it is a span.

        All spans lie in that sentence.
        """
        sentence = self.sentence(spans[0])
        start, end = _window(sentence, spans[0], limit)
        pieces, place = [("…" if start > sentence.start else "", False)], start
        for span in sorted(spans):
            first, last = max(span.start, place), min(span.end, end)
            if first < last:
                pieces += [(self.text[place:first], False), (self.text[first:last], True)]
                place = last
        pieces += [(self.text[place:end], False), ("…" if end < sentence.end else "", False)]
        shown = [(_BLANKS.sub(" ", printable(text)), marked) for text, marked in pieces if text]
        shown[0], shown[-1] = (shown[0][0].lstrip(" |"), shown[0][1]), (shown[-1][0].rstrip(" |"), shown[-1][1])
        return tuple((text, marked) for text, marked in shown if text)

    @cached_property
    def _cells(self) -> dict[int, str]:
        """The cells of a workbook by the offsets of their figures and claims."""
        metrics = ((metric.span.start, metric.table) for metric in self.report.metrics)
        claims = ((claim.span.start, claim.table) for claim in self.report.claims)
        places = (*metrics, *claims)
        return {start: table.cell for start, table in places if table is not None and table.cell is not None}


def current_report(result: Report | CheckResult | ComparisonResult) -> Report:
    """Return the report that a result is about; of a comparison the current one."""
    if isinstance(result, ComparisonResult):
        return result.current.report
    return result.report if isinstance(result, CheckResult) else result


def prior_report(result: Report | CheckResult | ComparisonResult) -> Report | None:
    """Return last year's report; None where there is only one."""
    return result.prior.report if isinstance(result, ComparisonResult) else None


def printable(text: str) -> str:
    """Return `text` with a space for each line break and control character."""
    return "".join(character if character.isprintable() else " " for character in text)


def flat(text: str) -> str:
    """Return `text` in one line, with runs of white space as one space and control characters left out."""
    return " ".join(printable(text).split())


def _window(sentence: Span, focus: Span, limit: int) -> tuple[int, int]:
    """Return where a sentence is cut, to about `limit` characters around `focus`."""
    if len(sentence) <= limit:
        return sentence.start, sentence.end
    room = max(limit - len(focus), 20)
    start = max(sentence.start, focus.start - room * 2 // 3)
    end = min(sentence.end, max(focus.end, start + limit))
    return max(sentence.start, min(start, end - limit)), end
